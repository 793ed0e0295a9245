"""Of many missing pieces the few that are printed are those of the illness as it is now."""

from __future__ import annotations

from consilium.domain.completeness.status import Door, Item, Standing, Status
from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Remark
from consilium.domain.summary import gap_rows
from consilium.domain.summary.gapranks import LAST, NEXT, NOW, GapRanks


def _item(kind: str, category: Category, when: str, door: Door = Door.RECORDS) -> Item:
    day = PartialDate.from_iso(when) if when else None
    return Item(kind, door, category, Remark("gaps.item_mentioned", {"source": "R1"}), when=day, references=("R1",))


OLD_MARROW = _item("slides", Category.BONE_MARROW, "2024-05-23", Door.PATHOLOGY)
OLD_SCAN = _item("images", Category.IMAGING, "2024-05-22", Door.RADIOLOGY)
SCAN = _item("images", Category.IMAGING, "2026-10-06", Door.RADIOLOGY)
SPINE = _item("images", Category.IMAGING, "2026-10-08", Door.RADIOLOGY)
SCAN_REPORT = _item("report", Category.IMAGING_REPORTS, "2026-10-06")
FIRST_TISSUE = _item("report", Category.PATHOLOGY_REPORT, "2023-06-28")
RELAPSE_TISSUE = _item("report", Category.PATHOLOGY_REPORT, "2025-09-18")
RELAPSE_SLIDES = _item("slides", Category.PATHOLOGY_SLIDES, "2025-09-18", Door.PATHOLOGY)
PANEL = _item("result", Category.GENETICS, "2025-09-22", Door.LABORATORY)
BOOKED = _item("report", Category.HEART_HEARING_TESTS, "2026-11-25", Door.TEAM)
ALL = (OLD_MARROW, OLD_SCAN, SCAN, SPINE, SCAN_REPORT, FIRST_TISSUE, RELAPSE_TISSUE, RELAPSE_SLIDES, PANEL, BOOKED)


def _status(*items: Item) -> Status:
    return Status("x", Category.DISCHARGE, Door.RECORDS, Standing.MISSING, (Remark("gaps.no_record"),), items=items)


def test_new_pictures_relapse_tissue_and_an_awaited_panel_come_first() -> None:
    ranks = GapRanks([_status(*ALL)])
    assert [one for one in ALL if ranks.of(one) == NOW] == [SCAN, SPINE, RELAPSE_TISSUE, PANEL]
    assert [one for one in ALL if ranks.of(one) == NEXT] == [SCAN_REPORT, RELAPSE_SLIDES]


def test_slides_of_an_old_marrow_come_last() -> None:
    ranks = GapRanks([_status(*ALL)])
    assert ranks.of(OLD_MARROW) == LAST == min(ranks.of(one) for one in ALL)


def test_slides_are_needed_now_where_their_report_is_here() -> None:
    assert GapRanks([_status(OLD_SCAN, RELAPSE_SLIDES)]).of(RELAPSE_SLIDES) == NOW


def test_the_rows_of_the_summary_bear_their_ranks() -> None:
    rows = gap_rows([_status(*ALL)])
    assert [row.rank for row in rows].count(NOW) == 4


def test_without_days_nothing_is_put_first_or_last() -> None:
    item = _item("report", Category.LABS, "")
    assert GapRanks([_status(item)]).of(item) == 0
