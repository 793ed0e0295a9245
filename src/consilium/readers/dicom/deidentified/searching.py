"""Words in the picture of an instance: where they stand, over all of its frames."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy
from numpy.typing import NDArray

from consilium.domain.errors import BoundExceededError
from consilium.domain.records import Json
from consilium.readers.contract import Context, Source
from consilium.readers.dicom import pictures
from consilium.readers.dicom.attributes import text, whole
from consilium.readers.dicom.frames import decoded_frame, frame_bytes, must_fit
from consilium.readers.dicom.header import Pixels
from consilium.readers.dicom.part10 import Envelope
from consilium.readers.recognition.everywhere import written

MOST_FRAMES = 2_000
SURE_MARK = 0.8  # certainty from which on a mark of the side is one
ALIKE = 6.0  # grey levels by which two ways to show a frame may differ and still be one

Array = NDArray[Any]
Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass
class Pictures:
    """The frames of one instance, decoded one at a time."""

    source: Source
    data: Mapping[str, Json]
    pixels: Pixels
    found: Envelope
    context: Context

    @property
    def count(self) -> int:
        return max(1, whole(self.data, "00280008") or 1)

    def raw(self, index: int) -> bytes:
        """The stored bytes of a frame. Raises UnreadableError."""
        must_fit(self.data, self.context)
        return frame_bytes(self.source, self.data, self.pixels, index, self.count)

    def frame(self, index: int, raw: bytes | None = None) -> Array:
        """A frame as (rows, columns) or (rows, columns, 3). Raises UnreadableError."""
        self.context.alive()
        stored = self.raw(index) if raw is None else raw
        return decoded_frame(self.data, self.pixels, stored, self.found)


@dataclass
class Search:
    """What was found: places to mask in every frame, how many frames were looked at, words that stay."""

    boxes: list[Box] = field(default_factory=list)
    frames: int = 0
    marks: int = 0


def search(shown: Pictures, marks: frozenset[str]) -> Search:
    """Look through all frames. Small print is looked for in the first, middle and last of them, and in what is
    brightest and darkest over all: letters that a device writes stay where they are. Raises UnreadableError,
    BoundExceededError.
    """
    if shown.count > MOST_FRAMES:
        raise BoundExceededError("deidentification.too_many_frames", count=shown.count, bound=MOST_FRAMES)
    found = Search()
    closely = {0, shown.count // 2, shown.count - 1}
    seen: set[bytes] = set()
    brightest: Array | None = None
    darkest: Array | None = None
    for index in range(shown.count):
        raw = shown.raw(index)
        digest = hashlib.sha256(raw).digest()
        found.frames += 1
        if digest in seen:
            continue
        seen.add(digest)
        frame = shown.frame(index, raw)
        _look(shown, frame, marks, found, small=index in closely)
        brightest = frame.copy() if brightest is None else numpy.maximum(brightest, frame)
        darkest = frame.copy() if darkest is None else numpy.minimum(darkest, frame)
    if len(seen) > len(closely) and brightest is not None and darkest is not None:
        _look(shown, brightest, marks, found, small=True)
        _look(shown, darkest, marks, found, small=True)
    return found


def _look(shown: Pictures, frame: Array, marks: frozenset[str], found: Search, *, small: bool) -> None:
    for picture in ways_to_show(shown.source, shown.data, frame):
        for place in written(picture, shown.context.alive, small=small):
            plain = "".join(char for char in place.text.upper() if char.isalnum())
            if plain in marks and place.confidence >= SURE_MARK:
                found.marks += 1
            elif place.box not in found.boxes:
                found.boxes.append(place.box)


def ways_to_show(source: Source, data: Mapping[str, Json], frame: Array) -> Iterator[NDArray[numpy.uint8]]:
    """A frame in 8 bits: in colour, or in grey over its whole range and through its window, since letters that a window
    hides show in the whole range, and the other way round."""
    if frame.ndim == 3:
        yield pictures.eight_bits(frame[..., :3])
        return
    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        if text(data, "00280004") == "PALETTE COLOR":
            coloured = pictures.palette(source, data, frame)
            if coloured is not None:
                yield coloured
                return
        whole_range = _whole_range(frame)
        yield whole_range
        windowed = _windowed(source, data, frame)
    if windowed is not None and not _alike(whole_range, windowed):
        yield windowed


def _whole_range(frame: Array) -> NDArray[numpy.uint8]:
    values = numpy.nan_to_num(frame.astype("f4"))
    low, high = float(values.min()), float(values.max())
    return numpy.asarray((values - low) * (255.0 / ((high - low) or 1.0)), "u1")


def _windowed(source: Source, data: Mapping[str, Json], frame: Array) -> NDArray[numpy.uint8] | None:
    try:
        return numpy.asarray(pictures.gray(source, data, frame), "u1")
    except (ValueError, ArithmeticError, IndexError):
        return None


def _alike(one: Array, other: Array) -> bool:
    direct = float(numpy.abs(one.astype("i2") - other).mean())
    inverted = float(numpy.abs(255 - one.astype("i2") - other).mean())
    return min(direct, inverted) < ALIKE
