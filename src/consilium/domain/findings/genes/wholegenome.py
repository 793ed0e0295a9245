"""Statements of the whole genome: karyotype, ploidy, mutational burden, microsatellites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes import genenames
from consilium.domain.findings.genes.geneslistedout import listed_out
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, broken, connected, spans_in, words_between
from consilium.domain.findings.tissue.markersigns import sign_after
from consilium.domain.phrases import PhraseIndex, fold

# The lists of `knowledge/findings/molecular.yaml` by their names.
Lists: TypeAlias = Mapping[str, PhraseIndex[str]]

_BURDEN = re.compile(
    r"\D{0,25}?(\d{1,4}(?:[.,]\d{1,2})?)\s?((?:(?:m|muts?|mutations?|mutaciones|variants?|variantes|var)\.?\s?)?"
    r"(?:/|per|por)\s?(?:Mb|megabase|megabasa)s?)",
    re.IGNORECASE,
)
# A state that leads what it is said of: `negative for`.
_LEADING = (" for", " para")
_LED_REACH = 14
# `deletion of IKZF1 and no deletion of ERG`: said of what follows.
_DENYING = ("sin ", "no ", "without ")
# `no deletion of 7q`, `no deletion 5q`: what is denied is named behind it.
_OF_ANOTHER = re.compile(r"\s(?:(?:of|de|del)\s|(?:chromosome |cromosoma |del)?\(?\d{1,2}[pq]?\b(?!\s?%))")
# A sentence on what such changes mean, which is of no one child: `t(9;11) is generally placed in the middle group`.
_OF_MANY = re.compile(
    r"\b(?:generally|usually|typically|(?:outcome|prognosis|survival) (?:with|of|in)|(?:can|"
    r"may) (?:also )?be (?:seen|found)|"
    r"(?:is|are) (?:adverse|favou?rable|associated with|considered)|in (?:children|adults|infants) with|generalmente|"
    r"habitualmente|suelen?|el pron[oó]stico de|se asocian? (?:a|con)|puede verse|se consideran?)\b",
    re.IGNORECASE,
)
# The share of cells right behind a rearrangement: `t(15;17) 85 %`, `t(8;21) in 90% of cells`.
_IN_CELLS = re.compile(r"\s?[(:,]?\s?(?:in |en |positiv\w* (?:in |en )?)?(?:el |the )?(\d{1,3}(?:[.,]\d{1,2})?\s?%)")
# A normal result right behind what was looked for: `KMT2A break-apart: normal`.
_NORMAL = re.compile(
    r"\s?(?:\([^()]{1,30}\)\s?)?(?:[:=|–-]|is|was|es|fue|\s)\s?(?:normal(?:es)?|patr[oó]n normal)\b(?!\s[a-z])",
    re.IGNORECASE,
)

# What is still being looked for: `SNP array for segmental changes (1p, 11q, 17q): in progress`.
_AWAITED = re.compile(
    r"\s?(?:\([^()]{1,60}\)\s?)?[:=–-]?\s?(?:(?:is|are|still|est[aá]n?|a[uú]n|todav[ií]a)\s){0,3}"
    r"(?:in progress|in process|pending|to follow|awaited|outstanding|en (?:curso|proceso|marcha)|pendientes?"
    r"|a la espera)\b",
    re.IGNORECASE,
)


def statements_in(clause: Clause, lists: Lists, assertion: AssertionWords) -> Iterator[Finding]:
    """Statements of the whole genome: karyotype, ploidy, mutational burden, microsatellites."""
    if not any(char.isdigit() for char in clause.text) and not clause.words:
        return
    rearranged = list(genenames.rearranged_in(clause.text))
    shared = _sharing(clause, lists, rearranged)
    for span in rearranged:
        value = clause.text[span.start : span.end].rstrip(".,;:")
        whole = span.value in ("karyotype", "array", "FISH")
        name = span.value if whole else span.value.rstrip(".,;:")
        how = assertion_of(clause, span.start, span.end, assertion)
        if whole and how is not Assertion.FAMILY:
            how = Assertion.STATED
        if how is Assertion.STATED and (span.start in shared or listed_out(clause.text, span.start)):
            how = Assertion.NEGATED
        if how is Assertion.STATED and not whole and _OF_MANY.search(clause.text):
            how = Assertion.CONDITIONAL
        told = _plain(clause, Kind.CYTOGENETICS, name, value, span, how)
        cells = None if whole else _IN_CELLS.match(clause.text, span.end)
        yield replace(told, detail={"percent": cells[1]}) if cells is not None else told
    for span in spans_in(clause, lists["concepts"]):
        comma = clause.text.find(",", span.end)
        state = state_after(clause, lists, span, comma if comma >= 0 else None)
        how = state or assertion_of(clause, span.start, span.end, assertion)
        if how is Assertion.STATED and _AWAITED.match(clause.text, span.end):
            how = Assertion.PENDING
        if how is Assertion.STATED and (_led(clause, lists, span) or listed_out(clause.text, span.start)):
            how = Assertion.NEGATED
        yield _plain(clause, Kind.CYTOGENETICS, span.value, clause.text[span.start : span.end], span, how)
    for span in spans_in(clause, lists["satellites"])[:1]:
        how = assertion_of(clause, span.start, span.end, assertion)
        found = _plain(clause, Kind.VARIANT, "microsatellites", clause.text[span.start : span.end], span, how)
        yield replace(found, detail={"class": span.value})
    yield from _burden(clause, lists)


def _sharing(clause: Clause, lists: Lists, spans: Sequence[Span[str]]) -> set[int]:
    """Where the rearrangements of a list begin that share what is said behind its last: `t(9;22), t(1;19) y t(4;11):
    ausentes`."""
    shared: set[int] = set()
    for at in range(len(spans) - 2, -1, -1):
        here, after = spans[at], spans[at + 1]
        denied = after.start in shared or state_after(clause, lists, after) is Assertion.NEGATED
        if denied and connected(clause.text, here.end, after.start) and "karyotype" not in (here.value, after.value):
            shared.add(here.start)
    return shared


def _plain(clause: Clause, kind: Kind, name: str, value: str, span: Span[str], how: Assertion) -> Finding:
    return Finding(
        kind,
        name,
        value=value,
        assertion=how,
        citations=(clause.cite(span.start, span.end),),
        confidence=clause.confidence,
    )


def state_after(clause: Clause, lists: Lists, span: Span[str], limit: int | None = None) -> Assertion | None:
    """What a state right after a thing, and before `limit`, says of it: `not detected`."""
    last = len(clause.text) if limit is None else limit
    if _NORMAL.match(clause.text, span.end, last):
        return Assertion.NEGATED
    signed = sign_after(clause.text, span.end, None, signed=False)
    if signed is not None and signed.end <= last and signed.value[0] != "equivocal":
        return None if signed.value[0] == "positive" else Assertion.NEGATED
    for state in spans_in(clause, lists["states"]):
        said = fold(clause.text[state.start : state.end])
        if said.endswith(_LEADING) or (said.startswith(_DENYING) and _OF_ANOTHER.match(clause.text, state.end)):
            continue
        between = clause.text[span.end : state.start]
        if between.rstrip().endswith("(") and _told_behind(clause, lists, state):
            continue
        aside = "(" in between and ")" not in between and between.rpartition("(")[2].strip() != ""
        near = span.end <= state.start < last and len(words_between(clause.text, span.end, state.start)) <= 4
        if near and not aside and not broken(clause.text, span.end, state.start):
            return None if state.value == "stated" else Assertion(state.value)
    return None


def _told_behind(clause: Clause, lists: Lists, aside: Span[str]) -> bool:
    """Whether another state stands right behind the brackets that one opens: `(present at diagnosis) not detected`."""
    closed = clause.text.find(")", aside.end)
    return closed >= 0 and any(
        one.start > closed and len(words_between(clause.text, closed, one.start)) == 0
        for one in spans_in(clause, lists["states"])
    )


def _led(clause: Clause, lists: Lists, span: Span[str]) -> bool:
    """Whether it stands in a list that `negative for` leads: the last lead before it, in the same sentence."""
    leads = [one for name in ("denied", "found") for one in spans_in(clause, lists[name]) if one.end <= span.start]
    last = max(leads, key=lambda one: one.start, default=None)
    if last is None or last.value != "denied" or broken(clause.text, last.end, span.start):
        return False
    return len(words_between(clause.text, last.end, span.start)) <= _LED_REACH


def _burden(clause: Clause, lists: Lists) -> Iterator[Finding]:
    for span in spans_in(clause, lists["burden"])[:1]:
        found = _BURDEN.match(clause.text, span.end)
        if found:
            yield Finding(
                Kind.VARIANT,
                "tumor mutational burden",
                value=found[1],
                number=float(found[1].replace(",", ".")),
                unit=found[2],
                detail={"class": "burden"},
                citations=(clause.cite(span.start, found.end()),),
                confidence=clause.confidence,
            )
