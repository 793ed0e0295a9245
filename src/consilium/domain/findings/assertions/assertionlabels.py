"""What the label of a line, or the line that opens a list, says of its items."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionforms import intro_of
from consilium.domain.findings.assertions.assertionwords import AssertionWords, Role
from consilium.domain.findings.assertions.pastinplans import told_as_past
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import words_of

_LABEL = re.compile(r"\s*(?:[-–—•*]\s)?([^\W\d][^:;.,?\n]{2,60}):\s")
# `NOT DETECTED (pertinent negatives): BRAF, IDH1`: an aside is no part of a label.
_ASIDES, _LABELLED = re.compile(r"\([^()]{0,40}\)(?=\s?:)"), 120
# What a heading says of its items; the rest (`previous`, `prophylaxis`) is of the heading's own words.
_NUMBER = re.compile(r"^[Nn][°º]")  # `Protocolo N°: 12`
_OF_ITEMS = frozenset(
    {Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.PENDING, Assertion.CONDITIONAL, Assertion.PLANNED}
)
# What was not given, whose reason stands behind the colon: `Sem 4 no se aplicó: neutrófilos 380 y fiebre`; a list of
# what was not given is headed by a word for such things.
_NOT_GIVEN = re.compile(
    r"[^\W\d].*\s(?:no (?:se )?(?:le )?(?:aplic|administr|realiz|dio|puso|inici|recibi|complet|toler)\w*"
    r"|(?:was |were )?(?:not|never) (?:given|administered|done|performed|started|received|tolerated)|omitted|withheld"
    r"|omitid[oa]|suspendid[oa]|se omiti[oó]|se suspendi[oó])\s*$",
    re.IGNORECASE,
)
_OF_SUCH = re.compile(
    r"\W*(?:(?:other|prior|previous|otr[oa]s)\s)?(?:medic\w+|drugs?|doses?|dosis|f[aá]rmacos?|tests?|stud(?:y|ies)"
    r"|estudios?"
    r"|treatments?|tratamientos?|procedures?|procedimientos?|vaccin\w+|vacunas?|agents?|things|items)\b",
    re.IGNORECASE,
)
_INTROS = (Section.NONE, Section.DIAGNOSIS, Section.HISTORY, Section.PAST_HISTORY, Section.EXAMINATION, Section.PLAN,
           Section.LABORATORY, Section.MOLECULAR, Section.CONCLUSION)  # fmt: skip


def by_intro(clause: Clause, place: int, words: AssertionWords) -> set[Assertion]:
    """What the label of a line, or the line that opens a list, says of its items: `She denies:`, `NOT TO BE TAKEN:`."""
    label = _LABEL.match(_ASIDES.sub(lambda one: " " * len(one[0]), clause.text[:_LABELLED]))
    if label is not None and label.end() <= place:
        if _NOT_GIVEN.match(label[1]) and _OF_SUCH.match(label[1]) is None:
            return set()
        return _of_label(label[1], clause, words) - {Assertion.PLANNED}
    if not clause.heading or clause.section not in _INTROS or clause.text.startswith(clause.heading):
        return set()
    said = _of_label(clause.heading, clause, words)
    # A plan's heading says nothing of what its sentence tells of the past.
    return said - {Assertion.PLANNED} if said and told_as_past(clause.text, place) else said


def _of_label(label: str, clause: Clause, words: AssertionWords) -> set[Assertion]:
    row = words_of(label)
    hits = [one for one in words.cues.find(row) if _NUMBER.search(label[row[one.first].start :][:3]) is None]
    kinds = {cue.kind for hit in hits[-1:] for cue in hit.value if cue.role == Role.BEFORE and hit.after == len(row)}
    kinds |= {
        cue.kind
        for hit in hits[-1:]
        for cue in hit.value
        if cue.role == Role.AFTER and hit.after == len(row) and cue.kind in (Assertion.NEGATED, Assertion.PENDING)
    }
    found = (kinds & _OF_ITEMS) | intro_of(label)
    done = Assertion.PLANNED in found and any(words.done.find(clause.words[:60]))
    return found - {Assertion.PLANNED} if done else found
