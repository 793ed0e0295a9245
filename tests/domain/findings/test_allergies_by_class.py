"""Allergies beside a denial of others: another part of the sentence, or a class of its own behind that of drugs."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Allergic to peanuts and egg; no drug allergies.", {"peanut", "egg"}),
        ("Alérgica al camarón; sin alergias a medicamentos.", {"shellfish"}),
        ("Drug allergies: none. Food: cashew. Environmental: dust mites.", {"tree nuts", "dust mites"}),
        ("Alergias: NIEGA fármacos. Alimentos: camarón.", {"shellfish"}),
        ("Alergias medicamentosas: no. Alimentarias: nueces. Ambientales: ácaros.", {"tree nuts", "dust mites"}),
        ("Amoxicillin for 7 days; no known allergies.", set()),
        ("No known allergies. Given amoxicillin for otitis.", set()),
        ("Alergias: negadas. Otros: toma ibuprofeno ocasional.", set()),
        ("Food: eats egg and milk at home.", set()),
    ],
)
def test_what_stands_beside_a_denial_of_other_allergies(text: str, stated: set[str]) -> None:
    found = [one for one in extracted(text) if one.kind is Kind.ALLERGY]
    assert {one.name for one in found if one.assertion is Assertion.STATED} == stated
    assert any(one.assertion is Assertion.NEGATED for one in found) == ("eats" not in text)


@pytest.mark.parametrize(
    ("text", "ill"),
    [
        ("Received native E. coli asparaginase x 8.", False),
        ("Grew E. coli in the urine of 3 March.", True),
    ],
)
def test_the_germ_that_a_drug_is_made_by_is_no_illness(text: str, ill: bool) -> None:
    assert any("coli" in one.name for one in extracted(text) if one.kind is Kind.CONDITION) is ill
