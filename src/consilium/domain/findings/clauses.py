"""The clauses of a paper: lines joined to sentences, rows kept as rows, each under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause, Piece, Section
from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Line, Page

_END = re.compile(r"[.!?;](?=\s|$)")


@dataclass(frozen=True)
class SectionWords:
    """Headings by what section they open, and abbreviations that a full stop does not end a sentence after."""

    headings: PhraseIndex[Section]
    abbreviations: frozenset[str]


def words_from(data: Mapping[str, object]) -> SectionWords:
    """From `knowledge/findings/sections.yaml`."""
    headings = data["headings"]
    abbreviations = data["abbreviations"]
    assert isinstance(headings, dict)
    assert isinstance(abbreviations, list)
    pairs = [(str(phrase), Section(name)) for name, phrases in headings.items() for phrase in phrases]
    return SectionWords(PhraseIndex.of(pairs), frozenset(fold(str(one)) for one in abbreviations))


def clauses_of(pages: Sequence[Page], words: SectionWords) -> tuple[Clause, ...]:
    """All clauses in reading order."""
    found: list[Clause] = []
    section, heading = Section.NONE, ""
    for page in pages:
        for line in page.lines:
            opened = _heading(line, words)
            if opened is not None:
                section, heading = opened, line.text
            found += [
                Clause(line.text[a:b], (Piece(0, page, line, a, b - a),), section, heading)
                for a, b in _sentences(line.text, words)
            ]
    return tuple(found)


def _heading(line: Line, words: SectionWords) -> Section | None:
    parts = words_of(line.text)
    for hit in words.headings.find(parts):
        if hit.first == 0 and (hit.after == len(parts) or line.text[parts[hit.after - 1].end :].lstrip()[:1] == ":"):
            return hit.value
    return None


def _sentences(text: str, words: SectionWords) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(text):
        before = text[start : end.start()].rpartition(" ")[2]
        if fold(before) not in words.abbreviations:
            yield start, end.end()
            start = end.end()
    if text[start:].strip():
        yield start, len(text)
