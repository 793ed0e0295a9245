"""Coming into a case with an invitation's code. Nothing of the child is shown before a person has come in."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from consilium.actions import circle, people
from consilium.casebook.models import Invitation, User
from consilium.domain.errors import InputError, NotFoundError
from consilium.domain.viewer import Viewer
from consilium.web.door.limits import limited
from consilium.web.door.said import said_error
from consilium.web.door.views import BACKEND, CodeForm, shown
from consilium.web.forms import WordsChoice, WordsForm
from consilium.web.request import PageRequest, installation

ASKED_IN = "asked_in"
PASSWORD, PASSKEY = "password", "passkey"
FEWEST = 3


class JoinForm(WordsForm):
    """A new account: how one is called, the name to sign in with, and with what one comes in."""

    area = "join"
    name = forms.CharField(max_length=100)
    login = forms.CharField(min_length=FEWEST, max_length=100)
    way = WordsChoice((PASSWORD, PASSKEY))
    password = forms.CharField(required=False, strip=False, max_length=200, widget=forms.PasswordInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["login"].error_messages["min_length"] = self.words.text("join.login_short", count=FEWEST)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("way") == PASSWORD:
            try:
                validate_password(found.get("password") or "")
            except ValidationError as error:
                self.add_error("password", said_error(error.error_list[0].code or "invalid"))
        return found


@limited("join", tries=10, seconds=60)
def code(request: HttpRequest) -> HttpResponse:
    """Type the code of an invitation. A link carries it after `#`, which no server or log sees."""
    asked = cast("PageRequest", request)
    form = CodeForm(asked.words, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = circle.asked_in(installation(), form.cleaned_data["code"])
        except NotFoundError as error:
            form.add_error("code", asked.words.remark(error.remark))
        else:
            request.session[ASKED_IN] = str(found.id)
            return redirect("join_you")
    return shown(request, "door/join.html", form)


@limited("join_you", tries=10, seconds=60)
def you(request: HttpRequest) -> HttpResponse:
    """Come in as who one is already, or with a new account."""
    asked = cast("PageRequest", request)
    try:
        found = circle.still_asked_in(UUID(request.session.get(ASKED_IN, "")))
    except (ValueError, NotFoundError):
        return redirect("join")
    if asked.viewer is not None:
        return _as_known(asked, found, asked.viewer)
    form = JoinForm(asked.words, request.POST or None, initial={"way": PASSWORD})
    if request.method == "POST" and form.is_valid():
        try:
            return _as_new(asked, found, form)
        except InputError as error:
            form.add_error("login", asked.words.remark(error.remark))
        except NotFoundError:
            return redirect("join")
    return shown(request, "door/join_you.html", form, role=found.role)


def _as_known(request: PageRequest, found: Invitation, viewer: Viewer) -> HttpResponse:
    name = people.name_of(installation(), viewer.id)
    said, status = "", 200
    if request.method == "POST":
        try:
            case = circle.accept(installation(), found, viewer)
        except InputError as error:
            said, status = request.words.remark(error.remark), 422
        except NotFoundError:
            return redirect("join")
        else:
            request.session.pop(ASKED_IN, None)
            return redirect("case", case_id=case)
    return render(request, "door/join_known.html", {"role": found.role, "name": name, "said": said}, status=status)


def _as_new(request: PageRequest, found: Invitation, form: JoinForm) -> HttpResponse:
    given = form.cleaned_data
    password = given["password"] if given["way"] == PASSWORD else None
    user = circle.join(installation(), found, people.Person(given["name"], given["login"]), password)
    return _let_in(request, user, password is not None)


def _let_in(request: PageRequest, user: User, with_password: bool) -> HttpResponse:
    """Signed in, with a session of a new key; who chose a passkey makes it now."""
    request.session.pop(ASKED_IN, None)
    login(request, user, BACKEND)
    if not with_password:
        return redirect("mfa_add_webauthn")
    # The password was typed just now: a passkey can be added without typing it again.
    record_authentication(request, user, method="password", reauthenticated=True)
    return redirect("cases")
