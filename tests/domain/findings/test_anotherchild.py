"""What is told of another child is not said of this one."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind


def found(text: str, kind: Kind) -> list[Finding]:
    return [one for one in extracted(text) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Someone on the forum had a radioactive plaque.", Kind.RADIATION),
        ("A girl in the online group had a seizure on CAR-T.", Kind.CONDITION),
        ("Alguien en el foro recibió protones en 2021.", Kind.RADIATION),
        ("Una niña del grupo tuvo convulsiones con ese remedio.", Kind.CONDITION),
        ("Otra mamá de la sala dice que a su hija le dio fiebre.", Kind.CONDITION),
        ("Una mamá del grupo cuenta que a su hijo le dieron dinutuximab.", Kind.DRUG),
    ],
)
def test_what_families_met_elsewhere_tell_is_not_stated_of_the_child(text: str, kind: Kind) -> None:
    assert not [one for one in found(text, kind) if one.assertion is Assertion.STATED]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She had a seizure in the online class yesterday.", Kind.CONDITION),
        ("A girl in ward 3 with neuroblastoma, given vincristine.", Kind.DRUG),
        ("Su amiga vino a verla; recibió vincristina el 3 de mayo.", Kind.DRUG),
    ],
)
def test_the_child_itself_may_be_met_there(text: str, kind: Kind) -> None:
    assert [one for one in found(text, kind) if one.assertion is Assertion.STATED]


def test_what_the_writer_has_read_is_no_symptom() -> None:
    assert not found("He leído sobre el pembrolizumab.", Kind.CONDITION)


@pytest.mark.parametrize(
    ("text", "of_child"),
    [
        ("Mother felt unwell last week.", False),
        ("Mother felt a lump in the neck.", True),
        ("His mother felt he was pale.", True),
        ("La madre palpó un bulto en el cuello.", True),
    ],
)
def test_what_a_mother_felt_is_hers_only_where_it_is_how_she_felt(text: str, *, of_child: bool) -> None:
    assert any(one.assertion is Assertion.STATED for one in found(text, Kind.CONDITION)) is of_child
