"""Django's settings. Everything that differs between installations comes from `environment`."""

from consilium.config import sqlite
from consilium.config.environment import Environment

sqlite.use_newest()

ENVIRONMENT = Environment.load()
DATABASES = {"default": ENVIRONMENT.database()}
INSTALLED_APPS = ["consilium.casebook"]
AUTH_USER_MODEL = "casebook.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
# Nothing is logged by Django itself: a query or a value in a log could hold health data.
LOGGING_CONFIG = None
SECRET_KEY = "unused: only `config.web` signs cookies and tokens"
