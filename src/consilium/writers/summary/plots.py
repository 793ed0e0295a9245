"""Where the marks of a drawn series stand: fractions of the plot's width and height, origin bottom left.

All plots of a summary have one axis of time, so that they can be read one below the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consilium.domain.summary import Point, Series

SHAPES = ("●", "□", "▲", "◇", "×")
POINTS = 400
_MARGIN = 0.08


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    shape: int
    point: Point


@dataclass(frozen=True, slots=True)
class Plot:
    """`band` is the reference range's lower and upper edge, None where there is none or it lies outside. `low` and
    `high` are the values drawn; `bottom` and `top` the ends of the axis, which may go on to the range."""

    series: Series
    marks: tuple[Mark, ...]
    band: tuple[float, float] | None
    low: float
    high: float
    bottom: float
    top: float
    first: date
    last: date


def plots(all_series: Sequence[Series]) -> list[Plot]:
    """A plot for each series of two values or more, on the common axis of time."""
    drawn = [series for series in all_series if len(series.points) > 1]
    days = [point.when for series in drawn for point in series.points]
    return [_plot(series, min(days), max(days)) for series in drawn]


def _plot(series: Series, first: date, last: date) -> Plot:
    values = [point.value for point in series.points]
    edges = [edge for edge in (series.low, series.high) if edge is not None]
    bottom, top = min(values), max(values)
    reach = (top - bottom) or abs(top) or 1.0
    # The range widens the axis only where it lies near: it must not press the values into a line.
    near = [edge for edge in edges if bottom - reach <= edge <= top + reach]
    low, high = min([bottom, *near]), max([top, *near])
    height = (high - low) or 1.0
    days = max((last - first).days, 1)

    def level(value: float) -> float:
        return round(_MARGIN + (1 - 2 * _MARGIN) * (value - low) / height, 4)

    marks = tuple(
        Mark(round((point.when - first).days / days, 4), level(point.value), point.shape % len(SHAPES), point)
        for point in _thinned(series.points)
    )
    return Plot(series, marks, _band(series, low, high, level), bottom, top, low, high, first, last)


def _band(series: Series, low: float, high: float, level: object) -> tuple[float, float] | None:
    assert callable(level)
    if series.low is None and series.high is None:
        return None
    under = low if series.low is None else max(series.low, low)
    over = high if series.high is None else min(series.high, high)
    if under > over:
        return None
    bottom = 0.0 if series.low is None or series.low < low else level(under)
    top = 1.0 if series.high is None or series.high > high else level(over)
    return bottom, top


def _thinned(points: Sequence[Point]) -> Sequence[Point]:
    """At most POINTS, evenly taken, the last always."""
    if len(points) <= POINTS:
        return points
    step = len(points) / (POINTS - 1)
    return [*(points[int(at * step)] for at in range(POINTS - 1)), points[-1]]
