"""Operations and biopsies: what, where, which side, when, margins, what was left, complications.

`name` is the operation, `detail.procedure` the paper's words for it; `margins`, `residual` and `complications` are as
written. `what` is "biopsy" or "device" where it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.assertions.refusals import answered_none
from consilium.domain.findings.assertions.thingframes import said_in_frame
from consilium.domain.findings.assertions.told import is_beside, occasion_among, quoted, told
from consilium.domain.findings.assertions.verbsofdoing import operation_done
from consilium.domain.findings.days.addenda import papers_of_addenda
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.surgery.aroundtheoperation import around_operations
from consilium.domain.findings.surgery.comingoperations import set_for
from consilium.domain.findings.surgery.devicessaid import devices_said
from consilium.domain.findings.surgery.eventanswers import event_answered
from consilium.domain.findings.surgery.leftinplace import left_in_place
from consilium.domain.findings.surgery.linesheld import lines_held
from consilium.domain.findings.surgery.listedoperations import of_a_list
from consilium.domain.findings.surgery.namedbycompany import named_by_company
from consilium.domain.findings.surgery.nooperations import no_operations
from consilium.domain.findings.surgery.operationdays import (
    COUNTED,
    COUNTED_DAY,
    DAY_BEHIND,
    day_of_line,
    day_or_year,
    day_spoken,
    headed_day,
    is_caption,
)
from consilium.domain.findings.surgery.operationmanner import without_manner
from consilium.domain.findings.surgery.operationreports import RADICALITY, labelled_day, of_specimen, outcome, reported
from consilium.domain.findings.surgery.operations import explained, formed, listing, one_each
from consilium.domain.findings.surgery.operationsaid import (
    done_after_all,
    is_other_thing,
    only_tested,
    result_beside,
    said_beside,
    seen_only,
    straight_denied,
    ticked,
    times_only,
    unticked,
)
from consilium.domain.findings.surgery.operationtold import told_plainly
from consilium.domain.findings.surgery.ownpart import own_part
from consilium.domain.findings.surgery.putoff import put_off
from consilium.domain.findings.surgery.resectionshares import with_shares
from consilium.domain.findings.surgery.severaldays import operations_counted, says_how_often
from consilium.domain.findings.surgery.severalsides import each_side
from consilium.domain.findings.surgery.structuresmet import StructureWords, structures_from, structures_met
from consilium.domain.findings.surgery.wentto import from_going
from consilium.domain.findings.text.servicesnamed import outside_services
from consilium.domain.findings.text.sitings import Sitings, side_in, siting_of, sitings_from
from consilium.domain.findings.text.strayed import at_home
from consilium.domain.findings.text.terms import Found, Term, cue_in, cues, found_in, index_of
from consilium.domain.findings.tissue.edgessaid import edges_said
from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Category, Scalar

_LISTS = (
    "not",
    "denied",
    "given",
    "after",
    "planned",
    "beside",
    "margins",
    "residual",
    "complications",
    "date_labels",
    "taken_labels",
)
_DENIED = re.compile(r"(?<!\w)(?:no|sin|without)\s$", re.IGNORECASE)
_AT_OPERATION = re.compile(
    r"\b(?:intra-?operat\w{1,6}|trans-?operatori\w|(?:post|pre)-?operat\w{1,6}|intra-?op|post-?op|(?:tumou?r|"
    r"capsular|contained) "
    r"(?:rupture[ds]?|spill(?:age)?)|(?:ruptura|rotura|derrame) (?:tumoral|capsular|contenid[oa])|(?:rupture|"
    r"spill(?:age)?) of (?:the )?"
    r"tumou?r|at surgery|during surgery|durante la cirug[ií]a)\b",
    re.I,
)
_RESULT, _OPENED = re.compile(r":\s\S"), re.compile(r"[,;]\s$")
# What was done as the paper was written: `PROCEDURE TODAY`, `Tratamiento en este acto`.
_NOW = re.compile(r"\b(?:today|hoy|en este acto|this procedure|at this procedure|en este tiempo)\b", re.IGNORECASE)
# Fewer words are a title: `Surgery`, `Operation 2`.
_SENTENCE, _SHORT_EVENT = 3, 8
# How near its day stands to a device that is only named; how much of the next procedure tells whose a bone is.
_CLOSE, _FEW, _NEXT = 16, 3, 40
_DONE = frozenset({Assertion.STATED, Assertion.NEGATED})
_LINES = frozenset({"central line placement", "PICC placement", "nasogastric tube"})
_NOT_YET, _TO_COME = (frozenset({Assertion.PLANNED, one}) for one in (Assertion.CONDITIONAL, Assertion.PENDING))
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.TECHNIQUE})
# A part of what was sent: `A. LIVER, RIGHT HEPATECTOMY: ...`, `1) Riñón izquierdo, nefrectomía:`.
_SPECIMEN_PART = re.compile(r"\s*(?:[A-Z]|\d{1,2}|[IVX]{1,4})\s?[.):-]+\s")
# `Right eye, enucleation: retinoblastoma`, `Globo ocular izquierdo, enucleación.`
_TISSUE_FIRST = re.compile(r"\s*[^\W\d_][^.;:,\d]{2,50},(?:\s[^\W\d_]{3,14},)?\s[^.;:,\d]{4,50}(?:[:.]|$)")
_IF_SAID = re.compile(r"(?:^|[\s(])(?:[Ii]f|[Ss]i|Should|[Ee]n caso de|[Uu]nless)\s")
_OUTCOMES = frozenset({Category.OPERATIVE, Category.PATHOLOGY_REPORT})
# Where an operation report, or a pathologist, names what was done.
_NAMING = frozenset({Section.OPERATION, Section.SPECIMEN})


@dataclass(frozen=True)
class Words:
    """Operations by their names, sites and sides, cue phrases by list."""

    procedures: PhraseIndex[tuple[Term, ...]]
    sitings: Sitings
    cues: Mapping[str, PhraseIndex[str]]
    structures: StructureWords


@dataclass(frozen=True)
class Scene:
    """What every clause is read with."""

    paper: Paper
    words: Words
    assertion: AssertionWords
    listed: bool = False  # a heading says that operations follow


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/surgery.yaml`."""
    return Words(
        index_of(data["procedures"]),
        sitings_from(data["sites"], data["sides"]),
        cues({name: data[name] for name in _LISTS}),
        structures_from(data),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The operations that a paper tells, and what it says beside them of edges and devices."""
    operations = with_shares(list(_operations(paper, words, assertion)), paper, assertion)
    yield from operations
    yield from devices_said(paper, assertion, operations)
    yield from lines_held(paper, assertion, operations)
    yield from operations_counted(paper, assertion, operations)
    yield from left_in_place(paper, operations)
    edges = [*edges_said(paper, words.sitings, assertion, operations)]
    yield from edges
    yield from around_operations(paper, assertion, [*operations, *edges])
    yield from structures_met(paper, words.structures, assertion)
    yield from no_operations(paper, operations)


def _operations(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """In an operation report what it says of margins goes with the first operation."""
    found: list[Finding] = []
    naming: set[str] = set()
    later = papers_of_addenda(paper)
    for own in paper.clauses:
        clause = at_home(own)
        if clause.section not in _SILENT:
            of_day = later.get(id(own), paper)
            all_told = each_side([*_of_clause(clause, of_day, words, assertion)], clause, of_day)
            made = [one for one in all_told if not seen_only(paper, clause, one)]
            if of_day is not paper:
                made = [
                    replace(one, when=of_day.date) if not one.when and one.assertion in _DONE else one for one in made
                ]
            names = clause.section in _NAMING or _SPECIMEN_PART.match(clause.text) or _TISSUE_FIRST.match(clause.text)
            naming |= {one.citations[0].quote for one in made if names}
            found += made
    if paper.category is Category.OPERATIVE:
        found = reported(found, paper, words.cues)
    elif paper.category is Category.PATHOLOGY_REPORT:
        day = labelled_day(paper, words.cues["taken_labels"]) or labelled_day(paper, words.cues["date_labels"])
        named = {id(one) for one in found if one.citations[0].quote in naming}
        found = [of_specimen(one, day) if id(one) in named else one for one in found]
    yield from found


def _of_clause(clause: Clause, paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    hits = _hits(clause, paper, words)
    specific = [one for one in hits if not one.term.facts.get("plain")]
    others = any(one.term.facts.get("what") != "event" for one in specific)
    vague = bool(hits and others and hits[0].term.facts.get("what"))
    vague = vague and DAY_BEHIND.match(clause.text, hits[0].end) is None
    first = hits[0] if hits and (not vague or _DENIED.search(clause.text, 0, hits[0].start)) else None
    listed = (clause.section in _NAMING and clause.heading != clause.text) or listing(clause)
    listed = listed or ticked(clause) or any("+" in clause.text[one.end : other.start] for one, other in pairwise(hits))
    dated = [one for one in hits if DAY_BEHIND.match(clause.text, one.end)]
    told_of = {id(one) for one in (*([first] if first else []), *specific, *dated)}
    chosen = one_each(clause.text, hits) if listed else [one for one in hits if id(one) in told_of]
    scene = Scene(paper, words, assertion, listed)
    days = [(one.start, one.end) for one in chosen if one.term.facts.get("what") != "event"]
    for at, one in enumerate(chosen):
        before = chosen[at - 1].end if at else 0
        after = chosen[at + 1].start if at + 1 < len(chosen) else len(clause.text)
        when = occasion_among(clause, paper, (one.start, one.end), days) or day_of_line(clause, paper)
        if when is not None and COUNTED_DAY.match(clause.folded, one.end):
            when = None
        elif when is None and (headed := headed_day(clause, paper)) is not None:
            when = Occasion(headed, one.start, one.end)
        if when is None and paper.date is not None and _NOW.search(clause.text) is not None:
            when = Occasion(paper.date, one.start, one.end)
        made = _finding(clause, one, (before, after), when, scene)
        if made is not None:
            yield put_off(made, clause, one.start, paper)


def _hits(clause: Clause, paper: Paper, words: Words) -> list[Found]:
    """The operations that a clause names, from left to right."""
    known = list(found_in(clause, words.procedures))
    more = list(formed(clause, known))
    own = [one for one in known if not any(new.start <= one.start < new.end for new in more)]
    known = outside_services(clause, [*own, *more])
    hits = [one for one in known if not (_is_other(clause, one, words) or is_other_thing(clause, one.start, one.end))]
    hits = [one for one in hits if _is_at_home(clause, one, hits, paper) or _goes_on(clause, one, paper, words)]
    hits = sorted([*hits, *of_a_list(clause, hits)], key=lambda one: one.start)
    hits = [*named_by_company(clause, explained(clause.text, hits), paper)]
    title = is_caption(clause, paper)
    return [one for one in hits if not (one.term.facts.get("any") and (title or _is_title(clause, one, hits)))]


def _is_title(clause: Clause, one: Found, hits: Sequence[Found]) -> bool:
    """Whether a word for any operation only stands over others, or labels a line: `Cirugías: ninguna` answers it. One
    that is counted and told with its own day is none: `First surgery in Sept 2023 was subtotal; second-look in Nov`."""
    if COUNTED.search(clause.folded, 0, one.start) and DAY_BEHIND.match(clause.text, one.end):
        return len(hits) > 1 and not any(
            ";" in clause.text[one.end : other.start] for other in hits if other.start > one.end
        )
    return (
        len(hits) > 1
        or says_how_often(clause, one.start)
        or (_is_label(clause, one) and not answered_none(clause, one.end))
    )


def _is_label(clause: Clause, found: Found) -> bool:
    return (
        bool(clause.cells)
        or len(clause.words) < _SENTENCE
        or clause.text[found.end : found.end + 2].lstrip().startswith(":")
    )


def _is_at_home(clause: Clause, found: Found, hits: Sequence[Found], paper: Paper) -> bool:
    """What happened at an operation is read where it is reported or beside it; else the word means other things."""
    if found.term.facts.get("what") != "event" or paper.category in _OUTCOMES:
        return True
    if found.term.name == "residual tumor":
        return False
    if _AT_OPERATION.search(clause.text):
        return True
    return any(one.term.facts.get("what") != "event" and not one.term.facts.get("any") for one in hits)


def _goes_on(clause: Clause, found: Found, paper: Paper, words: Words) -> bool:
    """Whether an event is told right behind an operation of the same line: `nephrectomy 6 May. No rupture.`"""
    at = paper.places.get(id(clause), 0)
    before = paper.clauses[max(0, at - 2) : at]
    told = [one for part in before if part.heading == clause.heading for one in found_in(part, words.procedures)]
    near = len(clause.words) <= _SHORT_EVENT and found.term.name != "residual tumor"
    return near and any(one.term.facts.get("what") != "event" and not one.term.facts.get("any") for one in told)


def _is_other(clause: Clause, found: Found, words: Words) -> bool:
    """`biopsy site`, `resection margins`: a word of the operation that is not the operation."""
    near = clause.text[max(0, found.start - 24) : found.end + 16]
    parts = words_of(near)
    at = found.start - max(0, found.start - 24)
    return any(
        parts[hit.first].start < at + found.end - found.start and at < parts[hit.after - 1].end
        for hit in words.cues["not"].find(parts)
    )


def _said(clause: Clause, found: Found, when: Occasion | None, scene: Scene) -> tuple[Assertion, bool]:
    """How an operation is said, and whether it is told of at all."""
    if found.term.facts.get("kept"):
        return Assertion.NEGATED, True
    cues = scene.words.cues, scene.assertion
    own = from_going(without_manner(clause, found.end, event=found.term.facts.get("what") == "event"), found.start)
    said, is_told = told(own, (found.start, found.end), scene.paper, cues, when)
    if said is Assertion.NEGATED and found.term.facts.get("done") and _OPENED.search(clause.text, 0, found.start):
        rest = replace(clause, text=clause.text[found.start :], cells=())
        said, is_told = told(rest, (0, found.end - found.start), scene.paper, cues, when)
    if done_after_all(clause, found.end, found.term.name, said, scene.paper):
        said = Assertion.STATED
    heard = said_beside(clause, found.start, found.end, said)
    heard = said_in_frame(clause, found.start, found.end, heard, scene.assertion.treatments)
    heard = operation_done(clause, found.start, found.end, heard)
    denied = heard is Assertion.NEGATED and straight_denied(clause, found.start, found.end)
    return heard, is_told or heard is not said or denied or unticked(clause, found.start)


def _finding(
    clause: Clause, found: Found, bounds: tuple[int, int], when: Occasion | None, scene: Scene
) -> Finding | None:
    paper, words = scene.paper, scene.words
    said, is_told = _said(clause, found, when, scene)
    treats = paper.category is Category.HEART_HEARING_TESTS and clause.section is Section.TREATMENT  # of an eye
    named = clause.section in _NAMING or treats
    named = named or (paper.category is Category.OPERATIVE and clause.heading != clause.text)
    named = named or RADICALITY.search(clause.text, max(0, found.start - 4), found.end) is not None
    named = named or scene.listed or bool(found.term.facts.get("done"))
    if _is_untold(clause, found, when, scene, (said, is_told, named)):
        return None
    if found.term.facts.get("what") == "event" and said is Assertion.STATED:
        answer = event_answered(clause, found.end, paper)
        if answer is None:
            return None
        said = answer
    if found.term.name == "residual tumor" and said is not Assertion.STATED:
        return None
    if found.term.facts.get("any") and said is Assertion.STATED and not _is_one_done(clause, found, when, words):
        return None
    first, last = own_part(clause.text, found.start, found.end, *bounds)
    coming = set_for(paper, clause, (found.start, found.end), said, when.when if when else None)
    said = Assertion.PLANNED if coming is not None else said
    behind = clause.text[last : last + _NEXT] if last == bounds[1] else ""
    text = clause.text[first:last]
    site, side = siting_of(text, words.sitings, found.start - first, found.end - first, behind)
    side = side or side_in(text, words.sitings, found.end - first)
    place = str(found.term.facts.get("site", ""))
    return Finding(
        Kind.SURGERY,
        found.term.name,
        found.term.codes,
        clause.text[found.start : found.end],
        when=coming or day_or_year(when, clause, found) or day_spoken(clause, found, bounds, said, paper),
        until=when.until if when else None,
        assertion=said,
        laterality=side,
        site=place or site,
        detail=_detail(clause, found, words),
        citations=(clause.cite(*quoted(clause.text, found.start, found.end, 90)),),
        confidence=clause.confidence,
    )


def _is_untold(
    clause: Clause, found: Found, when: Occasion | None, scene: Scene, how: tuple[Assertion, bool, bool]
) -> bool:
    """Whether an operation is merely named, or what is told is another thing: a relative's, a test's, a result's. `how`
    it is said, whether it is told of, and whether it stands where operations are named."""
    said, told, named = how
    plain = bool(found.term.facts.get("plain"))
    if (plain or said is Assertion.STATED) and is_beside(clause, found.start, scene.words.cues["beside"]):
        return True
    shown = found.term.facts.get("what") == "biopsy" and result_beside(clause, found.start, found.end)
    shown = shown or (not found.term.facts.get("any") and told_plainly(clause, found.start, found.end))
    if said is Assertion.STATED and plain and not (told or named or shown):
        return True
    if plain and found.term.facts.get("what") == "device" and not (named or _dated_close(clause, found, when)):
        denied = said is Assertion.NEGATED and straight_denied(clause, found.start, found.end)
        if not (denied or (told and said in _NOT_YET and found.term.name not in _LINES)):
            return True
    if (
        plain
        and said is Assertion.PLANNED
        and clause.section is Section.PLAN
        and _RESULT.search(clause.text, found.end)
    ):
        return True  # `BMA day 33: complete remission`: what it showed
    if found.term.facts.get("what") == "biopsy" and said in _TO_COME and only_tested(clause, found.start):
        return True
    opened = _IF_SAID.search(clause.text) is not None  # `If the nodules grow then laparoscopy`
    vague = (said is Assertion.CONDITIONAL and not opened) or (said is Assertion.NEGATED and not (told or named))
    return (plain and vague) or clause.text.rstrip().endswith("?") or said is Assertion.FAMILY


def _is_one_done(clause: Clause, found: Found, when: Occasion | None, words: Words) -> bool:
    """Whether a word for any operation tells of one: by a verb or its day, and no title such as `Surgeries done`."""
    if fold(clause.text[found.start : found.end]).endswith("s") or (when is None and times_only(clause, found.start)):
        return False
    return cue_in(clause.text, words.cues["given"]) is not None or _dated_close(clause, found, when)


def _dated_close(clause: Clause, found: Found, when: Occasion | None) -> bool:
    """Whether a day stands straight beside a thing that is only named: `Broviac (6/1/23)`, not `the PICC`."""
    if when is None:
        return False
    between = clause.text[found.end : when.start] if when.start >= found.end else clause.text[when.end : found.start]
    return len(between) <= _CLOSE or (len(between) <= 2 * _CLOSE and len(words_of(between)) <= _FEW)


def _detail(clause: Clause, found: Found, words: Words) -> Mapping[str, Scalar]:
    start, end = quoted(clause.text, found.start, found.end, 50)
    made: dict[str, Scalar] = {"procedure": clause.text[start:end].strip()}
    what = found.term.facts.get("what")
    made |= {"what": str(what)} if what else {}
    return {**made, **outcome(clause, words.cues)}
