"""Reminders as an iCalendar file (RFC 5545), for the calendar of a telephone. All texts come in as arguments.

A calendar is read by others, and its provider sees it: whoever calls this puts no illness and no name into a title.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Consilium//Reminders//EN"
LINE_OCTETS = 75
MOST_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Reminder:
    """One event. `uid` is the same whenever the same reminder is written again, so that a calendar replaces it.

    start   a day, or a moment with its time zone (written in UTC)
    alarm   when it rings, from the start on: `timedelta(hours=9)` is nine in the morning of a whole day,
            `-timedelta(days=1)` a day before; None for no ringing
    length  how long a moment lasts; of no meaning for a whole day
    """

    uid: str
    start: date
    title: str
    description: str = ""
    alarm: timedelta | None = None
    length: timedelta = timedelta(minutes=15)


def calendar(reminders: Iterable[Reminder], made: datetime, name: str = "") -> bytes:
    """The file's bytes. `made` is when they are written (with a time zone). Raises ValueError for a moment without a
    time zone, an empty uid or title, or two reminders of one uid."""
    listed = tuple(reminders)
    if len({one.uid for one in listed}) < len(listed):
        raise ValueError("two reminders have one uid")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{_text(name)}")
    for one in listed:
        lines += _event(one, made)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(reminder: Reminder, made: datetime) -> Iterator[str]:
    uid, title = _text(reminder.uid), _text(reminder.title)
    if not uid or not title:
        raise ValueError("a reminder needs a uid and a title")
    yield from ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{_moment(made)}")
    yield from _when(reminder)
    yield f"SUMMARY:{title}"
    if reminder.description:
        yield f"DESCRIPTION:{_text(reminder.description)}"
    yield from ("TRANSP:TRANSPARENT", "CLASS:PRIVATE")  # it blocks no time; shared calendars hide what it says
    if reminder.alarm is not None:
        trigger = f"TRIGGER:{_duration(reminder.alarm)}"
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", trigger, "END:VALARM")
    yield "END:VEVENT"


def _when(reminder: Reminder) -> Iterator[str]:
    """RFC 5545 3.6.1: the end of a whole day is the day after."""
    if isinstance(reminder.start, datetime):
        yield f"DTSTART:{_moment(reminder.start)}"
        yield f"DTEND:{_moment(reminder.start + max(reminder.length, timedelta(minutes=1)))}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(reminder.start)}"
        yield f"DTEND;VALUE=DATE:{_day(reminder.start + timedelta(days=1))}"


def _day(value: date) -> str:
    return f"{value.year:04d}{value.month:02d}{value.day:02d}"


def _moment(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError("a moment needs its time zone")
    utc = value.astimezone(UTC)
    return f"{_day(utc)}T{utc.hour:02d}{utc.minute:02d}{utc.second:02d}Z"


def _duration(value: timedelta) -> str:
    """RFC 5545 3.3.6, as "-P1DT2H30M"; to the minute."""
    minutes = int(abs(value).total_seconds()) // 60
    days, rest = divmod(minutes, 1_440)
    time = "".join(f"{count}{unit}" for count, unit in ((rest // 60, "H"), (rest % 60, "M")) if count)
    said = (f"{days}D" if days else "") + (f"T{time}" if time else "")
    return ("-P" if value < timedelta(0) else "P") + (said or "T0M")


def _text(value: str) -> str:
    """RFC 5545 3.3.11: escaped; control characters and lone surrogates, which no calendar may hold, left out."""
    lines = value[:MOST_CHARS].replace("\r\n", "\n").replace("\r", "\n").strip()
    kept = "".join(char for char in lines if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """RFC 5545 3.1: lines of at most 75 octets, a further one begins with a blank; no character is cut in two."""
    parts, room = [b""], LINE_OCTETS
    for char in line:
        octets = char.encode("utf-8")
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = LINE_OCTETS - 1
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"
