"""Images that a machine sends (PS3.18 10.5), onto the way of all records: staged, durable, handed to the case.

Each is looked at in the cage only as far as its UIDs. What the case has already, byte for byte, is a success and is not
stored twice, so whoever was cut off sends everything again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from django.db import transaction

from consilium.actions import uploads
from consilium.actions.cage import CAGE
from consilium.actions.opened import OpenCase, now
from consilium.actions.uploads.handing import PREPARE
from consilium.casebook.models import Blob
from consilium.casebook.models import Job as Row
from consilium.domain.dicomweb.entry import is_uid
from consilium.domain.errors import StoreError, UnreadableError, UploadRefusedError
from consilium.domain.jobs import JobState
from consilium.domain.plain import from_json
from consilium.readers.contract import MemorySource, Wanted
from consilium.readers.pool import Job, Taken
from consilium.vault.content import digest_of

ROLE, READER = "identity", "dicom"
IN_MEMORY = 16 << 20  # an instance up to this is looked for among what the case has
HEAD = 16 << 10
TOGETHER, TOGETHER_BYTES = 50, 24 << 20
PAUSE, LONGEST_PAUSE = timedelta(seconds=3), timedelta(seconds=60)
# Failure reasons (PS3.18 table 10.5.3-1, PS3.4 B.2.3).
PROCESSING, OUT_OF_RESOURCES, NO_MATCH, NOT_UNDERSTOOD = 0x0110, 0xA700, 0xA900, 0xC000


@dataclass(frozen=True)
class Stored:
    """What came of one instance: `reason` 0 where it is stored. UIDs are "" where nobody could tell."""

    sop_class: str = ""
    uid: str = ""
    study: str = ""
    series: str = ""
    reason: int = 0


@dataclass(frozen=True)
class _Waiting:
    stored: Stored
    data: bytes


class Storing:
    """The instances of one request. Use within its `arriving`; `finish` hands them to the case."""

    def __init__(self, case: OpenCase, study: str, arriving: uploads.Arriving) -> None:
        """Only instances of `study` are taken, of any where it is ""."""
        self._case, self._study, self._arriving = case, study, arriving
        self._waiting: list[_Waiting] = []
        self._size = 0
        self.done: list[Stored] = []

    def take(self, pieces: Iterator[bytes]) -> None:
        """One instance. What `pieces` raises goes on, and nothing of the instance counts. Raises StoreError."""
        begun: list[bytes] = []
        size = 0
        for piece in pieces:
            begun.append(piece)
            size += len(piece)
            if size > IN_MEMORY:
                break
        data = b"".join(begun) if len(begun) != 1 else begun[0]
        found = self._identity(data)
        if found.reason:
            self.done.append(found)
        elif size > IN_MEMORY:
            self._large(found, chain((data,), pieces))
        else:
            self._waiting.append(_Waiting(found, data))
            self._size += size
            if len(self._waiting) >= TOGETHER or self._size >= TOGETHER_BYTES:
                self.commit()

    def commit(self) -> None:
        """Make durable what came whole."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        names = [self._case.key.blob_name(digest_of(one.data)) for one in waiting]
        rows = Blob.objects.filter(case=self._case.row, name__in=names).values_list("name", flat=True)
        known = {bytes(name) for name in rows}
        done: list[Stored] = []
        try:
            fresh = [one for one, name in zip(waiting, names, strict=True) if name not in known]
            self._arriving.fits(sum(len(one.data) for one in fresh))
            for one in fresh:
                self._arriving.take(_path(one.stored), iter((one.data,)))
            self._arriving.commit()
            done = [one.stored for one in waiting]
        except (UploadRefusedError, StoreError):
            self._arriving.give_up()
            done = [_failed(one.stored, OUT_OF_RESOURCES) for one in waiting]
        self.done += done

    def finish(self) -> None:
        """Hand what came to the case."""
        self.commit()
        if self._arriving.came:
            with transaction.atomic():
                uploads.hand_in(self._case, self._arriving.batch)
                _let_more_come(self._case)

    def _large(self, found: Stored, pieces: Iterator[bytes]) -> None:
        """One too large to be held: it goes to the disk as it comes."""
        self.commit()
        try:
            self._arriving.fits(IN_MEMORY)
            self._arriving.take(_path(found), pieces)
            self._arriving.commit()
            self.done.append(found)
        except (UploadRefusedError, StoreError):
            self._arriving.give_up()
            self.done.append(_failed(found, OUT_OF_RESOURCES))

    def _identity(self, data: bytes) -> Stored:
        found = self._seen(data[:HEAD]) or (self._seen(data) if len(data) > HEAD else None)
        if found is None:
            return Stored(reason=NOT_UNDERSTOOD)
        if self._study and found.study != self._study:
            return _failed(found, NO_MATCH)
        return found

    def _seen(self, data: bytes) -> Stored | None:
        """What an instance is by its UIDs, None where that is not to be seen."""
        taken = Taken(ROLE)
        try:
            job = Job(MemorySource(data), "", "", op="picture", reader=READER, wanted=Wanted(ROLE))
            CAGE.pool().picture(job, taken)
            plain = from_json(taken.bytes)
            found = Stored(str(plain["sop_class"]), str(plain["uid"]), str(plain["study"]), str(plain["series"]))
        except (UnreadableError, ValueError, LookupError, TypeError):
            return None
        return found if all(map(is_uid, (found.sop_class, found.uid, found.study, found.series))) else None


def _let_more_come(case: OpenCase) -> None:
    """A machine sends many requests one after another: the job that takes them in begins once it pauses."""
    for row in Row.objects.filter(case=case.row, kind=PREPARE, state=JobState.WAITING):
        row.due = min(now() + PAUSE, row.made + LONGEST_PAUSE)
        row.save(update_fields=["due"])


def _failed(found: Stored, reason: int) -> Stored:
    return Stored(found.sop_class, found.uid, found.study, found.series, reason)


def _path(found: Stored) -> str:
    """The path to show of it."""
    return f"DICOMweb/{found.study}/{found.series}/{found.uid}.dcm"
