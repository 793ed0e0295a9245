"""What a frame around one thing of a sentence makes of it: exceptions, plans that came to nothing, conditions, groups,
harms that are denied and no treatment, and other children's cases (`thingframes.yaml`, `othercases.py`)."""

from __future__ import annotations

import pytest

from tests.domain.findings.onepaper import extracted

_HEAD = ("Sample Hospital", "Clinic note", "Date: 14 March 2025", "")


def _how(text: str, kind: str, name: str) -> set[str]:
    return {
        str(one.assertion) for one in extracted(*_HEAD, *text.split("\n")) if str(one.kind) == kind and name in one.name
    }


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("She has had all planned treatment except vincristine.", "drug", "vincristine", "negated"),
        ("Completó todo lo previsto, excepto la temozolomida.", "drug", "temozolomide", "negated"),
        ("Nephrectomy had been planned but was cancelled.", "surgery", "nephrectomy", "negated"),
        ("Se había programado nefrectomía pero se canceló.", "surgery", "nephrectomy", "negated"),
        ("She was to receive blinatumomab but died of sepsis before.", "drug", "blinatumomab", "negated"),
        ("Se obvió la gastrostomía por la edad.", "surgery", "gastrostomy", "negated"),
        ("posaconazole -> hold", "medicine", "posaconazole", "negated"),
        ("Emapalumab no accesible", "medicine", "emapalumab", "negated"),
        ("Dinutuximab denegado; se recurre.", "drug", "dinutuximab", "negated"),
        ("No se recomienda levetiracetam.", "medicine", "levetiracetam", "negated"),
        ("Avoid nephrectomy.", "surgery", "nephrectomy", "negated"),
    ],
)
def test_what_was_left_out_or_came_to_nothing_is_denied(text: str, kind: str, name: str, how: str) -> None:
    assert _how(text, kind, name) == {how}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("De no responder, temozolomida.", "drug", "temozolomide"),
        ("Según respuesta, gastrostomía.", "surgery", "gastrostomy"),
        ("Si RC: sin RT; si RP: RT 21 Gy.", "radiation", "radiation"),
        ("Metastasectomía si los nódulos persisten.", "surgery", "metastasectomy"),
        ("The protocol allows blinatumomab in slow responders.", "drug", "blinatumomab"),
        ("Los respondedores lentos reciben vincristina.", "drug", "vincristine"),
        ("Eligibility: no prior nephrectomy.", "surgery", "nephrectomy"),
        ("Criterios de exclusión: embarazo, alergia a etopósido.", "allergy", "etoposide"),
        ("Options include temozolomide.", "drug", "temozolomide"),
        ("Hydrocortisone would have been the standard.", "medicine", "hydrocortisone"),
        ("La familia aún no ha decidido sobre la enucleación.", "surgery", "enucleation"),
        ("Se advierte de neuropatía y esterilidad.", "condition", "neuropathy"),
        ("Eva puede necesitar ingreso en UCI o ventilación mecánica.", "condition", "ventilacion"),
    ],
)
def test_what_hangs_on_something_or_is_of_a_group_is_of_nobody_yet(text: str, kind: str, name: str) -> None:
    assert _how(text, kind, name) == {"conditional"}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Sin neuropatía por vincristina.", "drug", "vincristine"),
        ("No se objetivan efectos secundarios de la vincristina.", "drug", "vincristine"),
        ("Desde que recibió blinatumomab no ha tenido dolor.", "drug", "blinatumomab"),
        ("Se descartó recaída por biopsia.", "surgery", "biopsy"),
        ("No precisó intubación, sí oxígeno.", "medicine", "oxygen"),
        ("No ha desaparecido la hipoacusia.", "condition", "hearing loss"),
        ("No hay duda de que se trata de hipoacusia.", "condition", "hearing loss"),
        ("All but two of the pulmonary nodules have resolved.", "condition", "pulmonary nodules"),
        ("Currently off all medications except omeprazole.", "medicine", "omeprazole"),
    ],
)
def test_a_denial_of_another_thing_denies_no_treatment_and_no_illness(text: str, kind: str, name: str) -> None:
    assert _how(text, kind, name) == {"stated"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("1q gain cannot be excluded.", "1q"), ("MYCN amplification cannot be excluded.", "MYCN")],
)
def test_what_nobody_can_rule_out_is_uncertain(text: str, name: str) -> None:
    assert _how(text, "cytogenetics", name) | _how(text, "variant", name) == {"uncertain"}


@pytest.mark.parametrize(
    "text", ["Dinutuximab once recovered.", "El seguro autorizó dinutuximab, que empezará el lunes."]
)
def test_what_waits_for_a_day_or_for_recovery_is_planned(text: str) -> None:
    assert _how(text, "drug", "dinutuximab") == {"planned"}


def test_an_allergy_that_is_no_true_one_is_denied() -> None:
    assert _how("Vancomycin: flushing with rapid infusion, no true allergy.", "allergy", "vancomycin") == {"negated"}


@pytest.mark.parametrize(
    "head",
    [
        "Call the oncology clinic right away if he has:",
        "Go to the emergency room if your child has any of the following:",
    ],
)
def test_a_long_line_that_says_when_to_call_makes_its_list_conditional(head: str) -> None:
    text = f"{head}\n- Bleeding or new bruises\n- Trouble breathing or seizures"
    found = [one for one in extracted(*_HEAD, *text.split("\n")) if str(one.kind) == "condition"]
    assert {one.name for one in found} >= {"bleeding", "seizures"}
    assert {str(one.assertion) for one in found} == {"conditional"}
    assert not any(one.name == "hypertension" for one in found)


def test_a_list_under_options_without_a_colon_is_of_nobody_yet() -> None:
    text = "\n".join((*_HEAD, "Options", "- Single transplant with BuMel", "- MIBG therapy followed by transplant"))
    treatments = [
        one for one in extracted(*text.split("\n")) if str(one.kind) in ("radiation", "transplant", "protocol")
    ]
    assert treatments
    assert {str(one.assertion) for one in treatments} == {"conditional"}


def test_the_case_of_another_child_in_the_same_minutes_is_none_of_this_one() -> None:
    text = "\n".join((
        "Sample Hospital", "Tumor board minutes", "Date: 14 March 2025", "",
        "Case 1. Ana Sample, born 3 May 2018. Neuroblastoma. Right adrenalectomy on 10 January 2025.",
        "Case 2. Another patient, a boy with osteosarcoma of the femur. Thoracotomy was performed last month.",
    ))  # fmt: skip
    found = {
        one.name: str(one.assertion)
        for one in extracted(*text.split("\n"))
        if str(one.kind) in ("surgery", "diagnosis")
    }
    assert found["adrenalectomy"] == "stated"
    assert found["thoracotomy"] == found["osteosarcoma"] == "conditional"


@pytest.mark.parametrize(
    "text",
    [
        "There is nothing to suggest pulmonary metastases.",
        "Recommendation: proceed with busulfan in April.",
        "Antes del trasplante se hará una médula.",
    ],
)
def test_a_treatment_or_an_article_is_no_visit_and_no_test(text: str) -> None:
    names = {one.name for one in extracted(*_HEAD, *text.split("\n")) if str(one.kind) == "mention"}
    assert not names & {"pulmonology clinic", "busulfan", "urine sodium"}
