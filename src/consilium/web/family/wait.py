"""Page 2: the question for the team, its answers as the family wrote them down, and what they leave of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from consilium.actions import entries
from consilium.actions.access import decide
from consilium.actions.entries import ClashError, Entry
from consilium.actions.opened import now
from consilium.actions.waiting import ALARM, ANSWER
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.urgency import Noticed, Sign
from consilium.domain.waiting import How, Said, TeamAnswer, TeamRole, checked
from consilium.knowledge.catalog import Catalog
from consilium.knowledge.urgency import red_flags
from consilium.knowledge.waiting import days, headline, who_said
from consilium.web.family.clock import clock_of, raised_in, stands
from consilium.web.family.delay import further_opinions, stated_by
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link, show
from consilium.web.family.today import here, today
from consilium.web.forms import LongText, PartialDateField, WordsChoice, WordsForm
from consilium.web.request import CaseRequest

WRITE = "write_questions"
LATEST = 3  # answers on the page itself; all of them are one link away
_FIELDS = {"said_in_future": "on", "date_without_wait": "until", "until_in_past": "until",
           "until_before_said": "until", "until_too_far": "until", "too_long": "quote"}  # fmt: skip
_UNKNOWN = {"role": TeamRole.UNKNOWN.value, "how": How.UNKNOWN.value}


class AnswerForm(WordsForm):
    """What the team said, who said it, when, and until when. `today` is the reader's day; `as_kept` an answer that is
    being mended: its dates were looked at when it was written."""

    area: ClassVar[str] = "waiting"
    said = WordsChoice([one.value for one in Said])
    until = PartialDateField(required=False)
    who = forms.CharField(max_length=200, required=False)
    role = WordsChoice([one.value for one in TeamRole], required=False, widget=forms.Select)
    how = WordsChoice([one.value for one in How], required=False, widget=forms.Select)
    on = PartialDateField()
    quote = LongText(rows=3, required=False, max_length=2_000)

    def __init__(
        self,
        words: Catalog,
        data: Any = None,
        *,
        today: date | None = None,
        as_kept: TeamAnswer | None = None,
        **more: Any,
    ) -> None:
        super().__init__(words, data, **more)
        self.today, self.as_kept = today or now().date(), as_kept

    def clean(self) -> dict[str, Any]:
        """The fields as a `TeamAnswer` under `answer`."""
        given = self.cleaned_data
        if self.errors:
            return given
        made = _made(given)
        try:
            given["answer"] = made if self._dates_as_kept(made) else checked(made, self.today)
        except InputError as error:
            code = error.remark.code.partition(".")[2]
            self.add_error(_FIELDS.get(code), self.words.remark(error.remark))
        return given

    def _dates_as_kept(self, made: TeamAnswer) -> bool:
        kept = self.as_kept
        return kept is not None and (made.said, made.on, made.until) == (kept.said, kept.on, kept.until)


def _made(given: dict[str, Any]) -> TeamAnswer:
    return TeamAnswer(
        said=Said(given["said"]),
        on=given["on"],
        who=given["who"],
        role=TeamRole(given["role"] or TeamRole.UNKNOWN),
        how=How(given["how"] or How.UNKNOWN),
        until=given["until"],
        words=given["quote"],
    )


@dataclass(frozen=True)
class Shown:
    """One answer as the page shows it; `url` leads to where it is mended."""

    entry: Entry[TeamAnswer]
    said: str
    who: str
    made: datetime
    url: str = ""


@case_page("see", write=WRITE)
def wait(request: CaseRequest) -> HttpResponse:
    """Where it stands, the question, the form for its answer, the answers so far. Danger signs come first: as long as
    nobody has gone through the list, that is the page."""
    standing = stands(request)
    writes = bool(decide(request.case, WRITE).value)
    if request.method != "POST" and writes and not standing.noticed.asked:
        return redirect(link(request, "signs"))
    form = form_for(request, AnswerForm, {**_UNKNOWN, "on": _day(today(request))}, today=today(request))
    context = {**_context(request), "writes": writes}
    keep, to = partial(_keep, request), link(request, "wait")
    return answer(request, Sent(form, keep, to, "family/wait.html", context, "wait.answer_done"))


def _context(request: CaseRequest) -> dict[str, Any]:
    clock, words, standing = clock_of(request), request.words, stands(request)
    return {
        "stand": clock,
        "headline": headline(clock, words),
        "reasons": [words.remark(reason) for reason in clock.reasons],
        "side_by_side": [_said(one, words) for one in clock.side_by_side],
        "shorter": [_said(one, words) for one in clock.shorter],
        "answers": _listed(request, standing.answers)[:LATEST],
        "looked": standing.looked,
        "looked_at": here(request, standing.looked.made) if standing.looked else None,
        "raised": raised_in(request),
        "line": standing.line.value if standing.line else None,
        "opinions": further_opinions(request),
        "messages_known": red_flags().messages,
        "stated": [(one.name, days(one.span, words), one.sources) for one in stated_by()],
        "linked": True,
    }


def _said(one: TeamAnswer, words: Catalog) -> dict[str, Any]:
    return {"answer": one, "said": words.text(f"waiting.said_{one.said.value}"), "who": who_said(one, words)}


def _listed(request: CaseRequest, every: Iterable[Entry[TeamAnswer]]) -> list[Shown]:
    """The latest first."""
    words = request.words
    made = [
        Shown(one, words.text(f"waiting.said_{one.value.said.value}"), who_said(one.value, words),
              here(request, one.made), link(request, "team_answer", item=one.id))
        for one in every
    ]  # fmt: skip
    return made[::-1]


def _keep(request: CaseRequest, form: AnswerForm) -> object:
    return entries.keep_typed(request.case, ANSWER, form.cleaned_data["answer"], form.item, form.version)


def _day(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


@case_page("see", write=WRITE)
def team_answer(request: CaseRequest, item: UUID) -> HttpResponse:
    """One answer: what is written down, to mend it or to strike it out, and how it was written before."""
    history = entries.versions(request.case, ANSWER, TeamAnswer, item)
    kept = history[-1]
    initial = {"entry": item, "seen": kept.version, **_initial(kept.value)}
    form = form_for(request, AnswerForm, initial, today=today(request), as_kept=kept.value)
    context = {
        "kept": kept,
        "history": _listed(request, history),
        "writes": bool(decide(request.case, WRITE).value) and not kept.struck,
    }
    keep, to = partial(_mend, request, item), f"{link(request, 'wait')}#answers"
    given = Sent(form, keep, to, "family/team_answer.html", context)
    return answer(request, given)


def _initial(kept: TeamAnswer) -> dict[str, Any]:
    plain = {"said": kept.said.value, "role": kept.role.value, "how": kept.how.value}
    return {**plain, "who": kept.who, "on": kept.on, "until": kept.until, "quote": kept.words}


def _mend(request: CaseRequest, item: UUID, form: AnswerForm) -> object:
    return entries.keep(request.case, ANSWER, form.cleaned_data["answer"], item, max(1, form.version))


@case_page("see", write=WRITE)
def strike(request: CaseRequest, item: UUID) -> HttpResponse:
    """An answer that does not count any more. Its words stay in the history."""
    form = WordsForm(request.words, request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(link(request, "team_answer", item=item))
    try:
        entries.strike(request.case, ANSWER, TeamAnswer, item, max(1, form.version))
    except ClashError:
        messages.warning(request, request.words.text("wait.changed_meanwhile"))
        return redirect(link(request, "team_answer", item=item))
    messages.success(request, request.words.text("wait.struck_done"))
    return redirect(f"{link(request, 'wait')}#answers")


@case_page("see")
def history(request: CaseRequest) -> HttpResponse:
    """Every answer that was ever written down, those that were struck out too."""
    every = entries.all_of(request.case, ANSWER, TeamAnswer, struck=True)
    context = {"answers": _listed(request, every), "alarms": _alarms(request)}
    return show(request, "family/wait_history.html", context)


@dataclass(frozen=True)
class Marked:
    """Danger signs that somebody marked, and when somebody said that they called."""

    signs: tuple[Sign, ...]
    made: datetime
    called: datetime | None


def _alarms(request: CaseRequest) -> list[Marked]:
    known, made = {sign.id: sign for sign in red_flags().signs}, []
    for one in entries.all_of(request.case, ALARM, Noticed, struck=True):
        signs = tuple(known[sign] for sign in (*one.value.there, *one.value.unsure) if sign in known)
        first = entries.versions(request.case, ALARM, Noticed, one.id)[0]
        made.append(Marked(signs, here(request, first.made), here(request, one.made) if one.struck else None))
    return made[::-1]


urlpatterns = [
    case_path("wait/", wait, "wait"),
    case_path("wait/answers/", history, "wait_history"),
    case_path("wait/answers/<uuid:item>/", team_answer, "team_answer"),
    case_path("wait/answers/<uuid:item>/strike/", strike, "strike_answer"),
]
