"""What an operation met: vessels, nerves and places that the tumor encased or left free, and that were kept or cut.

`The left PICA was adherent to the capsule and preserved`, `adherido a pares IX y X derechos`, `piso del IV ventrículo
libre`. SURGERY findings of an event: `... involvement` (negated where it was free), `... preserved`, `... sacrificed`.
The words are `structures` and `relations` of `surgery.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.thingssaid import plain_clauses
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.records import Category

_SILENT = frozenset({
    Section.QUESTIONS, Section.GENERAL, Section.FAMILY_HISTORY, Section.ALLERGIES, Section.PLAN, Section.MEDICINES,
})  # fmt: skip
_NUMBER = r"(?:xii|xi|ix|iv|v?i{1,3}|v|x|\d{1,2})"
_NERVES = (
    rf"(?:(?:cranial nerves?|cn|nerves?|pares?(?: craneales)?|nervios?)\s{_NUMBER}(?:(?:\s?[,/&–-]\s?|,?\s(?:and|y|e|"
    rf"to|a)\s)"
    rf"{_NUMBER})*|(?:xii|xi|ix|viii|vii|vi)(?:\s?[,/&]\s?|\s(?:and|y|e)\s)(?:xii|xi|ix|x|viii|vii)(?![\w-]))"
)
_SIDES = (
    ("left", re.compile(r"\b(?:left|izquierd[oa]s?|izq|l)\b")),
    ("right", re.compile(r"\b(?:right|derech[oa]s?|der|r)\b")),
    ("bilateral", re.compile(r"\b(?:bilateral(?:es|ly)?|both sides|ambos lados)\b")),
)
_AT_OPERATION = re.compile(
    r"\b(?:intra-?op\w*|trans-?operatori\w|at (?:surgery|operation|thoracotomy|laparotomy)|during (?:surgery|"
    r"resection|the "
    r"operation)|(?:en|durante) (?:la )?(?:cirugia|intervencion|operacion)|resected|resection|reseccion|se reseca)\b"
)
_PARTS = re.compile(r";|\.\s|,\s(?:but|pero|while|mientras|and the|y el|y la)\s")
_EXCEPT = re.compile(r"\s(?:(?:of|de) \w+ )?(?:except|salvo|excepto|apart from|other than|aside from|pero|but)\b")
_NOT = re.compile(r"\b(?:no|not|never|sin|without|ni|nor|neither)\s(?:\w+\s){0,2}$")
_ACTIVE = re.compile(
    r"\w+ing\b|encases|invades|infiltrates|wraps|surrounds|rodea|envuelv|comprim|(?:englob|desplaz|infiltr)a(?!d)|"
    r"invade$|tumor on"
)
_NOT_TOLD = frozenset({Assertion.FAMILY, Assertion.CONDITIONAL, Assertion.PLANNED, Assertion.PENDING})
# Words between a thing and what is told of it: few before it, some behind it.
_AHEAD, _BEHIND, _NEAR = 34, 64, 24
_NAMES = {"involved": "involvement", "free": "involvement", "preserved": "preserved", "sacrificed": "sacrificed"}


@dataclass(frozen=True)
class StructureWords:
    """The pattern of every structure, with their names in its groups' order, and that of every relation by its kind."""

    structures: re.Pattern[str]
    names: tuple[str, ...]
    relations: re.Pattern[str]


def structures_from(data: Mapping[str, Any]) -> StructureWords:
    """From `structures` and `relations` of `surgery.yaml`."""
    told = [(str(one["name"]), _either(one["names"])) for one in data["structures"]]
    groups = [f"(?P<s{at}>{words})" for at, (_, words) in enumerate(told)] + [f"(?P<s{len(told)}>{_NERVES})"]
    relations = "|".join(
        f"(?P<{kind}>{_either(data['relations'][kind])})" for kind in ("free", "sacrificed", "preserved", "involved")
    )
    return StructureWords(
        re.compile(rf"(?<![\w-])(?:{'|'.join(reversed(groups))})(?![\w-])"),
        (*(name for name, _ in told), "cranial nerves"),
        re.compile(rf"(?<![\w-])(?:{relations})(?![\w-])"),
    )


