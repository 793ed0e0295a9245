"""Names taken apart and compared, without deciding whose a record is."""

from __future__ import annotations

import pytest

from consilium.domain.identity.namelevels import NameLevel, compare_names
from consilium.domain.identity.names import Name, Role, is_nobody, latin, parsed
from consilium.knowledge.rules import rules

WORDS = rules().names


def name(text: str, family: str = "", given: str = "") -> Name:
    return parsed(text, family, given, WORDS)


def level(known: str, named: str) -> NameLevel:
    return compare_names(name(known), name(named), WORDS)


@pytest.mark.parametrize(
    ("known", "named", "expected"),
    [
        ("Ana María Muestra", "Ana Lucía Muestra", NameLevel.OTHER_GIVEN),
        ("Mia Sample", "Leo Sample", NameLevel.OTHER_GIVEN),
        ("Xochitl Muestra", "Citlali Muestra", NameLevel.OTHER_GIVEN),
        ("Ana Muestra", "Ana Ejemplo", NameLevel.OTHER_FAMILY),
        ("Ana Muestra López", "Ana Muestra Ruiz", NameLevel.OTHER_FAMILY),
        ("Ana Muestra", "Bruno Prueba", NameLevel.OTHER),
        ("Ana Muestra", "Anna Muestra", NameLevel.WEAK),
        ("Ana María Muestra", "Ana Muestra", NameLevel.WEAK),
        ("Emma Rose Sample", "Rose Sample", NameLevel.WEAK),
        ("Emma Rose Sample", "E. Sample", NameLevel.WEAK),
        ("Ana María López", "Ana García López", NameLevel.WEAK),
        ("Ana Muestra", "BB RN Muestra", NameLevel.WEAK),
        ("Elizabeth Sample", "Lily Sample", NameLevel.WEAK),  # a short form, and a name of its own
        ("Daniela Sample", "Dani Sample", NameLevel.WEAK),  # a short form of two names
        ("Ana Muestra", "Hijo de Ana Muestra", NameLevel.WEAK),
        ("Ana Muestra", "Baby Girl Prueba", NameLevel.OTHER_FAMILY),
        ("Robert Sample Jr", "Robert Sample", NameLevel.WEAK),
        ("Emma Rose Sample", "Emma Sample", NameLevel.COMPATIBLE),
        ("Emma Sample", "Emma Rose Sample", NameLevel.COMPATIBLE),
        ("Lucía García López", "Lucia Garcia", NameLevel.COMPATIBLE),
        ("Lucía García López", "Lucia Lopez", NameLevel.COMPATIBLE),
        ("Elizabeth Sample", "Liz Sample", NameLevel.COMPATIBLE),
        ("Alexandrina Muestrarelli", "MUESTRAREL^ALEXANDRINA", NameLevel.COMPATIBLE),
        ("Lucía de la Cruz", "DELACRUZ, LUCIA", NameLevel.EXACT),
        ("Mia Sample", "SAMPLE^MIA", NameLevel.EXACT),
        ("Mia Sample", "sample, mia", NameLevel.EXACT),
        ("Zoë O'Sample", "OSAMPLE, ZOE", NameLevel.EXACT),
        ("Мария Пример", "PRIMER^MARIYA", NameLevel.EXACT),
        ("Mia Sample", "山田 花子", NameLevel.FOREIGN),
        ("Mia Sample", "أحمد", NameLevel.FOREIGN),
        ("Mia Sample", "", NameLevel.ABSENT),
    ],
)
def test_how_well_two_names_agree(known: str, named: str, expected: NameLevel) -> None:
    assert level(known, named) is expected


@pytest.mark.parametrize(
    "pair", [("Daniel", "Daniela"), ("Mario", "Maria"), ("Luis", "Luisa"), ("Carla", "Karla"), ("Elena", "Helena")]
)
def test_two_given_names_are_two_people_however_alike(pair: tuple[str, str]) -> None:
    assert level(f"{pair[0]} Sample", f"{pair[1]} Sample") is NameLevel.OTHER_GIVEN


def test_a_scanners_slip_is_a_doubt_and_not_another_person() -> None:
    assert level("Valentina Muestra", "VALENT1NA MUESTRA") is NameLevel.WEAK
    assert level("Oliver Sample", "Oliver Samp1e") is NameLevel.WEAK


def test_roles_follow_the_way_a_name_is_written() -> None:
    assert name("Muestra López, Ana María").of(Role.GIVEN) == ("ana", "maria")
    assert name("MUESTRA LOPEZ^ANA MARIA^^DRA").of(Role.FAMILY) == ("muestra", "lopez")
    assert name("Muestra López Ana").of(Role.GIVEN) == ("ana",)
    assert name("Mia Sample").of(Role.FAMILY) == ("sample",)


def test_a_title_and_a_particle_are_no_part_of_a_name() -> None:
    assert [word.text for word in name("Srta. Lucía de los Ejemplo").words] == ["lucia", "ejemplo"]


@pytest.mark.parametrize(
    "text", ["", "ANON", "ANONYMOUS^PATIENT", "Test Patient", "TEST12", "0012345", "XXXXXX", "???", "Sin nombre", "N N"]
)
def test_placeholders_name_nobody(text: str) -> None:
    assert is_nobody(text, WORDS)


@pytest.mark.parametrize("text", ["Mia Sample", "Ana Muestra", "Li", "山田", "Test Sample", "BB RN Muestra"])
def test_names_are_no_placeholders(text: str) -> None:
    assert not is_nobody(text, WORDS)


def test_cyrillic_and_greek_become_latin_letters() -> None:
    assert latin("Юрий Щукин") == "yurii shchukin"
    assert latin("Αθηνά") == "athina"


def test_an_absurdly_long_name_is_compared_in_bounded_time() -> None:
    assert level("Mia Sample", "Ana " * 20_000) is not NameLevel.EXACT
