"""Stages by their parts, their sides and their doubts; risk groups as meetings tell them. All of it is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from consilium.domain.findings.topics import stage
from tests.domain.findings.onepaper import findings


def told(text: str, kind: Kind = Kind.STAGE) -> list[tuple[str, str, str]]:
    return [(one.value, one.laterality, one.assertion.value) for one in findings(stage, text) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Residual Ewing sarcoma. ypT1 N0.", [("ypT1 N0", "", "stated")]),
        ("pTNM (AJCC 8th edition): pT3b", [("pT3b", "", "stated")]),
        ("Regional lymph nodes (pN): pN1", [("pN1", "", "stated")]),
        ("cTNMH: cT3c N0 M0 H1", [("cT3c N0 M0 H1", "", "stated")]),
        ("Wilms tumor of the left kidney, stage II, nephrectomy 02/2023", [("II", "", "stated")]),
        ("Stage (Children's Oncology Group, local): II", [("II", "", "stated")]),
        ("Hodgkin lymphoma, stage III-S B", [("III-S B", "", "stated")]),
        ("Linfoma de Hodgkin, estadio IIIAS con afectación pleural dudosa.", [("IIIAS", "", "stated")]),
        ("Probable stage III Wilms tumor.", [("III", "", "uncertain")]),
        ("Si el estadio I se confirma, observación.", [("I", "", "conditional")]),
        ("Estadio local: derecho III, izquierdo I", [("III", "right", "stated"), ("I", "left", "stated")]),
        ("Local stage right I, left II", [("I", "right", "stated"), ("II", "left", "stated")]),
        ("Grupo D ojo derecho, Grupo B ojo izquierdo", [("D", "right", "stated"), ("B", "left", "stated")]),
        ("Retinoblastoma: RE Group E, LE Group B", [("E", "right", "stated"), ("B", "left", "stated")]),
        ("Retinoblastoma group C, left eye.", [("C", "left", "stated")]),
        ("No metastatic disease, stage V.", [("V", "", "stated")]),
        ("Glioma difuso, localizado en puente.", []),
        ("Chronic kidney disease stage 2.", []),
        ("Insuficiencia renal crónica estadio 3.", []),
        ("T2 hyperintense lesion; N1 flow.", []),
    ],
)
def test_a_stage_is_read_with_its_parts_its_side_and_its_doubt(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Meeting outcome of 18/02/2025: average-risk.", [("average-risk", "", "stated")]),
        ("First relapse: standard-risk relapse.", [("standard-risk", "", "stated")]),
        ("No bulk. Hodgkin lymphoma, treated as high risk (TG3).", [("high risk", "", "stated")]),
        ("Grupo de tratamiento TL-2", [("TL-2", "", "stated")]),
        ("Reestratificada a alto riesgo por EMR del día 33", [("alto riesgo", "", "stated")]),
        ("Riesgo estándar SIOPEL.", [("Riesgo estándar", "", "stated")]),
        ("Final risk assignment: IR", [("IR", "", "stated")]),
        ("Falls: high risk.", []),
        ("She is at high risk of tumor lysis.", []),
        ("A high-risk central line.", []),
    ],
)
def test_a_risk_group_is_read_where_it_is_of_the_disease(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert told(text, Kind.RISK) == wanted
