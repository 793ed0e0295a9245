"""One's own account: name, address, language, ways to come in, and other places where one is signed in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from consilium.actions import people
from consilium.casebook.models import User
from consilium.domain.errors import InputError
from consilium.gateways.mail import Letter, composed
from consilium.knowledge.catalog import LANGUAGES
from consilium.web.door.drafts import kept_for_later, taken_up, typed
from consilium.web.door.guard import needs_more
from consilium.web.door.language import here, remembered
from consilium.web.door.views import shown
from consilium.web.forms import WordsChoice, WordsForm
from consilium.web.request import PageRequest, installation

View = Callable[[PageRequest, User], HttpResponse]


class AccountForm(WordsForm):
    """Who one is here."""

    area = "account"
    name = forms.CharField(max_length=100)
    email = forms.CharField(max_length=people.MOST_EMAIL, required=False)
    language = WordsChoice(LANGUAGES)

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"].strip()
        if address:
            try:
                composed(Letter(address, "", ""), address)
            except InputError as error:
                raise ValidationError(self.words.text("account.email_invalid"), "invalid") from error
        return address


def signed_in(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """A page of a person's own."""

    @functools.wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        asked = cast("PageRequest", request)
        if asked.viewer is None:
            return kept_for_later(asked)
        taken_up(asked)
        return view(asked, cast("User", request.user))

    return page


@signed_in
def account(request: PageRequest, user: User) -> HttpResponse:
    """Change one's name, address and language; the ways to passkeys, password and sessions."""
    person = people.person_of(installation(), user)
    initial = {"name": person.name, "email": person.email, "language": user.language or request.words.language}
    form = AccountForm(request.words, typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = replace(person, name=given["name"], email=given["email"])
        people.change_person(installation(), user, changed, given["language"])
        messages.success(request, request.words.text("web.kept"))
        return remembered(request, HttpResponseRedirect(reverse("account")), given["language"])
    others = len(people.other_sessions(user, request.session.session_key or ""))
    context = {"login": person.login if user.has_usable_password() else "", "others": others}
    return shown(request, "door/account.html", form, **context, has_password=user.has_usable_password())


@require_POST
@signed_in
def sessions(request: PageRequest, user: User) -> HttpResponse:
    """Sign out everywhere else."""
    count = people.end_other_sessions(user, request.session.session_key or "")
    messages.success(request, request.words.text("account.sessions_ended", count=count))
    return redirect("account")


@signed_in
def secure(request: PageRequest, user: User) -> HttpResponse:
    """Says what is still needed before a case opens; with it, the way on."""
    on = here(request, reverse("cases"))
    if not needs_more(user):
        return HttpResponseRedirect(on)
    context = {"public": getattr(settings, "PUBLIC", False), "has_password": user.has_usable_password()}
    return render(request, "door/secure.html", context)
