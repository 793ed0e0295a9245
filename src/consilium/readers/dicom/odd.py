"""The header of a data set that the walk declines, read by pydicom into the same DICOM JSON.

pydicom finds the elements; their values are decoded by `values.attribute` like everyone else's. References of
sequence items carry no offset here: pydicom does not keep it.
"""

from __future__ import annotations

import warnings
from typing import Any

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from consilium.domain.errors import UnreadableError
from consilium.readers.contract import Source, opened
from consilium.readers.dicom.charsets import Repertoire, terms_of
from consilium.readers.dicom.header import MAX_DEPTH, MAX_ELEMENTS, PIXELS, Header, Pixels
from consilium.readers.dicom.part10 import Encoding
from consilium.readers.dicom.values import (
    INLINE_TEXT,
    UNDEFINED,
    Attribute,
    attribute,
    inline_limit,
    known_vr,
    reference,
    settled_vr,
)

DEFER = 16 << 20  # bytes; a longer value is not read at all


def asked(source: Source, start: int, encoding: Encoding, *, inflated: bool = False) -> Header:
    """The header of the data set at `start`, by pydicom. Raises UnreadableError when it finds nothing."""
    stopped: list[tuple[int, bytes, int]] = []

    def at_pixels(tag: Any, vr: str | None, length: int) -> bool:
        found = (tag.group, tag.element) in PIXELS
        if found:
            stopped.append((int(tag), (vr or "").encode(), length))
        return found

    with warnings.catch_warnings(), opened(source) as file:
        warnings.simplefilter("ignore")
        file.seek(start)
        try:
            data = read_dataset(file, encoding.implicit, encoding.order == "<", stop_when=at_pixels, defer_size=DEFER)
            header = _Conversion(inflated).header(data)
        except UnreadableError:
            raise
        except Exception as error:
            raise UnreadableError("dicom.broken") from error
        position = file.tell()
    if stopped:
        _add_pixels(header, stopped[-1], position, inflated)
    elif position > source.size or not header.json:
        header.cut_at = source.size
    return header


def _add_pixels(header: Header, found: tuple[int, bytes, int], position: int, inflated: bool) -> None:
    tag, vr, length = found
    start = position + (8 if not vr or vr not in (b"OB", b"OW", b"OF", b"OD", b"UN") else 12)
    declared = None if length == UNDEFINED else length
    name = f"{tag:08X}"
    header.json[name] = reference(vr.decode() or "OW", start, declared, inflated=inflated)
    header.pixels = Pixels(name, start, declared, inflated)


class _Conversion:
    """From pydicom's elements to DICOM JSON, within the walk's bounds."""

    def __init__(self, inflated: bool) -> None:
        self.inflated = inflated
        self.room = MAX_ELEMENTS
        self.codes: list[str] = []
        self.guessed = False
        self.unknown: tuple[str, ...] = ()

    def header(self, data: Dataset) -> Header:
        json = self.dataset(data, (), False, 0)
        return Header(json, None, None, tuple(dict.fromkeys(self.codes)), self.guessed, self.unknown, "pydicom")

    def dataset(self, data: Dataset, terms: tuple[str, ...], signed: bool, depth: int) -> Attribute:
        """One data set or item; `terms` and `signed` come from the enclosing one (PS3.5 7.5.3)."""
        if depth > MAX_DEPTH:
            self.codes.append("dicom.too_deep")
            return {}
        # All before any: pydicom converts an element where it needs it, and then its bytes are gone.
        found: dict[int, Any] = {int(tag): data.get_item(tag, keep_deferred=True) for tag in sorted(data.keys())}
        stated = _raw(found, 0x00080005)
        terms = terms if stated is None else terms_of(stated)
        letters = Repertoire(terms)
        self.unknown = self.unknown or letters.unknown
        sign = _raw(found, 0x00280103)
        signed = any(sign[:2]) if sign else signed
        out: Attribute = {}
        for element in found.values():
            group, number = element.tag.group, element.tag.element
            if number == 0 or group in (0, 2):
                continue
            self.room -= 1
            if self.room < 0:
                self.codes.append("dicom.header_large")
                break
            out[f"{group:04X}{number:04X}"] = self.element(data, element, (terms, signed, letters), depth)
        self.guessed = self.guessed or letters.guessed
        return out

    def element(self, data: Dataset, element: Any, ways: tuple[tuple[str, ...], bool, Repertoire], depth: int) -> Any:
        terms, signed, letters = ways
        group, number = element.tag.group, element.tag.element
        vr = str(element.VR or "")
        if vr in ("", "UN"):
            public = not group & 1 or not vr
            vr = (known_vr(group, number) if public else "") or "UN"
        vr = settled_vr(vr, signed=signed)
        if vr == "SQ" or not isinstance(element, RawDataElement):
            return self.sequence(data, element, terms, signed, depth)
        return self.value(element, vr, letters, depth)

    def sequence(self, data: Dataset, element: Any, terms: tuple[str, ...], signed: bool, depth: int) -> Attribute:
        if isinstance(element, RawDataElement) and element.value is None and element.length:
            self.codes.append("dicom.header_large")
            return (
                reference("SQ", element.value_tell, element.length, inflated=self.inflated)
                if not depth
                else {"vr": "SQ"}
            )
        found = data[element.tag].value
        if isinstance(found, bytes):
            return {"vr": "UN"}
        items = [self.dataset(item, terms, signed, depth + 1) for item in found or ()]
        return {"vr": "SQ", "Value": items} if items else {"vr": "SQ"}  # type: ignore[dict-item]

    def value(self, raw: RawDataElement, vr: str, letters: Repertoire, depth: int) -> Attribute:
        length = len(raw.value) if raw.value is not None else raw.length
        if length > (INLINE_TEXT if depth else inline_limit(vr)) or (raw.value is None and raw.length):
            if depth:
                self.codes.append("dicom.header_large")
                return {"vr": vr}
            return reference(vr, raw.value_tell, length, inflated=self.inflated)
        order = "<" if raw.is_little_endian or raw.VR == "UN" else ">"
        return attribute(vr, raw.value or b"", order, letters)


def _raw(found: dict[int, Any], tag: int) -> bytes | None:
    value = found[tag].value if tag in found else None
    return value if isinstance(value, bytes) else None
