"""Days for a calendar: each kind that has a day ahead, none that is past, nothing that a locked screen may not show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from consilium.actions import entries, reminders
from consilium.actions.letters import ASKING, THING
from consilium.actions.opened import OpenCase, now
from consilium.domain.asking import Asking
from consilium.domain.completeness.status import Door
from consilium.domain.custody import Move, Step, Thing, ThingKind
from consilium.domain.dates import PartialDate
from consilium.domain.insurance import Call
from consilium.domain.notebook import Decided

PRIVATE = ("mia", "muestra", "cancer", "cáncer", "boston", "hospital", "neuroblastoma", "aetna", "slides", "láminas")


def day(ahead: int) -> PartialDate:
    on = now().date() + timedelta(days=ahead)
    return PartialDate(on.year, on.month, on.day)


def stamp(ahead: int) -> str:
    return f"{now().date() + timedelta(days=ahead):%Y%m%d}"


def thing(back: int) -> Thing:
    moves = (Move(Step.SEND, day(-20), "Boston Hospital"), Move(Step.RECEIVE, day(-19), back_by=day(back)))
    return Thing(ThingKind.SLIDES, "Slides of the neuroblastoma", "Hospital Muestra", Door.PATHOLOGY, moves=moves)


@pytest.fixture
def kept(case: OpenCase) -> dict[str, entries.Entry[object]]:
    """A letter under the American rule of 30 days, slides, a decision and a call, all with days ahead."""
    values = {
        ASKING: Asking("records|muestra", "Hospital Muestra", day(-10), "us"),
        THING: thing(back=9),
        reminders.DECISION: Decided("We ask in Boston.", day(-5), look_again=day(12)),
        reminders.CALL: Call(day(-1), "Aetna", call_back=day(2)),
    }
    return {kind: entries.keep(case, kind, value) for kind, value in values.items()}


def file(owner: Client, case: OpenCase, path: str) -> str:
    answer = owner.get(f"/case/{case.id}/{path}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert 'filename="reminder.ics"' in answer.headers["Content-Disposition"]
    return answer.content.decode().replace("\r\n ", "")


def test_past_days_and_none_at_all_give_a_page_that_says_so(owner: Client, case: OpenCase) -> None:
    late = entries.keep(case, reminders.CALL, Call(day(-9), "Aetna", call_back=day(-2)))
    for path in ("calendar/all.ics", f"calendar/{late.id}/day.ics"):
        answer = owner.get(f"/case/{case.id}/{path}")
        assert answer.status_code == 404
        assert "There is no day ahead here" in answer.content.decode()
    assert "calendar/all.ics" not in owner.get(f"/case/{case.id}/").content.decode()
    assert "day.ics" not in owner.get(f"/case/{case.id}/insurance/call/{late.id}/").content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_all_days_of_a_case_go_into_one_file_that_tells_nothing(
    case: OpenCase, owner: Client, kept: dict[str, entries.Entry[object]], language: str
) -> None:
    owner.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    events = file(owner, case, "calendar/all.ics")
    starts = [line.partition(":")[2] for line in events.splitlines() if line.startswith("DTSTART")]
    assert sorted(starts) == sorted(stamp(ahead) for ahead in (20, 9, 12, 2))
    assert not any(word in events.lower() for word in PRIVATE)
    assert ("Hacer una llamada" if language == "es" else "Make a phone call") in events


def test_what_has_to_travel_back_rings_days_before(
    case: OpenCase, owner: Client, kept: dict[str, entries.Entry[object]]
) -> None:
    assert "TRIGGER:-P2DT15H" in file(owner, case, f"calendar/{kept[THING].id}/day.ics")
    assert "TRIGGER:PT9H" in file(owner, case, f"calendar/{kept[reminders.CALL].id}/day.ics")
    soon = entries.keep(case, THING, thing(back=0))
    assert "TRIGGER:PT9H" in file(owner, case, f"calendar/{soon.id}/day.ics")


def test_each_thing_s_page_leads_to_its_own_day_and_the_first_page_to_all(
    case: OpenCase, owner: Client, kept: dict[str, entries.Entry[object]]
) -> None:
    pages = {
        THING: f"missing/things/{kept[THING].id}/",
        reminders.DECISION: f"notebook/{kept[reminders.DECISION].id}/",
        reminders.CALL: f"insurance/call/{kept[reminders.CALL].id}/",
    }
    for kind, page in pages.items():
        there = f"/case/{case.id}/calendar/{kept[kind].id}/day.ics"
        assert there in owner.get(f"/case/{case.id}/{page}").content.decode()
        assert file(owner, case, there.partition(f"{case.id}/")[2]).count("BEGIN:VEVENT") == 1
    for page in ("", "missing/", "notebook/", "insurance/"):
        assert f"/case/{case.id}/calendar/all.ics" in owner.get(f"/case/{case.id}/{page}").content.decode(), page


def test_a_changed_day_replaces_the_one_before_in_a_calendar(
    case: OpenCase, owner: Client, kept: dict[str, entries.Entry[object]], opened: Callable[[], OpenCase]
) -> None:
    before, entry = file(owner, case, "calendar/all.ics"), kept[reminders.CALL]
    again = Call(day(-1), "Aetna", call_back=day(4))
    entries.keep(opened(), reminders.CALL, again, entry.id, entry.version)
    after = file(owner, case, "calendar/all.ics")
    uids = [sorted(line for line in one.splitlines() if line.startswith("UID:")) for one in (before, after)]
    assert uids[0] == uids[1]
    assert stamp(4) in after
    assert f"DATE:{stamp(2)}" not in after
