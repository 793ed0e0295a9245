"""The addresses that files are sent to, by tus 1.0.0: what `domain.tus` reads is done by `actions.uploads`.

Bytes are read from the line piece by piece and never as a form. A refusal is answered in the reader's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from consilium.actions import uploads
from consilium.domain import tus
from consilium.domain.circle import Act
from consilium.domain.errors import ConsiliumError, UploadRefusedError
from consilium.domain.tus import Append, Reply
from consilium.domain.uploads import Limits, UploadState
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link
from consilium.web.middleware import drain
from consilium.web.request import CaseRequest

PIECE = 1 << 18


def limits() -> Limits:
    """What this installation takes."""
    return settings.ENVIRONMENT.uploads


def _answered(view: Callable[..., Reply]) -> Callable[..., HttpResponse]:
    """A reply of the protocol as an answer; what is refused, in words."""

    def answered(request: CaseRequest, **more: UUID) -> HttpResponse:
        wanted = tus.method(request.method or "", request.headers)
        try:
            if wanted != "OPTIONS":
                tus.check_version(request.headers)
            reply = view(request, wanted, **more)
        except ConsiliumError as error:
            drain(request)
            reply = tus.refusal(error)
        said = request.words.remark(reply.error.remark) if reply.error else ""
        answer = HttpResponse(said, status=reply.status, content_type="text/plain; charset=utf-8")
        for name, value in reply.headers.items():
            answer.headers[name] = value
        return answer

    return answered


@case_page(Act.ADD_RECORDS)
@_answered
def files(request: CaseRequest, wanted: str) -> Reply:
    """Where uploads are begun; the first bytes may come along."""
    if wanted == "OPTIONS":
        return tus.options()
    if wanted != "POST":
        raise UploadRefusedError("uploads.header", name=wanted)
    asked = tus.creation(request.headers)
    made = uploads.create(request.case, asked.length, asked.metadata, raw=asked.raw_metadata, limits=limits())
    if asked.first and asked.length:
        made = _add(request, made.id, asked.first)
    expires = None if made.state is UploadState.COMPLETE else made.expires
    return tus.created(link(request, "upload", upload=made.id), expires, made.offset if asked.first else None)


@case_page(Act.ADD_RECORDS)
@_answered
def one_file(request: CaseRequest, wanted: str, upload: UUID) -> Reply:
    """One upload: how it stands, more bytes for it, or its end."""
    if wanted == "OPTIONS":
        return tus.options()
    if wanted == "DELETE":
        uploads.terminate(request.case, upload)
        return tus.terminated()
    if wanted == "PATCH":
        now = _add(request, upload, tus.append(request.headers))
        return tus.appended(now.offset, None if now.state is UploadState.COMPLETE else now.expires)
    if wanted != "HEAD":
        raise UploadRefusedError("uploads.header", name=wanted)
    known = uploads.one(request.case, upload)
    return tus.state(known.offset, known.length, known.metadata, known.expires)


def _add(request: CaseRequest, upload: UUID, more: Append) -> uploads.Upload:
    return uploads.append(request.case, upload, more.offset, _pieces(request), more.checksum, limits=limits())


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    return iter(lambda: request.read(PIECE), b"")


urlpatterns = [
    case_path("records/add/files/", files, "uploads"),
    case_path("records/add/files/<uuid:upload>/", one_file, "upload"),
]
