"""Django's settings. Everything that differs between installations comes from `environment`."""

from consilium.config import sqlite
from consilium.config.environment import Environment

sqlite.use_newest()

ENVIRONMENT = Environment.load()
DATABASES = {"default": ENVIRONMENT.database()}
INSTALLED_APPS = ["consilium.casebook"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
# Nothing is logged by Django itself: a query or a value in a log could hold health data.
LOGGING_CONFIG = None
SECRET_KEY = "unused: no cookie or token is signed before there is a web door"
