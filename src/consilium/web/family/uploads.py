"""Records come in: chosen files, a folder, a disc, the camera. With scripts piece by piece, without them as one form.

What has arrived waits sealed until it is handed in; a page that was closed shows it again, to be gone on with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from consilium.actions import queue, uploads
from consilium.actions.uploads import Handed, Upload
from consilium.actions.uploads.handing import PREPARE
from consilium.domain import tus
from consilium.domain.circle import Act
from consilium.domain.errors import NotFoundError, UploadRefusedError
from consilium.domain.records import Remark
from consilium.domain.uploads import UploadState
from consilium.knowledge.catalog import Catalog
from consilium.web import errors
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.passwords import locked_paths
from consilium.web.family.uploads_form import FormFiles, remove
from consilium.web.request import CaseRequest

FOR_SCRIPTS = ("adding.js_", "sizes.")


@dataclass(frozen=True)
class Drop:
    """What was sent together and is not handed in: files and bytes that arrived, and that there are in all."""

    batch: UUID
    begun: datetime
    files: int
    of_files: int
    bytes: int
    of_bytes: int

    @property
    def whole(self) -> bool:
        return self.files >= self.of_files


@csrf_exempt  # checked below, after the way of the files is laid: the check reads the form
@case_page(Act.ADD_RECORDS)
def add(request: CaseRequest) -> HttpResponse:
    """The page where records are added; a form without scripts sends them here."""
    if request.method != "POST":
        return _page(request)
    files = FormFiles(request)
    files.attach(request)
    try:
        checked = csrf_protect(_read)(request)
    except (MultiPartParserError, SuspiciousOperation):  # no form that we can read, or with more in it than we take
        files.give_up_all()
        return errors.bad_request(request)
    except BaseException:
        files.give_up_all()
        raise
    if checked.status_code != 200:
        files.give_up_all()
        return checked
    return _came(request, files)


def _read(request: HttpRequest) -> HttpResponse:
    """Read the form, where the check has not done so already."""
    request.POST  # noqa: B018 (reading it is what sends the files on their way)
    return HttpResponse()


def _came(request: CaseRequest, files: FormFiles) -> HttpResponse:
    if files.refused or not files.came:
        problems = files.refused or [("", Remark("adding.nothing_chosen"))]
        return _page(request, problems, status=tus.STATUS.get(problems[0][1].code, 422))
    return _on(request, uploads.hand_in(request.case, files.batch))


def _page(request: CaseRequest, problems: Iterable[tuple[str, Remark]] = (), status: int = 200) -> HttpResponse:
    context = {
        "drops": drops(uploads.waiting(request.case)),
        "problems": list(problems),
        "reading": next(iter(queue.jobs(request.case, PREPARE, active=True)), None),
        "locked": len(locked_paths(request.case)),
        "script_words": json.dumps(script_words(request.words)),
    }
    return show(request, "family/add_records.html", context, status)


def drops(waiting: Iterable[Upload]) -> list[Drop]:
    """What waits, by drop, the newest first."""
    found: dict[UUID, list[Upload]] = {}
    for one in waiting:
        if one.state is not UploadState.HANDED:
            found.setdefault(one.batch, []).append(one)
    return sorted((_drop(batch, files) for batch, files in found.items()), key=lambda drop: drop.begun, reverse=True)


def _drop(batch: UUID, files: list[Upload]) -> Drop:
    whole = [one for one in files if one.state is UploadState.COMPLETE]
    announced = [_said(one) for one in files]
    of_files = max([len(files), *(count for count, _ in announced)])
    of_bytes = max([sum(one.length for one in files), *(count for _, count in announced)])
    return Drop(batch, min(one.made for one in files), len(whole), of_files, sum(one.offset for one in files), of_bytes)


def _said(one: Upload) -> tuple[int, int]:
    """How many files and bytes the page said that the drop has, 0 where it said nothing."""
    said = _metadata(one)
    return tuple(int(said[name]) if said.get(name, "").isdecimal() else 0 for name in ("files", "bytes"))  # type: ignore[return-value]


def _metadata(one: Upload) -> dict[str, str]:
    try:
        return tus.metadata(one.metadata)
    except UploadRefusedError:
        return {}


def script_words(words: Catalog) -> dict[str, str]:
    """The sentences that the script says, their places for numbers still open."""
    return {code.removeprefix("adding.js_"): text for code, text in words.texts.items() if code.startswith(FOR_SCRIPTS)}


@case_page(Act.ADD_RECORDS)
def waiting(request: CaseRequest) -> HttpResponse:
    """For the script: what has arrived of what, to go on with; and a token that is good now."""
    files = [
        {
            "url": link(request, "upload", upload=one.id),
            "batch": str(one.batch),
            "path": one.path,
            "length": one.length,
            "offset": one.offset,
            "whole": one.state is not UploadState.RECEIVING,
            "modified": _metadata(one).get("modified", ""),
        }
        for one in uploads.waiting(request.case)
    ]
    return JsonResponse({"token": get_token(request), "files": files})


@case_page(Act.ADD_RECORDS)
def hand_in(request: CaseRequest) -> HttpResponse:
    """What arrived goes to the records: of the drops that are named, else all. A job reads it."""
    if request.method != "POST":
        return HttpResponseRedirect(link(request, "add_records"))
    batches = _batches(request)
    handed = [uploads.hand_in(request.case, batch) for batch in (batches or (None,))]
    all_of_it = Handed(
        sum(one.files for one in handed),
        sum(one.bytes for one in handed),
        sum(one.missing for one in handed),
        next((one.job for one in handed if one.job), None),
    )
    if request.headers.get("Accept") == "application/json":
        url = link(request, "job", job=all_of_it.job.id) if all_of_it.job else ""
        return JsonResponse({"job": url, "files": all_of_it.files, "missing": all_of_it.missing})
    return _on(request, all_of_it)


def _on(request: CaseRequest, handed: Handed) -> HttpResponse:
    if handed.job is None:
        messages.info(request, request.words.text("adding.nothing_arrived"))
        return HttpResponseRedirect(link(request, "add_records"))
    return HttpResponseRedirect(link(request, "job", job=handed.job.id))


@case_page(Act.ADD_RECORDS)
def give_up(request: CaseRequest) -> HttpResponse:
    """What was sent and is not among the records is removed: of the drops that are named."""
    if request.method == "POST":
        count = sum(remove(request.case, batch) for batch in _batches(request))
        messages.info(request, request.words.text("adding.removed", count=count))
    return HttpResponseRedirect(link(request, "add_records"))


def _batches(request: CaseRequest) -> list[UUID]:
    """The drops that a form names. Raises NotFoundError."""
    try:
        return [UUID(one) for one in request.POST.getlist("batch")]
    except ValueError:
        raise NotFoundError("uploads.unknown") from None


urlpatterns = [
    case_path("records/add/", add, "add_records"),
    case_path("records/add/waiting/", waiting, "uploads_waiting"),
    case_path("records/add/hand-in/", hand_in, "hand_in"),
    case_path("records/add/remove/", give_up, "give_up_uploads"),
]
