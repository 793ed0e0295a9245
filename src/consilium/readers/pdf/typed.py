"""The text layer of a PDF page (ISO 32000-1 9) as words with places, by PDFium.

PDFium gives characters in the order of the content stream. They are joined to words here, grouped by the direction
that they run in (a page typed sideways, a stamp along the margin), and put into reading order by `layout`.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from consilium.domain.records import Box, Line
from consilium.readers import prose
from consilium.readers.layout import Piece, lines_in_order
from consilium.readers.pdf.weights import bold_at

MOST_CHARS = 300_000
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-", "\ufffe": "-"}
)
_SCALE = 1_000_000
_BLANKS = frozenset((9, 32, 160, *range(0x2000, 0x200C), 0x3000))
# PDFium takes a page of few letters for one that is written downwards, and ends the line after each of them.
_BREAKS = frozenset((10, 13))
_TOUCHES = 0.12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as shown: size in points and the way from page space (PDF 8.3.2.3, origin bottom left) to fractions.

    `x = a * px + b * py + c`, `y = d * px + e * py + f`, origin top left, `/Rotate` and crop box applied.
    """

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of page space on the sheet."""
        a, b, c, d, e, f = self.matrix
        if not b and not d and a > 0 > e and left <= right and bottom <= top:
            return Box(a * left + c, e * top + f, a * right + c, e * bottom + f)
        corners = [self.point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return Box(xs[0], ys[0], xs[-1], ys[-1])

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + b * y + c, d * x + e * y + f

    def angle(self, radians: float) -> float:
        """A direction of page space as degrees on the sheet, clockwise."""
        a, b, _, d, e, _ = self.matrix
        across, up = math.cos(radians), math.sin(radians)
        return math.degrees(math.atan2((d * across + e * up) * self.height, (a * across + b * up) * self.width))


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its box on the sheet and the direction it runs in: degrees clockwise, a multiple of 45."""

    text: str
    box: Box
    angle: int = 0
    hidden: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Signs:
    """The characters of a page that show something, in order, as columns; seen along their own direction each begins
    at `start` and ends at `end`, and lies between `low` and `high`."""

    text: str
    numbers: NDArray[np.int64]
    angles: NDArray[np.int64]
    sides: NDArray[np.float64]  # left, bottom, right, top in page space
    along: NDArray[np.float64]  # start, end, low, high
    blanks: NDArray[np.int64]  # how many blanks stand before each
    breaks: NDArray[np.int64]  # how many ends of lines do


