"""A person puts right what a record is: its title, kind, day and place."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions.entries import ClashError, Entry
from consilium.actions.records import label, sheets
from consilium.actions.records.said import LabelSaid
from consilium.actions.snapshot import snapshot
from consilium.domain.records import Category
from consilium.knowledge.catalog import Catalog
from consilium.web.door.drafts import typed
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.record import title_of
from consilium.web.family.who import SignedForm
from consilium.web.forms import PartialDateField
from consilium.web.request import CaseRequest


class LabelForm(SignedForm):
    """What the record is."""

    area = "records"
    title = forms.CharField(max_length=300)
    category = forms.ChoiceField(required=False, choices=[("", ""), *((one.value, one.value) for one in Category)])
    date = PartialDateField(required=False)
    institution = forms.CharField(max_length=300, required=False)

    def named_in(self, words: Catalog) -> LabelForm:
        """The form with the kinds' names."""
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (value, words.named("categories", value or "unknown"))
            for value, _ in self.fields["category"].choices  # type: ignore[attr-defined]
        ]
        return self

    @property
    def said(self) -> LabelSaid:
        given = self.cleaned_data
        category = Category(given["category"]) if given["category"] else None
        return LabelSaid(
            given["title"].strip(), category, given["date"], given["institution"].strip(), self.by_whom, ""
        )


@case_page("judge")
def put_right(request: CaseRequest, file: UUID) -> HttpResponse:
    """The form, with the record as it stands."""
    snap = snapshot(request.case, request.words.language)
    one = sheets.file_of(snap.everything, file)
    history = label.said_of(request.case, file)
    title = title_of(snap, one, request.words)
    category = one.category.value if one.category else ""
    begun: dict[str, object] = {"title": title, "category": category, "date": one.date}
    begun |= {"institution": one.institution, "seen": len(history)}
    form = _form(request, typed(request), begun)
    context = {"one": one, "title": title, "url": link(request, "record", file=file), "form": form}
    if request.method != "POST":
        return show(request, "family/record_label.html", context)
    if not form.is_valid():
        return show(request, "family/record_label.html", context, status=422)
    try:
        label.say(request.case, file, form.said, form.version)
    except ClashError as clash:
        return _clashed(request, context, clash.theirs)
    messages.success(request, request.words.text("records.label_kept"))
    return HttpResponseRedirect(link(request, "record", file=file))


def _form(request: CaseRequest, data: object, begun: dict[str, object] | None = None) -> LabelForm:
    made = LabelForm(request.words, data, initial=begun).signed_by(request)
    return made.named_in(request.words)


def _clashed(request: CaseRequest, context: dict[str, object], theirs: Entry[LabelSaid]) -> HttpResponse:
    again = request.POST.copy()
    again["seen"] = str(theirs.version)
    return show(request, "family/record_label.html", {**context, "form": _form(request, again), "theirs": theirs}, 409)


urlpatterns = [case_path("record/<uuid:file>/label/", put_right, "record_label")]
