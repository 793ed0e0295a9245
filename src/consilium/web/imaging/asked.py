"""What a viewer asks of images and slides, and what it is answered: values without Django."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO
from urllib.parse import parse_qsl
from uuid import UUID

from consilium.actions.imaging.remembered import Remembered
from consilium.actions.opened import OpenCase
from consilium.domain.circle import Act
from consilium.domain.errors import ConsiliumError, NotFoundError
from consilium.domain.records import Scalar
from consilium.domain.viewer import Viewer
from consilium.knowledge.catalog import Catalog

MOST_FIELDS = 200


@lru_cache(1024)
def id_of(text: str) -> UUID:
    """An id in a path. Raises NotFoundError."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundError("errors.not_found") from None


@dataclass(frozen=True)
class Asked:
    """One request.

    path      the parts of the path after the route's name, unquoted; no part is empty, `.` or `..`
    query     the query as it came, without `?`
    headers   as WSGI has them: `HTTP_ACCEPT`, `CONTENT_TYPE`, `CONTENT_LENGTH`, `HTTP_RANGE`
    body      the body; reading past its length gives b""
    token     a sending key (RFC 6750); who has one is nobody else: the viewer sees no case
    root      the address of this server as the viewer knows it, `http://127.0.0.1:8000`
    """

    method: str
    path: tuple[str, ...]
    query: str
    headers: Mapping[str, str]
    body: BinaryIO
    root: str
    viewer: Viewer
    remembered: Remembered
    words: Catalog
    token: str = ""

    def header(self, name: str) -> str:
        """A header by its WSGI name, "" where it is not there."""
        return self.headers.get(name, "")

    def fields(self) -> list[tuple[str, str]]:
        """The query's names and values, in order. Raises ValueError where there are too many."""
        return parse_qsl(self.query, keep_blank_values=True, max_num_fields=MOST_FIELDS)

    def case(self, case_id: str, act: Act = Act.SEE) -> OpenCase:
        """A case by its id in a path. Raises NotFoundError, DeniedError."""
        return self.remembered.case(self.viewer, id_of(case_id), act)

    def cases(self) -> tuple[OpenCase, ...]:
        """All cases that the viewer may see."""
        return self.remembered.cases(self.viewer)


@dataclass(frozen=True)
class Answered:
    """One answer. `length` is the body's bytes in all, None where it is not known before (it is sent in chunks then).

    Whoever answers sets the type; `Cache-Control: private` with a `max_age` in seconds says that this browser may keep
    it (stored bytes never change), 0 that nobody may.
    """

    status: int
    media_type: str
    body: Iterable[bytes] = ()
    length: int | None = 0
    headers: tuple[tuple[str, str], ...] = ()
    max_age: int = 0
    policy: str = "default-src 'none'; frame-ancestors 'none'; sandbox"


def of_bytes(data: bytes, media_type: str, *, max_age: int = 0, headers: tuple[tuple[str, str], ...] = ()) -> Answered:
    """An answer of bytes in memory."""
    return Answered(200, media_type, (data,), len(data), headers, max_age)


class RefusedError(ConsiliumError):
    """A request that is refused: with a status, and a sentence of the catalogs that says what to do instead."""

    code = "viewing.bad_request"

    def __init__(self, status: int, code: str | None = None, /, **args: Scalar) -> None:
        self.status = status
        super().__init__(code, **args)


def as_json(value: object, status: int = 200, media_type: str = "application/json") -> Answered:
    """An answer of JSON."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answered(status, media_type, (data,), len(data))
