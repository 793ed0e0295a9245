"""How allauth stores people here: nobody signs up alone, second factors are sealed, notices come from our catalogs."""

from __future__ import annotations

import base64
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from consilium.actions import people
from consilium.casebook.models import User
from consilium.web.request import installation

# Second factors have no row of ours: they are bound to this place.
_FACTORS = UUID(int=1)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come from invitations only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth gives it)
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of second factors, sealed under the key of the people's documents."""

    def encrypt(self, text: str) -> str:
        sealed = people.seal_for_people(installation(), "second_factor", _FACTORS, text.encode())
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return people.open_for_people(installation(), "second_factor", _FACTORS, sealed).decode()

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        """The name that the person's own authenticator shows; allauth would show the keyed hash."""
        if not isinstance(user, User):
            return ""
        known = people.person_of(installation(), user)
        return known.login or known.name
