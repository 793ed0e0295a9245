"""Which of a paper's days is its own: labels in short, what only looks like one, logs, and days without a label."""

from __future__ import annotations

import pytest

from consilium.domain.documentdates import find_dates
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def page(text: str) -> Page:
    return Page(1, tuple(Line(line.strip(), NOWHERE) for line in text.strip().splitlines()))


def day(text: str) -> str:
    return str(sort(Reading("text", pages=(page(text),)), rules().sorting).document_date.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bone marrow report\nCOLL 05/21/2024  RECD 05/21/2024  FINAL 05/23/2024", "2024-05-23"),
        ("DISCHARGE SUMMARY\nDOB 2012-03-08  Adm 2023-04-11  D/C 2023-05-19\nDay 0  2023-04-18", "2023-05-19"),
        ("Emergency department note\nArr 19/07/2024 21:40\n-- copied from ED visit 02/05/2024 --", "2024-07-19"),
        ("Clinic letter\nSeen: 2022 October 03\nBorn: 2014 April 27", "2022-10-03"),
        ("FONDO DE OJO\nHospital Ribera Alta (ficticio) 29/08/2024", "2024-08-29"),
        ("Clinic letter\nTyped 14/11/2023\nvinblastine, started 17th January 2023", "2023-11-14"),
        ("OPERATION REPORT\nDate 26.8.22  Start 0840  DOB 02.03.2017", "2022-08-26"),
        ("Results\nCOLLECTED RECEIVED REPORTED\n06/28/2024 06/29/2024 07/03/2024", "2024-07-03"),
        ("Plan de cuidados\nEntregado en mano el 13 de mayo de 2024\nHola", "2024-05-13"),
        ("MDT extract of minutes Thursday 6 June 2024, 08:00, Room 2\nCase 4", "2024-06-06"),
        ("Ward notes\nDOB 30/1/2020\n12/6/23 0815 WR stable\n15/6/23 0840 WR better", "2023-06-15"),
        ("Message thread\n[2024-04-09 09:47] From: RN\n[2024-04-11 16:22] From: RN", "2024-04-11"),
    ],
)
def test_a_papers_own_day_is_found(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Bogotá D.C. control previo 3/3/2024 sin cambios", "Next visit 05/06/2024", "Day 0 2023-04-18 infused"],
)
def test_a_day_of_something_else_is_not_the_papers(text: str) -> None:
    assert all(
        str(one.role) in ("other", "birth") for one in find_dates([page(text)], rules().sorting.dates, "en").dates
    )


def test_what_happened_on_a_day_is_told_in_the_head_not_in_a_sentence_far_below() -> None:
    body = "\n".join(f"Nódulo {at} resecado, sin incidentes" for at in range(30))
    assert day(f"NOTA POSTOPERATORIA\nFECHA: 29/02/2024\n{body}\nse verá en sesión del 07/03/2024") == "2024-02-29"
