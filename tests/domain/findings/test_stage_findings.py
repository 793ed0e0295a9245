"""Stages in their systems and risk groups as written; stages of puberty, kidneys and trials are none."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.topics import stage
from tests.domain.findings.onepaper import findings


def said(one: Finding) -> tuple[str, object]:
    return one.value, one.detail.get("system", "")


@pytest.mark.parametrize(
    "text",
    [
        "She was treated on a stage II trial.",
        "Tanner stage 3.",
        "Chronic kidney disease stage 2.",
        "Bethesda II thyroid nodule.",
        "Grade 3 neutropenia in a phase 2 study.",
        "At this stage 2 options remain.",
        "Sacral pressure ulcer stage 2.",
        "High risk of infection.",
        "Riesgo alto de sangrado.",
        "High-risk medication was reviewed.",
        "The family is at high risk.",
    ],
)
def test_what_is_no_stage_and_no_risk_group_is_none(text: str) -> None:
    assert findings(stage, text) == []


@pytest.mark.parametrize(
    ("text", "value", "system"),
    [
        ("Hodgkin lymphoma, stage IIB bulky", "IIB", "Ann Arbor"),
        ("Linfoma de Hodgkin, estadio IIIBS de Ann Arbor", "IIIBS", "Ann Arbor"),
        ("Ann Arbor stage IVB", "IVB", "Ann Arbor"),
        ("Stage IV-B Hodgkin lymphoma", "IV-B", "Ann Arbor"),
        ("Murphy stage III", "III", "St. Jude/Murphy"),
        ("INRGSS stage L2", "L2", "INRGSS"),
        ("Neuroblastoma, stage MS", "MS", "INRGSS"),
        ("Neuroblastoma (left adrenal, stage M, MYCN amplified)", "M", "INRGSS"),
        ("estadio 4S", "4S", "INSS"),
        ("INSS stage 2B", "2B", "INSS"),
        ("PRETEXT III V+ P-", "III V+ P-", "PRETEXT"),
        ("POSTTEXT II", "II", "POSTTEXT"),
        ("IRS group III", "III", "IRS clinical group"),
        ("Grupo IRS II", "II", "IRS clinical group"),
        ("TNM stage 3", "3", "TNM stage"),
        ("T2bN1M0", "T2bN1M0", "TNM"),
        ("Chang M2", "M2", "Chang"),
        ("SIOP stage II", "II", "SIOP"),
        ("stage III (COG)", "III", "COG"),
        ("FIGO stage IC2", "IC2", "FIGO"),
        ("Enneking IIB", "IIB", "Enneking/MSTS"),
        ("CNS2a", "CNS2a", "CNS status"),
        ("Wilms tumor, stage III", "III", ""),
    ],
)
def test_a_stage_keeps_its_value_and_its_system(text: str, value: str, system: str) -> None:
    assert [said(one) for one in findings(stage, text)] == [(value, system)]


def test_the_groups_of_two_eyes_are_two() -> None:
    found = findings(stage, "Retinoblastoma, right eye group D, left eye group B (ICRB).")
    assert [(one.value, one.laterality) for one in found] == [("D", "right"), ("B", "left")]


def test_bulk_belongs_to_its_stage_and_is_quoted() -> None:
    (one,) = findings(stage, "Linfoma de Hodgkin, estadio IIB voluminoso")
    assert one.detail["suffix"] == "voluminoso"
    assert one.quote == "estadio IIB voluminoso"


def test_a_stage_of_hodgkin_lymphoma_without_the_word_is_read_where_bulk_is_said() -> None:
    (one,) = findings(stage, "Hodgkin lymphoma. First presentation July 2025, IIB bulky.")
    assert said(one) == ("IIB", "Ann Arbor")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("High-risk neuroblastoma", "High-risk"),
        ("Risk group: high", "high"),
        ("Grupo de riesgo: bajo riesgo (COG)", "bajo riesgo"),
        ("Diagnóstico: leucemia linfoblástica aguda, riesgo intermedio", "riesgo intermedio"),
        ("NCI standard risk B-ALL", "standard risk"),
    ],
)
def test_a_risk_group_is_kept_as_written(text: str, value: str) -> None:
    assert [one.value for one in findings(stage, text) if one.kind is Kind.RISK] == [value]


def test_a_stage_that_is_in_doubt_is_uncertain() -> None:
    (one,) = findings(stage, "Possible stage IV disease.")
    assert one.assertion is Assertion.UNCERTAIN
