"""How a clause says a thing: a mother's cancer is not the child's, a planned dose was not given."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of, words_from
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Piece, Section
from consilium.domain.records import Box, Line, Page
from consilium.knowledge.documents import document

LABELLED = yaml.safe_load(Path(__file__).with_name("assertion.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def words() -> AssertionWords:
    return words_from(document("findings/assertion.yaml"))


def clause(text: str, section: str = "none", heading: str = "", **more: Any) -> Clause:
    line = Line(text, Box(0, 0, 0, 0))
    page = Page(1, (line,))
    return Clause(text, (Piece(0, page, line, 0, len(text)),), Section(section), heading, **more)


def said(words: AssertionWords, made: Clause, thing: str) -> Assertion:
    start = made.text.index(thing)
    return assertion_of(made, start, start + len(thing), words)


@pytest.mark.parametrize("half", ["develop", "held", "adversarial"])
def test_of_the_labelled_clauses_98_of_100_are_read_as_labelled(words: AssertionWords, half: str) -> None:
    wrong = [
        (text, thing, expected, found.value)
        for text, thing, expected, *section in LABELLED[half]
        if (found := said(words, clause(text, *section), thing)) is not Assertion(expected)
    ]
    assert len(wrong) <= 0.02 * len(LABELLED[half]), wrong


@pytest.mark.parametrize("half", ["develop", "held"])
@pytest.mark.parametrize("kind", ["negated", "family"])
def test_negation_and_family_history_are_neither_missed_nor_invented(
    words: AssertionWords, half: str, kind: str
) -> None:
    found: Counter[tuple[bool, bool]] = Counter()
    for text, thing, expected, *section in LABELLED[half]:
        found[expected == kind, said(words, clause(text, *section), thing) is Assertion(kind)] += 1
    assert found[True, True] >= 0.98 * (found[True, True] + found[True, False]), found
    assert found[True, True] >= 0.98 * (found[True, True] + found[False, True]), found


def test_both_halves_are_large_enough_to_say_something() -> None:
    assert len(LABELLED["develop"]) + len(LABELLED["held"]) >= 150
    assert len(LABELLED["held"]) * 3 >= len(LABELLED["develop"]) + len(LABELLED["held"])
    assert not {row[0] for row in LABELLED["develop"]} & {row[0] for row in LABELLED["held"]}


def test_a_cell_that_says_negative_negates_its_row(words: AssertionWords) -> None:
    row = clause("EBER Negative", cells=((0, "EBER"), (5, "Negative")), header=("Marker", "Result"))
    assert said(words, row, "EBER") is Assertion.NEGATED


def test_a_cross_under_no_negates_and_under_yes_does_not(words: AssertionWords) -> None:
    no = clause("Fiebre X", cells=((0, "Fiebre"), (7, "X")), header=("Síntoma", "No"))
    yes = clause("Fiebre X", cells=((0, "Fiebre"), (7, "X")), header=("Síntoma", "Sí"))
    assert said(words, no, "Fiebre") is Assertion.NEGATED
    assert said(words, yes, "Fiebre") is Assertion.STATED


def test_negation_in_one_cell_does_not_reach_another(words: AssertionWords) -> None:
    text = "No fever at home Mucositis"
    row = clause(text, cells=((0, "No fever at home"), (17, "Mucositis")))
    assert said(words, row, "Mucositis") is Assertion.STATED


def test_a_row_of_a_relative_is_the_familys(words: AssertionWords) -> None:
    row = clause(
        "Grandmother mother's Breast cancer 52", cells=((0, "Grandmother"), (12, "mother's"), (21, "Breast cancer"))
    )
    assert said(words, row, "Breast cancer") is Assertion.FAMILY


def test_a_planned_cycle_in_a_table_is_planned(words: AssertionWords) -> None:
    row = clause(
        "4 09/15/2026 brentuximab planned", cells=((0, "4"), (2, "09/15/2026"), (13, "brentuximab"), (25, "planned"))
    )
    assert said(words, row, "brentuximab") is Assertion.PLANNED


def test_results_under_a_heading_of_pending_things_are_pending(words: AssertionWords) -> None:
    assert said(words, clause("MYCN by FISH", "plan", "Pending results"), "MYCN by FISH") is Assertion.PENDING


def test_what_was_received_is_not_planned_though_it_stands_in_the_plan(words: AssertionWords) -> None:
    assert said(words, clause("Received two cycles of OEPA", "plan", "Plan"), "OEPA") is Assertion.STATED


def test_a_very_long_clause_is_read_near_the_thing_only(words: AssertionWords) -> None:
    text = "No fever. " + "word " * 50_000 + "no relapse"
    assert said(words, clause(text), "relapse") is Assertion.NEGATED
