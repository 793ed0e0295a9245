"""One record: what it is and why, its pages with their words, what was read from it, its original, whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header

from consilium.actions.access import decide as decide_on
from consilium.actions.entries import ClashError, Entry
from consilium.actions.imaging.measured import Measured, author
from consilium.actions.imaging.slides import READER, is_slide
from consilium.actions.records import sheets, whose
from consilium.actions.records.gather import Gathered
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.circle import Act
from consilium.domain.clinical import CaseFinding
from consilium.domain.errors import DeniedError, NotFoundError
from consilium.domain.findings import Finding, Kind
from consilium.domain.packet import MISDATED, StudyView
from consilium.domain.records import Box, Ended
from consilium.knowledge.catalog import Catalog
from consilium.web.door.drafts import typed
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.records import series_of, thumbnail_of, url_of
from consilium.web.family.sheet import boxes_on, sheet
from consilium.web.family.shots import looked_at
from consilium.web.family.who import SignedForm, may_judge
from consilium.web.forms import LongText
from consilium.web.request import CaseRequest
from consilium.writers.fhir.provenance import said as in_words

MOST_FINDINGS = 60
EXAMINED = "examined"  # what an examination found as it should be, which is no symptom
JPEG, PNG = "image/jpeg", "image/png"
# What a browser is given to show: nothing in it may run, and nobody keeps it (its address holds no words).
PICTURE_POLICY = "default-src 'none'; sandbox"


class WhoseForm(SignedForm):
    """Why a person says that a record is or is not the child's."""

    area = "records"
    why = LongText(rows=2, max_length=2_000, required=False)


@case_page("see")
def record(request: CaseRequest, file: UUID, number: int = 1) -> HttpResponse:
    """A record at one of its pages."""
    snap = snapshot(request.case, request.words.language)
    one = sheets.file_of(snap.everything, file)
    return show(request, "family/record.html", page_of(request, snap, one, number))


@case_page("see", write="judge")
def decide(request: CaseRequest, file: UUID) -> HttpResponse:
    """A person says whose the record is, or takes it back. What was typed before a session ended stands there again."""
    snap = snapshot(request.case, request.words.language)
    one = sheets.file_of(snap.everything, file)
    if request.method != "POST":
        return show(request, "family/record.html", page_of(request, snap, one, 1))
    form = WhoseForm(request.words, request.POST).signed_by(request)
    answer = request.POST.get("answer", "")
    if answer not in ("ours", "not_ours", "take_back") or not form.is_valid():
        return show(request, "family/record.html", page_of(request, snap, one, 1, form), status=422)
    try:
        settled = _decided(request, one, form, answer)
    except ClashError:
        again = request.POST.copy()
        again["seen"] = str(whose.told(request.case, one.id).version)
        form = WhoseForm(request.words, again).signed_by(request)
        return show(request, "family/record.html", page_of(request, snap, one, 1, form) | {"clashed": True}, status=409)
    messages.success(request, request.words.text("records.whose_kept" if settled else "records.whose_kept_later"))
    return HttpResponseRedirect(link(request, "record", file=one.id))


def _decided(request: CaseRequest, one: Gathered, form: WhoseForm, answer: str) -> bool:
    if answer == "take_back":
        return whose.take_back(request.case, one.id, form.by_whom, form.version)
    return whose.say(request.case, one.id, answer == "ours", form.by_whom, form.cleaned_data["why"], form.version)


@case_page("see")
def picture(request: CaseRequest, file: UUID, number: int) -> HttpResponse:
    """A page as it looks."""
    one = sheets.file_of(snapshot(request.case, request.words.language).everything, file)
    return _picture(sheets.picture(request.case, one, number))


@case_page("see")
def thumbnail(request: CaseRequest, file: UUID) -> HttpResponse:
    """The small picture of a scan, a slide or a first page."""
    one = sheets.file_of(snapshot(request.case, request.words.language).everything, file)
    return _picture(sheets.thumbnail(request.case, one))


