"""Re-reading what is stored: every blob is opened and hashed, in constant memory."""

from __future__ import annotations

import hmac
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from consilium.domain.errors import ConsiliumError, IntegrityError, StoreError
from consilium.domain.records import Remark
from consilium.vault.blobs import PackReader
from consilium.vault.content import hasher
from consilium.vault.layout import BlobRef

Expected = tuple[BlobRef, bytes]
AHEAD = 4


class Outcome(StrEnum):
    """How one blob was found."""

    OK = "ok"
    MISSING = "missing"  # its pack is not in the store
    CHANGED = "changed"  # other bytes than were stored
    UNREADABLE = "unreadable"  # the store could not read


@dataclass(frozen=True, slots=True)
class Checked:
    """One blob's result; `remark` says what is wrong unless it is OK."""

    ref: BlobRef
    outcome: Outcome
    remark: Remark | None = None


def check(reader: PackReader, expected: Expected) -> Checked:
    """Re-read one blob against the name that its content has."""
    ref, wanted = expected
    found = hasher()
    try:
        for piece in reader.stream(ref):
            found.update(piece)
        if not hmac.compare_digest(reader.name_of(found.digest()), wanted):
            raise IntegrityError("vault.changed")
    except (IntegrityError, StoreError) as error:
        return Checked(ref, _outcome(error), error.remark)
    return Checked(ref, Outcome.OK)


def _outcome(error: ConsiliumError) -> Outcome:
    if isinstance(error, IntegrityError):
        return Outcome.CHANGED
    return Outcome.MISSING if error.code == "vault.pack_missing" else Outcome.UNREADABLE


def verify(reader: PackReader, blobs: Iterable[Expected], threads: int = 1) -> Iterator[Checked]:
    """Re-read blobs, each with the name that its content must have; results in the same order, as they come.

    `blobs` may be a generator: only a few are taken ahead.
    """
    if threads <= 1:
        yield from (check(reader, expected) for expected in blobs)
        return
    rest = iter(blobs)
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Checked]] = deque()
        waiting.extend(pool.submit(check, reader, expected) for expected in islice(rest, threads * AHEAD))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(check, reader, expected) for expected in islice(rest, 1))
