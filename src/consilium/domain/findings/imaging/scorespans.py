"""Scores that a reader left between two neighbours (`Deauville 3-4`, `Huvos II/III`) or told out of the highest
(`Deauville 2/5`): as written, and no number where it may be either."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OF_FIVE = "Deauville score"
_GLUE = (
    r"\s*(?:\(?(?:five|5)[- ]point\)?\s*)?(?:score|scale|escala|puntuaci[oó]n|puntaje|grado|grade|category|ps)?\s*"
    r"(?:of|de|is|was|=|:|es|between|entre)?\s*"
)
_ONE = r"\d|IV|I{1,3}|V"
_SPAN = re.compile(
    rf"{_GLUE}(?P<value>(?P<first>{_ONE})(?:\s?[-–/]\s?|\s(?:a|to|y|and)\s)(?P<second>{_ONE}))(?![\w/]|[.,]\d|\s?%)"
    # `Deauville 1-2 is negative`, `4-5 = positive` explain the scale.
    r"(?!\s?(?:=|:|is|are|es|son|means?|considered|se considera\w?)\s?(?:\w+\s)?(?:negativ|positiv|response|"
    r"respuesta))",
    re.IGNORECASE,
)
_WORDED = re.compile(r"\s(?:a|to|y|and)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|entre)\s*$", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


@dataclass(frozen=True, slots=True)
class ScoreSpan:
    """A score as written; its number where only one is meant; where it ends."""

    value: str
    number: float | None
    end: int


def span_at(text: str, start: int, name: str, most: int) -> ScoreSpan | None:
    """The score of two figures that begins at `start`; None where the figures are no neighbours of its scale."""
    found = _SPAN.match(text, start)
    if found is None:
        return None
    first, second = figure(found["first"]), figure(found["second"])
    written = re.sub(r"\s?([-–/])\s?", r"\1", found["value"])
    if name == _OF_FIVE and "/" in written and second == most and 1 <= first <= most:
        # `4/5` is four of five to one reader and four or five to another.
        return ScoreSpan(written, None if first == most - 1 else float(first), found.end())
    if second - first != 1 or first < 1 or second > most:
        return None
    worded = _WORDED.search(found["value"]) is not None
    if worded and _BETWEEN.search(text, start, found.start("value")) is None:
        return None
    return ScoreSpan(written, None, found.end())


def figure(written: str) -> int:
    """The number of a figure, Arabic or Roman up to five."""
    return int(written) if written.isdigit() else _ROMAN[written.upper()]
