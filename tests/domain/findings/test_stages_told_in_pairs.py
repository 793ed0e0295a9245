"""Stages that stand in pairs: group and stage of a rhabdomyosarcoma in one row, and one of two stages."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Kind

GROUP, STAGE = "IRS clinical group", "TNM stage"


def told(*lines: str) -> list[tuple[str, str, str]]:
    found = [one for one in extracted(*lines) if one.kind is Kind.STAGE]
    return [(one.value, str(one.detail.get("system", "")), str(one.assertion)) for one in found]


@pytest.mark.parametrize(
    ("text", "group", "stage"),
    [
        ("Rhabdomyosarcoma. Stage/Group: 3/III", "III", "3"),
        ("Rhabdomyosarcoma. IRS group / TNM stage: III / 2", "III", "2"),
        ("Rabdomiosarcoma. Grupo/Estadio | III | 2", "III", "2"),
        ("Rabdomiosarcoma. Estadio/Grupo: 2/III", "III", "2"),
        ("Rhabdomyosarcoma stage III | 2", "III", "2"),
        ("Rhabdomyosarcoma IRS stage III | 2", "III", "2"),
        ("Rhabdomyosarcoma. IRS stage | group | 3 | II", "II", "3"),
    ],
)
def test_each_value_of_a_pair_is_of_its_label(text: str, group: str, stage: str) -> None:
    assert set(told(text)) == {(group, GROUP, "stated"), (stage, STAGE, "stated")}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PRETEXT III vs IV", {"III", "IV"}),
        ("Hepatoblastoma PRETEXT III/IV", {"III", "IV"}),
        ("Hepatoblastoma PRETEXT II o III", {"II", "III"}),
        ("Neuroblastoma stage III/IV", {"III", "IV"}),
    ],
)
def test_of_two_stages_both_are_told_and_neither_is_sure(text: str, values: set[str]) -> None:
    found = told(text)
    assert {one[0] for one in found} == values
    assert {one[2] for one in found} == {"uncertain"}


@pytest.mark.parametrize("text", ["PRETEXT III/POST-TEXT II", "PRETEXT III / POSTTEXT II"])
def test_the_stage_after_treatment_is_no_doubt_of_the_one_before(text: str) -> None:
    assert told(text) == [("III", "PRETEXT", "stated"), ("II", "POSTTEXT", "stated")]


def test_a_stage_and_a_number_in_prose_are_no_pair() -> None:
    assert told("Rhabdomyosarcoma stage III, 2 cycles given.") == [("III", "", "stated")]
