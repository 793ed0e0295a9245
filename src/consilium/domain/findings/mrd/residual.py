"""Minimal residual disease: its value as written, with limit, method, specimen and point of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.examination.growthdays import is_goal
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mrd.donorshares import is_of_donor
from consilium.domain.findings.mrd.residualbounds import (
    FATES,
    counted_otherwise,
    fate_of,
    is_led,
    limits_of,
    of_other_sample,
)
from consilium.domain.findings.mrd.residualdoubts import INDETERMINATE, doubts_of
from consilium.domain.findings.mrd.residualpoints import has_own, point_of
from consilium.domain.findings.mrd.residualvalues import VALUE, compared
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

RESIDUAL = "minimal residual disease"
# `MRD-ve`, `MRD (+)`, `EMR: -`.
# What makes a number behind the name a threshold: `MRD positive is defined as 0.01 %`.
_DEFINED = re.compile(
    r"\b(?:defined|definid[oa]s?|se define|considered|se considera|should be|must be|debe ser)\b", re.IGNORECASE
)
_SIGNED = re.compile(
    r"\s?[:=]?\s?(?P<open>\()?(?:(?P<plus>\+)|(?P<minus>[-−–]))(?P<ve>\s?ve\b)?(?(open)\))(?=[\s,;.)]"
    r"|$)(?!\s?\d)(?!\s\w)"
)
# How many words may part a name from its value, a limit from its number, and so on; letters for the last.
_REACH, _BARE_REACH = 14, 3
_LIMIT_REACH, _ASKED_REACH, _SIDE_REACH, _OTHERS_REACH = 5, 4, 8, 1
_RESULT_REACH, _LIMIT_LETTERS = 60, 20
_SAID_AS = {"pending": Assertion.PENDING, INDETERMINATE: Assertion.UNCERTAIN}


@dataclass(frozen=True)
class ResidualWords:
    names: PhraseIndex[str]
    results: PhraseIndex[str]
    unclear: PhraseIndex[str]
    limit: PhraseIndex[str]
    conditional: PhraseIndex[str]
    heads: PhraseIndex[str]
    methods: PhraseIndex[str]
    specimens: PhraseIndex[str]
    timepoints: PhraseIndex[str]
    sides: PhraseIndex[str]
    not_lines: PhraseIndex[str]
    asked: PhraseIndex[str]


def words_from(data: Mapping[str, Any]) -> ResidualWords:
    """From the table `mrd` of `knowledge/findings/molecular.yaml`."""

    def flat(*names: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), name) for name in names for one in data[name])

    def named(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), key) for key, ones in data[name].items() for one in ones)

    return ResidualWords(
        flat("names"),
        flat("negative", "positive", "pending"),
        PhraseIndex.of((str(one), INDETERMINATE) for one in data["unclear"]),
        flat("limit"),
        flat("conditional"),
        PhraseIndex.of((str(one), key) for key, ones in data["heads"].items() for one in ones),
        named("methods"),
        named("specimens"),
        flat("timepoints"),
        named("sides"),
        flat("not_lines"),
        flat("asked"),
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
        one
        for one in VALUE.finditer(clause.text)
        if (names[0].start <= one.start() or one.end() <= names[0].start)
        and _is_share(clause, names, one)
        and not is_of_donor(clause.text, *one.span())
        and not counted_otherwise(clause.text, one.end(), names[0].start, names[0].end)
    ]
    others = [one for one in spans_in(clause, words.not_lines) if one.start >= names[0].end]
    bounds = [one for one in values if as_limit(clause, one, limits_of(clause.text, limits, names, one.start()))]
    measured = [one for one in values if one not in bounds and not _of_others(clause, one, others)]
    limit = bounds[0][0].strip() if bounds else ""
    used = False
    for value in measured:
        name = _nearest(names, value.start())
        if _near(clause, name, value.start(), value.end()):
            used = True
            own = [one for one in results if _nearest(names, one.start) is name]
            own = [one for one in own if not _parted(clause, words, one, value, measured)]
            told = _Told(name, value, _result(own, value.start()), limit)
            yield replace(_finding(clause, words, assertion, told), when=when)
    for result in results[: 2 if not used else 4]:
        name = _nearest(names, result.start)
        valued = [one for one in measured if used and _nearest(names, one.start()) is name]
        apart_from = all(
            broken(clause.text, *sorted((one.start(), result.start))) or _parted(clause, words, result, one, measured)
            for one in valued
        )
        if apart_from and _near(clause, name, result.start, result.end):
            told = _Told(name, None, result, limit)
            yield replace(_finding(clause, words, assertion, told), when=when)


def _parted(
    clause: Clause, words: ResidualWords, result: Span[str], value: re.Match[str], values: Sequence[re.Match[str]]
) -> bool:
    """Whether a result is of the next of a list's values: `day 15: 1.2 %; day 33: 0.03 %; day 78: negative`."""
    low, high = sorted((result.start, value.start()))
    if any(low < one.start() < high for one in values) or ";" in clause.text[low:high]:
        return True
    return has_own(clause, words.timepoints, value.end()) and has_own(clause, words.timepoints, result.end)


