"""Stains, genes, residual disease, imaging and mentions: what must not be read, then what must."""

from __future__ import annotations

import pytest
from test_path_labelled import found_in, paper_of

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.genes.genenames import CODING, KARYOTYPE, PROTEIN
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.text.spans import MOST_LETTERS


def read(text: str, category: str = "clinical_summary", order: str = "mdy", kind: Kind | None = None) -> list[Finding]:
    found = found_in(paper_of({"text": text, "category": category, "date": "2024-05-05", "order": order}))
    return [one for one in found if kind is None or one.kind is kind]


def names(found: list[Finding]) -> list[str]:
    return [one.name for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "She received CD34+ cells 5.2 x 10^6/kg.",
        "Rituximab is an anti-CD20 antibody and CD19-directed CAR T cells are another treatment.",
        "Stains for CD30 and CD15 were performed.",
        "CD4 count 350 cells.",
    ],
)
def test_cells_counted_and_targets_of_drugs_are_no_stains(text: str) -> None:
    assert read(text, kind=Kind.STAIN) == []


def test_a_result_of_other_cells_is_not_the_tumors() -> None:
    (stain,) = read(
        "CD20: positive in background B cells, negative in tumor cells", "pathology_report", kind=Kind.STAIN
    )
    assert stain.detail["result"] == "negative"


def test_a_negative_stain_is_a_statement_and_not_a_negated_one() -> None:
    found = read("Tumor cells are negative for CD3, CD20 and desmin.", "pathology_report", kind=Kind.STAIN)
    assert [(one.name, one.assertion) for one in found] == [
        (name, Assertion.STATED) for name in ("CD3", "CD20", "desmin")
    ]


def test_a_lost_protein_is_a_stain_and_no_loss_of_the_gene() -> None:
    found = read("Loss of SMARCB1 nuclear expression by immunohistochemistry.", "pathology_report")
    assert [(one.kind, one.name, one.detail["result"]) for one in found] == [(Kind.STAIN, "SMARCB1", "lost")]


def test_a_mothers_mutation_is_not_the_childs() -> None:
    (found,) = read("Her mother carries a BRCA2 mutation.", kind=Kind.VARIANT)
    assert found.assertion is Assertion.FAMILY


@pytest.mark.parametrize(
    "text", ["She will MET with us and WAS SET for surgery.", "THE CHILD WAS SEEN AND A MUTATION WAS EXPLAINED."]
)
def test_words_that_look_like_genes_are_none(text: str) -> None:
    assert read(text, kind=Kind.VARIANT) == []


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("MYCN not amplified.", True),
        ("MYCN no amplificado.", True),
        ("MYCN amplified.", False),
        ("KMT2A rearrangement was not detected.", True),
        ("No mutation in TP53.", True),
        ("No se detectó amplificación de MYCN.", True),
        ("Se identificó rearreglo de EWSR1.", False),
        ("Variante germinal probablemente patogénica en DICER1: c.5113G>A.", False),
    ],
)
def test_what_was_looked_for_and_not_found_is_negated(text: str, negated: bool) -> None:
    (found,) = read(text, kind=Kind.VARIANT)
    assert (found.assertion is Assertion.NEGATED) is negated


def test_a_state_belongs_to_the_thing_before_it_and_not_to_an_earlier_one() -> None:
    found = read("MYCN amplified, KMT2A rearrangement not detected.", kind=Kind.VARIANT)
    assert [(one.name, one.assertion) for one in found] == [
        ("MYCN", Assertion.STATED),
        ("KMT2A", Assertion.NEGATED),
    ]


def test_two_genes_with_a_slash_are_a_fusion_only_where_it_is_known_or_said() -> None:
    assert "CD274::PDCD1LG2" not in names(read("FISH for CD274/PDCD1LG2: copy gain."))
    assert names(read("PAX3/FOXO1 detected.")) == ["PAX3::FOXO1"]


def test_the_limit_of_a_method_is_not_the_value() -> None:
    (found,) = read("MRD negative by flow cytometry (sensitivity 0.01 %).", kind=Kind.MRD)
    assert (found.number, found.detail["limit"], found.detail["result"]) == (None, "0.01 %", "negative")


