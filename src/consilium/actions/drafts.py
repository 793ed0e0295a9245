"""What was typed into a form whose session had ended: sealed for a day, given back once, to the page it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from consilium.actions.opened import Installation, now
from consilium.actions.people import open_for_people, seal_for_people
from consilium.casebook.models import Draft as Row
from consilium.domain.errors import NotFoundError
from consilium.domain.plain import build, from_json, to_json

HOURS = 24


@dataclass(frozen=True)
class Draft:
    """The fields of a form and the path that it was sent to."""

    path: str
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)


def keep(installation: Installation, draft: Draft) -> UUID:
    """Keep a draft; older ones whose day is over go."""
    Row.objects.filter(made__lt=now() - timedelta(hours=HOURS)).delete()
    number = uuid4()
    sealed = seal_for_people(installation, "draft", number, to_json(draft))
    Row.objects.create(id=number, made=now(), sealed=sealed)
    return number


def take(installation: Installation, number: UUID, path: str) -> Draft:
    """The draft of that page, which is then kept no longer. Raises NotFoundError."""
    draft = look(installation, number, path)
    Row.objects.filter(id=number).delete()
    return draft


def look(installation: Installation, number: UUID, path: str) -> Draft:
    """The draft of that page, which stays kept. Raises NotFoundError."""
    row = Row.objects.filter(id=number, made__gte=now() - timedelta(hours=HOURS)).first()
    if row is None:
        raise NotFoundError("errors.no_draft")
    draft = build(Draft, from_json(open_for_people(installation, "draft", row.id, row.sealed)))
    if draft.path != path:
        raise NotFoundError("errors.no_draft")
    return draft
