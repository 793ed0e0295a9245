"""Laboratory series as they are drawn: values with a day and a number, hospitals told apart by the shape of marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from consilium.domain.displaynames import DisplayNames
from consilium.domain.labseries import LabPoint, LabSeries
from consilium.domain.summary.figures import parted, read
from consilium.domain.summary.model import Point, Series
from consilium.domain.summary.rows import plain, references, text

# Of what is given back to the child, and of nothing that is measured in it.
_OF_PRODUCTS = frozenset({"CD34 cell dose"})


def series_of(
    all_series: Iterable[LabSeries], names: DisplayNames | None = None, first: Collection[str] = ()
) -> tuple[Series, ...]:
    """The series that can be drawn: markers, then the tests named `first`, then those with the most values."""
    drawn = [one for one in all_series if len(_placed(one)) > 1 and one.name not in _OF_PRODUCTS]
    drawn = [one for one in drawn if one.unit or not any(_repeats(one, other) for other in drawn if other.unit)]
    drawn.sort(key=lambda one: (not one.marker, one.name not in first, -len(one.points), one.name))
    return tuple(_series(one, names or DisplayNames()) for one in drawn)


def _repeats(one: LabSeries, other: LabSeries) -> bool:
    """Whether all values of a course without a unit stand in one with a unit: a copy whose unit was not readable."""
    same = (one.name, one.specimen) == (other.name, other.specimen)
    return same and {(point.when, point.number) for point in _placed(one)} <= {
        (point.when, point.number) for point in _placed(other)
    }


def _placed(one: LabSeries) -> list[LabPoint]:
    """Values known to the day: a month has no place on the axis. A figure that can hardly be in its unit is not drawn:
    it would press all others into a line; its row says that it is doubtful."""
    return [point for point in one.numbers if point.when is not None and point.when.day and not _is_doubtful(point)]


def _is_doubtful(point: LabPoint) -> bool:
    return any(source.shown.detail.get("doubt") for source in point.sources)


def _series(one: LabSeries, names: DisplayNames) -> Series:
    points = _placed(one)
    places = tuple(dict.fromkeys(point.laboratory for point in points))
    low, high = _range(one, points)
    name = text(names.name(one.name), names.name(one.specimen), names.name(one.method))
    return Series(name, one.unit, tuple(_point(point, places) for point in points), low, high, places)


def _point(point: LabPoint, places: Sequence[str]) -> Point:
    assert point.when is not None
    assert point.number is not None
    day = date(point.when.year, point.when.month, point.when.day)
    said = text(plain(parted(point.value, point.number), point.unit), point.laboratory)
    place = next(iter(references(point.sources[:1])), None)
    return Point(day, point.number, places.index(point.laboratory), point.comparator, said, place)


def _range(one: LabSeries, points: Sequence[LabPoint]) -> tuple[float | None, float | None]:
    """The reference range where all laboratories that state one state the same in the unit of the series."""
    stated = {(point.low, point.high) for point in points if (point.low or point.high)}
    same_unit = all(point.unit == one.unit and not point.converted for point in points if point.low or point.high)
    if len(stated) != 1 or not same_unit:
        return None, None
    low, high = stated.pop()
    near = next((abs(point.number) for point in points if point.number), 1.0)
    return read(low, near), read(high, near)
