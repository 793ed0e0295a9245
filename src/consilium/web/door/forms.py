"""The sign-in library's forms in our words. The typed name becomes the keyed hash that the table knows."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as step
from allauth.mfa.recovery_codes import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.validators import MaxLengthValidator

from consilium.actions import people
from consilium.web.door.said import SaidForm
from consilium.web.request import installation


def sealed_name(name: str) -> str:
    """What a person calls a key, as the tables keep it: it may tell whose it is."""
    return str(get_adapter().encrypt(name))


def opened_name(kept: str) -> str:
    """What a person called a key."""
    return str(get_adapter().decrypt(kept))


class SignInForm(SaidForm, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Sign-in name and password; only the hash of a name is looked up."""

    def user_credentials(self) -> dict[str, Any]:
        credentials: dict[str, Any] = super().user_credentials()
        login = credentials.pop("username", "") or self.cleaned_data.get("login", "")
        return {**credentials, "username": people.username(installation(), login)}


class PasswordAgainForm(SaidForm, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""


class NewPasswordForm(SaidForm, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password."""


class FirstPasswordForm(SaidForm, account.SetPasswordForm):  # type: ignore[misc]
    """A password for who has none."""


class CodeStepForm(SaidForm, step.AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code."""

    hints: ClassVar[dict[str, str]] = {"code": "door.step_code_hint"}


class CodeAgainForm(SaidForm, step.ReauthenticateForm):  # type: ignore[misc]
    """The same, before something that matters."""

    hints: ClassVar[dict[str, str]] = {"code": "door.step_code_hint"}


class AppForm(SaidForm, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    hints: ClassVar[dict[str, str]] = {"code": "door.app_code_hint"}


class AppOffForm(SaidForm, totp.DeactivateTOTPForm):  # type: ignore[misc]
    """No app any more."""


class CodesForm(SaidForm, codes.GenerateRecoveryCodesForm):  # type: ignore[misc]
    """New recovery codes."""


class PasskeyForm(SaidForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey. One that opens the door alone is what most people want."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["passwordless"].initial = True
        self.fields["name"].validators.append(MaxLengthValidator(60))

    def clean_name(self) -> str:
        return sealed_name(super().clean_name())


class PasskeyNameForm(SaidForm, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["name"].validators.append(MaxLengthValidator(60))
        self.initial["name"] = opened_name(self.instance.wrap().name)

    def clean_name(self) -> str:
        return sealed_name(self.cleaned_data["name"])


class PasskeyStepForm(SaidForm, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The passkey as second step."""


class PasskeyAgainForm(SaidForm, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The passkey once more, before something that matters."""


class PasskeyEnterForm(SaidForm, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """The passkey instead of a password."""
