"""Cycles that are counted without the word for one beside its number: `OEPA #2`, `post 4 ciclos PEB`, `chemo #3`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.chemo.cycles import Cycle
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.terms import found_in
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
_STEMS = ("cycles", "ciclos", "courses", "cursos")


def counted_in(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    """Cycles with a number sign behind a regimen or a word for chemotherapy, and how many a child has had."""
    yield from _signed(clause, setting)
    if any(stem in clause.folded for stem in _STEMS):
        for hit in _SO_MANY.finditer(clause.text):
            written = hit["number"]
            number = int(written) if written.isdigit() else setting.words.counts.get(fold(written), 0)
            if 0 < number <= _MOST:
                yield Cycle(number, hit.start("number"), hit.end("course"))


def _signed(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    if "#" not in clause.text:
        return
    named = [one.end for one in found_in(clause, setting.words.regimens)]
    for hit in _HASH.finditer(clause.text):
        ahead = any(end <= hit.start() and _BETWEEN.fullmatch(clause.text, end, hit.start()) for end in named)
        if (ahead or _CHEMO.search(clause.text, 0, hit.start())) and 0 < int(hit[1]) <= _MOST:
            yield Cycle(int(hit[1]), hit.start(), hit.end())
