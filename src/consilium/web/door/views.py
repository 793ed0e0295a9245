"""The door: language, the operator's one-time code, one's own account."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from consilium.actions import people
from consilium.casebook.models import User
from consilium.domain.errors import NotFoundError
from consilium.knowledge.catalog import LANGUAGES
from consilium.web.door.limits import limited
from consilium.web.forms import WordsForm
from consilium.web.middleware import LANGUAGE_COOKIE
from consilium.web.request import PageRequest, installation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR = 365 * 24 * 3600


class CodeForm(WordsForm):
    """The code that `consilium serve` prints."""

    area = "door"
    code = forms.CharField(max_length=40)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of all pages, and go back to where one was."""
    to = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(to if here else "/")
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return answer


@limited("enter", tries=10, seconds=60)
def enter(request: HttpRequest) -> HttpResponse:
    """Type the one-time code. A link carries it after `#`, which no server or log sees."""
    asked = cast("PageRequest", request)
    form = CodeForm(asked.words, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = people.enter(installation(), form.cleaned_data["code"])
        except NotFoundError as error:
            form.add_error("code", asked.words.remark(error.remark))
        else:
            login(request, user, BACKEND)
            return redirect("cases")
    status = 422 if request.method == "POST" else 200
    return render(request, "door/enter.html", {"form": form}, status=status)


def account(request: HttpRequest) -> HttpResponse:
    """One's own name, passkeys and second factor."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    person = people.person_of(installation(), cast("User", request.user))
    return render(request, "door/account.html", {"person": person})
