"""How each process of the server begins: Django set up, then the installation opened and its own secret in place."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import django
from django.conf import settings

from consilium.config.environment import Environment
from consilium.vault.casekey import derive

if TYPE_CHECKING:
    from consilium.actions.opened import Installation


def set_up() -> None:
    """Before anything of Django's is imported. Opens nothing, so that a process forked after it shares nothing open."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold keys
    os.umask(0o077)
    os.environ["DJANGO_SETTINGS_MODULE"] = "consilium.config.web"
    django.setup()


def opened(*, tables: bool = True) -> Installation:
    """The installation, for a process that answers; with `tables` it brings them up to date.

    Raises SettingsError, KeyMissingError, StoreError.
    """
    set_up()
    from consilium.config.ready import Ready  # imports models, which need Django set up

    installation = Ready(Environment.load()).installation(tables=tables)
    settings.INSTALLATION = installation
    settings.SECRET_KEY = derive(installation.keys.audit_seed(), b"consilium web secret v1").hex()
    return installation
