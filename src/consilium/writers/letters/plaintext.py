"""A letter as plain text, at most 78 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from consilium.writers.letters.content import Told
from consilium.writers.letters.parts import BLANK, Part, parts

WIDTH = 78


def lines(told: Told) -> str:
    """The whole text, lines ended by a line feed."""
    return as_text(parts(told))


def as_text(made: Iterable[Part]) -> str:
    """Parts as text, lines ended by a line feed."""
    return "\n".join(line for part in made for line in _part(part)) + "\n"


def _part(part: Part) -> Iterator[str]:
    if part.kind == "page":
        yield from ("", "=" * WIDTH)
    elif part.kind in ("title", "heading"):
        yield from ("", *_wrapped(part.text.upper() if part.kind == "title" else part.text))
        yield "-" * min(len(part.text), WIDTH)
    elif part.kind == "fact":
        yield from _wrapped(f"{part.text} {part.value or BLANK}".strip())
    elif part.kind == "table":
        for row in part.rows[1:]:
            yield from _wrapped("  ".join(cell for cell in (f"{row[0]}.", *row[1:]) if cell), "    ")
    else:
        yield from (*_wrapped(f"- {part.text}" if part.kind == "item" else part.text), "")


def _wrapped(text: str, indent: str = "") -> list[str]:
    whole = "://" in text  # a web address that is cut leads nowhere
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=not whole)
