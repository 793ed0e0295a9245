"""Dotted leaders (`Weight ........ 412 g`): rows of dots that lead the eye from a name to its value.

The network that reads a line loses the letters on both sides of them (`Specimein interity. itact`). They are painted
over before it reads, and stand in the text as one word.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from consilium.readers.recognition.detection import Picture

LEADER = "...."
_FEWEST = 5
# Parts of a strip's height: how large a dot may be, how far apart two dots, and how much lower one than the other.
_LARGEST, _APART, _UNEVEN = 0.2, 0.55, 0.12
_INK = 40  # levels of gray darker than the paper around
_Dot = tuple[float, float, int, int]  # middle, bottom, left, right


def without_leaders(strip: Picture) -> tuple[Picture, tuple[tuple[float, float], ...]]:
    """A strip without its leaders, and where each was, in fractions of the strip's width."""
    ink = _ink(strip)
    runs = _runs(_dots(ink), ink)
    if not runs:
        return strip, ()
    height, width = strip.shape[:2]
    bare = strip.copy()
    paper = np.median(strip[ink == 0].reshape(-1, 3), axis=0).astype(np.uint8)
    margin = max(1, height // 24)
    for run in runs:
        left, right = max(0, run[0][2] - margin), min(width, run[-1][3] + margin)
        bare[:, left:right] = paper
    return bare, tuple((run[0][2] / width, run[-1][3] / width) for run in runs)


def _ink(strip: Picture) -> NDArray[np.uint8]:
    """1 where a strip is darker than its paper, which may be unevenly lit."""
    gray = cv2.cvtColor(np.ascontiguousarray(strip), cv2.COLOR_RGB2GRAY)
    paper = cv2.medianBlur(cv2.dilate(gray, np.ones((9, 9), np.uint8)), 21)
    return np.asarray(cv2.subtract(paper, gray) > _INK, np.uint8)


def _dots(ink: NDArray[np.uint8]) -> list[_Dot]:
    """Spots of ink that are as small as dots and stand in the lower half, from left to right."""
    height = ink.shape[0]
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for left, top, wide, tall, _area in stats[1:count].tolist():
        if max(wide, tall) <= _LARGEST * height and top + tall > 0.45 * height:
            found.append((left + wide / 2, float(top + tall), left, left + wide))
    return sorted(found)


def _runs(dots: list[_Dot], ink: NDArray[np.uint8]) -> list[list[_Dot]]:
    """Rows of dots on one line with nothing else between them."""
    height = ink.shape[0]
    inked: NDArray[np.bool_] = np.asarray(ink.any(axis=0))
    runs: list[list[_Dot]] = []
    for before, dot in pairwise([None, *dots]):
        assert dot is not None
        near = (
            before is not None
            and dot[0] - before[0] <= _APART * height
            and abs(dot[1] - before[1]) <= _UNEVEN * height
            and not inked[before[3] : dot[2]].any()
        )
        if near:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return [run for run in runs if len(run) >= _FEWEST and _is_alone(run, ink)]


def _is_alone(run: list[_Dot], ink: NDArray[np.uint8]) -> bool:
    """Whether the dots are all the ink of their stretch: what stands above them would be lost."""
    stretch = ink[:, run[0][2] : run[-1][3]]
    height = ink.shape[0]
    low, high = min(dot[1] for dot in run), max(dot[1] for dot in run)
    outside = int(stretch[: max(0, int(low - _LARGEST * height) - 1)].sum()) + int(stretch[int(high) + 1 :].sum())
    return outside <= 0.05 * max(1, int(stretch.sum()))
