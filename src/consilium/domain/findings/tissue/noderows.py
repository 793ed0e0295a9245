"""How many nodes were looked at and how many hold tumor where a synoptic report tells them in two rows or labels:
`Number of lymph nodes examined: 7`, `Number of lymph nodes involved: 0`, `Ganglios examinados: 7`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.records import Category

_PAPERS = frozenset({Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES})
_NODES = (
    r"\W{0,4}(?:total )?(?:number of |numero de |no\.? (?:of |de )|n\.?º de )?(?:regional "
    r"|total )?(?:lymph nodes?|nodes?|ganglios?|"
    r"linfonodos?)(?: linfaticos?| regionales| examined)?"
)
_IS = r"(?:\s?\([^()]{0,30}\))?\s?[:=|]?\s{0,3}"
_EXAMINED = re.compile(
    rf"{_NODES} (?:examined|submitted|identified|found|sampled|retrieved|dissected|examinad[oa]s|aislad[oa]s"
    rf"|resecad[oa]s|disecad[oa]s"
    rf"|identificad[oa]s|estudiad[oa]s|evaluad[oa]s|encontrad[oa]s|obtenid[oa]s){_IS}(?P<n>\d{{1,2}})(?![\d/.,%])"
)
_HELD = re.compile(
    rf"{_NODES} (?:involved|positive|affected|with (?:tumou?r|metastas[ei]s|disease|metastatic disease)"
    rf"|(?:con (?:tumor|metastasis"
    rf"|infiltracion|compromiso))|positivos|afectad[oa]s|comprometid[oa]s|infiltrad[oa]s|metastasicos)(?: (?:by"
    rf"|for|por|para) [a-z]{{3,12}})?"
    rf"{_IS}(?P<n>\d{{1,2}}|none|ningun[oa])(?![\d/.,%])"
)
_FAR, _MOST = 4, 90


def counted_in_rows(paper: Paper) -> Iterator[Finding]:
    """One finding for each pair of such rows, as `involved/examined`; for the involved alone where no other row tells
    how many there were."""
    if paper.category not in _PAPERS:
        return
    rows = [(at, one, _number(_HELD.match(one.folded))) for at, one in enumerate(paper.clauses)]
    for at, clause, held in rows:
        if held is None:
            continue
        near = paper.clauses[max(0, at - _FAR) : at + _FAR]
        every = next((n for one in near if (n := _number(_EXAMINED.match(one.folded))) is not None), None)
        if every is None or held <= every <= _MOST:
            yield _finding(clause, held, every)


def _number(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    return int(found["n"]) if found["n"].isdigit() else 0


def _finding(clause: Clause, held: int, every: int | None) -> Finding:
    number = {"number": str(every)} if every else {}
    return Finding(
        Kind.SPECIMEN,
        "lymph node involvement",
        value=f"{held}/{every}" if every else str(held),
        number=float(held),
        assertion=Assertion.STATED if held else Assertion.NEGATED,
        site="lymph node",
        detail={"result": "positive" if held else "negative", **number},
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )
