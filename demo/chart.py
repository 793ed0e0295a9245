"""The coded part of a story: problems, medicines, allergies, procedures, growth, vaccines and laboratory values."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demo.story import Hospital, Story

_ENGLISH_HEAD = ("Patient", "MRN", "Collected", "Test", "Result", "Units", "Reference Range", "Flag")
_SPANISH_HEAD = ("Paciente", "Expediente", "Fecha de toma", "Prueba", "Resultado", "Unidad", "Referencia", "Marca")


@dataclass(frozen=True)
class Result:
    """One laboratory value with its range and LOINC code; `low` and `high` may be None."""

    date: dt.date
    name: str
    loinc: str
    value: float | str
    unit: str
    low: float | None
    high: float | None

    @property
    def flag(self) -> str:
        if isinstance(self.value, str):
            return ""
        if self.low is not None and self.value < self.low:
            return "L"
        return "H" if self.high is not None and self.value > self.high else ""

    @property
    def range(self) -> str:
        if self.low is None:
            return "" if self.high is None else f"<{self.high:g}"
        return f"{self.low:g}-{self.high:g}" if self.high is not None else f">{self.low:g}"


@dataclass(frozen=True)
class Chart:
    """What one hospital's system knows between two days."""

    story: Story
    hospital: Hospital
    first: dt.date
    last: dt.date

    def entries(self, section: str) -> list[Mapping[str, Any]]:
        """The entries of a section (`problems`, `medicines`, `allergies`, `procedures`, `vitals`, `vaccines`)."""
        found = self.story.raw["chart"].get(section, [])
        return [entry for entry in found if self._knows(entry)]

    def _knows(self, entry: Mapping[str, Any]) -> bool:
        return self.hospital.key in entry.get("at", [self.hospital.key]) and entry["date"] <= self.last

    def results(self) -> list[Result]:
        tests = self.story.raw["labs"]["tests"]
        found = []
        for draw in self.story.raw["labs"]["draws"]:
            if draw["at"] == self.hospital.key and self.first <= draw["date"] <= self.last:
                found += [self._result(draw["date"], tests[key], value) for key, value in draw["values"].items()]
        return found

    def _result(self, date: dt.date, test: Mapping[str, Any], value: float | str) -> Result:
        name = test.get(self.hospital.lang) or test["en"]
        return Result(date, name, test["loinc"], value, test["unit"], test.get("low"), test.get("high"))


def chart(story: Story, options: Mapping[str, Any]) -> Chart:
    """The chart that an export's `hospital`, `from` and `to` ask for."""
    first, last = options.get("from", dt.date(1900, 1, 1)), options["to"]
    return Chart(story, story.hospitals[options["hospital"]], first, last)


def lab_csv(known: Chart) -> bytes:
    """A portal's download: one row per value."""
    spanish = known.hospital.lang == "es"
    head = _SPANISH_HEAD if spanish else _ENGLISH_HEAD
    child = known.story.child
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if spanish else ",", lineterminator="\r\n")
    writer.writerow(head)
    for item in known.results():
        writer.writerow([child.name, child.numbers[known.hospital.key], item.date.isoformat(), item.name,
                         _number(item.value, spanish), item.unit, item.range, item.flag])  # fmt: skip
    return ("\ufeff" + out.getvalue()).encode()


def _number(value: float | str, comma: bool) -> str:
    shown = value if isinstance(value, str) else f"{value:g}"
    return shown.replace(".", ",") if comma else shown


def lab_table(known: Chart) -> str:
    """The results as a table in the papers' markup: one row per test, one column per day."""
    results = known.results()
    days = sorted({item.date for item in results})
    spanish = known.hospital.lang == "es"
    head = [("Prueba" if spanish else "Test"), ("Unidad" if spanish else "Units"), "Ref.",
            *(day.strftime("%d/%m/%y" if spanish else "%m/%d/%y") for day in days)]  # fmt: skip
    rows = {(item.name, item.unit, item.range): dict.fromkeys(days, "") for item in results}
    for item in results:
        shown = _number(item.value, spanish)
        rows[item.name, item.unit, item.range][item.date] = f"**{shown} {item.flag}**" if item.flag else shown
    lines = [head, *([*key, *cells.values()] for key, cells in rows.items())]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
