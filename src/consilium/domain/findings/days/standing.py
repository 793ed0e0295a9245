"""The day that a statement has by its place, where its own words tell none.

Four things give a place its day: the entry of a log that it stands in (`12/6/23  0815  ward round ...`), the day in its
heading, the examination of the day on which the child was seen (`On examination`, `today`, `bloods on the day`), and
the beginning or end of a stay (`on admission`, `al alta`). A statement of another day, of what is long known or of what
is to come has none of these. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.countedback import came_with, days_before, earlier
from consilium.domain.findings.days.logdays import OWN_PARTS, Logged, counts_from, is_own_part, logged
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.days.othertimes import OTHER_TIME, is_of_other_time, year_told
from consilium.domain.findings.days.runinheads import days_of_heads, of_other_times
from consilium.domain.findings.days.saiddays import day_told
from consilium.domain.findings.days.standingwords import (
    ENDS_TODAY,
    GIVEN,
    GIVEN_NOW,
    IN_THEATRE,
    ON_ADMISSION,
    ON_DISCHARGE,
    OTHER_DAY,
    PART_OF_STAY,
    SAME_DAY,
    SAME_VISIT,
    SEEN_ON,
    TODAY,
    is_single_dose,
    several_times,
)
from consilium.domain.findings.days.visitdays import (
    Stay,
    examination,
    exams_of_stay,
    is_note,
    line_labels,
    results,
    stay_of,
)
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

# What is of a day by its nature; the day of a diagnosis or of an operation is told by words alone.
_MEASURED = frozenset({Kind.LABORATORY, Kind.GROWTH, Kind.FUNCTION, Kind.MEASUREMENT, Kind.MRD, Kind.FLOW})
_TAKEN = frozenset({Kind.LABORATORY, Kind.GROWTH, Kind.FUNCTION})
_IN_THEATRE = frozenset({Assertion.STATED, Assertion.NEGATED})  # what a report of an operation says of medicines
_SEEN = frozenset({Kind.IMAGING, Kind.CONDITION, Kind.TOXICITY, Kind.RESPONSE, Kind.MENTION, Kind.SPECIMEN})
_TOLD = frozenset({Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.PENDING})
# Reports of one examination or sample, whose values without a day are of its day.
_REPORTS = frozenset({Category.BONE_MARROW, Category.HEART_HEARING_TESTS, Category.LABS})
_RESULTS = frozenset(
    {Kind.LABORATORY, Kind.FUNCTION, Kind.IMAGING, Kind.MEASUREMENT, Kind.MRD, Kind.FLOW, Kind.MENTION}
)
# A line of a record of hours.
_HOUR = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])[:.h]?[0-5]\d\b")
# Parts of a note that tell of other days.
_NOT_SEEN = OWN_PARTS | {Section.PLAN, Section.TREATMENT, Section.OPERATION, Section.CONCLUSION}
_LAST_DAY, _LAST_WORDS = 8, 24
_ASIDES = re.compile(r"\([^()]{0,80}\)")
_EXAMINED = frozenset({Kind.GROWTH, Kind.CONDITION, Kind.FUNCTION, Kind.TOXICITY, Kind.MEASUREMENT})
_FIGURES = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-])")
_FELT = frozenset({Kind.CONDITION, Kind.TOXICITY})
_OF_OPERATION = frozenset((Section.OPERATION, Section.FINDINGS, Section.SPECIMEN))
_LONGEST_QUOTE = 400
# What a report of the heart, of hearing or of the eyes says that it saw.
_SHOWN = frozenset((Section.FINDINGS, Section.CONCLUSION, Section.EXAMINATION))


@dataclass(frozen=True, slots=True)
class _Places:
    """What a paper tells of the days of its places."""

    paper: Paper
    logged: Logged
    examined: frozenset[int]
    results: frozenset[int]
    stay: Stay
    note: bool
    labels: Mapping[int, str]
    stay_exams: Mapping[int, PartialDate]
    other_times: frozenset[int]
    headed: Mapping[int, PartialDate]


def dated_by_place(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """Findings without a day of their own with that of their place, where it has one for what they are."""
    stay = stay_of(paper)
    places = _Places(
        paper,
        logged(paper),
        examination(paper),
        results(paper),
        stay,
        is_note(paper, stay),
        line_labels(paper),
        exams_of_stay(paper, stay),
        of_other_times(paper.clauses),
        days_of_heads(paper.clauses, paper),
    )
    known: dict[tuple[object, ...], PartialDate | None] = {}
    said: dict[tuple[object, ...], PartialDate | None] = {}  # many findings of a paper may have the same words
    for each in found:
        # A birthday is the day of no finding.
        one = replace(each, when=None) if each.when is not None and each.when == paper.birth else each
        words = (one.kind, one.assertion, one.quote, one.when, one.clause)
        if words not in said:
            said[words] = day_told(one, paper, places.logged.entries) or year_told(one, paper)
        told = said[words]
        # Where its column counts days (`D+3`), no other place tells its day.
        if told is not None or one.detail.get("occasion") or not _wants_day(one, places):
            yield one if told is None else replace(one, when=told)
            continue
        key = (*words, one.detail.get("symptom"))
        if key not in known:
            known[key] = _day_of(one, places)
        day = known[key]
        yield one if day is None else replace(one, when=day)


def _wants_day(one: Finding, places: _Places) -> bool:
    relative = one.when is None and one.kind in _MEASURED and one.assertion is Assertion.HISTORICAL
    if relative and (days_before(one) is not None or came_with(one)):
        return True
    if one.until is not None or one.assertion not in _TOLD or not one.quote or several_times(one):
        return False
    if one.when is not None:  # the paper's own day, which a part of it may tell better
        own = one.when in (places.paper.date, places.paper.head_day)
        seen = one.kind in _MEASURED | _SEEN and places.stay.visit not in (None, one.when)
        seen = seen or (one.kind in _TAKEN and bool(places.logged.entries or places.logged.parts or places.headed))
        return own and (seen or one.kind in (Kind.GROWTH, Kind.IMAGING, Kind.MEASUREMENT))
    treated = one.kind in (Kind.DRUG, Kind.MEDICINE) and one.assertion is Assertion.STATED
    given = treated and (places.paper.category is Category.OPERATIVE or places.logged.notes >= 0)
    denied = one.kind is Kind.MEDICINE and one.assertion is Assertion.NEGATED
    given = given or (denied and places.paper.category is Category.OPERATIVE)
    return one.kind in _MEASURED or one.kind in _SEEN or given


def _day_of(one: Finding, places: _Places) -> PartialDate | None:
    """The day of all the places where a finding's words stand; None where these differ or any has none."""
    quote = one.quote[:_LONGEST_QUOTE]
    days = set()
    of = places.paper
    clauses = of.holding(quote) if one.clause < 0 else of.clauses[one.clause : one.clause + 1]
    for clause in clauses:
        at = clause.text.find(quote)
        if at >= 0:
            days.add(_place_day(one, clause, at, places))
    if not days and one.clause < 0:  # a label above its value
        days = {_place_day(one, clause, 0, places) for clause in _told_in_two(quote, places.paper)}
    return days.pop() if len(days) == 1 else None


