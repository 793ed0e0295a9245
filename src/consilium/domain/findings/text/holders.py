"""Who holds a thing: the institution that a text names beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.phrases import fold

_WORD = re.compile(r"[^\s,;:()]+")
_FOR, _NAME = re.compile(r"\s(?:for|para|and|y|at)\s"), 40
# `Foundation Medicine for NGS`, `Impact Genetics for RB1`: what it was sent for, by its short name.
_FOR_TEST = re.compile(r"\s(?:for|para)\s[A-Z][A-Z0-9/-]*$")
# Behind these words stands who was sent a thing.
_SENT = re.compile(
    r"\b(?:sent|send|sending|shipped|mailed|forwarded|referred|submitted|went|env[ií]\w*|remiti\w*|mand\w*|deriv\w*)"
    r"(?:\s(?:out|off|away|on|over|by courier|the blocks?|the slides?|the samples?|el bloque|los bloques|la muestra|"
    r"las muestras|las laminillas))?\s(?:to|a|al|para)\s(?:the\s|la\s|el\s)?",
    re.IGNORECASE,
)
# Persons, departments of the house, tests and days behind `sent to` (folded).
_NO_HOUSE = re.compile(
    r"^(?:dr|dra|drs|doctor|doctora|prof|mr|mrs|ms|sr|sra|nurse)\b|\b(?:department|departamento|service|servicio|unit"
    r"|unidad|team|equipo|ward|sala|clinic|pathology|patologia|radiology"
    r"|radiologia|genetics department"
    r"|cytogenetics|citogenetica|"
    r"flow cytometry|citometria|molecular pathology|surgical pathology|tumou?r board|home|casa|icu|uci|picu|er|ed"
    r"|school|next generation|whole exome|whole genome|january|february|march|april|may|june|july|august"
    r"|september|october"
    r"|november|december|monday|tuesday|wednesday|thursday|friday)\b"
)


@dataclass(frozen=True)
class HolderWords:
    """Words that an institution's name has one of, small words that may stand inside it, and the names of laboratories
    that have none of those words."""

    holders: frozenset[str]
    particles: frozenset[str]
    laboratories: frozenset[str] = frozenset()


def holder_in(text: str, start: int, end: int, words: HolderWords) -> str:
    """The institution named in a stretch of a text: a run of capitalized words with one of `holders`, a laboratory that
    is known, or whatever has a name and stands behind `sent to`."""
    for run in _runs(text, max(start, 0), end, words):
        if any(fold(one.strip(".'’")) in words.holders or fold(one) in words.holders for one in run.split()):
            return _FOR_TEST.sub("", run)
    return sent_to(text, max(start, 0), end, words) or _laboratory(text, max(start, 0), end, words)


def sent_to(text: str, start: int, end: int, words: HolderWords) -> str:
    """Who was sent a thing: `sent to Impact Genetics for RB1 testing`; a person or a department here is none."""
    for sent in _SENT.finditer(text, start, end):
        run = next(_runs(text, sent.end(), end, words), "")
        named = text.startswith(run, sent.end()) and bool(run)
        alone = next((one[0] for one in _WORD.finditer(text, sent.end(), end)), "")
        said = (_FOR.split(run)[0] if named else alone).rstrip(".")
        several = " " in said and not _NO_HOUSE.search(fold(said))
        if several or fold(said) in words.laboratories:
            return said
    return ""


def in_laboratory(text: str, start: int, end: int, words: HolderWords) -> bool:
    """Whether a word is a part of the name of a laboratory that is known: the second of `Impact Genetics`."""
    runs = (_FOR.split(run)[0] for run in _runs(text, max(0, start - _NAME), min(len(text), end + _NAME), words))
    for run in runs:
        at = text.find(run, max(0, start - _NAME))
        if fold(run) in words.laboratories and at <= start and end <= at + len(run):
            return True
    return False


def _laboratory(text: str, start: int, end: int, words: HolderWords) -> str:
    """The longest name of a laboratory that is known, of two words and more: one word is many things."""
    runs = (run for run in _runs(text, start, end, words) if fold(run) in words.laboratories)
    return max(runs, key=len, default="")


def _runs(text: str, start: int, end: int, words: HolderWords) -> Iterator[str]:
    """Runs of capitalized words with particles inside, as written; a run of one word names nobody."""
    run: list[re.Match[str]] = []
    for found in _WORD.finditer(text, start, end):
        joined = bool(run) and text[run[-1].end() : found.start()] == " " and not run[-1][0].endswith(".")
        capital = found[0][0].isupper()
        if run and not (joined and (capital or fold(found[0]) in words.particles)):
            yield from _run(text, run)
            run = []
        if capital or run:
            run.append(found)
    yield from _run(text, run)


def _run(text: str, run: list[re.Match[str]]) -> Iterator[str]:
    while run and not run[-1][0][0].isupper():
        run.pop()
    if len(run) > 1:
        yield text[run[0].start() : run[-1].end()].rstrip(".")
