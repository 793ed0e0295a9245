"""A case's images in the memory of a process that shows them: studies, series, and the tables of what is looked at.

Whether what is kept still is what counts as the child's is asked again after a second, or after fifty times as long as
asking takes. What does not count any more is not answered from then on, made anew or not.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from consilium.actions import queue
from consilium.actions.cage import CAGE
from consilium.actions.imaging import index
from consilium.actions.imaging.slidelabels import SLIDE, may_see_names, with_names
from consilium.actions.opened import OpenCase
from consilium.actions.records.shelf import Shelf
from consilium.casebook.models import Blob, ImageSeries, InputFile
from consilium.domain.dicomweb import table
from consilium.domain.dicomweb.attributes import Attributes
from consilium.domain.dicomweb.entry import PLACE
from consilium.domain.dicomweb.table import Instance
from consilium.domain.plain import from_json
from consilium.domain.records import Json
from consilium.vault.layout import BlobRef

KIND = "imaging"
MADE_AT_ONCE = 1_500  # instances; more are for a job
SECONDS, TIMES = 1.0, 50
CASES = 32
AT_A_TIME = 500
_METADATA: Shelf[bytes] = Shelf(96 << 20, len)


class NotReadyError(Exception):
    """A job makes what was asked for; ask again in some seconds."""


@dataclass(frozen=True)
class Series:
    """One series: its attributes, and where its table and its metadata lie."""

    row: UUID
    study: str
    uid: str
    of_study: Attributes
    of_series: Attributes
    classes: tuple[str, ...]
    middle: int
    count: int
    table: BlobRef
    metadata: BlobRef


@dataclass(frozen=True)
class Loaded:
    """A series' table in memory: instances by UID in their order, and where the files lie."""

    instances: Mapping[str, Instance]
    refs: Mapping[bytes, BlobRef]
    weight: int

    @cached_property
    def order(self) -> Sequence[Instance]:
        return tuple(self.instances.values())


_TABLES: Shelf[Loaded] = Shelf(128 << 20, lambda loaded: loaded.weight)
_WITH_NAMES: Shelf[frozenset[str]] = Shelf(1 << 20, lambda uids: 100 + 80 * len(uids))


@dataclass(frozen=True)
class Held:
    """A case's studies by UID, each with its series by UID; `missing` are keys of series that are not made yet."""

    studies: Mapping[str, Mapping[str, Series]]
    missing: tuple[bytes, ...] = ()
    absent: index.Groups = field(default_factory=dict, repr=False)

    @cached_property
    def of_slides(self) -> bool:
        """Whether a series is of a slide, whose label may carry names."""
        return any(SLIDE in one.classes for within in self.studies.values() for one in within.values())


@dataclass
class _Kept:
    held: Held
    until: float
    states: Mapping[bytes, bytes]


_CASES: dict[UUID, _Kept] = {}
_LOCK, _MAKING = threading.Lock(), threading.Lock()


def held(case: OpenCase) -> Held:
    """The case's images, all of them that the viewer may see.

    Raises NotReadyError while a job makes some, BusyError while records come in, StoreError, IntegrityError.
    """
    found = _whole(case)
    if not found.of_slides or may_see_names(case):
        return found
    seen = {study: {uid: _seen(case, one) for uid, one in within.items()} for study, within in found.studies.items()}
    some = {study: {uid: one for uid, one in within.items() if one.count} for study, within in seen.items()}
    return replace(found, studies={study: within for study, within in some.items() if within})


def _whole(case: OpenCase) -> Held:
    found = known(case)
    if not found.missing:
        return found
    if _few(found):
        with _MAKING:  # a viewer asks for many things at once: the others wait for the first
            forget(case.id)
            found = known(case)
            if found.missing and _few(found):
                index.make(case, found.missing, found.absent)
                forget(case.id)
                found = known(case)
    if found.missing:
        if not queue.jobs(case, KIND, active=True):
            queue.enqueue(case, KIND)
        raise NotReadyError
    return found


def _few(found: Held) -> bool:
    return sum(len(found.absent.get(key, ())) for key in found.missing) <= MADE_AT_ONCE


def make_ready(case: OpenCase) -> None:
    """Ask for the job that makes what is missing, if there is anything: after records came in."""
    if index.stale(case, index.groups(case)):
        queue.enqueue(case, KIND)


def series_in(case: OpenCase, study: str, series: str = "") -> tuple[Series, ...]:
    """The series of a study, or one of them; none where there is no such. Raises as `held`."""
    found = known(case)
    if found.missing and not (series and series in found.studies.get(study, {})):
        found = _whole(case)
    within = found.studies.get(study, {})
    wanted = within.values() if not series else [within[series]] if series in within else []
    return tuple(seen for one in wanted if (seen := _seen(case, one)).count)


def _seen(case: OpenCase, one: Series) -> Series:
    """A series as the viewer may see it; of none of its instances maybe."""
    kept_back = _kept_back(case, one)
    if not kept_back:
        return one
    count = one.count - len(kept_back)
    return replace(one, count=count, middle=min(one.middle, max(0, count - 1)))


def _kept_back(case: OpenCase, one: Series) -> frozenset[str]:
    """Which of its instances the viewer may not see."""
    if SLIDE not in one.classes:
        return frozenset()
    named = _WITH_NAMES.get(one.row, lambda: with_names(_headers(case, one)))
    return frozenset() if not named or may_see_names(case) else named


