"""Transplants told over the lines of a form: `Type: autologous, tandem #1`, `Day 0: 05/07/2024`, `Donor: sister`.

A type that a line labels is a statement of its own; a labelled day 0 is the day of the paper's transplant without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.records import Scalar

AUTOLOGOUS, ALLOGENEIC, ANY = "autologous transplant", "allogeneic transplant", "stem cell transplant"
_THING = r"(?:transplant(?:ation)?|hsct|hct|sct|bmt|pbsct|graft|trasplante|tph|tmo|tcph|tcmh|injerto)"
_TYPE = re.compile(
    rf"(?:\b(?:type|tipo)(?:\s(?:of|de|del)\s{_THING})?|\b{_THING}\s(?:type|tipo)|\btipo\s{_THING}|"
    rf"^\W*(?:\d\.\s)?{_THING})"
    r"\s?(?:#\s?\d\s?)?[:=|–-]?\s+(?P<value>[^.;\n]{3,120})",
    re.IGNORECASE,
)
_AUTO = re.compile(r"\bauto(?:log(?:ous|o|a|os|as)?)?\b(?!\s?immun)", re.IGNORECASE)
_ALLO = re.compile(
    r"\b(?:allo(?:gen[a-z]{1,4})?|alog[eé]nic[oa]|alogeneic[oa]|alo|haplo[a-zé]{0,10}|m?mud|m[sf]d|mmud|ucbt?|cord|"
    r"cord[oó]n|"
    r"sibling|unrelated|no emparentado|no relacionado|matched (?:sibling|related|unrelated|family))\b",
    re.IGNORECASE,
)
_OF_CELLS = re.compile(rf"\b(?:{_THING}|stem cells?|marrow|m[eé]dula|progenitor\w{{0,3}}|pbsc|cd34)\b", re.IGNORECASE)
_DAY0 = re.compile(
    rf"(?:\b(?:day|d[ií]a)\s?[+-]?0\b|\bd\s?[+-]?0\b|\bdate of (?:the )?(?:{_THING}|(?:stem cell |"
    rf"cell )?(?:re)?infusion)|"
    rf"\b(?:{_THING}|(?:stem cell |cell )?(?:re)?infusion) date|\bfecha(?: de(?:l| la)?)? (?:{_THING}|"
    rf"(?:re)?infusi[oó]n)|"
    r"\b(?:stem cell|pbsc|marrow|cell) (?:re)?infusion|\binfusi[oó]n de (?:progenitores|c[eé]lulas)[a-z ]{0,30})"
    r"(?:/time|/hora)?\s?(?:\([^()]{1,30}\))?\s?[:=|–-]?\s?(?:on |el |was |of |infusion |infusi[oó]n )*$",
    re.IGNORECASE,
)
# `Infusión: progenitores de la madre, 24/05/2024 (día 0)`.
_DAY0_BEHIND = re.compile(r"\s?[(=,–-]{1,2}\s?(?:day|d[ií]a|d)\s?[+-]?0\b", re.IGNORECASE)
# Tissue of the patient's own that closes or covers: `(autologous pericardial patch)`.
_TISSUE = re.compile(
    r"\b(?:patch|pericardi\w{1,4}|skin|bone graft|fat|fascia\w{0,2}|tend[oó]n|parche|piel|grasa|serum|suero)\b", re.I
)
# A form's words that tell of none yet, or of none: `TMO de donante no emparentado en estudio`.
_OPEN = re.compile(
    r"\b(?:en (?:estudio|valoraci[oó]n|evaluaci[oó]n|discusi[oó]n|b[uú]squeda|tr[aá]mite)|por definir"
    r"|pendiente|previst[oa]"
    r"|planificad[oa]|planead[oa]|programad[oa]|propuest[oa]|a valorar|si (?!se realiz)|planned"
    r"|proposed|pending|under (?:review"
    r"|evaluation|consideration|discussion)|to be|if|being (?:considered|worked up)|donor search)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:not (?:done|performed|given|indicated|needed|feasible|possible)|no (?:se )?(?:realiz|indic"
    r"|procede|requir|hizo|acept)\w*"
    r"|declined|refused|rechazad[oa]|descartad[oa]|ruled out)\b",
    re.IGNORECASE,
)
_BESIDE = 34
_STEMS = (
    "type",
    "tipo",
    "transplant",
    "trasplante",
    "hsct",
    "hct",
    "sct",
    "bmt",
    "tph",
    "tmo",
    "tcph",
    "tcmh",
    "graft",
    "injerto",
)
_FIRST = 6
_DONOR = re.compile(r"\W*(?:donor|donante|donador\w{0,2})\b\W", re.IGNORECASE)


def type_of(text: str) -> str:
    """What kind of transplant words say: the name of it, "" where they say none."""
    auto, allo = _AUTO.search(text), _ALLO.search(text)
    if auto and (allo is None or auto.start() < allo.start()):
        return AUTOLOGOUS
    return ALLOGENEIC if allo else ""


def named_beside(clause: Clause, start: int, end: int) -> str:
    """The kind that words right beside a bare `BMT` say: `auto BMT`, `BMT (MUD)`, `HSCT from his sister`."""
    before = re.split(r"[.;,:]\s", clause.text[max(0, start - 24) : start])[-1]
    after = re.split(r"[.;]|\s(?:and|y|then|after|tras)\s", clause.text[end : end + _BESIDE])[0]
    return type_of(before) or type_of(after)


def typed(clause: Clause, detail: Mapping[str, Scalar], paper: Paper) -> Iterator[Finding]:
    """A transplant whose type a line labels."""
    found = _TYPE.search(clause.text)
    if found is None or len(clause.text) > 240:
        return
    kind = type_of(found["value"][:60])
    if kind and _TISSUE.search(found["value"]) is None:
        days = occasions(clause.text, paper)
        denied, ahead = _REFUSED.search(found["value"]), _OPEN.search(found["value"])
        yield Finding(
            Kind.TRANSPLANT,
            kind,
            value=found["value"].strip()[:80],
            when=days[0].when if len(days) == 1 else None,
            assertion=Assertion.NEGATED if denied else Assertion.PLANNED if ahead else Assertion.STATED,
            detail=detail,
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )


def is_form(clause: Clause) -> bool:
    """Whether a line labels a type of transplant."""
    if len(clause.text) > 240 or not any(stem in clause.folded for stem in _STEMS):
        return False
    found = _TYPE.search(clause.text)
    return found is not None and bool(type_of(found["value"][:60])) and len(clause.text) <= 240


def on_day0(found: Sequence[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings, the transplant without a day with the only day 0 that the paper labels."""
    bare = [one for one in found if _is_bare(one)]
    done = any(one.assertion in (Assertion.STATED, Assertion.HISTORICAL) for one in found)
    untold = not done and _is_of_transplant(paper)
    days = list(labelled_days(paper)) if bare or untold else []
    if days and untold and len({when.when for _, when in days}) == 1:
        yield from found
        yield _of_day0(*days[0], paper)
        return
    if not bare or len({when.when for _, when in days}) != 1:
        yield from found
        return
    clause, when = days[0]
    if any(one.when == when.when for one in found):
        yield from found
        return
    chosen = next((one for one in bare if one.name != ANY), bare[0])
    for one in found:
        if one is chosen:
            detail = {**one.detail, "day0": str(when.when)}
            cited = tuple(dict.fromkeys((*one.citations, clause.cite())))
            yield replace(one, when=when.when, detail=detail, citations=cited)
        else:
            yield one


