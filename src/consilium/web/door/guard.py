"""Nobody gets to a case without a way back in, and where strangers can reach the pages not with a password alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from consilium.casebook.models import User
from consilium.domain.viewer import OPERATOR
from consilium.web.door.drafts import with_typed

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Pages that show or make cases without being of one.
CASES = frozenset({"cases", "new_case"})

Answer = Callable[[HttpRequest], HttpResponse]


def way_back_in(answer: Answer) -> Answer:
    """Before any page of a case: whoever has too little to come in with is sent to get it, and then back."""

    class WayBackIn:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return answer(request)

        def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
            found = request.resolver_match
            behind = hasattr(view, "acts") or (found is not None and found.url_name in CASES)
            if not behind or not needs_more(request.user):
                return None
            there = redirect(f"{reverse('secure')}?{urlencode({'next': request.get_full_path()})}")
            return with_typed(request, there)

    return WayBackIn()


def needs_more(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a person has to add a passkey or a second step (or, on one's own machine, anything at all) first."""
    if not isinstance(user, User) or not user.is_authenticated:
        return False
    if getattr(settings, "PUBLIC", False):
        return not is_mfa_enabled(user, STRONG)
    if user.viewer == OPERATOR.id or user.has_usable_password():
        return False
    return not is_mfa_enabled(user, STRONG)
