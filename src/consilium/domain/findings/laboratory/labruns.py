"""Further values of a test that its sentence tells: the same in another unit (`178 IU/mL = 215 ng/mL`), one after the
other in the same unit (`1,250,000 ng/mL, 84,300 ng/mL after the first cycle (9/12/2024) and 96 ng/mL`), runs with
signs or commas (`220 > 80 > 12`, `trend 220, 145, 80`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.laboratory.labvalues import Result
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import NUMBER, Written, written_at
from consilium.domain.phrases import words_of

_EQUALS = re.compile(
    r"\s?(?:=|≈|\(\s?[=≈]?|,?\s?(?:which is|that is|equal to|equivalent to|i\.?e\.?|o sea|es decir|equivalentes? a"
    r"|que equivalen? a|que son|que es)|,\s?equals)\s?(?:about|approx\.?|aprox\.?|unos|ca\.?)?\s?(?=\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:\s?\([^()]{1,30}\))?(?:\s(?:tras|after|en|in|al|at|on|post|before|antes|el|del?|to|a)\s[^,;.()\d]{1,40})?"
    r"(?:\s?\([^()]{1,24}\)|\s\d{1,2}(?:st|nd|rd|th)?\s[A-Za-z]{3,10}\.?\s(?:19|20)\d\d)?"
    r"(?:\s?[,;]\s(?:and\s|y\s|then\s|luego\s)?|\s(?:y|and|then|luego)\s)(?=[<>]?\s?\d)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:\s(?:tras|after|en|in|al|at|on|post|before|antes|el)\s[^,;.()\d]{1,40})?\s?\(\s?\d[^()]{4,20}\)", re.IGNORECASE
)
_SIGNED_RUN = re.compile(rf"(?:\s?%?\s?>\s?{NUMBER}){{2,7}}(?![\d/])")
_ARROW_RUN = re.compile(rf"\s?:?\s(?P<run>{NUMBER}(?:\s?(?:[→➔➜⇒⟶>]|-{{1,2}}>|=>)\s?{NUMBER}){{1,7}})(?=\s?[a-zA-Zµ%])")
_LISTED_RUN = re.compile(rf"(?:,\s{NUMBER}){{2,7}}(?![\d/]|\s?\w{{2,}}\s\d)")
_TREND = re.compile(r"\b(?:trend|trended|serial|tendencia|seriad[oa]s?|evoluci[oó]n|curva)\b", re.IGNORECASE)
_ONE = re.compile(NUMBER)
_MOST = 8


def further_values(clause: Clause, told: Sequence[Said], base: Result, tests: LabTests) -> list[Said]:
    """`told` with the further values of their tests that nothing has read, in the order of the text."""
    made = [*told, *_by_unit_behind(clause, told, base, tests)]
    kept: list[Said] = []
    for at, one in enumerate(made):
        later = [other for other in made if other.start > one.end]
        stop = min((other.start for other in later), default=len(clause.text))
        runs = list(_signed(clause, one, stop))
        kept += runs or [one]
        last = one
        while not runs and len(kept) < len(told) + 4 * _MOST and any(map(str.isdigit, one.result.value)):
            equal = _equal(clause, last, tests, stop)
            if equal is not None:
                kept.append(equal)
            following = _following(clause, equal or last, one, tests, stop)
            taken = following is None or any(
                other.start <= following.start < other.end or following.start <= other.end - 1 < following.end
                for place, other in enumerate(made)
                if place != at
            )
            if taken or following is None:
                break
            kept.append(following)
            last = following
    return kept


def _unit_at(text: str, at: int, said: Said, tests: LabTests) -> tuple[str, int]:
    start, end = tests.units.at(text, at)
    return (text[start:end], end) if end > start and tests.unit(said.test, text[start:end]) else ("", at)


def _equal(clause: Clause, said: Said, tests: LabTests, stop: int) -> Said | None:
    """The same value in another unit, right behind it."""
    sign = _EQUALS.match(clause.text, said.end, stop) if said.result.unit else None
    number = written_at(clause.text, sign.end()) if sign is not None else None
    if number is None:
        return None
    unit, end = _unit_at(clause.text, number.end, said, tests)
    if not unit or unit.lower() == said.result.unit.lower():
        return None
    return _made(said, number, unit, said.start, end + (clause.text[end : end + 1] == ")"))


def _following(clause: Clause, last: Said, first: Said, tests: LabTests, stop: int) -> Said | None:
    """The next value in the same unit, without another test before it."""
    led = _NEXT.match(clause.text, last.end, stop) if first.result.unit else None
    number = written_at(clause.text, led.end()) if led is not None else None
    if number is None or (led is not None and _names_test(led[0], tests)):
        return None
    unit, end = _unit_at(clause.text, number.end, first, tests)
    if not unit or unit.lower() != first.result.unit.lower():
        return None
    dated = _DATED.match(clause.text, end, stop)
    made = _made(first, number, unit, number.start, dated.end() if dated else end)
    return replace(made, earlier=False)


def _names_test(text: str, tests: LabTests) -> bool:
    return next(tests.by_name.find(words_of(text)), None) is not None


def _signed(clause: Clause, said: Said, stop: int) -> Iterator[Said]:
    """The values of `220 > 80 > 12`, or of a trend told with commas; the last is the latest."""
    listed = _TREND.search(clause.text[max(0, said.start - 14) : said.end]) is not None
    run = _SIGNED_RUN.match(clause.text, said.end, stop) or (
        _LISTED_RUN.match(clause.text, said.end, stop) if listed else None
    )
    if run is None or said.condition or not said.result.value[-1:].isdigit() or said.result.comparator:
        return
    numbers = [Written(one.start(), one.end(), one[0]) for one in _ONE.finditer(clause.text, said.end, run.end())]
    yield replace(said, earlier=True)
    for at, number in enumerate(numbers):
        made = _made(said, number, said.result.unit, number.start, number.end)
        yield replace(made, earlier=at + 1 < len(numbers))


def _by_unit_behind(clause: Clause, told: Sequence[Said], base: Result, tests: LabTests) -> Iterator[Said]:
    """The values of a run whose unit stands behind the last of them, of a test that is told with its unit: `PCR 220 →
    80 → 12 mg/L`."""
    for hit in tests.by_name.find(clause.words):
        start, after = clause.words[hit.first].start, clause.words[hit.after - 1].end
        written, test = clause.text[start:after], hit.value
        run = _ARROW_RUN.match(clause.text, after)
        if run is None or (test.exact and written.upper() == written and written not in test.exact):
            continue
        if any(one.start < run.end() and start < one.end for one in told):
            continue
        found = Said(test, replace(base, name=test.name, value=""), start, run.end())
        unit, end = _unit_at(clause.text, run.end(), found, tests)
        numbers = [Written(one.start(), one.end(), one[0]) for one in _ONE.finditer(clause.text, after, run.end())]
        for at, number in enumerate(numbers if unit else ()):
            last = at + 1 == len(numbers)
            yield replace(_made(found, number, unit, start, end if last else number.end), earlier=not last)


def _made(said: Said, number: Written, unit: str, start: int, end: int) -> Said:
    text = number.text
    told = replace(
        said.result, value=number.comparator + text, comparator=number.comparator, unit=unit, reference="", flag=""
    )
    return replace(said, result=told, start=start, end=end)
