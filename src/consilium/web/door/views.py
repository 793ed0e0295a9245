"""Coming in with a one-time code: the operator's, or one from an e-mail."""

from __future__ import annotations

import sys
import threading
from typing import Any, cast

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from consilium.actions import people
from consilium.domain.errors import ConsiliumError, NotFoundError
from consilium.gateways.mail import Letter, Post
from consilium.web.door.limits import limited
from consilium.web.forms import WordsForm
from consilium.web.request import PageRequest, installation, post

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class CodeForm(WordsForm):
    """A one-time code."""

    area = "door"
    code = forms.CharField(max_length=40)


class LinkForm(WordsForm):
    """Who wants to come in by e-mail."""

    area = "door"
    login = forms.CharField(max_length=100)


def shown(request: HttpRequest, template: str, form: WordsForm, **more: Any) -> HttpResponse:
    """A page of the door with its form; 422 where something in it is to be mended."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **more}, status=status)


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
    return shown(request, "door/enter.html", form)


@limited("link", tries=5, seconds=300)
def link(request: HttpRequest) -> HttpResponse:
    """Ask for a sign-in e-mail. Whether there is such a person, nobody is told."""
    server = post()
    if server is None:
        raise Http404
    asked = cast("PageRequest", request)
    form = LinkForm(asked.words, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, "door/link.html", form)
    found = people.link_for(installation(), form.cleaned_data["login"])
    if found is not None:
        _send_aside(server, _letter(asked, *found))
    return render(request, "door/link_sent.html")


@limited("by_link", tries=10, seconds=60)
def by_link(request: HttpRequest) -> HttpResponse:
    """Come in with the code of the e-mail; the second step, if there is one, comes next."""
    asked = cast("PageRequest", request)
    form = CodeForm(asked.words, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = people.enter_by_link(installation(), form.cleaned_data["code"])
        except NotFoundError as error:
            form.add_error("code", asked.words.remark(error.remark))
        else:
            answer: HttpResponse = perform_login(request, Login(user=user))
            return answer
    return shown(request, "door/by_link.html", form)


def _letter(request: PageRequest, address: str, code: str) -> Letter:
    to = f"{request.build_absolute_uri(reverse('by_link'))}#{code}"
    words = request.words
    text = words.text("door.mail_link_text", minutes=people.LINK_MINUTES, code=code)
    return Letter(address, words.text("door.mail_link_subject"), f"{text}\n\n{to}\n")


def _send_aside(server: Post, letter: Letter) -> None:
    """Not in this answer's time: how long it takes would tell whether there is such a person."""

    def send() -> None:
        try:
            server.send(letter)
        except ConsiliumError as error:
            print(f"e-mail not sent ({error.code})", file=sys.stderr, flush=True)

    threading.Thread(target=send, name="letter", daemon=True).start()
