"""The sign-in form: the typed name becomes the keyed hash that the table knows."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm

from consilium.actions import people
from consilium.web.request import installation


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """allauth's form; only the hash of a name is looked up."""

    def user_credentials(self) -> dict[str, Any]:
        credentials: dict[str, Any] = super().user_credentials()
        login = credentials.pop("username", "") or self.cleaned_data.get("login", "")
        return {**credentials, "username": people.username(installation(), login)}
