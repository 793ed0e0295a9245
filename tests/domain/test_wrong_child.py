"""The danger: another child's record merged into the case. Doubt is asked, conflict is set aside."""

from __future__ import annotations

import itertools

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.identity import CaseIdentity, Match, compare, compared, establish, grown, learnt, reconcile
from consilium.domain.records import Citation, Decision, PersonNamed, RecordNumber
from consilium.knowledge.rules import rules

WORDS = rules().names
BORN = PartialDate(2016, 4, 13)
SAN_TELMO = RecordNumber("778812", "Hospital San Telmo")
ANA = CaseIdentity.of("Ana María Muestra López", BORN, "female")
MIA = CaseIdentity.of("Mia Sample", PartialDate(2012, 11, 30), "female")
NUMBERED = CaseIdentity(ANA.names, BORN, "female", (SAN_TELMO,), stated=True)


def named(
    text: str, born: str = "", sex: str = "", *numbers: RecordNumber, family: str = "", given: str = ""
) -> PersonNamed:
    return PersonNamed(text, family, given, PartialDate.from_iso(born) if born else None, sex, numbers)


def match(identity: CaseIdentity, person: PersonNamed) -> Match | None:
    return compare(identity, person, WORDS).value


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("Ana Lucía Muestra López", "2016-04-13"),  # the twin with the same first name
        ("Lucía Muestra López", "2016-04-13"),
        ("LUCIA^MUESTRA LOPEZ", "2016-04-13"),
        ("María José Muestra López", "2016-04-13"),
        ("Ana Sofía Muestra", "2016-04-13"),
        ("Muestra López, Diego", "2016-04-13"),
        ("Diego Muestra López", ""),
        ("Ana María Muestra López", "2019-10-02"),  # the namesake
        ("Ana María Muestra López", "1986-04-13"),  # the mother of the same name
        ("Ana María Ejemplo Ruiz", "2016-04-13"),
        ("Ana María Muestra Ruiz", "2016-04-13"),  # a cousin: the second family name differs
        ("Bruno Prueba", "2011-01-01"),
        ("Bruno Prueba", ""),
    ],
)
def test_another_child_is_set_aside_whatever_else_fits(text: str, born: str) -> None:
    assert match(ANA, named(text, born)) is Match.ANOTHER_CHILD


@pytest.mark.parametrize("text", ["Ana Lucía Muestra López", "Lucía Muestra", "Diego Muestra López", "Bruno Prueba"])
def test_even_the_childs_own_record_number_does_not_merge_another_given_name(text: str) -> None:
    assert match(NUMBERED, named(text, "2016-04-13", "female", SAN_TELMO)) is Match.ANOTHER_CHILD


@pytest.mark.parametrize(
    ("text", "born", "sex"),
    [
        ("Ana Muestra López", "2016-04-13", ""),  # Ana alone may be the twin Ana Lucía
        ("Anna María Muestra López", "2016-04-13", ""),
        ("A. Muestra López", "2016-04-13", ""),
        ("María Muestra López", "2016-04-13", ""),
        ("BB RN Muestra", "2016-04-13", ""),
        ("Ana María Muestra López", "", ""),  # a name alone: namesakes exist
        ("Ana María Muestra López", "2016", ""),
        ("Ana María Muestra López", "2016-04-18", ""),  # one digit
        ("Ana María Muestra López", "2016-04-13", "male"),
        ("Ana María Muestrra López", "2016-04-13", ""),
        ("Muestra", "2016-04-13", ""),
        ("山田 花子", "2016-04-13", ""),
    ],
)
def test_doubt_is_asked_and_never_decided(text: str, born: str, sex: str) -> None:
    decision = compare(ANA, named(text, born, sex), WORDS)
    assert decision.value is Match.PROBABLY_SAME
    assert len(decision.reasons) >= 2, "what fits, and what the doubt is"


def test_a_swapped_day_and_month_is_asked() -> None:
    assert (
        match(CaseIdentity.of("Mia Sample", PartialDate(2012, 3, 4)), named("Mia Sample", "2012-04-03"))
        is Match.PROBABLY_SAME
    )


