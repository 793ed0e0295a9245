"""Patients named in text. What must not happen: a doctor, a mother or a policy holder taken for the child."""

from __future__ import annotations

import pytest

from consilium.domain.people import find_people
from consilium.domain.records import Box, Line, Page, PersonNamed
from consilium.knowledge.rules import rules

WORDS = rules().sorting.people
NOWHERE = Box(0, 0, 0, 0)


def people(*texts: str, order: str = "", strict: bool = False) -> tuple[PersonNamed, ...]:
    return find_people([Page(1, tuple(Line(text, NOWHERE) for text in texts))], WORDS, order, strict=strict)


def names(*texts: str) -> list[str]:
    return [person.text for person in people(*texts)]


@pytest.mark.parametrize(
    "text",
    [
        "Mother's name: Grace Sample   DOB: 1988-02-10",
        "Nombre de la madre: Luz Muestra",
        "Nombre del padre, madre o tutor: Luis Muestra",
        "Referring physician: Nora Example",
        "Médico: Dr. Pablo Prueba",
        "Name: Dr. Pablo Prueba",
        "Name: Nora Example, MD",
        "Guarantor: Grace Sample",
        "Insured name: Jordan Sample",
        "Subscriber: Jordan Sample",
        "Titular: Luis Muestra",
        "Asegurado: Luis Muestra",
        "cc: Nora Example",
        "Emergency contact: Tom Sample  555-0111",
        "Drug name: Vincristine Sulfate",
        "Test name: Complete Count",
        "Hospital name: Riverbend Children",
        "Plan name: Blue Meadow",
        "The patient was brought to the operating room",
        "Patient Education Materials",
        "Patient - Provider Rating",
        "Patient Blue Meadow",
        "RE: Second Opinion Request",
        "Re: MRI brain",
        "Patient: ",
        "Patient: 00481516",
        "Patient tolerated the procedure well",
        "Paciente femenina de 8 años",
        "Brother: Noah Sample DOB 2010-01-01",
        "Donor: Noah Sample",
    ],
)
def test_nobody_else_is_taken_for_the_patient(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patient: Mia Sample", "Mia Sample"),
        ("PATIENT NAME: SAMPLE, MIA R   MRN: 00481516", "SAMPLE, MIA R"),
        ("Patient: Mia Sample DOB: 11/30/2012 MRN: 12345", "Mia Sample"),
        ("Name: Mia Sample   Age: 11 Y", "Mia Sample"),
        ("Paciente: Ana María Muestra López    NHC: 778812", "Ana María Muestra López"),
        ("Apellidos y nombre: Muestra Ruiz, Leo", "Muestra Ruiz, Leo"),
        ("Nombre del paciente: Ana de la Cruz Muestra", "Ana de la Cruz Muestra"),
        ("RE: Mia Sample, DOB 11/30/2012", "Mia Sample"),
        ("Ref: Ana Muestra", "Ana Muestra"),
        ("Child's name: Mia Sample    Date of birth: 11/30/2012", "Mia Sample"),
        ("SAMPLE, MIA   DOB: 11/30/2012", "SAMPLE, MIA"),
        ("Mia Sample (DOB 11/30/2012)", "Mia Sample"),
        ("Paciente Muestra Ana M      NHC 778812", "Muestra Ana M"),
        ("Patient: Zoë O'Sample-Prueba", "Zoë O'Sample-Prueba"),
        ("Patient: SAMPLE^MIA^R", "SAMPLE^MIA^R"),
    ],
)
def test_a_labelled_name_is_the_patients(text: str, name: str) -> None:
    assert names(text) == [name]


def test_what_stands_beside_a_name_is_that_persons() -> None:
    (person,) = people("Patient: Sample, Mia R      MRN: 00481516", "DOB: 11/30/2012   Sex: F")
    assert (person.family, person.given, person.sex) == ("Sample", "Mia R", "female")
    assert str(person.birth_date) == "2012-11-30"
    assert [number.value for number in person.numbers] == ["00481516"]
    assert person.citation.page == 1
    assert person.citation.quote == "Sample, Mia R"


def test_a_mothers_birth_date_stays_hers() -> None:
    (person,) = people(
        "Patient name: Oliver Sample      DOB: 08/14/2018", "Mother's name: Grace Sample      DOB: 02/10/1988"
    )
    assert str(person.birth_date) == "2018-08-14"
    (child,) = people("Mother: Grace Sample", "DOB: 02/10/1988", "Patient: Oliver Sample")
    assert child.birth_date is None


