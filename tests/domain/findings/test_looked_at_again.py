"""What a second reader of the rules found wrong: statements about nobody, denials told as seen, text without an end.

All is synthetic.
"""

from __future__ import annotations

import pytest

from consilium.domain.findings.finding import Assertion, Kind
from tests.domain.findings.test_unlisted_tests_told import read

PALPATED = ("palpable liver", "palpable spleen")


def test_a_telephone_number_is_no_chromosome() -> None:
    assert not read("Example Hospital, Ph +61 3 9345 5522, Fax 5523.", kinds=(Kind.CYTOGENETICS,))
    assert not read("Ph (03) 9345 5522", kinds=(Kind.CYTOGENETICS,))
    assert read("Ph+ ALL, diagnosed today.", kinds=(Kind.CYTOGENETICS, Kind.DIAGNOSIS))


@pytest.mark.parametrize(
    "text",
    [
        "Examination: Bazo no es palpable.",
        "Abdomen soft. Spleen cannot be felt.",
        "Abdomen: liver not clearly palpable.",
        "Abdomen: spleen no longer palpable.",
        "Abdomen blando, hígado no está aumentado de tamaño.",
    ],
)
def test_an_organ_that_is_not_felt_is_denied(text: str) -> None:
    found = [one for one in read(text, kinds=(Kind.CONDITION,)) if one.name in PALPATED]
    assert [one.assertion for one in found] == [Assertion.NEGATED]


def test_an_organ_that_may_be_felt_some_day_is_not_told() -> None:
    found = read("Abdomen soft. Call us if the spleen is felt again.", kinds=(Kind.CONDITION,))
    assert not [one for one in found if one.name in PALPATED]


def test_fingers_stay_fingers() -> None:
    found = read("Abdomen: liver 2 fb below the costal margin, spleen 3 cm BCM.", kinds=(Kind.CONDITION,))
    assert {one.name: one.value for one in found if one.name in PALPATED} == {
        "palpable liver": "2 fb",
        "palpable spleen": "3 cm",
    }


def test_months_are_no_marrow() -> None:
    assert not read("Hearing test at 6 mo normal.", kinds=(Kind.SPECIMEN,))


def test_a_range_of_days_is_no_day() -> None:
    found = read("Seen 12-04 and 12-18.\nHb 8.1 g/dL days 10-12 (ward).\n", kinds=(Kind.LABORATORY,), date="2023-12-20")
    assert [str(one.when) for one in found] != ["2023-12-10"]


@pytest.mark.parametrize(
    "text",
    [
        "BTK " + "(" + "het" * 5_000 + "x",
        "Muestras para " + "a" * 20_000 + "!",
        "Lima," + " " * 20_000 + "5 de mayo de 2024",
    ],
)
def test_text_without_an_end_is_read_all_the_same(text: str) -> None:
    assert isinstance(read(text, kinds=tuple(Kind)), list | tuple)
