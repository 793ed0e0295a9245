"""A document's own date among all that it states.

One rule by category (`knowledge/sorting.yaml`, `document_date`):

- a report of results (images, heart, hearing, pathology, marrow, genetics, laboratory): the day of the report, else
  of its signature, else that of the examination or collection, which each finding keeps as its own day anyhow; of
  several days of report the latest, so that an addendum stands behind the report that it adds to
- laboratory values: never older than the last collection, column or row that they hold
- an operation, a visit, a board: its day; a hospital stay: the day of discharge, never that of admission
- everything else (letters, those of a visit too; plans, summaries of a treatment): the day it was written, else signed
- a growth, vaccine or treatment record without one: its last entry; notes of several days: the last of them; a slide:
  its scan; an export: when it was made; a note without any: the only day that opens a line of its head, else of arrival

What structure states comes before what text says. A birth date, or a day that equals one named in the document, is
never the document's date, whatever stands before it; a printing date only where there is nothing else. No date is
later than the day on which the document says it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.documentdates import FoundDate, FoundDates
from consilium.domain.headingdates import WEEKDAY
from consilium.domain.records import Category, Citation, DateRole, DateSeen, Decision, PersonNamed, Reading, Remark
from consilium.domain.sorting.casehistories import opens_as_history
from consilium.domain.sorting.diaries import last_day
from consilium.domain.sorting.shapes import letter
from consilium.domain.sorting.tables import DateChoice, SortingTables

MAX_OTHERS = 6
_ARRIVED = re.compile(
    r"\b(?:ingreso|ingresa|admi(?:tted|ssion|si[oó]n)|adm|doa|llegada|arriv(?:al|ed)|presented)\b\W*(?:(?:on|date"
    r"|fecha|el|del?)\W*)?\d",
    re.IGNORECASE,
)
MIN_ENTRIES = 2
# What happens on a day; a month alone is that of something told.
_DAYS = frozenset({DateRole.PERFORMED, DateRole.STUDY, DateRole.COLLECTED})
_HEAD = ("title", "head")
# Of a history that nothing heads, no day told is its own but one that says so.
_OF_PAPERS = frozenset({DateRole.DOCUMENT, DateRole.SIGNED, DateRole.PRINTED})
# `En la última revisión del 23 de mayo`, a day in a sentence: told, and no paper's own.
_TOLD_DAY = re.compile(r"(?s).{60}|\ba fecha de\b|[uú]ltim[oa]\s", re.IGNORECASE)
# A letter of a visit is written within so many days.
_WRITTEN_WITHIN = 31
_CLOSED_WITHIN = 62
# Papers that list days of other things and are written on a day that they do not tell.
_NO_LOGS = frozenset(
    {Category.QUESTIONS_LIST, Category.IDENTITY_INSURANCE, Category.GENETICS, Category.PATHOLOGY_REPORT}
)
# What a table of its rows is, where a day beside them is that of one thing told.
_OF_ROWS = frozenset({Category.GROWTH_AND_HISTORY, Category.TREATMENT_RECORDS})
_REPORTS = frozenset({
    Category.GENETICS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.IMAGING_REPORTS, Category.OPERATIVE,
})  # fmt: skip
_POSTED = re.compile(rf"\W*(?:posted|entry|update|publicado|escrito)?(?: on)?:?\s?{WEEKDAY}\b", re.IGNORECASE)
_TYPED = re.compile(
    r"\b(?:letter (?:date|typed|dictated)|date of (?:this )?letter|typed|letter:|fecha de la carta)", re.IGNORECASE
)
_REQUESTED = re.compile(
    r"\b(?:fecha (?:de )?(?:la )?(?:solicitud|petici[oó]n|referencia|derivaci[oó]n)|date (?:of )?(?:request|referral)"
    r"|date ordered|request(?:ed)?(?: date| on)?|referr(?:al|ed)(?: date| on)?)\b[^\d]{0,12}\d",
    re.IGNORECASE,
)
_SENT_HOME = re.compile(r"\b(?:alta|egreso|epicrisis|discharged?|d/c|hospital course)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    seen: DateSeen
    remarks: tuple[Remark, ...] = ()
    entry: bool = False
    column: bool = False
    day_of_notes: bool = False
    at_edge: bool = False
    outer: str = "head"


def document_date(
    reading: Reading,
    found: FoundDates,
    category: Category | None,
    tables: SortingTables,
    births: frozenset[PartialDate] = frozenset(),
) -> Decision[PartialDate]:
    """The document's date with the reason, and the other dates that it states among the reasons. `births` are the
    birth dates of the people whom the document names."""
    choice = tables.choices.get(category, tables.default_choice) if category else tables.default_choice
    written = any(
        one.seen.role is DateRole.DOCUMENT and one.seen.value.day and one.outer in _HEAD for one in found.dates
    )
    typed = any(one.seen.role is DateRole.DOCUMENT and _TYPED.search(one.seen.citation.quote) for one in found.dates)
    written = written and (typed or letter(reading.pages, tables.letters) is not None)
    if category is Category.DISCHARGE and (written or _is_headed(found)):
        choice = tables.choices.get(
            Category.CLINICAL_SUMMARY, choice
        )  # a letter of a visit is of the day it was written
    said = [one.seen for one in found.dates if one.seen.role is DateRole.BIRTH]
    births |= {seen.value for seen in (*said, *reading.dates) if seen.role is DateRole.BIRTH and seen.value.day}
    structured = [_Candidate(seen) for seen in reading.dates if not _is_birth(seen, births)]
    texted = [
        _Candidate(one.seen, one.remarks, one.opens_row, one.heads_column, one.day_of_notes, one.at_edge, one.outer)
        for one in found.dates
        if not _may_be_birth(one, births)
    ]
    if opens_as_history(reading.pages):
        texted = [one for one in texted if one.seen.role in _OF_PAPERS]
        texted = [one for one in texted if not _TOLD_DAY.search(one.seen.citation.quote)]
    printed = _printed(reading.dates, texted)
    rows = _last_entry(_not_after(texted, printed), category) if category in _OF_ROWS else None
    for candidates in (structured, texted):
        kept = _not_after(candidates, printed)
        outer = [one for one in kept if _stands_out(one) or one.seen.role in choice.latest & _DAYS]
        chosen = _chosen(outer, choice) or _chosen(kept, choice)
        if chosen is not None and rows is not None and chosen not in outer and chosen.seen.role in _DAYS:
            chosen = None  # a day of something that a table's rows go beyond
        if chosen is not None and rows is not None and _is_first_row(chosen, rows):
            chosen = None
        if chosen is not None:
            chosen = _last_note(chosen, kept)
            noted = chosen.day_of_notes or _POSTED.match(chosen.seen.citation.quote) is not None
            later = _of_diary(reading, found, category) if noted else None
            if later is not None and later.value is not None and later.value > chosen.seen.value:
                return later
            return _said(chosen, [*structured, *texted], choice)
    fallback = (
        _closed(_not_after(texted, printed), category)
        or _last_entry(_not_after(texted, printed), category)
        or _of_diary(reading, found, category)
        or _titled(_not_after(texted, printed), category)
        or _scanned(reading, tables)
        or _at_edge(_not_after(texted, printed))
        or _opens_head(reading, _not_after(texted, printed), category)
        or _asked(_not_after(texted, printed), category)
    )
    return fallback or _printed_only([*texted, *structured])


def _is_headed(found: FoundDates) -> bool:
    """Whether the first day that a paper states is its own and no day of a stay stands in its head: a note of a visit
    (`Follow-up visit   Date: 08/10/2024`) that goes on to tell of days of other things."""
    days = [one for one in found.dates if one.seen.role is not DateRole.BIRTH and one.seen.value.day]
    if not days or days[0].seen.role is not DateRole.DOCUMENT or days[0].outer not in _HEAD:
        return False
    own = days[0].seen.value
    return not any(one.outer in _HEAD and _is_occasion(one.seen, own) for one in days[1:])


def _is_occasion(seen: DateSeen, written: PartialDate) -> bool:
    """Whether a day is that of the stay or visit that was written about on another: of a visit, within weeks."""
    if seen.role is not DateRole.PERFORMED:
        return seen.role is DateRole.DISCHARGED
    days = _day(written) - _day(seen.value)
    return 0 <= days.days <= _WRITTEN_WITHIN


def _stands_out(one: _Candidate) -> bool:
    """Whether a date stands where a paper tells its own: in head or foot, and what happened on a day in its head."""
    if one.seen.role in _DAYS:
        return one.outer in _HEAD and bool(one.seen.value.day)
    return bool(one.outer)


def event_date(
    reading: Reading,
    found: FoundDates,
    category: Category | None,
    tables: SortingTables,
    births: frozenset[PartialDate] = frozenset(),
) -> PartialDate | None:
    """The day of the examination or collection that a report is about; None where it states none, or is of a kind
    whose own day that is."""
    choice = tables.events.get(category) if category else None
    if choice is None:
        return None
    structured = [_Candidate(seen) for seen in reading.dates if not _is_birth(seen, births)]
    texted = [
        _Candidate(one.seen, one.remarks, outer=one.outer) for one in found.dates if not _may_be_birth(one, births)
    ]
    days = DateChoice(tuple(role for role in choice.roles if role is not DateRole.DOCUMENT), choice.latest)
    chosen = _chosen(structured, days) or _chosen(texted, days) or _examined(texted)
    chosen = chosen or _chosen(structured, choice) or _chosen(texted, choice)
    return chosen.seen.value if chosen else None


def _examined(texted: Sequence[_Candidate]) -> _Candidate | None:
    """The day in the title of a report beside which another is the report's own: `Bone scan 5 Dec 2022 ... reported by
    Dr Sample, 6 December 2022`."""
    titled = [one for one in texted if one.outer == "title" and one.seen.role is DateRole.OTHER and one.seen.value.day]
    own = [one.seen.value for one in texted if one.seen.role in (DateRole.DOCUMENT, DateRole.SIGNED)]
    return titled[0] if own and titled and titled[0].seen.value <= max(own) else None


def births_of(people: Iterable[PersonNamed]) -> frozenset[PartialDate]:
    """The birth dates of people, in all the ways in which they can be read."""
    days = {day for person in people for day in (person.birth_date, *person.birth_may_be)}
    return frozenset(day for day in days if day is not None and day.day)


def _is_birth(seen: DateSeen, births: frozenset[PartialDate]) -> bool:
    """Whether a date is somebody's birthday, whatever stands before it, or lies before all birthdays."""
    if seen.role is DateRole.BIRTH or not seen.value.day or not births:
        return False
    return seen.value in births or seen.value < min(births)


def _may_be_birth(one: FoundDate, births: frozenset[PartialDate]) -> bool:
    """Whether a date in text is a birthday in any of its readings."""
    return _is_birth(one.seen, births) or (one.role is not DateRole.BIRTH and not births.isdisjoint(one.values))


def _printed(dates: Iterable[DateSeen], texted: Iterable[_Candidate]) -> PartialDate | None:
    """When the paper says that it was printed. A PDF's own creation date may be a copier's and is not asked."""
    stated = [seen for seen in dates if not seen.citation.place.startswith("/Info")]
    stated += [one.seen for one in texted]
    days = [seen.value for seen in stated if seen.role is DateRole.PRINTED and seen.value.day]
    return max(days, default=None)


def _not_after(candidates: Iterable[_Candidate], printed: PartialDate | None) -> list[_Candidate]:
    if printed is None:
        return list(candidates)
    return [one for one in candidates if one.seen.value <= printed or one.seen.value.includes(printed)]


def _chosen(candidates: Sequence[_Candidate], choice: DateChoice) -> _Candidate | None:
    for role in choice.roles:
        of_role = [one for one in candidates if one.seen.role is role]
        if of_role:
            latest = role in choice.latest or all(one.day_of_notes for one in of_role)
            found = max(of_role, key=lambda one: one.seen.value) if latest else _first(of_role)
            held = (one for one in candidates if one.seen.role in choice.holds or _is_held(one, candidates, choice))
            return max((found, *held), key=lambda one: one.seen.value)
    return None


def _last_note(chosen: _Candidate, candidates: Sequence[_Candidate]) -> _Candidate:
    """Notes of several days, each under its day and hour, are as old as the last of them."""
    if not chosen.day_of_notes:
        return chosen
    days = [one for one in candidates if one.seen.value.day]
    days = [one for one in days if one.day_of_notes or _is_entry(one)]
    return max((chosen, *days), key=lambda one: one.seen.value)


def _is_entry(one: _Candidate) -> bool:
    """Whether a line begins with the day itself: a course that is told beside its day is no note of a day."""
    return one.entry and one.seen.role is DateRole.OTHER and one.seen.citation.quote[:1].isdigit()


def _is_held(one: _Candidate, candidates: Sequence[_Candidate], choice: DateChoice) -> bool:
    """Whether a date is one of several columns or rows of a paper that holds the values of several days."""
    if not choice.holds or one.seen.role is not DateRole.OTHER or not one.seen.value.day:
        return False
    return (one.column and sum(other.column for other in candidates) >= MIN_ENTRIES) or (
        one.entry and sum(other.entry for other in candidates) > MIN_ENTRIES
    )


def _first(candidates: Sequence[_Candidate]) -> _Candidate:
    """The first stated; where the same day is stated again more precisely, that."""
    first = candidates[0]
    finer = (
        one for one in candidates if one.seen.value != first.seen.value and first.seen.value.includes(one.seen.value)
    )
    return max(finer, key=lambda one: one.seen.value, default=first)


def _said(chosen: _Candidate, everything: Sequence[_Candidate], choice: DateChoice) -> Decision[PartialDate]:
    seen = chosen.seen
    reasons = [Remark("sorting.date_is", {"date": str(seen.value), "role": str(seen.role)}), *chosen.remarks]
    same = {one.seen.value for one in everything if one.seen.role is seen.role}
    if len(same) > 1:
        code = "sorting.date_latest_of" if seen.role in choice.latest else "sorting.date_first_of"
        reasons.append(Remark(code, {"count": len(same), "role": str(seen.role)}))
    others = dict.fromkeys(
        (str(one.seen.role), str(one.seen.value))
        for one in everything
        if one.seen.role not in (DateRole.OTHER, DateRole.BIRTH, seen.role)
    )
    for role, value in list(others)[:MAX_OTHERS]:
        reasons.append(Remark("sorting.date_also", {"date": value, "role": role}))
    return Decision(seen.value, tuple(reasons), (seen.citation,) if seen.citation != Citation() else ())


def _last_entry(texted: Sequence[_Candidate], category: Category | None) -> Decision[PartialDate] | None:
    """A record without a date of its own is as old as the last of its entries, dates that open lines or rows: a growth
    chart, a ward's notes, a family's log; a table of laboratory values as the last of its rows or columns."""
    columns = (Category.LABS, Category.TREATMENT_RECORDS)  # of treatments beside the day that was planned
    entries = [one for one in texted if one.entry or (one.column and category in columns)]
    rows = [one for one in entries if one.seen.role is DateRole.OTHER and one.seen.value.day]
    if len(rows) < MIN_ENTRIES or category in _NO_LOGS:
        return None
    last = max(rows, key=lambda one: one.seen.value).seen
    return Decision(last.value, (Remark("sorting.date_last_entry", {"date": str(last.value)}),), (last.citation,))


def _is_first_row(one: _Candidate, rows: Decision[PartialDate]) -> bool:
    """Whether a date that stands under the word `Date` begins a row of a table that goes on to later days."""
    later = rows.value is not None and one.seen.value < rows.value
    return one.entry and later and one.seen.role is DateRole.DOCUMENT


def _closed(texted: Sequence[_Candidate], category: Category | None) -> Decision[PartialDate] | None:
    """The day at the foot of a record of treatments, where it lies within weeks behind the last of its rows."""
    rows = _last_entry(texted, category) if category in _OF_ROWS else None
    told = _at_edge([one for one in texted if one.outer == "foot"]) if rows is not None else None
    if told is None or told.value is None or rows is None or rows.value is None:
        return None
    apart = _day(told.value) - _day(rows.value)
    return told if 0 < apart.days <= _CLOSED_WITHIN else None


def _day(value: PartialDate) -> date:
    return date(value.year, value.month, value.day)


def _titled(texted: Sequence[_Candidate], category: Category | None) -> Decision[PartialDate] | None:
    """The day in the paper's title, where no label says of any date that it is the paper's own: of several the last in
    a report of results, else the first."""
    found = [one for one in texted if one.outer == "title" and one.seen.role is not DateRole.PRINTED]
    found = [one for one in found if one.seen.value.day or not one.seen.value.month]  # order of day and month unknown
    last = max((one.seen.value.year for one in texted if one.seen.value.year), default=0)
    found = [one for one in found if one.seen.value.year >= last - 1]  # else a birthday that no label tells
    if not found:
        return None
    later = category in _REPORTS or category in (Category.LABS, Category.HEART_HEARING_TESTS)
    one = max(found, key=lambda one: one.seen.value) if later else found[0]
    reason = Remark("sorting.date_is", {"date": str(one.seen.value), "role": str(DateRole.DOCUMENT)})
    return Decision(one.seen.value, (reason, *one.remarks), (one.seen.citation,))


def _at_edge(texted: Sequence[_Candidate]) -> Decision[PartialDate] | None:
    """The only day that ends a line of the paper's head or foot, where no label says of any date that it is the
    paper's own."""
    found = [one for one in texted if one.at_edge and one.seen.role is DateRole.OTHER and one.seen.value.day]
    if len({one.seen.value for one in found}) != 1:
        return None
    seen = found[0].seen
    reason = Remark("sorting.date_is", {"date": str(seen.value), "role": str(DateRole.DOCUMENT)})
    return Decision(seen.value, (reason, *found[0].remarks), (seen.citation,))


def _opens_head(
    reading: Reading, texted: Sequence[_Candidate], category: Category | None
) -> Decision[PartialDate] | None:
    """The only day that opens a line of a paper's head, as notes have it (`11/6/25 WR Dr Sample`), else the day of
    arrival of a visit, where the head states no other that a label says anything of."""
    if category in _NO_LOGS:
        return None
    others = [one for one in texted if one.seen.value.day and one.seen.role is DateRole.OTHER and one.outer in _HEAD]
    entries = [one for one in others if one.entry]
    if not entries and not any(_SENT_HOME.search(line.text) for page in reading.pages for line in page.lines):
        entries = [one for one in others if _ARRIVED.search(one.seen.citation.quote)]
    if len({one.seen.value for one in entries}) != 1:
        return None
    seen = entries[0].seen
    reason = Remark("sorting.date_is", {"date": str(seen.value), "role": str(DateRole.PERFORMED)})
    return Decision(seen.value, (reason, *entries[0].remarks), (seen.citation,))


def _asked(texted: Sequence[_Candidate], category: Category | None) -> Decision[PartialDate] | None:
    """The day of asking, of a form that asks for a visit or a treatment: `Fecha de solicitud: 07/01/2025`."""
    if category in _REPORTS or category in (Category.LABS, Category.HEART_HEARING_TESTS):
        return None
    head = (one for one in texted if one.outer in _HEAD and one.seen.value.day)
    one = next((one for one in head if _REQUESTED.search(one.seen.citation.quote)), None)
    if one is None:
        return None
    reason = Remark("sorting.date_is", {"date": str(one.seen.value), "role": str(DateRole.DOCUMENT)})
    return Decision(one.seen.value, (reason, *one.remarks), (one.seen.citation,))


def _of_diary(reading: Reading, found: FoundDates, category: Category | None) -> Decision[PartialDate] | None:
    """A family's diary is as old as its last entry, whose year its weekdays or other days tell."""
    last = last_day(reading.pages, found.dates, found.order) if category not in _REPORTS else None
    if last is None:
        return None
    return Decision(last[0], (Remark("sorting.date_last_entry", {"date": str(last[0])}),), (last[1],))


def _scanned(reading: Reading, tables: SortingTables) -> Decision[PartialDate] | None:
    """A whole-slide image is dated by the day of its scan where nothing else is known."""
    if tables.codes.formats.get(reading.format) is not Category.PATHOLOGY_SLIDES:
        return None
    for seen in reading.dates:
        if seen.role is DateRole.OTHER:
            reason = Remark("sorting.date_scanned", {"date": str(seen.value)})
            return Decision(seen.value, (reason,), (seen.citation,))
    return None


def _printed_only(candidates: Iterable[_Candidate]) -> Decision[PartialDate]:
    for one in candidates:
        if one.seen.role is DateRole.PRINTED and not one.seen.citation.place.startswith("/Info"):
            reasons = (Remark("sorting.date_printed_only", {"date": str(one.seen.value)}),)
            return Decision(one.seen.value, reasons, (one.seen.citation,))
    return Decision(None, (Remark("sorting.no_date"),))
