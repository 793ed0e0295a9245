"""Days that a sentence tells without figures: months, weekdays, yesterday, the 31st; and those that are of another
thing of the sentence or end it."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import extract
from consilium.domain.records import Box, Line, Page, Reading
from consilium.domain.sorting import sort
from consilium.knowledge.findings.words import finding_words
from consilium.knowledge.rules import rules

NOWHERE = Box(0, 0, 0, 0)
NOTE = """
Sample Hospital (fictional), Leeds. Clinic letter, 13 March 2024
Ana Sample (synthetic), 9 years
{0}
"""


def read(told: str) -> tuple[Finding, ...]:
    lines = tuple(Line(line.rstrip(), NOWHERE) for line in NOTE.format(told).strip().splitlines())
    reading = Reading("text", pages=(Page(1, lines),))
    return extract("text", reading, sort(reading, rules().sorting), finding_words())


def days(told: str, kind: str, word: str) -> set[str]:
    return {str(one.when) for one in read(told) if one.kind == kind and word in f"{one.name} {one.quote}".lower()}


@pytest.mark.parametrize(
    ("told", "kind", "word", "day"),
    [
        ("She had shingles in November and it left no pain.", "condition", "zoster", "2023-11"),
        ("The chest drain came out on the 8th.", "surgery", "drain", "2024-03-08"),
        ("The chest drain came out on the 28th.", "surgery", "drain", "2024-02-28"),
        ("Platelets 88 on Monday.", "laboratory", "platelets", "2024-03-11"),
        ("Ultrasound of yesterday: no collections, no thrombosis.", "imaging", "thromb", "2024-03-12"),
        ("Tuvo varicela en enero, sin secuelas.", "condition", "varicel", "2024-01"),
        ("Defibrotide began last night.", "medicine", "defibrotide", "2024-03-12"),
        ("Lumbar puncture tomorrow under sedation.", "mention", "lumbar", "2024-03-14"),
    ],
)
def test_a_day_without_figures_is_counted_from_the_papers(told: str, kind: str, word: str, day: str) -> None:
    assert days(told, kind, word) == {day}


@pytest.mark.parametrize(
    ("told", "kind", "word"),
    [
        ("Jaundice until yesterday.", "condition", "jaundice"),
        ("The operation of May went well; she vomits.", "condition", "vomit"),
        ("Her port may be flushed at home.", "surgery", "port"),
        ("She has physiotherapy every Tuesday and no pain.", "condition", "pain"),
    ],
)
def test_a_day_that_ends_a_thing_or_is_of_another_is_not_its_own(told: str, kind: str, word: str) -> None:
    assert not days(told, kind, word) & {"2024-03-12", "2023-05", "2024-05"}


def test_a_day_in_brackets_is_of_the_value_beside_it_alone() -> None:
    told = {(one.value, str(one.when)) for one in read("Platelets 40 (yesterday 12).") if one.name == "platelets"}
    assert told == {("40", "None"), ("12", "2024-03-12")}
