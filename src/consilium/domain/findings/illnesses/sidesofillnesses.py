"""The side of a palsy, a weakness or another illness of one side that stands straight beside its words: `left VI nerve
palsy`, `parálisis facial periférica derecha`, `foot drop on the right`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper

# What one side alone may have; other illnesses have their side by their organ.
_OF_ONE_SIDE = re.compile(
    r"pals(?:y|ies)|paresis|paralysis|paralisis|paresia|foot drop|pie caido|horner|ptosis|hemipar|hemipleg|dysmetria|"
    r"dismetria|hemianop|neuropath|neuropatia|par(?:etico|alizado)|weakness|pleural effusion|pneumothorax|"
    r"hydronephrosis|nerve|nervio"
)
_MIDDLE = (
    r"(?:(?:new|partial|complete|incomplete|mild|severe|moderate|peripheral|central|lower|upper|transient|residual|"
    r"persistent|facial|cranial|nerve|cn|lateral|small|large|minimal)\s){0,3}"
)
_AHEAD = re.compile(rf"\b(?:(?P<left>left|lt|l)|(?P<right>right|rt|r)|(?P<both>bilateral))(?:[ -]sided)?\s{_MIDDLE}$")
_BEHIND = re.compile(
    r"(?:\s(?:periferic[oa]|central|facial|completa|parcial|leve|severa|moderada|on|of|the|del|de|lado|a|la|el|tipo)){0,4}\s\(?"
    r"(?:(?P<left>left|izquierd[oa]|izq)|(?P<right>right|derech[oa]|der)|(?P<both>bilateral))(?![\w-])"
)
_WITHIN = re.compile(r"\b(?:(?P<left>left|izquierd[oa])|(?P<right>right|derech[oa])|(?P<both>bilateral))\b")
_NAMES = {"left": "left", "right": "right", "both": "bilateral"}


def sided_illnesses(told: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, each such illness without a side with the one that its own words tell."""
    for one in told:
        bare = one.kind is Kind.CONDITION and not one.laterality and _OF_ONE_SIDE.search(one.name.lower())
        side = _side(one, paper) if bare and one.quote else ""
        yield replace(one, laterality=side) if side else one


def _side(one: Finding, paper: Paper) -> str:
    """The side beside the words of a finding, where all the sentences that hold them tell the same."""
    sides = set()
    for clause in paper.clauses:
        at = clause.text.find(one.quote)
        if at < 0 or len(clause.folded) != len(clause.text):
            continue
        end = at + len(one.quote)
        hit = _WITHIN.search(clause.folded, at, end) or _AHEAD.search(clause.folded[max(0, at - 60) : at])
        hit = hit or _BEHIND.match(clause.folded, end)
        sides.add(_NAMES[str(hit.lastgroup)] if hit else "")
    return sides.pop() if len(sides) == 1 else ""
