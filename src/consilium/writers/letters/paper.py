"""A letter without a form: parts from top to bottom, as PDF (PDF/A-2a, PDF/UA-1), as a Word file and as text."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from consilium.domain.dates import PartialDate
from consilium.knowledge.catalog import Catalog
from consilium.writers.letters.parts import Part
from consilium.writers.letters.plaintext import as_text
from consilium.writers.letters.word import package
from consilium.writers.typesetting import spelled, typeset

_TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True)
class Paper:
    """What is printed. `running` heads each page, should the pages come apart; `subject` describes the file."""

    lang: str
    title: str
    subject: str
    running: str
    written_on: PartialDate
    parts: tuple[Part, ...]


def as_pdf(paper: Paper, words: Catalog) -> bytes:
    """For print and fax. The same paper gives the same bytes."""
    data, note = _data(paper, words), words.text("letters.pdf_letters")

    def told(refused: Set[str]) -> dict[str, object]:
        return spelled(data, refused, note)

    return typeset(_TEMPLATE, told)


def as_docx(paper: Paper) -> bytes:
    """The same, to be edited (Office Open XML, ISO/IEC 29500). The same paper gives the same bytes."""
    return package(paper.parts, paper.lang)


def as_txt(paper: Paper) -> str:
    """The same as text of at most 78 columns, for an e-mail."""
    return as_text(paper.parts)


def _data(paper: Paper, words: Catalog) -> dict[str, object]:
    day = paper.written_on
    return {
        "lang": paper.lang,
        "title": paper.title,
        "subject": paper.subject,
        "running": paper.running,
        "page_of": words.text("letters.page_of", page="{page}", pages="{pages}"),
        "made": {"year": day.year, "month": day.month or 1, "day": day.day or 1},
        "notes": [],
        "parts": [
            {"kind": one.kind, "text": one.text, "value": one.value, "rows": [list(row) for row in one.rows]}
            for one in paper.parts
        ],
    }
