"""Sizes of something else than the lesion named near them: the distance of an edge (`closest soft tissue 4 mm`), how
much thicker a limb is (`circumference +4 cm vs R`), a nodule in a bracket whose site another part names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import fold

_EDGE = re.compile(
    r"\b(?:margins?|margen|margenes|bordes? (?:quirurgicos?|de reseccion)|closest|nearest|mas cercan[oa]|"
    r"mas proxim[oa]|distance to|distancia al?)\b[^.;|]{0,60}$"
)
_EDGED = re.compile(r"\b(?:margins?|margen|margenes|bordes?)\b")
_GIRTH = re.compile(r"\b(?:circumference|girth|perimetro|circunferencia)\b[^.;,|\d]{0,24}[+-]?\s?$")


def without_other_sizes(told: Sequence[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, with each size under the name of what was measured."""
    for one in told:
        place = _place(one, paper) if one.kind is Kind.MEASUREMENT and one.value else None
        yield _renamed(one, *place) if place is not None else one


def _place(one: Finding, paper: Paper) -> tuple[Clause, int] | None:
    """Where the figures of a size stand."""
    figure = re.match(r"[<>≤≥]?\s?([\d.,]+)", one.value)
    for clause in paper.clauses:
        at = clause.text.find(one.quote) if one.quote else -1
        if at < 0 or figure is None or len(clause.folded) != len(clause.text):
            continue
        found = clause.text.find(figure[1], at) if figure[1] in clause.text[at:] else clause.text.find(figure[1])
        if found >= 0:
            return clause, found
    return None


def _renamed(one: Finding, clause: Clause, at: int) -> Finding:
    before = clause.folded[max(0, at - 80) : at]
    if _GIRTH.search(before):
        return _as(one, "circumference")
    if _EDGE.search(before) and _EDGED.search(clause.folded + " " + fold(clause.heading)):
        return _as(one, "resection margin")
    opened = clause.text.rfind("(", 0, at)
    closed = clause.text.find(")", at)
    inside = opened >= 0 and closed >= 0 and ")" not in clause.text[opened:at]
    if inside and one.site and one.name == "nodule" and fold(one.site) not in clause.folded[opened:closed]:
        return replace(_as(one, one.name), site="", laterality="")
    return one


def _as(one: Finding, name: str) -> Finding:
    detail = {**one.detail, "lesion": name} if "lesion" in one.detail else dict(one.detail)
    return replace(one, name=name, detail=detail)
