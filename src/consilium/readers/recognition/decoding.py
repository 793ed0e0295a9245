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

from consilium.readers.recognition import alike, leaders, models, parting
from consilium.readers.recognition.detection import Picture

HEIGHT = 48
_BATCH_WIDTH = 2048
_NARROWEST, _WIDEST = 320, 4096
_SIGNS = "αβγδεκλμσΩµ–—‘’“”„…•†€™≥≤±×÷→←↑↓²³¹½¼¾‰№√∞≈≠"
_LETTERS = {"es": "áéíóúñüÁÉÍÓÚÑÜ", "en": ""}
_PLAIN_BEYOND_ASCII = "¡¢£§©ª«¬®°±²³´µ¶·¹º»¼½¾¿×÷"
_FOREIGN_WEIGHT = 0.1
# How far from its middle a letter reaches, by the usual step from letter to letter; fewer letters tell no such step.
_REACH, _FEW_LETTERS = 0.6, 2
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
    bare = [leaders.without_leaders(strip) for strip in strips]
    shown = [picture for picture, _ in bare]
    for chosen in _batches(shown):
        alive()
        widths = [_width(shown[index]) for index in chosen]
        padded = max([_NARROWEST, *widths])
        batch = np.zeros((len(chosen), 3, HEIGHT, padded), np.float32)
        for row, (index, width) in enumerate(zip(chosen, widths, strict=True)):
            batch[row, :, :, :width] = _normal(shown[index], width)
        likely = models.run(models.RECOGNITION, batch)
        for row, (index, width) in enumerate(zip(chosen, widths, strict=True)):
            said[index] = _led(_said(likely[row], padded / width, languages), bare[index][1])
    return said


def _led(said: Said, runs: Sequence[tuple[float, float]]) -> Said:
    """What a strip says, with its leaders among the words; what is left of their dots is no word."""
    words = [word for word in said.words if word[0].strip(".…·")]
    if not runs or not words:
        return said if not runs else Said()
    words = sorted([*words, *((leaders.LEADER, *run) for run in runs)], key=lambda word: word[1])
    return Said(" ".join(word for word, _, _ in words), said.confidence, tuple(words))


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
    sure = likely[firsts, classes[best[firsts]]]
    blank = allowed[:, signs.index(" ")]
    letters = parting.without_specks([signs[best[step]] for step in firsts], firsts, blank)
    parts = _gaps(firsts) | parting.breaks(letters, firsts, blank)
    stated = [(start, "".join(letters[start:end])) for start, end in _spans(letters, parts)]
    for at, sign in alike.mended(stated, lambda at, sign: float(allowed[firsts[at], signs.index(sign)])):
        letters[at] = sign
    words = _words(letters, places, parts)
    return Said(" ".join(word for word, _, _ in words), round(float(sure.mean()), 3), words)


def _gaps(firsts: NDArray[np.int64]) -> set[int]:
    """Letters that stand much farther from the one before than letters of this strip do."""
    advances = np.diff(firsts)
    if not len(advances):
        return set()
    return {int(index) + 1 for index in np.flatnonzero(advances > max(_WIDE_GAP, 2.2 * float(np.median(advances))))}


def _words(letters: list[str], places: NDArray[np.float64], gaps: set[int]) -> tuple[tuple[str, float, float], ...]:
    """Words with the stretch of the strip that each takes; a letter reaches half way to its neighbors, and no farther
    than letters of this strip do: what is left between two words is the room that is seen there.

    `gaps` are the letters before which a blank stretch parts words that the model ran together.
    """
    edges = np.concatenate(([0.0], (places[1:] + places[:-1]) / 2, [1.0])).clip(0.0, 1.0)
    reach = _REACH * float(np.median(np.diff(places))) if len(places) > _FEW_LETTERS else 1.0
    return tuple(
        (
            "".join(letters[start:end]),
            float(max(edges[start], places[start] - reach)),
            float(min(edges[end], places[end - 1] + reach)),
        )
        for start, end in _spans(letters, gaps)
    )


def _spans(letters: Sequence[str], gaps: set[int]) -> Iterator[tuple[int, int]]:
    """Where words begin and end among letters: at blanks and before the letters of `gaps`."""
    start = 0
    for index in range(len(letters) + 1):
        blank = index == len(letters) or letters[index] == " "
        if blank or index in gaps:
            if index > start:
                yield start, index
            start = index + blank
