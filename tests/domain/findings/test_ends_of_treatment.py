"""The day on which all treatment ended; the end of a course, a scan at the end and a condition are none."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.topics import chemotherapy
from tests.domain.findings.onepaper import findings

WRITTEN = PartialDate(2024, 3, 5)


def ends(line: str) -> list[Finding]:
    return [one for one in findings(chemotherapy, line, date=WRITTEN) if one.name == "end of therapy"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Protocol: AALL1732. End of therapy: 2023-08-09. Remission: first.", "2023-08-09"),
        ("She completed therapy on 12 May 2021 and is well.", "2021-05-12"),
        ("Off therapy since May 2021.", "2021-05"),
        ("Fecha de fin de tratamiento: 9 de agosto de 2023", "2023-08-09"),
        ("Finalizó el tratamiento el 3 de abril de 2022.", "2022-04-03"),
    ],
)
def test_the_end_of_all_treatment_has_its_day(line: str, day: str) -> None:
    (one,) = ends(line)
    assert (str(one.when), one.assertion) == (day, Assertion.STATED)


@pytest.mark.parametrize("line", ["Planned end of therapy: 2023-01-01", "End of therapy: 2027-01-01"])
def test_an_end_that_is_planned_or_still_to_come_has_not_been(line: str) -> None:
    assert [one.assertion for one in ends(line)] == [Assertion.PLANNED]


@pytest.mark.parametrize(
    "line",
    [
        "End of therapy MRI: 2023-08-09",
        "Completed cycle 4 on 2021-05-12.",
        "Completed radiation therapy on 2021-05-12.",
        "If she completes therapy in May 2021 we will scan.",
        "Completó el ciclo 4 el 3 de abril de 2022.",
        "End of therapy: to be decided",
    ],
)
def test_another_end_is_none(line: str) -> None:
    assert ends(line) == []
