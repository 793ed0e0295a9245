"""What pages will need next, made before somebody asks: the snapshot after a change, and the summary as a paper.

A thread of the process that shows pages looks after the cases that somebody looked at in the last minutes. A change
that a page made is followed at once (`changed`), one of another process (a job that reads records, the command line)
within seconds. It opens a case as who looked last, with the same permission and an audit line of its own.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from uuid import UUID

from django.db import DatabaseError, connections

from consilium.actions import access, snapshot
from consilium.actions.clinical import papers
from consilium.actions.documents import keep_opened
from consilium.actions.faults import place_of
from consilium.actions.opened import Installation, OpenCase
from consilium.actions.records.stamp import stamp
from consilium.casebook.models import Case
from consilium.domain.circle import Act
from consilium.domain.errors import ConsiliumError
from consilium.knowledge.catalog import LANGUAGES

LOOK_SECONDS = 2.0
MADE_AHEAD = "made_ahead"
OPENED_BYTES = 96 << 20
MOST_EXPECTED = 2
_CHANGED = threading.Event()
_EXPECTED: deque[tuple[OpenCase, str]] = deque(maxlen=MOST_EXPECTED)


def expect(cases: Iterable[OpenCase], language: str) -> None:
    """Somebody saw these cases in a list, the latest first, and may open one next."""
    _EXPECTED.extend(reversed([(case, language) for case in islice(cases, MOST_EXPECTED)]))
    _CHANGED.set()


def changed() -> None:
    """A page changed something: look now."""
    _CHANGED.set()


def keep_ahead(installation: Installation, warm: Callable[[], None]) -> None:
    """Begin, in a thread that ends with the process. `warm` is done first: what every page loads once."""
    keep_opened(OPENED_BYTES)
    threading.Thread(target=_stay, args=(Ahead(installation), warm), name="ahead", daemon=True).start()


def _stay(ahead: Ahead, warm: Callable[[], None]) -> None:
    warm()
    while True:
        told = _CHANGED.wait(LOOK_SECONDS)
        _CHANGED.clear()
        try:
            while _EXPECTED:
                ahead.expected(*_EXPECTED.pop())
            ahead.look(at_once=told)
        except (ConsiliumError, DatabaseError) as error:  # the next look may find it better
            print(f"ahead failed ({place_of(error)})", file=sys.stderr, flush=True)
            connections.close_all()


@dataclass
class Ahead:
    """What stands of each case at the last look: a state that stands twice has settled."""

    installation: Installation
    seen: dict[tuple[UUID, str], str] = field(default_factory=dict)
    asked: dict[tuple[UUID, str], str] = field(default_factory=dict)

    def look(self, *, at_once: bool = False) -> None:
        """Make anew what changed and settled (`at_once`: what changed), and ask for the papers of what stands."""
        for held, language, known in snapshot.looked_at():
            row = Case.objects.filter(id=held.id).first()
            if row is None:
                snapshot.let_go(held.id)
                continue
            state, key = stamp(replace(held, row=row), language), (held.id, language)
            settled = self.seen.get(key) == state
            self.seen[key] = state
            if state != known and (settled or at_once):
                self.make(held, language)
            elif state == known and settled and self.asked.get(key) != state:
                self.asked[key] = state
                self._ask(held)

    def expected(self, held: OpenCase, language: str) -> None:
        """The snapshot of a case that was just opened, where it is not there yet or is of before a change."""
        known = snapshot.snapshot_kept(held.id, language)
        if known is None or known.stamp != stamp(held, language):
            self.make(held, language)

    def make(self, held: OpenCase, language: str) -> None:
        """The snapshot with all that rules make of it, for who opened the case before."""
        case = self._opened(held)
        if case is not None:
            made = snapshot.remade(case, language)
            made.derived  # noqa: B018 (made now, kept with it)

    def _ask(self, held: OpenCase) -> None:
        """In every language: a family's doctors may read another."""
        case = self._opened(held)
        if case is not None:
            for language in LANGUAGES:
                papers.ask_ahead(case, language)

    def _opened(self, held: OpenCase) -> OpenCase | None:
        """The case as it stands, for who looked last; None where that person may no longer."""
        try:
            return access.case_for(self.installation, held.viewer, held.id, Act.SEE, MADE_AHEAD)
        except ConsiliumError:
            snapshot.let_go(held.id)
            return None
