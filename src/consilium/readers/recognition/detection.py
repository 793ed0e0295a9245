"""Where text stands in a picture: the probability map of a DB network (Liao et al. 2020) as turned rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from consilium.readers.recognition import models

Picture = NDArray[np.uint8]  # (height, width, 3), RGB
Quad = NDArray[np.float32]  # (4, 2), corners in the picture's pixels, in the order of cv2.boxPoints
Map = NDArray[np.float32]

# Longest side in pixels that a page is first looked at with, and the one for print too small for it.
COARSE, FINE = 960, 1600
_SMALL_PRINT = 11.0
_PROBABLE, _SURE, _GROWTH = 0.3, 0.5, 1.6
_MOST_LINES = 1500
PIECE, _OVERLAP = 1280, 160


def quads(picture: Picture) -> list[Quad]:
    """Rectangles around the lines of text; looks again, closer, where the print is small."""
    found = _at(picture, COARSE)
    scale = min(1.0, COARSE / max(picture.shape[:2]))
    if found and scale < 1.0 and _typical_height(found) * scale < _SMALL_PRINT:
        return _at(picture, FINE)
    return found


def every(picture: Picture, *, small: bool = True) -> list[Quad]:
    """Rectangles around all that may be text, small print included, for those who must miss none: the picture at its
    own size and (`small`) doubled where it is small, in pieces that the network sees at full size."""
    height, width = picture.shape[:2]
    found = [] if max(height, width) <= PIECE else _at(picture, PIECE)
    for zoom in (1, 2) if small and max(height, width) <= PIECE else (1,):
        found += _in_pieces(picture, zoom)
    return found


def _in_pieces(picture: Picture, zoom: int) -> list[Quad]:
    shown = picture if zoom == 1 else cv2.resize(picture, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC)
    height, width = shown.shape[:2]
    found: list[Quad] = []
    for top in _starts(height):
        for left in _starts(width):
            piece = np.ascontiguousarray(shown[top : top + PIECE, left : left + PIECE], np.uint8)
            corner = np.array([left, top], np.float32)
            found += [((quad + corner) / zoom).astype(np.float32) for quad in _at(piece, PIECE)]
    return found


def _starts(length: int) -> list[int]:
    """Where pieces begin along a side: they overlap, so that a word on the edge of one is whole in the next."""
    return [0, *range(PIECE - _OVERLAP, length - _OVERLAP, PIECE - _OVERLAP)]


def _typical_height(found: Sequence[Quad]) -> float:
    return float(np.median([min(_sides(quad)) for quad in found]))


def _sides(quad: Quad) -> tuple[float, float]:
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[2] - quad[1]))


def _at(picture: Picture, longest: int) -> list[Quad]:
    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(height, width))
    # The network halves five times: sides are multiples of 32.
    rows, columns = (max(32, round(side * scale / 32) * 32) for side in (height, width))
    small = cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA)
    batch = (small[:, :, ::-1].astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1)[None]
    map_ = models.run(models.DETECTION, np.ascontiguousarray(batch))[0, 0]
    stretch = np.array([width / columns, height / rows], dtype=np.float32)
    return [quad * stretch for quad in _rectangles(map_)]


def _rectangles(map_: Map) -> list[Quad]:
    mask = cv2.dilate((map_ > _PROBABLE).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines[:_MOST_LINES]:
        center, (across, along), angle = cv2.minAreaRect(outline)
        if min(across, along) < 3 or _certainty(map_, outline) < _SURE:
            continue
        # The network is trained on shrunken text areas; this undoes it for a rectangle.
        grow = across * along * _GROWTH / (across + along)
        found.append(cv2.boxPoints((center, (across + grow, along + grow), angle)).astype(np.float32))
    return found


def _certainty(map_: Map, outline: Any) -> float:
    left, top, width, height = cv2.boundingRect(outline)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [outline - [left, top]], 1)
    return float(map_[top : top + height, left : left + width][inside > 0].mean())
