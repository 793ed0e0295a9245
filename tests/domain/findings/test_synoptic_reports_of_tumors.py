"""What synoptic reports on tumors and their addenda hold. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from tests.domain.findings.onepaper import extracted

HEAD = ("Sample Hospital", "SURGICAL PATHOLOGY REPORT", "Patient: Ana Sample", "Report date: 14 March 2025", "")


def told(*lines: str) -> tuple[Finding, ...]:
    return extracted(*HEAD, *lines)


@pytest.mark.parametrize(
    "line",
    [
        "Renal vein: tumor thrombus present, margin negative",
        "Vena renal: trombo tumoral, margen libre",
        "Optic nerve margin: Negative",
        "Nervio óptico: invasión retrolaminar presente, borde de sección libre",
        "Margen del cordón espermático: libre",
    ],
)
def test_a_free_margin_denies_no_involvement(line: str) -> None:
    assert not [one for one in told(line) if one.kind is Kind.SPECIMEN and one.assertion is Assertion.NEGATED]


@pytest.mark.parametrize(
    "line",
    [
        "INI1 (SMARCB1): loss of nuclear expression",
        "INI1 (SMARCB1): pérdida de expresión nuclear",
        "BRG1 (SMARCA4): retained",
        "LIN28A positive; C19MC amplification pending",
    ],
)
def test_a_stained_protein_is_no_mutation(line: str) -> None:
    found = told(line)
    assert [one for one in found if one.kind is Kind.STAIN]
    assert not [one for one in found if one.kind is Kind.VARIANT]


@pytest.mark.parametrize(
    ("line", "name", "how", "value"),
    [
        ("Copy number profile: gain of 1q, loss of 6q, no CDKN2A/B deletion", "CDKN2A", "negated", "deletion"),
        ("FISH para FOXO1 (13q14): POSITIVO (78 % de 100 núcleos)", "FOXO1", "stated", "rearrangement"),
        ("FISH EWSR1: negative", "EWSR1", "negated", "rearrangement"),
        ("b-catenina citoplasmática, p53 negativo.", "beta-catenin", "stated", "citoplasmática"),
        ("Distance from closest margin: 0.4 cm", "resection margin", "stated", "0.4 cm"),
        ("CNS WHO grade: 3", "tumor grade", "stated", "3"),
        ("Estadio COG: III", "stage", "stated", "III"),
        ("Estadio TNM pretratamiento: 3", "stage", "stated", "3"),
        ("Restos nefrogénicos intralobares: no se identifican", "intralobar nephrogenic rests", "negated",
         "restos nefrogénicos intralobares"),
        ("Hay focos de hematopoyesis extramedular.", "extramedullary hematopoiesis", "stated",
         "hematopoyesis extramedular"),
        ("No teratoid features.", "teratoid features", "negated", ""),
        ("Extrathyroidal extension: Present, microscopic", "extrathyroidal extension", "stated", ""),
    ],
)  # fmt: skip
def test_lines_of_a_report(line: str, name: str, how: str, value: str) -> None:
    assert {(one.assertion.value, one.value) for one in told(line) if one.name == name} == {(how, value)}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("LOH 1p: positiva; LOH 16q: negativa", "surgery"),
        ("Inestabilidad de microsatélites: estable", "ataxia"),
        ("Germline: RB1 - no pathogenic variant identified in blood", "hereditary retinoblastoma"),
        ("Tumor cellularity: 80%", "marrow cellularity"),
        ("Number of blocks: 14", "cycle"),
        ("Grupo IRS: III", "IRS"),
        ("Treatment effect: No known presurgical therapy", "treatment effect"),
    ],
)
def test_words_that_mean_another_thing(line: str, name: str) -> None:
    assert name not in {one.name for one in told(line)}


def test_a_subgroup_is_no_awaited_test() -> None:
    found = told("Medulloblastoma, large cell/anaplastic, SHH-activated and TP53-mutant")
    assert not [one for one in found if one.assertion is Assertion.PENDING]


@pytest.mark.parametrize(
    ("rows", "how", "value"),
    [
        (("Number of lymph nodes examined: 7", "Number of lymph nodes involved: 2"), "stated", "2/7"),
        (("Ganglios linfáticos examinados: 7", "Ganglios positivos: 0"), "negated", "0/7"),
        (("Number of lymph nodes involved: 9", "Number of lymph nodes examined: 3"), None, ""),
    ],
)
def test_nodes_counted_in_two_rows(rows: tuple[str, ...], how: str | None, value: str) -> None:
    found = {(one.assertion.value, one.value) for one in told(*rows) if one.name == "lymph node involvement"}
    assert found == ({(how, value)} if how else set())


def test_a_count_of_nodes_is_no_day() -> None:
    found = told("B. Lymph nodes, hilar, excision: Two of six nodes positive for metastatic Wilms tumor (2/6).")
    assert not [one for one in found if one.when is not None and one.when.month == 2]


def test_the_end_of_therapy_dates_no_gene() -> None:
    found = extracted(
        "Clinic note", "14 March 2025", "Therapy ended 4 May 2024; the tumour had an ALK F1174L mutation."
    )
    assert [str(one.when) for one in found if one.name == "ALK" and one.when is not None] != ["2024-05-04"]


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("Fe de erratas: donde dice Ki-67 50 % debe decir 15 %.", "percent", "15 %"),
        ("ADDENDUM 2: Ki-67 should read 15%, not 50%.", "percent", "15%"),
        ("Amended report: margin status changed from negative to positive.", "margins", "positive"),
    ],
)
def test_a_correction_takes_the_place_of_what_it_corrects(line: str, key: str, said: str) -> None:
    assert {one.detail[key] for one in told(line) if key in one.detail} == {said}


@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("ADDENDUM: The specimen laterality in the final diagnosis should read RIGHT, not left.", "right"),
        ("ADENDA: la lateralidad debe decir IZQUIERDA, no derecha.", "left"),
    ],
)
def test_a_corrected_side(line: str, side: str) -> None:
    assert [one.laterality for one in told(line) if one.name == "specimen laterality"] == [side]


@pytest.mark.parametrize(
    ("lines", "name", "how"),
    [
        (("Submitted diagnosis: Anaplastic astrocytoma.", "INTEGRATED DIAGNOSIS", "Pilocytic astrocytoma."),
         "anaplastic astrocytoma", "historical"),
        (("Diagnóstico de origen: neuroblastoma", "Diagnóstico de revisión: ganglioneuroblastoma."), "neuroblastoma",
         "historical"),
        (("Submitted diagnosis: Osteosarcoma.", "We agree."), "osteosarcoma", "stated"),
    ],
)  # fmt: skip
def test_the_diagnosis_of_another_house_is_of_before(lines: tuple[str, ...], name: str, how: str) -> None:
    assert {one.assertion.value for one in told(*lines) if one.kind is Kind.DIAGNOSIS and one.name == name} == {how}
