"""A slide made nameless: every byte that no kept tag of a kept image leads to becomes zero, the rest stays in place.

Label and macro are overwritten, not just unlinked; so are dropped tags, and bytes between that nothing refers to.
Offsets do not change, so a slide of any size is copied once, without its tiles being touched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy
from numpy.typing import NDArray

from consilium.domain.deidentification import Cleaned, Deed, Tally, TiffRules, aperio_description, ome_description
from consilium.domain.errors import UnreadableError
from consilium.domain.records import Remark
from consilium.readers.colourprofile import without_texts
from consilium.readers.contract import Context, Source
from consilium.readers.silenced import silenced
from consilium.readers.slide import tiff, vendors
from consilium.readers.slide.rawtiff import Block, RawTiff, Tag
from consilium.readers.slide.statements import Slide
from consilium.readers.slide.tiff import SUB_IFDS, Directory, Tiff

CHUNK = 1 << 20
MOST_SEGMENTS = 5_000_000
JPEG_HEAD = 64 * 1024
MOST_HEADS = 1_000  # streams of one image whose comments are emptied; tiles are looked at by samples
PROFILE = 34675
_JPEG = (6, 7)

Ranges = NDArray[numpy.int64]  # (count, 2): start, end


@dataclass
class _Plan:
    """What of the file stays: ranges that are copied, and bytes that are written over them."""

    ranges: list[Ranges] = field(default_factory=list)
    patches: list[tuple[int, bytes]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def keep(self, start: int, length: int) -> None:
        self.ranges.append(numpy.array([[start, start + length]], numpy.int64))

    def write(self, start: int, data: bytes) -> None:
        self.keep(start, len(data))
        self.patches.append((start, data))


def make_nameless(source: Source, context: Context, rules: TiffRules) -> Cleaned:
    """Write the slide as a member `slide`. Raises UnreadableError with the reason where it may not leave."""
    file = Tiff(source)
    slide = vendors.slide_of(file)
    if slide is None or slide.format not in rules.formats:
        raise UnreadableError("deidentification.slide_format")
    kept = [level.directory for level in slide.levels if level.directory is not None]
    if slide.format == "ndpi":  # other focal planes of the tissue
        kept = [one for one in file.directories if (one.real(tiff.NDPI_LENS) or 0) > 0]
    if file.damaged or not kept or any(one.end() > source.size for one in kept):
        raise UnreadableError("deidentification.slide_damaged")
    plan = _planned(RawTiff(file), file, kept, slide, rules)
    for name in slide.associated:
        plan.tally.add(f"({name})", Deed.REMOVED)
    with context.member(f"slide.{slide.format}") as member:
        for piece in _written(source, plan):
            context.alive()
            member.write(piece)
    remarks = [Remark("deidentification.slide_pictures")] if {"label", "macro"} & slide.associated.keys() else []
    return Cleaned(plan.tally.changes(), remarks=tuple(remarks), facts={"format": slide.format})


def _planned(raw: RawTiff, file: Tiff, kept: list[Directory], slide: Slide, rules: TiffRules) -> _Plan:
    blocks = {id(one): block for one, block in raw.blocks() if any(one is other for other in kept)}
    if len(blocks) != len(kept):
        raise UnreadableError("deidentification.slide_damaged")
    if slide.format == "ome-tiff" and _has_more_planes(file, slide):
        raise UnreadableError("deidentification.slide_format")
    plan = _Plan()
    chain = [one for one in file.directories if id(one) in blocks]
    if not chain or chain[0] is not file.directories[0]:
        raise UnreadableError("deidentification.slide_format")
    plan.keep(0, raw.header_size)
    following = {id(one): blocks[id(after)].offset for one, after in pairwise(chain)}
    for one in kept:
        block = blocks[id(one)]
        below = bool(one.subdirectories) and all(id(each) in blocks for each in one.subdirectories)
        tags = _tags(plan, raw, (one, block), slide, rules if below else replace(rules, tags=rules.tags - {SUB_IFDS}))
        plan.write(block.offset, raw.packed(tags, following.get(id(one), 0)))
        plan.ranges.append(_segments(one))
        _silence(plan, file.source, one)
    _must_not_share(plan, [one for one in _all(file.directories) if id(one) not in blocks])
    return plan


def _has_more_planes(file: Tiff, slide: Slide) -> bool:
    """Whether there are more pictures as large as the slide: focal planes or colours of light, which would be lost."""
    base, small = file.directories[0], [id(one) for one in slide.associated.values()]
    return any(
        (one.width, one.height) == (base.width, base.height) and id(one) not in small for one in file.directories[1:]
    )


def _tags(plan: _Plan, raw: RawTiff, of: tuple[Directory, Block], slide: Slide, rules: TiffRules) -> list[Tag]:
    """The directory's tags that stay; their values are kept or written over."""
    found = []
    one, block = of
    for tag in block.tags:
        value = _rewritten(tag.number, one, slide, rules)
        if value and not tag.inline and value == one.data(tag.number):
            found.append(tag)
            plan.keep(tag.offset, tag.size)
        elif value and len(value) <= tag.size and not tag.inline:
            found.append(raw.resized(tag, len(value)))
            plan.write(tag.offset, value)
            plan.tally.add(f"TIFF {tag.number}", Deed.CLEANED)
        elif value is not None or tag.number not in rules.tags:
            plan.tally.add(f"TIFF {tag.number}", Deed.REMOVED)
        else:
            found.append(tag)
            if not tag.inline:
                plan.keep(tag.offset, tag.size)
    return found


