"""How allauth stores people here: nobody signs up alone, second factors are sealed, words come from our catalogs."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from consilium.actions import people
from consilium.casebook.models import User
from consilium.domain.viewer import OPERATOR
from consilium.web.door.language import remembered
from consilium.web.door.said import Errors, spoken
from consilium.web.request import installation

# Second factors have no row of ours: they are bound to this place.
_FACTORS = UUID(int=1)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come from invitations only."""

    error_messages = Errors()

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth gives it)
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **more: Any
    ) -> None:
        """The library's notices: ours where there is one, silence for the others."""
        name = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        code = f"door.done_{name}"
        said = more.get("message") or (spoken().text(code) if spoken().has(code) else "")
        if said:
            messages.add_message(request, level, str(said))

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """A passkey first: it is a touch, and nothing to type."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(found, key=lambda one: one["id"] != "mfa_reauthenticate:webauthn")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        """The language that the person chose comes along to a new browser."""
        response: HttpResponse = super().post_login(request, user, **more)
        return remembered(request, response, getattr(user, "language", ""))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of second factors, sealed under the key of the people's documents."""

    error_messages = Errors()

    def validation_error(self, code: str, *_: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)

    def encrypt(self, text: str) -> str:
        sealed = people.seal_for_people(installation(), "second_factor", _FACTORS, text.encode())
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return people.open_for_people(installation(), "second_factor", _FACTORS, sealed).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: ARG002 (allauth names it)
        return spoken().text("door.passkey_name")

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the person's own device writes beside the passkey: their name, not the keyed hash."""
        given: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**given, "display_name": self._get_user_identifier(user)}

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        """The name that the person's own authenticator shows; allauth would show the keyed hash."""
        if not isinstance(user, User):
            return ""
        known = people.person_of(installation(), user)
        return known.name or (spoken().text("people.keeper") if user.viewer == OPERATOR.id else known.login)
