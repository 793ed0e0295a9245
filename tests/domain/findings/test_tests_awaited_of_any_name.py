"""Tests of any name that are awaited or were not made, and studies that are named with what they showed."""

from __future__ import annotations

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.findings import Assertion, Kind
from consilium.domain.findings.topics import mentions
from consilium.domain.records import Category
from tests.domain.findings.onepaper import findings


def _told(text: str) -> list[tuple[str, Assertion]]:
    found = findings(mentions, text, Category.DISCHARGE, PartialDate(2031, 5, 20), "dmy")
    return [(f"{one.name} {one.value}".lower(), one.assertion) for one in found if one.kind is Kind.MENTION]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Galactomannan pending.", ["galactomannan"]),
        ("Lymphocyte subsets, vaccine titres and copper are still awaited.", ["lymphocyte subsets", "copper"]),
        ("Pendiente: subpoblaciones linfocitarias (enviadas 02/05); cobre sérico.", ["subpoblaciones", "cobre"]),
        ("Inmunofenotipo en proceso.", ["inmunofenotipo"]),
    ],
)
def test_what_is_awaited_is_told_under_its_own_name(text: str, words: list[str]) -> None:
    found = _told(text)
    assert all(any(word in name and how is Assertion.PENDING for name, how in found) for word in words)


def test_what_was_never_tested_is_denied() -> None:
    assert any("hearing" in name and how is Assertion.NEGATED for name, how in _told("Her hearing was never tested."))


@pytest.mark.parametrize(
    "text", ["Cosign: pending.", "Transfer to the ward pending.", "She is awaiting a bed.", "Quimioterapia en curso."]
)
def test_what_is_awaited_and_no_test_is_none(text: str) -> None:
    assert not [name for name, how in _told(text) if how is Assertion.PENDING]


@pytest.mark.parametrize(
    ("text", "word", "how"),
    [
        ("CT chest: no nodules.", "ct", Assertion.STATED),
        ("No pneumothorax on CXR in recovery.", "x-ray", Assertion.STATED),
        ("Sugiero RM hepática.", "mri", Assertion.PLANNED),
        ("PET/CT: turno 28/05/2031.", "pet", Assertion.PLANNED),
        ("TAC: no se cuenta.", "ct", Assertion.NEGATED),
    ],
)
def test_a_study_is_told_as_made_planned_or_not_made(text: str, word: str, how: Assertion) -> None:
    assert any(word in name and one is how for name, one in _told(text))


def test_a_leaking_valve_is_no_scan() -> None:
    assert not any("mri" in name for name, _ in _told("Echo 12/05/2031: normal function, trivial MR."))
