"""What is only the name of who signs or sees the child: `Mr T. Lens FRCOphth`, `Dr P. Rosette`, `Sol Valve, MD`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consilium.domain.findings.finding import Finding, Kind, Origin
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.records import Citation

_CAPITAL = r"[A-ZÁÉÍÓÚÑ][\w'’-]{2,20}"
# A title with initials before a name in capitals, and the names behind it.
_NAMED = re.compile(
    r"\b(?:Dr|Dra|DR|DRA|Mr|Mrs|Ms|Miss|Prof|Sr|Sra|Lic|Nurse|Sister|Enf)\b\.?\s?(?:[A-ZÁÉÍÓÚÑ]\.?\s?){0,3}"
    r"(?P<name>[A-ZÁÉÍÓÚÑ][\w'’-]{2,20}(?:\s[A-ZÁÉÍÓÚÑ][\w'’-]{2,20}){0,2})"
)
# What stands behind a name in a signature: degrees and professions, as written.
_DEGREE = (
    r"(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?|MB\s?BS|MB\s?B?Ch|MB\s?BCh\s?BAO|MRCPC?H?|FRC\w{1,6}|FRANZC\w{1,4}|FRACP|FACC|FASE"
    r"|FACS|FACR|FAAP|MPH|MSc|BSc|RDCS|RDMS|RVT|RN|BSN|MSN|DNP|NP|CPNP\w{0,3}|CNP|APRN|PA(?:-C)?|PharmD|RPh|AuD"
    r"|Au\.D\.|CCC-A|Psy\.?D|LCSW|CGC|LCGC|FACMG|FCAP|DABR|DABMG\w{0,2}|R\.?T\.?\(R\)|CCLS|PT|DPT|OTR|SLP)"
)
_NAMES = rf"(?:{_CAPITAL}|[A-ZÁÉÍÓÚÑ]\.)(?:\s(?:de\s|del\s|la\s|van\s|von\s)?(?:{_CAPITAL}|[A-ZÁÉÍÓÚÑ]\.)){{1,3}}"
# `Sol Valve, MD`, `Tom Decibel, AuD; Vera Chamber, MD`: a name in capitals before its degrees.
_WITH_DEGREE = re.compile(rf"(?<![\w'’-])(?P<name>{_NAMES})(?:,\s?{_DEGREE}(?!\w))+")
# `Electronically signed by Sol Valve`, `Informado por: Rosa Nódulo`.
_BY = re.compile(
    r"\b(?:[Ss]igned|[Vv]erified|[Dd]ictated|[Rr]eported|[Ii]nterpreted|[Aa]uthored|[Ff]irmad[oa]|[Vv]alidad[oa]|"
    r"[Ii]nformad[oa]|[Dd]ictad[oa])(?:\s(?:electr[oó]nicamente|digitalmente|electronically))?\s(?:by|por)\s?:?\s"
    rf"(?:(?:Dr|Dra)\.?\s)?(?P<name>{_NAMES})"
)
# A line of nothing but a name with a degree that a scanner may have misread, and the one behind it that says it was
# signed: `Val Septum, MI)`.
_ALONE = re.compile(rf"\W{{0,3}}(?P<name>{_NAMES})(?:,\s?[A-Z][\w.()]{{0,7}}){{1,3}}\W{{0,3}}")
_SIGNED = re.compile(
    r"\W{0,3}(?:electronically |digitally )?(?:signed|verified|authenticated)\b|\W{0,3}e-?signed\b|\W{0,3}(?:firmado|"
    r"validado|firma (?:electr|digital))",
    re.IGNORECASE,
)
_KINDS = frozenset(
    {Kind.CONDITION, Kind.IMAGING, Kind.FUNCTION, Kind.SPECIMEN, Kind.MEASUREMENT, Kind.DIAGNOSIS, Kind.MENTION}
)
_MOST, _BEHIND = 60, 2
_Place = tuple[int, int]


def without_names(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found` without statements whose quoted words begin with such a name and stand nowhere else on their page, and
    without those that quote nothing but names of a signature."""
    names: dict[int, set[str]] = {}
    for clause in paper.clauses:
        held = names.setdefault(clause.page.number, set())
        held.update(hit["name"].split()[0] for hit in _NAMED.finditer(clause.text))
    signed = _signed_on(paper.clauses)
    for one in found:
        named = one.origin is not Origin.STRUCTURED and bool(one.citations)
        if not (named and ((one.kind in _KINDS and _only_a_name(one, names, paper)) or _signs(one, signed, paper))):
            yield one


def _only_a_name(one: Finding, names: dict[int, set[str]], paper: Paper) -> bool:
    for citation in one.citations:
        first = citation.quote.split(maxsplit=1)[0].strip(",.;:") if citation.quote.strip() else ""
        page = citation.page or 0
        if len(citation.quote) > _MOST or first not in names.get(page, ()):
            return False
        word = re.compile(rf"(?<![\w-]){re.escape(first)}(?![\w-])")
        texts = [clause.text for clause in paper.clauses if clause.page.number == page and first in clause.text]
        named = sum(hit["name"].split()[0] == first for text in texts for hit in _NAMED.finditer(text))
        if named < sum(len(word.findall(text)) for text in texts):
            return False
    return True


def _signed_on(clauses: Sequence[Clause]) -> dict[int, dict[int, list[_Place]]]:
    """Where names of signatures stand, by page and by the clause's place in the paper: with their titles or degrees,
    behind `signed by`, in lines that repeat such a name, and right over `Electronically signed`."""
    found: dict[int, dict[int, list[_Place]]] = {}
    whole: set[str] = set()
    for at, clause in enumerate(clauses):
        hits = [*_WITH_DEGREE.finditer(clause.text), *_BY.finditer(clause.text)]
        places = [hit.span() for hit in (*hits, *_NAMED.finditer(clause.text))]
        whole.update(hit["name"] for hit in hits)
        if hits and _SIGNED.match(clause.text):
            places = [(0, len(clause.text))]
        alone = _ALONE.fullmatch(clause.text) if len(clause.text) <= _MOST else None
        if alone is not None and any(_SIGNED.match(next_.text) for next_ in clauses[at + 1 : at + 1 + _BEHIND]):
            places.append(alone.span())
            whole.add(alone["name"])
        if places:
            found.setdefault(clause.page.number, {})[at] = places
    for at, clause in enumerate(clauses):
        if clause.text.strip(" .,;") in whole:
            found.setdefault(clause.page.number, {}).setdefault(at, []).append((0, len(clause.text)))
    return found


def _signs(one: Finding, signed: dict[int, dict[int, list[_Place]]], paper: Paper) -> bool:
    """Whether all that a finding quotes stands in names of a signature and nowhere else on its page."""
    return all(_within(citation, signed.get(citation.page or 0, {}), paper) for citation in one.citations)


def _within(citation: Citation, signed: dict[int, list[_Place]], paper: Paper) -> bool:
    quote = citation.quote.strip(" .,;")
    if not quote or len(quote) > _MOST or not any(quote in paper.clauses[at].text for at in signed):
        return False
    for at, clause in enumerate(paper.clauses):
        if clause.page.number != citation.page:
            continue
        start = clause.text.find(quote)
        while start >= 0:
            if not any(low <= start and start + len(quote) <= high for low, high in signed.get(at, ())):
                return False
            start = clause.text.find(quote, start + 1)
    return True
