"""DOCX (ECMA-376 Part 1, 17) as lines: headers, body with tables and text boxes, notes, comments, footers.

Tracked changes are shown as what they are: insertions stand in the text, deletions do not, and a remark counts both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.errors import UnreadableError
from consilium.domain.records import BOLD_ALONE, Json, Reading, Remark
from consilium.readers import headed, prose, typewritten
from consilium.readers.contract import Context
from consilium.readers.grid import MOST_ROWS, MOST_TABLES, SPAN
from consilium.readers.office.container import Container, local, optional
from consilium.readers.office.paragraphstyles import Styles, styles_of
from consilium.readers.office.properties import dates_of, properties_of

_DEPTH = 60
_SKIPPED = {"Fallback", "del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "txbxContent"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(slots=True)
class Story:
    """Text in reading order, and the tables in it. With `styles`, headings are marked: heads and feet hold none."""

    lines: list[str] = field(default_factory=list)
    tables: list[Json] = field(default_factory=list)
    styles: Styles | None = None


def read(container: Container, context: Context) -> Reading:
    remarks: list[Remark] = []
    main = _main_part(container)
    body = container.tree(main)
    if body is None:
        raise UnreadableError("documents.office_damaged")
    folder = main.rsplit("/", 1)[0]
    story = Story()
    _parts(container, folder, "header", story, remarks)
    story.styles = styles_of(optional(container, f"{folder}/styles.xml", remarks))
    _blocks(body, story, 0)
    story.styles = None
    for kind in ("footnotes", "endnotes", "comments"):
        _parts(container, folder, kind, story, remarks)
    _parts(container, folder, "footer", story, remarks)
    remarks += _changes(body)
    container.hand_on((f"{folder}/media/", f"{folder}/embeddings/"), context)
    properties = properties_of(optional(container, "docProps/core.xml", remarks))
    text = "\n".join(story.lines)
    return Reading(
        format="docx",
        title=properties.get("title", ""),
        dates=dates_of(properties, "docProps/core.xml"),
        language=prose.language(headed.plain(text)),
        pages=typewritten.pages(text),
        facts={"properties": dict(properties), "tables": story.tables},
        remarks=tuple(remarks if text.strip() else [*remarks, Remark("documents.no_text")]),
    )


def _main_part(container: Container) -> str:
    """The document part: `word/document.xml`, or what another program calls it."""
    names = container.names()
    if "word/document.xml" in names:
        return "word/document.xml"
    return next((name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")


def _parts(container: Container, folder: str, kind: str, story: Story, remarks: list[Remark]) -> None:
    """Side parts of one kind (`header1.xml`, ...), each text once: the same header stands on every section."""
    seen = set(story.lines)
    names = [name for name in container.names() if re.fullmatch(rf"{re.escape(folder)}/{kind}\d*\.xml", name)]
    for name in sorted(names):
        side = Story()
        _blocks(optional(container, name, remarks), side, 0)
        fresh = [text for text in side.lines if text.strip() and text not in seen]
        if kind == "comments" and fresh:
            remarks.append(Remark("documents.comments", {"count": len(fresh)}))
        story.lines += fresh
        story.tables += side.tables
        seen |= set(fresh)


def _blocks(element: Any, story: Story, depth: int) -> None:
    """Paragraphs and tables below an element, in order."""
    if element is None or depth > _DEPTH:
        return
    for child in element:
        name = local(child)
        if name == "p":
            text = _paragraph(child)
            level = 0 if story.styles is None else story.styles.level(child)
            story.lines.append(
                headed.heading(text, level) if level < BOLD_ALONE or len(text) <= headed.LONGEST else text
            )
            for box in _boxes(child):
                _blocks(box, story, depth + 1)
        elif name == "tbl":
            _table(child, story, depth)
        elif name not in _SKIPPED:
            _blocks(child, story, depth + 1)


def _table(table: Any, story: Story, depth: int) -> None:
    rows: list[list[str]] = []
    for row in table.iter(f"{_W}tr"):
        cells = [text for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt") for text in _columns(cell, depth)]
        rows.append(cells)
    story.lines += typewritten.table_lines(rows)
    if len(story.tables) < MOST_TABLES:
        story.tables.append([list(row) for row in rows[:MOST_ROWS]])


def _columns(cell: Any, depth: int) -> list[str]:
    """A cell in the first of the columns that it spans (17.4.17), the others empty."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    said = "" if span is None else span.get(f"{_W}val", "")
    return [_cell(cell, depth), *[""] * ((min(int(said), SPAN) if said.isdecimal() else 1) - 1)]


def _cell(cell: Any, depth: int) -> str:
    """A cell's own text; a table inside it gives rows of its own."""
    inner = Story()
    for child in cell.iter(f"{_W}p") if depth <= _DEPTH else ():
        if next(child.iterancestors(f"{_W}tc")) is cell:
            inner.lines.append(_paragraph(child))
    return " ".join(" ".join(prose.clean(text).split()) for text in inner.lines if text.strip())


def _paragraph(paragraph: Any) -> str:
    return "".join(_runs(paragraph, 0))


def _runs(element: Any, depth: int) -> Iterator[str]:
    """The text of a paragraph's runs: 17.3.3."""
    for child in element if depth <= _DEPTH else ():
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "checked" or (name == "checkBox" and child.find(f".//{_W}checked") is not None):
            yield "[x]"
        elif name not in _SKIPPED and name != "p":
            yield from _runs(child, depth + 1)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes anchored in a paragraph; the fallback copy for old programs is left out."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        ancestors = [local(ancestor) for ancestor in box.iterancestors()]
        if "Fallback" not in ancestors and ancestors.count("txbxContent") == 0:
            yield box


def _changes(body: Any) -> list[Remark]:
    inserted = sum(1 for _ in body.iter(f"{_W}ins", f"{_W}moveTo"))
    deleted = sum(1 for _ in body.iter(f"{_W}del", f"{_W}moveFrom"))
    hidden = sum(1 for _ in body.iter(f"{_W}vanish"))
    remarks = []
    if inserted or deleted:
        remarks.append(Remark("documents.tracked_changes", {"inserted": inserted, "deleted": deleted}))
    if hidden:
        remarks.append(Remark("documents.hidden_text"))
    return remarks
