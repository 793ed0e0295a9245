"""Tables whose cells stand close: seen in pictures, by minutes, and with columns of relatives or of chimerism."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

WIDTH = 0.0085


def _line(top: float, cells: dict[float, str], confidence: float | None) -> Line:
    words: list[tuple[str, Box]] = []
    for left, text in cells.items():
        at = left
        for word in text.split():
            words.append((word, Box(at, top, at + WIDTH * len(word), top + 0.012)))
            at += WIDTH * len(word) + 0.006
    text = " ".join(word for word, _ in words)
    return Line(text, Box(words[0][1].left, top, words[-1][1].right, top + 0.012), tuple(words), confidence)


def _found(*rows: dict[float, str], confidence: float | None = 1.0) -> tuple[Finding, ...]:
    lines = tuple(_line(0.1 + 0.02 * at, row, confidence) for at, row in enumerate(rows))
    reading = Reading("image" if confidence else "pdf", pages=(Page(1, lines, 600, 800),))
    return extract("photo" if confidence else "pdf", reading, sort(reading, rules().sorting), finding_words())


HEADS = [
    {0.09: "Cycle/day", 0.42: "Date", 0.51: "VNR", 0.57: "CPM", 0.66: "ANC", 0.695: "Plt", 0.74: "Note"},
    {0.09: "Cyclelday", 0.42: "Date", 0.51: "VNR", 0.57: "CPM", 0.66: "ANC", 0.695: "Plt", 0.74: "Note"},
    {0.09: "Ciclo/día", 0.42: "Fecha", 0.51: "VNR", 0.57: "CFM", 0.66: "RAN", 0.695: "PLT", 0.74: "Nota"},
]


@pytest.mark.parametrize("head", HEADS)
def test_a_flowsheet_seen_in_a_picture_is_read_row_by_row(head: dict[float, str]) -> None:
    days = ["12/05/2025", "19/05/2025", "26/05/2025", "13/06/2025", "20/06/2025"]
    rows = [
        {0.09: f"C{1 + at // 3} D{1 + 7 * (at % 3)}", 0.417: day, 0.51: "21 mg", 0.57: "cont", 0.66: f"1.{at}"}
        | {0.695: f"19{at}"}
        | ({0.74: "vein burn, port used after"} if at == 1 else {})
        for at, day in enumerate(days)
    ]
    found = _found({0.09: "MAINTENANCE FLOWSHEET"}, {0.09: "Date of birth: 22/05/2018"}, head, *rows)
    doses = [(one.name, str(one.when)) for one in found if one.kind is Kind.DRUG and one.when and "21" in one.value]
    assert [("vinorelbine", f"{day[6:]}-{day[3:5]}-{day[:2]}") for day in days] == doses
    labs = {(one.name, one.value) for one in found if one.kind is Kind.LABORATORY}
    assert labs == {("neutrophils", f"1.{at}") for at in range(5)} | {("platelets", f"19{at}") for at in range(5)}


@pytest.mark.parametrize("head", ["Time (min)", "Tiempo (min)"])
def test_minutes_that_stand_close_are_a_column_each(head: str) -> None:
    found = _found(
        {0.09: "Test date: 12 Mar 2026"},
        {0.09: head, 0.215: "0", 0.252: "90", 0.299: "120", 0.330: "150", 0.379: "180"},
        {0.09: "GH ug/L", 0.217: "0.3", 0.259: "1.1", 0.297: "2.6", 0.337: "2.9", 0.381: "1.7"},
    )
    assert [one.value for one in found if one.kind is Kind.LABORATORY] == ["0.3", "1.1", "2.6", "2.9", "1.7"]


@pytest.mark.parametrize(
    ("heads", "kin"),
    [
        (("Isidora", "Father (Andrés)", "Brother (Benjamín, 13)"), ("father", "brother")),
        (("Isidora", "Padre (Andrés)", "Hermano"), ("father", "brother")),
    ],
)
@pytest.mark.parametrize("confidence", [None, 1.0])
def test_results_under_a_relative_are_the_relatives(
    heads: tuple[str, str, str], kin: tuple[str, str], confidence: float | None
) -> None:
    found = _found(
        {0.3: heads[0], 0.5: heads[1], 0.75: heads[2]},
        {0.09: "CMV IgG", 0.3: "positive", 0.5: "negative", 0.75: "positive"},
        {0.09: "Anti-HBc total", 0.3: "negative", 0.5: "positive", 0.75: "negative"},
        confidence=confidence,
    )
    labs = [one for one in found if one.kind is Kind.LABORATORY]
    assert {(one.name, one.value) for one in labs if one.assertion is Assertion.STATED} == {
        ("cytomegalovirus IgG", "positive"),
        ("hepatitis B core antibody", "negative"),
    }
    assert {one.detail["relative"] for one in labs if one.assertion is Assertion.FAMILY} <= set(kin)


@pytest.mark.parametrize(
    ("head", "counted"),
    [("Chimerism, marrow", False), ("Quimerismo", False), ("Lymphocytes", True)],
)
def test_a_subset_beside_chimerism_is_no_count(head: str, counted: bool) -> None:
    found = _found(
        {0.09: "Date", 0.3: head, 0.55: "CD3", 0.7: "Comment"},
        {0.09: "02/13/2026", 0.3: "100%", 0.55: "98%", 0.7: "stable"},
        {0.09: "04/24/2026", 0.3: "100%", 0.55: "99%", 0.7: "stable"},
    )
    assert any("CD3" in one.name for one in found) is counted


def test_a_head_of_two_columns_in_print_shifts_no_value_to_the_next_test() -> None:
    head = {0.09: "Cycle/day", 0.42: "Date", 0.49: "VNR given CPM", 0.657: "ANC", 0.694: "Plt", 0.74: "Note"}
    rows = [
        {0.09: f"C1 D{day}", 0.42: f"{11 + day}/05/2025", 0.49: "21 mg", 0.567: "cont", 0.657: f"{day}.6", 0.694: "198"}
        for day in (1, 8, 15)
    ]
    found = _found({0.09: "MAINTENANCE FLOWSHEET"}, head, *rows, confidence=None)
    labs = {(one.name, one.value) for one in found if one.kind is Kind.LABORATORY}
    assert labs == {("platelets", "198")} | {("neutrophils", f"{day}.6") for day in (1, 8, 15)}


def test_a_sentence_below_a_flowsheet_is_no_row_of_it() -> None:
    rows = [{0.09: f"C1 D{day}", 0.42: f"{11 + day}/05/2025", 0.51: "21 mg", 0.57: "cont"} for day in (1, 8, 15)]
    head = {0.09: "Cycle/day", 0.42: "Date", 0.51: "VNR", 0.57: "CPM"}
    found = _found({0.09: "MAINTENANCE FLOWSHEET"}, head, *rows, {0.09: "Family moves 27/07/2025."}, confidence=None)
    assert {str(one.when) for one in found if one.kind is Kind.CYCLE} == {"2025-05-12", "2025-05-19", "2025-05-26"}
