"""Several cycles told at once: each with its day of a list (`cycles 1-3 (07/10, 07/31, 08/21/2026)`, `ciclos 1 y 2
(28/09/2023 y 19/10/2023)`), and a range of how many, which is a plan (`two to three cycles`, `4-6 ciclos`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.chemo.protocols import numbered_cycles
from consilium.domain.findings.chemo.setting import Setting, said
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import cue_in, found_in, terms_in

_RUN = re.compile(
    r"(?<!\w)(?:cycles|ciclos|courses|cursos|blocks|bloques)\s(?:#\s?|n[º°]\s?)?(?P<first>\d{1,2})"
    r"(?:\s?(?:-|–|to|a|al|through)\s?(?P<last>\d{1,2})|(?P<more>(?:,\s?\d{1,2}){0,6}\s?(?:,|y|and|e|&)\s?\d{1,2}))"
    r"\s?(?:of\s\d{1,2}\s?)?[(:,]\s?(?:on\s|el\s|los\s)?(?=\d|[A-Za-z]{3,9}\s\d)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_BETWEEN = re.compile(r"\s?(?:[,;&]|,?\s(?:and|y|e)\s)\s?")
_RANGE = re.compile(
    r"(?<![\w./-])(?:\d{1,2}|one|two|three|four|five|six|un[oa]?|dos|tres|cuatro|cinco|seis)\s?(?:-|–|to|a|or|o|u)\s?"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|dos|tres|cuatro|cinco|seis|siete|ocho)\s(?:(?:more|further|"
    r"additional|mas|other)\s)?(?:cycles|ciclos|courses|cursos)\b"
)
_DONE = re.compile(
    r"\b(?:received|had|has had|completed|after|following|post|s/p|was given|were given|given|recibi\w*|"
    r"complet\w+|tras|"
    r"despues|luego de haber|lleva|llevaba|hizo|hicieron)\b"
)
_OPEN = frozenset({Kind.CYCLE, Kind.PROTOCOL, Kind.DRUG})
_MOST, _LONGEST = 12, 160


def cycles_told(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The cycles that a clause numbers or counts, and those of its runs."""
    yield from ranges_planned(numbered_cycles(clause, setting), clause, setting)
    yield from _cycle_runs(clause, setting)


def _cycle_runs(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """Each cycle of a run that has as many days as cycles, on its own day."""
    for hit in _RUN.finditer(clause.text):
        numbers = _numbers(hit)
        days = _days(clause, hit.end(), len(numbers), setting)
        if len(numbers) < 2 or len(days) != len(numbers):
            continue
        for number, when in zip(numbers, days, strict=True):
            yield Finding(
                Kind.CYCLE,
                _of(clause, hit.start(), setting),
                value=hit[0].strip(" (:,"),
                number=float(number),
                when=when.when,
                assertion=said(clause, hit.start(), hit.end("first"), setting, when),
                detail={"number": number},
                citations=(clause.cite(hit.start(), days[-1].end),),
                confidence=clause.confidence,
            )


def _numbers(hit: re.Match[str]) -> Sequence[int]:
    first = int(hit["first"])
    if hit["last"]:
        return range(first, int(hit["last"]) + 1)[:_MOST]
    return (first, *(int(one) for one in re.findall(r"\d{1,2}", hit["more"])))


def _days(clause: Clause, start: int, count: int, setting: Setting) -> Sequence[Occasion]:
    """The days of the list that begins at `start`; the year of its last one is that of those that write none."""
    text = clause.text[start : start + _LONGEST]
    found = [one for one in occasions(text, setting.paper) if one.until is None and one.when.day]
    full = _list_of(text, found)
    if len(full) == count:
        return [replace(one, start=one.start + start, end=one.end + start) for one in full]
    last = next((one for one in found if re.search(r"\d{4}|/\d\d$", text[one.start : one.end])), None)
    bare = [*_BARE.finditer(text, 0, last.start)] if last is not None else []
    made = [one for hit in bare if (one := _of_year(hit, last, setting)) is not None] if last is not None else []
    listed = _list_of(text, [*made, last]) if last is not None and len(made) == len(bare) else []
    return [replace(one, start=one.start + start, end=one.end + start) for one in listed]


def _of_year(hit: re.Match[str], last: Occasion, setting: Setting) -> Occasion | None:
    order = setting.paper.date_order
    if order not in ("dmy", "mdy"):
        return None
    day, month = (int(hit[1]), int(hit[2])) if order == "dmy" else (int(hit[2]), int(hit[1]))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Occasion(PartialDate(last.when.year, month, day), hit.start(), hit.end())


def _list_of(text: str, days: Sequence[Occasion]) -> Sequence[Occasion]:
    """The days from the first on that only commas and `and` part, each after the one before it."""
    if not days or text[: days[0].start].strip(" ("):
        return ()
    listed = [days[0]]
    for one in days[1:]:
        if not _BETWEEN.fullmatch(text, listed[-1].end, one.start) or not one.when > listed[-1].when:
            break
        listed.append(one)
    return listed


def _of(clause: Clause, start: int, setting: Setting) -> str:
    """The regimen nearest to the run, in the clause or its heading; "cycle" where none is named."""
    named = sorted(found_in(clause, setting.words.regimens), key=lambda one: abs(one.start - start))
    headed = terms_in(clause.heading, setting.words.regimens)
    return named[0].term.name if named else headed[0].term.name if headed else setting.regimen or "cycle"


def ranges_planned(found: Iterable[Finding], clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The findings of a clause; where it tells how many cycles there are by a range, and of none that was given, as
    planned."""
    told = list(found)
    text = clause.folded
    ranged = _RANGE.search(text) if told else None
    if ranged is not None:
        given = cue_in(clause.text, setting.words.cues["given"]) is not None or _DONE.search(text) is not None
        ranged = None if given else ranged
    for one in told:
        stated = ranged is not None and one.kind in _OPEN and one.assertion is Assertion.STATED
        yield replace(one, assertion=Assertion.PLANNED, when=None) if stated else one
