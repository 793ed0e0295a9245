"""The page of a slide: looked at as under a microscope, regions that persons mark and name, another slide beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions.access import decide
from consilium.actions.entries import ClashError, Entry
from consilium.actions.imaging import regions
from consilium.actions.imaging.slidenames import named_picture, named_pictures
from consilium.actions.imaging.slides import Slide, is_slide, slide_of
from consilium.actions.records import sheets
from consilium.actions.records.gather import Gathered
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.circle import Act
from consilium.domain.errors import InputError, NotFoundError, UnreadableError
from consilium.domain.regions import NAME_CHARS, NOTE_CHARS, Region, checked
from consilium.domain.slides import times
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link, show
from consilium.web.family.record import PICTURE_POLICY, title_of
from consilium.web.family.records import thumbnail_of
from consilium.web.family.slides import SlideLink, same_slide, slides_of
from consilium.web.family.who import signature
from consilium.web.forms import LongText, WordsForm
from consilium.web.imaging.tiles import told
from consilium.web.request import CaseRequest

TEMPLATE, REGION, UNREADABLE = "imaging/slide.html", "imaging/region.html", "imaging/slide_unreadable.html"
NOT_SHOWN = 422


class RegionForm(WordsForm):
    """A box on the slide (the page's script fills it in), its name and a note."""

    area = "slideview"
    name = forms.CharField(max_length=NAME_CHARS)
    note = LongText(rows=2, required=False, max_length=NOTE_CHARS)
    x = forms.IntegerField(required=False, widget=forms.HiddenInput)
    y = forms.IntegerField(required=False, widget=forms.HiddenInput)
    width = forms.IntegerField(required=False, widget=forms.HiddenInput)
    height = forms.IntegerField(required=False, widget=forms.HiddenInput)

    slide: Slide | None = None  # a form that is shown again after a clash has been judged already
    writer = ""

    def clean(self) -> dict[str, object]:
        """The rules of `domain.regions`."""
        given = super().clean() or {}
        if not self.errors and self.slide:
            base = self.slide.sizes[0]
            try:
                checked(self.value(self.slide), base.width, base.height)
            except InputError as error:
                self.add_error(None, self.words.remark(error.remark))
        return given

    def value(self, slide: Slide) -> Region:
        """What is kept."""
        given = self.cleaned_data
        x, y, width, height = (given.get(side) or 0 for side in ("x", "y", "width", "height"))
        name, note = given["name"].strip(), given["note"].strip()
        return Region(slide.id, name, x, y, width, height, note, self.writer)


@dataclass(frozen=True)
class Shown:
    """A slide on a page. `told` is JSON for the script; numbers are texts in the reader's language, "" unstated."""

    title: str
    tiles: str
    told: str
    thumbnail: str
    objective: str
    computed: str
    mpp: str
    width: int
    height: int


@case_page(Act.SEE, write=Act.ADD_RECORDS)
def slide(request: CaseRequest, file: UUID) -> HttpResponse:
    """A slide, its regions, and a form to mark one more."""
    snap = snapshot(request.case, request.words.language)
    one = _file(snap, file)
    try:
        found = slide_of(request.case, file)
        beside = _beside(request, snap)
    except UnreadableError as error:
        return show(request, UNREADABLE, _unreadable(request, snap, one, error), status=NOT_SHOWN)
    form = _form(request, found, {})
    context = {**_context(request, snap, one, found), "beside": beside, "others": _others(request, snap, one)}
    there = link(request, "slide", file=file)
    sent = Sent(form, lambda given: _keep(request, found, given), there, TEMPLATE, context, "slideview.kept")
    return answer(request, sent)


@case_page(Act.SEE, write=Act.ADD_RECORDS)
def region(request: CaseRequest, file: UUID, item: UUID) -> HttpResponse:
    """One region: who marked it and when; its name and note are changed here, or it is taken off."""
    snap = snapshot(request.case, request.words.language)
    one = _file(snap, file)
    found = slide_of(request.case, file)
    entry = regions.region(request.case, found, item)
    there = link(request, "slide", file=file)
    value = entry.value
    begun = {"name": value.name, "note": value.note, "x": value.x, "y": value.y, "width": value.width,
             "height": value.height, "entry": item, "seen": entry.version}  # fmt: skip
    form = _form(request, found, begun)
    context = {"entry": entry, "back": f"{there}?region={item}", "may_write": _may_write(request),
               "slide_title": title_of(snap, one, request.words), "form": form}  # fmt: skip
    if request.POST.get("form") == "strike":
        return _taken_off(request, item, there, context)
    sent = Sent(form, lambda given: _keep(request, found, given), there, REGION, context, "slideview.kept")
    return answer(request, sent)


@case_page(Act.SEE_NAMES)
def names(request: CaseRequest, file: UUID, role: str) -> HttpResponse:
    """The label or the macro image of a slide: only for those who may see names."""
    data, media_type = named_picture(request.case, file, role)
    given = HttpResponse(data, content_type=media_type)
    given.headers["Content-Security-Policy"] = PICTURE_POLICY
    given.headers["Content-Encoding"] = "identity"  # packed already
    return given


def _file(snap: Snapshot, file: UUID) -> Gathered:
    one = sheets.file_of(snap.everything, file)
    if not is_slide(one.format, one.reader) or one.ref is None:
        raise NotFoundError("errors.not_found")
    return one


def _form(request: CaseRequest, found: Slide, begun: dict[str, object]) -> RegionForm:
    form = form_for(request, RegionForm, begun)
    form.slide, form.writer = found, signature(request)
    return form


def _keep(request: CaseRequest, found: Slide, given: RegionForm) -> Entry[Region]:
    return regions.keep(request.case, found, given.value(found), given.item, given.version)


def _taken_off(request: CaseRequest, item: UUID, there: str, context: dict[str, object]) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        regions.strike(request.case, item, int(seen) if seen.isdecimal() else 0)
    except ClashError as clash:
        return show(request, REGION, {**context, "clash": clash.theirs}, status=409)
    messages.success(request, request.words.text("slideview.taken_off"))
    return HttpResponseRedirect(there)


def _may_write(request: CaseRequest) -> bool:
    return bool(decide(request.case, Act.ADD_RECORDS).value)


def _unreadable(request: CaseRequest, snap: Snapshot, one: Gathered, error: UnreadableError) -> dict[str, object]:
    return {"one": one, "title": title_of(snap, one, request.words), "reason": error.remark,
            "thumbnail": thumbnail_of(request, one)}  # fmt: skip


def _context(request: CaseRequest, snap: Snapshot, one: Gathered, found: Slide) -> dict[str, object]:
    marked = regions.regions_of(request.case, found)
    return {
        "one": one,
        "shown": _shown(request, snap, one, found),
        "regions": marked,
        "boxes": json.dumps([_box(entry) for entry in marked], ensure_ascii=False),
        "first": _asked_for(request, marked),
        "may_write": _may_write(request),
        "named": _named(request, one),
    }


def _box(entry: Entry[Region]) -> dict[str, object]:
    value = entry.value
    return {"id": str(entry.id), "name": value.name, "box": [value.x, value.y, value.width, value.height]}


def _asked_for(request: CaseRequest, marked: Iterable[Entry[Region]]) -> str:
    """The region that the address asks for, if there is one."""
    asked = request.GET.get("region", "")
    return next((str(entry.id) for entry in marked if str(entry.id) == asked), "")


def _shown(request: CaseRequest, snap: Snapshot, one: Gathered, found: Slide) -> Shown:
    words, base = request.words, found.sizes[0]
    computed = times(found.mpp_x) if not found.objective and found.mpp_x else None
    return Shown(
        title_of(snap, one, words),
        f"/tiles/case/{request.case.id}/{one.id}/",
        json.dumps(told(found)),
        thumbnail_of(request, one),
        words.number(found.objective) if found.objective else "",
        words.number(computed) if computed else "",
        words.number(round(found.mpp_x, 4)) if found.mpp_x else "",
        base.width,
        base.height,
    )


def _named(request: CaseRequest, one: Gathered) -> list[tuple[str, str]]:
    """(role, address) of the pictures with names on them, for those who may see names."""
    if not decide(request.case, Act.SEE_NAMES).value:
        return []
    found = named_pictures(request.case, one.id)
    return [(role, link(request, "slide_names", file=one.id, role=role)) for role in found]


def _beside(request: CaseRequest, snap: Snapshot) -> Shown | None:
    """The slide that is to stand beside. Raises NotFoundError, UnreadableError."""
    asked = request.GET.get("beside", "")
    if not asked:
        return None
    try:
        file = UUID(asked)
    except ValueError:
        raise NotFoundError("errors.not_found") from None
    one = _file(snap, file)
    return _shown(request, snap, one, slide_of(request.case, file))


def _others(request: CaseRequest, snap: Snapshot, one: Gathered) -> list[SlideLink]:
    """The case's other slides."""
    here = same_slide(one)
    return [other for other in slides_of(request, snap) if same_slide(snap.everything.by_id[UUID(other.file)]) != here]


urlpatterns = [
    case_path("slide/<uuid:file>/", slide, "slide"),
    case_path("slide/<uuid:file>/region/<uuid:item>/", region, "slide_region"),
    case_path("slide/<uuid:file>/names/<slug:role>/", names, "slide_names"),
]
