"""The danger signs: a list to mark, and where one is marked, nothing but whom to call.

Open to everybody, and nothing is kept. In a case it is kept, and stands above every page until somebody says that they
called. Whoever marks a sign is told whom to call, whatever else fails: a session that ended, a case that is no longer
open to them, a store that does not answer.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from consilium.actions import waiting
from consilium.actions.access import decide
from consilium.actions.faults import place_of
from consilium.domain.urgency import Level, Noticed, Sign, alarm
from consilium.knowledge.urgency import numbers_for, red_flags, said
from consilium.web.family.clock import raised_in, stands
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.today import today
from consilium.web.forms import WordsForm
from consilium.web.request import CaseRequest, PageRequest

MOST_SIGNS = 100
WRITE = "write_questions"
_SIGN = re.compile(r"[a-z0-9_.]{1,64}")


def groups() -> tuple[tuple[Level, tuple[tuple[Sign, ...], ...]], ...]:
    """The list as it is shown: by level, the most urgent first, and within it by situation."""
    known = red_flags()
    every = [(level, sign.situation, sign) for level in Level for sign in known.signs if sign.level is level]
    found = []
    for level in Level:
        names = dict.fromkeys(name for one, name, _ in every if one is level)
        found.append((level, tuple(_of(level, name, every) for name in names)))
    return tuple(found)


def _of(level: Level, name: str, every: Sequence[tuple[Level, str, Sign]]) -> tuple[Sign, ...]:
    return tuple(sign for one, situation, sign in every if one is level and situation == name)


def marked(request: HttpRequest) -> tuple[str, ...]:
    """The ids of the signs that were sent."""
    sent = dict.fromkeys(one for one in request.POST.getlist("signs") if _SIGN.fullmatch(one))
    return tuple(sent)[:MOST_SIGNS]


def alarm_context(request: PageRequest, noticed: Noticed) -> dict[str, Any]:
    """What the page of an alarm shows."""
    decided, words = alarm(noticed, red_flags()), request.words
    raised = decided.value
    assert raised is not None
    signs = "; ".join(sign.spoken[words.language] for sign in raised.signs)
    return {
        "alarm": raised,
        "numbers": numbers_for(""),
        "script": words.text("urgency.script", signs=signs),
        "reasons": [said(reason, words) for reason in decided.reasons],
    }


@csrf_exempt  # nothing is kept, and nobody is to be kept from the answer by a cookie that is missing
def can_it_wait(request: HttpRequest) -> HttpResponse:
    """The list for everybody, with or without a case."""
    asked = cast("PageRequest", request)
    if request.method != "POST":
        return render(request, "family/signs.html", {"groups": groups()})
    return _told(asked, marked(request))


def _told(asked: PageRequest, signs: tuple[str, ...], *, unkept: bool = False) -> HttpResponse:
    if not signs:
        return render(asked, "family/none_marked.html", {"message": red_flags().messages["ask_if_waiting_is_safe"]})
    return render(asked, "family/alarm.html", {**alarm_context(asked, Noticed(signs, asked=True)), "unkept": unkept})


@case_page("see", write=WRITE)
def _signs(request: CaseRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, "family/case_signs.html", {"groups": groups(), "form": WordsForm(request.words)})
    signs, form = marked(request), WordsForm(request.words, request.POST)
    form.is_valid()  # a form number that is none does not matter here
    waiting.keep_signs(request.case, signs, today(request), form.cleaned_data.get("entry"))
    if signs:
        return redirect(link(request, "alarm"))
    messages.success(request, request.words.text("wait.looked_done"))
    return redirect(f"{link(request, 'wait')}#ask")


def signs(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The list in a case; what was marked is kept."""
    sent = marked(request) if request.method == "POST" else ()
    asked = cast("PageRequest", request)
    if not sent:
        return _signs(request, case_id=case_id)
    if asked.viewer is None:
        return _told(asked, sent, unkept=True)
    try:
        return _signs(request, case_id=case_id)
    except Exception as error:  # noqa: BLE001 (whatever failed, whom to call is said)
        print(f"signs not kept ({place_of(error)})", file=sys.stderr, flush=True)
        return _told(asked, sent, unkept=True)


signs.acts = _signs.acts  # type: ignore[attr-defined]  # the access tests read them


@case_page("see")
def alarm_page(request: CaseRequest) -> HttpResponse:
    """Whom to call now, of all signs that are marked in the case."""
    raised = raised_in(request)
    if raised is None:
        return redirect(link(request, "wait"))
    line = stands(request).line
    known = {"in_case": True, "line": line.value if line else None, "writes": decide(request.case, WRITE).value}
    context = {**alarm_context(request, stands(request).noticed), **known}
    return show(request, "family/alarm.html", context)


@case_page("see", write=WRITE)
def called(request: CaseRequest) -> HttpResponse:
    """Somebody says that they called."""
    if request.method != "POST":  # back from signing in
        return redirect(link(request, "alarm"))
    if waiting.called(request.case):
        messages.success(request, request.words.text("wait.called_done"))
    return redirect(f"{link(request, 'wait')}#write")


urlpatterns = [
    path("can-it-wait/", can_it_wait, name="can_it_wait"),
    case_path("wait/signs/", signs, "signs"),
    case_path("wait/alarm/", alarm_page, "alarm"),
    case_path("wait/alarm/called/", called, "called"),
]
