"""Rendered pictures and thumbnails (PS3.18 10.4.1.1.3, 8.3.5)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from consilium.actions.imaging import served
from consilium.domain.dicomweb.accepting import accepted
from consilium.domain.dicomweb.ranges import RangeError, frame_list
from consilium.domain.errors import NotFoundError
from consilium.web.imaging.asked import Answered, RefusedError
from consilium.web.imaging.dicomweb.parts import DAY, must_be
from consilium.web.imaging.dicomweb.scope import Found, Scope

TYPES = ("image/jpeg", "image/png")
FUNCTIONS = {"linear": "LINEAR", "linear-exact": "LINEAR_EXACT", "sigmoid": "SIGMOID"}
QUALITY = 90
THUMBNAIL = 256
MOST_SIDE = 8_192
NO_PIXELS = "viewing.no_pixels"
PROFILES = ("no", "yes", "srgb", "adobergb", "rommrgb")
# The words of PS3.18 8.3.5.1.1: a picture comes without what nobody writes into it here, and says so.
NO_ANNOTATION = "299 consilium: The following annotation values are not supported: {values}"
NO_PROFILE = "299 consilium: The iccprofile parameter is not supported. The picture has no profile."


def rendered(scope: Scope, path: tuple[str, ...]) -> Answered:
    """An instance's first frame, or the middle of a series or study."""
    return _shown(scope, *_middle(scope, path), small=False)


def thumbnail(scope: Scope, path: tuple[str, ...]) -> Answered:
    """The same, small."""
    return _shown(scope, *_middle(scope, path), small=True)


def of_frame(scope: Scope, path: tuple[str, ...]) -> Answered:
    """One frame, rendered or small."""
    found = next(scope.instances(path[1], path[3], path[5]))
    if not found.instance.has_pixels:
        raise NotFoundError(NO_PIXELS)
    listed = frame_list(path[7], max(1, found.instance.frames))
    if len(listed) != 1:
        raise RangeError("one picture of one frame")
    return _shown(scope, found, listed[0], small=path[8] == "thumbnail")


def _middle(scope: Scope, path: tuple[str, ...]) -> tuple[Found, int]:
    """The instance and frame that stand for what a path names. Raises NotFoundError where it has no picture."""
    study, series, uid = path[1], path[3] if len(path) > 4 else "", path[5] if len(path) > 6 else ""
    if uid:
        found = next(scope.instances(study, series, uid))
        if not found.instance.has_pixels:
            raise RefusedError(406, NO_PIXELS)
        return found, 1
    for case, one in scope.series(study, series):
        found = scope.instance(case, one, _middle_uid(scope, study, one.uid))
        if found.instance.has_pixels:
            return found, (max(1, found.instance.frames) + 1) // 2
    raise RefusedError(406, NO_PIXELS)


def _middle_uid(scope: Scope, study: str, series: str) -> str:
    every = [one.instance for one in scope.instances(study, series)]
    return every[len(every) // 2].uid


def _shown(scope: Scope, found: Found, frame: int, *, small: bool) -> Answered:
    asked = dict(scope.asked.fields())
    media = accepted(scope.asked.header("HTTP_ACCEPT"), asked.items()).picture(TYPES)
    must_be(media or None)
    look = {
        "media_type": media,
        "quality": _quality(asked.get("quality", "")),
        "window": _window(asked.get("window", "")),
        "viewport": _viewport(asked.get("viewport", ""), small=small),
    }
    warned = tuple(("Warning", said) for said in _unsupported(asked))
    data, media_type = served.rendered(found.case, found.loaded, found.instance, frame, look)
    return Answered(200, media_type, (data,), len(data), warned, DAY)


def _unsupported(asked: Mapping[str, str]) -> Iterator[str]:
    """What is said of parameters that the standard knows and that do nothing here."""
    values = [one.strip() for one in asked.get("annotation", "").split(",")]
    if any(one and not (one.isascii() and one.isalpha()) for one in values):
        raise RangeError("annotation")
    if any(values):
        yield NO_ANNOTATION.format(values=",".join(filter(None, values)))
    profile = asked.get("iccprofile", "no").lower()
    if profile not in PROFILES:
        raise RangeError("iccprofile")
    if profile != "no":
        yield NO_PROFILE


def _quality(text: str) -> int:
    if not text:
        return QUALITY
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100:
        raise RangeError("quality")
    return int(text)


def _window(text: str) -> tuple[float, float, str] | None:
    """`center,width,function`."""
    if not text:
        return None
    center, width, function = [*text.split(","), "linear"][:3] if text.count(",") == 1 else text.split(",")
    if function.lower() not in FUNCTIONS:
        raise RangeError("function")
    found = float(center), float(width)
    if not all(map(math.isfinite, found)) or found[1] <= 0 or (found[1] < 1 and function.lower() == "linear"):
        raise RangeError("window")
    return (*found, FUNCTIONS[function.lower()])


def _viewport(text: str, *, small: bool) -> tuple[float, ...]:
    """`width,height` and of the source `x,y,width,height`, of which any may be left out."""
    if not text:
        return (THUMBNAIL, THUMBNAIL) if small else ()
    parts = text.split(",")
    if len(parts) not in (2, 6):
        raise RangeError("viewport")
    numbers = tuple(float(part) if part else 0.0 for part in parts)
    if not all(map(math.isfinite, numbers)) or not all(1 <= one <= MOST_SIDE for one in numbers[:2]):
        raise RangeError("viewport")
    if any(abs(one) > 1 << 20 for one in numbers) or any(one < 0 for one in numbers[2:4]):
        raise RangeError("viewport")
    return numbers
