"""Asking somebody into a case and coming in, as the tests of people do it."""

from __future__ import annotations

import re

from django.test import Client

from consilium.actions import circle
from consilium.actions.opened import Installation, OpenCase
from consilium.knowledge.catalog import catalog

EN = catalog("en")
PASSWORD = "four plain words here"
GIVEN = {"role": "grandparent", "name": "Rosa Muestra", "reason": "takes Mia to treatment"}
CODE = re.compile(r"<code>([A-Z0-9-]{19})</code>")


def browser(language: str = "en") -> Client:
    return Client(headers={"Accept-Language": language})


def code_of(client: Client, url: str, **more: str) -> str:
    answer = client.post(f"{url}invite/", {**GIVEN, **more})
    found = CODE.search(answer.content.decode())
    assert answer.status_code == 200, answer.content.decode()
    assert found
    return found[1]


def joined(code: str, login: str = "rosa", **more: str) -> Client:
    """Somebody comes in with a code and a new account."""
    client = browser()
    assert client.post("/join/", {"code": code}).status_code == 302
    given = {"name": "Rosa", "login": login, "way": "password", "password": PASSWORD, **more}
    answer = client.post("/join/you/", given)
    assert answer.status_code == 302, answer.content.decode()
    return client


def member(installation: Installation, case: OpenCase, name: str) -> circle.Member:
    return next(one for one in circle.members(installation, case) if one.person.name == name)
