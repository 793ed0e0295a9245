"""A marrow that a letter or a summary tells to be involved, for each side that it tells of: `Right bone marrow with 5 %
infiltration, left negative`, `Médula ósea infiltrada al 40 %`, `BM: right positive, left negative`. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.tissue.marrowclean import MARROW, NAME, NOT_TOLD, REPORTS, is_to_come
from consilium.domain.records import Scalar

_MARROWS = re.compile(MARROW, re.IGNORECASE)
_SIDES = {"right": "right", "rt": "right", "r": "right", "derech": "right", "left": "left", "lt": "left", "l": "left",
          "izquierd": "left", "bilateral": "bilateral", "both": "bilateral", "amb": "bilateral"}  # fmt: skip
_SIDE = re.compile(
    r"(?<![\w-])(?:right|left|rt|lt|R|L|bilateral(?:ly|es|mente)?|both(?: sides| sites)?|derech[oa]s?"
    r"|izquierd[oa]s?|amb[oa]s"
    r"(?: lados)?)(?![\w-])",
    re.IGNORECASE,
)
_SHARE = (
    r"(?:approximately |about |up to |[~≈<>]\s?|aproximad\w+ |hasta (?:un )?|del? |al? |en (?:un )?|un |of )?"
    r"(?P<{}>\d{{1,3}}(?:[.,]\d+)?)\s?%"
)
_TUMOR = (
    r"infiltrat(?:ion|ed)|involve(?:ment|d)|infiltraci[oó]n|compromiso|afectaci[oó]n|tumou?r(?:al)?(?: cells)?"
    r"|c[eé]lulas tumorales"
)
_INVOLVED = re.compile(
    rf"(?<![\w-])(?<!not )(?<!no )(?<!without )(?<!sin )(?:{_SHARE.format('a')}\s(?:of\s|de\s)?(?:{_TUMOR})"
    rf"|(?:{_TUMOR})\s?:?\s?(?:\()?{_SHARE.format('b')}"
    rf"|(?:involved|infiltrated|infiltrad[oa]s?|comprometid[oa]s?|positiv(?:e|[oa]s?))(?![\w-])"
    rf"(?!\s(?:for (?:CD|MRD|blasts)|para CD))(?:[^,.;%]{{0,24}}?\(?{_SHARE.format('c')})?)",
    re.IGNORECASE,
)
_CLEAN = re.compile(
    r"(?<![\w-])(?:negativ(?:e|[oa]s?)|clear|clean|uninvolved|not involved|free|libres?|sin infiltraci[oó]n"
    r"|no infiltrad[oa]s?)(?![\w-])",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[.;]\s|[.;]$|\b(?:MRI|CT|PET|MIBG|LCR|CSF|TC|RM|pero|but|then|luego|later|after|tras|hasta|until)\b"
)
_PARTS = re.compile(r",\s?|\s(?:and|y|e)\s")
# What else a marrow may be positive for.
_OF_CELLS = re.compile(
    r"\b(?:blast\w*|MRD|EMR|leuk\w+|leuc\w+|ALL|AML|LLA|LMA|culture\w*|cultivo\w*|PAS|iron|hierro)\b"
)
_REACH, _BEFORE = 130, 14


@dataclass(frozen=True, slots=True)
class _Said:
    """What one part of a sentence says of one side; `share` in percent, "" where it tells none."""

    start: int
    end: int
    side: str
    involved: bool
    share: str = ""


def involved_marrows(paper: Paper, told: Sequence[Finding]) -> list[Finding]:
    """`told` with marrows that are involved, and without a result that only one side of them has."""
    if paper.category in REPORTS:
        return list(told)
    made: list[Finding] = []
    counted = {at for one in told if one.number is not None for at in paper.places_of(one.quote)}
    for at, clause in enumerate(paper.clauses):
        shares = at in counted
        if clause.section not in NOT_TOLD and not clause.text.rstrip().endswith("?") and not shares:
            made += _of_clause(clause, paper)
    cited = {citation.quote for one in made for citation in one.citations}
    return [*(_without_result(one, cited) for one in told), *made]


def _of_clause(clause: Clause, paper: Paper) -> Iterator[Finding]:
    marrow = _MARROWS.search(clause.text)
    if marrow is None or is_to_come(clause.text, marrow.start()) or _OF_CELLS.search(clause.text):
        return
    said = list(_said(clause.text, marrow))
    if not any(one.involved for one in said):
        return
    days = [one for one in occasions(clause.text, paper) if one.until is None and one.when != paper.birth]
    for one in said:
        detail: dict[str, Scalar] = {"percent": one.share} if one.share else {}
        yield Finding(
            Kind.SPECIMEN,
            NAME,
            value=f"{one.share} %" if one.share else "",
            when=days[0].when if len(days) == 1 else None,
            site="bone marrow",
            laterality=one.side,
            assertion=Assertion.STATED if one.involved else Assertion.NEGATED,
            detail=detail,
            citations=(clause.cite(min(marrow.start(), one.start), one.end),),
            confidence=clause.confidence,
        )


def _said(text: str, marrow: re.Match[str]) -> Iterator[_Said]:
    """The parts of the sentence from the marrow on, up to what is about something else."""
    stop = _ENDS.search(text, marrow.end(), marrow.end() + _REACH)
    last = stop.start() if stop else min(len(text), marrow.end() + _REACH)
    before = _SIDE.search(text, max(0, marrow.start() - _BEFORE), marrow.start())
    at, side = marrow.end(), _side(before[0]) if before is not None else ""
    for end in (*(found.start() for found in _PARTS.finditer(text, marrow.end(), last)), last):
        own = _SIDE.search(text, at, end)
        side = _side(own[0]) if own is not None else side
        involved, clean = _INVOLVED.search(text, at, end), _CLEAN.search(text, at, end)
        if clean is not None and own is not None:
            yield _Said(at, end, side, involved=False)
        elif involved is not None and clean is None:
            share = next((one for one in involved.groups() if one), "")
            yield _Said(at, max(involved.end(), own.end() if own else 0), side, involved=True, share=share)
        at, side = end, ""


def _side(word: str) -> str:
    return next(side for stem, side in _SIDES.items() if word.casefold().startswith(stem))


def _without_result(one: Finding, cited: set[str]) -> Finding:
    """A marrow of which the sentence tells more than one word as its result."""
    of_it = one.kind is Kind.SPECIMEN and one.site == "bone marrow" and one.detail.get("result")
    if not of_it or not any(quote in one.quote or one.quote in quote for quote in cited):
        return one
    return replace(one, detail={key: value for key, value in one.detail.items() if key != "result"})
