"""What became of tests of genes: rows of genes with a result in another cell, and tests that are asked for, awaited,
not made or failed, which tell nothing of the gene."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.opinionsasked import asks_opinion
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.genesnamed import answered
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.holders import HolderWords, sent_to
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.findings.text.spans import Span, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, fold

# Whoever was sent the tissue, by a name of two words and more.
_NAMED = HolderWords(frozenset(), frozenset(("of", "de", "del", "la", "and", "y")))
Lists: TypeAlias = Mapping[str, PhraseIndex[str]]

_MITOCHONDRIAL = re.compile(r"(?<![\w.])m\.\d{1,5}[ACGT]>[ACGT]")
# A gene in brackets names a disease's cause: `CGD (CYBB), awaiting transplant`.
CLOSED = re.compile(r"[^()]{0,20}\)\s?[,;]")
_REACH, _ASKED_REACH, _BEFORE_REACH, _UNTOLD_REACH = 14, 9, 12, 2
# A state that leads what it is said of: `negative for`.
_LEADING = (" for", " para")
_PLANS = (
    "recommend", "suggest", "advis", "sugier", "sugerid", "recomiend", "recomendad", "aconsej", "estudiar", "confirmar",
    "is urged", "are urged", "urged", "i would", "i d ", "we would", "should", "ought", "secuenciar", "amerita", "need",
    "debe", "se debe", "habria", "hay que", "convend", "conviene", "must", "has to", "would be worth", "to be sought",
    "to be looked", "recomend", "to be sequenced", "realizar", "solicitar", "pedir", "to be sent", "se realizara",
    "se estudiara", "send",
)  # fmt: skip
_STATUS = {
    Assertion.PENDING: "pending",
    Assertion.PLANNED: "requested",
    Assertion.NEGATED: "not available",
}


def row_state(clause: Clause, lists: Lists, at: int) -> Assertion | None:
    """What the other cells of a row say of everything that its first cell names: `IDH1/IDH2 | Not detected`."""
    first = _first_end(clause)
    if at >= first:
        return None
    for state in spans_in(clause, lists["states"]):
        if state.start >= first and not fold(clause.text[state.start : state.end]).endswith(_LEADING):
            return Assertion(state.value)
    return None


def is_untold(clause: Clause, lists: Lists, at: int) -> bool:
    """Whether the row's other cells say that there is no result: `TERT promoter | Failed`."""
    first = _first_end(clause)
    return at < first and any(one.start >= first for one in spans_in(clause, lists["untold"]))


def _first_end(clause: Clause) -> int:
    """Where the first cell of a row ends; 0 for prose."""
    return clause.cells[0][0] + len(clause.cells[0][1]) if len(clause.cells) > 1 else 0


def untested(clause: Clause, lists: Lists, start: int, end: int) -> Assertion | None:
    """Whether what stands at `start` to `end` names a test that is awaited, asked for, not made or failed; None where
    the clause tells a result of it, or nothing."""
    if is_untold(clause, lists, start):
        return Assertion.PENDING
    state = row_state(clause, lists, start)
    if state is not None:
        return Assertion.PENDING if state is Assertion.PENDING else None
    after = _said_after(clause, lists, end)
    if after is not None:
        return after if after is not Assertion.STATED else None
    return _asked_before(clause, lists, start)


def _said_after(clause: Clause, lists: Lists, end: int) -> Assertion | None:
    """The first word after a thing that says what became of it; stated where that is a result."""
    found = [(one, _unmade(one)) for one in spans_in(clause, lists["unmade"])]
    found += [(one, _asked(clause, one)) for one in spans_in(clause, lists["asked"])]
    found += [(one, _as_state(one)) for one in spans_in(clause, lists["states"])]
    found += [(one, Assertion.PENDING) for one in spans_in(clause, lists["untold"]) if _close(clause, end, one.start)]
    near = [one for one in found if one[0].start >= end and not broken(clause.text, end, one[0].start)]
    near = [one for one in near if not CLOSED.match(clause.text[end : one[0].start])]
    first = min(near, key=lambda one: (one[0].start, -one[0].end), default=None)
    if first is None:
        return None
    reach = _ASKED_REACH if first[1] is Assertion.PLANNED else _REACH
    return first[1] if len(words_between(clause.text, end, first[0].start)) <= reach else None


