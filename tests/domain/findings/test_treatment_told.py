"""Treatment told on paper: what was denied, is planned or is another's first; then labelled papers of many styles."""

from __future__ import annotations

from typing import Any

import pytest

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.topics import TOPICS as ALL_TOPICS
from tests.domain.findings.treated import TOPICS, compare, found_in, labelled, of_label, paper, totals

HALVES = ("treat_develop", "treat_held")
PAPERS = [label for name in HALVES for label in labelled(name)]


def told(text: str, kind: Kind, **more: str) -> list[Finding]:
    return [one for one in found_in(paper(text, **more)) if one.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No se administró radioterapia.", Kind.RADIATION),
        ("She did not receive doxorubicin 25 mg/m2.", Kind.DRUG),
        ("Radioterapia: ninguna", Kind.RADIATION),
        ("No biopsy was performed.", Kind.SURGERY),
        ("Sin neuropatía.", Kind.TOXICITY),
    ],
)
def test_what_a_paper_denies_is_never_said_to_have_been(text: str, kind: Kind) -> None:
    found = told(text, kind)
    assert [one.assertion for one in found] == [Assertion.NEGATED]


@pytest.mark.parametrize(
    "text",
    [
        "Transplant or radiation?",
        "Would nivolumab 3 mg/kg help?",
        "Radiation Oncology clinic.",
        "Biopsy-proven relapse.",
        "ICE chips tolerated.",
        "PR interval normal on ECG, CR 0.4.",
        "Dexamethasone 4 mg for nausea.",
        "Relevant before brentuximab vedotin or high-dose therapy.",
        "Infusion every 21-day cycle.",
        "Course: 12/30/2025 to 01/15/2026",
    ],
)
def test_words_of_treatment_that_tell_of_none_given_are_no_treatment(text: str) -> None:
    stated = [one for one in found_in(paper(text, "2026-02-01", "mdy")) if one.assertion is Assertion.STATED]
    assert stated == []


def test_a_named_regimen_gives_none_of_its_drugs() -> None:
    found = found_in(paper("She completed four cycles of ABVD."))
    assert [(one.kind, one.name) for one in found] == [(Kind.PROTOCOL, "ABVD"), (Kind.CYCLE, "ABVD")]
    assert (found[0].detail["cycles"], found[1].detail["number"]) == (4, 4)


@pytest.mark.parametrize(
    ("dose", "doubt"), [("37.5 g/m2", "dose_too_high"), ("0.0375 mg/m2", "dose_too_low"), ("37.5 mg/m2", None)]
)
def test_a_dose_off_by_a_thousand_stays_as_written_and_is_doubted(dose: str, doubt: str | None) -> None:
    (found,) = told(f"Doxorubicin {dose} was given on 04/02/2025.", Kind.DRUG, date="2025-05-01", order="mdy")
    assert f"{found.value} {found.unit}" == dose
    assert found.detail.get("doubt") == doubt


def test_a_number_with_two_readings_is_settled_only_where_one_can_be_a_dose() -> None:
    (large,) = told("Se administró ciclofosfamida 2,000 mg/m2.", Kind.DRUG, lang="es")
    (either,) = told("Se administró metotrexato 5,000 mg/m2.", Kind.DRUG, lang="es")
    assert large.number == 2000
    assert either.number is None or either.number == 5000


def test_a_dose_after_the_papers_own_day_is_planned() -> None:
    (found,) = told("Cisplatin 80 mg/m2 on 06/20/2025", Kind.DRUG, date="2025-06-01", order="mdy")
    assert found.assertion is Assertion.PLANNED


def test_a_sum_that_is_only_foreseen_is_planned() -> None:
    (found,) = told("Riesgo gonadal bajo (ciclofosfamida 2,000 mg/m² acumulada prevista).", Kind.DRUG, lang="es")
    assert found.assertion is not Assertion.STATED


def test_a_date_whose_order_is_unknown_is_known_to_the_year_only() -> None:
    (found,) = told("Cisplatin 80 mg/m2 was given on 03/04/2025.", Kind.DRUG, date="2025-06-01")
    assert str(found.when) == "2025"


def test_a_medicine_with_a_similar_name_is_not_taken_for_a_drug_in_recognized_words() -> None:
    text = "Alopurinol 100 mg. Cetirizine 10 mg was given. Masa tumoral. Radiólogo."
    assert found_in(paper(text, origin="ocr")) == []


@pytest.mark.parametrize("label", PAPERS, ids=[label["id"] for label in PAPERS])
def test_a_labelled_paper_is_read_as_a_careful_person_would(label: dict[str, Any]) -> None:
    _, beside, missing = compare(label)
    assert (beside, missing) == ([], [])


def test_papers_that_the_rules_were_not_made_for_are_read_nearly_as_well() -> None:
    precision, recall, lines = totals("treat_fresh")
    assert precision >= 0.95, lines
    assert recall >= 0.9, lines


@pytest.mark.parametrize("label", PAPERS, ids=[label["id"] for label in PAPERS])
def test_every_quote_stands_in_its_paper(label: dict[str, Any]) -> None:
    words = label["text"].replace("|", " ").split()
    whole = " ".join(words)
    for one in found_in(of_label(label)):
        assert " ".join(one.quote.replace("|", " ").split()) in whole


def test_hostile_text_ends_in_findings_or_none() -> None:
    for text in (
        "doxorubicin " * 3000,
        "25 mg/m2 x " * 3000,
        "1,1,1," * 5000 + "mg",
        "cycle 1 of " * 2000,
        "(" * 20000,
    ):
        assert len(found_in(paper(text))) < 10_000


def test_an_empty_paper_tells_nothing() -> None:
    assert found_in(paper("")) == []


def test_all_treatment_topics_are_registered() -> None:
    assert set(TOPICS) <= set(ALL_TOPICS)
