"""A month of a run has the year of its end; what is classed by a society's system is treated on none of its studies."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from tests.domain.findings.onepaper import extracted

LETTER = ("Clinic letter, 15/09/2026", "Date: 15/09/2026")


def protocols(*lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is Kind.PROTOCOL]


@pytest.mark.parametrize(
    "text",
    [
        "Treatment to date: JOE x 6 (July to November 2024); laser x 7.",
        "Treatment to date: JOE x 6 (July-Nov 2024); laser x 7.",
        "Tratamiento: JOE x 6 (julio a noviembre de 2024); láser x 7.",
    ],
)
def test_a_month_at_the_start_of_a_run_is_not_of_the_papers_year(text: str) -> None:
    found = extracted(*LETTER, text)
    (told,) = (one for one in found if one.kind is Kind.PROTOCOL)
    assert (told.name, told.when) == ("JOE", PartialDate(2024, 7))
    assert not [one.when for one in found if one.kind is Kind.SURGERY and one.when]


def test_a_date_is_no_name_of_a_protocol() -> None:
    assert protocols("Started on protocol JUL-2024.") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Riesgo intermedio según SIOP-RTSG.", []),
        ("Estadio II según SIOP 2001.", []),
        ("Stage III (SIOP 2001).", []),
        ("Estadio II, tratada según SIOP 2001.", ["SIOP 2001"]),
        ("Stage III, treated per SIOP 2001.", ["SIOP 2001"]),
        ("Quimioterapia según SIOP 93-01.", ["SIOP 93-01"]),
        ("High risk per AALL1131.", ["AALL1131"]),
        ("Quimioterapia según SIOP-2001.", ["SIOP 2001"]),
        ("Tratamiento según SIOP-RTSG.", ["SIOP-RTSG"]),
    ],
)
def test_a_system_of_staging_is_no_protocol_and_no_study_has_anothers_name(text: str, names: list[str]) -> None:
    assert [one.name for one in protocols(text)] == names
