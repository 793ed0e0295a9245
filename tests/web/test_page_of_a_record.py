"""A page as it is shown: what is marked in its words, which part of a long one, which part is shown close up."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from consilium.actions.ingest import Options, ingest
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.actions.snapshot import snapshot
from consilium.domain.records import Box, Citation, Line, Page
from consilium.web.family.sheet import UNIT, CloseUp, Mark, _lines, _mark, _rows, boxes_on
from tests.papers import letter, pdf, write
from tests.web.cast import BACKEND

NOWHERE = Box(0, 0, 0, 0)


def page(*lines: str) -> Page:
    return Page(1, tuple(Line(text, NOWHERE) for text in lines))


def marked(shown: Page, *quotes: str, most: int = 600) -> list[str]:
    lines, _ = _lines(shown, quotes, most)
    return [text for line in lines for text, is_marked in line if is_marked]


def test_words_that_are_not_there_and_empty_ones_mark_nothing() -> None:
    assert marked(page("Hemoglobin 9.8"), "Platelets", "", "   ") == []


def test_signs_of_a_pattern_are_signs() -> None:
    assert marked(page("a.b (c"), "a.b (c") == ["a.b (c"]
    assert marked(page("axb (c"), "a.b (c") == []


def test_a_quote_over_two_lines_is_marked_on_both_and_none_of_the_text_is_lost() -> None:
    shown = page("Allergies: peni", "cillin (rash) and", "more")
    assert marked(shown, "peni cillin (rash)") == ["peni", "cillin (rash)"]
    lines, cut = _lines(shown, ("peni cillin (rash)",), 600)
    assert ["".join(text for text, _ in line) for line in lines] == [line.text for line in shown.lines]
    assert not cut


def test_quotes_that_overlap_mark_each_letter_once() -> None:
    lines, _ = _lines(page("one two three"), ("one two", "two three", "two"), 600)
    assert "".join(text for text, _ in lines[0]) == "one two three"


def test_of_a_long_page_the_part_with_the_words_is_shown() -> None:
    shown = page(*(f"line {number}" for number in range(1_000)), "the words", "after")
    lines, cut = _lines(shown, ("the words",), 24)
    assert cut
    assert len(lines) <= 24
    assert (("the words", True),) in lines
    assert _lines(shown, (), 24)[0][0] == (("line 0", False),)


def test_places_of_another_page_and_without_a_box_are_not_marked() -> None:
    box = Box(0.1, 0.1, 0.2, 0.2)
    assert boxes_on((Citation("a", 1, box), Citation("b", 2, box), Citation("c", 1), Citation("d", None, box)), 1) == [
        box,
        box,
    ]


def test_a_mark_stays_on_the_page() -> None:
    mark = _mark(Box(0.0, 0.0, 1.0, 1.0))
    assert (mark.x, mark.y, mark.width, mark.height) == (0, 0, UNIT, UNIT)


def test_lines_without_words_or_place_are_not_laid_over_the_picture() -> None:
    place = Box(0.1, 0.1, 0.5, 0.12)
    shown = Page(1, (Line("here", place), Line("  ", place), Line("nowhere", NOWHERE)))
    assert [row.text for row in _rows(shown)] == ["here"]


@pytest.mark.parametrize(
    "mark", [Mark(0, 0, 20, 5), Mark(980, 990, 20, 10), Mark(400, 500, 700, 12), Mark(0, 0, 10, 990)]
)
@pytest.mark.parametrize("tall", [1414.0, 500.0, 3000.0])
def test_a_close_up_is_a_part_of_the_page_with_the_first_mark_in_it(mark: Mark, tall: float) -> None:
    made = CloseUp.of((mark,), tall)
    assert made.x >= 0
    assert made.y >= 0
    assert made.x + made.width <= UNIT
    assert made.y + made.height <= made.tall
    middle = made.marks[0].x + made.marks[0].width // 2
    assert made.x <= middle <= made.x + made.width


def test_a_record_of_several_pages_is_read_page_by_page(
    installation: Installation, case: OpenCase, tmp_path: Path
) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(operator(installation), BACKEND)
    words = " ".join(f"Word{number} follows." for number in range(1_500))
    folder = write(tmp_path / "records", {"long.pdf": pdf(letter(words=f"{words} Platelets 512 x10^9/L."))})
    known = snapshot(ingest(case, Options([str(folder)])).case, "en")
    one = known.pages.records[0]
    assert one.pages > 2
    there = f"/case/{case.id}/record/{one.id}/"
    first = client.get(there).content.decode()
    assert "Next page" in first
    assert "Page before" not in first
    assert f"{there}page/{one.pages}/" in first  # where more was read
    last = client.get(f"{there}page/{one.pages}/").content.decode()
    assert "Page before" in last
    assert "Next page" not in last
    assert "platelets, 512" in last
    pictures = [client.get(f"{there}page/{number}/picture/") for number in (1, one.pages)]
    assert pictures[0].content != pictures[1].content
    assert client.get(f"{there}page/{one.pages + 1}/").status_code == 404
