"""Which way up a picture of text is, from the text itself: quarter turns, upside down and skew.

Angles are in degrees, in picture coordinates (y grows downward): positive is clockwise.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from consilium.readers.recognition import decoding, models
from consilium.readers.recognition.detection import Picture, Quad

_VOTERS = 16
_CLEAR = 0.8


def direction(found: Sequence[Quad]) -> float:
    """The angle that lines of text run along, from -45 up to 135, by the long sides of long rectangles.

    0 and 180 are not told apart here: see `upside_down`.
    """
    sides = [_long_side(quad) for quad in found]
    angles = np.array([angle for angle, length, aspect in sides if aspect >= 2.0])
    weights = np.array([length for _, length, aspect in sides if aspect >= 2.0])
    if not len(angles):
        return 0.0
    peak = _fullest(angles, weights)
    off = (angles - peak + 90.0) % 180.0 - 90.0
    near = np.abs(off) <= 8.0
    angle = peak + float(np.average(off[near], weights=weights[near]))
    return (angle + 45.0) % 180.0 - 45.0


def _long_side(quad: Quad) -> tuple[float, float, float]:
    """Angle (modulo 180), length and aspect of a rectangle's long side."""
    first, second = quad[1] - quad[0], quad[2] - quad[1]
    long, short = (first, second) if np.linalg.norm(first) >= np.linalg.norm(second) else (second, first)
    length = float(np.linalg.norm(long))
    angle = float(np.degrees(np.arctan2(long[1], long[0]))) % 180.0
    return angle, length, length / max(1.0, float(np.linalg.norm(short)))


def _fullest(angles: np.ndarray, weights: np.ndarray) -> float:
    """The direction around which most text runs, in steps of two degrees."""
    steps = np.arange(0.0, 180.0, 2.0)
    off = np.abs((angles[None, :] - steps[:, None] + 90.0) % 180.0 - 90.0)
    return float(steps[int(((off <= 4.0) * weights[None, :]).sum(axis=1).argmax())])


def along(quad: Quad, angle: float) -> Quad:
    """A rectangle's corners from the top left one clockwise, as seen with text running along `angle`."""
    turned = quad @ turn(-angle).T
    middle = turned.mean(axis=0)
    order = np.argsort(np.arctan2(turned[:, 1] - middle[1], turned[:, 0] - middle[0]))
    ring = turned[order]
    first = int((ring[:, 0] + ring[:, 1]).argmin())
    if _is_diamond(ring):
        first = 0
    return np.roll(quad[order], -first, axis=0)


def _is_diamond(ring: Quad) -> bool:
    """Whether a rectangle stands on its corner, so that no side is its top."""
    side = ring[1] - ring[0]
    return bool(abs(abs(side[0]) - abs(side[1])) < 1e-3)


def strip(picture: Picture, corners: Quad) -> Picture:
    """The part of a picture within corners (from the top left clockwise), made straight."""
    width = max(1, round(float(max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3])))))
    height = max(1, round(float(max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1])))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    cut = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def upside_down(strips: Sequence[Picture], languages: tuple[str, ...]) -> bool:
    """Whether strips are upside down: a small network votes; where it wavers, both ways are read and compared."""
    voters = sorted(strips, key=lambda part: part.shape[1] / part.shape[0], reverse=True)[:_VOTERS]
    if not voters:
        return False
    votes = [_inverted(part) for part in voters]
    share = sum(votes) / len(votes)
    if len(votes) >= 4 and max(share, 1 - share) >= _CLEAR:
        return share > 0.5
    sample = sorted(voters, key=lambda part: part.shape[1])[len(voters) // 2 :][:6]
    upright = decoding.read(sample, languages)
    turned = decoding.read([np.ascontiguousarray(part[::-1, ::-1]) for part in sample], languages)
    return sum(said.confidence for said in turned) > sum(said.confidence for said in upright) + 0.05 * len(sample)


def _inverted(part: Picture) -> bool:
    """The direction network's vote; it looks at 48 x 192 pixels."""
    width = min(192, max(1, round(48 * part.shape[1] / part.shape[0])))
    batch = np.zeros((1, 3, 48, 192), np.float32)
    scaled = cv2.resize(part, (width, 48))[:, :, ::-1].astype(np.float32)
    batch[0, :, :, :width] = (scaled / 127.5 - 1.0).transpose(2, 0, 1)
    likely = models.run(models.DIRECTION, batch)[0]
    return bool(likely[1] > likely[0])


def turn(angle: float) -> np.ndarray:
    """The matrix that turns points clockwise (y down) by `angle`."""
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[cosine, -sine], [sine, cosine]], np.float32)
