"""The day of each of several values in one sentence: a day that stands straight behind or ahead of one value is that
value's alone (`EF 48 % on 8 November (63 % on 1 September)`, `12/03: 61 %, 04/06: 55 %`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.assertions.told import occasion_near, year_beside
from consilium.domain.findings.days.datedearlier import of_an_earlier
from consilium.domain.findings.days.moment import day_after, day_of, when_said
from consilium.domain.findings.days.monthsaid import month_said
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Kind
from consilium.domain.findings.imaging.sizedays import in_bracket_of_before
from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labseries import own_cell
from consilium.domain.findings.paper import Clause, Paper

# What may stand between a value and its day behind it, or between a day and its value.
_BEHIND = re.compile(
    r"\s?%?\s?(?:[^\W\d_]{1,4}(?:/[^\W\d_.\d]{1,6})?\s?)?[,;]?\s?[(\[]?\s?"
    r"(?:(?:done|dated|taken|measured|hecho|del?|d[ií]a|on|el|in|en|at|from|of|as of|al)\s){0,3}",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\s?[\])]?\s?(?:[:=,–—-]|it was|was|it is|fue|era)?\s?"
    r"(?:[^\W\d_][\w.]{0,11}(?:\s[^\W\d_][\w.]{0,11})?\s?[:=]?\s?)?[<>~]?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s?%?\s?[(\[,]?\s?(?:(?:in|en|since|desde)\s)?(?P<year>(?:19|20)\d\d)(?=[\s,;.)\]]|$)(?!\s?m)")
_ENDS = re.compile(r"(?<!\b[DS]r)(?<!\b[DS]ra)(?<!\bProf)\.\s+(?=[A-ZÁÉÍÓÚÑ])|;")
# What may stand before the day that opens an entry: `Fri 26 Jan`, `- 12/03`.
_OPENS = re.compile(r"\W{0,4}(?:[^\W\d_]{2,10}\.?,?\s)?\W{0,2}")
_WRITTEN = re.compile(
    r"\b(?:report(?:ed)?|printed|received|issued|signed|dictated|typed|informe|informado|impres[oa]|recibid[oa]|emitid[oa]|"
    r"firmado|DOB|born|nac\w*)\s?(?:date|on|el)?\s?:?\s?$",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\s?[:=]\s?[^\d\n]{0,16}[<>]?\d")
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|before|last|was|earlier|anterior|previ[oa]|previamente|antes|era)\b", re.IGNORECASE
)
# A day without its year may stand so many letters from a test of function.
_BESIDE, _MONTH_REACH, _LEADS_FOR = 30, 24, 60


def day_of_value(
    clause: Clause, paper: Paper, said: Said, all_said: Sequence[Said], own: PartialDate | None
) -> PartialDate | None:
    """The day of a value: in its own words or cell, its own in a sentence of several, of its sentence, else `own`."""
    if (cell := own_cell(clause, said.end)) is not None:
        date = next(dates_in(cell), None)
        if date is not None or not any(char in cell for char in "/(:"):
            return day_of(date, paper.date_order) if date is not None else own
    when = _inside(clause, paper, said, all_said) or own_day(clause, paper, said, all_said)
    when = when or when_said(clause, paper, said.start, said.end, headed=False)
    if when is None and said.test.kind is Kind.FUNCTION:
        near = occasion_near(clause, paper, said.start, said.end, _BESIDE)
        if near is not None and _EARLIER.search(clause.text, said.end, max(said.end, near.start)):
            near = _ahead(clause, paper, said, all_said)  # `12 May: 96 mL/min (previous 25/01/2024: 118)`
        when = near.when if near else year_beside(clause.text, said.start, said.end)
    if when is not None and (
        _labels_other(clause, paper, when)
        or of_an_earlier(clause, paper, (said.start, said.end), _earlier_ends(said, all_said), when)
    ):
        return own
    return when or _opening(clause, paper) or _only(clause, paper, said, all_said) or own


def _earlier_ends(said: Said, all_said: Sequence[Said]) -> list[int]:
    return [] if said.earlier else [one.end for one in all_said if one.earlier]


def _opening(clause: Clause, paper: Paper) -> PartialDate | None:
    """The only day of an entry that begins with it, though its year stands nowhere."""
    days = [one for one in occasions(clause.text, paper) if one.until is None]
    opens = len(days) == 1 and _OPENS.fullmatch(clause.text, 0, days[0].start) is not None
    return days[0].when if opens else None


def _only(clause: Clause, paper: Paper, said: Said, all_said: Sequence[Said]) -> PartialDate | None:
    """The only day of a sentence, straight behind the last of its values: `Height 131.5 cm, weight 28 kg on 2/14.`"""
    days = [one for one in occasions(clause.text, paper) if one.until is None and one.start >= said.end]
    if len(days) != 1 or any(one.earlier for one in all_said):
        return None
    last = max(one.end for one in all_said)
    straight = last <= days[0].start and _BEHIND.fullmatch(clause.text, last, days[0].start) is not None
    return days[0].when if straight and not _ENDS.search(clause.text, said.end, days[0].start) else None


def _labels_other(clause: Clause, paper: Paper, when: PartialDate) -> bool:
    """Whether a day is labelled as that on which something was written or printed."""
    days = [one for one in dates_in(clause.text) if day_of(one, paper.date_order) == when]
    return any(_WRITTEN.search(clause.text, max(0, one.start - 24), one.start) is not None for one in days)


def _ahead(clause: Clause, paper: Paper, said: Said, all_said: Sequence[Said]) -> Occasion | None:
    """The last day that its sentence told before a value, where none of the values stands between."""
    before = [one for one in occasions(clause.text, paper) if one.until is None and one.end <= said.start]
    first = before[-1].end if before else 0
    between = any(first <= one.start < said.start for one in all_said) or _ENDS.search(clause.text, first, said.start)
    return before[-1] if before and not between and said.start - first <= _LEADS_FOR else None


def day_of_earlier(clause: Clause, paper: Paper, said: Said, all_said: Sequence[Said]) -> PartialDate | None:
    """The day of a value that a later one of its sentence replaced: right after it, else right before it."""
    if in_bracket_of_before(
        clause.text, _place(clause, said)[0]
    ):  # `EF 56 % (baseline 66 %)`: no day ahead of it is its
        opened = clause.text.rfind("(", 0, said.end)
        inside = [one for one in occasions(clause.text, paper) if one.until is None and one.start > opened]
        closed = clause.text.find(")", said.end)
        return next((one.when for one in inside if closed < 0 or one.end <= closed), None)
    when = day_after(clause, paper, said.end) or own_day(clause, paper, said, all_said)
    if when is not None:
        return when
    days = [one for one in dates_in(clause.text) if said.end - _BESIDE <= one.start and one.end <= said.end]
    return day_of(days[-1], paper.date_order) if days else None


def _inside(clause: Clause, paper: Paper, said: Said, all_said: Sequence[Said]) -> PartialDate | None:
    """The day between a test and its result: `Audiometría 09/08 normal`."""
    if said.earlier:
        return None
    before = [_place(clause, one)[0] for one in all_said if one is not said]
    first = max((at for at in before if said.start < at < _place(clause, said)[0]), default=said.start)
    inside = [one for one in dates_in(clause.text) if first < one.start and one.end <= said.end]
    if inside and first == said.start:
        return day_of(inside[-1], paper.date_order)
    short = [one.when for one in occasions(clause.text, paper) if first < one.start and one.end <= said.end]
    return short[-1] if short and first == said.start else None


def own_day(clause: Clause, paper: Paper, said: Said, all_said: Sequence[Said]) -> PartialDate | None:
    """The day that is told of one value alone, of all values of a clause."""
    text = clause.text
    places = [_place(clause, one) for one in all_said]
    place = _place(clause, said)
    days = [one for one in occasions(text, paper) if one.until is None and one.when != paper.birth]
    behind = _behind(text, place, places, days)
    if behind is not None:
        return behind.when
    year = _YEAR.match(text, place[1])
    if year is not None:
        return PartialDate(int(year["year"]))
    near = min([one[0] for one in places if one[0] >= place[1]] + [place[1] + _MONTH_REACH, len(text)])
    month = month_said(text, place[1], near, paper)
    if month is not None:
        return month
    ahead = [one for one in days if one.end <= place[0]]
    if not ahead or any(_behind(text, other, places, days) is ahead[-1] for other in places):
        return None
    last = ahead[-1]
    first = said.start if said.start >= last.end else place[0]
    between = any(last.end <= other[0] < place[0] for other in places)
    return last.when if not between and _AHEAD.fullmatch(text, last.end, first) else None


def _place(clause: Clause, said: Said) -> tuple[int, int]:
    """Where the figures of a value stand."""
    at = clause.text.rfind(said.result.value.lstrip("<>= "), said.start, said.end)
    return (at if at >= 0 else said.start), said.end


def _behind(
    text: str, place: tuple[int, int], values: Sequence[tuple[int, int]], days: Sequence[Occasion]
) -> Occasion | None:
    """The day right behind a value, that leads no other value: `61 % on 4 June`, not `61 %, 04/06: 55 %`."""
    found = next((one for one in days if one.start >= place[1]), None)
    if found is None or any(place[1] <= other[0] < found.start for other in values):
        return None
    if _ENDS.search(text, place[1], found.start) or _LEADS.match(text, found.end):
        return None
    return found if _BEHIND.fullmatch(text, place[1], found.start) else None