def test_another_number_of_the_same_hospital_is_asked() -> None:
    other = RecordNumber("991234", "HOSPITAL SAN TELMO")
    assert match(NUMBERED, named("Ana María Muestra López", "2016-04-13", "", other)) is Match.PROBABLY_SAME


def test_numbers_of_different_hospitals_say_nothing() -> None:
    other = RecordNumber("991234", "Instituto del Sur")
    assert match(NUMBERED, named("Ana María Muestra López", "2016-04-13", "", other)) is Match.SAME


def test_the_same_number_at_another_hospital_is_no_evidence() -> None:
    chance = RecordNumber("778812", "Instituto del Sur")
    assert compared(NUMBERED, named("Ana María Muestra López", "", "", chance), WORDS).match is Match.PROBABLY_SAME


def test_a_junior_is_not_his_father() -> None:
    child = CaseIdentity.of("Robert Sample Jr", PartialDate(2014, 5, 6), "male")
    assert match(child, named("Robert Sample", "1984-02-01")) is Match.ANOTHER_CHILD
    assert match(child, named("Robert Sample", "2014-05-06")) is Match.PROBABLY_SAME
    assert match(child, named("Robert Sample III", "2014-05-06")) is Match.PROBABLY_SAME


@pytest.mark.parametrize(
    "sibling", ["Daniel", "Daniela", "Luis", "Luisa", "Gabriel", "Gabriela", "Mia", "Maya", "Ana", "Eva"]
)
def test_siblings_with_names_like_each_other_are_never_the_same(sibling: str) -> None:
    pairs = {"Daniel": "Daniela", "Luis": "Luisa", "Gabriel": "Gabriela", "Mia": "Maya", "Ana": "Eva"}
    other = pairs.get(sibling) or next(name for name, twin in pairs.items() if twin == sibling)
    child = CaseIdentity.of(f"{sibling} Sample", PartialDate(2014, 5, 6))
    assert match(child, named(f"{other} Sample", "2014-05-06")) is Match.ANOTHER_CHILD


def test_no_two_of_many_twins_and_namesakes_are_ever_the_same() -> None:
    given = [
        "Ana",
        "Ana María",
        "Ana Lucía",
        "Anna",
        "María José",
        "María Luisa",
        "José",
        "José Luis",
        "Luis",
        "Luisa",
        "Emma Rose",
        "Emma Jane",
        "Leo",
        "Lea",
        "Noah",
        "Noa",
        "Elena",
        "Helena",
        "Sofía",
        "Sofie",
        "Carla",
        "Karla",
    ]
    twins = {name: CaseIdentity.of(f"{name} Muestra Ejemplo", BORN) for name in given}
    for one, other in itertools.permutations(given, 2):
        for written in (f"{other} Muestra Ejemplo", f"Muestra Ejemplo, {other}", f"MUESTRA EJEMPLO^{other.upper()}"):
            assert match(twins[one], named(written, "2016-04-13")) is not Match.SAME, (one, written)


def test_one_birthday_apart_by_any_digit_is_never_the_same() -> None:
    for year, month, day in itertools.product(range(2010, 2020), range(1, 13), range(1, 29)):
        other = PartialDate(year, month, day)
        if other != BORN:
            assert match(ANA, PersonNamed("Ana María Muestra López", birth_date=other)) is not Match.SAME


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("MUESTRA LOPEZ^ANA MARIA", "2016-04-13"),
        ("Muestra López, Ana María", "2016-04-13"),
        ("ana maria muestra lopez", "2016-04-13"),
        ("MUESTRA^ANA MARIA", "2016-04-13"),
        ("Muestra-López, Ana María", "2016-04-13"),
        ("Ana María Muestra", "2016-04-13"),
        ("Ana Ma. Muestra López", "2016-04-13"),
        ("LOPEZ^ANA MARIA^MUESTRA", "2016-04-13"),  # a US form: the first surname as a middle name
        ("Sra. Ana María Muestra de López", "2016-04-13"),
        ("Ana María Muestra López", "2016-04"),
    ],
)
def test_the_childs_own_name_in_the_ways_it_is_written_is_the_same(text: str, born: str) -> None:
    assert match(ANA, named(text, born)) is Match.SAME


