"""The days of a paper's places while it is read from top to bottom: the entries of a log, the parts that a heading with
its day opens, and the sentences behind a label with its day. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.messagedays import message_day
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import fold
from consilium.domain.records import Category

WEEKDAYS = {
    name: at
    for at, names in enumerate(("mon lun", "tue mar", "wed mie", "thu jue", "fri vie", "sat sab", "sun dom"))
    for name in names.split()
}
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)[a-zé]{0,8}[.,]?\s*"
# An entry begins with its day, after a bullet, a weekday or what counts the entries at most (`Mon 12/6:`, `D8 (14/02)`,
# `CALL 2 Sat 13/7/24`).
_ENTRY_BEFORE = re.compile(
    r"\W*(?:(?:from|by|de|sender|remitente|msg|reply|respuesta|escribe)\b[^\d]{0,70})?"
    rf"(?:(?:estudio|study|informe|report)\s?\d{{0,2}}\W{{1,3}})?(?:{_WEEKDAY}"
    r"|(?:day|d[ií]a|d|week|wk|semana|sem|visit|visita|control|clinic|consulta|c)\s?[+-]?\d{0,3}\W{1,3}"
    r"|(?:call|llamada|entry|entrada|note|nota|message|mensaje|msg|posted|publicado"
    r"|update|session|sesi[oó]n|turno|shift|ward round|wr"
    r"|review|pase|evoluci[oó]n"
    r"|nursing|enfermer[ií]a|contact|contacto|event|evento|sample|muestra)\s?(?:n[º°o.]{0,2}\s?"
    r"|#\s?)?\d{0,3}\W{1,3}){0,2}\W{0,2}$",
    re.IGNORECASE,
)
_WEEKDAY_FIRST = re.compile(rf"\W{{0,3}}{_WEEKDAY}\d", re.IGNORECASE)
_LEAST_ENTRIES, _OPENING_REACH = 2, 110
# The line over a day's note is short and tells its hour, who wrote it, or which day of the treatment it was.
_BLOCK_HEAD = 90
_NAMED_DAY, _WEEKS_DAYS = (
    re.compile(r"\W{0,3}([^\W\d_]{3,9})\s(\d{1,2})(?=\s|$|:)(?!\s?(?:de|of|mg|ml|kg|am|pm)\b)"),
    11,
)
_BLOCK_HOUR = re.compile(
    r"\d[\s,)]{1,3}(?:at |a las |- ?)?(?:[01]?\d|2[0-3])[:.h]?[0-5]\d\b|\b\d{1,2}\s?(?:am|pm|hs|hrs)\b"
    r"|\b(?:WR|ward round|dr|dra|sho|spr|reg|registrar|consultant|resident|nurs\w+|rn|r[123]"
    r"|mi[rp]|m[eé]dic[oa]|enfermer\w+|rounds?|pase|guardia|turno|review|clinic|visit|consulta|control)\b|\(\s?D[+-]?\d{1,3}\s?\)",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\W*\d{1,2}[:.h]?\d{2}\s?(?:h|hs|hrs|am|pm)?\b", re.IGNORECASE)
# Parts of a paper that are of no entry's day though they follow it.
OWN_PARTS = frozenset(
    (Section.DIAGNOSIS, Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.ALLERGIES,
     Section.MEDICINES, Section.GENERAL, Section.QUESTIONS, Section.INDICATION, Section.COMPARISON)
)  # fmt: skip
# What is told by whoever comes, of the day itself: `S:`, `Interval history`.
_OF_THE_DAY = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*)?(?:s|subj\w*|interval|interim|interval history|interim history|ros"
    r"|review of systems|hoy|today|c[oó]mo est[aá](?: hoy)?|since (?:the )?last (?:visit|seen|clinic)"
    r"|desde la [uú]ltima (?:visita|consulta))\b[^\w]*$",
    re.IGNORECASE,
)
# What ends a part that a heading with its day opened.
_ENDS_PART = OWN_PARTS | {Section.PLAN, Section.TREATMENT, Section.COURSE, Section.OPERATION, Section.TECHNIQUE}
_LISTS = frozenset({Section.TREATMENT, Section.OPERATION, Section.PAST_HISTORY, Section.HISTORY, Section.DIAGNOSIS})
# The head of one of several reports: `CT CHEST 05/08/2024`.
_SUBREPORT = re.compile(
    r"\W*(?:(?:[a-z]|\d{1,2}|[ivx]{1,4})\s?[).:\]]\s*)?(?:exam|study|report|procedure|estudio|informe|ct|mri|us|usg"
    r"|ultrasound|doppler|x-?rays?|rm|rmn|tac|tc|rx|eco\w*|pet\S*|mibg"
    r"|resonancia|tomograf\w+|radiograf\w+|gammagraf\w+|ultrasonido)\b",
    re.IGNORECASE,
)
_SUBREPORT_WORDS, _SUBREPORT_REACH = 14, 110
# `Echo 28/05:`, and the label of another thing.
_RUN, _LABEL, _RUN_REACH = re.compile(r"\s?\)?\s?[:–—]"), re.compile(r"\W*[^\W\d_][^:;.]{0,30}:"), 50
# A heading with its day: in brackets or at the end of a few words (`PERIPHERAL BLOOD (08/20/2025)`), or of how the
# child is now, with what is told of that behind it (`Estado actual (08/12/2023): asintomática`).
_HEAD_WORDS, _HEAD_REACH = 9, 90
# A marked heading among the first clauses is the paper's title, whose day is that of the paper.
_TITLE = 3
_AFTER_HEAD = re.compile(r"[\s)\],.:;–-]*(?:\d{1,2}[:.h]\d{2}\s?(?:hs?|hrs?|[ap]m)?)?[\s)\].:;–-]*$", re.IGNORECASE)
# `Investigations (14/04/2025 unless stated)`
_UNLESS = re.compile(
    r"\s*[,;-]?\s*(?:unless (?:otherwise )?(?:stated|noted|specified|indicated)"
    r"|salvo (?:que se )?indi\w+|si no se indica otra)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\W*(?:[ivx]{1,4}[.)]\s*|\d{1,2}[.)]\s*)?(?:estado|situaci[oó]n|condici[oó]n|evaluaci[oó]n|valoraci[oó]n"
    r"|exploraci[oó]n|examen"
    r"|[uú]ltim[oa] (?:control|visita|consulta|evaluaci[oó]n)|visita|control|consulta|seguimiento|current|present"
    r"|status|condition"
    r"|state|last (?:visit|seen|clinic|review|follow-?up)|at (?:last|latest) (?:visit|review|follow-?up|clinic)"
    r"|latest|visit|clinic"
    r"|follow-?up|assessment|examination|exam|review)\b",
    re.IGNORECASE,
)
# `LCR (toma 24-07-2025, primera PL)`: the specimen and when it was taken, without a value before it.
_SAMPLED_ON = re.compile(
    r"[^\d():]{2,40}\(\s?(?:toma(?:da|do)?|muestra|extracci[oó]n|obtenid[oa]|collected|drawn|sampled|taken)\s"
    r"(?:del?\s|el\s|on\s)?",
    re.IGNORECASE,
)
# `Control de resección de tumor (08-09-2023)`: the day in the bracket is that of what was done to the child.
_OF_TREATMENT = re.compile(
    r"\b(?:de|del|of|after|following|tras|post|posterior a)\s(?:(?:la|el|the|un|una|a)\s)?(?:[^\W\d_]{1,14}\s)?"
    r"(?:resec\w+|cirug\w+|surg\w+|operac\w+|operation|biops\w+|[^\W\d_]{3,14}ectom\w+|trasplante|transplant"
    r"|quimio\w+|chemo\w+|radio\w+|irradia\w+|ex[eé]resis|excision|c[ei]clos?|cycles?)\b",
    re.IGNORECASE,
)
# `Since the last visit (12/12):` heads what is told on another day, as what is to come does.
_SPAN = re.compile(
    r"\b(?:since|desde|until|hasta|after|before|antes|despu[eé]s|next|pr[oó]xim\w+|planned|scheduled|due|programad\w+|previst\w+"
    r"|copied|copiad\w+|plan)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\S\s+(?:(?:test|study|exam|examination|collection|sample|scan|recording|procedure) (?:date|dt)"
    r"|date of (?:the )?(?:test|study|exam"
    r"|examination|collection|recording|scan)|(?:collected|performed|tested|sampled|drawn|realizad[oa]"
    r"|tomad[oa])(?: on| el)?"
    r"|fecha (?:de |del )?(?:la )?(?:estudio|examen|prueba|toma|muestra|realizaci[oó]n|exploraci[oó]n))\W{1,3}$",
    re.IGNORECASE,
)


def is_own_part(clause: Clause) -> bool:
    """Whether a clause stands in a part that is of no one day, though the note of a day holds it."""
    return clause.section in OWN_PARTS and _OF_THE_DAY.match(clause.heading) is None


@dataclass(frozen=True, slots=True)
class Logged:
    """The days of a log's entries and of parts with a day in their heading, and of sentences behind a label with its
    day, by the ids of their clauses; `notes` is the place of the first of several days' notes, -1 in other papers."""

    entries: Mapping[int, PartialDate]
    parts: Mapping[int, PartialDate]
    runs: Mapping[int, PartialDate]
    notes: int = -1


