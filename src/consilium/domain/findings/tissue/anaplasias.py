"""Anaplasia of a tumor by its extent, which decides the treatment of a Wilms tumor: `focal anaplasia`, `anaplasia
difusa`, `Anaplasia: Focal`; a row that denies it (`Anaplasia: Absent`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_SILENT = (Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS)
_FOCAL, _DIFFUSE = r"focal(?:ly|mente)?", r"(?:diffuse(?:ly)?|difus[ao](?:mente)?)"
_EXTENT = re.compile(
    rf"\b(?:(?:(?P<one>{_FOCAL}|{_DIFFUSE})\s(?:anaplasia|anaplastic(?:\s(?:features|change|histology))?|anapl[aá]sic[oa]))"
    rf"|(?:anaplasia|anapl[aá]sic[oa])\s?(?:\(|,\s?)?(?:de tipo |of the |type )?(?P<two>{_FOCAL}|{_DIFFUSE}))\b",
    re.IGNORECASE,
)
# A row of a synoptic report.
_ROW = re.compile(
    rf"\banaplasia(?:\s?\([^)]{{0,24}}\))?\s?(?::|\||\s[-–—]|\.{{2,40}}|\s(?=not |absent|ausente|present))\s{{0,8}}"
    rf"(?P<state>{_FOCAL}|{_DIFFUSE}|presente?\b|s[ií]\b|yes\b|absent|ausente|no\b(?! (?:aplica|evalua))"
    r"|not (?:identified|seen|present)|none\b|negativ[eoa]\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"absent|ausente|no\b|not\b|none|negativ", re.IGNORECASE)


def told(paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """Each extent of anaplasia that a paper tells, once in a clause, and rows that tell or deny it."""
    for clause in paper.clauses:
        if clause.section in _SILENT or "anapla" not in clause.folded:
            continue
        row = _ROW.search(clause.text)
        if row is not None:
            denied = _DENIES.match(row["state"]) is not None
            yield _finding(clause, _name(row["state"]), row.span(), Assertion.NEGATED if denied else Assertion.STATED)
            continue
        found = _EXTENT.search(clause.text)
        if found is not None:
            how = assertion_of(clause, *found.span(), assertion)
            yield _finding(clause, _name(found["one"] or found["two"]), found.span(), how)


def _name(state: str) -> str:
    if re.match(_FOCAL, state, re.IGNORECASE):
        return "focal anaplasia"
    return "diffuse anaplasia" if re.match(_DIFFUSE, state, re.IGNORECASE) else "anaplasia"


def _finding(clause: Clause, name: str, place: tuple[int, int], how: Assertion) -> Finding:
    return Finding(
        Kind.CONDITION,
        name,
        assertion=how,
        citations=(clause.cite(*place),),
        confidence=clause.confidence,
    )
