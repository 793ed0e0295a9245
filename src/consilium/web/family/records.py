"""The records: what each file turned out to be, in time and by kind, and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import NoReverseMatch

from consilium.actions.records.gather import Gathered, locked_files
from consilium.actions.records.sheets import has_thumbnail
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.errors import NotFoundError
from consilium.domain.packet import Lane, RecordView, StudyView, timeline
from consilium.domain.records import Category, Ended, Remark
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.request import CaseRequest
from consilium.writers.start_here import drawing, timeline_pictures

FEW = 8
UNSORTED = "unsorted"


@dataclass(frozen=True)
class Entry:
    """A record, a scan or a file in a list. `url` opens it; `reasons` say why it is in this list."""

    item: RecordView | StudyView | None
    url: str
    path: str = ""
    reasons: tuple[Remark, ...] = ()
    named: str = ""
    same_as: str = ""
    same_url: str = ""


@dataclass(frozen=True)
class KindOf:
    """The records of one kind: the first ones, how many there are, and where all are."""

    code: str
    entries: tuple[Entry, ...]
    count: int
    url: str = ""


@case_page("see")
def records(request: CaseRequest) -> HttpResponse:
    """All of it at a glance: what waits for a person comes first."""
    snap = snapshot(request.case, request.words.language)
    view = snap.pages
    line = timeline(view)
    context = {
        "view": view,
        "add": _add(request),
        "line": line,
        "pictures": timeline_pictures(line, request.words),
        "lanes": drawing.lanes(request.words),
        "periods": [
            (drawing.said(period, request.words), _cells(request, snap, period.cells)) for period in line.periods
        ],
        "loose": [_entry(request, snap, item) for item in (*line.year_only, *line.undated)],
        "kinds": [_kind(request, snap, category, group) for category, group in view.by_category()],
        "studies": [_study(request, snap, study) for study in view.studies_by_date()],
        "doubt": request.case.document.doubt,
        "unsure": sum(one.judgement is None for one in snap.filled.case.suggested),
    }
    return show(request, "family/records.html", context)


@case_page("see")
def kind(request: CaseRequest, code: str) -> HttpResponse:
    """All records of one kind."""
    if code != UNSORTED and code not in list(Category):
        raise NotFoundError("errors.not_found")
    snap = snapshot(request.case, request.words.language)
    wanted = None if code == UNSORTED else Category(code)
    found = next((group for category, group in snap.pages.by_category() if category is wanted), ())
    entries = [_entry(request, snap, item) for item in found]
    return show(request, "family/records_kind.html", {"code": _named(wanted), "entries": entries})


@case_page("see")
def listed(request: CaseRequest, which: str) -> HttpResponse:
    """What could not be read, copies, what names another child, what a person has to say: one list each."""
    snap = snapshot(request.case, request.words.language)
    makers = {
        "unreadable": lambda: [_file(request, one) for one in snap.everything.ended(Ended.UNREADABLE)],
        "copies": lambda: [_copy(request, snap, one) for one in snap.everything.ended(Ended.DUPLICATE)],
        "set-aside": lambda: _set_aside(request, snap),
        "asked": lambda: [_entry(request, snap, item) for item in snap.pages.asked()],
        "failed": lambda: [_entry(request, snap, item) for item in snap.pages.failed()],
        "unnamed": lambda: [_entry(request, snap, item) for item in snap.pages.unnamed()],
        "programs": lambda: [_file(request, one) for one in snap.everything.ended(Ended.READ) if one.litter],
    }
    if which not in makers:
        raise NotFoundError("errors.not_found")
    locked = locked_files(request.case) if which == "unreadable" else 0
    context = {"which": which.replace("-", "_"), "entries": makers[which](), "locked": locked}
    return show(request, "family/records_list.html", context)


def url_of(request: CaseRequest, snap: Snapshot, item: RecordView | StudyView) -> str:
    """The page of a record, or of a scan's first picture."""
    if isinstance(item, RecordView):
        return link(request, "record", file=item.id)
    first = snap.everything.by_path.get(item.sources[0]) if item.sources else None
    return link(request, "record", file=first.id) if first else ""


def addresses(request: CaseRequest, snap: Snapshot) -> dict[str, str]:
    """The page of each record and study by its number ("R7")."""
    return {item.number: url_of(request, snap, item) for item in snap.pages.everything()}


def _entry(request: CaseRequest, snap: Snapshot, item: RecordView | StudyView) -> Entry:
    return Entry(item, url_of(request, snap, item), reasons=item.reasons)


def _cells(
    request: CaseRequest, snap: Snapshot, cells: Iterable[tuple[RecordView | StudyView, ...]]
) -> list[list[tuple[str, str]]]:
    return [[(item.number, url_of(request, snap, item)) for item in cell] for cell in cells] or [[] for _ in Lane]


def _kind(request: CaseRequest, snap: Snapshot, category: Category | None, group: tuple[RecordView, ...]) -> KindOf:
    shown = group if len(group) <= FEW + 2 else group[-FEW:]
    entries = tuple(_entry(request, snap, item) for item in shown)
    more = "" if len(shown) == len(group) else link(request, "records_kind", code=category or UNSORTED)
    return KindOf(_named(category), entries, len(group), more)


def _named(category: Category | None) -> str:
    return category.value if category else "unknown"


def _study(request: CaseRequest, snap: Snapshot, study: StudyView) -> dict[str, object]:
    shown = series_of(request, snap, study)
    return {"view": study, "url": url_of(request, snap, study), "series": shown[:4], "more": len(shown) - 4}


def series_of(request: CaseRequest, snap: Snapshot, study: StudyView) -> list[dict[str, object]]:
    """Each series of a scan with its small picture, and the page of what has none (a report of the scan)."""
    found = []
    for series in study.series:
        one = snap.everything.by_id.get(UUID(series.id)) if series.id else None
        picture = thumbnail_of(request, one) if one else ""
        url = link(request, "record", file=series.id) if one and not picture else ""
        found.append({"view": series, "picture": picture, "url": url})
    return found


def _file(request: CaseRequest, one: Gathered) -> Entry:
    return Entry(None, link(request, "record", file=one.id), one.path, one.reasons)


def _copy(request: CaseRequest, snap: Snapshot, one: Gathered) -> Entry:
    path = snap.everything.first_paths.get(one.content, "") if one.content else ""
    first = snap.everything.by_path.get(path)
    url = link(request, "record", file=first.id) if first else ""
    return Entry(None, link(request, "record", file=one.id), one.path, one.reasons, same_as=path, same_url=url)


def _set_aside(request: CaseRequest, snap: Snapshot) -> list[Entry]:
    """One entry for all pictures of a series: they are decided together."""
    entries, series = [], set()
    for one in snap.everything.ended(Ended.OTHER_CHILD):
        if one.series_key is not None and one.series_key in series:
            continue
        series.add(one.series_key)
        person = one.person.people[0].text if one.person.people else ""
        entries.append(Entry(None, link(request, "record", file=one.id), one.path, one.reasons, person))
    return entries


def _add(request: CaseRequest) -> str:
    """Where records are added; this page where there is no such page."""
    try:
        return link(request, "add_records")
    except NoReverseMatch:
        return link(request, "records")


def thumbnail_of(request: CaseRequest, one: Gathered) -> str:
    """The address of a file's small picture, "" where there is none."""
    return link(request, "record_thumbnail", file=one.id) if has_thumbnail(one) else ""


urlpatterns = [
    case_path("records/", records, "records"),
    case_path("records/kind/<slug:code>/", kind, "records_kind"),
    case_path("records/list/<slug:which>/", listed, "records_list"),
]