@dataclass
class _Log:
    """The entry, the part and the run that are open while a paper is read from top to bottom."""

    paper: Paper
    days: dict[int, PartialDate] = field(default_factory=dict)
    rows: dict[int, PartialDate] = field(default_factory=dict)
    open: PartialDate | None = None
    held: PartialDate | None = None
    last: PartialDate | None = None
    blocks: list[Clause] = field(default_factory=list)
    under: tuple[Section, str] = (Section.NONE, "")
    entries: int = 0
    part: PartialDate | None = None
    headed: tuple[Section, str] = (Section.NONE, "")
    level: int = 0  # of the marked heading that opened the part
    parts: dict[int, PartialDate] = field(default_factory=dict)
    run: PartialDate | None = None
    runs: dict[int, PartialDate] = field(default_factory=dict)

    def take(self, clause: Clause, *, alone: bool) -> None:
        sent = message_day(clause, self.paper) if begins_line(clause) else None
        first = sent or opening_day(clause, self.paper) or subreport_day(clause, self.paper) or self._named_day(clause)
        named = first is not None and _WEEKDAY_FIRST.match(clause.text) is not None  # a diary's entry, told in columns
        if clause.cells and first is not None and not alone and not named:  # a row of a table is of its own day alone
            self.open, self.held, self.days[id(clause)] = None, None, first
            self.rows[id(clause)] = first
        elif first is not None:
            self.open = self.last = first
            self.held = first if _heads_block(clause) else None
            self.blocks += [clause] if self.held is not None else []
            self.under = (clause.section, clause.heading)
            self.entries += 1
        elif self.open is None and self.held is not None and self._goes_on(clause):
            self.open, self.under = self.held, (clause.section, clause.heading)
        elif begins_line(clause) and self._ends_entry(clause):
            self.open = None
            self.held = None if _own_heading(clause, self.paper) else self.held
        if self.open is not None:
            self.days[id(clause)] = self.open
        self._part(clause, first)
        self._run(clause)

    def _named_day(self, clause: Clause) -> PartialDate | None:
        """`viernes 10  nada`: the day of a diary's entry that tells no month, in the week after the entry before it."""
        found = _NAMED_DAY.match(clause.text) if self.last is not None and begins_line(clause) else None
        weekday = WEEKDAYS.get(fold(found[1])[:3]) if found is not None else None
        if found is None or weekday is None or self.last is None:
            return None
        after = date(self.last.year, self.last.month or 1, self.last.day or 1)
        days = (after + timedelta(one) for one in range(_WEEKS_DAYS))
        day = next((one for one in days if one.weekday() == weekday and one.day == int(found[2])), None)
        return PartialDate(day.year, day.month, day.day) if day is not None else None

    def _ends_entry(self, clause: Clause) -> bool:
        if _own_heading(clause, self.paper):
            return True
        if (clause.section, clause.heading) == self.under:  # of the part that the entry itself stands in
            return False
        if is_own_part(clause):
            return not _TIMED.match(clause.text)
        return (
            self.held is None and self.under[0] in _LISTS
        )  # the list of operations or of what happened ends with its part

    def _goes_on(self, clause: Clause) -> bool:
        """Whether the note of a day goes on behind what it tells of the child's past or medicines."""
        return begins_line(clause) and not is_own_part(clause) and not _own_heading(clause, self.paper)

    @property
    def _of_images(self) -> bool:
        return self.paper.category is Category.IMAGING_REPORTS

    def _part(self, clause: Clause, entry: PartialDate | None) -> None:
        """`PERIPHERAL BLOOD (08/20/2025)`: what follows a heading with its day, to the next heading that has one, an
        entry, or a part that is of no day; where its source marks headings, to the next of its level."""
        ends = (clause.section in _ENDS_PART and not clause.cells) or (
            clause.section is Section.CONCLUSION and self._of_images
        )
        level = marked_heading(clause)
        if 0 < level <= self.level:
            self.part, self.level = None, 0
        if entry is not None or (ends and begins_line(clause) and self.headed != (clause.section, clause.heading)):
            self.part = None
        headed = heading_day(clause, self.paper)
        if headed is not None and not (level and self.paper.places.get(id(clause), 0) < _TITLE):
            self.part, self.headed, self.level = headed, (clause.section, clause.heading), level
            if self._of_images and entry is None and self.open is not None:
                self.open = None
                self.days.pop(id(clause), None)
        if self.part is not None:
            self.parts[id(clause)] = self.part

    def _run(self, clause: Clause) -> None:
        """`Echo 28/05: TAPSE 9 mm. No effusion.`: the sentences behind a label with its day are of it, to the line's
        end or the next label."""
        told = occasions(clause.text, self.paper)
        if told:
            sign = _RUN.match(clause.text, told[0].end) if len(told) == 1 and told[0].until is None else None
            labelled = sign is not None and told[0].start <= _RUN_REACH and told[0].when.day
            labelled = labelled and _SPAN.search(clause.text, 0, told[0].start) is None
            self.run = told[0].when if labelled else None
        elif begins_line(clause) or _LABEL.match(clause.text):
            self.run = None
        if self.run is not None:
            self.runs[id(clause)] = self.run


