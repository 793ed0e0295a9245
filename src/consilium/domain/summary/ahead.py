"""Days to come that papers name: until when somebody wants an answer, and what is planned for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.deadlines import Deadline
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.records import Remark
from consilium.domain.summary.model import Group, Reference, Span, Statement
from consilium.domain.summary.rows import named, references, shown

MOST = 6
# What a day is kept for; a value or a medicine to come says nothing of the time that a second team has.
_KINDS = (
    Kind.SURGERY,
    Kind.TRANSPLANT,
    Kind.RADIATION,
    Kind.CYCLE,
    Kind.DRUG,
    Kind.IMAGING,
    Kind.MENTION,
    Kind.SPECIMEN,
)
_TO_COME = (Assertion.PLANNED, Assertion.PENDING)
_NAMES = 4


def ahead(case: ClinicalCase) -> Iterator[Group]:
    """The next days, the earliest first; what is wanted by a day before what is planned for it."""
    rows = []
    for one in wanted(case):
        place = Reference(one.record, one.page, one.citation)
        rows.append((one.day, 0, Statement((Span(one.day), one.text), (Remark("summary.deadline"),), (place,))))
    for day, planned in _planned(case, _today(case)).items():
        names = list(dict.fromkeys(_named(one.shown) for one in planned))
        told = "; ".join(names[:_NAMES])
        rows.append((day, 1, Statement((Span(day), told), (Remark("summary.said_planned"),), references(planned))))
    yield Group("ahead", ("date", "ahead"), tuple(row for _, _, row in sorted(rows, key=lambda one: one[:2])[:MOST]))


def wanted(case: ClinicalCase) -> tuple[Deadline, ...]:
    """The days still to come until which papers want something, the earliest first; what two papers want in the same
    words, and what a later version of its paper says anew, once."""
    gone = {record.number for record in case.records if record.superseded_by}
    told: dict[object, Deadline] = {}
    for one in case.deadlines:
        if one.day >= _today(case) and one.record not in gone:
            told.setdefault((one.day, one.text), one)
    return tuple(sorted(told.values(), key=lambda one: one.day))


def _today(case: ClinicalCase) -> PartialDate:
    return PartialDate(case.today.year, case.today.month, case.today.day)


def _named(said: Finding) -> str:
    number = str(said.detail.get("number") or "")
    bare = said.kind is Kind.CYCLE and number and number not in named(said).split()
    return f"{named(said)} {number}" if bare else named(said)


def _planned(case: ClinicalCase, today: PartialDate) -> dict[PartialDate, list[CaseFinding]]:
    """What is planned or awaited on a day that is still to come, by that day."""
    by_day: dict[PartialDate, list[CaseFinding]] = defaultdict(list)
    for one in shown(case, *_KINDS):
        when = one.shown.when
        if one.shown.assertion in _TO_COME and when is not None and when.day and when >= today:
            by_day[when].append(one)
    return by_day