def _told_in_two(quote: str, paper: Paper) -> Iterator[Clause]:
    """The second of two clauses that hold a quote together: `Thyroglobulin` over `4.1 ug/L`."""
    for first, second in pairwise(paper.clauses):
        if quote.startswith(first.text) and f"{first.text} {second.text}".startswith(quote):
            yield second


def _place_day(one: Finding, clause: Clause, at: int, places: _Places) -> PartialDate | None:
    start = max(clause.text.rfind(";", 0, at), clause.text.rfind(". ", 0, at)) + 1
    near = _ASIDES.sub(" ", clause.text[start:at]) + clause.text[max(start, at) : at + len(one.quote)]
    if one.when is None and one.kind in _MEASURED and (days := days_before(one)) is not None:
        return earlier(_base_day(clause, places), days)
    if one.when is None and places.stay.admitted is not None and one.kind in _MEASURED and came_with(one):
        return places.stay.admitted
    if OTHER_DAY.search(_ASIDES.sub(" ", near)) is not None:
        return None
    if OTHER_TIME.search(near) is not None or is_of_other_time(clause.text, at, at + len(one.quote), places.paper.date):
        return None
    if (
        _is_of_stay(one, clause, places)
        and (day := _of_stay(clause, near, places, _column(one, clause, at))) is not None
    ):
        return day
    if one.kind in _MEASURED | _FELT and id(clause) in places.headed and not occasions(clause.text, places.paper):
        return places.headed[id(clause)]
    if one.when is not None:
        return None if occasions(near, places.paper) else _better(one, clause, near, places)
    return _by_place(one, clause, near, places)


