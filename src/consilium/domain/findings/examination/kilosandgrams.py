"""Weights told in kilos and grams, as families say them: `pesó 9 kilos 800`, `10 kg 250 g`, `12 kilos y medio`; and in
pounds and ounces: `8 pounds 6 ounces`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Finding, Kind, Origin
from consilium.domain.findings.paper import Clause, Paper

_KILOS = frozenset({"kg", "kgs", "kilo", "kilos", "kilogramos", "k"})
_MORE = re.compile(
    r"\s?(?:con|y|and|,)?\s?(?:(?P<grams>\d{3})(?:\s?(?:g|gr|grs|gramos|grams)\b|(?=\s*(?:[.,;)](?!\d)|$|\n"
    r"|y\s|hoy\b|ayer\b)))"
    r"|(?P<half>medio|media|½)\b|(?P<quarter>cuarto|¼)\b|(?P<three>tres cuartos|¾)\b)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\d{1,3}")


_POUNDS = frozenset({"lb", "lbs", "pound", "pounds", "libra", "libras"})
_OUNCES = re.compile(
    r"\s?,?\s?(?:and\s|y\s|con\s)?(?P<ounces>\d{1,2}(?:[.,]\d)?|½)\s?(?:oz|ounces?|onzas?)\b\.?",
    re.IGNORECASE,
)


def with_grams(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, each weight in whole kilos with the grams that stand right behind it."""
    for one in found:
        whole = one.kind is Kind.GROWTH and one.name.endswith("weight") and one.origin is not Origin.STRUCTURED
        if whole and one.unit.lower() in _KILOS and _WHOLE.fullmatch(one.value) and one.citations:
            one = _with(one, paper.clauses)
        elif whole and one.unit.lower() in _POUNDS and one.citations:
            one = _with_ounces(one, paper.clauses)
        yield one


def _with_ounces(one: Finding, clauses: Iterable[Clause]) -> Finding:
    """A weight in pounds with its ounces, as written."""
    quote = one.citations[0].quote
    for clause in clauses:
        at = clause.text.find(quote) if quote else -1
        more = _OUNCES.match(clause.text, at + len(quote)) if at >= 0 else None
        if more is None:
            continue
        cited = clause.cite(at, more.end())
        value = f"{one.value} {one.unit} {more[0].strip(' ,.')}"
        return replace(one, value=value, number=None, unit="", citations=(cited, *one.citations[1:]))
    return one


def _with(one: Finding, clauses: Iterable[Clause]) -> Finding:
    quote = one.citations[0].quote
    for clause in clauses:
        at = clause.text.find(quote) if quote else -1
        more = _MORE.match(clause.text, at + len(quote)) if at >= 0 else None
        if more is None:
            continue
        part = more["grams"] or ("5" if more["half"] else "25" if more["quarter"] else "75")
        return replace(
            one,
            value=f"{one.value}.{part}",
            number=float(f"{one.value}.{part}"),
            unit="kg",
            citations=(clause.cite(at, more.end()), *one.citations[1:]),
        )
    return one
