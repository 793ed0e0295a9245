"""Days that a paper counts from a transplant whose own day it tells: `Day +28: chimerism 100 %` under a day 0 of 10
April is 8 May. Nothing is counted where the paper tells more than one such day, or a cell therapy that is counted from
too."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_DATED = frozenset(
    {Kind.LABORATORY, Kind.MRD, Kind.RESPONSE, Kind.TOXICITY, Kind.CONDITION, Kind.IMAGING, Kind.FLOW, Kind.GROWTH}
    | {Kind.FUNCTION, Kind.MEASUREMENT, Kind.SPECIMEN, Kind.SURGERY, Kind.DRUG, Kind.MEDICINE}
)
_TOLD = (Assertion.STATED, Assertion.NEGATED)
# With its sign: `day 28` without one is a day of a cycle.
_DAY = re.compile(r"(?<!\w)(?:day|d[ií]a|d)\s?\+\s?(?P<number>\d{1,3})(?![\w%]|[.,]\d|\s?[-–/]\s?\+?\d)", re.IGNORECASE)
# Words by which such a day bounds something else.
_BOUNDS = re.compile(
    r"\b(?:until|till|through|to|from|since|before|by|after|beyond|post|past|hasta|desde|antes del?|"
    r"despu[eé]s del?|al?|"
    r"a partir del?|m[aá]s all[aá] del?|for|para el|planned|programad[oa])\s(?:the\s|el\s)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"\s*[-•*]?\s*{_DAY.pattern}\s?(?:[:.–-]|\s)", re.IGNORECASE)
_SIGNED = re.compile(r"(?:d[ií]a|day|d|t)?\s?([+-]\s?\d{1,3})", re.IGNORECASE)
_CELLS = ("CAR T-cell therapy", "donor lymphocyte infusion", "stem cell boost", "gene therapy")
_MOST = 400


def counted_from_transplant(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, each that stands by such a day alone with the day of the calendar that it is."""
    kept = list(told)
    zero = _day_zero(kept)
    days = _days_of(paper) if zero is not None else []
    column_zero = zero or _day_of_cells(kept)
    for one in kept:
        if one.detail.get("occasion"):
            yield _of_column(one, column_zero, paper)
            continue
        yield _dated(one, zero, days, paper) if zero is not None and days and _may_be(one, paper) else one


def _day_zero(told: Sequence[Finding]) -> datetime.date | None:
    """The only day of a transplant that was done."""
    done = [
        one for one in told if one.kind is Kind.TRANSPLANT and one.assertion in (Assertion.STATED, Assertion.HISTORICAL)
    ]
    if any(one.name in _CELLS for one in done):
        return None
    own = {one.when for one in done if "transplant" in one.name and one.when is not None}
    only = own.pop() if len(own) == 1 else None
    return datetime.date(only.year, only.month, only.day) if only is not None and only.month and only.day else None


def _day_of_cells(told: Sequence[Finding]) -> datetime.date | None:
    """The only day on which cells were given, of a paper that tells no transplant: CAR T cells are counted from too."""
    done = [one for one in told if one.kind is Kind.TRANSPLANT and one.assertion is Assertion.STATED]
    own = {one.when for one in done if one.name in _CELLS and one.when is not None}
    if len(own) != 1 or any("transplant" in one.name for one in done):
        return None
    only = own.pop()
    return datetime.date(only.year, only.month, only.day) if only.month and only.day else None


def _of_column(one: Finding, zero: datetime.date | None, paper: Paper) -> Finding:
    """A value under the head of its column (`D+3`, `-1`): a day of the calendar where the paper tells day 0. One
    without a sign may be a day of a cycle."""
    counted = _SIGNED.fullmatch(str(one.detail["occasion"]).strip())
    if zero is None or counted is None:
        return one
    when = zero + datetime.timedelta(days=int(counted[1].replace(" ", "")))
    told = PartialDate(when.year, when.month, when.day)
    return replace(one, when=told) if paper.date is None or told <= paper.date else one


def _may_be(one: Finding, paper: Paper) -> bool:
    undated = one.when is None or one.when == paper.date
    return one.kind in _DATED and one.assertion in _TOLD and undated and bool(one.quote)


def _days_of(paper: Paper) -> list[tuple[Clause, int]]:
    """The clauses with the one day that each is of: its own, or the one that opens its line."""
    found: list[tuple[Clause, int]] = []
    line, labelled = None, -1
    for clause in paper.clauses:
        if clause.pieces[0].line is not line:
            line, labelled = clause.pieces[0].line, -1
            opens = _LABEL.match(clause.text)
            labelled = int(opens["number"]) if opens is not None else -1
        days = [one for one in _DAY.finditer(clause.text) if not _BOUNDS.search(clause.text, 0, one.start())]
        if any(True for _ in dates_in(clause.text)):
            continue
        if len(days) == 1 and len(list(_DAY.finditer(clause.text))) == 1:
            found.append((clause, int(days[0]["number"])))
        elif not days and labelled >= 0:
            found.append((clause, labelled))
    return found[:_MOST]


def _dated(one: Finding, zero: datetime.date, days: Sequence[tuple[Clause, int]], paper: Paper) -> Finding:
    own = {
        number
        for clause, number in days
        if one.quote in clause.text and one.citations[0].page in (None, clause.page.number)
    }
    if len(own) != 1:
        return one
    when = zero + datetime.timedelta(days=own.pop())
    told = PartialDate(when.year, when.month, when.day)
    return replace(one, when=told) if paper.date is None or told <= paper.date else one
