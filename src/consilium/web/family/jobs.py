"""What takes longer than a page may: how it goes, what came of it, or why it stopped and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import access, downloads, nameless, queue, uploads
from consilium.actions.clinical import papers
from consilium.actions.clinical.papers import PAPER
from consilium.actions.downloads import PACKET
from consilium.actions.nameless import NAMELESS
from consilium.actions.queue import JobView
from consilium.actions.snapshot import snapshot
from consilium.actions.uploads.handing import PREPARE
from consilium.domain.errors import DeniedError
from consilium.domain.jobs import ACTIVE, JobState
from consilium.jobs.kinds import ACTS
from consilium.knowledge.catalog import LANGUAGES
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.passwords import locked_paths
from consilium.web.request import CaseRequest


@dataclass(frozen=True)
class Shown:
    """A job as its page shows it. `percent` is None while nothing can be said."""

    view: JobView
    active: bool
    percent: int | None
    may: bool

    @property
    def state(self) -> str:
        return "stopping" if self.active and self.view.stopping else self.view.state.value


@case_page("see")
def job(request: CaseRequest, job: UUID) -> HttpResponse:
    """How a job stands. A POST cancels it (`do=cancel`) or begins it anew (`do=again`)."""
    known = queue.job(request.case, job)
    if request.method == "POST":
        return HttpResponseRedirect(link(request, "job", job=_told(request, known).id))
    shown = shown_of(request, known)
    context: dict[str, object] = {"job": shown, "url": request.path}
    if known.kind == PREPARE and known.state is JobState.DONE:
        context["counts"] = snapshot(request.case, request.words.language).pages
        context["locked"] = len(locked_paths(request.case)) if shown.may else 0
    return show(request, "family/job.html", context)


def shown_of(request: CaseRequest, known: JobView) -> Shown:
    """A job, and whether the viewer may change it."""
    active = known.state in ACTIVE
    percent = min(100, 100 * known.done // known.total) if known.total else None
    return Shown(known, active, percent, _may(request, known))


def _may(request: CaseRequest, known: JobView) -> bool:
    act = ACTS.get(known.kind)
    return act is not None and bool(access.decide(request.case, act).value)


def _told(request: CaseRequest, known: JobView) -> JobView:
    """The job that there is then. Raises DeniedError."""
    if not _may(request, known):
        raise DeniedError("errors.denied")
    wanted = request.POST.get("do", "")
    if wanted == "cancel":
        return queue.cancel(request.case, known.id)
    if wanted == "again" and known.state not in ACTIVE:
        return _again(request, known)
    return known


def _again(request: CaseRequest, known: JobView) -> JobView:
    if known.kind == PACKET:
        return downloads.ask_for(request.case, request.words.language)
    if known.kind == NAMELESS:
        return nameless.ask_for(request.case)
    if known.kind == PAPER:
        given = str(known.result.get("language", ""))
        return papers.ask_for(request.case, given if given in LANGUAGES else request.words.language)
    if known.kind == PREPARE:
        # What was handed in before lies there still; with nothing left to do, the job that ended stays as it is.
        return uploads.hand_in(request.case).job or known
    return known


urlpatterns = [case_path("job/<uuid:job>/", job, "job")]
