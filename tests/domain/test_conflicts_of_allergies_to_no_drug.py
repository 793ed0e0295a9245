"""`No drug allergies` and an allergy to latex or to food are both true."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_conflicts import NONE, PENICILLIN, kinds

from consilium.domain.conflicts import ConflictKind


@pytest.mark.parametrize("denied", ["No drug allergies", "Sin alergia a medicamentos"])
@pytest.mark.parametrize("name", ["Latex", "peanut", "látex", "huevo"])
def test_a_denial_of_drugs_denies_no_latex_or_food(denied: str, name: str) -> None:
    has = replace(PENICILLIN, name=name, codes=())
    assert kinds((1, has), (2, replace(NONE, value=denied))) == []


@pytest.mark.parametrize(
    ("name", "denied"),
    [
        ("penicillin", "No drug allergies"),
        ("penicilina", "Sin alergia a medicamentos"),
        ("Latex", "No known allergies"),
        ("Latex", "No drug or latex allergies"),
    ],
)
def test_a_denial_of_the_thing_itself_still_disagrees(name: str, denied: str) -> None:
    has = replace(PENICILLIN, name=name, codes=())
    assert kinds((1, has), (2, replace(NONE, value=denied))) == [ConflictKind.ALLERGY]