def test_an_ambiguous_birth_date_keeps_both_readings() -> None:
    (person,) = people("Patient: Mia Sample  DOB: 03/04/2012")
    assert str(person.birth_date) == "2012"
    assert [str(date) for date in person.birth_may_be] == ["2012-04-03", "2012-03-04"]
    (known,) = people("Patient: Mia Sample  DOB: 03/04/2012", order="mdy")
    assert (str(known.birth_date), known.birth_may_be) == ("2012-03-04", ())


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Sex: F", "female"),
        ("Gender: Male", "male"),
        ("Sexo: Femenino", "female"),
        ("Sexo: H", "male"),
        ("Sexo: M", ""),
        ("Sex: ?", ""),
    ],
)
def test_sex_is_read_where_it_is_clear(text: str, sex: str) -> None:
    (person,) = people("Paciente: Ana Muestra", text)
    assert person.sex == sex


def test_a_national_number_carries_its_issuer() -> None:
    (person,) = people("Patient: Oliver SAMPLE   NHS No: 999 111 2222   D.O.B: 14/08/2018")
    assert [(number.value, number.issuer) for number in person.numbers] == [("999 111 2222", "NHS")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Me permito referir al paciente Ana de la Cruz Muestra, de 8 años, con neuroblastoma",
            ["Ana de la Cruz Muestra"],
        ),
        ("Mia Sample is an 11-year-old girl with Hodgkin lymphoma", ["Mia Sample"]),
        ("Her brother Noah Sample is a 9-year-old boy", []),
        ("Su hermana, la niña Eva Muestra, de 4 años, está sana", []),
        ("The patient is an 11-year-old girl", []),
        ("Stage Two is a 5-year plan", []),
    ],
)
def test_a_patient_told_of_in_a_sentence_is_found_where_no_label_names_one(text: str, found: list[str]) -> None:
    assert names(text) == found
    assert names("Patient: Leo Muestra", text) == ["Leo Muestra"]


def test_label_and_value_in_separate_cells_belong_together() -> None:
    lines = (
        Line("Patient name", Box(0.05, 0.10, 0.20, 0.12)),
        Line("Physician", Box(0.55, 0.10, 0.65, 0.12)),
        Line("Mia Sample", Box(0.25, 0.10, 0.40, 0.12)),
        Line("Nora Example", Box(0.70, 0.10, 0.85, 0.12)),
        Line("Date of birth", Box(0.05, 0.14, 0.20, 0.16)),
        Line("11/30/2012", Box(0.25, 0.14, 0.40, 0.16)),
    )
    (person,) = find_people([Page(1, lines, 600, 800)], WORDS)
    assert (person.text, str(person.birth_date)) == ("Mia Sample", "2012-11-30")
    assert person.citation.box == lines[2].box


def test_a_label_above_its_value_names_it() -> None:
    lines = (
        Line("Patient", Box(0.05, 0.10, 0.15, 0.12)),
        Line("DOB", Box(0.40, 0.10, 0.45, 0.12)),
        Line("Mia Sample", Box(0.05, 0.125, 0.20, 0.145)),
        Line("11/30/2012", Box(0.40, 0.125, 0.50, 0.145)),
    )
    (person,) = find_people([Page(1, lines, 600, 800)], WORDS)
    assert (person.text, str(person.birth_date)) == ("Mia Sample", "2012-11-30")


def test_labels_in_a_column_are_answered_in_the_same_order() -> None:
    (person,) = people("Patient:", "DOB:", "MRN:", "Mia Sample", "11/30/2012", "00481516")
    assert (person.text, str(person.birth_date), person.numbers[0].value) == ("Mia Sample", "2012-11-30", "00481516")


def test_words_of_one_line_with_a_wide_gap_are_two_cells() -> None:
    words = (
        ("Paciente", Box(0.05, 0.1, 0.15, 0.12)),
        ("Ana", Box(0.17, 0.1, 0.21, 0.12)),
        ("Muestra", Box(0.22, 0.1, 0.3, 0.12)),
        ("Edad", Box(0.6, 0.1, 0.65, 0.12)),
        ("8", Box(0.66, 0.1, 0.67, 0.12)),
    )
    line = Line(" ".join(text for text, _ in words), Box(0.05, 0.1, 0.67, 0.12), words)
    (person,) = find_people([Page(1, (line,), 600, 800)], WORDS)
    assert person.text == "Ana Muestra"
    box = person.citation.box
    assert box is not None
    assert (round(box.left, 4), round(box.top, 4), round(box.right, 4), round(box.bottom, 4)) == (0.17, 0.1, 0.3, 0.12)


def test_every_patient_of_a_file_that_names_two_is_found() -> None:
    assert names("Patient: Mia Sample  DOB: 11/30/2012", "text", "Patient: Noah Sample  DOB: 02/03/2014") == [
        "Mia Sample",
        "Noah Sample",
    ]


def test_structured_documents_are_asked_for_certain_labels_only() -> None:
    assert people("Name: Mia Sample  DOB: 11/30/2012", strict=True) == ()
    assert [person.text for person in people("Patient: Mia Sample", strict=True)] == ["Mia Sample"]


