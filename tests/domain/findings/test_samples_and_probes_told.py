"""Samples, probes, genes, operations and pictures in layouts and words of nobody's paper."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.topics import imaging, mentions, molecular, pathology, surgery
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings

_DAY = PartialDate(2031, 5, 20)


def _specimens(text: str, category: Category) -> list[Finding]:
    return [one for one in findings(pathology, text, category, _DAY, "dmy") if one.kind is Kind.SPECIMEN]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PIEZAS ENVIADAS: 1) Bazo 2) Cola de páncreas 3) Ganglio esplénico", ["spleen", "pancreas", "lymph node"]),
        ("SPECIMENS      A frozen      B ovary, left, fresh      C omentum", ["specimen", "ovary", "peritoneum"]),
        ("Muestras para estudio: a) testículo derecho, b) ganglio inguinal.", ["testis", "lymph node"]),
        ("Tissue removed to histology: left adrenal gland", ["adrenal gland"]),
        ("FROZEN SECTION: spindle cells, no necrosis", ["specimen"]),
    ],
)
def test_a_surgeon_lists_what_was_sent(text: str, names: list[str]) -> None:
    told = _specimens(f"OPERATION NOTE\n{text}", Category.OPERATIVE)
    assert [one.name for one in told] == names
    assert all(one.when == _DAY for one in told)


def test_specimens_of_a_laboratory_sheet_have_their_own_numbers() -> None:
    told = _specimens("Specimens     plasma 31-K-00412; urine, spot 31-K-00413", Category.LABS)
    assert [(one.name, one.detail["number"]) for one in told] == [("plasma", "31-K-00412"), ("urine", "31-K-00413")]


def test_a_sheet_that_only_names_its_sample_states_no_specimen() -> None:
    assert not _specimens("Specimen: serum", Category.LABS)


def test_a_list_of_cases_tells_each_specimen_with_its_number() -> None:
    text = (
        "DISPATCH OF BLOCKS\n"
        "CASE A    B31-20771     Received 02/05/2031     Wedge biopsy, right lung nodule\n"
        "CASE B    B31-20772     Received 02/05/2031     Bone marrow trephine, left iliac crest"
    )
    told = _specimens(text, Category.PATHOLOGY_SLIDES)
    assert [(one.name, one.detail["number"]) for one in told] == [("lung", "B31-20771"), ("bone marrow", "B31-20772")]


@pytest.mark.parametrize(
    ("sentence", "kind", "how"),
    [
        ("Bone marrow biopsies negative 03/04/2031.", Kind.SPECIMEN, Assertion.STATED),
        ("Médula ósea sin infiltración (03/04/2031).", Kind.SPECIMEN, Assertion.STATED),
        ("Marrow not involved.", Kind.CONDITION, Assertion.NEGATED),
        ("Médula ósea infiltrada.", Kind.CONDITION, Assertion.STATED),
    ],
)
def test_what_a_letter_tells_of_a_marrow(sentence: str, kind: Kind, how: Assertion) -> None:
    told = findings(pathology, f"Dear colleague,\nHe is well.\n{sentence}", Category.CLINICAL_SUMMARY, _DAY, "dmy")
    assert [(one.kind, one.assertion) for one in told] == [(kind, how)]


@pytest.mark.parametrize(
    "sentence",
    ["Marrow MRD negative.", "If the marrow is clear, transplant.", "Médula espinal normal.", "Marrow donor negative."],
)
def test_no_marrow_is_told_where_another_thing_is(sentence: str) -> None:
    assert not _specimens(f"Dear colleague,\n{sentence}", Category.CLINICAL_SUMMARY)


_PROBES = """FISH
  Probe                        Result               % abnormal    Cutoff
  EWSR1 (22q12) break-apart    REARRANGED           81.5          4.0
  CEP 12                       3 signals            22.0          3.5
  ETV6/RUNX1                   No fusion            -             1.0
  D13S319/13q34                Normal               -             5.0
  NUP98 break-apart            not done, QNS
