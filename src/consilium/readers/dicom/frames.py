"""One decoded frame of an image, by pydicom and its decoders, or imagecodecs where they fail.

Sizes are checked before anything is decoded: those of the header, and those that the compressed stream states.
"""

from __future__ import annotations

import base64
import re
import warnings
from collections.abc import Mapping
from typing import Any

import numpy
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, get_frame
from pydicom.pixels.utils import pixel_array
from pydicom.uid import UID

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import Json
from consilium.readers.contract import Context, Source, opened
from consilium.readers.dicom.attributes import text, values, whole
from consilium.readers.dicom.codestream import stated_pixels
from consilium.readers.dicom.extent import FLOATING
from consilium.readers.dicom.header import Pixels
from consilium.readers.dicom.part10 import EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT, Envelope

MAX_FRAME_BYTES = 512 << 20
_JPEG_LS = ("1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81")
_JPEG_XL = ("1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.4.111", "1.2.840.10008.1.2.4.112")
_REFERENCE = re.compile(r"#(?:inflated&)?offset=(\d{1,18})&length=(\d{1,10})")

Array = NDArray[Any]


def middle_frame(source: Source, data: Mapping[str, Json], pixels: Pixels, found: Envelope, context: Context) -> Array:
    """The middle frame as (rows, columns) or (rows, columns, 3). Raises UnreadableError."""
    frames = max(1, whole(data, "00280008") or 1)
    must_fit(data, context)
    raw = frame_bytes(source, data, pixels, (frames - 1) // 2, frames)
    return decoded_frame(data, pixels, raw, found)


def must_fit(data: Mapping[str, Json], context: Context) -> None:
    """Raises UnreadableError where the header tells of no picture, or of one beyond the bound."""
    rows, columns = whole(data, "00280010") or 0, whole(data, "00280011") or 0
    samples = whole(data, "00280002") or 1
    area = rows * columns * samples
    if rows <= 0 or columns <= 0 or samples not in (1, 3, 4):
        raise UnreadableError("dicom.picture_none")
    if area > context.bounds.pixels:
        raise BoundExceededError("dicom.picture_too_large", pixels=area, bound=context.bounds.pixels)


def decoded_frame(data: Mapping[str, Json], pixels: Pixels, raw: bytes, found: Envelope) -> Array:
    """A frame's stored bytes as (rows, columns) or (rows, columns, 3). Raises UnreadableError."""
    if pixels.length is None:
        area = (whole(data, "00280010") or 0) * (whole(data, "00280011") or 0) * (whole(data, "00280002") or 1)
        stated = stated_pixels(raw[: 1 << 20])
        if stated is not None and stated > max(4 * area, 1 << 20):
            raise BoundExceededError("dicom.picture_too_large", pixels=stated, bound=area)
    return _decoded(data, pixels, raw, found)


def frame_bytes(source: Source, data: Mapping[str, Json], pixels: Pixels, index: int, frames: int) -> bytes:
    """The stored bytes of frame `index` (from 0); zeros for what is cut off. Raises UnreadableError."""
    if pixels.length is None:
        with opened(source) as file:
            file.seek(pixels.offset)
            try:
                raw = get_frame(file, index, number_of_frames=frames, extended_offsets=None)
            except Exception as error:
                raise UnreadableError("dicom.picture_broken") from error
        if len(raw) > MAX_FRAME_BYTES:
            raise BoundExceededError("dicom.picture_too_large", pixels=len(raw), bound=MAX_FRAME_BYTES)
        return raw
    bits = FLOATING.get(pixels.tag) or whole(data, "00280100") or 8
    area = (whole(data, "00280010") or 0) * (whole(data, "00280011") or 0) * (whole(data, "00280002") or 1)
    area = area // 3 * 2 if text(data, "00280004") == "YBR_FULL_422" else area
    length = (area * bits + 7) // 8
    if length > MAX_FRAME_BYTES:
        raise BoundExceededError("dicom.picture_too_large", pixels=area, bound=MAX_FRAME_BYTES)
    first = area * bits * index
    raw = source.read_at(pixels.offset + first // 8, length + (1 if first % 8 else 0))
    if not raw:
        raise UnreadableError("dicom.picture_broken")
    if first % 8:  # a frame of single bits that does not begin on a byte (PS3.5 8.1.1)
        shifted = numpy.unpackbits(numpy.frombuffer(raw, "u1"), bitorder="little")[first % 8 :][: area * bits]
        raw = numpy.packbits(shifted, bitorder="little").tobytes()
    elif length % 2 and frames == 1:  # of a big endian OW the last byte stands behind its padding (PS3.5 8.2)
        raw, length = source.read_at(pixels.offset, length + 1), length + 1
    return raw[:length] + bytes(length - len(raw))  # what is cut off stays dark; the reading says that it is


def _one_frame(data: Mapping[str, Json], pixels: Pixels, raw: bytes, found: Envelope) -> Dataset:
    """A data set of this frame alone, for pydicom's decoders."""
    one = Dataset()
    one.Rows, one.Columns = whole(data, "00280010"), whole(data, "00280011")
    one.SamplesPerPixel = whole(data, "00280002") or 1
    one.PhotometricInterpretation = text(data, "00280004") or "MONOCHROME2"
    one.BitsAllocated = FLOATING.get(pixels.tag) or whole(data, "00280100") or 8
    if pixels.tag not in FLOATING:
        one.BitsStored = whole(data, "00280101") or one.BitsAllocated
        one.HighBit = one.BitsStored - 1
        one.PixelRepresentation = whole(data, "00280103") or 0
    if one.SamplesPerPixel > 1:
        one.PlanarConfiguration = whole(data, "00280006") or 0
    one.file_meta = FileMetaDataset()
    native: str = EXPLICIT_BIG if found.encoding.order == ">" else EXPLICIT_LITTLE
    one.file_meta.TransferSyntaxUID = UID(
        native if pixels.length is not None or found.syntax in IMPLICIT else found.syntax
    )
    keyword = {"7FE00008": "FloatPixelData", "7FE00009": "DoubleFloatPixelData"}.get(pixels.tag, "PixelData")
    setattr(one, keyword, raw + b"\0" * (len(raw) % 2) if pixels.length is not None else encapsulate([raw]))
    if keyword == "PixelData":
        # Eight-bit pixels stated as OW are swapped in pairs in a big endian file (PS3.5 8.2, A.3).
        stated = data[pixels.tag]
        wide = isinstance(stated, dict) and stated.get("vr") == "OW"
        one["PixelData"].VR = "OW" if pixels.length is not None and (wide or one.BitsAllocated > 8) else "OB"
    return one


def _decoded(data: Mapping[str, Json], pixels: Pixels, raw: bytes, found: Envelope) -> Array:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return numpy.asarray(pixel_array(_one_frame(data, pixels, raw, found)))
        except Exception as error:
            decoded = _by_imagecodecs(found.syntax, raw) if pixels.length is None else None
            if decoded is None or decoded.shape[:2] != (whole(data, "00280010"), whole(data, "00280011")):
                raise UnreadableError("dicom.picture_broken") from error
            return decoded


def _by_imagecodecs(syntax: str, raw: bytes) -> Array | None:
    import imagecodecs

    try:
        if syntax in _JPEG_LS:
            return numpy.asarray(imagecodecs.jpegls_decode(raw))
        if syntax in _JPEG_XL:
            return numpy.asarray(imagecodecs.jpegxl_decode(raw))
        return numpy.asarray(imagecodecs.jpeg_decode(raw))
    except Exception:  # noqa: BLE001 (the second decoder's failure is reported as the first's)
        return None


def lookup_table(source: Source, data: Mapping[str, Json], tags: tuple[str, str]) -> tuple[int, Array] | None:
    """A lookup table by its descriptor's and data's tags (PS3.3 C.11.1.1): first value mapped, and the entries."""
    described = [value for value in values(data, tags[0]) if isinstance(value, int)]
    if len(described) != 3:
        return None
    count, first, bits = described
    raw = _binary(source, data.get(tags[1]))
    if raw is None:
        listed = [value for value in values(data, tags[1]) if isinstance(value, int)]
        entries = numpy.array(listed, "<u2")
    else:
        entries = numpy.frombuffer(raw[: len(raw) // 2 * 2], "<u2")
        if bits == 8 and len(raw) <= (count or 65536) + 1:
            entries = numpy.frombuffer(raw, "u1")
    return (first, entries[: count or 65536]) if len(entries) else None


def _binary(source: Source, attribute: Json) -> bytes | None:
    if not isinstance(attribute, dict):
        return None
    match = _REFERENCE.fullmatch(str(attribute.get("BulkDataURI", "")))
    if match:
        return source.read_at(int(match[1]), min(int(match[2]), 1 << 18))
    inline = attribute.get("InlineBinary")
    return base64.b64decode(str(inline)) if inline is not None else None
