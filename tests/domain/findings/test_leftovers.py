"""Denials that no other rule claims, under the paper's own words. All papers and people here are synthetic."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.assertions.leftovers import denied_at_all
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.findings.topics import TOPICS
from consilium.knowledge.findings.words import finding_words
from tests.domain.findings.laid_out import paper_from


def left(text: str, language: str = "en", category: str = "discharge") -> list[Finding]:
    said = {"text": text, "category": category, "date": "2024-05-05", "order": "dmy", "language": language}
    paper, words = paper_from(said), finding_words()
    told = [
        one
        for topic in TOPICS
        for one in topic.find(paper, words.topics[topic.__name__.rpartition(".")[2]], words.assertion)
    ]
    return list(denied_at_all(paper, told, words.sought, words.assertion))


@pytest.mark.parametrize(
    ("text", "language", "category", "names"),
    [
        ("Sections show small cells without rosettes.", "en", "pathology_report", {"rosettes"}),
        ("No granules, no giant cells.", "en", "pathology_report", {"granules", "giant cells"}),
        (
            "The smear had no parasites, hyphae or storage cells.",
            "en",
            "labs",
            {"parasites", "hyphae", "storage cells"},
        ),
        ("Skip lesion: none found.", "en", "discharge", {"skip lesion"}),
        ("Vacuoles are not seen.", "en", "pathology_report", {"vacuoles"}),
        ("No hay vegetaciones aórticas.", "es", "discharge", {"vegetaciones aórticas"}),
        ("Celularidad disminuida, sin esquistocitos ni parásitos.", "es", "labs", {"esquistocitos", "parásitos"}),
        ("No se observan rosetas.", "es", "pathology_report", {"rosetas"}),
    ],
)
def test_a_denial_is_read_under_its_own_words(text: str, language: str, category: str, names: set[str]) -> None:
    found = left(text, language, category)
    assert {one.name for one in found} == names
    assert {(one.kind, one.assertion) for one in found} == {(Kind.CONDITION, Assertion.NEGATED)}
    assert all(one.name == one.quote.lower() for one in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No change in the plan, no further questions.", "en"),
        ("There was no delay and no need for blood.", "en"),
        ("No fever, no vomiting.", "en"),  # other rules say so
        ("Please, no blows to the shunt.", "en"),
        ("He must avoid falls and have no head injury.", "en"),
        ("The kindred has no stones.", "en"),
        ("The margin was negative for tumor.", "en"),
        ("No balance trouble, wound dry.", "en"),
        ("Is there no clot?", "en"),
        ("Sin cambios ni novedad.", "es"),
        ("Abuela sin quistes.", "es"),
        ("No debe recibir golpes.", "es"),
    ],
)
def test_care_advice_relatives_and_what_others_tell_are_left_out(text: str, language: str) -> None:
    assert left(text, language) == []


def test_a_word_of_doubt_or_of_condition_is_no_denial() -> None:
    assert left("If no granules are left, call the laboratory.") == []
    assert left("Plan: no shunt unless the ventricles grow.") == []
