"""Cycles, courses and blocks by their number: `Cycle 2 of 6, day 1: 12 March 2025`, `segundo ciclo`, `C2D8`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.chemo.words import Words
from consilium.domain.phrases import Word, words_of

_SHORT = re.compile(r"(?<!\w)C(\d{1,2})\s?D\+?(\d{1,2})(?!\w)")
# The first word of an entry with its day: `C1  5/3/23  CPM 400 mg/m2`, `C2 (25 May): same drugs`; no vertebra.
_OPENING = re.compile(
    r"\s*[-•*]?\s*C\s?#?(\d{1,2})[:.,]?\s{0,3}[(|–—-]?\s{0,2}(?:(?:inicio|start(?:ed)?|from|del?|given)\s)?"
    r"(?=\d{1,2}[/.-]\d{1,2}|\d{4}-\d\d|\d{1,2}[\s-][A-Za-z]{3}|[A-Z][a-z]{2,8}\.?\s\d{1,2}\b)"
)
# `1.er ciclo`, `2.º ciclo`, `3ª serie`, `5º bloque`: a figure with the ending of its ordinal.
_ORDINAL = re.compile(
    r"(?<![\w.,/])(\d{1,2})\s?\.?\s?(?:er|ro|do|to|mo|vo|no|[ºª°]|st|nd|rd|th)\.?\s"
    r"(?:ciclos?|cursos?|bloques?|cycles?|courses?|blocks?)(?!\w)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s*(?:of|de|/|out of)\s*(\d{1,2})(?![\d/])", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s#°ºNnoO.:]{0,6}")
# `ciclo A1`, `block HR3`, `course N5`.
_LETTERED = re.compile(r"(?:[abcmnr]|aa|bb|cc|hr|as)-?(\d{1,2})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_MOST = 40


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle named by its number; `beside` where it only tells when something else was (`after cycle 2`)."""

    number: int
    start: int
    end: int
    of: int = 0
    beside: bool = False


# A block of paraffin, and no cycle: `Tumor: AP-24-310, block 1`, `slide and block 2`.
_OF_TISSUE = re.compile(
    r"\b(?:[A-Z]{1,4}-?\d{2}[-/]\d{2,7},?|paraffin|parafina|FFPE|tissue|tejido|slides?|l[aá]minas?|tumou?r:"
    r"|number of|n[uú]mero de|n\.?º de)\s"
    r"(?:(?:and|y|e|,|in)\s){0,1}(?:the\s|del?\s)?(?:blocks?|bloques?)$",
    re.IGNORECASE,
)
# `HOSPITAL COURSE: 1. ...`: what happened, and no cycle.
_OF_STAY = re.compile(
    r"\b(?:hospital|department|clinical|room|unit|ed|er|icu|postoperative|hospitalization) course$", re.IGNORECASE
)


def cycles_in(text: str, words: Words) -> tuple[Cycle, ...]:
    """The cycles that a text numbers, from left to right."""
    parts = words_of(text)
    index = words.cues["cycle"]
    firsts = index.by_first if index.begins_in(parts) else {}
    places = [(at, part) for at, part in enumerate(parts) if part.text in firsts] if firsts else []
    found = [one for at, part in places for one in _at(text, parts, at, part, words)]
    found += [Cycle(int(hit[1]), hit.start(), hit.end()) for hit in (_SHORT.finditer(text) if "C" in text else ())]
    opening = _OPENING.match(text)
    found += [Cycle(int(opening[1]), opening.start(1) - 1, opening.end(1))] if opening else []
    found += [one for one in _by_ordinals(text, words) if all(one.start != other.start for other in found)]
    return tuple(one for one in sorted(found, key=lambda one: one.start) if 0 < one.number <= _MOST)


def _by_ordinals(text: str, words: Words) -> Iterator[Cycle]:
    """Cycles that a figure with the ending of its ordinal numbers."""
    for hit in _ORDINAL.finditer(text):
        before = words_of(text[max(0, hit.start() - 40) : hit.start()])[-4:]
        beside = any(one.after == len(before) for one in words.cues["beside"].find(before))
        yield Cycle(int(hit[1]), hit.start(), hit.end(), beside=beside)


# `1er ciclo 22/1`, `third cycle 14 March`: what stands behind a cycle that its ordinal numbers is a day.
_BY_ORDINAL = re.compile(
    r"(?:\d\s?\.?\s?(?:er|ro|do|to|mo|vo|no|[ºª°]|st|nd|rd|th)\.?|primer|segundo|tercer|cuarto|quinto|sexto"
    r"|s[eé]ptimo|octavo|"
    r"first|second|third|fourth|fifth|sixth|[uú]ltimo|last|pr[oó]ximo|next)\s$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|dos|tres|cuatro|cinco|seis|siete|ocho)\s$", re.IGNORECASE
)
_DAY_OF_MONTH = re.compile(r"/\d{1,2}(?!\d)")


def _at(text: str, parts: Sequence[Word], at: int, part: Word, words: Words) -> Iterator[Cycle]:
    if _OF_STAY.search(text, 0, part.end) and text[part.end : part.end + 1] == ":":
        return
    if _OF_TISSUE.search(text, 0, part.end):
        return
    following = parts[at + 1] if at + 1 < len(parts) else None
    if following is not None and _BETWEEN.fullmatch(text, part.end, following.start):
        number = _number(following.text)
        if following.text in ("no", "number", "numero", "n") and at + 2 < len(parts):
            following, number = parts[at + 2], _number(parts[at + 2].text)
        ahead = _BY_ORDINAL.search(text, max(0, part.start - 16), part.start)
        ahead = ahead or _COUNTED.search(text, max(0, part.start - 16), part.start)  # `8 ciclos 20/01 - 02/04/24`
        dated = _DAY_OF_MONTH.match(text, following.end) and ahead
        if number and not dated and not _is_a_length(text, following.end):
            yield _cycle(text, parts, at, part.start, following.end, number, words)
            return
    before = parts[at - 1] if at else None
    if before is not None and before.text in words.ordinals:
        yield _cycle(text, parts, at - 1, before.start, part.end, words.ordinals[before.text], words)


def _is_a_length(text: str, end: int) -> bool:
    """`cycle 21 days`, `Course: 12/30/2025`, `próximo ciclo 12 de agosto`: a number of something else."""
    return (
        re.match(
            r"\s?(?:days?|d[ií]as?|mg|weeks?|semanas?|%|[.,]\d|/\d{1,2}/|-\d|/\d{4}"
            r"|\sde (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
            r"|diciembre)\b)",
            text[end : end + 16],
            re.IGNORECASE,
        )
        is not None
    )


def number_of(written: str) -> int:
    """The number that figures or Roman letters write; 0 for none."""
    return _number(written.lower())


def _number(text: str) -> int:
    lettered = _LETTERED.fullmatch(text)
    if lettered is not None:
        return int(lettered[1])
    return int(text) if text.isdigit() and len(text) <= 2 else _ROMAN.get(text, 0)


def _cycle(text: str, parts: Sequence[Word], at: int, start: int, end: int, number: int, words: Words) -> Cycle:  # noqa: PLR0913 (a place in a text)
    of = _OF.match(text, end)
    before = parts[max(0, at - 4) : at]
    hits = list(words.cues["beside"].find(before))
    beside = bool(hits) and not any(mark in text[before[hits[-1].after - 1].end : start] for mark in ".,;:(")
    return Cycle(number, start, of.end() if of else end, int(of[1]) if of else 0, beside)
