"""Diseases that a sentence weighs, short names in prose, risk groups told, and genes in everyday words. Synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Kind
from tests.domain.findings.test_unlisted_tests_told import read


def said(text: str, kind: Kind) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in read(text, kinds=(kind,))}


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Hepatoblastoma was raised by the radiologist and dropped.", "hepatoblastoma", "negated"),
        ("Medulloblastoma is out.", "medulloblastoma", "negated"),
        ("A germinoma I would not support.", "germinoma", "negated"),
        ("Se planteó osteosarcoma, pero no encaja.", "osteosarcoma", "negated"),
        ("Neuroblastoma heads the list, ganglioneuroma less likely.", "neuroblastoma", "uncertain"),
        ("Germinoma would also fit.", "germinoma", "uncertain"),
        ("Osteosarcoma is the main suspicion.", "osteosarcoma", "uncertain"),
        ("El meduloblastoma entra en el diferencial.", "medulloblastoma", "uncertain"),
        ("Hepatoblastoma, PRETEXT II, ganglios negativos.", "hepatoblastoma", "stated"),
        ("We were asked if this boy with retinoblastoma can fly.", "retinoblastoma", "stated"),
        ("Possible neuroblastoma, biopsy tomorrow.", "neuroblastoma", "uncertain"),
    ],
)
def test_a_disease_that_is_weighed(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text, Kind.DIAGNOSIS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tomas, 7 y, ALL, induction day 8", "acute lymphoblastic leukemia"),
        ("Transplant last year for ALL.", "acute lymphoblastic leukemia"),
        ("LPA de una semana, con fiebre.", "acute promyelocytic leukemia"),
        ("She had Ewing of the left rib.", "Ewing sarcoma"),
        ("Wilms at two, right side.", "Wilms tumor"),
    ],
)
def test_a_short_name_is_read_where_the_sentence_tells_whose_it_is(text: str, name: str) -> None:
    assert (name, "stated") in said(text, Kind.DIAGNOSIS)


@pytest.mark.parametrize("text", ["ALL MEDS reviewed", "He had ALL of his vaccines.", "EURO EWING 2012 protocol"])
def test_other_words_in_capitals_are_no_disease(text: str) -> None:
    assert said(text, Kind.DIAGNOSIS) == set()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She is therefore average risk.", "average risk"),
        ("Lo consideramos riesgo intermedio.", "riesgo intermedio"),
        ("Riesgo alto por edad y leucocitos.", "Riesgo alto"),
        ("SR by NCI criteria.", "SR"),
    ],
)
def test_a_risk_group_in_a_sentence(text: str, value: str) -> None:
    assert value in {one.value for one in read(text, kinds=(Kind.RISK,))}


@pytest.mark.parametrize("text", ["HR 120, BP 90/60.", "She is at high risk of infection.", "Alto riesgo de caídas."])
def test_other_risks_are_no_group(text: str) -> None:
    assert read(text, kinds=(Kind.RISK,)) == []


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("MYCN is single copy.", "MYCN", "negated"),
        ("De NRAS nada.", "NRAS", "negated"),
        ("The TP53 test found nothing.", "TP53", "negated"),
        ("WT1 analysis on blood found a nonsense change.", "WT1", "stated"),
        ("PTCH1 lost.", "PTCH1", "stated"),
        ("Se encontró un cambio en DICER1.", "DICER1", "stated"),
    ],
)
def test_a_gene_in_everyday_words(text: str, name: str, how: str) -> None:
    assert (name, how) in said(text, Kind.VARIANT)


def test_residual_disease_that_is_due_or_not_made_is_a_mention() -> None:
    assert ("minimal residual disease", "planned") in said("Marrow for MRD on day 33.", Kind.MENTION)
    assert ("minimal residual disease", "negated") in said("MRD not available here.", Kind.MENTION)
    assert read("MRD day 33: <0.01 %", kinds=(Kind.MENTION,)) == []


def test_chromosomes_that_are_counted_up() -> None:
    found = said("Whole chromosome gains of 6, 7 and 17.", Kind.CYTOGENETICS)
    assert found == {("chromosome 6", "stated"), ("chromosome 7", "stated"), ("chromosome 17", "stated")}
