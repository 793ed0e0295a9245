"""Papers of who may decide, what a patient keeps, and who saw what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils.html import escape

from consilium.actions import audit, circle, entries, own
from consilium.actions.access import PERSON, case_for
from consilium.actions.opened import Installation, OpenCase, now
from consilium.domain.circle import Person
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.web.family.people_seen import did
from tests.web.asking_in import CODE, EN, GIVEN, code_of, joined, member
from tests.web.cast import BACKEND, Cast, come_in


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def people_url(case: OpenCase) -> str:
    return f"/case/{case.id}/people/"


# Papers.


@pytest.fixture
def cast(installation: Installation, case: OpenCase) -> Cast:
    return come_in(installation, case)


def test_a_court_order_shuts_luis_out_with_the_next_request(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis"), "luis")
    assert luis.get(people_url).status_code == 200
    order = {"says": "No contact (synthetic).", "court": "Family court", "takes": "all",
             "person": member(installation, opened(), "Luis").person.id}  # fmt: skip
    assert owner.post(f"{people_url}papers/order/", order).status_code == 302
    assert luis.get(people_url).status_code == 403
    assert luis.get("/cases/").headers["Location"] == "/cases/new/"
    page = owner.get(people_url).content.decode()
    assert "No contact (synthetic)." in page
    assert escape(EN.text("papers.bars_all")) in page


def test_a_barred_person_who_comes_back_with_another_account_stays_barred(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    joined(code_of(owner, people_url, role="second_parent", name="Luis"), "luis")
    found = member(installation, opened(), "Luis")
    order = {"says": "No contact (synthetic).", "person": found.person.id, "takes": "all"}
    owner.post(f"{people_url}papers/order/", order)
    owner.post(f"{people_url}{found.item}/revoke/")
    url = f"{people_url}{found.item}/again/"
    page = owner.get(url).content.decode()
    assert "No contact (synthetic)." in page
    assert escape(EN.text("people.orders_this")) in page
    given = {**GIVEN, "role": "second_parent", "name": "Luis"}
    refused = owner.post(url, given)
    assert refused.status_code == 422
    assert EN.text("people.aware_required") in refused.content.decode()
    code = CODE.search(owner.post(url, {**given, "aware": "on"}).content.decode())
    assert code
    again = joined(code[1], "luis2")
    assert again.get(people_url).status_code == 403


def test_nobody_takes_off_an_order_about_themself_or_writes_one_about_the_keeper(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis"), "luis")
    me = member(installation, opened(), "Luis").person.id
    owner.post(f"{people_url}papers/order/", {"says": "Sends nothing.", "person": me, "takes": "some", "bars": "send"})
    assert luis.post(f"{people_url}papers/remove/", {"kind": "orders", "at": "0", "seen": "1"}).status_code == 302
    papers = circle.guardianship(opened())
    assert papers is not None
    assert len(papers.value.orders) == 1
    answer = luis.post(f"{people_url}papers/order/", {"says": "Out.", "person": OPERATOR.id, "takes": "all"})
    assert answer.status_code == 422
    assert EN.text("circle.order_about_keeper") in answer.content.decode()
    assert owner.post(f"{people_url}papers/remove/", {"kind": "orders", "at": "0", "seen": "1"}).status_code == 302
    assert circle.guardianship(opened()).value.orders == ()  # type: ignore[union-attr]


def test_consent_is_written_down_and_papers_that_differ_are_shown(owner: Client, people_url: str) -> None:
    url = f"{people_url}papers/consent/"
    assert owner.post(url, {"holds": "alone"}).status_code == 422
    assert owner.post(url, {"person": OPERATOR.id, "holds": "alone", "says": "Sole custody."}).status_code == 302
    assert owner.post(url, {"name": "Luis Muestra", "holds": "alone"}).status_code == 302
    page = owner.get(people_url).content.decode()
    assert EN.text("circle.consent_differs", count=2) in page
    assert "Luis Muestra" in page
    assert owner.get(f"{people_url}invite/").status_code == 200
    assert code_of(owner, people_url)


def test_the_day_of_majority_is_confirmed_or_typed(
    owner: Client, people_url: str, opened: Callable[[], OpenCase]
) -> None:
    url = f"{people_url}papers/majority/"
    assert "18 in most states" in owner.get(url).content.decode()
    assert owner.post(url, {"years": "99"}).status_code == 422
    assert owner.post(url, {}).status_code == 422
    assert owner.post(url, {"confirmed": "yes"}).status_code == 302
    papers = circle.guardianship(opened())
    assert papers is not None
    assert (papers.value.majority.years, papers.value.majority.confirm) == (18, False)
    assert owner.post(url, {"years": "21"}).status_code == 302
    assert circle.guardianship(opened()).value.majority.years == 21  # type: ignore[union-attr]


def test_only_those_who_may_invite_and_the_patient_read_papers(cast: Cast, people_url: str) -> None:
    for name, reads in (("Ana", True), ("Mia", True), ("Rosa", False), ("Tom", False), ("Dr. Okafor", False)):
        page = cast.client(name).get(people_url).content.decode()
        assert ("No contact" in page) is reads, name


def test_of_age_the_patient_says_who_stays(
    cast: Cast, owner: Client, people_url: str, installation: Installation
) -> None:
    day = now().date() - timedelta(days=3)
    given = {"day_0": str(day.day), "day_1": str(day.month), "day_2": str(day.year)}
    assert owner.post(f"{people_url}papers/majority/", given).status_code == 302
    mia, rosa = cast.client("Mia"), cast.client("Rosa")
    assert rosa.get(people_url).status_code == 403
    found = member(installation, cast.case, "Rosa")
    assert rosa.post(f"{people_url}{found.item}/allow/").status_code == 403
    assert mia.post(f"{people_url}{found.item}/allow/").status_code == 302
    assert rosa.get(people_url).status_code == 200


# Just for the patient.


def seen_by(cast: Cast, name: str) -> OpenCase:
    return case_for(cast.installation, cast.viewer(name), cast.case.id, "see")


def test_mias_own_note_is_seen_by_nobody_else(cast: Cast, owner: Client, people_url: str) -> None:
    mia = cast.client("Mia")
    assert mia.post(f"{people_url}own/", {"text": "I am afraid of losing my hair."}).status_code == 302
    assert "losing my hair" in mia.get(f"{people_url}own/").content.decode()
    (thing,) = own.own_things(seen_by(cast, "Mia"))
    for name in ("Ana", "Rosa", "Dr. Okafor", "Tom"):
        client = cast.client(name)
        for path in ("", "own/", f"own/{thing.id}/", "seen/"):
            assert "losing my hair" not in client.get(people_url + path).content.decode(), (name, path)
        assert entries.all_of(seen_by(cast, name), own.NOTE, own.Note) == ()
        assert own.NOTE not in entries.counts(seen_by(cast, name))
    assert "losing my hair" not in owner.get(people_url).content.decode()
    assert entries.all_of(case_for(cast.installation, OPERATOR, cast.case.id, "see"), own.NOTE, own.Note) == ()


def test_mia_shows_it_to_whom_she_chooses_and_takes_that_back(cast: Cast, people_url: str) -> None:
    mia, tom, ana = cast.client("Mia"), cast.client("Tom"), cast.client("Ana")
    mia.post(f"{people_url}own/", {"text": "Talk to me first.", "shown_to": cast.viewer("Tom").id})
    assert "Talk to me first." in tom.get(people_url).content.decode()
    assert "Talk to me first." not in ana.get(people_url).content.decode()
    (thing,) = own.own_things(seen_by(cast, "Mia"))
    url = f"{people_url}own/{thing.id}/"
    assert tom.post(url, {"private": "no", "seen": "1"}).status_code == 404
    assert mia.post(url, {"private": "yes", "seen": thing.mark_version}).status_code == 302
    assert "Talk to me first." not in tom.get(people_url).content.decode()


def test_nobody_but_the_patient_has_such_a_page(cast: Cast, owner: Client, people_url: str) -> None:
    for client in (cast.client("Ana"), cast.client("Rosa"), owner):
        assert client.get(f"{people_url}own/").status_code == 404
        assert client.post(f"{people_url}own/", {"text": "x"}).status_code == 404


def test_papers_and_people_can_not_be_hidden_as_ones_own(cast: Cast, people_url: str) -> None:
    mia = cast.client("Mia")
    rows = [*entries.all_of(cast.case, PERSON, Person)]
    for one in rows[:3]:
        assert mia.post(f"{people_url}own/{one.id}/", {"private": "yes", "seen": "0"}).status_code == 404


def test_ones_own_note_is_taken_off_and_an_empty_one_is_none(cast: Cast, people_url: str) -> None:
    mia = cast.client("Mia")
    assert mia.post(f"{people_url}own/", {"text": "  "}).status_code == 422
    mia.post(f"{people_url}own/", {"text": "Gone soon."})
    (thing,) = own.own_things(seen_by(cast, "Mia"))
    assert cast.client("Ana").post(f"{people_url}own/{thing.id}/strike/").status_code == 404
    assert mia.post(f"{people_url}own/{thing.id}/strike/").status_code == 302
    assert "Gone soon." not in mia.get(f"{people_url}own/").content.decode()


# Who saw what.


def test_every_act_stands_there_by_name_and_others_see_their_own_only(
    cast: Cast, owner: Client, people_url: str
) -> None:
    rosa = cast.client("Rosa")
    rosa.get(people_url)
    page = cast.client("Ana").get(f"{people_url}seen/").content.decode()
    assert re.search(r"<strong>Rosa</strong>\s+looked at the case", page)
    mine = rosa.get(f"{people_url}seen/").content.decode()
    assert "<strong>Ana</strong>" not in mine
    assert EN.text("trail.said_own") in mine


def test_a_long_list_has_pages(owner: Client, case: OpenCase, people_url: str) -> None:
    with transaction.atomic():
        for at in range(450):
            audit.record(OPERATOR, ("case.see", "case.searched")[at % 2], case.id, now())
    for page, code in (("seen/", 200), ("seen/2/", 200), ("seen/99/", 200)):
        assert owner.get(people_url + page).status_code == code
    assert EN.text("trail.page", page=3, pages=3) in owner.get(f"{people_url}seen/99/").content.decode()


@pytest.mark.parametrize("act", ["case.see", "person.joined", "a.written", "a.struck", "a.unheard", "nothing", "a.b.c"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_words_even_one_that_nobody_wrote_any_for(act: str, language: str) -> None:
    said = did(catalog(language), act)
    assert said
    assert "trail." not in said


def test_members_keep_their_names_in_the_list_after_they_left(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    rosa = joined(code_of(owner, people_url))
    rosa.post(f"{people_url}leave/")
    assert "Rosa Muestra" in owner.get(f"{people_url}seen/").content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_has_all_its_words(cast: Cast, people_url: str, language: str) -> None:
    ana = Client(headers={"Accept-Language": language})
    ana.force_login(cast.users["Ana"], BACKEND)
    item = member(cast.installation, cast.case, "Rosa").item
    paths = (
        "",
        "invite/",
        "papers/consent/",
        "papers/order/",
        "papers/majority/",
        "seen/",
        f"{item}/",
        f"{item}/revoke/",
    )
    for path in paths:
        page = ana.get(people_url + path).content.decode()
        text = re.sub(r"<[^>]*>", " ", page)
        assert not re.search(r"\b(people|papers|own|trail|circle|door|account|join)\.[a-z_]+\b", text), path
