"""The door's addresses. Of the sign-in library only the pages that we use: nobody signs up alone."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from consilium.web.door import account as own
from consilium.web.door import join, views
from consilium.web.door.language import language

OURS = [
    path("language/", language, name="language"),
    path("enter/", views.enter, name="enter"),
    path("join/", join.code, name="join"),
    path("join/you/", join.you, name="join_you"),
    path("account/", own.account, name="account"),
    path("account/sessions/", own.sessions, name="end_sessions"),
    path("account/secure/", own.secure, name="secure"),
    path("sign/link/", views.link, name="sign_in_link"),
    path("sign/link/code/", views.by_link, name="by_link"),
]
LIBRARYS = [
    path("sign/login/", account.login, name="account_login"),
    path("sign/logout/", account.logout, name="account_logout"),
    path("sign/inactive/", account.account_inactive, name="account_inactive"),
    path("sign/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign/password/change/", account.password_change, name="account_change_password"),
    path("sign/password/set/", account.password_set, name="account_set_password"),
    path("sign/2fa/", step.index, name="mfa_index"),
    path("sign/2fa/step/", step.authenticate, name="mfa_authenticate"),
    path("sign/2fa/again/", step.reauthenticate, name="mfa_reauthenticate"),
    path("sign/2fa/app/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("sign/2fa/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("sign/2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sign/2fa/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sign/2fa/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("sign/2fa/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("sign/2fa/passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign/2fa/passkeys/enter/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sign/2fa/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("sign/2fa/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
urlpatterns = [*OURS, *LIBRARYS]
