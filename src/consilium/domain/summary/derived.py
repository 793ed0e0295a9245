"""Conflicts and gaps, which other rules find, as rows of the summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.completeness.asked import paper_asked
from consilium.domain.completeness.status import ASK_HOW_LONG, Door, Item, Status
from consilium.domain.conflicts import Conflict, ConflictKind
from consilium.domain.displaynames import DisplayNames
from consilium.domain.records import Category, Citation, Remark
from consilium.domain.summary.gapranks import GapRanks
from consilium.domain.summary.model import Cell, Reference, Span, Statement
from consilium.domain.summary.rows import references


def conflict_rows(conflicts: Iterable[Conflict], names: DisplayNames | None = None) -> tuple[Statement, ...]:
    """One row a conflict: of what sort, on what, and its sides beside one another, each with its records."""
    return tuple(_conflict(one, names or DisplayNames()) for one in conflicts)


def _conflict(conflict: Conflict, names: DisplayNames) -> Statement:
    sides: Cell = " | ".join(f"{names.side(side.says)} [{', '.join(side.references[:3])}]" for side in conflict.sides)
    if conflict.kind is ConflictKind.IMPOSSIBLE and conflict.reasons:
        sides = conflict.reasons[0]  # against the calendar, which is no record
    cells: tuple[Cell, ...] = (Remark(f"summary.conflict_{conflict.kind.value}"), names.name(conflict.what), sides)
    return Statement(cells, conflict.reasons[1:], references(one for side in conflict.sides for one in side.findings))


def gap_rows(statuses: Iterable[Status], names: DisplayNames | None = None) -> tuple[Statement, ...]:
    """What is owed, in the order given: a row for each piece, or one where nothing tells of pieces."""
    owed = [status for status in statuses if status.owed]
    ranks = GapRanks(owed)
    return tuple(row for status in owed for row in _gap(status, names or DisplayNames(), ranks))


def gap_notes(statuses: Iterable[Status]) -> tuple[Remark, ...]:
    """How long what is owed may take, each said once: what a source says of it, then that one has to ask."""
    told = {one.delay_said.code: one.delay_said for one in statuses if one.delay_said}
    asked = (ASK_HOW_LONG,) if told else ()
    return (*(one for one in told.values() if one.code != ASK_HOW_LONG.code), *asked)


def _gap(status: Status, names: DisplayNames, ranks: GapRanks) -> Iterator[Statement]:
    state, thing = Remark(f"gaps.standing_{status.standing.value}"), Remark(f"gaps.thing_{status.thing}")
    why: Cell = Remark(f"gaps.why_{status.why}") if status.why else ""
    marks = (status.report_said,) if status.report_said else ()
    for item in status.items:
        what = _piece(item, status, names)
        told: Cell = _named(item.reason, names)
        cells: tuple[Cell, ...] = (state, Span(item.when, item.until), what, why, told, _holder(item, status))
        yield Statement(cells, marks, _cited(item.references), ranks.of(item))
    if not status.items:
        told = _named(status.reasons[0], names) if status.reasons else ""
        yield Statement((state, "", thing, why, told, _holder(None, status)), marks, _cited(status.here))


def _named(reason: Remark, names: DisplayNames) -> Remark:
    """The reason with its drug named in the page's language."""
    drug = reason.args.get("drug")
    return replace(reason, args={**reason.args, "drug": names.name(drug)}) if isinstance(drug, str) else reason


def _piece(item: Item, status: Status, names: DisplayNames) -> Remark:
    """What the piece is: the list's thing, or the very paper where the list only has a heading for it."""
    category = item.category or status.category
    if item.door is not Door.TEAM and item.kind in ("report", "result"):
        if item.until:
            return Remark("gaps.paper_sheets")
        if category is not Category.IMAGING_REPORTS:
            return paper_asked(item.kind, category, item.what, item.thing or status.thing, names.name(item.what))
    if item.kind == "copy":
        return (
            Remark("gaps.paper_copy", {"what": item.described}) if item.described else Remark("gaps.thing_story_copy")
        )
    if status.from_story and item.kind == "images" and item.what:
        return Remark("gaps.paper_images", {"what": item.what})
    return Remark(f"gaps.thing_{status.thing}")


def _holder(item: Item | None, status: Status) -> Cell:
    place = (item.institution or ", ".join(item.around) if item else "") or status.institution
    return place or Remark(f"gaps.door_{(item or status).door.value}")


def _cited(labels: Iterable[str]) -> tuple[Reference, ...]:
    """References as other rules write them: `R12 p.3`."""
    return tuple(_reference(label) for label in labels)


def _reference(label: str) -> Reference:
    record, _, page = label.partition(" p.")
    number = int(page) if page.isascii() and page.isdigit() else None
    return Reference(record, number, Citation(page=number))
