"""The index of a TIFF slide's tiles (`domain.slides`): where each lies, and what has to stand before it.

One read of the directories and their arrays, and the head of one tile of each level; nothing is decoded. What can't
leave as it is stored (JPEG 2000, LZW, strips, 16 bits, colours that the stream gets wrong) is marked as to be rendered.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from itertools import islice

from consilium.domain.errors import UnreadableError
from consilium.domain.slides import TILE_SIDE_BOUND, TILES_BOUND, Form, Index, Level
from consilium.readers.jpegparts import RESTART, RGB, YCC, Frame, colour_fits, frame_of, prefix_of, white
from consilium.readers.slide import statements, tiff
from consilium.readers.slide.statements import Slide
from consilium.readers.slide.tiff import Directory

HEAD_BYTES = 16 << 10
TABLES_BOUND = 1 << 16
RENDERED_SIDE = 512
STACK_HEIGHT = 512
WHOLE_SIDE = 4096
_JPEG = 7
_NOT_IN_GRID = ("bif",)  # its tiles overlap: side by side they show no slide


def index_of(slide: Slide) -> Index:
    """The slide's index. Raises UnreadableError where no level can be shown."""
    if slide.format in _NOT_IN_GRID:
        raise UnreadableError("slide.tiles_overlap")
    placed = [(one, one.directory) for one in slide.levels if one.directory is not None]
    levels = [made for one, directory in placed if (made := _level(one, directory)) is not None]
    if not levels:
        raise UnreadableError("slide.no_levels")
    levels.sort(key=lambda one: -one.width)
    size = placed[0][1].tiff.source.size
    return Index(_fitted(slide, levels), size, slide.mpp_x, slide.mpp_y, slide.objective_power)


def _fitted(slide: Slide, levels: list[Level]) -> tuple[Level, ...]:
    """Philips pads its levels to whole tiles; each is half as wide as the one before, whatever its tags say."""
    if slide.format != "philips-tiff":
        return tuple(levels)
    base = levels[0]
    return tuple(_narrowed(one, base, round(base.width / one.width)) for one in levels)


