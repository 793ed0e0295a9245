"""The day that a statement has by its place, where its own words tell none.

Four things give a place its day: the entry of a log that it stands in (`12/6/23  0815  ward round ...`), the day in its
heading, the examination of the day on which the child was seen (`On examination`, `today`, `bloods on the day`), and
the beginning or end of a stay (`on admission`, `al alta`). A statement of another day, of what is long known or of what
is to come has none of these. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.occasions import occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

# What is of a day by its nature; the day of a diagnosis or of an operation is told by words alone.
_MEASURED = frozenset({Kind.LABORATORY, Kind.GROWTH, Kind.FUNCTION, Kind.MEASUREMENT, Kind.MRD, Kind.FLOW})
_SEEN = frozenset({Kind.IMAGING, Kind.CONDITION, Kind.TOXICITY, Kind.RESPONSE, Kind.MENTION, Kind.SPECIMEN})
_TOLD = frozenset({Assertion.STATED, Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.PENDING})
# An entry begins with its day, after a bullet, a weekday or a number of a day at most (`Mon 12/6:`, `D8 (14/02)`).
_ENTRY_BEFORE = re.compile(
    r"\W*(?:(?:estudio|study|informe|report)\s?\d{0,2}\W{1,3})?(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)[a-zé]{0,8}[.,]?\s*"
    r"|(?:day|d[ií]a|d|week|wk|semana|sem|visit|visita|control|clinic|consulta|c)\s?[+-]?\d{0,3}\W{1,3}){0,2}\W{0,2}$",
    re.IGNORECASE,
)
_LEAST_ENTRIES = 2
_TIMED = re.compile(r"\W*\d{1,2}[:.h]?\d{2}\s?(?:h|hs|hrs|am|pm)?\b", re.IGNORECASE)
# Parts of a paper that are of no entry's day though they follow it.
_OWN_PARTS = frozenset(
    (Section.DIAGNOSIS, Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.ALLERGIES,
     Section.MEDICINES, Section.GENERAL, Section.QUESTIONS, Section.INDICATION, Section.COMPARISON)
)  # fmt: skip
# What is told of another day than its place's.
_OTHER_DAY = re.compile(
    r"\b(?:previous(?:ly)?|prior|before|earlier|last (?:week|month|year|time|visit|clinic|night)|yesterday|ago|since"
    r"|used to|history of|h/o|known|at (?:diagnosis|presentation|birth|relapse)|was \d|peak(?:ed)?|nadir|max(?:imum)?"
    r"|anterior(?:es|mente)?|previ[oa]s?|antes|ayer|anoche|hace \w+ (?:d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?)|desde"
    r"|al (?:diagn[oó]stico|nacer|debut|inicio)|en la reca[ií]da|antecedentes?|basal|m[aá]xim[oa]|target|objetivo"
    r"|baseline|tomorrow|ma[nñ]ana (?:se|a las|control)|next|will|pr[oó]xim[oa])\b",
    re.IGNORECASE,
)
_EXAMINED = re.compile(
    r"\W{0,3}(?:o/e|on (?:physical )?exam(?:ination)?|examination|physical exam(?:ination)?|exam|vitals?|vital signs"
    r"|obs|observations|exploraci[oó]n(?: f[ií]sica)?|ex(?:amen)? f[ií]sico|examen|ef|ex\.? f[ií]s\.?|al examen"
    r"|a la exploraci[oó]n|signos vitales|objetivo)\b",
    re.IGNORECASE,
)
# How a sentence begins that leaves the examination, and how many it has.
_LEAVES = re.compile(
    r"\W*(?:in terms of|plan|impression|assessment|we |i |mum|mom|dad|his |her (?:mother|father)|bloods|labs?|imp\b"
    r"|dx\b|impresi[oó]n|conducta|se (?:indica|solicita|explica|decide)|los padres|la madre|el padre)",
    re.IGNORECASE,
)
_SENTENCES = 14
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|now|at (?:this|today's) visit|in clinic today|on the day"
    r"|same day|hoy|esta (?:ma[nñ]ana|tarde|noche)|en (?:la )?consulta(?: de hoy)?|del d[ií]a|ahora|actual)\b",
    re.IGNORECASE,
)
_ON_ADMISSION = re.compile(
    r"\b(?:on|at) (?:admission|arrival|adm)\b|\badmission (?:labs?|bloods?|fbc|cbc|weight|wt|exam)|\badm (?:labs?|wt)\b"
    r"|^\W*(?:adm(?:ission)?|al ingreso|ingreso)\s?:|\bal (?:momento del? )?ingreso\b|\b(?:de|del) ingreso\b|\bing:",
    re.IGNORECASE,
)
_ON_DISCHARGE = re.compile(
    r"\b(?:on|at|prior to|before) (?:discharge|transfer|d/c)\b|\bdischarge (?:labs?|bloods?|fbc|cbc|weight|wt|exam)"
    r"|^\W*d/c (?:labs?|wt)|^\W*(?:discharge|alta|egreso)\s?:|\bal (?:momento del? )?(?:alta|egreso|traslado)\b"
    r"|\b(?:de|del) (?:alta|egreso)\b",
    re.IGNORECASE,
)
_IN_THEATRE = re.compile(
    r"\b(?:intra-?op\w*|trans-?op\w*|transoperatori[oa]|abg|vbg|gasometr[ií]a|gases)\b", re.IGNORECASE
)
_OF_OPERATION = frozenset((Section.OPERATION, Section.FINDINGS, Section.SPECIMEN))
# The head of one of several reports: `CT CHEST 05/08/2024`.
_SUBREPORT = re.compile(
    r"\W*(?:exam|study|report|procedure|estudio|informe|ct|mri|us|usg|ultrasound|doppler|x-?rays?|rm|rmn|tac|tc|rx|eco\w*|pet\S*|mibg"
    r"|resonancia|tomograf\w+|radiograf\w+|gammagraf\w+|ultrasonido)\b",
    re.IGNORECASE,
)
# `Echo 28/05:`, and the label of another thing.
_RUN, _LABEL, _RUN_REACH = re.compile(r"\s?\)?\s?[:–—]"), re.compile(r"\W*[^\W\d_][^:;.]{0,30}:"), 50
_SUBREPORT_WORDS, _SUBREPORT_REACH = 14, 110
_ADMITTED = re.compile(
    r"(?:\b(?:adm(?:itted|ission|it)?|doa|d\.o\.a\.?|ingres[oó]|ingresa|f\.? ingreso|internaci[oó]n)\b)(?: date)?"
    r"[^.;\d]{0,24}$",
    re.IGNORECASE,
)
_DISCHARGED = re.compile(
    r"(?:\b(?:disch(?:arged?|arge date)?|d/c|dod|d\.o\.d\.?|alta|egreso|egresa|transfer(?:red)?|traslado)\b)(?: date)?"
    r"[^.;\d]{0,24}$",
    re.IGNORECASE,
)
_VISITED = re.compile(
    r"\b(?:clinic|seen|reviewed|saw|met|visit(?:ed)?|attend(?:ed|ance)?|arriv(?:ed|al)|arr|appointment|encounter|assessed"
    r"|examined|triaged?|triaje|llegada|lleg[oó]|consulta|control|visita|vist[oa]|atendid[oa]|evaluad[oa]|valorad[oa]|vimos|acudi[oó]|atenci[oó]n)\b"
    r"[^.;\d]{0,32}$",
    re.IGNORECASE,
)
_ARRIVED = re.compile(r"\b(?:arr(?:iv\w+)?|triage\w?|triaje|llegada|lleg[oó])\b[^.;\d]{0,32}$", re.IGNORECASE)
_NOT_THIS_VISIT = re.compile(
    r"\b(?:next|last|previous|pr[oó]xim[oa]|[uú]ltim[oa]|again|follow|siguiente|first)\b", re.I
)
_HEAD, _LETTER_HEAD = 14, 24
_OF_VISITS = frozenset(
    {
        Category.DISCHARGE,
        Category.CLINICAL_SUMMARY,
        Category.GROWTH_AND_HISTORY,
        Category.MEDICINES,
        Category.GENETICS,
        Category.RADIATION,
    }
)
_LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class _Stay:
    """The days of a paper's stay or visit, as far as it tells them."""

    admitted: PartialDate | None = None
    discharged: PartialDate | None = None
    visit: PartialDate | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class _Logged:
    """The days of a log's entries, and of sentences behind a label with its day, by the ids of their clauses."""

    entries: Mapping[int, PartialDate]
    runs: Mapping[int, PartialDate]


