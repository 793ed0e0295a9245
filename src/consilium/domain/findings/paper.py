"""A record as the rules for findings see it: its clauses in reading order, each with its section and its places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS, certain, dates_in, in_order
from consilium.domain.phrases import Row, fold, words_of
from consilium.domain.records import Box, Category, Citation, Line, Page, Reading, Words
from consilium.domain.sorting.casehistories import opens_as_history

# How many clauses at either end of a paper may tell when it is from.
_EDGE = 40
# So few clauses are looked through as they are.
_FEW_CLAUSES = 60
_WORD = re.compile(r"\w+")
# How many clauses are its title, and its head.
_HEADS = (2, 5)
# A line of a log begins with its hour, one over a day's lines with the day.
_HOUR = re.compile(r"\s*(?:[01]?\d|2[0-3]):?[0-5]\d(?:\s?(?:h|hrs?|am|pm))?\s+[^\W\d_]", re.IGNORECASE)
_DAY = re.compile(r"\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b")
_HYPHENED = re.compile(r"(?<![\d-])(?:(?P<iso>20\d\d-\d\d-\d\d)|\d\d-\d\d-(?:20)?\d\d)(?![\d-])")
# `17/05 NF, T 39,1`, `Echo on November 11: dilated`: a day without its year that opens a line which tells what was.
_MONTHS = "|".join(sorted((name for name in MONTHS if name not in ("set", "mar")), key=len, reverse=True))
_OPENING_DAY = re.compile(
    r"\W{0,4}(?:[^\W\d_]{2,14}\s){0,4}?(?:(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?:20)?\d\d)?(?![/\d%])"
    rf"|(?P<d1>\d{{1,2}})\s(?:de\s|of\s)?(?P<m1>{_MONTHS})|(?P<m2>{_MONTHS})\.?\s(?P<d2>\d{{1,2}})(?!\d))"
    r"(?P<rest>\s?[:–—-]?\s.+|:.+)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:no|sin|nil|normal\w*|neg\w*|pos\w*|a?febril\w*|stable|estable|fever|fiebre|given|was|were|well|bien|"
    r"toler\w+|[^\W\d_]{3,12}(?:ed|ó))\b|[(\[][+-][)\]]|\d[.,]\d",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:plan\w*|next|pr[oó]xim\w*|cita\w*|turno|appointment|clinic|control|review|due|book\w*|schedul\w*|program\w*"
    r"|previst\w*|starts?|starting|begin\w*|inicia\w*|repeat|repetir|if|si|will|to be|pendiente|awaited|"
    r"pending|refer\w*|solicit\w*|pedir|request\w*|order\w*|until|hasta|follow|seguimiento)\b",
    re.IGNORECASE,
)
_SOON_DAYS, _INDENT = 45, 3
_POINTED, _TWO = re.compile(r"(?<![\d.])\d\d\.\d\d\.(?:20)?\d\d(?![\d.])"), 2
# So many days with the same year of two digits are no numbers of another kind.
_SEVERAL = 3


class Section(StrEnum):
    """Which part of a paper a clause stands in; `NONE` before the first heading or under one that is not known."""

    NONE = "none"
    DIAGNOSIS = "diagnosis"
    HISTORY = "history"  # of the present illness
    PAST_HISTORY = "past_history"
    FAMILY_HISTORY = "family_history"
    ALLERGIES = "allergies"
    MEDICINES = "medicines"
    EXAMINATION = "examination"
    LABORATORY = "laboratory"
    SPECIMEN = "specimen"
    GROSS = "gross"
    MICROSCOPY = "microscopy"
    STAINS = "stains"
    MOLECULAR = "molecular"
    INDICATION = "indication"  # clinical question, what the sender wrote
    TECHNIQUE = "technique"
    COMPARISON = "comparison"
    FINDINGS = "findings"
    CONCLUSION = "conclusion"  # impression, final diagnosis, assessment
    TREATMENT = "treatment"
    COURSE = "course"  # of a stay, of a treatment
    OPERATION = "operation"
    TOXICITY = "toxicity"
    PLAN = "plan"
    QUESTIONS = "questions"
    GENERAL = "general"  # advice, disclaimers, explanations that are of no one child


# Parts whose sentences tell the days of what was done long before the paper, or is to be done after it.
_OF_A_COURSE = frozenset(
    {Section.HISTORY, Section.PAST_HISTORY, Section.FAMILY_HISTORY, Section.COURSE, Section.PLAN, Section.TREATMENT}
    | {Section.INDICATION, Section.DIAGNOSIS, Section.LABORATORY}
)
_TOLD_OF = re.compile(
    r"\b(?:she|he|was|were|had|has|underwent|last|will|patient|paciente|fue|se|presenta\w*|present\w*|inici\w*|curs\w*"
    r"|ingres\w*|reingres\w*|acud\w*|consult[aóo]\w*|valorad[oa]|realiz\w*|intervien\w*|cuadro)\b",
    re.IGNORECASE,
)
_NOTHING_DONE = frozenset((Section.PLAN, Section.GENERAL, Section.QUESTIONS))


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a part of a clause comes from: clause text from `start` on is `line`'s text from `offset` on."""

    start: int
    page: Page
    line: Line
    offset: int
    length: int


