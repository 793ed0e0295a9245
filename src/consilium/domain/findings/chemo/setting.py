"""What surrounds a drug: the paper, its way to write decimals, and the row or heading with its cycle and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.causes import is_cause
from consilium.domain.findings.assertions.grantsawaited import more_agreed
from consilium.domain.findings.assertions.onelinersinplans import opens_with_child
from consilium.domain.findings.assertions.ownstatements import in_its_place
from consilium.domain.findings.assertions.refusals import asked_for, not_yet, refused, weighed
from consilium.domain.findings.assertions.thingframes import said_in_frame
from consilium.domain.findings.assertions.told import is_denied
from consilium.domain.findings.assertions.treatmentsahead import ahead_of, is_option, is_under_options
from consilium.domain.findings.assertions.treatmentverbs import is_of_effect, status_beside
from consilium.domain.findings.assertions.verbsofdoing import done_here
from consilium.domain.findings.chemo.afterwards import came_late, given_before, is_ended, is_reason
from consilium.domain.findings.chemo.notreceived import denied_behind
from consilium.domain.findings.chemo.words import Words
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.medicines.hangingdoses import hangs_on
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.terms import cue_in

# How far behind a drug (letters) the word that makes its dose a plan may stand: `2,000 mg/m² acumulada prevista`.
_AFTER = 48
# What goes on was begun: `he will continue vinblastine`; what is an alternative was not.
_CONTINUES = re.compile(
    r"\b(?:continu(?:e|es|ed|ing|ar|ar[aá]|a)|sigue|seguir[aá]?)\s(?:(?:con|with|on)\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:unchanged|sin cambios|to date|so far|hasta (?:la fecha|ahora)|acumulad[oa]s?)\b", re.IGNORECASE
)
# Denied or put under a condition right behind the name: `El bevacizumab no lo conseguimos`, `sirolimus if it fails`.
_NO_LATER = re.compile(
    r"(?:\s[\w-]+){0,1}?\s(?:no\s(?:lo|la|le|se|fue|ha|corresponde|toca)|"
    r"(?:is |was )?not (?:due|this week|this cycle))\b",
    re.IGNORECASE,
)
_IF_BEHIND = re.compile(
    r"\s?[:,(]?\s?(?:only )?(?:(?i:if|unless|a valorar|valorar|s[oó]lo si|si(?=\s[a-z]))|"
    r"(?i:seg[uú]n)(?=\s[a-zá-ú])(?!\s(?:protocolo|esquema|peso|superficie|planilla|pedido|informe|"
    r"nota|indicaci[oó]n(?:es)?|[oó]rden(?:es)?|prescripci[oó]n|receta|hoja|cronograma|calendario|norma|gu[ií]a)))\b(?!\s(?:bien|no\s))"
)
# A question asks of what it opens with, else of its last part only: `A 5 mg, B 10 mg/kg?`.
_ASKS = re.compile(
    r"[\s\d.)•*-]*(?:¿|(?:questions?|preguntas?|consulta|query)\s?:|(?:is|are|was|can|could|should|shall|do|does|did|"
    r"would|will|may|might|how|what|when|why|"
    r"which|who|"
    r"has|have|es|hay|puede|pueden|debe|por qu[eé]|cu[aá]nd\w+|c[oó]mo|qu[eé])\b)",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\b(?:alternatives?|alternativas?|instead|in place|en lugar)\b[^.;]{0,20}$", re.IGNORECASE)
# How an item of a plan begins.
_BEGINS = re.compile(
    r"[\s•*–-]*(?:\d{1,2}[.)]\s?)?(?:(?:re)?(?:inicio|iniciar|inicia|comienzo|comenzar|start|begin|commence)|"
    r"continuar con|programar|"
    r"pr[oó]xim[oa]|next)\b(?!\s(?:el|on)\s\d)",
    re.IGNORECASE,
)
# `no reaction to vincristine, dexamethasone or cytarabine`: they were given.
_TOLERATED = re.compile(
    r"\b(?:no (?:\w+ )?(?:reactions?|problems?|issues) (?:to|with)|(?:sin|no tuvo|"
    r"no present[oó]) (?:\w+ )?(?:reacci[oó]n|"
    r"reacciones|problemas?) (?:a|al|con))\s[^.;:]{0,80}$",
    re.IGNORECASE,
)
# `given as planned`, `según lo previsto`: it was.
_AS = re.compile(r"\b(?:as|seg[uú]n lo|tal como estaba|como estaba)\s$", re.IGNORECASE)
_BEFORE, _TOLERANCE, _DOSE_AHEAD = 60, 120, 140
_NEVER = frozenset({Section.GENERAL, Section.QUESTIONS})


@dataclass(frozen=True)
class Setting:
    """`cycle` and `occasion` are what a row or a heading says of everything under it; `summed` that it is a sum;
    `regimen` and `phase` what the title of a sheet says of its cycles, `placed` that its number is had by its place;
    `grid` that the table has a column for each day of its course.
    """

    paper: Paper
    words: Words
    assertion: AssertionWords
    mark: str
    cycle: str = ""
    occasion: Occasion | None = None
    summed: bool = False
    table: bool = False
    sheet: bool = False
    placed: bool = False
    regimen: str = ""
    phase: str = ""
    grid: bool = False


def is_later(when: Occasion, setting: Setting) -> bool:
    """Whether a day is after the paper's own."""
    return setting.paper.date is not None and when.when > setting.paper.date


def said(clause: Clause, start: int, end: int, setting: Setting, when: Occasion | None) -> Assertion:
    """How a treatment is said; one that something came after, or was caused by, was given."""
    how = _said_of_given(clause, start, end, setting, when)
    return done_here(clause, start, end, said_in_frame(clause, start, end, how, setting.assertion.treatments))


