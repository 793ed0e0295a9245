"""Laboratory tests: their names in both languages, their codes, and what a value of theirs can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.findings.finding import Code, Kind
from consilium.domain.findings.laboratory.units import Units, unit_in, units_from
from consilium.domain.phrases import PhraseIndex, Word, fold, words_of

# The last word of a head, which may be its unit: `Height cm`.
# Concentrations are told by weight, by moles or in units of a standard, as the house likes.
_ALIKE = (
    frozenset({"mass", "moles", "arbitrary"}),
    frozenset({"copies", "arbitrary"}),
    frozenset({"activity", "arbitrary"}),
)
# A specimen's name behind a test's: `Prot/creat orina`.
_SPECIMENS = {
    **dict.fromkeys(("orina", "urine", "urinary", "urinaria", "urinario"), "urine"),
    **dict.fromkeys(("lcr", "csf"), "cerebrospinal fluid"),
    **dict.fromkeys(("heces", "stool", "fecal"), "stool"),
}
_TWO = 2  # words of a name that a word for the specimen belongs to
_WORD = 3  # letters of a word that may stand alone
_LAST = re.compile(r"[\s(]([^\s()]{1,8})\)?$")


@dataclass(frozen=True)
class LabTest:
    """One test. `loinc` by the unit's dimension ("none" for a test without a unit), `spans` by UCUM code.

    `exact` are names that only count as written (`K`, not `k`); `not_prose` those that only count in tables,
    `unit_needed` those that count with a unit of the test's, `lower` very short ones that count in small letters too.
    A test is of a `drug` where the medicine's name alone is no test. `of` are the tests of blood that it is of another
    specimen (`glucose` of the glucose in cerebrospinal fluid). `bare` is the most that a value without its unit is a
    result: more is the dose of a supplement of the same name (`Vitamin D 1000`); 0 where there is no such bound.
    """

    name: str
    loinc: Mapping[str, str]
    spans: Mapping[str, tuple[float, float]]
    specimen: str = ""
    marker: bool = False
    qualitative: bool = False
    table_only: bool = False
    needs_unit: bool = False
    kind: Kind = Kind.LABORATORY
    exact: frozenset[str] = frozenset()
    not_prose: frozenset[str] = frozenset()
    unit_needed: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    drug: bool = False
    of: frozenset[str] = frozenset()
    bare: float = 0.0

    def can_be(self, value: float, unit: str) -> bool:
        """Whether a child was ever seen with such a value, in a unit (UCUM) or, without one, in any of the test's."""
        if unit in self.spans:
            low, high = self.spans[unit]
            return low <= value <= high
        if unit or (self.bare and value > self.bare):
            return False
        return any(low <= value <= high for low, high in self.spans.values())


