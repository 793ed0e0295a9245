"""Advice against a treatment is no statement that none was given; what hangs on a condition is not planned."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Kind
from consilium.domain.findings.assertions.advice import is_advice
from tests.domain.findings.onepaper import extracted

TREATMENTS = (Kind.RADIATION, Kind.SURGERY, Kind.DRUG)


@pytest.mark.parametrize(
    "text",
    [
        "Enucleation of the only eye is not indicated.",
        "External beam radiotherapy to be avoided.",
        "Avoid radiotherapy.",
        "Radiotherapy should be avoided where possible.",
        "Radiotherapy is contraindicated.",
        "We would not recommend further chemotherapy.",
        "No radiotherapy is indicated.",
        "Evitar radioterapia externa.",
        "Se debe evitar la radioterapia.",
        "No está indicada la enucleación.",
        "La radioterapia no está indicada.",
        "No se recomienda cirugía.",
        "No debe biopsiarse.",
        "Radioterapia: evitar.",
    ],
)
def test_what_is_advised_against_is_told_as_advice(text: str) -> None:
    (told,) = (one for one in extracted(text) if one.kind in TREATMENTS)
    assert told.assertion is Assertion.NEGATED
    assert is_advice(told)


@pytest.mark.parametrize(
    "text",
    [
        "No radiotherapy.",
        "No radiotherapy (not indicated).",
        "No chemotherapy given.",
        "Enucleation was avoided.",
        "No recibió radioterapia.",
        "No se realizó biopsia.",
    ],
)
def test_what_was_not_done_is_no_advice(text: str) -> None:
    (told,) = (one for one in extracted(text) if one.kind in TREATMENTS)
    assert told.assertion is Assertion.NEGATED
    assert not is_advice(told)


@pytest.mark.parametrize(
    "text",
    [
        "We would like to avoid radiation.",
        "Prefieren evitar radioterapia externa.",
        "Chemoreduction was given in order to avoid enucleation.",
    ],
)
def test_a_wish_or_an_aim_to_do_without_is_neither_advice_nor_denial(text: str) -> None:
    found = [one for one in extracted(text) if one.name in ("radiation", "enucleation")]
    assert {one.assertion for one in found} <= {Assertion.CONDITIONAL}


def test_advice_on_one_treatment_is_none_on_another() -> None:
    found = extracted("No radiotherapy was given and surgery is not indicated.")
    assert {one.kind: is_advice(one) for one in found if one.kind in TREATMENTS} == {
        Kind.RADIATION: False,
        Kind.SURGERY: True,
    }
    found = extracted("Biopsia no realizada, cirugía no indicada.")
    assert [is_advice(one) for one in found if one.name == "biopsy" and one.kind is Kind.SURGERY] == [False]


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Consider I-125 plaque if seeds persist.", Assertion.CONDITIONAL),
        ("Consider intra-arterial melphalan if seeds recur.", Assertion.CONDITIONAL),
        ("Consider enucleation if tumour progresses.", Assertion.CONDITIONAL),
        ("Valorar braquiterapia si persisten las siembras.", Assertion.CONDITIONAL),
        ("Valorar placa de yodo-125 si persisten siembras.", Assertion.CONDITIONAL),
        ("Plaque brachytherapy planned for 3 May.", Assertion.PLANNED),
        ("Melphalan 3 mg planned for 2 September.", Assertion.PLANNED),
    ],
)
def test_what_is_thought_of_under_a_condition_is_not_planned(text: str, assertion: Assertion) -> None:
    assert {one.assertion for one in extracted(text) if one.kind in TREATMENTS} == {assertion}
