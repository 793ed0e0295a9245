"""The ends of a plot's axis are labelled with what stands there, also where the axis goes on to the reference range."""

from __future__ import annotations

from datetime import date

import pytest

from consilium.domain.summary import Point, Series
from consilium.knowledge.catalog import catalog
from consilium.writers.summary.clinical import _plot as printed
from consilium.writers.summary.clinical import alternative
from consilium.writers.summary.plots import Plot, plots


def plot(values: tuple[float, ...], low: float | None = None, high: float | None = None) -> Plot:
    points = tuple(Point(date(2026, 1, 1 + at), value) for at, value in enumerate(values))
    (made,) = plots([Series("haemoglobin", "g/L", points, low=low, high=high)])
    return made


@pytest.mark.parametrize(
    ("values", "low", "high", "axis"),
    [
        ((92, 118), 105, 140, (92, 140)),  # the range goes on above the values
        ((131, 204), 150, 450, (131, 204)),  # the range's upper end is far away: not drawn
        ((120, 130), 105, 140, (120, 140)),
        ((0.4, 1.6), 1, 8.5, (0.4, 1.6)),
        ((92, 118), None, None, (92, 118)),
        ((92, 118), 105, None, (92, 118)),
    ],
)
def test_the_labels_are_the_values_at_the_ends_of_the_axis(
    values: tuple[float, ...], low: float | None, high: float | None, axis: tuple[float, float]
) -> None:
    made = plot(values, low, high)
    assert (made.bottom, made.top) == axis
    assert (made.low, made.high) == (min(values), max(values))
    for mark in made.marks:  # each mark stands where the labelled axis says
        share = (mark.point.value - made.bottom) / (made.top - made.bottom)
        assert mark.y == pytest.approx(0.08 + 0.84 * share, abs=1e-3)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_of_a_plot_tell_the_values_and_not_the_axis(language: str) -> None:
    words = catalog(language)
    made = plot((92, 118), 105, 140)
    assert printed(made, words)["high"] == "140"
    assert "118" in alternative(made, words)
    assert "140" not in alternative(made, words)


def test_an_axis_without_height_has_one_label() -> None:
    shown = printed(plot((5, 5)), catalog("en"))
    assert (shown["low"], shown["high"]) == ("5", "")
