"""Frames painted over where words stand, written anew without loss: Explicit VR Little Endian, uncompressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers.dicom import pictures
from consilium.readers.dicom.attributes import text, whole
from consilium.readers.dicom.deidentified.searching import Box, Pictures

MOST_BYTES = 3 << 30
_WIDTHS = (1, 2, 4)
# What speaks of compressed or palette pixels that are no more.
_OVER = ("ExtendedOffsetTable", "ExtendedOffsetTableLengths", "LargestImagePixelValue", "SmallestImagePixelValue")

Array = NDArray[Any]


class Painting:
    """The pixels of one instance on their way out. `tag` and `vr` are those of the element, `length` its length."""

    tag, vr = 0x7FE00010, "OW"

    def __init__(self, shown: Pictures, boxes: Sequence[Box]) -> None:
        """Raises UnreadableError where the first frame can't be decoded or is of no kind that can be written."""
        self._shown, self._boxes = shown, boxes
        if shown.pixels.tag != "7FE00010":
            raise UnreadableError("deidentification.cannot_paint")
        self._first = self._stored(shown.frame(0))
        if self._first.dtype.kind not in "iu" or self._first.itemsize not in _WIDTHS:
            raise UnreadableError("deidentification.cannot_paint")
        size = self._first.nbytes * shown.count
        if size > MOST_BYTES:
            raise BoundExceededError("dicom.picture_too_large", pixels=size, bound=MOST_BYTES)
        self.length = size + size % 2

    def describe(self, out: Dataset) -> None:
        """Have the header say how the pixels are stored now."""
        colour = self._first.ndim == 3
        bits = 8 * self._first.itemsize
        stored = whole(self._shown.data, "00280101") or bits
        if (whole(self._shown.data, "00280100") or bits) != bits or stored > bits:
            stored = bits
        out.SamplesPerPixel = 3 if colour else 1
        if colour:
            out.PhotometricInterpretation, out.PlanarConfiguration = "RGB", 0
        out.BitsAllocated, out.BitsStored, out.HighBit = bits, stored, stored - 1
        out.PixelRepresentation = 1 if self._first.dtype.kind == "i" else 0
        for keyword in _OVER:
            if keyword in out:
                delattr(out, keyword)
        self.vr = "OW" if bits > 8 else "OB"

    def chunks(self) -> Iterator[bytes]:
        """The frames' bytes, little endian, each painted over."""
        shape = self._first.shape
        for index in range(self._shown.count):
            frame = self._first if index == 0 else self._stored(self._shown.frame(index))
            if frame.shape != shape:
                raise UnreadableError("dicom.picture_broken")
            painted = self._painted(frame)
            yield painted.astype(painted.dtype.newbyteorder("<"), copy=False).tobytes()
        if self._first.nbytes * self._shown.count % 2:
            yield b"\0"

    def _stored(self, frame: Array) -> Array:
        """A decoded frame as it can be written: three samples at most, whole bytes."""
        if frame.ndim == 3 and frame.shape[2] > 3:
            frame = frame[..., :3]
        if (whole(self._shown.data, "00280100") or 8) == 1:
            return numpy.asarray(frame != 0, "u1") * numpy.uint8(255)
        return numpy.ascontiguousarray(frame)

    def _painted(self, frame: Array) -> Array:
        if not self._boxes:
            return frame
        painted = frame.copy()
        dark = self._dark(frame)
        for left, top, right, bottom in self._boxes:
            painted[top:bottom, left:right] = dark
        return painted

    def _dark(self, frame: Array) -> int:
        """The stored value that is shown as black: the least of the frame, or the greatest where grey is inverted."""
        if frame.ndim == 3:
            return 0
        kind = text(self._shown.data, "00280004")
        if kind == "MONOCHROME1":
            return int(frame.max())
        if kind == "PALETTE COLOR":
            values = numpy.unique(frame)
            coloured = pictures.palette(self._shown.source, self._shown.data, values[None, :])
            if coloured is not None:
                return int(values[int(coloured[0].sum(axis=1, dtype="i8").argmin())])
        return int(frame.min())
