"""Asks the path in front of the pages as a browser with a session would."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client

from consilium.web.imaging.front import Front


@dataclass
class Asker:
    """One front, asked in process."""

    front: Front

    def ask(
        self, path: str, client: Client | None = None, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body. `path` may have a query."""
        got: dict[str, Any] = {}

        def start(status: str, head: list[tuple[str, str]], *_: Any) -> Any:
            got["status"], got["head"] = int(status[:3]), dict(head)

        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value if client else ""
        place, _, query = path.partition("?")
        environ = {"REQUEST_METHOD": method, "PATH_INFO": place, "QUERY_STRING": query, "wsgi.input": io.BytesIO(),
                   "HTTP_HOST": "localhost:8000", "wsgi.url_scheme": "http",
                   "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={cookie}" if cookie else "", **headers}  # fmt: skip
        body = b"".join(self.front(environ, start))
        return got["status"], got["head"], body
