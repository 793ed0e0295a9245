"""What strangers' papers taught: statements read as said otherwise than they are, and what is a table's or a list's."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.records import Category, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.rules import rules
from tests.domain.findings.onepaper import NOWHERE, extracted


def _of(kind: Kind, name: str, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind and name in one.name]


def _said(kind: Kind, name: str, *lines: str) -> set[str]:
    return {str(one.assertion) for one in _of(kind, name, *lines)}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Allergies: pt has had amoxicillin several times without problems.", "amoxicillin", "negated"),
        (
            'Allergies: chart also lists "penicillin" - mother says this belongs to her sibling.',
            "penicillin",
            "negated",
        ),
        ("Allergies: penicillin - entered in error.", "penicillin", "negated"),
        ("ALERGIAS: Penicilina: se aplicó en 2023 sin problema; NO se considera alérgica", "penicillin", "negated"),
        ("Alergias: amoxicilina: es de su hermano, anotada por error.", "amoxicillin", "negated"),
        ("Allergies: penicillin (rash). Not allergic to latex.", "penicillin", "stated"),
        ("Alergias: penicilina (urticaria), sin problema con cefalosporinas.", "penicillin", "stated"),
    ],
)
def test_what_a_child_had_well_or_another_has_is_no_allergy(text: str, name: str, how: str) -> None:
    assert _said(Kind.ALLERGY, name, text) == {how}


def test_a_denial_of_food_allergies_is_none_of_all() -> None:
    found = [one for one in extracted("Alergias: ceftriaxona (urticaria). Niega alérgicos alimentarios.")]
    allergies = {(one.name, str(one.assertion)) for one in found if one.kind is Kind.ALLERGY}
    assert allergies == {("ceftriaxone", "stated"), ("food", "negated")}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("High dose busulfan-melphalan: not in favour, no proven benefit here.", "busulfan", "negated"),
        ("High dose busulfan-melphalan: not in favour, no proven benefit here.", "melphalan", "negated"),
        ("No se ve beneficio de temozolomida; los padres preguntan.", "temozolomide", "negated"),
        ("Weekly vincristine omitted after 3 doses (jaw pain).", "vincristine", "stated"),
        ("Vincristina semanal suspendida tras 3 dosis por dolor.", "vincristine", "stated"),
        ("Weekly vincristine omitted (jaw pain).", "vincristine", "negated"),
        ("Chemotherapy: nil prior to radiotherapy.", "chemotherapy", "negated"),
    ],
)
def test_a_drug_is_told_as_its_sentence_ends(text: str, name: str, how: str) -> None:
    assert _said(Kind.DRUG, name, text) == {how}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Captación medular difusa en probable relación con G-CSF, sin focos.", "filgrastim", "stated"),
        ("Nivel 0,6, rescate con leucovorina sin demoras.", "leucovorin", "stated"),
        (
            "TTOs: Dexamethasone (to day 28, then wean); amlodipine 2.5 mg OD; omeprazole 10 mg OD;",
            "amlodipine",
            "stated",
        ),
        ("Plan: buprenorfina en infusión.", "buprenorphine", "stated"),
        ("Plan: 2do curso de inducción (vinblastina + prednisona 3 días por semana).", "prednisone", "planned"),
    ],
)
def test_a_medicine_is_told_as_its_own_words_say(text: str, name: str, how: str) -> None:
    assert _said(Kind.MEDICINE, name, text) == {how}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Neuroblastoma estadio M, MYCN no amplificado, post ciclo 4 (CAV) del 29/05/2025.", Assertion.HISTORICAL),
        ("MYCN no amplificado, tras ciclo 4 (CAV) del 29/05/2025.", Assertion.HISTORICAL),
    ],
)
def test_a_denial_ends_at_what_came_after_it(text: str, how: Assertion) -> None:
    found = [one for one in extracted(text) if one.kind is Kind.CYCLE]
    assert found
    assert all(one.assertion in (how, Assertion.STATED) for one in found)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Acondicionamiento con o sin TBI.", "conditional"),
        ("Conditioning with or without TBI is to be decided.", "conditional"),
        ("Conditioning without TBI.", "negated"),
    ],
)
def test_with_or_without_denies_nothing(text: str, how: str) -> None:
    assert _said(Kind.RADIATION, "total body", text) == {how}


def test_a_way_of_radiation_that_is_not_to_be_had_is_not_told() -> None:
    text = "Radioterapia ventricular total 24 Gy en 15 fracciones, protones no disponibles (IMRT)."
    assert [one.detail.get("technique") for one in extracted(text) if one.kind is Kind.RADIATION] == ["IMRT"]


@pytest.mark.parametrize(
    "text",
    [
        "Radioterapia: candidato a tratamiento con intención paliativa.",
        "Radiotherapy: candidate for treatment with palliative intent.",
    ],
)
def test_a_candidate_for_radiation_has_had_none(text: str) -> None:
    assert _said(Kind.RADIATION, "radiation", text) == {"planned"}


@pytest.mark.parametrize(
    ("lines", "how"),
    [
        (("NOTA POSTOPERATORIA", "Cirugía programada: lobectomía izquierda. Realizada: la misma."), "stated"),
        (("OPERATIVE REPORT", "Planned procedure: left lobectomy. Performed: the same."), "stated"),
        (("NOTA PREOPERATORIA", "Cirugía programada: lobectomía izquierda."), "planned"),
    ],
)
def test_an_operation_that_was_done_as_planned(lines: tuple[str, ...], how: str) -> None:
    assert _said(Kind.SURGERY, "lobectomy", *lines) == {how}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Semen cryopreservation: Tanner 1, not feasible.", "negated"),
        ("Criopreservación de semen: Tanner 1, no factible.", "negated"),
    ],
)
def test_what_cannot_be_is_denied_behind_its_reason(text: str, how: str) -> None:
    assert _said(Kind.SURGERY, "sperm banking", text) == {how}
    assert _said(Kind.GROWTH, "Tanner", f"Plan: {text}") == {"stated"}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Diagnóstico: biopsia rápida compatible con glioma. Biopsia diferida pendiente.", "pending"),
        ("Bloques: biopsia rápida y diferida enviadas.", "stated"),
        ("Biopsia diferida por fiebre.", "negated"),
    ],
)
def test_permanent_sections_are_no_biopsy_put_off(text: str, how: str) -> None:
    assert how in _said(Kind.MENTION, "biopsy", text)
    if how != "negated":
        assert "negated" not in _said(Kind.MENTION, "biopsy", text)


@pytest.mark.parametrize(
    "text",
    [
        "TMO de donador no relacionado en estudio.",
        "Trasplante de donante no emparentado en estudio.",
        "La TMO de donador no relacionado está en estudio.",
    ],
)
def test_a_transplant_under_study_was_not_made(text: str) -> None:
    assert _said(Kind.TRANSPLANT, "allogeneic", text) == {"planned"}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Evitar ketorolaco (creatinina 1,9 el 08/07/2024).", "stated"),
        ("Avoid NSAIDs (creatinine 1.9 on 07/18/2024).", "stated"),
        ("Avoid NSAIDs (if creatinine above 1.9).", "conditional"),
    ],
)
def test_a_value_in_a_bracket_is_a_reason(text: str, how: str) -> None:
    assert _said(Kind.LABORATORY, "creatinine", text) <= {how}


def test_a_share_of_blasts_is_no_residual_disease() -> None:
    found = [one for one in extracted("Mielograma: blastos 1 %, EMR 0,09 % por citometría.") if one.kind is Kind.MRD]
    assert [one.value for one in found] == ["0,09 %"]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Retiro de puerto solo si recurre bacteriemia.", "conditional"),
        ("Remove the port only if bacteremia recurs.", "conditional"),
    ],
)
def test_what_is_done_if_it_comes_has_not_come(text: str, how: str) -> None:
    assert _said(Kind.TOXICITY, "bacteremia", "PLAN", text) <= {how}


@pytest.mark.parametrize(
    "text",
    [
        "SNP array for segmental changes (1p, 11q, 17q): in progress, addendum to follow.",
        "Array SNP, alteraciones segmentarias (1p, 11q): en curso.",
    ],
)
def test_changes_that_are_looked_for_were_not_found(text: str) -> None:
    assert "stated" not in _said(Kind.CYTOGENETICS, "segmental", text)


def test_a_relatives_trisomy_is_the_familys() -> None:
    assert not _of(Kind.CYTOGENETICS, "trisomy", "En la petición consta un hermano con trisomía 21.")
    assert _said(Kind.FAMILY_HISTORY, "Down", "En la petición consta un hermano con trisomía 21.") == {"family"}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("MRI: faint enhancement along the cauda equina, equivocal.", "uncertain"),
        ("RM: realce en asta frontal derecha, dudoso.", "uncertain"),
        ("MRI: faint enhancement along the cauda equina.", "stated"),
    ],
)
def test_what_is_called_equivocal_is_uncertain(text: str, how: str) -> None:
    assert {str(one.assertion) for one in extracted(text) if one.kind is Kind.IMAGING} == {how}


def test_a_former_study_was_made() -> None:
    assert _said(Kind.MENTION, "PET", "Estudio previo: PET/TC 08/01/2025.") == {"stated"}


def test_diabetes_by_its_short_name_in_the_family() -> None:
    assert _said(Kind.FAMILY_HISTORY, "diabetes", "Antec. familiares: abuelo paterno DBT 2. No hay casos.") == {
        "family"
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MRI 09/09/2025: near-complete remission.", "very good partial response"),
        ("RM 09/09/2025: remisión casi completa.", "very good partial response"),
        ("Remission on PET of 26/08/2024.", "complete response"),
        ("Respuesta a prednisona buena.", "good prednisone response"),
    ],
)
def test_responses_by_their_words(text: str, name: str) -> None:
    assert [one.name for one in extracted(text) if one.kind is Kind.RESPONSE] == [name]


@pytest.mark.parametrize("text", ["Leucocitos 142.000/µL, riesgo alto, SNC 2.", "WBC 142,000, high risk, CNS 2."])
def test_a_risk_in_the_list_of_a_leukemia(text: str) -> None:
    assert [one.kind for one in extracted(text) if one.kind is Kind.RISK] == [Kind.RISK]


def test_a_head_says_that_doses_are_by_size() -> None:
    found = extracted(
        "CHEMOTHERAPY SUMMARY",
        "Course        Start         Agents (dose per m2 unless stated)",
        "COP           22/04/2024    CPM 300 mg D1; VCR 1.5 mg flat D1; IT MTX 15 mg",
    )
    units = {one.name: one.unit for one in found if one.kind is Kind.DRUG}
    assert units == {"cyclophosphamide": "mg/m2", "vincristine": "mg", "methotrexate": "mg"}


def test_the_sum_of_a_class_is_no_drugs() -> None:
    found = [one for one in extracted("Cumulative: DOX 120 mg/m2 (anthracycline 240 mg/m2).") if one.kind is Kind.DRUG]
    assert {(one.name, one.value) for one in found} == {("doxorubicin", "120"), ("anthracycline", "240")}


def _sorted(*lines: str) -> tuple[Category | None, str]:
    reading = Reading("text", pages=(Page(1, tuple(Line(line, NOWHERE) for line in lines)),))
    made = sort(reading, rules().sorting)
    return made.category.value, str(made.document_date.value)


def test_days_and_kinds_of_papers() -> None:
    board = _sorted(
        "Sample Institute, Paediatric Solid Tumour Board", "MINUTES - MDT 17-Jan-2025      Case 4 of 9",
        "Present: Paed Onc, Radiology", "DISCUSSION", "Resection possible.", "DECISION",
        "1. Offer surgery once more; family to be seen 21-Jan-2025.",
    )  # fmt: skip
    assert board == (Category.TUMOR_BOARD, "2025-01-17")
    seen = _sorted(
        "Sample Hospital, Emergency Department", "ED PROVIDER NOTE", "Arrived 10/19/2024 21:42 | ESI 2", "HPI: fever."
    )
    assert seen == (Category.DISCHARGE, "2024-10-19")
    board_es = _sorted("Fundación de Muestra", "JUNTA DE NEURO-ONCOLOGÍA PEDIÁTRICA - Acta 41", "Fecha: 13/11/2024")
    assert board_es == (Category.TUMOR_BOARD, "2024-11-13")
    record = _sorted(
        "Sample Children's Hospital - Oncology Pharmacy", "CHEMOTHERAPY SUMMARY, COMPLETED TREATMENT",
        "COP   22/04/2024    CPM 300 mg D1; VCR 1 mg D1", "R-CYM 17/06/2024   Ara-C 100 mg D2-6",
    )  # fmt: skip
    assert record[0] is Category.TREATMENT_RECORDS


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Evolución: bloque AA desde 02/06/2023, con MTX 5 g/m2 en 24 h.", False),
        ("Block BB from 02/06/2023 with MTX 5 g/m2.", False),
        ("Bloque A1 enviado a genética.", True),
    ],
)
def test_a_block_of_drugs_is_no_paraffin_block(text: str, there: bool) -> None:
    assert bool(_of(Kind.MENTION, "block", text)) is there


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Spike 38.4 on 13/03/2024, cultures sent.", "2024-03-13"),
        ("Pico febril de 38,4 el 13/03/2024.", "2024-03-13"),
    ],
)
def test_a_fever_is_of_the_day_behind_its_figure(text: str, day: str) -> None:
    assert {str(one.when) for one in _of(Kind.CONDITION, "fever", text)} == {day}


@pytest.mark.parametrize(
    "text",
    [
        "CXR: known mediastinal mass, smaller than 08/19/2024.",
        "TC: nódulo sin cambios desde el 19/08/2024.",
        "Rx: masa mediastinal, menor que el 19/08/2024; sin infiltrados.",
    ],
)
def test_the_day_that_a_picture_is_compared_with_is_not_its_own(text: str) -> None:
    found = [one for one in extracted("CLINIC NOTE", "Date: 2024-10-19", "", text) if one.kind is Kind.IMAGING]
    assert "2024-08-19" not in {str(one.when) for one in found}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Neurocirugía: no es resecable.", "resection", "negated"),
        ("La biopsia no parece indicada de entrada.", "biopsy", "negated"),
        ("27/05/2023 punción de líquido ascítico: población B madura.", "paracentesis", "stated"),
    ],
)
def test_operations_by_their_words(text: str, name: str, how: str) -> None:
    assert _said(Kind.SURGERY, name, text) <= {how}