@dataclass(frozen=True)
class LabTests:
    """All tests by their names, with the units that they are given in and words that leave a test what it is (`plain`,
    `before` where they lead: `S. creatinine`), of the usual specimen (`usual`) and of when it was taken (`times`).

    `beside` are names so short that they only count beside other tests, `levels` words that make a medicine a test of
    its level, `spanish` names that are other things in English (`PCR`), `elsewhere` the tests of other specimens by
    the test of blood and the specimen.
    """

    by_name: PhraseIndex[LabTest]
    by_code: Mapping[str, LabTest]
    units: Units
    plain: frozenset[str]
    usual: frozenset[str]
    before: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    spanish: frozenset[str] = frozenset()
    elsewhere: Mapping[tuple[str, str], LabTest] = field(default_factory=dict)
    others: Mapping[str, Sequence[LabTest]] = field(default_factory=dict)

    def fitting(self, name: str, test: LabTest, fits: Callable[[LabTest], bool]) -> LabTest | None:
        """The first of the tests that a name may be that `fits` (by its unit and number): `test` where it does."""
        return next((one for one in (test, *self.others.get(_plain(name), ())) if fits(one)), None)

    def measures(self, test: LabTest, code: str) -> bool:
        """Whether a unit (UCUM) is one that the test may have: of its spans' dimensions, or of a like one."""
        kind = self.units.dimensions.get(code, "")
        kinds = {self.units.dimensions.get(one, "") for one in test.spans}
        return kind in kinds or any({kind} | {one} <= group for group in _ALIKE for one in kinds)

    def of_specimen(self, test: LabTest, specimen: str) -> LabTest:
        """The test that a name is in another specimen than blood: `glucose` in a list of cerebrospinal fluid."""
        return self.elsewhere.get((test.name, specimen), test)

    def is_level(self, name: str, unit: str, test: LabTest, value: float | None) -> bool:
        """Whether a medicine's name is that of its level: by a word of it, else by a unit that no dose has."""
        if any(word.text in self.levels for word in words_of(name)):
            return True
        code = self.unit(test, unit) if unit else ""
        return code in test.spans and (value is None or test.can_be(value, code))

    def named(self, text: str, *, blurred: bool = False) -> LabTest | None:
        """The test that a whole cell names: `Hemoglobin (Hb)`, `Sodio sérico`; None where it is more or another."""
        plain = text.split("(")[0] if text.split("(")[0].strip() else text
        for said in (text, plain):
            words: Sequence[Word] = words_of(said)
            whole = next(self.by_name.find(words), None)  # `blood culture` is a name, `blood sodium` has one
            while (
                (whole is None or whole.first or whole.after < _TWO) and len(words) > 1 and words[0].text in self.before
            ):
                words = words[1:]
            hit = next(self.by_name.find_blurred(words) if blurred else self.by_name.find(words), None)
            if hit is None or hit.first > 0:
                continue
            rest = [word.text for word in words[hit.after :] if word.text not in self.plain]
            if rest:  # `Prot/creat orina`
                of = {_SPECIMENS.get(word, "") for word in rest}
                test = self.of_specimen(hit.value, of.pop()) if len(of) == 1 else hit.value
                if test.specimen and all(_SPECIMENS.get(word) == test.specimen for word in rest):
                    return test
                continue
            # `P/T` is no phosphate.
            if hit.after == 1 < len(words) and len(words[0].text) < _WORD and words[0].text in self.beside:
                continue
            return hit.value
        return None

    def measured(self, text: str) -> tuple[LabTest, str] | None:
        """The test that a head names, and its unit: `Pre HbS%`, `WBC (10^9/L)`, `Plaquetas x10^9/L`."""
        start, end = unit_in(text)
        if not end and (last := _LAST.search(text)) is not None:
            start, end = last.span(1)
        known = end > start > 0 and bool(self.units.code(text[start:end].strip("()[]")))
        name, end = (text[:start].rstrip(" ([,"), end) if known else (text, start)
        parts = words_of(name)
        at = 1 if parts and parts[0].text in self.times else 0
        test = self.named(name[parts[at].start :]) if at < len(parts) else None
        if test is not None and not known and self._says_little(parts[at].text, test):
            return None
        return (test, text[start:end].strip("()[]")) if test is not None else None

    def _says_little(self, name: str, test: LabTest) -> bool:
        """Whether a head without a unit may be another thing's: one or two letters, a name that needs a unit."""
        return (name in self.beside and len(name) < _WORD) or (name in test.unit_needed and name not in self.beside)

    def unit(self, test: LabTest | None, written: str) -> str:
        """The UCUM code of a unit as written of a test: `G/L` is grams of albumin, giga of leukocytes."""
        return self.units.fitting(written, test.spans) if test is not None else self.units.code(written)

    def is_usual(self, specimen: str) -> bool:
        """Whether a specimen as written is blood, serum or plasma."""
        return any(word.text in self.usual for word in words_of(specimen))

    def codes(self, test: LabTest, unit: str, specimen: str = "") -> tuple[Code, ...]:
        """The LOINC code that name, unit and specimen make certain."""
        if specimen and specimen != test.specimen and not self.is_usual(specimen):
            return ()
        code = test.loinc.get(self.units.dimensions.get(self.unit(test, unit), "") if unit else "none", "")
        return (Code("loinc", code),) if code else ()

    def doubtful(self, test: LabTest, value: float | None, unit: str) -> bool:
        """Whether no living child was seen with such a value in this unit: a slip of the unit or of a thousand."""
        code = self.unit(test, unit)
        return value is not None and code in test.spans and not test.can_be(value, code)


