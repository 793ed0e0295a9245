"""Papers of who may decide for the child: consent, court orders, age of majority. Applied, never judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import circle
from consilium.actions.access import GUARDIANSHIP
from consilium.actions.entries import ClashError
from consilium.actions.opened import identity_of
from consilium.actions.waiting import the_one
from consilium.domain.circle import Act, Consent, CourtOrder, Guardianship, Holds, Majority
from consilium.domain.circlewriting import checked_consent, checked_order, majority_of_place, majority_typed
from consilium.domain.dates import PartialDate
from consilium.domain.errors import ConsiliumError, DeniedError, NotFoundError
from consilium.knowledge.circle import majority_rule
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import form_for, link, show
from consilium.web.family.people_invite import GIVEN
from consilium.web.family.today import today
from consilium.web.forms import LongText, PartialDateField, WordsChoice, WordsChoices, WordsForm
from consilium.web.request import CaseRequest, installation

MOST = 4000
NOBODY = ""
COUNTRY = "US"  # the one place whose rule was read (knowledge/circle.yaml)
Changed = Callable[[Guardianship, Any], Guardianship]


class AboutForm(WordsForm):
    """A paper that is about somebody of the case."""

    area = "papers"

    def __init__(self, *given: Any, people: tuple[tuple[str, str], ...] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        one: Any = self.fields["person"]
        one.choices = [*people, *([(NOBODY, self.words.text("papers.person_outside"))] if not one.required else [])]


class ConsentForm(AboutForm):
    """Who holds legal consent, as a paper says."""

    person = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    name = forms.CharField(max_length=200, required=False)
    holds = WordsChoice([one.value for one in Holds])
    says = LongText(required=False, max_length=MOST)
    paper = forms.CharField(max_length=300, required=False)
    since = PartialDateField(required=False)
    ends = PartialDateField(required=False)


class OrderForm(AboutForm):
    """A court order: its words, and what it takes from whom."""

    says = LongText(max_length=MOST)
    on = PartialDateField(required=False)
    court = forms.CharField(max_length=200, required=False)
    number = forms.CharField(max_length=100, required=False)
    person = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    takes = WordsChoice(("nothing", "all", "some"))
    bars = WordsChoices(GIVEN, required=False)
    ends = PartialDateField(required=False)
    paper = forms.CharField(max_length=300, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        one: Any = self.fields["bars"]
        one.choices = [(value, self.words.text(f"circle.act_{value}")) for value in one.values]


class MajorityForm(WordsForm):
    """When the patient is of age: the age where the family lives, or the day."""

    area = "papers"
    years = forms.IntegerField(required=False, min_value=1, max_value=25)
    day = PartialDateField(required=False, whole=True)


def _people(request: CaseRequest) -> tuple[tuple[str, str], ...]:
    found = circle.members(installation(), request.case)
    words = request.words
    return tuple(
        (
            one.person.id,
            words.text("papers.of", name=_named(request, one), role=words.text(f"circle.role_{one.person.role.value}")),
        )
        for one in found
    )


def _named(request: CaseRequest, one: circle.Member) -> str:
    return one.person.name or request.words.text("people.keeper")


@case_page("invite")
def consent(request: CaseRequest) -> HttpResponse:
    """Write down who may decide."""
    form = form_for(request, ConsentForm, people=_people(request))
    return _written(request, form, "family/papers_consent.html", _with_consent)


def _with_consent(before: Guardianship, form: ConsentForm) -> Guardianship:
    given = form.cleaned_data
    made = Consent(given["person"], Holds(given["holds"]), given["name"], given["says"], given["paper"],
                   given["since"], given["ends"])  # fmt: skip
    return replace(before, consents=tuple(dict.fromkeys((*before.consents, checked_consent(made)))))


@case_page("invite")
def order(request: CaseRequest) -> HttpResponse:
    """Write down a court order."""
    form = form_for(request, OrderForm, people=_people(request))
    day = today(request)

    def with_order(before: Guardianship, form: OrderForm) -> Guardianship:
        given = form.cleaned_data
        bars = tuple(Act(value) for value in given["bars"]) if given["takes"] == "some" else ()
        made = CourtOrder(given["says"], given["on"], given["court"], given["number"], given["person"], bars,
                          given["takes"] == "all", given["ends"], given["paper"], request.viewer.id)  # fmt: skip
        return replace(before, orders=tuple(dict.fromkeys((*before.orders, checked_order(made, day)))))

    return _written(request, form, "family/papers_order.html", with_order)


@case_page("invite")
def majority(request: CaseRequest) -> HttpResponse:
    """Write down, or confirm, when the patient is of age."""
    rule = majority_rule(COUNTRY)
    proposed = None
    if rule is not None:
        proposed = majority_of_place(_born(request), rule.years, rule.everywhere, rule.basis)
    form = form_for(request, MajorityForm)

    def with_majority(before: Guardianship, form: MajorityForm) -> Guardianship:
        return replace(before, majority=_majority(request, form, proposed))

    return _written(request, form, "family/papers_majority.html", with_majority, {"rule": rule, "proposed": proposed})


def _majority(request: CaseRequest, form: MajorityForm, proposed: Majority | None) -> Majority:
    if "confirmed" in request.POST and proposed is not None:
        return replace(proposed, confirm=False)
    return majority_typed(_born(request), form.cleaned_data["years"], form.cleaned_data["day"])


def _born(request: CaseRequest) -> PartialDate | None:
    child = identity_of(request.case)
    return child.birth_date if child is not None else None


@case_page("invite")
def remove(request: CaseRequest) -> HttpResponse:
    """Take a paper off; what was written stays in the history."""
    papers = circle.guardianship(request.case)
    if papers is None or request.method != "POST":
        raise NotFoundError("errors.no_entry")
    try:
        kind, at = request.POST.get("kind", ""), int(request.POST.get("at", "-1"))
        seen = int(request.POST.get("seen", "-1"))
    except ValueError:
        raise NotFoundError("errors.no_entry") from None
    value = _without(papers.value, kind, at)
    try:
        circle.write_guardianship(installation(), request.case, value, papers.id, seen)
    except (ClashError, DeniedError) as error:
        messages.error(request, request.words.remark(error.remark))
    else:
        messages.success(request, request.words.text("papers.removed"))
    return HttpResponseRedirect(link(request, "people"))


def _without(value: Guardianship, kind: str, at: int) -> Guardianship:
    """Without one paper. Raises NotFoundError."""
    if kind == "consents" and 0 <= at < len(value.consents):
        return replace(value, consents=value.consents[:at] + value.consents[at + 1 :])
    if kind == "orders" and 0 <= at < len(value.orders):
        return replace(value, orders=value.orders[:at] + value.orders[at + 1 :])
    raise NotFoundError("errors.no_entry")


def _written(
    request: CaseRequest, form: WordsForm, template: str, change: Changed, more: dict[str, Any] | None = None
) -> HttpResponse:
    """Add to what stands now: two who write down two papers at the same moment both keep theirs."""
    context = {**(more or {}), "form": form}
    if request.method != "POST":
        return show(request, template, context)
    if form.is_valid():
        papers = circle.guardianship(request.case)
        item, seen = (papers.id, papers.version) if papers else (the_one(request.case, GUARDIANSHIP), 0)
        try:
            before = papers.value if papers else Guardianship()
            value = change(before, form)
            if value != before:  # the same paper sent twice is one
                circle.write_guardianship(installation(), request.case, value, item, seen)
        except ConsiliumError as error:
            form.add_error(None, request.words.remark(error.remark))
        else:
            messages.success(request, request.words.text("web.kept"))
            return HttpResponseRedirect(link(request, "people"))
    return show(request, template, context, status=422)


urlpatterns = [
    case_path("people/papers/consent/", consent, "paper_consent"),
    case_path("people/papers/order/", order, "paper_order"),
    case_path("people/papers/majority/", majority, "paper_majority"),
    case_path("people/papers/remove/", remove, "paper_remove"),
]
