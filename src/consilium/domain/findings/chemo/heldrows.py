"""Rows of tables that say of a dose that it was not given: `HELD`, `not given *`, `----- | SUSPENDIDO`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.findings.chemo.columns import Column
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.text.terms import cue_in
from consilium.domain.phrases import PhraseIndex

NOTHING = re.compile(r"[\s\-–—_.xX0/]*|n/?a|none|ninguno|no", re.IGNORECASE)
# A cell that says that nothing was given: `HELD`, `not given *`, `OMITIDO por ANC`.
HELD = re.compile(
    r"\W{0,3}(?:held|hold|withheld|omitted|omit|skipped|missed|cancel\w+|not (?:given|started|done|received)|no dose|"
    r"omitid[oa]|suspendid[oa]|suspende|no (?:iniciad[oa]|administrad[oa]|aplicad[oa]|dad[oa]|recibid[oa]|"
    r"se (?:aplic|d|administr)\w+)|se omit(?:e|i[oó])|se suspende|"
    r"diferid[oa]|deferred|postponed|pospuest[oa]|refused|declined|rechazad[oa]|no correspond\w+)\b",
    re.IGNORECASE,
)
# Such a word alone in a cell whose head was not read.
_HELD_ALONE = re.compile(
    r"\W{0,3}(?:held|withheld|omitted|not given|omitid[oa]|suspendid[oa]|no (?:administrad|aplicad)[oa])\W{0,3}",
    re.IGNORECASE,
)
# What is to be done some day: `Hold next dose if ANC < 500`.
_LATER = re.compile(r"\W{0,3}\w+\s(?:if|for|next|when|until|si|cuando|hasta|la pr[oó]xima)\b", re.IGNORECASE)
# Some days of a course that had more: `held days 38-42, ANC 210`.
_SOME = re.compile(r"\W{0,3}\w+\s(?:on\s|los\s)?(?:days?|d[ií]as?)\s\d{1,2}\s?(?:[-–,]|to|a|y|and)\s?\d", re.IGNORECASE)
_TELLS = frozenset({"given", "dose", "note", "total", "state", ""})
# Words that can be of nothing but the row's dose, wherever they stand: `not given - fever 38.9`.
_NOT_GIVEN = re.compile(
    r"\W{0,3}(?:(?:was |were )?not (?:given|administered|infused)|no (?:se )?(?:le )?(?:administr|aplic|infund)\w{1,6}"
    r"|no (?:se (?:le )?dio|fue (?:administrad|aplicad)[oa]))\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:daily|weekly|monthly|every|once|twice|bid|tid|od|bd|tds|cada|al d[ií]a|diari[oa]|semanal|mensual)\b"
    r"|\bc/|/(?:d|day|d[ií]a)\b",
    re.IGNORECASE,
)
_OF_DOSES = _TELLS - {"note", ""}


def is_held(columns: Sequence[Column]) -> bool:
    """Whether the cells of a row, but those of cycles, say that the dose was not given: by a word in the cell for it or
    for its state, or by a cell with nothing and a word behind it."""
    cells = [(one.role, one.text.strip()) for one in columns if not one.cycle]
    told = [(role, text) for role, text in cells if role in _TELLS and not (role == "state" and _goes_on(cells))]
    if any(_is_said(text) for role, text in told if role in _OF_DOSES):
        return True
    if any(_NOT_GIVEN.match(text) and not _LATER.match(text) and not _SOME.match(text) for _, text in told):
        return True
    unread = [text for role, text in told if role == "" and text]
    if unread and all(_HELD_ALONE.fullmatch(text) for text in unread):
        return True
    nothing = [text for role, text in told if role in ("given", "dose") and text]
    empty = bool(nothing) and NOTHING.fullmatch(nothing[-1]) is not None
    return empty and any(HELD.match(text) for _, text in told)


def _goes_on(cells: Sequence[tuple[str, str]]) -> bool:
    """Whether a row is of a drug that is taken over days, whose state tells what became of it and not of one dose."""
    return any((role == "until" and text) or _EVERY.search(text) for role, text in cells)


# A dose that was put off, and for how long or why: `DELAYED 1 week - platelets 60`, `se difiere por neutropenia`.
_PUT_OFF = re.compile(
    r"\W{0,3}(?:(?:was )?delayed|put off|rescheduled|(?:se )?(?:difiere|pospone|retras[ao])|retrasad[oa]"
    r"|reprogramad[oa]"
    r"|atrasad[oa])\b",
    re.IGNORECASE,
)


def is_put_off(columns: Sequence[Column]) -> bool:
    """Whether a row that tells no dose says that it was put off."""
    return any(_PUT_OFF.match(one.text) for one in columns if one.role in _TELLS and not one.cycle)


def put_off(made: Finding) -> Finding:
    """The dose as one that is still to come."""
    return replace(made, assertion=Assertion.PLANNED, detail={**made.detail, "state": "delayed"})


def none_told(columns: Sequence[Column]) -> bool:
    """Whether the cells of a row that stand under drugs tell no dose: a day of a cycle on which none was given."""
    under = [one.text for one in columns if one.drug is not None]
    return bool(under) and not any(any(map(str.isdigit, text)) for text in under)


def none_given(doses: Sequence[str], cancelled: PhraseIndex[str]) -> bool:
    """Whether every cell of a row that stands under a drug says that it was left out, so that the cycle was."""
    told = [text for text in doses if not NOTHING.fullmatch(text.strip())]
    left = [text for text in told if cue_in(text, cancelled) is not None and not any(map(str.isdigit, text))]
    return bool(left) and len(left) == len(told)


def _is_said(text: str) -> bool:
    return HELD.match(text) is not None and _LATER.match(text) is None and _SOME.match(text) is None


def left_out(made: Finding) -> Finding:
    """The dose as one that was not given."""
    return replace(made, assertion=Assertion.NEGATED, detail={**made.detail, "state": "omitted"})
