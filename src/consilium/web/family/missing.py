"""Page 4: what is missing by holder, the letters and their clocks, and the things that travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from consilium.actions import access
from consilium.actions.entries import Entry
from consilium.actions.letters import Owing, owing, things
from consilium.actions.snapshot import snapshot
from consilium.domain import asking, custody
from consilium.domain.asking import Asking, answer_by, outcome
from consilium.domain.circle import Act
from consilium.domain.completeness.status import LETTER_DOORS, Standing, Status
from consilium.domain.due import Due
from consilium.domain.records import Remark
from consilium.domain.summary import gap_notes
from consilium.knowledge.clocks import clock_rules
from consilium.web.family.calendars import ahead
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.records import addresses
from consilium.web.family.today import today
from consilium.web.request import CaseRequest

AHEAD = 14


@dataclass(frozen=True)
class Reminder:
    """What comes due, where it is dealt with."""

    said: tuple[Remark, ...]
    when: Remark
    overdue: bool
    url: str


def reminders(request: CaseRequest, letters: Sequence[Owing], moving: Sequence[Entry[custody.Thing]]) -> list[Reminder]:
    """Letters and things that come due within two weeks, or are late; the latest first."""
    day, sent = today(request), {str(entry.id): (one, entry) for one in letters for entry in one.sent}
    of_letters = asking.due({name: entry.value for name, (_, entry) in sent.items()}, clock_rules(), day, AHEAD)
    of_things = custody.due({str(entry.id): entry.value for entry in moving}, day, AHEAD)
    found = [(one, link(request, "letter", mark=sent[one.item][0].mark)) for one in of_letters]
    found += [(one, link(request, "thing", item=one.item)) for one in of_things]
    return [
        Reminder(one.reasons, when(one), one.overdue, url) for one, url in sorted(found, key=lambda pair: pair[0].days)
    ]


def when(due: Due) -> Remark:
    """How late it is, or how long there is."""
    code = "custody.overdue" if due.overdue else "custody.days_left"
    return Remark(code, {"count": abs(due.days)})


def clocks(one: Owing) -> list[tuple[Entry[Asking], object, str]]:
    """Each time that the letter went out, with by when the holder has to answer and how it stands."""
    return [(entry, answer_by(entry.value, clock_rules()), outcome(entry.value).value) for entry in one.sent]


def _elsewhere(stand: Sequence[Status]) -> list[Status]:
    """What no letter asks for: the family's own and the team's."""
    return [one for one in stand if one.owed and not (_doors(one) & set(LETTER_DOORS))]


def _doors(status: Status) -> set[object]:
    return {item.door for item in status.items} or {status.door}


@case_page(Act.SEE)
def missing(request: CaseRequest) -> HttpResponse:
    """What is owed by whom; then what is here, and what the program can't tell."""
    made = snapshot(request.case, request.words.language)
    letters, moving = owing(request.case, request.words.language), things(request.case)
    whys = {one.thing: one for one in made.stand}
    context = {
        "ahead": ahead(request),
        "due": reminders(request, letters, moving),
        "letters": [(one, clocks(one), [(owed, whys.get(owed.thing)) for owed in one.letter.owed]) for one in letters],
        "how_long": gap_notes(made.stand),
        "to_send": sum(not one.sent for one in letters),
        "elsewhere": _elsewhere(made.stand),
        "unknown": [one for one in made.stand if one.standing is Standing.UNKNOWN],
        "here": [one for one in made.stand if one.standing is Standing.PRESENT],
        "things": [(entry, custody.whereabouts(entry.value)) for entry in moving],
        "proposed": len(custody.proposed([one.letter for one in letters], [entry.value for entry in moving])),
        "may_write": access.decide(request.case, Act.ADD_RECORDS).value,
        "places": addresses(request, made),
        "no_records": not made.filled.case.records,
    }
    return show(request, "family/missing.html", context)


urlpatterns = [case_path("missing/", missing, "missing")]