def _is_of_transplant(paper: Paper) -> bool:
    """Whether one of a paper's first lines names a transplant."""
    return any(_OF_CELLS.search(clause.text) for clause in paper.clauses[:_FIRST])


def _of_day0(clause: Clause, when: Occasion, paper: Paper) -> Finding:
    """The transplant of a summary whose title names it and a line its day; its kind is that of its donor."""
    donor = next((one for one in paper.clauses if _DONOR.match(one.text)), None)
    kind = type_of(donor.text) if donor is not None else type_of(clause.text)
    by = ALLOGENEIC if donor is not None and not kind else kind or ANY
    cited = (clause.cite(), *((donor.cite(),) if donor is not None else ()))
    return Finding(
        Kind.TRANSPLANT,
        by,
        value=clause.text[: when.start].strip(" :")[:80],
        when=when.when,
        assertion=Assertion.PLANNED if is_ahead(when, paper) else Assertion.STATED,
        detail={"day0": str(when.when)},
        citations=cited,
        confidence=clause.confidence,
    )


def _is_bare(one: Finding) -> bool:
    cells = "collection" in one.name or "lymphocyte" in one.name or "boost" in one.name
    return one.when is None and one.assertion in (Assertion.STATED, Assertion.HISTORICAL) and not cells


def is_ahead(when: Occasion, paper: Paper) -> bool:
    """Whether a day is after the one on which its paper was written."""
    return paper.date is not None and bool(paper.date.day) and when.when > paper.date


def labelled_days(paper: Paper) -> Iterator[tuple[Clause, Occasion]]:
    """Each day that a paper labels as its day 0, with the clause that does."""
    for clause in paper.clauses:
        if not any(char.isdigit() for char in clause.text):
            continue
        for when in occasions(clause.text, paper):
            labelled = _DAY0.search(clause.text, max(0, when.start - 70), when.start)
            if labelled or _DAY0_BEHIND.match(clause.text, when.end):
                yield clause, when
