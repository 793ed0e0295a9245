"""The way into every page of a case: signed in, granted, opened; what was typed is kept when the session has ended."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from consilium.actions import access, ahead
from consilium.web.door.drafts import kept_for_later, taken_up
from consilium.web.request import CaseRequest, PageRequest, installation

REDIRECT = 302
CasePage = Callable[..., HttpResponse]


def case_page(act: str, write: str = "") -> Callable[[CasePage], CasePage]:
    """A page of a case for those who may do `act` (`domain.circle`); `write` is the act that a POST is, if another.

    Strangers and wrong numbers get 404, a wrong right 403 (law 6). The view gets a `CaseRequest`.
    """

    def decorate(view: CasePage) -> CasePage:
        @functools.wraps(view)
        def page(request: HttpRequest, case_id: UUID, **more: Any) -> HttpResponse:
            asked = cast("PageRequest", request)
            if asked.viewer is None:
                return kept_for_later(asked)
            wanted = write if write and request.method not in ("GET", "HEAD") else act
            found = access.case_for(installation(), asked.viewer, case_id, wanted)
            given = cast("CaseRequest", request)
            given.case, given.role = found, access.role_in(found.row, asked.viewer)
            taken_up(given)
            answer = view(given, **more)
            if request.method == "POST" and answer.status_code == REDIRECT:  # something was kept
                ahead.changed()
            return answer

        page.acts = (act, write or act)  # type: ignore[attr-defined]  # the access tests read them
        return page

    return decorate


def case_path(route: str, view: CasePage, name: str) -> URLPattern:
    """The address of a page of a case: `/case/<id>/<route>`."""
    return path(f"case/<uuid:case_id>/{route}", view, name=name)
