"""A person decides whose records are: named, audited, kept version by version, and stronger than every rule (law 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from consilium.actions import entries, queue, search
from consilium.actions.entries import Entry
from consilium.actions.ingest.settle import settle
from consilium.actions.opened import OpenCase, now, working_alone
from consilium.actions.records.said import WHOSE, item_of
from consilium.casebook.models import InputFile
from consilium.domain.correcting import MOST_CHARS
from consilium.domain.errors import BusyError, InputError, NotFoundError
from consilium.domain.identity import WhoseSaid

SORTING = "prepare"  # the job that puts a case in order, where another run is at work on it just now


@dataclass(frozen=True)
class Told:
    """What was said of whose a record is: the versions, the first one first; of how many files it decides."""

    history: tuple[Entry[WhoseSaid], ...]
    files: int

    @property
    def now(self) -> Entry[WhoseSaid] | None:
        """What stands; None where nobody said anything, or it was taken back."""
        return self.history[-1] if self.history and not self.history[-1].struck else None

    @property
    def version(self) -> int:
        return self.history[-1].version if self.history else 0


def told(case: OpenCase, file: UUID) -> Told:
    """What persons said of whose this file is. Raises NotFoundError, IntegrityError."""
    row = _row(case, file)
    try:
        history = entries.versions(case, WHOSE, WhoseSaid, item_of(row))
    except NotFoundError:
        history = ()
    return Told(history, _files(case, row))


def say(case: OpenCase, file: UUID, ours: bool, by: str, note: str = "", seen: int = 0) -> bool:
    """Keep a person's word on whose this file, and all that name their patient in the same way, are.

    True where the records are in order by it already; False where a run that is at work just now will see to it.
    Raises InputError where nobody is named or a text is too long, ClashError, NotFoundError.
    """
    if not by.strip():
        raise InputError("clinical.name_needed")
    if max(len(by), len(note)) > MOST_CHARS:
        raise InputError("clinical.too_long", bound=MOST_CHARS)
    said = WhoseSaid(ours, by.strip(), now().date().isoformat(), note.strip())
    entries.keep(case, WHOSE, said, item_of(_row(case, file)), seen)
    return _put_in_order(case)


def take_back(case: OpenCase, file: UUID, by: str, seen: int) -> bool:
    """Let the rules decide again; what was said stays in the history. Returns and raises as `say`."""
    if not by.strip():
        raise InputError("clinical.name_needed")
    of = item_of(_row(case, file))
    said = entries.latest(case, WHOSE, WhoseSaid, of).value
    taken = replace(said, by=by.strip(), on=now().date().isoformat(), note="")
    entries.keep(case, WHOSE, taken, of, seen, struck=True)
    return _put_in_order(case)


def _put_in_order(case: OpenCase) -> bool:
    try:
        with working_alone(case):
            with transaction.atomic():
                fresh = case.fresh()
            search.update(settle(fresh))
    except BusyError:
        queue.enqueue(case, SORTING)
        return False
    return True


def _row(case: OpenCase, file: UUID) -> InputFile:
    row = InputFile.objects.filter(case=case.row, id=file).first()
    if row is None:
        raise NotFoundError("errors.not_found")
    return row


def _files(case: OpenCase, row: InputFile) -> int:
    files = InputFile.objects.filter(case=case.row)
    if row.naming_id is not None:
        return files.filter(naming=row.naming_id).count()
    return 1 if row.series_key is None else files.filter(naming=None, series_key=row.series_key).count()
