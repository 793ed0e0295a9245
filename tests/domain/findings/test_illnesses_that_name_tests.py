"""An illness that only gives a test its name is none of the child. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.laboratory.testnames import without_test_names
from consilium.domain.findings.topics import TOPICS
from consilium.domain.records import Citation
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from


def stated(text: str) -> set[str]:
    """The illnesses that a laboratory paper states."""
    paper, words = paper_from({"text": text, "category": "labs", "date": "2024-05-05", "order": "dmy"}), finding_words()
    told = [
        one
        for topic in TOPICS
        for one in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    ]
    found = list(without_test_names(told, paper))
    assert [one for one in told if one.kind is not Kind.CONDITION] == [
        one for one in found if one.kind is not Kind.CONDITION
    ]
    return {one.name for one in found if one.kind is Kind.CONDITION and one.assertion is Assertion.STATED}


@pytest.mark.parametrize(
    "text",
    [
        "VIH 1 y 2 (Ac y Ag): No reactivo",
        "HIV 1 and 2 antibody and antigen: Nonreactive",
        "VIH (CLIA) 0.12 S/CO No reactivo",
    ],
)
def test_a_tests_name_tells_of_no_illness(text: str) -> None:
    assert "HIV infection" not in stated(text)


def test_a_coded_result_names_its_test_too() -> None:
    paper = paper_from({"text": "VIH 1 y 2: No reactivo", "category": "labs", "date": "2024-05-05", "order": "dmy"})
    illness = Finding(Kind.CONDITION, "HIV infection", citations=(Citation("VIH", 1),))
    entry = Finding(Kind.LABORATORY, "HIV", citations=(Citation("VIH 1 y 2: No reactivo", 1),))
    assert list(without_test_names((illness,), paper)) == [illness]
    assert list(without_test_names((illness,), paper, (entry,))) == []


def test_an_illness_that_is_told_beside_its_test_stays() -> None:
    assert "HIV infection" in stated("HIV 1 and 2 antibody and antigen: Reactive\nClinical note: known HIV infection.")
