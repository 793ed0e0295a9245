"""Operations of a day that a paper tells, and whose own report is nowhere in the folder."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding
from consilium.domain.completeness.evidence import Folder, is_marrow
from consilium.domain.completeness.reading import SAID, detail, holds, said
from consilium.domain.completeness.status import Item
from consilium.domain.completeness.story import OPERATIONS, owed
from consilium.domain.completeness.when import may_be_same, not_before
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Kind
from consilium.domain.records import Category

# A pathologist's day of a specimen may be that of its arrival.
_NEAR_DAYS = 5
# Operations this long before the diagnosis may belong to it.
_BEFORE_DAYS = 60
# What has no report of its own: a device that is there, what was seen in an operation, a puncture.
_NO_OPERATION = ("device", "event", "puncture")


def operation_items(folder: Folder) -> Iterator[Item]:
    """The operation's own paper, where another one tells the operation's day: since the illness began, and not of
    lines, ports and other things of which nobody writes a report that a second team reads."""
    seen = [one.shown.when for one in folder.mentions(OPERATIONS)]  # whose paper `paper_items` asks for
    here = list(_here(folder))
    for one in folder.findings(SAID, Kind.SURGERY, Kind.SPECIMEN):
        day = one.shown.when
        if day is None or not day.day or one.record.category is Category.OPERATIVE:
            continue
        near = _NEAR_DAYS if one.record.category is Category.PATHOLOGY_REPORT else 1
        if not (_is_taken(one, folder) if near > 1 else _is_operation(one, folder)):
            continue
        if any(may_be_same(day, other, near, near) for other in (*here, *seen)):
            continue
        seen.append(day)
        yield owed(one, Category.OPERATIVE, "gaps.item_mentioned", folder)


def _here(folder: Folder) -> Iterator[PartialDate | None]:
    """The days of the operations whose reports are here. A report tells of earlier ones too, which are not its own."""
    for record in folder.records(Category.OPERATIVE):
        days = [one.shown.when for one in folder.of_record(record, Kind.SURGERY)]
        yield record.date
        if record.date not in days:
            yield from days


def _is_taken(one: CaseFinding, folder: Folder) -> bool:
    """Whether a pathologist's report tells by which operation its tissue was taken."""
    record = one.record
    if is_marrow(record, folder.known):
        return False
    words = f"{said(one.shown)} {one.shown.quote} {record.title} {record.path}"
    return holds(words, folder.known.course.tissue) and not holds(record.title, folder.known.course.reread)


def _is_operation(one: CaseFinding, folder: Folder) -> bool:
    shown, began = one.shown, folder.course.diagnosed
    if shown.kind is not Kind.SURGERY or detail(shown, "what") in _NO_OPERATION:
        return False
    if began is not None and not not_before(shown.when, began, _BEFORE_DAYS):
        return False
    words = f"{shown.name} {shown.value}"
    return not (holds(words, folder.known.course.marrow) or holds(words, folder.known.course.no_report))
