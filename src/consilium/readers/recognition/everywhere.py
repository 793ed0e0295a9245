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


@dataclass(frozen=True, slots=True)
class Written:
    """A written place: its corners in the picture's pixels as (left, top, right, bottom), and what was read there."""

    box: tuple[int, int, int, int]
    text: str
    confidence: float


def written(picture: NDArray[np.uint8], alive: Callable[[], None] = lambda: None) -> list[Written]:
    """The written places of a picture, (height, width) or (height, width, 3). Raises UnreadableError without models."""
    shown = picture if picture.ndim == 3 else np.repeat(picture[:, :, None], 3, axis=2)
    shown = np.ascontiguousarray(shown)
    found = detection.every(shown)
    alive()
    strips = [upright.strip(shown, upright.along(quad, _direction(quad))) for quad in found]
    turned = [np.ascontiguousarray(strip[::-1, ::-1]) for strip in strips]
    both = zip(decoding.read(strips, ("en", "es"), alive), decoding.read(turned, ("en", "es"), alive), strict=True)
    places = []
    for quad, (one, other) in zip(found, both, strict=True):
        said = max(one, other, key=lambda each: each.confidence)
        if said.confidence >= READ and any(char.isalnum() for char in said.text):
            places.append(Written(_box(quad, shown.shape[1], shown.shape[0]), said.text, said.confidence))
    return places


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
