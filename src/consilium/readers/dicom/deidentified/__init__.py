"""An instance made nameless: a new data set by the profile, and its pixels passed through, painted over, or refused.

The output is written here and taken over nowhere: preamble, meta group, the elements that the profile keeps, pixels.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_dataset
from pydicom.filewriter import write_dataset, write_file_meta_info
from pydicom.uid import UID

from consilium.domain.deidentification import Cleaned, Deed, Look, Order, Pictured, look_at
from consilium.domain.deidentification.pixels import STORAGE
from consilium.domain.deidentification.profile import OVERLAYS
from consilium.domain.deidentification.pseudonyms import is_class
from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import Json, Remark
from consilium.knowledge.deidentification import Deidentification, deidentification
from consilium.readers import recognition, registry
from consilium.readers.contract import Context, MemorySource, Source, opened
from consilium.readers.dicom import facts as picked
from consilium.readers.dicom.attributes import text, values
from consilium.readers.dicom.deidentified import method, through
from consilium.readers.dicom.deidentified.attributes import REGISTERED, Attributes
from consilium.readers.dicom.deidentified.painting import Painting
from consilium.readers.dicom.deidentified.searching import Pictures, Search, search
from consilium.readers.dicom.extent import expected_length, missing
from consilium.readers.dicom.header import PIXELS, Header, Pixels
from consilium.readers.dicom.part10 import EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, Encoding, Envelope, envelope
from consilium.readers.dicom.walk import walked

DEFER = 64 << 20  # bytes of one value beyond which it is not read, and so does not stay
VIDEO = tuple(f"1.2.840.10008.1.2.4.{number}" for number in range(100, 110))
_NATIVE = (IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG)
REPORTS = f"{STORAGE}88."
_UNDEFINED = 0xFFFFFFFF
_LISTED = ("0008", "0010", "0020", "0028", "0040", "0070", "3004", "3006", "300A")  # groups of a directory's keys


@dataclass
class Stored:
    """An instance as it came: its envelope, its header, and the source that its offsets count in."""

    source: Source
    header: Header
    found: Envelope
    context: Context


@dataclass
class _Outgoing:
    """Pixels on their way out: how they are written, and their bytes."""

    syntax: str
    tag: int = 0
    vr: str = ""
    length: int | None = 0
    chunks: Callable[[], Iterator[bytes]] | None = None


def make_nameless(stored: Stored, order: Order) -> Cleaned:
    """Write the instance as a member `instance.dcm`. Raises UnreadableError with the reason where it may not leave."""
    tables = deidentification()
    _must_be_sendable(stored)
    look = look_at(_pictured(stored.header.json, stored.found), tables.pixels, every_image=order.every_image)
    if look.value is Look.REFUSE:
        raise UnreadableError(look.reasons[0].code)
    found = _searched(stored, tables) if look.value is Look.SEARCH and stored.header.pixels else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = _read(stored)
        walk = Attributes(tables, order)
        out = walk.cleaned(data)
        _must_say_something(data, out)
        pixels = _pixels(stored, data, out, found)
        method.add(out, data, order, tables, walk.tally)
        if found is not None:
            out.BurnedInAnnotation = "NO"
            walk.tally.add("PixelData", Deed.MASKED, len(found.boxes))
        head = _head(out, pixels)
    _write(stored.context, head, pixels)
    remarks = (*look.reasons, *_said_of(found))
    return Cleaned(
        walk.tally.changes(), found.frames if found else 0, len(found.boxes) if found else 0, remarks, _facts(head)
    )


def _must_be_sendable(stored: Stored) -> None:
    """Raises UnreadableError for what is damaged or written in a way that nobody can check."""
    header, found = stored.header, stored.found
    if not text(header.json, "00080018") or not is_class(picked.sop_class(header.json, found)):
        raise UnreadableError("deidentification.class_unknown")
    if header.pixels is None:
        if header.cut_at is not None or any(code in ("dicom.header_large", "dicom.too_deep") for code in header.codes):
            raise UnreadableError("deidentification.header_damaged")
        return
    if header.pixels.length is None and (found.syntax not in REGISTERED or found.syntax in _NATIVE):
        raise UnreadableError("deidentification.compression_unknown")
    if found.syntax.startswith(VIDEO):
        raise UnreadableError("deidentification.video")
    lacking = missing(stored.source, header.json, header.pixels)
    if lacking:
        raise UnreadableError("deidentification.pixels_cut_off")


def _pictured(data: Mapping[str, Json], found: Envelope) -> Pictured:
    image_type = tuple(str(value) for value in values(data, "00080008") if value)
    burned_in = text(data, "00280301")
    return Pictured(picked.sop_class(data, found), image_type, text(data, "00280004"), burned_in)


def _searched(stored: Stored, tables: Deidentification) -> Search:
    if stored.header.pixels is None:
        return Search()
    lacking = recognition.missing()
    if lacking:
        raise UnreadableError("ocr.models_missing", model=lacking[0])
    if not recognition.ready():  # a worker for plain DICOM: one that can read pictures is asked for
        raise registry.MoreReadersNeeded
    shown = Pictures(stored.source, stored.header.json, stored.header.pixels, stored.found, stored.context)
    try:
        found = search(shown, tables.pixels.marks)
    except UnreadableError as error:
        if isinstance(error, BoundExceededError) or error.code == "ocr.models_missing":
            raise
        raise UnreadableError("deidentification.cannot_look") from error
    if text(stored.header.json, "00280301").upper() == "YES" and not found.boxes:
        raise UnreadableError("deidentification.stated_not_found")
    return found


def _read(stored: Stored) -> Dataset:
    """The data set before the pixels, by pydicom. Raises UnreadableError."""
    encoding = stored.found.encoding
    start = 0 if stored.found.deflated else stored.found.dataset

    def at_pixels(tag: Any, _: str | None, __: int) -> bool:
        return (tag.group, tag.element) in PIXELS

    try:
        with opened(stored.source) as file:
            file.seek(start)
            little = encoding.order == "<"
            return read_dataset(file, encoding.implicit, little, stop_when=at_pixels, defer_size=DEFER)
    except Exception as error:
        raise UnreadableError("dicom.broken") from error


def _must_say_something(data: Dataset, out: Dataset) -> None:
    """Raises UnreadableError for a report of which nothing but its title is left."""
    is_report = str(out.SOPClassUID).startswith(REPORTS)
    if is_report and "ContentSequence" in data and not out.get("ContentSequence"):
        raise UnreadableError("deidentification.only_words")


def _pixels(stored: Stored, data: Dataset, out: Dataset, found: Search | None) -> _Outgoing:
    pixels, envelope_ = stored.header.pixels, stored.found
    syntax = _syntax(envelope_)
    if pixels is None:
        return _Outgoing(syntax if syntax in _NATIVE else EXPLICIT_LITTLE)
    if (found and found.boxes) or _beside_the_pixels(data) or not _may_pass(stored.source, pixels):
        shown = Pictures(stored.source, stored.header.json, pixels, envelope_, stored.context)
        painting = Painting(shown, found.boxes if found else [])
        painting.describe(out)
        return _Outgoing(EXPLICIT_LITTLE, painting.tag, painting.vr, painting.length, painting.chunks)
    stated = stored.header.json[pixels.tag]
    vr = str(stated.get("vr") or "OW") if isinstance(stated, dict) else "OW"
    if pixels.length is None:
        return _Outgoing(syntax, int(pixels.tag, 16), "OB", None, lambda: through.encapsulated(stored.source, pixels))
    length = _of_pixels(stored.header.json, pixels)
    return _Outgoing(syntax, int(pixels.tag, 16), vr, length, lambda: through.native(stored.source, pixels, length))


def _of_pixels(data: Mapping[str, Json], pixels: Pixels) -> int:
    """How many of the element's bytes are pixels: what follows them in it could be anything."""
    expected, stated = expected_length(data, pixels.tag), pixels.length or 0
    return stated if expected is None else min(stated, expected + expected % 2)


