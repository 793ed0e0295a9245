"""Reminders say that something comes due, never what; once a day; and only to whom the case is open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consilium.actions import entries, reminders
from consilium.actions.cases import Child, new_case
from consilium.actions.opened import Installation, OpenCase, now
from consilium.actions.people import Person, create_user
from consilium.casebook.models import Grant
from consilium.domain.dates import PartialDate
from consilium.domain.notebook import Decided
from consilium.domain.viewer import Viewer
from consilium.gateways.fakemail import FakePost
from tests.cast import MIA


def day(ahead: int) -> PartialDate:
    on = now().date() + timedelta(days=ahead)
    return PartialDate(on.year, on.month, on.day)


@pytest.fixture
def case(installation: Installation) -> OpenCase:
    """Ana's case, who gave her address, with a decision to look at again tomorrow."""
    ana = create_user(installation, Person("Ana", "ana", "ana@family.example"), None)
    made = new_case(installation, Viewer(ana.viewer), Child(MIA.name))
    entries.keep(made, reminders.DECISION, Decided("We wait for Boston.", day(-9), look_again=day(1)))
    return made


def test_a_reminder_tells_nothing_of_the_child_and_comes_once_a_day(installation: Installation, case: OpenCase) -> None:
    post = FakePost()
    assert reminders.send(installation, post, "https://here.example/") == 1
    assert reminders.send(installation, post, "https://here.example/") == 0
    (letter,) = post.sent
    text = f"{letter['Subject']} {letter.get_content()}"
    assert "one thing comes due" in text
    assert "https://here.example/" in text
    assert not any(word in text for word in ("Boston", *MIA.name.split()))


def test_a_server_that_is_down_costs_nothing_and_is_tried_again(installation: Installation, case: OpenCase) -> None:
    assert reminders.send(installation, FakePost(down=True), "https://here.example/") == 0
    assert reminders.send(installation, FakePost(), "https://here.example/") == 1


def test_nobody_is_written_to_of_a_case_that_is_closed_to_them(installation: Installation, case: OpenCase) -> None:
    Grant.objects.filter(case=case.row).update(until=now() - timedelta(minutes=1))
    assert reminders.send(installation, FakePost(), "https://here.example/") == 0


def test_nothing_due_is_nothing_to_write(installation: Installation, case: OpenCase) -> None:
    kept = entries.all_of(case, reminders.DECISION, Decided)[0]
    entries.keep(case, reminders.DECISION, Decided("We wait.", day(-9), look_again=day(40)), kept.id, kept.version)
    assert reminders.comes_due(case, now().date()) == 0
    assert reminders.send(installation, FakePost(), "https://here.example/") == 0
