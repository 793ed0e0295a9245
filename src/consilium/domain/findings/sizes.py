"""Sizes as reports write them: `12.4 x 6.8 x 11.0 cm`, `3,2 cm x 2,1 cm`, `32 mm`, `12 por 8 mm`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_UNIT = r"(?:mm|cm|MM|CM|[Cc]ms|mms)"
# The direction in which a length was measured: `68 mm (L) x 54 mm (AP)`, `13.1 cm craniocaudal by 11.6 cm transverse`.
_WAY = (
    r"(?:\s?\([A-Za-z. ]{1,16}\)|\s(?:AP|CC|TV|TR|SI|ML|RL|LL|[Tt]rans(?:verse|versal|v)?|[Cc]raniocaudal|"
    r"[Cc]ephalocaudal|[Cc]efalocaudal|"
    r"[Aa]ntero-?posterior|[Ll]ongitudinal|[Ss]agittal|[Aa]xial|[Ww]ide|[Ll]ong|[Dd]eep)\b)?"
)
_BY = r"\s?(?:x|×|X|\*|by|por|BY|POR)\s?"
_SIZE = re.compile(
    rf"(?<![\w.,/-])(?P<a>{_NUMBER})(?:[\s-]?(?P<ua>{_UNIT}))?(?:{_WAY}{_BY}(?P<b>{_NUMBER})(?:\s?(?P<ub>{_UNIT}))?)?"
    rf"(?:{_WAY}{_BY}(?P<c>{_NUMBER}))?[\s-]?(?P<unit>{_UNIT})?(?![\w/²³])"
)
_LONGEST_MM = 600.0


@dataclass(frozen=True, slots=True)
class Size:
    """`value` and `sizes` as written, `largest` in millimetres, at `start` to `end` of the text."""

    value: str
    sizes: str
    unit: str
    largest: float
    start: int
    end: int


def sizes_in(text: str) -> Iterator[Size]:
    """Every size with a unit, from left to right; nothing longer than a child is wide."""
    for found in _SIZE.finditer(text):
        unit = found["unit"] or found["ub"] or found["ua"]
        if unit is None:
            continue
        unit = unit.lower().strip(".")[:2]
        numbers = [found[name] for name in "abc" if found[name]]
        scale = 10.0 if unit == "cm" else 1.0
        largest = round(max(float(number.replace(",", ".")) for number in numbers) * scale, 2)
        if 0 < largest <= _LONGEST_MM:
            value = found[0].strip()
            yield Size(value, " x ".join(numbers), unit, largest, found.start(), found.start() + len(value))
