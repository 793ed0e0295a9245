"""The tus resumable upload protocol 1.0.0 (tus.io) as values: headers in, requests and answers out.

Core, creation, creation-with-upload, expiration, checksum and termination. What is refused is an error whose answer
`refusal` makes; the status of each code stands in `STATUS`. Knows no web framework: headers are any mapping of names
in any case of letters.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from consilium.domain.errors import BusyError, ConsiliumError, NotFoundError, StoreError, UploadRefusedError

VERSION = "1.0.0"
EXTENSIONS = ("creation", "creation-with-upload", "expiration", "checksum", "termination")
ALGORITHMS = {"sha1": 20, "sha256": 32, "sha512": 64}  # length of the hash in bytes; sha1 is a must (Checksum)
BODY = "application/offset+octet-stream"
LONGEST_METADATA = 16 * 1024
LARGEST = 1 << 62
_KEY = re.compile(r"[!-+\--~]+")  # ASCII without space and comma
_NUMBER = re.compile(r"\d{1,19}", re.ASCII)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

STATUS = {
    "uploads.version": 412,
    "uploads.header": 400,
    "uploads.body_type": 415,
    "uploads.offset": 409,
    "uploads.checksum": 460,
    "uploads.algorithm": 400,
    "uploads.too_much": 413,
    "uploads.quota": 413,
    "uploads.no_room": 507,
    "uploads.disk_full": 507,
    "uploads.gone": 410,
    "uploads.finished": 403,
    "uploads.busy": 423,
}


@dataclass(frozen=True)
class Reply:
    """An answer: HTTP status and headers. The body is empty, or the words of `error`."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    error: ConsiliumError | None = None


@dataclass(frozen=True)
class Checksum:
    """What the bytes of one request hash to."""

    algorithm: str
    digest: bytes

    def hasher(self) -> hashlib._Hash:
        """A new hash of this algorithm."""
        return hashlib.new(self.algorithm, usedforsecurity=False)


@dataclass(frozen=True)
class Append:
    """A PATCH: from which offset, and the checksum of its bytes where one was sent."""

    offset: int
    checksum: Checksum | None = None


@dataclass(frozen=True)
class Creation:
    """A POST: length in bytes, metadata decoded and as sent, and the bytes in the same request where there are any."""

    length: int
    metadata: Mapping[str, str]
    raw_metadata: str = ""
    first: Append | None = None


def method(sent: str, headers: Mapping[str, str]) -> str:
    """The method that counts: of the header X-HTTP-Method-Override where there is one."""
    return (_lower(headers).get("x-http-method-override") or sent).upper()


def check_version(headers: Mapping[str, str]) -> None:
    """Raises UploadRefusedError unless the client speaks our version. (OPTIONS is asked without.)"""
    if _lower(headers).get("tus-resumable") != VERSION:
        raise UploadRefusedError("uploads.version", version=VERSION)


def creation(headers: Mapping[str, str]) -> Creation:
    """What a POST asks for. Raises UploadRefusedError."""
    check_version(headers)
    given = _lower(headers)
    if "upload-length" not in given:  # deferred lengths are an extension that we do not offer
        raise UploadRefusedError("uploads.header", name="Upload-Length")
    raw = given.get("upload-metadata", "")
    has_body = given.get("content-type", "").partition(";")[0].strip().lower() == BODY
    first = Append(0, _checksum(given)) if has_body else None
    return Creation(_number(given, "Upload-Length"), metadata(raw), raw, first)


def append(headers: Mapping[str, str]) -> Append:
    """What a PATCH asks for. Raises UploadRefusedError."""
    check_version(headers)
    given = _lower(headers)
    if given.get("content-type", "").partition(";")[0].strip().lower() != BODY:
        raise UploadRefusedError("uploads.body_type", wanted=BODY)
    return Append(_number(given, "Upload-Offset"), _checksum(given))


def metadata(header: str) -> dict[str, str]:
    """Keys and decoded values of an Upload-Metadata header. Raises UploadRefusedError."""
    found: dict[str, str] = {}
    if not header.strip():
        return found
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in found or len(header) > LONGEST_METADATA:
            raise UploadRefusedError("uploads.header", name="Upload-Metadata")
        found[key] = _decoded(value.strip(), "Upload-Metadata").decode("utf-8", "surrogateescape")
    return found


def options(largest: int = 0) -> Reply:
    """What we can. `largest` is the size of the largest file in bytes, 0 where there is no limit."""
    headers = {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": ",".join(EXTENSIONS),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
    return Reply(204, headers | ({"Tus-Max-Size": str(largest)} if largest else {}))


def created(location: str, expires: datetime | None, offset: int | None = None) -> Reply:
    """The answer to a POST; `offset` where bytes came with it."""
    headers = {"Location": location} | ({} if offset is None else {"Upload-Offset": str(offset)})
    return Reply(201, _with(headers, expires))


def appended(offset: int, expires: datetime | None) -> Reply:
    """The answer to a PATCH; `expires` is None once everything came."""
    return Reply(204, _with({"Upload-Offset": str(offset)}, expires))


def state(offset: int, length: int, raw_metadata: str, expires: datetime | None) -> Reply:
    """The answer to a HEAD, which nobody may keep."""
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length), "Cache-Control": "no-store"}
    return Reply(200, _with(headers | ({"Upload-Metadata": raw_metadata} if raw_metadata else {}), expires))


def terminated() -> Reply:
    """The answer to a DELETE."""
    return Reply(204, _with({}, None))


def refusal(error: ConsiliumError) -> Reply:
    """The answer to what was refused. A client may send again what is not `permanent`."""
    status = STATUS.get(error.code) or _status(error)
    headers = _with({"Cache-Control": "no-store"}, None)
    return Reply(status, headers | ({"Tus-Version": VERSION} if status == 412 else {}), error)


def http_date(at: datetime) -> str:
    """A time as HTTP writes it (RFC 9110 5.6.7)."""
    utc = at.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]}, {utc.day:02d} {_MONTHS[utc.month - 1]} {utc.year} {utc:%H:%M:%S} GMT"


def _with(headers: Mapping[str, str], expires: datetime | None) -> dict[str, str]:
    more = {} if expires is None else {"Upload-Expires": http_date(expires)}
    return {"Tus-Resumable": VERSION, **headers, **more}


def _status(error: ConsiliumError) -> int:
    kinds = ((NotFoundError, 404), (BusyError, 423), (StoreError, 507 if error.code == "vault.disk_full" else 503))
    return next((status for kind, status in kinds if isinstance(error, kind)), 500 if error.permanent else 503)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _number(given: Mapping[str, str], name: str) -> int:
    text = given.get(name.lower(), "").strip()
    if not _NUMBER.fullmatch(text) or int(text) > LARGEST:
        raise UploadRefusedError("uploads.header", name=name)
    return int(text)


def _checksum(given: Mapping[str, str]) -> Checksum | None:
    if "upload-checksum" not in given:
        return None
    algorithm, _, encoded = given["upload-checksum"].strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise UploadRefusedError("uploads.algorithm", known=", ".join(ALGORITHMS))
    digest = _decoded(encoded.strip(), "Upload-Checksum")
    if len(digest) != ALGORITHMS[algorithm]:
        raise UploadRefusedError("uploads.header", name="Upload-Checksum")
    return Checksum(algorithm, digest)


def _decoded(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise UploadRefusedError("uploads.header", name=name) from None
