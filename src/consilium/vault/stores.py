"""The port of a store of packs. A pack is written once, from front to back, by one writer, and never opened again.

A pack's name is `<case id>/<64 hex digits>`. `folder.FolderStore` keeps packs in a folder, `s3.S3Store` in a bucket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

CASE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
PACK_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}/[0-9a-f]{64}")


class PackFile(Protocol):
    """A pack being written. `sync` may run beside `append` if it is `incremental`; else one call at a time.

    After any StoreError what was appended since the last `sync` counts as lost.
    """

    @property
    def incremental(self) -> bool:
        """Whether `sync` costs only what is new; where not, it stores the whole pack each time it is called."""

    def append(self, data: memoryview) -> None:
        """Add all of `data` at the end, some of it perhaps no sooner than `sync`. Raises StoreError."""

    def read_back(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes of what was appended, synced or not; fewer only at the end. Raises StoreError."""

    def sync(self) -> None:
        """Return once everything appended survives a loss of power. Raises StoreError."""

    def close(self) -> None:
        """Let go of the pack without another sync: what was not synced may be lost. May be called twice."""


class PackStore(Protocol):
    """Where packs live. Threads may share one."""

    def begin(self, name: str) -> PackFile:
        """A new, empty pack. Raises StoreError: `vault.pack_exists`, `vault.disk_full`, `vault.write_failed`."""

    def read(self, name: str, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` (below 0: from the end); fewer only at the end.

        Raises StoreError: `vault.pack_missing`, `vault.read_failed`.
        """

    def names(self, case_id: str = "") -> Iterator[str]:
        """Names of the packs of a case, or of all, in order. Raises StoreError."""

    def remove(self, name: str) -> None:
        """Remove a pack; nothing happens if it is not there. Raises StoreError."""


def check_name(name: str) -> str:
    """The name itself. Raises ValueError if it is not a pack's name: it could be a path to somewhere else."""
    if not PACK_NAME.fullmatch(name):
        raise ValueError("not a pack's name")
    return name