def test_a_condition_on_residual_disease_is_no_result() -> None:
    (found,) = read("If MRD is 0.1 % or more, transplant is considered.", kind=Kind.MRD)
    assert found.assertion is Assertion.CONDITIONAL


def test_a_size_of_before_is_historical_and_slices_and_scars_have_none() -> None:
    text = "Technique\n3 mm slices.\nFindings\nLeft renal mass 3.2 cm, previously 45 mm."
    found = read(text, "imaging_reports", kind=Kind.MEASUREMENT)
    assert [(one.number, one.assertion) for one in found] == [(3.2, Assertion.STATED), (45, Assertion.HISTORICAL)]


def test_a_signature_below_an_impression_is_no_statement() -> None:
    text = "CT chest\nImpression\nNo pulmonary metastasis.\nNobody Sample, MD, Pediatric Radiology\n"
    found = read(text, "imaging_reports", kind=Kind.IMAGING)
    assert [(one.name, one.assertion) for one in found] == [("metastasis", Assertion.NEGATED)]


def test_the_day_of_a_request_is_not_the_day_of_the_slides() -> None:
    (found,) = read("Slides B25-01843 were requested on 07/01/2026.", kind=Kind.MENTION)
    assert (found.when, found.detail["status_date"], found.detail["number"]) == (None, "2026-07-01", "B25-01843")


def test_a_thing_named_alone_is_no_mention() -> None:
    assert read("CT uses radiation and MRI does not.", kind=Kind.MENTION) == []


def test_a_report_does_not_mention_itself() -> None:
    assert read("Surgical pathology report S26-004417\nCD30 positive", "pathology_report", kind=Kind.MENTION) == []


def test_two_studies_keep_their_own_days() -> None:
    found = read("Comparison with MRI 11/02/2023, CT head 10/30/2023.", kind=Kind.MENTION)
    assert [(one.name, str(one.when)) for one in found] == [("MRI", "2023-11-02"), ("CT", "2023-10-30")]


@pytest.mark.parametrize("text", ["CD30 " * 5000, "46,XX," + "+8," * 5000, "CT 01/02/2023 " * 1000, "arr[" * 5000])
def test_a_clause_of_noise_is_cut(text: str) -> None:
    assert all(len(one.quote) <= MOST_LETTERS for one in read(text, "pathology_report"))


@pytest.mark.parametrize(
    ("text", "largest", "sizes"),
    [
        ("12.4 x 6.8 x 11.0 cm", 124, "12.4 x 6.8 x 11.0"),
        ("3,2 x 2,1 cm", 32, "3,2 x 2,1"),
        ("2.4 cm x 2.1 cm", 24, "2.4 x 2.1"),
        ("12 por 8 mm", 12, "12 x 8"),
        ("45 mm", 45, "45"),
    ],
)
def test_sizes_are_read_as_written_and_in_millimetres(text: str, largest: float, sizes: str) -> None:
    (size,) = sizes_in(f"Mass of {text}, stable.")
    assert (size.largest, size.sizes) == (largest, sizes)


@pytest.mark.parametrize("text", ["150 mm/h", "485 mL", "0.5 cm2/m²", "900 cm", "12 x 8"])
def test_what_is_no_size_of_a_lesion_is_not_read(text: str) -> None:
    assert [size for size in sizes_in(text) if size.largest > 6] == []


def test_names_of_variants_are_read_whole() -> None:
    assert [one[0] for one in CODING.finditer("c.1799T>A, c.35_36delGGinsAA and c.100-2A>G")] == [
        "c.1799T>A",
        "c.35_36delGGinsAA",
        "c.100-2A>G",
    ]
    assert [one[0] for one in PROTEIN.finditer("p.V600E p.Phe1174Leu p.Arg213Ter p.Ser116fs p.(Arg248Gln)")] == [
        "p.V600E",
        "p.Phe1174Leu",
        "p.Arg213Ter",
        "p.Ser116fs",
        "p.(Arg248Gln)",
    ]
    assert KARYOTYPE.search("shows 47,XY,+8,t(9;11)(p21;q23)[12]/46,XY[8] today")


