"""A tumor that is denied of what was taken: `LCR ... NEGATIVO para células neoplásicas`, `Bilateral marrow NEGATIVE
for involvement by Ewing sarcoma`. It is the specimen's result and no denial of the disease."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.tissue.specimenforms import IN_BLOOD
from consilium.domain.findings.tissue.tissuewords import PARTS, named
from consilium.domain.records import Category

_NEGATIVE = re.compile(r"\bnegativ(?:e|o|a|os|as)\s(?:for|para|de|a|en cuanto a)\s(?:[\w-]{1,16}\s){0,6}$")
_NONE = re.compile(
    r"\b(?:no|without|sin|free of|libres? de)\s(?:(?:evidence|evidencia|signs?|signos|datos|of|de|by|por|any|residual|"
    r"definite|involvement|infiltration|infiltracion|compromiso|metastatic|metastasis|viable|cells|celulas)\s){0,5}$"
)
_SAMPLE = re.compile(
    r"(?<![\w-])(?:biops(?:y|ies|ias?)|cytolog(?:y|ies)|citologias?|aspirates?|aspirados?|smears?|frotis|cores?|"
    r"cilindros?|cytospins?|samples?|muestras?|fna|paaf|baaf|cell block)(?![\w-])"
)
_EDGES = re.compile(r"\b(?:margins?|margen|margenes|edges?|bordes?)\b")
# Another thing is spoken of than the sample before it.
_PARTED = re.compile(r";|\.\s|\b(?:but|pero|however|although|aunque|patient|paciente|child|ni[nñ][oa]|he|she)\b")
_REPORTS = frozenset({Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES, Category.BONE_MARROW})
_HOLDS = {"specimen": "tumor in specimen", "lymph nodes": "lymph node involvement", "tonsils": "tonsil involvement"}
_BACK, _BEFORE, _TITLE = 140, 6, 6


@dataclass(frozen=True, slots=True)
class _Denial:
    """Where a clause denies tumor: from the denying word to the end of the tumor's name."""

    clause: Clause
    at: int
    start: int
    end: int


def results_of_specimens(told: Sequence[Finding], paper: Paper) -> list[Finding]:
    """`told`, with each disease that is denied of a specimen as that specimen's result, once."""
    kept: list[Finding] = []
    denials: dict[int, _Denial] = {}
    for at, one in enumerate(told):
        found = _denial(one, paper) if _is_denied_tumor(one) else None
        if found is not None:
            denials[at] = found
    results = [(denials[at], told[at]) for at in denials if _name(denials[at], paper)]
    gone = {id(one) for _, one in results}
    kept = [one for one in told if id(one) not in gone and not _reads_denial(one, [found for found, _ in results])]
    for found, one in results:
        made = _result(found, one, paper, told)
        if made is not None and not _is_told(made, found, kept):
            kept.append(made)
    return kept


def _is_denied_tumor(one: Finding) -> bool:
    return one.kind is Kind.DIAGNOSIS and one.assertion is Assertion.NEGATED and bool(one.quote)


def _denial(one: Finding, paper: Paper) -> _Denial | None:
    """The denial that a disease stands in, where the words of it are the kind that a result has."""
    for at, clause in enumerate(paper.clauses):
        start = clause.text.find(one.quote)
        if start < 0 or len(clause.folded) != len(clause.text):
            continue
        end = start + len(one.quote)
        for place in (start, *(word.start for word in clause.words if start < word.start < end)):
            low = max(0, place - _BACK)
            hit = _NEGATIVE.search(clause.folded[low:place]) or _NONE.search(clause.folded[low:place])
            if hit is not None:
                return _Denial(clause, at, low + hit.start(), end)
    return None


def _name(found: _Denial, paper: Paper) -> str:
    """What was taken: named before the denial in its sentence, in those before it, or in a report's title."""
    before = found.clause.folded[: found.start]
    if IN_BLOOD.match(found.clause.text, found.end):
        return ""  # `médula ósea, sin blastos en sangre periférica`
    own = _subject(before)
    if own or not paper.category:
        return own
    negative = found.clause.folded.startswith("negativ", found.start)
    if paper.category not in _REPORTS or not negative or before.strip(" :.-*\"'").rpartition(".")[2].strip():
        return ""
    for clause in reversed(paper.clauses[max(0, found.at - _BEFORE) : found.at]):
        subject = _subject(clause.folded, whole=True)
        if subject:
            return subject
    title = " ".join(clause.folded for clause in paper.clauses[:_TITLE])
    return _subject(title, whole=True)


def _subject(text: str, *, whole: bool = False) -> str:
    """The last thing in a text that was taken; unless `whole`, nothing else may be spoken of behind it."""
    parts = [(hit.end(), named(hit)) for hit in PARTS.finditer(text)]
    parts = parts or [(hit.end(), "specimen") for hit in _SAMPLE.finditer(text)]
    if not parts:
        return "margin" if _EDGES.search(text) and not whole else ""
    end, name = parts[-1]
    if not whole and (_PARTED.search(text, end) or _EDGES.search(text, end)):
        return "margin" if _EDGES.search(text, end) else ""
    return name


def _result(found: _Denial, one: Finding, paper: Paper, told: Sequence[Finding]) -> Finding | None:
    name = _name(found, paper)
    if name == "margin":  # told of the edges
        return None
    low = found.clause.folded.rfind(". ", 0, found.start) + 1
    return Finding(
        Kind.SPECIMEN,
        _HOLDS.get(name, f"{name} involvement"),
        value=found.clause.text[low : found.end].strip(),
        when=one.when or _day_of(name, told),
        assertion=Assertion.NEGATED,
        laterality=one.laterality,
        site=name if name in ("bone marrow", "cerebrospinal fluid", "pleural fluid") else one.site,
        detail={"result": "negative"},
        citations=(found.clause.cite(low, found.end),),
        confidence=one.confidence,
    )


def _day_of(name: str, told: Iterable[Finding]) -> PartialDate | None:
    """The only day that the paper tells of such a specimen."""
    days = {one.when for one in told if one.kind is Kind.SPECIMEN and one.name == name and one.when is not None}
    return next(iter(days)) if len(days) == 1 else None


def _is_told(made: Finding, found: _Denial, kept: Iterable[Finding]) -> bool:
    """Whether the same clause tells it already."""
    return any(
        one.kind is Kind.SPECIMEN
        and one.name == made.name
        and one.assertion is made.assertion
        and one.quote in found.clause.text
        for one in kept
    )


def _reads_denial(one: Finding, denials: Sequence[_Denial]) -> bool:
    """Whether a laboratory value is only the words of such a denial (`NEGATIVO para` as a count of cells)."""
    return one.kind is Kind.LABORATORY and any(
        one.number is None and one.quote and one.quote in found.clause.text[found.start : found.end]
        for found in denials
    )