@pytest.mark.parametrize(
    ("child", "text"),
    [
        ("Elizabeth Sample", "Liz Sample"),
        ("Guadalupe Muestra", "Lupe Muestra"),
        ("Francisco Muestra", "MUESTRA^PACO"),
        ("Xochitl Muestra", "MUESTRA, XOCHITL"),
        ("Emma Rose Sample", "Emma R. Sample"),
        ("Emma Rose Sample", "SAMPLE^EMMA"),
        ("Иван Пример", "Ivan Primer"),
        ("Ελένη Παράδειγμα", "Eleni Paradeigma"),
        ("Zoë O'Sample", "OSAMPLE^ZOE"),
        ("Juana De la Cruz Muestra", "Juana Delacruz Muestra"),
    ],
)
def test_nicknames_initials_and_other_letters_are_the_same_with_a_birth_date(child: str, text: str) -> None:
    assert match(CaseIdentity.of(child, BORN), named(text, "2016-04-13")) is Match.SAME


def test_an_ambiguous_birth_date_fits_by_one_of_its_readings_only() -> None:
    both = (PartialDate(2016, 4, 3), PartialDate(2016, 3, 4))
    person = PersonNamed("Mia Sample", birth_date=PartialDate(2016), birth_may_be=both)
    assert match(CaseIdentity.of("Mia Sample", PartialDate(2016, 3, 4)), person) is Match.SAME
    assert match(CaseIdentity.of("Mia Sample", PartialDate(2016, 7, 9)), person) is Match.ANOTHER_CHILD


@pytest.mark.parametrize(
    "text",
    ["", "ANONYMOUS", "TEST^PATIENT", "Anonymized 0012", "XXXX", "^^^^", "000123", "Paciente desconocido", "ANON1234"],
)
def test_a_placeholder_names_nobody(text: str) -> None:
    assert match(ANA, named(text)) is Match.UNNAMED
    assert match(ANA, named(text, "2016-04-13")) is Match.UNNAMED, "a birth date alone fits a twin"


def test_a_nameless_record_is_known_by_number_and_birth_date_only() -> None:
    assert match(NUMBERED, named("", "2016-04-13", "", SAN_TELMO)) is Match.SAME
    assert match(NUMBERED, named("", "", "", SAN_TELMO)) is Match.PROBABLY_SAME
    assert match(NUMBERED, named("", "2011-01-01")) is Match.ANOTHER_CHILD


def test_an_alias_does_not_overrule_the_name_itself() -> None:
    person = PersonNamed("Lucía Muestra López", birth_date=BORN, other_names=("Ana María Muestra López",))
    assert match(ANA, person) is Match.PROBABLY_SAME


def test_an_adopted_childs_former_name_is_asked_with_the_same_number_and_birth_date() -> None:
    former = named("Ana María Ejemplo", "2016-04-13", "female", SAN_TELMO)
    assert match(NUMBERED, former) is Match.PROBABLY_SAME


def test_a_file_that_names_two_children_is_another_childs() -> None:
    both = (named("Ana María Muestra López", "2016-04-13"), named("Diego Muestra López", "2018-01-02"))
    (decision,) = reconcile(ANA, [both], WORDS)
    assert decision.value is Match.ANOTHER_CHILD
    assert "identity.two_in_file" in {reason.code for reason in decision.reasons}


def test_a_short_naming_beside_the_full_one_does_not_spoil_it() -> None:
    header, footer = named("Mia Sample", "2012-11-30"), named("Mia Sample")
    (decision,) = reconcile(MIA, [(footer, header)], WORDS)
    assert decision.value is Match.SAME


def test_two_twins_who_both_fit_a_short_name_are_both_asked() -> None:
    child = CaseIdentity.of("Emma Sample", BORN)
    rose, jane = named("Emma Rose Sample", "2016-04-13"), named("Emma Jane Sample", "2016-04-13")
    assert match(child, rose) is Match.SAME, "alone, a middle name only adds"
    assert [decision.value for decision in reconcile(child, [(rose,), (jane,)], WORDS)] == [Match.PROBABLY_SAME] * 2
    assert grown(child, [rose, jane], WORDS).names == child.names


