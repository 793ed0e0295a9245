"""What a result says: value, comparator, unit, flag and reference range, from a table's cells or from words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.units import unit_in
from consilium.domain.findings.text.numerals import NUMBER, number_of, written_in
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Citation, Scalar

_RANGE = re.compile(
    rf"(?<![\w.,])[\[(]?\s?(?P<low>-?{NUMBER})\s{{0,2}}(?:-|–|—|~|\ba\b|\bto\b|\band\b|\by\b"
    rf"|_)\s{{0,2}}(?P<high>{NUMBER})"
    r"(?![\d/]|[.,]\d|-\d)",
    re.IGNORECASE,
)
_UPTO = re.compile(
    rf"(?:<\s?=?|≤|\bhasta\b|\bup to\b|\bmenor (?:de|a|que)\b|\bless than\b|\binferior a\b|\bm[aá]x\w*\b)\s{{0,2}}"
    rf"(?P<high>{NUMBER})",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?:>\s?=?|≥|\bmayor (?:de|a|que)\b|\bmore than\b|\bgreater than\b|\bsuperior a\b)\s{{0,2}}(?P<low>{NUMBER})"
    rf"|(?P<least>{NUMBER})\s(?:or more|o m[aá]s)\b",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"(?<![^\W\d])(?:H{1,2}|L{1,2}|A|High|Low|Alto|Bajo|CRIT\w{0,8})(?![\w/])|\*{1,3}|[↑↓▲▼]|\([HL+\-]\)"
)


_FLAG_REACH, _FLAG_WORD = 5, 20
# A scanner took figures for letters: what the number is can't be told.
_DAMAGED = re.compile(r"(?=[^\s]*\d)[<>]?[\dlIOo.,]*[lIOo][\dlIOo.,]*")
_GROUPS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,2}"
_MILLIONS = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s(?:million|mill[oó]n(?:es)?)")
_THOUSANDS = re.compile(r"\s?(mil|miles|k|K|lakhs?|lacs?)\b")  # `512 mil`
# Cells in a microliter, which nobody writes with decimals.
_WHOLE = frozenset({"/uL", "10*6/L"})


@dataclass(frozen=True)
class ResultWords:
    """Results that are words, by the field's English word."""

    words: PhraseIndex[str]

    def in_cell(self, text: str) -> str:
        """The result that a cell states in words, "" where it states none."""
        hit = next(self.words.find(words_of(text)), None)
        return hit.value if hit else ""


def result_words(data: Mapping[str, Any]) -> ResultWords:
    """From `results` of `knowledge/findings/laboratory.yaml`."""
    return ResultWords(PhraseIndex.of((str(one), name) for name, said in data["results"].items() for one in said))


@dataclass(frozen=True)
class Result:
    """One result as a source states it: texts as written; `mark` is the paper's decimal mark, "" where unknown."""

    name: str
    value: str
    unit: str = ""
    comparator: str = ""
    reference: str = ""
    low: str = ""
    high: str = ""
    flag: str = ""
    specimen: str = ""
    method: str = ""
    mark: str = ""
    code: str = ""
    when: PartialDate | None = None
    occasion: str = ""  # the head of its column, where that counts days (`D+3`)


def result_in_cell(result: Result, cell: str, words: ResultWords) -> Result | None:
    """The result with what its cell says: `14,8 H`, `<0.01`, `7.9 10*3/uL`, `No reactivo`; None where it is empty."""
    cell = cell.strip()
    if not cell or cell in "-–—.*" or not any(char.isalnum() or char in "+±" for char in cell):
        return None
    if _DAMAGED.fullmatch(cell.split()[0]):
        return None
    if (counted := _RANGE.match(cell)) is not None:  # `0-2 /HPF`: from so many to so many
        return replace(result, value=cell[:200] if counted.end() < len(cell) else counted[0])
    said = words.in_cell(cell)
    start, end = unit_in(cell)
    number = written_in(cell) if not said or cell[0].isdigit() else None
    if number is None:
        return replace(result, value=cell[:200])
    if re.search(r"\s\d", cell[number.end : start] + cell[max(number.end, end) :]):
        return replace(result, value=cell[:200])
    if number.end > start and end > start:
        start = end = 0
    if not end and (thousands := _THOUSANDS.match(cell, number.end)) is not None:
        start, end = thousands.span(1)
    flag = _FLAG.search(cell[: number.start] + " " + cell[max(number.end, end) :])
    return replace(
        result,
        value=f"{number.comparator}{number.text}" if number.comparator else number.text,
        comparator=number.comparator,
        unit=result.unit or cell[start:end],
        flag=result.flag or (flag[0] if flag else ""),
    )


