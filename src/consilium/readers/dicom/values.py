"""One element's value as a DICOM JSON attribute (PS3.18 F.2), and the value representations (PS3.5 6.2).

`attribute` is the one place where bytes become values, whichever way the element was found.
"""

from __future__ import annotations

import base64
import math
import struct
from functools import lru_cache
from typing import TypeAlias

from pydicom.datadict import dictionary_has_tag, dictionary_VR

from consilium.domain.records import Json
from consilium.readers.dicom.charsets import Repertoire

Attribute: TypeAlias = "dict[str, Json]"

INLINE = 1024  # bytes; a longer value becomes a reference
INLINE_TEXT = 64 * 1024
UNDEFINED = 0xFFFFFFFF

# Two bytes of length after the VR, or two reserved and four of length (PS3.5 7.1.2).
SHORT_VRS = frozenset(
    b"AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split()
)  # fmt: skip
LONG_VRS = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())

BINARY = frozenset(["OB", "OD", "OF", "OL", "OV", "OW", "UN"])
ONE_TEXT = frozenset(["LT", "ST", "UT", "UR"])  # a backslash is a letter in these
FREE_TEXT = frozenset(["LO", "SH", "UC"])
LONG_TEXT = frozenset(["LT", "ST", "UT", "UC", "LO"])
NUMBERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d", "UV": "Q", "SV": "q"}
SAFE_INTEGER = 1 << 53  # beyond it JavaScript rounds; PS3.18 F.2.3 allows a string


def attribute(vr: str, raw: bytes, order: str, letters: Repertoire) -> Attribute:
    """The attribute of a value. `order` is "<" or ">". Sequences are not for here."""
    if vr in BINARY:
        return (
            {"vr": vr, "InlineBinary": base64.b64encode(_in_little_endian(vr, raw, order)).decode()}
            if raw
            else {"vr": vr}
        )
    values = _values(vr, raw, order, letters)
    return {"vr": vr, "Value": values} if values else {"vr": vr}


def reference(vr: str, offset: int, length: int | None, *, inflated: bool = False) -> Attribute:
    """An attribute whose value stays in the file. `length` is None where it runs to the end of the file.

    The URI is relative: `#offset=4096&length=524288`; offsets of a deflated file count in the inflated data set.
    """
    where = f"offset={offset}" + ("" if length is None else f"&length={length}")
    return {"vr": vr, "BulkDataURI": f"#inflated&{where}" if inflated else f"#{where}"}


def inline_limit(vr: str) -> int:
    """Up to how many bytes a value of this representation stands in the JSON."""
    return INLINE_TEXT if vr in LONG_TEXT else INLINE


@lru_cache(maxsize=20_000)
def known_vr(group: int, element: int) -> str:
    """The dictionary's VR (PS3.6), "" for an unknown or private tag. May be ambiguous: `US or SS`."""
    tag = group << 16 | element
    if group & 1:
        return "LO" if 0x10 <= element <= 0xFF else ""
    return str(dictionary_VR(tag)) if dictionary_has_tag(tag) else ""


def settled_vr(vr: str, *, signed: bool) -> str:
    """One VR of an ambiguous one (PS3.5 Annex A, PS3.6): by Pixel Representation, or the wider of OB and OW."""
    if " or " not in vr:
        return vr
    if "OW" in vr:
        return "OW"
    return "SS" if signed else "US"


def _values(vr: str, raw: bytes, order: str, letters: Repertoire) -> list[Json]:
    if vr in NUMBERS:
        return _numbers(NUMBERS[vr], raw, order)
    if vr == "PN":
        return _names(raw, letters)
    if vr in ONE_TEXT:
        text = letters.text(raw).rstrip("\0 ")
        return [text] if text else []
    if vr in FREE_TEXT:
        return _filled([part.rstrip("\0 ") for part in _parts(raw, letters)])
    if vr == "AT":
        count = len(raw) // 4
        pairs = struct.unpack(f"{order}{count * 2}H", raw[: count * 4])
        return [f"{pairs[i]:04X}{pairs[i + 1]:04X}" for i in range(0, len(pairs), 2)]
    texts = [part.strip("\0 ") for part in raw.decode("latin-1").split("\\")]
    if vr in ("DS", "IS"):
        return _filled([_decimal(text, whole=vr == "IS") for text in texts])
    return _filled(texts)


def _filled(values: list[Json] | list[str] | list[str | int | float]) -> list[Json]:
    """Empty values are null; a list of nothing else is empty (PS3.18 F.2.5)."""
    filled: list[Json] = [None if value == "" else value for value in values]
    return filled if any(value is not None for value in filled) else []


def _parts(raw: bytes, letters: Repertoire) -> list[str]:
    if letters.splits_late:
        return letters.text(raw).split("\\")
    return [letters.text(part) for part in raw.split(b"\\")]


def _decimal(text: str, *, whole: bool) -> str | int | float:
    """A number string as a number; what is none stays the string it is (PS3.18 F.2.3)."""
    if len(text) > 64:
        return text
    try:
        value = int(text) if whole or text.isdecimal() else float(text)
    except ValueError:
        return _odd_decimal(text)
    return value if math.isfinite(value) and abs(value) < SAFE_INTEGER else text


def _odd_decimal(text: str) -> str | int | float:
    """An integer string written as a decimal (`1.0`), which some devices do."""
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if math.isfinite(value) and value.is_integer() and abs(value) < SAFE_INTEGER else text


def _numbers(letter: str, raw: bytes, order: str) -> list[Json]:
    count = len(raw) // struct.calcsize(letter)
    values = struct.unpack(f"{order}{count}{letter}", raw[: count * struct.calcsize(letter)])
    if letter in "fd":
        return [value if math.isfinite(value) else _not_finite(value) for value in values]
    return [value if abs(value) < SAFE_INTEGER else str(value) for value in values]


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "inf" if value > 0 else "-inf"


def _names(raw: bytes, letters: Repertoire) -> list[Json]:
    if letters.splits_late:
        texts = letters.text(raw, name=True).rstrip("\0 ").split("\\")
    else:
        texts = [letters.text(part, name=True) for part in raw.rstrip(b"\0 ").split(b"\\")]
    names: list[Json] = [_name(text) for text in texts]
    return names if any(names) else []


def _name(text: str) -> Json:
    groups = [group.rstrip("\0 ") for group in text.split("=")[:3]]
    labels = ("Alphabetic", "Ideographic", "Phonetic")
    return {label: group for label, group in zip(labels, groups, strict=False) if group} or None


def _in_little_endian(vr: str, raw: bytes, order: str) -> bytes:
    """InlineBinary is little endian whatever the file was (PS3.18 F.2.7)."""
    width = {"OW": 2, "OF": 4, "OL": 4, "OD": 8, "OV": 8}.get(vr, 1)
    if order == "<" or width == 1 or len(raw) % width:
        return raw
    return b"".join(raw[i : i + width][::-1] for i in range(0, len(raw), width))