def test_a_file_that_names_nobody_is_unnamed() -> None:
    assert [d.value for d in reconcile(MIA, [()], WORDS)] == [Match.UNNAMED]


def test_a_short_name_is_asked_once_a_sibling_it_fits_is_known() -> None:
    child = CaseIdentity.of("Emma Rose Sample", BORN)
    short = named("Emma Sample", "2016-04-13")
    assert match(child, short) is Match.SAME
    warned = learnt(child, named("Emma Jane Sample", "2016-04-13"), WORDS)
    assert match(warned, short) is Match.PROBABLY_SAME


def test_only_certain_records_teach_a_number() -> None:
    number = RecordNumber("00481516", "Riverbend")
    doubtful = learnt(MIA, named("M. Sample", "2012-11-30", "", number), WORDS)
    assert doubtful == MIA
    certain = learnt(MIA, named("Mia Sample", "2012-11-30", "", number), WORDS)
    assert certain.numbers == (number,)
    assert match(certain, named("SAMPLE^M", "2012-11-30", "", number)) is Match.SAME


def test_what_a_person_stated_is_not_changed_by_records() -> None:
    seen = [(named("Mia Sample", "2012-11-03"), 40), (named("Mia Rose Sample", "2012-11-03"), 9)]
    found = establish(seen, WORDS, MIA).value
    assert found is not None
    assert (found.birth_date, found.names, found.stated) == (PartialDate(2012, 11, 30), MIA.names, True)


def test_a_stated_name_takes_its_birth_date_from_the_records_that_agree() -> None:
    seen = [
        (named("SAMPLE^MIA", "2012-11-30"), 300),
        (named("Mia Sample"), 4),
        (named("Bruno Prueba", "2011-01-01"), 1),
    ]
    found = establish(seen, WORDS, CaseIdentity.of("Mia Sample")).value
    assert found is not None
    assert found.birth_date == PartialDate(2012, 11, 30)


def test_a_stated_name_with_two_namesakes_learns_nothing() -> None:
    seen = [(named("Mia Sample", "2012-11-30"), 3), (named("Mia Sample", "2015-06-07"), 3)]
    found = establish(seen, WORDS, CaseIdentity.of("Mia Sample"))
    assert found.value is not None
    assert found.value.birth_date is None
    assert found.reasons[0].code == "identity.stated_two"


def test_two_children_comparably_present_are_asked_about() -> None:
    seen = [(named("Mia Sample", "2012-11-30"), 5), (named("Noah Sample", "2014-02-03"), 4)]
    found = establish(seen, WORDS)
    assert found.value is None
    assert [reason.code for reason in found.reasons] == ["identity.two_children"]
    assert len(found.citations) == 2


def test_the_child_of_most_records_is_the_cases_child() -> None:
    seen = [
        (named("SAMPLE^MIA^R", "2012-11-30", "female"), 800),
        (named("Mia Sample", "2012-11-30"), 20),
        (named("Mia R. Sample"), 3),
        (named("Mia Sample", "2012-11-03"), 1),
        (named("ANONYMOUS"), 500),
        (named("Bruno Prueba", "2011-01-01"), 1),
    ]
    found = establish(seen, WORDS)
    assert found.value is not None
    assert (found.value.birth_date, found.value.sex) == (PartialDate(2012, 11, 30), "female")
    assert "Bruno" in found.value.others[0].text


def test_nobody_named_is_unknown() -> None:
    assert establish([(named("ANONYMOUS"), 9)], WORDS).value is None


def test_one_disc_of_another_child_does_not_outweigh_the_papers() -> None:
    papers = [(named(text, "2012-11-30"), 1) for text in ("Mia Sample", "SAMPLE^MIA", "Sample, Mia R", "Mia R Sample")]
    found = establish([*papers, (named("Bruno Prueba", "2011-01-01"), 2)], WORDS)
    assert found.value is not None
    assert "Mia" in found.value.names[0].text or "MIA" in found.value.names[0].text


