"""The images of a case without names as one zip: what `deidentified` writes into a folder, for who asks on a page.

Nothing of it lies on the disk in the clear: each image is sealed as the worker writes it, and so is the zip.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction

from consilium.actions import audit, downloads, queue
from consilium.actions.deidentified import (
    LANES,
    PAPER,
    SLIDES,
    Landing,
    images_and_papers,
    media_set,
    must_be_allowed,
    nameless,
    order_for,
    slide_path,
)
from consilium.actions.downloads import Download, Out, Report
from consilium.actions.opened import OpenCase, now
from consilium.actions.queue import JobView
from consilium.actions.records.gather import Gathered, gather
from consilium.domain.deidentification import Cleaned
from consilium.domain.plain import to_json
from consilium.domain.records import Remark
from consilium.readers.pool import Pool
from consilium.vault.staging import Staging
from consilium.writers import deidentification as report
from consilium.writers import disc

NAMELESS, PHASE = "nameless", "nameless"


def ask_for(case: OpenCase) -> JobView:
    """Ask for the zip; one at a time."""
    return queue.enqueue(case, NAMELESS)


def fetch(case: OpenCase, job_id: UUID) -> Download:
    """The zip that a job made, within a day. Leaves an audit line. Raises NotFoundError where there is none (more)."""
    return downloads.fetch(case, job_id, "images.deidentified_fetched")


def make(case: OpenCase, told: Report = lambda *_: None) -> dict[str, int | str]:
    """Write the zip: its id and size, how many images it holds and how many stayed behind (`left`; papers always do).

    Raises DeniedError, InputError where it is not known whose case it is, IntegrityError, StoreError.
    """
    must_be_allowed(case)
    with transaction.atomic():
        audit.record(case.viewer, "images.deidentified", case.id, now())
    filling = _Filling(case, told)
    made = downloads.written(case, filling.fill)
    return made | {"files": len(filling.copied), "left": filling.left, "papers": filling.papers}


@dataclass(frozen=True)
class _Waiting:
    """One image that was made nameless, as it waits sealed."""

    of: Gathered
    cleaned: Cleaned
    sealed: Staging
    size: int

    def pieces(self) -> Iterator[bytes]:
        return self.sealed.source(self.size, b"").pieces()


@dataclass
class _Filling:
    case: OpenCase
    told: Report
    copied: list[report.Copied] = field(default_factory=list)
    refused: list[tuple[str, Remark]] = field(default_factory=list)
    papers: int = 0

    @property
    def left(self) -> int:
        return len(self.refused) - self.papers

    def fill(self, archive: zipfile.ZipFile) -> None:
        """Scans as a media set, slides, and the reports."""
        images, papers = images_and_papers(gather(self.case))
        images.sort(key=lambda one: one.reader == SLIDES)
        order = order_for(self.case)
        with Pool() as pool:
            cleaned = self._cleaned(pool, images, to_json(order).decode())
            self._scans(archive, cleaned)
        self.papers = len(papers)
        self.refused += [(one.format, PAPER) for one in papers]
        for name, data in report.written(report.Report(order.patient, tuple(self.copied), tuple(self.refused))):
            archive.writestr(downloads.entry(name), data, zipfile.ZIP_DEFLATED)

    def _scans(self, archive: zipfile.ZipFile, cleaned: Iterator[_Waiting]) -> None:
        """Each at its place in the media set, with its directory; slides beside it."""
        order: list[_Waiting] = []
        number = 0

        def entries() -> Iterator[disc.Entry]:
            nonlocal number
            for one in cleaned:
                if one.of.reader == SLIDES:
                    number += 1
                    self._put(archive, slide_path(number, one.of.format), one)
                else:
                    order.append(one)
                    yield disc.Entry(one.cleaned.facts, one.pieces)

        for path, chunks in media_set().files(entries()):
            if path in ("README.TXT", "DICOMDIR"):
                if order:
                    archive.writestr(downloads.entry(path), b"".join(chunks))
            else:
                self._put(archive, path, order[-1])  # a whole Part 10 file already

    def _put(self, archive: zipfile.ZipFile, path: str, one: _Waiting) -> None:
        with archive.open(downloads.entry(path), "w", force_zip64=True) as member:
            for piece in one.pieces():
                member.write(piece)
        one.sealed.remove()
        self.copied.append(report.Copied(path, one.of.format, one.cleaned))

    def _cleaned(self, pool: Pool, images: Sequence[Gathered], asked: str) -> Iterator[_Waiting]:
        """What could be made nameless, in its order, a few at a time."""
        with ThreadPoolExecutor(LANES) as threads:
            for first in range(0, len(images), LANES):
                some = images[first : first + LANES]
                for number, one in enumerate(threads.map(lambda one: self._waiting(pool, one, asked), some), first):
                    self.told(PHASE, number, len(images))
                    if isinstance(one, Remark):
                        self.refused.append((images[number].format, one))
                    else:
                        yield one

    def _waiting(self, pool: Pool, one: Gathered, asked: str) -> _Waiting | Remark:
        sealed = downloads.staging(self.case, uuid4())
        try:
            with sealed.write() as writer:
                out = Out(writer)
                cleaned, refused = nameless(self.case, pool, one, asked, Landing(out))
                size = out.end()
        except BaseException:
            sealed.remove()
            raise
        if cleaned is None:
            sealed.remove()
            return refused or Remark("errors.unreadable")
        return _Waiting(one, cleaned, sealed, size)
