"""What a paper's picture loses of its layout and letters: cells that blanks part, rows, months, signatures."""

from __future__ import annotations

import pytest

from consilium.domain.datetext import dates_in
from consilium.domain.layout import parted
from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.domain.sorting import Sorted, sort
from consilium.knowledge.rules import rules

_LETTER = 0.008


def row(at: int, *cells: tuple[float, str], sure: float = 0.97) -> Line:
    """A recognized line of cells, each at its place across the page."""
    top, words = 0.04 + 0.02 * at, []
    for left, text in cells:
        for word in text.split():
            words.append((word, Box(left, top, left + _LETTER * len(word), top + 0.012)))
            left += _LETTER * (len(word) + 1)
    box = Box(words[0][1].left, top, words[-1][1].right, top + 0.012)
    return Line(" ".join(word for word, _ in words), box, tuple(words), sure)


def pictured(*rows: Line) -> Sorted:
    return sort(Reading("image", pages=(Page(1, rows, 612, 792, "ocr"),)), rules().sorting)


def growth(sure: float) -> Sorted:
    return pictured(
        row(0, (0.1, "HOJA DE CRECIMIENTO")),
        row(1, (0.1, "Fecha"), (0.3, "Peso"), (0.5, "Talla")),
        row(2, (0.1, "12/03/2023"), (0.3, "14,2"), (0.5, "97")),
        row(3, (0.1, "20/09/2023"), (0.3, "15,0"), (0.5, "100")),
        row(4, (0.1, "25/04/2024"), (0.3, "15,9"), (0.5, "104"), sure=sure),
    )


def test_a_recognized_table_is_as_old_as_its_last_row_that_is_surely_read() -> None:
    assert str(growth(0.97).document_date.value) == "2024-04-25"
    assert str(growth(0.5).document_date.value) == "2023-09-20"


def test_recognized_messages_are_as_old_as_the_last() -> None:
    made = pictured(
        row(0, (0.1, "Portal messages")),
        row(1, (0.1, "---- Mon 5 Aug 2024, 7:52 pm - Ana (mother) ----"), sure=0.93),
        row(2, (0.1, "He was sick twice.")),
        row(3, (0.1, "- - Fri 9 Aug 2024, 8:33 am - nurse ---"), sure=0.88),
        row(4, (0.1, "Thank you, we will call.")),
    )
    assert str(made.document_date.value) == "2024-08-09"


def test_cells_are_parted_where_the_picture_has_a_wide_gap() -> None:
    line = row(0, (0.1, "Servicio de Hematología"), (0.6, "INFORME DE ALTA"))
    assert parted(line) == "Servicio de Hematología\tINFORME DE ALTA"
    assert len(parted(line)) == len(line.text)


@pytest.mark.parametrize(
    ("cells", "category"),
    [
        (((0.05, "Sample Children Hospital"), (0.6, "OPERATIVE REPORT")), Category.OPERATIVE),
        (((0.05, "Laboratorio de Hematología Norte"), (0.6, "CARTILLA DE VACUNACIÓN")), Category.GROWTH_AND_HISTORY),
        (((0.05, "CHILD HEALTH BOOK"), (0.6, "p. 6")), Category.GROWTH_AND_HISTORY),
    ],
)
def test_a_title_beside_the_letterhead_names_the_paper(
    cells: tuple[tuple[float, str], ...], category: Category
) -> None:
    assert pictured(row(0, *cells), row(1, (0.1, "Name: Sample Child"))).category.value is category


def test_a_department_beside_its_telephone_does_not_name_the_paper() -> None:
    made = pictured(
        row(0, (0.05, "Paediatric Ocular Oncology"), (0.6, "Tel 0555 010 1100")),
        row(1, (0.05, "OPERATION NOTE")),
        row(2, (0.05, "Operation: right enucleation"), (0.6, "Date: 02/07/2024")),
    )
    assert made.category.value is Category.OPERATIVE


def test_a_title_and_its_day_may_have_another_cell_behind_them() -> None:
    made = pictured(
        row(0, (0.05, "HOJA DE GUARDIA NOCTURNA 21-10-2024 07:45"), (0.7, "Hospital Ribera Alta, cama 4")),
        row(1, (0.05, "Ana Muestra"), (0.4, "Peso 48 kg")),
    )
    assert str(made.document_date.value) == "2024-10-21"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21-ov-2024", "2024-11-21"),
        ("21-n0v-2024", "2024-11-21"),
        ("3 Setember 2024", "2024-09-03"),
        ("14-ul-2023", "2023-07-14"),
        ("12-ma-2024", None),  # March or May
        ("3 doses 2024", None),
        ("10 mg 2024", None),
        ("4 days 2024", None),
    ],
)
def test_a_month_with_one_letter_wrong_is_mended_where_it_can_be_one_only(text: str, expected: str | None) -> None:
    found = list(dates_in(f"Fecha del estudio: {text}"))
    assert [str(one.values[0]) for one in found] == ([expected] if expected else [])
    assert all(one.repaired for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OPERATIVE REPORT\nPort removal\nSample MD 02/17/2024 0938", "2024-02-17"),
        ("OPERATIVE REPORT\nPort removal\nK. Sample, NP 02/17/2024 17:30", "2024-02-17"),
        ("PRIOR AUTHORIZATION\nAttached: pathology (sent 12/2023)\nSignature E. Sample MD 08/29/2024", "2024-08-29"),
        ("CHEMOTHERAPY ORDER SET\nDate ordered: 2024-09-09\nECHO 2024-07-12: LVEF 70 %", "2024-09-09"),
        ("CALL LOG\nCALL 1 Fri 12/7/24 19:40 dad\nsore\nCALL 2 Sun 14/7/24 16:05 mum\nbetter", "2024-07-14"),
        ("RELEASE OF SLIDES\nShipped: 04/17/2025\nDIAGNOSIS AS REPORTED (03/18/2025): sarcoma", "2025-04-17"),
    ],
)
def test_the_day_of_a_signature_an_order_or_a_sending_is_the_papers(text: str, expected: str) -> None:
    lines = tuple(Line(line, Box(0, 0, 0, 0)) for line in text.splitlines())
    made = sort(Reading("text", pages=(Page(1, lines),)), rules().sorting)
    assert str(made.document_date.value) == expected
