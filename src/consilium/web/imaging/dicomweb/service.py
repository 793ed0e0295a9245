"""Which part of DICOMweb answers an address, and how errors are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consilium.actions.imaging.held import NotReadyError
from consilium.domain.dicomweb.query import QueryError
from consilium.domain.dicomweb.ranges import RangeError
from consilium.domain.errors import BusyError, NotFoundError, UnreadableError
from consilium.web.imaging.asked import Answered, Asked, RefusedError
from consilium.web.imaging.dicomweb import metadata, pictures, queries, retrieve
from consilium.web.imaging.dicomweb.scope import NAME, UNKNOWN, Scope
from consilium.web.imaging.dicomweb.stow import store

READS = ("GET", "HEAD")
ALLOWED = "GET, HEAD, OPTIONS, POST"
AGAIN_SECONDS = "2"
LEVELS = ("studies", "series", "instances")
Handler = Callable[[Scope, tuple[str, ...]], Answered]
# What may follow the UIDs of a study, a series or an instance.
AFTER: Mapping[str, Handler] = {
    "": retrieve.files,
    "metadata": metadata.metadata,
    "rendered": pictures.rendered,
    "thumbnail": pictures.thumbnail,
    "bulkdata": retrieve.bulk,
    "frames": retrieve.frames,
}
NO_PICTURE = "dicom.picture_none"


def dicomweb(asked: Asked) -> Answered:
    """One answer. Raises NotFoundError, DeniedError, RefusedError, StoreError, IntegrityError."""
    if asked.method == "OPTIONS":
        return Answered(204, "text/plain", headers=(("Allow", ALLOWED),))
    if asked.method == "POST":
        return store(asked)
    if asked.method not in READS:
        raise RefusedError(405)
    scope, path = _scope(asked)
    try:
        return _handler(path)(scope, path)
    except (NotReadyError, BusyError):
        said = f"{asked.words.text('viewing.not_ready')}\n".encode()
        return Answered(503, "text/plain; charset=utf-8", (said,), len(said), (("Retry-After", AGAIN_SECONDS),))
    except (QueryError, RangeError):
        raise RefusedError(400) from None
    except UnreadableError as error:
        raise RefusedError(406 if error.code == NO_PICTURE else 422, error.code, **error.args_for_text) from None
    except ValueError:
        raise RefusedError(400) from None


def _scope(asked: Asked) -> tuple[Scope, tuple[str, ...]]:
    """The cases, and the path after them."""
    if asked.path[:1] == ("case",) and len(asked.path) > 1:
        case = asked.case(asked.path[1])
        return Scope(asked, (case,), f"{asked.root}/{NAME}/case/{case.id}"), asked.path[2:]
    return Scope(asked, asked.cases(), f"{asked.root}/{NAME}"), asked.path


def _handler(path: tuple[str, ...]) -> Handler:
    """By the path's shape: names of levels and UIDs take turns, then comes what is wanted. Raises NotFoundError."""
    depth = 0
    while depth < len(LEVELS) and path[2 * depth : 2 * depth + 1] == (LEVELS[depth],):
        depth += 1
    levels = path[: 2 * depth]
    if not depth:
        if path in (("series",), ("instances",)):
            return queries.query
        raise NotFoundError(UNKNOWN)
    if len(levels) < 2 * depth:
        return queries.query
    rest = path[2 * depth :]
    if depth == 1 and rest == ("instances",):
        return queries.query
    handler = AFTER.get(rest[0] if rest else "")
    if handler is None or (rest and rest[0] in ("bulkdata", "frames") and depth < len(LEVELS)):
        raise NotFoundError(UNKNOWN)
    return handler
