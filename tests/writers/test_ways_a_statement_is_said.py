"""A statement in one line, in both languages, however its source says it."""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.knowledge.catalog import catalog
from consilium.writers.fhir.provenance import said


@pytest.mark.parametrize(("language", "line"), [("en", "known allergies"), ("es", "alergias conocidas")])
@pytest.mark.parametrize("value", ["No known drug allergies", ""])
def test_all_allergies_that_are_denied_are_called_so(language: str, line: str, value: str) -> None:
    """Not `any, No known drug allergies`."""
    denied = Finding(Kind.ALLERGY, "any", value=value, assertion=Assertion.NEGATED)
    words = catalog(language)
    assert said(denied, words) == f"{words.text('summary.said_negated')}: {line}"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("assertion", list(Assertion))
def test_each_way_of_saying_has_its_words(assertion: Assertion, language: str) -> None:
    shown = said(Finding(Kind.SURGERY, "nephrectomy", assertion=assertion), catalog(language))
    plain = said(Finding(Kind.SURGERY, "nephrectomy"), catalog(language))
    assert shown.endswith(plain)
    assert "summary." not in shown
    assert (shown == plain) == (assertion in (Assertion.STATED, Assertion.FAMILY))
