"""What the child has beside the cancer, and what relatives have: never one for the other."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.topics import history
from tests.domain.findings.onepaper import findings


@pytest.mark.parametrize(
    ("text", "name", "relative"),
    [
        ("Her mother had breast cancer at 41.", "breast cancer", "mother"),
        ("Maternal aunt with leukemia.", "leukemia", "maternal aunt"),
        ("Abuela paterna con cáncer de colon.", "colon cancer", "paternal grandmother"),
        ("Breast cancer in the maternal grandmother.", "breast cancer", "maternal grandmother"),
        ("Family history of thyroid cancer.", "thyroid cancer", ""),
        ("Antecedentes heredofamiliares: tío materno con diabetes", "diabetes", "maternal uncle"),
        ("Her brother has Li-Fraumeni syndrome.", "Li-Fraumeni syndrome", "brother"),
        ("Grandmother mother's Breast cancer 52", "breast cancer", "maternal grandmother"),
    ],
)
def test_what_a_relative_has_is_the_relatives(text: str, name: str, relative: str) -> None:
    (one,) = findings(history, text)
    assert (one.kind, one.name, one.detail.get("relative", "")) == (Kind.FAMILY_HISTORY, name, relative)
    assert one.assertion is Assertion.FAMILY


def test_a_mother_who_speaks_of_the_child_has_nothing() -> None:
    (one,) = findings(history, "Mother reports asthma since he was two.")
    assert (one.kind, one.assertion) == (Kind.CONDITION, Assertion.STATED)


def test_a_family_without_cancer_is_a_negated_finding() -> None:
    (one,) = findings(history, "No family history of cancer.")
    assert (one.kind, one.name, one.assertion) == (Kind.FAMILY_HISTORY, "cancer", Assertion.NEGATED)


def test_the_childs_own_cancer_is_no_condition() -> None:
    assert findings(history, "Diagnosis: neuroblastoma") == []


def test_a_predisposition_is_marked_and_its_negation_kept() -> None:
    (one,) = findings(history, "The patient has neurofibromatosis type 1.")
    assert (one.kind, one.detail["predisposes"]) == (Kind.CONDITION, "yes")
    (none,) = findings(history, "No signs of Beckwith-Wiedemann syndrome.")
    assert none.assertion is Assertion.NEGATED


def test_a_risk_that_is_explained_is_nobodys_illness() -> None:
    assert findings(history, "Anthracyclines can cause cardiomyopathy.") == []


def test_a_vaccine_against_an_illness_is_not_the_illness() -> None:
    assert findings(history, "Hepatitis B vaccine given.") == []


def test_the_age_of_a_relative_is_kept_as_written() -> None:
    (one,) = findings(history, "Padre con cáncer de colon a los 48 años.")
    assert (one.detail["relative"], one.detail["age"]) == ("father", "48")
    assert one.quote == "Padre con cáncer de colon a los 48"