def known(case: OpenCase) -> Held:
    """What is made of the case's images, and what is missing."""
    kept = _CASES.get(case.id)
    moment = time.monotonic()
    if kept is not None and moment < kept.until:
        return kept.held
    if kept is None:
        CAGE.pool()  # who looks at images soon asks for pictures: its workers start meanwhile
    else:
        kept.until = moment + SECONDS  # the others go on with what there is while this thread asks
    present = index.groups(case)
    states = {key: index.state_of(case, files) for key, files in present.items()}
    took = time.monotonic() - moment
    if kept is None or kept.states != states or kept.held.missing:
        kept = _Kept(_held(case, states, present), 0.0, states)
    kept.until = time.monotonic() + max(SECONDS, TIMES * took)
    with _LOCK:
        _CASES.pop(case.id, None)
        while len(_CASES) >= CASES:
            del _CASES[next(iter(_CASES))]
        _CASES[case.id] = kept
    return kept.held


def forget(case_id: UUID) -> None:
    """Look at the tables again before the next answer."""
    with _LOCK:
        _CASES.pop(case_id, None)


def loaded(case: OpenCase, series: Series) -> Loaded:
    """A series' table, of what the viewer may see. Raises StoreError, IntegrityError."""
    found, kept_back = _TABLES.get(series.row, lambda: _loaded(case, series)), _kept_back(case, series)
    if not kept_back:
        return found
    return replace(found, instances={uid: one for uid, one in found.instances.items() if uid not in kept_back})


def metadata(case: OpenCase, series: Series, base: str) -> bytes:
    """The metadata of all instances as gzip, with addresses below `base`. Raises StoreError, IntegrityError."""

    if _kept_back(case, series):
        some = lines(case, series, base, loaded(case, series).order)
        return gzip.compress(b"[" + b",".join(some) + b"]", 1, mtime=0)

    def made() -> bytes:
        plain = gzip.decompress(case.reader.read(series.metadata))
        return gzip.compress(plain.replace(PLACE_IN_JSON, base.encode()), 1, mtime=0)

    return _METADATA.get((series.row, base), made)


def lines(case: OpenCase, series: Series, base: str, wanted: Sequence[Instance]) -> list[bytes]:
    """The metadata of some instances, each as JSON."""
    plain = gzip.decompress(case.reader.read(series.metadata))
    found = (plain[one.span[0] : one.span[0] + one.span[1]] for one in wanted)
    return [line.replace(PLACE_IN_JSON, base.encode()) for line in found]


def headers(case: OpenCase, series: Series) -> list[dict[str, Json]]:
    """The metadata of all instances that the viewer may see as values, in the table's order."""
    found, kept_back = _headers(case, series), _kept_back(case, series)
    return [one for one in found if not kept_back.intersection(with_names([one]))] if kept_back else found


def _headers(case: OpenCase, series: Series) -> list[dict[str, Json]]:
    found: list[dict[str, Json]] = from_json(gzip.decompress(case.reader.read(series.metadata)))
    return found


PLACE_IN_JSON = PLACE.encode()


def _loaded(case: OpenCase, series: Series) -> Loaded:
    instances = table.unpacked(case.reader.read(series.table))
    files = [UUID(bytes=one.file) for one in instances]
    refs: dict[bytes, BlobRef] = {}
    names = ("id", "content__pack_id", "content__offset", "content__length")
    for first in range(0, len(files), AT_A_TIME):
        rows = InputFile.objects.filter(case=case.row, id__in=files[first : first + AT_A_TIME])
        for file, pack, offset, length in rows.filter(content__isnull=False).values_list(*names):
            refs[file.bytes] = BlobRef(str(pack), int(offset or 0), int(length or 0))
    weight = sum(600 + len(one.query) + 16 * len(one.fragments.offsets) for one in instances)
    return Loaded({one.uid: one for one in instances}, refs, weight)


def _held(case: OpenCase, states: Mapping[bytes, bytes], present: index.Groups) -> Held:
    rows = ImageSeries.objects.filter(case=case.row).select_related("table", "metadata")
    studies: dict[str, dict[str, Series]] = {}
    made: set[bytes] = set()
    for row in rows:
        key = bytes(row.series_key)
        if states.get(key) != bytes(row.state):
            continue
        made.add(key)
        if row.instances:
            one = _series(case, row)
            studies.setdefault(one.study, {})[one.uid] = one
    missing = tuple(key for key in present if key not in made)
    ordered = {uid: dict(sorted(series.items(), key=lambda one: _order(one[1]))) for uid, series in studies.items()}
    return Held(ordered, missing, present if missing else {})


def _series(case: OpenCase, row: ImageSeries) -> Series:
    plain = from_json(case.open(index.TABLE, row.id, row.sealed))
    return Series(
        row=row.id,
        study=plain["study"],
        uid=plain["series"],
        of_study=plain["of_study"],
        of_series=plain["of_series"],
        classes=tuple(plain["classes"]),
        middle=plain["middle"],
        count=row.instances,
        table=_ref(row.table),
        metadata=_ref(row.metadata),
    )


def _ref(blob: Blob) -> BlobRef:
    return BlobRef(blob.pack_id, blob.offset, blob.length)


def _order(series: Series) -> tuple[bool, float, str]:
    found = series.of_series.get("00200011")
    values = found.get("Value") if isinstance(found, dict) else None
    number = values[0] if isinstance(values, list) and values else None
    known = isinstance(number, int | float)
    return not known, float(number) if isinstance(number, int | float) else 0.0, series.uid
