"""What a reader hands on while it reads: members become tasks of their own, pictures are kept."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from consilium.actions.ingest.packs import Packs
from consilium.actions.ingest.store import Kept, Storing, Stream
from consilium.actions.ingest.tasks import MAX_DEPTH, PictureMade, Root, Task
from consilium.domain.errors import BoundExceededError
from consilium.readers.contract import FileSource, Source
from consilium.vault.casekey import CaseKey
from consilium.vault.layout import BlobRef

MAX_PICTURES = 8
MAX_PICTURE = 8 << 20
MAX_BODY = 512 << 20


class Intake:
    """Receives one file's members and pictures. `packs` opens stored bytes, for a slide's neighbours."""

    def __init__(self, task: Task, storing: Storing, key: CaseKey, packs: Packs) -> None:
        self._task, self._storing, self._key, self._packs = task, storing, key, packs
        self._stream: Stream | None = None
        self._body: Stream | None = None
        self._head = ("", "")
        self._open_files: list[int] = []
        self.members: list[Task] = []
        self.pictures: list[PictureMade] = []
        self._refs: dict[str, BlobRef] = {}
        self._spent = (0, 0)

    def begin(self, name: str, media_type: str, modified: str) -> None:  # noqa: ARG002 (content decides, not the label)
        if self._task.depth >= MAX_DEPTH:
            raise BoundExceededError("errors.packed_too_deep", bound=MAX_DEPTH)
        self._spend(1, 0)
        self._head, self._stream = (name, modified), self._storing.stream()

    def data(self, chunk: bytes) -> None:
        if self._stream is None:
            raise ValueError("no member was begun")
        self._spend(0, len(chunk))
        self._stream.write(chunk)

    def end(self, complete: bool) -> None:
        if self._stream is None:
            raise ValueError("no member was begun")
        kept, self._stream = self._stream.end(), None
        name, modified = self._head
        self._refs[name] = kept.ref
        place = f"{name}\0{len(self.members)}".encode("utf-8", "surrogateescape")
        self.members.append(
            Task(
                path=f"{self._task.path}!/{name}",
                name=PurePosixPath(name).name,
                fingerprint=self._key.fingerprint(self._task.fingerprint + place),
                root=self._task.root,
                kept=kept,
                parent=self._task.id,
                depth=self._task.depth + 1,
                modified=modified,
                cut_off=not complete,
                siblings=self._refs,
            )
        )

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        if len(self.pictures) < MAX_PICTURES and len(data) <= MAX_PICTURE:
            self.pictures.append(PictureMade(role, media_type, self._storing.put(data)))

    def body(self, piece: bytes) -> None:
        """A piece of what is stored of a large answer."""
        if self._body is None:
            self._body = self._storing.stream()
        if self._body.size + len(piece) > MAX_BODY:
            raise BoundExceededError("errors.too_large", size=self._body.size + len(piece), bound=MAX_BODY)
        self._body.write(piece)

    def body_kept(self) -> Kept | None:
        """The large answer, stored; None where it was small."""
        body, self._body = self._body, None
        return None if body is None else body.end()

    def sibling(self, relative: str) -> Source | None:
        """A neighbour by relative path, never above the file's own folder."""
        parts = PurePosixPath(relative.replace("\\", "/")).parts
        if not parts or ".." in parts or parts[0] == "/" or "\0" in relative:
            return None
        if self._task.found is None:
            return self._packed_sibling("/".join(parts))
        if self._task.found.sent is not None:
            return self._task.found.sent.neighbour("/".join(parts))
        return self._lying_sibling(os.path.join(os.path.dirname(self._task.found.location), *parts))

    def forget(self) -> None:
        """What was handed on counts for nothing: the file is read once more."""
        self._task.root.takes_back(*self._spent)
        self.members, self.pictures, self._spent = [], [], (0, 0)

    def close(self) -> None:
        """Let go of the neighbours' descriptors."""
        for descriptor in self._open_files:
            os.close(descriptor)

    def _packed_sibling(self, relative: str) -> Source | None:
        own = self._task.path.rpartition("!/")[2]
        folder = str(PurePosixPath(own).parent)
        ref = self._task.siblings.get(relative if folder == "." else f"{folder}/{relative}")
        return None if ref is None else self._packs.source(ref)

    def _lying_sibling(self, location: str) -> Source | None:
        try:
            descriptor = os.open(location, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError:
            return None
        self._open_files.append(descriptor)
        return FileSource(descriptor)

    def _spend(self, members: int, amount: int) -> None:
        root: Root = self._task.root
        self._spent = (self._spent[0] + members, self._spent[1] + amount)
        if not root.allows(members, amount):
            raise BoundExceededError("errors.unpacks_to_too_much", size=root.bytes, members=root.members)
