"""A score of before and the one of now in one sentence: `KPS 70 at relapse, 90 today`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_SCORES = ("Lansky", "Karnofsky", "ECOG")
_THEN = re.compile(
    r"\s?%?\s(?:at|al|en el|en la|on|before|antes de)\s(?:the\s)?(?:first\s)?(?:relapse|diagnosis|presentation"
    r"|onset|baseline"
    r"|recaida|diagnostico|debut|inicio|treatment|tratamiento)\b"
)
_NOW = re.compile(r"[,;]?\s(?:(?:and|y|then|but)\s)?(?P<led>now|hoy|ahora|currently"
    r"|actualmente)?\s?(?P<value>\d{1,3})\s?%?"
                  r"(?P<behind>\s(?:today|now|currently|hoy|ahora|actualmente))?(?![\w/])")  # fmt: skip


def scores_then(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings; a score told of an earlier time as such, with the one of now behind it."""
    for one in told:
        clause = paper.clauses[one.clause] if one.clause >= 0 else _clause_of(one, paper)
        if one.kind is not Kind.GROWTH or not one.name.startswith(_SCORES) or clause is None:
            yield one
            continue
        at = clause.text.find(one.quote) + len(one.quote)
        then = _THEN.match(clause.folded, at) if len(clause.folded) == len(clause.text) else None
        if then is None:
            yield one
            continue
        yield replace(one, assertion=Assertion.HISTORICAL, when=None)
        now = _NOW.match(clause.folded, then.end())
        if now is not None and (now["led"] or now["behind"]):
            value = now["value"]
            yield replace(one, value=value, number=float(value), citations=(clause.cite(*now.span()),))


def _clause_of(one: Finding, paper: Paper) -> Clause | None:
    held = paper.holding(one.quote)
    return held[0] if len(held) == 1 else None
