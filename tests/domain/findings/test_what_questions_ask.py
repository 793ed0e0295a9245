"""What a question asks of. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.mentions.askedof import asked_of
from consilium.domain.findings.topics import TOPICS
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from


def read(text: str, language: str = "en") -> tuple[list[Finding], list[Finding]]:
    """What the topics tell, and what is told beyond that by questions."""
    said = {"text": text, "category": "questions_list", "date": "2024-05-05", "order": "dmy", "language": language}
    paper, words = paper_from(said), finding_words()
    told = [
        one
        for topic in TOPICS
        for one in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    ]
    return told, list(asked_of(paper, told, words.topics))


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Would dactinomycin be added?", "en", (Kind.DRUG, "dactinomycin")),
        ("Could she get pancreatitis from it?", "en", (Kind.CONDITION, "pancreatitis")),
        ("Is a nephrectomy possible later?", "en", (Kind.SURGERY, "nephrectomy")),
        ("¿Podría cambiarse por carboplatino?", "es", (Kind.DRUG, "carboplatin")),
        ("¿Va a necesitar radioterapia?", "es", (Kind.RADIATION, "radiation")),
    ],
)
def test_what_may_be_is_conditional(text: str, language: str, wanted: tuple[Kind, str]) -> None:
    told, asked = read(text, language)
    found = {(one.kind, one.name): one.assertion for one in (*told, *asked)}
    assert found[wanted] in (Assertion.CONDITIONAL, Assertion.UNCERTAIN)
    assert not set(found.values()) & {Assertion.STATED, Assertion.HISTORICAL, Assertion.PLANNED}


@pytest.mark.parametrize(
    "text", ["When did you last see the pancreatitis clinic leaflet?", "Where was the nephrectomy done?"]
)
def test_other_questions_ask_of_nothing_new(text: str) -> None:
    assert read(text)[1] == []


def test_what_the_paper_tells_anyhow_is_not_asked_again() -> None:
    told, asked = read("Vincristine 1.5 mg/m2 was given on 3 May 2024.\nWill vincristine go back to the full dose?")
    assert (Kind.DRUG, "vincristine", Assertion.STATED) in {(one.kind, one.name, one.assertion) for one in told}
    assert asked == []