def of_transcript(
    clause: Clause,
    words: ResidualWords,
    assertion: AssertionWords,
    name: Span[str],
    value: re.Match[str] | None,
    stop: int,
) -> Finding | None:
    """The level of a transcript that `name` stands for, or a result alone behind it and before `stop`; None without
    either."""
    last = value.start() if value is not None else stop
    results = [one for one in spans_in(clause, words.results) if name.end <= one.start < last]
    near = [one for one in results if value is None or not broken(clause.text, name.end, one.start)][:1]
    if value is None and not (near and len(words_between(clause.text, name.end, near[0].start)) <= _REACH):
        return None
    found = _finding(clause, words, assertion, _Told(name, value, near[0] if near else None, ""))
    return replace(found, name=name.value)


def to_come(clause: Clause, words: ResidualWords, assertion: AssertionWords) -> Iterator[Finding]:
    """That residual disease is to be measured, where a sentence names it without any value or result."""
    names = spans_in(clause, words.names)
    if not names:
        return
    told = [one.start() for one in VALUE.finditer(clause.text)] + [one.start for one in _results(clause, names, words)]
    for name in names[:1] if not told else names[-1:]:
        if any(not broken(clause.text, *sorted((name.start, one))) for one in told):
            continue
        how = _to_come(clause, words, name, assertion)
        how = fate_of(clause, name.end, how)
        if how in FATES:
            yield Finding(
                Kind.MENTION,
                RESIDUAL,
                value=clause.text[name.start : name.end],
                assertion=how,
                detail={"what": "laboratory", "status": FATES[how]},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )


def _to_come(clause: Clause, words: ResidualWords, name: Span[str], assertion: AssertionWords) -> Assertion:
    """How the test is said: planned where a word that asks for it stands by its name."""
    how = assertion_of(clause, name.start, name.end, assertion)
    asked = [one for one in spans_in(clause, words.asked) if not broken(clause.text, *_gap(one, name))]
    near = any(len(words_between(clause.text, *_gap(one, name))) <= _ASKED_REACH for one in asked)
    if any(hit.value == "pending" for hit in words.results.find(words_of(clause.heading))):
        return Assertion.PENDING
    return Assertion.PLANNED if how is Assertion.STATED and near else how


def _gap(one: Span[str], other: Span[str]) -> tuple[int, int]:
    return (one.end, other.start) if one.end <= other.start else (other.end, one.start)


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
    said = [
        one for one in spans_in(clause, words.results) if not any(name.start <= one.start < name.end for name in names)
    ]
    said = [one for one in said if one.start >= names[0].start or is_led(clause.text, one, names[0])]
    said = [one for one in said if not of_other_sample(clause.text, names, one, words.specimens)]
    doubts = spans_in(clause, words.unclear)
    said += doubts_of(clause.text, doubts, names, list(VALUE.finditer(clause.text))) if doubts else []
    return sorted([*said, *signed_in(clause.text, [one.end for one in names])], key=lambda one: one.start)


def _nearest(names: list[Span[str]], at: int) -> Span[str]:
    before = [name for name in names if name.start <= at]
    return before[-1] if before else names[0]


def _of_others(clause: Clause, value: re.Match[str], others: Sequence[Span[str]]) -> bool:
    """Whether a value is of other cells, which are named right before it: `MRD 0.02 % (hematogones 4 %)`."""
    return any(
        one.end <= value.start() and len(words_between(clause.text, one.end, value.start())) <= _OTHERS_REACH
        for one in others
    )


