"""The header of a data set, walked with `struct` into DICOM JSON: fast, bounded, and never past the pixel data.

Handles explicit little and big endian and implicit little endian (PS3.5 7.1). What it can't be sure of it declines
(`DeclinedError`), and the caller asks pydicom. Elements that are byte for byte the same in slice after slice are
decoded once: the decoded attribute is kept by the element's bytes, so callers must not change what they get.
"""

from __future__ import annotations

import struct

from consilium.domain.records import Json
from consilium.readers.contract import HEAD_BYTES, Source
from consilium.readers.dicom.charsets import Repertoire, terms_of
from consilium.readers.dicom.header import MAX_DEPTH, MAX_ELEMENTS, PIXELS, Header, Pixels
from consilium.readers.dicom.part10 import Encoding
from consilium.readers.dicom.values import (
    INLINE,
    LONG_VRS,
    SHORT_VRS,
    UNDEFINED,
    Attribute,
    attribute,
    inline_limit,
    known_vr,
    reference,
    settled_vr,
)

MAX_HEADER = 256 << 20  # bytes walked
KEPT = 4_096  # elements remembered per way of writing
KEPT_WAYS = 8
KEPT_BYTES = 512  # the longest element that is remembered

ITEM, ITEM_END, SEQUENCE_END = 0xE000, 0xE00D, 0xE0DD

NOTHING, GUESSED, LETTERS, SIGNED = 0, 1, 2, 3  # what an element does to the rest of the walk


class DeclinedError(Exception):
    """The walk can't be sure of this data set."""


class _CutOffError(Exception):
    """The file ends inside an element."""


