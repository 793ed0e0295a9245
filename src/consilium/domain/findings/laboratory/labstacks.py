"""Results whose parts stand under each other, as portals print them and as tables come out when they are copied:

Hemoglobin                WBC
Your value 8.4 g/dL       2.1
Normal range: 11.5-15.5   4.5 - 13.5
Low                       K/uL

The day of such a result may stand among its lines or over several of them (`labcarddays.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.laboratory.labcarddays import CardDays
from consilium.domain.findings.laboratory.labtables import ColumnWords
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import (
    Result,
    ResultWords,
    flag_in,
    limits,
    range_in,
    result_in_cell,
)
from consilium.domain.findings.laboratory.units import unit_at, unit_in
from consilium.domain.findings.paper import Clause, Piece
from consilium.domain.findings.text.numerals import written_at
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page

# Under a test stand at most so many lines of its result, none of them long.
_MOST, _LONGEST, _SPOKEN = 6, 70, 24
_WORDS_OF_A_HEAD, _DAY_FIRST = 7, re.compile(r"[\s•*-]{0,8}(?:\d|[A-Za-z]{3,10}\.?\s\d)")
_FLAG = re.compile(r"(?:H{1,2}|L{1,2}|A|High|Low|Normal|Abnormal|Critical|Alto|Bajo|Cr[ií]tico)", re.IGNORECASE)
_BARE_FLAG = re.compile(rf"\(?(?:{_FLAG.pattern}|\*{{1,3}}|[↑↓▲▼])\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stack:
    """A result with its test and the lines that it stands in, as one clause."""

    test: LabTest
    result: Result
    clause: Clause
    lines: tuple[Line, ...]


def stacks_in(
    page: Page, base: Result, tests: LabTests, columns: ColumnWords, words: ResultWords, days: CardDays
) -> Iterator[Stack]:
    """Each result of a page whose test stands alone in its line, with the value in one of the lines under it. Its day
    stands among these lines, else over it."""
    lines = [line for line in page.lines if line.text.strip()]
    over = days.over(page)
    at = 0
    while at < len(lines):
        test = _named(lines[at].text, tests)
        found = _under(lines[at : at + 1 + _MOST], base, tests, columns, words, days) if test is not None else None
        if test is None or found is None:
            at += 1
            continue
        result, count = found
        taken = tuple(lines[at : at + count])
        when = result.when or over.get(id(lines[at])) or base.when
        yield Stack(test, replace(result, name=test.name, when=when), _joined(page, taken), taken)
        at += count


def dated_in(page: Page, base: Result, tests: LabTests, order: str) -> Iterator[Stack]:
    """Each value of a list of one test whose lines begin with their days, under a line that names the test alone:

    `Past results - Platelet count`, then `Apr 21, 2025   212 K/uL`.
    """
    test: LabTest | None = None
    for line in page.lines:
        date = next(dates_in(line.text), None) if _DAY_FIRST.match(line.text) else None
        if date is None or line.text[: date.start].strip(" •-*"):
            test = _headed(line.text, tests)
            continue
        number = written_at(
            line.text, date.end + len(line.text[date.end :]) - len(line.text[date.end :].lstrip(" :-–\t"))
        )
        if test is None or number is None:
            continue
        begin, end = unit_at(line.text, number.end)
        rest = line.text[max(number.end, end) :].strip()
        if rest and not (_BARE_FLAG.fullmatch(rest) or range_in(rest)):
            continue
        value = number.comparator + number.text
        unit, flag = line.text[begin:end], flag_in(rest)
        made = replace(base, name=test.name, value=value, comparator=number.comparator, unit=unit, flag=flag)
        yield Stack(test, replace(made, when=day_of(date, order)), _joined(page, (line,)), (line,))


def _headed(text: str, tests: LabTests) -> LabTest | None:
    """The only test that a short line without numbers names, at its end: `Past results - Platelet count`."""
    parts = words_of(text)
    if not parts or len(parts) > _WORDS_OF_A_HEAD or any(char.isdigit() for char in text):
        return None
    found = list(tests.by_name.find(parts))
    return found[0].value if len(found) == 1 and found[0].after == len(parts) else None


def _named(text: str, tests: LabTests) -> LabTest | None:
    """The test that a line names alone, by more than a letter or two."""
    plain = text.strip().lstrip("•▪*- ").rstrip(" :")
    if not plain or len(plain) > _LONGEST or any(mark in plain for mark in ".;") or len(plain) < 2:
        return None
    test = tests.named(plain)
    return test if test is not None and " ".join(word.text for word in words_of(plain)) not in tests.beside else None


def _under(
    lines: Sequence[Line], base: Result, tests: LabTests, columns: ColumnWords, words: ResultWords, days: CardDays
) -> tuple[Result, int] | None:
    """The result that stands in the lines under a test, and how many lines it takes with the test's own."""
    result, valued, count, day = replace(base, when=None), False, 1, None
    for line in lines[1:]:
        text = line.text.strip()
        if len(text) > _LONGEST or _named(text, tests) is not None:
            break
        told = days.of(text)
        if told is not None:
            day = told if day is None or told.sampled else day
            count += 1
            continue
        role, said = _part(text, columns, words, valued=valued)
        if role == "result" and not valued:
            made = result_in_cell(result, said, words)
            if made is None:
                break
            result, valued = made, True
        elif role == "unit" and valued and not result.unit:
            result = replace(result, unit=said)
        elif role == "reference" and not result.reference:
            result = replace(result, reference=said)
        elif role == "flag" and valued and not result.flag:
            result = replace(result, flag=said if said.casefold() != "normal" else "")
        elif role != "other" and not _is_scale(text, result.reference):
            break
        count += 1
    made = replace(result, unit=result.unit or _unit_of_range(result), when=day.day if day is not None else None)
    return (made, count) if valued else None


