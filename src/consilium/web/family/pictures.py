"""Scans as pictures: what each is in plain words, one picture after another, one part of the body over all dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse

from consilium.actions.imaging.studies import Pictures, SeriesSeen, Shot, StudySeen, pictures
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.errors import NotFoundError
from consilium.domain.findings import Kind
from consilium.knowledge.requirements import requirements
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.record import statement
from consilium.web.family.shots import LARGE, rendered, url_of
from consilium.web.imaging.viewer import address, has_viewer
from consilium.web.request import CaseRequest

SMALL = 224  # pixels of a picture's longer side
FEW = 6
MOST_SAID = 6
OTHER = "other"
FUSED = frozenset({"CT", "PT"})
TOLD = frozenset({Kind.IMAGING, Kind.MEASUREMENT, Kind.RESPONSE})


@dataclass(frozen=True)
class Shown:
    """A series in a list: its key picture and where one looks through it."""

    series: SeriesSeen
    url: str
    picture: str


@dataclass(frozen=True)
class StudyShown:
    """A study in a list. `kinds` are those of which there are plain words; `beside` compares it with an earlier one."""

    study: StudySeen
    kinds: tuple[str, ...]
    series: tuple[Shown, ...]
    more: int
    url: str
    key: str
    viewer: str = ""
    beside: str = ""
    fused: str = ""


@case_page("see")
def listed(request: CaseRequest) -> HttpResponse:
    """All studies by date."""
    seen = pictures(snapshot(request.case, request.words.language))
    studies = [_shown(request, one, _earlier(seen, one)) for one in reversed(seen.studies)]
    regions = [(code, link(request, "pictures_region", code=code), len(seen.of_region(code))) for code in seen.regions]
    return show(request, "family/pictures.html", {"studies": studies, "regions": regions})


@case_page("see")
def picture(request: CaseRequest, file: UUID, frame: int = 0) -> HttpResponse:
    """One picture in its series; `?n=61` goes to the sixty-first of it."""
    seen = pictures(snapshot(request.case, request.words.language))
    study, series, at = _at(seen, file, frame)
    wanted = request.GET.get("n", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 7:
        n = min(max(int(wanted), 1), len(series.shots))
        return HttpResponseRedirect(url_of(request, series.shots[n - 1]))
    shots = series.shots
    context = {
        "study": _shown(request, study, _earlier(seen, study), (series, shots[at])),
        "series": series,
        "others": [_one(request, study, one) for one in study.series],
        "shot": shots[at],
        "number": at + 1,
        "count": len(shots),
        "before": url_of(request, shots[at - 1]) if at else "",
        "after": url_of(request, shots[at + 1]) if at + 1 < len(shots) else "",
        "picture": rendered(request, study, series, shots[at]),
        "order": link(request, "pictures_order", file=shots[at].file),
        "record": link(request, "record", file=shots[at].file),
    }
    return show(request, "family/picture.html", context)


@case_page("see")
def order(request: CaseRequest, file: UUID) -> HttpResponse:
    """The pictures of a series in reading order, for looking through them without loading the page again."""
    seen = pictures(snapshot(request.case, request.words.language))
    study, series, _ = _at(seen, file, 0)
    listed = [[url_of(request, one), rendered(request, study, series, one), one.number] for one in series.shots]
    return JsonResponse({"pictures": listed})


@case_page("see")
def region(request: CaseRequest, code: str) -> HttpResponse:
    """One part of the body over all dates, with what reports of each day say of it."""
    snap = snapshot(request.case, request.words.language)
    seen = pictures(snap)
    if code not in {region for one in seen.studies for region in one.regions}:
        raise NotFoundError("errors.not_found")
    rows = [{"study": _shown(request, one, None), "said": _said(request, snap, one)} for one in seen.of_region(code)]
    context = {"code": code, "rows": rows, "others": [one for one in seen.regions if one != code]}
    return show(request, "family/pictures_region.html", context)


def _at(seen: Pictures, file: UUID, frame: int) -> tuple[StudySeen, SeriesSeen, int]:
    found = seen.at(file, frame)
    if found is None:
        raise NotFoundError("errors.not_found")
    return found


def _one(request: CaseRequest, study: StudySeen, series: SeriesSeen) -> Shown:
    return Shown(series, url_of(request, series.key), rendered(request, study, series, series.key, SMALL))


def _shown(
    request: CaseRequest, study: StudySeen, earlier: StudySeen | None, here: tuple[SeriesSeen, Shot] | None = None
) -> StudyShown:
    """The study with ways into the viewer, which begins at the picture that one looks at."""
    first = sorted(study.series, key=lambda one: -len(one.shots))[:FEW]
    shown = tuple(_one(request, study, one) for one in study.series if one in first)
    viewer = beside = fused = ""
    if has_viewer():
        language = request.words.language
        at = {"initialSeriesInstanceUID": here[0].uid, "initialSOPInstanceUID": here[1].uid} if here else {}
        viewer = address(request.case.id, (study.uid,), language=language, **at)
        if earlier is not None:
            both = (study.uid, earlier.uid)
            beside = address(request.case.id, both, language=language, hangingProtocolId="@ohif/hpCompare")
        if set(study.modalities) >= FUSED:
            fused = address(request.case.id, (study.uid,), "tmtv", language=language)
    key = rendered(request, study, study.main, study.main.key, LARGE // 2)
    more = len(study.series) - len(shown)
    return StudyShown(
        study, plain_kinds(study.modalities), shown, more, url_of(request, study.main.key), key, viewer, beside, fused
    )


def _earlier(seen: Pictures, study: StudySeen) -> StudySeen | None:
    """The last study before it of the same part of the body and kind."""
    before = seen.studies[: seen.studies.index(study)]
    alike = [one for one in before if one.regions & study.regions and set(one.modalities) & set(study.modalities)]
    return alike[-1] if alike else None


def _said(request: CaseRequest, snap: Snapshot, study: StudySeen) -> list[tuple[str, str]]:
    """What reports of the study's day measured; where they measured nothing, what else they say of pictures."""
    if study.view.date is None:
        return []
    of_day = [
        one for one in snap.filled.case.findings if one.shown.when == study.view.date and one.finding.kind in TOLD
    ]
    measured = [one for one in of_day if one.finding.kind is Kind.MEASUREMENT]
    said: dict[str, str] = {}
    for one in measured or of_day:
        told = statement(replace(one.shown, when=None), request.words)
        said.setdefault(told, link(request, "finding", key=one.key))
    return list(said.items())[:MOST_SAID]


def plain_kinds(modalities: Sequence[str]) -> tuple[str, ...]:
    """The kinds of pictures that a family is told apart: alike codes are one; `other` where none is known."""
    alike = requirements().imaging.alike
    known = [name for code in modalities for name, codes in alike.items() if code in codes]
    return tuple(dict.fromkeys(known)) or (OTHER,)


urlpatterns = [
    case_path("pictures/", listed, "pictures"),
    case_path("pictures/<uuid:file>/", picture, "picture"),
    case_path("pictures/<uuid:file>/<int:frame>/", picture, "picture_frame"),
    case_path("pictures/<uuid:file>/order/", order, "pictures_order"),
    case_path("pictures/of/<slug:code>/", region, "pictures_region"),
]
