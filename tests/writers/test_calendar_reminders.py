"""Reminders for a calendar: whatever a title holds, the file stays of RFC 5545's grammar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.writers.calendar import LINE_OCTETS, Reminder, calendar

MADE = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
CLOCK = Reminder("clock-1@consilium", date(2026, 12, 1), "Ask your team; today, please", alarm=timedelta(hours=9))
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)

# RFC 5545 3.1 and 3.3: a content line, its name and parameters, and the values that we write.
LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>;[A-Z-]+=[A-Za-z0-9-]+)*:(?P<value>.*)")
TEXT = re.compile(r"(?:[^\x00-\x08\x0a-\x1f\x7f\\;,]|\\[\\;,nN])*")
VALUES = {
    "DTSTAMP": re.compile(r"\d{8}T\d{6}Z"),
    "DTSTART": re.compile(r"\d{8}(T\d{6}Z)?"),
    "DTEND": re.compile(r"\d{8}(T\d{6}Z)?"),
    "TRIGGER": re.compile(r"-?P(\d+D)?(T(\d+H)?(\d+M)?)?(?<![PT])"),
    "SUMMARY": TEXT,
    "DESCRIPTION": TEXT,
    "UID": TEXT,
}


def unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= LINE_OCTETS for line in physical)
    for line in physical:
        line.decode("utf-8")  # no character is cut in two
        assert b"\n" not in line
        assert b"\r" not in line
    return data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def events(data: bytes) -> list[list[tuple[str, str]]]:
    """The properties of each event; fails where a line, a value or the nesting is not of the grammar."""
    found: list[list[tuple[str, str]]] = []
    stack: list[str] = []
    for line in unfolded(data):
        match = LINE.fullmatch(line)
        assert match, line
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                found.append([])
        elif name == "END":
            assert stack.pop() == value
        else:
            assert name not in VALUES or VALUES[name].fullmatch(value), line
            if stack[1:]:
                found[-1].append((f"{stack[-1]}.{name}", value))
    assert stack == []
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar([Reminder("a", datetime(2026, 12, 1, 9), "Call")], MADE)
    with pytest.raises(ValueError, match="time zone"):
        calendar([CLOCK], datetime(2026, 12, 1, 9))


@pytest.mark.parametrize(("uid", "title"), [("", "Call"), ("a", ""), ("a", " \x00\n")])
def test_a_reminder_without_a_name_is_refused(uid: str, title: str) -> None:
    with pytest.raises(ValueError, match="needs a uid and a title"):
        calendar([Reminder(uid, date(2026, 12, 1), title)], MADE)


def test_two_reminders_of_one_uid_are_refused() -> None:
    with pytest.raises(ValueError, match="one uid"):
        calendar([CLOCK, CLOCK], MADE)


def test_a_whole_day_ends_on_the_next_and_rings_in_the_morning() -> None:
    (event,) = events(calendar([CLOCK], MADE))
    said = dict(event)
    assert said["VEVENT.DTSTART"] == "20261201"
    assert said["VEVENT.DTEND"] == "20261202"
    assert said["VEVENT.SUMMARY"] == r"Ask your team\; today\, please"
    assert said["VALARM.TRIGGER"] == "PT9H"
    assert said["VALARM.ACTION"] == "DISPLAY"
    assert b"DTSTART;VALUE=DATE:20261201\r\n" in calendar([CLOCK], MADE)


def test_a_moment_is_written_in_utc() -> None:
    madrid = timezone(timedelta(hours=1))
    start = datetime(2026, 12, 1, 0, 30, tzinfo=madrid)
    (event,) = events(calendar([Reminder("a", start, "Llame", alarm=-timedelta(days=1, minutes=90))], MADE))
    said = dict(event)
    assert said["VEVENT.DTSTART"] == "20261130T233000Z"
    assert said["VEVENT.DTEND"] == "20261130T234500Z"
    assert said["VALARM.TRIGGER"] == "-P1DT1H30M"


def test_an_empty_calendar_is_one() -> None:
    assert events(calendar([], MADE)) == []


def test_every_event_has_what_the_standard_requires_once() -> None:
    made = calendar([CLOCK, Reminder("b", MADE, "Call", "Bring the list")], MADE, "Consilium; familia")
    for event in events(made):
        names = [name for name, _ in event]
        assert [names.count(f"VEVENT.{name}") for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY")] == [1, 1, 1, 1]
    lines = unfolded(made)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[2].startswith("PRODID:")
    assert r"X-WR-CALNAME:Consilium\; familia" in lines


def test_a_title_can_not_bring_in_a_line_of_its_own() -> None:
    hostile = "Call\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:http://a.example/\\"
    (event,) = events(calendar([Reminder("a", date(2026, 12, 1), hostile, hostile)], MADE))
    assert not [name for name, _ in event if name.endswith("ATTACH")]
    assert unescaped(dict(event)["VEVENT.SUMMARY"]) == hostile.replace("\r\n", "\n")


@given(ANYTHING, ANYTHING, st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_whatever_is_written_stays_of_the_grammar(title: str, description: str, alarm: timedelta) -> None:
    made = calendar([Reminder("a", date(2026, 12, 1), f"x{title}", description, alarm)], MADE)
    (event,) = events(made)
    assert dict(event)["VEVENT.SUMMARY"].startswith("x")
