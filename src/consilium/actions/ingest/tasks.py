"""One file on its way into the case: what is to be done with it and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from consilium.actions.ingest.store import Kept
from consilium.actions.ingest.walk import Found
from consilium.domain.records import Ended, Remark
from consilium.readers.answer import Answer
from consilium.vault.layout import BlobRef

MAX_DEPTH = 8
MAX_MEMBERS = 250_000
FREE_BYTES = 2 << 30
MAX_RATIO = 250


@dataclass
class Root:
    """One file at the top and all that is packed in it: what it may cost, and how much of it is still to be done."""

    id: UUID
    size: int
    members: int = 0
    bytes: int = 0
    pending: int = 1

    def allows(self, members: int, amount: int) -> bool:
        """Count members and bytes; whether they are still within the bounds of count, size and ratio."""
        self.members += members
        self.bytes += amount
        return self.members <= MAX_MEMBERS and self.bytes <= FREE_BYTES + MAX_RATIO * self.size

    def takes_back(self, members: int, amount: int) -> None:
        """Members and bytes that were counted, and come once more."""
        self.members -= members
        self.bytes -= amount


@dataclass(frozen=True)
class Task:
    """A file to be read: one that was found (`found`), or a member whose bytes are stored already (`kept`)."""

    path: str
    name: str
    fingerprint: bytes
    root: Root
    found: Found | None = None
    kept: Kept | None = None
    parent: UUID | None = None
    depth: int = 0
    modified: str = ""
    cut_off: bool = False
    siblings: Mapping[str, BlobRef] = field(default_factory=dict)
    once_more: bool = False  # its first try failed by time or memory only
    id: UUID = field(default_factory=uuid4)

    @property
    def size(self) -> int:
        """Bytes to be worked off."""
        return self.kept.ref.length if self.kept else self.root.size


@dataclass
class PictureMade:
    """A picture that a reader made, stored."""

    role: str
    media_type: str
    kept: Kept


@dataclass
class Done:
    """What came of a task. `kept` is None where the bytes could not be read through."""

    task: Task
    ended: Ended
    size: int
    kept: Kept | None = None
    answer: Answer | None = None
    answer_kept: Kept | None = None
    reasons: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    pictures: list[PictureMade] = field(default_factory=list)
    members: list[Task] = field(default_factory=list)
    again: bool = False  # worth another try in a later run
    late: bool = False  # worth another try in this one, after all others; nothing else of it is to be kept
    locked: bool = False  # needs a password
    sealed: bytes = b""
    naming: tuple[bytes, bytes] | None = None  # its key and the JSON of the people
    series_key: bytes | None = None
