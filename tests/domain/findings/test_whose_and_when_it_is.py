"""Prose that tells of relatives, of what is taken back, of exceptions, and of several days. All is synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.days.standing import dated_by_place
from consilium.domain.findings.finding import Kind
from tests.domain.findings.laid_out import paper_from
from tests.domain.findings.test_unlisted_tests_told import read

PLACE = {"category": "discharge", "date": "2024-05-05", "order": "dmy", "placed": True}


def said(text: str, *kinds: Kind) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in read(text, kinds=kinds or (Kind.CONDITION,))}


@pytest.mark.parametrize(
    "text",
    [
        "He is well. His sister Clover has not been tested. She has eczema.",
        "Paciente masculino, niño sano. Su hermana vino. Ella tiene eczema.",
        "I saw him with his mother and his little sister Aoife, 4, who attends Dr Sample for eczema.",
        "Se informa a la madre (ella operada por eczema en 2015).",
        "MATERNAL: 33-year-old, eczema on topical treatment.",
        "Su hermana menor con eczema.",
        "Family history negative for cancer, maternal aunt with eczema.",
        "Mamá descartada como donante por eczema.",
    ],
)
def test_what_a_relative_has_is_not_told_of_the_child(text: str) -> None:
    found = read(text, kinds=(Kind.CONDITION, Kind.FAMILY_HISTORY))
    assert {(str(one.kind), str(one.assertion)) for one in found if one.name == "eczema"} == {
        ("family_history", "family")
    }


@pytest.mark.parametrize(
    "text",
    [
        "She is a girl of six. Her mother came. She has eczema.",
        "He came with his mother, who takes him to clinic for eczema.",
        "He came with his mother. She reports eczema.",
        "El menor tiene eczema.",
        "The neighbour says he had eczema.",
    ],
)
def test_what_a_relative_tells_is_the_childs(text: str) -> None:
    assert ("eczema", "stated") in said(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vomiting and diarrhoea, both absent.", {("vomiting", "negated"), ("diarrhea", "negated")}),
        ("No clubbing, no spider naevi, tremor present.", {("tremor", "stated")}),
        ("Sin palidez, 4 petequias en paladar, no adenopatías.", {("petechiae", "stated")}),
        ("No fever and a rash since Tuesday.", {("fever", "negated"), ("rash", "stated")}),
        ("No fever or a rash.", {("fever", "negated"), ("rash", "negated")}),
        ("No symptoms other than fever.", {("fever", "stated")}),
        ("There is (-) fever, (-) gross hematuria, (+) dry cough.", {("hematuria", "negated"), ("fever", "negated")}),
        ("Fever (-) gross hematuria (+) rash (-).", {("hematuria", "stated"), ("rash", "negated")}),
        ("Managed with rest; he had colitis with Coombs negative hemolysis.", {("colitis", "stated")}),
        ("Casi no traga y habla poco, que el viernes vomitó dos veces.", {("vomiting", "stated")}),
        ("Tuvo neumonía a los 7 y no hay más cuadros en la casa.", {("pneumonia", "stated")}),
        ("Protocolo N°: M-23 Solicitó: Dr. Prueba Diagnóstico: neumonía", {("pneumonia", "stated")}),
        ("CONSULTA EXTERNA\nFemenina con púrpura crónica y petequias.", {("petechiae", "stated")}),
        ("Beware of hypertension.", {("hypertension", "conditional")}),
        ("Mother has heard that the chemotherapy causes deafness.", {("deafness", "conditional")}),
        ("Mother warned re: rash, retinal detachment.", {("retinal detachment", "conditional")}),
        ("He had eczema, no asthma; are you happy to repeat it?", {("eczema", "stated")}),
        ("No VSD. No ASD.", {("atrial septal defect", "negated")}),
        ("Neurodevelopment: ASD, ADHD.", {("autism", "stated")}),
    ],
)
def test_a_denial_ends_where_a_thing_is_told(text: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= said(text)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Se cambió el diagnóstico de LLA a linfoma de Burkitt.", "acute lymphoblastic leukemia", "Burkitt lymphoma"),
        (
            "What was called a pilocytic astrocytoma turned out to be a ganglioglioma.",
            "pilocytic astrocytoma",
            "ganglioglioma",
        ),
        ("Retinoblastoma, reclasificado como meduloepitelioma.", "retinoblastoma", ""),
    ],
)
def test_a_diagnosis_that_was_replaced_is_no_more(text: str, old: str, new: str) -> None:
    found = said(text, Kind.DIAGNOSIS)
    assert (old, "negated") in found
    assert not new or (new, "stated") in found


def test_a_new_risk_group_replaces_no_diagnosis() -> None:
    assert said("ALL, reclassified as high risk.", Kind.DIAGNOSIS) == {("acute lymphoblastic leukemia", "stated")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12.3 fever 38.5; 14.3 rash.", {("fever", "2024-03-12"), ("rash", "2024-03-14")}),
        ("12.03: mucositis; 14.03: diarrhoea.", {("mucositis", "2024-03-12"), ("diarrhea", "2024-03-14")}),
        ("En marzo de este año tuvo neumonía.", {("pneumonia", "2024-03")}),
        ("In June last year he had shingles.", {("herpes zoster", "2023-06")}),
    ],
)
def test_days_without_a_year_and_months_of_this_one(text: str, wanted: set[tuple[str, str]]) -> None:
    found = dated_by_place(read(text, kinds=(Kind.CONDITION,)), paper_from({"text": text} | PLACE))
    assert wanted <= {(one.name, str(one.when)) for one in found}


def test_values_in_parts_are_no_days() -> None:
    text = "Potassium 3.1; 3.2 later; 3.4 now and no fever."
    found = dated_by_place(read(text, kinds=(Kind.CONDITION,)), paper_from({"text": text} | PLACE))
    assert {str(one.when) for one in found} == {"2024-05-05"}


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("Last ultrasound 28 January 2024: no mass, and his right adrenal gland looked normal.", "adrenal gland"),
        ("CT abdomen 15/01/2024: no free air, appendix normal.", "appendix"),
        ("Chest X-ray 05/02/2024 thymic shadow absent, lungs clear.", "lung"),
    ],
)
def test_the_normal_end_of_a_list_of_denials_is_told(text: str, organ: str) -> None:
    found = read(text, kinds=(Kind.IMAGING,))
    assert {one.name for one in found if one.detail.get("result") == "normal"} == {organ}


def test_an_illness_that_is_awaited_is_not_certain() -> None:
    assert ("sleep apnea", "uncertain") in said("Apnea del sueño: pendiente.")


def test_a_line_that_breaks_anywhere_is_one_sentence() -> None:
    text = (
        "Postoperative course of three weeks in the intensive care unit without any other event of note.\n"
        "Bile leak\nexcluded by cholangiography. Peritonitis on the\n24/09, treated with meropenem for fourteen days.\n"
    )
    clauses = [one.text for one in paper_from({"text": text, "placed": False}).clauses]
    assert "Bile leak excluded by cholangiography." in clauses
    assert "Peritonitis on the 24/09, treated with meropenem for fourteen days." in clauses


def test_an_item_of_a_list_is_no_part_of_the_next() -> None:
    text = "Complaints of the last two weeks as the parents tell them today in clinic\nfever\nvomiting\nrash\n"
    clauses = [one.text for one in paper_from({"text": text, "placed": False}).clauses]
    assert {"vomiting", "rash"} <= set(clauses)
