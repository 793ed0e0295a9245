"""Measures of the body and of organs in tables, in cells with days, of the eyes; markers in rows. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read

MEASURED = (Kind.GROWTH, Kind.FUNCTION)


def test_a_chart_of_growth_is_read_by_its_heads() -> None:
    text = "Date          Wt (kg)    Ht/L (cm)   HC (cm)\n20-12-2018    6.9        67.0        42.5\n"
    found = read(text, kinds=MEASURED)
    assert {(one.name, one.number, str(one.when)) for one in found} == {
        ("weight", 6.9, "2018-12-20"),
        ("height", 67.0, "2018-12-20"),
        ("head circumference", 42.5, "2018-12-20"),
    }
    axis = "2             4          6           8\n"  # of a drawing under the table
    assert len(read(text + axis, kinds=MEASURED)) == 3


def test_measures_under_days_are_of_those_days() -> None:
    text = (
        "                     09/02/2023   08/08/2022   Normal\n"
        "LVEF biplane (%)     52           57           > 55\n"
        "LVIDd (mm) [z]       41.2 [+1.9]  39.6 [+1.3]\n"
    )
    found = read(text, kinds=MEASURED, category="heart_hearing_tests", date="2023-02-09")
    assert {(one.name, one.number, str(one.when)) for one in found} == {
        ("left ventricular ejection fraction", 52.0, "2023-02-09"),
        ("left ventricular ejection fraction", 57.0, "2022-08-08"),
        ("left ventricular end-diastolic diameter", 41.2, "2023-02-09"),
        ("left ventricular end-diastolic diameter", 39.6, "2022-08-08"),
    }


def test_cells_with_a_day_before_the_value_are_of_that_day() -> None:
    text = "FEVI (Simpson)          61 %        14/03/23: 64 %        09/01/23: 68 %\n"
    found = read(text, kinds=MEASURED, category="heart_hearing_tests", date="2023-06-14", language="es")
    assert [(one.number, str(one.when)) for one in found] == [
        (61.0, "2023-06-14"),
        (64.0, "2023-03-14"),
        (68.0, "2023-01-09"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("E/e'        7.4", "lateral E to e prime", "7.4"),
        ("Tricuspid jet 2.2 m/s.", "tricuspid regurgitation velocity", "2.2"),
        ("GLS minus 14.6.", "global longitudinal strain", "-14.6"),
        ("Cardiac T2* 28 ms.", "cardiac T2 star", "28"),
        ("Working memory        85", "working memory", "85"),
        ("SpO2 97 % on air.", "oxygen saturation", "97"),
        ("Z-score lumbar -1.8.", "lumbar spine bone density z-score", "-1.8"),
    ],
)
def test_measures_of_organs(text: str, name: str, value: str) -> None:
    found = read(text, kinds=(Kind.FUNCTION,))
    assert [(one.name, one.value) for one in found] == [(name, value)]


def test_a_value_in_brackets_may_be_that_of_the_admission() -> None:
    found = read("Wt 41.2 kg (adm 39.6).", kinds=MEASURED)
    assert {(one.value, str(one.assertion)) for one in found} == {("41.2", "stated"), ("39.6", "historical")}


def test_a_measure_without_a_day_in_a_paper_of_a_stay_has_none() -> None:
    assert [one.when for one in read("Al egreso bien.\nPeso 16.4 kg.\n", kinds=MEASURED, language="es")] == [None]


def test_values_in_brackets_may_tell_their_years() -> None:
    found = read("LVEF 48 % (53 % in December 2023, 58 % in 2021).", kinds=MEASURED)
    assert {(one.number, str(one.assertion)) for one in found} == {
        (48.0, "stated"),
        (53.0, "historical"),
        (58.0, "historical"),
    }


def test_grades_and_ears_may_stand_alone() -> None:
    found = read("Tympanometry: right type B. Left type A. Brock 2, Chang 2a.", kinds=(Kind.FUNCTION,))
    assert {(one.name, one.value, one.laterality) for one in found} == {
        ("tympanometry", "B", "right"),
        ("tympanometry", "A", "left"),
        ("hearing loss grade", "2", ""),
        ("hearing loss grade", "2a", ""),
    }


def test_a_measure_of_a_visit_has_its_day_and_one_at_admission_that_of_the_admission() -> None:
    text = "Date of admission: 01/04/2024\n\nEXAMINATION AT ADMISSION: Wt 27.8 kg\n\nWeight 26.0 kg, well.\n"
    found = read(text, kinds=MEASURED)
    assert {(one.value, str(one.when)) for one in found} == {("27.8", "2024-04-01"), ("26.0", "2024-05-05")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vision 6/9 right, 6/12 left.", {("6/9", "right"), ("6/12", "left")}),
        ("AV OD 20/40, OI 20/200.", {("20/40", "right"), ("20/200", "left")}),
        ("Her left eye was 20/200 in August.", {("20/200", "left")}),
        ("PIO: 12 / 13 mmHg.", {("12", "right"), ("13", "left")}),
        ("IOP 14 right, 15 left.", {("14", "right"), ("15", "left")}),
        ("Power 4/5 in the right leg, seen 6/12, cycle 6/6 done.", set()),
    ],
)
def test_eyes(text: str, wanted: set[tuple[str, str]]) -> None:
    found = [one for one in read(text, kinds=MEASURED) if one.name in ("visual acuity", "intraocular pressure")]
    assert {(one.value, one.laterality) for one in found} == wanted


def test_rows_of_markers_tell_shares_and_signs() -> None:
    text = (
        "IMMUNOPHENOTYPING REPORT\n\n"
        "MARKER               % POS      INTENSITY\n"
        "CD19                 99         bright\n"
        "TdT                  76\n"
        "CD33                 4          -\n"
    )
    found = read(text, kinds=(Kind.FLOW,), category="bone_marrow")
    assert [(one.name, one.detail.get("percent"), one.detail.get("result", "")) for one in found] == [
        ("CD19", "99 %", "positive"),
        ("TdT", "76 %", ""),
        ("CD33", "4 %", "negative"),
    ]


def test_a_share_in_a_table_has_the_result_that_the_paper_states_elsewhere() -> None:
    text = (
        "FLOW CYTOMETRY\n\nMarker         Blasts (%)    MFI\nCD10           97            15220\n\n"
        "The blasts are positive for CD10.\n"
    )
    found = read(text, kinds=(Kind.FLOW,), category="bone_marrow")
    assert {one.detail.get("result") for one in found if one.name == "CD10"} == {"positive"}


def test_markers_of_an_earlier_day_have_that_day() -> None:
    text = (
        "FLOW CYTOMETRY\nCollected: 03/06/2024\n\n"
        "Diagnostic immunophenotype (06/05/2024): CD19+ CD58 overexpressed\n\nCD34 positive.\n"
    )
    found = read(text, kinds=(Kind.FLOW,), category="bone_marrow", date="2024-06-04")
    assert {(one.name, str(one.when)) for one in found} == {
        ("CD19", "2024-05-06"),
        ("CD58", "2024-05-06"),
        ("CD34", "2024-06-03"),
    }


def test_the_day_of_collection_may_stand_under_its_label() -> None:
    text = (
        "FLOW CYTOMETRY\n"
        "COLLECTED             RECEIVED           RELEASED\n"
        "March 8, 2023         March 9, 2023      March 10, 2023\n\n"
        "CD34 positive.\n"
    )
    found = read(text, kinds=(Kind.FLOW,), category="bone_marrow", date="2023-03-10")
    assert [(one.name, str(one.when)) for one in found] == [("CD34", "2023-03-08")]
