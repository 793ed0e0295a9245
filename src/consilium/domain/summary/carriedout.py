"""Plans that were carried out: a planned thing that a later paper tells as done is no plan any more.

A plan is only left out where the case tells the same thing as done, on a day that the plan names or after the paper
that plans it. It stays in its record and in summary.fhir.json.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold, words_of
from consilium.domain.summary.operations import removes, same_removal
from consilium.domain.summary.transplants import same_transplant, transplanted

_DRUGS = frozenset({Kind.DRUG, Kind.MEDICINE})
_KINDS = frozenset({Kind.SURGERY, Kind.RADIATION, Kind.TRANSPLANT, Kind.CYCLE, Kind.PROTOCOL}) | _DRUGS
_DONE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_MONTHS = 18  # after a plan; what is done later may be of another one


def open_plans(found: Sequence[CaseFinding], told: Iterable[CaseFinding]) -> list[CaseFinding]:
    """The findings without plans that were carried out, by all that the case tells."""
    if not any(map(_is_plan, found)):
        return list(found)
    done = [one for one in told if one.shown.kind in _KINDS and one.shown.assertion in _DONE]
    return [one for one in found if not _is_plan(one) or not _carried_out(one, done)]


def _is_plan(one: CaseFinding) -> bool:
    return one.shown.kind in _KINDS and one.shown.assertion is Assertion.PLANNED


def _carried_out(plan: CaseFinding, done: Iterable[CaseFinding]) -> bool:
    return any(_same_thing(plan.shown, one.shown) and _then(plan, one) for one in done)


def _then(plan: CaseFinding, done: CaseFinding) -> bool:
    """Whether it was done on the day of the plan, or after the paper that plans it."""
    first, last, day = done.shown.when, done.shown.until or done.shown.when, plan.shown.when
    if day is not None:
        return first is not None and last is not None and first <= day <= last
    written, told = plan.record.date, first or done.record.date
    return written is not None and told is not None and written < told and _months(written, told) <= _MONTHS


def _months(first: PartialDate, last: PartialDate) -> int:
    return (last.year - first.year) * 12 + (last.month or 12) - (first.month or 1)


def _same_thing(plan: Finding, done: Finding) -> bool:
    if not (plan.kind is done.kind or {plan.kind, done.kind} <= _DRUGS) or not _either(
        plan.laterality, done.laterality
    ):
        return False
    if plan.kind is Kind.SURGERY and removes(plan) and removes(done):
        return same_removal(plan, done)
    if plan.kind is Kind.TRANSPLANT and transplanted(plan) and transplanted(done):
        return same_transplant(plan, done)
    if plan.kind is Kind.CYCLE and plan.number != done.number:
        return False
    if plan.kind is Kind.PROTOCOL:  # `OEPA`, of which `OEPA-COPDAC` was given
        return words_of(plan.name).vocabulary <= words_of(done.name).vocabulary
    if plan.kind is Kind.RADIATION and not _either(_said(plan, "gray"), _said(done, "gray")):
        return False
    return fold(plan.name) == fold(done.name) and _one_place(_site(plan), _site(done))


def _said(said: Finding, key: str) -> str:
    return str(said.detail.get(key) or "")


_SIDES = frozenset({"left", "right", "izquierda", "izquierdo", "derecha", "derecho"})
# Where a thing is done to the place that the paper does not name otherwise.
_PRIMARY = frozenset(
    {"primary site", "primary tumor", "tumor bed", "sitio primario", "tumor primario", "lecho tumoral"}
)


def _site(said: Finding) -> str:
    return "" if fold(said.site) in _PRIMARY else said.site


def _either(one: str, other: str) -> bool:
    """What one does not tell does not differ."""
    return not one or not other or fold(one) == fold(other)


def _one_place(one: str, other: str) -> bool:
    """Places of which neither names only what the other does not (`left adrenal bed`, `adrenal bed, lymph nodes`)."""
    first, second = words_of(one).vocabulary - _SIDES, words_of(other).vocabulary - _SIDES
    return not first or not second or not first.isdisjoint(second)
