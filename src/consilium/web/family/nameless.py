"""Scans and slides without names as one file: written by a job, fetched within a day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import nameless as copies
from consilium.actions import queue
from consilium.actions.nameless import NAMELESS
from consilium.domain.circle import Act
from consilium.domain.errors import NotFoundError
from consilium.domain.jobs import ACTIVE, JobState
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.packet import kept, sent
from consilium.web.family.page import link, show
from consilium.web.request import CaseRequest

FILE = "images.zip"


@case_page(Act.SEND)
def nameless(request: CaseRequest) -> HttpResponse:
    """What is taken out, what is not, and the button that has the copies written."""
    if request.method == "POST":
        return HttpResponseRedirect(link(request, "job", job=copies.ask_for(request.case).id))
    return _page(request)


def _page(request: CaseRequest, status: int = 200, *, gone: bool = False) -> HttpResponse:
    known = queue.jobs(request.case, NAMELESS)
    context = {
        "gone": gone,
        "whose": bool(request.case.document.doubt),
        "writing": next((one for one in known if one.state in ACTIVE), None),
        "ready": [one for one in known if kept(one) and one.result.get("files")],
    }
    return show(request, "family/nameless.html", context, status)


@case_page(Act.SEND)
def fetch(request: CaseRequest, job: UUID) -> HttpResponse:
    """The file itself, unsealed piece by piece on its way out."""
    known = queue.job(request.case, job)
    if known.kind != NAMELESS:
        raise NotFoundError("errors.not_found")
    if known.state is not JobState.DONE:
        return HttpResponseRedirect(link(request, "job", job=job))
    try:
        return sent(copies.fetch(request.case, job), FILE)
    except NotFoundError:
        return _page(request, 410, gone=True)


urlpatterns = [
    case_path("packet/nameless/", nameless, "nameless"),
    case_path("packet/nameless/<uuid:job>/", fetch, "fetch_nameless"),
]
