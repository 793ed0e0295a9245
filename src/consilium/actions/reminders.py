"""Reminders by e-mail: that something comes due, never what. At most one letter a day to who gave an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from consilium.actions import entries
from consilium.actions.access import decide
from consilium.actions.letters import ASKING, THING
from consilium.actions.opened import Installation, OpenCase, now, opened
from consilium.actions.people import person_of
from consilium.actions.waiting import standing
from consilium.casebook import queries
from consilium.casebook.models import User
from consilium.domain import asking, custody, insurance, notebook
from consilium.domain.asking import Asking
from consilium.domain.circle import Act
from consilium.domain.custody import Thing
from consilium.domain.due import Due
from consilium.domain.errors import ConsiliumError, InputError
from consilium.domain.insurance import Call
from consilium.domain.notebook import Decided
from consilium.domain.viewer import Viewer
from consilium.domain.waiting import clock
from consilium.gateways.mail import Letter, Post
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.knowledge.clocks import clock_rules

DECISION, CALL, REMINDED = "decision", "call", "reminded"
AHEAD = 3
ALL_AHEAD = 365 * 30  # further than anybody plans


@dataclass(frozen=True)
class Reminded:
    """That somebody was written to, on which day (ISO), and how many things came due."""

    on: str
    count: int


def days_due(case: OpenCase, today: date, ahead: int = ALL_AHEAD) -> dict[str, tuple[Due, ...]]:
    """What comes due within so many days, or is late, by the kind of entry that it is kept as: answers to letters,
    things on their way, decisions to look at again, calls to make."""
    found = entries.several(case, {ASKING: Asking, THING: Thing, DECISION: Decided, CALL: Call})
    named = {kind: {str(one.id): one.value for one in kept} for kind, kept in found.items()}
    calls = tuple(one for one in insurance.call_backs(named[CALL], today) if one.days <= ahead)
    return {
        ASKING: asking.due(named[ASKING], clock_rules(), today, ahead),
        THING: custody.due(named[THING], today, ahead),
        DECISION: notebook.due(named[DECISION], today, ahead),
        CALL: calls,
    }


def comes_due(case: OpenCase, today: date, ahead: int = AHEAD) -> int:
    """How many things of a case come due within so many days, or are late; the team's date is one."""
    count = sum(map(len, days_due(case, today, ahead).values()))
    left = clock([one.value for one in standing(case).answers], today).days_left
    return count + (left is not None and left <= ahead)


def send(installation: Installation, post: Post, address: str) -> int:
    """Write to everybody who has something that comes due and was not written to today; how many were written to.

    What goes wrong for one costs the others nothing: they are written to, and the one is tried again with the next
    round.
    """
    sent = 0
    for user in User.objects.filter(is_active=True).iterator():
        try:
            sent += _remind(installation, user, post, address)
        except InputError:  # an address that the server does not take
            continue
        except ConsiliumError:  # the server takes nothing now
            break
    return sent


def _remind(installation: Installation, user: User, post: Post, address: str) -> int:
    to = person_of(installation, user).email
    if not to:
        return 0
    today = now().date()
    waiting = [(case, count) for case in _cases(installation, user) if (count := _unsaid(case, today))]
    if not waiting:
        return 0
    words = catalog(user.language if user.language in LANGUAGES else LANGUAGES[0])
    count = sum(count for _, count in waiting)
    post.send(Letter(to, words.text("reminders.subject", count=count), words.text("reminders.text", address=address)))
    for case, due in waiting:
        item = _item(case)
        seen = [one.version for one in entries.all_of(case, REMINDED, Reminded) if one.id == item]
        entries.keep(case, REMINDED, Reminded(today.isoformat(), due), item, seen[-1] if seen else 0)
    return 1


def _cases(installation: Installation, user: User) -> Iterator[OpenCase]:
    """The cases that the person may see today."""
    viewer = Viewer(user.viewer)
    for row in queries.cases_for(viewer, now()):
        case = opened(installation, viewer, row, "case.reminded")
        if decide(case, Act.SEE).value:
            yield case


def _unsaid(case: OpenCase, today: date) -> int:
    """What comes due, unless the person was written to about this case today."""
    item = _item(case)
    said = any(one.id == item and one.value.on == today.isoformat() for one in entries.all_of(case, REMINDED, Reminded))
    return 0 if said else comes_due(case, today)


def _item(case: OpenCase) -> UUID:
    return uuid5(case.id, f"{REMINDED} {case.viewer.id}")
