"""The short path in front of the pages: who gets through, and what everybody else is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from consilium.actions.imaging import remembered as remembering
from consilium.actions.imaging.remembered import Remembered
from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.models import AuditEvent, Grant
from consilium.domain.circle import Act
from consilium.web.imaging.asked import Answered, Asked, RefusedError, of_bytes
from consilium.web.imaging.front import Front
from tests.web.cast import PEOPLE, Cast, come_in
from tests.web.imaging.asker import Asker


def pages(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("418 Pages", [])
    return [environ["PATH_INFO"].encode()]


def shown(asked: Asked) -> Answered:
    """The route of these tests: the case's id, or how it fails."""
    if asked.path == ("broken",):
        raise ZeroDivisionError("a child's name")
    if asked.path == ("refused",):
        raise RefusedError(416, "viewing.bad_request")
    return of_bytes(asked.case(asked.path[0], Act.SEE).id.hex.encode(), "application/octet-stream", max_age=60)


@pytest.fixture
def asker(installation: Installation) -> Asker:
    return Asker(Front(pages, {"shown": shown}, Remembered(installation)))


@pytest.fixture
def cast(installation: Installation, case: OpenCase) -> Cast:
    return come_in(installation, case)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_case_is_shown_to_whom_the_circle_lets_see_it(
    person: str, asker: Asker, case: OpenCase, cast: Cast
) -> None:
    status, _, body = asker.ask(f"/shown/{case.id}", cast.client(person))
    if not cast.role(person):
        assert status == 404
    elif not cast.may(person, "see"):
        assert status == 403
    else:
        assert (status, body) == (200, case.id.hex.encode())


def test_a_stranger_is_told_to_sign_in_whatever_the_number(asker: Asker, case: OpenCase) -> None:
    assert asker.ask(f"/shown/{case.id}")[::2] == asker.ask("/shown/nothing")[::2]
    assert asker.ask(f"/shown/{case.id}")[0] == 401


def test_other_addresses_are_the_pages(asker: Asker) -> None:
    assert asker.ask("/shownot/x")[::2] == (418, b"/shownot/x")
    assert asker.ask("/")[0] == 418


def test_many_looks_leave_one_audit_line(asker: Asker, case: OpenCase, cast: Cast) -> None:
    client = cast.client("Ana")
    before = AuditEvent.objects.count()
    for _ in range(5):
        assert asker.ask(f"/shown/{case.id}", client)[0] == 200
    assert AuditEvent.objects.count() == before + 1


def test_looks_by_several_processes_leave_one_audit_line(
    installation: Installation, case: OpenCase, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = cast.client("Ana")
    before = AuditEvent.objects.count()
    for _ in range(3):
        another = Asker(Front(pages, {"shown": shown}, Remembered(installation)))
        assert another.ask(f"/shown/{case.id}", client)[0] == 200
    assert AuditEvent.objects.count() == before + 1
    monkeypatch.setattr(remembering, "OPENED_SECONDS", 0.0)
    assert another.ask(f"/shown/{case.id}", client)[0] == 200
    later = Asker(Front(pages, {"shown": shown}, Remembered(installation)))
    assert later.ask(f"/shown/{case.id}", client)[0] == 200
    assert AuditEvent.objects.count() == before + 2


def test_a_right_taken_back_ends_with_the_next_question(
    asker: Asker, case: OpenCase, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = cast.client("Ana")
    assert asker.ask(f"/shown/{case.id}", client)[0] == 200
    Grant.objects.filter(case=case.row, viewer=cast.users["Ana"].viewer).delete()
    monkeypatch.setattr(remembering, "SECONDS", 0.0)
    assert asker.ask(f"/shown/{case.id}", client)[0] == 404


def test_what_changes_something_comes_from_a_page_of_ours(asker: Asker, case: OpenCase, cast: Cast) -> None:
    client = cast.client("Ana")
    for headers in ({}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}):
        assert asker.ask(f"/shown/{case.id}", client, "POST", **headers)[0] == 403
    assert asker.ask(f"/shown/{case.id}", client, "POST", HTTP_ORIGIN="http://localhost:8000")[0] == 200


def test_who_has_to_add_a_second_step_first_gets_nothing_here_either(
    asker: Asker, case: OpenCase, cast: Cast, settings: Any
) -> None:
    client = cast.client("Ana")
    settings.PUBLIC = True
    assert asker.ask(f"/shown/{case.id}", client)[0] == 401
    settings.PUBLIC = False
    assert asker.ask(f"/shown/{case.id}", client)[0] == 200


def test_somebody_who_may_not_sign_in_any_more_gets_nothing(asker: Asker, case: OpenCase, cast: Cast) -> None:
    client = cast.client("Ana")
    cast.users["Ana"].is_active = False
    cast.users["Ana"].save(update_fields=["is_active"])
    assert asker.ask(f"/shown/{case.id}", client)[0] == 401


@pytest.mark.parametrize("path", ["/shown/..", "/shown/a%2Fb", "/shown//x", "/shown/%00"])
def test_a_path_that_leaves_its_place_leads_nowhere(path: str, asker: Asker, cast: Cast) -> None:
    assert asker.ask(path, cast.client("Ana"))[0] == 404


def test_an_unknown_host_is_refused(asker: Asker, cast: Cast) -> None:
    assert asker.ask("/shown/refused", cast.client("Ana"), HTTP_HOST="elsewhere.example")[0] == 400


def test_a_fault_tells_nothing_and_the_server_stays(
    asker: Asker, case: OpenCase, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    client = cast.client("Ana")
    status, _, body = asker.ask("/shown/broken", client)
    assert status == 500
    said = capsys.readouterr().err
    assert "a child's name" not in body.decode() + said
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert asker.ask("/shown/refused", client)[0] == 416
    assert asker.ask(f"/shown/{case.id}", client)[0] == 200


def test_stored_bytes_may_be_kept_by_this_browser_alone(asker: Asker, case: OpenCase, cast: Cast) -> None:
    head: Mapping[str, str] = asker.ask(f"/shown/{case.id}", cast.client("Ana"))[1]
    assert head["Cache-Control"] == "private, max-age=60, immutable"
    assert head["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in head["Content-Security-Policy"]
