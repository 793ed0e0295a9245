"""ODT, ODS and ODP (OpenDocument 1.3 part 3) as lines, from `content.xml`; headers and footers from `styles.xml`."""

from __future__ import annotations

from typing import Any

from consilium.domain.errors import PasswordNeededError, UnreadableError
from consilium.domain.records import Json, Reading, Remark
from consilium.readers import headed, prose, typewritten
from consilium.readers.contract import Context
from consilium.readers.grid import MOST_ROWS, MOST_TABLES
from consilium.readers.office.container import Container, local, optional
from consilium.readers.office.opentextstyles import TextStyles, styles_of
from consilium.readers.office.properties import dates_of, properties_of

MOST_REPEATS = 64
_DEPTH = 120
_LINES = {"p", "h"}
_SKIPPED = {"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "automatic-styles"}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read(container: Container, context: Context, name: str) -> Reading:
    remarks: list[Remark] = []
    if _encrypted(container):
        raise PasswordNeededError("documents.password_needed")
    content = container.tree("content.xml")
    if content is None:
        raise UnreadableError("documents.office_damaged")
    lines: list[str] = []
    tables: list[Json] = []
    styles = optional(container, "styles.xml", remarks)
    _blocks(styles, lines, [], 0)
    _blocks(content, lines, tables, 0, styles_of(content, styles))
    remarks += _changes(content)
    container.hand_on(("Pictures/", "Object "), context)
    properties = properties_of(optional(container, "meta.xml", remarks))
    text = "\n".join(lines)
    return Reading(
        format=name,
        title=properties.get("title", ""),
        dates=dates_of(properties, "meta.xml"),
        language=prose.language(headed.plain(text)),
        pages=typewritten.pages(text),
        facts={"properties": dict(properties), "tables": tables},
        remarks=tuple(remarks if text.strip() else [*remarks, Remark("documents.no_text")]),
    )


def _encrypted(container: Container) -> bool:
    return b"encryption-data" in (container.part("META-INF/manifest.xml") or b"")


def _changes(content: Any) -> list[Remark]:
    inserted, deleted = (sum(1 for _ in content.iter(f"{_TEXT}{kind}")) for kind in ("insertion", "deletion"))
    return (
        [Remark("documents.tracked_changes", {"inserted": inserted, "deleted": deleted})] if inserted or deleted else []
    )


def _blocks(element: Any, lines: list[str], tables: list[Json], depth: int, styles: TextStyles | None = None) -> None:
    """Lines and tables below an element, in order; with `styles` headings are marked: heads and feet hold none."""
    if element is None or depth > _DEPTH:
        return
    for child in element:
        name = local(child)
        if name == "table":
            _table(child, lines, tables)
        elif name in _LINES:
            text = _text(child, 0)
            lines.append(text if styles is None else headed.heading(text, styles.level(child, text)))
        elif name and name not in _SKIPPED:
            _blocks(child, lines, tables, depth + 1, None if name == "list" else styles)


def _table(table: Any, lines: list[str], tables: list[Json]) -> None:
    """Rows as lines. Repeated cells and rows that hold nothing are how a sheet is filled up: they are left out."""
    rows: list[list[str]] = []
    for row in table.iter(f"{_TABLE}table-row"):
        cells = [text for cell in row for text in _cells(cell)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(cells)
    lines += typewritten.table_lines(rows)
    if len(tables) < MOST_TABLES:
        tables.append([list(row) for row in rows[:MOST_ROWS]])


def _cells(cell: Any) -> list[str]:
    if local(cell) not in ("table-cell", "covered-table-cell"):
        return []
    found = [" ".join(prose.clean(_text(part, 0)).split()) for part in cell.iter(f"{_TEXT}p", f"{_TEXT}h")]
    stated = cell.get(f"{_TABLE}number-columns-repeated", "1")
    repeats = min(int(stated), MOST_REPEATS) if stated.isascii() and stated.isdigit() else 1
    return [" ".join(found)] * repeats


def _text(element: Any, depth: int) -> str:
    """A paragraph's text: 6.1. Spaces stand as `text:s`, notes and frames in their place."""
    parts = [element.text or ""]
    for child in element if depth <= _DEPTH else ():
        name = local(child)
        if name in ("s", "tab"):
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name == "annotation" or name in _LINES:
            parts.append(f"\n{_text(child, depth + 1)}\n")
        elif name:
            parts.append(_text(child, depth + 1))
        parts.append(child.tail or "")
    return "".join(parts)
