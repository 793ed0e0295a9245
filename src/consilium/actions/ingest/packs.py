"""The packs that a run writes: one writer per thread, full ones finished by the thread that commits."""

from __future__ import annotations

import threading

from consilium.readers.contract import Source
from consilium.vault.blobs import PackReader
from consilium.vault.casekey import CaseKey
from consilium.vault.layout import BlobRef
from consilium.vault.packs import PackWriter
from consilium.vault.stores import PackStore


class Packs:
    """Where a run's bytes go. `writer` belongs to the calling thread; the rest may be called by any."""

    def __init__(self, store: PackStore, key: CaseKey) -> None:
        self._store, self._key = store, key
        self._reader = PackReader(store, key)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._live: dict[str, PackWriter] = {}

    def writer(self) -> PackWriter:
        """This thread's pack that takes the next blob. Raises StoreError."""
        writer: PackWriter | None = getattr(self._local, "writer", None)
        if writer is None or writer.full:
            writer = self._local.writer = PackWriter.begin(self._store, self._key)
            with self._lock:
                self._live[writer.name] = writer
        return writer

    def source(self, ref: BlobRef) -> Source:
        """A stored blob to read from, whether its pack is synced yet or not. Raises IntegrityError, StoreError."""
        with self._lock:
            writer = self._live.get(ref.pack)
        return self._reader.source(ref) if writer is None else writer.source(ref)

    def sync(self) -> None:
        """Return once every blob that has been ended survives a loss of power. Raises StoreError."""
        with self._lock:
            live = list(self._live.items())
        for name, writer in live:
            full = writer.full
            (writer.close if full else writer.sync)()
            if full:
                with self._lock:
                    self._live.pop(name, None)

    def close(self) -> None:
        """Finish every pack. Raises StoreError."""
        with self._lock:
            live, self._live = list(self._live.values()), {}
        for writer in live:
            writer.close()
