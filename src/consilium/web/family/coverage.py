"""Letters to an insurer: approval before the service, and an appeal after a refusal. Written anew each time."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid5

from django import forms
from django.http import Http404, HttpResponse

from consilium.actions import entries
from consilium.actions.snapshot import snapshot
from consilium.domain.circle import Act
from consilium.domain.coverage_letters import (
    CoverageAsked,
    CoverageKind,
    CoverageLetter,
    Ground,
    Plan,
    Service,
    checked,
    coverage_letter,
)
from consilium.domain.errors import InputError
from consilium.knowledge.catalog import LANGUAGES, Catalog, catalog
from consilium.knowledge.insurance import coverage_tables
from consilium.knowledge.places import states
from consilium.knowledge.programs import programs
from consilium.web.downloads import attachment
from consilium.web.family.insurance import calls_of
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import beside, form_for, show
from consilium.web.family.today import today
from consilium.web.family.where import wish_of
from consilium.web.forms import LongText, PartialDateField, WordsChoice, WordsChoices, WordsForm
from consilium.web.request import CaseRequest
from consilium.writers.letters import coverage as written

KIND = "coverage_letter"
_FORMS: dict[str, Callable[[CoverageLetter, Catalog], bytes]] = {
    "pdf": written.pdf,
    "docx": written.docx,
    "txt": lambda letter, words: written.txt(letter, words).encode(),
}
_TEXTS = ("insurer", "plan_name", "member", "claim", "doctor", "own_words", "urgent_said_by", "refusal", "program")


class CoverageForm(WordsForm):
    """What the letter is to say. What stays empty becomes a blank line to fill by hand."""

    area = "coverageform"
    plan = WordsChoice([one.value for one in Plan], initial=Plan.UNKNOWN.value)
    state = forms.ChoiceField(required=False)
    insurer = forms.CharField(max_length=200, required=False)
    plan_name = forms.CharField(max_length=200, required=False)
    member = forms.CharField(max_length=60, required=False)
    services = WordsChoices([one.value for one in Service], required=False)
    grounds = WordsChoices([one.value for one in Ground], required=False)
    program = forms.ChoiceField(required=False)
    doctor = forms.CharField(max_length=200, required=False)
    own_words = LongText(rows=4, required=False, max_length=4000)
    urgent_said_by = forms.CharField(max_length=200, required=False)
    urgent_said_on = PartialDateField(required=False)
    claim = forms.CharField(max_length=60, required=False)
    refused_on = PartialDateField(required=False)
    refusal = LongText(rows=3, required=False, max_length=4000)
    language = WordsChoice(LANGUAGES, initial="en")

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        nothing = ("", self.words.text("wish.not_said"))
        self.fields["state"].choices = [nothing, *states(self.words.language).items()]  # type: ignore[attr-defined]
        named = sorted(((one.id, one.name) for one in programs().values()), key=lambda pair: pair[1])
        self.fields["program"].choices = [nothing, *named]  # type: ignore[attr-defined]

    def value(self, kind: CoverageKind) -> CoverageAsked:
        """What is kept."""
        given = self.cleaned_data
        return CoverageAsked(
            kind=kind,
            plan=Plan(given["plan"]),
            state=given["state"],
            services=tuple(Service(one) for one in given["services"]),
            grounds=tuple(Ground(one) for one in given["grounds"]),
            urgent_said_on=given["urgent_said_on"],
            refused_on=given["refused_on"],
            language=given["language"],
            **{name: given[name] for name in _TEXTS},
        )


@case_page(Act.SEE, write=Act.SEND)
def coverage(request: CaseRequest, kind: str) -> HttpResponse:
    """A form; sending it gives the letter as PDF, Word or text."""
    if kind not in set(CoverageKind):
        raise Http404
    item = uuid5(request.case.id, f"{KIND} {kind}")
    kept = [entry for entry in entries.all_of(request.case, KIND, CoverageAsked) if entry.id == item]
    begun = _begun(kept[-1].value) if kept else {"state": wish_of(request.case)[0].state, "language": "en"}
    form = form_for(request, CoverageForm, begun | {"seen": kept[-1].version if kept else 0})
    context: dict[str, object] = {"form": form, "kind": kind, "appeal": kind == CoverageKind.APPEAL.value}
    if request.method == "POST" and form.is_valid():
        try:
            asked = checked(form.value(CoverageKind(kind)), today(request))
            entries.keep_own(request.case, KIND, asked, item, form.version)
        except InputError as error:
            form.add_error("refused_on", request.words.remark(error.remark))
        except entries.ClashError as clash:
            return show(request, "family/coverage.html", context | beside(request, form, clash, _begun), status=409)
        else:
            return _letter(request, asked)
    return show(request, "family/coverage.html", context, status=422 if form.errors else 200)


def _begun(asked: CoverageAsked) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(asked, name) for name in (*_TEXTS, "state", "language")}
    told |= {"plan": asked.plan.value, "urgent_said_on": asked.urgent_said_on, "refused_on": asked.refused_on}
    return told | {"services": [one.value for one in asked.services], "grounds": [one.value for one in asked.grounds]}


def _letter(request: CaseRequest, asked: CoverageAsked) -> HttpResponse:
    case = snapshot(request.case, asked.language).filled.case
    calls = tuple(entry.value for entry in calls_of(request.case))
    name = programs()[asked.program].name if asked.program else ""
    letter = coverage_letter(asked, case, coverage_tables(), calls, name)
    form = request.POST.get("form", "pdf")
    form = form if form in _FORMS else "pdf"
    return attachment(_FORMS[form](letter, catalog(asked.language)), f"{asked.kind.value}.{form}")


urlpatterns = [case_path("insurance/letter/<slug:kind>/", coverage, "coverage")]
