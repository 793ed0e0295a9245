"""Minimal residual disease: its value as written, with limit, method, specimen and point of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.spans import Span, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Scalar

# A percentage, or a share as a power of ten: "<0,01 %", "5 x 10^-5", "1E-4", "10-4".
VALUE = re.compile(
    r"(?P<sign>[<>≤≥])?\s?(?:(?P<percent>\d{1,3}(?:[.,]\d{1,6})?)\s?%"
    r"|(?P<count>\d{1,7}(?:[.,]\d{1,3})?)\s(?:cells? |c[eé]lulas? )?(?:per|in|por|en|of|de|x|/)\s"
    r"(?:un |a |one |cada |1 )?(?P<base>mill[oó]n|million|10\^?[4-6⁴⁵⁶])"
    r"|(?P<share>(?:\d{1,3}(?:[.,]\d{1,3})?\s?[x×·*]\s?)?10\s?\^?\s?[-−–⁻]\s?[1-7⁴⁵⁶³]|\d(?:[.,]\d{1,2})?[eE]-0?[1-7]))(?!\w)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:day|d[ií]a|d)\s?\+?\d{1,3}\b", re.IGNORECASE)
_REACH = 14


@dataclass(frozen=True)
class ResidualWords:
    names: PhraseIndex[str]
    results: PhraseIndex[str]
    limit: PhraseIndex[str]
    conditional: PhraseIndex[str]
    heads: PhraseIndex[str]
    methods: PhraseIndex[str]
    specimens: PhraseIndex[str]
    timepoints: PhraseIndex[str]


def words_from(data: Mapping[str, Any]) -> ResidualWords:
    """From the table `mrd` of `knowledge/findings/molecular.yaml`."""

    def flat(*names: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), name) for name in names for one in data[name])

    def named(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), key) for key, ones in data[name].items() for one in ones)

    return ResidualWords(
        flat("names"),
        flat("negative", "positive", "pending"),
        flat("limit"),
        flat("conditional"),
        PhraseIndex.of((str(one), key) for key, ones in data["heads"].items() for one in ones),
        named("methods"),
        named("specimens"),
        flat("timepoints"),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A name with the value or the result that is said of it, and the method's limit."""

    name: Span[str]
    value: re.Match[str] | None
    result: Span[str] | None
    limit: str

    def stretch(self) -> tuple[int, int]:
        places = [(self.name.start, self.name.end)]
        places += [(self.value.start(), self.value.end())] if self.value else []
        places += [(self.result.start, self.result.end)] if self.result else []
        return min(at for at, _ in places), max(at for _, at in places)


def residual_in(
    clause: Clause, words: ResidualWords, assertion: AssertionWords, when: PartialDate | None
) -> Iterator[Finding]:
    """Each value of residual disease; without any, whether it was negative, positive or is pending."""
    names = spans_in(clause, words.names)
    if not names:
        return
    limits = spans_in(clause, words.limit)
    results = _results(clause, names, words)
    values = [
        one for one in VALUE.finditer(clause.text) if names[0].start <= one.start() or one.end() <= names[0].start
    ]
    measured = [one for one in values if not _is_limit(clause, one.start(), limits)]
    limit = next((one[0].strip() for one in values if one not in measured), "")
    used = False
    for value in measured:
        name = _nearest(names, value.start())
        if _near(clause, name, value.start(), value.end()):
            used = True
            own = [one for one in results if _nearest(names, one.start) is name]
            told = _Told(name, value, _result(own, value.start()), limit)
            yield replace(_finding(clause, words, assertion, told), when=when)
    valued = {id(_nearest(names, value.start())) for value in measured} if used else set()
    for result in results[: 2 if not used else 4]:
        name = _nearest(names, result.start)
        if id(name) not in valued and _near(clause, name, result.start, result.end):
            told = _Told(name, None, result, limit)
            yield replace(_finding(clause, words, assertion, told), when=when)


