"""Results that a note draws as a fishbone in one line: `1.2>7.4/22.1<18`, `BMP 136/3.3/103/23/7/0.31<98`.

Which number is which test follows from its place; what can't be a blood count or a chemistry is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_COUNT = re.compile(
    rf"(?<![\w.,/<>])(?P<leukocytes>{_NUMBER})\s?>\s?(?P<hemoglobin>{_NUMBER})\s?/\s?(?P<hematocrit>{_NUMBER})\s?<\s?"
    r"(?P<platelets>\d{1,4})(?![\w.,/<>]\d)"
)
_CHEMISTRY = re.compile(
    rf"(?<![\w.,/<>])(?P<sodium>\d{{3}})\s?/\s?(?P<potassium>{_NUMBER})\s?/\s?(?P<chloride>\d{{2,3}})\s?/\s?"
    rf"(?P<bicarbonate>\d{{1,2}})\s?/\s?(?P<urea_nitrogen>\d{{1,3}})\s?/\s?(?P<creatinine>{_NUMBER})\s?<\s?(?P<glucose>\d{{2,4}})(?!\w)"
)
# A hematocrit is about three times the hemoglobin.
_TIMES, _OFF = 3, 7.0


def fishbones_in(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The name of each test of a fishbone, with the match whose group of that name is its value."""
    if "<" not in text:
        return
    for found in _COUNT.finditer(text):
        if abs(float(found["hematocrit"]) - _TIMES * float(found["hemoglobin"])) <= _OFF:
            yield from ((name, found) for name in found.groupdict())
    for found in _CHEMISTRY.finditer(text):
        yield from ((name, found) for name in found.groupdict())