def test_an_identity_comes_back_from_plain_data_as_it_was() -> None:
    whole = CaseIdentity(ANA.names, BORN, "female", (SAN_TELMO,), stated=True, others=MIA.names)
    assert CaseIdentity.from_plain(whole.plain()) == whole
    with pytest.raises(ValueError, match="shape"):
        CaseIdentity.from_plain({"names": "Ana"})


def test_every_decision_quotes_where_the_name_stands() -> None:
    person = PersonNamed("Mia Sample", birth_date=PartialDate(2012, 11, 30), citation=Citation("Mia Sample", 2))
    decision: Decision[Match] = compare(MIA, person, WORDS)
    assert decision.citations == (person.citation,)


def seen(text: str, sure: float | None, born: str = "") -> PersonNamed:
    return PersonNamed(text, birth_date=PartialDate.from_iso(born) if born else None, confidence=sure)


@pytest.mark.parametrize(
    ("text", "born"),
    [("Ana María Mucstra Lopcz", ""), ("Ana Maria Muesta Lopez", "2016-04-13"), ("Ana Maria Muestra Lopoz", "")],
)
def test_a_name_misread_from_a_picture_is_asked_and_neither_merged_nor_set_aside(text: str, born: str) -> None:
    assert match(ANA, seen(text, 0.85, born)) in (Match.PROBABLY_SAME, Match.SAME)
    assert match(ANA, seen("Ana María Mucztro Lopcz", 0.85)) is Match.PROBABLY_SAME


@pytest.mark.parametrize(
    ("text", "born", "sure"),
    [
        ("Ana María Mucztro Lopcz", "", None),  # typed: it says what it says
        ("Ana María Mucztro Lopcz", "", 0.99),  # read clearly
        ("Ana María Mucztro Lopcz", "2019-10-02", 0.85),  # and another birth date
        ("Diego Muestra López", "", 0.85),
        ("Lucía Muestra López", "", 0.85),
        ("Ana María Ejemplo Ruiz", "", 0.85),
    ],
)
def test_a_picture_does_not_excuse_another_childs_name(text: str, born: str, sure: float | None) -> None:
    assert match(ANA, seen(text, sure, born)) is Match.ANOTHER_CHILD


HIM = RecordNumber("HIM-204417", "Hospital Infantil Muestra")


def numbered(text: str, value: str, sure: float | None = None, born: str = "") -> PersonNamed:
    number = RecordNumber(value, HIM.issuer)
    return PersonNamed(
        text, birth_date=PartialDate.from_iso(born) if born else None, numbers=(number,), confidence=sure
    )


def case_of(*people: PersonNamed) -> CaseIdentity:
    found = establish([(person, 1) for person in people], WORDS).value
    assert found is not None
    return grown(found, people, WORDS)


TYPED = numbered("Ana María Muestra López", HIM.value, born="2016-04-13")


@pytest.mark.parametrize("other", ["HIM-204418", "HIM-204471", "HOM-204417", "HIM-20441"])
def test_two_typed_numbers_that_differ_by_a_digit_stay_two_and_are_asked_about(other: str) -> None:
    known = case_of(TYPED, TYPED)
    assert match(known, numbered("Ana María Muestra López", other, born="2016-04-13")) is Match.PROBABLY_SAME
    both = case_of(TYPED, numbered("Ana María Muestra López", other, born="2016-04-13"))
    assert {number.value for number in both.numbers} == {HIM.value, other}


def test_a_misread_number_does_not_excuse_another_childs_name_or_birth_date() -> None:
    known = case_of(TYPED)
    assert match(known, numbered("Ana Lucía Muestra López", "HOM-204417", 0.9, "2016-04-13")) is Match.ANOTHER_CHILD
    assert match(known, numbered("Ana María Muestra López", "HOM-204417", 0.9, "2019-10-02")) is Match.ANOTHER_CHILD
    assert match(known, numbered("Ana María Ejemplo Ruiz", "HOM-204417", 0.9, "2016-04-13")) is Match.ANOTHER_CHILD


