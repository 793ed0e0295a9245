"""What is missing: letters with their clocks, what came back, and slides on their way."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from consilium.actions import entries
from consilium.actions.ingest import Options, ingest
from consilium.actions.letters import ASKING, THING, owing
from consilium.actions.opened import OpenCase
from consilium.actions.waiting import ANSWER
from consilium.domain.asking import Asking
from consilium.domain.custody import Thing
from consilium.domain.dates import PartialDate
from consilium.domain.waiting import Said, TeamAnswer

PAPER = """Riverbend Children's Hospital
Department of Pathology
SURGICAL PATHOLOGY REPORT
Patient: Mia Muestra Ejemplo   DOB: 05/17/2010   MRN: MRN-4711
Accession: S24-02311   Collected: 03/05/2024   Reported: 03/09/2024
FINAL DIAGNOSIS:
Lymph node, left neck, biopsy:
- Classic Hodgkin lymphoma, nodular sclerosis type.
A CT of the chest on March 3, 2024 is noted.
"""


@pytest.fixture
def told(case: OpenCase, opened: Callable[[], OpenCase], tmp_path: Path) -> Callable[[], OpenCase]:
    """Mia's case with one report."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "report.txt").write_text(PAPER, "utf-8")
    ingest(case, Options([str(folder)]))
    shutil.rmtree(folder)
    return opened


def test_without_records_the_page_says_what_to_do_first(owner: Client, case: OpenCase) -> None:
    assert "There are no records here yet" in owner.get(f"/case/{case.id}/missing/").content.decode()


def test_a_letter_that_there_is_not_is_not_found(owner: Client, case: OpenCase) -> None:
    for path in ("letter/0123456789ab/", "letter/0123456789ab/as/pdf/"):
        assert owner.get(f"/case/{case.id}/missing/{path}").status_code == 404


def test_each_holder_gets_a_letter_to_print_or_to_copy(owner: Client, told: Callable[[], OpenCase]) -> None:
    case = told()
    page = owner.get(f"/case/{case.id}/missing/").content.decode()
    assert "Riverbend Children&#x27;s Hospital" in page
    one = next(one for one in owing(case, "en") if one.letter.holder)
    assert "Riverbend" not in one.mark
    there = f"/case/{case.id}/missing/letter/{one.mark}/"
    assert "SURGICAL" not in there
    assert "Mia Muestra" in owner.get(there).content.decode()
    assert owner.get(f"{there}as/pdf/").content.startswith(b"%PDF")
    assert b"Riverbend" in owner.get(f"{there}as/txt/").content
    assert owner.get(f"{there}as/exe/").status_code == 404


def test_the_clock_runs_by_the_law_of_the_country_that_was_chosen(owner: Client, told: Callable[[], OpenCase]) -> None:
    case = told()
    one = next(one for one in owing(case, "en") if one.letter.holder)
    there = f"/case/{case.id}/missing/letter/{one.mark}/"
    assert owner.post(there, {"form": "country", "country": "US"}).status_code == 302
    early = {"asked_on_0": "1", "asked_on_1": "1", "asked_on_2": "2199"}
    assert owner.post(there, early).status_code == 422
    sent = {"asked_on_0": "2", "asked_on_1": "6", "asked_on_2": "2026", "how": "mail"}
    assert owner.post(there, sent).status_code == 302
    page = owner.get(there).content.decode()
    assert "They have 30 days, counted from 2 June 2026: until 2 July 2026" in page
    assert "164.524" in page
    assert "late. Call them today." in owner.get(f"/case/{case.id}/missing/").content.decode()


def test_a_country_that_somebody_else_chose_meanwhile_is_said_before_it_is_overwritten(
    owner: Client, told: Callable[[], OpenCase]
) -> None:
    one = next(one for one in owing(told(), "en") if one.letter.holder)
    there = f"/case/{told().id}/missing/letter/{one.mark}/"
    assert owner.post(there, {"form": "country", "country": "MX", "was": ""}).status_code == 302
    answer = owner.post(there, {"form": "country", "country": "US", "was": ""})
    assert answer.status_code == 409
    assert "Somebody else chose this just before you: Mexico." in answer.content.decode()
    assert told().document.countries[one.letter.holder] == "MX"
    assert 'name="was" value="MX"' in answer.content.decode()
    assert owner.post(there, {"form": "country", "country": "US", "was": "MX"}).status_code == 302
    assert told().document.countries[one.letter.holder] == "US"