@case_page("see")
def original(request: CaseRequest, file: UUID) -> HttpResponse:
    """The bytes as they came in: to be saved, never shown by the browser, whatever they are."""
    snap = snapshot(request.case, request.words.language)
    one = sheets.file_of(snap.everything, file)
    if not _may_have(request, snap, one):
        raise DeniedError("errors.denied")
    found = sheets.original(request.case, one)
    answer = StreamingHttpResponse(found.pieces, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer.headers["Content-Length"] = str(found.size)
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    answer.headers["Content-Encoding"] = "identity"  # not to be packed on the way: byte for byte, with its length
    return cast("HttpResponse", answer)


def _may_have(request: CaseRequest, snap: Snapshot, one: Gathered) -> bool:
    """Whether the original may be saved: a slide's has its label in it, or that of one of its parts has (MIRAX)."""
    within = (file for file in snap.everything.files if file.path.startswith(f"{one.path}!/"))
    labelled = any(each.reader == READER or is_slide(each.format, each.reader) for each in (one, *within))
    return not labelled or bool(decide_on(request.case, Act.SEE_NAMES).value)


@dataclass(frozen=True)
class Looked:
    """What somebody looks for on a page: where it stands, and its words."""

    boxes: Sequence[Box] = ()
    quotes: Sequence[str] = ()


def page_of(
    request: CaseRequest,
    snap: Snapshot,
    one: Gathered,
    number: int,
    form: WhoseForm | None = None,
    looked: Looked | None = None,
) -> dict[str, object]:
    """What the page of a record shows. Marked is what somebody looked for, else all that was read."""
    findings = _findings(snap, one)
    told = whose.told(request.case, one.id)
    here = [finding for finding in findings if _page(finding) == number]
    form = form or WhoseForm(request.words, typed(request), initial={"seen": told.version}).signed_by(request)
    view = next((item for item in snap.pages.records if item.id == str(one.id)), None)
    return {
        "one": one,
        "view": view,
        "misdated": [remark for remark in view.remarks if remark.code in MISDATED] if view else [],
        "study": _study(request, snap, one),
        "look": looked_at(request, snap, one.id) if one.is_image else "",
        "measured": _measured(request, snap, one) if one.is_image else None,
        "title": title_of(snap, one, request.words),
        "sheet": _sheet(request, one, number, here, looked),
        "findings": by_kind(request, here[:MOST_FINDINGS]),
        "more": len(here) - MOST_FINDINGS,
        "elsewhere": _elsewhere(request, one, findings, number),
        "suggested": _suggested(snap, one, number),
        "suggested_kinds": by_kind(request, _suggested(snap, one, number)),
        "untold": _untold(request, one, number, (*findings, *_suggested(snap, one, number))),
        "before": number - 1,
        "after": number + 1,
        "spoken": snap.everything.languages.get(one.id, ""),
        "thumbnail": thumbnail_of(request, one) if not sheets.has_pictures(one) else "",
        "slide": link(request, "slide", file=one.id) if one.ref and is_slide(one.format, one.reader) else "",
        "download": link(request, "record_original", file=one.id) if one.ref and _may_have(request, snap, one) else "",
        "first": _first(request, snap, one),
        "told": told,
        "waiting": _waiting(request, snap, one) if told.now else None,
        "may_judge": may_judge(request),
        "form": form,
        "asks": one.ended is Ended.OTHER_CHILD or one.person.whose.value != "same",
    }


def by_kind(request: CaseRequest, findings: Iterable[CaseFinding]) -> list[tuple[str, list[dict[str, object]]]]:
    """Findings as a list shows them, with the kind that each is of: the kinds in the order in which the page tells
    them. A name alone says neither whether a child takes a thing nor whether it is allergic to it."""
    kinds: dict[str, list[dict[str, object]]] = {}
    for one in findings:
        normal = one.shown.kind is Kind.CONDITION and one.shown.detail.get("result") == "normal"
        kinds.setdefault(EXAMINED if normal else one.shown.kind.value, []).append(shown(request, one))
    return list(kinds.items())


def shown(request: CaseRequest, finding: CaseFinding) -> dict[str, object]:
    """A finding as a list shows it."""
    return {
        "said": statement(finding.shown, request.words),
        "kind": finding.finding.kind.value,
        "quote": finding.finding.quote,
        "judgement": finding.judgement,
        "url": link(request, "finding", key=finding.key),
    }


def statement(finding: Finding, words: Catalog) -> str:
    """What a finding says, in one line, with its day in words."""
    said = in_words(replace(finding, when=None), words)
    return f"{said}, {words.date(finding.when)}" if finding.when else said


def title_of(snap: Snapshot, one: Gathered, words: Catalog) -> str:
    """What a record is called: its heading, else its file's name."""
    study = _of_study(snap, one)
    if study is not None:
        return study.description or words.text("packet.study_untitled")
    return one.title or one.path.rpartition("!/")[2].rpartition("/")[2]


def _of_study(snap: Snapshot, one: Gathered) -> StudyView | None:
    return next((study for study in snap.pages.studies if one.path in study.sources), None) if one.is_image else None


def _measured(request: CaseRequest, snap: Snapshot, one: Gathered) -> Entry[Measured] | None:
    """Who saved a report of measurements in this case."""
    uid = next((uid for (_, uid), file in snap.everything.by_instance.items() if file.id == one.id), "")
    return author(request.case, uid) if uid else None


def _study(request: CaseRequest, snap: Snapshot, one: Gathered) -> dict[str, object] | None:
    study = _of_study(snap, one)
    if study is None:
        return None
    return {"view": study, "series": series_of(request, snap, study)}


def _sheet(
    request: CaseRequest, one: Gathered, number: int, here: Sequence[CaseFinding], looked: Looked | None
) -> object:
    """The page with what was looked for, or else all that was read from it, marked; None where it has none."""
    if number > 1 and number > one.pages:
        raise NotFoundError("errors.not_found")
    if not one.pages:
        return None
    if looked is not None:
        return sheet(request, one, number, looked.boxes, looked.quotes)
    citations = [citation for finding in here for citation in finding.finding.citations]
    quotes = dict.fromkeys(citation.quote for citation in citations if citation.quote)
    return sheet(request, one, number, list(dict.fromkeys(boxes_on(citations, number))), list(quotes))


def _untold(
    request: CaseRequest, one: Gathered, number: int, findings: Sequence[CaseFinding]
) -> dict[str, object] | None:
    """Sentences of the page that no finding quotes; None where there are none, or nothing was read from the record."""
    if one.ended is not Ended.READ or not 1 <= number <= max(one.pages, 1):
        return None
    citations = (citation for finding in findings for citation in finding.finding.citations)
    quotes = [citation.quote for citation in citations if (citation.page or number) == number]
    kept, more = sheets.left_out(request.case, one, number, quotes, MOST_FINDINGS)
    return {"sentences": kept, "more": more, "count": len(kept) + more} if kept else None


def _findings(snap: Snapshot, one: Gathered) -> list[CaseFinding]:
    return [finding for finding in snap.filled.case.findings if finding.record.id == str(one.id)]


def _suggested(snap: Snapshot, one: Gathered, number: int) -> list[CaseFinding]:
    """What is only suggested of this page: the first MOST_FINDINGS, and none that a person has struck out."""
    of_file = (item for item in snap.filled.case.suggested if item.record.id == str(one.id))
    return [item for item in of_file if _page(item) == number and item.judgement is None][:MOST_FINDINGS]


def _page(finding: CaseFinding) -> int:
    citations = finding.finding.citations
    return (citations[0].page or 1) if citations else 1


def _elsewhere(
    request: CaseRequest, one: Gathered, findings: Sequence[CaseFinding], number: int
) -> list[tuple[int, int, str]]:
    """(page, how many findings, address) of the other pages from which something was read."""
    counts: dict[int, int] = {}
    for finding in findings:
        counts[_page(finding)] = counts.get(_page(finding), 0) + 1
    return [
        (page, counts[page], link(request, "record_page", file=one.id, number=page))
        for page in sorted(counts)
        if page != number
    ]


def _waiting(request: CaseRequest, snap: Snapshot, one: Gathered) -> dict[str, object] | None:
    """The next record of which a person has to say whose it is, and how many there are."""
    left = [item for item in (*snap.pages.asked(), *snap.pages.unnamed()) if one.path not in item.sources]
    return {"url": url_of(request, snap, left[0]), "count": len(left)} if left else None


def _first(request: CaseRequest, snap: Snapshot, one: Gathered) -> str:
    """The page of the file that this is a copy of."""
    if one.ended is not Ended.DUPLICATE or one.content is None:
        return ""
    first = snap.everything.by_path.get(snap.everything.first_paths.get(one.content, ""))
    return link(request, "record", file=first.id) if first else ""


def _picture(data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type=PNG if data.startswith(b"\x89PNG") else JPEG)
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    answer.headers["Content-Encoding"] = "identity"  # packed already
    return answer


urlpatterns = [
    case_path("record/<uuid:file>/", record, "record"),
    case_path("record/<uuid:file>/page/<int:number>/", record, "record_page"),
    case_path("record/<uuid:file>/page/<int:number>/picture/", picture, "record_picture"),
    case_path("record/<uuid:file>/small/", thumbnail, "record_thumbnail"),
    case_path("record/<uuid:file>/original/", original, "record_original"),
    case_path("record/<uuid:file>/whose/", decide, "record_whose"),
]
