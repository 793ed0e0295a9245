"""A person puts right what a record is called, of what kind, day and place it is: named, kept version by version."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from consilium.actions import entries
from consilium.actions.entries import Entry
from consilium.actions.opened import OpenCase, now
from consilium.actions.records.said import LABEL, LabelSaid
from consilium.casebook.models import InputFile
from consilium.domain.errors import InputError, NotFoundError


def said_of(case: OpenCase, file: UUID) -> tuple[Entry[LabelSaid], ...]:
    """What persons said that this record is, the first version first; none where nobody did. Raises IntegrityError."""
    try:
        return entries.versions(case, LABEL, LabelSaid, file)
    except NotFoundError:
        return ()


def say(case: OpenCase, file: UUID, said: LabelSaid, seen: int = 0) -> Entry[LabelSaid]:
    """Keep it; its day is today. What the rules read stays beside it. Raises InputError where nobody is named,
    NotFoundError, ClashError."""
    if not said.by.strip():
        raise InputError("clinical.name_needed")
    if not InputFile.objects.filter(case=case.row, id=file).exists():
        raise NotFoundError("errors.not_found")
    dated = replace(said, by=said.by.strip(), on=now().date().isoformat())
    return entries.keep(case, LABEL, dated, file, seen)
