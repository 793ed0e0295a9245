"""Pages for what went wrong: what happened and what to do next, in the reader's language."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from consilium.domain.errors import BusyError, ConflictError, ConsiliumError, InputError, StoreError
from consilium.knowledge.catalog import catalog
from consilium.web.door.drafts import shown_again

STATUS: dict[type[ConsiliumError], int] = {InputError: 400, ConflictError: 409, BusyError: 503, StoreError: 503}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django names it)
    """There is no such page, or not for this person: the same words."""
    return _page(request, "not_found", 404)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django names it)
    """The person sees the case but may not do this."""
    return _page(request, "denied", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django names it)
    return _page(request, "bad_request", 400)


def failed(request: HttpRequest) -> HttpResponse:
    return _page(request, "failed", 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django names it)
    """The form is too old: its page with what was typed, to be sent again. Or it came from elsewhere: a refusal."""
    again = shown_again(request)
    if again is not None:
        words = getattr(request, "words", None) or catalog("en")
        messages.warning(request, words.text("errorpages.form_again"))
        return again
    return _page(request, "form_too_old", 403)


def told(request: HttpRequest, error: ConsiliumError) -> HttpResponse:
    """An error of the program, in its own sentence."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    words = getattr(request, "words", None) or catalog("en")
    return _page(request, "told", status, words.remark(error.remark))


def _page(request: HttpRequest, name: str, status: int, said: str = "") -> HttpResponse:
    words = getattr(request, "words", None) or catalog("en")
    context = {
        "title": words.text(f"errorpages.{name}_title"),
        "said": said or words.text(f"errorpages.{name}_said"),
        "next": words.text(f"errorpages.{name}_next"),
    }
    return HttpResponse(render_to_string("error.html", context, request), status=status)
