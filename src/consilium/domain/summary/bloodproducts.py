"""Transfusions told among medicines: they were given on a day, and nobody takes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.phrases import fold

BLOOD = "blood"
# As `findings/medicines.yaml` names them.
_PRODUCTS = frozenset(
    (
        *("transfusion", "red cell transfusion", "platelet transfusion", "granulocyte transfusion"),
        *("whole blood transfusion", "exchange transfusion", "fresh frozen plasma", "cryoprecipitate"),
    )
)


def with_blood_apart(case: ClinicalCase) -> ClinicalCase:
    """The case with transfusions told as such, whatever state of a medicine their paper gives them; before names are
    shown in a page's language."""
    if not any(_is_blood(one.shown) for one in case.findings):
        return case
    return replace(case, findings=tuple(_marked(case.findings)))


def _marked(found: Iterable[CaseFinding]) -> Iterable[CaseFinding]:
    for one in found:
        judged = one.judgement
        if not _is_blood(one.shown):
            yield one
        elif judged is not None and judged.value is not None:
            yield replace(one, judgement=replace(judged, value=_as_blood(judged.value)))
        else:
            yield replace(one, finding=_as_blood(one.finding))


def _is_blood(said: Finding) -> bool:
    return said.kind is Kind.MEDICINE and fold(said.name) in _PRODUCTS


def _as_blood(said: Finding) -> Finding:
    return replace(said, detail={**said.detail, "state": BLOOD})