def _narrowed(level: Level, base: Level, step: int) -> Level:
    width, height = min(level.width, -(-base.width // step)), min(level.height, -(-base.height // step))
    return Level(width, height, level.tile_width, level.tile_height, level.across, level.form, level.prefix, level.skip,
                 level.stack, level.height_at, level.place, level.blank, level.offsets, level.lengths)  # fmt: skip


def _level(level: statements.Level, directory: Directory) -> Level | None:
    if directory.width <= 0 or directory.height <= 0:
        return None
    if directory.tiff.ndpi:
        return _large_jpeg(directory) or _to_render(directory)
    if not directory.tiled or not _tile_fits(level):
        return _to_render(directory)
    offsets, lengths = _numbers(directory)
    across = -(-level.width // level.tile_width)
    some_missing = 0 in lengths or len(lengths) < across * -(-level.height // level.tile_height)
    form, prefix = _stored(level, directory, offsets, lengths)
    return Level(
        level.width,
        level.height,
        level.tile_width,
        level.tile_height,
        across,
        form,
        prefix,
        2 if form is Form.STORED else 0,
        place=place_of(directory),
        blank=white(level.tile_width, level.tile_height) if some_missing else b"",
        offsets=_little(offsets),
        lengths=_little(lengths),
    )


def place_of(directory: Directory) -> int:
    """A number by which `directory_at` finds the directory again."""
    main = directory.tiff.directories[directory.index]
    inner = main.subdirectories.index(directory) + 1 if directory is not main else 0
    return directory.index * (tiff.SUBDIRECTORIES_BOUND + 1) + inner


def directory_at(file: tiff.Tiff, place: int) -> Directory:
    """The directory of a place. Raises UnreadableError."""
    index, inner = divmod(place, tiff.SUBDIRECTORIES_BOUND + 1)
    try:
        main = file.directories[index]
        return main.subdirectories[inner - 1] if inner else main
    except IndexError as error:
        raise UnreadableError("slide.damaged") from error


def _tile_fits(level: statements.Level) -> bool:
    return 0 < level.tile_width <= TILE_SIDE_BOUND and 0 < level.tile_height <= TILE_SIDE_BOUND


def _numbers(directory: Directory) -> tuple[array[int], array[int]]:
    """Offsets and lengths; a tile without one of them, or of an absurd size, is not there."""
    offsets, lengths = array("Q"), array("I")
    for offset, length in islice(directory.segments(), TILES_BOUND + 1):
        there = 0 < offset < 1 << 62 and 0 < length < 1 << 32
        offsets.append(offset if there else 0)
        lengths.append(length if there else 0)
    if len(lengths) > TILES_BOUND:
        raise UnreadableError("slide.too_many_tiles")
    return offsets, lengths


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _stored(
    level: statements.Level, directory: Directory, offsets: array[int], lengths: array[int]
) -> tuple[Form, bytes]:
    """Whether the level's tiles can leave as they are, by the tags and one tile, and what stands before them then."""
    transform = _transform(directory)
    if transform is False:
        return Form.RENDERED, b""
    colour = None if transform is True else transform
    prefix = prefix_of(directory.data(tiff.JPEG_TABLES, TABLES_BOUND), colour)
    first = next((number for number, length in enumerate(lengths) if length), None)
    if first is None:
        return Form.STORED, prefix
    head = directory.tiff.source.read_at(offsets[first], min(lengths[first], HEAD_BYTES))
    frame = frame_of(prefix + head[2:]) if head[:2] == b"\xff\xd8" else None
    own = frame_of(head)
    if frame is None or own is None or not frame.plain or not colour_fits(own, colour):
        return Form.RENDERED, b""
    if (frame.width, frame.height) != (level.tile_width, level.tile_height):
        return Form.RENDERED, b""
    return Form.STORED, prefix


def _transform(directory: Directory) -> int | bool:
    """The Adobe transform of a JPEG level; True for grey, False where it is no JPEG that a browser can show."""
    samples = directory.number(tiff.SAMPLES, 1)
    eight_bits = {int(bits) for bits in islice(directory.values(tiff.BITS), 8)} <= {8}
    if directory.number(tiff.COMPRESSION) != _JPEG or not eight_bits:
        return False
    if samples > 1 and directory.number(tiff.PLANAR, 1) != 1:
        return False
    kind = (directory.number(tiff.PHOTOMETRIC, -1), samples)
    known: dict[tuple[int, int], int | bool] = {(1, 1): True, (2, 3): RGB, (6, 3): YCC}
    return known.get(kind, False)


def _to_render(directory: Directory) -> Level:
    """Tiles of our own over a level that has none of use."""
    side = RENDERED_SIDE
    across = -(-directory.width // side)
    return Level(directory.width, directory.height, side, side, across, Form.RENDERED, place=place_of(directory))


# NDPI: one JPEG a level, whose restart intervals can be decoded one by one (openslide.org/formats/hamamatsu).


def _large_jpeg(directory: Directory) -> Level | None:
    """The level as stacks of restart intervals, or whole where it is small; None where neither can be."""
    segment = next(directory.segments(), (0, 0))
    frame = frame_of(directory.tiff.source.read_at(segment[0], TABLES_BOUND)) if segment[0] else None
    if frame is None or not frame.plain or directory.number(tiff.COMPRESSION) != _JPEG:
        return None
    stacked = _stacked(directory, segment, frame)
    if stacked is None and max(directory.width, directory.height) <= WHOLE_SIDE:
        return _whole(directory, segment)
    return stacked


def _whole(directory: Directory, segment: tuple[int, int]) -> Level:
    width, height = directory.width, directory.height
    offsets, lengths = array("Q", [segment[0]]), array("I", [segment[1]])
    return Level(width, height, width, height, 1, Form.STORED, place=place_of(directory), offsets=_little(offsets),
                 lengths=_little(lengths))  # fmt: skip


def _stacked(directory: Directory, segment: tuple[int, int], frame: Frame) -> Level | None:
    wide, high = frame.unit
    in_row = -(-directory.width // wide)
    interval = frame.interval
    if not interval or in_row % interval or interval * wide > TILE_SIDE_BOUND:
        return None
    across, down = in_row // interval, -(-directory.height // high)
    starts = _starts(directory, segment, across * down)
    if starts is None or starts[0] != frame.data_at or not _between_marks(directory, segment, starts):
        return None
    stack = max(1, min(STACK_HEIGHT // high, down))
    head = directory.tiff.source.read_at(segment[0], frame.data_at)
    at = frame.height_at
    prefix = head[: at + 2] + struct.pack(">H", interval * wide) + head[at + 4 :]
    ends = starts[1:]
    ends.append(segment[1])
    lengths = array("I", (end - start for start, end in zip(starts, ends, strict=True)))
    offsets = array("Q", (segment[0] + start for start in starts))
    return Level(directory.width, directory.height, interval * wide, stack * high, across, Form.STACKED, prefix,
                 stack=stack, height_at=at, place=place_of(directory), offsets=_little(offsets),
                 lengths=_little(lengths))  # fmt: skip


def _starts(directory: Directory, segment: tuple[int, int], count: int) -> array[int] | None:
    """Where each interval begins, counted from the JPEG's start: as the file states it, or looked for."""
    if count > TILES_BOUND:
        return None
    starts = array("Q")
    high = _high(directory)
    for low in islice(directory.values(tiff.NDPI_STARTS), count + 1):
        starts.append(int(low) + (next(high, 0) << 32))
    if not starts:
        starts = array("Q", islice(_looked_for(directory, segment), count + 1))
    rising = all(before < after for before, after in zip(starts, islice(starts, 1, None), strict=False))
    short = all(after - before < 1 << 32 for before, after in zip(starts, islice(starts, 1, None), strict=False))
    return starts if len(starts) == count and rising and short and starts[-1] < segment[1] else None


def _high(directory: Directory) -> Iterator[int]:
    return (int(value) for value in directory.values(tiff.NDPI_STARTS_HIGH))


def _between_marks(directory: Directory, segment: tuple[int, int], starts: array[int]) -> bool:
    """Whether some of the starts stand right behind a restart marker: scanners have been seen to state wrong ones."""
    step = max(1, len(starts) // 8)
    for number in range(step, len(starts), step):
        mark = directory.tiff.source.read_at(segment[0] + starts[number] - 2, 2)
        if len(mark) != 2 or mark[0] != 0xFF or mark[1] not in RESTART:
            return False
    return True


def _looked_for(directory: Directory, segment: tuple[int, int]) -> Iterator[int]:
    """The restart markers themselves: one pass over the level, for files that do not state the intervals."""
    source, (begin, length) = directory.tiff.source, segment
    frame = frame_of(source.read_at(begin, TABLES_BOUND))
    if frame is None:
        return
    yield frame.data_at
    at, before = frame.data_at, b""
    while at < length:
        piece = source.read_at(begin + at, min(1 << 20, length - at))
        if not piece:
            return
        data = before + piece
        found = data.find(b"\xff")
        while 0 <= found < len(data) - 1:
            if data[found + 1] in RESTART:
                yield at - len(before) + found + 2
            found = data.find(b"\xff", found + 1)
        at, before = at + len(piece), data[-1:] if data[-1:] == b"\xff" else b""
