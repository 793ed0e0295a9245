"""What persons write into a case, kept version by version; two at the same moment never overwrite each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError as TakenError
from django.db import transaction
from django.db.models import QuerySet

from consilium.actions import audit
from consilium.actions.opened import OpenCase, now
from consilium.casebook.models import Entry as Row
from consilium.domain.circle import Item, keeps_from
from consilium.domain.errors import ConflictError, NotFoundError
from consilium.domain.plain import build, from_json, to_json

T = TypeVar("T")
TABLE = "entry"
SAME_WITHIN, MOST_LOOKED_AT = timedelta(hours=1), 20
CONFIDENTIAL = "confidential"  # whose the thing of the same id is, and to whom its owner shows it


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A value as somebody wrote it. `version` counts from 1."""

    id: UUID
    version: int
    made: datetime
    by: str
    value: T
    struck: bool = False


class ClashError(ConflictError):
    """Somebody else wrote the same thing since it was read: both versions are to be shown."""

    def __init__(self, theirs: Entry[Any]) -> None:
        super().__init__("errors.clash")
        self.theirs = theirs


def all_of(case: OpenCase, kind: str, form: type[T], struck: bool = False) -> tuple[Entry[T], ...]:
    """The latest version of each thing of a kind, in the order in which they were first written."""
    latest: dict[UUID, Row] = {}
    for row in _rows(case, kind=kind).order_by("version", "id"):  # all first versions come first
        latest[row.item] = row
    # A dict keeps the place of a key that is written again: the order of the first versions stays.
    return tuple(_opened(case, row, form) for row in latest.values() if struck or not row.struck)


def several(case: OpenCase, forms: Mapping[str, type[Any]]) -> dict[str, tuple[Entry[Any], ...]]:
    """What `all_of` gives of several kinds, by kind, from one question to the tables."""
    latest: dict[tuple[str, UUID], Row] = {}
    for row in _rows(case, kind__in=list(forms)).order_by("version", "id"):
        latest[row.kind, row.item] = row
    standing = [row for row in latest.values() if not row.struck]
    return {
        kind: tuple(_opened(case, row, form) for row in standing if row.kind == kind) for kind, form in forms.items()
    }


def counts(case: OpenCase) -> Counter[str]:
    """How many things of each kind stand in the case; nothing is opened."""
    rows = _rows(case).order_by("version").values_list("kind", "item", "struck")
    latest = {(kind, item): struck for kind, item, struck in rows}
    return Counter(kind for (kind, _), struck in latest.items() if not struck)


def versions(case: OpenCase, kind: str, form: type[T], item: UUID) -> tuple[Entry[T], ...]:
    """Every version of one thing, the first one first. Raises NotFoundError where there is none."""
    rows = _rows(case, kind=kind, item=item).order_by("version")
    found = tuple(_opened(case, row, form) for row in rows)
    if not found:
        raise NotFoundError("errors.no_entry")
    return found


def latest(case: OpenCase, kind: str, form: type[T], item: UUID) -> Entry[T]:
    """One thing as it stands. Raises NotFoundError."""
    return versions(case, kind, form, item)[-1]


def keep_typed(case: OpenCase, kind: str, value: T, item: UUID | None, seen: int) -> Entry[T]:
    """`keep` for what a person types and nobody says twice on purpose.

    A browser that goes back shows a form with a new number and the words that were sent already: the same words of the
    same person within the hour are the thing that is there. Raises as `keep`.
    """
    return (None if seen else _twin(case, kind, value)) or keep(case, kind, value, item, seen)


def _twin(case: OpenCase, kind: str, value: T) -> Entry[T] | None:
    """The thing that the viewer began with this value within the hour, as long as it stands so."""
    rows = _rows(case, kind=kind, by=case.viewer.id, version=1, made__gt=now() - SAME_WITHIN)
    for row in rows.order_by("-made")[:MOST_LOOKED_AT]:
        stands = latest(case, kind, type(value), row.item)
        if stands.version == 1 and stands.value == value and not stands.struck:
            return stands
    return None


def keep(
    case: OpenCase, kind: str, value: T, item: UUID | None = None, seen: int = 0, struck: bool = False
) -> Entry[T]:
    """Write a value: a new thing (`seen` 0), or the version after `seen`, which the person had before them.

    The same value sent twice (double click, back button) is kept once. Raises ClashError, NotFoundError.
    """
    item = item or uuid4()
    made, version = now(), seen + 1
    sealed = case.seal(TABLE, item, to_json(value), version)
    if seen and not _rows(case, kind=kind, item=item, version=seen).exists():
        raise NotFoundError("errors.no_entry")
    row = Row(case=case.row, kind=kind, item=item, version=version, struck=struck, made=made, by=case.viewer.id)
    row.sealed = sealed
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            audit.record(case.viewer, f"{kind}.struck" if struck else f"{kind}.written", case.id, made)
    except TakenError:
        return _same_or_clash(case, kind, value, item, struck)
    return Entry(item, version, made, case.viewer.id, value, struck)


def keep_own(case: OpenCase, kind: str, value: T, item: UUID, seen: int) -> Entry[T]:
    """`keep` for a form whose answer is a file, so that its page stays as it was: what the same person kept from it
    since is no clash. Raises as `keep`."""
    try:
        return keep(case, kind, value, item, seen)
    except ClashError as clash:
        if clash.theirs.by != case.viewer.id:
            raise
        return keep(case, kind, value, item, clash.theirs.version)


def strike(case: OpenCase, kind: str, form: type[T], item: UUID, seen: int) -> Entry[T]:
    """Take a thing off the page; its versions stay. Raises ClashError, NotFoundError."""
    return keep(case, kind, latest(case, kind, form, item).value, item, seen, struck=True)


def written_by(case: OpenCase, kinds: Iterable[str]) -> tuple[tuple[str, Entry[Mapping[str, Any]]], ...]:
    """(kind, thing) of all things of those kinds of which the viewer alone wrote every version, with their fields."""
    rows = list(_rows(case, kind__in=list(kinds)).order_by("made"))
    others = {row.item for row in rows if row.by != case.viewer.id}
    latest = {row.item: row for row in rows if row.item not in others}
    return tuple((row.kind, _opened(case, row, dict[str, Any])) for row in latest.values() if not row.struck)


def _rows(case: OpenCase, **only: object) -> QuerySet[Row]:
    """Rows of the case that the viewer may know of: what an adolescent keeps from them is not there at all."""
    rows = Row.objects.filter(case=case.row, **only)
    kept = _kept_from(case)
    return rows.exclude(item__in=kept) if kept else rows


def _kept_from(case: OpenCase) -> set[UUID]:
    latest: dict[UUID, Row] = {}
    for row in Row.objects.filter(case=case.row, kind=CONFIDENTIAL).order_by("version"):
        latest[row.item] = row
    marked = (_opened(case, row, Item) for row in latest.values() if not row.struck)
    return {one.id for one in marked if keeps_from(one.value, case.viewer.id)}


def _same_or_clash(case: OpenCase, kind: str, value: T, item: UUID, struck: bool) -> Entry[T]:
    theirs = latest(case, kind, type(value), item)
    if theirs.by == case.viewer.id and theirs.value == value and theirs.struck == struck:
        return theirs
    raise ClashError(theirs)


def _opened(case: OpenCase, row: Row, form: type[T]) -> Entry[T]:
    plain = case.open(TABLE, row.item, row.sealed, row.version)
    return Entry(row.item, row.version, row.made, row.by, build(form, from_json(plain)), row.struck)
