"""The cases of a person, a new one, and where one stands."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from consilium.actions import entries
from consilium.actions.cases import Child, new_case
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.waiting import ANSWER
from consilium.casebook.models import Case
from consilium.domain.dates import PartialDate
from consilium.domain.viewer import OPERATOR
from consilium.domain.waiting import Said, TeamAnswer
from tests.cast import MIA


@pytest.mark.parametrize(
    "typed", [{}, {"name": " "}, {"name": "x" * 201}, {"name": "Mia", "born_0": "31", "born_1": "2"}]
)
def test_a_case_without_a_name_or_with_a_wrong_date_is_not_begun(owner: Client, typed: dict[str, str]) -> None:
    answer = owner.post("/cases/new/", typed)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_stranger_sees_no_case_and_no_list(stranger: Client, case: OpenCase) -> None:
    for path in (f"/case/{case.id}/", "/cases/", "/cases/new/"):
        answer = stranger.get(path)
        assert answer.status_code == 302
        assert MIA.family not in answer.content.decode()


def test_another_case_is_not_there(owner: Client) -> None:
    assert owner.get(f"/case/{uuid4()}/").status_code == 404


def test_a_hostile_name_is_shown_and_does_nothing(owner: Client) -> None:
    owner.post("/cases/new/", {"name": "<script>alert(1)</script>"})
    page = owner.get("/cases/", follow=True).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_person_without_a_case_begins_one_and_with_one_is_in_it(owner: Client) -> None:
    assert owner.get("/cases/").headers["Location"] == "/cases/new/"
    made = owner.post("/cases/new/", {"name": MIA.name})
    assert owner.get("/cases/").headers["Location"] == made.headers["Location"]


def test_of_two_cases_a_person_chooses(owner: Client, installation: Installation, case: OpenCase) -> None:
    new_case(installation, OPERATOR, Child("Noah Sample", PartialDate.from_iso("2012-01-09"), "male"))
    page = owner.get("/cases/").content.decode()
    assert f"/case/{case.id}/" in page
    assert "Noah Sample" in page


def first(owner: Client, case: OpenCase) -> str:
    page = owner.get(f"/case/{case.id}/").content.decode()
    return page.split('id="first">')[1].split("</h2>")[0]


def test_what_comes_first_moves_on_with_the_case(owner: Client, case: OpenCase) -> None:
    assert first(owner, case) == "First: check the danger signs"
    owner.post(f"/case/{case.id}/wait/signs/", {})
    assert first(owner, case) == "First: ask your team if it can wait"
    entries.keep(case, ANSWER, TeamAnswer(Said.CANNOT_WAIT, PartialDate(2026, 1, 1)))
    assert first(owner, case) == "First: put in your records"
    owner.post(f"/case/{case.id}/wait/signs/", {"signs": ["general_danger_signs.1"]})
    assert first(owner, case) == "First: call now"


def test_every_step_is_there_and_an_empty_case_says_so(owner: Client, case: OpenCase) -> None:
    page = owner.get(f"/case/{case.id}/").content.decode().split("<main")[1]
    for step in ("wait", "records", "missing", "questions", "talking", "where", "insurance", "people", "notebook"):
        assert f'href="/case/{case.id}/{step}/"' in page
    assert "No records yet." in page
    assert "We can tell once records are here." in page
