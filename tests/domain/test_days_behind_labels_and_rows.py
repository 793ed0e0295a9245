"""The document's own day behind labels with and without a colon, at the end of titles, and in the rows of rounds."""

from __future__ import annotations

import pytest

from consilium.domain.documentdates import FoundDates, find_dates
from consilium.domain.people import find_people
from consilium.domain.records import Box, DateRole, Line, Page
from consilium.knowledge.rules import rules

_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def _pages(text: str) -> tuple[Page, ...]:
    return (Page(1, tuple(Line(line, _NOWHERE) for line in text.split("\n"))),)


def _found(text: str, language: str = "") -> FoundDates:
    return find_dates(_pages(text), rules().sorting.dates, language)


def _roles(text: str, language: str = "") -> list[DateRole]:
    return [one.role for one in _found("Hospital X (synthetic)\nReport\nName: Ana\n" + text, language).dates]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Resultado: 30/05/2023", DateRole.DOCUMENT),
        ("Muestra A. Informada: 08-09-2023", DateRole.DOCUMENT),
        ("Sign-out: 21/03/2024", DateRole.DOCUMENT),
        ("Entrega de resultado: 21 de marzo de 2023", DateRole.DOCUMENT),
        ("Fecha del complementario: 14 de marzo de 2023", DateRole.DOCUMENT),
        ("Date of this opinion: 14 Oct 2024", DateRole.DOCUMENT),
        ("Today: March 3, 2022. Ht 155.4 cm", DateRole.DOCUMENT),
        ("Estudio: 16/12/2025", DateRole.STUDY),
        ("F. examen: 30/06/2025", DateRole.STUDY),
        ("Fecha exploración: 15/05/2025", DateRole.STUDY),
        ("THERAPY SINCE RELAPSE - running log, updated 15 Jan 2025", DateRole.DOCUMENT),
        ("CASE SUMMARY FOR EXTERNAL OPINION Dated 24.12.2023", DateRole.DOCUMENT),
        ("Leaving us 19/11/2020", DateRole.DISCHARGED),
        # counter-examples
        ("Resultado 30/05/2023 negativo, se repite", DateRole.OTHER),
        ("Examen: hemograma completo del periodo 30/05/2023", DateRole.OTHER),
        ("Evaluaciones de cierre: ecocardiograma 22/01/2024", DateRole.OTHER),
        ("Fecha osteotomía: 15/05/2025", DateRole.OTHER),
        ("Congenital tumour of the liver (first called hepatoblastoma, revised on 22/11/2023)", DateRole.OTHER),
    ],
)
def test_labels_say_what_a_day_is_of(text: str, role: DateRole) -> None:
    assert _roles(text)[0] is role


def test_second_day_of_a_heading_is_no_occasion() -> None:
    assert _roles("Clinic 14 January 2025; typed 16 January 2025") == [DateRole.PERFORMED, DateRole.DOCUMENT]


@pytest.mark.parametrize("text", ["Bloods, 8 November 2020", "Analítica, 3 de marzo de 2024"])
def test_a_part_of_the_text_is_no_place(text: str) -> None:
    assert not any(one.alone for one in _found("Hospital X\nLetter\nName: Ana\n" + text).dates)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("| 1A | 14/05/2024 | completo |", True),
        ("Course 2, 24 Feb 2025. Same doses", True),
        ("Sem 3 (14-oct-2021) VCR 1.06 mg", True),
        ("Wk 1 - Fri 28 Jan 2022: VCR 1 mg", True),
        ("Block: 2023-Aug-14 and more", False),
        ("Course was changed on 24 Feb 2025 for toxicity", False),
    ],
)
def test_rows_of_rounds_open_with_their_day(text: str, opens: bool) -> None:
    assert [one.opens_row for one in _found(text).dates] == [opens]


def test_a_birth_date_that_is_withheld_is_no_other_day() -> None:
    pages = _pages("Patient: Ana Sample, DOB withheld, 8 yrs Date of operation: 19/04/2023")
    words = rules().sorting.people
    assert all(one.birth_date is None for one in find_people(pages, words, "dmy", strict=False))
    given = _pages("Patient: Ana Sample, DOB 19/04/2013, 8 yrs")
    assert any(one.birth_date is not None for one in find_people(given, words, "dmy", strict=False))