@dataclass(frozen=True)
class Clause:
    """A sentence, a list item or a row of a table. `heading` is the nearest heading as written.

    `cells` are the texts of a row's cells with where each begins in `text`; empty for prose. `header` are the column
    heads above a row, as many as there are cells, where the table has them.
    """

    text: str
    pieces: tuple[Piece, ...]
    section: Section = Section.NONE
    heading: str = ""
    cells: tuple[tuple[int, str], ...] = ()
    header: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Row:
        """The folded words with their places in `text`."""
        return words_of(self.text)

    @cached_property
    def folded(self) -> str:
        """`text` in lower case and without accents, for a quick look whether a rule's words can be in it."""
        return fold(self.text)

    @property
    def page(self) -> Page:
        return self.pieces[0].page

    @property
    def recognized(self) -> bool:
        return self.page.origin == "ocr"

    @property
    def confidence(self) -> float | None:
        known = [piece.line.confidence for piece in self.pieces if piece.line.confidence is not None]
        return min(known, default=None)

    def cell_of(self, at: int) -> tuple[int, int]:
        """From where to where the cell of a row goes that `at` stands in; the whole text of prose."""
        for start, text in self.cells:
            if start <= at < start + len(text):
                return start, start + len(text)
        return 0, len(self.text)

    def cite(self, start: int = 0, end: int | None = None) -> Citation:
        """The place of `text[start:end]`: its words, its page, and the box around them (all on the first page)."""
        end = len(self.text) if end is None else end
        touched = [piece for piece in self.pieces if piece.start < end and piece.start + piece.length > start]
        touched = [piece for piece in touched if piece.page.number == touched[0].page.number] or [self.pieces[0]]
        # A page without a size has no picture in which a place could be shown: a text typed in columns.
        pictured = touched[0].page.width > 0
        boxes = [box for piece in touched for box in _boxes(piece, start, end)] if pictured else []
        return Citation(self.text[start:end].strip(), touched[0].page.number, _around(boxes))


def _boxes(piece: Piece, start: int, end: int) -> list[Box]:
    """The box around the words that `start` to `end` of the clause touches; the line's own where it has no words."""
    first, last = start - piece.start + piece.offset, end - piece.start + piece.offset
    words = piece.line.words
    assert isinstance(words, Words)  # a Line sees to it
    return [words.around(first, last) or piece.line.box]


def _around(boxes: Sequence[Box]) -> Box | None:
    placed = [box for box in boxes if box.right > box.left and box.bottom > box.top]
    if not placed:
        return None
    return Box(
        min(box.left for box in placed),
        min(box.top for box in placed),
        max(box.right for box in placed),
        max(box.bottom for box in placed),
    )