def as_limit(clause: Clause, value: re.Match[str], limits: Sequence[Span[str]]) -> bool:
    """Whether a value is the method's limit: a word for it stands right before it, or right behind (`0.01 % LOD`)."""
    start, end = value.start(), value.end()
    led = any(
        one.end <= start
        and len(words_between(clause.text, one.end, start)) <= _LIMIT_REACH
        and VALUE.search(clause.text, one.end, start) is None
        and not broken(clause.text, one.end, start)
        for one in limits
    )
    return led or any(
        one.start >= end
        and not clause.text[end : one.start].strip()
        and VALUE.search(clause.text, one.end, one.end + _LIMIT_LETTERS) is None
        for one in limits
    )


def _is_share(clause: Clause, names: Sequence[Span[str]], value: re.Match[str]) -> bool:
    """A bare decimal is a share only right behind the name."""
    if not value["bare"]:
        return True
    before = [one for one in names if one.end <= value.start()]
    return bool(before) and len(words_between(clause.text, before[-1].end, value.start())) <= _BARE_REACH


def signed_in(text: str, ends: Sequence[int]) -> list[Span[str]]:
    """A plus or minus right behind each of some places."""
    found = [(one, end) for end in ends if (one := _SIGNED.match(text, end)) is not None]
    return [Span("positive" if one["plus"] else "negative", end, one.end()) for one, end in found]


def _near(clause: Clause, name: Span[str], start: int, end: int) -> bool:
    """Within a few words; a semicolon may stand between a list's values, a full stop may not."""
    first, last = (name.end, start) if start >= name.end else (end, name.start)
    reach = _REACH if start >= name.end else 4
    return len(words_between(clause.text, first, last)) <= reach and not (
        start < name.start and broken(clause.text, first, last)
    )


def _result(results: list[Span[str]], at: int) -> Span[str] | None:
    return min(
        (one for one in results if abs(one.start - at) <= _RESULT_REACH),
        key=lambda one: abs(one.start - at),
        default=None,
    )


def _finding(clause: Clause, words: ResidualWords, assertion: AssertionWords, told: _Told) -> Finding:
    value, result = told.value, told.result
    start, end = told.stretch()
    said = clause.text[result.start : result.end] if result else ""
    return Finding(
        Kind.MRD,
        RESIDUAL,
        value=value[0].strip() if value else said,
        number=_number(value),
        comparator=compared(value),
        unit=_unit(value),
        assertion=_assertion(clause, words, assertion, told),
        laterality=_side(clause, words, value.start() if value else result.start if result else start),
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
    if told.result is not None and told.result.value in _SAID_AS:
        return _SAID_AS[told.result.value]
    for cue in spans_in(clause, words.conditional):
        if cue.end <= start and len(words_between(clause.text, cue.end, start)) <= 3:
            return Assertion.CONDITIONAL
    if told.value is not None and _DEFINED.search(clause.text, told.name.end, max(told.name.end, told.value.start())):
        return Assertion.CONDITIONAL
    how = assertion_of(clause, start, end, assertion)
    told_already = how is Assertion.PLANNED and not is_goal(clause.text, start)  # a plan repeats what was found
    return Assertion.STATED if how is Assertion.NEGATED or told_already else how


def _detail(clause: Clause, words: ResidualWords, told: _Told) -> dict[str, Scalar]:
    start, end = (told.value.start(), told.value.end()) if told.value else (told.stretch()[1],) * 2
    detail: dict[str, Scalar] = {
        "result": told.result.value if told.result and told.result.value != "pending" else "",
        "limit": told.limit,
        "method": _first(clause, words.methods),
        "specimen": _first(clause, words.specimens),
        "timepoint": point_of(clause, words.timepoints, start, end),
    }
    return {key: value for key, value in detail.items() if value}


def _first(clause: Clause, index: PhraseIndex[str]) -> str:
    return next((span.value for span in spans_in(clause, index)), "")


def _side(clause: Clause, words: ResidualWords, at: int) -> str:
    """The side of the marrow that a value is of: the last named before it in its part of the sentence."""
    sides = [one for one in spans_in(clause, words.sides) if one.end <= at and not broken(clause.text, one.end, at)]
    near = [one for one in sides if len(words_between(clause.text, one.end, at)) <= _SIDE_REACH]
    return near[-1].value if near else ""