def structures_met(paper: Paper, words: StructureWords, said: AssertionWords) -> Iterator[Finding]:
    """Each structure of an operation report with what it says of it, once."""
    seen: set[tuple[str, str, Assertion]] = set()
    for clause in plain_clauses(paper, _SILENT):
        if not _is_of_operation(paper, clause):
            continue
        for one in _in(clause, words, said, paper):
            key = (one.name, one.laterality, one.assertion)
            if key not in seen:
                seen.add(key)
                yield one


def _is_of_operation(paper: Paper, clause: Clause) -> bool:
    if paper.category is Category.OPERATIVE:
        return clause.section is not Section.HISTORY
    return clause.section is Section.OPERATION or _AT_OPERATION.search(clause.folded) is not None


def _in(clause: Clause, words: StructureWords, said: AssertionWords, paper: Paper) -> Iterator[Finding]:
    text = clause.folded
    marks = [0, *(hit.end() for hit in _PARTS.finditer(text)), len(text)]
    relations = list(words.relations.finditer(text))
    if not relations:
        return
    for found in words.structures.finditer(text):
        low = max(mark for mark in marks if mark <= found.start())
        high = min(mark for mark in marks if mark >= found.end())
        name = next(one for at, one in enumerate(words.names) if found[f"s{at}"])
        for told in _beside(found, relations, low, high):
            kind = str(told.lastgroup)
            how = _how(clause, told, kind, said)
            if how is not None:
                yield _finding(clause, found, (name, kind, how), (low, high), told, paper)


def _beside(found: re.Match[str], relations: Sequence[re.Match[str]], low: int, high: int) -> Iterator[re.Match[str]]:
    """The relations that stand right before a structure, or behind it in its part of the sentence."""
    ahead = [one for one in relations if low <= one.start() and 0 <= found.start() - one.end() <= _AHEAD]
    behind = [one for one in relations if one.end() <= high and 0 <= one.start() - found.end() <= _BEHIND]
    behind = [one for one in behind if not _is_of_next(one, found.string[found.end() : one.start()])]
    active = [one for one in ahead[-1:] if one.lastgroup in ("involved", "sacrificed", "preserved", "free")]
    yield from active
    yield from (one for one in behind if not (active and one.lastgroup == active[0].lastgroup))


def _is_of_next(told: re.Match[str], between: str) -> bool:
    """Whether a relation behind a structure is of what follows it: `filling the lateral recess, encasing the PICA`."""
    return told.lastgroup == "involved" and ("," in between or _ACTIVE.match(told[0]) is not None)


def _how(clause: Clause, told: re.Match[str], kind: str, said: AssertionWords) -> Assertion | None:
    """How a relation is told; None where it is of nobody yet, or has its exception."""
    if assertion_of(clause, told.start(), told.end(), said) in _NOT_TOLD or _EXCEPT.match(clause.folded, told.end()):
        return None
    if kind == "free":
        return Assertion.NEGATED
    denied = _NOT.search(clause.folded, max(0, told.start() - 30), told.start()) is not None
    return Assertion.NEGATED if denied else Assertion.STATED


def _finding(
    clause: Clause,
    found: re.Match[str],
    what: tuple[str, str, Assertion],
    bounds: tuple[int, int],
    told: re.Match[str],
    paper: Paper,
) -> Finding:
    name, kind, how = what
    start, end = min(found.start(), told.start()), max(found.end(), told.end())
    return Finding(
        Kind.SURGERY,
        f"{name} {_NAMES[kind]}",
        value=clause.text[start:end],
        when=paper.date if paper.category is Category.OPERATIVE else None,
        assertion=how,
        laterality=_side(clause.folded, found, bounds),
        detail={"what": "event"},
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


def _side(text: str, found: re.Match[str], bounds: tuple[int, int]) -> str:
    """The side straight beside a structure; the only one of its part of the sentence else."""
    near = text[max(bounds[0], found.start() - _NEAR // 2) : min(bounds[1], found.end() + _NEAR)]
    for part in (near, text[bounds[0] : bounds[1]]):
        sides = [side for side, pattern in _SIDES if pattern.search(part)]
        if len(sides) == 1:
            return sides[0]
    return ""


def _either(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(str(one)) for one in sorted(map(str, phrases), key=len, reverse=True))
