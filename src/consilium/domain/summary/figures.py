"""Figures that two countries read as two numbers: `3.280 g` is three kilograms where it was written and three grams to
a reader of another paper. Thousands are parted by a space, which means the same everywhere (ISO 80000-1, 7.3.1); the
digits stay those of the source.
"""

from __future__ import annotations

import re
from math import inf, log

# A number whose only marks may be of thousands or of decimals.
_EITHER = re.compile(r"(?<![\d.,])([1-9]\d{0,2})((?:[.,]\d{3})+)(?![\d.,]*\d)")
_MARK = re.compile(r"[.,]")
_SPACE = "\N{NO-BREAK SPACE}"


def parted(written: str, number: float | None) -> str:
    """What is written, with a space between the thousands of each number for which that reading is the likelier one:
    of the result itself by the number it was read as, of a range beside it by the number it is a range for."""
    if number is None:
        return written
    return _EITHER.sub(lambda found: _as_thousands(found, abs(number)), written)


def read(written: str, near: float) -> float | None:
    """The number that a text is, of its two readings the one nearer to another number; None where it is none."""
    found = _EITHER.fullmatch(written.strip())
    if found is None or not _is_thousands(found, abs(near)):
        try:
            value = float(written.replace(",", "."))
        except ValueError:
            return None
        return value if abs(value) < inf else None
    return float(_MARK.sub("", found[0]))


def _as_thousands(found: re.Match[str], near: float) -> str:
    return found[1] + _MARK.sub(_SPACE, found[2]) if _is_thousands(found, near) else found[0]


def _is_thousands(found: re.Match[str], near: float) -> bool:
    if len(found[2]) > len(".000"):
        return True
    large, small = float(_MARK.sub("", found[0])), float(found[0].replace(",", "."))
    return near > 0 and abs(log(large / near)) < abs(log(small / near))
