"""QIDO-RS (PS3.18 10.6): which studies, series and instances there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from consilium.actions.imaging.held import PLACE_IN_JSON, Loaded, Series, headers, held, loaded
from consilium.actions.opened import OpenCase
from consilium.domain.dicomweb import attributes as of
from consilium.domain.dicomweb.accepting import JSON, accepted
from consilium.domain.dicomweb.attributes import Attributes, Level, attribute
from consilium.domain.dicomweb.entry import is_uid
from consilium.domain.dicomweb.query import FUZZY, MORE, Query, answers, parsed
from consilium.domain.errors import NotFoundError
from consilium.domain.plain import from_json, to_json
from consilium.domain.records import Json
from consilium.web.imaging.asked import Answered, RefusedError
from consilium.web.imaging.dicomweb.scope import UNKNOWN, Scope

ONLINE = to_json({of.AVAILABILITY: attribute(of.AVAILABILITY, "ONLINE")})[1:-1]
KNOWN = frozenset({of.AVAILABILITY, of.RETRIEVE_URL, of.MODALITIES, of.SOP_CLASSES, of.STUDY_SERIES,
                   of.STUDY_INSTANCES, of.SERIES_INSTANCES, of.AVAILABLE_SYNTAX})  # fmt: skip


def query(scope: Scope, path: tuple[str, ...]) -> Answered:
    """The answer to a query at the level of the path's last name."""
    fields = scope.asked.fields()
    if not accepted(scope.asked.header("HTTP_ACCEPT"), fields).json():
        raise RefusedError(406)
    asked = parsed(fields)
    level = {"studies": Level.STUDY, "series": Level.SERIES, "instances": Level.INSTANCE}[path[-1]]
    found = _found(scope, path, level, asked)
    page, more = asked.page(len(found))
    data = b"[" + b",".join(found[page]) + b"]"
    warnings = [("Warning", FUZZY)] * asked.fuzzy + [("Warning", MORE)] * more
    return Answered(200, JSON, (data,), len(data), tuple(warnings))


def _found(scope: Scope, path: tuple[str, ...], level: Level, asked: Query) -> Sequence[bytes]:
    if level is Level.STUDY:
        return [to_json(study) for study in _studies(scope, asked)]
    listed = list(_series_of(scope, path))
    depth = len(path) // 2  # how many levels are named by UID
    if depth and not listed:
        raise NotFoundError(UNKNOWN)
    if level is Level.SERIES:
        return [to_json(one) for one in _series(scope, listed, asked, with_study=not depth)]
    out: list[bytes] = []
    for case, within, one in listed:
        out += _instances(scope, (case, within, one), asked, depth)
    return out


def _series_of(scope: Scope, path: tuple[str, ...]) -> Iterator[tuple[OpenCase, Sequence[Series], Series]]:
    """The series that a path is about, each with all of its study."""
    study = path[1] if len(path) > 2 else ""
    series = path[3] if len(path) > 4 else ""
    if (study and not is_uid(study)) or (series and not is_uid(series)):
        raise NotFoundError(UNKNOWN)
    seen: set[str] = set()
    for case in scope.cases:
        for uid, within in held(case).studies.items():
            if uid in seen or (study and uid != study):
                continue
            seen.add(uid)
            every = tuple(within.values())
            yield from ((case, every, one) for one in every if not series or one.uid == series)


def _studies(scope: Scope, asked: Query) -> list[Attributes]:
    found: dict[str, Attributes] = {}
    for case in scope.cases:
        for uid, within in held(case).studies.items():
            if uid in found:
                continue
            every = tuple(within.values())
            study = of_study(every, scope.base) | _more(case, every[0], asked, every[0].of_study)
            if answers(study, asked.matches):
                found[uid] = dict(sorted(study.items()))
    return sorted(found.values(), key=_newest_first)


def _newest_first(study: Attributes) -> tuple[int, int]:
    date, time = ((of.texts(study, tag) or [""])[0] for tag in ("00080020", "00080030"))
    return -int(date) if date.isdigit() else 0, -int(time[:6]) if time[:6].isdigit() else 0