def of_value(
    clause: Clause,
    words: ResidualWords,
    assertion: AssertionWords,
    name: Span[str],
    value: re.Match[str] | None,
    result: Span[str] | None,
) -> Finding:
    """The finding of a value or a result that a table's cell has."""
    return _finding(clause, words, assertion, _Told(name, value, result, ""))


def _results(clause: Clause, names: list[Span[str]], words: ResidualWords) -> list[Span[str]]:
    return [
        one for one in spans_in(clause, words.results) if not any(name.start <= one.start < name.end for name in names)
    ]


def _nearest(names: list[Span[str]], at: int) -> Span[str]:
    before = [name for name in names if name.start <= at]
    return before[-1] if before else names[0]


def _is_limit(clause: Clause, start: int, limits: list[Span[str]]) -> bool:
    return any(limit.end <= start and len(words_between(clause.text, limit.end, start)) <= 3 for limit in limits)


def _near(clause: Clause, name: Span[str], start: int, end: int) -> bool:
    """Within a few words; a semicolon may stand between a list's values, a full stop may not."""
    first, last = (name.end, start) if start >= name.end else (end, name.start)
    reach = _REACH if start >= name.end else 4
    return len(words_between(clause.text, first, last)) <= reach and not (
        start < name.start and broken(clause.text, first, last)
    )


def _result(results: list[Span[str]], at: int) -> Span[str] | None:
    return min((one for one in results if abs(one.start - at) <= 40), key=lambda one: abs(one.start - at), default=None)


def _finding(clause: Clause, words: ResidualWords, assertion: AssertionWords, told: _Told) -> Finding:
    value, result = told.value, told.result
    start, end = told.stretch()
    said = clause.text[result.start : result.end] if result else ""
    sign = value["sign"] or "" if value else ""
    return Finding(
        Kind.MRD,
        "minimal residual disease",
        value=value[0].strip() if value else said,
        number=_number(value),
        comparator={"≤": "<=", "≥": ">="}.get(sign, sign),
        unit=_unit(value),
        assertion=_assertion(clause, words, assertion, told),
        detail=_detail(clause, words, told),
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


def _number(value: re.Match[str] | None) -> float | None:
    """The percentage, or the count of cells; a power of ten stays as written."""
    said = (value["percent"] or value["count"]) if value else None
    return float(said.replace(",", ".")) if said else None


def _unit(value: re.Match[str] | None) -> str:
    if value is None:
        return ""
    return "%" if value["percent"] else value[0][value.end("count") - value.start() :].strip() if value["count"] else ""


def _assertion(clause: Clause, words: ResidualWords, assertion: AssertionWords, told: _Told) -> Assertion:
    """A negative result is stated, not negated."""
    start, end = told.stretch()
    if told.result is not None and told.result.value == "pending":
        return Assertion.PENDING
    for cue in spans_in(clause, words.conditional):
        if cue.end <= start and len(words_between(clause.text, cue.end, start)) <= 3:
            return Assertion.CONDITIONAL
    how = assertion_of(clause, start, end, assertion)
    return Assertion.STATED if how is Assertion.NEGATED else how


def _detail(clause: Clause, words: ResidualWords, told: _Told) -> dict[str, Scalar]:
    at = told.value.start() if told.value else told.stretch()[1]
    detail: dict[str, Scalar] = {
        "result": told.result.value if told.result and told.result.value != "pending" else "",
        "limit": told.limit,
        "method": _first(clause, words.methods),
        "specimen": _first(clause, words.specimens),
        "timepoint": _time(clause, words, at),
    }
    return {key: value for key, value in detail.items() if value}


def _first(clause: Clause, index: PhraseIndex[str]) -> str:
    return next((span.value for span in spans_in(clause, index)), "")


def _time(clause: Clause, words: ResidualWords, at: int) -> str:
    """The point of time named nearest before the value, as written."""
    days = [Span("day", found.start(), found.end()) for found in _DAY.finditer(clause.text)]
    spans = sorted([*spans_in(clause, words.timepoints), *days], key=lambda span: span.start)
    chosen = [span for span in spans if span.end <= at][-1:] or spans[:1]
    return clause.text[chosen[0].start : chosen[0].end].lower() if chosen else ""
