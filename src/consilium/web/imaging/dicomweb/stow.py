"""STOW-RS (PS3.18 10.5): images sent into one case, part by part; an answer for each."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from consilium.actions import uploads
from consilium.actions.imaging import measured, sendingkeys
from consilium.actions.imaging.storing import Stored, Storing
from consilium.actions.opened import OpenCase
from consilium.domain.circle import Act
from consilium.domain.dicomweb.accepting import DICOM, JSON
from consilium.domain.dicomweb.entry import is_uid
from consilium.domain.dicomweb.multipart import MultipartError, boundary_of, parts
from consilium.domain.errors import NotFoundError
from consilium.domain.records import Json
from consilium.domain.uploads import UploadState
from consilium.web.imaging.asked import Answered, Asked, RefusedError, as_json
from consilium.web.imaging.dicomweb.scope import NAME, UNKNOWN

REFERENCED, FAILED, UNIDENTIFIED = "00081199", "00081198", "0008119A"
CLASS, INSTANCE, URL, REASON = "00081150", "00081155", "00081190", "00081197"
NOT_TAKEN = 0x0122
REQUESTS = 1_200  # of one key in a minute


class _Sending:
    """How many requests are being stored by this process. Use as a context manager."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0

    def __enter__(self) -> None:
        with self._lock:
            self.count += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self.count -= 1


# The system gives connections to the processes at the port (0018) without knowing how busy they are. A sender who
# shares one with another is asked to come again by a new connection, which soon finds one of its own.
_SENDING = _Sending()


def store(asked: Asked) -> Answered:
    """Instances into a case. Raises NotFoundError, DeniedError, RefusedError."""
    if len(asked.path) not in (3, 4) or asked.path[0] != "case" or asked.path[2] != "studies":
        raise RefusedError(405)
    case = _case(asked)
    study = asked.path[3] if len(asked.path) == 4 else ""
    if study and not is_uid(study):
        raise NotFoundError(UNKNOWN)
    try:
        boundary = boundary_of(asked.header("CONTENT_TYPE"))
    except MultipartError:
        raise RefusedError(415, "viewing.not_multipart") from None
    with _SENDING:
        stored, whole = _taken(asked, case, study, boundary)
        shared = _SENDING.count > 1
    if not stored:
        raise RefusedError(400, "viewing.nothing_sent")
    if not asked.token:
        measured.saved(
            asked.remembered.installation, case, ((one.sop_class, one.uid) for one in stored if not one.reason)
        )
    answer = _answer(stored, f"{asked.root}/{NAME}/case/{case.id}", whole=whole)
    return replace(answer, headers=(*answer.headers, ("Connection", "close"))) if shared else answer


def _case(asked: Asked) -> OpenCase:
    if not asked.token:
        return asked.case(asked.path[1], Act.ADD_RECORDS)
    try:
        case = sendingkeys.case_of(asked.remembered, asked.token, UUID(asked.path[1]))
    except ValueError:
        case = None
    if case is None:
        raise RefusedError(401, "viewing.sending_key")
    if _too_often(asked.token):
        raise RefusedError(429, "viewing.too_often")
    return case


def _too_often(token: str) -> bool:
    """Whether a key was used more than `REQUESTS` times within a minute."""
    key = f"sending-key:{sha256(token.encode()).hexdigest()}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > REQUESTS
    except ValueError:  # it ended between the two lines
        return False


def _taken(asked: Asked, case: OpenCase, study: str, boundary: str) -> tuple[Sequence[Stored], bool]:
    """What came of each part, and whether all of the body came."""
    limits = settings.ENVIRONMENT.uploads
    whole = True
    with uploads.Arriving(case, limits, UploadState.HANDED) as arriving:
        storing = Storing(case, study, arriving)
        try:
            for part in parts(asked.body.read, boundary):
                if part.media_type in (DICOM, "application/octet-stream", ""):
                    storing.take(part.pieces)
                else:
                    storing.done.append(Stored(reason=NOT_TAKEN))
        except (MultipartError, OSError):
            whole = False
        storing.finish()
    return storing.done, whole


def _answer(stored: Sequence[Stored], base: str, *, whole: bool) -> Answered:
    """PS3.18 10.5.3: 200 all stored, 202 some, 409 none."""
    good = [one for one in stored if not one.reason]
    bad = [one for one in stored if one.reason]
    data: dict[str, Json] = {}
    studies = {one.study for one in good}
    if len(studies) == 1:
        data[URL] = _value("UR", f"{base}/studies/{studies.pop()}")
    known = [{**_reference(one), REASON: _value("US", one.reason)} for one in bad if one.uid]
    unknown: list[Json] = [{REASON: _value("US", one.reason)} for one in bad if not one.uid]
    if known:
        data[FAILED] = {"vr": "SQ", "Value": list(known)}
    if good:
        listed: list[Json] = [{**_reference(one), URL: _value("UR", _url(one, base))} for one in good]
        data[REFERENCED] = {"vr": "SQ", "Value": listed}
    if unknown:
        data[UNIDENTIFIED] = {"vr": "SQ", "Value": unknown}
    status = 409 if not good else 202 if bad or not whole else 200
    return as_json(data, status, JSON)


def _reference(one: Stored) -> dict[str, Json]:
    return {CLASS: _value("UI", one.sop_class), INSTANCE: _value("UI", one.uid)}


def _url(one: Stored, base: str) -> str:
    return f"{base}/studies/{one.study}/series/{one.series}/instances/{one.uid}"


def _value(vr: str, value: Json) -> Json:
    return {"vr": vr, "Value": [value]}
