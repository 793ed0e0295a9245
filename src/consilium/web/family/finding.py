"""One statement that was read: the words that make it, marked on their page, and what persons said of it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions.clinical import Correction, judge
from consilium.actions.clinical.history import finding_of, history
from consilium.actions.records.sheets import has_pictures
from consilium.actions.snapshot import Snapshot, snapshot
from consilium.domain.clinical import CaseFinding, Judgement, Verdict
from consilium.domain.correcting import SIDES, Changes
from consilium.domain.errors import InputError
from consilium.domain.findings import Assertion, Finding, Kind
from consilium.web.door.drafts import typed
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.record import statement, title_of
from consilium.web.family.sheet import MOST_LINES, Sheet, boxes_on, sheet
from consilium.web.family.shots import pointed_at
from consilium.web.family.slides import slides_for
from consilium.web.family.who import SignedForm, may_judge
from consilium.web.forms import LongText, PartialDateField, WordsChoice
from consilium.web.request import CaseRequest

MOST_SHEETS = 3
FEW_LINES = 24  # of a page without a picture: the form below is not to be far
STATES = ("current", "past", "")  # of a medicine
SAID = tuple(one.value for one in Assertion)


class JudgeForm(SignedForm):
    """A person's word on a statement. What stands below the choice counts for a correction only."""

    area = "records"
    verdict = WordsChoice([one.value for one in Verdict])
    name = forms.CharField(max_length=500, required=False)
    value = forms.CharField(max_length=500, required=False)
    unit = forms.CharField(max_length=100, required=False)
    when = PartialDateField(required=False)
    said = WordsChoice(SAID, required=False, widget=forms.Select)
    side = WordsChoice(SIDES, required=False, widget=forms.Select)
    state = WordsChoice(STATES, required=False, widget=forms.Select)
    note = LongText(rows=2, max_length=2_000, required=False)

    def changes(self, shown: Finding) -> Changes:
        """What the person says otherwise than what is shown now."""
        given = self.cleaned_data
        was = _fields(shown)
        day = given["when"]
        new = {**{name: str(given[name] or "") for name in was}, "when": str(day) if day else ""}
        other = {name: new[name] for name in was if new[name] != was[name]}
        said = other.get("said")
        return Changes(
            name=other.get("name"),
            value=other.get("value"),
            unit=other.get("unit"),
            when=other.get("when"),
            said=Assertion(said) if said else None,
            side=other.get("side"),
            detail={"state": other["state"]} if "state" in other and shown.kind is Kind.MEDICINE else {},
        )

    @property
    def correction_open(self) -> bool:
        return self.data.get("verdict") == Verdict.CORRECTED


@case_page("see", write="judge")
def finding(request: CaseRequest, key: str) -> HttpResponse:
    """The statement; a POST is a person's word on it."""
    snap = snapshot(request.case, request.words.language)
    one = finding_of(snap.filled, key)
    words = history(request.case, snap.filled, key)
    begun = {**_fields(one.shown), "when": one.shown.when, "seen": len(words)}
    form = JudgeForm(request.words, typed(request), initial=begun).signed_by(request)
    if request.method != "POST":
        return _page(request, snap, one, form, words)
    if not form.is_valid():
        return _page(request, snap, one, form, words, 422)
    said = _correction(form, one)
    if words and _same(words[-1], said):  # sent twice
        return HttpResponseRedirect(link(request, "finding", key=key))
    if form.version != len(words):
        again = request.POST.copy()
        again["seen"] = str(len(words))
        form = JudgeForm(request.words, again).signed_by(request)
        return _page(request, snap, one, form, words, 409)
    try:
        judge(request.case, said, snap.filled)
    except InputError as error:
        form.add_error("verdict", _refused(request, error))
        return _page(request, snap, one, form, words, 422)
    messages.success(request, request.words.text(f"records.judged_{said.verdict.value}"))
    return HttpResponseRedirect(link(request, "finding", key=key))


def _page(
    request: CaseRequest,
    snap: Snapshot,
    one: CaseFinding,
    form: JudgeForm,
    words: tuple[Judgement, ...],
    status: int = 200,
) -> HttpResponse:
    file = snap.everything.by_id.get(UUID(one.record.id))
    context = {
        "one": one,
        "said": statement(one.shown, request.words),
        "read": statement(one.finding, request.words),
        "record": one.record,
        "title": title_of(snap, file, request.words) if file else one.record.title,
        "record_url": link(request, "record_page", file=one.record.id, number=_first_page(one)) if file else "",
        "spoken": snap.everything.languages.get(UUID(one.record.id), ""),
        "sheets": list(_sheets(request, snap, one)),
        "pointed": pointed_at(request, snap, one.shown, file) if file else [],
        "words_said": [(word, statement(word.value, request.words) if word.value else "") for word in reversed(words)],
        "form": form,
        "slides": slides_for(request, snap, file),
        "may_judge": may_judge(request),
        "clashed": status == 409,
    }
    return show(request, "family/finding.html", context, status=status)


def _sheets(request: CaseRequest, snap: Snapshot, one: CaseFinding) -> Iterator[Sheet]:
    """The pages on which its words stand."""
    file = snap.everything.by_id.get(UUID(one.record.id))
    if file is None or not file.pages:
        return
    citations = one.finding.citations
    numbers = dict.fromkeys(citation.page or 1 for citation in citations)
    for number in list(numbers)[:MOST_SHEETS]:
        if number <= max(file.pages, 1):
            quotes = [each.quote for each in citations if each.quote and (each.page or 1) == number]
            most = MOST_LINES if has_pictures(file) else FEW_LINES
            yield sheet(request, file, number, boxes_on(citations, number), quotes, most)


def _first_page(one: CaseFinding) -> int:
    return (one.finding.citations[0].page or 1) if one.finding.citations else 1


def _fields(shown: Finding) -> dict[str, str]:
    """What of a statement a person can put right."""
    return {
        "name": shown.name,
        "value": shown.value,
        "unit": shown.unit,
        "when": str(shown.when) if shown.when else "",
        "said": shown.assertion.value,
        "side": shown.laterality if shown.laterality in SIDES else "",
        "state": state if (state := str(shown.detail.get("state", ""))) in STATES else "",
    }


def _correction(form: JudgeForm, one: CaseFinding) -> Correction:
    verdict = Verdict(form.cleaned_data["verdict"])
    changes = form.changes(one.shown) if verdict is Verdict.CORRECTED else Changes()
    return Correction(one.key, verdict, form.by_whom, form.cleaned_data["note"], changes=changes)


def _same(last: Judgement, said: Correction) -> bool:
    """Whether this was said just now, by the same person, in the same words (a correction then changes nothing)."""
    return (last.verdict, last.by, last.note) == (said.verdict, said.by.strip(), said.note) and said.changes.nothing


def _refused(request: CaseRequest, error: InputError) -> str:
    own = f"records.{error.code.partition('.')[2]}"
    words = request.words
    return words.text(own) if words.has(own) else words.remark(error.remark)


urlpatterns = [case_path("finding/<slug:key>/", finding, "finding")]
