"""A story's paper as the values that the page template prints and the other document formats write."""

from __future__ import annotations

import datetime as dt
from typing import Any

from demo.blocks import Block, parse, plain
from demo.chart import Chart, lab_table
from demo.story import Paper, Story, long_date, patient_rows, printed_date, words


def sheet(story: Story, paper: Paper) -> dict[str, Any]:
    """JSON values for `templates/paper.typ`."""
    hospital, word = story.hospitals[paper.hospital], words(paper.lang)
    note = f"{word['signed']} {printed_date(paper.date, paper.lang, hospital.dates)}"
    return {
        "style": paper.style, "lang": paper.lang, "title": paper.title, "number": paper.number,
        "hospital": {"name": hospital.name, "color": hospital.color, "address": hospital.address,
                     "phone": hospital.phone, "web": hospital.web, "logo": hospital.logo},
        "department": paper.department or hospital.department,
        "patient": patient_rows(story, paper), "fields": [list(pair) for pair in fields(paper)],
        "blocks": [block.as_json() for block in body(story, paper)], "charts": list(paper.charts),
        "signed": paper.signed, "signed_note": note, "footer": word["footer"], "page_word": word["page"],
        "place_date": f"{hospital.place}, {long_date(paper.date, paper.lang)}",
    }  # fmt: skip


def body(story: Story, paper: Paper) -> tuple[Block, ...]:
    """The paper's blocks; `{labs HOSPITAL FROM TO}` stands for the table of those results."""
    text = paper.body.strip()
    if not text.startswith("{labs "):
        return parse(text)
    hospital, first, last = text.strip("{}").split()[1:]
    known = Chart(story, story.hospitals[hospital], dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return parse(lab_table(known))


def fields(paper: Paper) -> list[tuple[str, str]]:
    return [(key, str(value)) for key, value in paper.fields.items()]


def flow(story: Story, paper: Paper) -> tuple[Block, ...]:
    """The paper as one run of blocks, for formats without a letterhead of their own."""
    hospital, word = story.hospitals[paper.hospital], words(paper.lang)
    rows = [f"{key}: {value}" for key, value in (*patient_rows(story, paper), *fields(paper))]
    head = [
        _paragraph(hospital.name),
        _paragraph(paper.department or hospital.department),
        Block("heading", ((paper.title,),)),
    ]
    date = [] if paper.unnamed else [_paragraph(f"{hospital.place}, {long_date(paper.date, paper.lang)}")]
    tail = [_paragraph(paper.signed)] if paper.signed else []
    return (*head, *date, *(_paragraph(row) for row in rows), *body(story, paper), *tail, _paragraph(word["footer"]))


def _paragraph(text: str) -> Block:
    return Block("paragraph", ((text,),))


def text(story: Story, paper: Paper) -> str:
    """Plain text with ruled headings."""
    out: list[str] = []
    for block in flow(story, paper):
        if block.kind == "heading":
            out += [block.text.upper(), "-" * len(block.text)]
        elif block.kind == "bullets":
            out += [f"  * {plain(row[0])}" for row in block.rows]
        elif block.kind == "table":
            out += _columns(block)
        else:
            out.append(block.text)
        out.append("")
    return "\n".join(out)


def _columns(block: Block) -> list[str]:
    widths = [max(len(plain(row[i])) for row in block.rows if i < len(row)) for i in range(len(block.rows[0]))]
    return ["  ".join(plain(cell).ljust(width) for cell, width in zip(row, widths, strict=False)) for row in block.rows]
