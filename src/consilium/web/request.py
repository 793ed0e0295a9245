"""What a page is given: the request with its language, who looks, and (behind the door) the opened case."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, QueryDict

from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.models import User
from consilium.domain.viewer import Viewer
from consilium.gateways.mail import Post
from consilium.knowledge.catalog import Catalog


class PageRequest(HttpRequest):
    """A request after the middleware: `words` are the texts in the reader's language; `viewer` is None for strangers.

    `typed` is what stood in a form when an earlier session ended.
    """

    words: Catalog
    viewer: Viewer | None
    typed: QueryDict | None


class CaseRequest(PageRequest):
    """A request to a page of a case that the viewer may see."""

    case: OpenCase
    viewer: Viewer
    role: str
    person: User


def installation() -> Installation:
    """The installation that this server opened when it started."""
    return cast("Installation", getattr(settings, "INSTALLATION"))  # noqa: B009 (only `config.web` has it)


def post() -> Post | None:
    """Where e-mails go; None where the operator named no server."""
    return cast("Post | None", getattr(settings, "POST", None))
