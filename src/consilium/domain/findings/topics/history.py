"""Other illness of the child (with syndromes that predispose to cancer) and what relatives have.

CONDITION: `detail` predisposes ("yes"). FAMILY_HISTORY: `detail` relative ("maternal grandmother", "" where
the text says none), age (at which the relative had it, as written); a family without cancer is a negated "cancer".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex, fold, words_of

_MOST_CITATIONS = 8
_SKIPPED = frozenset({Section.GENERAL, Section.LABORATORY, Section.TECHNIQUE, Section.STAINS})
_AGE = re.compile(
    r"(?:\bat|\bage[d]?|\ba los|\bedad de|\bdied at|\()\s*(?:age )?(\d{1,3})(?!\d|[./-]\d)(?: ?(?:years?|y|a[nñ]os))?",
    re.I,
)
_AGE_HEADS = frozenset({"age", "edad", "age at diagnosis", "edad al diagnostico", "age at onset"})
_PARTS = re.compile(r"[;.]\s")


@dataclass(frozen=True, slots=True)
class Condition:
    """`of_family` where it is looked for in relatives only."""

    name: str
    code: str = ""
    predisposes: bool = False
    of_family: bool = False


@dataclass(frozen=True)
class Words:
    conditions: PhraseIndex[Condition]
    relatives: PhraseIndex[str]
    sides: PhraseIndex[str]
    side_heads: frozenset[str]
    not_after: PhraseIndex[bool]
    not_before: PhraseIndex[bool]
    had: frozenset[str] = frozenset()


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/history.yaml`."""
    own = [
        (str(phrase), Condition(entry["name"], str(entry.get("code", "")), bool(entry.get("predisposes", False))))
        for entry in data["conditions"]
        for phrase in (entry["name"], *entry["words"])
    ]
    family = [
        (str(phrase), Condition(str(name), of_family=True))
        for name, phrases in data["cancers"].items()
        for phrase in (name, *phrases)
    ]
    return Words(
        PhraseIndex.of([*own, *family]),
        _named(data["relatives"]),
        _named(data["family_sides"]),
        frozenset(fold(str(one)) for one in data["side_heads"]),
        PhraseIndex.of((str(one), True) for one in data["not_after"]),
        PhraseIndex.of((str(one), True) for one in data["not_before"]),
        frozenset(fold(str(one)) for one in data["had"]),
    )


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Each once for each way in which the paper says it, with all its places."""
    found: dict[tuple[object, ...], Finding] = {}
    for clause in paper.clauses:
        if clause.section in _SKIPPED:
            continue
        for one in _in_clause(clause, words, assertion):
            key = (one.kind, one.name, one.assertion, one.detail.get("relative", ""))
            known = found.get(key)
            places = (*known.citations, *one.citations)[:_MOST_CITATIONS] if known else one.citations
            found[key] = replace(known or one, citations=tuple(dict.fromkeys(places)))
    yield from found.values()


def _named(groups: Mapping[str, Sequence[str]]) -> PhraseIndex[str]:
    return PhraseIndex.of((str(one), str(name)) for name, phrases in groups.items() for one in (name, *phrases))


def _in_clause(clause: Clause, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    for span in spans_in(clause, words.conditions):
        if _is_other(clause, span, words):
            continue
        said = assertion_of(clause, span.start, span.end, assertion)
        if said is Assertion.FAMILY and (_heads_columns(clause, span, words) or _only_asked(clause, span, words)):
            continue
        if said is Assertion.FAMILY or (said is Assertion.NEGATED and _speaks_of_family(clause, span, words)):
            yield _of_family(clause, span, said, words)
        elif not span.value.of_family and said is not Assertion.CONDITIONAL and clause.section is not Section.QUESTIONS:
            yield _of_child(clause, span, said)


def _heads_columns(clause: Clause, span: Span[Condition], words: Words) -> bool:
    """Whether the clause is the head of a table of relatives: it begins with "relative" and goes on without a verb."""
    first = next(iter(words.relatives.find(clause.words)), None)
    return (
        span.value.name == "cancer"
        and first is not None
        and first.first == 0
        and first.value == "relative"
        and (len(clause.words) <= 8)
    )


def _only_asked(clause: Clause, span: Span[Condition], words: Words) -> bool:
    """Whether a question asks of a relative's illness and states none ("can her sister get leukemia too?")."""
    if "?" not in clause.text[span.end : span.end + 400]:
        return False
    relative = _relative(clause, span, words)
    between = words_of(clause.text[relative.end : span.start]) if relative and relative.end <= span.start else ()
    return not words.had.intersection(word.text for word in between)