def _by_place(one: Finding, clause: Clause, near: str, places: _Places) -> PartialDate | None:
    """The day of the entry, the part, the heading or the paper that a finding without a day stands in."""
    if _is_same_day(clause, near):
        return _last_day(clause, places.paper)
    label = f"{clause.heading} {places.labels.get(id(clause), '')}"
    if one.kind in _RESULTS and (SAME_VISIT.search(near) or SAME_VISIT.search(label)):
        return places.stay.visit or places.paper.head_day
    of_reports = places.paper.category is Category.IMAGING_REPORTS
    part = places.logged.parts.get(id(clause))
    entry = None if of_reports or TODAY.search(near) else places.logged.runs.get(id(clause))
    if part is not None and one.kind in _MEASURED:  # within an entry: `what the draw of 10/07 showed:`
        entry = entry or part
    entry = entry or places.logged.entries.get(id(clause)) or part
    if one.kind is Kind.MENTION and clause.cells and ";" in clause.text[: max(0, clause.text.find(one.value))]:
        entry = None  # a row tells of one thing on its day: `30/06 biopsy-proven relapse; PET Deauville 5`
    seen = _is_of_entry(one) or (id(clause) in places.examined and one.kind in _EXAMINED)
    if one.kind in (Kind.DRUG, Kind.MEDICINE) and places.paper.category is not Category.OPERATIVE:
        entry = places.logged.entries.get(id(clause)) if GIVEN_NOW.search(near) is not None else None
        return entry if entry is None or not _told_otherwise(clause, places.paper, entry) else None
    if entry is not None and seen:
        return entry if not _told_otherwise(clause, places.paper, entry) else None
    today = _is_todays(clause, near) and not occasions(near, places.paper) and _is_of_entry(one)
    if today and places.stay.visit is not None:
        return places.stay.visit
    beside = _beside(clause.text, clause.text.find(one.quote[:_LONGEST_QUOTE]))
    if occasions(beside, places.paper):
        return _seen_on(beside, places.paper) if seen and one.kind in _FELT else None
    heads = occasions(clause.heading, places.paper) if clause.heading and not counts_from(clause.heading) else ()
    if len(heads) == 1 and heads[0].until is None and clause.section not in OWN_PARTS and _is_of_entry(one):
        return heads[0].when
    return _of_paper(one, clause, near, places)


def _seen_on(text: str, paper: Paper) -> PartialDate | None:
    """The only day of a sentence that tells when the child was seen: `At the last review (6/9/24) no diplopia`."""
    told = occasions(text, paper)
    if len(told) != 1 or told[0].until is not None or not told[0].when.day:
        return None
    return told[0].when if SEEN_ON.search(text, 0, told[0].start) is not None else None


def _of_paper(one: Finding, clause: Clause, near: str, places: _Places) -> PartialDate | None:
    """The day of the operation, the report, the shift or the visit that a paper is about."""
    if places.paper.category is Category.OPERATIVE:
        return places.paper.head_day if _is_of_operation(one, clause) else None
    if _is_of_report(one, clause, places.paper):
        return places.paper.date
    if places.paper.shift is not None and _HOUR.match(clause.pieces[0].line.text) and _is_of_entry(one):
        return places.paper.shift
    if 0 <= places.logged.notes < places.paper.places[id(clause)]:  # of one of the days whose notes the paper holds
        return None
    of_visit = id(clause) not in places.other_times and _is_of_visit(one, clause, near, places)
    return places.stay.visit if of_visit else None


