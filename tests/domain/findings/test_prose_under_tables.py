"""Prose under a table is no row of it, though a word begins where a column does."""

from __future__ import annotations

from consilium.domain.findings.text.rows import row_of
from consilium.domain.records import Box, Line, Page

LETTER, SPACE = 0.008, 0.0075
PROSE = "Bilateral sensorineural hearing loss, Boston grade two with steady progression since 20.12.2024. Aids advised."


def line(*cells: tuple[float, str]) -> Line:
    """A line as recognition gives it: `(left, text)` of each cell, spaces nearly as wide as a letter."""
    words = []
    for left, text in cells:
        at = left
        for word in text.split(" "):
            words.append((word, Box(at, 0.2, at + LETTER * len(word), 0.212)))
            at += LETTER * len(word) + SPACE
    box = Box(words[0][1].left, 0.2, words[-1][1].right, 0.212)
    return Line(" ".join(word for word, _ in words), box, tuple(words), 0.9)


def test_prose_that_meets_a_column_stays_whole_and_a_label_of_the_table_does_not() -> None:
    prose = line((0.08, PROSE))
    column = next(box.left for word, box in prose.words if word.startswith("20.12"))
    page = Page(1, (prose,), 600, 800)
    assert row_of(page, [prose], (column,)) is None
    same = line((column - SPACE - 4 * LETTER, "left"), (column, "15"))
    assert row_of(page, [same], (column,)) is None  # a usual space parts nothing
    label = line((column - 1.25 * LETTER - 4 * LETTER, "left"), (column, "15"))
    row = row_of(page, [label], (column,))
    assert row is not None
    assert row.texts == ("left", "15")