"""


def test_a_table_of_probes_is_read_row_by_row() -> None:
    told = findings(molecular, _PROBES, Category.GENETICS, _DAY)
    rows = [(one.name, one.assertion, one.detail.get("percent")) for one in told if one.kind is Kind.CYTOGENETICS]
    assert rows == [
        ("EWSR1", Assertion.STATED, "81.5"),
        ("trisomy 12", Assertion.STATED, "22.0"),
        ("ETV6::RUNX1", Assertion.NEGATED, None),
        ("D13S319/13q34", Assertion.NEGATED, None),
    ]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Gen XYLT9: c.811del, p.(Arg271Glyfs*4), de novo", "XYLT9", Assertion.STATED),
        ("NUDT15   *1/*2   Intermediate metabolizer", "NUDT15", Assertion.STATED),
        ("Dx: JMML (NF1), day +20", "NF1", Assertion.STATED),
        ("Severe congenital neutropenia (ELANE, heterozygous)", "ELANE", Assertion.STATED),
        ("FLT3-ITD positive, NPM1 wt", "NPM1", Assertion.NEGATED),
        ("DICER1 sent 3/4, back 9/5: negative", "DICER1", Assertion.NEGATED),
        ("Pertinent negatives: CBL, NRAS, KRAS", "NRAS", Assertion.NEGATED),
        ("MYCN not amplified, 17q gain", "17q", Assertion.STATED),
        ("Gene fusions: none detected", "fusion", Assertion.NEGATED),
        ("Philadelphia chromosome negative", "BCR::ABL1", Assertion.NEGATED),
        ("t(4;11) is generally adverse in infants", "t(4;11)", Assertion.CONDITIONAL),
        ("Karyotype normal", "normal karyotype", Assertion.STATED),
    ],
)
def test_genes_and_chromosomes_in_short_words(text: str, name: str, how: Assertion) -> None:
    told = findings(molecular, text, Category.CLINICAL_SUMMARY, _DAY, "dmy")
    assert (name, how) in [(one.name, one.assertion) for one in told]


@pytest.mark.parametrize(
    ("sentence", "name", "how"),
    [
        ("Sin cirugías previas salvo herniorrafia en 2027.", "hernia repair", Assertion.STATED),
        ("Antecedentes quirúrgicos: circuncisión a los 5 meses.", "circumcision", Assertion.STATED),
        ("Right kidney pink at the end, nephrectomy avoided.", "nephrectomy", Assertion.NEGATED),
        ("No plane that would preclude left hepatectomy.", "hepatectomy", Assertion.CONDITIONAL),
        ("Not yet done: splenectomy.", "splenectomy", Assertion.PLANNED),
        ("Toracocentesis el 02/05, citología pendiente.", "thoracentesis", Assertion.STATED),
        ("[X] enucleación OD   [ ] crioterapia", "cryotherapy", Assertion.NEGATED),
        ("Glenn 3/2029 and Fontan 12/04/2030.", "Fontan procedure", Assertion.STATED),
    ],
)
def test_an_operation_is_meant_as_its_words_say(sentence: str, name: str, how: Assertion) -> None:
    told = findings(surgery, sentence, Category.CLINICAL_SUMMARY, _DAY, "dmy")
    assert (name, how) in [(one.name, one.assertion) for one in told]


def _images(text: str, category: Category = Category.IMAGING_REPORTS) -> list[tuple[str, Assertion]]:
    told = findings(imaging, text, category, _DAY, "dmy")
    return [(one.name, one.assertion) for one in told if one.kind is Kind.IMAGING]


@pytest.mark.parametrize(
    ("sentence", "name", "how"),
    [
        ("Incidental fatty filum.", "fatty filum", Assertion.STATED),
        ("No tethering.", "tethering", Assertion.NEGATED),
        ("Retroperitoneal nodes: none enlarged.", "lymph node", Assertion.NEGATED),
        ("Cintillas ópticas sin alteraciones.", "Cintillas ópticas", Assertion.STATED),
        ("Vía biliar no dilatada.", "dilatation", Assertion.NEGATED),
    ],
)
def test_a_report_tells_of_things_that_no_list_has(sentence: str, name: str, how: Assertion) -> None:
    assert (name, how) in _images(f"MRI\nFindings:\n{sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Recommend MRI in three months.",
        "Study limited by motion.",
        "Thank you for this referral.",
        "Sin más, atentamente.",
    ],
)
def test_a_report_s_other_sentences_state_nothing_of_the_body(sentence: str) -> None:
    assert _images(f"CT CHEST\nFindings:\nLungs clear.\n{sentence}") == [("lung", Assertion.STATED)]


def test_a_study_in_a_ward_note_denies_straight_on() -> None:
    told = _images("ICU NOTE\nHead CT 18/05 no hemorrhage, no edema.", Category.CLINICAL_SUMMARY)
    assert told == [("hemorrhage", Assertion.NEGATED), ("edema", Assertion.NEGATED)]


def test_scores_of_segments_stand_on_the_days_of_their_columns() -> None:
    text = (
        "MIBG SCAN\nDate of scan: 16/05/2031\nFindings:\n"
        "CURIE SCORE by segment     14/01/2031     16/05/2031\n"
        "Head                       3              0\n"
        "TOTAL                      17             4"
    )
    told = [one for one in findings(imaging, text, Category.IMAGING_REPORTS, _DAY, "dmy") if one.name == "Curie score"]
    assert [(one.value, str(one.when)) for one in told] == [("17", "2031-01-14"), ("4", "2031-05-16")]


def test_the_day_in_the_title_of_a_study_is_its_own() -> None:
    text = "Examen: ECOGRAFÍA RENAL (16/05/2031)\nFecha de informe: 20/05/2031\nHallazgos:\nQuiste renal."
    told = [one for one in findings(imaging, text, Category.IMAGING_REPORTS, _DAY, "dmy") if one.kind is Kind.IMAGING]
    assert [str(one.when) for one in told] == ["2031-05-16"]


@pytest.mark.parametrize(
    ("sentence", "name", "how"),
    [
        ("Pendiente: ecocardiograma", "echocardiogram", Assertion.PLANNED),
        ("MRI done, report pending", "MRI", Assertion.PENDING),
        ("Biopsia: resultado pendiente", "biopsy", Assertion.PENDING),
        ("Se solicita electromiografía", "electromyography", Assertion.PLANNED),
    ],
)
def test_an_examination_that_is_still_to_be_made_is_planned(sentence: str, name: str, how: Assertion) -> None:
    told = findings(mentions, sentence, Category.CLINICAL_SUMMARY, _DAY, "dmy")
    assert (name, how) in [(one.name, one.assertion) for one in told]


def test_what_a_picture_shows_of_an_operation_is_no_operation_told() -> None:
    text = "MRI BRAIN\nFindings:\nMidline suboccipital craniotomy. Right frontal EVD tract."
    assert not [one for one in findings(surgery, text, Category.IMAGING_REPORTS, _DAY) if one.kind is Kind.SURGERY]
