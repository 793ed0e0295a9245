"""Questions that a family wrote on a paper of its own (a list that it filed or photographed): its words, with places.

They are offered to the family, who says whether they are its questions; nothing is worded here, and what is no question
is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from consilium.domain.layout import cite
from consilium.domain.phrases import words_of
from consilium.domain.records import Citation, Line, Page

MOST = 40
MOST_CHARS = 600
MOST_LINES = 400
LEAST_WORDS = 2
_ITEM = re.compile(r"\s*(?:\(?\d{1,2}\s?[.):\-]|[QP]\s?\d{0,2}\s?[.):]|[-•*–—·□☐▪o]\s)\s*(?=[^\W_]|¿)")
_SENTENCE = re.compile(r"(?:¿|(?<![^\s¿])[^\s.!?:;¿])[^.!?¿]*\?+")
NOWHERE = Citation()


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """One question as its paper has it. `record` is the paper's number ("R15"), `language` that of the paper or ""."""

    text: str
    record: str = ""
    page: int | None = None
    citation: Citation = NOWHERE
    language: str = ""

    @property
    def id(self) -> str:
        """The same for the same words, also once the family has taken it onto its list and changed them there."""
        return f"paper-{hashlib.sha256(key_of(self.text).encode()).hexdigest()[:12]}"

    @property
    def reference(self) -> str:
        return f"{self.record} p.{self.page}" if self.page else self.record


@dataclass
class _Item:
    """Lines that belong together: a numbered item, or what stands between two questions."""

    numbered: bool
    first: Line
    page: int
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())


def questions_in(pages: Sequence[Page]) -> tuple[WrittenQuestion, ...]:
    """The questions of a paper from top to bottom, each once; at most `MOST`."""
    found: dict[str, WrittenQuestion] = {}
    for item in _items(pages):
        for text in _questions(item):
            said = text.strip()
            if len(words_of(said)) >= LEAST_WORDS and len(said) <= MOST_CHARS:
                found.setdefault(key_of(said), WrittenQuestion(said, "", item.page, cite(item.first, item.page)))
    return tuple(found.values())[:MOST]


def key_of(text: str) -> str:
    """What two writings of one question share: its words, whatever stands around them."""
    return " ".join(word.text for word in words_of(text))


def unasked(
    written: Iterable[WrittenQuestion], asked: Iterable[str], settled: Iterable[str] = ()
) -> tuple[WrittenQuestion, ...]:
    """Those that are not among the questions that the family has on its list; `settled` are the ids of those that it
    took onto it at some time, changed or struck since."""
    known, ids = {key_of(text) for text in asked}, set(settled)
    return tuple(one for one in written if key_of(one.text) not in known and one.id not in ids)


def _items(pages: Sequence[Page]) -> Iterator[_Item]:
    for page in pages:
        item: _Item | None = None
        for line in page.lines[:MOST_LINES]:
            opened = _ITEM.match(line.text)
            if opened is None and item is not None and not item.parts[-1].rstrip().endswith("?"):
                item.parts.append(line.text[:MOST_CHARS])
                continue
            if item is not None:
                yield item
            item = _Item(
                opened is not None, line, page.number, [line.text[opened.end() if opened else 0 :][:MOST_CHARS]]
            )
        if item is not None:
            yield item


def _questions(item: _Item) -> Iterator[str]:
    """A numbered item up to its last question mark, with what leads to the question; else each sentence that asks."""
    text = item.text[: 4 * MOST_CHARS]
    if item.numbered:
        yield text[: text.rfind("?") + 1]
    else:
        yield from (found[0] for found in _SENTENCE.finditer(text))