def lab_tests(data: Mapping[str, Any]) -> LabTests:
    """From `knowledge/findings/laboratory.yaml`."""
    same = [frozenset(map(str, group)) for group in data.get("same_units", ())]
    tests = [_test(entry, same) for entry in data["tests"]]
    names = [
        (str(name), test)
        for test, entry in zip(tests, data["tests"], strict=True)
        for name in dict.fromkeys((test.name, *entry["say"]))
    ]
    codes = {code: test for test in tests for code in test.loinc.values()}
    codes |= {str(code): test for test in tests for code in data["same_codes"].get(test.name, ())}
    return LabTests(
        PhraseIndex.of(names),
        codes,
        units_from(data),
        frozenset(map(str, data["plain"])),
        _folded(data.get("usual_specimens", ())),
        _folded(data.get("before_name", ())),
        _folded(data.get("times", ())),
        _folded(data.get("beside", ())),
        _folded(data.get("levels", ())),
        _folded(data.get("spanish", ())),
        {(one, test.specimen): test for test in tests for one in test.of},
        _others(names, tests, data.get("with_number", {})),
    )


def _others(
    names: Sequence[tuple[str, LabTest]], tests: Sequence[LabTest], told: Mapping[str, str]
) -> dict[str, list[LabTest]]:
    """The further tests of each name that several have, in their order."""
    found: dict[str, list[LabTest]] = {}
    for name, test in names:
        found.setdefault(_plain(name), []).append(test)
    others = {name: same[1:] for name, same in found.items() if len(same) > 1}
    for name, wanted in told.items():
        others.setdefault(_plain(name), []).extend(test for test in tests if test.name == wanted)
    return others


def _plain(name: str) -> str:
    return " ".join(word.text for word in words_of(name))


def _test(entry: Mapping[str, Any], same: Sequence[frozenset[str]] = ()) -> LabTest:
    return LabTest(
        name=str(entry["name"]),
        loinc={str(kind): str(code) for kind, code in entry.get("loinc", {}).items()},
        spans=_spans(entry["span"], same),
        specimen=str(entry.get("specimen", "")),
        marker=bool(entry.get("marker", False)),
        qualitative=bool(entry.get("qualitative", False)),
        table_only=bool(entry.get("table_only", False)),
        needs_unit=bool(entry.get("needs_unit", False)),
        kind=Kind(entry.get("kind", "laboratory")),
        exact=frozenset(str(one) for one in entry.get("exact", ())),
        not_prose=_folded(entry.get("not_prose", ())),
        unit_needed=_folded(entry.get("unit_needed", ())),
        lower=_folded(entry.get("lower", ())),
        drug=bool(entry.get("drug", False)),
        of=frozenset([said] if isinstance(said := entry.get("of", ()), str) else map(str, said)),
        bare=float(entry.get("bare", 0)),
    )


def _spans(said: Mapping[str, Any], same: Sequence[frozenset[str]]) -> dict[str, tuple[float, float]]:
    """The span of each unit, and of units that are the same by another name."""
    own = {str(unit): (float(low), float(high)) for unit, (low, high) in said.items()}
    named = ((other, span) for unit, span in own.items() for group in same if unit in group for other in group)
    return {**dict(named), **own}


def _folded(names: Iterable[object]) -> frozenset[str]:
    return frozenset(fold(str(name)) for name in names)
