"""What is missing, on labelled cases: claimed with its reason, once, and never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness import Door, Item, Phase, Standing, Status, course_of, disease_of, gaps
from consilium.knowledge.requirements import requirements
from tests.domain.gap_cases import ECH, HIM, HODGKIN, HODGKIN_PATH, READ, UNREAD, Labels, case, record, says, study

ALL = {**READ, **UNREAD}


def found(of: ClinicalCase, program: str | None = None) -> dict[str, Status]:
    rows = gaps(of, requirements(), program)
    assert len({row.thing for row in rows}) == len(rows), "a thing stands twice"
    return {row.thing: row for row in rows}


def pieces(rows: dict[str, Status], kind: str) -> str:
    items = [item for row in rows.values() for item in row.items if item.kind == kind]
    return "; ".join(
        sorted(f"{item.number if kind == 'slides' else item.what} @ {item.when}".strip() for item in items)
    )


def wrong(of: ClinicalCase, labels: Labels) -> dict[str, str]:
    rows = found(of)
    said = {}
    for thing, wanted in labels.items():
        if thing.startswith("items:"):
            got = pieces(rows, thing.removeprefix("items:"))
        else:
            got = rows[thing].standing.value if thing in rows else "absent"
        if got != wanted:
            said[thing] = f"{got}, not {wanted}"
    return said


@pytest.mark.parametrize("name", READ)
def test_a_labelled_case_stands_as_labelled(name: str) -> None:
    assert wrong(*READ[name]) == {}


@pytest.mark.parametrize("name", UNREAD)
def test_an_unread_case_stands_as_labelled(name: str) -> None:
    assert wrong(*UNREAD[name]) == {}
