"""Passwords for files that came locked: used once, by the job that reads the files, and kept no longer."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import uploads
from consilium.actions.ingest.staged import locked
from consilium.actions.opened import OpenCase
from consilium.domain.circle import Act
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.forms import WordsForm
from consilium.web.request import CaseRequest

FIELDS = ("password", "another", "third")


class PasswordsForm(WordsForm):
    """Up to three at once: they may be of different files. What was typed is never shown again."""

    area = "passwords"
    password = forms.CharField(max_length=200, strip=False, widget=forms.PasswordInput)
    another = forms.CharField(max_length=200, strip=False, required=False, widget=forms.PasswordInput)
    third = forms.CharField(max_length=200, strip=False, required=False, widget=forms.PasswordInput)


def locked_paths(case: OpenCase) -> list[str]:
    """Sent files that a password would open."""
    return [one.path for one in locked(case)]


@case_page(Act.ADD_RECORDS)
def passwords(request: CaseRequest) -> HttpResponse:
    """Which files are locked, and their passwords. Not kept where a session has ended: they are typed again."""
    form = PasswordsForm(request.words, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = [form.cleaned_data[name] for name in FIELDS if form.cleaned_data[name]]
        job = uploads.hand_in(request.case, passwords=given).job
        if job is not None:
            return HttpResponseRedirect(link(request, "job", job=job.id))
    context = {"form": form, "locked": locked_paths(request.case)}
    return show(request, "family/passwords.html", context, status=422 if form.is_bound else 200)


urlpatterns = [case_path("records/add/passwords/", passwords, "passwords")]