def sheet_of(page: Any) -> Sheet:
    """The geometry of an open PDFium page."""
    width, height = (float(side) for side in page.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()

    def at(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, _SCALE, _SCALE, 0, px, py, x, y)
        return x.value / _SCALE, y.value / _SCALE

    span = max(1.0, min(width, height))
    (c, f), (right, right_y), (up_x, up) = at(0, 0), at(span, 0), at(0, span)
    return Sheet(width, height, ((right - c) / span, (up_x - c) / span, c, (right_y - f) / span, (up - f) / span, f))


def words_of(page: Any, sheet: Sheet, look_for_hidden: bool) -> list[Word]:
    """The words of a page's text layer. `look_for_hidden` marks those in render mode 3 (invisible, PDF 9.3.6)."""
    layer = page.get_textpage()
    try:
        words = list(_words(layer, sheet, look_for_hidden))
    finally:
        layer.close()
    return _once([word for word in words if word.text])


def unmapped_share(page: Any) -> float:
    """The share of a page's characters that the font gives no Unicode value for."""
    layer = page.get_textpage()
    try:
        count = min(int(layer.count_chars()), 2_000)
        unmapped = [index for index in range(count) if pdfium.FPDFText_HasUnicodeMapError(layer, index) == 1]
        return len(unmapped) / max(1, count)
    finally:
        layer.close()


def _signs(layer: Any, sheet: Sheet) -> _Signs:
    """All characters. PDFium is asked for each; the rest is done for all at once, since a chart has millions."""
    count = min(layer.count_chars(), MOST_CHARS)
    address = ctypes.addressof(layer.raw.contents)
    code_of, box_of, angle_of = _calls()
    codes = _all_codes(layer, count) or [code_of(address, index) for index in range(count)]
    room = np.zeros((count, 4), np.float32)
    place = room.ctypes.data
    shown = [
        index
        for index, code in enumerate(codes)
        if code and code not in _BLANKS and code not in _BREAKS and box_of(address, index, place + 16 * index)
    ]
    numbers = np.array(shown, np.int64)
    left, top, right, bottom = room[numbers].astype(np.float64).T
    sides = np.array((left, bottom, right, top))
    clockwise = [angle_of(address, index) for index in shown]
    directions = {one: _direction(one, sheet) for one in set(clockwise)}
    turned = np.array([directions[one] for one in clockwise], np.int64).reshape(-1, 2)
    return _Signs(
        "".join([chr(codes[index]) if codes[index] < 0x110000 else "\ufffd" for index in shown]),
        numbers,
        turned[:, 1],
        sides,
        np.choose(turned[:, 0], [np.array(_along(quarter, sides)) for quarter in range(4)]),
        np.cumsum([code in _BLANKS for code in codes], dtype=np.int64)[numbers],
        np.cumsum([code in _BREAKS for code in codes], dtype=np.int64)[numbers],
    )


def _all_codes(layer: Any, count: int) -> list[int]:
    """The characters' codes in one call; [] where a character is more or less than one unit of UTF-16."""
    room = np.zeros(count + 1, np.uint16)
    pointer = ctypes.cast(room.ctypes.data, ctypes.POINTER(ctypes.c_ushort))
    written = pdfium.FPDFText_GetText(layer, 0, count, pointer)
    codes = room[:count]
    if written != count + 1 or np.any((codes >> 11 == 0x1B) | (codes == 0)):
        return []
    whole: list[int] = codes.tolist()
    return whole


@cache
def _calls() -> tuple[Callable[..., int], Callable[..., int], Callable[..., float]]:
    """PDFium's functions for one character, called with bare addresses: a third less work for each of millions."""

    def bare(function: Any, answer: Any, *arguments: Any) -> Any:
        return ctypes.CFUNCTYPE(answer, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    layer, index, place = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
    return (
        bare(pdfium.FPDFText_GetUnicode, ctypes.c_uint, layer, index),
        bare(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, layer, index, place),
        bare(pdfium.FPDFText_GetCharAngle, ctypes.c_float, layer, index),
    )


def _direction(clockwise: float, sheet: Sheet) -> tuple[int, int]:
    """A character's direction as quarters counterclockwise in page space, and as degrees clockwise on the sheet.

    PDFium takes the angle from the matrix's c and a, which makes it clockwise.
    """
    return round(-clockwise / (math.pi / 2)) % 4, round(sheet.angle(-clockwise) / 45) * 45 % 360


def _along(quarter: int, sides: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Start, end, and the two sides across, of rectangles seen along a direction."""
    left, bottom, right, top = sides
    if quarter == 0:
        return left, right, bottom, top
    if quarter == 1:
        return bottom, top, left, right
    return (-right, -left, bottom, top) if quarter == 2 else (-top, -bottom, left, right)


def _words(layer: Any, sheet: Sheet, look_for_hidden: bool) -> Iterator[Word]:
    signs = _signs(layer, sheet)
    if not signs.text:
        return
    firsts = np.flatnonzero(_begins(signs))
    lefts, bottoms = [np.minimum.reduceat(side, firsts).tolist() for side in signs.sides[:2]]
    rights, tops = [np.maximum.reduceat(side, firsts).tolist() for side in signs.sides[2:]]
    angles, numbers = signs.angles[firsts].tolist(), signs.numbers[firsts].tolist()
    bounds = pairwise([*firsts.tolist(), len(signs.text)])
    heavy = list(bold_at(layer, numbers))
    for at, (first, after) in enumerate(bounds):
        box = sheet.box(lefts[at], bottoms[at], rights[at], tops[at])
        hidden = look_for_hidden and _invisible(layer, numbers[at])
        yield Word(_said(signs.text[first:after]), box, angles[at], hidden, heavy[at])


def _begins(signs: _Signs) -> NDArray[np.bool_]:
    """Which characters begin a word: after a blank, in another direction, or apart from the one before; after the end
    of a line where they do not touch."""
    start, end, low, high = signs.along
    height, gap = (high - low)[:-1], start[1:] - end[:-1]
    apart = (gap > 0.35 * height) | (gap < -1.5 * height)
    apart |= np.abs(low[:-1] + high[:-1] - low[1:] - high[1:]) > 1.2 * height
    apart &= signs.angles[1:] % 90 == 0
    apart |= (signs.angles[1:] != signs.angles[:-1]) | (signs.blanks[1:] != signs.blanks[:-1])
    apart |= (signs.breaks[1:] != signs.breaks[:-1]) & (np.abs(gap) > _TOUCHES * height)
    return np.concatenate(([True], apart))


def _said(text: str) -> str:
    """A word's characters as text."""
    if text.isascii() and text.isprintable():
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(prose.clean(text.translate(_LIGATURES)).split())


def _level(box: Box, angle: int, sheet: Sheet) -> Box:
    """A box in points on the sheet turned so that text running at `angle` is level."""
    turned = turn(box, round(angle / 90) % 4)
    width, height = (sheet.width, sheet.height) if round(angle / 90) % 2 == 0 else (sheet.height, sheet.width)
    return Box(turned.left * width, turned.top * height, turned.right * width, turned.bottom * height)


def turn(box: Box, quarters: int) -> Box:
    """A box on a page after the turn that makes text running at `quarters` x 90 degrees level."""
    if quarters == 1:
        return Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    if quarters == 2:
        return Box(1 - box.right, 1 - box.bottom, 1 - box.left, 1 - box.top)
    if quarters == 3:
        return Box(1 - box.bottom, box.left, 1 - box.top, box.right)
    return box


def _invisible(layer: Any, index: int) -> bool:
    drawn = pdfium.FPDFText_GetTextObject(layer, index)
    return bool(drawn) and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _once(words: list[Word]) -> list[Word]:
    """Words without those printed twice in one place (imitated bold, a hidden layer over typed text)."""
    seen: dict[tuple[str, int], set[int]] = {}
    kept = []
    for word in sorted(words, key=lambda word: word.hidden):
        text, x, y = word.text, round(word.box.left * 150), round((word.box.top + word.box.bottom) * 100)
        rows = [row for row in (seen.get((text, y - 1)), seen.get((text, y)), seen.get((text, y + 1))) if row]
        if not any(x in row or x - 1 in row or x + 1 in row for row in rows):
            kept.append(word)
            seen.setdefault((text, y), set()).add(x)
    return kept


def main_quarter(words: list[Word]) -> int:
    """The quarter turn (0 to 3, clockwise) that most of a page's text runs at."""
    votes: Counter[int] = Counter()
    for word in words:
        if word.angle % 90 == 0:
            votes[word.angle // 90] += len(word.text)
    return votes.most_common(1)[0][0] if votes else 0


def lines_of(words: list[Word], sheet: Sheet) -> tuple[Line, ...]:
    """Lines in reading order, boxes on the page turned upright: the main direction first, then others (stamps)."""
    main = main_quarter(words)
    groups: dict[int, list[Piece]] = defaultdict(list)
    for word in words:
        shown = _rounded(turn(word.box, main))
        groups[word.angle].append(Piece(((word.text, shown),), _level(word.box, word.angle, sheet), bold=word.bold))
    order = sorted(groups, key=lambda angle: (angle != main * 90, angle))
    return tuple(line for angle in order for line in lines_in_order(groups[angle]))


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    if left >= 0 and top >= 0 and right <= 1 and bottom <= 1 and left <= 1 and top <= 1 and right >= 0 and bottom >= 0:
        return Box(round(left, 5), round(top, 5), round(right, 5), round(bottom, 5))
    return Box(*[round(min(1.0, max(0.0, side)), 5) for side in (left, top, right, bottom)])
