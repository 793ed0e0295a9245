"""A patient's box whose labels recognition lost, and stickers without labels. All people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.people import find_people
from consilium.domain.records import Box, Line, Page, PersonNamed
from consilium.knowledge.rules import rules

PEOPLE = rules().sorting.people


def people(*texts: str, sure: float | None = 0.98) -> tuple[PersonNamed, ...]:
    lines = tuple(Line(text, Box(0.1, 0.05 * at, 0.8, 0.05 * at + 0.01), (), sure) for at, text in enumerate(texts, 1))
    return find_people([Page(1, lines, 600, 800)], PEOPLE, "mdy")


@pytest.mark.parametrize(
    ("text", "name", "sex", "number"),
    [
        ("Muestra Sample, Andrés 02/11/1984 MW0071580 Male", "Muestra Sample, Andrés", "male", "MW0071580"),
        ("MUESTRA SAMPLE, ANDRES  M  02/11/1984  0071580", "MUESTRA SAMPLE, ANDRES", "male", "0071580"),
        ("Ejemplo, Lola 02/11/1984 Femenino", "Ejemplo, Lola", "female", ""),
        ("Lola Prueba Ejemplo | 02/11/1984 | Female", "Lola Prueba Ejemplo", "female", ""),
    ],
)
def test_a_name_with_a_day_and_a_sex_or_number_alone_in_a_line_is_the_patient(
    text: str, name: str, sex: str, number: str
) -> None:
    (found,) = people("Mockwood Children's Hospital", "PEFENT N RE LISA SEX", text, "WBC 6.2")
    assert (found.text, found.sex, [one.value for one in found.numbers]) == (name, sex, [number] if number else [])
    assert found.birth_date is not None
    assert found.birth_date.year == 1984


@pytest.mark.parametrize(
    "text",
    [
        "Hospital Central 02/11/2024 4455512",
        "Clinical Laboratory 02/11/2024",
        "Muestra Sample, Andrés 02/11/1984 MW0071580 seen for a haploidentical donor evaluation",
        "Dr. Sample, Andrés 02/11/1984 MW0071580 Male",
        "Muestra Sample, Andrés MW0071580 Male",
        "Vincristine, weekly 02/11/2024 1.5 mg",
        "Hemoglobin, total 02/11/2024 12.1",
    ],
)
def test_a_line_of_anything_else_is_nobody(text: str) -> None:
    assert people("Mockwood Children's Hospital", text) == ()


def test_a_line_that_could_hardly_be_read_is_nobody() -> None:
    assert people("Muestra Sample, Andrés 02/11/1984 MW0071580 Male", sure=0.8) == ()


def test_labelled_names_go_before() -> None:
    found = people("Patient: Ana Muestra Prueba", "Muestra Sample, Andrés 02/11/1984 MW0071580 Male")
    assert [one.text for one in found] == ["Ana Muestra Prueba"]
