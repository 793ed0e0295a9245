"""What a text says was made, sent, received or looked at: studies, biopsies, slides, blocks, tests, discs, papers.

A thing named alone says nothing: it needs a day, a number, or a word for what became of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.assertions.permanentsections import permanent_sections
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.imaging.comparedstudies import compared_studies
from consilium.domain.findings.laboratory import awaitedtests
from consilium.domain.findings.laboratory.opentests import is_open, open_tests
from consilium.domain.findings.mentions.askedfor import asked_in
from consilium.domain.findings.mentions.carearranged import care_in
from consilium.domain.findings.mentions.mentiondays import STATE_REACH, days_of_thing, own_stretch
from consilium.domain.findings.mentions.mentionsaid import finding_of, is_planned, shown_by
from consilium.domain.findings.mentions.mentionwords import Told, Words, words_from
from consilium.domain.findings.mentions.nextsteps import next_steps
from consilium.domain.findings.mentions.otherthings import means_other
from consilium.domain.findings.mentions.sentfor import sent_for
from consilium.domain.findings.mentions.unfound import unfound_in
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.holders import holder_in, in_laboratory
from consilium.domain.findings.text.labelled import DatePlace, accessions_in, labelled_date, own_accession
from consilium.domain.findings.text.monthnames import is_month
from consilium.domain.findings.text.spans import Span, apart, bounded, connected, spans_in, words_between
from consilium.domain.findings.tissue.slidecounts import counted_slides
from consilium.domain.phrases import words_of
from consilium.domain.records import Category

__all__ = ["SHARED", "Words", "find", "words_from"]

SHARED = ("laboratory", "modalities", "care", "asked")
# `FISH in 71 % (preliminary phone result, 19/07)`: what is known already is not to come, whatever day stands with it.
_RESULT = re.compile(
    r"\b(?:preliminar\w*|reported|inform[oó]|showed|mostr[oó]|revealed|revel[oó])\b|\d\s?%", re.IGNORECASE
)
_NOT_OF = (Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.ALLERGIES, Section.MEDICINES)
_REPORTS = (
    Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.IMAGING_REPORTS, Category.GENETICS, Category.LABS,
    Category.OPERATIVE, Category.HEART_HEARING_TESTS,
)  # fmt: skip
_NUMBER_REACH = 8
_MOST_THINGS = 12
_RELEASE_TITLE = 4
# Two things of one list: a comma or `and` between them, and a word at most for where.
_LISTED = re.compile(r" ?[\w-]{0,20}(?: ?[\w-]{0,20})?(?:,| and| y| e|/| \+) ?(?:la |el |las |los |a |the )?")
# What only a day, or a word for what became of it, makes a thing that was sent or looked at.
_WEAK = ("bone marrow", "cerebrospinal fluid", "blood sample", "histology", "pleural fluid", "ascitic fluid")
# A block of chemotherapy: `bloque AA desde 02/06`, `block HR-2`.
_OF_DRUGS = re.compile(r"(?:bloques?|blocks?)\s(?:AA|BB|CC|HR[ -]?\d)\b", re.IGNORECASE)
_WEAK_STATES = ("pending", "requested", "sent", "not performed", "not received", "received")
_PLAN_REACH = 5
_HEADING_WORDS, _NOT_REACH = 5, 3
_HEADED = ("pending", "sent", "requested", "not available", "not received", "not performed", "enclosed", "received")
_HANDED_OVER = ("slides", "blocks", "frozen tissue", "scanned slides")
_ASKED = ("requested", "sent", "")
_AWAITED_WORDS = 5
_AWAITED_FIRST = (
    "result",
    "report",
    "informe",
    "pend",
    "await",
    "outstand",
    "still",
    "all",
    "todo",
    "en espera",
    "aun",
    "both",
    "these",
    "to",
    "se",
    "we",
    "no",
    "never",
    "nobody",
    "nadie",
    "nunca",
    "todavia",
)
# A study that words on what it showed follow: `CT chest: no nodules`, `Rx tx sin neumotórax`.
_TELLS = re.compile(
    r"(?:\s[\w/]{1,14}){0,3}?(?:\s?:\s(?=\S)|\s(?=(?:sin|no|normal|clear|shows?|muestra)\b))", re.IGNORECASE
)
_RESULT_LATER = re.compile(
    r"\b(?:results?|resultados?|report|informe)\s(?:(?:is|are|expected|due|ready|in|en|about|approx\w*|aprox\w*|"
    r"unas?|unos)\s){0,3}~?\d{1,2}"
    r"(?:\s?[-–]\s?\d{1,2})?\s?(?:wks?|weeks?|days?|months?|semanas?|d[ií]as?|mes(?:es)?)\b",
    re.IGNORECASE,
)
_LATER_REACH = 60
_TOLD_ON = re.compile(r"\b(?:on|by|per|en|por|segun|según)\s(?:(?:the|a|his|her|la|el|una?|su)\s)?$", re.IGNORECASE)
# A title before a name, no magnetic resonance.
_NOT_THINGS = ("Mr", "mr", "Us", "us", "Cat", "cat", "Rm", "Oct", "oct")
# Of a valve, and no magnetic resonance: `trivial MR`.
_REGURGITATION = re.compile(r"\b(?:trivial|mild|moderate|severe|trace|no|physiologic(?:al)?|[1-4]\+)\s$", re.IGNORECASE)
# The number of a record, and no magnetic resonance: `ACCT/MR: C0093312`.
_OF_RECORD = re.compile(r"MR\s?(?:#|No\.?|N[°º])?\s?[:#]\s?[A-Z]{0,3}-?\d{4}")
# Agreed to, and not made by that: `Consent was obtained for lumbar puncture`.
_CONSENT = re.compile(
    r"\b(?:consent\w*|consentimiento)\b[^.;]{0,30}\b(?:obtained|taken|given|obtenido|tomado|"
    r"firmado)$",
    re.I,
)
# What stains or flow look for, and no typing: `HLA-DR`.
_ANTIGEN = re.compile(r"HLA[- ]?D[A-Z]\b(?![\w*]|\s?typ|\s?\*)")
# The line that a fax machine prints: a place, a time, `P.01/01`.
_FAXED = re.compile(r"\d{1,2}:\d{2}\b.{0,40}\bP\.?\s?\d{1,3}/\d{1,3}")


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """One finding a thing and clause. A paper's own title and number are no mention of it."""
    paper = bounded(paper)
    own = own_accession(paper)
    released = _released(paper, words)
    for at, clause in enumerate(paper.clauses):
        if _FAXED.search(clause.text) or _is_own(paper, clause, at, own):
            continue
        if clause.section in _NOT_OF and not any(hit.first == 0 for hit in words.awaiting.find(clause.words)):
            continue
        yield from compared_studies(paper, clause, words.things, words.compared)
        yield from awaitedtests.tests_in(paper, clause, words.tests, assertion)
        things = _things(paper, clause, words)
        if is_open(clause):
            known = [(one.start, one.end) for one in things]
            known += [(one.start, one.end) for one in spans_in(clause, words.tests.analytes)]
            yield from open_tests(clause, known, assertion)
        unfound = list(unfound_in(clause, words.asked))
        yield from unfound
        said: list[tuple[int, int]] = [_place(clause, one) for one in unfound]
        things = [one for one in things if not any(low <= one.start < high for low, high in said)]
        for thing in things:
            told = _told(paper, clause, words, thing, things)
            if told is not None:
                said.append((thing.start, thing.end))
                told = _with_release(told, thing, released)
                found = _to_come(paper, finding_of(clause, words, assertion, thing, told))
                below = paper.clauses[at + 1 : at + 2] if told.status in _ASKED else ()
                yield next((_awaited(found, one) for one in below if _is_awaited(one, words)), found)
        arranged = list(care_in(paper, clause, words.care, said, assertion))
        yield from arranged
        said += [_place(clause, one) for one in arranged]
        asked = list(asked_in(paper, clause, words.asked, said, assertion))
        yield from asked
        said += [_place(clause, one) for one in asked]
        steps = list(next_steps(paper, clause, (words.asked, words.care), said, assertion))
        yield from steps
        said += [_place(clause, one) for one in steps]
        yield from sent_for(clause, words.asked, said, assertion)
        yield from counted_slides(paper, clause)


