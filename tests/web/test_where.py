"""Where to ask: nothing is ranked, what is not known says so, the short list is the family's own."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from consilium.actions.opened import OpenCase
from consilium.domain.programs.model import FACTS
from consilium.knowledge.catalog import catalog
from consilium.knowledge.programs import programs
from consilium.web.family.where import shortlist_of, wish_of

WISH = {"country": "US", "state": "US-OH", "city": "Columbus", "mode": "either", "doctor_asks": "no", "language": "es"}


def of(case: OpenCase) -> str:
    return f"/case/{case.id}/where/"


def test_a_program_that_there_is_not_is_not_found(owner: Client, case: OpenCase) -> None:
    assert owner.get(f"{of(case)}program/nowhere/").status_code == 404
    assert owner.get(f"{of(case)}program/chop/letter/").status_code == 404
    assert owner.get(f"{of(case)}side-by-side/?program=nowhere").status_code == 200


def test_a_country_that_there_is_not_is_refused(owner: Client, case: OpenCase) -> None:
    assert owner.post(of(case), {**WISH, "country": "XX"}).status_code == 422


def test_a_state_of_another_country_is_not_kept(owner: Client, case: OpenCase, opened: Callable[[], OpenCase]) -> None:
    owner.post(of(case), {**WISH, "country": "MX"})
    assert wish_of(opened())[0].state == ""


def test_every_program_is_shown_with_what_fits_and_why(owner: Client, case: OpenCase) -> None:
    owner.post(of(case), WISH)
    page = owner.get(of(case)).content.decode()
    assert all(one.name.replace("'", "&#x27;") in page for one in programs().values())
    assert "The order says nothing of how good they are" in page
    assert "Does not fit" in page


def test_a_program_has_each_fact_with_its_source_and_says_what_no_page_shows(owner: Client, case: OpenCase) -> None:
    page = owner.get(f"{of(case)}program/chop/").content.decode()
    assert "chop.edu" in page
    assert "Not shown on any page that we read" in page
    assert "We read their pages on" in page


def test_the_short_list_is_in_the_familys_order(owner: Client, case: OpenCase, opened: Callable[[], OpenCase]) -> None:
    for name in ("chop", "cincinnati", "stjude"):
        assert owner.post(f"{of(case)}program/{name}/", {"why": "because"}).status_code == 302
    owner.post(f"{of(case)}program/stjude/", {"do": "up"})
    owner.post(f"{of(case)}program/chop/", {"do": "out"})
    assert [pick.program for pick in shortlist_of(opened())[0].picks] == ["stjude", "cincinnati"]
    page = owner.get(f"{of(case)}side-by-side/").content.decode()
    assert "This table has no winner" in page


def test_what_no_program_says_stands_once_below_the_table_and_nothing_is_left_out(
    owner: Client, case: OpenCase
) -> None:
    page = owner.get(f"{of(case)}side-by-side/?program=chop&program=stjude").content.decode()
    table, below = page.split("</table>")
    words = catalog("en")
    named = [words.named("programs", f"fact_{name}") for name in FACTS]
    assert all((f">{name}</th>" in table) != (f"<li>{name}</li>" in below) for name in named)
    assert f"<li>{words.named('programs', 'fact_time')}</li>" in below
    assert "Not shown on any page" in table  # by one of the two


def test_a_program_for_doctors_gets_a_letter_that_the_doctor_can_send(owner: Client, case: OpenCase) -> None:
    there = f"{of(case)}program/stjude/letter/"
    asked = {"doctor": "Dr. Okafor", "question": "Which plan?", "language": "en", "names": "as_wanted", "form": "txt"}
    letter = owner.post(there, asked)
    assert letter.headers["Content-Disposition"].startswith("attachment")
    assert "Which plan?" in letter.content.decode()
    assert owner.post(there, {**asked, "form": "pdf"}).content.startswith(b"%PDF")
    assert 'value="Dr. Okafor"' in owner.get(there).content.decode()
