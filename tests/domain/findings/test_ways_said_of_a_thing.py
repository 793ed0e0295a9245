"""What the form of a sentence makes of a thing: signs, boxes, doubts taken back, instructions, other children."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from onepaper import clauses, cues, findings, page

from consilium.domain.findings.assertions.assertion import assertion_of
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.topics import diagnosis, history

SAID = yaml.safe_load(Path(__file__).with_name("ways_said.yaml").read_text("utf-8"))
_NOT_YET = frozenset({Assertion.PLANNED, Assertion.CONDITIONAL})
_SAME = {
    "planned": _NOT_YET,
    "conditional": _NOT_YET,
    "stated": frozenset({Assertion.STATED, Assertion.HISTORICAL}),
}


def said(text: str, thing: str) -> Assertion:
    clause = next(one for one in clauses(page(text)) if thing in one.text)
    start = clause.text.index(thing)
    return assertion_of(clause, start, start + len(thing), cues())


@pytest.mark.parametrize("how", list(SAID))
def test_of_the_ways_of_saying_98_of_100_are_read_as_they_are_meant(how: str) -> None:
    meant = _SAME.get(how, frozenset({Assertion(how)}))
    wrong = [(text, thing, found) for text, thing in SAID[how] if (found := said(text, thing)) not in meant]
    assert len(wrong) <= 0.02 * len(SAID[how]), wrong


def only(found: list[Finding], name: str) -> Finding:
    return next(one for one in found if one.name == name)


@pytest.mark.parametrize("text", ["Motivo: palidez, D/C leucemia aguda", "Tumor abdominal, d/c neuroblastoma"])
def test_what_is_to_be_ruled_out_by_its_spanish_abbreviation_is_uncertain(text: str) -> None:
    found = findings(diagnosis, text)
    assert [one.assertion for one in found] == [Assertion.UNCERTAIN]


def test_two_boxes_of_a_row_stand_for_yes_and_no() -> None:
    text = "HISTORY      YES   NO\nAsthma       [X]   [ ]   salbutamol\nDiabetes     [ ]   [X]   grandfather yes"
    found = findings(history, text)
    assert only(found, "asthma").assertion is Assertion.STATED
    assert only(found, "diabetes").assertion is Assertion.NEGATED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Otros: artropatía de rodilla izquierda.", "artropatia"),
        ("PMH: hypoparathyroidism since birth.", "hypoparathyroidism"),
        ("Known with Pearson syndrome.", "pearson syndrome"),
        ("Tiene distrofia corneal leve.", "distrofia corneal"),
        ("Blood culture: Klebsiella on day 3.", "klebsiella"),
    ],
)
def test_an_illness_that_no_list_has_is_read_by_its_form(text: str, name: str) -> None:
    assert only(findings(history, text), name).assertion in (Assertion.STATED, Assertion.HISTORICAL)


@pytest.mark.parametrize(
    "text",
    [
        "Diagnosis and prognosis were explained under anesthesia.",
        "Glucemia 92 mg/dL, calcemia 9.4.",
        "This disease is rare; measurable disease is absent.",
        "Megadosis de vitamina A y sobredosis.",
    ],
)
def test_words_of_tests_and_doses_that_end_like_illnesses_are_none(text: str) -> None:
    assert findings(history, text) == []


def test_an_illness_that_is_denied_by_its_form_is_negated() -> None:
    assert only(findings(history, "No quilotórax ni hemoperitoneo."), "chylothorax").assertion is Assertion.NEGATED


def test_an_item_of_a_list_is_no_heading_though_it_is_a_headings_word() -> None:
    items = [one for one in clauses(page("Call us if:\n- fever\n- bleeding\n- rash")) if one.text.startswith("-")]
    assert {one.heading for one in items} == {"Call us if"}


def test_a_question_that_is_answered_at_once_stays_one_sentence() -> None:
    texts = [one.text for one in clauses(page("Seizure last night? -> no, only rigors. Sleeps well."))]
    assert texts == ["Seizure last night? -> no, only rigors.", "Sleeps well."]


def test_a_family_history_on_the_line_of_its_label_ends_with_the_line() -> None:
    found = findings(history, "FHx: asthma in mother.\nInduction with gas at 08:10, eczema on both arms.")
    assert [(one.name, one.assertion) for one in found] == [
        ("asthma", Assertion.FAMILY),
        ("eczema", Assertion.STATED),
    ]
