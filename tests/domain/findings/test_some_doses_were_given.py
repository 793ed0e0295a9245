"""What was given and then held, what a plan tells of the past, and what a medicine's end says of now."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Assertion, Finding, Kind


def of(kind: Kind, name: str, *lines: str) -> list[Finding]:
    return [one for one in extracted(*lines) if one.kind is kind and one.name == name]


@pytest.mark.parametrize(
    ("text", "times", "state"),
    [
        ("Weekly vincristine was given with it (6 doses), held once for foot drop.", 6, "reduced"),
        ("He had weekly vincristine during radiation (6 of 8 doses), last two held for neuropathy.", 6, "reduced"),
        ("Vincristine weekly during RT, 2 doses omitted for ileus.", None, "reduced"),
        ("Missed 2 doses of vincristine for ileus.", None, "reduced"),
        ("Vincristina semanal durante la RT, se omitieron 2 dosis por íleo.", None, "reduced"),
        ("Recibió vincristina semanal (6 dosis), se suspendió una vez por pie caído.", 6, "reduced"),
        ("Vincristina omitida una vez por hiponatremia.", None, "reduced"),
    ],
)
def test_a_drug_of_which_some_doses_were_left_out_was_given(text: str, times: int | None, state: str) -> None:
    (told,) = of(Kind.DRUG, "vincristine", text)
    assert told.assertion is Assertion.STATED
    assert (told.detail.get("times"), told.detail.get("state")) == (times, state)


@pytest.mark.parametrize(
    "text", ["Vincristine held.", "Vincristine was omitted for ileus.", "Vincristina omitida hoy."]
)
def test_a_drug_that_was_left_out_was_not_given(text: str) -> None:
    (told,) = of(Kind.DRUG, "vincristine", text)
    assert told.assertion is Assertion.NEGATED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dexamethasone weaned off in April.", "dexamethasone"),
        ("Dexamethasone was weaned off by 12 May.", "dexamethasone"),
        ("Steroids tapered off last month.", "corticosteroids"),
        ("He finished his steroids two weeks ago.", "corticosteroids"),
        ("Dejó la dexametasona en mayo.", "dexamethasone"),
        ("Dexametasona: dejó de tomarla en mayo.", "dexamethasone"),
        ("Dejó de tomar levetiracetam en marzo.", "levetiracetam"),
    ],
)
def test_a_medicine_that_was_weaned_off_is_past(text: str, name: str) -> None:
    (told,) = of(Kind.MEDICINE, name, text)
    assert told.detail.get("state") == "past"
    assert not [one for one in extracted(text) if "wean" in one.name or one.kind is Kind.MENTION]


@pytest.mark.parametrize(
    "text",
    [
        "Dexamethasone is being weaned.",
        "He could not be weaned off dexamethasone.",
        "Plan to wean off dexamethasone.",
        "No ha dejado de tomar dexametasona.",
        "Dexamethasone wean over 5 days.",
    ],
)
def test_a_medicine_that_is_still_to_be_weaned_is_not_past(text: str) -> None:
    (told,) = of(Kind.MEDICINE, "dexamethasone", text)
    assert told.detail.get("state", "") != "past"


PLAN = ("Neuro-oncology clinic note", "Date: 2025-10-14", "", "Plan:")


@pytest.mark.parametrize(
    ("text", "kind", "name", "when"),
    [
        (
            "1. Port was infected with Staph epidermidis in August - treated with 14 days of vanc, port salvaged.",
            Kind.MEDICINE, "vancomycin", "2025-08",
        ),
        ("1. Gastrostomy tube was removed in May.", Kind.SURGERY, "gastrostomy removal", "2025-05"),
        ("1. Se retiró el catéter en julio.", Kind.SURGERY, "central line removal", "2025-07"),
        (
            "1. Catéter puerto se infectó con S. epidermidis en julio, recibió vancomicina 14 días y se retiró.",
            Kind.SURGERY, "central line removal", "2025-07",
        ),
    ],
)  # fmt: skip
def test_what_a_plan_tells_of_the_past_is_no_plan(text: str, kind: Kind, name: str, when: str) -> None:
    (told,) = of(kind, name, *PLAN, text, "2. Audiogram in 4 weeks.")
    assert (told.assertion, str(told.when)) == (Assertion.STATED, when)


@pytest.mark.parametrize(
    ("text", "kind", "name", "how"),
    [
        ("1. VP shunt placement.", Kind.SURGERY, "ventriculoperitoneal shunt", Assertion.PLANNED),
        (
            "1. If EVD was removed, repeat CT.",
            Kind.SURGERY,
            "external ventricular drain removal",
            Assertion.CONDITIONAL,
        ),
        ("1. MRI brain was ordered for December.", Kind.MENTION, "MRI", Assertion.PLANNED),
        ("1. Se solicitó RM de columna.", Kind.MENTION, "MRI", Assertion.PLANNED),
        (
            "1. Port placement next week as he recovered well.",
            Kind.SURGERY,
            "central line placement",
            Assertion.PLANNED,
        ),
        ("1. She developed neuropathy so start gabapentin 100 mg TID.", Kind.MEDICINE, "gabapentin", Assertion.PLANNED),
    ],
)
def test_what_a_plan_orders_is_one(text: str, kind: Kind, name: str, how: Assertion) -> None:
    assert [one.assertion for one in of(kind, name, *PLAN, text)] == [how]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("We're considering sending her slides to St. Jude for methylation.", Assertion.PLANNED),
        ("We discussed sending the slides to NIH.", Assertion.PLANNED),
        ("Her slides were sent to St. Jude.", Assertion.STATED),
        ("Se enviaron las laminillas a Barcelona.", Assertion.STATED),
    ],
)
def test_slides_that_may_be_sent_were_not(text: str, how: Assertion) -> None:
    assert [one.assertion for one in of(Kind.SPECIMEN, "slides", text)] == [how]


@pytest.mark.parametrize(
    "text",
    [
        "If the spine MRI in September is clean, we'll stop.",
        "Once the MRI brain is clean we will remove the port.",
        "Si la RM de columna de noviembre sale limpia se pasa a vigilancia.",
    ],
)
def test_a_study_that_is_put_as_a_condition_shows_nothing(text: str) -> None:
    told = extracted("Clinic letter", "Date: 2025-06-05", "She is well. " + text)
    assert {one.assertion for one in told if one.kind is Kind.IMAGING} <= {Assertion.CONDITIONAL}


@pytest.mark.parametrize(
    "text",
    [
        "Parents deny fever, cough or rash.",
        "They deny fever.",
        "Patient and parents deny any fever.",
    ],
)
def test_what_parents_deny_is_not_there(text: str) -> None:
    told = [one for one in extracted(text) if one.name in ("fever", "cough", "rash")]
    assert told
    assert {one.assertion for one in told} == {Assertion.NEGATED}


@pytest.mark.parametrize(
    "text",
    [
        "She has had headaches over the past 3 weeks and she vomits.",
        "In the past 3 weeks vomiting twice.",
    ],
)
def test_the_past_weeks_are_now(text: str) -> None:
    (told,) = of(Kind.CONDITION, "vomiting", text)
    assert told.assertion is Assertion.STATED


def test_a_past_history_is_of_before() -> None:
    (told,) = of(Kind.CONDITION, "seizures", "Past medical history of seizures.")
    assert told.assertion is Assertion.HISTORICAL


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Déficit de GH: aún no inicia GH", "growth hormone deficiency"),
        ("Hipotiroidismo: no inicia levotiroxina todavía", "hypothyroidism"),
        ("Adrenal insufficiency: never needed stress dosing", "adrenal insufficiency"),
    ],
)
def test_an_illness_whose_treatment_has_not_begun_is_there(text: str, name: str) -> None:
    assert [one.assertion for one in of(Kind.CONDITION, name, text)] == [Assertion.STATED]


@pytest.mark.parametrize(("text", "name"), [("Convulsiones: no", "seizures"), ("Seizures: never had any", "seizures")])
def test_an_illness_that_its_label_denies_is_not(text: str, name: str) -> None:
    assert [one.assertion for one in of(Kind.CONDITION, name, text)] == [Assertion.NEGATED]


@pytest.mark.parametrize(
    "text",
    [
        "Re-irradiation may be considered at progression.",
        "Trametinib is reserved for progression.",
        "Reirradiación podría ofrecerse a la progresión.",
        "Continue bevacizumab until progression.",
    ],
)
def test_a_progression_that_may_come_has_not(text: str) -> None:
    told = extracted("Oncology letter", "DIPG diagnosed in Feb 2025, completed 54 Gy.", text)
    assert not [one for one in told if one.kind is Kind.DIAGNOSIS and one.detail.get("status") == "progression"]


def test_a_progression_has_not_the_day_of_the_diagnosis() -> None:
    told = extracted("Oncology letter", "DIPG diagnosed in Feb 2025, completed 54 Gy.", "Progression on MRI.")
    days = {str(one.detail.get("status", "")): str(one.when or "") for one in told if one.kind is Kind.DIAGNOSIS}
    assert days == {"": "2025-02", "progression": ""}


def test_each_operation_has_the_day_that_a_word_ties_to_it() -> None:
    told = extracted(
        "Intervenido el 09/10/2024 de ependimoma, resección subtotal y segunda cirugía (second-look) el 18/11/2024."
    )
    days = {one.name: str(one.when) for one in told if one.kind is Kind.SURGERY}
    assert days == {"subtotal resection": "2024-10-09", "second-look surgery": "2024-11-18"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The methylation array hasn't been sent.", "methylation profiling"),
        ("We haven't sent the slides.", "slides"),
        ("Aún no hemos enviado las laminillas.", "slides"),
        ("I've not arranged an echo.", "echocardiogram"),
    ],
)
def test_what_was_not_sent_or_arranged_was_not_done(text: str, name: str) -> None:
    (told,) = of(Kind.MENTION, name, text)
    assert (told.assertion, told.detail.get("status")) == (Assertion.NEGATED, "not performed")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Consultó 3 veces, donde se manejó como gastroenteritis.", "gastroenteritis"),
        ("Initially treated as migraine.", "migraine"),
    ],
)
def test_what_it_was_first_taken_for_is_uncertain(text: str, name: str) -> None:
    assert [one.assertion for one in of(Kind.CONDITION, name, text)] == [Assertion.UNCERTAIN]
