"""Insurance and rights: a call as it was, what differs, rules by place, letters that leave blanks."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from consilium.actions import entries
from consilium.actions.opened import OpenCase
from consilium.domain.insurance import Answered, Call
from consilium.knowledge.insurance import call_checklist
from consilium.web.family.insurance import KIND

DAY = {"call_on_0": "2", "call_on_1": "6", "call_on_2": "2026"}
CHOICE = next(one.id for one in call_checklist() if one.choice)


def of(case: OpenCase) -> str:
    return f"/case/{case.id}/insurance/"


def test_a_call_of_a_day_to_come_is_refused(owner: Client, case: OpenCase) -> None:
    answer = owner.post(f"{of(case)}call/", {**DAY, "call_on_2": "2199"})
    assert answer.status_code == 422
    assert "be in the future" in answer.content.decode()


def test_a_call_back_before_the_call_is_refused_at_its_day(owner: Client, case: OpenCase) -> None:
    answer = owner.post(f"{of(case)}call/", {**DAY, "call_back_0": "1", "call_back_1": "6", "call_back_2": "2026"})
    assert answer.status_code == 422
    assert 'href="#call_back' in answer.content.decode()


def test_a_call_is_kept_as_it_was_and_says_what_it_lacks(
    owner: Client, case: OpenCase, opened: Callable[[], OpenCase]
) -> None:
    said = {**DAY, "company": "Plan <i>", f"q_{CHOICE}": "no", f"w_{CHOICE}": "Not this year.", "promised": "A letter."}
    assert owner.post(f"{of(case)}call/", said).status_code == 302
    kept = entries.all_of(opened(), KIND, Call)[0].value
    assert [(one.question, one.answered, one.words) for one in kept.replies] == [
        (CHOICE, Answered.NO, "Not this year.")
    ]
    page = owner.get(of(case)).content.decode()
    assert "Plan &lt;i&gt;" in page
    assert "No reference number yet" in page
    assert "Not this year." in page


def test_two_calls_that_differ_are_said_to(owner: Client, case: OpenCase) -> None:
    owner.post(f"{of(case)}call/", {**DAY, f"q_{CHOICE}": "no"})
    owner.post(f"{of(case)}call/", {**DAY, "call_on_0": "3", f"q_{CHOICE}": "yes"})
    assert "In another call they said something else" in owner.get(of(case)).content.decode()


def test_a_call_can_be_mended_and_two_who_mend_it_see_both(
    owner: Client, case: OpenCase, opened: Callable[[], OpenCase]
) -> None:
    owner.post(f"{of(case)}call/", {**DAY, "company": "Plan"})
    there = f"{of(case)}call/{entries.all_of(opened(), KIND, Call)[0].id}/"
    assert 'value="Plan"' in owner.get(there).content.decode()
    assert owner.post(there, {**DAY, "company": "Plan A", "seen": "1"}).status_code == 302
    answer = owner.post(there, {**DAY, "company": "Plan B", "seen": "1"})
    assert answer.status_code == 409
    assert "Plan A" in answer.content.decode()


def test_rules_of_another_state_are_not_shown(owner: Client, case: OpenCase) -> None:
    assert "Tell us where you live" in owner.get(of(case)).content.decode()
    owner.post(f"/case/{case.id}/where/", {"country": "US", "state": "US-CA"})
    page = owner.get(of(case)).content.decode()
    assert "California" in page
    assert "164.524" in page
    assert "New York" not in page.split("rights-title")[1]


def test_free_options_stand_beside_prices(owner: Client, case: OpenCase) -> None:
    page = owner.get(of(case)).content.decode()
    assert "Free, as their page says" in page
    assert "They state a price" in page


def test_letters_to_the_insurer_leave_lines_for_what_nobody_told(owner: Client, case: OpenCase) -> None:
    asked = {"plan": "private", "state": "US-CA", "services": ["visit"], "grounds": ["rare"], "language": "en"}
    letter = owner.post(f"{of(case)}letter/prior_authorization/", {**asked, "form": "txt"})
    assert letter.headers["Content-Disposition"].startswith("attachment")
    assert "Mia Muestra Ejemplo" in letter.content.decode()
    assert "____" in letter.content.decode()
    late = {**asked, "refused_on_0": "1", "refused_on_1": "1", "refused_on_2": "2199"}
    assert owner.post(f"{of(case)}letter/appeal/", late).status_code == 422
    assert owner.get(f"{of(case)}letter/nothing/").status_code == 404
