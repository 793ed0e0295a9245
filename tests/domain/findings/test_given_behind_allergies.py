"""A sentence behind a line of allergies that tells what was given is of the treatment, and no item of that list."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted

STATED = (Assertion.STATED,)


@pytest.mark.parametrize(
    ("text", "allergies", "given"),
    [
        ("Allergies: amoxicillin (hives). Doxorubicin cumulative dose 150 mg/m2.", {"amoxicillin"}, {"doxorubicin"}),
        ("Allergies: amoxicillin (hives). Doxorubicin was given on 03/10/2025.", {"amoxicillin"}, {"doxorubicin"}),
        ("Allergies: latex. Doxorubicin on 03/10/2025, 3 doses.", {"latex"}, {"doxorubicin"}),
        ("Allergies: none. Vincristine, doxorubicin were given on 3 May 2025.", set(), {"vincristine", "doxorubicin"}),
        ("Alergias: amoxicilina (ronchas). Se administró vincristina el 10/03/2025.", {"amoxicillin"}, {"vincristine"}),
        ("Alergias: látex. Recibió doxorrubicina en marzo.", {"latex"}, {"doxorubicin"}),
        ("Alergias: látex. Dosis acumulada de doxorrubicina 150 mg/m2.", {"latex"}, {"doxorubicin"}),
        # items of the list, and what a substance did
        ("Allergies: penicillin. Latex. Peanuts.", {"penicillin", "latex", "peanut"}, set()),
        ("Allergies: latex. Vancomycin given in January 2024 caused red man syndrome.", {"latex", "vancomycin"}, set()),
        ("Allergies: penicillin (rash). Asparaginase (hives on 03/10/2025).", {"penicillin", "asparaginase"}, set()),
        ("Allergies: latex. Penicillin was reported on 03/10/2020.", {"latex", "penicillin"}, set()),
        ("Allergies: latex; penicillin, given as a baby, hives.", {"latex", "penicillin"}, set()),
        ("Allergies: asparaginase, given on 03/10/2025", {"asparaginase"}, set()),
    ],
)  # fmt: skip
def test_what_was_given_is_no_allergy(text: str, allergies: set[str], given: set[str]) -> None:
    found = [one for one in extracted(text) if one.assertion in STATED]
    assert {one.name for one in found if one.kind is Kind.ALLERGY} == allergies
    assert {one.name for one in found if one.kind is Kind.DRUG} == given
