"""What one takes along: summary, letters and papers as one file, written by a job and fetched within a day."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header

from consilium.actions import access, downloads, queue
from consilium.actions.downloads import PACKET
from consilium.actions.opened import now
from consilium.actions.queue import JobView
from consilium.domain.circle import Act
from consilium.domain.errors import NotFoundError
from consilium.domain.jobs import ACTIVE, JobState
from consilium.knowledge.catalog import LANGUAGES
from consilium.web.downloads import TYPES
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.forms import WordsChoice, WordsForm
from consilium.web.request import CaseRequest

FILE = "packet.zip"  # says nothing of whose it is: it stands in download lists and histories


class PacketForm(WordsForm):
    """In which language the summary and the letters are written."""

    area = "take"
    language = WordsChoice(LANGUAGES)


@case_page("see")
def packet(request: CaseRequest) -> HttpResponse:
    """What is in it, and the button that has it written."""
    form = PacketForm(request.words, request.POST if request.method == "POST" else None,
                      initial={"language": request.words.language})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        job = downloads.ask_for(request.case, form.cleaned_data["language"])
        return HttpResponseRedirect(link(request, "job", job=job.id))
    return _page(request, form, 422 if form.is_bound else 200)


def _page(request: CaseRequest, form: PacketForm, status: int, gone: bool = False) -> HttpResponse:
    known = queue.jobs(request.case, PACKET)
    context = {
        "form": form,
        "gone": gone,
        "may_send": access.decide(request.case, Act.SEND).value,
        "writing": next((one for one in known if one.state in ACTIVE), None),
        "ready": [one for one in known if kept(one)],
    }
    return show(request, "family/packet.html", context, status)


def kept(one: JobView) -> bool:
    """Whether it can still be fetched."""
    fresh = one.ended is not None and (now() - one.ended).total_seconds() < downloads.KEPT_SECONDS
    return one.state is JobState.DONE and fresh


@case_page("see")
def fetch(request: CaseRequest, job: UUID) -> HttpResponse:
    """The file itself, unsealed piece by piece on its way out."""
    known = queue.job(request.case, job)
    if known.kind != PACKET:
        raise NotFoundError("errors.not_found")
    if known.state is not JobState.DONE:
        return HttpResponseRedirect(link(request, "job", job=job))
    try:
        return sent(downloads.fetch(request.case, job), FILE)
    except NotFoundError:
        form = PacketForm(request.words, initial={"language": request.words.language})
        return _page(request, form, 410, gone=True)


def sent(found: downloads.Download, name: str) -> HttpResponse:
    """A zip, to be saved under a name."""
    answer = StreamingHttpResponse(found.pieces, content_type=TYPES["zip"])
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["Content-Length"] = str(found.size)
    answer.headers["Content-Encoding"] = "identity"  # packed already
    return cast("HttpResponse", answer)


urlpatterns = [
    case_path("packet/", packet, "packet"),
    case_path("packet/<uuid:job>/", fetch, "fetch_packet"),
]
