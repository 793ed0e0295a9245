"""Why a figure can hardly be meant, by the tables that its rule read it with: for a figure that a person gave instead.

A person's slip is one as a paper's is: 25000 mg/m2 that is corrected to 2500 is not counted either. Courses of
radiation and single doses of medicines have no bounds in their rules and are marked here, whoever wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf

from consilium.domain.findings.chemo.doubt import doubt_of, milligrams
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.text.amounts import Amount, readings_of
from consilium.domain.findings.text.terms import Term

_MEASURED = (Kind.LABORATORY, Kind.GROWTH, Kind.FUNCTION)
_FAR = 10.0  # so many times outside its wide bounds one dose of a medicine must lie
_SINGLE = re.compile(r"(\d[\d.,]*)\s?([a-zµμ]+)", re.IGNORECASE)
_BARE = re.compile(r"[<>=≤≥ ]*-?\d[\d.,]*")


@dataclass(frozen=True)
class Bounds:
    """What one dose of each drug, what a value of each test or measure, what a course of radiation (gray) and what one
    dose of a medicine (milligrams) can be."""

    drugs: Mapping[str, Term]
    tests: tuple[LabTests, ...]
    gray: tuple[float, float] = (0.0, inf)
    medicines: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def doubted(self, finding: Finding) -> str:
        """The finding's `doubt`, "" where there is none."""
        if finding.kind is Kind.DRUG:
            return self._dose(finding)
        if finding.kind is Kind.RADIATION:
            return self._course(finding)
        if finding.kind is Kind.MEDICINE:
            return self._single(finding)
        return self._measure(finding) if finding.kind in _MEASURED else ""

    def marked(self, finding: Finding) -> Finding:
        """The finding with its doubt, where its rule has no bounds of its own."""
        doubt = self.doubted(finding) if finding.kind in (Kind.RADIATION, Kind.MEDICINE) else ""
        return replace(finding, detail={**finding.detail, "doubt": doubt}) if doubt else finding

    def _course(self, finding: Finding) -> str:
        gray = finding.detail.get("gray")
        if not isinstance(gray, int | float) or isinstance(gray, bool):
            return ""
        least = 0.0 if finding.detail.get("organ") else self.gray[0]
        return "dose_too_high" if gray > self.gray[1] else "dose_too_low" if 0 < gray < least else ""

    def _single(self, finding: Finding) -> str:
        """Of a number that can be read in two ways, only where neither may be meant."""
        bounds = self.medicines.get(finding.name)
        said = _SINGLE.fullmatch(str(finding.detail.get("dose") or "").strip())
        if bounds is None or said is None:
            return ""
        amounts = [milligrams(number, said[2]) for number in readings_of(said[1])]
        sizes = [size for size in amounts if size is not None and size > 0]
        if sizes and min(sizes) > bounds[1] * _FAR:
            return "dose_too_high"
        return "dose_too_low" if sizes and max(sizes) < bounds[0] / _FAR else ""

    def _dose(self, finding: Finding) -> str:
        term = self.drugs.get(finding.name)
        if term is None or not _BARE.fullmatch(finding.value.strip()):
            return ""
        unit, per = (str(finding.detail.get(name) or "") for name in ("dose_unit", "per"))
        amount = Amount(finding.value, finding.number, unit or finding.unit, per, 0, 0)
        return str(doubt_of(term, amount, bool(finding.detail.get("cumulative"))).get("doubt", ""))

    def _measure(self, finding: Finding) -> str:
        if finding.number is None:
            return "decimal mark" if _BARE.fullmatch(finding.value.strip()) else ""
        known = ((tests, tests.named(finding.name)) for tests in self.tests)
        found = any(test is not None and tests.doubtful(test, finding.number, finding.unit) for tests, test in known)
        return "magnitude" if found else ""
