"""The cases of a person, and a new one."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse

from consilium.actions import ahead
from consilium.actions.access import cases_of
from consilium.actions.cases import Child, new_case
from consilium.domain.errors import InputError
from consilium.web.door.drafts import kept_for_later, taken_up, typed
from consilium.web.forms import PartialDateField, WordsChoice, WordsForm
from consilium.web.request import PageRequest, installation

SEXES = ("female", "male", "other")


class NewCaseForm(WordsForm):
    """Whose case it is. The name is as records write it; birth date and sex keep others' records out."""

    area = "newcase"
    name = forms.CharField(max_length=200)
    born = PartialDateField(required=False)
    sex = WordsChoice(SEXES, required=False)


def listed(request: HttpRequest) -> HttpResponse:
    """The person's cases; with one, that one; with none, the form for a first one."""
    asked = cast("PageRequest", request)
    if asked.viewer is None:
        return kept_for_later(asked)
    found = cases_of(installation(), asked.viewer)
    ahead.expect(found, asked.words.language)
    if len(found) == 1:
        return redirect("case", case_id=found[0].id)
    return render(request, "family/cases.html", {"cases": found}) if found else redirect("new_case")


def new(request: HttpRequest) -> HttpResponse:
    """A new case, which its maker owns."""
    asked = cast("PageRequest", request)
    if asked.viewer is None:
        return kept_for_later(asked)
    taken_up(asked)
    form = NewCaseForm(asked.words, typed(asked))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = new_case(installation(), asked.viewer, Child(given["name"], given["born"], given["sex"] or ""))
        except InputError as error:
            form.add_error("name", asked.words.remark(error.remark))
        else:
            return HttpResponseRedirect(reverse("case", kwargs={"case_id": made.id}))
    status = 422 if request.method == "POST" else 200
    return render(request, "family/new_case.html", {"form": form}, status=status)


urlpatterns = [
    path("cases/", listed, name="cases"),
    path("cases/new/", new, name="new_case"),
]
