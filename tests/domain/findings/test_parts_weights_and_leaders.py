"""Synoptic lists with dots, parts headed by letters, weights of what was taken out, lists of genes, prose below tables.

All papers and people here are synthetic.
"""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.text.clauses import clauses_of
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import page_of
from tests.domain.findings.test_unlisted_tests_told import read


def pathology(*lines: str, kind: Kind) -> list[Finding]:
    return read("\n".join(("PATHOLOGY REPORT", *lines)), kinds=(kind,), category="pathology_report")


def said(found: list[Finding]) -> set[tuple[str, str]]:
    return {(one.name, one.value) for one in found}


def test_a_numbered_line_with_dots_is_a_label_and_its_value() -> None:
    found = pathology(
        "SYNOPTIC",
        " 1. Specimen weight .............. 305 g",
        " 2. Specimen size ................ 14.0 x 9.5 x 6.1 cm",
        " 3. Tumor size ................... 5.2 x 4.4 cm",
        kind=Kind.MEASUREMENT,
    )
    assert said(found) == {("specimen weight", "305 g"), ("specimen", "14.0 x 9.5 x 6.1 cm"), ("mass", "5.2 x 4.4 cm")}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Nephrectomy specimen weighing 240 g and measuring 11 x 7 x 6 cm.", {"240 g", "11 x 7 x 6 cm"}),
        ("A) Pieza de esplenectomía de 190 g, 12 x 8 x 4,5 cm.", {"190 g", "12 x 8 x 4,5 cm"}),
        ("Bazo de 12 x 8 x 4 cm que pesa 210 gramos.", {"210 gramos", "12 x 8 x 4 cm"}),
    ],
)
def test_a_specimen_is_weighed_and_measured(line: str, wanted: set[str]) -> None:
    assert {one.value for one in pathology("GROSS", line, kind=Kind.MEASUREMENT)} == wanted


@pytest.mark.parametrize(
    "line",
    ["Birth weight 3200 g, weight now 14 kg.", "Albumin 25 g given.", "Methotrexate 5 g over 24 h, liver tests fine.",
     "LUNG FUNCTION Height 141 cm Weight 33.0 kg"],
)  # fmt: skip
def test_a_child_and_a_dose_are_no_specimens(line: str) -> None:
    assert not [one for one in read(line, kinds=(Kind.MEASUREMENT,)) if "weight" in one.name]


def test_a_letter_tells_what_a_tumor_weighed() -> None:
    found = read("Adrenal carcinoma (operated 05/2024, stage II, tumor of 165 g, R0).", kinds=(Kind.MEASUREMENT,))
    assert ("tumor weight", "165 g") in said(found)


def test_lettered_parts_go_on_from_the_first() -> None:
    found = pathology(
        "A. KIDNEY, LEFT, RADICAL NEPHRECTOMY:",
        "   - NEPHROBLASTOMA",
        "B. AORTIC LYMPH NODES: FIVE NODES, NO TUMOR.",
        "C. APPENDIX: NO PATHOLOGIC ABNORMALITY",
        kind=Kind.SPECIMEN,
    )
    assert [one.value for one in found] == ["KIDNEY, LEFT, RADICAL NEPHRECTOMY", "AORTIC LYMPH NODES", "APPENDIX"]


def test_letters_of_a_checklist_are_no_parts() -> None:
    found = pathology("A. MARGINS: FREE", "B. NECROSIS: NONE", "C. GRADE: LOW", kind=Kind.SPECIMEN)
    assert not found


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Beta-catenin nuclear and membranous.", {("beta-catenin", "nuclear and membranous")}),
        ("Calretinina: nuclear y citoplasmática.", {("calretinin", "nuclear y citoplasmática")}),
        ("p53: sobreexpresión difusa.", {("p53", "sobreexpresión")}),
        ("WT1: no nuclear and cytoplasmic staining.", set()),
    ],
)
def test_a_stain_told_by_where_it_is_seen(line: str, wanted: set[tuple[str, str]]) -> None:
    assert said(pathology("IMMUNOHISTOCHEMISTRY", line, kind=Kind.STAIN)) == wanted


def test_a_size_after_what_became_of_a_thing_is_of_the_thing() -> None:
    report = "RADIOLOGY REPORT\nExam: MRI head 08/11/2023\nFindings\nThe resection cavity is unchanged, 18 x 11 mm."
    found = read(report, kinds=(Kind.MEASUREMENT,), category="imaging_reports", date="2023-11-08")
    assert said(found) == {("resection cavity", "18 x 11 mm")}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("No variant detected in: BRAF (incl. V600E), IDH1, ROS1.", {"BRAF", "IDH1", "ROS1"}),
        ("No se detectaron variantes en: PTEN, SMARCB1.", {"PTEN", "SMARCB1"}),
        ("Negative for: FLT3, NPM1; HRAS pending.", {"FLT3", "NPM1"}),
        ("No sample for: ATRX, DAXX.", set()),
        ("Not tested: EZH2, EED.", set()),
    ],
)
def test_genes_after_a_denial_and_a_colon(line: str, wanted: set[str]) -> None:
    found = read(f"GENETICS REPORT\n{line}", kinds=(Kind.VARIANT,), category="genetics")
    assert {one.name for one in found if one.assertion is Assertion.NEGATED} == wanted


def test_prose_below_a_table_is_no_row_of_it() -> None:
    page = page_of([
        "Gene      Change                         VAF      Class",
        "NF1       c.3721C>T p.(Arg1241*)         38.2 %   likely pathogenic",
        "No variant detected in: BRAF (incl. V600E), H3-3A (K27, G34), IDH1, IDH2",
    ])  # fmt: skip
    clauses = clauses_of((page,), finding_words().sections)
    assert [len(one.cells) for one in clauses] == [4, 4, 0]
