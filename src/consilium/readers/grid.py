"""The rows of a table in markup as plain lists of cells: with what spans several filled in, or as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

SPAN = 100  # columns or rows that one cell may stand for
COLUMNS = 300
MOST_TABLES, MOST_ROWS = 500, 5_000  # that a paper's facts tell beside its lines
Row = tuple[list[str], bool]


def local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def cells_by_row(table: etree._Element, text_of: Callable[[etree._Element], str]) -> Iterator[Row]:
    """Each row's cells and whether it is a header row; header rows that follow one another become one."""
    hanging: dict[int, tuple[int, str]] = {}
    heading: list[str] = []
    for row, in_head in _rows(table):
        cells, all_headers = _cells(row, text_of, hanging)
        if in_head or all_headers:
            heading = _joined(heading, cells)
            continue
        if heading:
            yield heading, True
            heading = []
        yield cells, False
    if heading:
        yield heading, False


def rows_as_shown(
    table: etree._Element, text_of: Callable[[etree._Element], str]
) -> Iterator[tuple[etree._Element, list[str]]]:
    """Each row and its cells in their columns, heads too. What spans several columns or rows stands in its first one
    only, the others are empty."""
    hanging: dict[int, tuple[int, str]] = {}
    for row, _ in _rows(table):
        yield row, _cells(row, text_of, hanging, filled=False)[0]


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The table's own rows (not those of tables inside its cells), with whether they stand in its head."""
    for child in table.iterchildren(etree.Element):
        name = local_name(child)
        if name == "tr":
            yield child, False
        elif name in ("thead", "tbody", "tfoot"):
            for row in child.iterchildren(etree.Element):
                if local_name(row) == "tr":
                    yield row, name == "thead"


def _cells(
    row: etree._Element,
    text_of: Callable[[etree._Element], str],
    hanging: dict[int, tuple[int, str]],
    *,
    filled: bool = True,
) -> tuple[list[str], bool]:
    """The cells of a row, with those that hang down from rows above; `hanging` is column -> (rows left, text)."""
    cells: list[str] = []
    kinds: set[str] = set()
    for cell in row.iterchildren(etree.Element):
        if (name := local_name(cell)) not in ("td", "th") or len(cells) >= COLUMNS:
            continue
        kinds.add(name)
        _hang(cells, hanging)
        text, down = text_of(cell), _span(cell, "rowspan")
        for at in range(_span(cell, "colspan")):
            if down > 1:
                hanging[len(cells)] = (down - 1, text if filled else "")
            again = name != "th" and cells and cells[-1] == text
            cells.append("" if (again if filled else at) else text)
    _hang(cells, hanging)
    return cells, kinds == {"th"}


def _hang(cells: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while (held := hanging.pop(len(cells), None)) is not None:
        rows_left, text = held
        if rows_left > 1:
            hanging[len(cells)] = (rows_left - 1, text)
        cells.append(text)


def _joined(above: list[str], below: list[str]) -> list[str]:
    if not above:
        return below
    width = max(len(above), len(below))
    pairs = zip(above + [""] * (width - len(above)), below + [""] * (width - len(below)), strict=True)
    return [top if top == low else f"{top} {low}".strip() for top, low in pairs]


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1")
    return max(1, min(SPAN, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1
