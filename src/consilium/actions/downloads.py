"""What a person takes along as one file: the summary, the letters and the papers, zipped.

Nothing of it is written in the clear: the zip is sealed chunk by chunk as it is made, waits for a day in the home's
folder `downloads`, and is opened piece by piece as it is fetched. Images are not in it (the packet of `prepare` has
them, as a disc).
"""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from consilium.actions import audit, clinical, queue
from consilium.actions.opened import OpenCase, identity_of, now
from consilium.actions.queue import JobView
from consilium.actions.records.gather import Everything, gather
from consilium.actions.records.view import Layout, Shown, layout, view
from consilium.domain.errors import NotFoundError
from consilium.domain.jobs import JobState
from consilium.knowledge.catalog import catalog
from consilium.vault.layout import CHUNK
from consilium.vault.staging import Staging, StagingWriter, staged

PACKET = "packet"
FOLDER = "downloads"
BUFFER = 1 << 20
KEPT_SECONDS = 24 * 3600
BEGINNING = (1980, 1, 1, 0, 0, 0)

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Download:
    """A zip to be fetched: bytes in all, and the pieces in order."""

    size: int
    pieces: Iterator[bytes]


def ask_for(case: OpenCase, language: str) -> JobView:
    """Ask for the zip in a language; one at a time of each."""
    return queue.enqueue(case, PACKET, {"language": language}, part=language)


def fetch(case: OpenCase, job_id: UUID, told: str = "packet.fetched") -> Download:
    """The zip that a job made, within a day. Leaves the audit line `told`. Raises NotFoundError where there is none
    (more)."""
    job = queue.job(case, job_id)
    made = str(job.result.get("download", ""))
    if job.state is not JobState.DONE or not made:
        raise NotFoundError("errors.not_found")
    sealed, size = staging(case, UUID(made)), job.result.get("bytes")
    if not sealed.path.exists() or not isinstance(size, int):
        raise NotFoundError("errors.not_found")
    with transaction.atomic():
        audit.record(case.viewer, told, case.id, now())
    return Download(size, sealed.source(size, b"").pieces())


def make(case: OpenCase, language: str, report: Report = lambda *_: None) -> dict[str, int | str]:
    """Write the zip; its id, the number of its files, and its size. Raises IntegrityError, StoreError."""
    with transaction.atomic():
        audit.record(case.viewer, "packet.written", case.id, now())
    return written(case, lambda archive: _fill(case, language, archive, report))


def written(case: OpenCase, fill: Callable[[zipfile.ZipFile], None]) -> dict[str, int | str]:
    """A zip as `fill` fills it, sealed; its id, the number of its files, and its size. Raises what `fill` raises."""
    download = uuid4()
    sealed = staging(case, download)
    try:
        with sealed.write() as writer:
            out = Out(writer)
            with zipfile.ZipFile(out, "w") as archive:
                fill(archive)
                files = len(archive.infolist())
            size = out.end()
    except BaseException:
        sealed.remove()
        raise
    return {"download": download.hex, "files": files, "bytes": size}


def sweep(home: Path) -> int:
    """Remove what is older than a day; how many."""
    removed = 0
    for _, path in list(staged(home / FOLDER)):
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def staging(case: OpenCase, download: UUID) -> Staging:
    """Where a download waits, sealed; swept after a day."""
    return Staging(case.home / FOLDER, case.key, download.bytes)


def _fill(case: OpenCase, language: str, archive: zipfile.ZipFile, report: Report) -> None:
    words = catalog(language)
    everything = gather(case)
    made = layout(everything, words)
    hashes = _papers(case, everything, made, archive, report)
    pages = view(Shown(case.document.name, identity_of(case), now(), language), everything, made, {})
    ours: dict[str, bytes] = {}
    clinical.write(case, clinical.fill(case, everything, pages), pages, InMemory(ours), hashes)
    for name, data in ours.items():
        archive.writestr(entry(name), data, zipfile.ZIP_DEFLATED)


def _papers(
    case: OpenCase, everything: Everything, made: Layout, archive: zipfile.ZipFile, report: Report
) -> Mapping[UUID, str]:
    """The papers as they came, each under its name in the packet; the SHA-256 of each content."""
    papers = [one for one in everything.files if one.ref is not None and one.id in made.places and not one.is_image]
    hashes = {}
    for number, one in enumerate(papers):
        report("writing", number, len(papers))
        if one.ref is None or one.content is None:
            continue
        digest = sha256()
        with archive.open(entry(made.places[one.id]), "w", force_zip64=True) as file:
            for piece in case.reader.stream(one.ref):
                digest.update(piece)
                file.write(piece)
        hashes[one.content] = digest.hexdigest()
    return hashes


def entry(name: str) -> zipfile.ZipInfo:
    """A member, without a time: when a paper came to us says nothing."""
    return zipfile.ZipInfo(name, BEGINNING)


class InMemory:
    """A folder in memory, as far as the writers of the clinical part need one."""

    def __init__(self, files: dict[str, bytes], path: str = "") -> None:
        self._files, self._path = files, path

    @property
    def name(self) -> str:
        return os.path.basename(self._path)

    def __truediv__(self, part: str) -> InMemory:
        return InMemory(self._files, f"{self._path}/{part}" if self._path else part)

    def mkdir(self, *, exist_ok: bool = False) -> None:
        """Folders need not be made."""

    def write_bytes(self, data: bytes) -> int:
        self._files[self._path] = bytes(data)
        return len(data)

    def write_text(self, text: str, encoding: str) -> int:
        return self.write_bytes(text.encode(encoding))


class Out:
    """Takes bytes and seals them, whole chunks at a time."""

    def __init__(self, writer: StagingWriter) -> None:
        self._writer = writer
        self.restart()

    def restart(self) -> None:
        """Begin again: what was written does not count."""
        self._buffer = bytearray()
        self._slot = self._size = 0

    def write(self, data: bytes) -> int:
        self._buffer += data
        self._size += len(data)
        if len(self._buffer) >= BUFFER:
            whole = len(self._buffer) // CHUNK * CHUNK
            with memoryview(self._buffer) as view:
                self._slot += self._writer.put(self._slot, view[:whole])
            del self._buffer[:whole]
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back but what is no whole chunk yet."""

    def close(self) -> None:
        """The archive leaves that to `end`."""

    def end(self) -> int:
        """Everything was written; its size."""
        whole = len(self._buffer) // CHUNK * CHUNK
        with memoryview(self._buffer) as view:
            self._slot += self._writer.put(self._slot, view[:whole])
            if whole < len(view):
                self._writer.put_last(self._slot, view[whole:])
        self._writer.sync()
        return self._size
