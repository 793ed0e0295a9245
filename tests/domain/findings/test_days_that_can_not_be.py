"""Days that can't be, from the words of a paper: of no calendar, or after the paper of what it tells as done. The
statement keeps no such day, and says why. All papers here are synthetic."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.dates import PartialDate
from consilium.domain.daysofnocalendar import days_of_no_calendar
from consilium.domain.findings import Assertion, Finding


def told(*lines: str) -> tuple[Finding, ...]:
    return extracted("Oncology clinic letter", "Born 23/05/2018", "Date: 2025-03-14", "", *lines)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("on 31/02/2025 she", "31/02/2025"),
        ("Hb 9.1 (2025-13-04)", "2025-13-04"),
        ("2025-02-30", "2025-02-30"),
        ("14/14/2024", "14/14/2024"),
        ("31.04.2024", "31.04.2024"),
        ("30 February 2025", "30 February 2025"),
        ("February 30, 2025", "February 30, 2025"),
        ("el 30 de febrero de 2025", "30 de febrero de 2025"),
        ("el 31 de junio del 2024", "31 de junio del 2024"),
        ("29/02/2023", "29/02/2023"),
    ],
)
def test_a_day_of_no_calendar_is_found(text: str, written: str) -> None:
    assert [one.written for one in days_of_no_calendar(text)] == [written]


@pytest.mark.parametrize(
    "text",
    [
        "28/02/2025, 29/02/2024, 31 March 2025",
        "00/03/2025",  # a day that is not known
        "2025-00-00",
        "Acta 2025-23-14",
        "MRN 31/14/2024",
        "Exp. 45/13/2024",
        "BP 120/80/2020",
        "release 2024.13.2",
        "75/90/2024",
        "2025-03",
        "31/02/25 mg",
        "grade 3/4",
    ],
)
def test_what_may_be_a_day_or_is_a_number_is_let_be(text: str) -> None:
    assert list(days_of_no_calendar(text)) == []


@pytest.mark.parametrize(
    ("line", "name", "written"),
    [
        ("Received vincristine 1.5 mg/m2 on 31/02/2025.", "vincristine", "31/02/2025"),
        ("Hemoglobin 9.1 g/dL on 2025-13-04.", "hemoglobin", "2025-13-04"),
        ("Se realizó nefrectomía el 30 de febrero de 2025.", "nephrectomy", "30 de febrero de 2025"),
        ("MRI brain was performed on February 30, 2025.", "MRI", "February 30, 2025"),
        ("Bloods 31/02/2025: hemoglobin 9.1 g/dL, platelets 84.", "platelets", "31/02/2025"),
        ("She completed radiation on 30 February 2025.", "radiation", "30 February 2025"),
    ],
)
def test_a_statement_beside_it_has_no_day_and_says_so(line: str, name: str, written: str) -> None:
    found = [one for one in told(line) if one.name == name]
    assert found
    for one in found:
        assert (one.when, one.until) == (None, None)
        assert (one.detail["day_doubt"], one.detail["day_written"]) == ("no_such_day", written)


def test_a_day_of_its_own_stays_beside_one_that_is_none() -> None:
    found = {one.name: one for one in told("Hemoglobin 9.1 g/dL on 03/13/2025, ferritin 310 ng/mL on 31/02/2025.")}
    assert found["hemoglobin"].when == PartialDate(2025, 3, 13)
    assert "day_doubt" not in found["hemoglobin"].detail
    assert (found["ferritin"].when, found["ferritin"].detail["day_doubt"]) == (None, "no_such_day")


@pytest.mark.parametrize(
    "line",
    [
        "Se realizó biopsia el 04/02/2061.",
        "Biopsy performed on 04/02/2061.",
        "Biopsy was done on 4 February 2035.",
        "Central line was placed on 03/03/2035.",
        "Se colocó catéter central el 03/03/2035.",
        "Chemotherapy was given on 15/01/2026.",
    ],
)
def test_what_was_done_on_a_day_to_come_is_doubted_and_no_plan(line: str) -> None:
    found = told(line)
    assert found
    assert {one.assertion for one in found} == {Assertion.STATED}
    assert {one.detail.get("day_doubt") for one in found if one.when} == {"after_paper"}


@pytest.mark.parametrize(
    "line",
    [
        "Plan: MRI brain 04/02/2026.",
        "Biopsy is to be performed on 04/02/2026.",
        "Nephrectomy was scheduled for 20/03/2025.",
        "La nefrectomía se realizará el 20/03/2025.",
        "Se programó nefrectomía para el 20/03/2025.",
        "MRI brain will be done on 20/03/2025.",
    ],
)
def test_what_is_to_come_stays_a_plan(line: str) -> None:
    found = told(line)
    assert [one for one in found if one.assertion is Assertion.PLANNED]
    assert not [one for one in found if "day_doubt" in one.detail]


@pytest.mark.parametrize(
    "line", ["Biopsy was performed on 13 March 2025.", "She was given an appointment for MRI on 20/03/2025."]
)
def test_what_was_done_up_to_its_paper_or_only_arranged_is_not_doubted(line: str) -> None:
    assert not [one for one in told(line) if "day_doubt" in one.detail]
