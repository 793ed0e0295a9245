"""Turns of histories whose words beside a thing say otherwise elsewhere: a doubt of the illness and what was given for
it, what was there or came, what was done first, risks that were explained, and where a denial or a doubt ends."""

from __future__ import annotations

import pytest

from tests.domain.findings.onepaper import extracted

_HEAD = ("Hospital Ejemplo", "Informe clínico", "Fecha: 14/03/2025", "")


def _said(text: str, kind: str, name: str) -> set[str]:
    return {str(one.assertion) for one in extracted(*_HEAD, text) if one.name == name and str(one.kind) == kind}


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("Bajo la sospecha de púrpura se administró inmunoglobulina.", "medicine", "immune globulin", "stated"),
        ("Ante la posibilidad de rechazo se añadieron corticoides.", "medicine", "corticosteroids", "stated"),
        ("She was admitted for rule out sepsis and started on ampicillin.", "medicine", "ampicillin", "stated"),
        ("We will admit her for rule out sepsis and start ampicillin.", "medicine", "ampicillin", "planned"),
        ("She was admitted for rule out sepsis and started on ampicillin.", "condition", "sepsis", "uncertain"),
        ("Hizo pensar en la posibilidad de que se tratara de una meningitis.", "condition", "meningitis", "uncertain"),
    ],
)
def test_a_suspicion_is_of_the_illness_and_not_of_what_was_given(text: str, kind: str, name: str, how: str) -> None:
    assert _said(text, kind, name) == {how}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("She returned because of symptoms of anemia.", "anemia", "stated"),
        ("He showed signs of worsening weakness (left hemiplegia).", "hemiparesis", "stated"),
        ("Call us for signs of infection.", "infection", "conditional"),
        ("Refería debilidad muscular en las piernas.", "limb weakness", "stated"),
        ("The lesion could have been an abscess.", "abscess", "uncertain"),
        ("El cuadro pudo ser una meningitis.", "meningitis", "uncertain"),
        ("Nódulo inespecífico que pudiera estar en relación con hemangioma.", "hemangioma", "uncertain"),
        ("Masa sospechosa de tumor primario pulmonar con adenopatías mediastínicas.", "lymphadenopathy", "stated"),
        ("There was no worsening of his left arm weakness.", "limb weakness", "stated"),
        (
            "The risks and benefits of chemotherapy were explained, including hearing loss and infertility.",
            "infertility",
            "conditional",
        ),
    ],
)
def test_what_a_history_tells_of_an_illness(text: str, name: str, how: str) -> None:
    assert _said(text, "condition", name) == {how}


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("Vancomycin was continued until cultures were negative.", "mention", "culture", "stated"),
        ("Previa sedación se realiza punción lumbar.", "surgery", "lumbar puncture", "stated"),
        ("Previa traqueostomía, efectuamos maxilectomía.", "surgery", "tracheostomy", "stated"),
        ("She was started on prophylactic doses of enoxaparin.", "medicine", "enoxaparin", "stated"),
        ("Such an operation usually needs a blood transfusion.", "medicine", "transfusion", "conditional"),
        ("Ex-smoker since 2010.", "condition", "smoker", "historical"),
        ("La familia rechazó la quimioterapia.", "drug", "chemotherapy", "negated"),
        ("Se realizó biopsia ganglionar, siendo negativa para células malignas.", "surgery", "biopsy", "stated"),
        ("Sin afectación de los 18 ganglios resecados.", "surgery", "lymph node removal", "stated"),
        (
            "Se planteó cirugía, que la paciente rechaza y como segunda opción se ofrece radioterapia.",
            "radiation",
            "radiation",
            "conditional",
        ),
        ("Sin captación a otros niveles, proponiéndose como estadificación T2aN2M0.", "stage", "stage", "stated"),
        (
            "Carcinoma ductal infiltrante de mama triple negativo.",
            "diagnosis",
            "invasive ductal carcinoma of the breast",
            "stated",
        ),
    ],
)
def test_what_a_history_tells_of_treatments_and_studies(text: str, kind: str, name: str, how: str) -> None:
    assert _said(text, kind, name) == {how}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("No presentaba lesiones en la piel.", {"lesiones"}),
        ("La niña, que no había recibido transfusiones, presentó una reacción a las plaquetas.", set()),
        ("TC sin poder descartar metástasis hepáticas.", set()),
        ("Lesión esplénica, no siendo descartable metástasis.", set()),
        ("CT: no SBO, dilated bladder with thick wall, possible outlet obstruction.", set()),
    ],
)
def test_the_verb_before_a_sign_is_no_part_of_what_is_denied(text: str, denied: set[str]) -> None:
    found = [one for one in extracted(*_HEAD, text) if str(one.kind) == "condition"]
    assert {one.name for one in found if str(one.assertion) == "negated"} == denied
