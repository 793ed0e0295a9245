"""Each piece that is owed says why it is needed, how it stands, whether its report is enough and how long it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.completeness.joining import of_story
from consilium.domain.completeness.status import ASK_HOW_LONG, Door, Item, Standing, Status
from consilium.domain.records import Category, Remark
from consilium.domain.summary import gap_notes, gap_rows
from consilium.knowledge.requirements import requirements

TOLD = Remark("gaps.item_mentioned", {"source": "R1"})
SLIDES = Status(
    "slides", Category.PATHOLOGY_SLIDES, Door.PATHOLOGY, Standing.MISSING, (Remark("gaps.no_slides"),),
    why="reread", report_enough=False, delay=requirements().things["slides"].delay,
)  # fmt: skip
LABS = replace(SLIDES, thing="labs", category=Category.LABS, report_enough=True, delay=None, why="body")


def test_the_row_says_why_apart_from_how_it_stands() -> None:
    (row,) = gap_rows([SLIDES])
    assert row.cells[3:5] == (Remark("gaps.why_reread"), Remark("gaps.no_slides"))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (SLIDES, "gaps.report_enough_no"),
        (LABS, "gaps.report_enough_yes"),
        (replace(LABS, report_enough=None), "gaps.report_enough_unknown"),
        (replace(LABS, door=Door.FAMILY), None),
        (replace(LABS, report_enough=None, from_story=True), None),
    ],
)
def test_whether_the_report_is_enough_is_said(status: Status, code: str | None) -> None:
    (row,) = gap_rows([status])
    assert [mark.code for mark in row.marks] == ([code] if code else [])


def test_how_long_is_a_source_s_word_or_a_question() -> None:
    assert [one.code for one in gap_notes([SLIDES, LABS, SLIDES])] == ["gaps.delay_pathology_slides", ASK_HOW_LONG.code]
    assert gap_notes([LABS]) == (ASK_HOW_LONG,)
    assert gap_notes([replace(LABS, standing=Standing.PRESENT), replace(LABS, door=Door.FAMILY)]) == ()


@pytest.mark.parametrize(
    ("item", "why", "enough"),
    [
        (Item("images", Door.RADIOLOGY, Category.IMAGING, TOLD), "reread_images", False),
        (Item("slides", Door.PATHOLOGY, Category.PATHOLOGY_SLIDES, TOLD), "reread", False),
        (Item("result", Door.LABORATORY, Category.GENETICS, TOLD), "molecular", True),
        (Item("stretch", Door.RECORDS, Category.DISCHARGE, TOLD), "story", None),
        (Item("result", Door.LABORATORY, Category.LABS, TOLD, thing="story_hla"), "story", None),
    ],
)
def test_what_only_the_story_tells_of_says_why_as_its_category_does(item: Item, why: str, enough: bool | None) -> None:
    made = of_story(f"story_{item.kind}", [item], requirements())
    assert (made.why, made.report_enough) == (why, enough)
