"""Days of what came after a treatment, which are not the treatment's: `relapse on 10 Sept after BMT`, `RM del 5 de
junio tras resección completa`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import fold

_TREATMENTS = frozenset(
    {Kind.TRANSPLANT, Kind.SURGERY, Kind.RADIATION, Kind.CYCLE, Kind.PROTOCOL, Kind.DRUG, Kind.MENTION}
)
# Behind a day: how long after, and what it was after, up to the end of that part.
_AFTER = re.compile(
    r"[\s,(]{1,3}(?:within\s(?:day\s)?\d{1,3}(?:\s(?:days?|weeks?))?\sof\s(?P<within>[^.;:,()\n]{2,40})|(?:(?:a\s)?(?:\d{1,3}|an?|one|two|three|four|five|six|eight|ten|twelve|un|una|dos|tres|cuatro|cinco|"
    r"seis|ocho|"
    r"diez|doce|some|about|unos|pocos|few)\s(?:hours?|days?|weeks?|months?|years?|horas?|d[ií]as?|semanas?|mes(?:es)?|"
    r"a[nñ]os?)\s)?(?:after|following|since|post|s/p|status post|tras|despu[eé]s del?|luego del?|posterior al?|"
    r"desde)[\s-](?P<thing>[^.;:,()\n]{2,80}))",
    re.IGNORECASE,
)
_MOST = 400


@dataclass(frozen=True, slots=True)
class _Told:
    clause: Clause
    when: PartialDate
    thing: str
    whole: str


def without_days_after(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, treatments without the day of what came after them."""
    told = _told(paper)
    for one in found:
        yield _undated(one) if told and one.when is not None and _is_after(one, told) else one


def _told(paper: Paper) -> list[_Told]:
    made = []
    for clause in paper.clauses:
        for day in occasions(clause.text, paper):
            behind = _AFTER.match(clause.text, day.end)
            if behind is not None:
                whole = fold(clause.text[day.start : behind.end()])
                made.append(_Told(clause, day.when, fold(behind["thing"] or behind["within"]), whole))
    return made[:_MOST]


def _is_after(one: Finding, told: Iterable[_Told]) -> bool:
    if (
        one.kind not in _TREATMENTS
        or not one.quote
        or (one.kind is Kind.MENTION and one.detail.get("what") != "operation")
    ):
        return False
    value, quote = fold(one.value), fold(one.quote)
    return any(
        one.when == each.when
        and one.quote in each.clause.text
        and ((value and value in (each.whole if one.kind is Kind.MENTION else each.thing)) or quote in each.thing)
        and not _is_told_elsewhere(value or quote, each)
        for each in told
    )


def _is_told_elsewhere(word: str, each: _Told) -> bool:
    """Whether the clause names it outside of what the day came after, where the day may be its own."""
    return each.clause.folded.count(word) > each.whole.count(word)


def _undated(one: Finding) -> Finding:
    detail = {key: value for key, value in one.detail.items() if key not in ("day0", "when_written")}
    return replace(one, when=None, until=None, detail=detail)
