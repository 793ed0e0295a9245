"""Coming in, and being kept out."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from consilium.actions.opened import Installation, OpenCase
from consilium.actions.people import code_to_enter
from consilium.casebook.models import Draft, Invitation


def test_a_wrong_code_says_what_to_do(stranger: Client) -> None:
    answer = stranger.post("/enter/", {"code": "ABCD-EFGH-JKMN-PQRS"})
    assert answer.status_code == 422
    assert "Ask for a new one" in answer.content.decode()


def test_a_code_works_once(installation: Installation, stranger: Client) -> None:
    code = code_to_enter(installation)
    assert stranger.post("/enter/", {"code": code.lower().replace("-", " ")}).status_code == 302
    assert Client().post("/enter/", {"code": code}).status_code == 422


def test_an_old_code_is_no_code(installation: Installation, stranger: Client) -> None:
    code = code_to_enter(installation)
    row = Invitation.objects.get()
    row.until -= timedelta(hours=2)
    row.save()
    assert stranger.post("/enter/", {"code": code}).status_code == 422


def test_a_newer_code_ends_the_older_one(installation: Installation, stranger: Client) -> None:
    older = code_to_enter(installation)
    code_to_enter(installation)
    assert stranger.post("/enter/", {"code": older}).status_code == 422


def test_a_stranger_is_asked_to_sign_in_and_brought_back(stranger: Client, case: OpenCase) -> None:
    answer = stranger.get(f"/case/{case.id}/wait/")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"next": [f"/case/{case.id}/wait/"]}


def test_a_wrong_number_is_not_found(owner: Client) -> None:
    assert owner.get("/case/00000000-0000-4000-8000-000000000001/").status_code == 404


def test_what_was_typed_when_the_session_had_ended_stands_in_the_form_again(
    installation: Installation, stranger: Client
) -> None:
    typed = {"name": "Mia Muestra", "born_0": "17", "born_1": "5", "born_2": "2010"}
    assert stranger.post("/cases/new/", typed).status_code == 302
    assert b"Muestra" not in bytes(Draft.objects.get().sealed)
    stranger.post("/enter/", {"code": code_to_enter(installation)})
    page = stranger.get("/cases/new/").content.decode()
    assert 'value="Mia Muestra"' in page
    assert 'value="17"' in page
    assert not Draft.objects.exists()


def test_every_answer_forbids_frames_foreign_scripts_and_keeping(owner: Client, stranger: Client) -> None:
    for answer in (owner.get("/cases/new/"), stranger.get("/"), stranger.get("/nowhere/")):
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_language_is_the_browsers_until_a_person_chooses(stranger: Client) -> None:
    assert 'lang="es"' in stranger.get("/", headers={"Accept-Language": "es-MX,en;q=0.5"}).content.decode()
    stranger.post("/language/", {"language": "es", "next": "//elsewhere.example/"})
    answer = stranger.post("/language/", {"language": "es", "next": "//elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert 'lang="es"' in stranger.get("/").content.decode()