def _is_todays(clause: Clause, near: str) -> bool:
    """Whether words say that a thing is of today, before it or at its sentence's end."""
    return TODAY.search(near) is not None or ENDS_TODAY.search(clause.text[-_LAST_WORDS:]) is not None


def _is_same_day(clause: Clause, near: str) -> bool:
    return SAME_DAY.search(near) is not None or SAME_DAY.search(clause.heading) is not None


def _beside(text: str, at: int) -> str:
    """A clause without its asides in brackets, of which a thing outside them is not: `20/25 (10/2024: 20/20)`. One
    before it is kept where it may be the day of a list: `Labs (10/2024)`."""
    if text.count("(", 0, at) > text.count(")", 0, at):
        return text
    return _ASIDES.sub(lambda one: " " * len(one[0]) if one.start() > at or ": " in one[0] else one[0], text)


def _last_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The last day that is told before a clause, of which it says `the same day`."""
    at = paper.places[id(clause)]
    for before in (clause, *reversed(paper.clauses[max(0, at - _LAST_DAY) : at])):
        told = [one for one in occasions(before.text, paper) if one.when.day]
        if told:
            return told[-1].when
    return None


def _base_day(clause: Clause, places: _Places) -> PartialDate | None:
    """The day that a clause is of, from which others are counted."""
    told = occasions(clause.text, places.paper)
    if told:
        return told[0].when if len(told) == 1 and told[0].until is None else None
    logged = places.logged
    own = places.paper.date if places.paper.category is Category.LABS else places.stay.visit
    return logged.runs.get(id(clause)) or logged.entries.get(id(clause)) or own


def _is_of_report(one: Finding, clause: Clause, paper: Paper) -> bool:
    """Whether a report of one examination or sample measured it then; what is felt is told in tests of hearing."""
    if paper.category not in _REPORTS or clause.section in OWN_PARTS:
        return False
    value = one.value.split(" ")[0]
    if paper.category is Category.LABS and value and _FIGURES.search(one.quote, 0, max(0, one.quote.find(value))):
        return False  # of several values of a row each may have its day
    if one.kind in (Kind.LABORATORY, Kind.FUNCTION):
        return True
    shown = clause.section in _SHOWN and one.kind in (Kind.CONDITION, Kind.IMAGING)
    shown = shown and paper.date is not None and not _told_otherwise(clause, paper, paper.date)
    felt = one.kind is Kind.CONDITION and _is_of_entry(one)
    return paper.category is Category.HEART_HEARING_TESTS and (shown or felt)


def _better(one: Finding, clause: Clause, near: str, places: _Places) -> PartialDate | None:
    """The day of one of several reports, or of the visit that a letter was written after; else None."""
    if _is_same_day(clause, near):
        return _last_day(clause, places.paper)
    day = places.logged.entries.get(id(clause)) or places.logged.parts.get(id(clause))
    if one.kind in _TAKEN and day is not None:
        if _is_under_columns(one, clause, places.paper):
            return None
        return None if _told_otherwise(clause, places.paper, day) else day
    today = _is_todays(clause, near) or TODAY.search(clause.heading) is not None
    examined = id(clause) in places.examined and one.kind in _EXAMINED
    if places.stay.visit is not None and (one.kind is Kind.GROWTH or today or examined):
        return places.stay.visit
    return day if places.paper.category is Category.IMAGING_REPORTS else None


def _is_under_columns(one: Finding, clause: Clause, paper: Paper) -> bool:
    """Whether the day of a value stands among others in a row of days over it: `HEMOGRAMAS 09/05 13/05 17/05`."""
    at = paper.places[id(clause)]
    rows = (occasions(row.text, paper) for row in paper.clauses[max(0, at - _LAST_DAY) : at])
    return any(len(days) > 1 and any(day.when == one.when for day in days) for days in rows)


def _is_of_entry(one: Finding) -> bool:
    """Whether a thing that is told in an entry is of its day: of an illness only what is felt or seen, or denied."""
    return one.kind is not Kind.CONDITION or one.assertion is Assertion.NEGATED or one.detail.get("symptom") == "yes"


def _is_of_operation(one: Finding, clause: Clause) -> bool:
    if one.kind in (Kind.DRUG, Kind.MEDICINE):
        given = one.assertion in _IN_THEATRE and clause.section not in OWN_PARTS | {Section.PLAN}
        return given and (GIVEN.search(clause.text) is not None or is_single_dose(one, clause))
    if one.kind is Kind.GROWTH:
        return clause.section not in OWN_PARTS
    if IN_THEATRE.search(clause.text) is not None:
        return one.kind is not Kind.CONDITION or _is_of_entry(one)
    return clause.section in _OF_OPERATION and one.kind in (
        Kind.CONDITION,
        Kind.IMAGING,
        Kind.SPECIMEN,
        Kind.MEASUREMENT,
        Kind.FUNCTION,
    )


def _told_otherwise(clause: Clause, paper: Paper, entry: PartialDate) -> bool:
    """Whether a sentence of an entry tells a day of its own: its other statements may be of that."""
    return any(one.when != entry for one in occasions(clause.text, paper))


def _is_of_stay(one: Finding, clause: Clause, places: _Places) -> bool:
    """Whether a thing may be of a stay's first or last day: what was measured, felt or seen then."""
    seen = _is_of_entry(one) or clause.section is Section.EXAMINATION or id(clause) in places.examined
    felt = one.kind in _EXAMINED and seen and clause.section not in _NOT_SEEN
    return one.kind in _MEASURED or (felt and one.when is None)


