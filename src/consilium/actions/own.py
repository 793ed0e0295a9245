"""What an adolescent keeps to themself: notes, and decisions that they alone wrote down. They choose who sees them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from consilium.actions import access, entries
from consilium.actions.entries import CONFIDENTIAL, Entry
from consilium.actions.opened import OpenCase
from consilium.domain.circle import Item, Person, Role
from consilium.domain.circlewriting import MOST_CHARS, keep_confidential, no_longer_confidential
from consilium.domain.errors import InputError, NotFoundError

NOTE = "own_note"
# What may be kept back: nothing by which the others act, such as the team's answer, danger signs or papers.
KINDS = (NOTE, "decision")
_WORDS = ("text", "decided")


@dataclass(frozen=True)
class Note:
    """Words for oneself."""

    text: str


@dataclass(frozen=True)
class Own:
    """A thing that somebody wrote. `seen` is the version of the note; `mark` is how it is kept, if it is."""

    id: UUID
    kind: str
    text: str
    entry: Entry[object]
    mark: Item
    mark_version: int


def me(case: OpenCase) -> Person:
    """Who the viewer is to the child."""
    return access.person_in(case, access.role_in(case.row, case.viewer))


def own_things(case: OpenCase) -> tuple[Own, ...]:
    """What the viewer alone wrote, and how each is kept."""
    marks = _marks(case)
    found = []
    for kind, one in entries.written_by(case, KINDS):
        text = next((str(one.value[name]) for name in _WORDS if one.value.get(name)), "")
        mark = marks.get(one.id)
        kept = mark.value if mark else Item(str(one.id))
        found.append(Own(one.id, kind, text, one, kept, mark.version if mark else 0))  # type: ignore[arg-type]
    return tuple(found)


def shown_to_me(case: OpenCase) -> tuple[Entry[Note], ...]:
    """Others' notes that they let the viewer see."""
    marks = _marks(case)
    notes = entries.all_of(case, NOTE, Note)
    return tuple(one for one in notes if one.by != case.viewer.id and one.id in marks)


def write_note(case: OpenCase, text: str, item: UUID, shown_to: tuple[str, ...] = ()) -> None:
    """Keep a note, the writer's own at once. Raises DeniedError for anybody but the patient, InputError."""
    if not text.strip():
        raise InputError("circle.note_says_nothing")
    if len(text) > MOST_CHARS:
        raise InputError("circle.too_long", bound=MOST_CHARS)
    with transaction.atomic():
        mark = keep_confidential(Item(str(item)), me(case), shown_to)
        entries.keep(case, CONFIDENTIAL, mark, item)
        entries.keep(case, NOTE, Note(text), item)


def mark(case: OpenCase, item: UUID, private: bool, shown_to: tuple[str, ...], seen: int) -> None:
    """Keep a thing to oneself, or no longer; and who may see it. Raises ClashError, DeniedError, NotFoundError."""
    found = next((one for one in own_things(case) if one.id == item), None)
    if found is None:
        raise NotFoundError("errors.no_entry")
    person = me(case)
    value = keep_confidential(found.mark, person, shown_to) if private else no_longer_confidential(found.mark, person)
    entries.keep(case, CONFIDENTIAL, value, item, seen)


def strike_note(case: OpenCase, item: UUID, seen: int) -> None:
    """Take one's own note off. Raises ClashError, NotFoundError."""
    if not any(one.id == item and one.kind == NOTE for one in own_things(case)):
        raise NotFoundError("errors.no_entry")
    entries.strike(case, NOTE, Note, item, seen)


def is_patient(case: OpenCase) -> bool:
    return me(case).role is Role.PATIENT


def _marks(case: OpenCase) -> dict[UUID, Entry[Item]]:
    return {one.id: one for one in entries.all_of(case, CONFIDENTIAL, Item)}
