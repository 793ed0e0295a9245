"""Days of a drug: lists of days, runs of months with one year, the course's day and not that of the last of several."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Finding, Kind


def drugs(text: str) -> list[Finding]:
    return [one for one in extracted(text) if one.kind is Kind.DRUG]


@pytest.mark.parametrize(
    ("text", "name", "days"),
    [
        (
            "Vincristine 2 mg IV - 13/01/2025, 20/01/2025, 27/01/2025",
            "vincristine",
            ["2025-01-13", "2025-01-20", "2025-01-27"],
        ),
        ("Doxorubicin 62 mg IV on 13/01/2025 and 27/01/2025.", "doxorubicin", ["2025-01-13", "2025-01-27"]),
        ("Metotrexato (it) 12 mg 18-10-2021, 25-10-2021", "methotrexate", ["2021-10-18", "2021-10-25"]),
        ("Vincristine 2 mg on 13/01/2025, 20/01/2025 (held for neuropathy).", "vincristine", ["2025-01-13"]),
        ("Marzo a agosto de 2024: dinutuximab beta, 5 ciclos.", "dinutuximab beta", ["2024-03"]),
        ("Between March and August 2024 she received irinotecan.", "irinotecan", ["2024-03"]),
        ("Jul-Sep 2025: temozolomide, 3 cycles.", "temozolomide", ["2025-07"]),
        ("Vincristine was given; MRI in March and August 2024.", "vincristine", ["2024-08"]),
        (
            "Desde el 30/06/2025 ha llevado cuatro ciclos de brentuximab, el último el 1/09/2025.",
            "brentuximab vedotin",
            ["2025-06-30"],
        ),
        (
            "Since 30 June 2025 he has had four cycles of nivolumab, the last on 1 September 2025.",
            "nivolumab",
            ["2025-06-30"],
        ),
        ("Had bleomycin in 2023 and mediastinal radiotherapy.", "bleomycin", ["2023"]),
        ("Recibió bleomicina en 2023.", "bleomycin", ["2023"]),
    ],
)
def test_the_days_of_a_drug(text: str, name: str, days: list[str]) -> None:
    assert [str(one.when) for one in drugs(text) if one.name == name] == days


def test_a_day_behind_a_cycle_is_no_number_of_it() -> None:
    assert not [one for one in extracted("Próximo ciclo 12 de agosto.") if one.detail.get("number") == 12]


def test_what_a_score_means_denies_no_score() -> None:
    said = [str(one.assertion) for one in extracted("PET-CT: Deauville 2 (negativo).") if one.kind is Kind.RESPONSE]
    assert said == ["stated"]


def test_hodgkin_by_its_letters_in_spanish() -> None:
    names = {one.name for one in extracted("Paciente con LHC en recaída.") if one.kind is Kind.DIAGNOSIS}
    assert names == {"classical Hodgkin lymphoma"}