def _place(clause: Clause, found: Finding) -> tuple[int, int]:
    start = max(clause.text.find(found.value), 0)
    return start, start + len(found.value)


def _released(paper: Paper, words: Words) -> DatePlace | None:
    """The day on which a form releases material, where its title says that it is one."""
    if not any(spans_in(clause, words.release) for clause in paper.clauses[:_RELEASE_TITLE]):
        return None
    found = labelled_date(paper, words.release_dates, "released")
    day = found[0] if found else paper.date
    return DatePlace(day, 0, 0) if day is not None else None


def _with_release(told: Told, thing: Span[tuple[str, str]], released: DatePlace | None) -> Told:
    """A slide or block of a form for release was sent on its day, unless it says otherwise."""
    if released is None or thing.value[1] not in _HANDED_OVER or told.status_date is not None or told.date is not None:
        return told
    status = told.status if told.status in ("not available", "not performed", "pending") else "sent"
    return replace(told, status=status, status_date=released if status == "sent" else None)


def _to_come(paper: Paper, found: Finding) -> Finding:
    """What is stated of a day to come is planned."""
    # Notes of operations are finished days later, and a paper may hold several reports on images.
    late = paper.category in (Category.OPERATIVE, Category.IMAGING_REPORTS)
    dated = paper.goes_on_until if not late else None
    later = found.when is not None and dated is not None and found.when > dated
    told = found.assertion in (Assertion.STATED, Assertion.PENDING) and found.detail.get("status") != "pending"
    past = found.when is not None and found.when.day and dated is not None and found.when < dated
    if past and found.assertion is Assertion.PLANNED:  # `Repeat CT on 2 May: nodule smaller`
        return replace(found, assertion=Assertion.STATED)
    told = told and not (later and _RESULT.search(found.quote) is not None)
    return replace(found, assertion=Assertion.PLANNED) if later and told else found


