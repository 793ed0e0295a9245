"""Where a paper comes from: the name beside an address or of two lines, and what other papers of the case tell; of two
places nobody knows which. All people and places are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.completeness import gaps
from consilium.domain.records import Box, Category, Decision, Line, Page, PersonNamed, Reading, RecordNumber
from consilium.domain.sorting import Sorted, sort
from consilium.domain.sorting.placefromothers import Placed, placed
from consilium.knowledge.requirements import requirements
from consilium.knowledge.rules import rules
from tests.domain.gap_cases import case, record, says


def line(at: int, *cells: str) -> Line:
    """A line whose cells stand far apart."""
    words: list[tuple[str, Box]] = []
    for column, cell in enumerate(cells):
        for word_at, word in enumerate(cell.split()):
            left = 0.1 + 0.45 * column + 0.06 * word_at
            words.append((word, Box(left, 0.05 * at, left + 0.05, 0.05 * at + 0.02)))
    return Line(" ".join(cells), Box(0.1, 0.05 * at, 0.9, 0.05 * at + 0.02), tuple(words))


def place(*rows: tuple[str, ...]) -> str | None:
    pages = (Page(1, tuple(line(at, *row) for at, row in enumerate(rows))),)
    return sort(Reading(format="pdf", pages=pages), rules().sorting).institution.value


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            (("Paseo del Ejemplo 3, Puebla", "Hospital Materno Infantil de Prueba"), ("RM DE CRÁNEO",)),
            "Hospital Materno Infantil de Prueba",
        ),
        ((("2 Sample Row", "Exemplar Eye Hospital"), ("MRI OF THE ORBITS",)), "Exemplar Eye Hospital"),
        ((("EXEMPLAR GENETICS",), ("LABORATORY",), ("Rare Disease Service",)), "EXEMPLAR GENETICS LABORATORY"),
        ((("Example Hospital",), ("2 Sample Row", "Other Hospital")), "Example Hospital"),
        ((("Name", "HOSPITAL NO"), ("Mia Sample", "445 0091")), None),  # a label
        ((("Paciente", "Hospital No."), ("Mia Muestra", "445 0091")), None),
        ((("MIA SAMPLE",), ("LABORATORY",)), None),  # a child's name over a heading
        ((("EXAMPLE GENETICS",), ("Laboratory",)), None),  # a heading in other letters
        ((("Nota de ojos",), ("Dra. Prueba",)), None),
    ],
)
def test_a_letterhead_is_read_beside_an_address_and_over_two_lines(
    rows: tuple[tuple[str, ...], ...], wanted: str | None
) -> None:
    assert place(*rows) == wanted


def paper(institution: str = "", number: str = "", author: str = "", category: Category = Category.LABS) -> Placed:
    numbers = (RecordNumber(number),) if number else ()
    people = (PersonNamed("Mia Sample", numbers=numbers),)
    none: Decision[str] = Decision(None)
    made = Sorted(
        Decision(category), Decision(None), Decision(institution or None), Decision(author or None), none, "en", people
    )
    return Placed(made, ours=True)


@pytest.mark.parametrize(
    ("papers", "wanted"),
    [
        ([paper("Hospital Uno", "REX 445 0091"), paper(number="REX-445-0091")], "Hospital Uno"),
        ([paper("Hospital Uno", author="Dr. Blas Imán Prueba"), paper(author="Blas Imán Prueba")], "Hospital Uno"),
        (
            [paper("HOSPITAL UNO", "4450091"), paper("Hospital Uno / Oncología", "4450091"), paper(number="4450091")],
            "HOSPITAL UNO",
        ),
        ([paper("Hospital Uno", "4450091"), paper("Clínica Dos", "4450091"), paper(number="4450091")], None),
        (
            [
                paper("Hospital Uno", "4450091"),
                paper("Clínica Dos", author="Ana Prueba"),
                paper("", "4450091", "Ana Prueba"),
            ],
            None,
        ),
        ([paper("Hospital Uno", author="Dr. Prueba"), paper(author="Dr. Prueba")], None),  # a family name alone
        ([paper("Hospital Uno", "4450091"), paper(number="4450092")], None),
        ([paper("Hospital Uno", "4450091"), paper(number="4450091", category=Category.QUESTIONS_LIST)], None),
    ],
)
def test_number_or_author_tell_the_place_where_only_one_fits(papers: list[Placed], wanted: str | None) -> None:
    told = placed(papers)
    last = told.get(len(papers) - 1)
    assert (last.institution.value if last else None) == wanted
    assert all(at == len(papers) - 1 for at in told)


def test_a_silent_stretch_is_asked_of_the_hospital_on_both_sides_of_it() -> None:
    disease = says("R1", "diagnosis", "retinoblastoma of the eye", "2024-06-27")
    first, second = (
        record(name, "discharge", when, "Note") for name, when in (("R1", "2024-06-27"), ("R2", "2026-06-01"))
    )
    other = record("R2", "discharge", "2026-06-01", "Note", place="Example Children's Hospital")
    for papers, wanted in (((first, second), first.institution), ((first, other), "")):
        known = case(*papers, disease)
        items = [item for one in gaps(known, requirements()) for item in one.items if item.kind == "stretch"]
        assert [item.institution for item in items] == [wanted]
