"""The point of time that a value of residual disease is of: named straight behind it (`0.03 % (day 33)`, `0,1 % al día
15`), else nearest before it, else behind it in its own part of the sentence."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, broken, spans_in
from consilium.domain.phrases import PhraseIndex

DAY = re.compile(
    r"\b(?:(?:day|d[ií]a|d|week|wk|semana|sem|month|mes)\s?[+#]?\s?\d{1,3}|[+]\s?\d{1,3}\s?(?:d[ií]as|days)"
    r"|tp\s?\d|cycle\s\d|ciclo\s\d)\b",
    re.IGNORECASE,
)
_LED = re.compile(r"\s?(?:\((?:(?:at|on|al?|el|en)\s)?|(?:at|on|al|el|en|en el)\s)$", re.IGNORECASE)
_LED_LETTERS = 10
# `Dx: relapsed B-ALL, MRD negative`: the label of a diagnosis opens the line, and is no point of time.
_LABEL = re.compile(r"\s?:")


def point_of(clause: Clause, timepoints: PhraseIndex[str], start: int, end: int) -> str:
    """The point of time of a value at `text[start:end]`, as written; "" where none is told."""
    spans = _points(clause, timepoints)
    chosen = [one for one in spans if is_right_behind(clause.text, end, one.start)][:1]
    chosen = chosen or [one for one in spans if one.end <= start][-1:]
    chosen = chosen or [one for one in spans if not broken(clause.text, *sorted((start, one.start)))][:1]
    return clause.text[chosen[0].start : chosen[0].end].lower() if chosen else ""


def has_own(clause: Clause, timepoints: PhraseIndex[str], end: int) -> bool:
    """Whether a point of time stands straight behind what ends at `end`."""
    return any(is_right_behind(clause.text, end, one.start) for one in _points(clause, timepoints))


def is_right_behind(text: str, end: int, start: int) -> bool:
    """Whether what starts at `start` stands in a bracket or behind `on`, `al` straight behind `end`."""
    return 0 < start - end <= _LED_LETTERS and _LED.fullmatch(text, end, start) is not None


def _points(clause: Clause, timepoints: PhraseIndex[str]) -> list[Span[str]]:
    named = [one for one in spans_in(clause, timepoints) if _LABEL.match(clause.text, one.end) is None or one.start > 3]
    days = [Span("day", found.start(), found.end()) for found in DAY.finditer(clause.text)]
    return sorted([*named, *days], key=lambda span: span.start)
