"""What a client accepts (RFC 9110 12.5.1, PS3.18 8.7), and which of what there is it gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

OCTETS, DICOM, JSON = "application/octet-stream", "application/dicom", "application/dicom+json"
MULTIPART = "multipart/related"
EXPLICIT = "1.2.840.10008.1.2.1"
ANY = "*"
MOST_RANGES = 32
# Media types of compressed frames by transfer syntax (PS3.18 tables 8.7.3-2 and -5).
_JPEG = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70")
OF_SYNTAX: Mapping[str, str] = {
    **dict.fromkeys(_JPEG, "image/jpeg"),
    "1.2.840.10008.1.2.5": "image/dicom-rle",
    "1.2.840.10008.1.2.4.80": "image/jls",
    "1.2.840.10008.1.2.4.81": "image/jls",
    "1.2.840.10008.1.2.4.90": "image/jp2",
    "1.2.840.10008.1.2.4.91": "image/jp2",
    "1.2.840.10008.1.2.4.92": "image/jpx",
    "1.2.840.10008.1.2.4.93": "image/jpx",
    "1.2.840.10008.1.2.4.110": "image/jxl",
    "1.2.840.10008.1.2.4.111": "image/jxl",
    "1.2.840.10008.1.2.4.112": "image/jxl",
    "1.2.840.10008.1.2.4.201": "image/jphc",
    "1.2.840.10008.1.2.4.202": "image/jphc",
    "1.2.840.10008.1.2.4.203": "image/jphc",
    **dict.fromkeys((f"1.2.840.10008.1.2.4.{number}" for number in (100, 101)), "video/mpeg"),
    **dict.fromkeys((f"1.2.840.10008.1.2.4.{number}" for number in range(102, 109)), "video/mp4"),
}
# Older names that clients still send.
SAME_AS: Mapping[str, str] = {"image/x-jls": "image/jls", "image/x-dicom-rle": "image/dicom-rle",
                              "image/x-dicom+jp2": "image/jp2", "image/jpg": "image/jpeg",
                              "image/j2c": "image/jp2"}  # fmt: skip


@dataclass(frozen=True)
class Range:
    """One media range. `type` is that of the parts where the range is multipart."""

    media: str
    parts: str = ""
    syntax: str = ""
    quality: float = 1.0

    @property
    def multipart(self) -> bool:
        return self.media == MULTIPART

    @property
    def wanted(self) -> str:
        """The type of what is sent, in parts or not."""
        return self.parts if self.multipart else self.media


@dataclass(frozen=True)
class Chosen:
    """How to answer: in parts or not, of which type, in which transfer syntax ("" as stored)."""

    multipart: bool
    media: str
    syntax: str = ""


@dataclass(frozen=True)
class Accepted:
    """What a client accepts, the most wanted first."""

    ranges: Sequence[Range] = field(default_factory=tuple)

    def json(self) -> bool:
        """Whether DICOM JSON is accepted."""
        good = (JSON, "application/json", "application/*", "*/*")
        return any(one.media in good for one in self.ranges)

    def picture(self, types: Sequence[str]) -> str:
        """The first of the types that is accepted, "" for none."""
        for one in self.ranges:
            wanted = SAME_AS.get(one.wanted, one.wanted)
            found = next((media for media in types if wanted in (media, "image/*", "*/*")), "")
            if found:
                return found
        return ""

    def files(self, stored: Iterable[str], *, one_file: bool) -> Chosen | None:
        """How to send whole instances that are stored in these transfer syntaxes; None where that is not accepted."""
        syntaxes = set(stored)
        for one in self.ranges:
            multipart = one.multipart or one.media in ("*/*", "multipart/*")
            good = one.wanted in (DICOM, "application/*", "*/*", "multipart/*", "")
            known = one.syntax in ("", ANY, EXPLICIT) or syntaxes == {one.syntax}
            if good and known and (multipart or one_file):
                return Chosen(multipart, DICOM, "" if one.syntax == ANY else one.syntax)
        return None

    def frames(self, stored: str, *, compressed: bool, one_frame: bool) -> Chosen | None:
        """How to send frames that are stored in a transfer syntax; None where that is not accepted."""
        own = OF_SYNTAX.get(stored, OCTETS) if compressed else OCTETS
        for one in self.ranges:
            if not one.multipart and one.media != "multipart/*" and one.media != "*/*" and not one_frame:
                continue
            multipart = one.multipart or one.media in ("multipart/*", "*/*")
            chosen = _frames(one, stored, own, compressed=compressed)
            if chosen is not None:
                return Chosen(multipart, *chosen)
        return None


def _frames(one: Range, stored: str, own: str, *, compressed: bool) -> tuple[str, str] | None:
    """Type and transfer syntax ("" as stored) for one range; None where it does not fit."""
    wanted = SAME_AS.get(one.wanted, one.wanted)
    if wanted in ("", "*/*", "multipart/*"):
        if one.syntax in ("", ANY, stored):
            return own, ""
        return (OCTETS, EXPLICIT) if one.syntax == EXPLICIT else None
    if wanted in (OCTETS, "application/*"):
        if one.syntax in (ANY, stored) or (not compressed and one.syntax in ("", EXPLICIT)):
            return OCTETS, ""
        return (OCTETS, EXPLICIT) if one.syntax in ("", EXPLICIT) else None
    if compressed and wanted in (own, own.partition("/")[0] + "/*") and one.syntax in ("", ANY, stored):
        return own, ""
    return None


def accepted(header: str, fields: Iterable[tuple[str, str]] = ()) -> Accepted:
    """From the header, or the address's `accept`, which comes first (PS3.18 8.3.3.1); without either, all."""
    return _accepted(header, tuple(value for name, value in fields if name == "accept"))


@lru_cache(maxsize=256)
def _accepted(header: str, asked: tuple[str, ...]) -> Accepted:
    ranges = [one for text in (*asked, header) for one in _ranges(text)]
    return Accepted(tuple(ranges) if asked or header.strip() else (Range("*/*"),))


def _ranges(text: str) -> list[Range]:
    found = [_range(part) for part in _split(text, ",")[:MOST_RANGES] if part.strip()]
    return sorted((one for one in found if one.quality > 0), key=lambda one: -one.quality)


def _range(text: str) -> Range:
    media, *rest = _split(text, ";")
    named = {}
    for one in rest:
        name, _, value = one.partition("=")
        named[name.strip().lower()] = value.strip().strip('"').strip()
    return Range(media.strip().lower(), named.get("type", "").lower(), named.get("transfer-syntax", ""),
                 _quality(named.get("q", "1")))  # fmt: skip


def _quality(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _split(text: str, at: str) -> list[str]:
    """Split outside of quotation marks."""
    parts, quoted, begun = [], False, 0
    for place, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == at and not quoted:
            parts.append(text[begun:place])
            begun = place + 1
    return [*parts, text[begun:]]
