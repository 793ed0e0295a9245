"""Dates as sources give them: a year, a month or a day, never more precise than what was written (law 3)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day. `2024-03` stays `2024-03`.

    Raises ValueError for a date that no calendar has.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999 or not 0 <= self.month <= 12 or (self.day and not self.month):
            raise ValueError("no such date")
        if self.day and not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            raise ValueError("no such day")

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """`2024`, `2024-03` or `2024-03-01` (a time after `T` is dropped). Raises ValueError."""
        parts = [int(part) for part in text.split("T")[0].split("-")]
        if not 1 <= len(parts) <= 3:
            raise ValueError("no such date")
        return cls(*parts)

    @classmethod
    def from_digits(cls, text: str) -> PartialDate:
        """`YYYY`, `YYYYMM` or `YYYYMMDD` with anything after it dropped (DICOM DA/DT, HL7 DTM, CDA TS)."""
        digits = text.strip()[:8]
        if not digits.isascii() or not digits.isdigit() or len(digits) < 4:
            raise ValueError("no such date")
        month = int(digits[4:6]) if len(digits) >= 6 else 0
        day = int(digits[6:8]) if len(digits) >= 8 else 0
        return cls(int(digits[:4]), month, day)

    def includes(self, other: PartialDate) -> bool:
        """Whether `other` may be the same day as this, said as precisely or more so."""
        return self.year == other.year and self.month in (0, other.month) and self.day in (0, other.day)
