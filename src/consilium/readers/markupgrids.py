"""Tables of a web page that are no `table`: rows of boxes that stand alike, as portals set their results and lists.

    <div><div>WBC</div><div>4.0-12.0</div><div>2.9</div></div>
    <div><div>HGB</div><div>11.5-15.0</div><div>9.0</div></div>

A row is an element that holds nothing but cells; rows of one table follow one another and have as many cells of one
name. What a page calls a row and its cells (WAI-ARIA `role`) are such, however short the table. No reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

# Cells are short, a paragraph in a box is none; how many rows and cells make a table.
_LONGEST = 60
_LEAST_ROWS, _MOST_CELLS = 2, 60
_PAIRS, _ROWS_OF_PAIRS = 2, 3  # a name and its value in each row
_ROWS, _CELLS = frozenset({"div", "li", "section", "article"}), frozenset({"div", "span", "p"})
_ROLES = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_BREAKS = frozenset({"br", "div", "p", "ul", "ol", "li", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
                     "section", "article", "pre", "blockquote", "main"})  # fmt: skip


Told = list[tuple[Any, list[str]]]


def grids_in(root: Any, cell_text: Callable[[Any], str]) -> Iterator[Told]:
    """The rows of each such table with the texts of their cells, in the order of the page."""
    for parent in root.iter("div", "ul", "ol", "section", "article", "main", "body"):
        for width, run in groupby(_elements(parent), _width):
            rows = list(run)
            told = (
                [(row, [" ".join(cell_text(cell).split()) for cell in _elements(row)]) for row in rows] if width else []
            )
            least = 1 if told and all(map(_called_row, rows)) else _ROWS_OF_PAIRS if width == _PAIRS else _LEAST_ROWS
            if len(told) >= least and all(len(cell) <= _LONGEST for _, cells in told for cell in cells):
                yield told


def _width(row: Any) -> int:
    """How many cells an element holds; 0 for one that is no row."""
    if (row.tag not in _ROWS and not _called_row(row)) or _said(row.text):
        return 0
    cells = _elements(row)
    if (
        any(_said(one.tail) for one in row)
        or not _PAIRS <= len(cells) <= _MOST_CELLS
        or len({cell.tag for cell in cells}) > 1
    ):
        return 0
    return len(cells) if all(_is_cell(cell) for cell in cells) else 0


def _is_cell(cell: Any) -> bool:
    return (cell.tag in _CELLS or cell.get("role") in _ROLES) and not any(
        inner.tag in _BREAKS for inner in cell.iterdescendants()
    )


def _elements(parent: Any) -> list[Any]:
    """The elements in another, without the comments that programs leave between them."""
    return [one for one in parent if isinstance(one.tag, str)]


def _called_row(row: Any) -> bool:
    return bool(row.get("role") == "row")


def _said(text: str | None) -> bool:
    return bool(text and text.strip())
