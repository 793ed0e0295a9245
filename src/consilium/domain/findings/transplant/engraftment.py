"""When the cells of a transplant took: `neutrophils engrafted on day +19 (28 August)`, `plaquetas > 20.000 día +24`,
`Injerto leucocitario +16, plaquetario +33`, `he engrafted on day 23`, `Neutrophils >0.5 on D+11`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_STEMS = ("engraft", "injert", "prendimiento", "prendio")
_CELLS = {
    "neutrophil engraftment": r"neutrophils?|neutr[oó]filos?|neutrof[ií]lic[oa]|leucocitari[oa]"
    r"|leucocitos|granulocit\w{2,4}|mieloide|myeloid|ANC|RAN|PMN",
    "platelet engraftment": r"platelets?|plaquetas?|plaquetari[oa]|plts?",
}
_DAY = r"(?:\b(?:day|d[ií]a|d)\s?\+?\s?|(?<![\w.,])\+\s?)\d{1,3}(?![\d%.,/]*[\d%])"
_TOOK = {
    name: re.compile(
        rf"\b(?:{cells})\b(?P<between>(?:[^.;]|\.\d){{0,40}}?)(?P<day>{_DAY})(?P<after>\s?\([^()]{{3,24}}\))?",
        re.IGNORECASE,
    )
    for name, cells in _CELLS.items()
}
_OTHERS = re.compile("|".join(_CELLS.values()), re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|not|sin|without|never|nunca|pending|pendiente|awaiting|espera|fail\w*|fallo|falla|if|si|until|hasta|expected|"
    r"esperad[oa]|syndrome|s[ií]ndrome|loss|p[eé]rdida|rechazo|rejection)\b",
    re.IGNORECASE,
)
# Of no line of cells: `engrafted on day 23`, `Injerto +22`, `injertó el día +25`.
_BARE = re.compile(
    rf"\b(?:engrafted|engraftment|injert[oó]|prendimiento|prendi[oó])\b(?P<between>[^.;,\d]{{0,24}}?)(?P<day>{_DAY})"
    r"(?P<after>\s?\([^()]{3,24}\)|,?\s(?:el|on|documentado el)\s[^.;,]{4,24}|,?\s\d{1,2}/\d{1,2}/\d{2,4})?",
    re.IGNORECASE,
)
# A count that is passed, on a day after the transplant or a date: `ANC > 500 x 3 days: 08/06/2023`.
_PASSED = {
    name: re.compile(
        rf"\b(?:{cells})\s?(?:count\s|recuento\s)?[>≥]=?\s?(?:0[.,]5|500|1[.,]0|1000|20|50|20[.,]?000|50[.,]?000)\b"
        r"\s?(?:K|mil|x\s?10\S{0,4}|/\S{1,4}|cells\S{0,4})?\s?(?:x\s?3\s?(?:days?|d[ií]as?|d))?\s?"
        r"[:,]?\s?(?:on |el |desde |since |from |in )?"
        r"(?P<day>(?:day|d[ií]a|d)\s?\+\s?\d{1,3}|\+\d{1,3}(?!\d)|(?P<date>\d{1,2}/\d{1,2}/\d{2,4}))",
        re.IGNORECASE,
    )
    for name, cells in _CELLS.items()
}
_OF_TRANSPLANT = re.compile(
    r"\b(?:BMT|HSCT|HCT|SCT|TPH|TCPH|TMO|PBSC\w?|transplant\w*|trasplant\w*|haplo\w*|graft|GVHD|GvHD|EICH|EICR)\b",
    re.IGNORECASE,
)


def engrafted(clause: Clause, paper: Paper) -> Iterator[Finding]:
    """The day on which a line of cells took, where a clause of engraftment tells it."""
    told = any(stem in clause.folded for stem in _STEMS)
    made = 0
    for name in _CELLS:
        hit = _TOOK[name].search(clause.text) if told else None
        if hit is not None and (_OTHERS.search(hit["between"]) or _NONE.search(hit["between"])):
            hit = None
        passed = (
            _PASSED[name].search(clause.text) if hit is None and ("+" in clause.text or "/" in clause.text) else None
        )
        if passed is not None and not any(_OF_TRANSPLANT.search(one.text) for one in paper.clauses):
            passed = None
        if hit is not None and not _NONE.search(clause.text, max(0, hit.start() - 24), hit.start()):
            made += 1
            yield _made(clause, name, hit, hit["after"] or "", paper)
        elif passed is not None and not _NONE.search(clause.text, max(0, passed.start() - 24), passed.start()):
            made += 1
            yield _made(clause, name, passed, passed["date"] or clause.text[passed.end() : passed.end() + 18], paper)
    bare = _BARE.search(clause.text) if told and not made else None
    if bare is not None and not _NONE.search(clause.text, max(0, bare.start() - 24), bare.start("day")):
        yield _made(clause, "engraftment", bare, bare["after"] or "", paper)


def _made(clause: Clause, name: str, hit: re.Match[str], after: str, paper: Paper) -> Finding:
    day = next(iter(occasions(after, paper)), None)
    return Finding(
        Kind.RESPONSE,
        name,
        value=hit["day"],
        when=day.when if day is not None else None,
        assertion=Assertion.STATED,
        citations=(clause.cite(*hit.span()),),
        confidence=clause.confidence,
    )
