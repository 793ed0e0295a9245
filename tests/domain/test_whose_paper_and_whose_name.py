"""The child's name, the house and the author as their lines have them: no heading, street or label runs into them."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.rules import rules
from tests.domain.test_days_in_pictures import pictured, row

NOWHERE = Box(0, 0, 0, 0)


def _sorted(text: str) -> Sorted:
    lines = tuple(Line(line, NOWHERE) for line in text.splitlines())
    return sort(Reading("pdf", pages=(Page(1, lines),)), rules().sorting)


def _name(below: str) -> str:
    made = pictured(
        row(0, (0.1, "Hospital Infantil Muestra")),
        row(1, (0.1, "Paciente: Mateo Muestra Prueba nacido el 14/05/2019")),
        row(2, (0.1816, below)),
    )
    return made.people[0].text


@pytest.mark.parametrize(
    "heading",
    [
        "Avis de médecine nucléaire",
        "Informe de oncología",
        "Nota de evolución",
        "Visit to the clinic",
        "Carta al colegio",
    ],
)
def test_a_heading_below_is_no_part_of_a_name(heading: str) -> None:
    assert _name(heading) == "Mateo Muestra Prueba"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Sample Children's Hospital · 12 Mill Lane, Sampleton SA2 8QX · tel 0555 0100", "Sample Children's Hospital"),
        ("Sample Children's Hospital ·12 Mill Lane", "Sample Children's Hospital"),
        ("Sample Children's Hospital ·", "Sample Children's Hospital"),
        ("Hospital Infantil Muestra • Avda. del Puerto 40, 46000 Valencia", "Hospital Infantil Muestra"),
        ("Hospital Infantil Muestra| Tel. 555 010 200", "Hospital Infantil Muestra"),
        ("Hospital Universitari Col·legi Mostra", "Hospital Universitari Col·legi Mostra"),
    ],
)
def test_a_house_is_named_without_signs_and_street(line: str, name: str) -> None:
    assert _sorted(f"{line}\nClinic note\n3 March 2024").institution.value == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Surgeon: Miss J. Sample Assistant: Mr. D. Ejemplo", "Miss J. Sample"),
        ("Surgeon: J. Sample, Anaesthetist: D. Ejemplo", "J. Sample"),
        ("Cirujano: Juan Muestra Primer ayudante: Ana Ejemplo", "Juan Muestra"),
        ("Cirujana: Ana Muestra Instrumentista: Eva Ejemplo", "Ana Muestra"),
        ("Dr. P. Sample, Consultant Histopathologist", "Dr. P. Sample, Consultant Histopathologist"),
        ("Dra. Elena Muestra, Oncología pediátrica", "Dra. Elena Muestra, Oncología pediátrica"),
        ("Dr. A. Sample, resident", "Dr. A. Sample"),
        ("Dr. A. Sample, Consultant who has known the child and the family for many years", "Dr. A. Sample"),
    ],
)
def test_an_author_is_neither_cut_nor_run_into_the_next_label(line: str, name: str) -> None:
    assert _sorted(f"Operation note\n28 June 2023\nText of the note.\n{line}").author.value == name
