"""Levels by hours, uptakes of comparison, ratios, diameters, lengths of pieces and amounts of a marker, in words of
nobody's paper."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Finding, Kind
from consilium.domain.findings.topics import imaging, laboratory, pathology
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings

_DAY = PartialDate(2031, 5, 20)


def _levels(text: str) -> list[tuple[str, str, str]]:
    found = findings(laboratory, text, None, _DAY, "dmy")
    return [(one.value, one.unit, str(one.when or "")) for one in found if one.name == "methotrexate"]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "Wk Date DOX mg/m2 MTX level 24 h / 48 h / 72 h (umol/L)\n3 2031-03-04 6.3 / 0.52 / <0.1\n5 2031-03-18 75",
            [("6.3", "umol/L", "2031-03-05"), ("0.52", "umol/L", "2031-03-06"), ("<0.1", "umol/L", "2031-03-07")],
        ),
        (
            "Curso Fecha Nivel de metotrexato 24/42/48 h (µM)\n1 03/02/2031 7,4/1,1/-",
            [("7,4", "µM", "2031-02-04"), ("1,1", "µM", "")],
        ),
        ("Niveles de MTX a las 24/48 h: 8,8 / 0,71 µmol/L.", [("8,8", "µmol/L", ""), ("0,71", "µmol/L", "")]),
        (
            "Methotrexate levels at 24, 48 and 72 h were 9.1, 0.83 and 0.12 umol/L.",
            [("9.1", "umol/L", ""), ("0.83", "umol/L", ""), ("0.12", "umol/L", "")],
        ),
        ("Target MTX level 24/48 h: 10 / 1 umol/L", []),
        ("Wk Date MTX level 24 h / 48 h (umol/L)\n3 04/03/2031 12\n4 11/03/2031 BP 90/60", []),
    ],
)
def test_levels_at_several_hours_are_values_each_with_its_unit(text: str, levels: list[tuple[str, str, str]]) -> None:
    assert _levels(text) == levels


def _measured(text: str, category: Category) -> list[Finding]:
    found = findings(imaging, text, category, _DAY, "dmy")
    return [one for one in found if one.kind is Kind.MEASUREMENT]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("PET/CT\nFindings\nLiver SUVmean 2.2, blood pool SUVmax 1.6.", {("Liver SUV", 2.2), ("blood pool SUV", 1.6)}),
        (
            "PET/CT\nFindings\nResidual hilar mass SUVmax 2.4 (blood pool 1.6, liver 2.9).",
            {("mass SUV", 2.4), ("blood pool SUV", 1.6), ("liver SUV", 2.9)},
        ),
        (
            "PET/CT\nHallazgos\nGanglio SUVmáx 5.1.\nReferencias: hígado SUVmedio 1.7.",
            {("lymph node SUV", 5.1), ("hígado SUV", 1.7)},
        ),
        ("Chest radiograph\nFindings\nMediastinal mass ratio 0.41.", {("Mediastinal mass ratio", 0.41)}),
        ("Radiografía de tórax\nHallazgos\nÍndice cardiotorácico 0,48.", {("Índice cardiotorácico", 0.48)}),
        (
            "Chest radiograph\nFindings\nInternal thoracic diameter at T5 24.8 cm.",
            {("Internal thoracic diameter", 24.8)},
        ),
        ("Chest CT\nFindings\nBulk is defined as a mass ratio of 0.33.", set()),
        (
            "MRI brain\nFindings\nEnhancement in the third ventricle, 8 x 6 mm (ADC 0.66).",
            {("ADC", 0.66), ("enhancement", 8)},
        ),
    ],
)
def test_a_report_measures_more_than_lesions(text: str, measures: set[tuple[str, float]]) -> None:
    assert {(one.name, one.number) for one in _measured(text, Category.IMAGING_REPORTS)} == measures


def test_the_largest_of_both_sides_lies_on_one() -> None:
    text = "TC de tórax\nHallazgos: nódulos bilaterales, el mayor de 9 mm en lóbulo inferior izquierdo."
    assert [(one.number, one.laterality) for one in _measured(text, Category.IMAGING_REPORTS)] == [(9, "left")]


@pytest.mark.parametrize(
    ("text", "category", "lengths"),
    [
        (
            "Procedure: Wide resection, right humeral shaft (14 cm).",
            Category.OPERATIVE,
            {("resection right humeral shaft", 14)},
        ),
        (
            "Intervención: resección de fémur distal izquierdo (16 cm).",
            Category.OPERATIVE,
            {("resección de fémur distal izquierdo", 16)},
        ),
        ("Operation: left enucleation, 18 mm silicone implant", Category.OPERATIVE, {("silicone implant", 18)}),
        ("GROSS: five cores, 0.4 to 1.7 cm.", Category.PATHOLOGY_REPORT, {("cores", 1.7)}),
        ("MACROSCOPÍA: dos cilindros de hasta 1,3 cm.", Category.PATHOLOGY_REPORT, {("cilindros", 1.3)}),
        ("Left PIC Trilineage, blasts 1% 1.4 cm, 70% cellular", Category.BONE_MARROW, {("marrow biopsy", 1.4)}),
        ("GROSS: Biopsy of a tumor, 3 mm from the margin.", Category.PATHOLOGY_REPORT, {("margin", 3)}),
    ],
)
def test_lengths_of_pieces_and_implants(text: str, category: Category, lengths: set[tuple[str, float]]) -> None:
    assert {(one.name, one.number) for one in _measured(text, category)} == lengths


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("CD19 antigen density: CD19 9,800 sites/cell, CD22 1,300 sites/cell (low).", {("CD19", 9800), ("CD22", 1300)}),
        ("CD22 MFI 2150. CD19 en blastos, IMF: 14.300.", {("CD22", 2150), ("CD19", 14300)}),
        ("Immunophenotype of blasts (48 % of events): CD34+", {("blasts", 48)}),
        ("Threshold for treatment: CD22 at least 2000 sites/cell.", set()),
    ],
)
def test_amounts_of_a_marker(text: str, amounts: set[tuple[str, float]]) -> None:
    found = findings(pathology, f"FLOW CYTOMETRY\n{text}", Category.BONE_MARROW, _DAY)
    assert {(one.name, one.number) for one in found if one.kind is Kind.FLOW and one.number is not None} == amounts
