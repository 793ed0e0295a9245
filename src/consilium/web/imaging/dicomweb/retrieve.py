"""WADO-RS (PS3.18 10.4): whole instances, frames and bulk data, as they are stored unless something else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from consilium.actions.imaging import served
from consilium.domain.dicomweb.accepting import DICOM, EXPLICIT, OCTETS, OF_SYNTAX, Chosen, accepted
from consilium.domain.dicomweb.ranges import bulk_place, frame_list
from consilium.domain.errors import NotFoundError
from consilium.web.imaging.asked import Answered, RefusedError
from consilium.web.imaging.dicomweb import pictures
from consilium.web.imaging.dicomweb.parts import Part, as_they_come, must_be, several, single
from consilium.web.imaging.dicomweb.scope import UNKNOWN, Found, Scope

MOST_FILES = 50_000
PIXELS = ("7FE00010", "7FE00008", "7FE00009")
BIG_ENDIAN = "1.2.840.10008.1.2.2"
CUT_OFF = "viewing.frame_cut_off"


def files(scope: Scope, path: tuple[str, ...]) -> Answered:
    """The instances of a study, of a series, or one."""
    study, series, uid = path[1], path[3] if len(path) > 3 else "", path[5] if len(path) > 5 else ""
    found = list(islice(scope.instances(study, series, uid), MOST_FILES))
    wanted = accepted(scope.asked.header("HTTP_ACCEPT"), scope.asked.fields())
    chosen = wanted.files({one.instance.syntax for one in found}, one_file=len(found) == 1)
    must_be(chosen)
    assert chosen is not None
    if any(_to_be_transcoded(one, chosen) for one in found):
        return _transcoded(found, chosen)
    parts = [Part(one.case, _typed(DICOM, one.instance.syntax), _file(one)) for one in found]
    if chosen.multipart:
        return several(parts, DICOM)
    return single(parts[0], scope.asked.header("HTTP_RANGE"))


def _file(one: Found) -> list[served.Piece]:
    return served.file_pieces(one.loaded, one.instance)


def _to_be_transcoded(one: Found, chosen: Chosen) -> bool:
    return chosen.syntax == EXPLICIT and one.instance.syntax != EXPLICIT and one.instance.has_pixels


def _transcoded(found: list[Found], chosen: Chosen) -> Answered:
    """Each in Explicit VR Little Endian, made one after another as they are sent."""
    first = list(served.transcoded(found[0].case, found[0].loaded, found[0].instance))
    if not chosen.multipart:
        return Answered(200, _typed(DICOM, EXPLICIT), first, sum(map(len, first)))

    def parts() -> Iterator[tuple[str, Iterator[bytes]]]:
        yield _typed(DICOM, EXPLICIT), iter(first)
        for one in found[1:]:
            if _to_be_transcoded(one, chosen):
                yield _typed(DICOM, EXPLICIT), served.transcoded(one.case, one.loaded, one.instance)
            else:
                yield _typed(DICOM, one.instance.syntax), served.stream(one.case, _file(one))

    return as_they_come(parts(), DICOM)


def frames(scope: Scope, path: tuple[str, ...]) -> Answered:
    """Frames of an instance, or a picture of some."""
    if len(path) == 9 and path[8] in ("rendered", "thumbnail"):
        return pictures.of_frame(scope, path)
    if len(path) != 8:
        raise NotFoundError(UNKNOWN)
    found = next(scope.instances(path[1], path[3], path[5]))
    one = found.instance
    if not one.has_pixels:
        raise NotFoundError("viewing.no_pixels")
    listed = frame_list(path[7], max(1, one.frames))
    return send_frames(scope, found, listed)


def send_frames(scope: Scope, found: Found, listed: list[int]) -> Answered:
    """The frames as the client accepts them. Raises RefusedError, UnreadableError."""
    one = found.instance
    wanted = accepted(scope.asked.header("HTTP_ACCEPT"), scope.asked.fields())
    compressed = one.encapsulated
    syntax = one.syntax if compressed or one.big_endian else EXPLICIT
    chosen = wanted.frames(syntax, compressed=compressed or one.big_endian, one_frame=len(listed) == 1)
    must_be(chosen)
    assert chosen is not None
    if chosen.syntax:
        typed = _typed(OCTETS, EXPLICIT)
        made = ((typed, iter((served.decoded(found.case, found.loaded, one, frame),))) for frame in listed)
        first = next(made)
        if chosen.multipart and len(listed) > 1:
            return as_they_come(_again(first, made), OCTETS)
        parts = [Part(found.case, typed, list(first[1]))]
    else:
        parts = [Part(found.case, _typed(chosen.media, syntax), _frame(found, frame)) for frame in listed]
    if chosen.multipart:
        return several(parts, chosen.media)
    return single(parts[0], scope.asked.header("HTTP_RANGE"))


def _again(first: tuple[str, Iterator[bytes]], rest: Iterator[tuple[str, Iterator[bytes]]]) -> Iterator[
    tuple[str, Iterator[bytes]]
]:  # fmt: skip
    yield first
    yield from rest


def _frame(found: Found, frame: int) -> list[served.Piece]:
    pieces = served.frame_pieces(found.case, found.loaded, found.instance, frame)
    if not pieces:
        raise NotFoundError(CUT_OFF)
    return pieces


def bulk(scope: Scope, path: tuple[str, ...]) -> Answered:
    """A value that stands in no metadata: pixel data by its tag, any other by where it stands in the file."""
    if len(path) != 8:
        raise NotFoundError(UNKNOWN)
    found = next(scope.instances(path[1], path[3], path[5]))
    one = found.instance
    if path[7] in PIXELS:
        if not one.has_pixels:
            raise NotFoundError("viewing.no_pixels")
        return _pixels(scope, found)
    place = bulk_place(path[7])
    if place is None or (not place[0] and place[1] + place[2] > one.size):
        raise NotFoundError(UNKNOWN)
    within, offset, length = place
    if within:
        pieces: list[served.Piece] = [served.inflated(found.case, found.loaded, one, offset, length)]
    else:
        pieces = [served.Stored(found.loaded.refs[one.file], offset, length)]
    return _octets(scope, Part(found.case, OCTETS, pieces))


def _pixels(scope: Scope, found: Found) -> Answered:
    """All frames: compressed ones part by part, native ones as they stand."""
    one = found.instance
    if one.encapsulated or one.inflated or one.odd_bits:
        return send_frames(scope, found, list(range(1, max(1, one.frames) + 1)))
    length = min(one.length, one.size - one.offset)
    pieces: list[served.Piece] = [served.Stored(found.loaded.refs[one.file], one.offset, length)]
    return _octets(scope, Part(found.case, _typed(OCTETS, one.syntax if one.big_endian else EXPLICIT), pieces))


def _octets(scope: Scope, part: Part) -> Answered:
    wanted = accepted(scope.asked.header("HTTP_ACCEPT"), scope.asked.fields())
    chosen = wanted.frames(EXPLICIT, compressed=False, one_frame=True)
    must_be(chosen)
    assert chosen is not None
    if chosen.multipart:
        return several([part], OCTETS)
    return single(part, scope.asked.header("HTTP_RANGE"))


def _typed(media: str, syntax: str) -> str:
    return f"{media}; transfer-syntax={syntax}"


__all__ = ["OF_SYNTAX", "RefusedError", "bulk", "files", "frames"]
