"""Cycles of which only a dose, a day or a drug was left out: `Ciclo 3: se omitió 1 dosis`, `gemtuzumab on day 6 of
induction was omitted`. They were given; what was left out is told of the drug."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import found_in

_LEFT = (
    r"(?:omit\w*|held|withheld|skipped|missed|not (?:been )?(?:given|administered)|suspend\w+|dropped"
    r"|no (?:se )?(?:le )?(?:dio|administr\w+|aplic\w+|recibi\w+))"
)
_UNIT = r"(?:dos[ei]s|doses?|(?:day|d[ií]a|d)\s?(?!1\b)\d{1,2})"
# A dose or a later day beside the word: `se omitió 1 dosis`, `day 8 held`, `2 doses of cisplatin were omitted`.
_PART = re.compile(
    rf"\b(?:{_LEFT}\s(?:[\w.]{{1,10}}\s){{0,3}}?{_UNIT}"
    rf"|{_UNIT}\s(?:(?:of|de|del)\s[\w-]{{3,20}}\s)?(?:(?:was|were|had to be|fue|fueron|se)\s){{0,2}}{_LEFT})\b",
    re.IGNORECASE,
)
# Before a drug, and behind one with its own words: `omitted the vincristine`, `vincristina del día 8 omitida`.
_LEFT_BEFORE = re.compile(
    rf"\b(?:{_LEFT}|without|sin)\s(?:(?:the|la|el|una?|dosis de|dose of)\s){{0,3}}$", re.IGNORECASE
)
_LEFT_BEHIND = re.compile(
    rf"(?:\s\d[\w.,/²]{{0,14}}){{0,2}}(?:\s(?!(?:and|y|but|pero)\b)[\w./-]{{1,14}}){{0,8}}?\s(?:was |were "
    rf"|fue )?{_LEFT}\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\s(?:on|in|of|during|for|en|del?|durante|para)\s", re.IGNORECASE)


def given_in_part(found: Iterable[Finding], clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The cycles of a clause; one that is denied for what was left out of it is told as given."""
    for one in found:
        denied = one.kind is Kind.CYCLE and one.assertion is Assertion.NEGATED
        yield replace(one, assertion=Assertion.STATED) if denied and _in_part(one, clause, setting) else one


def _in_part(cycle: Finding, clause: Clause, setting: Setting) -> bool:
    start = clause.text.find(cycle.value.strip())
    if start < 0 or not cycle.value.strip():
        return False
    if _PART.search(clause.text):
        return True
    end = start + len(cycle.value.strip())
    return any(
        _is_left_out(clause.text, one.start, one.end, (start, end)) for one in found_in(clause, setting.words.drugs)
    )


def _is_left_out(text: str, start: int, end: int, cycle: tuple[int, int]) -> bool:
    """Whether the drug at `text[start:end]` is what was left out, and not its cycle."""
    if cycle[0] <= start < cycle[1]:
        return False
    if _LEFT_BEFORE.search(text, max(0, start - 50), start):
        return True
    left = _LEFT_BEHIND.match(text, end)
    if left is None or not (end <= cycle[0] < left.end()):
        return left is not None and ":" in text[cycle[1] : start]
    return _INSIDE.search(text, end, cycle[0] + 1) is not None
