"""Documents that stand inside an exchange format as base64 or hexadecimal, handed on as files of their own."""

from __future__ import annotations

import base64
import binascii
import re

from consilium.readers.contract import Context

WRITE_BYTES = 1 << 20
NAME_CHARS = 100
# IANA media types that hospitals put into CDA, FHIR and HL7 v2, and HL7 table 0291 subtypes.
EXTENSIONS = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "text/plain": "txt",
    "text/html": "html",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/hl7-v3+xml": "xml",
    "application/fhir+json": "json",
    "application/json": "json",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/dicom": "dcm",
    "application/zip": "zip",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/gif": "gif",
}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


def member_name(title: str, media_type: str, fallback: str) -> str:
    """A file name for an embedded document: its title made safe, or `fallback`, with its type's extension."""
    name = _UNSAFE.sub("-", title).strip(" .-")[:NAME_CHARS].strip(" .-") or fallback
    extension = EXTENSIONS.get(media_type.split(";")[0].strip().lower(), "")
    if not extension or name.lower().endswith("." + extension):
        return name
    return f"{name}.{extension}"


def from_base64(text: str) -> bytes:
    """The bytes of base64 text, white space and missing padding let be. Raises ValueError for anything else."""
    packed = "".join(text.split()).replace("-", "+").replace("_", "/").rstrip("=")
    if not packed:
        raise ValueError("empty")
    if len(packed) % 4 == 1:
        raise ValueError("cut off")
    return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)


def from_hex(text: str) -> bytes:
    """The bytes of hexadecimal text. Raises ValueError."""
    try:
        data = binascii.unhexlify("".join(text.split()))
    except binascii.Error as error:
        raise ValueError("not hexadecimal") from error
    if not data:
        raise ValueError("empty")
    return data


def hand_on(context: Context, name: str, media_type: str, data: bytes) -> None:
    """Write one embedded document as a member. Raises BoundExceededError."""
    view = memoryview(data)
    with context.member(name, media_type=media_type) as member:
        for start in range(0, len(data), WRITE_BYTES):
            member.write(bytes(view[start : start + WRITE_BYTES]))
