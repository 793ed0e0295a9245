"""What comes due: one shape for the notebook, calls, letters and things on their way, so that a page can list them all.

Nothing here reads a clock; a date known to the month is due on its last day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consilium.domain.completeness.when import last_day
from consilium.domain.dates import PartialDate
from consilium.domain.records import Citation, Remark


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that comes due. `item` is the id under which the caller keeps it; `days` are those left, below 0 those
    overdue; `reasons` say what is due and why; `citations` which rule sets the date, where one does."""

    item: str
    on: PartialDate
    days: int
    reasons: tuple[Remark, ...]
    citations: tuple[Citation, ...] = ()

    @property
    def overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days < 0


def due_on(item: str, on: PartialDate, today: date, reason: Remark, *citations: Citation) -> Due:
    """Something due on a day, seen from today."""
    return Due(item, on, (last_day(on) - today).days, (reason,), citations)


def in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    """The longest overdue first."""
    return tuple(sorted(found, key=lambda one: (one.days, one.item)))