def _is_other(clause: Clause, span: Span[Condition], words: Words) -> bool:
    """Whether the name is a test's, a vaccine's or a clinic's."""
    at = bisect_left(clause.words, span.start, key=lambda word: word.start)
    after = tuple(word for word in clause.words[at : at + 10] if word.start >= span.end)[:2]
    before = clause.words[max(0, at - 3) : at]
    if any(hit.first == 0 for hit in words.not_after.find(after)):
        return True
    return any(hit.after == len(before) for hit in words.not_before.find(before))


def _of_child(clause: Clause, span: Span[Condition], said: Assertion) -> Finding:
    codes = (Code("icd-10", span.value.code, span.value.name),) if span.value.code else ()
    return Finding(
        Kind.CONDITION,
        span.value.name,
        codes,
        assertion=Assertion.STATED if said is Assertion.PLANNED else said,
        detail={"predisposes": "yes"} if span.value.predisposes else {},
        citations=(clause.cite(span.start, span.end),),
        confidence=clause.confidence,
    )


def _of_family(clause: Clause, span: Span[Condition], said: Assertion, words: Words) -> Finding:
    relative = _relative(clause, span, words)
    side = _side(clause, relative, words)
    who = relative.value if relative else ""
    if side is not None and who and not who.startswith(side.value):
        who = f"{side.value} {who}"
    age = _age(clause, span)
    spans = [one for one in (relative, side, age) if one is not None]
    low, high = min([span.start, *(one.start for one in spans)]), max([span.end, *(one.end for one in spans)])
    detail = {"relative": who, "age": age.value if age else "", "predisposes": "yes" if span.value.predisposes else ""}
    return Finding(
        Kind.FAMILY_HISTORY,
        span.value.name,
        assertion=said,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(low, high),),
        confidence=clause.confidence,
    )


def _speaks_of_family(clause: Clause, span: Span[Condition], words: Words) -> bool:
    """Whether a negated illness is the family's: "no family history of cancer", "siblings: no cancer"."""
    if clause.section is Section.FAMILY_HISTORY:
        return True
    before = fold(clause.text[max(0, span.start - 60) : span.start])
    return "famil" in before or "heredo" in before or bool(_near(spans_in(clause, words.relatives), clause, span, 40))


def _relative(clause: Clause, span: Span[Condition], words: Words) -> Span[str] | None:
    sides = spans_in(clause, words.sides)
    found = [one for one in spans_in(clause, words.relatives) if not any(_within(one, side) for side in sides)]
    if clause.cells:
        return found[0] if found else None
    near = _near(found, clause, span, 90)
    before = [one for one in near if one.end <= span.start]
    return before[-1] if before else next(iter(near), None)


def _within(one: Span[str], side: Span[str]) -> bool:
    """Whether a relative is only said to name a side ("mother's side", "mother's" in a table)."""
    return side.start <= one.start and one.end < side.end


def _near(found: Sequence[Span[str]], clause: Clause, span: Span[Condition], reach: int) -> list[Span[str]]:
    """Relatives of the same sentence part as the illness."""
    return [
        one
        for one in found
        if max(one.start - span.end, span.start - one.end) <= reach
        and not _PARTS.search(clause.text[min(one.end, span.end) : max(one.start, span.start)])
    ]


def _side(clause: Clause, relative: Span[str] | None, words: Words) -> Span[str] | None:
    if relative is None:
        return None
    sides = spans_in(clause, words.sides)
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        if fold(head) in words.side_heads:
            return next((one for one in sides if start <= one.start < start + len(text)), None)
    close = [one for one in sides if -14 <= one.start - relative.end <= 24 and one.start != relative.start]
    inside = [one for one in sides if relative.start - 12 <= one.start < relative.end]
    return next(iter(inside or close), None)


def _age(clause: Clause, span: Span[Condition]) -> Span[str] | None:
    for (start, text), head in zip(clause.cells, clause.header, strict=False):
        if fold(head) in _AGE_HEADS:
            number = next((word for word in words_of(text) if word.text.isdigit()), None)
            return Span(number.text, start + number.start, start + number.end) if number else None
    found = _AGE.search(clause.text, span.end, span.end + 40)
    if found is None or _PARTS.search(clause.text, span.end, found.start()):
        return None
    return Span(found[1], found.start(1), found.end(1))
