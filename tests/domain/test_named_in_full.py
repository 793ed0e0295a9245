"""A letter that names the child in full and gives no birth date is the child's: where both family names agree, and only
there. All people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.identity import CaseIdentity, KnownName, Match, compare
from consilium.domain.identity.comparing import compared
from consilium.domain.records import PersonNamed, RecordNumber
from consilium.knowledge.rules import rules

WORDS = rules().names
BORN = PartialDate(2016, 5, 19)
ISIDORA = CaseIdentity((KnownName("Muestra Ejemplo, Isidora", "Muestra Ejemplo", "Isidora"),), BORN, "female")
EMMA = CaseIdentity((KnownName("Sample, Emma", "Sample", "Emma"),), BORN, "female")


def named(text: str, sure: float | None = None, sex: str = "", number: str = "") -> PersonNamed:
    return PersonNamed(text, "", "", None, sex, (RecordNumber(number),) if number else (), confidence=sure)


@pytest.mark.parametrize(
    "person",
    [
        named("Isidora Muestra Ejemplo"),
        named("MUESTRA EJEMPLO ISIDORA"),
        named("Isidora Muestra Ejemplo", 0.99),
        named("Isidora Muestra Ejemplo", number="188.204-K"),  # of a hospital that nobody knows yet
    ],
)
def test_given_name_and_both_family_names_are_enough_and_teach_nothing(person: PersonNamed) -> None:
    found = compared(ISIDORA, person, WORDS)
    assert found.match is Match.SAME
    assert not found.strong


@pytest.mark.parametrize(
    ("identity", "person"),
    [
        (ISIDORA, named("Isidora Muestra")),  # one family name only: her aunt's too
        (ISIDORA, named("Isidora Muestra Ejemplo", 0.8)),  # a picture that may have been misread
        (ISIDORA, named("Isidora Muestra Ejemplo", sex="male")),
        (EMMA, named("Emma Sample")),  # a mother may have the same two words
        (
            CaseIdentity(ISIDORA.names, BORN, "female", others=(KnownName("Isidora Muestra Ejemplo"),)),
            named("Isidora Muestra Ejemplo"),
        ),  # a namesake lies in the folder
    ],
)
def test_anything_less_is_asked_about(identity: CaseIdentity, person: PersonNamed) -> None:
    assert compare(identity, person, WORDS).value is Match.PROBABLY_SAME


@pytest.mark.parametrize("text", ["Andrés Muestra Sample", "Isabel Muestra Ejemplo", "Isidora Prueba Modelo"])
def test_a_father_a_sister_and_a_stranger_stay_others(text: str) -> None:
    assert compare(ISIDORA, named(text), WORDS).value is Match.ANOTHER_CHILD
