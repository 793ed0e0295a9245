"""The directory of a DICOM media set: the Basic Directory object, DICOMDIR (PS3.3 F, PS3.10 8, PS3.12).

Records are encoded as they are added and only their links are filled in at the end, so a set of many thousand files
costs a few hundred bytes each. Always Explicit VR Little Endian (PS3.10 8.6).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from consilium.domain.records import Json

STORAGE = "1.2.840.10008.5.1.4.1.1."
DIRECTORY_CLASS = "1.2.840.10008.1.3.10"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
# A UID made of a UUID (PS3.5 B.2); the UUID was drawn once, for this program.
IMPLEMENTATION = "2.25.215469350226098411063317243986216571873"
VERSION_NAME = "CONSILIUM"
LONG_VRS = frozenset("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())  # noqa: SIM905 (reads as PS3.5 7.1.2 has it)
NUMBERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}
MAX_VALUE = 60_000  # bytes of one key; a longer one is left out
MAX_DEPTH = 8
ROOT_OFFSETS = 0x0004_1200, 0x0004_1202


class Key(NamedTuple):
    """A directory record key: tag, VR, and type (1 must have a value, 2 may be empty, 3 may be absent)."""

    tag: str
    vr: str
    type: int


def _keys(*rows: str) -> tuple[Key, ...]:
    return tuple(Key(tag, vr, int(kind)) for tag, vr, kind in (row.split() for row in rows))


_NUMBER = "00200013 IS 1"
_CONTENT = ("00080023 DA 1", "00080033 TM 1", _NUMBER)
_LABEL = ("00700080 CS 1", "00700081 LO 2", "00700084 PN 2")
_CONCEPT = ("0040A043 SQ 1", "0040A730 SQ 3")

# PS3.3 F.5, by Directory Record Type.
KEYS: Mapping[str, tuple[Key, ...]] = {
    "PATIENT": _keys("00100010 PN 2", "00100020 LO 1", "00100030 DA 3", "00100040 CS 3"),
    "STUDY": _keys(
        "00080020 DA 1", "00080030 TM 1", "00080050 SH 2", "00081030 LO 2", "0020000D UI 1", "00200010 SH 1"
    ),
    "SERIES": _keys("00080060 CS 1", "0008103E LO 3", "00080080 LO 3", "0020000E UI 1", "00200011 IS 1"),
    "IMAGE": _keys("00080008 CS 3", _NUMBER, "00280008 IS 3"),
    "RT DOSE": _keys(_NUMBER, "3004000A CS 1"),
    "RT STRUCTURE SET": _keys(_NUMBER, "30060002 SH 1", "30060008 DA 2", "30060009 TM 2"),
    "RT PLAN": _keys(_NUMBER, "300A0002 SH 1", "300A0006 DA 2", "300A0007 TM 2"),
    "RT TREAT RECORD": _keys(_NUMBER, "30080250 DA 2", "30080251 TM 2"),
    "PRESENTATION": _keys(_NUMBER, *_LABEL, "00700082 DA 1", "00700083 TM 1", "00081115 SQ 3"),
    "WAVEFORM": _keys(*_CONTENT),
    "SR DOCUMENT": _keys(*_CONTENT, "0040A491 CS 1", "0040A493 CS 1", "0040A032 DT 3", *_CONCEPT),
    "KEY OBJECT DOC": _keys(*_CONTENT, *_CONCEPT),
    "SPECTROSCOPY": _keys(
        "00080008 CS 1", *_CONTENT, "00280008 IS 1", "00280010 US 1", "00280011 US 1", "00289001 UL 1", "00289002 UL 1"
    ),
    "RAW DATA": _keys(*_CONTENT),
    "REGISTRATION": _keys(*_CONTENT, *_LABEL),
    "FIDUCIAL": _keys(*_CONTENT, *_LABEL),
    "ENCAP DOC": _keys("00080023 DA 2", "00080033 TM 2", _NUMBER, "0040A043 SQ 2", "00420010 ST 2", "00420012 LO 1"),
    "VALUE MAP": _keys(*_CONTENT, *_LABEL),
    "STEREOMETRIC": (),
    "PLAN": (),
    "MEASUREMENT": _keys(*_CONTENT, *_LABEL),
    "SURFACE": _keys(*_CONTENT, *_LABEL),
    "SURFACE SCAN": _keys("00080023 DA 1", "00080033 TM 1"),
    "TRACT": _keys(*_CONTENT, *_LABEL),
    "ASSESSMENT": _keys("00080012 DA 1", "00080013 TM 2", _NUMBER),
    "RADIOTHERAPY": _keys(_NUMBER, "00700081 LO 2", "00700084 PN 2"),
    "ANNOTATION": _keys(*_CONTENT, *_LABEL),
}

# By the part of the SOP Class UID after STORAGE (PS3.3 F.4, PS3.4 B.5). Every image is IMAGE.
_TYPES = {
    "481.2": "RT DOSE",
    "481.3": "RT STRUCTURE SET",
    "481.5": "RT PLAN",
    "481.8": "RT PLAN",
    "481.4": "RT TREAT RECORD",
    "481.6": "RT TREAT RECORD",
    "481.7": "RT TREAT RECORD",
    "481.9": "RT TREAT RECORD",
    **{f"481.{number}": "RADIOTHERAPY" for number in (*range(10, 23), 25, 26, 27, 28, 29)},
    "11.": "PRESENTATION",
    "131": "PRESENTATION",
    "9.": "WAVEFORM",
    "88.59": "KEY OBJECT DOC",
    "88.": "SR DOCUMENT",
    "78.6": "SR DOCUMENT",
    "79.1": "SR DOCUMENT",
    "4.2": "SPECTROSCOPY",
    "66": "RAW DATA",
    "66.1": "REGISTRATION",
    "66.3": "REGISTRATION",
    "66.2": "FIDUCIAL",
    "66.5": "SURFACE",
    "66.6": "TRACT",
    "67": "VALUE MAP",
    "104.": "ENCAP DOC",
    "77.1.5.3": "STEREOMETRIC",
    "68.": "SURFACE SCAN",
    "78.": "MEASUREMENT",
    "80.": "MEASUREMENT",
    "90.": "ASSESSMENT",
    "91.": "ANNOTATION",
}
_WITHOUT_PATIENT = (
    "1.2.840.10008.5.1.4.38.",
    "1.2.840.10008.5.1.4.39.",
    *(f"1.2.840.10008.5.1.4.{n}." for n in (43, 44, 45)),
)
_DELIVERY = "1.2.840.10008.5.1.4.34."


def record_type(sop_class: str) -> str:
    """The Directory Record Type of a SOP Class; "" for those that hang below no patient (hanging protocols)."""
    if sop_class.startswith(_WITHOUT_PATIENT):
        return ""
    if sop_class.startswith(_DELIVERY):
        return "PLAN"
    rest = sop_class.removeprefix(STORAGE)
    if rest in _TYPES:
        return _TYPES[rest]
    while "." in rest:
        rest = rest.rpartition(".")[0]
        if f"{rest}." in _TYPES:
            return _TYPES[f"{rest}."]
    return "IMAGE"


@dataclass(slots=True)
class Record:
    """One directory record: its encoded elements with empty links, and the records below it."""

    body: bytearray
    below: list[Record] = field(default_factory=list)


NEXT, LOWER = 8, 30  # where the values of (0004,1400) and (0004,1420) stand in a record's body


def record(kind: str, keys: Mapping[str, Json], referenced: tuple[str, str, str, str] | None = None) -> Record:
    """A record of DICOM JSON attributes. `referenced`: file ID (with `/`), SOP class, instance, transfer syntax."""
    letters = letters_for(keys)
    parts = [
        element(0x0004_1400, "UL", bytes(4)),
        element(0x0004_1410, "US", b"\xff\xff"),
        element(0x0004_1420, "UL", bytes(4)),
        text_element(0x0004_1430, "CS", kind),
    ]
    if referenced is not None:
        file_id, sop_class, uid, syntax = referenced
        parts.append(text_element(0x0004_1500, "CS", file_id.replace("/", "\\")))
        parts.append(text_element(0x0004_1510, "UI", sop_class))
        parts.append(text_element(0x0004_1511, "UI", uid))
        parts.append(text_element(0x0004_1512, "UI", syntax))
    if letters != "ascii":
        parts.append(text_element(0x0008_0005, "CS", "ISO_IR 100" if letters == "latin-1" else "ISO_IR 192"))
    parts.append(encoded(keys, letters))
    return Record(bytearray(b"".join(parts)))


def element(tag: int, vr: str, value: bytes) -> bytes:
    """One element, Explicit VR Little Endian (PS3.5 7.1.2). `value` has even length."""
    if vr in LONG_VRS:
        return struct.pack("<HH2sHI", tag >> 16, tag & 0xFFFF, vr.encode(), 0, len(value)) + value
    return struct.pack("<HH2sH", tag >> 16, tag & 0xFFFF, vr.encode(), len(value)) + value


def text_element(tag: int, vr: str, value: str, letters: str = "ascii") -> bytes:
    raw = value.encode(letters, "replace")
    return element(tag, vr, raw + (b"\0" if vr == "UI" else b" ") * (len(raw) % 2))


def letters_for(data: Mapping[str, Json]) -> str:
    """The smallest character set for all the texts: ASCII, Latin-1, else UTF-8."""
    texts = "".join(_texts(data, 0))
    if texts.isascii():
        return "ascii"
    try:
        texts.encode("latin-1")
    except UnicodeEncodeError:
        return "utf-8"
    return "latin-1"


def _texts(value: Json | Mapping[str, Json], depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth <= 3 * MAX_DEPTH and isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one, depth + 1)
    elif depth <= 3 * MAX_DEPTH and isinstance(value, list):
        for one in value:
            yield from _texts(one, depth + 1)


def encoded(data: Mapping[str, Json], letters: str, depth: int = 0) -> bytes:
    """DICOM JSON attributes as elements, by ascending tag. Binary values and references are left out."""
    parts: list[bytes] = []
    for tag in sorted(data):
        attribute = data[tag]
        if tag == "00080005" or not isinstance(attribute, dict):
            continue
        vr, values = str(attribute.get("vr")), attribute.get("Value")
        value = _value(vr, values if isinstance(values, list) else [], letters, depth)
        if value is not None:
            parts.append(element(int(tag, 16), vr, value))
    return b"".join(parts)


def _value(vr: str, values: list[Json], letters: str, depth: int) -> bytes | None:
    if vr == "SQ":
        return _sequence(values, letters, depth)
    if vr in NUMBERS:
        numbers = [value for value in values if isinstance(value, int | float)]
        return struct.pack(f"<{len(numbers)}{NUMBERS[vr]}", *numbers)
    if vr in LONG_VRS - {"UC", "UR", "UT"} or vr == "AT":
        return None
    raw = "\\".join(_text(value) for value in values).encode(letters, "replace")
    raw += (b"\0" if vr == "UI" else b" ") * (len(raw) % 2)
    return raw if len(raw) <= MAX_VALUE else None


def _sequence(values: list[Json], letters: str, depth: int) -> bytes | None:
    if depth >= MAX_DEPTH:
        return None
    bodies = [encoded(value, letters, depth + 1) for value in values if isinstance(value, dict)]
    found = b"".join(struct.pack("<HHI", 0xFFFE, 0xE000, len(body)) + body for body in bodies)
    return found if len(found) <= MAX_VALUE else None


def _text(value: Json) -> str:
    if isinstance(value, dict):  # a person's name
        groups = (str(value.get(group) or "") for group in ("Alphabetic", "Ideographic", "Phonetic"))
        return "=".join(groups).rstrip("=")
    return "" if value is None else str(value)


def file_meta(sop_class: str, uid: str, syntax: str) -> bytes:
    """An empty preamble, the prefix and a File Meta Information group (PS3.10 7.1)."""
    group = b"".join(
        (
            element(0x0002_0001, "OB", b"\0\1"),
            text_element(0x0002_0002, "UI", sop_class),
            text_element(0x0002_0003, "UI", uid),
            text_element(0x0002_0010, "UI", syntax),
            text_element(0x0002_0012, "UI", IMPLEMENTATION),
            text_element(0x0002_0013, "SH", VERSION_NAME),
        )
    )
    return bytes(128) + b"DICM" + element(0x0002_0000, "UL", struct.pack("<I", len(group))) + group


def derived_uid(*parts: str) -> str:
    """A UID that is the same for the same parts (PS3.5 B.2, with a name-based UUID)."""
    digest = bytearray(hashlib.sha256("\0".join(parts).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80  # UUID version 8, variant 1 (RFC 9562 5.8)
    digest[8] = digest[8] & 0x3F | 0x80
    return f"2.25.{int.from_bytes(digest, 'big')}"


def dicomdir(file_set_id: str, roots: list[Record]) -> Iterator[bytes]:
    """The bytes of DICOMDIR. Fills in the records' links, so it is for calling once."""
    digest = hashlib.sha256()
    for each in _in_order(roots):
        digest.update(each.body)
    head = file_meta(DIRECTORY_CLASS, derived_uid("dicomdir", digest.hexdigest()), EXPLICIT_LITTLE)
    head += text_element(0x0004_1130, "CS", file_set_id)
    # Two offsets, the consistency flag and the sequence's own header stand before the first record.
    start = len(head) + 12 + 12 + 10 + 12
    offsets, length = _offsets(roots, start)
    _link(roots, offsets)
    first, last = (offsets[id(roots[0])], offsets[id(roots[-1])]) if roots else (0, 0)
    head += element(ROOT_OFFSETS[0], "UL", struct.pack("<I", first))
    head += element(ROOT_OFFSETS[1], "UL", struct.pack("<I", last))
    head += element(0x0004_1212, "US", b"\0\0")
    yield head + struct.pack("<HH2sHI", 0x0004, 0x1220, b"SQ", 0, length)
    for each in _in_order(roots):
        yield struct.pack("<HHI", 0xFFFE, 0xE000, len(each.body)) + each.body


def pruned(branches: Iterable[Record], levels: int = 3) -> list[Record]:
    """Branches (PATIENT, STUDY, SERIES) without those that lead to no file."""
    kept: list[Record] = []
    for branch in branches:
        if levels > 1:
            branch.below[:] = pruned(branch.below, levels - 1)
        if branch.below:
            kept.append(branch)
    return kept


def _in_order(records: Iterable[Record]) -> Iterator[Record]:
    for each in records:
        yield each
        yield from _in_order(each.below)


def _offsets(roots: list[Record], start: int) -> tuple[dict[int, int], int]:
    """Where each record's item begins in the file, by the record's identity; and the length of all."""
    offsets: dict[int, int] = {}
    position = start
    for each in _in_order(roots):
        offsets[id(each)] = position
        position += 8 + len(each.body)
    return offsets, position - start


def _link(siblings: list[Record], offsets: Mapping[int, int]) -> None:
    for each, following in zip_longest(siblings, siblings[1:]):
        struct.pack_into("<I", each.body, NEXT, offsets[id(following)] if following is not None else 0)
        struct.pack_into("<I", each.body, LOWER, offsets[id(each.below[0])] if each.below else 0)
        _link(each.below, offsets)
