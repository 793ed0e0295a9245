"""Images from and to a hospital's system over DIMSE: in by the way of all records, out as they are stored."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

from django.db import close_old_connections, transaction

from consilium.actions import audit, uploads
from consilium.actions.access import decide
from consilium.actions.imaging import index
from consilium.actions.imaging.held import Series, forget, known, loaded
from consilium.actions.imaging.storing import OUT_OF_RESOURCES, Storing
from consilium.actions.opened import OpenCase, now
from consilium.domain.circle import Act
from consilium.domain.dicomweb.table import Instance
from consilium.domain.errors import DeniedError, NotFoundError, StoreError
from consilium.domain.uploads import Limits, UploadState
from consilium.gateways.dimse import Outgoing
from consilium.vault.layout import BlobRef

QUIET = 3.0  # seconds without an instance after which one sender's sending is over


class Receiving:
    """Takes instances for one case, from several threads. Raises DeniedError for who may not add records."""

    def __init__(self, case: OpenCase, limits: Limits) -> None:
        if not decide(case, Act.ADD_RECORDS).value:
            raise DeniedError("errors.denied")
        self._case, self._limits = case, limits
        self._lock = threading.Lock()
        self._last = 0.0
        self._open = ExitStack()
        self._storing: Storing | None = None
        self.came = 0

    def take(self, data: bytes) -> int:
        """Store one instance, durably; its status (PS3.4 B.2.3), 0 for stored."""
        with self._lock:
            close_old_connections()
            self._last = time.monotonic()
            try:
                if self._storing is None:
                    arriving = self._open.enter_context(uploads.Arriving(self._case, self._limits, UploadState.HANDED))
                    self._storing = Storing(self._case, "", arriving)
                self._storing.take(iter((data,)))
                self._storing.commit()
            except StoreError:
                return OUT_OF_RESOURCES
            reason = self._storing.done[-1].reason
            self.came += not reason
            return reason

    def settle(self, quiet: float = QUIET) -> bool:
        """Write down what came if nothing came for a while; whether that was done. Raises StoreError.

        What came is handed on with every instance: this is its one audit line.
        """
        with self._lock:
            if self._storing is None or time.monotonic() - self._last < quiet:
                return False
            storing, self._storing = self._storing, None
            storing.finish()
            self._open.close()
            return True


def outgoing(case: OpenCase, studies: frozenset[str]) -> tuple[int, Iterator[Outgoing]]:
    """How many instances, and they, of these studies (of all where none is named), as they are stored.

    Leaves an audit line. Raises DeniedError, NotFoundError where a study is not in the case.
    """
    if not decide(case, Act.SEND).value:
        raise DeniedError("errors.denied")
    found = _studies(case)
    if not studies <= set(found):
        raise NotFoundError("errors.not_found")
    series = [one for uid, within in found.items() if not studies or uid in studies for one in within.values()]
    with transaction.atomic():
        audit.record(case.viewer, "images.sent", case.id, now(), count=sum(one.count for one in series))
    return sum(one.count for one in series), (
        _outgoing(case, instance, table.refs[instance.file])
        for table in (loaded(case, one) for one in series)
        for instance in table.order
    )


def _studies(case: OpenCase) -> Mapping[str, Mapping[str, Series]]:
    """The case's studies; what is not made yet is made here: nobody waits for a page."""
    found = known(case)
    if found.missing:
        index.make(case, found.missing, found.absent)
        forget(case.id)
        found = known(case)
    return found.studies


def _outgoing(case: OpenCase, instance: Instance, ref: BlobRef) -> Outgoing:
    def dataset() -> bytes:
        return case.reader.read_range(ref, instance.dataset, ref.length - instance.dataset)

    return Outgoing(instance.uid, instance.sop_class, instance.syntax, dataset)
