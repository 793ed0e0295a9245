"""Days that are told without their year: what was done lies before the paper's own day, what is to come behind it."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding


def findings(text: str) -> tuple[Finding, ...]:
    return extracted("Oncology clinic letter", "Date: 2025-06-11", text)


@pytest.mark.parametrize(
    ("text", "name", "assertion", "when"),
    [
        ("Hearing test is arranged for 5 September.", "audiogram", "planned", "2025-09-05"),
        ("Simulation pencilled in for 18 November.", "simulation", "planned", "2025-11-18"),
        ("We reassess with MRI, scheduled for 2 December.", "MRI", "planned", "2025-12-02"),
        ("RM prevista para el 2 de diciembre.", "MRI", "planned", "2025-12-02"),
        ("RB1 testing on blood was submitted June 9.", "RB1", "pending", "2025-06-09"),
        ("Sequencing of the relapse was sent on 4 June and is pending.", "sequencing", "pending", "None"),
        ("Se indica vincristina 1,5 mg/m2 el 24 de junio.", "vincristine", "planned", "2025-06-24"),
        ("Hemoglobin on 4 June was 9.8 g/dL.", "hemoglobin", "stated", "2025-06-04"),
        ("Hemoglobin on December 4 was 9.8 g/dL.", "hemoglobin", "stated", "2024-12-04"),
    ],
)
def test_a_day_without_its_year(text: str, name: str, assertion: str, when: str) -> None:
    said = {(one.name, str(one.assertion), str(one.when)) for one in findings(text)}
    assert (name, assertion, when) in said


@pytest.mark.parametrize("text", ["He goes on with IVA, cycle 3 on 16 June.", "Sigue con IVA, ciclo 3 el 16 de junio."])
def test_a_day_soon_after_the_paper_is_not_of_the_year_before(text: str) -> None:
    told = findings(text)
    assert told
    assert not any(one.when is not None and one.when.year == 2024 for one in told)


@pytest.mark.parametrize("text", ["Hemoglobin was 9.8 g/dL after June 40.", "Hearing test on May 4, 2023 was normal."])
def test_what_is_no_such_day_gives_none(text: str) -> None:
    assert all(str(one.when) in ("None", "2025-06-11", "2023-05-04") for one in findings(text))
