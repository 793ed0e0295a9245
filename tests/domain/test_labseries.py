"""Series of laboratory values across hospitals: what joins, what stays apart, what contradicts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.labseries import LabSeries, lab_series
from consilium.knowledge.labunits import lab_units, laboratory_tests

DAY = PartialDate(2024, 3, 1)


def told(
    name: str, number: float | None, unit: str, record: str = "R1", when: PartialDate | None = DAY, **rest: object
) -> CaseFinding:
    value = "" if number is None else f"{number:g}"
    found = Finding(Kind.LABORATORY, name, value=value, number=number, unit=unit, when=when)
    found = replace(found, **rest)  # type: ignore[arg-type]
    return CaseFinding(f"{record}-{name}-{value}", found, CaseRecord(record, record, record))


def series(*findings: CaseFinding) -> tuple[LabSeries, ...]:
    return lab_series(findings, lab_units(), laboratory_tests())


def test_units_that_need_an_opinion_to_convert_stay_apart() -> None:
    made = series(told("alpha fetoprotein", 100, "ng/mL"), told("alpha fetoprotein", 83, "IU/mL", "R2"))
    assert sorted((one.unit, len(one.points)) for one in made) == [("IU/mL", 1), ("ng/mL", 1)]


def test_urine_is_never_joined_to_blood() -> None:
    made = series(told("glucose", 90, "mg/dL"), told("glucose", 20, "mg/dL", "R2", detail={"specimen": "urine"}))
    assert sorted(one.specimen for one in made) == ["", "urine"]


def test_a_marker_is_only_joined_within_one_method() -> None:
    first = told("alpha fetoprotein", 10, "ng/mL", detail={"method": "CLIA"})
    made = series(first, told("alpha fetoprotein", 12, "ng/mL", "R2", detail={"method": "ELISA"}))
    assert len(made) == 2


def test_negated_planned_and_struck_values_are_in_no_series() -> None:
    assert series(told("hemoglobin", 7, "g/dL", assertion=Assertion.CONDITIONAL)) == ()


@pytest.mark.parametrize(
    ("name", "first", "second", "expected"),
    [
        ("hemoglobin", (9.8, "g/dL"), (98.0, "g/L"), 9.8),
        ("platelets", (45.0, "10*3/uL"), (45000.0, "/mm3"), 45.0),
        ("platelets", (45.0, "x10^9/L"), (45.0, "K/uL"), 45.0),
        ("c reactive protein", (62.0, "mg/L"), (6.2, "mg/dL"), 62.0),
        ("creatinine", (1.0, "mg/dL"), (88.4, "µmol/L"), 1.0),
        ("glucose", (90.0, "mg/dL"), (5.0, "mmol/L"), 90.08),
        ("vanillylmandelate/creatinine urine", (10.0, "mg/g creat"), (5.708, "mmol/mol"), 10.0),
    ],
)
def test_units_of_one_thing_join(
    name: str, first: tuple[float, str], second: tuple[float, str], expected: float
) -> None:
    later = PartialDate(2024, 3, 2)
    (made,) = series(told(name, *first), told(name, *second, "R2", later))
    assert made.unit == first[1]
    assert [point.number for point in made.points] == [pytest.approx(first[0]), pytest.approx(expected, rel=0.001)]
    assert [point.unit for point in made.points] == [first[1], second[1]]


def test_the_same_value_told_by_two_records_is_one_point_with_two_sources() -> None:
    (made,) = series(told("hemoglobin", 9.8, "g/dL"), told("hemoglobin", 98, "g/L", "R2"))
    (point,) = made.points
    assert [one.record.number for one in point.sources] == ["R1", "R2"]


def test_two_values_of_one_day_from_two_records_are_two_points() -> None:
    (made,) = series(told("hemoglobin", 9.8, "g/dL"), told("hemoglobin", 8.9, "g/dL", "R2"))
    assert [point.number for point in made.points] == [8.9, 9.8]


def test_values_without_a_day_are_kept_last_and_never_merged() -> None:
    (made,) = series(
        told("hemoglobin", 9.8, "g/dL", when=None),
        told("hemoglobin", 9.8, "g/dL", "R2", None),
        told("hemoglobin", 10, "g/dL", "R3"),
    )
    assert [point.when for point in made.points] == [DAY, None, None]
    assert len(made.numbers) == 1


def test_each_point_keeps_its_own_laboratorys_range() -> None:
    first = told("hemoglobin", 9.8, "g/dL", detail={"low": "12", "high": "16"})
    second = told("hemoglobin", 99, "g/L", "R2", PartialDate(2024, 4, 1), detail={"low": "115", "high": "155"})
    (made,) = series(first, second)
    assert [(point.low, point.high, point.unit) for point in made.points] == [
        ("12", "16", "g/dL"),
        ("115", "155", "g/L"),
    ]


def test_a_comparator_stays_and_keeps_its_value_from_joining_another() -> None:
    (made,) = series(
        told("alpha fetoprotein", 5, "ng/mL", value="<5", comparator="<"), told("alpha fetoprotein", 5, "ng/mL", "R2")
    )
    assert {(point.comparator, point.number) for point in made.points} == {("<", 5.0), ("", 5.0)}


def test_sources_in_two_languages_join_by_the_test_that_they_name() -> None:
    later = PartialDate(2024, 5, 1)
    (made,) = series(told("Hemoglobina", 9.8, "g/dL"), told("hemoglobin", 10, "g/dL", "R2", later))
    assert (made.name, made.loinc, len(made.points)) == ("hemoglobin", "718-7", 2)
