"""Rows of dots between a name and its value are painted over before a line is read; all other ink stays."""

from __future__ import annotations

import cv2
import numpy as np

from consilium.readers.recognition.leaders import without_leaders

PAPER = 245


def strip(*ink: tuple[int, int, int, int]) -> np.ndarray:
    """A strip of 40 x 600 pixels with black boxes at (left, top, right, bottom)."""
    made = np.full((40, 600, 3), PAPER, np.uint8)
    for left, top, right, bottom in ink:
        cv2.rectangle(made, (left, top), (right - 1, bottom - 1), (20, 20, 20), -1)
    return made


LETTERS = tuple((10 + 20 * at, 8, 22 + 20 * at, 31) for at in range(6))
VALUE = ((400, 8, 412, 31), (420, 8, 432, 31))


def dots(count: int, step: int = 10, top: int = 27) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((150 + step * at, top, 154 + step * at, top + 4) for at in range(count))


def test_letters_and_what_stands_over_the_dots_stay() -> None:
    for ink in (LETTERS + VALUE, LETTERS + dots(4), (*dots(8), (152, 6, 220, 22)), dots(8, step=40)):
        shown = strip(*ink)
        bare, runs = without_leaders(shown)
        assert runs == ()
        assert np.array_equal(bare, shown)


def test_a_leader_is_painted_over_and_its_place_told() -> None:
    bare, runs = without_leaders(strip(*LETTERS, *dots(20), *VALUE))
    (run,) = runs
    assert abs(run[0] - 150 / 600) < 0.01
    assert abs(run[1] - 344 / 600) < 0.01
    assert (bare[:, 145:350] > 200).all()
    assert np.array_equal(bare[:, :140], strip(*LETTERS)[:, :140])
    assert np.array_equal(bare[:, 395:], strip(*VALUE)[:, 395:])


def test_two_leaders_of_one_line_are_two() -> None:
    second = tuple((left + 300, top, right + 300, bottom) for left, top, right, bottom in dots(8))
    assert len(without_leaders(strip(*LETTERS, *dots(10), (300, 8, 312, 31), *second))[1]) == 2
