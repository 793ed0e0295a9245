"""The notebook: versions stay, days are checked, two at once see both, the reminder names nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from consilium.actions import entries
from consilium.actions.opened import OpenCase, now
from consilium.domain.notebook import Decided
from consilium.web.family.notebook import KIND

WRITTEN = {"decided": "We ask in Boston.", "on_0": "3", "on_1": "5", "on_2": "2026", "by": "Ana, Luis",
           "look_again_0": "1", "look_again_1": "6", "look_again_2": "2026"}  # fmt: skip


def kept(case: OpenCase) -> tuple[entries.Entry[Decided], ...]:
    return entries.all_of(case, KIND, Decided)


def test_a_decision_of_a_day_to_come_is_refused_at_its_day(owner: Client, case: OpenCase) -> None:
    answer = owner.post(f"/case/{case.id}/notebook/", {**WRITTEN, "on_2": "2199"})
    assert answer.status_code == 422
    assert "dated in the future" in answer.content.decode()


def test_a_day_that_no_calendar_has_is_asked_for_again_with_what_was_typed(owner: Client, case: OpenCase) -> None:
    page = owner.post(f"/case/{case.id}/notebook/", {**WRITTEN, "on_0": "31", "on_1": "2"}).content.decode()
    assert "Please write the date as day, month and year" in page
    assert "We ask in Boston." in page


def test_a_decision_sent_twice_is_kept_once(owner: Client, case: OpenCase, opened: Callable[[], OpenCase]) -> None:
    sent = {**WRITTEN, "entry": "6f1c9f0e-5a43-4e0c-a6c4-2f1a1b6e9a10", "seen": "0"}
    for _ in range(2):
        assert owner.post(f"/case/{case.id}/notebook/", sent).status_code == 302
    assert [one.value.by for one in kept(opened())] == [("Ana", "Luis")]


def test_a_change_is_a_further_version_and_the_other_writer_sees_both(
    owner: Client, case: OpenCase, opened: Callable[[], OpenCase]
) -> None:
    owner.post(f"/case/{case.id}/notebook/", WRITTEN)
    there = f"/case/{case.id}/notebook/{kept(opened())[0].id}/"
    changed = {**WRITTEN, "decided": "We ask in Houston.", "seen": "1"}
    assert owner.post(there, changed).status_code == 302
    answer = owner.post(there, {**WRITTEN, "decided": "We wait.", "seen": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "We ask in Houston." in page
    assert "We wait." in page
    assert 'name="seen" value="2"' in page
    assert owner.post(there, {**WRITTEN, "decided": "We wait.", "seen": "2"}).status_code == 302
    page = owner.get(there).content.decode()
    assert all(words in page for words in ("We ask in Boston.", "We ask in Houston.", "We wait."))


def test_having_looked_again_is_written_down_and_ends_the_reminder(
    owner: Client, case: OpenCase, opened: Callable[[], OpenCase]
) -> None:
    owner.post(f"/case/{case.id}/notebook/", WRITTEN)
    there = f"/case/{case.id}/notebook/{kept(opened())[0].id}/"
    assert "You wanted to look at this again" in owner.get(f"/case/{case.id}/notebook/").content.decode()
    looked = {"form": "looked", "looked_on_0": "2", "looked_on_1": "6", "looked_on_2": "2026", "note": "It stays."}
    assert owner.post(there, {**looked, "looked_on_2": "2199"}).status_code == 422
    assert owner.post(there, looked).status_code == 302
    assert "It stays." in owner.get(there).content.decode()
    assert "You wanted to look at this again" not in owner.get(f"/case/{case.id}/notebook/").content.decode()


def test_a_day_that_is_still_to_come_is_soon_and_not_due(owner: Client, case: OpenCase) -> None:
    ahead = now().date() + timedelta(days=8)
    again = {"look_again_0": str(ahead.day), "look_again_1": str(ahead.month), "look_again_2": str(ahead.year)}
    owner.post(f"/case/{case.id}/notebook/", {**WRITTEN, **again})
    page = owner.get(f"/case/{case.id}/notebook/").content.decode()
    assert "Soon: look again" in page
    assert "Time to look again" not in page


@pytest.mark.parametrize("month", ["May", "mayo", "may."])
def test_a_month_may_be_typed_as_a_word(
    owner: Client, case: OpenCase, opened: Callable[[], OpenCase], month: str
) -> None:
    assert owner.post(f"/case/{case.id}/notebook/", {**WRITTEN, "on_1": month}).status_code == 302
    assert str(kept(opened())[0].value.on) == "2026-05-03"


def test_what_is_no_date_is_said_in_plain_words_however_long(owner: Client, case: OpenCase) -> None:
    page = owner.post(f"/case/{case.id}/notebook/", {**WRITTEN, "on_1": "next spring" * 9}).content.decode()
    assert "Please write the date as day, month and year" in page
    assert "characters" not in page
