"""The danger: the child's birth date, its label misread, taken for the day of a paper. All people are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.birthdays import is_of_newborn, tells_of_birth
from consilium.domain.clinical import CaseRecord, without_birthday
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.records import Box, Citation, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.domain.sorting.fromothers import FromOthers, not_of_birthday, seems_of_birthday
from consilium.knowledge.rules import rules

BORN = PartialDate(2023, 12, 5)


def reading(*lines: str) -> Reading:
    placed = [Line(text, Box(0.1, 0.05 * at, 0.9, 0.05 * at + 0.03), confidence=0.9) for at, text in enumerate(lines)]
    return Reading(format="pdf", pages=(Page(1, tuple(placed)),))


def of_case(paper: Reading) -> FromOthers | None:
    made = sort(paper, rules().sorting)
    assert seems_of_birthday(made, BORN), made.document_date
    return not_of_birthday(paper, sort(paper, rules().sorting, births=frozenset([BORN])))


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            (
                "EXAMINATION UNDER ANAESTHESIA No. 1",
                "RATIENT HOSPITAL NO SOR",
                "05/12/2023 REX 445 0091 Female",
                "Date: 27/06/2024",
                "IOP 26 12, left 13 mm",
            ),
            PartialDate(2024, 6, 27),
        ),
        (("CLINIC LETTER", "05/12/2023", "Eye prosthesis fits well, seen on 13 August"), None),
        (("NOTA DE CONSULTA", "05/12/2023", "Prótesis bien adaptada, visto el 13 de agosto"), None),
    ],
)
def test_a_paper_is_not_of_the_day_on_which_the_child_was_born(
    lines: tuple[str, ...], wanted: PartialDate | None
) -> None:
    told = of_case(reading(*lines))
    assert told is not None
    made = told.over(sort(reading(*lines), rules().sorting))
    assert made.document_date.value == wanted
    assert "sorting.date_not_birthday" in {reason.code for reason in made.document_date.reasons}


@pytest.mark.parametrize(
    "lines",
    [
        ("NEWBORN SUMMARY", "Date: 05/12/2023", "Girl, 39 weeks, Apgar 9/10"),
        ("INFORME DE NEONATOLOGÍA", "Fecha: 05/12/2023", "Recién nacida a término"),
    ],
)
def test_a_paper_of_the_birth_keeps_its_day(lines: tuple[str, ...]) -> None:
    assert of_case(reading(*lines)) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Newborn hearing screen", True),
        ("Detected at birth", True),
        ("Informe de recién nacido", True),
        ("Peso al nacer 3,1 kg", True),
        ("Date of birth: 05/12/2023", False),
        ("Fecha de nacimiento: 05/12/2023", False),
        ("Lugar de nacimiento: Puebla", False),
        ("Clinic letter", False),
    ],
)
def test_a_label_of_the_birth_date_makes_no_paper_of_birth(text: str, wanted: bool) -> None:
    assert tells_of_birth([text]) is wanted


def found(quote: str) -> Finding:
    return Finding(Kind.MEASUREMENT, "mass", when=BORN, citations=(Citation(quote, 1),))


@pytest.mark.parametrize(
    ("quote", "dated", "redated", "wanted"),
    [
        ("mass 4.5 x 4.0 mm", PartialDate(2024, 6, 27), True, PartialDate(2024, 6, 27)),
        ("05/12/2023 mass 4.5 x 4.0 mm", PartialDate(2024, 6, 27), True, None),
        ("mass 4.5 x 4.0 mm", PartialDate(2024, 6, 27), False, None),
        ("mass 4.5 x 4.0 mm", None, True, None),
        ("mass seen at birth", PartialDate(2024, 6, 27), False, BORN),
        ("masa vista al nacer", PartialDate(2026, 6, 27), False, BORN),
        ("mass 4.5 x 4.0 mm", PartialDate(2023, 12, 20), False, BORN),  # a paper of the first weeks
    ],
)
def test_what_was_of_a_papers_wrong_day_is_of_its_own_day(
    quote: str, dated: PartialDate | None, redated: bool, wanted: PartialDate | None
) -> None:
    record = CaseRecord("x", "R1", "Visit", date=dated)
    assert without_birthday(found(quote), record, BORN, redated=redated).when == wanted


def test_the_first_weeks_are_counted_from_the_day_of_birth() -> None:
    assert is_of_newborn(BORN, BORN)
    assert is_of_newborn(PartialDate(2024, 1, 30), BORN)
    assert not is_of_newborn(PartialDate(2024, 6, 27), BORN)
    assert not is_of_newborn(PartialDate(2023, 12, 1), BORN)
    assert not is_of_newborn(PartialDate(2023, 12), BORN)
