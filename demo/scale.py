"""How large a story is made: the whole; its papers as large as in life beside tiny images, for measuring how they are
read; or a tiny one with every format and every trap, for tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Sizes in pixels and pixels per inch; `thin` is how many times fewer slices and rows an image has."""

    name: str
    photo_side: int
    photo_ppi: int
    scan_ppi: int
    fax_ppi: int
    thin: int
    slide: int  # the slide's width and height are divided by this
    processes: int


SCALES = {
    "full": Scale("full", 4032, 220, 200, 204, 1, 1, 2),
    "papers": Scale("papers", 3024, 220, 200, 204, 6, 8, 2),
    "small": Scale("small", 820, 72, 72, 72, 6, 8, 1),
}
