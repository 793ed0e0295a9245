"""What a line of text says: strips of a picture to text with places, by a CTC network restricted to Latin script.

The model knows 18,708 signs. Only those of European print may win, and letters that no asked language uses must be
nearly certain: on a fax, `n` with a speck is an `n`, not a Latvian `ņ`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from consilium.readers.recognition import models
from consilium.readers.recognition.detection import Picture

HEIGHT = 48
_BATCH_WIDTH = 2048
_NARROWEST, _WIDEST = 320, 4096
_SIGNS = "αβγδεκλμσΩµ–—‘’“”„…•†€™≥≤±×÷→←↑↓²³¹½¼¾‰№√∞≈≠"
_LETTERS = {"es": "áéíóúñüÁÉÍÓÚÑÜ", "en": ""}
_PLAIN_BEYOND_ASCII = "¡¢£§©ª«¬®°±²³´µ¶·¹º»¼½¾¿×÷"
_FOREIGN_WEIGHT = 0.1
_WIDE_GAP = 4  # steps of 8 pixels at 48 pixels height; wider than nearly any letter


@dataclass(frozen=True, slots=True)
class Said:
    """A strip's text, its certainty (0 to 1) and its words as `(text, start, end)` in fractions of its width."""

    text: str = ""
    confidence: float = 0.0
    words: tuple[tuple[str, float, float], ...] = ()


def read(strips: Sequence[Picture], languages: tuple[str, ...], alive: Callable[[], None] = lambda: None) -> list[Said]:
    """The text of upright strips, in their order. `alive` is called before each batch."""
    said = [Said()] * len(strips)
    for chosen in _batches(strips):
        alive()
        widths = [_width(strips[index]) for index in chosen]
        padded = max([_NARROWEST, *widths])
        batch = np.zeros((len(chosen), 3, HEIGHT, padded), np.float32)
        for row, (index, width) in enumerate(zip(chosen, widths, strict=True)):
            batch[row, :, :, :width] = _normal(strips[index], width)
        likely = models.run(models.RECOGNITION, batch)
        for row, (index, width) in enumerate(zip(chosen, widths, strict=True)):
            said[index] = _said(likely[row], padded / width, languages)
    return said


def _batches(strips: Sequence[Picture]) -> Iterator[list[int]]:
    """Indices of strips that are read together: of like width, and no more than memory should hold at once.

    The answer for each 8 pixels of width is 18,710 numbers.
    """
    batch: list[int] = []
    for index in sorted(range(len(strips)), key=lambda index: _width(strips[index])):
        if batch and (len(batch) + 1) * max(_NARROWEST, _width(strips[index])) > _BATCH_WIDTH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _width(strip: Picture) -> int:
    return min(_WIDEST, max(8, math.ceil(HEIGHT * int(strip.shape[1]) / int(strip.shape[0]))))


def _normal(strip: Picture, width: int) -> NDArray[np.float32]:
    scaled = cv2.resize(strip, (width, HEIGHT))[:, :, ::-1].astype(np.float32)
    return (scaled / 127.5 - 1.0).transpose(2, 0, 1)


@cache
def _alphabet(languages: tuple[str, ...]) -> tuple[NDArray[np.int64], list[str], NDArray[np.float32]]:
    """Classes that may win, their signs, and the weight of each."""
    signs = models.characters()
    own = set(_PLAIN_BEYOND_ASCII + _SIGNS + "".join(_LETTERS.get(language, "") for language in languages))
    classes = [index for index, sign in enumerate(signs) if index == 0 or _european(sign)]
    kept = [signs[index] for index in classes]
    weights = [1.0 if sign < "\x7f" or sign in own else _FOREIGN_WEIGHT for sign in kept]
    return np.array(classes), kept, np.array(weights, np.float32)


def _european(sign: str) -> bool:
    return len(sign) == 1 and (" " <= sign < "\x7f" or "\xa1" <= sign < "\u0180" or sign in _SIGNS)


def _said(likely: NDArray[np.float32], stretch: float, languages: tuple[str, ...]) -> Said:
    """Greedy CTC decoding of `(steps, classes)`; `stretch` is the padded width by the strip's own."""
    classes, signs, weights = _alphabet(languages)
    allowed = likely[:, classes] * weights
    best = allowed.argmax(axis=1)
    firsts = np.flatnonzero((best != 0) & (best != np.concatenate(([-1], best[:-1]))))
    if not len(firsts):
        return Said()
    places = (firsts + 0.5) / len(best) * stretch
    letters = [signs[best[step]] for step in firsts]
    sure = likely[firsts, classes[best[firsts]]]
    words = _words(letters, places, _gaps(firsts))
    return Said(" ".join(word for word, _, _ in words), round(float(sure.mean()), 3), words)


def _gaps(firsts: NDArray[np.int64]) -> set[int]:
    """Letters that stand much farther from the one before than letters of this strip do."""
    advances = np.diff(firsts)
    if not len(advances):
        return set()
    return {int(index) + 1 for index in np.flatnonzero(advances > max(_WIDE_GAP, 2.2 * float(np.median(advances))))}


def _words(letters: list[str], places: NDArray[np.float64], gaps: set[int]) -> tuple[tuple[str, float, float], ...]:
    """Words with the stretch of the strip that each takes; a letter reaches half way to its neighbors.

    `gaps` are the letters before which a blank stretch parts words that the model ran together.
    """
    edges = np.concatenate(([0.0], (places[1:] + places[:-1]) / 2, [1.0])).clip(0.0, 1.0)
    found, start = [], 0
    for index in range(len(letters) + 1):
        blank = index == len(letters) or letters[index] == " "
        if blank or index in gaps:
            if index > start:
                found.append(("".join(letters[start:index]), float(edges[start]), float(edges[index])))
            start = index + blank
    return tuple(found)
