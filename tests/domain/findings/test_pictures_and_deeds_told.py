"""Pictures, operations, genes, samples and tests to come, in words and layouts of nobody's paper."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.topics import imaging, mentions, molecular, pathology, surgery
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings

_DAY = PartialDate(2031, 5, 20)
_HOW = {
    "S": Assertion.STATED,
    "N": Assertion.NEGATED,
    "P": Assertion.PLANNED,
    "C": Assertion.CONDITIONAL,
    "U": Assertion.UNCERTAIN,
    "W": Assertion.PENDING,
}


def _told(topic: object, text: str, category: Category) -> list[Finding]:
    return list(findings(topic, text, category, _DAY, "dmy"))  # type: ignore[arg-type]


def _said(topic: object, text: str, category: Category = Category.CLINICAL_SUMMARY) -> set[tuple[str, Assertion]]:
    return {(one.name, one.assertion) for one in _told(topic, text, category)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("VNS not being considered at present.", "vagus nerve stimulator", "N"),
        ("No role for nephrectomy.", "nephrectomy", "N"),
        ("No pacemaker is indicated.", "pacemaker implantation", "N"),
        ("No fue apendicectomizada.", "apendicectomizada", "N"),
        ("Hemodiálisis no fue necesaria.", "dialysis", "N"),
        ("Splenectomy was offered but the parents declined.", "splenectomy", "N"),
        ("Port to be placed under the same anaesthetic.", "central line placement", "P"),
        ("Hickman to come out on Friday.", "central line removal", "P"),
        ("Se retirará el catéter central.", "central line removal", "P"),
        ("Catéter central: no se retira.", "central line removal", "N"),
        ("Trasplante renal: en lista desde marzo.", "kidney transplant", "P"),
        ("Lobectomy feasible after two more courses.", "lobectomy", "C"),
        ("Nephrectomy 6 May 2031. No rupture.", "tumor rupture", "N"),
        ("Intubated 03/04/2031 for two days.", "intubation", "S"),
        ("Permcath L jugular 03/04/2031.", "central line placement", "S"),
        ("We took out Ana’s left ovary on 3 April 2031.", "organ removal", "S"),
    ],
)
def test_an_operation_is_meant_as_the_words_beside_it_say(text: str, name: str, how: str) -> None:
    assert (name, _HOW[how]) in _said(surgery, text)


@pytest.mark.parametrize(
    "text",
    [
        "Donor chimerism (STR): 100 %.",
        "Grandmother - valve disease, no surgery.",
        "ALK on biopsy awaited.",
        "ICD-10: C64.1",
        "Liver transplant referral discussed.",
        "Se retira gorro y campos.",
    ],
)
def test_words_that_are_no_operation_of_the_child_tell_none(text: str) -> None:
    assert not {one for one in _said(surgery, text) if one[1] is not Assertion.NEGATED}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("CXR hyperinflation with effusion, no pneumothorax.", "pneumothorax", "N"),
        ("CT chest 03/04/2031: two nodules. Spleen normal, no ascites.", "effusion", "N"),
        ("No limp, MRI hip 03/04/2031: effusion.", "effusion", "S"),
        ("CT chest 03/04/2031: 4 mm nodule, indeterminate.", "nodule", "S"),
        ("MRI 03/04/2031: the lesion suspected on ultrasound is not confirmed.", "lesion", "N"),
        ("CT 03/04/2031: rib fracture, not present in February.", "fracture", "S"),
    ],
)
def test_a_letter_tells_what_a_study_showed(text: str, name: str, how: str) -> None:
    assert (name, _HOW[how]) in _said(imaging, text)


@pytest.mark.parametrize(
    "text",
    [
        "CT for nodules next month.",
        "MRI of the mass is due in June.",
        "CXR to exclude pneumonia.",
        "Cardiac MRI - listed for 10/06/2031.",
        "RM cardiaca: no disponible, se solicita (hígado y corazón).",
        "CT mass protocol.",
    ],
)
def test_a_study_that_is_only_named_has_shown_nothing(text: str) -> None:
    assert not _said(imaging, text)


def test_a_region_under_a_study_goes_on_with_it_and_an_examination_does_not() -> None:
    text = (
        "TAC 07/03/2031: masa hepática de 6 cm.\nTórax: un nódulo de 2 mm.\n"
        "Examen físico\nTórax: murmullo vesicular, sin masas."
    )
    told = [
        one for one in _told(imaging, text, Category.TUMOR_BOARD) if (one.kind, one.name) == (Kind.IMAGING, "nodule")
    ]
    assert [(one.when, one.assertion) for one in told] == [(PartialDate(2031, 3, 7), Assertion.STATED)]
    assert not any("murmullo" in one.value for one in _told(imaging, text, Category.TUMOR_BOARD))


def test_numbered_studies_of_one_report_each_have_their_day() -> None:
    text = (
        "Study 1: SKELETAL SURVEY 24/04/2031\nLytic lesion of the left femur.\n"
        "Study 2: US ABDOMEN 25/04/2031\nNo focal lesion. No ascites."
    )
    told = {(one.name, one.when) for one in _told(imaging, text, Category.IMAGING_REPORTS)}
    assert {("lesion", PartialDate(2031, 4, 24)), ("effusion", PartialDate(2031, 4, 25))} <= told


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("FUS break-apart: negative for rearrangement (200 nuclei).", "FUS", "N"),
        ("Translocation between chromosomes 11 and 22 in all cells.", "t(11;22)", "S"),
        ("No inversion of chromosome 16.", "inv(16)", "N"),
        ("Loss of one chromosome 7 and gain of 1q.", "chromosome 7", "S"),
        ("If WT1 confirmed, both kidneys are watched.", "WT1", "C"),
        ("Fusions: none detected (incl. NTRK1/2/3, ROS1).", "NTRK2", "N"),
        ("NOT DETECTED (pertinent negatives): BRAF V600E, IDH2, PAX8::PPARG.", "PAX8::PPARG", "N"),
        ("Deletion of IKZF1 and no deletion of ERG.", "IKZF1", "S"),
        ("Deletion of IKZF1 and no deletion of ERG.", "ERG", "N"),
        ("MGMT promoter methylation: unmethylated.", "MGMT", "S"),
        ("CFTR G551D/F508del.", "CFTR", "S"),
        ("Beta thalassaemia, codon 39 homozygous.", "HBB", "S"),
        ("Germline panel found no pathogenic variant.", "pathogenic variant", "N"),
        ("Copy number: no reportable changes.", "copy number", "N"),
        ("RB1/TP53 germline neg.", "RB1", "N"),
        ("Leukaemia with KMT2A+.", "KMT2A", "S"),
        ("In adults with MSH6 variants the risk is higher.", "MSH6", "C"),
    ],
)
def test_genes_and_chromosomes_are_said_as_they_are_told(text: str, name: str, how: str) -> None:
    assert (name, _HOW[how]) in _said(molecular, text, Category.GENETICS)


@pytest.mark.parametrize(
    "text",
    [
        "CD19 x10^6/kg infused.",
        "312 % (copies per 100 copies of ABL1).",
        "BCR::ABL1-like profile.",
        "ADA enzyme normal.",
    ],
)
def test_units_and_enzymes_are_no_changes_of_genes(text: str) -> None:
    assert not {one for one in _said(molecular, text, Category.GENETICS) if one[1] is Assertion.STATED}


def test_a_score_may_stand_before_the_class() -> None:
    text = "DNA methylation (EPIC, score 0.94): ependymoma, posterior fossa group A."
    told = [one for one in _told(molecular, text, Category.GENETICS) if one.kind is Kind.METHYLATION]
    assert [(one.name, one.number) for one in told] == [("ependymoma, posterior fossa group A", 0.94)]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Audiogram next week.", "audiogram", "P"),
        ("Echo before cycle 3.", "echocardiogram", "P"),
        ("Eco doppler mañana.", "ultrasound", "P"),
        ("Annual brain MRI.", "MRI", "P"),
        ("Haptoglobin pending.", "haptoglobin", "W"),
        ("Recheck ammonia.", "ammonia", "P"),
    ],
)
def test_a_test_to_come_is_told_by_its_time(text: str, name: str, how: str) -> None:
    assert (name, _HOW[how]) in _said(mentions, text)


@pytest.mark.parametrize(
    "text",
    ["HLA-DR positive.", "Echo before start: LVEF 64 %.", "CXR normal before discharge.", "MRI limited due to motion."],
)
def test_what_was_made_is_not_to_come(text: str) -> None:
    assert not {one for one in _said(mentions, text) if one[1] is Assertion.PLANNED or one[0] == "HLA typing"}


@pytest.mark.parametrize(
    ("text", "category", "names"),
    [
        (
            "MUESTRAS\n1. Bazo   2. Epiplón   3. Ganglio",
            Category.PATHOLOGY_REPORT,
            ["spleen", "peritoneum", "lymph node"],
        ),
        ("Sample: bone marrow (heparin) and blood in EDTA", Category.GENETICS, ["bone marrow", "blood"]),
        ("SPECIMEN FFPE block B3 (right thalamus biopsy)", Category.GENETICS, ["thalamus"]),
        ("Bilateral marrows on 3/4/2031: left 5 % involvement.", Category.CLINICAL_SUMMARY, ["bone marrow"]),
        ("Marrow aspirates done 3/4/2031 are being reported.", Category.CLINICAL_SUMMARY, []),
        ("Bone marrow transplant on 3/4/2031.", Category.CLINICAL_SUMMARY, []),
    ],
)
def test_samples_are_told_apart(text: str, category: Category, names: list[str]) -> None:
    told = [one for one in _told(pathology, text, category) if one.kind is Kind.SPECIMEN]
    assert [one.name for one in told] == names
