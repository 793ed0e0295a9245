"""One instance's entry in a series' table and metadata, from the facts of its reading (`consilium.readers.dicom`).

Facts come from a caged worker that a hostile file may have taken over: whatever is not of its shape is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from consilium.domain.dicomweb.attributes import AVAILABLE_SYNTAX, Level, attribute, of_level
from consilium.domain.dicomweb.table import ENCAPSULATED, Instance
from consilium.domain.plain import to_json
from consilium.domain.records import Json

# Stands in kept JSON for the address of the instances' service, which is known when it is asked for.
PLACE = b"\x7fPLACE\x7f".decode()
UNCOMPRESSED = frozenset({"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.113619.5.2"})
IMPLICIT, EXPLICIT, BIG = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"
DEFLATED = frozenset({"1.2.840.10008.1.2.1.99"})
UID = re.compile(r"[0-9]+(\.[0-9]+)*")
LONGEST_UID = 64
FLOATING = {"7FE00008": 32, "7FE00009": 64}
_BULK = re.compile(rb'"BulkDataURI":"#(inflated&)?offset=(\d{1,18})&length=(\d{1,10})"')
_OPEN = re.compile(rb'"BulkDataURI":"#(inflated&)?offset=\d{1,18}"')


@dataclass(frozen=True)
class Entry:
    """One instance: its series by UIDs, where it sorts, its line in the metadata, its line in the table (no span)."""

    study: str
    series: str
    order: tuple[bool, int, str]
    json: bytes
    header: Mapping[str, Json]
    instance: Instance


@lru_cache(maxsize=4096)
def is_uid(text: str) -> bool:
    """Whether a text can be a UID (PS3.5 9.1; leading zeros are let be, as files have them)."""
    return 0 < len(text) <= LONGEST_UID and UID.fullmatch(text) is not None


def entry_of(facts: Mapping[str, Json], file: bytes, size: int) -> Entry | None:
    """The entry of a file of `size` bytes; None where its UIDs do not say what it is."""
    header = _table(facts, "json")
    study, series = _text(_table(facts, "study"), "uid"), _text(_table(facts, "series"), "uid")
    own = _table(facts, "instance")
    uid, sop_class = _text(own, "uid"), _text(own, "sop_class")
    if not (is_uid(study) and is_uid(series) and is_uid(uid) and is_uid(sop_class)):
        return None
    syntax, wrapped = true_syntax(facts), _table(facts, "preamble")
    at = f"{PLACE}/studies/{study}/series/{series}/instances/{uid}/bulkdata/"
    data = dict(header)
    pixels = _table(facts, "pixels")
    tag = str(pixels.get("tag") or "")
    if tag in data:
        data[tag] = {"vr": str(_table(data, tag).get("vr") or "OW"), "BulkDataURI": at + tag}
    query = of_level(header, Level.INSTANCE) | {AVAILABLE_SYNTAX: attribute(AVAILABLE_SYNTAX, syntax)}
    number = own.get("number")
    made = Instance(
        file=file, size=size, uid=uid, sop_class=sop_class, syntax=syntax,
        dataset=min(_whole(wrapped, "dataset"), size),
        span=(0, 0), query=to_json(dict(sorted(query.items()))),
        rows=_bounded(own, "rows"), columns=_bounded(own, "columns"), bits=min(_whole(own, "bits"), 65_535),
        samples=min(_whole(own, "samples") or 1, 65_535),
        whole=bool(wrapped.get("complete")) and syntax == _text(own, "transfer_syntax"),
        big_endian=wrapped.get("big_endian") is True,
        **_pixels(facts, size),
    )  # fmt: skip
    order = (not isinstance(number, int), number if isinstance(number, int) else 0, uid)
    return Entry(study, series, order, _linked(to_json(data), at.encode()), header, made)


def _linked(json: bytes, at: bytes) -> bytes:
    """References into the file as addresses."""
    json = _BULK.sub(lambda m: b'"BulkDataURI":"' + at + _name(m[1], m[2], m[3]) + b'"', json)
    return _OPEN.sub(b'"BulkDataURI":""', json)


def _name(inflated: bytes | None, offset: bytes, length: bytes) -> bytes:
    return (b"inflated-" if inflated else b"") + offset + b"-" + length


def _pixels(facts: Mapping[str, Json], size: int) -> dict[str, Any]:
    pixels, own = _table(facts, "pixels"), _table(facts, "instance")
    offset, length = pixels.get("offset"), pixels.get("length")
    rows, columns = _bounded(own, "rows"), _bounded(own, "columns")
    if not isinstance(offset, int) or offset < 0:
        return {}
    inflated = pixels.get("inflated") is True
    if not inflated and offset > size:
        return {}
    frames = min(max(1, _whole(own, "frames")), 1 << 24)
    found: dict[str, Any] = {
        "has_pixels": rows > 0 and columns > 0,
        "frames": frames,
        "offset": offset,
        "inflated": inflated,
    }
    if not isinstance(length, int) or length < 0:
        return found | {"length": ENCAPSULATED}
    bits = FLOATING.get(str(pixels.get("tag"))) or _whole(own, "bits") or 8
    area = rows * columns * (_whole(own, "samples") or 1)
    area = area // 3 * 2 if own.get("photometric") == "YBR_FULL_422" else area
    if area * bits >= 1 << 40:
        return {}
    odd = frames > 1 and area * bits % 8 != 0
    return found | {"length": length, "frame_length": (area * bits + 7) // 8, "odd_bits": odd}


def true_syntax(facts: Mapping[str, Json]) -> str:
    """The transfer syntax that the data set is written in, stated or seen."""
    wrapped = _table(facts, "preamble")
    stated = _text(_table(facts, "instance"), "transfer_syntax")
    if is_uid(stated) and not (wrapped.get("contrary") and stated in UNCOMPRESSED):
        return stated
    if wrapped.get("implicit"):
        return IMPLICIT
    return BIG if wrapped.get("big_endian") else EXPLICIT


def _table(facts: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = facts.get(name)
    return found if isinstance(found, dict) else {}


def _text(table: Mapping[str, Json], name: str) -> str:
    found = table.get(name)
    return found.strip(" \0") if isinstance(found, str) else ""


def _whole(table: Mapping[str, Json], name: str) -> int:
    found = table.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else 0


def _bounded(table: Mapping[str, Json], name: str) -> int:
    return min(_whole(table, name), 1 << 30)
