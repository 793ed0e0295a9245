"""Values after one another, tests named together, tables of days, units that may be two. All people are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.test_labs_labelled import found_in


def read(text: str, category: str = "clinical_summary", **rest: object) -> list[Finding]:
    said = {"text": text, "language": "en", "category": category, "placed": False, "date": "2024-05-05", "order": "dmy"}
    return found_in(said | rest)


def told(found: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.value, str(one.when or ""), one.assertion) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "AST/ALT 45/60/70.",
        "Methotrexate level at 24 h.",
        "Hb g/L 12/03/2024.",
        "Leukocytes 10*3/uL",
        "Platelets x10^9/L",
        "Weight loss from 30 to 25.",
        "The tumor measures 22 cm. Lesion 4.2 cm tall.",
        "El tumor mide 22 cm.",
    ],
)
def test_what_is_half_a_pair_a_unit_an_hour_or_a_size_is_no_value(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Her haemoglobin fell from 118 to 72 g/L.", "118", "72"),
        ("La DHL bajó de 1840 a 420 U/L.", "1840", "420"),
        ("Platelets 45 → 23 after cycle 2.", "45", "23"),
        ("AFP has come down from 12,500 (on 02/03/2024) to 840 ng/mL.", "12,500", "840"),
        ("La hemoglobina descendió de 11.2 a 7.8 g/dL", "11.2", "7.8"),
    ],
)
def test_of_a_change_the_earlier_value_is_past_and_has_no_date_of_the_later(text: str, before: str, after: str) -> None:
    first, second = read(text)
    assert (first.value, first.assertion, first.when) == (before, Assertion.HISTORICAL, None)
    assert (second.value, second.assertion) == (after, Assertion.STATED)
    assert first.unit == second.unit


def test_a_value_in_brackets_after_another_is_the_earlier_one_with_its_own_day() -> None:
    assert told(read("LDH 1850 U/L (previously 640 on 02/03/2024). FEVI 64 % (previa 70 %).")) == [
        ("lactate dehydrogenase", "1850", "", "stated"),
        ("lactate dehydrogenase", "640", "2024-03-02", "historical"),
        ("left ventricular ejection fraction", "64", "", "stated"),
        ("left ventricular ejection fraction", "70", "", "historical"),
    ]


def test_tests_with_strokes_share_out_their_values_in_order() -> None:
    found = read("AST/ALT 45/60 U/L; WBC/Hgb/Plt 3.2/9.8/98.")
    assert [(one.name, one.value) for one in found] == [
        ("aspartate aminotransferase", "45"),
        ("alanine aminotransferase", "60"),
        ("leukocytes", "3.2"),
        ("hemoglobin", "9.8"),
        ("platelets", "98"),
    ]


def test_a_list_without_units_is_read_and_small_letters_count() -> None:
    found = read("Bloods: Hb 94, Plt 23, Neut 0.4. BH: leu 2100, plaq 15 mil, urea 22.")
    assert [(one.name, one.value) for one in found] == [
        ("hemoglobin", "94"),
        ("platelets", "23"),
        ("neutrophils", "0.4"),
        ("leukocytes", "2100"),
        ("platelets", "15"),
        ("urea", "22"),
    ]


@pytest.mark.parametrize(("name", "unit", "code"), [("Leukocytes", "G/L", "26464-8"), ("Albumin", "G/L", "1751-7")])
def test_a_capital_g_is_giga_of_cells_and_grams_of_protein(name: str, unit: str, code: str) -> None:
    (found,) = read(f"{name} 31 {unit}")
    assert [one.code for one in found.codes] == [code]


FLOW = """Flowsheet
Date          WBC     ANC     Hgb (g/dL)    Plt
02/03/2024    4.1     2100    9.8           45
09/03/2024    0.3             7.6           8
"""


def test_rows_of_days_give_each_test_its_day_and_an_empty_cell_gives_nothing() -> None:
    found = read(FLOW, category="labs", placed=True)
    assert [(one.name, one.value, str(one.when)) for one in found] == [
        ("leukocytes", "4.1", "2024-03-02"),
        ("neutrophils", "2100", "2024-03-02"),
        ("hemoglobin", "9.8", "2024-03-02"),
        ("platelets", "45", "2024-03-02"),
        ("leukocytes", "0.3", "2024-03-09"),
        ("hemoglobin", "7.6", "2024-03-09"),
        ("platelets", "8", "2024-03-09"),
    ]
    assert [one.unit for one in found if one.name == "hemoglobin"] == ["g/dL", "g/dL"]


def test_a_row_of_days_without_places_and_with_a_value_missing_is_not_read() -> None:
    found = read(FLOW, category="labs", placed=False)
    assert {str(one.when) for one in found} == {"2024-03-02"}


CUMULATIVE = """Analyte        30.12.24   06.01.25   13.01.25   Unit     Reference
Leucocytes     4.1        2.2 -      1.0 --     G/l      4.5-13.5
Sodium         138                   141        mmol/l   135-145
"""


def test_days_with_points_head_a_cumulative_table() -> None:
    assert [(one.name, one.value, str(one.when)) for one in read(CUMULATIVE, category="labs", placed=True)] == [
        ("leukocytes", "4.1", "2024-12-30"),
        ("leukocytes", "2.2", "2025-01-06"),
        ("leukocytes", "1.0", "2025-01-13"),
        ("sodium", "138", "2024-12-30"),
        ("sodium", "141", "2025-01-13"),
    ]


def test_a_row_of_several_days_with_a_value_missing_gives_no_value_of_an_unknown_day() -> None:
    found = read(CUMULATIVE, category="labs", placed=False)
    assert {one.name for one in found} == {"leukocytes"}


def test_a_row_without_heads_keeps_unit_range_and_flag() -> None:
    (found,) = read("Platelet Count 98 (L) 150-450 K/uL", category="labs")
    assert (found.value, found.unit, found.detail["range"], found.detail["flag"]) == ("98", "K/uL", "150-450", "(L)")


@pytest.mark.parametrize(
    ("text", "name", "value", "unit"),
    [
        ("She weighs 108 lb (49.0 kg).", "weight", "49.0", "kg"),
        ("She is 158 cm tall.", "height", "158", "cm"),
        ("Mide 121 cm y pesa 22 kg.", "height", "121", "cm"),
        ("Weight (kg): 18.4", "weight", "18.4", "kg"),
        ("SC 0,87 m2", "body surface area", "0,87", "m2"),
        ("EF (biplane) 61 %", "left ventricular ejection fraction", "61", "%"),
        ("TFG 98 ml/min/1,73 m2", "glomerular filtration rate", "98", "ml/min/1,73 m2"),
    ],
)
def test_growth_and_function_as_letters_write_them(text: str, name: str, value: str, unit: str) -> None:
    assert (name, value, unit) in [(one.name, one.value, one.unit) for one in read(text)]


def test_every_quote_holds_its_value() -> None:
    for text in (FLOW, CUMULATIVE, "Hb fell from 118 to 72 g/L. AST/ALT 45/60. LDH 1850 (was 640)."):
        paper = paper_from({"text": text, "category": "labs", "placed": True})
        whole = " ".join(line.text for page in paper.reading.pages for line in page.lines)
        for one in read(text, category="labs", placed=True):
            assert one.kind is Kind.LABORATORY
            assert one.value in one.quote
            assert one.quote in whole
