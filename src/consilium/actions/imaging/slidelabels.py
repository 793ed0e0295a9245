"""Instances of DICOM slides that carry names: the label, and the whole glass. Served only to those who may see names.

Whether somebody may is remembered for a second: a viewer asks for many tiles.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from uuid import UUID

from consilium.actions.access import decide
from consilium.actions.opened import OpenCase
from consilium.domain.circle import Act
from consilium.domain.records import Json

SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"  # VL Whole Slide Microscopy Image Storage
IMAGE_TYPE, INSTANCE = "00080008", "00080018"
ROLES = {"LABEL": "label", "OVERVIEW": "macro"}  # the third value of Image Type (PS3.3 C.8.12.4.1.1)
SECONDS, MOST = 1.0, 256
_ALLOWED: dict[tuple[UUID, str], tuple[float, bool]] = {}
_LOCK = threading.Lock()


def role_of(image_type: object) -> str:
    """ "label" or "macro" for an Image Type that says so, "" for any other."""
    if not isinstance(image_type, list) or len(image_type) < 3:
        return ""
    return ROLES.get(str(image_type[2]).upper(), "")


def with_names(headers: Iterable[Mapping[str, Json]]) -> frozenset[str]:
    """The UIDs of those instances, of their headers as DICOM JSON, that carry names."""
    return frozenset(_first(one.get(INSTANCE)) for one in headers if role_of(_values(one.get(IMAGE_TYPE))))


def may_see_names(case: OpenCase) -> bool:
    """Whether the viewer may see them."""
    key, moment = (case.id, case.viewer.id), time.monotonic()
    asked, allowed = _ALLOWED.get(key, (-SECONDS, False))
    if moment - asked < SECONDS:
        return allowed
    allowed = bool(decide(case, Act.SEE_NAMES).value)
    with _LOCK:
        _ALLOWED.pop(key, None)
        while len(_ALLOWED) >= MOST:
            del _ALLOWED[next(iter(_ALLOWED))]
        _ALLOWED[key] = (moment, allowed)
    return allowed


def _values(found: Json) -> Json:
    return found.get("Value") if isinstance(found, dict) else None


def _first(found: Json) -> str:
    values = _values(found)
    return str(values[0]) if isinstance(values, list) and values else ""
