"""Which missing pieces a second team needs now, where a page has room for a few.

The newest pictures, the tissue of the last relapse and a genomic result that is still awaited come before what belongs
to earlier phases; the slides of a marrow in which nothing was found come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from consilium.domain.completeness.status import Door, Item, Status
from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.records import Category

NOW, NEXT, PRESENT, ORDINARY, EARLIER, LAST = 4, 3, 2, 0, -1, -2
# Scans of so many days are one look at the illness; what is this old is of another phase.
_TOGETHER, _PHASE = timedelta(days=60), timedelta(days=400)
_TISSUE = (Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES)
_PICTURES = ("images", "images_part")


class GapRanks:
    """The rank of each piece of what is owed, by what else is owed and known of its sort."""

    def __init__(self, statuses: Iterable[Status]) -> None:
        items = [item for status in statuses if status.owed for item in status.items if item.door is not Door.TEAM]
        self._pictures = _newest(item for item in items if item.kind in _PICTURES)
        self._tissue = _newest(item for item in items if item.category in _TISSUE)
        self._awaited = _newest(item for item in items if _is_awaited(item))
        self._reported = any(_is_tissue_report(item) and _near(item.when, self._tissue) for item in items)
        self._last = _newest(items)

    def of(self, item: Item) -> int:
        """More for what comes first; 0 for most."""
        if item.door is Door.TEAM:
            return ORDINARY
        first = self._of_now(item)
        if first:
            return first
        if item.category is Category.BONE_MARROW and item.kind == "slides":
            return ORDINARY if self._is_present(item.when) else LAST
        if item.when is None:
            return ORDINARY
        return PRESENT if self._is_present(item.when) else EARLIER

    def _of_now(self, item: Item) -> int:
        """The rank of what is of the illness as it is now; 0 for all else."""
        if item.kind in _PICTURES and self._pictures is not None and _near(item.when, self._pictures):
            return NOW
        if item.category is Category.IMAGING_REPORTS and _near(item.when, self._pictures):
            return NEXT
        if _is_awaited(item) and (item.when is None or _near(item.when, self._awaited)):
            return NOW
        if item.category in _TISSUE and _near(item.when, self._tissue):
            return NOW if _is_tissue_report(item) or not self._reported else NEXT
        return 0

    def _is_present(self, when: PartialDate | None) -> bool:
        return when is not None and self._last is not None and self._last - last_day(when) <= _PHASE


def _is_awaited(item: Item) -> bool:
    return item.kind == "result" and item.category is Category.GENETICS


def _is_tissue_report(item: Item) -> bool:
    return item.kind == "report" and item.category is Category.PATHOLOGY_REPORT


def _newest(items: Iterable[Item]) -> date | None:
    return max(_days(items), default=None)


def _days(items: Iterable[Item]) -> Iterator[date]:
    return (first_day(item.when) for item in items if item.when is not None)


def _near(when: PartialDate | None, newest: date | None) -> bool:
    return when is not None and newest is not None and newest - last_day(when) <= _TOGETHER
