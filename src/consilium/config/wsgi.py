"""What the process of the pages loads: the installation opened, its own secret in place, tables up to date."""

from __future__ import annotations

from consilium.config.opening import opened

installation = opened()

from django.core.wsgi import get_wsgi_application  # noqa: E402 (needs Django set up)

from consilium.actions.ahead import keep_ahead  # noqa: E402
from consilium.web.behind import behind  # noqa: E402
from consilium.web.warming import warm  # noqa: E402

application = behind(get_wsgi_application())
keep_ahead(installation, warm)