def _is_awaited(clause: Clause, words: Words) -> bool:
    """`Resultado pendiente.`, `Results are pending.` right after what was asked for."""
    short = len(clause.words) <= _AWAITED_WORDS and not spans_in(clause, words.things)
    pending = any(one.value == "pending" for one in spans_in(clause, words.states))
    opens = bool(clause.words) and clause.words[0].text.startswith(_AWAITED_FIRST)
    return short and opens and (pending or bool(spans_in(clause, words.awaiting)))


def _awaited(found: Finding, clause: Clause) -> Finding:
    detail = {**found.detail, "status": "pending"}
    citations = (*found.citations, clause.cite())
    return replace(found, assertion=Assertion.PENDING, detail=detail, citations=citations)


def _things(paper: Paper, clause: Clause, words: Words) -> list[Span[tuple[str, str]]]:
    """The things of a clause; `(images not available)` after a study is of that study's images, and no second thing."""
    things = apart(spans_in(clause, words.things, blurred=True))[:_MOST_THINGS]
    things = [one for one in things if not (_OF_DRUGS.match(clause.text, one.start) or means_other(clause, one))]
    things = [one for one in things if clause.text[one.start : one.end] not in _NOT_THINGS]
    things = [one for one in things if not is_month(clause.text, one.start, one.end)]
    things = [one for one in things if not (_of_valve(clause.text, one) or _ANTIGEN.match(clause.text, one.start))]
    things = [one for one in things if not clause.text[: one.start].endswith(("G-", "GM-"))]  # `G-CSF`
    things = [one for one in things if not _OF_RECORD.match(clause.text, one.start)]
    things = [one for one in things if not _of_transplant(clause, one, words)]
    things = [one for one in things if not in_laboratory(clause.text, one.start, one.end, words.holders)]
    if len([one for one in things if one.value[0] == "imaging"]) > 1:
        things = [one for one in things if one.value[1] != "images"]
    if clause in paper.clauses[:8]:
        things = [one for one in things if one.value[0] != "document"]
    if paper.category is Category.OPERATIVE:
        things = [one for one in things if one.value[1] != "operation"]
    return things