def test_what_came_back_is_taken_off_what_is_owed(owner: Client, told: Callable[[], OpenCase]) -> None:
    case = told()
    one = next(one for one in owing(case, "en") if one.letter.holder)
    there = f"/case/{case.id}/missing/letter/{one.mark}/"
    owner.post(there, {"asked_on_0": "2", "asked_on_1": "6", "asked_on_2": "2026"})
    entry = entries.all_of(told(), ASKING, Asking)[0]
    back = f"{there}came/{entry.id}/"
    assert entry.value.pieces[0] in html.unescape(owner.get(back).content.decode())
    day = {"came_on_0": "9", "came_on_1": "6", "came_on_2": "2026", "seen": "1"}
    got = {**day, "pieces": [entry.value.pieces[0]], "answered": "open"}
    assert owner.post(back, got).status_code == 302
    assert owner.post(back, {**got, "came_what": "again"}).status_code in (409, 422)
    assert entries.all_of(told(), ASKING, Asking)[0].value.came[0].pieces == (entry.value.pieces[0],)


def test_slides_travel_by_the_table_and_come_due(owner: Client, case: OpenCase, opened: Callable[[], OpenCase]) -> None:
    listed = f"/case/{case.id}/missing/things/"
    made = {"kind": "slides", "what": "Slides of May", "holder": "Riverbend", "number": "S24-02311", "count": "9"}
    assert owner.post(listed, {**made, "count": "-1"}).status_code == 422
    assert owner.post(listed, {**made, "goes_back": "on"}).status_code == 302
    entry = entries.all_of(opened(), THING, Thing)[0]
    there = f"{listed}{entry.id}/"
    day = {"moved_on_0": "2", "moved_on_1": "6", "moved_on_2": "2026", "seen": "1"}
    assert owner.post(there, {**day, "step": "receive"}).status_code == 422
    sent = {**day, "step": "send", "to": "Lakeside", "tracking": "1Z<b>", "expected_0": "5", "expected_1": "6",
            "expected_2": "2026"}  # fmt: skip
    assert owner.post(there, sent).status_code == 302
    page = owner.get(there).content.decode()
    assert "on the way to Lakeside" in page
    assert "1Z&lt;b&gt;" in page
    assert owner.post(there, {**day, "step": "lose"}).status_code == 409
    assert "late. Call them today." in owner.get(f"/case/{case.id}/missing/").content.decode()


def test_what_the_letters_ask_for_can_be_followed_with_one_press(owner: Client, told: Callable[[], OpenCase]) -> None:
    case = told()
    listed = f"/case/{case.id}/missing/things/"
    page = owner.get(listed).content.decode()
    assert 'name="follow"' in page
    key = page.split('name="follow" value="')[1].split('"')[0]
    for _ in range(2):
        assert owner.post(listed, {"follow": key}).status_code == 302
    assert len(entries.all_of(told(), THING, Thing)) == 1


def test_a_late_answer_comes_first_and_letters_not_sent_are_not_forgotten(
    owner: Client, told: Callable[[], OpenCase]
) -> None:
    case = told()
    owner.post(f"/case/{case.id}/wait/signs/", {})
    entries.keep(case, ANSWER, TeamAnswer(Said.CANNOT_WAIT, PartialDate(2026, 1, 1)))
    one, *others = owing(case, "en")
    entries.keep(case, ASKING, Asking(one.key, one.letter.holder, PartialDate(2024, 5, 2), "us"))
    page = html.unescape(owner.get(f"/case/{case.id}/").content.decode())
    assert "1 thing is late. Call today." in page
    assert others


def test_the_visit_sheet_names_the_child(owner: Client, told: Callable[[], OpenCase]) -> None:
    case = told()
    owner.post(f"/case/{case.id}/questions/", {"text": "Mine?", "ask": "both"})
    assert "<strong>Mia Muestra Ejemplo</strong>" in owner.get(f"/case/{case.id}/questions/sheet/").content.decode()


def test_the_page_says_why_a_piece_is_needed_if_its_report_is_enough_and_to_ask_how_long(
    owner: Client, told: Callable[[], OpenCase]
) -> None:
    page = html.unescape(owner.get(f"/case/{told().id}/missing/").content.decode())
    assert "A second doctor must look at the tissue. A report is one person's reading." in page
    assert "The report alone is not enough. Send the material too." in page
    assert "https://www.hpllab.com/slide-review" in page
    assert "Ask how long it will take." in page