@dataclass
class _Log:
    """The entry that is open while a paper is read from top to bottom."""

    paper: Paper
    days: dict[int, PartialDate] = field(default_factory=dict)
    open: PartialDate | None = None
    entries: int = 0
    run: PartialDate | None = None
    runs: dict[int, PartialDate] = field(default_factory=dict)

    def take(self, clause: Clause) -> None:
        first = opening_day(clause, self.paper) or subreport_day(clause, self.paper)
        if clause.cells and first is not None:  # a row of a table is of its own day alone
            self.open, self.days[id(clause)] = None, first
        elif first is not None:
            self.open = first
            self.entries += 1
        elif (begins_line(clause) and _own_heading(clause, self.paper)) or (
            clause.section in _OWN_PARTS and begins_line(clause) and not _TIMED.match(clause.text)
        ):
            self.open = None
        if self.open is not None:
            self.days[id(clause)] = self.open
        self._run(clause)

    def _run(self, clause: Clause) -> None:
        """`Echo 28/05: TAPSE 9 mm. No effusion.`: the sentences behind a label with its day are of it, to the line's
        end or the next label."""
        told = occasions(clause.text, self.paper)
        if told:
            sign = _RUN.match(clause.text, told[0].end) if len(told) == 1 and told[0].until is None else None
            labelled = sign is not None and told[0].start <= _RUN_REACH and told[0].when.day
            self.run = told[0].when if labelled else None
        elif begins_line(clause) or _LABEL.match(clause.text):
            self.run = None
        if self.run is not None:
            self.runs[id(clause)] = self.run


