"""The day on which the tissue of a report was taken: slides are asked for by it, not by the day of a signature."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.clinical import CaseRecord
from consilium.domain.completeness.evidence import Folder
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Kind

_SERIES = 3
_RESULTS = (Kind.FLOW, Kind.MRD)


def taken_on(record: CaseRecord, folder: Folder) -> PartialDate | None:
    """The only full day of which the report says that its specimen, or what was found in it, is; else the report's."""
    for kinds in ((Kind.SPECIMEN,), _RESULTS):
        days = set(_days(record, folder, *kinds))
        if len(days) == 1:
            return days.pop()
    return record.date


def sums_up(record: CaseRecord, folder: Folder) -> bool:
    """Whether a paper sums up results of several days, as a table of residual disease does: no report of a specimen of
    its own, and its own day is none on which tissue was taken."""
    days = set(_days(record, folder, *_RESULTS))
    own = set(_days(record, folder, Kind.SPECIMEN))
    return len(days) >= _SERIES and not own - days and record.date not in days


def _days(record: CaseRecord, folder: Folder, *kinds: Kind) -> Iterator[PartialDate]:
    for one in folder.of_record(record, *kinds):
        when = one.shown.when
        if when is not None and when.day and one.shown.assertion in (Assertion.STATED, Assertion.NEGATED):
            yield when
