"""A variant of uncertain significance is no `positive`: `no pathogenic variant` is true beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.conflicts import ConflictKind, conflicts
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.domain.records import Citation
from tests.domain.test_conflicts import case, kinds, record

CALL = Finding(
    Kind.VARIANT, "ATM", value="p.Cys532Tyr",
    detail={"gene": "ATM", "protein": "p.Cys532Tyr", "cdna": "c.1595G>A", "class": "mutation"},
)  # fmt: skip
NONE = Finding(
    Kind.VARIANT, "ATM", value="mutation", assertion=Assertion.NEGATED, detail={"gene": "ATM", "class": "mutation"},
    citations=(Citation("No pathogenic or likely pathogenic variant found, including ATM"),),
)  # fmt: skip
VUS = replace(CALL, detail={**CALL.detail, "class": "variant of uncertain significance"})


@pytest.mark.parametrize(
    "told",
    [
        ((1, VUS), (2, NONE)),
        ((1, CALL), (2, NONE), (2, VUS)),
        ((1, CALL), (2, NONE), (3, VUS)),
        ((1, replace(CALL, detail={**CALL.detail, "class": "likely benign"})), (2, NONE)),
        ((1, replace(VUS, detail={**VUS.detail, "class": "variante de significado incierto"})), (2, NONE)),
    ],
    ids=["VUS", "VUS in the denial's report", "VUS elsewhere", "benign", "Spanish"],
)
def test_a_change_that_nobody_calls_a_cause_is_no_conflict(told: tuple[tuple[int, Finding], ...]) -> None:
    assert kinds(*told) == []


def test_a_bare_list_of_calls_does_not_contradict_that_none_is_pathogenic() -> None:
    assert kinds((1, CALL), (2, NONE), records={1: record(1, format="vcf")}) == []


@pytest.mark.parametrize("said", ["mutation", "pathogenic", "likely pathogenic"])
def test_what_is_called_a_cause_and_denied_is_shown(said: str) -> None:
    has = replace(CALL, detail={**CALL.detail, "class": said})
    (found,) = conflicts(case((1, has), (2, NONE)))
    assert found.kind is ConflictKind.GENE
    assert [side.says for side in found.sides] == ["positive", "negative"]
