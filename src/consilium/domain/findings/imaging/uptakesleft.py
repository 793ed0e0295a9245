"""Standardized uptake values that letters and boards quote, and those of before beside them: `PET/CT 09/13/2024: SUVmax
2.1, previously 11.4`, `left humerus SUVmax 1.8 (was 7.2)`, `ganglio de 9 mm con captación leve, SUVmax 1.6`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.imagingstudies import modalities_in
from consilium.domain.findings.imaging.lesionsizes import Study, Words, things_in
from consilium.domain.findings.imaging.volumes import SUV, reference_of
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text import bodysites

_NOT_SHOWN = frozenset({Section.PLAN, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.TECHNIQUE})
# A value of before right behind the one of now, and one that a change leads from.
_ONCE = re.compile(
    r"\s?[,;(]?\s?(?:and\s)?(?:was|were|previously|previous|prev\.?|prior|before|formerly|from|down from|up from|"
    r"baseline|"
    r"compared (?:with|to)|vs\.?|versus|antes|previ[oa]|previamente|anterior(?:mente)?|era|desde|frente a|"
    r"comparado con|"
    r"respecto a|inicial|basal)\s?:?\s?(?:(?:SUV\s?m?[aá]?x?|of|"
    r"de)\s){0,2}(?P<once>\d{1,3}(?:[.,]\d{1,2})?)(?![\d%/]|[.,]\d|\s?(?:mm|cm|[x×]\s?\d))",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\bSUV[\s-]?(?:m[aá]x(?:imo)?|max|mean|peak)?\.?\s(?:[^\W\d_]{2,14}\s){0,3}?(?:from|de|"
    r"desde)\s(?P<once>\d{1,3}(?:[.,]\d{1,2})?)"
    r"\s(?:to|a|hasta)\s(?P<now>\d{1,3}(?:[.,]\d{1,2})?)(?![\d%/]|\s?(?:mm|cm))",
    re.IGNORECASE,
)
_OPENED_BEFORE = re.compile(
    r"\((?:was|previously|before|antes|previo|previa|prior|basal|baseline|era)\b[^()]*$", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\b(?:if|si|threshold|umbral|cutoff|more than|greater than|mayor (?:de|que|a)|>)\s?$", re.IGNORECASE
)
_MOST, _REACH, _NO_DAYS = 16, 70, 3


def uptakes_left(paper: Paper, words: Words, told: Collection[tuple[str, str]], whole: Study) -> Iterator[Finding]:
    """Each uptake value that no other rule has told (`told` are the values with quotes), of the day that its sentence
    or the one before it names; of a report the day of its study."""
    day: PartialDate | None = whole.date
    since = 0
    for clause in paper.clauses:
        named = [] if whole.date is not None and clause.section is Section.COMPARISON else modalities_in(clause, words)
        own = _day(paper, clause) if named else None
        since = 0 if named else since + 1
        day = (own if named else day if since <= _NO_DAYS else None) or whole.date
        if clause.section in _NOT_SHOWN or "suv" not in clause.folded:
            continue
        for start, end, value, before in _values(clause):
            known = any(value == one and quote in clause.text for one, quote in told)
            if not known and not _LIMIT.search(clause.text, max(0, start - 20), start):
                yield _finding(clause, words, (start, end), value, whole.prior if before else day, before=before)


def _day(paper: Paper, clause: Clause) -> PartialDate | None:
    days = [one.when for one in occasions(clause.text, paper) if one.until is None and one.when != paper.birth]
    return days[0] if days else None


def _values(clause: Clause) -> Iterator[tuple[int, int, str, bool]]:
    """From where to where each value is told, the value, and whether it is one of before."""
    text, last = clause.text, 0
    changes = list(_CHANGED.finditer(text))[:_MOST]
    for found in changes:
        yield found.start(), found.end(), found["once"], True
        yield found.start(), found.end(), found["now"], False
    for found in list(SUV.finditer(text))[:_MOST]:
        if any(one.start() <= found.start() < one.end() for one in changes):
            continue
        first = max(last, max(text.rfind(mark, last, found.start()) + 1 for mark in ";.:"), found.start() - _REACH)
        before = _OPENED_BEFORE.search(text, 0, found.start()) is not None
        yield first, found.end(), found[1], before
        once = _ONCE.match(text, found.end())
        last = found.end()
        if once is not None and not before:
            yield first, once.end(), once["once"], True
            last = once.end()


def _finding(
    clause: Clause, words: Words, place: tuple[int, int], value: str, when: PartialDate | None, *, before: bool
) -> Finding:
    part = Clause(clause.text[slice(*place)], clause.pieces)
    things = things_in(part, words)
    site = bodysites.place_near(part, words.sites, 0, len(part.text))
    value_at = SUV.search(part.text)
    compared = (
        reference_of(part.text, 0, value_at.start())
        if value_at is not None and SUV.search(clause.text, 0, place[0])
        else ""
    )
    site = bodysites.Place() if compared else site
    thing = compared or next((one.value for one in reversed(things) if one.value != "uptake"), "uptake")
    return Finding(
        Kind.MEASUREMENT,
        f"{thing} SUV",
        value=value,
        number=float(value.replace(",", ".")),
        unit="SUV",
        when=when,
        assertion=Assertion.HISTORICAL if before else Assertion.STATED,
        laterality=site.side,
        site=site.site,
        citations=(clause.cite(*place),),
        confidence=clause.confidence,
    )
