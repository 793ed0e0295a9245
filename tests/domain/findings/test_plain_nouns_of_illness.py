"""Plain nouns of illness with their place: a hernia, a stricture, a cyst, a wasting."""

from __future__ import annotations

import pytest
from onepaper import findings

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.topics import history


@pytest.mark.parametrize(
    ("text", "name", "assertion"),
    [
        ("He has a hiatal hernia.", "hiatal hernia", Assertion.STATED),
        ("Urethral stricture, dilated twice.", "urethral stricture", Assertion.STATED),
        ("She has a thyroglossal duct cyst.", "thyroglossal duct cyst", Assertion.STATED),
        ("No testicular atrophy.", "testicular atrophy", Assertion.NEGATED),
        ("Tiene un quiste hepático.", "quiste hepatico", Assertion.STATED),
        ("Sin atrofia cerebral.", "atrofia cerebral", Assertion.NEGATED),
        ("Estenosis uretral desde 2019.", "estenosis uretral", Assertion.STATED),
    ],
)
def test_a_plain_noun_with_its_place_is_an_illness(text: str, name: str, assertion: Assertion) -> None:
    found = {one.name: one.assertion for one in findings(history, text)}
    assert found.get(name) is assertion


@pytest.mark.parametrize("text", ["Cyst fenestration in May.", "The protocol is at risk of atrophy of interest."])
def test_a_noun_without_its_place_is_none(text: str) -> None:
    assert findings(history, text) == []
