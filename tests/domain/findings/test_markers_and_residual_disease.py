"""Marker lists, residual disease in lines and tables, levels of transcripts, classes of methylation: what must not be
read, then what must."""

from __future__ import annotations

import pytest
from test_path_labelled import found_in, paper_of

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.tissue.markersigns import numbered_in
from consilium.domain.phrases import words_of


def read(text: str, kind: Kind, category: str = "clinical_summary", order: str = "dmy") -> list[Finding]:
    found = found_in(paper_of({"text": text, "category": category, "date": "2025-05-05", "order": order}))
    return [one for one in found if one.kind is kind]


def results(found: list[Finding]) -> dict[str, str]:
    return {one.name: str(one.detail.get("result", "")) for one in found}


@pytest.mark.parametrize(
    "text",
    [
        "CSF flow cytometry: no CD19+/CD10+/CD34+ blasts are identified.",
        "Flow cytometry: rare T cells (CD3+).",
        "Flow cytometry: residual disease in % of CD45+ cells.",
        "Lymphocyte subsets: CD3+ 71%, CD4+ 40%, CD8+ 28%.",
        "Seen with Dr. Nobody, 0.8% of cells by flow cytometry.",
    ],
)
def test_markers_of_cells_that_are_not_the_diseases_are_none(text: str) -> None:
    assert read(text, Kind.FLOW) == []
    assert read(text, Kind.STAIN) == []


def test_a_percentage_of_a_list_keeps_a_later_result_from_its_marker() -> None:
    found = read("Flow cytometry of blasts: CD10 98%, CD19 99%, CD33 31% (aberrant).", Kind.FLOW)
    assert results(found) == {"CD33": "positive", "CD10": "", "CD19": ""}


def test_signs_without_spaces_are_each_of_their_own_marker() -> None:
    found = read("Flow cytometry: blasts CD34+CD117+CD7-CD13+.", Kind.FLOW)
    assert results(found) == {"CD34": "positive", "CD117": "positive", "CD7": "negative", "CD13": "positive"}


def test_a_spaced_minus_before_the_next_marker_is_a_result() -> None:
    found = read("Citometría de flujo: CD45 ++ CD3s - CD3c ++ CD7 +++ CD34 - CD10 parcial CD19 -", Kind.FLOW)
    assert results(found) == {
        "CD45": "positive",
        "surface CD3": "negative",
        "cytoplasmic CD3": "positive",
        "CD7": "positive",
        "CD34": "negative",
        "CD10": "positive",
        "CD19": "negative",
    }


def test_a_strength_ends_no_list_that_a_verb_leads() -> None:
    found = read(
        "Citometría: los blastos expresan CD22 (débil), CD10 (intenso), CD38 heterogéneo, CD58 y TdT nuclear.",
        Kind.FLOW,
    )
    assert set(results(found).values()) == {"positive"}
    assert {one.name: one.detail.get("intensity", "") for one in found} == {
        "CD22": "weak",
        "CD10": "strong",
        "CD38": "heterogeneous",
        "CD58": "",
        "TdT": "",
    }


def test_markers_of_leukemia_are_by_flow_and_those_of_a_lymphoma_are_stains() -> None:
    assert read("Marrow: 71% blasts, CD13+, CD33+, CD56-.", Kind.STAIN) == []
    assert read("Burkitt lymphoma: CD20+, CD10+, BCL2-.", Kind.FLOW) == []


@pytest.mark.parametrize(
    ("written", "name", "place", "ending"),
    [
        ("cyCD79a", "CD79a", "cytoplasmic", ""),
        ("CD3s", "CD3", "surface", ""),
        ("CD22c", "CD22", "cytoplasmic", ""),
        ("CD11c", "CD11c", "", ""),
        ("CD45RA", "CD45RA", "", ""),
        ("CD38lo", "CD38", "", "lo"),
        ("CD 19", "CD19", "", ""),
        ("CD-117", "CD117", "", ""),
    ],
)
def test_ways_to_write_a_marker(written: str, name: str, place: str, ending: str) -> None:
    (found,) = numbered_in(written, words_of(written))
    assert (found.name, found.place, found.ending) == (name, place, ending)


@pytest.mark.parametrize(
    "text",
    [
        "MRD positive is defined as 0.01 % or more.",
        "If MRD is above 0.01 % we will transplant.",
        "The limit of detection of the MRD assay is 0.002 %.",
    ],
)
def test_a_threshold_of_residual_disease_is_no_value(text: str) -> None:
    assert [one for one in read(text, Kind.MRD) if one.assertion is Assertion.STATED and one.number is not None] == []


