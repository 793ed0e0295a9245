"""A letter as PDF (PDF/A-2a, PDF/UA-1), as an editable Word file and as plain text, all with the same words."""

from __future__ import annotations

from pathlib import Path

from consilium.domain.letters import Letter
from consilium.knowledge.catalog import Catalog
from consilium.writers.letters.content import content
from consilium.writers.letters.plaintext import lines
from consilium.writers.letters.word import document
from consilium.writers.typesetting import spelled, typeset

_TEMPLATE = Path(__file__).with_name("letter.typ")


def pdf(letter: Letter, words: Catalog) -> bytes:
    """The letter and its authorization form for print and fax. The same letter gives the same bytes."""
    data, note = content(letter, words).data, words.text("letters.pdf_letters")
    return typeset(_TEMPLATE, lambda refused: spelled(data, refused, note))


def docx(letter: Letter, words: Catalog) -> bytes:
    """The same, to be edited (Office Open XML, ISO/IEC 29500). The same letter gives the same bytes."""
    return document(content(letter, words))


def txt(letter: Letter, words: Catalog) -> str:
    """The same as text of at most 78 columns, for an e-mail."""
    return lines(content(letter, words))