def _is_scale(text: str, reference: str) -> bool:
    """Whether a line holds nothing but the ends of the range once more, as they stand under a drawn bar: `4.5 13.5`."""
    ends = [end for end in limits(reference) if end]
    return bool(ends) and all(one in ends for one in text.split())


def _unit_of_range(result: Result) -> str:
    """The unit that only the range tells: `Normal range: 4.5 - 13.5 K/uL`."""
    if not any(map(str.isdigit, result.value)):
        return ""
    start, end = unit_in(result.reference)
    return result.reference[start:end] if end and not result.reference[end:].strip(" )]") else ""


def _part(text: str, columns: ColumnWords, words: ResultWords, *, valued: bool) -> tuple[str, str]:
    """What a line under a test is, by its label or by its looks, and what it says without the label; "" where none."""
    parts = words_of(text)
    hit = next(columns.heads.find(parts[:4]), None)
    if hit is not None and hit.first == 0 and hit.value in ("result", "unit", "reference", "flag"):
        said = text[parts[hit.after - 1].end :].strip(" :=\t")
        return (hit.value, said) if said else ("other", "")
    return _by_looks(text, words, valued=valued)


def looks(text: str, words: ResultWords, *, valued: bool) -> str:
    """What a cell of a row of results is by its looks: "result", "unit", "reference", "flag" or ""; `valued` where the
    result stands before it."""
    role = _by_looks(text, words, valued=valued)[0]
    spoken = not role and valued and len(text) <= _SPOKEN and any(limits(text))  # `up to 60`, `hasta 60`
    return "reference" if spoken else role


def _by_looks(text: str, words: ResultWords, *, valued: bool) -> tuple[str, str]:
    plain = text.strip(" |")
    span = range_in(plain)
    if span is not None and any(limits(plain)) and span.end() - span.start() > 0.4 * len(plain):
        return "reference", plain
    if _BARE_FLAG.fullmatch(plain):
        return "flag", plain
    number = written_at(plain, 0)
    if number is not None:
        rest = plain[number.end :].strip()
        unit = unit_in(rest)
        alone = (
            not rest
            or unit == (0, len(rest))
            or (unit[0] == 0 and bool(flag_in(rest[unit[1] :])))
            or bool(_BARE_FLAG.fullmatch(rest))
        )
        compared = valued and bool(number.comparator)
        return ("reference" if compared else "result", plain) if alone else ("", "")
    if unit_in(plain) == (0, len(plain)) and plain:
        return "unit", plain
    first = words_of(plain)
    hit = next(words.words.find(first), None)
    if hit is not None and hit.first == 0 and hit.after == len(first):
        return "result", plain
    return "", ""


def _joined(page: Page, lines: Sequence[Line]) -> Clause:
    """The lines as one clause, so that what is quoted is all that was read."""
    pieces: list[Piece] = []
    text = ""
    for line in lines:
        text += " " if text else ""
        pieces.append(Piece(len(text), page, line, 0, len(line.text)))
        text += line.text
    return Clause(text, tuple(pieces))