@pytest.mark.parametrize(
    "hostile",
    [
        "Patient: ",
        "Name:",
        "DOB ",
        "a'-.",
        "Patient: A B C D E F G H I J K ",
        "Patient: Ana Muestra  DOB: 2016-04-13  ",
        ": : : ",
    ],
)
def test_hostile_text_is_bounded(hostile: str) -> None:
    assert len(people(*[hostile * 3_000] * 20)) <= 500


def _line(top: float, *cells: tuple[float, str], lean: float = 0.0) -> Line:
    """A line of cells, each at its left side; `lean` is how much lower the right margin of the page lies."""
    words = []
    for left, text in cells:
        at = left
        for word in text.split():
            right, low = at + 0.01 * len(word), top + lean * at
            words.append((word, Box(at, low, right, low + 0.014)))
            at = right + 0.005
    boxes = [box for _, box in words]
    edges = Box(boxes[0].left, min(b.top for b in boxes), boxes[-1].right, max(b.bottom for b in boxes))
    return Line(" ".join(word for word, _ in words), edges, tuple(words), confidence=0.99)


def _on(*lines: Line) -> tuple[PersonNamed, ...]:
    return find_people([Page(1, lines)], WORDS, "dmy")


@pytest.mark.parametrize("lean", [0.0, 0.05, -0.05])
def test_values_under_the_headings_of_columns_are_read_on_straight_and_on_slanted_pages(lean: float) -> None:
    (one,) = _on(
        _line(0.15, (0.1, "APELLIDO Y NOMBRE"), (0.45, "FN"), (0.6, "H.C."), (0.8, "SEXO"), lean=lean),
        _line(0.17, (0.1, "Muestra Prueba, Ana"), (0.45, "14/08/20"), (0.6, "HNM-7710"), (0.8, "Femenino"), lean=lean),
        _line(0.20, (0.1, "Peso: 14,2 kg"), (0.45, "SC: 0,62"), lean=lean),
    )
    assert (one.text, str(one.birth_date), one.sex) == ("Muestra Prueba, Ana", "2020-08-14", "female")
    assert [number.value for number in one.numbers] == ["HNM-7710"]


def test_a_name_that_goes_on_in_the_next_line_of_its_cell_is_whole() -> None:
    head = ((0.1, "Nombre del paciente: Valentina"), (0.55, "Fecha de nac.: 21/10/2017"))
    for left in (0.1, 0.295):
        (one,) = _on(_line(0.12, *head), _line(0.135, (left, "Prueba Modelo")), _line(0.15, (0.1, "Sexo: Femenino")))
        assert one.text == "Valentina Prueba Modelo"
        assert one.citation.quote == "Valentina"


@pytest.mark.parametrize(
    "below", ["Sexo: Femenino", "Hospital Modelo", "Dra. Rocío Prueba", "cefalea y vómito", "Nota"]
)
def test_what_is_no_name_does_not_lengthen_one(below: str) -> None:
    head = ((0.1, "Nombre del paciente: Valentina Prueba"), (0.65, "Fecha de nac.: 21/10/2017"))
    (one,) = _on(_line(0.12, *head), _line(0.135, (0.1, below)))
    assert one.text == "Valentina Prueba"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Fecha: 30 de octubre de 2026", "Asegurado: Mateo Prueba Ficticio    Nacimiento: 04/03/2019"),
         ["Mateo Prueba Ficticio"]),
        (("October 30, 2026", "Member: Mateo Prueba Ficticio   DOB: 03/04/2019"), ["Mateo Prueba Ficticio"]),
        (("October 30, 2026", "Insured: Grace Sample   DOB: 03/04/1988"), []),
        (("October 30, 2026", "Member: Grace Sample   Member ID: EX-22910"), []),
        (("October 30, 2026", "Brother: Noah Sample   DOB: 03/04/2019"), []),
        (("Member: Noah Sample   DOB: 03/04/2019", "Patient: Mia Sample Example", "October 30, 2026"),
         ["Mia Sample Example"]),
        (("Asunto: Mateo Prueba Ficticio, próximas citas",), ["Mateo Prueba Ficticio"]),
        (("Subject: Sofía Muestra Ejemplo: summary letter for your second opinion",), ["Sofía Muestra Ejemplo"]),
        (("Re: Sofía Muestra Ejemplo - slides",), ["Sofía Muestra Ejemplo"]),
        (("Subject: next visits, and the MRI",), []),
        (("Subject: Second Opinion Request, please read",), []),
        (("Asunto: citas de octubre, laboratorio y audiometría",), []),
    ],
)  # fmt: skip
def test_an_insured_child_and_the_child_of_a_subject_are_the_patient(lines: tuple[str, ...], found: list[str]) -> None:
    assert names(*lines) == found
