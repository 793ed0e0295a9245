"""Markers that heads of columns name, with the results in a row's cells: `CD99 / NKX2.2` over `Neg / Pos`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.findings.tissue.stains import PERCENT, Stain, StainWords, markers_of
from consilium.domain.phrases import words_of

_HEAD_WORDS = 8
_SHORT_CELL = 12
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?")


def stains_by_column(clause: Clause, words: StainWords) -> Iterator[Stain]:
    """Markers that heads of columns name, with the results in a row's cells: `CD99 / NKX2.2` over `Neg / Pos`."""
    heads = clause.header if len(clause.header) == len(clause.cells) else ()
    for head, (start, text) in zip(heads, clause.cells, strict=False):
        markers = markers_of(Clause(head, clause.pieces), words)
        if not markers or len(words_of(head)) > _HEAD_WORDS:
            continue
        parts = list(_parts(text, start))
        if len(parts) == len(markers):
            for marker, (first, last) in zip(markers, parts, strict=True):
                yield from _in_cell(clause, words, marker.value, first, last)


def _parts(text: str, start: int) -> Iterator[tuple[int, int]]:
    at = start
    for part in text.split("/"):
        yield at, at + len(part)
        at += len(part) + 1


def _in_cell(clause: Clause, words: StainWords, marker: str, first: int, last: int) -> Iterator[Stain]:
    result = next((one for one in spans_in(clause, words.results) if first <= one.start and one.end <= last), None)
    first = result.start if result else first
    percent = PERCENT.search(clause.text, first, last) if result or last - first <= _SHORT_CELL else None
    if result is not None or percent is not None:
        end = max(result.end if result else first, percent.end() if percent else first)
        value = clause.text[result.start : result.end] if result else ""
        said = percent[0].strip() if percent else ""
        yield Stain(marker, result.value[0] if result else "", value or said, first, end, said)


def share_by_column(clause: Clause, stain: Stain) -> str:
    """The share of cells in a row's column of percentages, which its head alone says that it is."""
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        if start >= stain.start and ("%" in head or "percent" in head.lower()) and _SHARE.fullmatch(text.strip(" <>")):
            return f"{text.strip()} %"
    return ""