@dataclass(frozen=True)
class Paper:
    """One record for the rules. `date` is the document's own date, `birth` the child's where the paper says it.

    `date_order` is "dmy" or "mdy" where the paper (or its hospital) shows how it writes dates, else "". `unread` are
    the languages of its paragraphs that are passed over; its `clauses` are those that are read.
    """

    reading: Reading
    clauses: tuple[Clause, ...]
    category: Category | None = None
    date: PartialDate | None = None
    date_order: str = ""
    language: str = ""
    birth: PartialDate | None = None
    institution: str = ""
    unread: frozenset[str] = frozenset()

    @cached_property
    def known_occasions(self) -> dict[tuple[str, PartialDate | None], tuple[Any, ...]]:
        """What `occasions` found in texts of this paper."""
        return {}

    @cached_property
    def head_day(self) -> PartialDate | None:
        """The paper's own date, else the only full day, not the child's birthday, that its first lines tell; where
        they tell none, the only one of a short paper."""
        if (self.date is not None and self.date.day) or opens_as_history(self.reading.pages):
            return self.date
        for count in (*_HEADS, len(self.clauses) if len(self.clauses) <= _EDGE else 0):
            told = self._own_days(self.clauses[:count])
            days = {day for day, _ in _edge_dates(told, self.date_order) if day != self.birth}
            if days:
                return days.pop() if len(days) == 1 else self.date
        return self.date

    def _own_days(self, clauses: Sequence[Clause]) -> list[Clause]:
        """Those whose days may be the paper's own: not what was done in an illness's course, or is to come."""
        if self.category is Category.OPERATIVE:
            return list(clauses)
        return [
            one
            for one in clauses
            if one.section is not Section.OPERATION and not (one.section in _OF_A_COURSE and _TOLD_OF.search(one.text))
        ]

    @cached_property
    def hyphened(self) -> str:
        """Which of day and month stands first where the paper writes days with hyphens; "" where it writes none so."""
        found = [one for clause in self.clauses if "-" in clause.text for one in _HYPHENED.finditer(clause.text)]
        if not found:
            return ""
        return "mdy" if 2 * sum(one["iso"] is not None for one in found) > len(found) else self.date_order

    @cached_property
    def dotted(self) -> bool:
        """Whether the paper writes whole days with points: `13.11.2024`."""
        return sum(len(_POINTED.findall(clause.text)) for clause in self.clauses if "." in clause.text) >= _TWO

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each clause stands among the paper's, by its id."""
        return {id(clause): at for at, clause in enumerate(self.clauses)}

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        """Which clauses hold each word, as written."""
        found: dict[str, list[int]] = {}
        for at, clause in enumerate(self.clauses):
            for word in set(_WORD.findall(clause.text)):
                found.setdefault(word, []).append(at)
        return found

    @cached_property
    def _known_places(self) -> dict[str, tuple[int, ...]]:
        return {}

    def places_of(self, quote: str) -> tuple[int, ...]:
        """Which clauses hold these words, in their order; none for no words. A quote is asked for by many rules, and
        a chart has many quotes and many clauses: each is looked for once, in the clauses that hold its rarest word."""
        if not quote:
            return ()
        known = self._known_places.get(quote)
        if known is None:
            texts = self.clauses
            known = tuple(at for at in self._likely(quote) if quote in texts[at].text)
            self._known_places[quote] = known
        return known

    def holding(self, quote: str) -> list[Clause]:
        """The clauses that hold these words, in their order."""
        return [self.clauses[at] for at in self.places_of(quote)]

    def _likely(self, quote: str) -> Iterable[int]:
        """The clauses that hold the rarest of a quote's inner words; a word at its ends may be a part of one."""
        inner = [word[0] for word in _WORD.finditer(quote) if word.start() and word.end() < len(quote)]
        if not inner or len(self.clauses) <= _FEW_CLAUSES:
            return range(len(self.clauses))
        return min((self._postings.get(word, []) for word in inner), key=len)

    @cached_property
    def shift(self) -> PartialDate | None:
        """The day of a sheet of one shift, whose lines begin with their hours and none with a day; None for others."""
        hours = sum(_HOUR.match(clause.text) is not None for clause in self.clauses)
        days = any(_DAY.match(clause.text) for clause in self.clauses)
        return self.near if hours >= _SEVERAL and not days else None

    @cached_property
    def horizon(self) -> PartialDate | None:
        """The paper's own date, after which days are of plans; None where many of its days lie after it, since it is
        then an early day of what the paper tells, not the day on which it was written."""
        days = {
            certain(in_order(found.values, self.date_order))
            for clause in (*self.clauses[:_EDGE], *self.clauses[-_EDGE:])
            for found in dates_in(clause.text)
        }
        later = sum(self.date is not None and day.year > 0 and day > self.date for day in days)
        return None if later >= _SEVERAL and later * 3 > len(days) else self.goes_on_until

    @cached_property
    def goes_on_until(self) -> PartialDate | None:
        """The paper's own date, or the last day without its year, in the weeks after it, that opens a line which tells
        what was: a chart bears the date on which it was begun."""
        if self.date is None or not self.date.day:
            return self.date
        told = (day for clause in self.clauses for day in _told_on(clause, self.date, self.date_order))
        return max(told, default=self.date)

    @cached_property
    def near(self) -> PartialDate | None:
        """The paper's own date, else the latest day near its beginning or end: with a year of four digits where there
        is one, with the year of two digits that several of its days have where there is none."""
        days = list(_edge_dates(self.clauses, self.date_order))
        years = Counter(day.year for day, short in days if short)
        often = {year for year, times in years.items() if times >= _SEVERAL}
        full = [day for day, short in days if not short] or [day for day, _ in days if day.year in often]
        return self.date or max(full, default=None)


def _told_on(clause: Clause, own: PartialDate, order: str) -> Iterator[PartialDate]:
    """The days in the weeks after the paper's own that open lines of a clause, where these tell what was then."""
    if clause.section in _NOTHING_DONE:
        return
    for piece in clause.pieces:
        text = clause.text[piece.start : piece.start + piece.length]
        found = _OPENING_DAY.match(text) if piece.offset <= _INDENT else None
        if found is None or not _TELLS.search(found["rest"]) or _TO_COME.search(text):
            continue
        if found["a"]:
            first, second = int(found["a"]), int(found["b"])
            day, month = (first, second) if order == "dmy" else (second, first)
        else:
            day, month = int(found["d1"] or found["d2"]), MONTHS[(found["m1"] or found["m2"]).lower()]
        said = _soon(day, month, own) if order or not found["a"] else None
        if said is not None:
            yield said


def _soon(day: int, month: int, own: PartialDate) -> PartialDate | None:
    """The next such day, where it lies in the weeks after another."""
    try:
        said = date(own.year + ((month, day) < (own.month, own.day)), month, day)
    except ValueError:
        return None
    soon = 0 < (said - date(own.year, own.month, own.day)).days <= _SOON_DAYS
    return PartialDate(said.year, said.month, said.day) if soon else None


def _edge_dates(clauses: Sequence[Clause], order: str) -> Iterator[tuple[PartialDate, bool]]:
    """The days near either end of a paper, and whether their year has two digits."""
    for clause in (*clauses[:_EDGE], *clauses[-_EDGE:]):
        for found in dates_in(clause.text):
            value = certain(in_order(found.values, order))
            if value.day:
                yield value, found.short
