"""Page 10: what was decided, by whom, what mattered, what would change it, when to look again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpResponse

from consilium.actions import access, entries, reminders
from consilium.actions.opened import now
from consilium.domain.circle import Act
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.notebook import Decided, LookedAgain, changes, checked, due
from consilium.web.family.calendars import ahead
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link, show
from consilium.web.family.today import today
from consilium.web.family.who import signature
from consilium.web.forms import LongText, PartialDateField, WordsForm
from consilium.web.request import CaseRequest

KIND = reminders.DECISION
FIELDS = ("decided", "on", "by", "mattered", "known", "others", "would_change", "look_again")


class DecidedForm(WordsForm):
    """A decision, in the family's own words."""

    area = "notebookform"
    decided = LongText(rows=3, max_length=8000)
    on = PartialDateField()
    by = forms.CharField(max_length=400, required=False)
    mattered = LongText(rows=3, required=False, max_length=8000)
    known = LongText(rows=3, required=False, max_length=8000)
    others = LongText(rows=2, required=False, max_length=8000)
    would_change = LongText(rows=2, required=False, max_length=8000)
    look_again = PartialDateField(required=False)

    day: date | None = None
    before: Decided | None = None
    writer = ""

    def clean(self) -> dict[str, object]:
        """The rules of `domain.notebook`, said at the field that they are about."""
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            checked(self.value(), self.day or now().date())
        except InputError as error:
            at = {"notebook.in_future": "on", "notebook.look_before": "look_again"}.get(error.code, "decided")
            self.add_error(at, self.words.remark(error.remark))
        return given

    def value(self) -> Decided:
        """What is kept."""
        given = self.cleaned_data
        return Decided(
            decided=given["decided"],
            on=given["on"],
            by=_parts(given["by"], ","),
            mattered=_parts(given["mattered"], "\n"),
            known=given["known"],
            others=given["others"],
            would_change=given["would_change"],
            look_again=given["look_again"],
            looked_again=self.before.looked_again if self.before else (),
            written_by=self.writer,
        )


class LookedForm(WordsForm):
    """Somebody looked at a decision again."""

    area = "notebookform"
    looked_on = PartialDateField()
    note = LongText(rows=3, required=False, max_length=8000)


def _parts(text: str, sign: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(sign) if part.strip())


def _begun(one: Decided) -> dict[str, object]:
    told = {name: getattr(one, name) for name in FIELDS}
    return {**told, "by": ", ".join(one.by), "mattered": "\n".join(one.mattered)}


@case_page(Act.SEE, write=Act.DECIDE)
def notebook(request: CaseRequest) -> HttpResponse:
    """All decisions, the newest first, what is to be looked at again, and a form for a new one."""
    form = form_for(request, DecidedForm)
    form.writer, form.day = signature(request), today(request)
    day = today(request)
    kept = entries.all_of(request.case, KIND, Decided)
    named = {str(one.id): one for one in kept}
    waiting = [(one, named[one.item]) for one in due({key: one.value for key, one in named.items()}, day, ahead=14)]
    context = {
        "ahead": ahead(request),
        "decisions": sorted(kept, key=lambda one: (str(one.value.on), one.made), reverse=True),
        "due": [pair for pair in waiting if pair[0].days <= 0],
        "soon": [pair for pair in waiting if pair[0].days > 0],
        "may_write": access.decide(request.case, Act.DECIDE).value,
    }
    return answer(
        request,
        Sent(
            form,
            lambda sent: entries.keep_typed(request.case, KIND, sent.value(), sent.item, sent.version),
            link(request, "notebook"),
            "family/notebook.html",
            context,
        ),
    )


@case_page(Act.SEE, write=Act.DECIDE)
def decision(request: CaseRequest, item: UUID) -> HttpResponse:
    """One decision with its history; a change is a further version."""
    found = entries.versions(request.case, KIND, Decided, item)
    last, looking = found[-1], request.POST.get("form") == "looked"
    begun = {**_begun(last.value), "entry": item, "seen": last.version}
    form = DecidedForm(request.words, initial=begun) if looking else form_for(request, DecidedForm, begun)
    looked = form_for(request, LookedForm) if looking else LookedForm(request.words)
    form.before, form.writer, form.day = last.value, signature(request), today(request)
    differ = changes([one.value for one in found])
    context = {
        "ahead": ahead(request),
        "entry": last,
        "history": [
            (one, [f"notebook.field_{name}" for name in names]) for one, names in zip(found, differ, strict=True)
        ],
        "form": form,
        "looked": looked,
        "may_write": access.decide(request.case, Act.DECIDE).value,
    }
    there = link(request, "decision", item=item)
    if looking:
        return _looked_again(request, looked, last, context)
    return answer(
        request,
        Sent(
            form,
            lambda sent: entries.keep(request.case, KIND, sent.value(), item, sent.version),
            there,
            "family/decision.html",
            context,
        ),
    )


def _looked_again(
    request: CaseRequest, form: LookedForm, last: entries.Entry[Decided], context: dict[str, object]
) -> HttpResponse:
    def keep(sent: LookedForm) -> None:
        note = LookedAgain(sent.cleaned_data["looked_on"], signature(request), sent.cleaned_data["note"])
        value = last.value
        again = Decided(**{name: getattr(value, name) for name in FIELDS}, looked_again=(*value.looked_again, note),
                        written_by=value.written_by)  # fmt: skip
        entries.keep(request.case, KIND, again, last.id, last.version)

    if form.is_valid() and form.cleaned_data["looked_on"] > _today(request):
        form.add_error("looked_on", request.words.text("notebook.looked_in_future"))
    if form.errors:
        return show(request, "family/decision.html", context, status=422)
    return answer(request, Sent(form, keep, link(request, "decision", item=last.id), "family/decision.html", context))


def _today(request: CaseRequest) -> PartialDate:
    day = today(request)
    return PartialDate(day.year, day.month, day.day)


urlpatterns = [
    case_path("notebook/", notebook, "notebook"),
    case_path("notebook/<uuid:item>/", decision, "decision"),
]
