"""Every place of a picture where something is written, for masking: seldom wrong, and above all never blind.

Reading a page asks for words that are certain; here a place counts as written on when the network that finds text is
sure of it, or when anything could be read there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilium.readers.recognition import decoding, detection, upright
from consilium.readers.recognition.detection import Quad

READ = 0.35  # certainty of letters from which on a place is taken for written on
SURE = 0.7  # from which on it is not read upside down as well
LEAST, WORD = 6.0, 1.8  # pixels of height, and width by height, from which on one letter may be a word's
LARGEST = 0.4  # of the picture's shorter side, for one or two letters
INSIDE, ALIKE = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Written:
    """A written place: its corners in the picture's pixels as (left, top, right, bottom), and what was read there."""

    box: tuple[int, int, int, int]
    text: str
    confidence: float


def written(
    picture: NDArray[np.uint8], alive: Callable[[], None] = lambda: None, *, small: bool = True
) -> list[Written]:
    """The written places of a picture, (height, width) or (height, width, 3). Raises UnreadableError without models.

    `small`: look for print below some 12 pixels as well, which takes four times as long.
    """
    shown = picture if picture.ndim == 3 else np.repeat(picture[:, :, None], 3, axis=2)
    shown = np.ascontiguousarray(shown)
    found = _once(detection.every(shown, small=small))
    alive()
    strips = [upright.strip(shown, upright.along(quad, _direction(quad))) for quad in found]
    said = decoding.read(strips, ("en", "es"), alive)
    # What makes no sense may stand on its head.
    doubtful = [index for index, one in enumerate(said) if one.confidence < SURE]
    turned = [np.ascontiguousarray(strips[index][::-1, ::-1]) for index in doubtful]
    for index, other in zip(doubtful, decoding.read(turned, ("en", "es"), alive), strict=True):
        said[index] = max(said[index], other, key=lambda one: one.confidence)
    width, height = shown.shape[1], shown.shape[0]
    return [
        Written(_box(quad, width, height), one.text, one.confidence)
        for quad, one in zip(found, said, strict=True)
        if one.confidence >= READ and _is_writing(quad, one.text, min(width, height))
    ]


def _is_writing(quad: Quad, text: str, side: int) -> bool:
    """Whether a place holds letters. Round things read as O and the outline of an ultrasound's fan as a giant D, so one
    letter counts where there is room for more: it may be what could be read of a word."""
    letters = sum(char.isalnum() for char in text)
    short, long = sorted((float(np.ptp(quad[:, 0])), float(np.ptp(quad[:, 1]))))
    if letters == 1:
        return LEAST <= short <= LARGEST * side and long >= WORD * short
    return letters > 2 or (letters == 2 and short <= LARGEST * side)


def _once(found: list[Quad]) -> list[Quad]:
    """Each place once: the same word is found at two sizes. A small place in a large one is another."""
    boxes = [(*quad.min(axis=0), *quad.max(axis=0)) for quad in found]
    kept: list[int] = []
    for index in sorted(range(len(found)), key=lambda each: -_area(boxes[each])):
        if not any(_same(boxes[index], boxes[other]) for other in kept):
            kept.append(index)
    return [found[index] for index in kept]


def _same(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return _shared(inner, outer) >= INSIDE and _area(inner) >= ALIKE * _area(outer)


def _area(box: tuple[float, ...]) -> float:
    return float(max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]))


def _shared(inner: tuple[float, ...], outer: tuple[float, ...]) -> float:
    """Which part of one box lies in the other."""
    left, top = max(inner[0], outer[0]), max(inner[1], outer[1])
    right, bottom = min(inner[2], outer[2]), min(inner[3], outer[3])
    return _area((left, top, right, bottom)) / (_area(inner) or 1.0)


def _direction(quad: Quad) -> float:
    """The angle that a line runs along by its own rectangle: level or upright, the longer way."""
    width, height = np.ptp(quad[:, 0]), np.ptp(quad[:, 1])
    return 90.0 if height > 1.5 * width else 0.0


def _box(quad: Quad, width: int, height: int) -> tuple[int, int, int, int]:
    """The level box around a place with a margin for what the network cut: a quarter of the letters' height."""
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    margin = 2 + 0.25 * min(right - left, bottom - top)
    return (
        max(0, int(left - margin)),
        max(0, int(top - margin)),
        min(width, int(np.ceil(right + margin))),
        min(height, int(np.ceil(bottom + margin))),
    )