def _may_pass(source: Source, pixels: Pixels) -> bool:
    return pixels.length is not None or through.can_be_silenced(source, pixels)


def _beside_the_pixels(data: Dataset) -> bool:
    """Whether unused bits of the pixels hold an overlay (retired, PS3.3 C.9.2 of 2004): decoding leaves them out."""
    groups = {tag.group for tag in list(data.keys()) if tag.group in OVERLAYS}
    return any((group << 16 | 0x0102) in data and (group << 16 | 0x3000) not in data for group in groups)


def _syntax(found: Envelope) -> str:
    """The transfer syntax that the pixels as stored go out in."""
    if found.deflated:
        return EXPLICIT_LITTLE
    if found.syntax and found.syntax not in _NATIVE and found.syntax in REGISTERED:
        return found.syntax
    if found.encoding.implicit:
        return IMPLICIT_LITTLE
    return EXPLICIT_BIG if found.encoding.order == ">" else EXPLICIT_LITTLE


def _encoding(syntax: str) -> Encoding:
    return Encoding(syntax == IMPLICIT_LITTLE, ">" if syntax == EXPLICIT_BIG else "<")


def _head(out: Dataset, pixels: _Outgoing) -> bytes:
    """Everything of the file before the pixels' bytes."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = out.SOPClassUID, out.SOPInstanceUID
    meta.TransferSyntaxUID = UID(pixels.syntax)
    encoding = _encoding(pixels.syntax)
    file = DicomBytesIO()
    file.is_little_endian, file.is_implicit_VR = True, False
    file.write(bytes(128) + b"DICM")
    write_file_meta_info(file, meta, enforce_standard=True)
    file.is_little_endian, file.is_implicit_VR = encoding.order == "<", encoding.implicit
    write_dataset(file, out)
    if pixels.tag:
        file.write(_element(pixels, encoding))
    return file.getvalue()


def _element(pixels: _Outgoing, encoding: Encoding) -> bytes:
    """The header of the pixels' element (PS3.5 7.1)."""
    length = _UNDEFINED if pixels.length is None else pixels.length
    tag = struct.pack(f"{encoding.order}HH", pixels.tag >> 16, pixels.tag & 0xFFFF)
    if encoding.implicit:
        return tag + struct.pack("<I", length)
    return tag + pixels.vr.encode() + bytes(2) + struct.pack(f"{encoding.order}I", length)


def _write(context: Context, head: bytes, pixels: _Outgoing) -> None:
    with context.member("instance.dcm", media_type="application/dicom") as member:
        member.write(head)
        for chunk in pixels.chunks() if pixels.chunks else ():
            context.alive()
            member.write(chunk)


def _said_of(found: Search | None) -> tuple[Remark, ...]:
    if found is None:
        return ()
    if found.boxes:
        return (Remark("deidentification.masked", {"count": len(found.boxes)}),)
    return (Remark("deidentification.no_words"),)


def _facts(head: bytes) -> dict[str, Json]:
    """What a media set's directory takes from the new instance, as its reading would have it."""
    source = MemorySource(head)
    found = envelope(head, len(head))
    if found is None:
        raise UnreadableError("dicom.broken")
    data = walked(source, found.dataset, found.encoding).json
    kept: dict[str, Json] = {
        tag: data[tag] for tag in data if tag[:4] in ("0008", "0010", "0020", "0028", "3004", "0040")
    }
    return {"instance": picked.instance(data, found), "json": kept, "preamble": picked.envelope_facts(found)}
