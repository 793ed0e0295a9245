"""Documents inside DICOM (PS3.3 C.24): handed on as files of their own."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Json, Remark
from consilium.readers.contract import Context, Source
from consilium.readers.dicom.attributes import text, whole

DOCUMENT, LENGTH, MEDIA_TYPE = "00420011", "00420015", "00420012"
CHUNK = 1 << 20
ENDINGS = {
    "application/pdf": "pdf",
    "text/xml": "xml",
    "application/xml": "xml",
    "model/stl": "stl",
    "model/obj": "obj",
    "model/mtl": "mtl",
}
_REFERENCE = re.compile(r"#(?:inflated&)?offset=(\d{1,18})&length=(\d{1,10})")


def hand_on(source: Source, data: Mapping[str, Json], context: Context, remarks: list[Remark]) -> dict[str, Json]:
    """Hand on the encapsulated document; facts are its `media_type`, `length` and `name`."""
    media_type = text(data, MEDIA_TYPE).lower()
    name = f"document.{ENDINGS.get(media_type, 'bin')}"
    found = data.get(DOCUMENT)
    if not isinstance(found, dict) or not ("BulkDataURI" in found or "InlineBinary" in found):
        remarks.append(Remark("dicom.document_missing"))
        return {"media_type": media_type, "length": 0, "name": ""}
    length = whole(data, LENGTH)
    written, lacking = 0, 0
    try:
        with context.member(name, media_type=media_type) as member:
            for chunk in _chunks(source, found, length):
                written += member.write(chunk)
            lacking = max(0, _declared(found, length) - written)
            if lacking:
                raise UnreadableError("dicom.document_cut_off", missing=lacking)
    except UnreadableError as error:
        if error.code != "dicom.document_cut_off":
            raise
        remarks.append(error.remark)
    return {"media_type": media_type, "length": written, "name": name}


def _declared(found: Mapping[str, Json], length: int | None) -> int:
    """Bytes of the document itself: its own length where stated (0042,0015), for the value is padded to be even."""
    match = _REFERENCE.fullmatch(str(found.get("BulkDataURI", "")))
    declared = int(match[2]) if match else len(_inline(found))
    return length if length is not None and declared - 1 <= length <= declared else declared


def _chunks(source: Source, found: Mapping[str, Json], length: int | None) -> Iterator[bytes]:
    total = _declared(found, length)
    match = _REFERENCE.fullmatch(str(found.get("BulkDataURI", "")))
    if match is None:
        yield _inline(found)[:total]
        return
    offset, end = int(match[1]), int(match[1]) + total
    while offset < end:
        chunk = source.read_at(offset, min(CHUNK, end - offset))
        if not chunk:
            return
        offset += len(chunk)
        yield chunk


def _inline(found: Mapping[str, Json]) -> bytes:
    try:
        return base64.b64decode(str(found.get("InlineBinary", "")))
    except binascii.Error:
        return b""
