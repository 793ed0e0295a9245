"""The people of a case: asked in with a code that works once, changed, and sent out at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.html import escape

from consilium.actions import circle, entries
from consilium.actions.access import PERSON
from consilium.actions.opened import Installation, OpenCase, now
from consilium.casebook.models import Grant, Invitation, User
from consilium.domain.circle import Person
from consilium.domain.viewer import OPERATOR
from consilium.gateways.fakemail import FakePost
from tests.web.asking_in import CODE, EN, GIVEN, PASSWORD, browser, code_of, joined, member


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def people_url(case: OpenCase) -> str:
    return f"/case/{case.id}/people/"


# The code.


def test_a_used_an_old_and_a_made_up_code_look_alike(owner: Client, people_url: str) -> None:
    used = code_of(owner, people_url)
    joined(used)
    old = code_of(owner, people_url, name="Tom")
    Invitation.objects.filter(used=None).update(until=now() - timedelta(seconds=1))
    pages = [browser().post("/join/", {"code": code}) for code in (used, old, "ABCD-EFGH-JKMN-PQRS")]
    said = [re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages]
    assert [page.status_code for page in pages] == [422] * 3
    assert said[0] == said[1] == said[2]


def test_of_two_who_use_a_code_at_the_same_moment_one_gets_in(owner: Client, people_url: str) -> None:
    code = code_of(owner, people_url)
    first, second = browser(), browser()
    for client in (first, second):
        client.post("/join/", {"code": code})
    given = {"name": "R", "way": "password", "password": PASSWORD}
    assert first.post("/join/you/", {**given, "login": "rosa"}).headers["Location"] == "/cases/"
    assert second.post("/join/you/", {**given, "login": "eve"}).headers["Location"] == "/join/"
    assert User.objects.count() == 2


def test_before_coming_in_nothing_tells_of_the_child(owner: Client, case: OpenCase, people_url: str) -> None:
    code = code_of(owner, people_url)
    client = browser()
    client.post("/join/", {"code": code})
    page = client.get("/join/you/").content.decode()
    assert "Grandparent" in page
    for text in (case.document.name, "Rosa", "treatment", str(case.id)):
        assert text not in page


def test_the_code_is_shown_once_and_kept_nowhere(owner: Client, people_url: str) -> None:
    code = code_of(owner, people_url)
    row = Invitation.objects.values().get(role="grandparent")
    assert code not in repr(row)
    assert code.replace("-", "") not in repr(row)
    assert code not in owner.get(people_url).content.decode()


def test_the_same_form_sent_twice_is_one_person_with_one_code(owner: Client, people_url: str) -> None:
    entry = str(uuid4())
    first, second = (code_of(owner, people_url, entry=entry) for _ in range(2))
    assert owner.get(people_url).content.decode().count("Rosa Muestra</h3>") == 1
    assert browser().post("/join/", {"code": first}).status_code == 422
    assert browser().post("/join/", {"code": second}).status_code == 302


def test_an_invitation_that_was_taken_back_opens_nothing(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    code = code_of(owner, people_url)
    client = browser()
    client.post("/join/", {"code": code})
    item = member(installation, opened(), "Rosa Muestra").item
    owner.post(f"{people_url}{item}/revoke/")
    assert client.get("/join/you/").headers["Location"] == "/join/"
    assert "Rosa" not in owner.get(people_url).content.decode().split("main")[1]


def test_who_keeps_the_case_can_not_spend_the_code_on_themself(owner: Client, people_url: str) -> None:
    code = code_of(owner, people_url)
    owner.post("/join/", {"code": code})
    answer = owner.post("/join/you/")
    assert answer.status_code == 422
    assert EN.text("circle.you_are_in") in answer.content.decode()
    assert Grant.objects.get().role == "owner"
    joined(code)


def test_a_known_person_joins_as_who_they_are(owner: Client, people_url: str, installation: Installation) -> None:
    first = joined(code_of(owner, people_url))
    # Another case of the same keeper.
    owner.post("/cases/new/", {"name": "Leo Muestra"})
    other = Grant.objects.exclude(case_id=UUID(people_url.split("/")[2])).get().case_id
    first.post("/join/", {"code": code_of(owner, f"/case/{other}/people/")})
    assert first.post("/join/you/").headers["Location"] == f"/case/{other}/"
    assert first.get(f"/case/{other}/").status_code == 200
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"login": "ro"}, "join.login_short"),
        ({"password": "short"}, "door.error_password_too_short"),
        ({"password": ""}, "door.error_password_too_short"),
        ({"way": "magic"}, "forms.invalid_choice"),
    ],
)
def test_an_account_that_is_none_says_what_to_mend(
    owner: Client, people_url: str, more: dict[str, str], said: str
) -> None:
    client = browser()
    client.post("/join/", {"code": code_of(owner, people_url)})
    given = {"name": "Rosa", "login": "rosa", "way": "password", "password": PASSWORD, **more}
    answer = client.post("/join/you/", given)
    assert answer.status_code == 422
    assert EN.text(said, count=3) in answer.content.decode()
    assert User.objects.count() == 1


def test_a_taken_name_costs_neither_the_code_nor_the_other_account(owner: Client, people_url: str) -> None:
    joined(code_of(owner, people_url))
    client = browser()
    client.post("/join/", {"code": code_of(owner, people_url, name="Tom")})
    given = {"name": "Tom", "login": "ROSA", "way": "password", "password": PASSWORD}
    assert client.post("/join/you/", given).status_code == 422
    assert client.post("/join/you/", {**given, "login": "tomtom"}).status_code == 302


def test_who_chose_a_passkey_is_sent_to_make_it_and_sees_nothing_before(owner: Client, people_url: str) -> None:
    client = browser()
    client.post("/join/", {"code": code_of(owner, people_url)})
    given = {"name": "Rosa", "login": "rosa", "way": "passkey"}
    assert client.post("/join/you/", given).headers["Location"] == "/sign/2fa/passkeys/add/"
    assert client.get("/sign/2fa/passkeys/add/").status_code == 200
    assert client.get(people_url).headers["Location"].startswith("/account/secure/")


def test_the_session_gets_a_new_key_on_coming_in(owner: Client, people_url: str) -> None:
    client = browser()
    client.post("/join/", {"code": code_of(owner, people_url)})
    before = client.cookies["consilium_session"].value
    client.post("/join/you/", {"name": "R", "login": "rosa", "way": "password", "password": PASSWORD})
    assert client.cookies["consilium_session"].value != before


def test_the_code_goes_by_mail_if_there_is_a_server(owner: Client, people_url: str, settings: object) -> None:
    post = FakePost()
    settings.POST = post  # type: ignore[attr-defined]
    code = code_of(owner, people_url, email="rosa@example.org")
    text = str(post.sent[0].get_content())
    assert f"/join/#{code}" in text
    assert "Mia" not in text
    post.down = True
    answer = owner.post(f"{people_url}invite/", {**GIVEN, "name": "Tom", "email": "tom@example.org"})
    assert EN.text("errors.mail_failed") in answer.content.decode()
    assert CODE.search(answer.content.decode())


# What people may do, from the next request on.


def test_a_revoked_person_finds_no_case_with_the_next_request(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    rosa = joined(code_of(owner, people_url))
    assert rosa.get(people_url).status_code == 200
    item = member(installation, opened(), "Rosa Muestra").item
    assert owner.get(f"{people_url}{item}/revoke/").status_code == 200
    assert rosa.get(people_url).status_code == 200
    owner.post(f"{people_url}{item}/revoke/")
    assert rosa.get(people_url).status_code == 404
    assert rosa.get("/cases/").headers["Location"] == "/cases/new/"


def test_the_codes_that_a_revoked_person_made_open_nothing(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis"), "luis")
    code = code_of(luis, people_url, name="Eve")
    waiting = browser()
    waiting.post("/join/", {"code": code})
    owner.post(f"{people_url}{member(installation, opened(), 'Luis').item}/revoke/")
    assert browser().post("/join/", {"code": code}).status_code == 422
    assert waiting.post("/join/you/", {"name": "E"}).headers["Location"] == "/join/"


def test_a_code_of_somebody_who_may_not_invite_any_more_opens_nothing(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis"), "luis")
    code = code_of(luis, people_url, name="Eve")
    found = member(installation, opened(), "Luis")
    order = {"says": "No contact (synthetic).", "person": found.person.id, "takes": "all"}
    assert owner.post(f"{people_url}papers/order/", order).status_code == 302
    eve = browser()
    eve.post("/join/", {"code": code})
    given = {"name": "Eve", "login": "eve", "way": "password", "password": PASSWORD}
    assert eve.post("/join/you/", given).headers["Location"] == "/join/"
    assert User.objects.count() == 2


def test_a_last_day_that_is_over_closes_the_case(owner: Client, people_url: str, installation: Installation) -> None:
    day = now().date()
    until = {"until_0": str(day.day), "until_1": str(day.month), "until_2": str(day.year)}
    rosa = joined(code_of(owner, people_url, **until))
    assert rosa.get(people_url).status_code == 200
    grant = Grant.objects.exclude(role="owner").get()
    assert grant.until is not None
    assert grant.until.date() == day + timedelta(days=1)
    Grant.objects.filter(id=grant.id).update(until=now() - timedelta(seconds=1))
    assert rosa.get(people_url).status_code == 404


def test_another_role_holds_with_the_next_request(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    rosa = joined(code_of(owner, people_url))
    assert rosa.get(f"{people_url}invite/").status_code == 403
    found = member(installation, opened(), "Rosa Muestra")
    given = {**GIVEN, "role": "second_parent", "seen": found.version}
    assert owner.post(f"{people_url}{found.item}/", given).status_code == 302
    assert rosa.get(f"{people_url}invite/").status_code == 200


def test_a_role_that_is_changed_before_somebody_comes_in_is_the_one_they_come_in_with(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    code = code_of(owner, people_url, role="second_parent")
    found = member(installation, opened(), "Rosa Muestra")
    assert (
        owner.post(f"{people_url}{found.item}/", {**GIVEN, "role": "other", "seen": found.version}).status_code == 302
    )
    rosa = joined(code)
    assert Grant.objects.exclude(role="owner").get().role == "other"
    assert rosa.get(f"{people_url}invite/").status_code == 403


def test_two_who_change_one_person_are_shown_both(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    joined(code_of(owner, people_url))
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis"), "luis")
    found = member(installation, opened(), "Rosa Muestra")
    url = f"{people_url}{found.item}/"
    assert luis.post(url, {**GIVEN, "reason": "cooks", "seen": found.version}).status_code == 302
    answer = owner.post(url, {**GIVEN, "reason": "drives", "seen": found.version})
    assert answer.status_code == 409
    assert "cooks" in answer.content.decode()
    assert "drives" in answer.content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": ""}, "people.reason_required"),
        ({"role": "owner"}, "forms.invalid_choice"),
        ({"more": "see_confidential"}, "forms.invalid_choice"),
        ({"until_0": "1", "until_1": "1", "until_2": "2020"}, "circle.until_in_past"),
        ({"until_0": "31", "until_1": "2", "until_2": "2030"}, "forms.invalid_date"),
    ],
)
def test_an_invitation_that_is_none_says_what_to_mend(
    owner: Client, people_url: str, more: dict[str, str], said: str
) -> None:
    answer = owner.post(f"{people_url}invite/", {**GIVEN, **more})
    assert answer.status_code == 422
    assert escape(EN.text(said, until="2020-01-01")) in answer.content.decode()
    assert not Invitation.objects.filter(role="grandparent").exists()


def test_nobody_gives_more_than_they_may_themself(owner: Client, people_url: str) -> None:
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis", less="send"), "luis")
    answer = luis.post(f"{people_url}invite/", {**GIVEN, "more": "send"})
    assert answer.status_code == 422
    assert escape(EN.text("circle.may_not_give", act="act_send")) in answer.content.decode()


def test_nobody_changes_themself_or_the_keeper(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis", less="send"), "luis")
    found = member(installation, opened(), "Luis")
    answer = luis.post(f"{people_url}{found.item}/", {**GIVEN, "role": "parent", "seen": found.version})
    assert answer.status_code == 422
    # The keeper has no page to be changed on, however the address is made up.
    fake = opened()
    entries.keep(fake, PERSON, Person(OPERATOR.id, found.person.role, "Ana"), uuid4())
    keeper = next(one for one in circle.members(installation, opened()) if one.keeper)
    for path in ("", "revoke/", "again/"):
        assert luis.post(f"{people_url}{keeper.item}/{path}", GIVEN).status_code in (302, 404, 422)
    assert owner.get(people_url).status_code == 200


def test_a_chosen_number_never_takes_the_place_of_somebody(
    owner: Client, people_url: str, installation: Installation, opened: Callable[[], OpenCase]
) -> None:
    luis = joined(code_of(owner, people_url, role="second_parent", name="Luis"), "luis")
    joined(code_of(owner, people_url, name="Rosa"))
    rosa = member(installation, opened(), "Rosa").person.id
    code_of(luis, people_url, name="Nobody", role="other", entry=str(UUID(rosa)))
    assert member(installation, opened(), "Nobody").person.id != rosa
    assert member(installation, opened(), "Rosa").state is circle.State.IN


def test_anybody_but_the_keeper_may_leave(owner: Client, people_url: str) -> None:
    rosa = joined(code_of(owner, people_url))
    assert rosa.get(f"{people_url}leave/").status_code == 200
    assert rosa.post(f"{people_url}leave/").headers["Location"] == "/cases/"
    assert rosa.get(people_url).status_code == 404
    assert owner.post(f"{people_url}leave/").status_code == 404


def test_hostile_names_and_reasons_are_only_words(owner: Client, people_url: str) -> None:
    code_of(owner, people_url, name="<script>alert(1)</script>", reason="\u202e<img src=x onerror=y>{reason}")
    page = owner.get(people_url).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