def _column(one: Finding, clause: Clause, at: int) -> str:
    """The head of the column that a value stands in; "" where its row has none."""
    if not clause.cells or len(clause.header) != len(clause.cells):
        return ""
    last = at + len(one.quote) - 1
    place = max((place for place, (start, _) in enumerate(clause.cells) if start <= last), default=0)
    return clause.header[place]


def _of_stay(clause: Clause, near: str, places: _Places, column: str) -> PartialDate | None:
    """The first or last day of a stay, where the words, the label, the heading or the column's head tell it."""
    stay, label = places.stay, places.labels.get(id(clause), "")
    if ON_ADMISSION.search(label) is None and ON_DISCHARGE.search(label) is None:
        label = clause.heading or label
    said = f"{label}: {near}" if label else near
    if column and (not label or PART_OF_STAY.search(f"{column.strip()}:")):
        said = f"{column.strip()}:"
    parts = list(PART_OF_STAY.finditer(said))
    if parts:  # `Ingreso: P 46.2 kg   Alta: P 39.5 kg`
        said = said[parts[-1].start() :].lstrip()
    if stay.discharged is not None and ON_DISCHARGE.search(said):
        return stay.discharged
    if stay.admitted is not None and ON_ADMISSION.search(said):
        return stay.admitted
    return places.stay_exams.get(id(clause))


def _is_of_visit(one: Finding, clause: Clause, near: str, places: _Places) -> bool:
    """Whether what is told was seen on the day of the visit: in the examination, or `today`; of a child that came to an
    emergency room all that was measured there."""
    if _is_todays(clause, near) or TODAY.search(clause.heading) is not None:
        return _is_of_entry(one)
    if id(clause) in places.results and one.kind in _RESULTS:
        return True
    if id(clause) in places.examined:
        return one.kind in _EXAMINED
    if is_own_part(clause):
        return False
    if one.kind in (Kind.CONDITION, Kind.TOXICITY):
        seen = clause.section not in _NOT_SEEN or clause.section in OWN_PARTS
        return places.note and seen and _is_of_entry(one)
    return one.kind is Kind.GROWTH or (places.stay.emergency and one.kind is Kind.LABORATORY)