def limits(reference: str) -> tuple[str, str]:
    """The lower and upper limit of a reference as written; "" where it states none."""
    if found := _RANGE.search(reference):
        return found["low"], found["high"]
    if found := _UPTO.search(reference):
        return "", found["high"]
    if found := _FROM.search(reference):
        return found["low"] or found["least"], ""
    return "", ""


def range_in(text: str) -> re.Match[str] | None:
    """The first range `a - b` of a text."""
    return _RANGE.search(text)


def flag_in(text: str) -> str:
    found = _FLAG.search(text)
    return found[0] if found else ""


def flag_behind(text: str, end: int) -> str:
    """The flag right behind `text[:end]`, and none of a letter that a name there holds: `K 4.2, T4L 1.1`."""
    found = _FLAG.search(text, end, end + _FLAG_WORD)
    near = found is not None and found.start() - end < _FLAG_REACH
    return found[0] if near and found and not any(one.isalnum() for one in text[end : found.start()]) else ""


def _counted(digits: str, mark: str, test: LabTest | None, unit: str) -> float | None:
    """The number of `2.140/mm3`, and of `GB 1.100` without a unit: cells in a microliter, in thousands."""
    found = re.fullmatch(r"(\d{1,3})([.,])(\d{3})", digits)
    counts = test is not None and not _WHOLE.isdisjoint(test.spans)
    if found is None or not counts or (unit and unit not in _WHOLE):
        return None
    # Nobody tells platelets with decimals, nor other cells with two noughts behind three figures.
    plain = test is not None and (test.name == "platelets" or digits.endswith("00"))
    if not unit and mark == found[2] and not plain:
        return None
    return float(found[1] + found[3])


def finding_of(
    result: Result,
    tests: LabTests,
    citation: Citation,
    assertion: Assertion = Assertion.STATED,
    test: LabTest | None = None,
) -> Finding:
    """The finding that a result is. A test that is not known keeps its name as written."""
    test = test or tests.by_code.get(result.code) or tests.named(result.name)
    unit = tests.unit(test, result.unit)
    number = None
    digits = result.value.lstrip("<>=≤≥ ")
    if (many := _MILLIONS.fullmatch(digits)) is not None:
        number = (number_of(many[1], result.mark) or 0.0) * 1e6 or None
    elif re.fullmatch(rf"[+-]?{NUMBER}|{_GROUPS}", digits):
        number = _counted(digits, result.mark, test, unit)
        if number is None:
            number = number_of(digits, result.mark, (lambda value: test.can_be(value, unit)) if test else None)
    low, high = (result.low, result.high) if result.low or result.high else limits(result.reference)
    detail: dict[str, Scalar] = {
        "range": result.reference,
        "low": low,
        "high": high,
        "flag": result.flag,
        "specimen": result.specimen or (test.specimen if test else ""),
        "method": result.method,
        "occasion": result.occasion,
    }
    if test is not None and tests.doubtful(test, number, result.unit):
        detail["doubt"] = "magnitude"
    if number is None and digits[:1].isdigit() and re.fullmatch(NUMBER, digits):
        detail["doubt"] = "decimal mark"
    codes: tuple[Code, ...] = (Code("loinc", result.code),) if result.code else ()
    if test is not None and not codes:
        codes = tests.codes(test, result.unit, result.specimen)
    return Finding(
        kind=Kind.LABORATORY,
        name=test.name if test else result.name,
        codes=codes,
        value=result.value,
        number=number,
        comparator=result.comparator,
        unit=result.unit,
        when=result.when,
        assertion=assertion,
        detail={key: value for key, value in detail.items() if value},
        citations=(citation,),
    )
