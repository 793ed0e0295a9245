"""What reports on images and letters that quote them say, in words of nobody's paper: parts of sentences, sections that
nobody closes, several studies on one paper, days of studies, scores."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Kind
from consilium.domain.findings.topics import imaging
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings

_DAY = PartialDate(2031, 5, 20)


def _said(text: str, category: Category = Category.IMAGING_REPORTS) -> list[tuple[str, Assertion, str]]:
    """(words, how it is said, day) of each statement of imaging."""
    found = [one for one in findings(imaging, text, category, _DAY, "dmy")]
    return [
        (f"{one.name} {one.site} {one.value} {one.quote}".lower(), one.assertion, str(one.when or ""))
        for one in found
        if one.kind is Kind.IMAGING
    ]


def _holds(text: str, word: str, how: Assertion, day: str = "", category: Category = Category.IMAGING_REPORTS) -> bool:
    found = _said(text, category)
    return any(word in said and one is how and day in ("", when) for said, one, when in found)


@pytest.mark.parametrize(
    ("sentence", "word", "how"),
    [
        ("No free fluid, no intraspinal extension nor thrombus.", "intraspinal", Assertion.NEGATED),
        ("No free fluid, no intraspinal extension nor thrombus.", "thrombus", Assertion.NEGATED),
        ("Large pelvic mass, without sciatic notch involvement.", "sciatic", Assertion.NEGATED),
        ("Spleen of normal size; a cyst in the left kidney.", "spleen", Assertion.STATED),
        ("Masa hepática heterogénea, sin invasión de la vena porta.", "porta", Assertion.NEGATED),
        ("Sin evidencia de extensión intracanalicular.", "intracanalicular", Assertion.NEGATED),
        ("Hígado y páncreas sin alteraciones.", "páncreas", Assertion.STATED),
    ],
)
def test_each_part_of_a_sentence_is_said_as_it_is(sentence: str, word: str, how: Assertion) -> None:
    assert _holds(f"CT ABDOMEN\nFindings:\n{sentence}", word, how)


@pytest.mark.parametrize(
    "text",
    [
        "Findings:\nThe pancreas was not visualized.",
        "Findings:\nSe administraron 40 ml de contraste sin incidentes.",
        "Impression:\nWe recommend correlation with markers of the liver.",
        "Findings:\nABDOMEN Y PELVIS:",
    ],
)
def test_what_could_not_be_seen_was_done_or_is_advised_is_no_statement(text: str) -> None:
    assert _said(f"CT ABDOMEN\n{text}") == []


def test_findings_under_an_indication_that_nobody_closed_are_read() -> None:
    text = (
        "TOMOGRAFÍA DE ABDOMEN\nIndicación: dolor abdominal.\n"
        "Bazo con lesión focal de 14 mm.\nVejiga normal.\nImpresión:\nLesión esplénica."
    )
    assert _holds(text, "lesión focal", Assertion.STATED)
    assert not any("dolor" in said for said, _, _ in _said(text))


def test_each_report_of_a_paper_with_several_has_its_own_day() -> None:
    text = (
        "REPORT 1 - BONE SCAN 11/05/2031\nFindings:\nIntense uptake in the right tibia.\n"
        "REPORT 2 - MRI RIGHT LEG 14/05/2031\nFindings:\nMarrow lesion of the tibia, no skip lesion."
    )
    assert _holds(text, "uptake", Assertion.STATED, "2031-05-11") or _holds(text, "uptake", Assertion.STATED)
    assert _holds(text, "skip", Assertion.NEGATED, "2031-05-14")


@pytest.mark.parametrize(
    ("text", "word", "how", "day"),
    [
        ("MRI of the brain in March showed two lesions.", "lesion", Assertion.STATED, "2031-03"),
        ("MRI of the spine on 6 May was clear; no drop metastases.", "metasta", Assertion.NEGATED, "2031-05-06"),
        ("CT head 04-05: no bleed, no hydrocephalus.", "hydrocephalus", Assertion.NEGATED, "2031-05-04"),
        ("Ultrasound today: small ascites.", "ascites", Assertion.STATED, "2031-05-20"),
        ("TC tórax 12/05/2031 (dos nódulos; sin derrame).", "derrame", Assertion.NEGATED, "2031-05-12"),
        ("No mediastinal mass seen on CT 02/05/2031.", "mass", Assertion.NEGATED, "2031-05-02"),
        ("US abdomen 01/05/2031 normal; chest CT 03/05/2031: two nodules.", "nodule", Assertion.STATED, "2031-05-03"),
    ],
)
def test_a_letter_tells_what_a_study_of_a_day_showed(text: str, word: str, how: Assertion, day: str) -> None:
    assert _holds(text, word, how, day, Category.DISCHARGE)


def test_a_diary_gives_its_days_to_what_follows() -> None:
    text = "02/05/2031 fever again.\n04/05/2031 MRI brain and orbits.\nno mass.\n06/05/2031 home."
    assert _holds(text, "mass", Assertion.NEGATED, "2031-05-04", Category.DISCHARGE)


@pytest.mark.parametrize("text", ["MRI brain booked for Monday: parents told.", "TAC de tórax: turno 02/06/2031."])
def test_a_study_to_come_has_shown_nothing(text: str) -> None:
    assert _said(text, Category.DISCHARGE) == []


def test_scores_have_their_own_days() -> None:
    text = "MIBG SCAN\nFindings:\nResidual uptake in L3.\nCurie: 02/01/2031 = 14  03/04/2031 = 6"
    found = findings(imaging, text, Category.IMAGING_REPORTS, _DAY, "dmy")
    scores = {(one.number, str(one.when)) for one in found if one.name == "Curie score"}
    assert scores == {(14.0, "2031-01-02"), (6.0, "2031-04-03")}


@pytest.mark.parametrize(
    "text", ["Normal.", "Normal liver and spleen.", "Clear lungs, no effusion", "Sin alteraciones."]
)
def test_a_sentence_that_opens_with_normal_is_read(text: str) -> None:
    assert all(how in (Assertion.STATED, Assertion.NEGATED) for _, how, _ in _said(f"CT CHEST\nFindings:\n{text}"))
