"""The envelope of a DICOM file: preamble, File Meta Information, where the data set begins and how it is written.

PS3.10 7.1; also what discs really hold: no preamble, no meta group, a meta group that lies about the encoding.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import NamedTuple

from consilium.readers.dicom.values import LONG_VRS, SHORT_VRS, known_vr

PREFIX = b"DICM"
META_BOUND = 64 * 1024
PROBED_ELEMENTS = 6
IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
# The whole data set is deflated (PS3.5 A.5, A.7, A.11).
DEFLATED = frozenset({"1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"})
# GE's private syntax: implicit little endian with big endian pixels.
IMPLICIT = frozenset({IMPLICIT_LITTLE, "1.2.840.113619.5.2"})

SOP_CLASS, SOP_INSTANCE, SYNTAX = 0x0002, 0x0003, 0x0010

_EXPLICIT = struct.Struct("<HH2sH").unpack_from
_LONG = struct.Struct("<I").unpack_from


class Encoding(NamedTuple):
    """How the elements of a data set are written."""

    implicit: bool
    order: str  # "<" or ">"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around a data set.

    `preamble` is "absent", "empty" (zeros), "tiff" (a dual-personality file, PS3.10 7.1), "program" (begins like an
    executable, a script or a page: CVE-2019-11687) or "other". `meta` holds group 0002's values by element number.
    `dataset` is the offset of the data set. `guessed` says that the encoding was seen, not stated; `contrary` that it
    is stated otherwise.
    """

    preamble: str
    meta: dict[int, str]
    dataset: int
    syntax: str
    encoding: Encoding
    guessed: bool = False
    contrary: bool = False

    @property
    def complete(self) -> bool:
        """Whether preamble, prefix and the meta group's identifiers are all there (PS3.10 7.1)."""
        return self.preamble != "absent" and all(self.meta.get(number) for number in (SOP_CLASS, SOP_INSTANCE, SYNTAX))

    @property
    def deflated(self) -> bool:
        return self.syntax in DEFLATED


def envelope(head: bytes, size: int) -> Envelope | None:
    """The envelope of a file that begins with `head` and is `size` bytes long; None when it is not DICOM."""
    if head[128:132] == PREFIX:
        return _with_meta(head, 132, _preamble(head[:128]))
    if head[:4] == PREFIX:
        return _with_meta(head, 4, "absent")
    if head[:2] == b"\x02\x00" and _begins(head, 0, Encoding(False, "<")):
        return _with_meta(head, 0, "absent")
    found = _bare(head, size)
    return None if found is None else Envelope("absent", {}, 0, "", found, guessed=True)


def _preamble(preamble: bytes) -> str:
    if not preamble.strip(b"\0"):
        return "empty"
    if preamble[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return "tiff"
    start = preamble.lstrip(b"\0\t\r\n ")[:16].lower()
    if start.startswith(
        (b"mz", b"\x7felf", b"#!", b"<", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"pk\3\4", b"%pdf", b"\xef\xbb\xbf<")
    ):
        return "program"
    return "other"


def _with_meta(head: bytes, start: int, preamble: str) -> Envelope:
    meta, dataset = _meta(head, start)
    syntax = meta.get(SYNTAX, "")
    stated = Encoding(syntax in IMPLICIT, ">" if syntax == EXPLICIT_BIG else "<")
    if syntax in DEFLATED:
        return Envelope(preamble, meta, dataset, syntax, stated)
    seen = seen_encoding(head, dataset)
    guessed = not syntax
    if seen is None or (seen == stated and not guessed):
        return Envelope(preamble, meta, dataset, syntax, stated, guessed)
    return Envelope(preamble, meta, dataset, syntax, seen, guessed, contrary=not guessed)


def _meta(head: bytes, start: int) -> tuple[dict[int, str], int]:
    """Group 0002 by element number, and where it ends. It is explicit little endian whatever follows (PS3.10 7.1).

    The end is where another group begins: the stated group length is wrong in many files.
    """
    meta: dict[int, str] = {}
    position, end = start, min(len(head), start + META_BOUND)
    while position + 8 <= end:
        group, element, vr, length = _EXPLICIT(head, position)
        if group != 2:
            break
        body = position + 8
        if vr in LONG_VRS and position + 12 <= end:
            length, body = _LONG(head, position + 8)[0], position + 12
        elif vr not in SHORT_VRS:
            length = _LONG(head, position + 4)[0]  # a meta group written implicitly, which no standard allows
        if body + length > end:
            break
        if element in (SOP_CLASS, SOP_INSTANCE, SYNTAX):
            meta[element] = head[body : body + length].decode("ascii", "replace").strip("\0 ")
        position = body + length
    return meta, position


def seen_encoding(head: bytes, start: int) -> Encoding | None:
    """How the element at `start` is written, by its own bytes; None when they do not tell."""
    for encoding in (Encoding(False, "<"), Encoding(False, ">"), Encoding(True, "<")):
        if _begins(head, start, encoding):
            return encoding
    return None


def _begins(head: bytes, start: int, encoding: Encoding) -> bool:
    """Whether an element of a known, low group stands at `start`."""
    if start + 8 > len(head):
        return False
    group, element = struct.unpack_from(encoding.order + "HH", head, start)
    vr = head[start + 4 : start + 6]
    if group > 0x7FE0 or (group not in (0, 2, 4, 8) and not known_vr(group, element)):
        return False
    if encoding.implicit:
        return vr not in SHORT_VRS and vr not in LONG_VRS and bool(known_vr(group, element))
    return vr in SHORT_VRS or vr in LONG_VRS


def _bare(head: bytes, size: int) -> Encoding | None:
    """The encoding of a file that is nothing but a data set; None unless its first elements leave no doubt.

    Such a file begins with group 0008 (or 0004 of a media directory); its elements are known to the dictionary, in
    ascending order, and their lengths lead from one to the next.
    """
    for encoding in (Encoding(False, "<"), Encoding(True, "<"), Encoding(False, ">")):
        if _chain(head, size, encoding):
            return encoding
    return None


def _chain(head: bytes, size: int, encoding: Encoding) -> bool:
    position, last, seen = 0, 0, 0
    while position + 8 <= len(head) and seen < PROBED_ELEMENTS:
        if not _begins(head, position, encoding):
            return False
        group, element = struct.unpack_from(encoding.order + "HH", head, position)
        tag = group << 16 | element
        if tag <= last or (not seen and group not in (4, 8)) or (element and not known_vr(group, element)):
            return False
        length, body = _length(head, position, encoding)
        last, position, seen = tag, body + length, seen + 1
        if position > size:
            return False
    return seen >= 3 or (seen > 0 and position == size and not encoding.implicit)


def _length(head: bytes, position: int, encoding: Encoding) -> tuple[int, int]:
    """The length of the element's value and where the value begins."""
    if encoding.implicit:
        return struct.unpack_from("<I", head, position + 4)[0], position + 8
    if head[position + 4 : position + 6] in LONG_VRS:
        if position + 12 > len(head):
            return 0xFFFFFFFF, position + 12
        return struct.unpack_from(encoding.order + "I", head, position + 8)[0], position + 12
    return struct.unpack_from(encoding.order + "H", head, position + 6)[0], position + 8