def test_lines_under_a_title_go_on_with_residual_disease_and_cite_it() -> None:
    text = "MRD by flow cytometry\nDay 15 BM: 1.2 %\nDay 33 BM: 0.02 %\nDay 78 BM: undetectable"
    found = read(text, Kind.MRD)
    assert [(one.value, one.detail["timepoint"]) for one in found] == [
        ("1.2 %", "day 15"),
        ("0.02 %", "day 33"),
        ("undetectable", "day 78"),
    ]
    assert all(any("MRD" in citation.quote for citation in one.citations) for one in found)


def test_a_line_of_other_cells_under_that_title_is_none() -> None:
    assert [one.value for one in read("MRD by flow cytometry\nDay 33 BM: 2 % blasts", Kind.MRD)] == []


def test_each_marrow_has_its_own_residual_disease() -> None:
    found = read("EMR en médula: derecha negativa; izquierda 0,12 %.", Kind.MRD)
    assert ("left", 0.12) in [(one.laterality, one.number) for one in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("MRD 3 per million nucleated cells.", 3.0),
        ("EMR 0,03 por ciento.", 0.03),
        ("MRD 4 x 10E-3.", None),  # a power of ten stays as written
    ],
)
def test_counts_and_words_of_shares(text: str, value: float | None) -> None:
    assert [one.number for one in read(text, Kind.MRD)] == [value]


def test_the_row_of_the_limits_is_no_value() -> None:
    found = read(
        "Result ......... MRD POSITIVE\nLevel ......... 0.19 %\nLOD / LOQ ......... 0.002 % / 0.005 %", Kind.MRD
    )
    assert [one.number for one in found if one.number is not None] == [0.19]


def test_residual_disease_still_to_be_measured_is_a_mention() -> None:
    (found,) = read("Repeat MRD at the end of consolidation.", Kind.MENTION)
    assert (found.name, found.assertion) == ("minimal residual disease", Assertion.PLANNED)


def test_a_level_of_a_transcript_follows_the_leukemia_and_is_no_new_fusion() -> None:
    text = "BCR::ABL1 p210 by RQ-PCR, IS\n12/03/2025 0.07 %\n10/12/2024 0.61 %"
    found = read(text, Kind.MRD)
    assert [(one.name, one.number, str(one.when)) for one in found] == [
        ("BCR::ABL1 transcript", 0.07, "2025-03-12"),
        ("BCR::ABL1 transcript", 0.61, "2024-12-10"),
    ]


def test_a_share_of_nuclei_is_no_level_of_a_transcript() -> None:
    assert read("FISH: BCR::ABL1 fusion in 85 % of nuclei, ratio 0.4.", Kind.MRD) == []


def test_the_class_stands_below_the_title_and_its_score_in_a_line_of_its_own() -> None:
    lines = ("DNA methylation profiling report", "Classifier: Heidelberg v12.8", "Class: Medulloblastoma, Group 4")
    text = "\n".join((*lines, "Calibrated score: 0.98"))
    (found,) = read(text, Kind.METHYLATION, "genetics")
    assert (found.name, found.number) == ("Medulloblastoma, Group 4", 0.98)


def test_what_has_a_share_of_reads_was_found() -> None:
    (found,) = read("PTPN11 c.226G>A p.(Glu76Lys) in blood (VAF 44%), absent in buccal swab.", Kind.VARIANT, "genetics")
    assert found.assertion is Assertion.STATED


def test_genes_under_a_heading_of_negatives_were_not_found() -> None:
    found = read("PERTINENT NEGATIVES\nALK, ROS1, RET and BRAF", Kind.VARIANT, "genetics")
    assert {one.name: one.assertion for one in found} == dict.fromkeys(
        ("ALK", "ROS1", "RET", "BRAF"), Assertion.NEGATED
    )


def test_numbers_behind_a_slash_are_further_genes() -> None:
    found = read("IDH1/2: wild type", Kind.VARIANT, "genetics")
    assert {one.name: one.assertion for one in found} == dict.fromkeys(("IDH1", "IDH2"), Assertion.NEGATED)


def test_whole_chromosomes_and_copies_are_told() -> None:
    text = "Chromosomes 2 and 20 gain; RUNX1: 5 copies."
    whole = {(one.name, one.value) for one in read(text, Kind.CYTOGENETICS, "genetics")}
    assert whole >= {("chromosome 2", "gain"), ("chromosome 20", "gain")}
    assert ("RUNX1", "gain") in {(one.name, one.value) for one in read(text, Kind.VARIANT, "genetics")}
