"""A paper that writes a day that no calendar has says so, its own day among them; a picture only where it is surely
read."""

from __future__ import annotations

import pytest

from consilium.domain.records import Box, Line, Page, Reading
from consilium.readers.findings import found_in
from consilium.readers.worker import describe

NOWHERE = Box(0, 0, 0, 0)


def told(*lines: str, confidence: float | None = None, litter: bool = False) -> list[str]:
    """The days that a paper of these lines is said to have wrong."""
    page = Page(1, tuple(Line(line, NOWHERE, confidence=confidence) for line in lines))
    reading = Reading("text", pages=(page,), litter=litter)
    _, remarks = found_in("text", reading, describe(reading), lambda: None)
    return [str(one.args["written"]) for one in remarks if one.code == "findings.no_such_day"]


def test_each_day_is_named_once() -> None:
    assert told("Clinic letter", "Date: 31/02/2025", "Seen on 31/02/2025 and on 2025-13-04.") == [
        "31/02/2025",
        "2025-13-04",
    ]


def test_of_many_three_are_named() -> None:
    assert len(told(*(f"MRI on {day}/02/2025" for day in (30, 31)), "31/04/2025", "31/06/2025", "31/09/2025")) == 3


@pytest.mark.parametrize(("confidence", "litter"), [(0.7, False), (None, True)])
def test_what_is_hardly_read_or_no_paper_says_nothing(confidence: float | None, litter: bool) -> None:
    assert told("Date: 31/02/2025", confidence=confidence, litter=litter) == []
