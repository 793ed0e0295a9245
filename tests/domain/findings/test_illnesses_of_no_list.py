"""Illnesses and complaints in the words of their source, what is denied in any words, and the day beside an illness."""

from __future__ import annotations

import pytest
from onepaper import clauses, cues, findings, placed, words_of_topic

from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.topics import diagnosis, history, stage, toxicity
from consilium.domain.records import Category, Reading


def only(found: list[Finding], name: str) -> Finding:
    (one,) = [one for one in found if one.name == name]
    return one


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("No corneal leak and no haematoma.", "corneal leak"),
        ("Niega caídas, pesadillas ni autolesiones.", "pesadillas"),
        ("Denies weight change, palpitations, scalp sores.", "scalp sores"),
        ("Sin secreción por la herida ni dehiscencia.", "dehiscencia"),
        ("No osteochondromas felt.", "osteochondromas"),
    ],
)
def test_signs_are_denied_in_any_words(text: str, name: str) -> None:
    denied = {one.name for one in findings(history, text) if one.assertion is Assertion.NEGATED}
    assert name in denied


@pytest.mark.parametrize(
    "text",
    [
        "No temperature check is needed at night.",
        "No discharge medicines were given.",
        "No further withdrawal of care was discussed.",
        "No infection control issues on this ward.",
        "No complaints.",
        "Sin problemas.",
    ],
)
def test_what_is_of_care_is_no_sign_that_is_denied(text: str) -> None:
    assert findings(history, text) == []


@pytest.mark.parametrize(
    ("text", "name", "assertion"),
    [
        ("Abdomen soft, non-distended.", "distended", Assertion.NEGATED),
        ("Screening for celiac disease was negative.", "celiac disease", Assertion.NEGATED),
        ("Fractura de clavícula: no.", "fracture", Assertion.NEGATED),
        ("Dolor EVA 0/10.", "pain", Assertion.NEGATED),
        ("Mother warned re: pancreatitis, hearing loss.", "hearing loss", Assertion.CONDITIONAL),
        ("No headache and his hearing is unchanged per Mum.", "headache", Assertion.NEGATED),
        ("Familial Mediterranean fever on colchicine.", "familial mediterranean fever", Assertion.STATED),
    ],
)
def test_an_illness_is_said_as_its_sentence_means_it(text: str, name: str, assertion: Assertion) -> None:
    assert only(findings(history, text), name).assertion is assertion


@pytest.mark.parametrize(
    ("text", "name", "when"),
    [
        ("Asma moderada persistente desde 2019.", "asthma", "2019"),
        ("Hospitalised 2021 with severe pneumonia.", "pneumonia", "2021"),
        ("Celiac disease, diagnosed on 04/03/2020.", "celiac disease", "2020-03-04"),
        ("Bacteremia by coagulase negative staphylococcus (12/05/2023), treated.", "bacteremia", "2023-05-12"),
    ],
)
def test_the_day_or_year_behind_the_words_of_an_illness_is_its_own(text: str, name: str, when: str) -> None:
    assert str(only(findings(history, f"Seen on 15/06/2023.\n{text}", order="dmy"), name).when) == when


def test_what_goes_round_at_school_or_was_given_against_is_no_illness_of_the_child() -> None:
    assert findings(history, "There is measles at his school. Profilaxis EICH: tacrolimus.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("microcephaly", "microcephaly"),
        ("suicidal ideation", "suicidal ideation"),
        ("hydrocele", "hydrocele"),
        ("mucormycosis", "mucormycosis"),
        ("CHARGE syndrome", "charge syndrome"),
    ],
)
def test_an_illness_is_never_named_as_another(text: str, name: str) -> None:
    (one,) = findings(history, f"PMH: {text}.")
    assert one.name == name


@pytest.mark.parametrize(
    ("text", "name", "relative"),
    [
        ("FHx: father MI at 52. Mother well. Uncle: haemangioma.", "myocardial infarction", "father"),
        ("Family: grandfather gambling disorder.", "gambling disorder", "grandfather"),
        ("II:2  mat. aunt, 41, epilepsy", "epilepsy", "maternal aunt"),
        ("Her stepdad had TB as a boy.", "tuberculosis", "stepfather"),
        ("Both parents sickle trait.", "sickle cell trait", "parent"),
    ],
)
def test_what_relatives_have_stands_in_lists_and_pedigrees(text: str, name: str, relative: str) -> None:
    one = only(findings(history, text), name)
    assert (one.assertion, one.detail["relative"]) == (Assertion.FAMILY, relative)


def test_a_figure_alone_is_a_grade_in_a_list_of_grades() -> None:
    rows = (0.1, "TOXICITY (grade 0-4)"), (0.12, "Mucositis | 2 (since Monday)"), (0.14, "Pancreatitis | 0")
    one = placed(*rows, (0.16, "Neuropathy | 1, tingling"))
    paper = Paper(Reading("text", pages=(one,)), clauses(one))
    told = toxicity.find(paper, words_of_topic(toxicity), cues())
    found = {one.name: (one.detail.get("grade"), one.assertion) for one in told}
    assert found["mucositis"] == ("2", Assertion.STATED)
    assert found["pancreatitis"] == ("0", Assertion.NEGATED)


def test_a_level_of_hearing_is_no_lymphoma_and_high_pressure_has_no_cancers_stage() -> None:
    assert findings(diagnosis, "PTA right 15 dB HL, left 20 dB HL.", Category.HEART_HEARING_TESTS) == []
    assert findings(stage, "HTA estadio 2, ROP stage 3.") == []


def test_no_relapse_is_told_where_a_paper_names_several_diseases() -> None:
    text = "AML after Ewing sarcoma.\nNo signs of relapse."
    said = {(one.name, one.assertion) for one in findings(diagnosis, text)}
    assert ("relapse", Assertion.NEGATED) in said


def test_columns_of_grades_are_read_on_the_day_of_their_row() -> None:
    head = (0.1, "week | date | weight | mucositis (CTCAE)")
    one = placed(head, (0.12, "1 | 03/02/2023 | 21.0 | 0"), (0.14, "2 | 10/02/2023 | 20.5 | 2"), width=0.006)
    paper = Paper(Reading("text", pages=(one,)), clauses(one), None, None, "dmy")
    told = toxicity.find(paper, words_of_topic(toxicity), cues())
    assert [(str(each.when), each.detail["grade"], each.assertion) for each in told] == [
        ("2023-02-03", "0", Assertion.NEGATED),
        ("2023-02-10", "2", Assertion.STATED),
    ]
