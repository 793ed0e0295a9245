"""Days that no calendar has, as papers write them: `31/02/2025`, `2025-13-04`, `30 de febrero de 2025`.

Only what can hardly be anything but a day: with a year of four digits, and with numbers near those of days and months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.datetext import forms_of_days

_MOST_DAY, _MOST_MONTH, _NEAR = 31, 12, 39
_YEARS = range(1900, 2101)
# `Acta 2025-23-14`, `No. 31/14/2024`: a number of a paper, a person or a sample.
_NUMBERED = re.compile(
    r"(?:\b(?:no|nro|n[uú]m(?:ero)?|number|acta|exp(?:ediente)?|folio|mrn|nhc|id|ref(?:erence)?|registro|accession|case"
    r"|caso|study|estudio|protocolo?|lot|lote|version|v)|#|n[º°])\W{0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NoDay:
    """What is written as a day and is none, and where it stands."""

    written: str
    start: int
    end: int


def days_of_no_calendar(text: str) -> Iterator[NoDay]:
    """From left to right."""
    for found, value in forms_of_days(text):
        if value is None and _is_meant(found) and _NUMBERED.search(text[: found.start()]) is None:
            yield NoDay(found[0], found.start(), found.end())


def _is_meant(found: re.Match[str]) -> bool:
    """Whether its numbers are near those of a day: 0 stands for one that is not known."""
    parts = _parts(found)
    if parts is None or not all(part.isascii() and part.isdigit() for part in parts):
        return False
    year, *rest = map(int, parts)
    if year not in _YEARS or 0 in rest:
        return False
    least, most = min(rest), max(rest)
    return most <= _MOST_DAY or (least <= _MOST_MONTH and most <= _NEAR)


def _parts(found: re.Match[str]) -> tuple[str, ...] | None:
    """Year first; None of a form that has no whole day or that letters were read in."""
    if found["iso"]:
        return None if found["is"] == "." else (found["iy"], found["im"], found["id"])
    if found["num"]:
        return (found["ny"], found["na"], found["nb"])
    if found["dmy"]:
        return (found["dy"], found["da"])
    if found["mdy"]:
        return (found["my"], found["md"])
    return (found["zy"], found["zd"]) if found["ymd"] else None
