"""What a child weighed and measured at birth is none of its sizes now: `producto de G2, cesárea, peso 3.250 kg`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.finding import Finding, Kind, Origin
from consilium.domain.findings.paper import Clause, Paper

# What tells of a birth, up to a figure in the same sentence; a comma or point inside a number ends none.
_BORN = re.compile(
    r"\b(?:parto|partos|ces[aá]rea|nacid[oa]|naci[oó]|al nacer|nacimiento|perinatal(?:es)?|neonatal(?:es)?"
    r"|producto de (?:la |su )?(?:\d|g\d|primera?|segund[oa]|tercera?|gesta|embarazo)\w{0,3}|RNT|RNPT|RNAT|"
    r"RNPR?E|PAEG|AEG|PEG|SDG|EUTSVE?|PTNV|apgar"
    r"|born|birth|delivered|delivery|c-section|ces[aá]re[ao]|vaginal delivery)\b(?:[^.;]|[.;](?=\d)){0,110}$",
    re.IGNORECASE,
)
# A later weight in the same sentence: `nació a término, peso actual 12 kg`.
_NOW = re.compile(
    r"\b(?:actual(?:es|mente)?|hoy|ahora|current(?:ly)?|today|now|al ingreso|on admission)\b", re.IGNORECASE
)
_GRAMS, _KILOS, _TALL = (400.0, 6000.0), (0.4, 6.0), (20.0, 60.0)
_GRAM_UNITS = ("g", "gr", "grs", "gms", "gramos", "grams", "gram")
_POUND_UNITS, _POUNDS = ("lb", "lbs", "pound", "pounds", "libra", "libras"), 13.0
_REACH, _THOUSANDS = 130, re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")


def without_birth_sizes(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found` without weights and lengths that only a sentence on the child's birth tells, and no specimen's either."""
    for one in found:
        if one.origin is Origin.STRUCTURED or not _may_be(one) or not _is_of_birth(one, paper):
            yield one


def _may_be(one: Finding) -> bool:
    if one.kind is Kind.MEASUREMENT:
        return one.name == "specimen weight"
    if one.kind is not Kind.GROWTH or one.name not in ("weight", "height"):
        return False
    unit = one.unit.lower()
    figure = _THOUSANDS.sub("", one.value) if unit in _GRAM_UNITS or not unit else one.value
    try:
        number = float(figure.replace(",", ".").strip("<>= ~"))
    except ValueError:
        return False
    if one.name == "height":
        return unit in ("cm", "cms", "") and _TALL[0] <= number <= _TALL[1]
    if unit in _POUND_UNITS:
        return number <= _POUNDS
    low, high = _GRAMS if unit in _GRAM_UNITS or number > _KILOS[1] else _KILOS
    return low <= number <= high


def _is_of_birth(one: Finding, paper: Paper) -> bool:
    quote = one.citations[0].quote if one.citations else ""
    ends = [before for clause in paper.clauses for before in _before_figure(clause, quote, one.value)]
    return bool(ends) and all(_BORN.search(before) and not _NOW.search(before[-24:]) for before in ends)


def _before_figure(clause: Clause, quote: str, value: str) -> Iterator[str]:
    """What stands before the figure at each place where a clause has the quoted words."""
    at = clause.text.find(quote) if quote else -1
    while at >= 0:
        figure = clause.text.find(value, at)
        place = figure if 0 <= figure <= at + len(quote) else at
        yield clause.text[max(0, place - _REACH) : place]
        at = clause.text.find(quote, at + len(quote))
