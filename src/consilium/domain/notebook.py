"""The notebook: what was decided, by whom, what mattered, what would change it, when to look again.

An entry is never overwritten: a change is a further version, and the earlier ones stay as they were. There is no field
for whether a decision turned out well, on purpose: it was the decision of its day, with what was known on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise

from consilium.domain.completeness.when import first_day, last_day
from consilium.domain.dates import PartialDate
from consilium.domain.due import Due, due_on, in_order
from consilium.domain.errors import InputError
from consilium.domain.records import Remark

MOST_CHARS = 8_000


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision. The caller keeps it under an id, version by version.

    decided      what was decided, in the family's words; `on` the day of the decision, `by` who decided (names)
    mattered     what mattered to them; `known` what was known then; `others` what else was talked about
    would_change what would change it
    look_again   when to look again; None where nobody said
    looked_again on which days somebody did, each with what was found
    written_by   who wrote it down
    """

    decided: str
    on: PartialDate
    by: tuple[str, ...] = ()
    mattered: tuple[str, ...] = ()
    known: str = ""
    others: str = ""
    would_change: str = ""
    look_again: PartialDate | None = None
    looked_again: tuple[LookedAgain, ...] = ()
    written_by: str = ""


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """Somebody looked at a decision again: it stays as it is, or a new one was written (`new`, its id)."""

    on: PartialDate
    by: str = ""
    note: str = ""
    new: str = ""


def checked(entry: Decided, today: date) -> Decided:
    """The same entry. Raises InputError where it says nothing, is of the future, or is to be looked at before it."""
    if not entry.decided.strip():
        raise InputError("notebook.says_nothing")
    if first_day(entry.on) > today:
        raise InputError("notebook.in_future", on=str(entry.on))
    if entry.look_again is not None and last_day(entry.look_again) < first_day(entry.on):
        raise InputError("notebook.look_before", on=str(entry.on))
    if any(first_day(one.on) > today for one in entry.looked_again):
        raise InputError("notebook.looked_in_future")
    texts = (entry.decided, entry.known, entry.others, entry.would_change, *entry.by, *entry.mattered)
    if max(map(len, texts)) > MOST_CHARS:
        raise InputError("notebook.too_long", bound=MOST_CHARS)
    return entry


def due(entries: Mapping[str, Decided], today: date, ahead: int = 7) -> tuple[Due, ...]:
    """What to look at again within so many days, or already: the longest overdue first. `entries` are the latest
    versions by id. Having looked on or after the day ends the reminder; a further day to look begins another."""
    found = [
        due_on(name, entry.look_again, today, Remark("notebook.due_look_again", {"on": str(entry.look_again)}))
        for name, entry in entries.items()
        if entry.look_again is not None and not _looked(entry, entry.look_again)
    ]
    return in_order(one for one in found if one.days <= ahead)


def _looked(entry: Decided, look_again: PartialDate) -> bool:
    return any(last_day(one.on) >= first_day(look_again) for one in entry.looked_again)


def changes(versions: Sequence[Decided]) -> tuple[tuple[str, ...], ...]:
    """For each version, the names of the fields in which it differs from the one before: the first has none. It says
    what changed, never which was better."""
    names = [field.name for field in fields(Decided)]
    pairs = pairwise(versions)
    later = (tuple(name for name in names if getattr(one, name) != getattr(two, name)) for one, two in pairs)
    return ((), *later) if versions else ()