def test_a_pictures_number_that_typed_papers_of_a_sibling_state_is_no_misreading() -> None:
    sibling = numbered("Ana Lucía Muestra López", "HIM-204418", born="2016-04-13")
    known = case_of(TYPED, TYPED, TYPED, TYPED, TYPED, TYPED, TYPED, TYPED, sibling)
    shown = numbered("Ana Muestra López", "HIM-204418", 0.9, "2016-04-13")
    found = compare(known, shown, WORDS)
    assert found.value is not Match.SAME
    assert "identity.number_misread" not in {reason.code for reason in found.reasons}


def test_a_misread_number_alone_tells_nobody() -> None:
    assert match(case_of(TYPED), numbered("", "HOM-204417", 0.9)) is Match.UNNAMED


@pytest.mark.parametrize("value", ["HIM-90210", "H1M-2O44L7", "2044", "HIM-204714"])
def test_a_pictures_number_that_is_not_like_the_typed_one_stays_a_number_of_its_own(value: str) -> None:
    known = case_of(TYPED, numbered("Ana María Muestra López", value, 0.9, "2016-04-13"))
    assert match(known, numbered("Ana María Muestra López", value, 0.9, "2016-04-13")) is not Match.ANOTHER_CHILD
    reasons = compare(known, numbered("Ana María Muestra López", value, 0.9), WORDS).reasons
    assert "identity.number_misread" not in {reason.code for reason in reasons}


@pytest.mark.parametrize("value", ["HOM-204417", "HIM-2O4417", "H1M-2O4417", "HIM-20447", "HIM-2044I7", "HIM 2044177"])
def test_a_number_misread_from_a_picture_agrees_and_is_not_listed_as_the_childs_own(value: str) -> None:
    misread = numbered("Ana María Muestra López", value, 0.93, "2016-04-13")
    for people in ((TYPED, misread), (misread, TYPED), (misread, misread, TYPED)):
        known = case_of(*people)
        assert known.numbers == (HIM,)
        found = compare(known, misread, WORDS)
        assert found.value is Match.SAME
        assert [r.args for r in found.reasons if r.code == "identity.number_misread"] == [
            {"named": value, "known": HIM.value}
        ]


def test_a_number_that_only_pictures_state_is_kept_as_they_state_it() -> None:
    known = case_of(numbered("Ana María Muestra López", "HOM-204417", 0.9, "2016-04-13"))
    assert [number.value for number in known.numbers] == ["HOM-204417"]


def test_a_misreading_that_an_earlier_run_took_for_a_number_is_dropped_once_a_typed_paper_states_it() -> None:
    misread = numbered("Ana María Muestra López", "HOM-204417", 0.93, "2016-04-13")
    before = grown(establish([(misread, 1)], WORDS, ANA).value or ANA, [misread], WORDS)
    assert [number.value for number in before.numbers] == ["HOM-204417"]
    people = [misread, TYPED]
    after = grown(establish([(one, 1) for one in people], WORDS, before).value or before, people, WORDS)
    assert after.numbers == (HIM,)


@pytest.mark.parametrize(
    ("text", "sure", "born", "wanted"),
    [
        ("Ana María Muestra Lo", 0.98, "2016-04-13", Match.SAME),
        ("Ana María Muestra Lo", 0.98, "", Match.PROBABLY_SAME),  # a name alone is asked
        ("Ana María Muestra Lo", None, "2016-04-13", Match.ANOTHER_CHILD),  # typed: it says what it says
        ("Ana María Muestra Ru", 0.98, "2016-04-13", Match.ANOTHER_CHILD),  # a cousin's
        ("Ana Lucía Muestra Lo", 0.98, "2016-04-13", Match.ANOTHER_CHILD),  # the twin's
        ("Ana María Muestra Lo", 0.98, "2019-10-02", Match.ANOTHER_CHILD),  # the namesake's
    ],
)
def test_a_name_whose_end_a_stamp_hides_in_a_picture_is_the_childs_only_with_the_birth_date(
    text: str, sure: float | None, born: str, wanted: Match
) -> None:
    assert match(ANA, seen(text, sure, born)) is wanted
