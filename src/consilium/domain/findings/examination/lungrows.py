"""Rows of lung function: a test with what was measured, what was predicted, and how much of it that is.

                    Pred     Pre     %Pred
    FVC (L)         4.62     3.51      76

What was predicted is no value of the child; the share of it is a value of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.laboratory.labrows import numbers_in
from consilium.domain.findings.laboratory.labtables import across_line
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result
from consilium.domain.findings.paper import Paper
from consilium.domain.layout import placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

_LUNG = frozenset({
    "forced vital capacity", "forced expiratory volume in 1 second", "FEV1/FVC ratio", "total lung capacity",
    "residual volume", "forced mid-expiratory flow", "peak expiratory flow", "carbon monoxide diffusing capacity",
    "residual volume to total lung capacity", "transfer coefficient",
})  # fmt: skip
_SHARES = frozenset({"FEV1/FVC ratio", "residual volume to total lung capacity"})
_HEADS = re.compile(
    r"(?P<percent>%\s?(?:of\s|del?\s)?(?:pred\w*|ref\w*|te[oó]r\w*)\b\.?"
    r"|(?:percent|porcentaje) (?:pred\w*|del? te[oó]rico)|(?<!\S)%(?!\S))"
    r"|(?P<unit>\b(?:units?|unidad(?:es)?)\b)"
    r"|(?P<other>%\s?(?:ch(?:an)?ge?|chg|cambio|var\w*)"
    r"|\b(?:LLN|LIN|ULN|LSN|z(?:-?score)?|cambio|change|chg|SD|percentil\w*)\b)"
    r"|(?P<post>\bpost(?:[\s-]?(?:BD|bronco\w*|br))?\b)"
    r"|(?P<predicted>\b(?:pred\w*|ref(?:erence|erencia)?|te[oó]ric[oa]|norm\w*|expected|esperado)\b\.?)"
    r"|(?P<result>\b(?:pre(?:[\s-]?(?:BD|bronco\w*|br))?|actual|meas\w*|medid[oa]|obs\w*|best|mejor|real|basal|baseline|value|"
    r"valor|result\w*|obtenid[oa]|absolut[oe])\b)",
    re.IGNORECASE,
)
# What stands over several columns: `PRE-BRONCH ... POST-BRONCH` above `Actual %Pred ... Actual %Pred`.
_OVER = re.compile(
    r"(?P<pre>\bpre(?:[\s-]?(?:BD|bronco?\w*|dilat\w*))?\b|\bbasal\b)|(?P<post>\bpost(?:[\s-]?(?:BD|bronco?\w*|dilat\w*))?\b)",
    re.IGNORECASE,
)
_LONGEST, _BRACKETED = 160, re.compile(r"\s?[\[(]([^()\[\]]{1,24})[)\]]")
_BRACKET = re.compile(r"\([^()]{0,40}\)")


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table: "result", "percent", "predicted", "post", "unit", "day" or "other", and its place."""

    role: str
    left: float
    right: float
    day: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of a row: `start` to `end` of the line tell it; a share of what was predicted has `%` as its unit."""

    line: Line
    page: Page
    test: LabTest
    result: Result
    start: int
    end: int
    percent: str = ""
    after: bool = False  # whether it was measured after a medicine that widens the airways


def lung_rows(paper: Paper, tests: LabTests, base: Result) -> Iterator[Measured]:
    """The values of each row under heads of this kind."""
    for page in paper.reading.pages:
        heads: tuple[Head, ...] = ()
        for above, line in pairwise((None, *page.lines)):
            assert line is not None
            if len(line.text) > _LONGEST:
                heads = ()
                continue
            named = _named(line, tests)
            if named is None:
                heads = _heads(line, above, paper) or heads
            elif heads:
                yield from _values(page, line, named, heads, base, tests)


def _named(line: Line, tests: LabTests) -> tuple[LabTest, int] | None:
    parts = words_of(line.text)
    hit = next(tests.by_name.find(parts[:6]), None)
    if hit is None or hit.first > 0 or hit.value.name not in _LUNG:
        return None
    return hit.value, parts[hit.after - 1].end


def _heads(line: Line, above: Line | None, paper: Paper) -> tuple[Head, ...]:
    days = [one for one in occasions(line.text, paper) if one.until is None and one.when.month]
    words = [one for one in _HEADS.finditer(line.text) if not any(day.start < one.end() and one.start() < day.end
                                                                   for day in days)]  # fmt: skip
    found = [Head(str(one.lastgroup), *across_line(line, *one.span())) for one in words]
    found += [Head("day", *across_line(line, one.start, one.end), one.when) for one in days]
    roles = {head.role for head in found}
    said = sum(one.end() - one.start() for one in words) + sum(one.end - one.start for one in days)
    plain = sum(char.isalpha() or char == "%" for char in _BRACKET.sub("", line.text))
    if len(roles - {"unit", "day"}) < 2 or not roles & {"result", "percent"} or said * 2 <= plain:
        return ()
    return tuple(_after(sorted(found, key=lambda head: head.left), above))


def _after(heads: Sequence[Head], above: Line | None) -> Iterator[Head]:
    """The heads; those under `POST` in the line above tell what was measured after a medicine."""
    over = list(_OVER.finditer(above.text)) if above is not None and len(above.text) <= _LONGEST else []
    named = [one.lastgroup for one in over]
    parted = above is not None and named == ["pre", "post"] and sum(head.role == "result" for head in heads) > 1
    seen = 0
    for head in heads:
        seen += head.role == "result"
        after = parted and seen > 1
        role = (
            ("post" if head.role == "result" else "other")
            if after and head.role in ("result", "percent")
            else head.role
        )
        yield replace(head, role=role)


def _values(
    page: Page, line: Line, named: tuple[LabTest, int], heads: Sequence[Head], base: Result, tests: LabTests
) -> Iterator[Measured]:
    test, after = named
    bracket = _BRACKETED.match(line.text, after)
    unit, after = (bracket[1].strip(), bracket.end()) if bracket else ("", after)
    numbers = [one for one in numbers_in(line.text) if one[0] >= after]
    between = line.text[after : numbers[0][0]].split() if numbers else []
    if not unit and between and tests.unit(test, between[-1]):
        unit = between[-1]
    over = [head for head in heads if head.role != "unit"]
    told: dict[str, tuple[int, str]] = {}
    for (_, end, _, text), head in zip(numbers, _columns(line, numbers, over), strict=True):
        if head is not None and head.role == "day":
            own = Result(test.name, text, unit=unit, mark=base.mark, when=head.day)
            yield Measured(line, page, test, own, 0, end)
        elif head is not None:
            told.setdefault(head.role, (end, text))
    percent = told.get("percent")
    for role in ("result", "post"):
        if role in told:
            end, text = told[role]
            made = Result(test.name, text, unit=unit, mark=base.mark, when=base.when)
            share = percent[1] if percent and role == "result" else ""
            yield Measured(line, page, test, made, 0, end, share, after=role == "post")
    if percent is not None and test.name not in _SHARES:  # 74 % of a ratio that was predicted is no ratio
        end, text = percent
        yield Measured(line, page, test, Result(test.name, text, unit="%", mark=base.mark, when=base.when), 0, end)


def _columns(line: Line, numbers: Sequence[tuple[int, int, str, str]], heads: Sequence[Head]) -> list[Head | None]:
    """The head over each number: by its place, else by their order where they are as many."""
    if not placed(line) or not any(head.right for head in heads):
        return list(heads) if len(numbers) == len(heads) else [None] * len(numbers)
    return [_over(across_line(line, start, end), heads) for start, end, _, _ in numbers]


def _over(place: tuple[float, float], heads: Sequence[Head]) -> Head:
    middle = sum(place) / 2
    return min(heads, key=lambda head: max(head.left - middle, middle - head.right, 0.0))
