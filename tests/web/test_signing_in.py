"""The door: who comes in, who does not, and what nobody learns by trying."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils.html import escape

from consilium.actions import people
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import Person, code_to_enter, create_user
from consilium.casebook.models import AuditEvent, Invitation, User
from consilium.gateways.fakemail import FakePost
from consilium.knowledge.catalog import catalog
from consilium.web.door.forms import opened_name, sealed_name

PASSWORD = "four plain words here"
EN = catalog("en")


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def ana(installation: Installation) -> User:
    return create_user(installation, Person("Ana Muestra", "ana", "ana@example.org"), PASSWORD)


def browser(language: str = "en", **more: bool) -> Client:
    return Client(headers={"Accept-Language": language}, **more)  # type: ignore[arg-type]


def sign_in(client: Client, login: str = "ana", password: str = PASSWORD, to: str = "") -> object:
    return client.post("/sign/login/", {"login": login, "password": password, "next": to})


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def totp(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def with_app(client: Client) -> tuple[str, list[str]]:
    """The signed-in person sets up the app: its secret, and the spare codes."""
    client.post("/sign/again/", {"password": PASSWORD})
    page = client.get("/sign/2fa/app/on/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret
    done = client.post("/sign/2fa/app/on/", {"code": totp(secret[1])})
    assert done.headers["Location"] == "/sign/2fa/codes/"
    codes = re.findall(r"<li><code>(\w+)</code></li>", client.get("/sign/2fa/codes/").content.decode())
    assert len(codes) == 10
    return secret[1], codes


# Who does not come in.


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(ana: User, language: str) -> None:
    pages = []
    for login, password in (("ana", "wrong wrong wrong"), ("nobody", PASSWORD)):
        answer = browser(language).post("/sign/login/", {"login": login, "password": password})
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        pages.append((answer.status_code, page.replace(login, "X")))
    assert pages[0] == pages[1]
    assert catalog(language).text("door.error_username_password_mismatch") in pages[0][1]


def test_an_empty_form_says_what_is_missing_in_our_words(installation: Installation) -> None:
    page = browser("es").post("/sign/login/", {}).content.decode()
    assert page.count(catalog("es").text("forms.required")) >= 2
    assert "This field" not in page


def test_passwords_cannot_be_guessed_one_after_the_other(ana: User) -> None:
    client = browser()
    pages = [sign_in(client, password=f"guess number {at}") for at in range(6)]
    assert EN.text("door.error_too_many_login_attempts") in pages[-1].content.decode()  # type: ignore[attr-defined]
    assert EN.text("door.error_too_many_login_attempts") in sign_in(client).content.decode()  # type: ignore[attr-defined]
    assert not is_in(client)


def test_codes_cannot_be_guessed_one_after_the_other(installation: Installation) -> None:
    client = browser()
    for path in ("/enter/", "/join/"):
        answers = [client.post(path, {"code": f"ABCD-EFGH-JKMN-PQ{at:02}"}).status_code for at in range(11)]
        assert answers == [422] * 10 + [429], path


def test_behind_a_proxy_the_address_that_it_saw_counts_not_one_that_a_browser_made_up(
    installation: Installation, settings: object
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]

    def tried(address: str) -> int:
        given = {"code": "ABCD-EFGH-JKMN-PQRS"}
        return browser().post("/enter/", given, headers={"X-Forwarded-For": address}).status_code

    assert [tried(f"198.51.100.{at}, 203.0.113.7") for at in range(11)][-1] == 429
    assert tried("203.0.113.8") == 422


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(ana: User, to: str) -> None:
    answer = sign_in(browser(), to=to)
    assert answer.headers["Location"] == "/cases/"  # type: ignore[attr-defined]
    client = browser()
    sign_in(client)
    assert client.get("/account/secure/", {"next": to}).headers["Location"] == "/cases/"


def test_a_form_from_elsewhere_is_refused(ana: User, case: OpenCase) -> None:
    client = browser(enforce_csrf_checks=True)
    for path in ("/sign/login/", "/enter/", "/join/", "/account/", "/sign/2fa/passkeys/enter/", "/account/sessions/"):
        assert client.post(path, {"login": "ana", "password": PASSWORD}).status_code == 403, path


def test_a_session_from_before_signing_in_is_worth_nothing_after(ana: User) -> None:
    client = browser()
    client.get("/join/you/")
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["consilium_session"] = str(session.session_key)
    sign_in(client)
    assert client.cookies["consilium_session"].value != session.session_key
    thief = browser()
    thief.cookies["consilium_session"] = str(session.session_key)
    assert not is_in(thief)


@pytest.mark.parametrize(
    "path", ["/sign/signup/", "/sign/email/", "/sign/password/reset/", "/sign/login/code/", "/sign/confirm-email/"]
)
def test_nobody_signs_up_or_resets_a_password_alone(installation: Installation, path: str) -> None:
    assert browser().get(path).status_code == 404


# What lies in the tables.


def test_a_session_is_sealed(ana: User) -> None:
    client = browser()
    sign_in(client)
    kept = Session.objects.get().session_data
    assert str(ana.pk) not in kept
    assert ana.username not in kept
    Session.objects.update(session_data="AAAA")
    assert not is_in(client)


def test_name_address_and_secrets_are_nowhere_in_the_clear(
    ana: User, tmp_path: Path, installation: Installation
) -> None:
    client = browser()
    sign_in(client)
    secret, codes = with_app(client)
    from allauth.mfa.models import Authenticator

    kept = repr(list(Authenticator.objects.values())) + repr(list(User.objects.values()))
    for text in (secret, codes[0], "Ana Muestra", "ana@example.org"):
        assert text not in kept


def test_what_a_person_calls_a_key_is_sealed_too(installation: Installation) -> None:
    kept = sealed_name("Mia's telephone")
    assert "Mia" not in kept
    assert opened_name(kept) == "Mia's telephone"


# The second step.


def test_the_second_step_is_asked_for_and_a_guess_is_no_code(ana: User) -> None:
    client = browser()
    sign_in(client)
    with_app(client)
    again = browser()
    assert sign_in(again).headers["Location"].startswith("/sign/2fa/step/")  # type: ignore[attr-defined]
    assert not is_in(again)
    refused = again.post("/sign/2fa/step/", {"code": "000000"})
    assert EN.text("door.error_incorrect_code") in refused.content.decode()
    assert not is_in(again)


def test_a_real_code_of_the_app_opens_and_works_once(ana: User) -> None:
    client = browser()
    sign_in(client)
    secret, _ = with_app(client)
    cache.clear()  # the code that set the app up counts as used for half a minute
    again, copied = browser(), totp(secret)
    sign_in(again)
    assert again.post("/sign/2fa/step/", {"code": copied}).headers["Location"] == "/cases/"
    assert is_in(again)
    third = browser()
    sign_in(third)
    third.post("/sign/2fa/step/", {"code": copied})
    assert not is_in(third)


def test_a_spare_code_opens_once(ana: User) -> None:
    client = browser()
    sign_in(client)
    _, codes = with_app(client)
    for expected in (True, False):
        again = browser()
        sign_in(again)
        again.post("/sign/2fa/step/", {"code": codes[0]})
        assert is_in(again) is expected


def test_who_can_come_in_is_changed_only_after_showing_again_who_one_is(ana: User) -> None:
    client = browser()
    sign_in(client)
    for path in ("/sign/2fa/app/on/", "/sign/2fa/passkeys/add/"):
        assert client.get(path).headers["Location"].startswith("/sign/again/"), path


def test_in_public_a_password_alone_opens_no_case(
    ana: User, installation: Installation, settings: object, case: OpenCase
) -> None:
    settings.PUBLIC = True  # type: ignore[attr-defined]
    client = browser()
    sign_in(client)
    for path in ("/cases/", "/cases/new/", f"/case/{case.id}/", f"/case/{case.id}/people/"):
        answer = client.get(path)
        assert answer.headers["Location"].startswith("/account/secure/"), path
    page = client.get("/account/secure/").content.decode()
    assert escape(EN.text("door.secure_public")) in page
    with_app(client)
    assert client.get("/cases/").headers["Location"] == "/cases/new/"
    assert client.get(f"/case/{case.id}/").status_code == 404


def test_the_operator_too_needs_more_in_public(installation: Installation, settings: object, case: OpenCase) -> None:
    settings.PUBLIC = True  # type: ignore[attr-defined]
    client = browser()
    client.post("/enter/", {"code": code_to_enter(installation)})
    assert client.get(f"/case/{case.id}/").headers["Location"].startswith("/account/secure/")


def test_nobody_is_left_without_a_way_back_in(installation: Installation) -> None:
    user = create_user(installation, Person("Tom", "tom"), None)
    client = browser()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/cases/").headers["Location"].startswith("/account/secure/")
    assert EN.text("door.secure_way_back") in client.get("/account/secure/").content.decode()


# Sign-in by e-mail.


def test_without_a_mail_server_there_is_no_such_page(installation: Installation) -> None:
    assert browser().get("/sign/link/").status_code == 404
    assert "/sign/link/" not in browser().get("/sign/login/").content.decode()


def mailed(post: FakePost) -> str:
    end = time.monotonic() + 5
    while not post.sent and time.monotonic() < end:
        time.sleep(0.01)
    return str(post.sent[-1].get_content()) if post.sent else ""


def test_the_answer_tells_nobody_whether_there_is_such_a_person(ana: User, settings: object) -> None:
    post = FakePost()
    settings.POST = post  # type: ignore[attr-defined]
    known, unknown = (browser().post("/sign/link/", {"login": name}) for name in ("ana", "nobody"))
    strip = re.compile(r'value="\w{64}"')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    assert mailed(post)
    assert len(post.sent) == 1


def test_the_code_of_the_e_mail_opens_once_and_is_no_code_of_another_kind(
    ana: User, settings: object, installation: Installation
) -> None:
    post = FakePost()
    settings.POST = post  # type: ignore[attr-defined]
    browser().post("/sign/link/", {"login": "ana"})
    found = re.search(r"/sign/link/code/#([A-Z0-9-]+)", mailed(post))
    assert found
    for path in ("/enter/", "/join/"):
        assert browser().post(path, {"code": found[1]}).status_code == 422
    client = browser()
    assert client.post("/sign/link/code/", {"code": found[1]}).headers["Location"] == "/cases/"
    assert is_in(client)
    assert browser().post("/sign/link/code/", {"code": found[1]}).status_code == 422
    assert browser().post("/sign/link/code/", {"code": code_to_enter(installation)}).status_code == 422


def test_the_code_of_the_e_mail_does_not_replace_the_second_step(
    ana: User, settings: object, installation: Installation
) -> None:
    client = browser()
    sign_in(client)
    with_app(client)
    found = people.link_for(installation, "ana")
    assert found
    again = browser()
    assert again.post("/sign/link/code/", {"code": found[1]}).headers["Location"].startswith("/sign/2fa/step/")
    assert not is_in(again)


def test_the_operators_code_ends_no_link_and_a_link_ends_no_operators_code(
    ana: User, installation: Installation
) -> None:
    code = code_to_enter(installation)
    found = people.link_for(installation, "ana")
    code_to_enter(installation)
    assert found
    assert Invitation.objects.filter(used=None).count() == 2
    assert people.enter_by_link(installation, found[1]) == ana
    assert browser().post("/enter/", {"code": code}).status_code == 422


# One's own account.


def test_a_person_changes_name_address_and_language(ana: User, installation: Installation) -> None:
    client = browser()
    sign_in(client)
    given = {"name": "Ana M.", "email": "am@example.org", "language": "es"}
    assert client.post("/account/", given).status_code == 302
    person = people.person_of(installation, User.objects.get(pk=ana.pk))
    assert (person.name, person.email, person.login) == ("Ana M.", "am@example.org", "ana")
    assert 'lang="es"' in client.get("/account/").content.decode()
    other = browser("en")
    sign_in(other)
    assert 'lang="es"' in other.get("/account/").content.decode()


@pytest.mark.parametrize("address", ["ana", "ana@example.org\r\nBcc: x@y.org", "<script>"])
def test_an_address_that_is_none_is_named(ana: User, address: str) -> None:
    client = browser()
    sign_in(client)
    answer = client.post("/account/", {"name": "A", "email": address, "language": "en"})
    assert answer.status_code == 422
    assert EN.text("account.email_invalid") in answer.content.decode()
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [("short", "short", "too_short"), ("passwordpassword1", "other", "mismatch"), ("1qaz2wsx3edc", "x", "too_common")],
)
def test_a_new_password_that_is_none_is_told_in_our_words(ana: User, first: str, second: str, code: str) -> None:
    client = browser("es")
    sign_in(client)
    given = {"oldpassword": PASSWORD, "password1": first, "password2": second}
    page = client.post("/sign/password/change/", given).content.decode()
    assert catalog("es").text(f"door.error_password_{code}") in page


def test_signing_out_elsewhere_ends_the_other_sessions_only(ana: User, installation: Installation) -> None:
    here, there, sams = browser(), browser(), browser()
    create_user(installation, Person("Sam", "sam"), PASSWORD)
    for client, name in ((here, "ana"), (there, "ana"), (sams, "sam")):
        sign_in(client, name)
    assert EN.text("account.sessions_said", count=1) in here.get("/account/").content.decode()
    here.post("/account/sessions/")
    assert [is_in(client) for client in (here, there, sams)] == [True, False, True]


def test_a_changed_password_ends_the_other_sessions(ana: User) -> None:
    here, there = browser(), browser()
    sign_in(here)
    sign_in(there)
    new = "another four plain words"
    here.post("/sign/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (is_in(here), is_in(there)) == (True, False)


def test_signing_out_ends_the_session_at_the_server(ana: User) -> None:
    client, thief = browser(), browser()
    sign_in(client)
    thief.cookies["consilium_session"] = client.cookies["consilium_session"].value
    assert client.get("/sign/logout/").status_code == 200
    assert is_in(thief)
    client.post("/sign/logout/")
    assert not is_in(thief)


def test_the_door_leaves_its_lines_without_names(ana: User, installation: Installation) -> None:
    people.link_for(installation, "ana")
    kept = b"".join(bytes(row.body) for row in AuditEvent.objects.all())
    assert b"door.link_made" in kept
    assert b"example.org" not in kept
