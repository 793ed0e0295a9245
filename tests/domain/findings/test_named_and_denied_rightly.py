"""Names of conditions are nouns, a supplement's dose is no result, what was not determined is not found."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.illnesses.achesnamed import noun_of
from tests.domain.findings.onepaper import extracted

NONE: set[str] = set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le duele la espalda.", {"dolor de espalda"}),
        ("Le duele mucho la rodilla derecha", {"dolor de la rodilla derecha"}),
        ("Me duele al caminar", {"dolor al caminar"}),
        ("Ya no le duele la cabeza", {"dolor de cabeza"}),
        ("His back hurts.", {"back pain"}),
        ("Tolera bien la amoxicilina", NONE),
        ("Bien la amoxicilina, sin fiebre", {"fever"}),
        ("Sin masa retrolental", {"masa retrolental"}),
        ("Retrolental mass OS", {"retrolental mass"}),
    ],
)
def test_a_condition_is_named_by_a_noun(text: str, names: set[str]) -> None:
    assert {one.name for one in extracted(text) if one.kind is Kind.CONDITION} == names


@pytest.mark.parametrize("name", ["he hurts", "nothing hurts", "walks with one stick", "fiebre", "duelo"])
def test_other_words_stay_as_they_are(name: str) -> None:
    assert noun_of(name) == name


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Vitamina D 1000", False),
        ("Meds: vitamin D 2000", False),
        ("Ácido fólico 5", False),
        ("Vitamin D 28", True),
        ("Vitamin D 250 nmol/L", True),
        ("Folate 12", True),
    ],
)
def test_the_dose_of_a_supplement_is_no_result(text: str, result: bool) -> None:
    assert any(one.kind is Kind.LABORATORY for one in extracted(text)) is result


@pytest.mark.parametrize(
    "text",
    [
        "PAX3-FOXO1 or PAX7-FOXO1 not determined",
        "EWSR1::FLI1 no determinado",
        "No se determinó PAX3-FOXO1 ni PAX7-FOXO1",
        "BRAF V600E not determined",
    ],
)
def test_what_was_not_determined_is_neither_there_nor_absent(text: str) -> None:
    found = extracted(text)
    assert not [one for one in found if one.kind is Kind.VARIANT]
    assert {one.assertion for one in found} == {Assertion.NEGATED}


@pytest.mark.parametrize(
    "text", ["EWSR1::FLI1 detected; copy number not determined.", "BRCA2 variant of unknown significance"]
)
def test_what_is_not_determined_of_a_change_does_not_deny_it(text: str) -> None:
    assert {one.assertion for one in extracted(text) if one.kind is Kind.VARIANT} <= {Assertion.STATED}
    assert not [one for one in extracted(text) if one.kind is Kind.MENTION]


@pytest.mark.parametrize(
    "text",
    ["Función tiroidea no requerida", "Ecocardiograma no requerido", "Audiometría no necesaria", "TSH not required"],
)
def test_a_test_that_is_not_needed_was_not_made(text: str) -> None:
    assert {(one.kind, one.assertion) for one in extracted(text)} == {(Kind.MENTION, Assertion.NEGATED)}


@pytest.mark.parametrize(
    ("sign", "comparator"), [("≥", ">="), ("≤", "<="), (">", ">"), ("<", "<"), ("más de", ">"), ("", "")]
)
def test_a_volume_keeps_its_sign(sign: str, comparator: str) -> None:
    found = extracted("MRI abdomen report", "Date: 2024-03-05", f"Findings: Tumor volume {sign} 200 cc.")
    volume = next(one for one in found if one.kind is Kind.MEASUREMENT)
    assert (volume.comparator, volume.number) == (comparator, 200)


@pytest.mark.parametrize(
    ("text", "responds"),
    [
        ("LLA en 1.ª remisión completa", True),
        ("LMA, RC1", True),
        ("AML, CR1", True),
        ("LMA (RC1)", True),
        ("in 2nd remission", True),
        ("En 2da remisión", True),
        ("no trasplantar en 1.ª remisión", False),
        ("AML CR1 gene panel", False),
        ("RC1: 80 %", False),
    ],
)
def test_a_counted_remission(text: str, responds: bool) -> None:
    assert any(one.kind is Kind.RESPONSE for one in extracted(text)) is responds


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [("Cystitis grade 2", Kind.TOXICITY, "cystitis"), ("ciclina D1 focal, WT1 positivo", Kind.STAIN, "cyclin D1")],
)
def test_a_word_within_another_means_nothing_else(text: str, kind: Kind, name: str) -> None:
    found = extracted(text)
    assert name in {one.name for one in found}
    assert {one.kind for one in found} == {kind}


def test_a_way_that_is_not_wide_is_no_ventricle() -> None:
    assert not [one for one in extracted("vía no dilatada") if one.kind is Kind.FUNCTION]
