"""A page of a record as it is shown: its picture with the cited words marked, and the same words as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from consilium.actions.records import sheets
from consilium.actions.records.gather import Gathered
from consilium.domain.records import Box, Citation, Line, Page
from consilium.web.family.page import link
from consilium.web.request import CaseRequest

UNIT = 1000
MOST_LINES, BEFORE = 600, 12
MOST_MARKS = 200
LEAST_CLOSE, AROUND = 420, 24  # how much of a page a close-up shows, in thousandths of its width


@dataclass(frozen=True)
class Mark:
    """A box on the picture, in a thousandth of its sides."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Row:
    """A line of words laid over the picture, so that it can be selected: its foot's left end, length and height."""

    text: str
    x: int
    y: int
    length: int
    height: int


@dataclass(frozen=True)
class CloseUp:
    """A part of a page that is UNIT wide and `tall` high, in those units; `marks` are the boxes in it."""

    x: int
    y: int
    width: int
    height: int
    tall: int
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, marks: Sequence[Mark], tall: float) -> CloseUp:
        first, up = marks[0], tall / UNIT
        width = min(max(round(first.width * 1.25), LEAST_CLOSE), UNIT)
        height = min(max(round(first.height * up) + 2 * AROUND, round(width * 0.25)), round(tall))
        x = min(max(first.x + first.width // 2 - width // 2, 0), UNIT - width)
        y = min(max(round((first.y + first.height / 2) * up) - height // 2, 0), round(tall) - height)
        shown = tuple(Mark(one.x, round(one.y * up), one.width, round(one.height * up)) for one in marks)
        return cls(x, y, width, height, round(tall), shown)


@dataclass(frozen=True)
class Sheet:
    """One page. `url` is its picture, "" where it has none; `lines` are its words, in pieces that are marked or not.

    `cut` tells that the page is longer than what is shown. `placed` tells that marks stand on the picture.
    """

    number: int
    of: int
    url: str
    lines: tuple[tuple[tuple[str, bool], ...], ...]
    marks: tuple[Mark, ...] = ()
    rows: tuple[Row, ...] = ()
    cut: bool = False
    recognized: bool = False
    width: int = 0
    height: int = 0

    @property
    def close_up(self) -> CloseUp | None:
        """The part of the page around the first marked words; None where they fill the page, or its size is unknown."""
        if not self.marks or not self.width or not self.height or self.marks[0].width > 0.8 * UNIT:
            return None
        return CloseUp.of(self.marks, UNIT * self.height / self.width)

    @property
    def marked_in_text(self) -> bool:
        return any(marked for line in self.lines for _, marked in line)


def sheet(
    request: CaseRequest,
    one: Gathered,
    number: int,
    boxes: Iterable[Box] = (),
    quotes: Sequence[str] = (),
    most: int = MOST_LINES,
) -> Sheet:
    """The page with boxes marked on its picture and quotes in its words; of its words `most` lines, the marked ones
    among them. Raises NotFoundError, StoreError."""
    page = sheets.page(request.case, one, number)
    shown = sheets.has_pictures(one)
    if shown:
        sheets.get_ready()
    lines, cut = _lines(page, quotes, most)
    return Sheet(
        number=number,
        of=max(one.pages, 1),
        url=link(request, "record_picture", file=one.id, number=number) if shown else "",
        lines=lines,
        marks=tuple(_mark(box) for box in list(boxes)[:MOST_MARKS] if box.right > box.left) if shown else (),
        rows=tuple(_rows(page)) if shown else (),
        cut=cut,
        recognized=page.origin == "ocr",
        width=round(page.width),
        height=round(page.height),
    )


def boxes_on(citations: Iterable[Citation], number: int) -> list[Box]:
    """Where the citations stand on a page."""
    return [one.box for one in citations if one.box is not None and (one.page or 1) == number]


def _mark(box: Box) -> Mark:
    left, top = max(box.left * UNIT - 4, 0), max(box.top * UNIT - 3, 0)
    right, bottom = min(box.right * UNIT + 4, UNIT), min(box.bottom * UNIT + 3, UNIT)
    return Mark(round(left), round(top), round(right - left), round(bottom - top))


def _rows(page: Page) -> Iterator[Row]:
    for line in page.lines:
        box = line.box
        if line.text.strip() and box.right > box.left:
            height = max(round((box.bottom - box.top) * UNIT), 1)
            yield Row(line.text, round(box.left * UNIT), round(box.bottom * UNIT - height * 0.2),
                      max(round((box.right - box.left) * UNIT), 1), height)  # fmt: skip


def _lines(page: Page, quotes: Sequence[str], most: int) -> tuple[tuple[tuple[tuple[str, bool], ...], ...], bool]:
    """The words of the page line by line; of a very long one the part with the first marked words."""
    parts = _parts(page.text, quotes)
    first = page.text.count("\n", 0, parts[0][0]) if parts else 0
    begin = max(0, first - min(BEFORE, most // 3)) if len(page.lines) > most else 0
    kept = page.lines[begin : begin + most]
    at = sum(len(line.text) + 1 for line in page.lines[:begin])
    return tuple(_pieces(kept, at, parts)), len(kept) < len(page.lines)


def _pieces(lines: Sequence[Line], at: int, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[str, bool], ...]]:
    for line in lines:
        pieces, done = [], 0
        for start, end in parts:
            left, right = max(start - at, done), min(end - at, len(line.text))
            if left < right:
                pieces += [(line.text[done:left], False), (line.text[left:right], True)]
                done = right
        yield tuple(piece for piece in (*pieces, (line.text[done:], False)) if piece[0])
        at += len(line.text) + 1


def _parts(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Where the quotes stand, whatever spaces and line ends part their words."""
    found: set[tuple[int, int]] = set()
    for quote in quotes[:MOST_MARKS]:
        words = quote.split()
        if words:
            pattern = re.compile(r"\s+".join(map(re.escape, words)))
            found.update(one.span() for one in pattern.finditer(text))
    return sorted(found)
