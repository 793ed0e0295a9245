"""Photographed papers: lines that lie aslant, rests of wrapped lines, and rows with a gap hardly wider than a space."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text import clauses
from consilium.domain.findings.topics import laboratory
from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.knowledge.documents import document
from consilium.knowledge.findings.words import finding_words

SECTIONS = clauses.words_from(document("findings/sections.yaml"))
LETTER, STEP, SLOPE = 0.008, 0.016, 0.03


def seen(cells: list[tuple[float, str]], row: int) -> Line:
    """A recognized line: `cells` begin where their number says; all of it rises or falls with the page."""
    words = []
    for left, text in cells:
        at = left
        for word in text.split():
            right = at + len(word) * LETTER
            top = 0.1 + row * STEP + SLOPE * at
            words.append((word, Box(at, top, right, top + 0.01 + SLOPE * (right - at))))
            at = right + LETTER
    boxes = [box for _, box in words]
    box = Box(boxes[0].left, boxes[0].top, boxes[-1].right, boxes[-1].bottom)
    return Line(" ".join(text for text, _ in words), box, tuple(words), 0.98)


def page_of(*lines: list[tuple[float, str]]) -> Page:
    return Page(1, tuple(seen(line, row) for row, line in enumerate(lines)), 1000.0, 1400.0, "ocr")


def said(*texts: str) -> list[str]:
    page = page_of(*([(0.05, text)] for text in texts))
    return [clause.text for clause in clauses.clauses_of((page,), SECTIONS)]


FULL = "Fue tratado según el protocolo de su hospital y no presentó en todo el tiempo que se le siguió después ninguna"


def test_a_line_that_wraps_on_a_page_that_lies_aslant_is_one_sentence() -> None:
    assert said(FULL, "infección ni sangrado.") == [f"{FULL} infección ni sangrado."]


@pytest.mark.parametrize("rest", ["hemorragia", "activado", "sin"])
def test_the_rest_of_a_wrapped_line_is_no_heading(rest: str) -> None:
    assert said(FULL, rest, "grave en la evolución.") == [f"{FULL} {rest} grave en la evolución."]


def test_an_amount_after_the_rest_of_a_wrapped_line_goes_on_with_it() -> None:
    assert said(FULL, "doxorrubicina", "450 mg/m2, y cisplatino.") == [f"{FULL} doxorrubicina 450 mg/m2, y cisplatino."]


def test_a_part_of_a_list_after_a_semicolon_goes_on_small() -> None:
    assert said("Working memory 88, processing speed 71;", "verbal comprehension 97.") == [
        "Working memory 88, processing speed 71; verbal comprehension 97."
    ]


def test_a_unit_that_wraps_at_its_stroke_is_whole() -> None:
    (one,) = said(f"{FULL[:-8]} hidrocortisona 15 mg/", "m2/día en tres tomas.")
    assert "15 mg/m2/día" in one


def test_an_item_that_begins_large_stands_alone() -> None:
    assert said(f"{FULL}.", "Amoxicilina", "Paracetamol si hay dolor")[1:] == [
        "Amoxicilina",
        "Paracetamol si hay dolor",
    ]


def test_gaps_a_little_wider_than_spaces_part_cells_in_recognized_rows() -> None:
    def row(*texts: str) -> list[tuple[float, str]]:
        starts = [0.05]
        for text in texts[:-1]:
            starts.append(starts[-1] + (len(text) + 1.7) * LETTER)
        return list(zip(starts, texts, strict=True))

    page = page_of(row("Cycle", "Started", "Weight kg", "Count"), row("one 1", "20/06 a", "18.9 18 a", "0.8 a"))
    cells = [[text for _, text in clause.cells] for clause in clauses.clauses_of((page,), SECTIONS)]
    assert cells == [["Cycle", "Started", "Weight kg", "Count"], ["one 1", "20/06 a", "18.9 18 a", "0.8 a"]]


def test_a_log_of_days_in_a_recognized_picture_is_read_under_its_heads() -> None:
    heads = [(0.05, "Cycle"), (0.15, "Date"), (0.3, "Drug"), (0.5, "ANC"), (0.6, "Plt")]
    rows = ([(0.05, "1"), (0.15, "2024-01-23"), (0.3, "vincristine"), (0.5, "4.1"), (0.6, "388")],
            [(0.05, "2"), (0.15, "2024-02-06"), (0.3, "ifosfamide"), (0.5, "1.9"), (0.6, "201")])  # fmt: skip
    page = page_of(heads, *rows)
    made = clauses.clauses_of((page,), SECTIONS)
    paper = Paper(Reading("jpeg", pages=(page,)), made, Category.LABS, PartialDate(2024, 3, 1), "mdy", "en")
    words = finding_words()
    found = laboratory.find(paper, words.topics["laboratory"], words.assertion)
    assert {(one.name, one.value, str(one.when)) for one in found} == {
        ("neutrophils", "4.1", "2024-01-23"),
        ("platelets", "388", "2024-01-23"),
        ("neutrophils", "1.9", "2024-02-06"),
        ("platelets", "201", "2024-02-06"),
    }
