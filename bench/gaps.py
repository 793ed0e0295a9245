"""What a second team would miss, against what the stories say is missing (`expected_gaps`)."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.labelled import Read


@dataclass(frozen=True)
class Row:
    """One story: gaps that are true and those of them that were found; None where nothing looks for gaps yet."""

    story: str
    expected: int
    found: int | None


def compared(story: str, truth: Mapping[str, Any], _reads: Sequence[Read]) -> Row:
    expected = truth.get("expected_gaps", [])
    return Row(story, len(expected), None)


def show(rows: Sequence[Row]) -> None:
    looked = importlib.util.find_spec("consilium.domain.completeness") is not None
    expected = sum(row.expected for row in rows)
    said = "not compared" if looked else "no rules for gaps yet"
    print(f"{'gaps':<30}{expected} expected in {len(rows)} stories; {said}")
