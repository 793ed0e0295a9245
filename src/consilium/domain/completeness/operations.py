"""Operations of a day that a paper tells, and whose own report is nowhere in the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.clinical import CaseFinding
from consilium.domain.completeness.evidence import Folder, is_marrow
from consilium.domain.completeness.reading import SAID, detail, holds, said
from consilium.domain.completeness.status import Item
from consilium.domain.completeness.story import OPERATIONS, owed
from consilium.domain.completeness.when import may_be_same, not_before
from consilium.domain.conflicts.biopsydays import days_of_one, doubted
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Kind
from consilium.domain.phrases import fold
from consilium.domain.records import Category

# A pathologist's day of a specimen may be that of its arrival.
_NEAR_DAYS = 5
# Operations this long before the diagnosis may belong to it.
_BEFORE_DAYS = 60
_OPEN = re.compile(
    r"\b(?:open|abiert[oa]|laparo\w+|thoraco\w+|toraco\w+|\w*tomy|\w*tomia|\w*ectomy|\w*ectomia|excis\w+|resec\w+)\b"
)
_BIOPSY = re.compile(r"biops|\b(?:fna[cb]?|paaf|baaf|aspirat\w+|puncion)\b")
# A needle's tissue has a pathologist's report; who held the needle writes none that a second team reads.
_NEEDLE = re.compile(
    r"\b(?:needle|core biops\w*|cores?|tru-?cut|fine needle|fna[cb]?|percutaneous|(?:ct|us|ultrasound|image)[ -]guided"
    r"|punch|trephine|aspirat\w+|aguja|paaf|baaf|bag|percutane[oa]|trucut|sacabocados"
    r"|guiad[oa] por (?:tc|tac|eco\w*|imagen)|trefina|trepanobiops\w+|cilindros?|puncion|iliac crest|cresta iliaca)\b"
)
# What has no report of its own: a device that is there, what was seen in an operation, a puncture.
_NO_OPERATION = ("device", "event", "puncture")


def operation_items(folder: Folder) -> Iterator[Item]:
    """The operation's own paper, where another one tells the operation's day: since the illness began, and not of
    lines, ports and other things of which nobody writes a report that a second team reads."""
    seen = [one.shown.when for one in folder.mentions(OPERATIONS)]  # whose paper `paper_items` asks for
    here = list(_here(folder))
    pairs = tuple(doubted(folder.case))
    later = {second.key for _, second in pairs}  # asked for by the day of the paper that knows best
    told = folder.findings(SAID, Kind.SURGERY, Kind.SPECIMEN)
    for one in sorted(told, key=lambda one: one.key in later):
        day = one.shown.when
        if day is None or not day.day or one.record.category is Category.OPERATIVE:
            continue
        if _is_of_needle(one):
            continue
        near = _NEAR_DAYS if one.record.category is Category.PATHOLOGY_REPORT else 1
        if not (_is_taken(one, folder) if near > 1 else _is_operation(one, folder)):
            continue
        days = (day, *days_of_one(pairs, one))
        if any(may_be_same(each, other, near, near) for each in days for other in (*here, *seen)):
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


def _is_of_needle(one: CaseFinding) -> bool:
    """Whether tissue was taken with a needle or a punch, and nothing says that it was an operation."""
    shown = one.shown
    words = fold(f"{shown.name} {shown.value} {detail(shown, 'procedure')}")
    biopsy = shown.kind is Kind.SPECIMEN or detail(shown, "what") == "biopsy" or _BIOPSY.search(words) is not None
    return biopsy and _NEEDLE.search(words) is not None and _OPEN.search(words) is None


def _is_operation(one: CaseFinding, folder: Folder) -> bool:
    shown, began = one.shown, folder.course.diagnosed
    if shown.kind is not Kind.SURGERY or detail(shown, "what") in _NO_OPERATION:
        return False
    if began is not None and not not_before(shown.when, began, _BEFORE_DAYS):
        return False
    words = f"{shown.name} {shown.value} {shown.site}"
    return not (holds(words, folder.known.course.marrow) or holds(words, folder.known.course.no_report))
