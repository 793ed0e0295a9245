"""Tables of web pages, of mail in HTML and of word processors: cells in their columns, empty ones too."""

from __future__ import annotations

import io

import docx
import pytest

from consilium.domain.findings.extraction import extract
from consilium.domain.records import Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from consilium.readers import mail, office, text, webpage
from tests.readers import documents as made

ROWS = (
    ("Date", "Vincristine mg", "Doxorubicin mg", "Comment"),
    ("2024-03-15", "0.93", "31", "well"),
    ("2024-03-22", "0.93", "", "constipation"),
    ("2024-03-29", "", "", "held, fever"),
    ("2024-04-05", "", "29", ""),
)


def table(cell: str = "<td>{}</td>") -> str:
    rows = "".join(f"<tr>{''.join(cell.format(one) for one in row)}</tr>" for row in ROWS)
    return f"<h1>CHEMOTHERAPY RECORD</h1><table>{rows}</table>"


def word() -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph("CHEMOTHERAPY RECORD")
    made_table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in zip(made_table.rows, ROWS, strict=True):
        for cell, word in zip(row.cells, cells, strict=True):
            cell.text = word
    document.save(buffer)
    return buffer.getvalue()


def rich() -> bytes:
    cells = ["".join(one + r"\cell " for one in row) for row in ROWS]
    rows = "".join(rf"\trowd {row}\row" for row in cells)
    return rf"{{\rtf1\ansi CHEMOTHERAPY RECORD\par {rows} \pard end\par}}".encode()


def doses(reading: Reading) -> set[tuple[str, str, str]]:
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    return {(one.name, one.value, str(one.when)) for one in found if one.kind.value == "drug"}


def in_mail(body: str) -> bytes:
    return f"From: a@b.example\nTo: c@d.example\nSubject: record\nContent-Type: text/html\n\n{body}".encode()


@pytest.mark.parametrize(
    "reading",
    [
        made.read(webpage, f"<html>{table()}</html>".encode())[0],
        made.read(webpage, f"<html>{table('<td><p>{}</p></td>')}</html>".encode())[0],
        made.read(webpage, f"<html><table><tr><td>{table()}</td></tr></table></html>".encode())[0],
        made.read(mail, in_mail(table()))[0],
        made.read(office, word())[0],
        made.read(office, rich())[0],
    ],
    ids=["page", "cells in blocks", "table in a table", "mail", "word", "rich text"],
)
def test_what_stands_behind_an_empty_cell_is_not_moved_to_the_left(reading: Reading) -> None:
    assert doses(reading) == {
        ("vincristine", "0.93", "2024-03-15"),
        ("doxorubicin", "31", "2024-03-15"),
        ("vincristine", "0.93", "2024-03-22"),
        ("doxorubicin", "29", "2024-04-05"),
    }


def test_what_spans_columns_or_rows_leaves_the_others_where_they_are() -> None:
    data = (
        b"<html><table><tr><th>Day</th><th>Hb</th><th>Plt</th></tr><tr><td rowspan=2>1</td><td>9</td><td>80</td></tr>"
        b"<tr><td>8</td><td>70</td></tr><tr><td colspan=2>none</td><td>60</td></tr></table></html>"
    )
    reading, _ = made.read(webpage, data)
    expected = [["Day", "Hb", "Plt"], ["1", "9", "80"], ["", "8", "70"], ["none", "", "60"]]
    assert reading.facts["tables"] == [expected]
    assert reading.text.split("\n") == ["Day Hb Plt", "1 9 80", "8 70", "none 60"]


def test_a_head_of_a_letter_that_is_set_as_a_table_keeps_its_lines() -> None:
    data = (
        b"<html><table><tr><td><p>Hospital Ejemplo</p><p>Calle 1</p></td><td>Name: Ana<br>Born: 2018</td></tr></table>"
    )
    assert made.read(webpage, data)[0].text.split("\n") == ["Hospital Ejemplo", "Calle 1", "Name: Ana", "Born: 2018"]


def test_a_cell_of_a_word_table_that_spans_columns_is_counted_as_several() -> None:
    document, buffer = docx.Document(), io.BytesIO()
    made_table = document.add_table(2, 3)
    made_table.cell(0, 0).merge(made_table.cell(0, 1)).text = "both"
    made_table.cell(0, 2).text = "last"
    document.save(buffer)
    reading, _ = made.read(office, buffer.getvalue())
    assert reading.facts["tables"] == [[["both", "", "last"], ["", "", ""]]]


def test_rows_that_read_alike_are_told_apart_by_their_places() -> None:
    body = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    rows = (("Date", "Vincristine mg", "Doxorubicin mg"), ("2024-03-15", "30", ""), ("2024-03-15", "", "30"))
    page = f"<html><h1>CHEMOTHERAPY RECORD</h1><table>{''.join(body.format(*row) for row in rows)}</table></html>"
    assert doses(made.read(webpage, page.encode())[0]) == {
        ("vincristine", "30", "2024-03-15"),
        ("doxorubicin", "30", "2024-03-15"),
    }


def test_days_as_heads_of_an_office_table_are_of_its_columns() -> None:
    rows = (("Analyte", "30.12.24", "06.01.25", "Unit"), ("Leucocytes", "4.1", "2.2 -", "G/l"))
    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph("Laboratory findings, cumulative")
    made_table = document.add_table(2, 4)
    for row, cells in zip(made_table.rows, rows, strict=True):
        for cell, word in zip(row.cells, cells, strict=True):
            cell.text = word
    document.save(buffer)
    reading, _ = made.read(office, buffer.getvalue())
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    assert {(one.name, one.value, str(one.when)) for one in found if one.kind.value == "laboratory"} == {
        ("leukocytes", "4.1", "2024-12-30"),
        ("leukocytes", "2.2", "2025-01-06"),
    }


def test_the_unit_of_a_drug_over_a_column_is_no_magnesium() -> None:
    reading, _ = made.read(webpage, f"<html>{table()}</html>".encode())
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    assert not [one for one in found if one.kind.value == "laboratory"]


def test_preformatted_text_of_a_page_keeps_its_columns() -> None:
    typed = "Test          01/03/2024   08/03/2024\nHemoglobin    9.8          10.4\nPlatelets     120          88"
    reading, _ = made.read(webpage, f"<html><h1>LABORATORY</h1><pre>{typed}</pre></html>".encode())
    assert [bool(line.words) for line in reading.pages[0].lines] == [False, True, True, True]


KIN = (
    ("", "Isidora", "Father (Andrés)", "Brother"),
    ("HLA-A", "02:01, 24:02", "02:01, 68:01", "24:02, 31:01"),
    ("CMV IgG", "positive", "NEGATIVE", "positive"),
    ("Anti-HBc total", "negative", "POSITIVE", "negative"),
)


def typed_kin() -> str:
    return "TRANSPLANT CONSULT\n\n" + "\n".join("".join(cell.ljust(18) for cell in row).rstrip() for row in KIN)


def kin_page() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in KIN)
    return f"<html><h1>TRANSPLANT CONSULT</h1><table>{rows}</table></html>"


@pytest.mark.parametrize(
    "reading",
    [made.read(webpage, kin_page().encode())[0], made.read(text, typed_kin().encode())[0]],
    ids=["page", "typed"],
)
def test_a_fathers_column_is_not_the_childs_in_any_form(reading: Reading) -> None:
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    told = {
        (one.name, one.value) for one in found if one.kind.value == "laboratory" and one.assertion.value == "stated"
    }
    assert told == {("cytomegalovirus IgG", "positive"), ("hepatitis B core antibody", "negative")}