def _rewritten(number: int, one: Directory, slide: Slide, rules: TiffRules) -> bytes | None:
    """The new value of a tag that has words in it, None for other tags; b"" says that the tag goes."""
    if number == tiff.DESCRIPTION and slide.format == "ome-tiff" and one is slide.levels[0].directory:
        size = (one.width, one.height, one.number(tiff.SAMPLES, 1), one.number(tiff.BITS, 8))
        return ome_description(size, (slide.mpp_x, slide.mpp_y), slide.objective_power).encode("ascii") + b"\0"
    if number == tiff.DESCRIPTION and slide.format == "svs":
        return aperio_description(one.text(number), rules.aperio).encode("ascii", "replace") + b"\0"
    if number == tiff.MAKE and one.text(number) in rules.makers:
        return one.text(number).encode("ascii", "replace") + b"\0"
    if number == PROFILE:
        return without_texts(one.data(number)) or b""
    if number == tiff.JPEG_TABLES:
        return silenced(one.data(number)) or b""
    return None


def _segments(one: Directory) -> Ranges:
    listed: list[tuple[int, int]] = []
    for offset, count in one.segments():
        listed.append((offset, offset + count))
        if len(listed) > MOST_SEGMENTS:
            raise UnreadableError("deidentification.slide_damaged")
    return numpy.array(listed, numpy.int64).reshape(-1, 2)


def _silence(plan: _Plan, source: Source, one: Directory) -> None:
    """Empty the comments of the image's JPEG streams. Tiles have none: where a sample has one, the slide is refused."""
    if one.number(tiff.COMPRESSION) not in _JPEG:
        return
    segments = _segments(one)
    if len(segments) <= MOST_HEADS:
        for start, end in segments:
            _silence_one(plan, source, int(start), int(end))
        return
    for start, end in (segments[0], segments[len(segments) // 2], segments[-1]):
        head = source.read_at(int(start), min(JPEG_HEAD, int(end - start)))
        if silenced(head) != head:
            raise UnreadableError("deidentification.slide_format")


def _silence_one(plan: _Plan, source: Source, start: int, end: int) -> None:
    head = source.read_at(start, min(JPEG_HEAD, end - start))
    quiet = silenced(head)
    if quiet is None:
        raise UnreadableError("deidentification.slide_format")
    if quiet != head:
        plan.patches.append((start, quiet))


def _all(directories: Sequence[Directory]) -> Iterator[Directory]:
    for one in directories:
        yield one
        yield from one.subdirectories


def _must_not_share(plan: _Plan, dropped: Sequence[Directory]) -> None:
    """Raises UnreadableError where an image that goes shares bytes with one that stays."""
    kept = _merged(plan.ranges)
    for one in dropped:
        for start, end in _segments(one):
            at = int(numpy.searchsorted(kept[:, 1], start, "right"))
            if end > start and at < len(kept) and kept[at, 0] < end:
                raise UnreadableError("deidentification.slide_damaged")


def _merged(ranges: list[Ranges]) -> Ranges:
    """The ranges in order, those that touch made one."""
    whole = numpy.concatenate(ranges)
    whole = whole[(whole[:, 1] > whole[:, 0]) & (whole[:, 0] >= 0)]
    whole = whole[whole[:, 0].argsort(kind="stable")]
    ends = numpy.maximum.accumulate(whole[:, 1])
    first = numpy.concatenate(([True], whole[1:, 0] > ends[:-1]))
    starts = whole[first, 0]
    last = numpy.concatenate((first[1:], [True]))
    return numpy.stack([starts, ends[last]], axis=1)


def _written(source: Source, plan: _Plan) -> Iterator[bytes]:
    """The new file: ranges as they were with patches over them, zeros between."""
    patches = sorted(plan.patches)
    at = 0
    for start, end in _merged(plan.ranges):
        start, end = int(start), min(int(end), source.size)
        yield from _zeros(start - at)
        for place in range(start, end, CHUNK):
            piece = bytearray(source.read_at(place, min(CHUNK, end - place)))
            if len(piece) < min(CHUNK, end - place):
                raise UnreadableError("deidentification.slide_damaged")
            _patch(piece, place, patches)
            yield bytes(piece)
        at = max(at, end)
    yield from _zeros(source.size - at)


def _zeros(count: int) -> Iterator[bytes]:
    while count > 0:
        yield bytes(min(count, CHUNK))
        count -= CHUNK


def _patch(piece: bytearray, place: int, patches: list[tuple[int, bytes]]) -> None:
    """Write the patches that fall into `piece`, which stands at `place` of the file."""
    longest = max((len(data) for _, data in patches), default=0)
    index = bisect_left(patches, (place - longest, b""))
    while index < len(patches) and patches[index][0] < place + len(piece):
        start, data = patches[index]
        low, high = max(start, place), min(start + len(data), place + len(piece))
        if low < high:
            piece[low - place : high - place] = data[low - start : high - start]
        index += 1
