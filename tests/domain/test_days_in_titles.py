"""The day of a short paper that stands anywhere in its title, which of day and month stands first there, and what a
title says that a paper is; days in the first lines that are of other things."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)
TOLD = """
Ana has a tumour of the left kidney. She had vincristine and was operated on.
She eats and sleeps well. Her blood pressure is good. No fever.
"""


ILL = (
    TOLD
    + """
The biopsy showed favorable histology, and the marrow had no blasts. CT of the chest showed two nodules; MRI is planned.
She takes ondansetron and enalapril. Echocardiogram normal. Radiation was not needed. Hemoglobin 9.8, platelets 210.
Sequencing of the tumor is pending. Surgery is planned for May, then chemotherapy with doxorubicin.
"""
)


def sorted_paper(text: str) -> Sorted:
    lines = tuple(Line(line.rstrip(), NOWHERE) for line in text.strip().splitlines())
    return sort(Reading("text", pages=(Page(1, lines),)), rules().sorting)


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Sample Hospital (fictional), Rosario - Ateneo de hematología 22/12/2024", "2024-12-22"),
        ("Consultation August 19, 2024 - Ana Sample (synthetic), 9-year-old girl", "2024-08-19"),
        ("Unidad de ensayos, 6 de noviembre de 2024. Paciente sintético: Luis Ejemplo", "2024-11-06"),
        ("Example Hospital, Leeds. Theatre 4, 21/01/2025, specimen taken 11.35, answer phoned 11.58", "2025-01-21"),
        ("TRANSFER LETTER dt. 05-07-2022, Sample Hospital, Chennai", "2022-07-05"),
        ("Sala 3, turno tarde, abr 22/2024. Paciente: Luis Ejemplo", "2024-04-22"),
    ],
)
def test_a_day_anywhere_in_a_title_is_the_papers(title: str, day: str) -> None:
    assert str(sorted_paper(title + TOLD).document_date.value) == day


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Sample Children's (fictional), Tucson AZ. Phone note 2/1/2023", "2023-02-01"),
        ("Sample Children's (fictional), Ohio. Phone note 3/7/24", "2024-03-07"),
        ("Sample Children's (fictional), Limerick. Phone note 2/1/2023", "2023-01-02"),
        ("Example Hospital, MDT minutes, Friday 7.2.2025", "2025-02-07"),
    ],
)
def test_places_and_weekdays_show_which_of_day_and_month_stands_first(title: str, day: str) -> None:
    assert str(sorted_paper(title + TOLD).document_date.value) == day


def test_days_without_a_year_show_the_order_too() -> None:
    text = "Example Hospital. Note 3/4/2024" + TOLD + "The port was placed on 3/28 and flushed.\n"
    assert str(sorted_paper(text).document_date.value) == "2024-03-04"


@pytest.mark.parametrize(
    "line",
    [
        "Ana Sample, transplanted, next visit 03/04/2031",
        "Ana Sample, diagnosed 13/04/2021",
        "Ana Sample, born 13/04/2015",
    ],
)
def test_a_day_of_another_thing_in_the_first_lines_is_not(line: str) -> None:
    assert sorted_paper("Example Hospital\n" + line + TOLD).document_date.value is None


def test_the_day_of_the_study_in_a_title_is_its_findings_beside_that_of_the_report() -> None:
    text = """
Example Hospital, Radiology
CT chest and abdomen with contrast, 30 August 2023. Reported 31/8/23, Dr Sample
Ana Sample (synthetic), 9 y
The liver is clear. The lungs show no nodules. No free fluid.
"""
    made = sorted_paper(text)
    assert (str(made.document_date.value), str(made.event_date)) == ("2023-08-31", "2023-08-30")


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Example Kids, Phoenix. Tumor programme, transplant work-up, Ana Sample", Category.CLINICAL_SUMMARY),
        ("Comité de la clínica, caso de Luis Ejemplo", Category.TUMOR_BOARD),
        ("Example Kids, clerking by the registrar", Category.DISCHARGE),
        ("Dear Dr Sample, Ana is well and her scan is clear", Category.CLINICAL_SUMMARY),
    ],
)
def test_plain_words_of_a_title_say_what_a_paper_in_prose_is(title: str, category: Category) -> None:
    assert sorted_paper(title + ILL).category.value is category


def test_a_paper_that_speaks_of_no_illness_stays_unknown() -> None:
    text = "Sample School\nOur trip to the zoo, letter to all families\nBring a coat. The bus leaves at nine."
    assert sorted_paper(text).category.value is None
