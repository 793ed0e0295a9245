"""Metadata (PS3.18 10.4.1.1.2) as DICOM JSON: kept ready and compressed, sent as it is to who takes gzip."""

from __future__ import annotations

import gzip

from consilium.actions.imaging import held
from consilium.domain.dicomweb.accepting import JSON, accepted
from consilium.web.imaging.asked import Answered, RefusedError
from consilium.web.imaging.dicomweb.scope import Scope

VARY = ("Vary", "Accept-Encoding")


def metadata(scope: Scope, path: tuple[str, ...]) -> Answered:
    """Of a study, a series or an instance."""
    if not accepted(scope.asked.header("HTTP_ACCEPT"), scope.asked.fields()).json():
        raise RefusedError(406)
    study, series, uid = (path[1], path[3] if len(path) > 4 else "", path[5] if len(path) > 6 else "")
    listed = scope.series(study, series)
    if uid:
        case, one = listed[0]
        found = scope.instance(case, one, uid)
        data = b"[" + held.lines(case, one, scope.base, [found.instance])[0] + b"]"
        return Answered(200, JSON, (data,), len(data), (VARY,))
    kept = [held.metadata(case, one, scope.base) for case, one in listed]
    if len(kept) == 1 and takes_gzip(scope.asked.header("HTTP_ACCEPT_ENCODING")):
        return Answered(200, JSON, kept, len(kept[0]), (("Content-Encoding", "gzip"), VARY))
    inner = [gzip.decompress(one)[1:-1] for one in kept]
    pieces = [b"[", *(piece for one in inner for piece in (one, b","))]
    pieces[-1] = b"]"
    return Answered(200, JSON, pieces, sum(map(len, pieces)), (VARY,))


def takes_gzip(header: str) -> bool:
    """Whether a client takes gzip (RFC 9110 12.5.3)."""
    for part in header.lower().split(","):
        name, _, rest = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
