"""Thresholds of an audiogram whose ears stand side by side, a frequency in each row.

Frequency   Right   Left
500 Hz        10     10
4 kHz         45     40
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from consilium.domain.findings.examination.hearing import HearingWords, audiogram_rows, listed_thresholds
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex, words_of

_HZ = frozenset({125, 250, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 9000, 10000, 12000, 12500, 14000, 16000})
_ROW = re.compile(
    r"\s{0,3}(?P<hz>\d{1,5}(?:[.,]\d{1,3})?)\s?(?P<unit>k?Hz)?\s?[:|]?(?P<rest>(?:[\s|/,;:]{1,6}(?:-?\d{1,3}|NR|SR|CNT|DNT|[–—-]{1,2})"
    r"(?:\s?dB(?:\s?n?HL)?)?){2})\W{0,3}",
    re.IGNORECASE,
)
_VALUE = re.compile(r"-?\d{1,3}(?![\d\w])|\b(?:NR|SR|CNT|DNT)\b|[–—]", re.IGNORECASE)
_LETTER = re.compile(r"(?<![\w/])(?:(?P<right>R|AD|RE|OD)|(?P<left>L|AS|LE|OI))(?![\w/])")
_HEAD = re.compile(
    r"\b(?:frequenc(?:y|ies)|frecuencias?|k?hz|ears?|o[ií]dos?|dB(?:\s?HL)?|thresholds?|umbral(?:es)?|air|a[eé]rea|v[ií]a|ac"
    r"|conduction|conducci[oó]n|right|left|derech[oa]|izquierd[oa]|der|izq|in|en|the|el|of|de)\b",
    re.IGNORECASE,
)
_FEWEST, _HEARS = 3, 20


@dataclass
class _Table:
    ears: tuple[str, ...] = ()
    rows: list[tuple[Clause, str, tuple[str, ...]]] = field(default_factory=list)


def audiograms(clauses: Sequence[Clause], words: HearingWords, order: str = "") -> Iterator[Finding]:
    """The thresholds that a paper shows in tables and lists, whichever way round these stand."""
    yield from audiogram_rows(clauses, words, order)
    yield from thresholds_by_ear(clauses, words.sides)
    yield from listed_thresholds(clauses, words)


def thresholds_by_ear(clauses: Sequence[Clause], sides: PhraseIndex[str]) -> Iterator[Finding]:
    """What each ear hears at all frequencies of a table, and each loss by itself."""
    table = _Table()
    for clause in clauses:
        ears = _ears(clause.text, sides)
        if ears:
            yield from _told(table)
            table = _Table(ears)
            continue
        row = _ROW.fullmatch(clause.text) if table.ears else None
        hz = _hertz(row["hz"], row["unit"] or "") if row is not None else ""
        if row is not None and hz:
            table.rows.append((clause, hz, tuple(_VALUE.findall(row["rest"]))))
        elif table.rows:
            yield from _told(table)
            table = _Table()
    yield from _told(table)


def _ears(text: str, sides: PhraseIndex[str]) -> tuple[str, ...]:
    """The two ears that head the columns of a table, in their order; () where a line says more than that."""
    if len(text) > 90 or re.search(r"\d{2}", text):
        return ()
    named = [hit.value for hit in sides.find(words_of(text)) if hit.value != "bilateral"]
    if not named:
        named = [one.lastgroup or "" for one in _LETTER.finditer(text)]
    left_over = re.sub(r"[\W\d_]+", "", _LETTER.sub(" ", _HEAD.sub(" ", text)))
    return tuple(named) if sorted(named) == ["left", "right"] and len(left_over) <= len("OTOTONO") else ()


def _hertz(number: str, unit: str) -> str:
    """The frequency in hertz as written there; "" where it is none that audiograms have."""
    value = float(number.replace(",", "."))
    value = value * 1000 if unit.lower() == "khz" or value <= 16 else value
    return f"{value:g}" if value in _HZ else ""


def _told(table: _Table) -> Iterator[Finding]:
    if len(table.rows) < _FEWEST:
        return
    frequencies = " ".join(hz for _, hz, _ in table.rows)
    for column, ear in enumerate(table.ears):
        cited = tuple(clause.cite() for clause, _, _ in table.rows)
        whole = Finding(
            kind=Kind.FUNCTION,
            name="hearing threshold",
            value=" ".join(values[column] for _, _, values in table.rows),
            unit="dB",
            laterality=ear,
            detail={"frequencies": frequencies},
            citations=cited,
            confidence=table.rows[0][0].confidence,
        )
        yield whole
        for at, (_, hz, values) in enumerate(table.rows):
            said = values[column]
            if said.lstrip("-").isdigit() and int(said) > _HEARS:
                yield replace(whole, value=said, number=float(said), detail={"frequencies": hz}, citations=(cited[at],))
