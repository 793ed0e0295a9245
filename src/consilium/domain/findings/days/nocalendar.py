"""What stands beside a day that no calendar has: `MRI on 31/02/2025 showed`, `30 de febrero de 2025`, and what stands
under a heading with one. It has no day and says which one its paper writes, so that a person asks for the right one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.daysofnocalendar import NoDay, days_of_no_calendar
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

# Why a day can hardly be, in `detail`, and the day as the paper writes it.
DAY_DOUBT, DAY_WRITTEN = "day_doubt", "day_written"
NO_SUCH_DAY = "no_such_day"
OF_THE_DAY = (DAY_DOUBT, DAY_WRITTEN)
# What is true of no one day of the child.
_DAYLESS = frozenset({Kind.FAMILY_HISTORY, Kind.ALLERGY})
_BESIDE = 80
# Straight behind its words, whatever other day the sentence has.
_LEADS = re.compile(r"[\s,(:–-]{0,3}(?:on|of|from|el|del|de|con fecha)?[\s(:]{0,3}", re.IGNORECASE)


def without_days_of_no_calendar(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, each that stands beside such a day without a day of its place and with what is written."""
    wrong = {at: days for at, clause in enumerate(paper.clauses) if (days := tuple(days_of_no_calendar(clause.text)))}
    headed = {one.heading: days for one in paper.clauses if (days := tuple(days_of_no_calendar(one.heading)))}
    for one in found:
        written = _written(one, paper, wrong, headed) if (wrong or headed) and one.kind not in _DAYLESS else ""
        yield _doubted(one, written) if written else one


def _doubted(one: Finding, written: str) -> Finding:
    return replace(one, when=None, until=None, detail={**one.detail, DAY_DOUBT: NO_SUCH_DAY, DAY_WRITTEN: written})


def _written(
    one: Finding, paper: Paper, wrong: dict[int, tuple[NoDay, ...]], headed: dict[str, tuple[NoDay, ...]]
) -> str:
    """The day that is none beside a finding, "" where it has one of its own or stands beside none."""
    for at in _places(one, paper):
        clause = paper.clauses[at]
        if (days := wrong.get(at)) is not None:
            return _beside(one, clause, paper, days)
        if (days := headed.get(clause.heading)) is not None and not _has_own(one, clause, paper):
            return days[0].written
    return ""


def _places(one: Finding, paper: Paper) -> Sequence[int]:
    """The clause that a finding stands in: of several that hold its words none is sure, but where the rule tells it."""
    places = paper.places_of(one.quote)
    if one.clause in places:
        return (one.clause,)
    return places if len(places) == 1 else ()


def _has_own(one: Finding, clause: Clause, paper: Paper) -> bool:
    return one.when is not None and any(day.when == one.when for day in occasions(clause.text, paper))


def _beside(one: Finding, clause: Clause, paper: Paper, wrong: Sequence[NoDay]) -> str:
    """Of several days in its sentence the nearest, where that is none. A day from elsewhere is not its own."""
    start = max(0, clause.text.find(one.quote))
    end = start + len(one.quote)
    straight = next((day.written for day in wrong if _LEADS.fullmatch(clause.text, end, day.start)), "")
    if straight or _has_own(one, clause, paper):
        return straight
    near = min(wrong, key=lambda day: _gap(day.start, day.end, start, end))
    gap = _gap(near.start, near.end, start, end)
    if clause.cells:
        return near.written if _in_its_cell_or_the_first(near, clause, start) else ""
    others = [_gap(day.start, day.end, start, end) for day in occasions(clause.text, paper)]
    return near.written if gap <= min(others, default=_BESIDE) else ""


def _in_its_cell_or_the_first(day: NoDay, clause: Clause, start: int) -> bool:
    low, high = clause.cell_of(start)
    first, text = clause.cells[0]
    return low <= day.start < high or first <= day.start < first + len(text)


def _gap(first: int, last: int, start: int, end: int) -> int:
    """How many letters stand between two places; none where they overlap."""
    return max(0, start - last, first - end)
