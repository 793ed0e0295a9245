"""XLSX (ECMA-376 Part 1, 18) as tables: one page a sheet, one line a row, cells as shown where that is certain.

Read straight from the sheet's XML: only cells that exist cost anything, whatever the sheet says its size is.
`facts`: {"properties": {...}, "sheets": [{"name": text, "hidden": bool, "rows": [[text, ...], ...]}]}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Json, Line, Page, Reading, Remark
from consilium.readers import prose
from consilium.readers.contract import Context
from consilium.readers.hardened import xml_puller
from consilium.readers.lines import NOWHERE
from consilium.readers.office.container import Container, local, optional
from consilium.readers.office.properties import dates_of, properties_of

MOST_SHEETS, MOST_CELLS, MOST_COLUMNS = 200, 2_000_000, 2_000
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class _Book:
    """What all sheets share: strings, which styles show dates, and the calendar."""

    def __init__(self, container: Container, book: Any) -> None:
        self.strings = [_string(item) for item in _children(container.tree("xl/sharedStrings.xml"), "si")]
        self.dated = _dated(container.tree("xl/styles.xml"))
        old = any(local(item) == "workbookPr" and item.get("date1904") in ("1", "true") for item in book)
        self.calendar = CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900
        self.cells = 0

    def value(self, cell: Any) -> str:
        """A cell's text: 18.3.1.4."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _string(cell)
        raw = next((child.text or "" for child in cell if local(child) == "v"), "")
        if kind == "s":
            return self.strings[int(raw)] if raw.isdigit() and int(raw) < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        return self._number(raw, cell.get("s", "0")) if kind == "n" and raw else raw

    def _number(self, raw: str, style: str) -> str:
        try:
            number = float(raw)
            if style.isdigit() and int(style) in self.dated:
                moment = from_excel(number, self.calendar)
                return str(moment.date() if hasattr(moment, "date") and number == int(number) else moment)
        except (ValueError, OverflowError, TypeError):
            return raw
        # Binary fractions are stored in full (9.8000000000000007); 15 digits are what a sheet shows.
        return f"{number:.15g}"


def read(container: Container, context: Context) -> Reading:
    remarks: list[Remark] = []
    book_root = container.tree("xl/workbook.xml")
    if book_root is None:
        raise UnreadableError("documents.office_damaged")
    book = _Book(container, book_root)
    pages: list[Page] = []
    sheets: list[dict[str, Json]] = []
    for name, hidden, part in _sheets(container, book_root):
        context.alive()
        try:
            rows = list(_rows(container, part, book))
        except (etree.XMLSyntaxError, ValueError) as error:
            if isinstance(error, UnreadableError):
                raise
            remarks.append(Remark("documents.office_part_unreadable"))
            continue
        pages.append(_page(len(pages) + 1, name, rows))
        sheets.append({"name": name, "hidden": hidden, "rows": [list(row) for row in rows]})
    if book.cells >= MOST_CELLS:
        remarks.append(Remark("documents.cells_beyond_bound", {"bound": MOST_CELLS}))
    if any(sheet["hidden"] for sheet in sheets):
        remarks.append(Remark("documents.hidden_text"))
    container.hand_on(("xl/media/", "xl/embeddings/"), context)
    properties = properties_of(optional(container, "docProps/core.xml", remarks))
    facts: dict[str, Json] = {"properties": dict(properties), "sheets": [*sheets]}
    return Reading(
        format="xlsx",
        title=properties.get("title", ""),
        dates=dates_of(properties, "docProps/core.xml"),
        language=prose.language("\n".join(page.text for page in pages)),
        pages=tuple(pages),
        facts=facts,
        remarks=tuple(remarks),
    )


def _sheets(container: Container, book: Any) -> Iterator[tuple[str, bool, str]]:
    """Name, whether hidden, and part of each sheet, in the book's order."""
    links = container.tree("xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target", "") for link in ([] if links is None else links)}
    found = [sheet for sheet in book.iter() if local(sheet) == "sheet"]
    for sheet in found[:MOST_SHEETS]:
        target = targets.get(sheet.get(_ID), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in part and part in container.names():
            yield prose.clean(sheet.get("name", "")), sheet.get("state", "visible") != "visible", part


def _rows(container: Container, part: str, book: _Book) -> Iterator[list[str]]:
    """Rows that hold something, gaps between cells kept up to a bound."""
    puller = xml_puller("{*}row")
    for chunk in container.chunks(part):
        puller.feed(chunk)
        for _, row in puller.read_events():
            cells = _cells(row, book)
            row.clear()
            if any(cells):
                yield cells
        if book.cells >= MOST_CELLS:
            return


def _cells(row: Any, book: _Book) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) != "c":
            continue
        column = _column(cell.get("r", ""), len(cells))
        if column < MOST_COLUMNS:
            cells += [""] * (column - len(cells))
        cells.append(" ".join(prose.clean(book.value(cell)).split()))
        book.cells += 1
    return cells


def _column(place: str, following: int) -> int:
    """`C7` is column 2; a cell without a place follows the one before."""
    found = _PLACE.fullmatch(place)
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return max(following, number - 1)


def _page(number: int, name: str, rows: list[list[str]]) -> Page:
    texts = [name, *(" ".join(cell for cell in row if cell) for row in rows)]
    return Page(number, tuple(Line(text, NOWHERE) for text in texts if text.strip()))


def _children(root: Any, name: str) -> list[Any]:
    return [] if root is None else [child for child in root if local(child) == name]


def _string(item: Any) -> str:
    """A plain or rich string; its phonetic reading (18.4.6) is left out."""
    parts = (part for part in item.iter() if local(part) == "t")
    return "".join(part.text or "" for part in parts if local(part.getparent()) != "rPh")


def _dated(styles: Any) -> set[int]:
    """Indices of cell formats that show a date (18.8.30)."""
    if styles is None:
        return set()
    codes = dict(BUILTIN_FORMATS)
    for part in styles.iter():
        if local(part) == "numFmt" and part.get("numFmtId", "").isdigit():
            codes[int(part.get("numFmtId"))] = part.get("formatCode", "")[:200]
    formats: Any = next((part for part in styles if local(part) == "cellXfs"), [])
    ids = [form.get("numFmtId", "0") for form in formats]
    return {index for index, text in enumerate(ids) if text.isdigit() and is_date_format(codes.get(int(text), ""))}
