"""Page 1: what a second opinion is, is not, and does; and three questions that decide what comes first.

Open to everybody. The answers are about a child: they come by POST, and nothing of them is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt

from consilium.domain.start import Next, Ordered, Papers, StartAnswers, Step, Worse, steps
from consilium.knowledge.start import collected, start_parts
from consilium.web.request import PageRequest

E = TypeVar("E", bound=StrEnum)
QUESTIONS: tuple[tuple[str, type[StrEnum]], ...] = (("worse", Worse), ("next", Next), ("papers", Papers))
_OPEN = {Step.RED_FLAGS: "can_it_wait"}


@dataclass(frozen=True)
class Question:
    """One of the three, as the page asks it."""

    name: str
    choices: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Place:
    """One step at its place; `url` is "" where it needs a case."""

    ordered: Ordered
    url: str


@csrf_exempt  # nothing is kept, and nobody is to be kept from the answer by a cookie that is missing
def start(request: HttpRequest) -> HttpResponse:
    """The page, and once the questions are sent, what comes first."""
    asked = cast("PageRequest", request)
    answered = request.method == "POST"
    order = [Place(one, _url(one.step)) for one in steps(_answers(request))] if answered else []
    context = {
        "answered": answered,
        "urgent": [one for one in order if one.ordered.urgent],
        "ordinary": [one for one in order if not one.ordered.urgent],
        "questions": [_question(request, name, kind) for name, kind in QUESTIONS],
        "opinion": start_parts(),
        "collected": collected(),
        "way": _way(asked),
    }
    return render(request, "family/start.html", context)


def _answers(request: HttpRequest) -> StartAnswers:
    return StartAnswers(_one(request, "worse", Worse), _one(request, "next", Next), _one(request, "papers", Papers))


def _one(request: HttpRequest, name: str, kind: type[E]) -> E | None:
    """The answer; whatever is none of the choices was not answered."""
    try:
        return kind(request.POST.get(name, ""))
    except ValueError:
        return None


def _question(request: HttpRequest, name: str, kind: type[StrEnum]) -> Question:
    given = _one(request, name, kind)
    return Question(name, tuple((one.value, one is given) for one in kind))


def _url(step: Step) -> str:
    if step is Step.CAN_IT_WAIT:
        return f"{reverse('can_it_wait')}#ask"
    return reverse(_OPEN[step]) if step in _OPEN else ""


def _way(asked: PageRequest) -> tuple[str, str]:
    """The one way on: (address, what it is)."""
    if asked.viewer is None:
        return reverse("account_login"), "start.way_sign_in"
    return reverse("cases"), "start.way_cases"


urlpatterns = [path("", start, name="start")]
