"""The small markup of the stories' papers, as blocks that every format writes in its own way.

`## heading`, `- bullet`, `| cell | cell |` (the first row of a table is its head), an empty line between paragraphs,
`> line` a line of its own (synoptic reports, run-in headings), `===` a page break. `**bold**` inside a line is kept for
the writers that can show it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["heading", "paragraph", "bullets", "table", "break"]
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Block:
    """One block: `rows` holds a table's cells, the bullets (one cell each) or the one text."""

    kind: Kind
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """Plain text, table cells separated by tabs."""
        return plain("\n".join("\t".join(row) for row in self.rows))

    def as_json(self) -> dict[str, object]:
        return {"kind": self.kind, "rows": [list(row) for row in self.rows]}


def plain(text: str) -> str:
    return _BOLD.sub(r"\1", text)


def parse(body: str) -> tuple[Block, ...]:
    """Blocks of a body, in order."""
    blocks: list[Block] = []
    for line in body.splitlines():
        _take(blocks, line.strip())
    return tuple(block for block in blocks if block.rows or block.kind == "break")


def _take(blocks: list[Block], line: str) -> None:
    if not line:
        blocks.append(Block("paragraph", ()))
    elif line == "===":
        blocks.append(Block("break", ()))
    elif line.startswith("## "):
        blocks.append(Block("heading", ((line[3:],),)))
    elif line.startswith("- "):
        _extend(blocks, "bullets", (line[2:],))
    elif line.startswith("> "):
        blocks += [Block("paragraph", ((line[2:],),)), Block("paragraph", ())]
    elif line.startswith("|"):
        _extend(blocks, "table", tuple(cell.strip() for cell in line.strip("|").split("|")))
    elif blocks and blocks[-1].kind == "paragraph" and blocks[-1].rows:
        blocks[-1] = Block("paragraph", ((f"{blocks[-1].rows[0][0]} {line}",),))
    else:
        blocks.append(Block("paragraph", ((line,),)))


def _extend(blocks: list[Block], kind: Kind, row: tuple[str, ...]) -> None:
    if blocks and blocks[-1].kind == kind:
        blocks[-1] = Block(kind, (*blocks[-1].rows, row))
    else:
        blocks.append(Block(kind, (row,)))


def sections(blocks: tuple[Block, ...], first: str) -> list[tuple[str, str]]:
    """`(heading, text)` pairs; what stands before the first heading is called `first`."""
    found: list[tuple[str, list[str]]] = [(first, [])]
    for block in blocks:
        if block.kind == "heading":
            found.append((block.text, []))
        elif block.kind != "break":
            found[-1][1].append(block.text)
    return [(heading, "\n".join(texts)) for heading, texts in found if texts]
