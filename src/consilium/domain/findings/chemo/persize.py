"""Doses of which the head of a table says once for all that they are by the child's size: `Agents (dose per m2 unless
stated)`, `Todas las dosis por m2 salvo indicación`. A dose with a word of its own (`flat`, `capped`) stays as written,
and so does one into the spine, which is by age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper

_HEAD = re.compile(
    r"\b(?:doses?|dosis)\b[^.;\n]{0,20}?(?:\bper|\bpor|\ben|\bin|/)\s?(?:mg/)?m\s?[2²](?!\w)[^.;\n]{0,12}?"
    r"\b(?:unless|except|salvo|excepto|a menos)\b"
    r"|\b(?:all (?:the )?doses|todas las dosis)\b[^.;\n]{0,20}?(?:\bper|\bpor|\ben|\bin|/)\s?(?:mg/)?m\s?[2²](?!\w)",
    re.IGNORECASE,
)
_MASS = frozenset({"mg", "g", "mcg", "µg"})
_OWN = (
    r"\s?{unit}(?:/(?:day|d[ií]a|d))?\s?"
    r"(?:\(?\s?(?:flat|fixed|capped|total|absolute|max|dosis fija|fij[ao]|tope)|/\s?(?:kg|m))"
)
_SPINE = r"(?:\bIT|\bintrathecal|\bintratecal|\bITT?)\s(?:[\w-]{{2,14}}\s){{1,2}}{value}(?![\d.,])"


def by_size(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings, doses per square meter where the paper's head says so of all."""
    if not any(_HEAD.search(clause.text) for clause in paper.clauses):
        yield from found
        return
    for one in found:
        yield _sized(one) if one.kind is Kind.DRUG and _is_bare(one) else one


def _is_bare(one: Finding) -> bool:
    """Whether a dose is one of mass with no size and no word of its own."""
    detail = one.detail
    if one.unit not in _MASS or detail.get("per") or detail.get("route") == "IT" or detail.get("cumulative"):
        return False
    quote = " ".join(citation.quote for citation in one.citations)
    value = re.escape(one.value)
    own = re.search(rf"(?<![\d.,]){value}" + _OWN.format(unit=re.escape(one.unit)), quote, re.IGNORECASE)
    return own is None and re.search(_SPINE.format(value=value), quote, re.IGNORECASE) is None


def _sized(one: Finding) -> Finding:
    return replace(one, unit=f"{one.unit}/m2", detail={**one.detail, "per": "m2"})
