"""Rows of a list of markers that tell a share or a sign and no word: `TdT | 76`, `CD33 | 4 | -`, `CD117  -`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.tissue.stainphrases import placed
from consilium.domain.findings.tissue.stains import Stain, StainWords, markers_of

_SHARE = re.compile(r"(?P<number>[<>]?\s?\d{1,3}(?:[.,]\d{1,2})?)\s?(?P<unit>%)?")
_MINUS = re.compile(r"[-−–⁻]{1,2}(?:\s?ve)?")
_PLUS = re.compile(r"[+⁺]{1,4}(?:\s?ve)?")
_OF_SHARES = re.compile(r"%|\bpercent|\bporcentaje|\bper cent", re.IGNORECASE)
_SIGNED = re.compile(r"(?P<marker>\S.{0,24}?)\s{1,3}(?P<sign>[-−–+⁺⁻]{1,4})")
_MOST, _WHOLE = 100, 0.6


def stains_in_row(clause: Clause, words: StainWords, said: Sequence[Stain]) -> Iterator[Stain]:
    """The marker that a row begins with, by the share or the sign in its next cells, unless `said` has it already."""
    cells = clause.cells or _as_cells(clause)
    if len(cells) < 2:
        yield from _by_place(clause, words, said)
        return
    (first, name), *rest = cells
    markers = markers_of(Clause(name, clause.pieces), words)
    if len(markers) != 1 or markers[0].end - markers[0].start < _WHOLE * len(name.strip()):
        return
    marker = markers[0].value
    if any(one.marker == marker for one in said):
        return
    sign = next(
        (text.strip() for _, text in rest if _MINUS.fullmatch(text.strip()) or _PLUS.fullmatch(text.strip())), ""
    )
    share = _share(clause, rest)
    if not sign and not share:
        return
    result = "negative" if _MINUS.fullmatch(sign) else "positive" if sign else ""
    end = rest[-1][0] + len(rest[-1][1]) if share else rest[0][0] + len(rest[0][1])
    yield Stain(marker, result, sign if result else share, first, end, share)


def _by_place(clause: Clause, words: StainWords, said: Sequence[Stain]) -> Iterator[Stain]:
    """Markers of which only is said where in the cells they are seen: `WT1: nuclear`, `ALK shows granular staining`."""
    for marker in markers_of(clause, words):
        if any(one.marker == marker.value for one in said):
            continue
        found = placed(clause.text, marker)
        if found is not None:
            result, start, end = found
            yield Stain(marker.value, result, clause.text[start:end], marker.start, end)


def _share(clause: Clause, cells: Sequence[tuple[int, str]]) -> str:
    """The share of cells in the cell after a marker: with its sign, or under a head of shares."""
    found = _SHARE.fullmatch(cells[0][1].strip())
    head = clause.header[1] if len(clause.header) > 1 else ""
    if found is None or not (found["unit"] or _OF_SHARES.search(head)):
        return ""
    number = found["number"].lstrip("<> ").replace(",", ".")
    return f"{found['number']} %" if float(number) <= _MOST else ""


def _as_cells(clause: Clause) -> tuple[tuple[int, str], ...]:
    """The marker and the sign of a line that is no more than that."""
    found = _SIGNED.fullmatch(clause.text)
    return ((0, found["marker"]), (found.start("sign"), found["sign"])) if found is not None else ()
