"""What viewers ask of a case's images, made once and kept: the table and metadata of each series, sealed in the vault.

Made from what caged workers read when the files came in, by a job afterwards (`jobs.imaging`) or when somebody asks
first. Only what counts as the child's is in it; where that changes, the series that it touches are made anew.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.db import transaction

from consilium.actions.cage import CAGE
from consilium.actions.documents import reading_of, ref_of
from consilium.actions.kept import keep
from consilium.actions.opened import OpenCase, working_alone
from consilium.casebook.models import ImageSeries, InputFile
from consilium.domain.dicomweb import table
from consilium.domain.dicomweb.attributes import FRAMES, Level, of_level, texts
from consilium.domain.dicomweb.entry import Entry, entry_of
from consilium.domain.dicomweb.table import Fragments, Instance
from consilium.domain.errors import UnreadableError
from consilium.domain.plain import to_json
from consilium.domain.records import Ended
from consilium.readers.contract import Wanted
from consilium.readers.pool import Job, Pool, Taken

READER, DIRECTORY, FRAGMENTS = "dicom", "dicomdir", "fragments"
TABLE = "imageseries"
KEPT_TOGETHER = 24 << 20
LEVEL = 6
Groups = Mapping[bytes, Sequence[tuple[UUID, UUID]]]
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """One series, not kept yet."""

    key: bytes
    series_key: bytes
    state: bytes
    instances: int
    plain: bytes
    table: bytes
    metadata: bytes

    @property
    def size(self) -> int:
        return len(self.table) + len(self.metadata)


def groups(case: OpenCase) -> Groups:
    """The child's DICOM files (their ids and those of their contents) by series."""
    rows = InputFile.objects.filter(case=case.row, reader=READER, ended=Ended.READ, content__isnull=False)
    rows = rows.filter(series_key__isnull=False).exclude(format=DIRECTORY)
    found: dict[bytes, list[tuple[UUID, UUID]]] = defaultdict(list)
    for key, file, content in rows.values_list("series_key", "id", "content_id").iterator(chunk_size=2000):
        found[bytes(key or b"")].append((file, content))
    return found


def state_of(case: OpenCase, files: Iterable[tuple[UUID, UUID]]) -> bytes:
    """A keyed hash of the files that a series is made of."""
    told = b"".join(sorted(file.bytes + content.bytes for file, content in files))
    return case.key.fingerprint(b"image series\0" + told)


def stale(case: OpenCase, present: Groups) -> list[bytes]:
    """The series that are to be made, made anew or removed."""
    known: dict[bytes, set[bytes]] = defaultdict(set)
    for key, state in ImageSeries.objects.filter(case=case.row).values_list("series_key", "state"):
        known[bytes(key)].add(bytes(state))
    lost = [key for key in known if key not in present]
    return lost + [key for key, files in present.items() if known.get(key) != {state_of(case, files)}]


def make(case: OpenCase, keys: Sequence[bytes], present: Groups, report: Report = lambda _, __: None) -> int:
    """Make these series and keep them; how many instances. Raises BusyError, StoreError, IntegrityError."""
    waiting: list[Made] = []
    begun: list[bytes] = []
    count, total = 0, sum(len(present.get(key, ())) for key in keys)
    for key in keys:
        begun.append(key)
        for made in _series(case, key, present.get(key, ())):
            waiting.append(made)
            count += made.instances
        report(count, total)
        if sum(made.size for made in waiting) > KEPT_TOGETHER:
            _keep(case, begun, waiting)
            waiting, begun = [], []
    if begun:
        _keep(case, begun, waiting)
    return count


def _keep(case: OpenCase, keys: Sequence[bytes], series: Sequence[Made]) -> None:
    with working_alone(case):
        kept = keep(case, [data for made in series for data in (made.table, made.metadata)])
        rows = []
        for number, made in enumerate(series):
            row = uuid4()
            rows.append(
                ImageSeries(
                    id=row,
                    case=case.row,
                    key=made.key,
                    series_key=made.series_key,
                    state=made.state,
                    instances=made.instances,
                    table_id=kept.named[2 * number],
                    metadata_id=kept.named[2 * number + 1],
                    sealed=case.seal(TABLE, row, made.plain),
                )
            )
        with transaction.atomic():
            kept.create(case)
            ImageSeries.objects.filter(case=case.row, series_key__in=list(keys)).delete()
            ImageSeries.objects.bulk_create(rows)


def _series(case: OpenCase, key: bytes, files: Sequence[tuple[UUID, UUID]]) -> Iterator[Made]:
    """The series of that key: one, unless files of two studies have it."""
    by_study: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    rows = InputFile.objects.filter(case=case.row, id__in=[file for file, _ in files]) if len(files) < 500 else (
        InputFile.objects.filter(case=case.row, series_key=key, ended=Ended.READ, reader=READER)
    )  # fmt: skip
    wanted = {file for file, _ in files}
    for row in rows.select_related("content", "answer").order_by("root", "id").iterator(chunk_size=500):
        entry = _entry(case, row) if row.id in wanted else None
        if entry is not None:
            by_study[entry.study, entry.series].setdefault(entry.instance.uid, entry)
    state = state_of(case, files)
    if files and not by_study:  # so that nobody looks again
        yield Made(key, key, state, 0, b"{}", b"", b"")
    for uids, entries in by_study.items():
        ordered = sorted(entries.values(), key=lambda one: one.order)
        own = case.key.fingerprint(b"image series of study\0" + "\0".join(uids).encode())
        yield _made(own, (key, state), uids, ordered)


def _entry(case: OpenCase, row: InputFile) -> Entry | None:
    reading = reading_of(case, row)
    if reading is None or row.content is None:
        return None
    entry = entry_of(reading.facts, row.id.bytes, row.content.length)
    if entry is None or not entry.instance.encapsulated or entry.instance.inflated:
        return entry
    return replace(entry, instance=replace(entry.instance, fragments=_fragments(case, row, CAGE.pool())))


def _fragments(case: OpenCase, row: InputFile, pool: Pool) -> Fragments:
    """Where the frames stand; nowhere, where that can't be found."""
    if row.content is None:
        return table.NOTHING
    taken = Taken(FRAGMENTS)
    source = case.reader.source(ref_of(row.content))
    try:
        pool.picture(Job(source, "", "", op="picture", reader=READER, wanted=Wanted(FRAGMENTS)), taken)
        return Fragments.unpacked(taken.bytes, row.content.length)
    except (UnreadableError, ValueError):
        return table.NOTHING


def _made(own: bytes, of: tuple[bytes, bytes], uids: tuple[str, str], entries: Sequence[Entry]) -> Made:
    lines, instances, at = [], list[Instance](), 1
    for entry in entries:
        instances.append(replace(entry.instance, span=(at, len(entry.json))))
        lines.append(entry.json)
        at += len(entry.json) + 1
    first = entries[0].header
    plain = {
        "study": uids[0],
        "series": uids[1],
        "of_study": of_level(first, Level.STUDY),
        "of_series": of_level(first, Level.SERIES),
        "classes": sorted({one.sop_class for one in instances}),
        "middle": len(entries) // 2,
        "frames": sum(max(1, _frames(entry)) for entry in entries),
    }
    metadata = gzip.compress(b"[" + b",".join(lines) + b"]", LEVEL, mtime=0)
    return Made(own, *of, len(entries), to_json(plain), table.packed(instances), metadata)


def _frames(entry: Entry) -> int:
    found = texts(entry.header, FRAMES)
    return int(found[0]) if found and found[0].isdigit() else 1
