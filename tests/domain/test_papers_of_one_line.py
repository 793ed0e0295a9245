"""What stood beside a name in one line, and a study dated by the child's birthday."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.clinical import CaseRecord, without_birthday
from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.people import find_people
from consilium.domain.records import Box, Citation, Line, Page
from consilium.knowledge.rules import rules

BORN = PartialDate(2020, 8, 14)
RECORD = CaseRecord("1", "R1", "Ultrasound", date=PartialDate(2024, 3, 8))
ULTRASOUND = Finding(
    Kind.MENTION, "ultrasound", when=PartialDate(2024, 3, 8), detail={"what": "imaging", "study_date": "2020-08-14"},
    citations=(Citation("Ultrasonido renal", 1),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Paciente: Mateo Sample Prueba Masculino", "Mateo Sample Prueba"),
        ("Paciente: Mateo Sample Prueba Seam Masculino", "Mateo Sample Prueba"),
        ("Patient: Mateo Sample Prueba Sex: Male", "Mateo Sample Prueba"),
        ("Paciente: Mateo Sample Prueba", "Mateo Sample Prueba"),
    ],
)
def test_the_sex_behind_a_name_is_no_part_of_it(line: str, name: str) -> None:
    page = Page(1, (Line(line, Box(0, 0, 0, 0)),))
    assert [one.text for one in find_people((page,), rules().sorting.people)] == [name]


def test_a_study_is_not_dated_by_the_birthday() -> None:
    assert "study_date" not in without_birthday(ULTRASOUND, RECORD, BORN).detail
    assert without_birthday(ULTRASOUND, RECORD, PartialDate(2019, 1, 1)) == ULTRASOUND
    newborn = replace(RECORD, date=PartialDate(2020, 8, 20))
    assert without_birthday(ULTRASOUND, newborn, BORN) == ULTRASOUND
