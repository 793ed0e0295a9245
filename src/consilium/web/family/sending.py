"""Keys with which a hospital's own system sends images into the case: made for one hospital, shown once, taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions.imaging import sendingkeys
from consilium.actions.opened import now
from consilium.domain.circle import Act
from consilium.domain.errors import InputError, NotFoundError
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import form_for, link, show
from consilium.web.family.people_invite import only_here
from consilium.web.forms import WordsChoice, WordsForm
from consilium.web.request import CaseRequest, installation

DAYS = ("7", "30", "90", "366")


class KeyForm(WordsForm):
    """For which hospital, and for how long."""

    area = "sending"
    name = forms.CharField(max_length=sendingkeys.LONGEST_NAME)
    days = WordsChoice(DAYS)


@case_page(Act.INVITE)
def sending(request: CaseRequest) -> HttpResponse:
    """The keys that there are, and a new one: its answer is no redirect, as the key is kept nowhere."""
    form = form_for(request, KeyForm, {"days": "30"})
    if request.method == "POST" and form.is_valid():
        days = int(form.cleaned_data["days"])
        try:
            key = sendingkeys.make(installation(), request.case, form.cleaned_data["name"].strip(), days)
        except InputError as error:
            form.add_error(None, request.words.remark(error.remark))
        else:
            address = request.build_absolute_uri(f"/dicomweb/case/{request.case.id}/studies")
            until = (now() + timedelta(days=days)).date()
            context = {"key": key, "address": address, "until": until, "name": form.cleaned_data["name"],
                       "only_here": only_here(request)}  # fmt: skip
            return show(request, "family/sending_key.html", context)
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "family/sending.html", {"form": form, "keys": sendingkeys.keys(request.case)}, status)


@case_page(Act.INVITE)
def revoke(request: CaseRequest, key: UUID) -> HttpResponse:
    """Take a key back, once a person says yes."""
    found = next((one for one in sendingkeys.keys(request.case) if one.id == key), None)
    if found is None:
        raise NotFoundError("errors.not_found")
    if request.method == "POST" or not found.works:
        if found.works:
            sendingkeys.revoke(request.case, key)
            messages.success(request, request.words.text("sending.revoked", name=found.name))
        return HttpResponseRedirect(link(request, "sending"))
    return show(request, "family/sending_revoke.html", {"one": found})


urlpatterns = [
    case_path("people/sending/", sending, "sending"),
    case_path("people/sending/<uuid:key>/revoke/", revoke, "sending_revoke"),
]
