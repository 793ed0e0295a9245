"""Statements of the whole genome: karyotype, ploidy, mutational burden, microsatellites, methylation class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from consilium.domain.findings import genenames
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.spans import Span, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, fold

# The lists of `knowledge/findings/molecular.yaml` by their names.
Lists: TypeAlias = Mapping[str, PhraseIndex[str]]

_BURDEN = re.compile(
    r"\D{0,25}?(\d{1,4}(?:[.,]\d{1,2})?)\s?((?:mut[a-z.]{0,9}\s?)?(?:/|per|por)\s?(?:Mb|megabase|megabasa))",
    re.IGNORECASE,
)
# A state that leads what it is said of: `negative for`.
_LEADING = (" for", " para")
_LED_REACH = 14
_SCORE = re.compile(r"\D{0,15}([01][.,]\d{1,3})\b")


def statements_in(clause: Clause, lists: Lists, assertion: AssertionWords) -> Iterator[Finding]:
    """Statements of the whole genome: karyotype, ploidy, mutational burden, microsatellites, methylation class."""
    if not any(char.isdigit() for char in clause.text) and len(clause.words) < 2:
        return
    for span in genenames.rearranged_in(clause.text):
        value = clause.text[span.start : span.end].rstrip(".,;:")
        whole = span.value in ("karyotype", "array", "FISH")
        name = span.value if whole else value
        how = Assertion.STATED if whole else assertion_of(clause, span.start, span.end, assertion)
        yield _plain(clause, Kind.CYTOGENETICS, name, value, span, how)
    for span in spans_in(clause, lists["concepts"]):
        how = state_after(clause, lists, span) or assertion_of(clause, span.start, span.end, assertion)
        if how is Assertion.STATED and _led(clause, lists, span):
            how = Assertion.NEGATED
        yield _plain(clause, Kind.CYTOGENETICS, span.value, clause.text[span.start : span.end], span, how)
    for span in spans_in(clause, lists["satellites"])[:1]:
        how = assertion_of(clause, span.start, span.end, assertion)
        found = _plain(clause, Kind.VARIANT, "microsatellites", clause.text[span.start : span.end], span, how)
        yield replace(found, detail={"class": span.value})
    yield from _burden(clause, lists)
    yield from _methylation(clause, lists, assertion)


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
    for state in spans_in(clause, lists["states"]):
        if fold(clause.text[state.start : state.end]).endswith(_LEADING):
            continue
        between = clause.text[span.end : state.start]
        aside = "(" in between and ")" not in between and between.rpartition("(")[2].strip() != ""
        near = span.end <= state.start < last and len(words_between(clause.text, span.end, state.start)) <= 4
        if near and not aside and not broken(clause.text, span.end, state.start):
            return None if state.value == "stated" else Assertion(state.value)
    return None


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


def _methylation(clause: Clause, lists: Lists, assertion: AssertionWords) -> Iterator[Finding]:
    spans = spans_in(clause, lists["methylation"])
    classes = [span for span in spans if span.value == "class"]
    scores = [span for span in spans if span.value == "score" and classes and span.start > classes[0].end]
    score = next((found for span in scores if (found := _SCORE.match(clause.text, span.end))), None)
    none = any(span.value == "none" for span in spans)
    if not classes or (score is None and any(span.value == "not_class" for span in spans)):
        return
    last = max(span.end for span in classes)
    name = "no matching class" if none else _class_name(clause.text[last : scores[0].start if scores else None])
    if name and (score or none or ":" in clause.text[last : last + 30]):
        end = score.end() if score else len(clause.text)
        yield Finding(
            Kind.METHYLATION,
            name,
            value=score[1] if score else "",
            number=float(score[1].replace(",", ".")) if score else None,
            assertion=Assertion.STATED if none else assertion_of(clause, classes[0].start, end, assertion),
            detail={"class": name, "score": score[1] if score else ""},
            citations=(clause.cite(classes[0].start, end),),
            confidence=clause.confidence,
        )


def _class_name(text: str) -> str:
    """The class as written, without the words that lead to it and what follows it."""
    start = text.find(":") + 1 if ":" in text[:40] else 0
    name = re.split(r"[(;]|\.\s|\bwith\b|\bcon\b", text[start:], maxsplit=1)[0]
    return re.sub(r"^\s*(?:class|clase|de|of|is|es)\s+", "", name, flags=re.IGNORECASE).strip(" :,.-")[:120]
