"""What every request passes: safe headers, the language, who it is, and errors as clear pages."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils import translation

from consilium.actions.faults import place_of
from consilium.domain.errors import ConsiliumError, DeniedError, NotFoundError
from consilium.domain.viewer import Viewer
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.web import errors

Answer = Callable[[HttpRequest], HttpResponse]

# What the sign-in library's middleware answers, and what Django does (400).
_OTHERS = (ImmediateHttpResponse, ReauthenticationRequired, SuspiciousOperation)

# Nothing from elsewhere, nothing inline, never in a frame (OWASP Secure Headers; CSP Level 3).
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
LANGUAGE_COOKIE = "lang"
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
REFUSED_FROM = 300
DRAINED, DRAINED_PIECE = 16 << 20, 1 << 18


def safe_headers(answer: Answer) -> Answer:
    """Headers of every answer. Pages are kept by nobody: they hold a child's data; static files say otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        if settings.SECURE_HSTS_SECONDS:
            response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return response

    return middleware


def read_to_its_end(answer: Answer) -> Answer:
    """Reads what is still on the line of a request that was refused before all of it was read, to a bound.

    Else the server closes the line while the browser sends, and the browser tells its page of a broken line instead of
    the refusal: a page that sends files would try again for ever (a form token of before one signed in anew).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code >= REFUSED_FROM and request.method in WITH_BODY:
            drain(request)
        return response

    return middleware


def drain(request: HttpRequest) -> None:
    """Read what is still on the line, to a bound."""
    left = DRAINED
    with contextlib.suppress(OSError, RawPostDataException):
        while left > 0 and (piece := request.read(DRAINED_PIECE)):
            left -= len(piece)


def spoken_language(answer: Answer) -> Answer:
    """The reader's language: chosen before (cookie), or as the browser asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = _language(request)
        request.words = catalog(language)  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def _language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    asked = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(","))
    return next((language for language in asked if language in LANGUAGES), LANGUAGES[0])


def known_person(answer: Answer) -> Answer:
    """Who acts: the signed-in person's opaque id, or nobody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        signed_in = user.is_authenticated and user.is_active
        request.viewer = Viewer(user.viewer) if signed_in else None  # type: ignore[attr-defined, union-attr]
        return answer(request)

    return middleware


def clear_errors(answer: Answer) -> Answer:
    """Turns the program's own errors into pages that say what to do; a stranger and a wrong number look alike."""

    class ClearErrors:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return answer(request)

        def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
            if isinstance(error, _OTHERS):
                return None
            if isinstance(error, Http404 | NotFoundError):
                return errors.not_found(request)
            if isinstance(error, DeniedError | PermissionDenied):
                return errors.denied(request)
            if isinstance(error, ConsiliumError):
                return errors.told(request, error)
            # One line, with no words of the request or the error in it: they may hold health data.
            print(f"page failed ({place_of(error)})", file=sys.stderr, flush=True)
            return errors.failed(request)

    return ClearErrors()
