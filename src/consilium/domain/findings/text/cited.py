"""What findings quote from a paper, so that a later pass says nothing again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import fold

_WORD = re.compile(r"[a-z][a-z'-]{2,}")
_LONGEST, _ASIDE, _AROUND = 400, 8, 120


@dataclass(frozen=True)
class Cited:
    """Quotes by page and by each word in them, with the names of the findings that quote them and deny them."""

    quotes: Mapping[tuple[int, str], Mapping[str, frozenset[str]]]
    denied: frozenset[tuple[int, str]]

    @classmethod
    def of(cls, found: Iterable[Finding]) -> Cited:
        made: dict[tuple[int, str], dict[str, frozenset[str]]] = {}
        denied = set()
        for one in found:
            name = frozenset((fold(one.name),))
            for citation in one.citations:
                page, quote = citation.page or 0, fold(citation.quote)[:_LONGEST]
                if one.assertion is Assertion.NEGATED:
                    denied.add((page, quote))
                for word in set(_WORD.findall(quote)):
                    told = made.setdefault((page, word), {})
                    told[quote] = told.get(quote, frozenset()) | name
        return cls(made, frozenset(denied))

    def has(self, clause: Clause, start: int, end: int, *names: str, denial: bool = False) -> bool:
        """Whether a finding tells what stands from `start` to `end` of a clause: one that quotes little more than that,
        that is named by its words or by one of `names`, or (with `denial`) that denies what it quotes."""
        written, page = clause.folded[start:end], clause.page.number
        words = _WORD.findall(written)
        for quote, named in self.quotes.get((page, max(words, key=len)), {}).items() if words else ():
            at = clause.folded.find(quote)
            if at < 0 or at >= end or start >= at + len(quote):
                continue
            beside = at >= start - _ASIDE and at + len(quote) <= end + _ASIDE
            if beside or (denial and (page, quote) in self.denied):
                return True
            if any(word in name for name in named for word in words) or not named.isdisjoint(names):
                return True
        return False

    def within(self, clause: Clause, start: int, end: int) -> list[tuple[int, int]]:
        """Where findings quote what stands within `start` to `end` of a clause, not much beyond it."""
        page, made = clause.page.number, []
        for word in _WORD.finditer(clause.folded, start, end):
            for quote in self.quotes.get((page, word[0]), {}):
                at = clause.folded.find(quote, max(0, start - _AROUND), end + _AROUND)
                if at >= 0 and at < end and start < at + len(quote):
                    made.append((at, at + len(quote)))
        return made
