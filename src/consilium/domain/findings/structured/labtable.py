"""Laboratory result tables (CSV, TSV): one finding a row that has a result. Shape: `readers/labtable`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import compact_date, dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.laboratory.labvalues import Result, result_in_cell
from consilium.domain.findings.structured.results import LaboratoryWords, Lines, mapped, shared_words
from consilium.domain.records import Citation, DateRole, Reading

TOPIC = "laboratory"


def find(reading: Reading, codes: object) -> Iterator[Finding]:
    """Every result of the table. `codes` are the words of the topic `laboratory`."""
    words = shared_words(codes)
    rows = reading.facts.get("rows")
    if words is None or not isinstance(rows, list):
        return
    mark, order = str(reading.facts.get("decimal", "")), str(reading.facts.get("day_order", ""))
    lines = Lines.of(reading)
    days = {seen.value for seen in reading.dates if seen.role is DateRole.COLLECTED}
    own = days.pop() if len(days) == 1 else None
    for row in rows:
        if isinstance(row, dict) and row.get("test") and row.get("result"):
            result = _result(row, words, mark, order)
            if result is not None:
                result = result if result.when is not None or row.get("collected") else replace(result, when=own)
                yield mapped(result, words, _citation(row, lines))


def _result(row: Mapping[str, Any], words: LaboratoryWords, mark: str, order: str) -> Result | None:
    def text(name: str) -> str:
        return str(row.get(name) or "").strip()

    code = text("code")
    base = Result(
        name=text("test"),
        value="",
        unit=text("unit"),
        reference=text("reference"),
        low=text("low"),
        high=text("high"),
        flag=text("flag"),
        specimen=text("specimen"),
        method=text("method"),
        mark=mark,
        code=code if _is_loinc(code) else "",
        when=_day(text("collected"), order),
    )
    return result_in_cell(base, text("result"), words.results)


def _is_loinc(code: str) -> bool:
    """Whether a code looks as LOINC's do: up to five figures, a hyphen and a check figure."""
    head, hyphen, check = code.partition("-")
    return bool(hyphen) and head.isdigit() and 1 <= len(head) <= 6 and check.isdigit() and len(check) == 1


def _day(written: str, order: str) -> PartialDate | None:
    date = next(dates_in(written), None) or compact_date(written)
    return day_of(date, order) if date else None


def _citation(row: Mapping[str, Any], lines: Lines) -> Citation:
    """The row as it stands on the page, from the test's name on; its cells where no line of the page has them."""
    test, result = str(row["test"]).strip(), str(row["result"]).strip()
    found = lines.next(lambda _, text: test in text and result in text[text.find(test) :])
    place = f"line {row.get('line', '')}".strip()
    if found is None:
        return Citation(f"{test} {result}", None, None, place)
    page, text = found
    return Citation(text[text.find(test) :].strip(), page, None, place)
