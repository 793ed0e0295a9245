"""The short path in front of the pages: frames and tiles are answered here, everything else by Django.

A viewer asks for thousands of pieces. Each passes: the session's cookie (remembered for a second), the right to see the
case (`actions.imaging.remembered`), the piece. No middleware of Django's, but its session and its headers (0014).
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from consilium.actions.faults import place_of
from consilium.actions.imaging.remembered import SECONDS, Remembered
from consilium.casebook.models import User
from consilium.domain.errors import BusyError, ConsiliumError, DeniedError, InputError, NotFoundError, StoreError
from consilium.domain.viewer import Viewer
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.web.door.guard import needs_more
from consilium.web.door.sessions import SessionStore
from consilium.web.imaging.asked import Answered, Asked, RefusedError

Route = Callable[[Asked], Answered]
STATUS: Mapping[type[ConsiliumError], int] = {NotFoundError: 404, DeniedError: 403, InputError: 400, BusyError: 503,
                                             StoreError: 503}  # fmt: skip
SESSIONS_KEPT = 512
LONGEST_PATH = 2_000
READS = ("GET", "HEAD", "OPTIONS")
NOBODY = Viewer("")  # who comes with a sending key, which no other site's page can make a browser send


class Front:
    """A WSGI application that answers the routes itself and hands on the rest."""

    def __init__(self, pages: WSGIApplication, routes: Mapping[str, Route], remembered: Remembered) -> None:
        self._pages, self._routes, self._remembered = pages, dict(routes), remembered
        self._sessions: dict[str, tuple[float, Viewer]] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        route = self._routes.get(path[1 : path.find("/", 1)] if path.find("/", 1) > 0 else path[1:])
        if route is None:
            return self._pages(environ, start)
        answered = self._answered(environ, path, route)
        return _sent(answered, environ, start)

    def _answered(self, environ: dict[str, Any], path: str, route: Route) -> Answered:
        words = catalog(language_of(environ))
        try:
            if not _is_ours(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS)):
                raise RefusedError(400, "viewing.wrong_host")
            method, token = environ["REQUEST_METHOD"], _token(environ)
            viewer = NOBODY if token else self._viewer(environ)
            if viewer is None or (token and method != "POST"):
                raise RefusedError(401, "viewing.sign_in")
            if method not in READS and not token and not _same_origin(environ):
                raise RefusedError(403, "viewing.elsewhere")
            asked = Asked(method, _parts(path), environ.get("QUERY_STRING", ""), environ, environ["wsgi.input"],
                          _root(environ), viewer, self._remembered, words, token)  # fmt: skip
            return route(asked)
        except ConsiliumError as error:
            status = error.status if isinstance(error, RefusedError) else _status(error)
            said = words.remark(error.remark)
            _log(status, error.code, environ)
        except Exception as error:  # noqa: BLE001 (a request must not end the server)
            status, said = 500, words.text("errorpages.failed_said")
            _log(500, place_of(error), environ)
        data = f"{said}\n".encode()
        return Answered(status, "text/plain; charset=utf-8", (data,), len(data))

    def _viewer(self, environ: dict[str, Any]) -> Viewer | None:
        """Who asks, by the session's cookie; None for strangers and ended sessions."""
        key = _cookie(environ, settings.SESSION_COOKIE_NAME)
        if not key:
            return None
        moment = time.monotonic()
        asked, viewer = self._sessions.get(key, (0.0, None))
        if viewer is not None and moment - asked < SECONDS:
            return viewer
        close_old_connections()
        viewer = _signed_in(key)
        with self._lock:
            self._sessions.pop(key, None)
            while len(self._sessions) >= SESSIONS_KEPT:
                del self._sessions[next(iter(self._sessions))]
            if viewer is not None:
                self._sessions[key] = (moment, viewer)
        return viewer


@lru_cache(64)
def _is_ours(host: str, allowed: tuple[str, ...]) -> bool:
    return validate_host(split_domain_port(host)[0], allowed)


def _signed_in(key: str) -> Viewer | None:
    """The person of a session, with all that the door asks for before a case opens."""
    request = HttpRequest()
    request.session = SessionStore(key)
    user = get_user(request)
    if not isinstance(user, User) or not user.is_active or needs_more(user):
        return None
    return Viewer(user.viewer)


def _cookie(environ: dict[str, Any], name: str) -> str:
    """One cookie (RFC 6265 5.4): the session's is plain letters, so that it needs no parser of quotes."""
    for part in environ.get("HTTP_COOKIE", "").split(";"):
        found, _, value = part.strip().partition("=")
        if found == name:
            return str(value)
    return ""


def _token(environ: dict[str, Any]) -> str:
    """A sending key (`actions.imaging.sendingkeys`), "" where none came."""
    kind, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def language_of(environ: dict[str, Any]) -> str:
    """The language to answer in."""
    asked = environ.get("HTTP_ACCEPT_LANGUAGE", "")[:2].lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _parts(path: str) -> tuple[str, ...]:
    """The parts after the route's name. Raises RefusedError for a path that tries to leave its place."""
    if len(path) > LONGEST_PATH:
        raise RefusedError(414, "viewing.path_long")
    parts = tuple(path.strip("/").split("/")[1:])  # the server has unquoted it
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise NotFoundError("errors.not_found")
    return parts


def _root(environ: dict[str, Any]) -> str:
    return f"{environ.get('wsgi.url_scheme', 'http')}://{environ.get('HTTP_HOST') or environ.get('SERVER_NAME', '')}"


def _same_origin(environ: dict[str, Any]) -> bool:
    """Whether what changes something was sent by a page of ours: the cookie alone does not say so."""
    site, origin = environ.get("HTTP_SEC_FETCH_SITE", ""), environ.get("HTTP_ORIGIN", "")
    return bool(site == "same-origin" if site else origin == _root(environ))


def _status(error: ConsiliumError) -> int:
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)


def _log(status: int, code: str, environ: dict[str, Any]) -> None:
    """One line, of codes only: a path has UIDs in it, which name a child's study."""
    route = environ.get("PATH_INFO", "").strip("/").partition("/")[0]
    print(f"consilium: {environ.get('REQUEST_METHOD', '')} /{route} {status} {code}", file=sys.stderr, flush=True)


def _sent(answered: Answered, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
    headers = [
        ("Content-Type", answered.media_type),
        ("Cache-Control", f"private, max-age={answered.max_age}, immutable" if answered.max_age else "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", answered.policy),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
        ("Vary", "Accept, Cookie"),
        *answered.headers,
    ]
    if answered.length is not None:
        headers.append(("Content-Length", str(answered.length)))
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    start(f"{answered.status} {HTTPStatus(answered.status).phrase}", headers)
    return () if environ.get("REQUEST_METHOD") == "HEAD" else answered.body
