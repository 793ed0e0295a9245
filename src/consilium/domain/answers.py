"""What a reader made of a file, in three parts that are kept and opened apart: head, findings, body.

The head is small and is opened for lists, pages and decisions; findings for the clinical summary; the body (text with
places, facts) for one record at a time. A body is zlib over lines of JSON, first the reading without its pages, then
one line a page, so that thousands of pages are written and read one after another. Lines' boxes are whole numbers, in
1/20,000 of the page; words' boxes are as `Words` keeps them, and their texts follow from the line's.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings import Finding
from consilium.domain.imaging import Instance, instance_of
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import Box, Line, Page, PersonNamed, Reading, Remark, Words
from consilium.domain.sorting import Sorted

UNIT = 20_000
LEVEL = 3
LARGEST = 1 << 30
"""Most bytes that a body or a list of findings is unpacked to."""
_MEMBER_LOCKED = "archive.member_locked"  # the remark of an archive of which some members stayed shut
_NOWHERE = PersonNamed("").citation


@dataclass(frozen=True, slots=True)
class Head:
    """What is kept at hand of an answer. `instance` is there for DICOM only; `pages` counts those with text or not."""

    reader: str
    format: str
    sorted: Sorted
    litter: bool = False
    pages: int = 0
    body_part: str = ""
    remarks: tuple[Remark, ...] = ()
    instance: Instance | None = None


@dataclass(frozen=True)
class Index:
    """What the tables say of an answer, in the clear or as a keyed hash. `parts`: lengths of findings and body."""

    reader: str
    format: str
    litter: bool = False
    category: str = ""
    series_uid: str = ""
    locked: bool = False
    parts: tuple[int, int] = (0, 0)
    pages: int = 0


def head_of(reader: str, reading: Reading, made: Sorted) -> Head:
    """The head of a reading."""
    series = _table(reading.facts, "series")
    return Head(
        reader=reader,
        format=reading.format,
        sorted=made,
        litter=reading.litter,
        pages=len(reading.pages),
        body_part=str(series.get("body_part") or ""),
        remarks=reading.remarks,
        instance=instance_of(reading.facts) if reader == "dicom" else None,
    )


def index_of(head: Head, reading: Reading, parts: tuple[int, int]) -> Index:
    """What the tables keep of an answer."""
    return Index(
        reader=head.reader,
        format=head.format,
        litter=head.litter,
        category=head.sorted.category.value or "",
        series_uid=str(_table(reading.facts, "series").get("uid") or ""),
        locked=any(remark.code == _MEMBER_LOCKED for remark in reading.remarks),
        parts=parts,
        pages=head.pages,
    )


def naming_of(people: Iterable[PersonNamed]) -> bytes:
    """The people that a file names, as JSON without their places: the same for every slice of a disc. b"" for none."""
    named = list(dict.fromkeys(replace(person, citation=_NOWHERE) for person in people))
    return to_json(named) if named else b""


def findings_to_bytes(findings: Iterable[Finding]) -> bytes:
    """The findings; b"" where there are none."""
    listed = list(findings)
    return zlib.compress(to_json(listed), LEVEL) if listed else b""


def findings_from_bytes(data: bytes) -> tuple[Finding, ...]:
    """Raises ValueError for what is none of ours."""
    if not data:
        return ()
    listed = from_json(_unpacked(data))
    if not isinstance(listed, list):
        raise ValueError("not a list of findings")
    return tuple([build(Finding, one) for one in listed])


def body_pieces(reading: Reading) -> Iterator[bytes]:
    """The body in pieces, a page's work at a time."""
    packer = zlib.compressobj(LEVEL)
    yield packer.compress(to_json(replace(reading, pages=())) + b"\n")
    for page in reading.pages:
        yield packer.compress(to_json(_page_plain(page)) + b"\n")
    yield packer.flush()


def body_from_bytes(data: bytes) -> Reading:
    """The whole reading. Raises ValueError for what is no body."""
    lines = _unpacked(data).split(b"\n")
    reading = build(Reading, from_json(lines[0]))
    return replace(reading, pages=tuple([_page(from_json(line)) for line in lines[1:] if line]))


def page_from_bytes(data: bytes, number: int) -> Page | None:
    """One page of a body, None where it has none of that number. Raises ValueError for what is no body.

    Only that page is made: of thousands, one costs what one costs.
    """
    begun = b"[%d," % number
    found = next((line for line in _unpacked(data).split(b"\n")[1:] if line.startswith(begun)), None)
    return None if found is None else _page(from_json(found))


def _unpacked(data: bytes, largest: int = LARGEST) -> bytes:
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(data, largest)
    except zlib.error as error:
        raise ValueError("not a zlib stream") from error
    if not inflater.eof or inflater.unused_data:
        raise ValueError("not one whole zlib stream")
    return plain


def _page_plain(page: Page) -> list[object]:
    lines = [_line_plain(line) for line in page.lines]
    return [page.number, page.width, page.height, page.origin, page.turned, lines]


def _page(data: Any) -> Page:
    number, width, height, origin, turned, lines = data
    if not isinstance(number, int) or not isinstance(origin, str):
        raise ValueError("not a page")
    return Page(number, tuple([_line(one) for one in lines]), float(width), float(height), origin, float(turned))


def _line_plain(line: Line) -> list[object]:
    """[text, box, confidence, spots of the words in base64, their texts where they are not the line's]; of a heading
    also its level."""
    confidence = None if line.confidence is None else round(line.confidence, 4)
    words = line.words if isinstance(line.words, Words) else Words.of(line.words, line.text)
    spots = b64encode(words.spots).decode("ascii")
    texts = None if words.texts == line.text else words.texts
    return [line.text, _box_plain(line.box), confidence, spots, texts, *([line.level] if line.level else [])]


def _line(data: Any) -> Line:
    text, box, confidence, spots, texts, *told = data  # a level, which earlier versions did not tell
    if not isinstance(text, str) or not all(isinstance(one, int) for one in told):
        raise ValueError("not a line")
    words = Words(text if texts is None else tuple([str(one) for one in texts]), b64decode(spots))
    return Line(text, _box(box), words, None if confidence is None else float(confidence), *told)


def _box_plain(box: Box) -> list[int]:
    return [round(side * UNIT) for side in (box.left, box.top, box.right, box.bottom)]


def _box(data: Any) -> Box:
    left, top, right, bottom = data
    return Box(left / UNIT, top / UNIT, right / UNIT, bottom / UNIT)


def _table(facts: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = facts.get(name)
    return found if isinstance(found, dict) else {}