def _of_valve(text: str, thing: Span[Any]) -> bool:
    return text[thing.start : thing.end] == "MR" and _REGURGITATION.search(text, 0, thing.start) is not None


def _of_transplant(clause: Clause, thing: Span[tuple[str, str]], words: Words) -> bool:
    """`trasplante de médula ósea` and `donante de médula` are no tests of it."""
    if thing.value[1] not in _WEAK:
        return False
    return any(0 <= thing.start - one.end <= 4 for one in spans_in(clause, words.of_transplant))


def _is_own(paper: Paper, clause: Clause, at: int, own: str) -> bool:
    """The paper's title and the labels of its own specimen or study."""
    if own and own in clause.text and at < 8 and paper.category in _REPORTS:
        return True
    return clause.section is Section.SPECIMEN and paper.category in (Category.PATHOLOGY_REPORT, Category.BONE_MARROW)


def _told(
    paper: Paper, clause: Clause, words: Words, thing: Span[tuple[str, str]], things: list[Span[tuple[str, str]]]
) -> Told | None:
    slides = permanent_sections(clause.folded)
    states = [one for one in spans_in(clause, words.states) if (one.start, one.end) != slides]
    state = _state(clause, thing, things, states)
    state = _later(clause, thing) or state
    state = state or (None if is_planned(clause, words, thing) else _headed_state(clause, words, thing))
    number = _number(clause, thing, things)
    days = awaitedtests.days_of(paper, clause)
    date, handled = days_of_thing(clause, thing, things, states, days)
    planned = (clause.section is Section.PLAN or is_planned(clause, words, thing)) and not shown_by(
        clause.text, thing.start
    )
    if state is None and not planned and thing.value[0] == "imaging" and _tells(clause.text, thing):
        state = Span("performed", thing.end, thing.end)
    if not number and state is None and date is None and not planned:
        return None
    if _in_code(clause.text, thing) or (state is not None and _CONSENT.search(clause.text, 0, state.end)):
        return None
    told = planned or (state is not None and state.value in _WEAK_STATES)
    near = date is not None and len(words_between(clause.text, *sorted((thing.end, date.start)))) <= _PLAN_REACH
    if thing.value[1] in _WEAK and not told and not near:
        return None
    places = [(thing.start, thing.end)]
    places += [(one.start, one.end) for one in (state, date) if one is not None]
    return Told(
        number,
        state.value if state else "",
        holder_in(clause.text, *own_stretch(thing, things, len(clause.text)), words.holders),
        date,
        handled,
        min(first for first, _ in places),
        max(last for _, last in places),
    )


def _later(clause: Clause, thing: Span[Any]) -> Span[str] | None:
    """A result that is weeks off: `gene panel taken 28/2, result ~12 wks`."""
    found = _RESULT_LATER.search(clause.text, thing.end, thing.end + _LATER_REACH)
    between = clause.text[thing.end : found.start()] if found is not None else ""
    return Span("pending", found.start(), found.end()) if found is not None and "." not in between else None


def _tells(text: str, thing: Span[Any]) -> bool:
    """Whether a study is named with what it showed."""
    return (
        _TELLS.match(text, thing.end) is not None
        or _TOLD_ON.search(text, max(0, thing.start - 20), thing.start) is not None
    )


