"""What was changed, in counts: the names of attributes and what was done, never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consilium.domain.records import Remark


class Deed(StrEnum):
    """What was done with an attribute's value."""

    REMOVED = "removed"
    EMPTIED = "emptied"
    REPLACED = "replaced"
    CLEANED = "cleaned"
    SHIFTED = "shifted"
    MAPPED = "mapped"
    MASKED = "masked"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Changed:
    """How often something was done with an attribute, by its keyword (PS3.6); what has none is in brackets."""

    keyword: str
    deed: Deed
    count: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What came of one file that was made nameless.

    searched  how many frames were searched for words; `masked` how many places were painted over
    facts     of a DICOM file: what a media set's directory takes from it, as its reading has it
    """

    changes: tuple[Changed, ...] = ()
    searched: int = 0
    masked: int = 0
    remarks: tuple[Remark, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Tally:
    """Counts while a file is walked through."""

    counts: Counter[tuple[str, Deed]] = field(default_factory=Counter)

    def add(self, keyword: str, deed: Deed, count: int = 1) -> None:
        self.counts[keyword, deed] += count

    def changes(self) -> tuple[Changed, ...]:
        return tuple(Changed(keyword, deed, count) for (keyword, deed), count in sorted(self.counts.items()))


def in_sum(files: Iterable[Cleaned]) -> tuple[Changed, ...]:
    """The changes of all files together."""
    tally = Tally()
    for one in files:
        for change in one.changes:
            tally.add(change.keyword, change.deed, change.count)
    return tally.changes()
