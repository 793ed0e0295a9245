"""What viewers ask of one image beyond its stored bytes, made in the cage: where frames stand, frames decoded or
rendered, a whole file in another transfer syntax.

`Wanted.role` is one of ROLES, `Wanted.page` the frame (from 1), `Wanted.asked` JSON:

    fragments    where the frames of encapsulated pixel data stand (`fragments`)
    frame        the stored bytes of a frame that stands on no whole bytes, or in a deflated file
    decoded      a frame in native encoding, little endian
    rendered     a JPEG or PNG: {"pieces", "window", "viewport", "quality", "media_type"} (`rendering`)
    transcoded   the file in Explicit VR Little Endian, in pieces
    bulk         bytes of the inflated data set: {"offset", "length"}
    identities   of several files' beginnings, each after its length (u32): JSON, for each {"study", "series", "uid",
                 "sop_class", "syntax"} ("" where unstated), or null for what is no DICOM

`pieces` are offset and length of each fragment of the frame, where they are known.
"""

from __future__ import annotations

import io
import struct
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy
from pydicom import dcmread
from pydicom.uid import ExplicitVRLittleEndian

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.plain import from_json, to_json
from consilium.domain.records import Json
from consilium.readers.contract import Context, MemorySource, Source
from consilium.readers.dicom.attributes import text, whole
from consilium.readers.dicom.facts import sop_class
from consilium.readers.dicom.fragments import fragments
from consilium.readers.dicom.frames import MAX_FRAME_BYTES, Array, decoded_frame, frame_bytes, must_fit
from consilium.readers.dicom.header import Header, Pixels
from consilium.readers.dicom.part10 import SOP_INSTANCE, Envelope
from consilium.readers.dicom.rendering import Look, drawn

BINARY = "application/octet-stream"
MAX_TRANSCODED = 384 << 20  # bytes of decoded pixels in a file that is written anew
PIECE = 1 << 20
IDENTITIES = "identities"
LENGTH = struct.Struct("<I")


def serve(source: Source, header: Header, found: Envelope, context: Context) -> None:
    """Hand on what is wanted. `source` holds the data set, inflated where it was deflated. Raises UnreadableError."""
    media_type, data = _ROLES[context.wanted.role](source, header, found, context)
    if media_type:
        context.picture(context.wanted.role, media_type, data)


def identities(source: Source, open_one: Callable[[Source], tuple[Header, Envelope]], context: Context) -> None:
    """What several files are by their UIDs, from their beginnings; `open_one` reads a header."""
    found: list[Json] = []
    at = 0
    while at + LENGTH.size <= source.size:
        (length,) = LENGTH.unpack(source.read_at(at, LENGTH.size))
        head = MemorySource(source.read_at(at + LENGTH.size, length))
        at += LENGTH.size + length
        try:
            found.append(_identity(*open_one(head)))
        except (UnreadableError, ValueError, LookupError, ArithmeticError):
            found.append(None)
    context.picture(IDENTITIES, "application/json", to_json(found))


def _identity(header: Header, found: Envelope) -> Json:
    data = header.json
    return {
        "study": text(data, "0020000D"),
        "series": text(data, "0020000E"),
        "uid": text(data, "00080018") or found.meta.get(SOP_INSTANCE, ""),
        "sop_class": sop_class(data, found),
        "syntax": found.syntax,
    }


def _fragments(source: Source, header: Header, _: Envelope, context: Context) -> tuple[str, bytes]:
    return BINARY, fragments(source, header.json, _pixels(header), context.alive)


def _frame(source: Source, header: Header, _: Envelope, context: Context) -> tuple[str, bytes]:
    must_fit(header.json, context)
    return BINARY, _raw(source, header, context)


def _decoded(source: Source, header: Header, found: Envelope, context: Context) -> tuple[str, bytes]:
    return BINARY, _little(_array(source, header, found, context))


def _rendered(source: Source, header: Header, found: Envelope, context: Context) -> tuple[str, bytes]:
    look = Look.of(_asked(context))
    frame = _array(source, header, found, context)
    try:
        with numpy.errstate(all="ignore"):
            return look.media_type, drawn(source, header.json, frame, look)
    except (ValueError, ArithmeticError, IndexError) as error:
        raise UnreadableError("dicom.picture_broken") from error


