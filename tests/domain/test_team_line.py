"""What a telephone dials of a number as families write it."""

from __future__ import annotations

import pytest

from consilium.domain.teamline import TeamLine


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+1 (555) 010-0199", "+15550100199"),
        ("555.010.0199 ext. 4", "5550100199"),
        ("020 7405 9200 x12", "02074059200"),
        ("555 0100 #9", "5550100"),
        ("no number", ""),
        ("٥٥٥ 12", "12"),
    ],
)
def test_a_number_is_dialled_without_what_a_telephone_cannot_dial(written: str, dialled: str) -> None:
    assert TeamLine(written).dial == dialled
