"""Apple Health measurements as findings: the latest of each day of the body measures and vital signs that are kept.

They are a device's or a person's own and say so (`source`). Clinical records beside the export are FHIR files of
their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.codes import Codes
from consilium.domain.findings.finding import Finding, Kind, Origin
from consilium.domain.findings.structured.entry import Entry, Places, day_of, inner, number_of, text
from consilium.domain.records import Json, Reading

MOST_DAYS = 30


def prose(reading: Reading, codes: Codes) -> Reading:  # noqa: ARG001 (as its siblings)
    """Nothing: every line of its pages is made from an entry."""
    return replace(reading, pages=())


def find(reading: Reading, codes: Codes) -> Iterator[Finding]:
    """The last 30 days of each type that have a value."""
    records, readings = inner(reading.facts, "records"), inner(reading.facts, "readings")
    places = Places(reading)
    for kind, rows in readings.items():
        name = codes.health_types.get(kind.replace(" ", "").lower(), "")
        if name and isinstance(rows, list):
            summary = inner(records, kind)
            yield from (_finding(kind, name, row, summary, places) for row in _latest(rows))


def _latest(rows: list[Json]) -> list[list[Json]]:
    """The last reading of each day, of the last days."""
    days: dict[str, list[Json]] = {}
    for row in rows:
        if isinstance(row, list) and len(row) == 3 and number_of(str(row[1]))[1] is not None and day_of(str(row[0])):
            days[str(day_of(str(row[0])))] = row
    return [days[day] for day in sorted(days)[-MOST_DAYS:]]


def _finding(kind: str, name: str, row: list[Json], summary: Entry, places: Places) -> Finding:
    start, value, unit = (str(each) for each in row)
    sources = summary.get("sources")
    source = ", ".join(str(each) for each in sources) if isinstance(sources, list) else ""
    latest = [value] if text(summary, "latest") == value else []
    return Finding(
        kind=Kind.LABORATORY if name == "glucose" else Kind.GROWTH,
        name=name,
        value=value,
        number=number_of(value)[1],
        unit=unit,
        when=day_of(start),
        detail={"source": source} if source else {},
        citations=(places.cite(1 if latest else None, f"/HealthData/Record[@type='{kind}']", [*latest, value]),),
        origin=Origin.STRUCTURED,
    )
