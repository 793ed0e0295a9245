"""What was typed is there again, whatever stood between the form and its page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import operator
from consilium.casebook.models import Draft
from tests.web.cast import BACKEND

TYPED = "We want to be sure, and we have until Friday."
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def browser(installation: Installation) -> Client:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    client.force_login(operator(installation), BACKEND)
    return client


def token(client: Client, path: str) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]


def sent(client: Client, path: str, token: str, **headers: str) -> Any:
    return client.post(path, {"csrfmiddlewaretoken": token, "decided": TYPED, "by": "Ana"}, headers=headers)


def test_a_form_of_before_one_signed_in_anew_is_shown_again_as_it_was(
    installation: Installation, browser: Client, case: OpenCase
) -> None:
    path = f"/case/{case.id}/notebook/"
    old = token(browser, path)
    browser.cookies.pop("csrftoken")
    browser.force_login(operator(installation), BACKEND)
    token(browser, path)  # in another tab
    answer = sent(browser, path, old, **FROM_HERE)
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    shown = browser.get(path).content.decode()
    assert TYPED in shown
    assert "Nothing was sent." in shown
    assert TYPED not in browser.get(path).content.decode()  # once


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_another_site_puts_no_words_into_a_form(browser: Client, case: OpenCase, headers: dict[str, str]) -> None:
    path = f"/case/{case.id}/notebook/"
    token(browser, path)
    assert sent(browser, path, "a" * 64, **headers).status_code == 403
    assert not Draft.objects.exists()
    assert TYPED not in browser.get(path).content.decode()


def test_a_form_whose_session_ended_stands_again_after_signing_in(
    installation: Installation, browser: Client, case: OpenCase
) -> None:
    path = f"/case/{case.id}/notebook/"
    known = token(browser, path)
    browser.cookies.pop("consilium_session")
    assert sent(browser, path, known).headers["Location"].startswith("/sign/login/")
    browser.force_login(operator(installation), BACKEND)
    assert TYPED in browser.get(path).content.decode()


def test_who_has_to_add_a_second_step_first_finds_the_form_as_it_was(
    installation: Installation, browser: Client, case: OpenCase, settings: Any
) -> None:
    path = f"/case/{case.id}/notebook/"
    known = token(browser, path)
    settings.PUBLIC = True
    answer = sent(browser, path, known)
    assert answer.headers["Location"].startswith("/account/secure/")
    settings.PUBLIC = False
    assert TYPED in browser.get(path).content.decode()


def test_a_form_full_of_files_is_not_kept_as_words(browser: Client, case: OpenCase, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    path = f"/case/{case.id}/notebook/"
    browser.cookies.pop("consilium_session")
    sent(browser, path, "x" * 64)
    assert not Draft.objects.exists()
