"""Writing the packet: into a folder beside its place, and only when it is whole, into its place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import orjson
from django.db import transaction

from consilium import __version__
from consilium.actions import audit, clinical
from consilium.actions.opened import OpenCase, identity_of, now
from consilium.actions.packet import place
from consilium.actions.packet.originals import Originals
from consilium.actions.packet.pictures import thumbnails
from consilium.actions.records.gather import Everything, Gathered, gather
from consilium.actions.records.stamp import stamp
from consilium.actions.records.view import Layout, Shown, layout, same_as, view
from consilium.domain.errors import StoreError
from consilium.domain.packet import RULES_FAILED, Counts
from consilium.domain.records import Ended
from consilium.knowledge.catalog import Catalog, catalog
from consilium.writers import manifest, start_here

PAGES = (start_here.NAME, *clinical.NAMES, manifest.NAME)


@dataclass(frozen=True)
class Written:
    """A packet that lies in its place. `unreadable`, `failed` (what was read, and of which the rules took
    nothing, since they failed) and `set_aside` are (path, reason) in the packet's language.

    `doubt` says why it is not known whose records these are, "" where it is known.
    """

    folder: str
    manifest: bytes
    counts: Counts
    unreadable: tuple[tuple[str, str], ...]
    set_aside: tuple[tuple[str, str], ...]
    doubt: str
    failed: tuple[tuple[str, str], ...] = ()


def write(case: OpenCase, where: Path, language: str) -> Written:
    """Write the packet to `where`, over an older one of ours. Raises StoreError when the place can't be used."""
    words = catalog(language)
    state = stamp(case, language)
    where = where.absolute()
    if place.is_current(where, state, PAGES):
        return _told(case, where, (where / manifest.NAME).read_bytes(), words)
    if not place.is_free(where):
        raise StoreError("errors.packet_place_taken", path=str(where))
    with transaction.atomic():
        audit.record(case.viewer, "packet.written", case.id, now())
    beside = where.with_name(f".{where.name}.partial")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        made = _fill(case, beside, words)
        place.put(beside, where, state)
    except OSError as error:
        raise place.failed(where, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return _told(case, where, made, words)


def _fill(case: OpenCase, folder: Path, words: Catalog) -> bytes:
    """Everything of the packet; the manifest's bytes."""
    everything = gather(case)
    made = layout(everything, words)
    originals = Originals(case, folder)
    notes = originals.write(everything, made, words)
    pictures = thumbnails(case, everything)
    shown = Shown(case.document.name, identity_of(case), now(), words.language, notes)
    pages = view(shown, everything, made, pictures)
    told = clinical.write(case, clinical.fill(case, everything, pages), pages, folder, originals.sha256)
    (folder / start_here.NAME).write_bytes(start_here.page(pages, words, _beside(told)))
    about = manifest.About(str(case.id), __version__, pages.made_on)
    entries = (_entry(everything, one, made, originals.sha256) for one in everything.files)
    listed = manifest.manifest(entries, about, words)
    (folder / manifest.NAME).write_bytes(listed)
    return listed


def _beside(told: clinical.Told) -> start_here.Beside:
    letters = (
        start_here.LetterBeside(path, letter.holder, letter.door.value, letter.language, len(letter.owed))
        for letter, path in told.letters
    )
    days, how_long = told.deadlines, told.how_long
    return start_here.Beside(True, told.owed, tuple(letters), deadlines=days, how_long=how_long)


def _entry(everything: Everything, one: Gathered, made: Layout, sha256: Mapping[UUID, str]) -> manifest.FileEntry:
    return manifest.FileEntry(
        path=one.path,
        ended=one.ended,
        size=one.size,
        sha256=sha256.get(one.content) if one.content else None,
        reader=one.reader,
        format=one.format,
        category=one.category,
        document_date=one.date,
        institution=one.institution,
        patient=one.person.people[0] if one.person.people else None,
        reasons=(*one.reasons, *one.why),
        remarks=one.remarks,
        packet_path=made.places.get(one.id, ""),
        same_as=same_as(everything, one) if one.ended is Ended.DUPLICATE else "",
    )


def _told(case: OpenCase, where: Path, listed: bytes, words: Catalog) -> Written:
    """What the person is told, from the manifest that lies in the packet; of another child's files, which it does not
    name, from the case."""
    data = orjson.loads(listed)
    counts = data["counts"]

    def lines(ended: Ended) -> tuple[tuple[str, str], ...]:
        found = (one for one in data["files"] if one["ended"] == ended)
        return tuple((one["path"], " ".join(reason["text"] for reason in one["reasons"])) for one in found)

    return Written(
        folder=str(where),
        manifest=listed,
        counts=Counts(**{name: counts[name] for name in ("files_found", *Ended)}),
        unreadable=lines(Ended.UNREADABLE),
        set_aside=_set_aside(case, words) if counts[Ended.OTHER_CHILD] else (),
        doubt=" ".join(words.remark(remark) for remark in case.document.doubt),
        failed=tuple(
            (one["path"], remark["text"])
            for one in data["files"]
            for remark in one["remarks"]
            if one["ended"] == Ended.READ and remark["code"] == RULES_FAILED
        ),
    )


def _set_aside(case: OpenCase, words: Catalog) -> tuple[tuple[str, str], ...]:
    others = gather(case).ended(Ended.OTHER_CHILD)
    return tuple((one.path, " ".join(words.remark(reason) for reason in (*one.reasons, *one.why))) for one in others)
