"""Cycles that are counted without the word for one beside its number: `OEPA #2`, `post 4 ciclos PEB`, `chemo #3`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.chemo.cycles import Cycle
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import found_in, terms_in
from consilium.domain.phrases import fold

_MOST = 20
_HASH = re.compile(r"(?<![\w#])#\s?(\d{1,2})(?![\d/.%])")
_CHEMO = re.compile(r"\b(?:chemo(?:therapy)?|quimio(?:terapia)?|qt)\s?$", re.IGNORECASE)
# What may stand between a regimen and the number of its second course: `OEPA #1 d1 10/10; #2 d1 07/11`.
_BETWEEN = re.compile(r"\s?(?:#\d{1,2}[^#.]{0,40}[,;]\s)*")
_GIVEN = (
    r"(?:llevan?|llevaba|recibi[oó]|recibid[oa]s?|ha(?:n)? (?:recibido|completado)|complet[oó]|completad[oa]s?|"
    r"received|completed|has had|"
    r"s/p|status post|post|tras|after|following|luego de|despu[eé]s de|finished|termin[oó])"
)
_SO_MANY = re.compile(
    rf"(?<!\w){_GIVEN}\s(?:[\w/-]+\s){{0,2}}?(?P<number>\d{{1,2}}|"
    rf"[a-zñáéíóú]{{2,6}})\s(?:[\w-]+\s){{0,2}}?(?P<course>cycles|ciclos|courses|cursos)\b"
    r"(?!\s(?:of|de)\s(?:RT|radio))",
    re.IGNORECASE,
)
_STEMS = ("cycle", "ciclo", "course", "curso", "block", "bloque")
# So many of chemotherapy, of a regimen or of a drug: `nine cycles of chemotherapy`, `4 ciclos cisplatino`.
_COURSES = re.compile(
    r"(?<![\w./,-])(?P<number>\d{1,2}|[a-zñáéíóú]{2,6})\s(?P<course>(?:cycles|ciclos|courses|cursos|blocks|bloques))\b"
    r"(?P<of>\s(?:of|de|con)\b)?(?P<chemo>\s(?:[\w-]{3,16}\s){0,2}?(?:chemo\w*|quimio\w*|QT)\b)?",
    re.IGNORECASE,
)
# A phase with how many it had: `fin de inducción (5 ciclos)`.
_BRACKETED = re.compile(r"\b(?:induc\w+|consolida\w+|chemo\w*|quimio\w*)\s\($", re.IGNORECASE)
_NEXT_NAME = 24
# Regimens that are counted by their own name: `VDC/IE x 9`, `seis IVA`, `tras el segundo OEPA`, `and two of COPDAC`.
_TIMES = re.compile(r"\s?\(?[x×]\s?(\d{1,2})(?![\w.,/]?\d)", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:(?P<x>\d{1,2})\s?[x×]|(?<![\w.,/-])(?P<word>\d{1,2}(?:st|nd|rd|th|er|do|to|[ºª])?|[^\W\d_]{2,8})"
    r"(?P<of>\s(?:more\s|further\s|m[aá]s\s)?(?:of|de))?)\s$",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:\b(?:and|then|plus|y|luego|m[aá]s)|[,;+])\s(?:then\s|luego\s|after\s)?$", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"\b(?:cycles?|ciclos?|courses?|cursos?|blocks?|bloques?|days?|d[ií]as?|weeks?|semanas?|months?|mes(?:es)?|aged?|arm|"
    r"brazo|group|grupo|stage|bed|cama|protocolo?)\s$",
    re.IGNORECASE,
)
_REACH, _LEAST, _MOST_NAMED = 24, 3, 12


def counted_in(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    """Cycles with a number sign behind a regimen or a word for chemotherapy, and how many a child has had."""
    yield from _signed(clause, setting)
    yield from _of_regimens(clause, setting)
    if not any(stem in clause.folded for stem in _STEMS):
        return
    had = list(_had(clause, setting))
    yield from had
    yield from (one for one in _of_named(clause, setting) if all(one.start != other.start for other in had))


def _had(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    """How many a child has had: `recibió 4 ciclos`."""
    for hit in _SO_MANY.finditer(clause.text):
        number = _number(hit["number"], setting)
        if 0 < number <= _MOST:
            yield Cycle(number, hit.start("number"), hit.end("course"))


def _number(written: str, setting: Setting) -> int:
    return int(written) if written.isdigit() else setting.words.counts.get(fold(written), 0)


def _of_named(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    """Cycles that are counted before the name of what they are of."""
    for hit in _COURSES.finditer(clause.text):
        number = _number(hit["number"], setting)
        if not 0 < number <= _MOST:
            continue
        behind = clause.text[hit.end() : hit.end() + _NEXT_NAME]
        named = any(
            one.start <= 1 for index in (setting.words.regimens, setting.words.drugs) for one in terms_in(behind, index)
        )
        if hit["chemo"] or named or _BRACKETED.search(clause.text, 0, hit.start()):
            yield Cycle(number, hit.start("number"), hit.end("course"))


def _of_regimens(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    """So many of a regimen, or which of them, where no word for a cycle stands between."""
    for one in found_in(clause, setting.words.regimens):
        times = _TIMES.match(clause.text, one.end)
        if times is not None:
            yield Cycle(min(int(times[1]), _MOST), one.start, times.end())
            continue
        low = max(0, one.start - _REACH)
        hit = _COUNT.search(clause.text, low, one.start)
        number = _which(hit, setting) if hit is not None else 0
        if hit is None or not 0 < number <= _MOST_NAMED or len(one.term.short or one.term.name) < _LEAST:
            continue
        lone = hit["x"] or not hit["of"] or _AND.search(clause.text, low, hit.start())
        if lone and not _NO_COUNT.search(clause.text, low, hit.start()):
            yield Cycle(number, hit.start(), one.end)


def _which(hit: re.Match[str], setting: Setting) -> int:
    written = fold(hit["x"] or hit["word"]).rstrip("ºª")
    if written.isdigit():
        return int(written)
    return setting.words.counts.get(written, 0) or (0 if hit["of"] else setting.words.ordinals.get(written, 0))


def _signed(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    if "#" not in clause.text:
        return
    named = [one.end for one in found_in(clause, setting.words.regimens)]
    for hit in _HASH.finditer(clause.text):
        ahead = any(end <= hit.start() and _BETWEEN.fullmatch(clause.text, end, hit.start()) for end in named)
        if (ahead or _CHEMO.search(clause.text, 0, hit.start())) and 0 < int(hit[1]) <= _MOST:
            yield Cycle(int(hit[1]), hit.start(), hit.end())
