"""Whether a clause tells of a treatment or only names it: a word for doing it, a day, a plan or a denial."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.notstopped import goes_on
from consilium.domain.findings.assertions.pastinplans import told_as_past
from consilium.domain.findings.assertions.refusals import asked_for, refused, weighed
from consilium.domain.findings.assertions.thingframes import said_in_frame
from consilium.domain.findings.assertions.treatmentverbs import status_beside
from consilium.domain.findings.assertions.verbsofdoing import done_here
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.terms import cue_in
from consilium.domain.phrases import PhraseIndex, words_of

_DENIABLE = frozenset({Assertion.STATED, Assertion.HISTORICAL, Assertion.UNCERTAIN, Assertion.PLANNED})
_OPEN = frozenset({Assertion.STATED, Assertion.PLANNED, Assertion.UNCERTAIN})
# What ends a part of a list, and what only a day may be parted by from the thing right before or after it.
_PART_ENDS = re.compile(r";|\||•|\.\s|\n")
_BARELY = re.compile(r"\s?[(,:–-]?\s?(?:on|el|in|en)?\s?")
_LEADS = re.compile(r"\s?\)?\s?[:–—-]?\s")
_BOOKED = re.compile(
    r"\b(?:programad[oa]|se programa|previst[oa]|scheduled|planned|booked)\b[^;.]{0,24}$", re.IGNORECASE
)
# `removal in 6 weeks`: a time from now on, where nothing says that it has been.
_AHEAD = re.compile(
    r"[^.;,]{0,40}?\b(?:in|within|en|dentro de|a los|a las(?! (?:2[4-9]|3\d|4[0-2])(?:[.,]\d)? ?sem))\s(?:about "
    r"|approximately |unos |"
    r"unas )?\d{1,2}(?:\s?[-–]\s?\d{1,2})?\s"
    r"(?:days?|weeks?|wks?|months?|d[ií]as|semanas?|mes(?:es)?)\b(?!\s(?:ago|later|after|antes|despu[eé]s|of))",
    re.IGNORECASE,
)
_ON = re.compile(r"\s?\)?\s?(?:\([^()\d]{1,24}\)\s?)?(?:on|el(?: d[ií]a)?|in|en)\s", re.IGNORECASE)
_LABEL_LETTERS = 60
# A box that is ticked for yes: `Trasplante: ☒ sí ☐ no`.
_YES_BEHIND = re.compile(r"\s?:?\s?(?:[☒☑✓✔]|\[[xX✓]\])\s?(?:yes|s[ií])\b", re.IGNORECASE)
_PROPHYLACTIC = re.compile(r"\b(prophylactic|preventive)\s(?:[\w-]{2,14}\s){0,2}$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|has|underwent|received|fue|fueron|recibi[oó]|se (?:realiz|coloc|retir|efectu|hiz)[oó])\b",
    re.IGNORECASE,
)
# A day that another thing of the list lasted until, or that stands behind a semicolon, is not this one's.
_LASTED = re.compile(
    r";|,[^;]{0,80}\b(?:until|till|through|hasta)\b"
    r"|\b(?:recibiendo|iniciando|con posterior|posteriormente|seguid[oa]s? de)\s",
    re.IGNORECASE,
)
# What is told before an operation has its own day: `Previo a la intervención, el 30/3/16, presenta fractura`.
_TOLD_AHEAD_OF = re.compile(
    r"\b(?:previ[oa]s? a|antes de|previamente a|prior to|before)\s(?:(?:la|el|su|the)\s)?$", re.IGNORECASE
)
# A day right before a thing in brackets is its own: `surgery 03/03/2022 (resection > 95 %)`.
_OPENED = re.compile(r"\s?[(:]\s?|\s?\([^()]{0,40}")

# A year that stands right beside a thing: `appendectomy 2015`, `desde 2022`, `(in 2020)`.
_YEAR_AFTER = re.compile(
    r"[\s,–-]*(?:(?:left|right|bilateral|derech[oa]s?|izquierd[oa]s?|[LR]|O[DI])[\s,]{1,2})?"
    r"\(?\s?(?:(?:in|en|since|desde|el a[nñ]o|del a[nñ]o|dx|of|x \d \()\s?){0,2}"
    r"((?:19|20)\d\d)(?![\w/.-]*\d|\s?(?:m?g|UI|IU|ml)\b)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(r"\b(?:in|en|since|desde)\s((?:19|20)\d\d)[\s,:]+(?:\w+\s){0,3}$", re.IGNORECASE)


def year_beside(text: str, start: int, end: int) -> PartialDate | None:
    """The year alone that stands right after or before `start` to `end`."""
    found = _YEAR_AFTER.match(text, end, end + 24) or _YEAR_BEFORE.search(text[max(0, start - 40) : start])
    return PartialDate(int(found[1])) if found else None


def year_behind(text: str, end: int) -> PartialDate | None:
    """The year alone that stands straight behind a thing."""
    found = _YEAR_AFTER.match(text, end, end + 24)
    return PartialDate(int(found[1])) if found else None


def told(
    clause: Clause,
    place: tuple[int, int],
    paper: Paper,
    words: tuple[Mapping[str, PhraseIndex[str]], AssertionWords],
    when: Occasion | None,
) -> tuple[Assertion, bool]:
    """How it is said, and whether it is told of at all. `words` are cues ("given", "planned") and the general ones."""
    said, is_told = _told(clause, place, paper, words, when)
    framed = done_here(clause, *place, said_in_frame(clause, *place, said, words[1].treatments))
    return framed, is_told or (framed is not said and framed in (Assertion.NEGATED, Assertion.STATED))


def _told(
    clause: Clause,
    place: tuple[int, int],
    paper: Paper,
    words: tuple[Mapping[str, PhraseIndex[str]], AssertionWords],
    when: Occasion | None,
) -> tuple[Assertion, bool]:
    cues, assertion = words
    if clause.section is not Section.PLAN and _YES_BEHIND.match(clause.text, place[1]):
        return Assertion.STATED, True
    said = assertion_of(as_given(clause, place[0]), *place, assertion)
    given = cue_in(clause.text, cues["given"]) is not None
    before = _not_yet(clause, place, paper, cues, said, when)
    if before is not None:
        return before, True
    if said is not Assertion.STATED:
        return said, said is not Assertion.CONDITIONAL or given
    if clause.section is Section.QUESTIONS or clause.text.rstrip().endswith("?"):
        return Assertion.CONDITIONAL, False
    later = when is not None and paper.horizon is not None and when.when > paper.horizon
    later = later and not (when and paper.horizon and paper.horizon.includes(when.when))  # of a year only
    if later or _is_ahead(clause, place, cues, when):
        return Assertion.PLANNED, True
    return Assertion.STATED, given or is_beside(clause, place[0], cues["after"]) or when is not None


def as_given(clause: Clause, start: int) -> Clause:
    """The clause without a `prophylactic` straight before a treatment, which says what it was for and no condition."""
    found = _PROPHYLACTIC.search(clause.text, max(0, start - _LABEL_LETTERS), start)
    if found is None:
        return clause
    return replace(clause, text=clause.text[: found.start()] + "x" * len(found[1]) + clause.text[found.end(1) :])


def _not_yet(
    clause: Clause,
    place: tuple[int, int],
    paper: Paper,
    cues: Mapping[str, PhraseIndex[str]],
    said: Assertion,
    when: Occasion | None,
) -> Assertion | None:
    """What the words beside a treatment say of its doing: denied, awaited, asked for, weighed; None where nothing."""
    beside = status_beside(clause.folded, *place) if said in _OPEN else None
    denied = is_denied(clause, place[0], cues["denied"]) or refused(clause, *place) or beside is Assertion.NEGATED
    if said in _DENIABLE and denied:
        return Assertion.NEGATED
    if said is Assertion.PENDING:  # a treatment that is awaited is planned; what one of a past day showed is awaited
        past = when is not None and paper.horizon is not None and when.when <= paper.horizon
        return Assertion.STATED if past else Assertion.PLANNED
    if said is Assertion.STATED and asked_for(clause, paper, place[0]):
        return Assertion.PLANNED
    if said is Assertion.STATED and beside is Assertion.PLANNED:
        return Assertion.PLANNED
    doubted = said is Assertion.STATED and (beside is Assertion.CONDITIONAL or weighed(clause, *place))
    if said is Assertion.UNCERTAIN or doubted:
        return Assertion.CONDITIONAL  # a treatment that may be is one that was not given yet
    return None


def _is_ahead(
    clause: Clause, place: tuple[int, int], cues: Mapping[str, PhraseIndex[str]], when: Occasion | None
) -> bool:
    """Whether a clause tells what is to come: by its place, by a word for it, or by a time from now on."""
    if cue_in(clause.text, cues["given"]) is not None:
        soon = when is None and _AHEAD.match(clause.text, place[1], place[1] + 90) is not None
        return soon and _PAST.search(clause.text) is None  # `stent removal in 6 weeks`, which has a word for doing it
    first, last = _part_of(clause.text, *place)
    label = clause.text[:_LABEL_LETTERS].find(":")
    opened = label > 0 and cue_in(clause.text, cues["planned"], 0, label + 1) is not None
    planned = clause.section is Section.PLAN and not told_as_past(clause.text, place[0])
    if opened or planned or cue_in(clause.text, cues["planned"], first, last) is not None:
        return True
    return when is None and _AHEAD.match(clause.text, place[1], place[1] + 90) is not None


def occasion_near(clause: Clause, paper: Paper, start: int, end: int, reach: int = 80) -> Occasion | None:
    """The date that goes with `start` to `end`: the first within reach after it, else the nearest before."""
    found = occasions(clause.text, paper)
    after = [one for one in found if 0 <= one.start - end <= reach and not _LASTED.search(clause.text, end, one.start)]
    before = [one for one in found if 0 <= start - one.end <= reach]
    if _TOLD_AHEAD_OF.search(clause.text, max(0, start - 24), start):
        after = [one for one in after if "," not in clause.text[end : one.start]]
    if after and _BARELY.fullmatch(clause.text, end, after[0].start):
        return after[0]
    if after and _BOOKED.search(clause.text, end, after[0].start):  # its own day to come, whatever day stands before
        return after[0]
    if before and _OPENED.fullmatch(clause.text, before[-1].end, start):
        return before[-1]
    return after[0] if after else before[-1] if before else None


# The end of a bracket, and of what it is said of.
_CLOSED = re.compile(r"\)\s?[;,]")


def occasion_among(
    clause: Clause, paper: Paper, place: tuple[int, int], places: Sequence[tuple[int, int]]
) -> Occasion | None:
    """The date that goes with `place` where a clause tells of several things (`places`), each with its own.

    A list either leads with its dates (`6/1/23 biopsy; 13/1/23 line`) or lets them follow (`biopsy 6/1/23, line
    13/1/23`); one date before or behind several things of one part is of them all.
    """
    start, end = place
    text, found = clause.text, occasions(clause.text, paper)
    opens = [one for one in found[:1] if not text[: one.start].strip(" -•*\t()") and _LEADS.match(text, one.end)]
    booked = next((one for one in found if one.start > end and _BOOKED.search(text, end, one.start)), None)
    if len(places) < 2:
        follows = any(one.start >= end and _BARELY.fullmatch(text, end, one.start) for one in found)
        near_one = opens[0] if opens and not follows else occasion_near(clause, paper, start, end)
        return near_one if near_one and not _of_what_is_before(text, near_one, start) else booked
    first, last = _part_of(text, start, end)
    own = [one for one in found if first <= one.start and one.end <= last]
    if not own:
        return opens[0] if len(found) == 1 and opens else booked
    here = [other for other in places if first <= other[0] and other[1] <= last]
    straight = [one for one in own if _BARELY.fullmatch(text, end, one.start) and one.start >= end]
    firm = straight_on(text, end, own)
    if firm:
        return firm[0]  # `operado el 09/10/2024, segunda cirugía (second-look) el 18/11/2024`
    leads = own[0].end <= min(other[0] for other in here)
    before = [one for one in own if one.end <= start]
    after = [one for one in own if one.start >= end]
    if leads and not (straight and len(own) >= len(here) + 1):
        return before[-1] if before else None
    near = [*straight, *after, *before[-1:]]
    return near[0] if near else None


def straight_on(text: str, end: int, own: Sequence[Occasion]) -> list[Occasion]:
    """The days that a word for it ties to the thing before them: `biopsy on 3/4`, `cirugía (second-look) el 18/11`."""
    return [one for one in own if one.start >= end and _ON.fullmatch(text, end, one.start)]


def _of_what_is_before(text: str, one: Occasion, start: int) -> bool:
    """Whether a date stands in a bracket that closed before the next thing of a list: `JOE x 6 (July 2024); laser`."""
    opened = text[: one.start].rstrip()
    return one.end <= start and opened.endswith("(") and len(opened) > 1 and _CLOSED.match(text, one.end) is not None


def _part_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a list that `start` to `end` stands in."""
    marks = [hit.end() for hit in _PART_ENDS.finditer(text, 0, start)]
    after = _PART_ENDS.search(text, end)
    return (marks[-1] if marks else 0), (after.start() if after else len(text))


def is_beside(clause: Clause, start: int, beside: PhraseIndex[str]) -> bool:
    """Whether words such as `after` or `before` stand straight before a thing: it then times another."""
    before = words_of(clause.text[max(0, start - 32) : start])[-3:]
    return any(hit.after == len(before) for hit in beside.find(before))


def is_denied(clause: Clause, start: int, denied: PhraseIndex[str]) -> bool:
    """Whether the verb before a thing denies it: `no se administró radioterapia`."""
    place = cue_in(clause.text, denied, 0, start)
    if place is not None and goes_on(clause.text, start, start):
        return False
    return place is not None and not any(
        mark in clause.text[place[1] : start] for mark in (",", ";", " but ", " pero ")
    )


def quoted(text: str, start: int, end: int, reach: int = 70) -> tuple[int, int]:
    """`start` to `end` with up to `reach` letters on each side, in whole words."""
    first = max(0, start - reach)
    first = text.find(" ", first, start) + 1 if first else 0
    last = min(len(text), end + reach)
    return first, last if last == len(text) else max(end, text.rfind(" ", end, last))
