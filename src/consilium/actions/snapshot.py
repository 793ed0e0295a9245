"""Everything that pages show of a case's records, opened and derived once, and kept in memory while nothing changes.

A page then costs a look at the stamp instead of hundreds of unsealings. Only a process that shows pages keeps
snapshots, a few at a time, and for a few minutes after they were last looked at. Whoever needs one that is being made
waits for it instead of making it a second time; `actions.ahead` makes them before somebody needs them.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from consilium.actions.clinical.asked import asked_now
from consilium.actions.clinical.fill import Filled, fill
from consilium.actions.clinical.write import derive
from consilium.actions.opened import OpenCase, identity_of, now
from consilium.actions.records.gather import Everything, gather
from consilium.actions.records.stamp import stamp
from consilium.actions.records.view import Layout, Shown, layout, view
from consilium.actions.search import opened_index
from consilium.domain.completeness import course_of
from consilium.domain.completeness.status import Status
from consilium.domain.conflicts import conflicts
from consilium.domain.conflicts.engine import Conflict
from consilium.domain.packet import PacketView
from consilium.domain.questions import Listed
from consilium.domain.suggestions import Offer, offered, situation_of, suggestions
from consilium.domain.summary import Asked, Summary
from consilium.knowledge.catalog import catalog
from consilium.knowledge.labunits import lab_scale
from consilium.knowledge.questions import as_suggested, as_written, questions
from consilium.knowledge.requirements import requirements
from consilium.search.index import Index

KEPT, MINUTES = 4, 15


@dataclass(frozen=True)
class Snapshot:
    """The case's records as pages show them: every file, the ordered view, what is said, what is wanted of it."""

    stamp: str
    everything: Everything
    layout: Layout
    pages: PacketView
    filled: Filled
    asked: Asked
    program: str

    @property
    def summary(self) -> Summary:
        """The clinical summary."""
        return self.derived[0]

    @property
    def stand(self) -> tuple[Status, ...]:
        """How everything stands that is wanted of the case."""
        return self.derived[1]

    @cached_property
    def derived(self) -> tuple[Summary, tuple[Status, ...]]:
        """What rules make of it, when a page first needs that."""
        return derive(self.filled.case, self.asked, self.program)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where sources disagree."""
        return conflicts(self.filled.case, lab_scale())

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Questions that the child's situation calls for."""
        case = self.filled.case
        course = course_of(case, requirements())
        told = situation_of(case, course.phase.value, self.conflicts, self.stand, suspected=course.suspected)
        return offered(questions(), told)

    @cached_property
    def raised(self) -> tuple[Listed, ...]:
        """Questions that the case's own conflicts and gaps raise."""
        return tuple(as_suggested(one) for one in suggestions(self.conflicts, self.stand))

    @cached_property
    def written(self) -> tuple[Listed, ...]:
        """Questions on papers of the family's own, for it to say whether they are its questions."""
        case = self.filled.case
        return tuple(as_written(one, case.language) for one in case.written)


@dataclass
class _Shelf:
    """The snapshots that are kept, each with when it was last looked at."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: dict[tuple[UUID, str], tuple[Snapshot, float]] = field(default_factory=dict)
    making: dict[tuple[UUID, str], threading.Lock] = field(default_factory=dict)
    lookers: dict[tuple[UUID, str], OpenCase] = field(default_factory=dict)
    indexes: dict[UUID, tuple[str, Index]] = field(default_factory=dict)


_SHELF = _Shelf()


def snapshot(case: OpenCase, language: str) -> Snapshot:
    """The records of a case that the viewer has opened. Raises IntegrityError, StoreError."""
    key = (case.id, language)
    made = remade(case, language)
    with _SHELF.lock:
        _SHELF.kept[key] = (made, time.monotonic())
        _SHELF.lookers[key] = case
        _tidy()
    return made


def remade(case: OpenCase, language: str) -> Snapshot:
    """The same, as it is made ahead: nobody has looked at it by that. Raises as `snapshot`."""
    key = (case.id, language)
    with _SHELF.lock:
        one_at_a_time = _SHELF.making.setdefault(key, threading.Lock())
    known, state = _known(key), stamp(case, language)
    if known is not None and known.stamp == state:
        return known
    with one_at_a_time:
        known, state = _known(key), stamp(case, language)
        if known is not None and known.stamp == state:
            return known
        made = _made(case, language, state)
        with _SHELF.lock:
            looked = _SHELF.kept.get(key)
            _SHELF.kept[key] = (made, looked[1] if looked else time.monotonic())
        return made


def looked_at() -> list[tuple[OpenCase, str, str]]:
    """Whose snapshots are kept: the case as who looked last had opened it, the language, and the snapshot's stamp."""
    with _SHELF.lock:
        _tidy()
        return [
            (_SHELF.lookers[key], key[1], kept[0].stamp) for key, kept in _SHELF.kept.items() if key in _SHELF.lookers
        ]


def snapshot_kept(case_id: UUID, language: str) -> Snapshot | None:
    """The snapshot that is kept, whether it is as the case stands or not."""
    return _known((case_id, language))


def _known(key: tuple[UUID, str]) -> Snapshot | None:
    with _SHELF.lock:
        kept = _SHELF.kept.get(key)
    return kept[0] if kept else None


def let_go(case_id: UUID) -> None:
    """Keep nothing of a case any longer."""
    with _SHELF.lock:
        for key in [key for key in _SHELF.kept if key[0] == case_id]:
            del _SHELF.kept[key]
            _SHELF.lookers.pop(key, None)


def index_of(case: OpenCase) -> Index:
    """The case's full-text index, opened in memory once. Raises IntegrityError, StoreError."""
    state = stamp(case, "")
    with _SHELF.lock:
        known = _SHELF.indexes.get(case.id)
    if known and known[0] == state:
        return known[1]
    made = opened_index(case)
    with _SHELF.lock:
        _SHELF.indexes[case.id] = (state, made)
        for other in list(_SHELF.indexes)[:-KEPT]:
            del _SHELF.indexes[other]
    return made


def _made(case: OpenCase, language: str, state: str) -> Snapshot:
    everything = gather(case)
    placed = layout(everything, catalog(language))
    pages = view(Shown(case.document.name, identity_of(case), now(), language), everything, placed, {})
    filled = fill(case, everything, pages)
    return Snapshot(state, everything, placed, pages, filled, asked_now(case), case.document.program)


def _tidy() -> None:
    """Let go of what nobody has looked at for a while, and of the oldest beyond a few."""
    begun = time.monotonic() - MINUTES * 60
    by_age = sorted(_SHELF.kept, key=lambda key: _SHELF.kept[key][1])
    for key in by_age:
        if _SHELF.kept[key][1] < begun or len(_SHELF.kept) > KEPT:
            del _SHELF.kept[key]
            _SHELF.lookers.pop(key, None)
