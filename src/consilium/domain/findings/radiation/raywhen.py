"""The days of a course of radiation: which of a clause's days are its first and its last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.paper import Clause, Paper

# A day that a treatment told after this one lasted until.
_LASTED = re.compile(r"[,;][^.]{0,80}\b(?:until|till|through|hasta)\b", re.IGNORECASE)
# The day after one of these is the last, not the first.
_ENDED = re.compile(
    r"\b(?:completed|finished|ended|concluded|complet[oóa]\w*|concluy[oó]|concluid[oa]|termin[oóa]\w*|finaliz[oóa]\w*)"
    r"(?:\s(?:on|in|el|en))?\s?$",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:last|final|to|until|through|hasta|al|fin|[uú]ltim[oa])\b[^.;]{0,24}$", re.IGNORECASE)
_ENDS = re.compile(
    r"\W{0,8}(?:end(?:ed)?|completed|finished|fin|t[eé]rmino|termina|finaliza)(?: of| de(?:l)?)?\s", re.IGNORECASE
)
_BEGUN = re.compile(
    r"\b(?:started|start|began|begun|commenced|from|inicio|inici[oó]|iniciad[oa]|desde)\b\W{0,3}(?:on |el )?$",
    re.IGNORECASE,
)
_BOTH = 2
# Fractions delivered of those planned, in a row that has whole days: `6/6`.
_COUNTED = re.compile(r"\d{1,2}\s?/\s?\d{1,2}")
# What parts the courses of a list, and how far (letters) behind its dose a day stands.
PARTS, BEHIND = re.compile(r";|•|\.\s"), 70


def when_given(clause: Clause, paper: Paper, start: int = 0, end: int = 0) -> Occasion | None:
    """The day or run of a course. Not the day that another treatment lasted until (`36 Gy, courses until 05/2025`)."""
    found = occasions(clause.text, paper)
    if clause.cells:
        counts = [one for one in found if _COUNTED.fullmatch(clause.text, one.start, one.end)]
        found = tuple(one for one in found if one not in counts) if len(found) > len(counts) else found
        run = len(found) == 2 and found[0].until is None and found[1].until is None
        return replace(found[0], until=found[1].when) if run else found[0] if found else _year_in(clause)
    led = _led_run(clause.text, found)
    if led is not None:
        return led
    own = _own_days(clause.text, found, start, end)
    return next((one for one in own if one.start < end or not _LASTED.search(clause.text, end, one.start)), None)


def _year_in(clause: Clause) -> Occasion | None:
    """The year that a cell of a row without days holds alone."""
    for start, text in clause.cells:
        if re.fullmatch(r"\s*(?:19|20)\d\d\s*", text):
            return Occasion(PartialDate(int(text)), start, start + len(text))
    return None


def _led_run(text: str, found: Sequence[Occasion]) -> Occasion | None:
    """A line that opens with its first day and names its last: `2024-01-15 lungs 15 Gy, last day 2024-01-26`."""
    if len(found) == _BOTH and _ENDED.search(text, 0, found[0].start) and _BEGUN.search(text, 0, found[1].start):
        return replace(found[1], until=found[0].when)  # `completed 08/09 (started 24/07)`
    if len(found) != _BOTH or text[: found[0].start].strip(" -•*") or found[0].until or found[1].until:
        return None
    ends = _ENDED.search(text, 0, found[1].start) or _LAST.search(text, 0, found[1].start)
    return replace(found[0], until=found[1].when) if ends else None


def _own_days(text: str, found: Sequence[Occasion], start: int, end: int) -> Sequence[Occasion]:
    """The days in a dose's own part of a list, the nearest behind it first; all where the part has none."""
    first = max((hit.end() for hit in PARTS.finditer(text, 0, start)), default=0)
    stop = PARTS.search(text, end)
    part = [one for one in found if first <= one.start < (stop.start() if stop else len(text))]
    if not part:
        return found if first == 0 else ()
    if len(found) < 2:
        return found
    behind = [one for one in part if one.start >= end and one.start - end <= BEHIND]
    before = [one for one in part if one.end <= start]
    return [*behind, *reversed(before), *part]


def first_and_last(text: str, when: Occasion | None) -> tuple[PartialDate | None, PartialDate | None]:
    """The first and the last day, as far as they are told."""
    if when is None:
        return None, None
    only_end = when.until is None and (
        _ENDED.search(text, 0, when.start) is not None or _ENDS.match(text, when.end) is not None
    )
    return (None, when.when) if only_end else (when.when, when.until)
