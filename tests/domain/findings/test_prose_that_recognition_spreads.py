"""Lines of prose in which recognition left wide spaces, and items of a list whose full stop it lost."""

from __future__ import annotations

import pytest

from consilium.domain.findings.text.rows import row_of
from consilium.domain.findings.text.sentences import sentences
from consilium.domain.records import Box, Line, Page


def _line(words: list[tuple[str, float]], confidence: float | None) -> tuple[Page, Line]:
    """Words with the gap before each, in fractions of the page's width; letters are 0.007 wide."""
    at, placed = 0.1, []
    for text, gap in words:
        at += gap
        placed.append((text, Box(at, 0.3, at + 0.007 * len(text), 0.32)))
        at += 0.007 * len(text)
    line = Line(" ".join(text for text, _ in words), Box(0.1, 0.3, at, 0.32), tuple(placed), confidence)
    return Page(1, (line,), 600, 800, "ocr" if confidence is not None else "typed"), line


_TEXT = "bilaterales. el mayor de 11 mm en lobulo inferior derecho. 4 Riñón derecho sin nefroblastomatosis."
_SAID = _TEXT.split()
_SPREAD = [(word, 0.015 if word in ("mm", "en", "Riñón", "11") else 0.005) for word in _SAID]


def test_a_spread_line_of_sentences_is_no_row_of_a_table() -> None:
    page, line = _line(_SPREAD, 0.75)
    assert row_of(page, [line]) is None


@pytest.mark.parametrize(
    "words",
    [
        [("Vincristina", 0.0), ("0.93", 0.05), ("mg", 0.005), ("0.64", 0.05), ("mg", 0.005)],
        [(word, 0.05 if word in ("mm", "Riñón") else 0.005) for word in _SAID],  # wide gaps part cells
        [("Semana", 0.0), ("Fecha", 0.03), ("Actinomicina", 0.03), ("Doxorrubicina", 0.03), ("Firma", 0.03)],
    ],
)
def test_a_row_stays_one(words: list[tuple[str, float]]) -> None:
    page, line = _line(words, 0.9)
    assert row_of(page, [line]) is not None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "2) Adenomegalia de 16 mm 3) Pulmones: seis nódulos",
            ["2) Adenomegalia de 16 mm", "3) Pulmones: seis nódulos"],
        ),
        (
            "(1) Mass of 3 cm (2) Lungs clear (3) No effusion",
            ["(1) Mass of 3 cm", "(2) Lungs clear", "(3) No effusion"],
        ),
        ("We would consider 1) Surgery 2) Radiation", ["We would consider 1) Surgery 2) Radiation"]),
        ("1) Nodule of 4 mm in segment 2) and 3)", ["1) Nodule of 4 mm in segment 2) and 3)"]),
        ("2) Node of 3 mm 5) Spleen", ["2) Node of 3 mm 5) Spleen"]),
    ],
)
def test_an_item_of_a_list_is_a_sentence_though_its_full_stop_is_lost(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, frozenset())] == parts
