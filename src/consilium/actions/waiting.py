"""What a case holds of "can it wait": the team's answers, and danger signs that somebody marked.

An alarm stands until a person says that somebody was called; then it is struck, and stays in the history with who said
so and when. Two who write at the same moment never keep an alarm from being kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from consilium.actions import entries
from consilium.actions.entries import ClashError, Entry
from consilium.actions.opened import OpenCase
from consilium.domain.teamline import TeamLine
from consilium.domain.urgency import Noticed
from consilium.domain.waiting import TeamAnswer

ANSWER, ALARM, SIGNS, LINE = "team_answer", "alarm", "signs", "team_line"


_FORMS: Mapping[str, type[Any]] = {ANSWER: TeamAnswer, ALARM: Noticed, SIGNS: Noticed, LINE: TeamLine}


@dataclass(frozen=True)
class Standing:
    """What stands now, each kind in the order in which it was first written.

    answers   the team's answers
    alarms    danger signs that were marked, and of which nobody has said yet that somebody was called
    looked    when somebody last went through the list, and what they marked
    line      how to reach the team
    """

    answers: tuple[Entry[TeamAnswer], ...] = ()
    alarms: tuple[Entry[Noticed], ...] = ()
    looked: Entry[Noticed] | None = None
    line: Entry[TeamLine] | None = None

    @property
    def noticed(self) -> Noticed:
        """All signs that are marked now, as one."""
        there = (sign for one in self.alarms for sign in (*one.value.there, *one.value.unsure))
        return Noticed(tuple(dict.fromkeys(there)), asked=self.looked is not None)


def standing(case: OpenCase) -> Standing:
    """What stands now: one question to the tables, and only what stands is opened."""
    found = entries.several(case, _FORMS)
    looked, line = (next(iter(found[kind]), None) for kind in (SIGNS, LINE))
    return Standing(found[ANSWER], found[ALARM], looked, line)


def the_one(case: OpenCase, kind: str) -> UUID:
    """The id of a thing of which a case has one only, however many write it first."""
    return uuid5(case.id, kind)


def keep_signs(case: OpenCase, signs: tuple[str, ...], today: date, item: UUID | None) -> None:
    """Keep that somebody went through the list, and the alarm of what they marked. Nothing urgent is lost to a clash:
    the same form sent again with other signs is another entry."""
    noticed = Noticed(there=signs, asked=True, by=case.viewer.id, on=today.isoformat())
    if signs:
        try:
            entries.keep(case, ALARM, noticed, item)
        except ClashError:
            entries.keep(case, ALARM, noticed)
    _looked(case, noticed)


def called(case: OpenCase) -> int:
    """A person says that somebody was called: no alarm stands any more. How many stood."""
    stood = entries.all_of(case, ALARM, Noticed)
    for one in stood:
        with contextlib.suppress(ClashError):  # somebody else said so at the same moment
            entries.keep(case, ALARM, one.value, one.id, one.version, struck=True)
    return len(stood)


def _looked(case: OpenCase, noticed: Noticed) -> None:
    before = next(iter(entries.all_of(case, SIGNS, Noticed)), None)
    with contextlib.suppress(ClashError):  # somebody else looked at the same moment
        entries.keep(case, SIGNS, noticed, the_one(case, SIGNS), before.version if before else 0)
