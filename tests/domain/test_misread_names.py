"""The danger: a poor photograph of the child's own paper set aside as another child's, or a twin's taken for the
child's. A misread name is asked where birth date or number agree, and never merged. All people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.blurredlabels import mended
from consilium.domain.dates import PartialDate
from consilium.domain.documentdates import find_dates
from consilium.domain.identity import CaseIdentity, KnownName, Match, compare, establish, grown
from consilium.domain.people import find_people
from consilium.domain.records import Box, DateRole, Line, Page, PersonNamed, RecordNumber
from consilium.knowledge.rules import rules

WORDS = rules().names
BORN = PartialDate(2023, 12, 5)
NUMBER = RecordNumber("REX 445 0091", "Exemplar Eye Hospital")
ZARA = CaseIdentity((KnownName("Zara Specimen Muestra"),), BORN, "female", (NUMBER,), stated=True)


def seen(text: str, sure: float | None, born: str = "", number: str = "", sex: str = "") -> PersonNamed:
    day = PartialDate.from_iso(born) if born else None
    numbers = (RecordNumber(number),) if number else ()
    return PersonNamed(text, "", "", day, sex, numbers, confidence=sure)


def match(identity: CaseIdentity, person: PersonNamed) -> Match | None:
    return compare(identity, person, WORDS).value


@pytest.mark.parametrize(
    ("born", "number"),
    [("", "REX 445 0091"), ("2023-12-05", "REX 445 0091"), ("2025-12-05", "REX 445 0091"), ("2023-12-05", "")],
)
def test_a_badly_misread_name_is_asked_where_number_or_birth_date_agree(born: str, number: str) -> None:
    decision = compare(ZARA, seen("Zats Specimen Maestrs", 0.83, born, number), WORDS)
    assert decision.value is Match.PROBABLY_SAME
    assert "identity.misread" in {reason.code for reason in decision.reasons}


@pytest.mark.parametrize(
    "person",
    [
        seen("Zats Specimen Maestrs", 0.83),  # nothing but the name
        seen("Zats Specimen Maestrs", None, "2023-12-05", "REX 445 0091"),  # typed: it says what it says
        seen("Zats Specimen Maestrs", 0.99, "2023-12-05", "REX 445 0091"),  # read clearly
        seen("Zats Specimen Maestrs", 0.83, "2019-03-01", "REX 445 0091"),  # another birth date
        seen("Zats Specimen Maestrs", 0.83, "2023-12-05", "REX 445 0091", sex="male"),
        seen("Zeno Specimen Muestra", 0.83, "2023-12-05"),  # a twin: one word is another's, and the day is shared
        seen("Zita Specimen Muestra", 0.83, "2023-12-05"),
        seen("Nora Specimen Muestra", 0.83, "2023-12-05", "REX 445 0091"),  # a name of its own
        seen("Bruno Prueba Ejemplo", 0.83, "2023-12-05", "REX 445 0091"),
    ],
)
def test_a_picture_excuses_no_other_childs_name_whatever_else_agrees(person: PersonNamed) -> None:
    assert match(ZARA, person) is Match.ANOTHER_CHILD


def test_a_misread_name_that_is_as_near_to_a_known_siblings_is_set_aside() -> None:
    sibling = (KnownName("Zaks Specimen Muestra"),)
    case = CaseIdentity(ZARA.names, BORN, "female", (NUMBER,), stated=True, others=sibling)
    person = seen("Zaks Specimen Maestrs", 0.83, "2023-12-05", "REX 445 0091")
    assert match(ZARA, person) is Match.PROBABLY_SAME
    assert match(case, person) is Match.ANOTHER_CHILD


@pytest.mark.parametrize("text", ["Zats Specimen Maestrs", "Zaxa Specimen Muestro", "Zara Specinen Maestra"])
def test_no_misread_name_is_ever_merged(text: str) -> None:
    assert match(ZARA, seen(text, 0.85, "2023-12-05", "REX 445 0091")) is not Match.SAME


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Name DO8 05/12/2023", "Name DOB 05/12/2023"),
        ("Name 008: 05/12/2023", "Name DOB: 05/12/2023"),
        ("Hespital Ne: REX 445 0091", "Hespital No: REX 445 0091"),
        ("MRN 008 05/12/2023", "MRN 008 05/12/2023"),  # a number
        ("Dose 008: 20 mg", "Dose 008: 20 mg"),
        ("Ne: none", "Ne: none"),
    ],
)
def test_short_labels_are_mended_only_before_a_date_or_number(text: str, wanted: str) -> None:
    assert mended(text) == wanted


def page(*lines: str, sure: float | None = 0.83) -> Page:
    return Page(
        1, tuple(Line(text, Box(0, 0.1 * at, 1, 0.1 * at + 0.05), confidence=sure) for at, text in enumerate(lines))
    )


@pytest.mark.parametrize("label", ["DO8", "008:", "D0B:", "DOB"])
def test_a_birth_date_behind_a_misread_label_is_the_childs_and_no_date_of_the_paper(label: str) -> None:
    lines = page(f"Patient: Zara Specimen Muestra {label} 05/12/2023 Hespital Ne: REX 445 0091", "Date: 27/06/2024")
    person = find_people([lines], rules().sorting.people, "dmy")[0]
    assert person.birth_date == BORN
    assert [number.value for number in person.numbers] == ["REX 445 0091"]
    roles = [one.role for one in find_dates([lines], rules().sorting.dates, "en").dates]
    assert roles == [DateRole.BIRTH, DateRole.DOCUMENT]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Patient: Mia Sample   MRN: REX 445 0091", ["REX 445 0091"]),
        ("Paciente: Mia Muestra   NHC: NHC 7781002", ["7781002"]),
        ("Paciente: Mia Muestra   Expediente: HIM-204417", ["HIM-204417"]),
    ],
)
def test_a_hospitals_letters_may_stand_apart_from_its_number(text: str, wanted: list[str]) -> None:
    people = find_people([page(text, sure=None)], rules().sorting.people)
    assert [number.value for number in people[0].numbers] == wanted


def typed(number: str = "") -> PersonNamed:
    return seen("Zara Specimen Muestra", None, "2023-12-05", number)


@pytest.mark.parametrize("text", ["Zats Specimen Maestrs", "Zara Specinen Muestra"])
def test_a_misread_name_is_asked_where_only_the_records_tell_who_the_child_is(text: str) -> None:
    """The misreading becomes neither a name of the child's nor another child of the case."""
    shown = seen(text, 0.83, "2023-12-05", "REX 445 0091")
    people = [typed("REX 445 0091"), typed("REX 445 0091"), typed(), shown]
    found = establish([(person, 1) for person in people], WORDS).value
    assert found is not None
    known = grown(found, people, WORDS)
    assert [name.text for name in known.names] == ["Zara Specimen Muestra"]
    assert known.others == ()
    assert match(known, shown) is Match.PROBABLY_SAME


