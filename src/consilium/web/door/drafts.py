"""A form that comes in after its session ended: its fields are sealed for a day and stand in the form again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from consilium.actions import drafts
from consilium.domain.errors import NotFoundError
from consilium.web.request import PageRequest, installation

COOKIE, SALT = "draft", "consilium draft"
_NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


def kept_for_later(request: PageRequest) -> HttpResponse:
    """To the sign-in page and back here; a form's fields are kept sealed until then."""
    answer = redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    return with_typed(request, answer)


def with_typed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """An answer that leads away from a form which was sent: its fields are kept until its page is shown again."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method != "POST" or not length.isdecimal() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return answer  # nothing was typed, or it is files
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in _NOT_KEPT}
    number = drafts.keep(installation(), drafts.Draft(request.path, fields))
    answer.set_cookie(COOKIE, signing.dumps(number.hex, salt=SALT), max_age=drafts.HOURS * 3600, httponly=True,
                      samesite="Lax", secure=request.is_secure())  # fmt: skip
    return answer


def shown_again(request: HttpRequest) -> HttpResponse | None:
    """The page of a form whose token is of before one signed in anew, with what was typed in it, to be sent again.

    Only where the browser says that the form is of our own pages (Fetch Metadata; else Origin): nobody else's page can
    put words into a form here. None for any other.
    """
    from_here = request.headers.get("Sec-Fetch-Site", "") == "same-origin" or request.headers.get("Origin", "") == (
        f"{request.scheme}://{request.get_host()}"
    )
    behind = request.path.startswith(("/case/", "/cases/", "/account/"))
    if not from_here or not behind or getattr(request, "viewer", None) is None:
        return None
    return with_typed(request, redirect(request.get_full_path()))


def taken_up(request: PageRequest) -> None:
    """Put what was typed before the session ended into `request.typed`, for the page where it was typed."""
    request.typed = None
    cookie = request.COOKIES.get(COOKIE)
    if not cookie or request.method != "GET":
        return
    try:
        number = UUID(signing.loads(cookie, salt=SALT, max_age=drafts.HOURS * 3600))
        found = drafts.take(installation(), number, request.path)
    except (signing.BadSignature, ValueError, NotFoundError):
        return
    data = QueryDict(mutable=True)
    for name, values in found.fields.items():
        data.setlist(name, list(values))
    request.typed = data


def typed(request: PageRequest) -> QueryDict | None:
    """The form's data: what is sent now, or what was typed before the session ended."""
    return request.POST if request.method == "POST" else getattr(request, "typed", None)
