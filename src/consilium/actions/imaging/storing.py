"""Images that a machine sends (PS3.18 10.5), onto the way of all records: staged, durable, handed to the case.

Each is looked at in the cage only as far as its UIDs. What the case has already, byte for byte, is a success and is not
stored twice, so whoever was cut off sends everything again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction

from consilium.actions import uploads
from consilium.actions.cage import CAGE
from consilium.actions.opened import OpenCase
from consilium.casebook.models import Blob
from consilium.domain.dicomweb.entry import is_uid
from consilium.domain.errors import BusyError, StoreError, UnreadableError, UploadRefusedError
from consilium.domain.plain import from_json
from consilium.readers.contract import MemorySource, Wanted
from consilium.readers.pool import NOT_OURS, Job, Taken
from consilium.vault.content import digest_of

ROLE, READER = "identities", "dicom"
IN_MEMORY = 16 << 20  # an instance up to this is looked for among what the case has
HEAD, LARGE_HEAD = 16 << 10, 1 << 20
TOGETHER, TOGETHER_BYTES = 50, 32 << 20
# Failure reasons (PS3.18 table 10.5.3-1, PS3.4 B.2.3).
OUT_OF_RESOURCES, NO_MATCH, NOT_UNDERSTOOD = 0xA700, 0xA900, 0xC000
_TELLING = ThreadPoolExecutor(4, "telling")


@dataclass(frozen=True)
class Stored:
    """What came of one instance: `reason` 0 where it is stored. UIDs are "" where nobody could tell."""

    sop_class: str = ""
    uid: str = ""
    study: str = ""
    series: str = ""
    reason: int = 0


class Storing:
    """The instances of one request. Use within its `arriving`; `finish` hands them to the case."""

    def __init__(self, case: OpenCase, study: str, arriving: uploads.Arriving) -> None:
        """Only instances of `study` are taken, of any where it is ""."""
        self._case, self._study, self._arriving = case, study, arriving
        self._waiting: list[bytes] = []
        self._size = 0
        self.done: list[Stored] = []

    def take(self, pieces: Iterator[bytes | memoryview]) -> None:
        """One instance. What `pieces` raises goes on, and nothing of the instance counts. Raises StoreError."""
        begun: list[bytes | memoryview] = []
        size = 0
        for piece in pieces:
            begun.append(piece)
            size += len(piece)
            if size > IN_MEMORY:
                break
        if size > IN_MEMORY:
            self._large(begun, pieces)
            return
        if len(self._waiting) >= TOGETHER or self._size >= TOGETHER_BYTES:
            self.commit()
        self._waiting.append(b"".join(begun))
        self._size += size

    def commit(self, *, last: bool = False) -> None:
        """Make durable what came whole; with `last` hand all of the request to the case."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        telling = _TELLING.submit(self._told, waiting)  # the cage looks at them meanwhile
        names = [self._case.key.blob_name(digest_of(data)) for data in waiting]
        rows = Blob.objects.filter(case=self._case.row, name__in=names).values_list("name", flat=True)
        known = {bytes(name) for name in rows}
        told = telling.result()
        self.done += [one for one in told if one.reason]
        taken = [one for one in told if not one.reason]
        every = zip(told, waiting, names, strict=True)
        fresh = [(one, data) for one, data, name in every if not one.reason and name not in known]
        try:
            self._arriving.fits(sum(len(data) for _, data in fresh))
            self._arriving.take_whole([(_path(one), data) for one, data in fresh])
            self._arriving.commit(self._hand_in if last else self._hand_on)
            self.done += taken
        except (UploadRefusedError, StoreError, BusyError):
            self._arriving.give_up()
            self.done += [_failed(one, OUT_OF_RESOURCES) for one in taken]
            if last:
                with transaction.atomic():
                    self._hand_in()

    def finish(self) -> None:
        """Hand what came to the case."""
        self.commit(last=True)

    def _hand_on(self) -> None:
        # With every commit: what came is taken in even where this process ends before the request does.
        if self._arriving.came:
            uploads.hand_on(self._case)

    def _hand_in(self) -> None:
        self._hand_on()
        if self._arriving.came:
            uploads.tell(self._case, self._arriving.came, self._arriving.came_bytes)

    def _large(self, begun: list[bytes | memoryview], pieces: Iterator[bytes | memoryview]) -> None:
        """One too large to be held: it goes to the disk as it comes."""
        self.commit()
        (found,) = self._told([b"".join(begun)[:LARGE_HEAD]])
        if found.reason:
            self.done.append(found)
            return
        try:
            self._arriving.take(_path(found), self._as_it_fits(chain(begun, pieces)))
            self._arriving.commit(self._hand_on)
            self.done.append(found)
        except (UploadRefusedError, StoreError, BusyError):
            self._arriving.give_up()
            self.done.append(_failed(found, OUT_OF_RESOURCES))

    def _as_it_fits(self, pieces: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
        """The pieces as long as there is room for them. Nobody said before how many come."""
        came = asked = 0
        for piece in pieces:
            came += len(piece)
            if came > asked:
                asked = came + IN_MEMORY
                self._arriving.fits(asked)
            yield piece

    def _told(self, files: Sequence[bytes]) -> list[Stored]:
        """What each is by its UIDs, or why it is not taken."""
        told = _identities([data[:HEAD] for data in files])
        for at, found in enumerate(told):
            if found is None and len(files[at]) > HEAD:
                (told[at],) = _identities([files[at]])
        return [self._fitting(found) for found in told]

    def _fitting(self, found: Stored | None) -> Stored:
        if found is None:
            return Stored(reason=NOT_UNDERSTOOD)
        return _failed(found, NO_MATCH) if self._study and found.study != self._study else found


def _identities(heads: Sequence[bytes]) -> list[Stored | None]:
    """What files are by their UIDs, None where that is not to be seen: asked of the cage all at once."""
    if not heads:
        return []
    taken = Taken(ROLE)
    packed = b"".join(part for head in heads for part in (len(head).to_bytes(4, "little"), head))
    try:
        job = Job(MemorySource(packed), "", "", op="picture", reader=READER, wanted=Wanted(ROLE))
        CAGE.picture(job, taken)
        listed = from_json(taken.bytes)
        found = [_stored(plain) for plain in listed]
    except (UnreadableError, *NOT_OURS):
        found = []
    if len(found) == len(heads):
        return found
    # One of them ended the worker: each is asked for alone.
    return [None] if len(heads) == 1 else [one for head in heads for one in _identities([head])]


def _stored(plain: Any) -> Stored | None:
    if plain is None:
        return None
    found = Stored(str(plain["sop_class"]), str(plain["uid"]), str(plain["study"]), str(plain["series"]))
    return found if all(map(is_uid, (found.sop_class, found.uid, found.study, found.series))) else None


def _failed(found: Stored, reason: int) -> Stored:
    return Stored(found.sop_class, found.uid, found.study, found.series, reason)


def _path(found: Stored) -> str:
    """The path to show of it."""
    return f"DICOMweb/{found.study}/{found.series}/{found.uid}.dcm"
