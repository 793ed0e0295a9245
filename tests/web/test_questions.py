"""The family's list of questions: two at once, hostile words, what the case raises, the printed sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from consilium.actions import questions as acts
from consilium.actions.opened import OpenCase
from consilium.domain.questions import own
from consilium.knowledge.catalog import catalog


def of(case: OpenCase) -> str:
    return f"/case/{case.id}/questions/"


def texts(case: OpenCase) -> list[str]:
    return [one.text("en") for one in acts.listed(case, "en")[0].open]


def test_an_empty_question_is_asked_for_again(owner: Client, case: OpenCase) -> None:
    answer = owner.post(of(case), {"text": "  ", "ask": "both"})
    assert answer.status_code == 422
    assert "Please fill this in" in answer.content.decode()


def test_adding_none_of_what_is_offered_says_to_choose_first(owner: Client, case: OpenCase) -> None:
    answer = owner.post(of(case), {}, follow=True)
    assert answer.status_code == 200
    assert "Choose one question or more first." in answer.content.decode()


def test_the_same_question_is_on_the_list_once(owner: Client, opened: Callable[[], OpenCase], case: OpenCase) -> None:
    for _ in range(2):
        owner.post(of(case), {"text": "Is it safe?", "ask": "both"})
    assert texts(opened()) == ["Is it safe?"]


def test_hostile_words_are_shown_as_words(owner: Client, case: OpenCase) -> None:
    owner.post(of(case), {"text": "<script>alert(1)</script>", "ask": "both"})
    page = owner.get(of(case)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_offered_questions_are_added_ordered_and_taken_off(
    owner: Client, opened: Callable[[], OpenCase], case: OpenCase
) -> None:
    page = owner.get(of(case)).content.decode()
    assert 'name="add"' in page
    owner.post(of(case), {"add": ["dx12", "cd4"]})
    owner.post(of(case), {"text": "Mine?", "ask": "current"})
    first, second, mine = acts.listed(opened(), "en")[0].open
    owner.post(of(case), {"question": mine.id, "do": "up"})
    assert texts(opened())[1] == "Mine?"
    owner.post(of(case), {"question": first.id, "do": "strike"})
    assert first.text("en") not in texts(opened())
    owner.post(of(case), {"question": first.id, "do": "restore"})
    assert first.text("en") in texts(opened())
    assert second.text("en") in texts(opened())


def test_what_two_write_at_once_is_both_on_the_list(case: OpenCase, opened: Callable[[], OpenCase]) -> None:
    one, other = opened(), opened()
    acts.change(one, lambda listed: own(listed, {"en": "From one?"}), "en")
    acts.change(other, lambda listed: own(listed, {"en": "From the other?"}), "en")
    assert texts(opened()) == ["From one?", "From the other?"]


def test_who_changes_words_that_another_changed_meanwhile_sees_both(
    owner: Client, case: OpenCase, opened: Callable[[], OpenCase]
) -> None:
    owner.post(of(case), {"text": "First words?", "ask": "both"})
    listed, version = acts.listed(opened(), "en")
    there = f"{of(case)}one/{listed.open[0].id}/"
    owner.post(there, {"form": "edit", "text": "Her words?", "ask": "both", "seen": version})
    answer = owner.post(there, {"form": "edit", "text": "His words?", "ask": "both", "seen": version})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Her words?" in page
    assert "His words?" in page
    assert texts(opened()) == ["Her words?"]


def test_an_answer_is_kept_with_who_gave_it(owner: Client, case: OpenCase, opened: Callable[[], OpenCase]) -> None:
    owner.post(of(case), {"text": "When?", "ask": "both"})
    there = f"{of(case)}one/{acts.listed(opened(), 'en')[0].open[0].id}/"
    said = {"form": "answer", "answer": "In May.", "who": "Dr. Okafor", "on_0": "3", "on_1": "5", "on_2": "2026"}
    assert owner.post(there, said).status_code == 302
    page = owner.get(there).content.decode()
    assert "In May." in page
    assert "Dr. Okafor" in page


def test_a_question_that_is_not_there_is_said_so(owner: Client, case: OpenCase) -> None:
    assert owner.get(f"{of(case)}one/nowhere/").status_code == 404


def test_the_sheet_has_both_languages_side_by_side(owner: Client, case: OpenCase) -> None:
    owner.post(of(case), {"add": ["dx12"]})
    owner.post(of(case), {"text": "Mine?", "ask": "both"})
    page = owner.get(f"{of(case)}sheet/").content.decode()
    assert "Is it safe to wait for a second opinion?" in page
    assert 'lang="es"' in page
    assert "This question is in one language only" in page


def test_the_list_stands_in_what_the_summary_asks(
    owner: Client, case: OpenCase, opened: Callable[[], OpenCase]
) -> None:
    owner.post(of(case), {"text": "Mine?", "ask": "both"})
    assert opened().document.asked.questions == ("Mine?",)


def test_talking_and_help_say_where_their_words_come_from(owner: Client, stranger: Client, case: OpenCase) -> None:
    assert "childrensoncologygroup.org" in owner.get(f"/case/{case.id}/talking/").content.decode()
    page = stranger.get("/help/?country=US").content.decode()
    assert "Palliative care is not only for the end of life" in page
    assert stranger.get("/help/?country=<b>").status_code == 200


@pytest.mark.parametrize("page", ["talking/", "questions/"])
def test_who_translated_a_page_is_said_once(owner: Client, case: OpenCase, page: str) -> None:
    note = catalog("es").text("questions.translated_ours")
    shown = owner.get(f"/case/{case.id}/{page}", headers={"Accept-Language": "es"}).content.decode()
    assert shown.count(note) == 1
    english = owner.get(f"/case/{case.id}/{page}", headers={"Accept-Language": "en"}).content.decode()
    assert catalog("en").text("questions.translated_ours") not in english
