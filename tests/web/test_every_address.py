"""Every address against every person: a new one fails here until it is in the table."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from consilium.actions.opened import Installation, OpenCase
from tests.web.cast import PEOPLE, Cast, come_in


@pytest.fixture
def cast(installation: Installation, case: OpenCase) -> Cast:
    return come_in(installation, case)


OPEN = {"start", "help", "language", "enter", "can_it_wait", "urgent", "join", "join_you"}
SIGNED_IN = {"account", "cases", "new_case", "end_sessions", "secure"}


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """All of ours: those of the sign-in library have its own tests."""
    yield from _within(get_resolver().url_patterns, "")


def _within(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _within(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


OURS = [(route, one) for route, one in addresses() if not route.startswith("sign/")]
OF_CASES = [(route, one) for route, one in OURS if route.startswith("case/<uuid:case_id>/")]


def test_every_address_is_open_on_purpose_or_behind_the_door() -> None:
    behind = {one.name for _, one in OF_CASES} | SIGNED_IN
    assert {one.name for _, one in OURS} - behind - OPEN == set()
    assert all(hasattr(one.callback, "acts") for _, one in OF_CASES)


def filled(route: str, case: UUID) -> str:
    """The route with this case, and ids that nothing has."""
    path = route.replace("<uuid:case_id>", str(case))
    parts = [str(uuid4()) if part.startswith("<uuid:") else part for part in path.split("/")]
    parts = ["7" if part.startswith("<int:") else "a1b2c3d4e5f6" if part.startswith("<") else part for part in parts]
    return "/" + "/".join(parts)


@pytest.mark.parametrize("route", [route for route, _ in OF_CASES])
def test_a_stranger_is_sent_to_sign_in_and_told_nothing(route: str, stranger: Client, case: OpenCase) -> None:
    there, nowhere = stranger.get(filled(route, case.id)), stranger.get(filled(route, uuid4()))
    assert there.status_code == nowhere.status_code == 302
    assert there.headers["Location"].startswith("/sign/login/")


@pytest.mark.parametrize("route", [route for route, _ in OF_CASES])
@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_what_the_role_allows_and_not_more(
    person: str, route: str, installation: Installation, case: OpenCase, cast: Cast
) -> None:
    view = next(one.callback for known, one in OF_CASES if known == route)
    client, role = cast.client(person), cast.role(person)
    for method, act in (("get", view.acts[0]), ("post", view.acts[1])):
        status = getattr(client, method)(filled(route, case.id)).status_code
        if not role:
            assert status == 404, (method, route)
        elif not cast.may(person, act):
            assert status == 403, (method, route, act)
        else:
            assert status not in (401, 403), (method, route, act)
            assert status < 500, (method, route)
