"""Just for you: what the patient keeps to themself, and whom they let see it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import circle, own
from consilium.actions.circle import State
from consilium.actions.entries import ClashError
from consilium.domain.errors import ConsiliumError, NotFoundError
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import form_for, link, show
from consilium.web.forms import LongText, WordsChoice, WordsForm
from consilium.web.request import CaseRequest, installation


class ShownForm(WordsForm):
    """Whom one lets see it."""

    area = "own"
    shown_to = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *given: Any, people: tuple[tuple[str, str], ...] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        one: Any = self.fields["shown_to"]
        one.choices = people
        if not people:
            del self.fields["shown_to"]

    def chosen(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data.get("shown_to") or ())


class NoteForm(ShownForm):
    """Words for oneself."""

    text = LongText(max_length=4000)
    field_order = ("text", "shown_to")


class MarkForm(ShownForm):
    """How a thing is kept."""

    private = WordsChoice(("yes", "no"))
    field_order = ("private", "shown_to")


@case_page("see")
def mine(request: CaseRequest) -> HttpResponse:
    """The patient's own things, and a new note."""
    _only_the_patient(request)
    form = form_for(request, NoteForm, people=_others(request))
    names = dict(_others(request))
    context = {"form": form, "things": own.own_things(request.case), "names": names}
    if request.method != "POST":
        return show(request, "family/people_own.html", context)
    if form.is_valid():
        try:
            own.write_note(request.case, form.cleaned_data["text"], form.item or uuid4(), form.chosen())
        except ConsiliumError as error:
            form.add_error(None, request.words.remark(error.remark))
        else:
            messages.success(request, request.words.text("own.kept"))
            return HttpResponseRedirect(link(request, "people_own"))
    return show(request, "family/people_own.html", context, status=422)


@case_page("see")
def thing(request: CaseRequest, item: UUID) -> HttpResponse:
    """Keep one thing private or open it, and choose who sees it."""
    _only_the_patient(request)
    found = next((one for one in own.own_things(request.case) if one.id == item), None)
    if found is None:
        raise NotFoundError("errors.no_entry")
    initial = {"private": "yes" if found.mark.confidential else "no", "shown_to": found.mark.shown_to,
               "seen": found.mark_version, "entry": item}  # fmt: skip
    form = form_for(request, MarkForm, initial, people=_others(request))
    if request.method == "POST" and form.is_valid():
        private = form.cleaned_data["private"] == "yes"
        try:
            own.mark(request.case, item, private, form.chosen() if private else (), form.version)
        except ClashError as error:
            form.add_error(None, request.words.remark(error.remark))
        else:
            messages.success(request, request.words.text("web.kept"))
            return HttpResponseRedirect(link(request, "people_own"))
    status = 422 if request.method == "POST" else 200
    return show(request, "family/people_own_thing.html", {"form": form, "thing": found}, status=status)


@case_page("see")
def strike(request: CaseRequest, item: UUID) -> HttpResponse:
    """Take one's own note off."""
    _only_the_patient(request)
    found = next((one for one in own.own_things(request.case) if one.id == item and one.kind == own.NOTE), None)
    if found is None or request.method != "POST":
        raise NotFoundError("errors.no_entry")
    own.strike_note(request.case, item, found.entry.version)
    messages.success(request, request.words.text("own.struck"))
    return HttpResponseRedirect(link(request, "people_own"))


def _only_the_patient(request: CaseRequest) -> None:
    """For everybody else there is no such page."""
    if not own.is_patient(request.case):
        raise NotFoundError("errors.not_found")


def _others(request: CaseRequest) -> tuple[tuple[str, str], ...]:
    """Who is in the case beside the patient."""
    found = circle.members(installation(), request.case)
    keeper = request.words.text("people.keeper")
    here = [one.person for one in found if one.state is State.IN and one.person.id != request.viewer.id]
    return tuple((one.id, one.name or keeper) for one in here)


urlpatterns = [
    case_path("people/own/", mine, "people_own"),
    case_path("people/own/<uuid:item>/", thing, "people_own_thing"),
    case_path("people/own/<uuid:item>/strike/", strike, "people_own_strike"),
]
