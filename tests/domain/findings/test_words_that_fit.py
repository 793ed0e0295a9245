"""Names of illnesses that are none: a prosthesis that fits, a shot against the flu."""

from __future__ import annotations

import pytest
from onepaper import extracted

from consilium.domain.findings import Kind


def conditions(text: str) -> set[tuple[str, str]]:
    return {(one.name, str(one.assertion)) for one in extracted(text) if one.kind is Kind.CONDITION}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Right eye: prosthesis fits well.", "seizures"),
        ("The mask fits; simulation done.", "seizures"),
        ("Flu shot: he hasn't had one this year.", "influenza"),
        ("Vacuna del sarampión: le falta la segunda.", "measles"),
    ],
)
def test_what_fits_or_protects_is_no_illness(text: str, name: str) -> None:
    assert name not in {one for one, _ in conditions(text)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He had two fits a day in March.", ("seizures", "stated")),
        ("No fits since Tuesday.", ("seizures", "negated")),
        ("Tuvo sarampión a los dos años.", ("measles", "stated")),
    ],
)
def test_the_illness_itself_is_told(text: str, said: tuple[str, str]) -> None:
    assert said in conditions(text)