def _said_of_given(clause: Clause, start: int, end: int, setting: Setting, when: Occasion | None) -> Assertion:
    how = _said(clause, start, end, setting, when)
    if how is Assertion.STATED and when is None and more_agreed(clause.folded, start, end):
        return Assertion.PLANNED
    if how in (Assertion.NEGATED, Assertion.PLANNED, Assertion.UNCERTAIN) and (
        given_before(clause, start)
        or is_ended(clause, start)
        or is_reason(clause, start)
        or is_cause(clause.folded, start)
    ):
        return Assertion.STATED
    return how


def _said(clause: Clause, start: int, end: int, setting: Setting, when: Occasion | None) -> Assertion:
    """The rules of every clause, and a day after the paper's own is a plan."""
    # What a heading of plans makes of it is asked last: words of the clause may say that it was begun.
    if clause.section not in (Section.PLAN, *_NEVER) and came_late(clause, end):
        return Assertion.STATED
    bare = replace(clause, section=Section.NONE, heading="") if clause.section is Section.PLAN else clause
    said = assertion_of(bare, start, end, setting.assertion)
    if said is Assertion.PENDING:  # a treatment that is awaited is planned
        said = Assertion.PLANNED
    if said is Assertion.NEGATED and tolerated(clause, start):
        return Assertion.STATED
    if said is Assertion.PLANNED and refused(clause, start, end):
        return Assertion.NEGATED
    if said is Assertion.PLANNED and _CONTINUES.search(clause.text, max(0, start - _BEFORE), start):
        return Assertion.STATED
    if said is not Assertion.STATED:
        return said
    prepared = ahead_of(clause, start) if when is None else None
    return _not_given(clause, start, end, setting) or prepared or _ahead(clause, start, end, setting, when)


def tolerated(clause: Clause, start: int) -> bool:
    """Whether the words before a drug say that it did no harm, so that it was given."""
    if is_of_effect(clause.folded, start):
        return True
    return _TOLERATED.search(clause.text, max(0, start - _TOLERANCE), start) is not None


def _not_given(clause: Clause, start: int, end: int, setting: Setting) -> Assertion | None:
    """What the words beside a treatment say of one that was not given; None where they say nothing."""
    opened = "(" in clause.text[end : end + 2]  # `cyclophosphamide (actinomycin omitted)`
    refusal = not opened and (refused(clause, start, end) or _NO_LATER.match(clause.text, end) is not None)
    refusal = refusal or denied_behind(clause.text, end)
    if refusal or is_denied(clause, start, setting.words.cues["denied"]):
        return Assertion.NEGATED
    low, high = clause.cell_of(start)
    told = status_beside(clause.folded[:high], start, end, low) if not opened else None
    begin = max(clause.text.rfind("; ", 0, start), clause.text.rfind(". ", 0, start)) + 1
    if told is not None and (told is Assertion.NEGATED or not _GOES_ON.search(clause.text, begin)):
        return told
    other = _ALTERNATIVE.search(clause.text, max(0, start - _BEFORE), start)
    if weighed(clause, start, end) or (other and not in_its_place(clause.text, start)):
        return Assertion.CONDITIONAL
    told_here = clause.section is Section.QUESTIONS and "?" not in clause.text
    if (
        (clause.section in _NEVER and not told_here)
        or is_under_options(clause)
        or is_option(clause, start)
        or _is_asked(clause, end)
        or _IF_BEHIND.match(clause.text, end)
        or _hangs(clause, end, setting)
    ):
        return Assertion.CONDITIONAL
    return Assertion.PLANNED if asked_for(clause, setting.paper, start) or not_yet(clause, end) else None


def _hangs(clause: Clause, end: int, setting: Setting) -> bool:
    """Whether a dose is to be given if something comes: `reducir 6-MP a 37,5 mg/m2 si neutrófilos <1.000`."""
    given = cue_in(clause.text, setting.words.cues["given"])
    return given is None and not clause.cells and hangs_on(clause.text[end : end + _DOSE_AHEAD])


def _is_asked(clause: Clause, end: int) -> bool:
    if not clause.text.rstrip().endswith("?"):
        return False
    return _ASKS.match(clause.text) is not None or re.search(r"[,;)]\s", clause.text[end:]) is None


def _ahead(clause: Clause, start: int, end: int, setting: Setting, when: Occasion | None) -> Assertion:
    """Planned where the day is after the paper's own, or words or the heading say that it is to come."""
    later = when is not None and setting.paper.horizon is not None and _after(when, setting.paper)
    planned = clause.section is Section.PLAN and not opens_with_child(clause.text)
    ahead = planned or cue_in(clause.text, setting.words.cues["planned"], 0, start) is not None
    after = cue_in(clause.text, setting.words.cues["planned_after"], end, min(len(clause.text), end + _AFTER))
    if (
        after is not None
        and _AS.search(clause.text, end, after[0]) is None
        and ";" not in clause.text[end : after[0]]
        and cue_in(clause.text, setting.words.cues["given"], 0, start) is None
    ):
        return Assertion.PLANNED
    if clause.section is Section.PLAN and when is None and _BEGINS.match(clause.text):
        return Assertion.PLANNED
    plan = ahead and cue_in(clause.text, setting.words.cues["given"]) is None and not _GOES_ON.search(clause.text)
    return Assertion.PLANNED if later or plan else Assertion.STATED


def _after(when: Occasion, paper: Paper) -> bool:
    own = paper.horizon
    if own is None:
        return False
    length = 3 if own.day and when.when.day else 2 if own.month and when.when.month else 1
    day = (when.when.year, when.when.month, when.when.day)
    return day[:length] > (own.year, own.month, own.day)[:length]
