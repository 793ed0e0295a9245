"""Where a case stands: the one thing to do first, and every step with what there is of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse

from consilium.actions import entries
from consilium.actions.letters import ASKING, THING, owing, things
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.completeness.status import pieces_owed
from consilium.domain.nextstep import CaseStand, First, first
from consilium.domain.records import Remark
from consilium.domain.waiting import ClockState
from consilium.knowledge.waiting import headline
from consilium.web.family import insurance, notebook
from consilium.web.family.calendars import ahead
from consilium.web.family.clock import clock_of, raised_in, stands
from consilium.web.family.missing import reminders
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.where import shortlist_of
from consilium.web.request import CaseRequest

# What persons write, by the step that it belongs to (kinds of `actions.entries`).
WRITTEN: dict[str, tuple[str, ...]] = {
    "letters": (ASKING,),
    "insurance": (insurance.KIND,),
    "notebook": (notebook.KIND,),
}
_PAGES = {First.ALARM: "alarm", First.SIGNS: "signs", First.WAIT: "wait"}


@dataclass(frozen=True)
class Card:
    """One step: `said` is what there is of it, `begun` whether there is anything, `first` whether it comes first."""

    url: str
    code: str
    said: str
    begun: bool
    first: bool


@case_page("see")
def overview(request: CaseRequest) -> HttpResponse:
    """Where the case stands, step by step."""
    snap, kinds = snapshot(request.case, request.words.language), entries.counts(request.case)
    stand = stand_of(request, snap, kinds)
    decided = first(stand)
    step = decided.value or First.RECORDS
    name, raised = _PAGES.get(step, step.value), raised_in(request)
    context = {
        "ahead": ahead(request) or clock_of(request).state is ClockState.UNTIL,
        "records": stand.records,
        "first": step,
        "alarm_level": raised.level if raised and step is First.ALARM else "",
        "first_url": link(request, name),
        "first_reason": decided.reasons[0],
        "cards": list(_cards(request, stand, kinds, name)),
    }
    return show(request, "family/case.html", context)


def stand_of(request: CaseRequest, snap: Snapshot, kinds: Counter[str]) -> CaseStand:
    """The case's counts as a value."""
    standing, raised, clock = stands(request), raised_in(request), clock_of(request)
    records = len(snap.pages.records) + len(snap.pages.studies)
    late, unsent = _answers(request, kinds)
    return CaseStand(
        alarm=raised is not None and raised.is_emergency,
        looked=standing.noticed.asked,
        clock=clock.state,
        records=records,
        owed=pieces_owed(snap.stand) if records else None,
        letters=_count(kinds, "letters"),
        late=late,
        unsent=unsent,
        questions=len(request.case.document.asked.questions),
        programs=len(shortlist_of(request.case)[0].picks),
        decisions=_count(kinds, "notebook"),
    )


def _answers(request: CaseRequest, kinds: Counter[str]) -> tuple[int, int]:
    """How many answers and things are late, and how many letters wait to be sent, once something was sent."""
    if not kinds[ASKING] and not kinds[THING]:
        return 0, 0
    letters, moving = owing(request.case, request.words.language), things(request.case)
    late = sum(one.overdue for one in reminders(request, letters, moving))
    return late, sum(not one.sent for one in letters) if kinds[ASKING] else 0


def _count(kinds: Counter[str], step: str) -> int:
    return sum(kinds[kind] for kind in WRITTEN[step])


def _cards(request: CaseRequest, stand: CaseStand, kinds: Counter[str], named: str) -> Iterator[Card]:
    words = request.words
    unknown = (words.text("casehome.missing_unknown"), 0)
    lines: dict[str, tuple[str, int]] = {
        "wait": (headline(clock_of(request), words), len(stands(request).answers)),
        "records": _line(request, "records", stand.records),
        "missing": unknown if stand.owed is None else _line(request, "missing", stand.owed),
        "questions": _line(request, "questions", stand.questions),
        "talking": (words.text("casehome.talking"), 0),
        "where": _line(request, "where", stand.programs),
        "insurance": _line(request, "insurance", _count(kinds, "insurance")),
        "people": (words.text("casehome.people"), 0),
        "notebook": _line(request, "notebook", stand.decisions),
    }  # fmt: skip
    for name, (said, count) in lines.items():
        here = name == named or (name == "wait" and named in ("alarm", "signs"))
        yield Card(link(request, name), f"web.step_{name}", said, count > 0, here)


def _line(request: CaseRequest, step: str, count: int) -> tuple[str, int]:
    code = f"casehome.{step}" if count else f"casehome.{step}_none"
    return request.words.remark(Remark(code, {"count": count})), count


urlpatterns = [case_path("", overview, "case")]