@dataclass(frozen=True, slots=True)
class _Places:
    """What a paper tells of the days of its places."""

    paper: Paper
    entries: Mapping[int, PartialDate]
    runs: Mapping[int, PartialDate]
    examined: frozenset[int]
    stay: _Stay


def dated_by_place(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """Findings without a day of their own with that of their place, where it has one for what they are."""
    logged = _logged(paper)
    places = _Places(paper, logged.entries, logged.runs, _examination(paper), _stay(paper))
    known: dict[tuple[object, ...], PartialDate | None] = {}
    for one in found:
        if not _wants_day(one, places):
            yield one
            continue
        key = (one.kind, one.assertion, one.quote, one.when, one.detail.get("symptom"))
        if key not in known:
            known[key] = _day_of(one, places)
        day = known[key]
        yield one if day is None else replace(one, when=day)


def _wants_day(one: Finding, places: _Places) -> bool:
    if one.until is not None or one.assertion not in _TOLD or not one.quote:
        return False
    if one.when is not None:  # the paper's own day, which a part of it may tell better
        own = one.when in (places.paper.date, places.paper.head_day)
        return own and one.kind in (Kind.GROWTH, Kind.IMAGING, Kind.MEASUREMENT)
    return one.kind in _MEASURED or one.kind in _SEEN


def _day_of(one: Finding, places: _Places) -> PartialDate | None:
    """The day of all the places where a finding's words stand; None where these differ or any has none."""
    quote = one.quote[:_LONGEST_QUOTE]
    days = set()
    for clause in places.paper.clauses:
        at = clause.text.find(quote)
        if at >= 0:
            days.add(_place_day(one, clause, at, places))
    return days.pop() if len(days) == 1 else None


def _place_day(one: Finding, clause: Clause, at: int, places: _Places) -> PartialDate | None:
    start = max(clause.text.rfind(";", 0, at), clause.text.rfind(". ", 0, at)) + 1
    near = clause.text[start : at + len(one.quote)]
    if _OTHER_DAY.search(near) is not None:
        return None
    if one.kind in _MEASURED and (day := _of_stay(clause, near, places.stay)) is not None:
        return day
    if one.when is not None:
        return None if occasions(near, places.paper) else _better(one, clause, places)
    of_reports = places.paper.category is Category.IMAGING_REPORTS
    entry = (None if of_reports else places.runs.get(id(clause))) or places.entries.get(id(clause))
    if entry is not None and _is_of_entry(one):
        return entry if not _told_otherwise(clause, places.paper, entry) else None
    if occasions(clause.text, places.paper):
        return None
    heads = occasions(clause.heading, places.paper) if clause.heading else ()
    if len(heads) == 1 and heads[0].until is None and clause.section not in _OWN_PARTS and _is_of_entry(one):
        return heads[0].when
    if places.paper.category is Category.OPERATIVE:
        return places.paper.date if _is_of_operation(one, clause) else None
    return places.stay.visit if _is_of_visit(one, clause, near, places) else None


def _better(one: Finding, clause: Clause, places: _Places) -> PartialDate | None:
    """The day of one of several reports, or of the visit that a letter was written after; else None."""
    if one.kind is Kind.GROWTH:
        return places.stay.visit
    if places.paper.category is Category.IMAGING_REPORTS:
        return places.entries.get(id(clause))
    return None


def _is_of_entry(one: Finding) -> bool:
    """Whether a thing that is told in an entry is of its day: of an illness only what is felt or seen, or denied."""
    return one.kind is not Kind.CONDITION or one.assertion is Assertion.NEGATED or one.detail.get("symptom") == "yes"


def _is_of_operation(one: Finding, clause: Clause) -> bool:
    if one.kind is Kind.LABORATORY:
        return _IN_THEATRE.search(clause.text) is not None
    return clause.section in _OF_OPERATION and one.kind in (
        Kind.CONDITION,
        Kind.IMAGING,
        Kind.SPECIMEN,
        Kind.MEASUREMENT,
    )


def _told_otherwise(clause: Clause, paper: Paper, entry: PartialDate) -> bool:
    """Whether a sentence of an entry tells a day of its own: its other statements may be of that."""
    return any(one.when != entry for one in occasions(clause.text, paper))


def _of_stay(clause: Clause, near: str, stay: _Stay) -> PartialDate | None:
    said = f"{clause.heading}: {near}" if clause.heading else near
    if stay.discharged is not None and _ON_DISCHARGE.search(said):
        return stay.discharged
    if stay.admitted is not None and _ON_ADMISSION.search(said):
        return stay.admitted
    return None


def _is_of_visit(one: Finding, clause: Clause, near: str, places: _Places) -> bool:
    """Whether what is told was seen on the day of the visit: in the examination, or `today`; of a child that came to an
    emergency room all that was measured there."""
    if _TODAY.search(near) is not None or _TODAY.search(clause.heading) is not None:
        return _is_of_entry(one)
    if id(clause) in places.examined:
        return one.kind in (Kind.GROWTH, Kind.CONDITION, Kind.FUNCTION, Kind.TOXICITY, Kind.MEASUREMENT)
    if clause.section in _OWN_PARTS:
        return False
    return one.kind is Kind.GROWTH or (places.stay.emergency and one.kind is Kind.LABORATORY)


def opening_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The day that a line begins with: that of an entry of a log."""
    if not begins_line(clause):
        return None
    found = next(iter(occasions(clause.text[:60], paper)), None)
    if (
        found is None
        or found.until is not None
        or not found.when.day
        or _ENTRY_BEFORE.match(clause.text, 0, found.start) is None
    ):
        return None
    return found.when


def subreport_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The day of one of several reports on images, where a line is its head."""
    if (
        paper.category is not Category.IMAGING_REPORTS
        or clause.section is Section.COMPARISON
        or not begins_line(clause)
    ):
        return None
    if len(clause.words) > _SUBREPORT_WORDS or _SUBREPORT.match(clause.text) is None:
        return None
    days = {one.when for one in occasions(clause.text[:_SUBREPORT_REACH], paper)}
    return next(iter(days)) if len(days) == 1 and next(iter(days)).day else None


def log_entries(paper: Paper) -> Mapping[int, PartialDate]:
    """The days of the entries of a log, by the ids of their clauses; none for other papers."""
    return _logged(paper).entries


def _examination(paper: Paper) -> frozenset[int]:
    """The clauses that tell of the examination: its section, and the sentences after one that begins it."""
    found, left = set(), 0
    heading = ""
    for clause in paper.clauses:
        if _EXAMINED.match(clause.text) is not None:
            left, heading = _SENTENCES, clause.heading
        elif left and (clause.heading != heading or _LEAVES.match(clause.text) or occasions(clause.text, paper)):
            left = 0
        if left or clause.section is Section.EXAMINATION:
            found.add(id(clause))
        left = max(0, left - 1)
    return frozenset(found)


def begins_line(clause: Clause) -> bool:
    """Whether a clause stands at the beginning of a line, but for a bullet or the number of a report."""
    first = clause.pieces[0]
    return _ENTRY_BEFORE.fullmatch(first.line.text, 0, first.offset) is not None


def _own_heading(clause: Clause, paper: Paper) -> bool:
    """Whether a line is a heading with a day of its own: `RESULTS 22/08/2023 (fasting)`."""
    return bool(clause.heading) and clause.text.startswith(clause.heading) and bool(occasions(clause.text, paper))


def _logged(paper: Paper) -> _Logged:
    """The days of the clauses of a log, by their ids; none for a paper with fewer entries than two."""
    log = _Log(paper)
    for clause in paper.clauses:
        log.take(clause)
    return _Logged(log.days if log.entries >= _LEAST_ENTRIES else {}, log.runs)


def _stay(paper: Paper) -> _Stay:
    """The days on which a stay began and ended, or that of the visit."""
    admitted = discharged = visit = None
    emergency = False
    for at, clause in enumerate(paper.clauses[:_LETTER_HEAD]):
        for one in occasions(clause.text, paper):
            before = clause.text[max(0, one.start - 60) : one.start]
            if at < _HEAD and admitted is None and _ADMITTED.search(before):
                admitted, discharged = one.when, discharged or one.until
            elif at < _HEAD and discharged is None and _DISCHARGED.search(before):
                discharged = one.when
            elif visit is None and _VISITED.search(before) and not _NOT_THIS_VISIT.search(before):
                visit, emergency = one.when, _ARRIVED.search(before) is not None
    if admitted is not None and discharged is not None:
        return _Stay(admitted, discharged)
    if paper.category not in _OF_VISITS:
        return _Stay(admitted, discharged)
    return _Stay(admitted, discharged, _visit_day(paper, visit), emergency)


def _visit_day(paper: Paper, told: PartialDate | None) -> PartialDate | None:
    """The day of a visit: as told, where it is not after the paper's own and near it, else the paper's own."""
    own = paper.head_day
    if told is None or not told.day:
        return own if own is not None and own.day else None
    if own is not None and own.day and (told > own or own.year - told.year > 1):
        return own
    return told
