"""The language of all pages, as the person chose it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from consilium.knowledge.catalog import LANGUAGES
from consilium.web.middleware import LANGUAGE_COOKIE

YEAR = 365 * 24 * 3600


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of all pages, and go back to where one was."""
    return remembered(request, HttpResponseRedirect(here(request, "/")), request.POST.get("language", ""))


def remembered(request: HttpRequest, answer: HttpResponse, chosen: str) -> HttpResponse:
    """The answer, after which this browser gets the language that was chosen."""
    if chosen in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return answer


def here(request: HttpRequest, otherwise: str) -> str:
    """The address in `next`, if it is one of ours: nobody is sent on to another site."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return to if ours else otherwise
