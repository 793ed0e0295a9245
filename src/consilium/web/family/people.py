"""The people of a case: who may see it, why, until when, and what each may do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from consilium.actions import access, circle, own
from consilium.actions.circle import Member, State
from consilium.domain.circle import Act, Guardianship, of_age
from consilium.domain.circlewriting import contradictions, due
from consilium.domain.errors import DeniedError, NotFoundError
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.today import today
from consilium.web.request import CaseRequest, installation

SHOWN_ACTS = tuple(act for act in Act if act is not Act.SEE_CONFIDENTIAL)


def sees_papers(request: CaseRequest) -> bool:
    """Who reads what papers say of whom: those who may invite, and the patient."""
    return access.decide(request.case, Act.INVITE).value or own.is_patient(request.case)


@case_page("see")
def people(request: CaseRequest) -> HttpResponse:
    """Everybody of the case, and what is written of who may decide."""
    found = circle.members(installation(), request.case)
    papers = circle.guardianship(request.case)
    value, day = papers.value if papers else Guardianship(), today(request)
    present = [one.person for one in found if one.state is State.IN]
    reads = sees_papers(request)
    context = {
        "here": [one for one in found if one.state is State.IN],
        "asked": [one for one in found if one.state in (State.INVITED, State.LAPSED)],
        "gone": [one for one in found if one.state is State.ENDED] if reads else [],
        "me": request.viewer.id,
        "keeper": any(one.keeper and one.person.id == request.viewer.id for one in found),
        "may_invite": access.decide(request.case, Act.INVITE).value,
        "papers": value if reads else None,
        "seen": papers.version if papers else 0,
        "names": {one.person.id: one.person.name for one in found},
        "differs": contradictions(value, day) if reads else (),
        "due": due(present, value, day) if reads else (),
        "patient": own.is_patient(request.case),
        "allows": own.is_patient(request.case) and bool(of_age(value, day)),
        "shown_to_me": own.shown_to_me(request.case),
    }
    return show(request, "family/people.html", context)


@case_page("see")
def leave(request: CaseRequest) -> HttpResponse:
    """Leave the case oneself: asked first, then done."""
    me = next((one for one in circle.members(installation(), request.case) if one.person.id == request.viewer.id), None)
    if me is None or me.keeper or me.item is None:
        raise NotFoundError("errors.not_found")
    if request.method != "POST":
        return show(request, "family/people_leave.html", {"member": me})
    circle.revoke(installation(), request.case, me.item)
    messages.success(request, request.words.text("people.left"))
    return redirect("cases")


@case_page("invite")
def revoke(request: CaseRequest, item: UUID) -> HttpResponse:
    """Send somebody out, or take an invitation back: asked first, then done at once."""
    found = _member(request, item)
    if request.method != "POST":
        return show(request, "family/people_revoke.html", {"member": found})
    try:
        circle.revoke(installation(), request.case, item)
    except DeniedError as error:
        messages.error(request, request.words.remark(error.remark))
    else:
        messages.success(request, request.words.text("people.revoked", name=found.person.name))
    return HttpResponseRedirect(link(request, "people"))


@case_page("see")
def allow(request: CaseRequest, item: UUID) -> HttpResponse:
    """The patient, of age, lets somebody stay."""
    found = _member(request, item)
    if request.method == "POST" and own.is_patient(request.case):
        circle.allow(installation(), request.case, item)
        messages.success(request, request.words.text("people.allowed", name=found.person.name))
    return HttpResponseRedirect(link(request, "people"))


def _member(request: CaseRequest, item: UUID) -> Member:
    found = circle.member(installation(), request.case, item)
    if found.keeper:
        raise NotFoundError("errors.not_found")
    return found


urlpatterns = [
    case_path("people/", people, "people"),
    case_path("people/leave/", leave, "people_leave"),
    case_path("people/<uuid:item>/revoke/", revoke, "person_revoke"),
    case_path("people/<uuid:item>/allow/", allow, "person_allow"),
]
