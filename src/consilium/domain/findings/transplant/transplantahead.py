"""A transplant whose day 0 is still to come when its paper is written: what the paper tells of it and of its
conditioning is a plan, though no word beside says so (`Conditioning: thiotepa, busulfan. Target day 0: 01/14/2026.`).
And the donor of one that was done: it is told with the transplant, not as who could give cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.transplant.transplantforms import is_ahead, labelled_days
from consilium.domain.phrases import fold

_CONDITIONING = re.compile(
    r"(?:^|[.;]\s)\W{0,3}(?:(?:proposed|planned|chosen|myeloablative|reduced[ -]intensity|esquema de|regimen de)\s)?"
    r"(?:conditioning|preparative|acondicionamiento)(?:\s(?:regimen|chemotherapy|mieloablativo|con|with|de|"
    r"intensidad reducida)){0,2}\s?[:–-]?\s"
)
# Behind these words the transplant only tells when another thing is.
_TIMES = re.compile(r"\b(?:before|prior to|until|antes de(?:l)?|previ[oa]s? al?|hasta)\s(?:(?:the|el|su|his|her)\s)?$")
_CHOSEN = re.compile(
    r"\b(?:recommend(?:ation|ed|s)?|chosen|selected|decision|choice|we (?:will|would) use|best (?:choice|option)|"
    r"recomenda(?:cion|mos)|elegid[oa]|seleccionad[oa]|se elige|se decide)\b[^.;]{0,40}$"
)
_LABEL = re.compile(r"\W*(?:donor|donante)\s?[:=]", re.IGNORECASE)
_OTHER_CELLS = ("collection", "lymphocyte", "boost", "CAR", "donor")
_TRUE = frozenset({Assertion.STATED, Assertion.HISTORICAL})


def transplants_ahead(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings; those of a transplant to come as plans of its day, and its chosen donor with it. Of one that was
    done on its day 0 a labelled donor is a detail."""
    told = list(found)
    days = list(labelled_days(paper)) if told else []
    if len({when.when for _, when in days}) != 1:
        yield from told
        return
    ahead = is_ahead(days[0][1], paper)
    for one in told:
        if not ahead and _is_labelled_donor(one):
            continue
        yield (_planned(one, days[0], paper) if ahead else _with_donor(one, told))


def conditioning_ahead(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """Drugs of a list that is headed as conditioning are planned where the only day 0 of the paper is to come."""
    told = list(found)
    days = {when.when: when for _, when in labelled_days(paper)} if any(_is_open(one) for one in told) else {}
    waits = len(days) == 1 and is_ahead(next(iter(days.values())), paper)
    for one in told:
        clause = _clause(one, paper) if waits and _is_open(one) else None
        low = clause.folded.find(fold(one.quote)) if clause is not None else -1
        led = clause is not None and low >= 0 and _leads(clause.folded, low)
        yield replace(one, assertion=Assertion.PLANNED) if led else one


def _leads(text: str, start: int) -> bool:
    """Whether a list that is headed as conditioning is still open at `start`."""
    heads = [found.end() for found in _CONDITIONING.finditer(text) if found.start() <= start]
    return bool(heads) and not re.search(r"[.;]\s", text[heads[-1] : max(start, heads[-1])])


def _is_open(one: Finding) -> bool:
    return one.kind is Kind.DRUG and one.assertion is Assertion.STATED and one.when is None


def _planned(one: Finding, day: tuple[Clause, Occasion], paper: Paper) -> Finding:
    clause, when = day
    if one.name == "donor":
        own = _clause(one, paper)
        at = own.folded.find(fold(one.value)) if own is not None else -1
        chosen = own is not None and at >= 0 and _CHOSEN.search(own.folded, 0, at) is not None
        return replace(one, assertion=Assertion.PLANNED) if chosen and one.assertion in _MAY else one
    if one.assertion not in _TRUE or any(word in one.name for word in _OTHER_CELLS):
        return one
    if one.detail.get("day0") or one.detail.get("ordinal"):
        return one
    own = _clause(one, paper)
    at = own.folded.find(fold(one.value)) if own is not None and one.value else -1
    timed = own is not None and at > 0 and _TIMES.search(own.folded, 0, at) is not None
    if one.when is not None and one.when != when.when and not timed:
        return one
    cited = tuple(dict.fromkeys((*one.citations, clause.cite())))
    detail = {**one.detail, "day0": str(when.when)}
    return replace(one, assertion=Assertion.PLANNED, when=when.when, detail=detail, citations=cited)


_MAY = frozenset({Assertion.STATED, Assertion.CONDITIONAL})


def _is_labelled_donor(one: Finding) -> bool:
    return one.name == "donor" and one.assertion is Assertion.CONDITIONAL and _LABEL.match(one.value) is not None


def _with_donor(one: Finding, told: Iterable[Finding]) -> Finding:
    """A transplant that was done, with the donor that a line of its form labels."""
    donors = [other for other in told if _is_labelled_donor(other)]
    if len(donors) != 1 or not one.detail.get("day0") or one.detail.get("donor"):
        return one
    named = _LABEL.sub("", donors[0].value).strip()
    cited = tuple(dict.fromkeys((*one.citations, *donors[0].citations)))
    return replace(one, detail={**one.detail, "donor": named}, citations=cited)


def _clause(one: Finding, paper: Paper) -> Clause | None:
    if one.clause >= 0:
        return paper.clauses[one.clause]
    return next(iter(paper.holding(one.quote)), None)