def logged(paper: Paper) -> Logged:
    """The days of the clauses of a log, by their ids; no entries for a paper with fewer of them than two."""
    log = _Log(paper)
    in_rows = [bool(clause.cells) and opening_day(clause, paper) is not None for clause in paper.clauses]
    for at, clause in enumerate(paper.clauses):
        # The first line of an entry may be set in columns; rows of a table stand together under their heads.
        beside = in_rows[max(0, at - 1) : at] + in_rows[at + 1 : at + 2]
        log.take(clause, alone=not clause.header and not any(beside))
    notes = paper.places[id(log.blocks[0])] if len(log.blocks) >= _LEAST_ENTRIES else -1
    rows = log.rows if len(log.rows) >= _LEAST_ENTRIES else {}
    return Logged(log.days if log.entries >= _LEAST_ENTRIES else rows, log.parts, log.runs, notes)


def _heads_block(clause: Clause) -> bool:
    """Whether a line that begins with its day heads the note of a visit or round, which has parts of its own: nothing
    but an hour and a name stand behind the day (`06/11/24 02:10 SHO`)."""
    line = clause.pieces[0].line.text
    return len(line) <= _BLOCK_HEAD and _BLOCK_HOUR.search(line) is not None


def log_entries(paper: Paper) -> Mapping[int, PartialDate]:
    """The days of the entries of a log, by the ids of their clauses; none for other papers."""
    return logged(paper).entries


