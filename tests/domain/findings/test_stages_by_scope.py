"""Of what a stage is, and a remission that a sentence only gives as a time."""

from __future__ import annotations

import pytest

from consilium.domain.findings import Kind
from tests.domain.findings.onepaper import extracted


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Wilms tumor, local stage III, overall stage IV.", {("III", "local"), ("IV", "overall")}),
        ("Nefroblastoma, estadio local III, estadio global IV.", {("III", "local"), ("IV", "global")}),
        ("Wilms tumor, stage III, favourable histology.", {("III", "")}),
        ("Wilms tumor with local recurrence, stage III.", {("III", "")}),
    ],
)
def test_the_scope_of_a_stage(text: str, stages: set[tuple[str, str]]) -> None:
    found = [one for one in extracted(text) if one.kind is Kind.STAGE]
    assert {(one.value, one.detail.get("scope", "")) for one in found} == stages


@pytest.mark.parametrize(
    ("text", "responds"),
    [
        ("High-dose melphalan is not advised in first remission of this disease.", False),
        ("No se recomienda trasplante en primera remisión completa.", False),
        ("She is in first complete remission since June 2024.", True),
        ("En remisión completa desde junio de 2024.", True),
    ],
)
def test_a_remission_as_a_time_is_no_response(text: str, responds: bool) -> None:
    assert any("remission" in f"{one.name} {one.value}" or one.name == "complete response"
               for one in extracted(text) if one.kind is Kind.RESPONSE) is responds  # fmt: skip
