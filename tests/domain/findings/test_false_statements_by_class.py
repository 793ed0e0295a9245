"""Classes of false statements: what a paper corrects, a relative's treatment, ways that are only open, results called
negative, orders for the time before a procedure, names that mean another thing, denials that reach too far."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from tests.domain.findings.onepaper import extracted

_HEAD = ("Sample Hospital", "Clinic note", "Date: 14 March 2025", "")


def _told(text: str, kind: str, name: str) -> list[Finding]:
    return [one for one in extracted(*_HEAD, text) if str(one.kind) == kind and one.name == name]


def _how(text: str, kind: str, name: str) -> set[str]:
    return {str(one.assertion) for one in _told(text, kind, name)}


@pytest.mark.parametrize(
    ("text", "kind", "name", "values"),
    [
        (
            "Corrección: donde dice Hb 18,5 g/dL debe leerse 8,5 g/dL.",
            "laboratory",
            "hemoglobin",
            {("18,5", "negated"), ("8,5", "stated")},
        ),
        (
            "En el informe previo consta estadio II; lo correcto es estadio III.",
            "stage",
            "stage",
            {("II", "negated"), ("III", "stated")},
        ),
        (
            "Corrected report: the tumor size should be 4.5 cm, not 45 cm.",
            "measurement",
            "mass",
            {("4.5 cm", "stated"), ("45 cm", "negated")},
        ),
        ("The platelets of 8 were a typing error, should be 80.", "laboratory", "platelets", {("8", "negated")}),
        (
            "Error: la creatinina de 4,0 mg/dL es un error tipográfico, el valor real es 0,4.",
            "laboratory",
            "creatinine",
            {("4,0", "negated")},
        ),
        ("Donde dice cisplatino debe decir carboplatino.", "drug", "cisplatin", {("", "negated")}),
        ("Donde dice cisplatino debe decir carboplatino.", "drug", "carboplatin", {("", "stated")}),
        ("Amendment: Ki-67 should read 40 %, not 4 %.", "stain", "Ki-67", {("40 %", "stated")}),
        (
            "The earlier report stated MYCN amplified; this was an error, MYCN is not amplified.",
            "variant",
            "MYCN",
            {("amplification", "negated")},
        ),
    ],
)
def test_what_a_paper_corrects_is_denied_and_what_it_reads_stated(
    text: str, kind: str, name: str, values: set[tuple[str, str]]
) -> None:
    assert {(one.value, str(one.assertion)) for one in _told(text, kind, name)} == values


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("35 Gy in 1987 (mother)", "radiation", "radiation"),
        ("Radioterapia torácica 40 Gy en 1992 (madre).", "radiation", "radiation"),
        ("Su hermana tuvo leucemia; recibió 4 ciclos de quimioterapia.", "cycle", "cycle"),
        ("Sister: Wilms 2010. Nephrectomy. Vincristine, actinomycin. Well.", "drug", "vincristine"),
        ("Mother: melanoma 2015. Wide excision. Pembrolizumab.", "drug", "pembrolizumab"),
    ],
)
def test_a_relatives_treatment_is_not_the_childs(text: str, kind: str, name: str) -> None:
    assert _how(text, kind, name) <= {"family"}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Proton therapy alone 54 to 59.4 Gy is an acceptable definitive option.", "radiation", "radiation"),
        ("La terapia con protones 54 Gy es una opción aceptable.", "radiation", "radiation"),
        ("Dactinomycin at 75 % could be reintroduced.", "drug", "dactinomycin"),
        ("Podría reintroducirse la actinomicina al 75 %.", "drug", "dactinomycin"),
        ("Opción A: cirugía; opción B: 54 Gy; opción C: observación.", "radiation", "radiation"),
        ("High-risk arm if MRD > 0.1 %.", "risk", "risk group"),
        ("Para los casos con EMR positiva, blinatumomab dos ciclos.", "drug", "blinatumomab"),
        ("Para los casos con EMR positiva, blinatumomab dos ciclos.", "mrd", "minimal residual disease"),
        ("Carboplatin could be omitted.", "drug", "carboplatin"),
        ("Loss of B-cell aplasia before month 6 -> call us.", "condition", "B-cell aplasia"),
        ("Relapse is treated with irinotecan and temozolomide.", "drug", "irinotecan"),
        ("La recaída se trata con irinotecán y temozolomida.", "drug", "temozolomide"),
        ("Stage II patients were treated with surgery and node dissection alone.", "stage", "stage"),
    ],
)
def test_a_way_that_is_open_is_not_gone_yet(text: str, kind: str, name: str) -> None:
    assert _how(text, kind, name) == {"conditional"}


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("KMT2A rearranged in 1 % (cut-off 3 %); considered negative", "variant", "KMT2A", "negated"),
        ("KMT2A reordenado en 1 % (punto de corte 3 %): se considera negativo.", "variant", "KMT2A", "negated"),
        ("TP53 deletion 4 % (cut-off 8 %): normal.", "variant", "TP53", "negated"),
        ("MYCN gain in 2 % of cells, within normal limits.", "variant", "MYCN", "negated"),
        ("KMT2A rearranged in 45 % of nuclei (cut-off 3 %).", "variant", "KMT2A", "stated"),
        ("TP53 deletion in 40 %, MYCN gain in 2 % (below the cut-off).", "variant", "TP53", "stated"),
        ("MYCN amplificado en 60 %; cariotipo normal.", "variant", "MYCN", "stated"),
        ("CDKN2A deletion in 6 %, below our threshold but confirmed by NGS.", "variant", "CDKN2A", "stated"),
        ("Ewing sarcoma is not confirmed.", "diagnosis", "Ewing sarcoma", "negated"),
        ("Ewing sarcoma is not confirmed yet.", "diagnosis", "Ewing sarcoma", "uncertain"),
    ],
)
def test_a_result_that_its_sentence_calls_negative_is_denied(text: str, kind: str, name: str, how: str) -> None:
    assert _how(text, kind, name) == {how}


@pytest.mark.parametrize(
    "text",
    [
        "Medulloblastoma. Bilateral sensorineural hearing loss, high frequency, progressed since January.",
        "Neuroblastoma. Aneurismas coronarios de DA y CD, en progresión.",
        "Ependymoma. Scoliosis has progressed to 25 degrees.",
    ],
)
def test_what_goes_on_beside_a_tumor_is_no_progress_of_it(text: str) -> None:
    assert not [one for one in extracted(*_HEAD, text) if one.detail.get("status") == "progression"]


def test_a_marker_that_its_sentence_calls_negative_is_negative() -> None:
    (one,) = _told("CD19 expressed in 5 % of blasts (considered negative).", "flow", "CD19")
    assert (one.value, one.detail["result"]) == ("negative", "negative")


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("No rupture of the prosthesis.", "surgery", "tumor rupture"),
        ("Sin rotura de la prótesis.", "surgery", "tumor rupture"),
        ("Aspirin ASA 3 mg/kg daily.", "function", "ASA class"),
        ("Niega alergias, cirugías y transfusiones.", "allergy", "transfusion"),
        ("Denies allergies, surgeries and transfusions.", "allergy", "transfusion"),
        ("Tratada según LLA-SEHOP-PETHEMA 2013.", "protocol", "LMA-SEHOP"),
        ("Para los casos con EMR positiva, blinatumomab.", "condition", "para los casos con emr positiva"),
        ("Poor feeding since yesterday.", "condition", "feeding since yesterday"),
        ("Dificultades de atención en el jardín.", "condition", "en el jardin"),
        ("FM system at school.", "condition", "at school"),
        ("No MRI needed with normal AFP.", "imaging", "MRI needed"),
        ("NF1: sin variantes patogénicas.", "condition", "neurofibromatosis type 1"),
        ("Panel de ADN que incluye NF1, FGFR1, PTPN11.", "condition", "neurofibromatosis type 1"),
    ],
)
def test_words_that_mean_another_thing_make_no_finding(text: str, kind: str, name: str) -> None:
    assert _told(text, kind, name) == []


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Tumor rupture with spillage.", "surgery", "tumor rupture"),
        ("ASA 3, general anesthesia.", "function", "ASA class"),
        ("Had an allergic reaction to platelet transfusion.", "allergy", "platelets"),
        ("Tratada según LLA-SEHOP-PETHEMA 2013.", "protocol", "SEHOP-PETHEMA"),
        ("The patient is at school full time.", "condition", "is at school full time"),
    ],
)
def test_the_same_words_in_their_own_sense_stay(text: str, kind: str, name: str) -> None:
    assert "stated" in _how(text, kind, name)


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Enoxaparina: suspender 24 h antes de PL.", "enoxaparin", ""),
        ("Stop ibuprofen 3 days before surgery.", "ibuprofen", ""),
        ("Suspender AAS antes de la cirugía.", "aspirin", ""),
        ("Stopped ibuprofen 3 days before admission.", "ibuprofen", "past"),
        ("Omeprazol suspendido el 3 de marzo.", "omeprazole", "past"),
    ],
)
def test_an_order_for_the_time_before_a_procedure_ends_no_medicine(text: str, name: str, state: str) -> None:
    (one,) = _told(text, "medicine", name)
    assert one.detail.get("state", "") == state


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("Trombo sin llegar a la cava, nódulos pulmonares: ocho.", "condition", "nodulos pulmonares", "stated"),
        ("No mediastinal mass, pulmonary nodules: 3.", "condition", "pulmonary nodules", "stated"),
        ("Sin adenopatías, nódulos pulmonares ni derrame.", "condition", "nodulos pulmonares", "negated"),
        ("La quimioterapia (VAI) se reanudará a partir del 12.12.", "protocol", "VAI", "planned"),
        ("HLA typing of family done 08-Jan, transplant only if MRD positive.", "mention", "HLA typing", "stated"),
        ("Hearing aids since 2023, audiogram planned in June.", "mention", "hearing aids", "stated"),
        ("Hearing aids since 2023, audiogram planned in June.", "mention", "audiogram", "planned"),
        ("If MRI done 12 March is clean, stop.", "mention", "MRI", "conditional"),
        ("No precisa RM.", "mention", "MRI", "negated"),
        ("D15 vincristine OMITTED - foot drop gd 2, constipation", "toxicity", "foot drop", "stated"),
        ("D15 vincristine OMITTED - foot drop gd 2, constipation", "condition", "constipation", "stated"),
        ("Day 5 ifosfamide omitted: confusion gr 2.", "toxicity", "confusion", "stated"),
        ("Seizure on busulfan: none.", "drug", "busulfan", "stated"),
        ("Paracetamol 250 mg si dolor (NO ibuprofeno).", "medicine", "ibuprofen", "negated"),
    ],
)
def test_a_denial_a_plan_and_a_condition_reach_no_farther_than_their_part(
    text: str, kind: str, name: str, how: str
) -> None:
    assert _how(text, kind, name) == {how}
