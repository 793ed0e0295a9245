"""One letter to one holder: to print or to send, when it went, by when they have to answer, what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect

from consilium.actions import access, entries
from consilium.actions.letters import ASKING, Owing, owing, set_country
from consilium.domain.asking import Asking, Came, Extension, Outcome, asking, checked, owed_by_key, still_owed
from consilium.domain.circle import Act
from consilium.domain.errors import InputError
from consilium.domain.letters import Letter, Owed
from consilium.knowledge.catalog import Catalog, catalog
from consilium.knowledge.clocks import clock_rules
from consilium.knowledge.places import countries
from consilium.web.downloads import attachment
from consilium.web.family.calendars import ahead
from consilium.web.family.missing import clocks
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link, show
from consilium.web.family.today import today
from consilium.web.family.who import signature
from consilium.web.forms import LongText, PartialDateField, WordsChoice, WordsForm
from consilium.web.request import CaseRequest
from consilium.writers import letters as written

_FORMS: dict[str, Callable[[Letter, Catalog], bytes]] = {
    "pdf": written.pdf,
    "docx": written.docx,
    "txt": lambda letter, words: written.txt(letter, words).encode(),
}
WAYS = ("in_person", "mail", "email", "fax", "portal", "phone")
ANSWERS = ("open", Outcome.HOLDS_NOTHING.value, Outcome.REFUSED.value)


class CountryForm(WordsForm):
    """Where the hospital is: its law is what the letter cites."""

    area = "letterform"
    country = forms.ChoiceField(required=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    now, clashed = "", False

    def clean(self) -> dict[str, object]:
        """What somebody else chose since the page was opened is said, not overwritten."""
        given = super().clean() or {}
        if "country" in given and self.now not in (given.get("was"), given["country"]):
            named = self.words.text(f"countries.{self.now}") if self.now else self.words.text("wish.not_said")
            self.clashed = True
            self.data = {**dict(self.data.items()), "was": self.now}
            self.add_error("country", self.words.text("letterform.country_changed", country=named))
        return given

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["country"].choices = [("", self.words.text("wish.not_said")), *countries(self.words)]  # type: ignore[attr-defined]


class SentForm(WordsForm):
    """The letter went out."""

    area = "letterform"
    asked_on = PartialDateField()
    how = WordsChoice(WAYS, required=False)
    received_on = PartialDateField(required=False)
    note = LongText(rows=2, required=False, max_length=2000)


class CameForm(WordsForm):
    """What came of it, on a day."""

    area = "letterform"
    came_on = PartialDateField(required=False)
    pieces = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    came_what = LongText(rows=2, required=False, max_length=2000)
    answered = WordsChoice(ANSWERS, initial="open")
    extended_on = PartialDateField(required=False)
    extended_until = PartialDateField(required=False)
    extended_why = forms.CharField(required=False, max_length=500)


def _one(request: CaseRequest, mark: str) -> Owing:
    found = next((one for one in owing(request.case, request.words.language) if one.mark == mark), None)
    if found is None:
        raise Http404
    return found


def _context(request: CaseRequest, one: Owing) -> dict[str, object]:
    return {
        "ahead": ahead(request),
        "one": one,
        "sent": clocks(one),
        "rule": clock_rules().get(one.letter.area),
        "text": written.txt(one.letter, catalog(one.letter.language)),
        "may_write": access.decide(request.case, Act.ADD_RECORDS).value,
    }


@case_page(Act.SEE, write=Act.ADD_RECORDS)
def letter(request: CaseRequest, mark: str) -> HttpResponse:
    """The letter, and that it went out."""
    one = _one(request, mark)
    country = request.case.document.countries.get(one.letter.holder, "")
    if request.POST.get("form") == "country":
        given = CountryForm(request.words, request.POST)
        given.now = country
        if given.is_valid():
            set_country(request.case, one.letter.holder, given.cleaned_data["country"])
            return HttpResponseRedirect(link(request, "letter", mark=mark))
        shown = _context(request, one) | {"country": given, "form": SentForm(request.words)}
        return show(request, "family/letter.html", shown, status=409 if given.clashed else 422)
    form = form_for(request, SentForm)
    chosen = {"country": country, "was": country}
    context = _context(request, one) | {"country": CountryForm(request.words, initial=chosen)}
    if form.is_bound and form.is_valid():
        _check(request, form, _asked(request, form, one), "asked_on")
    keep = lambda sent: entries.keep(request.case, ASKING, _asked(request, sent, one), sent.item, sent.version)  # noqa: E731
    return answer(request, Sent(form, keep, link(request, "letter", mark=mark), "family/letter.html", context))


def _asked(request: CaseRequest, form: SentForm, one: Owing) -> Asking:
    given = form.cleaned_data
    made = asking(one.key, one.letter, given["asked_on"], signature(request), given["how"])
    return replace(made, received=given["received_on"], note=given["note"])


def _check(request: CaseRequest, form: WordsForm, value: Asking, at: str) -> None:
    try:
        checked(value, today(request))
    except InputError as error:
        form.add_error(at, request.words.remark(error.remark))


@case_page(Act.SEE, write=Act.ADD_RECORDS)
def came(request: CaseRequest, mark: str, item: UUID) -> HttpResponse:
    """What came back of a letter that went out."""
    one = _one(request, mark)
    entry = next((entry for entry in one.sent if entry.id == item), None)
    if entry is None:
        raise Http404
    form = form_for(request, CameForm, {"entry": item, "seen": entry.version})
    lines, open_pieces = owed_by_key(one.letter), still_owed(entry.value)
    form.fields["pieces"].choices = [(key, _said(request, lines, key)) for key in open_pieces]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        _check(request, form, _after(entry.value, form), "came_on")
    context = _context(request, one) | {"entry": entry}
    keep = lambda sent: entries.keep(request.case, ASKING, _after(entry.value, sent), item, sent.version)  # noqa: E731
    return answer(request, Sent(form, keep, link(request, "letter", mark=mark), "family/came.html", context))


def _said(request: CaseRequest, lines: Mapping[str, Owed], key: str) -> str:
    """A line of the letter in words; one that is no longer owed, as its thing."""
    words, owed = request.words, lines.get(key)
    thing = getattr(owed, "thing", key.split("|")[1] if "|" in key else key)
    told = [words.text(f"gaps.thing_{thing}") if words.has(f"gaps.thing_{thing}") else thing]
    told += [str(part) for part in (getattr(owed, "described", ""), getattr(owed, "what", "")) if part][:1]
    day = getattr(owed, "when", None)
    return ", ".join([*told, words.date(day)] if day else told)


def _after(before: Asking, form: CameForm) -> Asking:
    given = form.cleaned_data
    after = before
    if given["came_on"] and (given["pieces"] or given["came_what"]):
        got = Came(given["came_on"], given["came_what"], tuple(given["pieces"]))
        after = replace(after, came=(*after.came, got))
    if given["extended_on"]:
        after = replace(
            after, extension=Extension(given["extended_on"], given["extended_until"], given["extended_why"])
        )
    if given["answered"] != "open":
        after = replace(after, answer=Outcome(given["answered"]))
    return after


@case_page(Act.SEE)
def download(request: CaseRequest, mark: str, form: str) -> HttpResponse:
    """The letter as PDF, Word or text, with the authorization form."""
    one = _one(request, mark)
    if form not in _FORMS:
        raise Http404
    return attachment(_FORMS[form](one.letter, catalog(one.letter.language)), f"letter-{mark}.{form}")


urlpatterns = [
    case_path("missing/letter/<slug:mark>/", letter, "letter"),
    case_path("missing/letter/<slug:mark>/as/<slug:form>/", download, "letter_file"),
    case_path("missing/letter/<slug:mark>/came/<uuid:item>/", came, "came"),
]
