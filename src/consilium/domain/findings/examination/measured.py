"""One thing that a sentence measures, as its own small rules find it."""

from __future__ import annotations

from dataclasses import dataclass, field

from consilium.domain.records import Scalar


@dataclass(frozen=True, slots=True)
class Measured:
    """Name, value and unit as written, and where it stands in its clause; `early` is told as of before."""

    name: str
    value: str
    unit: str
    start: int
    end: int
    side: str = ""
    site: str = ""
    early: bool = False
    detail: dict[str, Scalar] = field(default_factory=dict)