def opening_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The day that a line begins with: that of an entry of a log."""
    if not begins_line(clause):
        return None
    told = occasions(clause.text[:_OPENING_REACH], paper)
    found = told[0] if told else None
    if found is not None and len(told) > 1 and not clause.text[found.end : told[1].start].strip(" |"):
        return None  # the days over the columns of a table
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


def counts_from(heading: str) -> bool:
    """Whether a heading tells what is of other days than the one it names: `Since 5 March`, `Planned for 5 March`."""
    return _SPAN.search(heading[:_HEAD_REACH]) is not None


def heading_day(clause: Clause, paper: Paper) -> PartialDate | None:
    """The day in a heading, of what stands under it."""
    if counts_from(clause.text):
        return None
    if clause.text.endswith(":") and not clause.cells:  # `El 01/02/2024 la examiné bajo anestesia:`
        told = [one for one in occasions(clause.text, paper) if one.when.day]
        return told[0].when if len(told) == 1 and told[0].until is None else None
    if not begins_line(clause):
        return None
    told = [one for one in occasions(clause.text[:_HEAD_REACH], paper) if one.when.day]
    if not told or told[0].until is not None or len({one.when for one in told}) > 1:
        return None
    return told[0].when if _is_headed(clause, told[0]) else None


def _is_headed(clause: Clause, day: Occasion) -> bool:
    before, after = clause.text[: day.start], _UNLESS.sub("", clause.text[day.end :])
    if _LABELLED.search(before) is not None or _SAMPLED_ON.fullmatch(before) is not None:
        return True
    if not before.strip(" (-–—*#") or len(before.split()) > _HEAD_WORDS or clause.cells:
        return False
    bracketed = "(" in before and after.lstrip()[:1] == ")"
    if bracketed and _STATE.match(before) is not None:
        return _OF_TREATMENT.search(before) is None
    if _AFTER_HEAD.fullmatch(after) is None or clause.text.endswith("."):
        return False
    if marked_heading(clause):
        return clause.section not in OWN_PARTS and _OF_TREATMENT.search(before) is None
    if before.rstrip()[-1:] in (":", ",", ";"):
        return False
    return _is_capital(before) or (bracketed and clause.text.startswith(clause.heading or " "))


def marked_heading(clause: Clause) -> int:
    """The level of the heading that a clause is, where its source marks it as one that opens a part; 0 for others."""
    return clause.pieces[0].line.level if clause.heading == clause.text.rstrip(":").strip() else 0


def _is_capital(before: str) -> bool:
    """Whether a line is written as a heading, in capitals."""
    letters = [char for char in before if char.isalpha()]
    return len(letters) > 3 and sum(char.isupper() for char in letters) > 0.7 * len(letters)


def begins_line(clause: Clause) -> bool:
    """Whether a clause stands at the beginning of a line, but for a bullet or the number of a report."""
    first = clause.pieces[0]
    return _ENTRY_BEFORE.fullmatch(first.line.text, 0, first.offset) is not None


def _own_heading(clause: Clause, paper: Paper) -> bool:
    """Whether a line is a heading with a day of its own: `RESULTS 22/08/2023 (fasting)`."""
    return bool(clause.heading) and clause.text.startswith(clause.heading) and bool(occasions(clause.text, paper))
