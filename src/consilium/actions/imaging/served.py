"""Bytes of images on their way to a viewer: stored ones as they are opened, and what the cage makes of them.

Pictures that were made stay in memory for a while, by their bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from consilium.actions.cage import CAGE
from consilium.actions.imaging.held import Loaded
from consilium.actions.opened import OpenCase
from consilium.actions.records.shelf import Shelf
from consilium.domain.dicomweb.table import Instance
from consilium.domain.errors import StoreError
from consilium.domain.plain import to_json
from consilium.readers.contract import Source, Wanted
from consilium.readers.pool import Job
from consilium.vault.layout import BlobRef
from consilium.writers.dicomdir import file_meta

READER = "dicom"
IN_MEMORY = 48 << 20
PICTURES_BYTES = 96 << 20
_PICTURES: Shelf[tuple[bytes, str]] = Shelf(PICTURES_BYTES, lambda made: len(made[0]))


@dataclass(frozen=True)
class Stored:
    """A part of a stored file."""

    ref: BlobRef
    offset: int
    length: int


Piece = Stored | bytes


def length_of(pieces: Iterable[Piece]) -> int:
    """How many bytes pieces are."""
    return sum(len(piece) if isinstance(piece, bytes) else piece.length for piece in pieces)


def stream(case: OpenCase, pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The bytes of pieces, one after another. Raises StoreError, IntegrityError."""
    reader = case.reader
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
        else:
            yield from reader.stream_range(piece.ref, piece.offset, piece.length)


def file_pieces(loaded: Loaded, one: Instance) -> list[Piece]:
    """A Part 10 file: as it is stored, or with the header that it lacks. Raises StoreError."""
    ref = _ref(loaded, one)
    if one.whole:
        return [Stored(ref, 0, ref.length)]
    header = file_meta(one.sop_class, one.uid, one.syntax)
    return [header, Stored(ref, one.dataset, ref.length - one.dataset)]


def frame_pieces(case: OpenCase, loaded: Loaded, one: Instance, frame: int) -> list[Piece]:
    """A frame (from 1) as it is stored; none where the file does not hold it. Raises UnreadableError, StoreError."""
    found = one.pieces(frame)
    if found is None:
        return [made(case, loaded, one, Wanted("frame", frame))[0]]
    ref = _ref(loaded, one)
    return [Stored(ref, offset, length) for offset, length in found]


def decoded(case: OpenCase, loaded: Loaded, one: Instance, frame: int) -> bytes:
    """A frame (from 1) in native encoding, little endian. Raises UnreadableError, StoreError."""
    return made(case, loaded, one, Wanted("decoded", frame, asked=_asked(one, frame)))[0]


def rendered(
    case: OpenCase, loaded: Loaded, one: Instance, frame: int, look: Mapping[str, object]
) -> tuple[bytes, str]:
    """A frame (from 1) as JPEG or PNG bytes, with their media type. Raises UnreadableError, StoreError."""
    asked = _asked(one, frame, look)
    key = (case.id, _ref(loaded, one), frame, asked)
    return _PICTURES.get(key, lambda: made(case, loaded, one, Wanted("rendered", frame, asked=asked)))


def transcoded(case: OpenCase, loaded: Loaded, one: Instance) -> Iterator[bytes]:
    """The file in Explicit VR Little Endian. Raises UnreadableError, StoreError."""
    taken = _Members("transcoded")
    _ask(case, loaded, one, Wanted("transcoded"), taken)
    return iter(taken.chunks)


def inflated(case: OpenCase, loaded: Loaded, one: Instance, offset: int, length: int) -> bytes:
    """Bytes of the inflated data set of a deflated file. Raises UnreadableError, StoreError."""
    asked = to_json({"offset": offset, "length": length}).decode()
    return made(case, loaded, one, Wanted("bulk", asked=asked))[0]


def made(case: OpenCase, loaded: Loaded, one: Instance, wanted: Wanted) -> tuple[bytes, str]:
    """What the cage makes, with its media type. Raises UnreadableError, StoreError."""
    taken = _Members(wanted.role)
    _ask(case, loaded, one, wanted, taken)
    return taken.bytes, taken.media_type


def _ask(case: OpenCase, loaded: Loaded, one: Instance, wanted: Wanted, taken: _Members) -> None:
    ref = _ref(loaded, one)
    source: Source = case.reader.source(ref)
    held = _InMemory(case, ref) if ref.length <= IN_MEMORY and hasattr(os, "memfd_create") else None
    try:
        CAGE.picture(Job(held or source, "", "", op="picture", reader=READER, wanted=wanted), taken)
    except StoreError:
        CAGE.close()  # its workers can't be started any more: the next picture begins with new ones
        raise
    finally:
        if held is not None:
            held.close()


def _asked(one: Instance, frame: int, more: Mapping[str, object] | None = None) -> str:
    pieces = one.pieces(frame) if one.encapsulated and not one.inflated else None
    return to_json({"pieces": pieces, **(more or {})}).decode()


def _ref(loaded: Loaded, one: Instance) -> BlobRef:
    found = loaded.refs.get(one.file)
    if found is None:
        raise StoreError("errors.store")
    return found


class _InMemory:
    """A stored file in memory that a worker gets by descriptor: one message instead of many."""

    def __init__(self, case: OpenCase, ref: BlobRef) -> None:
        self.size = ref.length
        self._descriptor = os.memfd_create("image", os.MFD_CLOEXEC)
        try:
            for piece in case.reader.stream(ref):
                os.write(self._descriptor, piece)
        except BaseException:
            self.close()
            raise

    def read_at(self, offset: int, length: int) -> bytes:
        return os.pread(self._descriptor, length, offset)

    def fileno(self) -> int | None:
        return self._descriptor

    def close(self) -> None:
        os.close(self._descriptor)


class _Members:
    """Receives the one picture of a role, or a file in pieces."""

    def __init__(self, role: str) -> None:
        self.role, self.bytes, self.media_type = role, b"", ""
        self.chunks: list[bytes] = []

    def begin(self, name: str, media_type: str, modified: str) -> None:
        """A file begins; there is one at most."""

    def data(self, chunk: bytes) -> None:
        self.chunks.append(chunk)

    def end(self, complete: bool) -> None:
        """A file that did not end well is reported as an error by the worker."""

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        if role == self.role:
            self.bytes, self.media_type = data, media_type

    def body(self, piece: bytes) -> None:
        """A picture has none."""

    def sibling(self, relative: str) -> Source | None:  # noqa: ARG002 (an image stands alone)
        return None
