"""Rows of lung function: a test with what was measured, what was predicted, and how much of it that is.

                    Pred     Pre     %Pred
    FVC (L)         4.62     3.51      76

What was predicted is no value of the child; the share of it is a value of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.domain.findings.labrows import numbers_in
from consilium.domain.findings.labtables import across_line
from consilium.domain.findings.labtests import LabTest, LabTests
from consilium.domain.findings.labvalues import Result
from consilium.domain.layout import placed
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

_LUNG = frozenset({
    "forced vital capacity", "forced expiratory volume in 1 second", "FEV1/FVC ratio", "total lung capacity",
    "residual volume", "forced mid-expiratory flow", "peak expiratory flow", "carbon monoxide diffusing capacity",
})  # fmt: skip
_HEADS = re.compile(
    r"(?P<percent>%\s?(?:of\s|del?\s)?(?:pred\w*|ref\w*|te[oó]r\w*)\b\.?"
    r"|(?:percent|porcentaje) (?:pred\w*|del? te[oó]rico)|(?<!\S)%(?!\S))"
    r"|(?P<other>%\s?(?:ch(?:an)?ge?|chg|cambio|var\w*)"
    r"|\b(?:LLN|LIN|ULN|LSN|z(?:-?score)?|cambio|change|chg|SD|percentil\w*)\b)"
    r"|(?P<post>\bpost(?:[\s-]?(?:BD|bronco\w*|br))?\b)"
    r"|(?P<predicted>\b(?:pred\w*|ref(?:erence|erencia)?|te[oó]ric[oa]|norm\w*|expected|esperado)\b\.?)"
    r"|(?P<result>\b(?:pre(?:[\s-]?(?:BD|bronco\w*|br))?|actual|meas\w*|medid[oa]|obs\w*|best|mejor|real|basal|baseline|value|"
    r"valor|result\w*|obtenid[oa]|absolut[oe])\b)",
    re.IGNORECASE,
)
_LONGEST, _BRACKETED = 160, re.compile(r"\s?[\[(]([^()\[\]]{1,24})[)\]]")


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table: "result", "percent", "predicted", "post" or "other", and where it stands."""

    role: str
    left: float
    right: float


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


def lung_rows(pages: Sequence[Page], tests: LabTests, base: Result) -> Iterator[Measured]:
    """The values of each row under heads of this kind."""
    for page in pages:
        heads: tuple[Head, ...] = ()
        for line in page.lines:
            if len(line.text) > _LONGEST:
                heads = ()
                continue
            named = _named(line, tests)
            if named is None:
                heads = _heads(line) or heads
            elif heads:
                yield from _values(page, line, named, heads, base)


def _named(line: Line, tests: LabTests) -> tuple[LabTest, int] | None:
    parts = words_of(line.text)
    hit = next(tests.by_name.find(parts[:6]), None)
    if hit is None or hit.first > 0 or hit.value.name not in _LUNG:
        return None
    return hit.value, parts[hit.after - 1].end


def _heads(line: Line) -> tuple[Head, ...]:
    found = tuple(Head(str(one.lastgroup), *across_line(line, *one.span())) for one in _HEADS.finditer(line.text))
    roles = {head.role for head in found}
    said = sum(one.end() - one.start() for one in _HEADS.finditer(line.text))
    plain = sum(char.isalpha() or char == "%" for char in line.text)
    return found if len(roles) > 1 and roles & {"result", "percent"} and said * 2 > plain else ()


def _values(
    page: Page, line: Line, named: tuple[LabTest, int], heads: Sequence[Head], base: Result
) -> Iterator[Measured]:
    test, after = named
    bracket = _BRACKETED.match(line.text, after)
    unit, after = (bracket[1].strip(), bracket.end()) if bracket else ("", after)
    numbers = [one for one in numbers_in(line.text) if one[0] >= after]
    told: dict[str, tuple[int, str]] = {}
    for (_, end, _, text), head in zip(numbers, _columns(line, numbers, heads), strict=True):
        if head is not None:
            told.setdefault(head.role, (end, text))
    percent = told.get("percent")
    if "result" in told:
        end, text = told["result"]
        made = Result(test.name, text, unit=unit, mark=base.mark, when=base.when)
        yield Measured(line, page, test, made, 0, end, percent[1] if percent else "")
    if percent is not None:
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
