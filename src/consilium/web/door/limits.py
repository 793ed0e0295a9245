"""How often one address may try something at the door, so that codes and passwords can't be guessed."""

from __future__ import annotations

import functools
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from consilium.knowledge.catalog import catalog

View = Callable[[HttpRequest], HttpResponse]


def limited(name: str, tries: int, seconds: int) -> Callable[[View], View]:
    """At most `tries` POSTs of an address in that many seconds; then a page that says to wait."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def page(request: HttpRequest) -> HttpResponse:
            if request.method == "POST" and _over(f"{name}:{_address(request)}", tries, seconds):
                return too_often(request)
            return view(request)

        return page

    return decorate


def too_often(request: HttpRequest) -> HttpResponse:
    """Says to wait. (The sign-in library finds it as `handler429`.)"""
    words = getattr(request, "words", None) or catalog("en")
    said = {part: words.text(f"errorpages.too_often_{part}") for part in ("title", "said", "next")}
    return HttpResponse(render_to_string("error.html", said, request), status=429)


def _address(request: HttpRequest) -> str:
    """Who tries: behind a proxy the address that it saw, not the proxy's own (`ALLAUTH_TRUSTED_PROXY_COUNT`)."""
    return str(get_adapter().get_client_ip(request))


def _over(key: str, tries: int, seconds: int) -> bool:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > tries
    except ValueError:  # it ended between the two lines
        return False
