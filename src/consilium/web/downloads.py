"""Files that a page gives to keep: always as an attachment, never shown inside a page of ours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
}


def attachment(data: bytes, name: str) -> HttpResponse:
    """The bytes under a name, of the type that its ending says (else of none that a browser would open)."""
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
