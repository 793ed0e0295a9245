"""How much another team needs a statement where not all have room: what was done to the tumor, what limits treatment.

Ranks are set on the findings of a case while their names are still the field's English terms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.findings.finding import Assertion, Finding, Kind

FIRST, SECOND, ORDINARY, LAST = 3, 2, 0, -2
_DONE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_SEVERE = 3  # of a toxicity, by any of the usual scales


@dataclass(frozen=True)
class Ranks:
    """`limiting` are toxicities that limit what may be given again, whatever their grade; `minor` those of little
    weight below grade 3."""

    limiting: frozenset[str] = frozenset()
    minor: frozenset[str] = frozenset()

    def case(self, case: ClinicalCase) -> ClinicalCase:
        """The case with the rank of each finding."""
        return replace(case, findings=tuple(replace(one, rank=self.of(one)) for one in case.findings))

    def of(self, one: CaseFinding) -> int:
        said = one.shown
        if said.kind is Kind.TOXICITY:
            return self._toxicity(said)
        rule = _RULES.get(said.kind)
        return rule(said) if rule is not None else ORDINARY

    def _toxicity(self, said: Finding) -> int:
        if said.assertion not in _DONE:
            return LAST
        grade = _grade(said)
        if grade >= _SEVERE or said.name in self.limiting:
            return FIRST
        return LAST if said.name in self.minor else ORDINARY


def _grade(said: Finding) -> int:
    digits = [char for char in str(said.detail.get("grade") or "") if char.isdigit()]
    return int(digits[-1]) if digits else 0


def _surgery(said: Finding) -> int:
    """Removals and other operations before biopsies before lines and what is only told of an operation."""
    what = str(said.detail.get("what") or "")
    if said.assertion not in _DONE:
        return ORDINARY if said.assertion is Assertion.PLANNED else LAST
    return {"": FIRST, "biopsy": SECOND}.get(what, ORDINARY)


def _transplant(said: Finding) -> int:
    return FIRST if said.assertion in _DONE else SECOND


def _mrd(said: Finding) -> int:
    return FIRST if said.detail.get("timepoint") and said.detail.get("specimen") != "blood" else SECOND


def _cycle(said: Finding) -> int:
    """A phase or cycle of its own day before one that is only named."""
    return SECOND if said.when else ORDINARY


def _molecular(said: Finding) -> int:
    return FIRST if said.assertion in _DONE else ORDINARY


def _condition(said: Finding) -> int:
    return {Assertion.NEGATED: LAST, Assertion.UNCERTAIN: ORDINARY}.get(said.assertion, SECOND)


def _allergy(said: Finding) -> int:
    return LAST if said.assertion is Assertion.NEGATED else FIRST


def _mention(said: Finding) -> int:
    """A test of genes that is awaited stands with what is known of them."""
    return FIRST if said.assertion is Assertion.PENDING and said.detail.get("what") == "genetics" else ORDINARY


def _specimen(said: Finding) -> int:
    return SECOND if said.assertion in _DONE else LAST


def _medicine(said: Finding) -> int:
    return SECOND if said.detail.get("dose") else ORDINARY


_RULES = {
    Kind.SURGERY: _surgery,
    Kind.TRANSPLANT: _transplant,
    Kind.MRD: _mrd,
    Kind.CYCLE: _cycle,
    Kind.VARIANT: _molecular,
    Kind.CYTOGENETICS: _molecular,
    Kind.METHYLATION: _molecular,
    Kind.CONDITION: _condition,
    Kind.ALLERGY: _allergy,
    Kind.SPECIMEN: _specimen,
    Kind.MEDICINE: _medicine,
    Kind.MENTION: _mention,
}
