"""Tiles of slides, in front of the pages: `/tiles/case/<case>/<file>/info.json` and `.../<level>/<x>_<y>.jpg`.

What is stored at an address never changes, so a browser may keep it for itself; the right to see is asked for each time
that it asks. What is not there costs a look at the index and leaves nothing in memory.
"""

from __future__ import annotations

from consilium.actions.imaging.slides import Slide, slide_of, tile
from consilium.domain.errors import NotFoundError, UnreadableError
from consilium.web.imaging.asked import Answered, Asked, RefusedError, as_json, id_of, of_bytes

DAY = 86_400
MARK = '"t1"'  # how tiles are made: a change of that is another mark
INFO, TYPE = "info.json", ".jpg"
LONGEST_NUMBER = 9
NOT_SHOWN = 422


def tiles(asked: Asked) -> Answered:
    """A tile, or what a viewer has to know of the slide. Raises NotFoundError, DeniedError, RefusedError."""
    if asked.method not in ("GET", "HEAD"):
        raise RefusedError(405, "viewing.bad_request")
    path = asked.path
    if len(path) < 4 or path[0] != "case":
        raise NotFoundError("errors.not_found")
    case = asked.case(path[1])
    try:
        slide = slide_of(case, id_of(path[2]))
        if path[3:] == (INFO,):
            return as_json(told(slide))
        level, column, row = _place(path[3:])
        if asked.header("HTTP_IF_NONE_MATCH") == MARK and inside(slide, level, column, row):
            return Answered(304, "image/jpeg", (), None, (("ETag", MARK),), DAY)
        data = tile(case, slide, level, column, row)
    except UnreadableError as error:
        raise RefusedError(NOT_SHOWN, error.code, **error.args_for_text) from error
    return of_bytes(data, "image/jpeg", max_age=DAY, headers=(("ETag", MARK),))


def told(slide: Slide) -> dict[str, object]:
    """The slide as its viewer needs it. Lengths in pixels; `mpp` in micrometres a pixel, null where unstated."""
    base = slide.sizes[0]
    return {
        "width": base.width,
        "height": base.height,
        "mpp": [slide.mpp_x, slide.mpp_y] if slide.mpp_x and slide.mpp_y else None,
        "objective": slide.objective,
        "levels": [
            {"width": one.width, "height": one.height, "tileWidth": one.tile_width, "tileHeight": one.tile_height,
             "columns": one.columns, "rows": one.rows}
            for one in slide.sizes
        ],
    }  # fmt: skip


def inside(slide: Slide, level: int, column: int, row: int) -> bool:
    """Whether the slide has such a tile."""
    sizes = slide.sizes
    return level < len(sizes) and column < sizes[level].columns and row < sizes[level].rows


def _place(path: tuple[str, ...]) -> tuple[int, int, int]:
    """(level, column, row) of `<level>/<x>_<y>.jpg`."""
    if len(path) == 2 and path[1].endswith(TYPE):
        column, _, row = path[1].removesuffix(TYPE).partition("_")
        numbers = (path[0], column, row)
        if all(one.isascii() and one.isdigit() and len(one) <= LONGEST_NUMBER for one in numbers):
            return int(numbers[0]), int(numbers[1]), int(numbers[2])
    raise NotFoundError("errors.not_found")
