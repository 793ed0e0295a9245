"""Panels of a portal with their titles, flags before units, earlier results behind a row, labels of lists of markers.

All papers and people here are synthetic.
"""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind
from tests.domain.findings.test_unlisted_tests_told import read, told

_FLOW = (Kind.FLOW,)
_PORTAL = """Test Results
1) FERRITIN MARKER          Collected Apr 18, 2024     Resulted Apr 19, 2024
     Ferritin      312  H    ng/mL     ref 7-140
2) CBC WITH DIFF            Collected Apr 18, 2024
     WBC 2.6 L  K/uL      HGB 10.9 L  g/dL     HCT 32.1 %     PLT 121 L K/uL
3) BASIC METABOLIC PANEL    Collected Apr 11, 2024
     Na 139   K 3.9   Creat 0.91"""


def dated(found: list[Finding]) -> set[tuple[str, str, str]]:
    return {(one.name, one.value, str(one.when)) for one in found}


def test_the_title_of_a_panel_with_its_day_is_no_row_of_heads() -> None:
    found = dated(read(_PORTAL, category="labs", order="mdy"))
    assert ("ferritin", "312", "2024-04-18") in found
    assert {("leukocytes", "2.6", "2024-04-18"), ("platelets", "121", "2024-04-18")} <= found
    assert ("creatinine", "0.91", "2024-04-11") in found


def test_days_over_values_stay_heads() -> None:
    table = (
        "Test          Collected 04/01/2024   Collected 04/08/2024\n"
        "Hemoglobin    9.8                    10.4\nPlatelets     45                     61"
    )
    found = dated(read(table, category="labs", order="mdy"))
    assert {("hemoglobin", "9.8", "2024-04-01"), ("platelets", "61", "2024-04-08")} <= found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("WBC 2.6 L K/uL HGB 10.9 H g/dL", {("leukocytes", "2.6", "K/uL"), ("hemoglobin", "10.9", "g/dL")}),
        ("Na 131 L, K 5.8 H mmol/L", {("sodium", "131", ""), ("potassium", "5.8", "mmol/L")}),
        ("Hb 7,1 ** g/dL, plaquetas 12 L x10^9/L", {("hemoglobin", "7,1", "g/dL"), ("platelets", "12", "x10^9/L")}),
        ("WBC 2.6 L HGB 10.9 H PLT 121", {("leukocytes", "2.6", ""), ("hemoglobin", "10.9", "")}),
    ],
)
def test_a_flag_stands_before_the_unit(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert wanted <= told(read(text, category="labs"))


def test_two_names_with_a_value_are_no_unit_of_the_value_before() -> None:
    found = told(read("Blasts 2   Promyelocytes 6   Myelo/meta 21   Lymphocytes 11", category="bone_marrow"))
    assert {("promyelocytes", "6", ""), ("lymphocytes", "11", "")} <= found


@pytest.mark.parametrize("text", ["Proteinuria 24 H: 0.4 g", "Albumin 2.1 L given", "Cortisol 24 H"])
def test_hours_and_liters_are_no_flags(text: str) -> None:
    assert not [one for one in read(text, category="labs") if one.value in ("24", "2.1")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "AFP 14.2 H ng/mL ref < 8.3\nPrevious: Feb 25, 2024 61.0   Feb 4, 2024 892 H   Jan 13, 2024 6,480",
            {("61.0", "2024-02-25"), ("892", "2024-02-04"), ("6,480", "2024-01-13")},
        ),
        (
            "LDH   466   U/L   120-246   Previous: 410 (02/04/2024), 390 (01/04/2024)",
            {("410", "2024-04-02"), ("390", "2024-04-01")},
        ),
        (
            "Ferritina 312 ng/mL\nAnteriores: 04/03/2024: 188 ng/mL; 11/02/2024: 97 ng/mL",
            {("188", "2024-03-04"), ("97", "2024-02-11")},
        ),
        ("Creatinine 0.9 mg/dL\nPrior: normal per mother", set()),
        ("Hemoglobin 9.8 g/dL\nPrevious: HB24-11873 12/04/2023 78% blasts", set()),
        ("WBC 2.1 HGB 9.1 PLT 31\nPrevious: Jan 13, 2024 118", set()),
        ("AFP 14.2 ng/mL\nPrevious: orchiectomy Jan 3, 2024", set()),
    ],
)
def test_earlier_results_behind_a_row_are_of_its_test(text: str, wanted: set[tuple[str, str]]) -> None:
    found = [one for one in read(text, category="labs") if one.assertion is Assertion.HISTORICAL]
    assert {(one.value, str(one.when)) for one in found} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Tacrolimus 3.5 mg twice daily, changed on 12/05/24; trough 03/06: 7.1 mcg/L",
            {("tacrolimus", "7.1", "mcg/L")},
        ),
        ("Valproato 09/10/2023: 78 mg/l.", {("valproate", "78", "mg/l")}),
        ("Neopterin 09/10/2023: 78 nmol/L", {("Neopterin", "78", "nmol/L")}),
        ("Sirolimus 1 mg od, target trough 8 ng/mL", set()),
        ("Tacrolimus 2 mg bd: aim trough 8 ng/mL", set()),
    ],
)
def test_a_level_is_of_the_medicine_named_before_and_no_target(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert told(read(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "FLOW CYTOMETRY\nAn abnormal population:\n  positive: CD33, CD64, CD56\n  negative: CD34, CD117, MPO",
        "Flow cytometry: negative: CD34, CD117 and MPO; positive: CD33, CD64, CD56.",
        "Flow cytometry: CD33: positive, CD64: positive, CD56: positive, CD34: negative, CD117: negative, MPO: neg",
    ],
)
def test_a_result_with_a_colon_leads_the_markers_behind_it(text: str) -> None:
    found = {(one.name, one.detail.get("result")) for one in read(text, kinds=_FLOW, category="bone_marrow")}
    assert {(name, "positive") for name in ("CD33", "CD64", "CD56")} <= found
    assert {(name, "negative") for name in ("CD34", "CD117", "MPO")} <= found
    assert ("CD56", "negative") not in found
