"""Page 8: the call to the insurer as a record of the call, rights of a place, letters, costs and free options."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse

from consilium.actions import access, entries, reminders
from consilium.actions.opened import OpenCase
from consilium.domain.circle import Act
from consilium.domain.errors import InputError
from consilium.domain.insurance import Answered, Call, Reply, call_backs, checked, missing, standings
from consilium.knowledge.insurance import ChecklistItem, call_checklist, question_ids
from consilium.knowledge.places import states
from consilium.knowledge.programs import programs
from consilium.knowledge.rights import rights, rights_in
from consilium.web.family.calendars import ahead
from consilium.web.family.costs import side_by_side
from consilium.web.family.missing import when
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import Sent, answer, form_for, link, show
from consilium.web.family.today import today
from consilium.web.family.where import shortlist_of, wish_of
from consilium.web.family.who import signature
from consilium.web.forms import LongText, PartialDateField, WordsForm
from consilium.web.request import CaseRequest

KIND = reminders.CALL
CHOICES = (Answered.YES, Answered.NO, Answered.PARTLY, Answered.NOT_SAID)


class CallForm(WordsForm):
    """A call, as it was: the checklist's questions are fields of their own (`q_<id>`, `w_<id>`)."""

    area = "callform"
    call_on = PartialDateField()
    time = forms.CharField(max_length=20, required=False)
    company = forms.CharField(max_length=200, required=False)
    phone = forms.CharField(max_length=60, required=False)
    with_whom = forms.CharField(max_length=200, required=False)
    reference = forms.CharField(max_length=100, required=False)
    promised = LongText(rows=2, required=False, max_length=4000)
    call_back = PartialDateField(required=False)
    program = forms.ChoiceField(required=False)
    note = LongText(rows=2, required=False, max_length=4000)

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        named = sorted((one.id, one.name) for one in programs().values())
        self.fields["program"].choices = [("", self.words.text("wish.not_said")), *named]  # type: ignore[attr-defined]
        for one in call_checklist():
            self._ask(one)

    def _ask(self, one: ChecklistItem) -> None:
        label = one.text.get(self.words.language) or one.text["en"]
        words = forms.CharField(required=False, max_length=4000, label=label)
        if one.choice:
            said = [("", self.words.text("insurance.not_asked"))]
            said += [(each.value, self.words.text(f"insurance.answered_{each.value}")) for each in CHOICES]
            self.fields[f"q_{one.id}"] = forms.ChoiceField(
                choices=said, required=False, label=label, widget=forms.Select
            )
            words.label = self.words.text("callform.in_words")
        self.fields[f"w_{one.id}"] = words

    def questions(self) -> list[tuple[ChecklistItem, str, str]]:
        """Each question with the names of its two fields ("" where it is answered in words alone)."""
        return [(one, f"q_{one.id}" if one.choice else "", f"w_{one.id}") for one in call_checklist()]

    def value(self, by: str) -> Call:
        """What is kept."""
        given = self.cleaned_data
        return Call(
            on=given["call_on"], company=given["company"], time=given["time"], phone=given["phone"],
            with_whom=given["with_whom"], reference=given["reference"], replies=tuple(self._replies()),
            promised=given["promised"], call_back=given["call_back"], program=given["program"], by=by,
            note=given["note"],
        )  # fmt: skip

    def _replies(self) -> list[Reply]:
        found = []
        for one, choice, words in self.questions():
            said = self.cleaned_data.get(choice, "") if choice else ""
            told = self.cleaned_data.get(words, "")
            if said or told:
                found.append(Reply(one.id, Answered(said) if said else Answered.TOLD, told))
        return found


def calls_of(case: OpenCase) -> tuple[entries.Entry[Call], ...]:
    """The calls that were written down, the first one first."""
    return entries.all_of(case, KIND, Call)


@case_page(Act.SEE)
def insurance(request: CaseRequest) -> HttpResponse:
    """What insurers said so far, costs beside free options, rights of the family's place, letters."""
    kept, wish = calls_of(request.case), wish_of(request.case)[0]
    named = {str(entry.id): entry.value for entry in kept}
    context = {
        "calls": [(entry, missing(entry.value)) for entry in reversed(kept)],
        "standings": list(zip(call_checklist(), standings(named, question_ids()), strict=True)),
        "backs": [(one, when(one)) for one in call_backs(named, today(request))],
        "ahead": ahead(request),
        "costs": side_by_side([one.program for one in shortlist_of(request.case)[0].picks]),
        "place": rights_in(wish.country, wish.state) if wish.country else None,
        "state": states(request.words.language).get(wish.state, ""),
        "country": wish.country,
        "collected": rights().collected,
        "may_write": access.decide(request.case, Act.WRITE_QUESTIONS).value,
        "may_ask": access.decide(request.case, Act.SEND).value,
    }
    return show(request, "family/insurance.html", context)


@case_page(Act.SEE, write=Act.WRITE_QUESTIONS)
def call(request: CaseRequest) -> HttpResponse:
    """A form to fill during the call."""
    return _written(request, form_for(request, CallForm), None)


@case_page(Act.SEE, write=Act.WRITE_QUESTIONS)
def one_call(request: CaseRequest, item: UUID) -> HttpResponse:
    """A call that was written down, to read or to mend; earlier versions stay."""
    last = entries.latest(request.case, KIND, Call, item)
    return _written(request, form_for(request, CallForm, _begun(last)), last)


def _begun(entry: entries.Entry[Call]) -> dict[str, object]:
    value = entry.value
    told: dict[str, object] = {"entry": entry.id, "seen": entry.version, "call_on": value.on}
    names = ("time", "company", "phone", "with_whom", "reference", "promised", "call_back", "program", "note")
    told |= {name: getattr(value, name) for name in names}
    for reply in value.replies:
        told[f"w_{reply.question}"] = reply.words
        if reply.answered is not Answered.TOLD:
            told[f"q_{reply.question}"] = reply.answered.value
    return told


def _written(request: CaseRequest, form: CallForm, last: entries.Entry[Call] | None) -> HttpResponse:
    by = signature(request)
    if form.is_bound and form.is_valid():
        try:
            checked(form.value(by), today(request), question_ids())
        except InputError as error:
            at = "call_back" if error.code == "insurance.call_back_before" else "call_on"
            form.add_error(at, request.words.remark(error.remark))
    context = {
        "last": last,
        "ahead": ahead(request),
        "may_write": access.decide(request.case, Act.WRITE_QUESTIONS).value,
    }
    there = link(request, "insurance")
    item = last.id if last else None
    keep = lambda sent: entries.keep_typed(request.case, KIND, sent.value(by), item or sent.item, sent.version)  # noqa: E731
    return answer(request, Sent(form, keep, there, "family/call.html", context))


urlpatterns = [
    case_path("insurance/", insurance, "insurance"),
    case_path("insurance/call/", call, "call"),
    case_path("insurance/call/<uuid:item>/", one_call, "one_call"),
]
