"""A box of a level that can't leave as it is stored: the tiles or strips under it are decoded into one picture."""

from __future__ import annotations

from PIL import Image

from consilium.domain.errors import UnreadableError
from consilium.domain.slides import TILE_SIDE_BOUND
from consilium.readers.slide import tiff
from consilium.readers.slide.pixels import DATA_BOUND, PIXELS_BOUND, picture_of, segment_of
from consilium.readers.slide.tiff import Directory

SEGMENTS_BOUND = 1024  # under one box

Box = tuple[int, int, int, int]


def asked_for(text: str) -> tuple[int, Box]:
    """(place, (x, y, width, height) in pixels) of `Wanted.asked`. Raises UnreadableError."""
    try:
        place, x, y, width, height = (int(part) for part in text.split(","))
    except ValueError as error:
        raise UnreadableError("slide.tile_damaged") from error
    if min(place, x, y) < 0 or not 0 < width <= TILE_SIDE_BOUND or not 0 < height <= TILE_SIDE_BOUND:
        raise UnreadableError("slide.tile_damaged")
    return place, (x, y, width, height)


def rendered(directory: Directory, box: Box) -> Image.Image:
    """The box in RGB; white where nothing is stored. Raises UnreadableError."""
    picture = Image.new("RGB", (box[2], box[3]), "white")
    if directory.tiff.ndpi:
        whole = picture_of(directory)
        picture.paste(whole, (-box[0], -box[1]))
        return picture
    width, height = _grid(directory)
    if width * height > PIXELS_BOUND:
        raise UnreadableError("slide.picture_too_large")
    across = -(-directory.width // width)
    columns = range(box[0] // width, min(across, -(-(box[0] + box[2]) // width)))
    rows = range(box[1] // height, min(-(-directory.height // height), -(-(box[1] + box[3]) // height)))
    if len(columns) * len(rows) > SEGMENTS_BOUND:
        raise UnreadableError("slide.picture_too_large")
    for row in rows:
        for column in columns:
            high = height if directory.tiled else min(height, directory.height - row * height)
            decoded = _segment(directory, row * across + column, width, high)
            if decoded is not None:
                picture.paste(decoded, (column * width - box[0], row * height - box[1]))
    return picture


def _grid(directory: Directory) -> tuple[int, int]:
    """Width and height of the directory's own tiles, or of its strips."""
    if directory.tiled:
        width, height = directory.number(tiff.TILE_WIDTH), directory.number(tiff.TILE_HEIGHT)
    else:
        width = directory.width
        height = min(directory.number(tiff.ROWS_PER_STRIP, directory.height) or directory.height, directory.height)
    if width <= 0 or height <= 0:
        raise UnreadableError("slide.tile_damaged")
    return width, height


def _segment(directory: Directory, number: int, width: int, height: int) -> Image.Image | None:
    offset, length = directory.segment(number)
    if not offset or not length:
        return None
    if length > DATA_BOUND:
        raise UnreadableError("slide.picture_too_large")
    data = directory.tiff.source.read_at(offset, length)
    if len(data) < length:
        raise UnreadableError("slide.tile_damaged")
    return segment_of(directory, data, width, height)
