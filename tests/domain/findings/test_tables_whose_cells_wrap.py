"""Tables of results whose heads and cells go on in the next printed line: no day, test, value or note is moved."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from consilium.domain.datetext import dates_in
from consilium.domain.findings import Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from consilium.readers.layout import Piece, lines_in_order

WIDTH, HEIGHT, LETTER, LINE = 595.0, 842.0, 5.2, 11.0
PITCH, PADDED, TIGHT = 11.4, 4.5, 0.0
Rows = Sequence[Sequence[str]]


def printed(
    rows: Rows, lefts: Sequence[float], align: str = "middle", room: float = PADDED, top: float = 120.0
) -> Page:
    """A page with a table: "/" in a cell begins its next line; `align` is where shorter cells stand beside longer."""
    pieces: list[Piece] = []
    for row in rows:
        high = max(cell.count("/ ") + 1 for cell in row)
        for left, cell in zip(lefts, row, strict=False):
            lines = cell.split("/ ")
            down = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[align] * (high - len(lines)) * PITCH
            for at, line in enumerate(lines):
                pieces += _line(line.strip(), left, top + down + at * PITCH)
        top += high * PITCH + room
    return Page(1, lines_in_order(pieces), WIDTH, HEIGHT)


def _line(text: str, left: float, top: float) -> list[Piece]:
    found = []
    for word in text.split():
        right = left + LETTER * len(word)
        box = Box(left / WIDTH, top / HEIGHT, right / WIDTH, (top + LINE) / HEIGHT)
        found.append(Piece(((word, box),), Box(left, top, right, top + LINE)))
        left = right + 0.6 * LETTER
    return found


def read(*pages: Page) -> set[tuple[str, str, str]]:
    """Each laboratory value: name, value and day."""
    reading = Reading("pdf", pages=pages)
    found = extract("pdf", reading, sort(reading, rules().sorting), finding_words())
    return {(one.name, str(one.value), str(one.when or "")) for one in found if one.kind is Kind.LABORATORY}


LEFTS = (50, 190, 260, 330, 420)
ENGLISH = (
    ("Test", "05 Oct/ 2026", "19 Oct/ 2026", "02 Nov/ 2026", "Reference/ range"),
    ("Haemoglobin g/L", "98", "92", "94/ (transfused)", "115-145"),
    ("Absolute/ neutrophil count/ x10^9/L", "1.4", "", "0.7 L", "1.5-8.0"),
    ("Urine HVA/ mmol/mol creat", "31", "", "46", "<12"),
    ("Potassium/ mmol/L", "4.1", "4.3", "5.9/ (haemolysed)", "3.5-5.1"),
    ("Platelets x10^9/L", "88", "71", "", "150-400"),
)
SAID = {
    ("hemoglobin", "98", "2026-10-05"),
    ("hemoglobin", "92", "2026-10-19"),
    ("hemoglobin", "94", "2026-11-02"),
    ("neutrophils", "1.4", "2026-10-05"),
    ("neutrophils", "0.7", "2026-11-02"),
    ("homovanillate/creatinine urine", "31", "2026-10-05"),
    ("homovanillate/creatinine urine", "46", "2026-11-02"),
    ("potassium", "4.1", "2026-10-05"),
    ("potassium", "4.3", "2026-10-19"),
    ("potassium", "5.9", "2026-11-02"),
    ("platelets", "88", "2026-10-05"),
    ("platelets", "71", "2026-10-19"),
}


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_each_value_keeps_its_day_wherever_it_stands_beside_a_longer_name(align: str) -> None:
    assert read(printed(ENGLISH, LEFTS, align)) == SAID


SPANISH = (
    ("Determinación", "Valores de/ referencia", "12/03// 2025", "19/03// 2025"),
    ("Hemoglobina/ (g/dL)", "11,5 - 14,5", "9,8", "8,1/ (transfundida)"),
    ("Recuento de/ leucocitos/ (x10^9/L)", "5,0 - 13,0", "2,1", "1,4"),
    ("Fosfatasa/ alcalina (U/L)", "142 - 335", "", "198"),
    ("Plaquetas/ (x10^9/L)", "150 - 400", "45", "18"),
)
DICHO = {
    ("hemoglobin", "9,8", "2025-03-12"),
    ("hemoglobin", "8,1", "2025-03-19"),
    ("leukocytes", "2,1", "2025-03-12"),
    ("leukocytes", "1,4", "2025-03-19"),
    ("alkaline phosphatase", "198", "2025-03-19"),
    ("platelets", "45", "2025-03-12"),
    ("platelets", "18", "2025-03-19"),
}


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_a_range_in_front_is_no_value(align: str) -> None:
    assert read(printed(SPANISH, (50, 170, 300, 390), align)) == DICHO


def test_rows_that_stand_as_close_as_the_lines_of_a_cell_are_told_by_their_words() -> None:
    rows = (
        ("Examen", "14-ene/ 2026", "21-ene/ 2026", "Rango"),
        ("Hemoglobina/ (g/dL)", "8,8", "9,4", "11,5-15,5"),
        ("Plaquetas/ (x10^3/uL)", "20/ (transf.)", "48", "150-450"),
        ("Creatinina", "0,31", "0,35", "0,2-0,5"),
    )
    assert read(printed(rows, (50, 190, 280, 370), "top", TIGHT)) == {
        ("hemoglobin", "8,8", "2026-01-14"),
        ("hemoglobin", "9,4", "2026-01-21"),
        ("platelets", "20", "2026-01-14"),
        ("platelets", "48", "2026-01-21"),
        ("creatinine", "0,31", "2026-01-14"),
        ("creatinine", "0,35", "2026-01-21"),
    }


def test_days_down_and_tests_across_wrap_too() -> None:
    rows = (
        ("Date", "Hb/ g/dL", "White cells/ 10^9/L", "Platelets/ 10^9/L"),
        ("04 March/ 2025", "7.9", "41.2", "22"),
        ("08 March/ 2025", "8.8 (after/ transfusion)", "12.6", "18"),
        ("15 March/ 2025", "9.1", "1.9", "35"),
    )
    assert read(printed(rows, (50, 140, 230, 330))) == {
        ("hemoglobin", "7.9", "2025-03-04"),
        ("hemoglobin", "8.8", "2025-03-08"),
        ("hemoglobin", "9.1", "2025-03-15"),
        ("leukocytes", "41.2", "2025-03-04"),
        ("leukocytes", "12.6", "2025-03-08"),
        ("leukocytes", "1.9", "2025-03-15"),
        ("platelets", "22", "2025-03-04"),
        ("platelets", "18", "2025-03-08"),
        ("platelets", "35", "2025-03-15"),
    }


def test_two_tables_beside_each_other_are_read_one_by_one() -> None:
    rows = (
        ("Test", "06 Apr/ 2026", "13 Apr/ 2026", "Test", "06 Apr/ 2026", "13 Apr/ 2026"),
        ("Haemoglobin/ g/L", "101", "97", "Sodium/ mmol/L", "138", "140"),
        ("Platelets/ x10^9/L", "133", "141", "Creatinine/ umol/L", "33", "35"),
        ("Neutrophils/ x10^9/L", "2.2", "1.9", "Potassium/ mmol/L", "4.1", "4.4"),
    )
    found = read(printed(rows, (40, 130, 190, 310, 400, 460)))
    assert {
        ("hemoglobin", "97", "2026-04-13"),
        ("sodium", "140", "2026-04-13"),
        ("potassium", "4.1", "2026-04-06"),
    } <= found
    assert len(found) == 12


def test_an_empty_cell_moves_nothing_where_a_name_fills_its_column() -> None:
    rows = (
        ("Prueba", "02/06/2025", "09/06/2025", "16/06/2025", "Ref."),
        ("Neutrófilos abs", "4,9", "", "4,1", "1,0 - 2,0"),
        ("Sodio", "136", "141", "", "135 - 145"),
    )
    assert read(printed(rows, (50, 134, 204, 274, 350))) >= {
        ("sodium", "136", "2025-06-02"),
        ("sodium", "141", "2025-06-09"),
    }


def test_headings_and_words_under_a_table_join_no_row() -> None:
    rows = (
        ("Test", "2025-03-01", "2025-03-08", "Units"),
        ("Renal", "", "", ""),
        ("Sodium", "138", "", "mmol/L"),
        ("Creatinine", "30", "33", "umol/L"),
        ("Liver", "", "", ""),
        ("ALT", "44", "60", "U/L"),
        ("Dr. P. Sample", "", "", ""),
    )
    assert read(printed(rows, (50, 170, 270, 370), room=TIGHT)) == {
        ("sodium", "138", "2025-03-01"),
        ("creatinine", "30", "2025-03-01"),
        ("creatinine", "33", "2025-03-08"),
        ("alanine aminotransferase", "44", "2025-03-01"),
        ("alanine aminotransferase", "60", "2025-03-08"),
    }


def test_minutes_before_a_month_are_no_day() -> None:
    (one,) = dates_in("Collected 08:15 Jan 11, 2026")
    assert str(one.values[0]) == "2026-01-11"
