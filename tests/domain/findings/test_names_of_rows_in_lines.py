"""A row of a table whose name is set in more than one line keeps its whole name, wherever its other cells stand."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules
from tests.domain.findings.onepaper import clauses, placed

Rows = tuple[tuple[float, str], ...]
HEAD = (0.10, "Volume | Total dose | Fractions | Each")
CABEZA = (0.10, "Volumen | Dosis total | Fracciones | Cada una")
# The lines of a cell are 0.016 of the page apart, rows 0.020.
BESIDE_FIRST: Rows = (
    HEAD,
    (0.120, "Craniospinal | 23.4 Gy | 13 | 1.8 Gy"),
    (0.136, "CTV1"),
    (0.156, "Tumor bed | 30.6 Gy | 17 | 1.8 Gy"),
    (0.172, "CTV2"),
    (0.200, "The skin was cared for."),
)
BESIDE_MIDDLE: Rows = (
    HEAD,
    (0.120, "Craniospinal"),
    (0.136, "CTV1"),
    (0.156, "Tumor bed"),
    (0.172, "CTV2"),
)
BESIDE_LAST: Rows = (
    HEAD,
    (0.120, "Craniospinal"),
    (0.136, "axis CTV1 | 23.4 Gy | 13 | 1.8 Gy"),
    (0.156, "Tumor"),
    (0.172, "bed CTV2 | 30.6 Gy | 17 | 1.8 Gy"),
)
IN_SPANISH: Rows = (
    CABEZA,
    (0.120, "Eje | 23.4 Gy | 13 | 1.8 Gy"),
    (0.136, "craneoespinal"),
    (0.152, "CTV1"),
    (0.172, "Lecho | 30.6 Gy | 17 | 1.8 Gy"),
    (0.188, "CTV2"),
)


def texts(rows: Rows) -> list[str]:
    return [clause.text for clause in clauses(placed(*rows))]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (BESIDE_FIRST, ("Craniospinal CTV1", "Tumor bed CTV2")),
        (BESIDE_LAST, ("Craniospinal axis CTV1", "Tumor bed CTV2")),
        (IN_SPANISH, ("Eje craneoespinal CTV1", "Lecho CTV2")),
    ],
)
def test_the_name_of_a_row_is_whole(rows: Rows, names: tuple[str, ...]) -> None:
    told = texts(rows)
    for name, dose in zip(names, ("23.4 Gy", "30.6 Gy"), strict=True):
        (row,) = (text for text in told if dose in text)
        assert row.startswith(name)
    assert not any(text.startswith(("CTV", "Craniospinal\n")) for text in told)


def test_a_row_that_stands_between_the_lines_of_its_name_is_that_row() -> None:
    page = placed(*BESIDE_MIDDLE)
    cells = placed((0.128, "23.4 Gy | 13 | 1.8 Gy"), (0.164, "30.6 Gy | 17 | 1.8 Gy"), left=0.3)
    lines = sorted((*page.lines, *cells.lines), key=lambda line: line.box.top)
    told = [clause.text for clause in clauses(type(page)(1, tuple(lines), 600, 800))]
    assert any(text.startswith("Craniospinal CTV1 ") and "23.4 Gy" in text for text in told)
    assert any(text.startswith("Tumor bed CTV2 ") and "30.6 Gy" in text for text in told)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (
                HEAD,
                (0.120, "Hemoglobin | 9.8 | g/dL | 11.5 - 15"),
                (0.136, "Urine"),
                (0.152, "Protein | 12 | mg/dL | 0 - 15"),
            ),
            id="rows as close as lines: a heading of some rows",
        ),
        pytest.param(
            (
                HEAD,
                (0.120, "Hemoglobin | 9.8 | g/dL | 11.5 - 15"),
                (0.144, "Urine"),
                (0.160, "Protein | 12 | mg/dL | 0 - 15"),
            ),
            id="nearer to the row below, which does not go on with it",
        ),
        pytest.param(
            (HEAD, (0.120, "Hemoglobin | 9.8 | g/dL | 11.5 - 15"), (0.150, "Urine"), (0.180, "Not examined.")),
            id="farther from the row than the row from its head",
        ),
        pytest.param(
            (
                HEAD,
                (0.120, "Hemoglobin | 9.8 | g/dL | 11.5 - 15"),
                (0.136, "Urine was not examined on this day at all"),
                (0.170, "Protein | 12 | mg/dL | 0 - 15"),
            ),
            id="a line that runs over the next column",
        ),
        pytest.param(
            (
                (0.10, "Name: Muestra | Born: 2015-02-03 | Sex: F"),
                (0.136, "Ward: 3 | Bed: 12 | Room: 4"),
                (0.152, "Urine"),
                (0.190, "Protein | 12 | mg/dL | 0 - 15"),
            ),
            id="a form of labels with their values",
        ),
    ],
)
def test_a_line_that_is_no_part_of_a_name_stays_alone(rows: Rows) -> None:
    assert not any("Urine" in text and ("Hemoglobin" in text or "Protein" in text) for text in texts(rows))


def found(rows: Rows) -> list[Finding]:
    reading = Reading("pdf", pages=(placed(*rows),))
    return list(extract("pdf", reading, sort(reading, rules().sorting), finding_words()))


def test_a_test_whose_name_is_set_in_two_lines_is_the_whole_test() -> None:
    one = found(
        (
            (0.08, "Laboratory report"),
            (0.10, "Test | Result | Unit | Reference"),
            (0.120, "Alkaline | 180 | U/L | 100 - 300"),
            (0.136, "Phosphatase"),
            (0.156, "Hemoglobin | 9.8 | g/dL | 11.5 - 15"),
        )
    )
    told = {(finding.name, finding.value) for finding in one if finding.kind is Kind.LABORATORY}
    assert told == {("alkaline phosphatase", "180"), ("hemoglobin", "9.8")}
