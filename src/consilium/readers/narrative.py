"""Narrative as lines: a CDA section's text (CDA R2 4.3.5) or a FHIR resource's div, as a person is shown it.

Table rows become `header: cell; header: cell`, so that a line can be read and searched alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from consilium.readers.grid import cells_by_row, local_name

DEPTH = 60
LINE_CHARS = 4_000
BLOCKS = frozenset(
    {"paragraph", "list", "item", "caption", "footnote", "br", "text", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "tr", "thead", "tbody"}
)


def lines_of(narrative: etree._Element, depth: int = 0) -> list[str]:
    """The narrative's lines in reading order."""
    writer = _Lines(depth)
    writer.inside(narrative)
    writer.flush()
    return writer.lines


def text_of(narrative: etree._Element, depth: int = 0) -> str:
    """A piece of narrative on one line."""
    return "; ".join(lines_of(narrative, depth))[:LINE_CHARS]


@dataclass
class _Lines:
    depth: int
    lines: list[str] = field(default_factory=list)
    current: str = ""

    def flush(self) -> None:
        line = " ".join(self.current.split())
        self.current = ""
        self.lines.extend(line[start : start + LINE_CHARS] for start in range(0, len(line), LINE_CHARS))

    def inside(self, element: etree._Element) -> None:
        """Everything inside, a new line wherever a block begins or ends."""
        if self.depth > DEPTH:
            self.current += " ".join(map(str, element.itertext()))
            return
        self.depth += 1
        self.current += element.text or ""
        for child in element.iterchildren(etree.Element):
            self.child(child, local_name(child))
            self.current += child.tail or ""
        self.depth -= 1

    def child(self, child: etree._Element, name: str) -> None:
        if name == "rendermultimedia":
            self.current += f" [{child.get('referencedObject', '')}] "
        elif name == "table":
            self.flush()
            self.table(child)
        elif name in BLOCKS:
            self.flush()
            self.inside(child)
            self.flush()
        else:
            self.inside(child)

    def table(self, table: etree._Element) -> None:
        for caption in table.iterchildren("caption", "{*}caption"):
            self.lines.extend(lines_of(caption, self.depth))
        headers: list[str] = []
        for cells, is_header in cells_by_row(table, lambda cell: text_of(cell, self.depth + 1)):
            if is_header:
                headers = cells
            else:
                self.current = "; ".join(_labeled(headers, cells))
                self.flush()


def _labeled(headers: list[str], cells: list[str]) -> list[str]:
    """Each filled cell behind its column's header, where it has one."""
    names = headers + [""] * (len(cells) - len(headers))
    return [
        f"{name}: {cell}" if name and name != cell else cell for name, cell in zip(names, cells, strict=False) if cell
    ]
