"""Thresholds that a line tells frequency by frequency: `right ear 500 Hz 15 dB, 1 kHz 15 dB, 2 kHz 20; left ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.examination.measured import Measured
from consilium.domain.records import Scalar

_OF_HEARING = re.compile(
    r"\b(?:audio\w*|pta|hearing|thresholds?|umbral\w*|abr|baer|peatc?|bera|tone[- ]?burst|vra|cpa|pure[- ]tone"
    r"|tonos puros"
    r"|via (?:aerea|osea)|air conduction|bone conduction)\b"
)
_EVOKED = re.compile(r"\b(?:abr|baer|peatc?|bera|tone[- ]?burst|potenciales evocados)\b")
_EAR = re.compile(
    r"(?<![\w/])(?:(?P<right>right(?: ear)?|(?:oido )?derecho|re|od|ad|r(?=\s?:))"
    r"|(?P<left>left(?: ear)?|(?:oido )?izquierdo|le|oi|as|l(?=\s?:)))(?![\w/])"
)
_PAIR = re.compile(
    r"(?<![\w.,-])(?:(?P<hz>125|250|500|750|1000|1500|2000|3000|4000|6000|8000)\s?(?:hz)?"
    r"|(?P<khz>0?[.,](?:25|5|75)|[1-8](?:[.,]5)?)\s?k(?:hz)?)"
    r"\s?(?:[:=–]|-(?=\s)|\bat\b|\ba\b|\ben\b)?\s?(?P<db>-?\d{1,3})(?![\d.,]\d|\d|\s?k?hz)"
    r"\s?(?P<unit>db(?:\s?n?hl)?)?"
)
# A threshold above so many decibels is a loss and is told for its frequency too.
_LEAST, _HEARS = 3, 20


def lists_frequencies(text: str) -> bool:
    return next(frequency_lists(text), None) is not None


def frequency_lists(text: str) -> Iterator[Measured]:
    """The thresholds of each ear of a folded text: all in one, and each that is told as a loss."""
    if _OF_HEARING.search(text) is None or "hz" not in text:
        return
    name = "auditory brainstem response threshold" if _EVOKED.search(text) else "hearing threshold"
    ears = list(_EAR.finditer(text))
    for at, ear in enumerate(ears):
        last = ears[at + 1].start() if at + 1 < len(ears) else len(text)
        pairs = list(_PAIR.finditer(text, ear.end(), last))
        if len(pairs) < _LEAST or not any(one["unit"] for one in pairs):
            continue
        side = ear.lastgroup or ""
        told = " ".join(one["db"] for one in pairs)
        heard: dict[str, Scalar] = {"frequencies": " ".join(map(_hertz, pairs))}
        yield Measured(name, told, "dB HL", pairs[0].start(), pairs[-1].end(), side, detail=heard)
        for one in pairs:
            if int(one["db"]) <= _HEARS:
                continue
            yield Measured(name, one["db"], "dB", *one.span(), side, detail={"frequencies": f"{_hertz(one)} Hz"})


def _hertz(pair: re.Match[str]) -> str:
    if pair["hz"]:
        return pair["hz"]
    return f"{float(pair['khz'].replace(',', '.')) * 1000:.0f}"
