"""How a family page is shown: the steps, the clock above everything, and a form that is sent or shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from consilium.actions.entries import ClashError
from consilium.web.door.drafts import typed
from consilium.web.family import clock
from consilium.web.forms import WordsForm
from consilium.web.request import CaseRequest

F = TypeVar("F", bound=WordsForm)

# The journey, in its order: the name of each page's address.
STEPS = ("case", "wait", "records", "missing", "questions", "talking", "where", "insurance", "people", "notebook")
# Pages that belong to a step and have an address beside it.
BESIDE: Mapping[str, tuple[str, ...]] = {"records": ("record", "pictures", "finding", "search", "summary", "slide")}


@dataclass(frozen=True)
class Step:
    """A page of the journey, as the menu shows it."""

    url: str
    code: str
    here: bool


def show(
    request: CaseRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of the case."""
    steps = [Step(link(request, step), f"web.step_{step}", _within(request, step)) for step in STEPS]
    given = {"steps": steps, "clock": clock.shown(request), **(context or {})}
    return render(request, template, given, status=status)


def _within(request: CaseRequest, step: str) -> bool:
    """Whether the page is the step's, or one below it; all are below the first."""
    home, there = link(request, STEPS[0]), link(request, step)
    if step == STEPS[0]:
        return request.path == there
    beside = BESIDE.get(step, ())
    return request.path.startswith((there, *(f"{home}{one}/" for one in beside)))


def link(request: CaseRequest, name: str, **more: Any) -> str:
    """The address of a page of this case."""
    return reverse(name, kwargs={"case_id": request.case.id, **more})


def form_for(request: CaseRequest, form: type[F], initial: Mapping[str, Any] | None = None, **more: Any) -> F:
    """The form with what was sent, or typed before the session ended, or as it stands."""
    return form(request.words, typed(request), initial=initial, **more)


@dataclass(frozen=True)
class Sent(Generic[F]):
    """How a form of a page is answered: `keep` keeps it and `to` is where one goes then; `template` shows it again.

    `begun` gives a kept value as the form's fields begin with it: after a clash the other's is shown by their labels.
    """

    form: F
    keep: Callable[[F], object]
    to: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    done: str = "web.kept"
    begun: Callable[[Any], Mapping[str, Any]] | None = None


def answer(request: CaseRequest, given: Sent[F]) -> HttpResponse:
    """Saved and on; or shown again with what is to be mended, or with the other's version beside it.

    After a clash the form carries the other's version number: sending it again is a decision made in sight of both.
    """
    form, context = given.form, {**given.context, "form": given.form}
    if request.method != "POST":
        return show(request, given.template, context)
    if not form.is_valid():
        return show(request, given.template, context, status=422)
    try:
        given.keep(form)
    except ClashError as clash:
        return show(request, given.template, {**context, **beside(request, form, clash, given.begun)}, status=409)
    messages.success(request, request.words.text(given.done))
    return HttpResponseRedirect(given.to)


def beside(
    request: CaseRequest, form: WordsForm, clash: ClashError, begun: Callable[[Any], Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """What a page needs to show both: what was typed, and what the other kept (`theirs` by the form's labels)."""
    again = request.POST.copy()
    again["seen"] = str(clash.theirs.version)
    theirs = form.told(begun(clash.theirs.value)) if begun else ()
    return {"form": type(form)(request.words, again), "clash": clash.theirs, "theirs": theirs}
