"""What a server of pages loads: the installation opened, its own secret in place, tables up to date."""

from __future__ import annotations

import os
import resource

import django
from django.conf import settings

from consilium.config.environment import Environment
from consilium.vault.casekey import derive

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold keys
os.umask(0o077)
os.environ["DJANGO_SETTINGS_MODULE"] = "consilium.config.web"
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 (needs Django set up)

from consilium.actions.ahead import keep_ahead  # noqa: E402
from consilium.actions.imaging.remembered import Remembered  # noqa: E402
from consilium.config.ready import Ready  # noqa: E402
from consilium.web.imaging.front import Front  # noqa: E402
from consilium.web.imaging.routes import ROUTES  # noqa: E402
from consilium.web.warming import warm  # noqa: E402

installation = Ready(Environment.load()).installation()
settings.INSTALLATION = installation
settings.SECRET_KEY = derive(installation.keys.audit_seed(), b"consilium web secret v1").hex()
application = Front(get_wsgi_application(), ROUTES, Remembered(installation))
keep_ahead(installation, warm)
