"""Results under a heading that tells the day of a stay that they are of, as lines and in tables."""

from __future__ import annotations

import pytest
from onepaper import sections

from consilium.domain.findings import Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.findings.paper import Section
from consilium.domain.findings.text.headings import heading_of
from consilium.domain.records import Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from consilium.readers.typewritten import pages, table_lines

ENGLISH = ("Discharge summary", "Patient: Test Example", "Admitted: 10/01/2026", "Discharged: 10/24/2026")
SPANISH = ("EPICRISIS", "Paciente: Prueba Ejemplo", "Fecha de ingreso: 01/10/2026", "Fecha de egreso: 24/10/2026")


def laboratory(*lines: str) -> dict[str, set[str]]:
    """The days of each test in a typed paper."""
    reading = Reading("text", pages=pages("\n".join(lines)))
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    days: dict[str, set[str]] = {}
    for one in found:
        if one.kind is Kind.LABORATORY:
            days.setdefault(one.name, set()).add(str(one.when))
    return days


@pytest.mark.parametrize(
    "heading",
    [
        "Discharge labs",
        "Labs on discharge",
        "Results on the day of discharge",
        "Counts at discharge",
        "Most recent labs",
        "Laboratorio al egreso",
        "Exámenes al alta",
        "Hemograma de ingreso",
        "Resultados del día del alta",
    ],
)
def test_a_heading_with_its_day_opens_results(heading: str) -> None:
    opened = heading_of(heading, sections())
    assert opened is not None
    assert (opened.section, opened.text) == (Section.LABORATORY, heading)


@pytest.mark.parametrize(
    "line",
    [
        "Discharge planning",
        "Examen",
        "counts at discharge",
        "Ready for discharge",
        "Alta",
        "Results of the trial at 24 months",
    ],
)
def test_what_tells_no_results_of_a_stay_opens_none(line: str) -> None:
    opened = heading_of(line, sections())
    assert opened is None or opened.section is not Section.LABORATORY


@pytest.mark.parametrize(
    ("head", "heading", "day"),
    [
        (ENGLISH, "Discharge labs", "2026-10-24"),
        (ENGLISH, "Results on the day of discharge", "2026-10-24"),
        (ENGLISH, "Admission labs", "2026-10-01"),
        (SPANISH, "Laboratorio al egreso", "2026-10-24"),
        (SPANISH, "Exámenes al alta", "2026-10-24"),
        (SPANISH, "Laboratorio de ingreso", "2026-10-01"),
    ],
)
def test_results_have_the_day_of_their_heading(head: tuple[str, ...], heading: str, day: str) -> None:
    assert laboratory(*head, "", heading, "• ALT 35 U/L", "• Ferritin 812 ng/mL") == {
        "alanine aminotransferase": {day},
        "ferritin": {day},
    }


@pytest.mark.parametrize(
    ("head", "first", "heading", "second"),
    [
        (ENGLISH, ("Test", "Admission", "Discharge"), "Discharge labs", ("Test", "Result")),
        (SPANISH, ("Estudio", "Ingreso", "Egreso"), "Exámenes al alta", ("Examen", "Valor")),
    ],
)
def test_a_table_of_two_columns_is_none_of_the_table_before(
    head: tuple[str, ...], first: tuple[str, ...], heading: str, second: tuple[str, ...]
) -> None:
    days = laboratory(
        *head,
        "",
        "Laboratory" if head is ENGLISH else "Laboratorio",
        *table_lines([first, ("Hemoglobin", "7.2 g/dL", "9.8 g/dL"), ("Platelets", "12", "88")]),
        heading,
        *table_lines([second, ("ALT", "35 U/L"), ("AST", "31 U/L")]),
    )
    assert days["hemoglobin"] == {"2026-10-01", "2026-10-24"}
    assert days["alanine aminotransferase"] == days["aspartate aminotransferase"] == {"2026-10-24"}
