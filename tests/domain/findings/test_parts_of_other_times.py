"""What a letter tells in a part of another time is of no day of the letter; what it tells of now is."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted

HEAD = (
    "Pediatric oncology clinic letter",
    "Date: 30 October 2026",
    "Patient: Test Child",
    "",
    "She has neuroblastoma.",
)


def _days(*lines: str) -> dict[str, str]:
    found = extracted(*HEAD, *lines)
    felt = (Kind.CONDITION, Kind.TOXICITY, Kind.GROWTH)
    return {one.name: str(one.when or "") for one in found if one.kind in felt}


@pytest.mark.parametrize(
    ("lines", "undated"),
    [
        (("First relapse (September 2025). Limp and fever for three weeks.",), ("limp", "fever")),
        (("Treatment of the relapse. Irinotecan was given. Diarrhea grade 3 after each course.",), ("diarrhea",)),
        (("Tratamiento de la recaída. Irinotecán y temozolomida. Diarrea grado 3.",), ("diarrhea",)),
        (("Primera recaída (septiembre de 2025). Cojera y fiebre.",), ("limp", "fever")),
    ],
)
def test_a_part_of_another_time_has_not_the_letters_day(lines: tuple[str, ...], undated: tuple[str, ...]) -> None:
    days = _days(*lines)
    assert [days[name] for name in undated] == [""] * len(undated)


@pytest.mark.parametrize(
    "line",
    [
        "Present state. Weight 19.4 kg. She limps.",
        "Situación actual. Peso 19,4 kg.",
        "Current treatment. Weight 19.4 kg.",
    ],
)
def test_the_part_of_now_behind_it_has_the_letters_day(line: str) -> None:
    assert _days("First relapse (September 2025). Limp and fever.", line)["weight"] == "2026-10-30"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Flew home on Sunday with a biopsy-proven rhabdomyosarcoma.", ""),
        ("He was diagnosed on Sunday with rhabdomyosarcoma.", "2026-10-25"),
    ],
)
def test_the_day_of_a_journey_is_not_that_of_the_diagnosis(line: str, name: str) -> None:
    found = extracted("Clinic letter", "Date: 30 October 2026", "", line)
    assert [str(one.when or "") for one in found if one.kind is Kind.DIAGNOSIS] == [name]


@pytest.mark.parametrize(
    "line",
    [
        "High-risk neuroblastoma, complete response since May 2024.",
        "Completed first-line treatment for high-risk neuroblastoma of the left adrenal on 28 May 2024.",
    ],
)
def test_the_day_of_a_response_or_of_the_end_is_not_that_of_the_diagnosis(line: str) -> None:
    found = extracted("Clinic letter", "Date: 30 October 2026", "", line)
    assert [str(one.when or "") for one in found if one.kind is Kind.DIAGNOSIS] == [""]


def test_what_was_left_there_is_on_no_side() -> None:
    found = extracted("Operative note", "", "A plaque of about 0.5 cm left on the aorta at the coeliac axis.")
    assert not [one for one in found if one.laterality]


@pytest.mark.parametrize(
    ("head", "when"),
    [
        ("Al diagnóstico (25/03/2024)", "2024-03-25"),
        ("At diagnosis (25 March 2024)", "2024-03-25"),
        ("At first relapse: March 2025", "2025-03"),
    ],
)
def test_a_line_that_names_another_time_and_its_day_dates_what_stands_under_it(head: str, when: str) -> None:
    found = extracted(*HEAD, head, "Platelets 14 x10^9/L, hemoglobin 8.1 g/dL.", "", "Treatment", "Vincristine weekly.")
    days = {one.name: str(one.when or "") for one in found if one.kind is Kind.LABORATORY}
    assert days == {"platelets": when, "hemoglobin": when}


def test_the_next_line_of_its_own_ends_that() -> None:
    found = extracted(*HEAD, "At diagnosis (25 March 2024)", "Limp.", "Laboratory results", "Platelets 214 x10^9/L.")
    (one,) = (one for one in found if one.kind is Kind.LABORATORY)
    assert str(one.when) != "2024-03-25"
