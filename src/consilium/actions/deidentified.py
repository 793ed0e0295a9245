"""The images of a case made nameless, into a folder that can be handed on: a media set, slides, and what was changed.

Reading and writing anew happens in the caged workers; here it is decided who may, which files, and where they go. The
originals stay as they are. Papers are not copied: their words are what they are.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.db import transaction

from consilium.actions import access, audit, entries
from consilium.actions.access import PERSON
from consilium.actions.documents import naming_document
from consilium.actions.opened import OpenCase, identity_of, now
from consilium.actions.records.gather import Everything, Gathered, gather
from consilium.casebook.models import Naming
from consilium.domain.circle import Act, Person
from consilium.domain.deidentification import Cleaned, Order, order_of
from consilium.domain.errors import DeniedError, InputError, StoreError, UnreadableError
from consilium.domain.plain import to_json
from consilium.domain.records import Ended, Remark
from consilium.knowledge.catalog import catalog
from consilium.readers.contract import Bounds, Source, Wanted
from consilium.readers.pool import Job, Pool
from consilium.writers import deidentification as report
from consilium.writers import disc

SLIDES = "slide"
PARTS = "mrxs-part"
LANES = 2
MOST_BYTES = 64 << 30  # of one file that a worker writes
WAITING = Bounds(seconds=300.0)
PAPER = Remark("deidentification.paper")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """`every_image`: search plain scans for words too. `lanes`: how many files at a time."""

    every_image: bool = False
    lanes: int = LANES
    progress: Progress = lambda *_: None


@dataclass(frozen=True)
class Written:
    """A folder that lies in its place. `refused` are paths as they were, for the screen only, with the reason."""

    folder: str
    report: report.Report
    refused: tuple[tuple[str, Remark], ...]


@dataclass(frozen=True)
class Made:
    """What came of one file."""

    of: Gathered
    path: Path
    cleaned: Cleaned | None = None
    refused: Remark | None = None


def write(case: OpenCase, where: Path, options: Options | None = None) -> Written:
    """Write the nameless images to `where`, a new or empty folder. Raises DeniedError for who may not send records out,
    InputError where it is not known whose case it is, StoreError where the place can't be used."""
    options = options or Options()
    must_be_allowed(case)
    where = where.absolute()
    _must_be_free(where)
    with transaction.atomic():
        audit.record(case.viewer, "images.deidentified", case.id, now())
    beside = where.with_name(f".{where.name}.partial")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        written = _fill(case, beside, where, options)
        if where.exists():
            where.rmdir()
        beside.rename(where)
    except OSError as error:
        raise _failed(where, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return written


def order_for(case: OpenCase, *, every_image: bool = False) -> Order:
    """What the workers are told: the case's own stand-ins, and the names that are known in it."""
    return order_of(case.key.nameless_key, known_names(case), every_image=every_image)


def known_names(case: OpenCase) -> tuple[str, ...]:
    """Names of the child, of the people of the case, and of whomever its records name."""
    known = identity_of(case)
    found = [part for name in known.names for part in (name.text, name.family, name.given)] if known else []
    found += [one.value.name for one in entries.all_of(case, PERSON, Person)]
    for row in Naming.objects.filter(case=case.row):
        for person in naming_document(case, row).people:
            found += [person.text, person.family, person.given, *person.other_names]
    return tuple(dict.fromkeys(name for name in found if name.strip()))


def must_be_allowed(case: OpenCase) -> None:
    """Raises DeniedError for who may not send records out, InputError where it is not known whose case it is."""
    decision = access.decide(case, Act.SEND)
    if not decision.value:
        with transaction.atomic():
            audit.record(case.viewer, "case.denied", case.id, now(), wanted=Act.SEND.value)
        raise DeniedError("errors.denied")
    if case.document.doubt:  # two children would get one number
        raise InputError("deidentification.whose")


def _must_be_free(where: Path) -> None:
    """Nothing else may go along: not a packet with names, nor a file of somebody's own."""
    try:
        taken = where.exists() and (not where.is_dir() or any(where.iterdir()))
    except OSError as error:
        raise _failed(where, error) from error
    if taken:
        raise StoreError("deidentification.place_taken", path=str(where))


def _failed(where: Path, error: OSError) -> StoreError:
    return StoreError("deidentification.place_failed", path=str(where), kind=os.strerror(error.errno or 0))


def _fill(case: OpenCase, folder: Path, where: Path, options: Options) -> Written:
    everything = gather(case)
    images, left = images_and_papers(everything)
    order = order_for(case, every_image=options.every_image)
    raw = folder / "raw"
    raw.mkdir()
    made = list(_clean(case, images, order, raw, options))
    copied = [*_placed_images(made, folder), *_placed_slides(made, folder)]
    shutil.rmtree(raw)
    refused = [(one.of, one.refused) for one in made if one.refused is not None]
    refused += [(one, PAPER) for one in left]
    told = report.Report(order.patient, tuple(copied), tuple((one.format, reason) for one, reason in refused))
    for name, data in report.written(told):
        (folder / name).write_bytes(data)
    return Written(str(where), told, tuple((one.path, reason) for one, reason in refused))


def images_and_papers(everything: Everything) -> tuple[list[Gathered], list[Gathered]]:
    """The images and slides of the child, and the papers, which stay."""
    read = [one for one in everything.ended(Ended.READ) if one.ref is not None]
    images = [one for one in read if one.is_image or (one.reader == SLIDES and one.format != PARTS)]
    return images, [one for one in read if one.is_document and one.reader != SLIDES]


def _clean(case: OpenCase, images: list[Gathered], order: Order, raw: Path, options: Options) -> Iterator[Made]:
    """Each file made nameless into the folder `raw`, in the order of `images`."""
    asked = to_json(order).decode()
    lanes = max(1, options.lanes)
    with Pool() as pool, ThreadPoolExecutor(lanes) as threads:
        places = (raw / f"{number:08d}" for number in range(len(images)))
        work = threads.map(lambda one, place: _made(case, pool, one, asked, place), images, places)
        for number, one in enumerate(work, start=1):
            options.progress(number, len(images))
            yield one


def _made(case: OpenCase, pool: Pool, one: Gathered, asked: str, place: Path) -> Made:
    with open(place, "xb", buffering=1 << 20) as file:
        cleaned, refused = nameless(case, pool, one, asked, Landing(_File(file)))
    if refused is not None:
        place.unlink(missing_ok=True)
    return Made(one, place, cleaned, refused)


def nameless(
    case: OpenCase, pool: Pool, one: Gathered, asked: str, landing: Landing
) -> tuple[Cleaned | None, Remark | None]:
    """One file made nameless into `landing`: what was done, or why it could not be. `asked` is the order as JSON.

    Raises StoreError where the landing can't take it.
    """
    if one.ref is None:
        return None, Remark("errors.unreadable")
    job = Job(
        case.reader.source(one.ref), "", "", op="deidentify", reader=one.reader, bounds=WAITING,
        wanted=Wanted(role="deidentified", asked=asked),
    )  # fmt: skip
    try:
        cleaned = pool.deidentify(job, landing)
    except UnreadableError as error:
        return None, error.remark
    return (cleaned, None) if landing.complete else (None, Remark("errors.reader_died"))


class Target(Protocol):
    """Where bytes go, from the beginning again if need be."""

    def restart(self) -> None:
        """Forget what was written."""

    def write(self, chunk: bytes) -> object:
        """Take the next bytes. Raises StoreError, OSError."""


class _File:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def restart(self) -> None:
        self._file.seek(0)
        self._file.truncate()

    def write(self, chunk: bytes) -> int:
        return self._file.write(chunk)


class Landing:
    """Takes the one member that a worker writes."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.size = 0
        self.complete = False

    def begin(self, name: str, media_type: str, modified: str) -> None:  # noqa: ARG002 (the port's shape)
        """A second member would not be what was asked for: only what comes last counts."""
        self._target.restart()
        self.size = 0

    def data(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > MOST_BYTES:
            raise StoreError("errors.too_large", size=self.size, bound=MOST_BYTES)
        self._target.write(chunk)

    def end(self, complete: bool) -> None:
        self.complete = complete

    def picture(self, role: str, media_type: str, data: bytes) -> None:
        """Pictures are of no interest here."""

    def body(self, piece: bytes) -> None:
        """There is none."""

    def sibling(self, relative: str) -> Source | None:  # noqa: ARG002 (one file at a time)
        return None


def media_set() -> disc.MediaSet:
    """An empty media set that says in both languages what it is."""
    readmes = "\n".join(catalog(language).text("deidentification.readme") for language in report.NAMES)
    return disc.MediaSet(readme=readmes)


def slide_path(number: int, format_: str) -> str:
    """Where a slide lies among the copies; `number` from 1."""
    ending = {"svs": "svs", "ndpi": "ndpi"}.get(format_, "tif")
    return f"SLIDES/SL{number:06d}.{ending}"


def _placed_images(made: Iterable[Made], folder: Path) -> Iterator[report.Copied]:
    """The instances as a media set. They are whole Part 10 files, so each is moved to its place as it is."""
    media = media_set()
    order: list[Made] = []

    def entries_() -> Iterator[disc.Entry]:
        for one in made:
            if one.cleaned is not None and one.of.is_image:
                order.append(one)
                yield disc.Entry(one.cleaned.facts, lambda: ())

    for path, chunks in media.files(entries_()):
        place = folder / path
        if path in ("README.TXT", "DICOMDIR"):
            if order:
                place.write_bytes(b"".join(chunks))
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        one = order[-1]
        os.replace(one.path, place)
        if one.cleaned is not None:
            yield report.Copied(path, one.of.format, one.cleaned)


def _placed_slides(made: Iterable[Made], folder: Path) -> Iterator[report.Copied]:
    number = 0
    for one in made:
        if one.cleaned is None or one.of.reader != SLIDES:
            continue
        number += 1
        path = slide_path(number, one.of.format)
        (folder / path).parent.mkdir(exist_ok=True)
        os.replace(one.path, folder / path)
        yield report.Copied(path, one.of.format, one.cleaned)