def _close(clause: Clause, end: int, start: int) -> bool:
    return start >= end and len(words_between(clause.text, end, start)) <= _UNTOLD_REACH


def _unmade(_: Span[str]) -> Assertion:
    return Assertion.NEGATED


def _as_state(state: Span[str]) -> Assertion:
    return Assertion.PENDING if state.value == "pending" else Assertion.STATED


def _asked(clause: Clause, span: Span[str]) -> Assertion:
    """What is sent or was asked for is awaited; what is advised is planned."""
    said = fold(clause.text[span.start : span.end])
    return Assertion.PLANNED if said.startswith(_PLANS) else Assertion.PENDING


def _asked_before(clause: Clause, lists: Lists, start: int) -> Assertion | None:
    """`sent for 1q gain`, `se sugiere confirmar BRAF V600E`: the last such word before it in its sentence."""
    asked = [one for one in spans_in(clause, lists["asked"]) if not asks_opinion(clause.text, one.end)]
    found = [(one, _asked(clause, one)) for one in asked]
    found += [(one, Assertion.NEGATED) for one in spans_in(clause, lists["unmade"])]
    found += [(one, _as_state(one)) for one in spans_in(clause, lists["states"])]
    near = [one for one in found if one[0].end <= start and not broken(clause.text, one[0].end, start)]
    last = max(near, key=lambda one: one[0].start, default=None)
    if last is None or last[1] is Assertion.STATED:
        return None
    if len(words_between(clause.text, last[0].end, start)) > _BEFORE_REACH:
        return None
    advised = last[1] is Assertion.PENDING and any(
        one[1] is Assertion.PLANNED for one in near
    )  # `se sugiere estudio de`
    return Assertion.PLANNED if advised else last[1]


def _by_method(clause: Clause, lists: Lists, gene: Span[str]) -> bool:
    """Whether the sentence names the test by its method, right before the gene: `FISH for MYCN`."""
    methods = [one for one in spans_in(clause, lists["methods"]) if one.value == "FISH" and one.end <= gene.start]
    return any(len(words_between(clause.text, one.end, gene.start)) <= 1 for one in methods)


def tests_in(
    clause: Clause, lists: Lists, genes: Sequence[Span[str]], order: str, assertion: AssertionWords
) -> Iterator[Finding]:
    """The tests that a clause says are awaited, asked for or not made, by their genes or arms of chromosomes."""
    if clause.section in (Section.FAMILY_HISTORY, Section.STAINS):
        return
    told: set[str] = set()
    named = [*genes, *(Span(one[0], one.start(), one.end()) for one in _MITOCHONDRIAL.finditer(clause.text))]
    for gene in named:
        known = gene.value in told or answered(clause.text, gene.end)
        how = None if known else untested(clause, lists, gene.start, gene.end)
        # `FISH for MYCN sent` is told as the test; what is only advised (`should be requested`) is of no gene yet.
        if how is None or (how is not Assertion.PLANNED and _by_method(clause, lists, gene)):
            continue
        told.add(gene.value)
        general = assertion_of(clause, gene.start, gene.end, assertion)
        if general is Assertion.FAMILY:
            continue
        days = dates_of(clause, order)
        detail = {"what": "genetics", "status": _STATUS[how]} | ({"status_date": str(days[0].value)} if days else {})
        if house := sent_to(clause.text, 0, len(clause.text), _NAMED):
            detail["holder"] = house
        yield Finding(
            Kind.MENTION,
            gene.value,
            value=clause.text[gene.start : gene.end],
            assertion=general if general is Assertion.CONDITIONAL else how,
            detail=dict(detail),
            citations=(clause.cite(),),
            confidence=clause.confidence,
        )