def _bulk(source: Source, _: Header, __: Envelope, context: Context) -> tuple[str, bytes]:
    asked = _asked(context)
    return BINARY, source.read_at(int(asked["offset"]), min(int(asked["length"]), MAX_FRAME_BYTES))


def _transcoded(source: Source, header: Header, found: Envelope, context: Context) -> tuple[str, bytes]:
    """The whole file, handed on as a member."""
    must_fit(header.json, context)
    frames = max(1, whole(header.json, "00280008") or 1)
    area = (whole(header.json, "00280010") or 0) * (whole(header.json, "00280011") or 0)
    size = frames * area * (whole(header.json, "00280002") or 1) * ((whole(header.json, "00280100") or 8) + 7) // 8
    if size > MAX_TRANSCODED:
        raise BoundExceededError("dicom.picture_too_large", pixels=size, bound=MAX_TRANSCODED)
    if found.deflated:
        raise UnreadableError("dicom.picture_none")
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            data = dcmread(io.BytesIO(source.read_at(0, source.size)), force=True)
            if _pixels(header).length is None:
                data.decompress(generate_instance_uid=False)
            data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            data.save_as(out, implicit_vr=False, little_endian=True, enforce_file_format=True)
        except UnreadableError:
            raise
        except Exception as error:
            raise UnreadableError("dicom.picture_broken") from error
    made = out.getbuffer()
    with context.member("transcoded") as member:
        for start in range(0, len(made), PIECE):
            member.write(bytes(made[start : start + PIECE]))
    return "", b""


def _asked(context: Context) -> Mapping[str, Any]:
    found = from_json(context.wanted.asked.encode()) if context.wanted.asked else {}
    return found if isinstance(found, dict) else {}


def _pixels(header: Header) -> Pixels:
    if header.pixels is None:
        raise UnreadableError("dicom.picture_none")
    return header.pixels


def _raw(source: Source, header: Header, context: Context) -> bytes:
    pixels, frames = _pixels(header), max(1, whole(header.json, "00280008") or 1)
    index = context.wanted.page - 1
    if not 0 <= index < frames:
        raise UnreadableError("dicom.picture_none")
    pieces = _asked(context).get("pieces")
    if pixels.length is None and pieces:
        if sum(length for _, length in pieces) > MAX_FRAME_BYTES:
            raise BoundExceededError("dicom.picture_too_large", pixels=0, bound=MAX_FRAME_BYTES)
        return b"".join(source.read_at(offset, length) for offset, length in pieces)
    return frame_bytes(source, header.json, pixels, index, frames)


def _array(source: Source, header: Header, found: Envelope, context: Context) -> Array:
    must_fit(header.json, context)
    raw, pixels = _raw(source, header, context), _pixels(header)
    plain = _plain(header.json, pixels, raw, found)
    return decoded_frame(header.json, pixels, raw, found) if plain is None else plain


def _plain(data: Mapping[str, Json], pixels: Pixels, raw: bytes, found: Envelope) -> Array | None:
    """A native frame of one sample that fills its bytes, without pydicom's care for everything else."""
    bits, stored = whole(data, "00280100"), whole(data, "00280101")
    samples = whole(data, "00280002") or 1
    if pixels.length is None or pixels.tag != "7FE00010" or samples != 1 or bits not in (8, 16) or bits != stored:
        return None
    if found.encoding.order == ">" or whole(data, "00280102") not in (None, bits - 1):
        return None
    kind = ("<i" if whole(data, "00280103") else "<u") + str(bits // 8)
    rows, columns = whole(data, "00280010") or 0, whole(data, "00280011") or 0
    return numpy.frombuffer(raw[: rows * columns * bits // 8], kind).reshape(rows, columns)


def _little(frame: Array) -> bytes:
    if frame.dtype.byteorder == ">" or (frame.dtype.byteorder == "=" and sys.byteorder == "big"):
        frame = frame.astype(frame.dtype.newbyteorder("<"))
    if frame.dtype == numpy.bool_:
        frame = numpy.packbits(frame, bitorder="little")
    return frame.tobytes()


_ROLES: Mapping[str, Callable[[Source, Header, Envelope, Context], tuple[str, bytes]]] = {
    "fragments": _fragments,
    "frame": _frame,
    "decoded": _decoded,
    "rendered": _rendered,
    "transcoded": _transcoded,
    "bulk": _bulk,
}
ROLES = frozenset(_ROLES)
