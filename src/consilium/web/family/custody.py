"""Slides, blocks and discs on their way: who has them, sent when and how, tracking number, due back."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import access, entries
from consilium.actions.letters import THING, owing, things
from consilium.domain.circle import Act
from consilium.domain.completeness.status import Door
from consilium.domain.custody import Move, Step, Thing, ThingKind, moved, proposed, steps, whereabouts
from consilium.domain.errors import InputError
from consilium.web.family.calendars import ahead
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link
from consilium.web.family.today import today
from consilium.web.family.who import signature
from consilium.web.forms import LongText, PartialDateField, WordsChoice, WordsForm
from consilium.web.request import CaseRequest

_DOORS = {ThingKind.DISC: Door.RADIOLOGY, ThingKind.PAPERS: Door.RECORDS}


class ThingForm(WordsForm):
    """A thing to follow."""

    area = "thingform"
    kind = WordsChoice([one.value for one in ThingKind], initial=ThingKind.SLIDES.value)
    what = forms.CharField(max_length=300)
    holder = forms.CharField(max_length=200, required=False)
    number = forms.CharField(max_length=60, required=False)
    count = forms.IntegerField(required=False, min_value=1, max_value=10_000)
    goes_back = forms.BooleanField(required=False, initial=True)

    def value(self) -> Thing:
        """What is kept."""
        given = self.cleaned_data
        kind = ThingKind(given["kind"])
        door = _DOORS.get(kind, Door.PATHOLOGY)
        return Thing(kind, given["what"], given["holder"], door, given["number"], given["count"],
                     goes_back=given["goes_back"])  # fmt: skip


class MoveForm(WordsForm):
    """The next step of a thing."""

    area = "thingform"
    step = WordsChoice([one.value for one in Step])
    moved_on = PartialDateField()
    to = forms.CharField(max_length=200, required=False)
    how = forms.CharField(max_length=100, required=False)
    tracking = forms.CharField(max_length=100, required=False)
    expected = PartialDateField(required=False)
    back_by = PartialDateField(required=False)
    note = LongText(rows=2, required=False, max_length=2000)

    thing: Thing | None = None
    day: date | None = None
    by = ""

    def clean(self) -> dict[str, object]:
        """The table of steps decides what may come next."""
        given = super().clean() or {}
        if not self.errors:
            try:
                self.value()
            except InputError as error:
                at = "step" if error.code == "custody.no_such_step" else "moved_on"
                self.add_error(at, self.words.remark(error.remark))
        return given

    def value(self) -> Thing:
        """The thing after the step. Raises InputError."""
        if self.thing is None or self.day is None:
            raise InputError("custody.no_such_step", state="state_at_holder", step="step_ask")
        given = self.cleaned_data
        move = Move(Step(given["step"]), given["moved_on"], given["to"], given["how"], given["tracking"],
                    given["expected"], given["back_by"], self.by, given["note"])  # fmt: skip
        return moved(self.thing, move, self.day)


@case_page(Act.SEE, write=Act.ADD_RECORDS)
def listed(request: CaseRequest) -> HttpResponse:
    """All things with where they are; what the letters ask for and nobody follows yet; a form for another."""
    followed = things(request.case)
    offered = proposed([one.letter for one in owing(request.case, request.words.language)],
                       [entry.value for entry in followed])  # fmt: skip
    chosen = request.POST.get("follow")
    form = form_for(request, ThingForm)
    by_piece = {str(uuid5(request.case.id, one.piece)): one for one in offered}
    if chosen and chosen in by_piece:
        entries.keep(request.case, THING, by_piece[chosen], UUID(chosen))
        messages.success(request, request.words.text("web.kept"))
    if chosen:
        return HttpResponseRedirect(link(request, "things"))
    context = {
        "things": [(entry, whereabouts(entry.value)) for entry in followed],
        "offered": list(by_piece.items()),
        "may_write": access.decide(request.case, Act.ADD_RECORDS).value,
    }
    keep = Sent(form, lambda sent: entries.keep(request.case, THING, sent.value(), sent.item, sent.version),
                link(request, "things"), "family/things.html", context)  # fmt: skip
    return answer(request, keep)


@case_page(Act.SEE, write=Act.ADD_RECORDS)
def thing(request: CaseRequest, item: UUID) -> HttpResponse:
    """Where one thing is, how it got there, and its next step."""
    last = entries.latest(request.case, THING, Thing, item)
    form = form_for(request, MoveForm, {"entry": item, "seen": last.version})
    form.thing, form.day = last.value, today(request)
    form.by = signature(request)
    possible = [one.value for one in steps(last.value)]
    form.fields["step"].choices = [(one, request.words.text(f"custody.step_{one}")) for one in possible]  # type: ignore[attr-defined]
    context = {
        "entry": last,
        "ahead": ahead(request),
        "at": whereabouts(last.value),
        "moves": list(reversed(last.value.moves)),
        "may_write": bool(possible) and access.decide(request.case, Act.ADD_RECORDS).value,
    }
    keep = Sent(form, lambda sent: entries.keep(request.case, THING, sent.value(), item, sent.version),
                link(request, "thing", item=item), "family/thing.html", context)  # fmt: skip
    return answer(request, keep)


urlpatterns = [
    case_path("missing/things/", listed, "things"),
    case_path("missing/things/<uuid:item>/", thing, "thing"),
]
