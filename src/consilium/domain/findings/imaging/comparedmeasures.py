"""The measures of tables whose columns are days or sides: `FEVI | 54 % | 63 %` under `Today | 17/08/2023`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.comparedtables import ADMITTED, PRIOR, SIDE, TODAY, ComparedRow, Under
from consilium.domain.findings.imaging.sizedays import own_day
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, finding_of
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Category

_VALUE = re.compile(
    r"(?P<comparator>[<>≤≥~]=?)?\s?(?P<number>[-−–+]?\d{1,4}(?:[.,]\d{1,3})?)(?P<of>/\d{1,3})?"
    r"\s?(?P<unit>%|°|º|[^\W\d_]{1,5}[²2³]?(?:/[^\W\d_]{1,5}[²2]?){0,2}(?:\s?H[2g]O?)?)?(?=[\s,;(\[*↑↓]|$)"
)
_UNIT_OF_NAME = re.compile(r"\s?[(\[,]\s?(?P<unit>%|[^\W\d_]{1,5}[²2³]?(?:/[^\W\d_\d.]{1,9}[²2]?){0,2})\s?[)\]]?$")
_ASIDE = re.compile(r"\s?\([^()]{0,30}\)")
# What no examination of an organ's function measures, though it stands in the same table.
_NOT_ONE = re.compile(
    r"(?:date|fecha|age|edad|dose|dosis|page|visit|visita|weight|peso|height|talla|bp|ta|pa|hr|fc|z|"
    r"series?|image|cycle|ciclo|day|d[ií]a)\b",
    re.IGNORECASE,
)
_UNITS_OF_FUNCTION = frozenset({
    "mmhg", "m/s", "cm/s", "db", "kpa", "ms", "%", "mm", "cm", "ml/m2", "g/m2", "ml/min", "l/min", "°", "º", "s", "m",
})  # fmt: skip
_LENGTHS = frozenset({"mm", "cm"})
_PART = re.compile(r"prox(?:imal)?|mid|distal|medi[ao]|r|l|right|left|der\w*|izq\w*", re.IGNORECASE)
_BATTERY = re.compile(r"[A-Z]{3,8}(?:-(?:[IVX]{1,3}|\d|[A-Z]{1,2}))?\s")
_ONCE = re.compile(r"(?:was|were|before|previously|earlier|antes|previ[oa]|era)\s?:?\s?$", re.IGNORECASE)
_NAME_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_NAME, _FIRST_CLAUSES, _LABEL_WORDS = 48, 40, 9
_LAST = re.compile(
    r"^\W{0,3}(?:(?:last|previous|prior)\s[^\W\d_]+|(?:[^\W\d_]+\s(?:previ[oa]|anterior)|[uú]ltim[oa]\s[^\W\d_]+))",
    re.IGNORECASE,
)


def last_study(paper: Paper) -> PartialDate | None:
    """The day of the look before this one, where a line labels it: `Last EUA 21/05/2024`, `Estudio previo: 16/09`."""
    for clause in paper.clauses[:_FIRST_CLAUSES]:
        if len(clause.words) > _LABEL_WORDS or _LAST.search(clause.text) is None:
            continue
        days = [one.when for one in occasions(clause.text, paper) if one.until is None and one.when != paper.birth]
        if len(days) == 1:
            return days[0]
    return None


@dataclass(frozen=True)
class Measures:
    """What reading such rows needs: `own` is the day of `Today`, `prior` that of `Prior`; in a paper of tests of heart,
    hearing or eyes a row of any name is a measure."""

    tests: LabTests
    paper: Paper
    mark: str
    own: PartialDate | None = None
    prior: PartialDate | None = None
    admitted: PartialDate | None = None

    def of(self, row: ComparedRow, clause: Clause) -> Iterator[Finding]:
        """A finding for each look that has a number; its size where the row is of no known measure."""
        name, unit = _without_unit(row.name)
        test = self._test(row.name, name)
        unit = unit or self._unit_behind(row.name)
        for cell in row.cells:
            found = _VALUE.match(cell.text)
            if test is not None and found is not None:
                for made in self._known(test, cell, found, unit, clause):
                    told = row.percent if cell.look.role == TODAY else ""
                    yield replace(made, detail={**made.detail, "percent_predicted": told}) if told else made
            elif test is None and self.paper.category is Category.HEART_HEARING_TESTS and _is_measure(name):
                yield from self._open(name, unit, cell, found, clause)

    def _test(self, full: str, name: str) -> LabTest | None:
        measured = self.tests.measured(full)
        test = self.tests.named(full) or self.tests.named(name) or (measured[0] if measured else None)
        plain = _ASIDE.sub("", name)
        parts = words_of(plain)
        if test is None and (hit := next(self.tests.by_name.find(parts), None)) is not None and hit.first == 0:
            end = parts[hit.after - 1].end
            said = self.tests.units.at(plain, end)
            unit = self.tests.units.code(plain[slice(*said)])
            rest = plain[end:].strip()
            apart = rest[:1] in ("/", ",") or _PART.fullmatch(rest) is not None
            test = hit.value if hit.after > 1 or unit or apart else None
        return test or self._after_battery(name)

    def _unit_behind(self, name: str) -> str:
        """The unit that a row's name goes on with: `Talla cm / percentil`, `Peso kg`."""
        parts = words_of(name)
        hit = next(self.tests.by_name.find(parts), None)
        begin, end = self.tests.units.at(name, parts[hit.after - 1].end) if hit is not None else (0, 0)
        return name[begin:end] if self.tests.units.code(name[begin:end]) else ""

    def _after_battery(self, name: str) -> LabTest | None:
        """The test behind the name of its battery: `WISC-V Full Scale IQ`, `WIAT-4 Word Reading`."""
        battery = _BATTERY.match(name)
        return self.tests.named(name[battery.end() :]) if battery is not None else None

    def _known(self, test: LabTest, cell: Under, found: re.Match[str], unit: str, clause: Clause) -> Iterator[Finding]:
        unit = found["unit"] or unit
        code = self.tests.unit(test, unit)
        number = float(found["number"].replace(",", ".").replace("−", "-").replace("–", "-"))
        if (unit and not code) or not test.can_be(number, code) or (test.needs_unit and not unit):
            return
        value = (found["comparator"] or "") + found["number"].replace("−", "-").replace("–", "-") + (found["of"] or "")
        result = Result(test.name, value, unit, found["comparator"] or "", mark=self.mark, when=self._day(cell))
        made = finding_of(result, self.tests, clause.cite(0, cell.end), test=test)
        yield replace(
            made,
            kind=test.kind,
            laterality=cell.look.side,
            assertion=self._how(cell),
            confidence=clause.confidence,
        )

    def _open(
        self, name: str, unit: str, cell: Under, found: re.Match[str] | None, clause: Clause
    ) -> Iterator[Finding]:
        """A measure that no list has, under its own name: the vessels of a heart, the parts of an eye."""
        if cell.look.role == SIDE:
            for size in sizes_in(cell.text):
                told = own_day(Clause(cell.text, clause.pieces), size, self.paper)
                once = size.before or told is not None or _ONCE.search(cell.text[: size.start])
                how = Assertion.HISTORICAL if once else Assertion.STATED
                yield Finding(
                    kind=Kind.MEASUREMENT,
                    name=name,
                    value=size.value,
                    number=size.number,
                    unit=size.unit,
                    when=self._day(cell) if how is Assertion.STATED else told or self.prior,
                    assertion=how,
                    laterality=cell.look.side,
                    detail={"sizes": size.sizes, "unit": size.unit, "lesion": f"{cell.look.side} {name}"},
                    citations=(clause.cite(0, cell.end),),
                    confidence=clause.confidence,
                )
        unit = (found["unit"] or unit) if found is not None else ""
        if found is None or fold(unit) not in _UNITS_OF_FUNCTION or found["of"]:
            return
        if cell.look.role == SIDE and fold(unit) in _LENGTHS and found["unit"]:
            return
        number = found["number"].replace("−", "-").replace("–", "-")
        yield Finding(
            kind=Kind.FUNCTION,
            name=name,
            value=number,
            number=float(number.replace(",", ".")),
            comparator=found["comparator"] or "",
            unit=unit,
            when=self._day(cell),
            assertion=self._how(cell),
            laterality=cell.look.side,
            citations=(clause.cite(0, cell.end),),
            confidence=clause.confidence,
        )

    def _day(self, cell: Under) -> PartialDate | None:
        if cell.look.day is not None:
            return cell.look.day
        return {PRIOR: self.prior, ADMITTED: self.admitted}.get(cell.look.role, self.own)

    def _how(self, cell: Under) -> Assertion:
        undated = cell.look.role == PRIOR and self._day(cell) is None
        return Assertion.HISTORICAL if undated else Assertion.STATED


def _without_unit(name: str) -> tuple[str, str]:
    """A row's name and the unit that stands behind it: `DA proximal (mm)`."""
    found = _UNIT_OF_NAME.search(name)
    return (name[: found.start()].strip(" .:"), found["unit"]) if found is not None else (name.strip(" .:"), "")


def _is_measure(name: str) -> bool:
    plain = bool(_NAME_LETTERS.search(name)) and len(name) <= _LONGEST_NAME
    return plain and _NOT_ONE.match(name) is None
