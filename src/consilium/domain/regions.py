"""A region of a slide that a person marked and named: a box in pixels of the slide's largest level."""

from __future__ import annotations

from dataclasses import dataclass

from consilium.domain.errors import InputError

NAME_CHARS, NOTE_CHARS = 120, 2_000


@dataclass(frozen=True, slots=True)
class Region:
    """`slide` is the id of the slide's content, `by` the name of who marked it. Sizes in pixels of level 0."""

    slide: str
    name: str
    x: int
    y: int
    width: int
    height: int
    note: str = ""
    by: str = ""


def checked(region: Region, width: int, height: int) -> Region:
    """The region, if it lies on a slide of that size and has a name. Raises InputError."""
    if not region.name.strip() or len(region.name) > NAME_CHARS or len(region.note) > NOTE_CHARS:
        raise InputError("slideview.name_missing")
    inside = 0 <= region.x < width and 0 <= region.y < height
    if not inside or not 0 < region.width <= width - region.x or not 0 < region.height <= height - region.y:
        raise InputError("slideview.box_missing")
    return region
