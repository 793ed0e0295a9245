"""Laboratory results that a letter tells in plain words: `fine`, `sky high`, `never raised`, `en descenso`; and tests
that are to be made, awaited or were not made, and whom the child is to see."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)


def read(told: str, kind: Kind) -> list[Finding]:
    text = f"Sample Hospital (fictional). Clinic letter, 13 March 2024\nAna Sample (synthetic), 9 years\n{told}"
    lines = tuple(Line(line, NOWHERE) for line in text.splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    found = extract("text", reading, sort(reading, rules().sorting), finding_words())
    return [one for one in found if one.kind is kind]


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [
        ("Creatinine fine.", "creatinine", "fine"),
        ("The ferritin was sky high.", "ferritin", "sky high"),
        ("LDH was never raised.", "lactate dehydrogenase", "never raised"),
        ("Magnesium still runs low.", "magnesium", "low"),
        ("Transaminases a shade up.", "liver function tests", "up"),
        ("Hb and platelets fine.", "platelets", "fine"),
        ("La creatinina está limítrofe.", "creatinine", "limítrofe"),
        ("Bilirrubina total en descenso.", "bilirubin total", "descenso"),
        ("La ferritina salió bastante elevada.", "ferritin", "elevada"),
    ],
)
def test_a_level_in_plain_words_is_a_result(told: str, name: str, value: str) -> None:
    assert (name, value) in {(one.name, one.value) for one in read(told, Kind.LABORATORY)}


@pytest.mark.parametrize(
    "told", ["Hold the drug if platelets fall.", "Fine motor skills good.", "She is fine. Sodium."]
)
def test_a_rule_or_another_things_word_is_no_result(told: str) -> None:
    assert not [one for one in read(told, Kind.LABORATORY) if one.assertion is Assertion.STATED]


@pytest.mark.parametrize(
    ("told", "name", "how"),
    [
        ("The chest CT was not attempted.", "CT", Assertion.NEGATED),
        ("Bone scan not repeated.", "bone scan", Assertion.NEGATED),
        ("Social work will call the family.", "social work referral", Assertion.PLANNED),
        ("Physio to see her about a splint.", "physiotherapy referral", Assertion.PLANNED),
        ("Ultrasound in 6 to 8 weeks.", "ultrasound", Assertion.PLANNED),
        ("Ecografía en 10 días.", "ultrasound", Assertion.PLANNED),
        ("The sequencing is still out.", "sequencing", Assertion.PENDING),
    ],
)
def test_what_is_to_come_awaited_or_was_not_made_is_mentioned_so(told: str, name: str, how: Assertion) -> None:
    assert (name, how) in {(one.name, one.assertion) for one in read(told, Kind.MENTION)}