class _TooMuchError(Exception):
    """A sequence goes beyond a bound."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Kept = dict[bytes, tuple[str, Attribute, int]]
_kept: dict[tuple[bool, str, tuple[str, ...], bool], Kept] = {}


def kept_elements(encoding: Encoding, terms: tuple[str, ...], signed: bool) -> Kept:
    """The decoded elements of one way of writing. Decoding depends on nothing else, so neither does the result."""
    if len(_kept) > KEPT_WAYS:
        _kept.clear()
    found = _kept.setdefault((encoding.implicit, encoding.order, terms, signed), {})
    if len(found) > KEPT:
        found.clear()
    return found


def walked(source: Source, start: int, encoding: Encoding, *, inflated: bool = False) -> Header:
    """The header of the data set that begins at `start`. Raises DeclinedError."""
    return _Walk(source, start, encoding, inflated).header()


def _sequence(items: list[Json]) -> Attribute:
    return {"vr": "SQ", "Value": items} if items else {"vr": "SQ"}


class _Walk:
    """One walk over one data set; keeps a window of the file's bytes."""

    def __init__(self, source: Source, start: int, encoding: Encoding, inflated: bool) -> None:
        self.source, self.start, self.encoding, self.inflated = source, start, encoding, inflated
        self.size = source.size
        self.implicit = encoding.implicit
        self.head = struct.Struct(encoding.order + ("HHI" if encoding.implicit else "HH2sH")).unpack_from
        self.long = struct.Struct(encoding.order + "I").unpack_from
        self.tag = struct.Struct(encoding.order + "HH").unpack_from
        self.window = source.read_at(0 if start < HEAD_BYTES else start, HEAD_BYTES)
        self.base = 0 if start < HEAD_BYTES else start
        self.loaded = len(self.window)
        self.room = MAX_ELEMENTS
        self.terms: tuple[str, ...] = ()
        self.signed = False
        self.letters = Repertoire(())
        self.kept = kept_elements(encoding, (), False)
        self.guessed = False
        self.codes: list[str] = []
        self.pixels: Pixels | None = None

    def header(self) -> Header:
        out: Attribute = {}
        cut_at: int | None = None
        try:
            self.elements(self.start, self.size, 0, out)
        except _CutOffError as error:
            cut_at = error.args[0]
        except _TooMuchError as error:
            self.codes.append(error.code)
        except (struct.error, IndexError) as error:
            raise DeclinedError from error
        tags = list(out)
        if tags != sorted(tags):
            out = {tag: out[tag] for tag in sorted(tags)}
        codes = tuple(dict.fromkeys(self.codes))
        return Header(out, self.pixels, cut_at, codes, self.guessed, self.letters.unknown)

    def load(self, position: int, length: int) -> int:
        """Have `length` bytes from `position` in the window; the position within it. Raises _CutOffError."""
        if position + length > self.size:
            raise _CutOffError(position)
        if position < self.base or position + length > self.base + self.loaded:
            self.window = self.source.read_at(position, max(length, HEAD_BYTES))
            self.base, self.loaded = position, len(self.window)
            if self.loaded < length or position > self.start + MAX_HEADER:
                raise _CutOffError(position) if self.loaded < length else _TooMuchError("dicom.header_large")
        return position - self.base

    def elements(  # noqa: C901, PLR0912, PLR0915 (the one hot loop: calls and attributes would double its time)
        self, position: int, end: int, depth: int, out: Attribute, *, open_end: bool = False
    ) -> int:
        """Elements from `position` into `out`; where they end. `open_end`: until the item delimiter (PS3.5 7.5.1)."""
        window, base, loaded, kept = self.window, self.base, self.loaded, self.kept
        head, long, implicit = self.head, self.long, self.implicit
        while position < end:
            at = position - base
            if at < 0 or at + 12 > loaded:
                at = self.load(position, 8 if self.size - position < 12 else 12)
                window, base, loaded = self.window, self.base, self.loaded
                if len(out) > self.room:
                    raise _TooMuchError("dicom.header_large")
            body = 8
            if implicit:
                group, element, length = head(window, at)
                vr = b""
            else:
                group, element, vr, length = head(window, at)
                if vr in LONG_VRS:
                    length, body = long(window, at + 8)[0], 12
                elif vr not in SHORT_VRS:
                    return self.delimiter(group, element, position, open_end)
            if length > INLINE or group >= 0x7FE0:
                if group == 0xFFFE:
                    return self.delimiter(group, element, position, open_end)
                position = self.large(position, (group, element, vr, length, body), end, depth, out)
                if self.pixels is not None:
                    break
                window, base, loaded, kept = self.window, self.base, self.loaded, self.kept
                continue
            stop = at + body + length
            if stop > loaded:
                if position + body + length > self.size:
                    self.cut_off(position, (group, element, vr, length, body), end, depth, out)
                at = self.load(position, body + length)
                window, base, loaded = self.window, self.base, self.loaded
                stop = at + body + length
            raw = window[at:stop]
            known = kept.get(raw)
            if known is None:
                if position + body + length > end:
                    raise DeclinedError
                known = self.decoded(raw, (group, element, vr, length, body), position, depth)
                window, base, loaded, kept = self.window, self.base, self.loaded, self.kept
            if element:  # group lengths (gggg,0000) do not belong into the JSON (PS3.18 F.2.2)
                out[known[0]] = known[1]
            if known[2]:
                self.effect(known[2], raw[body:])
                kept = self.kept
            position += body + length
        if position > end:
            raise DeclinedError
        if open_end:
            raise _CutOffError(position)
        self.room -= len(out)
        return position

    def cut_off(
        self, position: int, element: tuple[int, int, bytes, int, int], end: int, depth: int, out: Attribute
    ) -> None:
        """Of a short sequence inside which the file ends, keep what is there. Raises _CutOffError."""
        if self.vr_of(*element[:4]) == "SQ":
            self.large(position, element, end, depth, out)
        raise _CutOffError(position)

    def delimiter(self, group: int, element: int, position: int, open_end: bool) -> int:
        if group == 0xFFFE and element == ITEM_END and open_end:
            return position + 8
        raise DeclinedError

    def effect(self, what: int, raw: bytes) -> None:
        """Let an element change how the rest is read: its letters, or the sign of its pixels."""
        if what == GUESSED:
            self.guessed = True
        elif what == LETTERS:
            self.spell(terms_of(raw))
        elif len(raw) >= 2:
            self.signed = any(raw[:2])
            self.kept = kept_elements(self.encoding, self.terms, self.signed)

    def spell(self, terms: tuple[str, ...]) -> None:
        self.terms = terms
        self.letters = Repertoire(terms)
        self.kept = kept_elements(self.encoding, terms, self.signed)

    def vr_of(self, group: int, element: int, vr: bytes, length: int) -> str:
        stated = vr.decode() if vr else "UN"
        if stated == "UN" and not (group & 1 and not self.implicit):
            # PS3.5 6.2.2: a UN value of a public element is what the dictionary says, in implicit little endian.
            stated = known_vr(group, element) or "UN"
            if stated == "SQ" and not self.implicit:
                raise DeclinedError
        if stated == "UN" and length == UNDEFINED:
            if not self.implicit:
                raise DeclinedError
            return "SQ"
        return settled_vr(stated, signed=self.signed)

    def decoded(
        self, raw: bytes, element: tuple[int, int, bytes, int, int], position: int, depth: int
    ) -> tuple[str, Attribute, int]:
        """Decode an element that is not remembered, and remember it."""
        group, number, stated, length, body = element
        vr = self.vr_of(group, number, stated, length)
        before, self.guessed, self.letters.guessed = self.guessed, False, False
        kept = self.kept
        if vr == "SQ":
            items: list[Json] = []
            self.sequence(position + body, length, position + body + length, depth + 1, items)
            value = _sequence(items)
        else:
            order = self.encoding.order if stated != b"UN" else "<"
            value = attribute(vr, raw[body:], order, self.letters)
        effect = GUESSED if self.guessed or self.letters.guessed else NOTHING
        if (group, number) == (0x0008, 0x0005):
            effect = LETTERS
        elif (group, number) == (0x0028, 0x0103):
            effect = SIGNED
        self.guessed = before
        known = (f"{group:04X}{number:04X}", value, effect)
        if len(kept) > KEPT:
            kept.clear()
        if len(raw) <= KEPT_BYTES:
            kept[raw] = known
        return known

    def large(
        self, position: int, element: tuple[int, int, bytes, int, int], end: int, depth: int, out: Attribute
    ) -> int:
        """An element that is not for remembering: a long value, a sequence, pixel data. Where it ends."""
        group, number, stated, length, body = element
        tag, start = f"{group:04X}{number:04X}", position + body
        if depth == 0 and (group, number) in PIXELS:
            return self.pixel_data(tag, stated, start, length, out)
        vr = self.vr_of(group, number, stated, length)
        if vr == "SQ":
            return self.long_sequence(tag, start, length, end, depth + 1, out)
        if length == UNDEFINED:
            if vr not in ("OB", "OW"):
                raise DeclinedError
            stop = self.fragments(start)
            out[tag] = reference(vr, start, stop - start, inflated=self.inflated)
            return stop
        if start + length > self.size:
            if depth == 0:
                out[tag] = reference(vr, start, length, inflated=self.inflated)
            raise _CutOffError(position)
        if start + length > end:
            raise DeclinedError
        if length <= inline_limit(vr):
            at = self.load(start, length)
            order = self.encoding.order if stated != b"UN" else "<"
            out[tag] = attribute(vr, self.window[at : at + length], order, self.letters)
            self.guessed = self.guessed or self.letters.guessed
        else:
            out[tag] = reference(vr, start, length, inflated=self.inflated)
        if not number:
            del out[tag]
        return start + length

    def pixel_data(self, tag: str, stated: bytes, start: int, length: int, out: Attribute) -> int:
        declared = None if length == UNDEFINED else length
        vr = stated.decode() or {"7FE00008": "OF", "7FE00009": "OD"}.get(tag, "OW")
        out[tag] = reference(vr, start, declared, inflated=self.inflated)
        self.pixels = Pixels(tag, start, declared, self.inflated)
        return start

    def long_sequence(self, tag: str, start: int, length: int, end: int, depth: int, out: Attribute) -> int:
        """A sequence of the walk's own data set: at the top, what bounds or the file's end leave of it."""
        letters, signed, room = self.terms, self.signed, self.room
        items: list[Json] = []
        try:
            stop = self.sequence(start, length, end, depth, items)
        except _CutOffError:
            out[tag] = _sequence(items)
            raise
        except _TooMuchError as error:
            if depth > 1 or length == UNDEFINED or start + length > self.size:
                raise
            self.codes.append(error.code)
            self.signed, self.room = signed, room  # what was found of it is dropped
            self.spell(letters)
            out[tag] = reference("SQ", start, length, inflated=self.inflated)
            return start + length
        out[tag] = _sequence(items)
        return stop

    def sequence(self, position: int, length: int, end: int, depth: int, items: list[Json]) -> int:
        """The items of a sequence into `items` (PS3.5 7.5); where it ends."""
        if depth > MAX_DEPTH:
            raise _TooMuchError("dicom.too_deep")
        stop = end if length == UNDEFINED else position + length
        if end < stop <= self.size:
            raise DeclinedError
        while position < stop:
            at = self.load(position, 8)
            group, element = self.tag(self.window, at)
            size = self.long(self.window, at + 4)[0]
            position += 8
            if group == 0xFFFE and element == SEQUENCE_END and length == UNDEFINED:
                return position
            if group != 0xFFFE or element != ITEM:
                raise DeclinedError
            item: Attribute = {}
            items.append(item)
            position = self.item(position, size, stop, depth, item)
        if length == UNDEFINED:
            raise _CutOffError(position)
        return position

    def item(self, position: int, size: int, stop: int, depth: int, item: Attribute) -> int:
        letters, signed = self.terms, self.signed
        if size == UNDEFINED:
            position = self.elements(position, stop, depth, item, open_end=True)
        elif stop < position + size <= self.size:
            raise DeclinedError
        else:
            position = self.elements(position, position + size, depth, item)
        if (self.terms, self.signed) != (letters, signed):  # an item's own character set ends with it (PS3.5 7.5.3)
            self.signed = signed
            self.spell(letters)
        self.room -= 1
        if self.room < 0:
            raise _TooMuchError("dicom.header_large")
        return position

    def fragments(self, position: int) -> int:
        """Past the fragments of an encapsulated value inside a sequence, an icon's pixels (PS3.5 A.4)."""
        while True:
            at = self.load(position, 8)
            group, element = self.tag(self.window, at)
            size = self.long(self.window, at + 4)[0]
            position += 8
            if group == 0xFFFE and element == SEQUENCE_END:
                return position
            if group != 0xFFFE or element != ITEM:
                raise DeclinedError
            position += size
