"""The day of laboratory values that their own words do not tell: of their label, or of the list that they stand in.

`Labs (6/2/2024): Plt 188. INR 1.0.`, `BLOODS 2024/07/30` over a list, `hemograma 2/4: Hb 7,2`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import PhraseIndex

_LABELS = re.compile(r"[^:;.]{0,40}:\s*")
_BREAKS = re.compile(r"[;]|\.\s")
# How far into a clause the label of a list with its day stands (letters), and how long a line without values is.
_OPENS, _MOST_WORDS = 60, 14
# `Results called to the ward on 1/15`: the day on which they were told of, not theirs.
_PASSED_ON = re.compile(
    r"\b(?:called|phoned|telephoned|faxed|e?mailed|discussed|communicated|notified|relayed|shared|explained|conveyed"
    r"|informad[oa]s?|comunicad[oa]s?|avisad[oa]s?|notificad[oa]s?|enviad[oa]s?|entregad[oa]s?|explicad[oa]s?"
    r"|comentad[oa]s?)\b",
    re.IGNORECASE,
)
# `Hb 58 (was 84 on 01/12)`: a value in brackets that the one before them replaced, and its day.
_ONCE = re.compile(
    r"\((?:it )?(?:was|were|prev(?:ious(?:ly)?)?|prior|before|earlier|baseline|era|antes|previ[oa]|anterior|basal)\b"
    r"[^()]{0,60}\)",
    re.IGNORECASE,
)
# How many sentences a day in brackets after them may be of.
_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """A day that a label opened for what stands under it; `whole` for all of its section, else for a list."""

    day: PartialDate
    heading: str
    whole: bool


def labelled_day(clause: Clause, paper: Paper, start: int) -> PartialDate | None:
    """The day whose label a value stands behind: `2/4: Hb 7,2 g/dl, GB 1.100`."""
    before = [one for one in _single(clause, paper) if one.end <= start]
    for one in reversed(before):
        between = _without_once(clause.text[one.end : start])
        sign = _LABELS.match(between)
        if sign is not None and not _BREAKS.search(between[sign.end() :]) and "(" not in between[sign.end() :]:
            return one.when
        if _BREAKS.search(between):
            return None
    return None


# The rest of a list of results up to the day that is of all of them: `LDH 3120 U/L, urato 14.8 mg/dL y creatinina 2.6
# mg/dL el 28/04`.
_TO_DAY = re.compile(
    r"(?:\s[^\s,;()]{1,12})?(?:(?:,|,?\s(?:y|and|e|&))\s[^\d;().]{2,34}\s?[<>]?\d[\d.,]*\d?(?:\s?[^\s\d,;()]{1,14})?){1,9}"
    r"\s?,?\s?(?:\(|(?:all\s)?(?:on|el|del|al)\s)(?:d[ií]a\s)?",
    re.IGNORECASE,
)


def day_of_list(clause: Clause, paper: Paper, end: int) -> PartialDate | None:
    """The only day of a sentence, behind the last of several results, for the one that ends at `end`."""
    stop = min(
        (at for at in (clause.text.find(";", end), clause.text.find(". ", end)) if at >= 0), default=len(clause.text)
    )
    days = [one for one in _single(clause, paper) if one.start < stop]
    if len(days) != 1 or days[0].start <= end:
        return None
    return days[0].when if _TO_DAY.fullmatch(clause.text, end, days[0].start) else None


def opened_by(clause: Clause, paper: Paper, labels: PhraseIndex[bool], *, valued: bool) -> Opened | None:
    """The day that a clause opens for those after it; `valued` where it tells values itself."""
    first = clause.words[: _MOST_WORDS // 2]
    hit = next(labels.find(first), None)
    named = hit is not None and (hit.first <= 1 or clause.section is Section.LABORATORY)
    if not named and (clause.section is not Section.LABORATORY or clause.cells):
        return None
    days = [one for one in _single(clause, paper) if one.start <= _OPENS]
    if len({one.when for one in days}) != 1 or (not valued and len(clause.words) > _MOST_WORDS):
        return None
    if _PASSED_ON.search(clause.text, 0, days[0].start) is not None:
        return None
    after = clause.text[days[-1].end :]
    if valued and not re.match(r"[^:;.]{0,40}[:)]", after):
        return None
    return Opened(days[0].when, clause.heading, whole=clause.section is Section.LABORATORY)


def trailing_days(paper: Paper, labels: PhraseIndex[bool]) -> dict[int, PartialDate]:
    """The day that is said after the results that it is of: `TSH 2,14. T4 libre 1,20. (toma 08-10-2024)`, by clause."""
    found: dict[int, PartialDate] = {}
    for at, clause in enumerate(paper.clauses):
        bracket = clause.text[:1] == "(" and len(clause.words) <= _MOST_WORDS // 2
        days = _single(clause, paper) if bracket and next(labels.find(clause.words[:2]), None) is not None else []
        if len(days) == 1:
            for before in reversed(paper.clauses[max(0, at - _BEFORE) : at]):
                if before.heading != clause.heading or before.cells or _single(before, paper):
                    break
                found[id(before)] = days[0].when
    return found


def _single(clause: Clause, paper: Paper) -> list[Occasion]:
    asides = [(one.start(), one.end()) for one in _ONCE.finditer(clause.text)]
    return [
        one
        for one in occasions(clause.text, paper)
        if one.until is None and not any(start < one.start < end for start, end in asides)
    ]


def _without_once(text: str) -> str:
    return _ONCE.sub(" ", text)
