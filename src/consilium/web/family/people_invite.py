"""Asking somebody into the case, with a code that is shown once; and changing what a person may do."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.urls import reverse

from consilium.actions import circle, people
from consilium.actions.circle import INVITED_DAYS, Member, State
from consilium.actions.entries import ClashError
from consilium.domain.circle import MAY_BY_DEFAULT, Act, CourtOrder, Person, Role
from consilium.domain.errors import BusyError, ConsiliumError, DeniedError, InputError, NotFoundError
from consilium.gateways.mail import Letter, composed
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import form_for, link, show
from consilium.web.forms import PartialDateField, WordsChoice, WordsChoices, WordsForm
from consilium.web.request import CaseRequest, installation, post

GIVEN = tuple(act.value for act in Act if act is not Act.SEE_CONFIDENTIAL)


class PersonForm(WordsForm):
    """Who somebody is to the child, why they are in the case, until when, and what they may do."""

    area = "people"
    role = WordsChoice([role.value for role in Role])
    name = forms.CharField(max_length=100)
    reason = forms.CharField(max_length=300)
    until = PartialDateField(required=False, whole=True)
    more = WordsChoices(GIVEN, required=False)
    less = WordsChoices(GIVEN, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, before in (("role", "role"), ("more", "act"), ("less", "act")):
            one: Any = self.fields[name]
            one.choices = [(value, self.words.text(f"circle.{before}_{value}")) for value in one.values]

    def person(self) -> Person:
        """The person as typed."""
        given = self.cleaned_data
        more, less = (tuple(Act(value) for value in given[name]) for name in ("more", "less"))
        role = Role(given["role"])
        more = tuple(act for act in more if act not in MAY_BY_DEFAULT[role])
        return Person(
            "", role, given["name"].strip(), given["reason"].strip(), until=given["until"], more=more, less=less
        )


# Names of this machine that mean another one everywhere else.
ONLY_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class InviteForm(PersonForm):
    """The same, with where to send the code, and whether the court orders of the case were looked at."""

    email = forms.CharField(max_length=people.MOST_EMAIL, required=False)
    aware = forms.BooleanField(required=False)

    def __init__(self, *given: Any, orders: tuple[CourtOrder, ...] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        if post() is None:
            del self.fields["email"]
        if not orders:
            del self.fields["aware"]

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"].strip()
        if address:
            try:
                composed(Letter(address, "", ""), address)
            except InputError as error:
                raise ValidationError(self.words.text("account.email_invalid"), "invalid") from error
        return address

    def clean_aware(self) -> bool:
        if not self.cleaned_data["aware"]:
            raise ValidationError(self.words.text("people.aware_required"), "required")
        return True


def begun(person: Person, seen: int) -> dict[str, Any]:
    """What stands in the form of somebody who is known."""
    values = {
        "role": person.role.value,
        "name": person.name,
        "reason": person.reason,
        "until": person.until,
        "seen": seen,
    }
    return {**values, "more": [act.value for act in person.more], "less": [act.value for act in person.less]}


def barring(request: CaseRequest) -> tuple[CourtOrder, ...]:
    """The court orders that take something from somebody, to be looked at before anybody is asked in."""
    written = circle.guardianship(request.case)
    return tuple(one for one in written.value.orders if one.bars or one.bars_all) if written else ()


@case_page("invite")
def invite(request: CaseRequest) -> HttpResponse:
    """Ask somebody new in."""
    orders = barring(request)
    form = form_for(request, InviteForm, orders=orders)
    return _invited(request, form, {"orders": orders, "table": _table()})


@case_page("invite")
def again(request: CaseRequest, item: UUID) -> HttpResponse:
    """A new code for somebody who was asked before, or was in before."""
    found = _known(request, item)
    if found.state is State.IN:
        return HttpResponseRedirect(link(request, "person", item=item))
    orders = barring(request)
    initial = {**begun(found.person, found.version), "entry": item}
    form = form_for(request, InviteForm, initial, orders=orders)
    barred = [one for one in orders if one.person == found.person.id]
    return _invited(request, form, {"orders": orders, "barred": barred, "table": _table(), "member": found})


def _invited(request: CaseRequest, form: InviteForm, context: dict[str, Any]) -> HttpResponse:
    known: Member | None = context.get("member")
    context = {**context, "form": form, "names": _names(request)}
    if request.method != "POST":
        return show(request, "family/people_invite.html", context)
    if form.is_valid():
        try:
            item, seen = (known.item, known.version) if known else (form.item, 0)
            code = circle.invite(installation(), request.case, form.person(), item or uuid4(), seen)
        except (DeniedError, InputError, ClashError) as error:
            form.add_error(None, request.words.remark(error.remark))
        else:
            return _code(request, form, code)
    return show(request, "family/people_invite.html", context, status=422)


def _code(request: CaseRequest, form: InviteForm, code: str) -> HttpResponse:
    """The code, shown once: it is kept nowhere, so this answer is no redirect."""
    to = f"{request.build_absolute_uri(reverse('join'))}#{code}"
    address = form.cleaned_data.get("email") or ""
    mailed = ""
    if address:
        try:
            _mail(request, address, code, to)
            mailed = "people.mailed"
        except (BusyError, InputError) as error:
            mailed = error.remark.code
    context = {"code": code, "to": to, "address": request.build_absolute_uri(reverse("join")), "mailed": mailed,
               "name": form.cleaned_data["name"], "email": address, "days": INVITED_DAYS,
               "only_here": only_here(request)}  # fmt: skip
    return show(request, "family/people_code.html", context)


def only_here(request: CaseRequest) -> bool:
    """Whether the address at which one looks leads nowhere from another machine."""
    return split_domain_port(request.get_host())[0].strip("[]") in ONLY_HERE


def _mail(request: CaseRequest, address: str, code: str, to: str) -> None:
    server, words = post(), request.words
    if server is not None:
        text = words.text("people.mail_text", code=code, days=INVITED_DAYS)
        server.send(Letter(address, words.text("people.mail_subject"), f"{text}\n\n{to}\n"))


@case_page("invite")
def person(request: CaseRequest, item: UUID) -> HttpResponse:
    """What one person may do and why; change it."""
    found = _known(request, item)
    form = form_for(request, PersonForm, begun(found.person, found.version))
    context = {"member": found, "form": form, "table": _table(), "mine": found.person.id == request.viewer.id}
    if request.method != "POST":
        return show(request, "family/person.html", context)
    if form.is_valid():
        try:
            circle.change(installation(), request.case, item, form.person(), form.version)
        except ClashError as clash:
            return show(request, "family/person.html", {**context, "clash": clash.theirs, **_over(request, clash)}, 409)
        except ConsiliumError as error:
            form.add_error(None, request.words.remark(error.remark))
        else:
            messages.success(request, request.words.text("web.kept"))
            return HttpResponseRedirect(link(request, "people"))
    return show(request, "family/person.html", context, status=422)


def _over(request: CaseRequest, clash: ClashError) -> dict[str, PersonForm]:
    """What was typed, to be sent again in sight of the other's version."""
    again = request.POST.copy()
    again["seen"] = str(clash.theirs.version)
    return {"form": PersonForm(request.words, again)}


def _known(request: CaseRequest, item: UUID) -> Member:
    found = circle.member(installation(), request.case, item)
    if found.keeper:
        raise NotFoundError("errors.not_found")
    return found


def _names(request: CaseRequest) -> dict[str, str]:
    return {one.person.id: one.person.name for one in circle.members(installation(), request.case)}


def _table() -> list[tuple[Role, list[Act]]]:
    """What each role may do where nothing else is written down."""
    return [(role, [act for act in Act if act in MAY_BY_DEFAULT[role]]) for role in Role]


urlpatterns = [
    case_path("people/invite/", invite, "people_invite"),
    case_path("people/<uuid:item>/", person, "person"),
    case_path("people/<uuid:item>/again/", again, "person_again"),
]