def _in_code(text: str, thing: Span[Any]) -> bool:
    """Whether it is a part of a number such as `SIM-RM-11870`."""
    return text[max(0, thing.start - 1) : thing.start] == "-" and text[thing.end : thing.end + 1] == "-"


def _headed_state(clause: Clause, words: Words, thing: Span[Any]) -> Span[str] | None:
    """What a list's short heading says of all its items: `SE ENTREGA`, `Not included:`, `Pending:`."""
    heading = words_of(clause.heading)
    if len(heading) > _HEADING_WORDS or clause.text.startswith(clause.heading):
        return None
    hit = next(words.states.find(heading), None)
    return Span(hit.value, thing.start, thing.end) if hit is not None and hit.value in _HEADED else None


def _state(clause: Clause, thing: Span[Any], things: list[Span[Any]], states: list[Span[str]]) -> Span[str] | None:
    """What became of the thing: the last of `not received`, `requested` and so on said of it, nearest words first."""
    start, end = own_stretch(thing, things, len(clause.text))
    after = [one for one in states if thing.end <= one.start < end]
    before = [one for one in states if start <= one.start and one.end <= thing.start]
    near = [one for one in after if len(words_between(clause.text, thing.end, one.start)) <= STATE_REACH * 2]
    near = [one for one in near if not _of_next(clause.text, thing, one)]
    near += [one for one in before if _leads(clause.text, one, thing)]
    if thing.value[1] in _HANDED_OVER:  # a block that a result is of is not what became of the block
        near = [one for one in near if one.value != "resulted"]
    telling = [one for one in near if one.value not in ("performed", "resulted")]
    last_words = [one for one in telling if one.value.startswith("not ")]
    awaited = [one for one in telling if one.value == "pending" and one.start >= thing.end]
    chosen = last_words or awaited or telling or near
    if chosen:
        told = next((one for one in near if one.value == "resulted" and one.start > chosen[0].start), None)
        return told if told is not None and chosen[0].value == "requested" else chosen[0]
    following = next((one for one in things if one.start >= thing.end), None)
    listed = following is not None and _LISTED.fullmatch(clause.text, thing.end, following.start)
    return _state(clause, following, things, states) if following is not None and listed else None


# `TC abdominal, dado que no se dispone de RM`: why it is the one, and not the other.
_REASON = re.compile(r"\b(?:dado que|ya que|porque|puesto que|debido a que|because|since|as there)\b", re.IGNORECASE)


def _of_next(text: str, thing: Span[Any], state: Span[str]) -> bool:
    """Whether a state behind a thing stands in the next part: `cardiac MRI; ACE inhibitor to be discussed`."""
    between = text[thing.end : state.start]
    if state.value == "not available" and _REASON.search(between):  # `TC, dado que no se dispone de RM`
        return True
    parted = state.value in ("not available", "reviewed") and ("," in between or ";" in between)
    return parted and len(words_between(text, thing.end, state.start)) > 1


def _leads(text: str, state: Span[str], thing: Span[Any]) -> bool:
    """Whether a state before a thing is said of it; what was not made stands right before it, in its own part."""
    between = words_between(text, state.end, thing.start)
    if state.value == "not performed":
        return len(between) <= _NOT_REACH and "," not in text[state.end : thing.start]
    return len(between) <= STATE_REACH


def _number(clause: Clause, thing: Span[Any], things: list[Span[Any]]) -> str:
    """The accession number that stands nearest, with no other thing between; `slides and block B25-1` share it."""
    following = next((one for one in things if one.start >= thing.end), None)
    if following is not None and connected(clause.text, thing.end, following.start):
        return _number(clause, following, things)
    start, end = own_stretch(thing, things, len(clause.text))
    for number in accessions_in(clause.text):
        low, high = sorted(((thing.start, thing.end), (number.start, number.end)))
        if start <= number.start < end and len(words_between(clause.text, low[1], high[0])) <= _NUMBER_REACH:
            return number.value
    return ""
