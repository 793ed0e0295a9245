"""When the cells of a transplant took: `neutrophils engrafted on day +19 (28 August)`, `plaquetas > 20.000 día +24`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_STEMS = ("engraft", "injert", "prendimiento")
_CELLS = {
    "neutrophil engraftment": r"neutrophils?|neutr[oó]filos?|ANC|RAN|PMN",
    "platelet engraftment": r"platelets?|plaquetas?|plts?",
}
_TOOK = {
    name: re.compile(
        rf"\b(?:{cells})\b(?P<between>(?:[^.;]|\.\d){{0,40}}?)(?P<day>\b(?:day|d[ií]a|"
        rf"d)\s?\+\s?\d{{1,3}})\b(?P<after>\s?\([^()]{{3,24}}\))?",
        re.IGNORECASE,
    )
    for name, cells in _CELLS.items()
}
_OTHERS = re.compile("|".join(_CELLS.values()), re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|not|sin|without|never|nunca|pending|pendiente)\b", re.IGNORECASE)


def engrafted(clause: Clause, paper: Paper) -> Iterator[Finding]:
    """The day on which a line of cells took, where a clause of engraftment tells it."""
    if not any(stem in clause.folded for stem in _STEMS):
        return
    for name, pattern in _TOOK.items():
        hit = pattern.search(clause.text)
        if hit is None or _OTHERS.search(hit["between"]) or _NONE.search(hit["between"]):
            continue
        day = next(iter(occasions(hit["after"] or "", paper)), None)
        yield Finding(
            Kind.RESPONSE,
            name,
            value=hit["day"],
            when=day.when if day is not None else None,
            assertion=Assertion.STATED,
            citations=(clause.cite(*hit.span()),),
            confidence=clause.confidence,
        )
