"""Django's settings where pages are served: those of the command line, and the web's parts."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

import allauth

from consilium.config.settings import AUTH_USER_MODEL as AUTH_USER_MODEL
from consilium.config.settings import DATABASES as DATABASES
from consilium.config.settings import DEFAULT_AUTO_FIELD as DEFAULT_AUTO_FIELD
from consilium.config.settings import ENVIRONMENT
from consilium.config.settings import INSTALLED_APPS as TABLES
from consilium.config.settings import LOGGING_CONFIG as LOGGING_CONFIG
from consilium.config.settings import TIME_ZONE as TIME_ZONE
from consilium.config.settings import USE_TZ as USE_TZ
from consilium.gateways.mail import post_of

WEB = Path(__file__).resolve().parent.parent / "web"

# `config.wsgi` puts the installation's own in place of these before the first request.
SECRET_KEY = secrets.token_hex()
INSTALLATION = None

DEBUG = False
INSTALLED_APPS = [
    *TABLES,
    "consilium.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "consilium.web.middleware.safe_headers",
    "consilium.web.middleware.read_to_its_end",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "consilium.web.middleware.spoken_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "consilium.web.middleware.known_person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "consilium.web.middleware.clear_errors",
    "consilium.web.door.guard.way_back_in",
]
ROOT_URLCONF = "consilium.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "consilium.web.context.everywhere",
            ],
            "builtins": ["consilium.web.templatetags.words", "consilium.web.templatetags.fields"],
        },
    }
]
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_CODE = "en"
USE_I18N = True


def _static_version() -> str:
    """Changes with the files, so that a browser may keep them for ever."""
    files = sorted(path for path in (WEB / "static").rglob("*") if path.is_file())
    parts = [allauth.__version__.encode(), *(path.read_bytes() for path in files)]  # it has scripts of its own
    return hashlib.blake2b(b"\0".join(parts), digest_size=6).hexdigest()


STATIC_URL = f"/static/{_static_version()}/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"."

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENVIRONMENT.hosts]
PUBLIC = bool(ENVIRONMENT.hosts)  # reached under a name: behind TLS, and with a second factor
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC else 0
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "consilium_session"
SESSION_ENGINE = "consilium.web.door.sessions"
CSRF_FAILURE_VIEW = "consilium.web.errors.csrf_failed"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # forms; files come through resumable uploads
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10_000  # a disc in one form, where a browser has no scripts; other forms keep no file
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # nothing readable on the disk

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "cases"
LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "consilium.web.door.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "consilium.web.door.forms.SignInForm",
    "reauthenticate": "consilium.web.door.forms.PasswordAgainForm",
    "change_password": "consilium.web.door.forms.NewPasswordForm",
    "set_password": "consilium.web.door.forms.FirstPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PUBLIC else 0  # whose address counts for how often somebody may try
MFA_ADAPTER = "consilium.web.door.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PUBLIC  # on one's own machine there is no TLS
MFA_TOTP_ISSUER = "Consilium"
MFA_FORMS = {
    "authenticate": "consilium.web.door.forms.CodeStepForm",
    "reauthenticate": "consilium.web.door.forms.CodeAgainForm",
    "activate_totp": "consilium.web.door.forms.AppForm",
    "deactivate_totp": "consilium.web.door.forms.AppOffForm",
    "generate_recovery_codes": "consilium.web.door.forms.CodesForm",
    "add_webauthn": "consilium.web.door.forms.PasskeyForm",
    "edit_webauthn": "consilium.web.door.forms.PasskeyNameForm",
    "authenticate_webauthn": "consilium.web.door.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "consilium.web.door.forms.PasskeyAgainForm",
    "login_webauthn": "consilium.web.door.forms.PasskeyEnterForm",
}
POST = post_of(ENVIRONMENT.mail)  # None: no e-mail is sent