def test_an_alteration_that_is_denied_after_its_gene_is_negated() -> None:
    found = read("STAG2: no loss of function variant. CDKN2A: two copies, not deleted.", "genetics", kind=Kind.VARIANT)
    assert [(one.name, one.assertion) for one in found] == [
        ("STAG2", Assertion.NEGATED),
        ("CDKN2A", Assertion.NEGATED),
    ]


def test_a_list_that_was_negative_ends_where_a_positive_one_begins() -> None:
    text = "FISH negative for BCR::ABL1, KMT2A and iAMP21, positive for ETV6::RUNX1 in 91 % of cells."
    found = {one.name: one for one in read(text, "discharge", kind=Kind.CYTOGENETICS)}
    assert found["iAMP21"].assertion is Assertion.NEGATED
    assert (found["ETV6::RUNX1"].assertion, found["ETV6::RUNX1"].detail["percent"]) == (Assertion.STATED, "91 %")


def test_an_iscn_string_of_fish_is_kept_whole() -> None:
    written = "nuc ish(EWSR1x2)(5'EWSR1 sep 3'EWSR1x1) [176/200]"
    found = read(written, "genetics", kind=Kind.CYTOGENETICS)
    assert written in [one.value for one in found]


def test_an_equivocal_sign_is_not_positive() -> None:
    (found,) = read("Inmunohistoquímica: CD15(+/-).", "pathology_report", kind=Kind.STAIN)
    assert found.detail["result"] == "equivocal"


def test_a_family_name_in_a_table_is_no_specimen_and_the_title_is() -> None:
    text = "Bone marrow report BM25-0217\nCollected: 02/21/2025\nDiagnosis\nNormal marrow."
    (found,) = read(text, "bone_marrow", kind=Kind.SPECIMEN)
    assert (found.site, str(found.when)) == ("bone marrow", "2025-02-21")


def test_a_part_that_heads_its_diagnosis_is_a_specimen() -> None:
    text = (
        "Final diagnosis\nA. BONE, LEFT FEMUR, CORE BIOPSY:\n- EWING SARCOMA.\nB. SOFT TISSUE, LEFT THIGH, CORE BIOPSY:"
    )
    found = read(text, "pathology_report", kind=Kind.SPECIMEN)
    assert [(one.laterality, one.detail["procedure"]) for one in found] == [("left", "core needle biopsy")] * 2


def test_a_second_statement_of_a_sentence_is_said_as_it_is() -> None:
    text = "CT chest\nFindings\nNew nodule 8 mm, suspicious for metastasis."
    found = read(text, "imaging_reports", kind=Kind.IMAGING)
    said = {one.name: one.assertion for one in found}
    assert said == {"nodule": Assertion.STATED, "metastasis": Assertion.UNCERTAIN}


def test_a_study_after_a_lesion_is_what_showed_it() -> None:
    (found,) = read("No mediastinal mass on CXR.", "discharge", kind=Kind.IMAGING)
    assert (found.detail["modality"], found.assertion) == ("X-ray", Assertion.NEGATED)


def test_a_result_that_is_awaited_in_the_next_sentence_makes_the_test_pending() -> None:
    (found,) = read("Se solicita FISH para MYCN. Resultado pendiente.", "pathology_report", kind=Kind.MENTION)
    assert (found.assertion, len(found.citations)) == (Assertion.PENDING, 2)


def test_a_doctors_title_is_no_magnetic_resonance() -> None:
    found = read("Plan\nMr T. Lens\nMR of the brain next week.", kind=Kind.MENTION)
    assert [one.quote for one in found] == ["MR of the brain next week."]


def test_the_day_of_one_value_is_not_the_day_of_the_next() -> None:
    text = "Day 29 marrow MRD was 0.03% on 05/06/2024; end of consolidation MRD negative."
    found = read(text, "discharge", kind=Kind.MRD)
    assert [(one.value, str(one.when)) for one in found] == [("0.03%", "2024-05-06"), ("negative", "None")]