def test_a_twin_named_in_typed_papers_stays_another_child() -> None:
    twin = seen("Nora Specimen Muestra", None, "2023-12-05", "REX 445 0092")
    people = [typed("REX 445 0091"), typed("REX 445 0091"), typed(), twin, seen("Nora Specinen Maestra", 0.83)]
    found = establish([(person, 60 if person.text.startswith("Zara") else 1) for person in people], WORDS).value
    assert found is not None
    assert [name.text for name in found.others][:1] == ["Nora Specimen Muestra"]
    assert match(found, people[-1]) is Match.ANOTHER_CHILD


EMMA = CaseIdentity((KnownName("Emma Ejemplo Muestra"),), PartialDate(2018, 1, 30), "female", (), stated=True)


@pytest.mark.parametrize(
    ("person", "wanted"),
    [
        (seen("Enna Ejemplo Muestra", 0.83), Match.PROBABLY_SAME),
        (seen("Ernina Ejemplo Muestra", 0.83), Match.ANOTHER_CHILD),
        (seen("Enna Ejemplo Muestra", None), Match.ANOTHER_CHILD),  # typed
        (seen("Enna Ejemplo Muestra", 0.83, "2020-05-02"), Match.ANOTHER_CHILD),
        (seen("Emily Ejemplo Muestra", 0.83), Match.ANOTHER_CHILD),
    ],
)
def test_letters_that_a_scanner_takes_for_one_another_are_asked_about(person: PersonNamed, wanted: Match) -> None:
    assert match(EMMA, person) is wanted
