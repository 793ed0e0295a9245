"""Tests and scans that have an appointment: still to come, or of a day that has passed with no result here.

Neither is a gap of the folder: no letter asks for a paper that may not exist. The team is asked, and doctors see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from consilium.domain.clinical import CaseFinding
from consilium.domain.completeness.evidence import Folder, report_modalities
from consilium.domain.completeness.reading import SAID, detail, holds, modality, said, study_modalities
from consilium.domain.completeness.status import Door, Item
from consilium.domain.completeness.when import first_day, last_day, not_before
from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Category, Remark

THING = "story_booked"
# A paper that is older than this and tells no day books nothing any more.
_OPEN = timedelta(days=180)
# Who does the test may move it a little.
_EARLIER = 14
_BOOKED = re.compile(
    r"\b(?:booked|scheduled|appointments?|appt|slot|is due|due (?:on|in)|arranged for|listed for"
    r"|citad[oa]s?|cita|citas|turno"
    r"|(?:es|sera|son) el (?:proximo )?(?:\w{5,9},? )?\d{1,2}|(?:is|will be) on (?:\w{3,9},? )?(?:\w{3,9} )?\d{1,2}"
    r"|programad[oa]s?|agendad[oa]s?|reservad[oa]s?|fijad[oa]s?|previst[oa]s? para|tiene fecha)\b"
)
# What is ordered of an archive is no test: a disc, the pictures, a copy of a report.
_COPY = re.compile(r"\b(?:discs?|disks?|cds?|dvds?|usb|copy of|copies|copias?|discos?|pen ?drive|grabacion)\b")
_MONTH = "|".join(name for name in MONTHS if len(name) > 3)
_CALLED_BY_MONTH = re.compile(
    rf"\b(?:the|last|previous|past|since|from|her|his|el|la|del|pasad[oa]) (?:{_MONTH})\b"
    r"(?! (?:appointment|visit|slot))"
    rf"|\b(?:{_MONTH}) pasad[oa]\b"
    rf"|\b(?:la|el|del?) (?:rm|rmn|tc|tac|pet|eco\w*|gammagraf\w+|mibg|resonancia|tomografia)"
    rf" de (?:{_MONTH})\b"
)
_CATEGORIES = {
    "imaging": Category.IMAGING_REPORTS,
    "function": Category.HEART_HEARING_TESTS,
    "heart": Category.HEART_HEARING_TESTS,
    "laboratory": Category.LABS,
    "genetics": Category.GENETICS,
    "bone_marrow": Category.BONE_MARROW,
}


def booked_items(folder: Folder) -> Iterator[Item]:
    """Of each sort of test the next one to come, and the last whose day has passed and of which nothing is here."""
    to_come: dict[tuple[str, str], tuple[PartialDate | None, CaseFinding]] = {}
    past: dict[tuple[str, str], tuple[PartialDate | None, CaseFinding]] = {}
    for one in folder.findings((Assertion.PLANNED,), Kind.MENTION):
        sort = _sort(one, folder)
        words = _BOOKED.search(fold(one.shown.quote)) is not None
        day = _day(one)
        if sort is None or _answered(one, sort, day, folder):
            continue
        if _is_to_come(one, day, folder.case.today, words=words):
            kept = to_come.get(sort)
            if kept is None or (day is not None and (kept[0] is None or day < kept[0])):
                to_come[sort] = (day, one)
        elif words and day is not None and last_day(day) < folder.case.today:
            kept = past.get(sort)
            if kept is None or kept[0] is None or kept[0] < day:
                past[sort] = (day, one)
    for sort, (day, one) in to_come.items():
        yield _item(one, sort, day, "gaps.item_booked")
    for sort, (day, one) in past.items():
        if sort not in to_come:
            yield _item(one, sort, day, "gaps.item_booked_past")


def _sort(one: CaseFinding, folder: Folder) -> tuple[str, str] | None:
    """What is booked, as an area of the catalog and a code in it; None for what is no test (a visit, an opinion)."""
    what = detail(one.shown, "what")
    category = _CATEGORIES.get(what)
    if category is None or _COPY.search(fold(f"{one.shown.name} {one.shown.value}")) is not None:
        return None
    told = f"{one.shown.name} {one.shown.value}"
    monitor = next((each.name for each in folder.known.monitors if holds(told, each.words)), "")
    if monitor:
        return "gaps", monitor
    code = modality(detail(one.shown, "modality") or one.shown.name, folder.known.imaging) if what == "imaging" else ""
    return ("modalities", code) if code else ("categories", category.value)


def _day(one: CaseFinding) -> PartialDate | None:
    """The day as read; else a month named without its year, the next one after the paper was written. A scan that is
    called by its month (`the October scan`, `la RM de octubre`) was made in it."""
    written = one.record.date
    if one.shown.when is not None or written is None or not written.month:
        return one.shown.when
    quote = fold(one.shown.quote)
    named = {MONTHS[word.text] for word in words_of(quote) if len(word.text) > 3 and word.text in MONTHS}
    if len(named) != 1 or _CALLED_BY_MONTH.search(quote) is not None:
        return None
    month = named.pop()
    return PartialDate(written.year + (month < written.month), month)


def _is_to_come(one: CaseFinding, day: PartialDate | None, today: date, *, words: bool) -> bool:
    if day is not None:
        return last_day(day) >= today and (bool(day.month) or words)
    written = one.record.date
    return words and written is not None and today - first_day(written) <= _OPEN


def _answered(one: CaseFinding, sort: tuple[str, str], day: PartialDate | None, folder: Folder) -> bool:
    """Whether a paper, a result or pictures of such a test are here from about that day on, or since it was booked."""
    since = day or one.record.date
    slack = _EARLIER if day is not None else 0
    return any(not_before(when, since, slack) for when in _made(sort, one.record.id, folder))


def _made(sort: tuple[str, str], booking: str, folder: Folder) -> Iterator[PartialDate | None]:
    """The days of the tests of a sort that are here."""
    area, code = sort
    if area == "modalities":
        words = folder.known.imaging
        yield from (one.date for one in folder.studies() if code in study_modalities(one, words))
        reports = folder.records(Category.IMAGING_REPORTS)
        yield from (one.date for one in reports if code in report_modalities(one, folder))
        told = folder.findings(SAID, Kind.IMAGING, Kind.MENTION)
        yield from (one.shown.when for one in told if modality(detail(one.shown, "modality"), words) == code)
    elif area == "gaps":
        monitor = next(each for each in folder.known.monitors if each.name == code)
        records = folder.records(Category.HEART_HEARING_TESTS)
        yield from (one.date for one in records if holds(one.title, monitor.words))
        results = folder.findings((*SAID, Assertion.NEGATED), Kind.FUNCTION)
        for one in results:
            if one.record.id != booking and holds(said(one.shown), monitor.words):
                yield one.shown.when or one.record.date
    else:
        yield from (one.date for one in folder.records(Category(code)) if one.id != booking)


def _item(one: CaseFinding, sort: tuple[str, str], day: PartialDate | None, code: str) -> Item:
    area, name = sort
    told = {"source": one.reference, "when": str(day) if day else "", area: name}
    return Item(
        kind="report",
        door=Door.TEAM,
        category=Category.IMAGING if area == "modalities" else _category(sort),
        reason=Remark(f"{code}_{area}", told),
        thing=THING,
        what=one.shown.name,
        institution=one.record.institution,
        stated=False,
        when=day,
        references=(one.reference,),
        citations=one.shown.citations[:1],
    )


def _category(sort: tuple[str, str]) -> Category:
    return Category(sort[1]) if sort[0] == "categories" else Category.HEART_HEARING_TESTS
