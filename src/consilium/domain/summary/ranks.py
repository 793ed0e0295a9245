"""How much another team needs a statement where not all have room: what was done to the tumor, what limits treatment.

Ranks are set on the findings of a case while their names are still the field's English terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold, words_of

FIRST, SECOND, ORDINARY, SMALL, LAST = 3, 2, 0, -1, -2
_DONE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_SEVERE = 3  # of a toxicity, by any of the usual scales


@dataclass(frozen=True)
class Ranks:
    """`limiting` are toxicities that limit what may be given again, whatever their grade; `minor` those of little
    weight below grade 3; `small` and `helping` are words in names of operations that treat no tumor (lines,
    tubes, punctures; shunts, ostomies), `outcomes` what an operation left; `tests` of the laboratory tell whether a
    treatment can begin and how the tumor stands, `other_tests` what organs bear. `organs` are tests that decide what a
    child can be given, `signs` those of an hour; `compared` are words of what uptake is compared with, `lesions` of
    what it is measured in."""

    limiting: frozenset[str] = frozenset()
    minor: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    helping: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()
    other_tests: frozenset[str] = frozenset()
    organs: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()
    lesions: frozenset[str] = frozenset()

    def case(self, case: ClinicalCase) -> ClinicalCase:
        """The case with the rank of each finding."""
        return replace(case, findings=tuple(replace(one, rank=self.of(one)) for one in case.findings))

    def of(self, one: CaseFinding) -> int:
        said = one.shown
        if said.kind is Kind.TOXICITY:
            return self._toxicity(said)
        if said.kind is Kind.SURGERY:
            return self._surgery(said)
        if said.kind is Kind.LABORATORY:
            return FIRST if said.name in self.tests else SECOND if said.name in self.other_tests else ORDINARY
        if said.kind is Kind.FUNCTION:
            return self._function(said)
        if said.kind is Kind.MEASUREMENT:
            return self._measurement(said)
        rule = _RULES.get(said.kind)
        return rule(said) if rule is not None else ORDINARY

    def _function(self, said: Finding) -> int:
        """What decides which drugs a child can be given, before other tests; what is only called normal behind them."""
        if said.name in self.signs or said.assertion not in _DONE:
            return LAST
        figure = said.number is not None
        if said.name in self.organs:
            return FIRST if figure or not _is_normal(said) else SECOND
        return SECOND if figure and not _is_normal(said) else ORDINARY

    def _measurement(self, said: Finding) -> int:
        """Lesions before what their uptake is compared with."""
        words = words_of(f"{said.name} {said.detail.get('lesion') or ''}").vocabulary
        beside = not self.compared.isdisjoint(words) and self.lesions.isdisjoint(words)
        if said.assertion not in _DONE or (beside and "suv" in f"{said.unit} {said.name}".casefold()):
            return LAST
        return ORDINARY

    def _toxicity(self, said: Finding) -> int:
        if said.assertion not in _DONE:
            return LAST
        grade = _grade(said)
        if grade >= _SEVERE or said.name in self.limiting:
            return FIRST
        return LAST if said.name in self.minor else ORDINARY

    def _surgery(self, said: Finding) -> int:
        """Removals before what they left and biopsies, before lines, tubes and punctures and what is only told of an
        operation."""
        if said.name in self.outcomes:
            return SECOND if said.assertion in (*_DONE, Assertion.NEGATED) else ORDINARY
        if said.assertion not in _DONE:
            return ORDINARY if said.assertion is Assertion.PLANNED else LAST
        own = words_of(said.name).vocabulary
        if not self.small.isdisjoint(own):
            return SMALL
        if not self.helping.isdisjoint(own):
            return ORDINARY
        return {"": FIRST, "biopsy": SECOND}.get(str(said.detail.get("what") or ""), ORDINARY)


def _grade(said: Finding) -> int:
    digits = [char for char in str(said.detail.get("grade") or "") if char.isdigit()]
    return int(digits[-1]) if digits else 0


def _diagnosis(said: Finding) -> int:
    """A return and a spread before the disease itself, which many papers tell, before what is doubted or denied."""
    if said.assertion not in _DONE:
        return LAST if said.assertion is Assertion.NEGATED else ORDINARY
    returned = said.detail.get("status") in ("relapse", "progression", "refractory")
    if returned or "metasta" in said.name.casefold() or said.detail.get("status") == "confirmed":
        return FIRST
    return SECOND


def _radiation(said: Finding) -> int:
    return FIRST if said.assertion in _DONE else SECOND if said.detail.get("gray") else ORDINARY


# What a sentence of a report tells of the disease, in the words of either language.
_OF_DISEASE = re.compile(
    r"\b(?:recurren\w+|relaps\w+|recidiv\w+|reca[ií]d\w+|progress\w+|progresi\w+|metasta\w+|met[aá]stasis|residu\w+|"
    r"resto tumoral|drop|disemina\w+|dissemina\w+|leptomening\w+|local spread|invasi\w+)\b",
    re.IGNORECASE,
)
_OF_TUMOR = re.compile(
    r"\b(?:mass\w*|masas?|tumou?r\w*|nodul\w+|n[oó]dul\w+|lesi[oó]n\w*|lesions?|avid\w*|capta\w+|nuev[oa]s?|new|larger|"
    r"smaller|aument\w+|disminu\w+|encas\w+|tromb\w+|thromb\w+)\b",
    re.IGNORECASE,
)


def _imaging(said: Finding) -> int:
    """What a report tells of the disease before what else it saw, before what is not there or normal."""
    told = f"{said.name} {said.value}"
    if said.assertion is Assertion.NEGATED or said.detail.get("result") == "normal":
        return ORDINARY if said.detail.get("part") == "impression" else LAST
    if _OF_DISEASE.search(told):
        return FIRST
    return SECOND if _OF_TUMOR.search(told) or said.detail.get("part") == "impression" else ORDINARY


def _transplant(said: Finding) -> int:
    return FIRST if said.assertion in _DONE else SECOND


def _mrd(said: Finding) -> int:
    return FIRST if said.detail.get("timepoint") and said.detail.get("specimen") != "blood" else SECOND


def _cycle(said: Finding) -> int:
    """A phase or cycle of its own day before one that is only named."""
    return SECOND if said.when else ORDINARY


# Measures over a whole genome, which name no gene and no place in it.
_OF_ALL = frozenset({"tumor mutational burden", "microsatellites"})


def _molecular(said: Finding) -> int:
    if said.name in _OF_ALL:
        return SECOND
    return FIRST if said.assertion in _DONE else ORDINARY


def _condition(said: Finding) -> int:
    if said.detail.get("result") == "normal":
        return LAST
    return {Assertion.NEGATED: LAST, Assertion.UNCERTAIN: ORDINARY}.get(said.assertion, SECOND)


def _allergy(said: Finding) -> int:
    return LAST if said.assertion is Assertion.NEGATED else FIRST


def _mention(said: Finding) -> int:
    """A test of genes that is awaited stands with what is known of them."""
    return FIRST if said.assertion is Assertion.PENDING and said.detail.get("what") == "genetics" else ORDINARY


def _specimen(said: Finding) -> int:
    return SECOND if said.assertion in _DONE else LAST


_VACCINE = re.compile(r"\b(?:vaccin\w+|toxoid|bcg|vacunas?)\b", re.IGNORECASE)


def _medicine(said: Finding) -> int:
    """What is taken now before what was given once; what is not taken behind all."""
    if said.assertion is Assertion.NEGATED:
        return LAST
    if _VACCINE.search(said.name):
        return SMALL
    if said.detail.get("state") == "current" and said.assertion is Assertion.STATED:
        return FIRST
    return SECOND if said.detail.get("dose") else ORDINARY


# A response that is scored or named in the terms of a system, and not only called good (`buena respuesta`).
_SCORED = re.compile(
    r"\b(?:deauville|lugano|recist|curie|siopen|complete|partial|stable|progress\w+|metabolic|remission|refractory|"
    r"relapse|completa|parcial|estable|metab[oó]lica|remisi[oó]n|progresi[oó]n|reca[ií]da|necrosis)\b",
    re.IGNORECASE,
)


def _response(said: Finding) -> int:
    """What a system scores before what is only called good, before what is yet to be seen."""
    if said.assertion not in _DONE:
        return LAST
    told = f"{said.name} {said.value} {said.detail.get('system') or ''}"
    if "score" in said.name:
        return FIRST
    return SECOND if said.number is not None or _SCORED.search(told) else ORDINARY


def _is_normal(said: Finding) -> bool:
    return said.detail.get("result") == "normal" or fold(said.value).startswith("normal")


_RULES = {
    Kind.DIAGNOSIS: _diagnosis,
    Kind.RADIATION: _radiation,
    Kind.IMAGING: _imaging,
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
    Kind.RESPONSE: _response,
    Kind.MENTION: _mention,
}