def of_study(every: Sequence[Series], base: str) -> Attributes:
    """A study's attributes, of its series."""
    first = every[0]
    modalities = sorted({text for one in every for text in of.texts(one.of_series, of.MODALITY)})
    return first.of_study | {
        of.AVAILABILITY: attribute(of.AVAILABILITY, "ONLINE"),
        of.MODALITIES: attribute(of.MODALITIES, *modalities),
        of.SOP_CLASSES: attribute(of.SOP_CLASSES, *sorted({name for one in every for name in one.classes})),
        of.RETRIEVE_URL: attribute(of.RETRIEVE_URL, f"{base}/studies/{first.study}"),
        of.STUDY_SERIES: attribute(of.STUDY_SERIES, len(every)),
        of.STUDY_INSTANCES: attribute(of.STUDY_INSTANCES, sum(one.count for one in every)),
    }


def of_series(one: Series, base: str) -> Attributes:
    """A series' attributes."""
    return one.of_series | {
        of.AVAILABILITY: attribute(of.AVAILABILITY, "ONLINE"),
        of.RETRIEVE_URL: attribute(of.RETRIEVE_URL, f"{base}/studies/{one.study}/series/{one.uid}"),
        of.SERIES_INSTANCES: attribute(of.SERIES_INSTANCES, one.count),
    }


def _series(
    scope: Scope, listed: Sequence[tuple[OpenCase, Sequence[Series], Series]], asked: Query, *, with_study: bool
) -> Iterator[Attributes]:
    for case, every, one in listed:
        own = of_series(one, scope.base)
        above = of_study(every, scope.base)
        full = above | own | _more(case, one, asked, above | own)
        if answers(full, asked.matches):
            shown = full if with_study else {tag: full[tag] for tag in full if tag in own or tag in asked.tags or (
                asked.every_field and tag not in above)}  # fmt: skip
            yield dict(sorted(shown.items()))


def _more(case: OpenCase, one: Series, asked: Query, there: Mapping[str, Json]) -> Attributes:
    """What else is asked for or asked by, from the header of the series' middle instance."""
    wanted = asked.tags - there.keys() - KNOWN
    if not wanted and not asked.every_field:
        return {}
    header = headers(case, one)[one.middle]
    tags = header.keys() if asked.every_field else wanted
    return {tag: header[tag] for tag in tags if tag in header and not _is_bulk(header[tag])}


def _is_bulk(value: Json) -> bool:
    return isinstance(value, dict) and "BulkDataURI" in value


def _instances(
    scope: Scope, of_which: tuple[OpenCase, Sequence[Series], Series], asked: Query, depth: int
) -> list[bytes]:
    case, every, one = of_which
    base = scope.base.encode()
    above: Attributes = {}
    if depth < 1 or asked.matches:
        above |= of_study(every, scope.base)
    if depth < 2 or asked.matches:
        above |= of_series(one, scope.base)
    if asked.matches or asked.fields or asked.every_field:
        return _chosen(case, one, asked, above, (base, depth))
    lines = _lines(one, loaded(case, one))
    plain = to_json({tag: above[tag] for tag in above if tag not in (of.AVAILABILITY, of.RETRIEVE_URL)})[1:-1]
    inner = b"," + plain if above else b""
    return [line.replace(PLACE_IN_JSON, base)[:-1] + inner + b"}" for line in lines]


def _lines(one: Series, table: Loaded) -> list[bytes]:
    """The answers for all instances, with the place of the service to be filled in."""
    before = b',"%s":{"vr":"UR","Value":["%s/studies/%s/series/%s/instances/' % (
        of.RETRIEVE_URL.encode(), PLACE_IN_JSON, one.study.encode(), one.uid.encode())  # fmt: skip
    return [each.query[:-1] + b"," + ONLINE + before + uid.encode() + b'"]}}' for uid, each in table.instances.items()]


def _chosen(case: OpenCase, one: Series, asked: Query, above: Attributes, place: tuple[bytes, int]) -> list[bytes]:
    """Instances that match, or with more attributes than are kept at hand."""
    base, depth = place
    table = loaded(case, one)
    lines = [from_json(line.replace(PLACE_IN_JSON, base)) for line in _lines(one, table)]
    every = headers(case, one)
    out = []
    for line, header in zip(lines, islice(every, len(lines)), strict=True):
        full = above | header | line
        if not answers(full, asked.matches):
            continue
        shown = {tag: full[tag] for tag in full if tag in line or tag in asked.tags or asked.every_field}
        if depth < 2:
            shown |= {tag: above[tag] for tag in above if tag not in line}
        out.append(to_json({tag: shown[tag] for tag in sorted(shown) if not _is_bulk(shown[tag])}))
    return out
