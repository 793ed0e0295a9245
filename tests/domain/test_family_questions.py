"""The family's list: nothing twice, nothing lost, in the family's order; and what the case itself makes one ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.completeness import gaps
from consilium.domain.completeness.status import Door, Item, Phase, Standing, Status
from consilium.domain.conflicts import ConflictKind, conflicts
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.questions import (
    MOST_CHARS,
    MOST_QUESTIONS,
    Answered,
    Ask,
    From,
    QuestionList,
    added,
    answered,
    edited,
    moved,
    numbered,
    own,
    reconciled,
    restored,
    sheet,
    struck,
    texts_of,
    unlisted,
    with_list,
)
from consilium.domain.records import Category, Citation, Remark
from consilium.domain.suggestions import ChildSituation, Found, offered, situation_of, suggestions
from consilium.domain.summary import Asked
from consilium.knowledge.catalog import LANGUAGES, load
from consilium.knowledge.questions import as_listed, as_suggested, questions
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import READ

KNOWN = questions()
EMPTY = QuestionList()
DX1, SO3, CD1 = (as_listed(KNOWN.questions[name]) for name in ("dx1", "so3", "cd1"))
THREE = added(added(added(EMPTY, DX1), SO3), CD1)
PLANE = "¿Puede viajar en avión?"


def ids(listed: QuestionList) -> list[str]:
    return [one.id for one in listed.open]


# Bad input.


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"en": "  "}, "questions.empty"),
        ({}, "questions.empty"),
        ({"en": "x" * (MOST_CHARS + 1)}, "questions.too_long"),
    ],
)
def test_an_empty_or_endless_question_is_refused(texts: dict[str, str], code: str) -> None:
    with pytest.raises(InputError, match=code):
        own(EMPTY, texts)
    with pytest.raises(InputError, match=code):
        edited(THREE, "dx1", texts)


def test_a_list_has_an_end() -> None:
    full = EMPTY
    for number in range(MOST_QUESTIONS):
        full = own(full, {"en": f"Question {number}?"})
    with pytest.raises(InputError, match="too_many"):
        own(full, {"en": "One more?"})
    assert own(full, {"en": "question 7"}) == full


def test_what_is_not_on_the_list_can_not_be_changed() -> None:
    for act in (struck, restored):
        with pytest.raises(InputError, match="no_question"):
            act(THREE, "gone")
    with pytest.raises(InputError, match="empty_answer"):
        answered(THREE, "dx1", Answered("  "))


# Nothing twice.


def test_the_same_question_is_on_the_list_once() -> None:
    assert added(THREE, DX1) == THREE
    spoken = "are you sure my child’s DIAGNOSIS is correct and as precise as it needs to be"
    assert own(THREE, {"en": spoken.replace("’", "'")}) == THREE
    once = own(EMPTY, {"es": PLANE})
    assert own(once, {"es": "  puede viajar en AVION"}) == once


def test_a_question_can_not_be_changed_into_another_one() -> None:
    with pytest.raises(InputError, match="already"):
        edited(THREE, "cd1", {"en": SO3.texts["en"]})


def test_a_question_that_was_taken_off_comes_back_with_its_answers() -> None:
    told = answered(THREE, "so3", Answered("No, at home.", "Dr. Moreau", PartialDate(2026, 11)))
    off = struck(told, "so3")
    assert ids(off) == ["dx1", "cd1"]
    assert ids(added(off, SO3)) == ["dx1", "so3", "cd1"]
    assert added(off, SO3).named("so3").answers[0].who == "Dr. Moreau"


# The family's own order and words.


@pytest.mark.parametrize(
    ("to", "order"), [(1, "so3 dx1 cd1"), (3, "dx1 cd1 so3"), (99, "dx1 cd1 so3"), (-4, "so3 dx1 cd1")]
)
def test_a_question_moves_to_its_place(to: int, order: str) -> None:
    assert ids(moved(THREE, "so3", to)) == order.split()


@given(st.lists(st.tuples(st.sampled_from(["dx1", "so3", "cd1"]), st.integers(-1, 5), st.booleans())))
def test_no_question_is_lost_by_moving_and_striking(acts: list[tuple[str, int, bool]]) -> None:
    listed = THREE
    for name, to, strike in acts:
        listed = struck(listed, name) if strike else moved(listed, name, to)
        assert sorted(one.id for one in listed.questions) == ["cd1", "dx1", "so3"]
        assert sorted(numbered(listed).values()) == list(range(1, len(listed.open) + 1))


def test_changed_words_are_no_longer_the_source_s_own() -> None:
    listed = edited(THREE, "dx1", {"en": "Is the diagnosis right?", "es": ""}, Ask.SECOND)
    one = listed.named("dx1")
    assert (one.texts, one.edited, one.quoted, one.ask) == ({"en": "Is the diagnosis right?"}, True, False, Ask.SECOND)
    assert edited(THREE, "dx1", DX1.texts) == THREE


def test_answers_of_two_doctors_stand_beside_each_other_and_none_twice() -> None:
    first, second = Answered("Yes.", "Dr. Okafor"), Answered("No.", "Dr. Moreau")
    listed = answered(answered(answered(THREE, "dx1", first), "dx1", second), "dx1", first)
    assert listed.named("dx1").answers == (first, second)


def test_the_sheet_has_both_languages_and_says_which_question_has_one() -> None:
    groups = sheet(own(THREE, {"es": PLANE}, Ask.CURRENT), "es", "en")
    assert [group.ask for group in groups] == [Ask.CURRENT, Ask.SECOND, Ask.BOTH]
    assert [row.number for group in groups for row in group.rows] == [1, 2, 3, 4]
    both, one = groups[0].rows
    assert (both.left, both.right, both.only) == (CD1.texts["es"], CD1.texts["en"], "")
    assert (one.left, one.right, one.only) == (PLANE, "", "es")


def test_a_list_can_be_kept() -> None:
    listed = answered(own(THREE, {"es": PLANE}), "own-1", Answered("Sí", "Dr. Okafor", PartialDate(2026, 11, 2)))
    held = added(listed, as_suggested(suggestions(DISAGREEING, ())[0]))
    assert build(QuestionList, from_json(to_json(held))) == held


# The summary's own list.


def test_the_summary_shows_the_list_in_the_family_s_language() -> None:
    listed = own(THREE, {"es": PLANE})
    assert with_list(Asked("Is the plan right?"), listed, "en").questions == (*texts_of(THREE, "en"), PLANE)
    assert with_list(Asked("x"), struck(listed, "dx1"), "es").questions[0] == SO3.texts["es"]


def test_what_the_command_line_added_or_cleared_is_taken_up() -> None:
    asked = with_list(Asked(), THREE, "en")
    assert reconciled(THREE, asked, "es") == THREE
    more = reconciled(THREE, replace(asked, questions=(*asked.questions, "May we travel?")), "en")
    assert (ids(more)[-1], more.open[-1].origin) == ("own-1", From.OWN)
    cleared = reconciled(more, Asked(questions=("May we travel?",)), "en")
    assert ids(cleared) == ["own-1"]
    assert len(cleared.questions) == 4
    assert ids(reconciled(EMPTY, Asked(questions=("A?", "a", "B?")), "en")) == ["own-1", "own-2"]


# What is offered.


def test_the_five_of_memorial_sloan_kettering_come_first_and_no_question_twice() -> None:
    for phase in (None, *Phase):
        offers = offered(KNOWN, ChildSituation(phase, frozenset(Found)))
        assert [one.id for one in offers[0].questions] == ["dx1", "ch1", "tr1", "so3", "so5"]
        every = [one.id for offer in offers for one in offer.questions]
        assert len(every) == len(set(every))
        for language in LANGUAGES:
            for offer in offers:
                assert offer.title or load(language)[f"questions.offer_{offer.id}"]
                assert load(language)[offer.reason.code]


def test_an_unknown_phase_hides_nothing() -> None:
    offers = offered(KNOWN, ChildSituation(None, frozenset(Found)))
    assert {one.id for offer in offers for one in offer.questions} == KNOWN.questions.keys()


def test_relapse_and_a_planned_operation_bring_their_questions_forward() -> None:
    offers = offered(KNOWN, ChildSituation(Phase.RELAPSE, frozenset({Found.PLANNED_STEP})))
    assert [offer.id for offer in offers[1:3]] == ["found_planned_step", "not_working"]


def record(number: int) -> CaseRecord:
    return CaseRecord(f"id{number}", f"R{number}", "Letter", pages=4)


def case(*findings: Finding) -> ClinicalCase:
    found = tuple(CaseFinding(f"k{at}", finding, record(at)) for at, finding in enumerate(findings, start=1))
    return ClinicalCase("Case", ChildView(), date(2026, 11, 21), findings=found)


STAGE = Finding(Kind.STAGE, "stage", value="III", detail={"system": "COG"}, citations=(Citation("Stage III", 2),))
OTHER = replace(STAGE, value="IV", citations=(Citation("Stage IV", 3),))
DISAGREEING = conflicts(case(STAGE, OTHER))
SLIDES = Status(
    "slides",
    Category.PATHOLOGY_SLIDES,
    Door.PATHOLOGY,
    Standing.PARTLY,
    (Remark("gaps.report_not_slides", {"source": "R3"}),),
    report_enough=False,
)
PAPER = replace(SLIDES, thing="labs", report_enough=True, standing=Standing.MISSING)


def test_a_conflict_becomes_a_question_with_its_places() -> None:
    (found,) = suggestions(DISAGREEING, ())
    assert found.references == ("R1 p.2", "R2 p.3")
    assert [one.quote for one in found.citations] == ["Stage III", "Stage IV"]
    listed = as_suggested(found)
    assert listed.texts["en"].startswith("Our papers give two stages: III and IV.")
    assert (listed.origin, listed.ask) == (From.CASE, Ask.BOTH)
    assert "III" not in found.id


def test_the_same_conflict_has_the_same_id_again() -> None:
    again = conflicts(case(STAGE, OTHER))
    assert suggestions(again, ())[0].id == suggestions(DISAGREEING, ())[0].id


def test_every_kind_of_conflict_has_its_words() -> None:
    for kind in ConflictKind:
        listed = as_suggested(suggestions([replace(DISAGREEING[0], kind=kind)], ())[0])
        assert all(text.endswith("?") for text in listed.texts.values())
        assert set(listed.texts) == set(LANGUAGES)


def test_what_a_doctor_can_tell_becomes_a_question_and_what_is_here_does_not() -> None:
    unknown = replace(SLIDES, thing="mibg_images", standing=Standing.UNKNOWN)
    here = [replace(SLIDES, standing=one) for one in (Standing.PRESENT, Standing.NOT_APPLICABLE)]
    yours = replace(SLIDES, thing="questions_list", door=Door.FAMILY, standing=Standing.MISSING)
    optional = replace(unknown, thing="tumor_board", needed=False)
    found = suggestions((), [*here, yours, optional, unknown, SLIDES])
    assert [one.id for one in found] == ["gap-mibg_images", "gap-slides"]
    assert as_suggested(found[1]).texts["en"] == (
        "We have only the report of this: Slides and blocks of the tumor. "
        "The second team has to see the thing itself. Can it be sent?"
    )
    assert found[1].reasons == SLIDES.reasons


def test_papers_that_are_only_to_be_fetched_make_one_question() -> None:
    papers = [
        replace(SLIDES, thing=name, report_enough=True, standing=Standing.MISSING) for name in ("labs", "discharge")
    ]
    (found,) = suggestions((), papers)
    assert as_suggested(found).texts["es"].startswith("Nos faltan algunos documentos: Resultados de laboratorio; Notas")
    letter = replace(papers[0], thing="clinical_summary", door=Door.TEAM)
    assert [one.id for one in suggestions((), [*papers, letter])] == ["gap-clinical_summary", "gap-papers"]


def test_a_silent_time_is_asked_about_with_its_ends() -> None:
    ends = (PartialDate(2025, 3), PartialDate(2025, 9, 4))
    reason = Remark("gaps.item_stretch", {"start": "2025-03", "end": "2025-09-04"})
    item = Item("stretch", Door.RECORDS, Category.DISCHARGE, reason, when=ends[0], until=ends[1])
    found, papers = suggestions((), [replace(PAPER, thing="story_stretch", items=(item,)), PAPER])
    assert papers.id == "gap-papers"
    assert "from March 2025 to 4 September 2025" in as_suggested(found).texts["en"]


@pytest.mark.parametrize("name", READ)
def test_the_questions_of_a_labelled_case_are_few_and_whole(name: str) -> None:
    of = READ[name][0]
    made = [as_suggested(one) for one in suggestions(conflicts(of), gaps(of, requirements()))]
    assert len(made) == len({one.id for one in made}) <= 9
    for one in made:
        assert one.reasons
        assert all("thing_" not in text and "questions." not in text for text in one.texts.values())


def test_a_pending_result_is_asked_for_by_its_name() -> None:
    item = Item(
        "result", Door.LABORATORY, Category.GENETICS, Remark("gaps.item_pending", {"source": "R2"}), what="MYCN FISH"
    )
    status = replace(SLIDES, thing="mycn", category=Category.GENETICS, standing=Standing.MISSING, items=(item,))
    (found,) = suggestions((), [status])
    assert "MYCN FISH" in as_suggested(found).texts["es"]


def test_what_is_on_the_list_is_not_suggested_again() -> None:
    made = tuple(map(as_suggested, suggestions(DISAGREEING, [SLIDES])))
    assert unlisted(added(EMPTY, made[0]), made) == made[1:]


def test_the_case_itself_tells_what_calls_for_questions() -> None:
    planned = Finding(Kind.SURGERY, "nephrectomy", assertion=Assertion.PLANNED)
    genes = replace(SLIDES, category=Category.GENETICS)
    found = situation_of(case(planned), Phase.TREATMENT, DISAGREEING, [genes])
    assert found == ChildSituation(
        Phase.TREATMENT, frozenset({Found.PLANNED_STEP, Found.DISEASE_DIFFERS, Found.GENES_OPEN})
    )
    assert situation_of(case(replace(planned, assertion=Assertion.STATED)), None, (), ()) == ChildSituation()
