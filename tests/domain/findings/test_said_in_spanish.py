"""Spanish order of words and forms: who tells it behind the verb, courses and sums by their class, what a question
names, lists of allergies that end with a denial, weights on coming and going, how much of a tumor is dead."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules


def _read(text: str) -> tuple[Finding, ...]:
    reading = Reading("text", pages=(Page(1, (Line(text, Box(0, 0, 0, 0)),)),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def _said(text: str, kind: Kind) -> set[tuple[str, str, str]]:
    return {(one.name, one.value, str(one.assertion)) for one in _read(text) if one.kind is kind}


@pytest.mark.parametrize(
    ("text", "kind", "name", "assertion"),
    [
        ("Refiere la madre que presentó vómitos.", Kind.CONDITION, "vomiting", Assertion.STATED),
        ("Notaron los padres masa abdominal.", Kind.CONDITION, "abdominal mass", Assertion.STATED),
        ("Comenta el padre que ha tenido tos.", Kind.CONDITION, "cough", Assertion.STATED),
        ("Niegan los padres fiebre.", Kind.CONDITION, "fever", Assertion.NEGATED),
        ("Refiere madre con hipertensión.", Kind.FAMILY_HISTORY, "hypertension", Assertion.FAMILY),
        ("Refiere que la abuela tuvo cáncer de mama.", Kind.FAMILY_HISTORY, "breast cancer", Assertion.FAMILY),
        ("No presentó crisis comiciales.", Kind.CONDITION, "seizures", Assertion.NEGATED),
        ("Postoperatorio sin complicaciones, tos al tercer día.", Kind.CONDITION, "cough", Assertion.STATED),
        ("Sin complicaciones, sangrado ni infección.", Kind.CONDITION, "bleeding", Assertion.NEGATED),
        ("Adenopatía sin respuesta a amoxicilina.", Kind.MEDICINE, "amoxicillin", Assertion.STATED),
        ("Sin paracetamol en casa.", Kind.MEDICINE, "acetaminophen", Assertion.NEGATED),
        ("Recibió 2 U de glóbulos rojos.", Kind.MEDICINE, "red cell transfusion", Assertion.STATED),
    ],
)
def test_who_tells_it_and_what_helped_do_not_change_whose_it_is(
    text: str, kind: Kind, name: str, assertion: Assertion
) -> None:
    assert [one.assertion for one in _read(text) if one.kind is kind and one.name == name] == [assertion]


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Recibió quimioterapia intratecal triple días 1, 8 y 29.", Assertion.STATED),
        ("Triple intratecal el 11/02/2021.", Assertion.STATED),
        ("No recibió quimioterapia intratecal.", Assertion.NEGATED),
        ("Próxima intratecal triple el 13/11/2023.", Assertion.PLANNED),
    ],
)
def test_treatment_into_the_spinal_fluid_is_told_by_its_class(text: str, assertion: Assertion) -> None:
    told = [one.assertion for one in _read(text) if one.name == "intrathecal chemotherapy"]
    assert told == [assertion]


def test_a_sum_of_a_class_stands_behind_its_words() -> None:
    told = [one for one in _read("Dosis acumulada de antraciclinas 135 mg/m2.") if one.kind is Kind.DRUG]
    assert [(one.name, one.value, one.detail.get("cumulative")) for one in told] == [("anthracycline", "135", "yes")]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("¿Cirugía de rescate de la lesión pulmonar?", Kind.SURGERY, "surgery"),
        ("¿Se beneficiaría de trasplante autólogo?", Kind.TRANSPLANT, "autologous transplant"),
        ("¿Radioterapia estereotáctica para la lesión pleural?", Kind.RADIATION, "stereotactic radiosurgery"),
        ("¿Tiene cabida gemcitabina en este caso?", Kind.DRUG, "gemcitabine"),
    ],
)
def test_what_a_question_names_may_be(text: str, kind: Kind, name: str) -> None:
    assert [(one.name, one.assertion) for one in _read(text) if one.kind is kind] == [(name, Assertion.CONDITIONAL)]


@pytest.mark.parametrize("text", ["¿Cirugías previas? No", "¿Radioterapia previa?", "¿Recibió radioterapia?"])
def test_a_forms_question_proposes_nothing(text: str) -> None:
    assert not [one for one in _read(text) if one.assertion in (Assertion.CONDITIONAL, Assertion.STATED)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Alergias: ácaros; ninguna a fármacos.", {("dust mites", "stated"), ("any", "negated")}),
        ("Alérgicos: ninguno a fármacos.", {("any", "negated")}),
        ("Alergia a penicilina: ninguna.", {("penicillin", "negated")}),
        ("Reacción cutánea a cefalexina.", {("cephalexin", "stated")}),
        ("Parto sin complicaciones, alergia a los camarones.", {("shellfish", "stated")}),
    ],
)
def test_a_list_of_allergies_may_end_with_a_denial(text: str, told: set[tuple[str, str]]) -> None:
    assert {(name, how) for name, _, how in _said(text, Kind.ALLERGY)} == told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Necrosis global 71 %.", "71 %"),
        ("La necrosis fue de 93 %.", "93 %"),
        ("Necrosis del 45 %.", "45 %"),
    ],
)
def test_the_share_of_dead_tumor_is_told_in_many_ways(text: str, value: str) -> None:
    assert ("tumor necrosis", value, "stated") in _said(text, Kind.RESPONSE)


@pytest.mark.parametrize("text", ["Solicitud enviada, sin respuesta.", "Masa cervical sin respuesta a amoxicilina."])
def test_no_answer_of_others_is_none_of_the_tumor(text: str) -> None:
    assert not _said(text, Kind.RESPONSE)


def test_a_total_dose_names_no_study() -> None:
    assert not _said("Radioterapia pulmonar total 15 Gy.", Kind.PROTOCOL)


@pytest.mark.parametrize(
    ("text", "value"), [("Peso de egreso 22,3 kg.", "22,3"), ("Egresa con 7,9 kg, apirética.", "7,9")]
)
def test_a_weight_on_going_is_a_weight(text: str, value: str) -> None:
    assert ("weight", value, "stated") in _said(text, Kind.GROWTH)


def test_platelets_collected_are_no_stem_cells() -> None:
    assert not _said("Se pasó 1 aféresis de plaquetas el 03/06/2022.", Kind.TRANSPLANT)


@pytest.mark.parametrize("text", ["Riesgo estándar SIOPEL.", "M0, residuo menor de 1,5 cm2: riesgo estándar."])
def test_a_level_of_risk_beside_its_system_or_criterion(text: str) -> None:
    assert [one.value.casefold() for one in _read(text) if one.kind is Kind.RISK] == ["riesgo estándar"]
