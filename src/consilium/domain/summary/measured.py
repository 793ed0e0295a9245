"""Cumulative doses and laboratory series as the summary shows them: figures with units, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.doses import Doses, DrugDose, Equivalent
from consilium.domain.labseries import LabPoint, LabSeries
from consilium.domain.records import Remark
from consilium.domain.summary.model import Dose, Point, Series, Span
from consilium.domain.summary.rows import references

MOST_SERIES = 60
LEAST_POINTS = 2
_SQUARE = "m²"


def dose_rows(doses: Doses) -> tuple[Dose, ...]:
    """A row a drug: its sum, its share of an equivalent, how many courses, and why a sum is not known."""
    return tuple(_dose(drug, doses.equivalents) for drug in doses.drugs)


def dose_notes(doses: Doses) -> tuple[Remark, ...]:
    """The equivalents, each with its table and what it could not count."""
    return tuple(note for one in doses.equivalents if len(one.scale.factors) > 1 for note in _equivalent(one))


def drawn_series(series: Iterable[LabSeries]) -> tuple[Series, ...]:
    """Tumor markers first, then the longest; those with numbers at two moments or more."""
    drawn = [(one, tuple(_points(one))) for one in series]
    drawn = [(one, points) for one, points in drawn if len({point.when for point in points}) >= LEAST_POINTS]
    drawn.sort(key=lambda pair: (not pair[0].marker, -len(pair[1]), pair[0].name))
    return tuple(_series(one, points) for one, points in drawn[:MOST_SERIES])


def _dose(drug: DrugDose, equivalents: Iterable[Equivalent]) -> Dose:
    unit = f"{drug.unit}/{_SQUARE}"
    days = [one.shown.when for one in drug.told if one.shown.when is not None]
    return Dose(
        drug=drug.drug,
        total=_amount(drug.total, unit) if drug.total is not None else Remark("summary.dose_unknown"),
        equivalent="; ".join(_shares(drug.drug, equivalents)),
        courses=str(len(drug.courses)) if drug.courses else "",
        when=Span(min(days, key=_start), max(days, key=_start)) if days else Span(),
        notes=(*drug.reasons, *drug.conflicts),
        references=references(drug.told),
    )


def _start(day: PartialDate) -> tuple[int, int, int]:
    return day.year, day.month or 0, day.day or 0


def _shares(drug: str, equivalents: Iterable[Equivalent]) -> Iterator[str]:
    """The drug's share by the tables that are used first; the others stand in the notes."""
    for one in equivalents:
        for part in one.parts:
            if part.drug == drug and one.scale.default and len(one.scale.factors) > 1 and part.product is not None:
                yield f"{_number(part.product)} (x {_number(part.factor)})"


def _equivalent(one: Equivalent) -> Iterator[Remark]:
    unit = one.scale.unit.replace("m2", _SQUARE)
    counted = one.total if one.total is not None else one.counted
    told = {"total": _amount(counted, unit), "source": one.scale.source, "published": one.scale.published or "-"}
    yield Remark(f"summary.equivalent_{one.scale.group}", told)
    if one.total is None:
        yield Remark("summary.equivalent_part")
    yield from one.reasons


def _points(series: LabSeries) -> Iterator[Point]:
    """Values with a number and a day. Hospitals differ by the shape of their marks."""
    shapes: dict[str, int] = {}
    for point in series.points:
        if not _is_drawn(point):
            continue
        day, number = _day(point), point.number
        place = _institution(point.sources[0])
        cited = references(point.sources[:1])
        yield Point(
            when=day,
            value=number or 0.0,
            shape=shapes.setdefault(place, len(shapes)),
            bound=point.comparator[:1],
            said=f"{point.value} {point.unit}".strip(),
            reference=cited[0] if cited else None,
        )


def _series(series: LabSeries, points: tuple[Point, ...]) -> Series:
    places = dict.fromkeys(_institution(point.sources[0]) for point in series.points if _is_drawn(point))
    low, high = _range(series)
    name = f"{series.name} ({series.specimen})" if series.specimen else series.name
    return Series(name, series.unit, points, low, high, tuple(places))


def _is_drawn(point: LabPoint) -> bool:
    return bool(point.when is not None and point.when.day and point.number is not None and point.sources)


def _day(point: LabPoint) -> date:
    when = point.when
    return date(when.year, when.month or 1, when.day or 1) if when is not None else date.min


def _institution(one: CaseFinding) -> str:
    return one.record.institution


def _range(series: LabSeries) -> tuple[float | None, float | None]:
    """The reference range where all laboratories give the same one."""
    ranges = {(point.low, point.high) for point in series.points if point.low or point.high}
    if len(ranges) != 1 or any(point.converted for point in series.points):
        return None, None
    low, high = ranges.pop()
    return _bound(low), _bound(high)


def _bound(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _amount(number: float, unit: str) -> str:
    return f"{_number(number)} {unit}"


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if abs(value) >= 10 else f"{value:.3g}"
