"""Recognition of printed text in pictures (OCR): the port that readers of scans and photographs use. No reader.

In process, without network, files or further programs, so that it works inside the sandbox; one thread. Measured on
Spanish and English pages against Tesseract 5.3 (spa+eng): characters wrong on typed pages 0.0-0.3 % (1.2 %),
on faxes 0.6-1.3 % (2.3-3.1 %), on skewed photographs 0.0-0.9 % (43 %); digits and accents included. It takes about
0.15 s of one core a line of text (3 to 9 s an A4 page; Tesseract 1.3 to 2 s), 0.5 s for a picture without text.

    missing() -> what this installation lacks for it, () when it works
    preload() -> read the models; call before forking and before the sandbox closes
    ready()   -> whether that was done
    recognize(picture, languages, alive) -> Recognized
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilium.domain.records import Box, Line
from consilium.knowledge.mixedwords import mixed_words
from consilium.readers.layout import Piece, lines_in_order
from consilium.readers.recognition import decoding, detection, models, upright
from consilium.readers.recognition.decoding import Said
from consilium.readers.recognition.detection import Quad

__all__ = ["Recognized", "hard_to_read", "missing", "preload", "ready", "recognize"]

missing = models.missing
ready = models.ready

_LEAST_CONFIDENCE = 0.5
_STRAIGHT = 0.4
# Below this, statements are lost and figures change: of a discharge letter at 0.78 nothing could be told.
_READ_WELL = 0.8


def preload() -> None:
    """Read the models and the names that letters are compared with; nothing where models are missing."""
    models.preload()
    mixed_words()


def hard_to_read(lines: Iterable[Line]) -> bool:
    """Whether recognized lines are so unsure on the whole that a person has to look, or take a sharper picture."""
    sure = [line.confidence for line in lines if line.confidence is not None]
    return bool(sure) and sum(sure) / len(sure) < _READ_WELL


@dataclass(frozen=True, slots=True)
class Recognized:
    """Lines in reading order. `turned` is by how many degrees clockwise the picture had to be turned to be read.

    `width` and `height` (pixels) are those of the picture after the nearest quarter turn; boxes are fractions of
    these, so that they fit the picture shown upright, skew and all.
    """

    lines: tuple[Line, ...] = ()
    turned: float = 0.0
    width: int = 0
    height: int = 0

    @property
    def chars(self) -> int:
        return sum(len(line.text) for line in self.lines)


def recognize(
    picture: NDArray[np.uint8],
    languages: tuple[str, ...] = ("en", "es"),
    alive: Callable[[], None] = lambda: None,
) -> Recognized:
    """The text in a picture: `(height, width)` gray or `(height, width, 3)` RGB. Raises UnreadableError without models.

    Any quarter turn and any skew between them is found from the text and undone. `alive` is called every second or so:
    a page of small print takes half a minute.
    """
    shown = picture if picture.ndim == 3 else np.repeat(picture[:, :, None], 3, axis=2)
    found = detection.quads(shown)
    angle = upright.direction(found)
    strips = [upright.strip(shown, upright.along(quad, angle)) for quad in found]
    if upright.upside_down([part for part in strips if part.shape[1] >= 2 * part.shape[0]], languages):
        angle += 180.0
        strips = [np.ascontiguousarray(part[::-1, ::-1]) for part in strips]
    frame = _Frame(shown.shape[1], shown.shape[0], angle)
    pieces = []
    for quad, said in zip(found, decoding.read(strips, languages, alive), strict=True):
        if said.words and said.confidence >= _LEAST_CONFIDENCE:
            pieces.append(frame.piece(upright.along(quad, angle), said))
    return Recognized(lines_in_order(pieces), frame.turned, frame.width, frame.height)


class _Frame:
    """The picture turned by quarters until text runs nearly level, and points of the original in it."""

    def __init__(self, width: int, height: int, angle: float) -> None:
        self._angle = angle
        self._quarters = round(angle / 90.0) % 4
        self._size = (width, height)
        self.width, self.height = (width, height) if self._quarters % 2 == 0 else (height, width)
        turned = -angle % 360.0
        nearest = round(turned / 90.0) * 90.0
        self.turned = nearest % 360.0 if abs(turned - nearest) < _STRAIGHT else round(turned, 1)

    def piece(self, corners: Quad, said: Said) -> Piece:
        """What a strip says, with boxes on the upright page; ordered as if the skew were undone."""
        words = tuple((text, self._box(_part(corners, start, end))) for text, start, end in said.words)
        level = self._upright(corners) @ upright.turn(self._quarters * 90.0 - self._angle).T
        place = Box(*(float(value) for value in (*level.min(axis=0), *level.max(axis=0))))
        return Piece(words, place, said.confidence)

    def _upright(self, points: Quad) -> Quad:
        """Points after the quarter turns that undo the text's direction."""
        width, height = self._size
        x, y = points[:, 0], points[:, 1]
        turned = [(x, y), (y, width - x), (width - x, height - y), (height - y, x)][self._quarters]
        return np.stack(turned, axis=1)

    def _box(self, corners: Quad) -> Box:
        points = (self._upright(corners) / np.array([self.width, self.height])).clip(0.0, 1.0)
        return Box(*(round(float(value), 5) for value in (*points.min(axis=0), *points.max(axis=0))))


def _part(corners: Quad, start: float, end: float) -> Quad:
    """The part of a strip between two fractions of its width."""
    top, bottom = corners[1] - corners[0], corners[2] - corners[3]
    return np.stack(
        [corners[0] + top * start, corners[0] + top * end, corners[3] + bottom * end, corners[3] + bottom * start]
    )
