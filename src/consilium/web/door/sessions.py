"""Sessions in the tables, sealed: what the door keeps there (a new second factor's secret) is readable nowhere.

Django's engine of sessions finds `SessionStore` here by the module's name (`SESSION_ENGINE`).
"""

from __future__ import annotations

import base64
import binascii
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as TableStore

from consilium.actions.people import open_for_people, seal_for_people
from consilium.domain.errors import IntegrityError
from consilium.domain.plain import from_json, to_json
from consilium.web.request import installation

# Sessions are found by a secret key that changes when a person comes in: they are bound to their table only.
_SESSIONS = UUID(int=2)


class SessionStore(TableStore):
    """What is sealed and can't be opened is an ended session."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The session, sealed."""
        sealed = seal_for_people(installation(), "session", _SESSIONS, to_json(session_dict))
        return base64.b64encode(sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The session as it was, or an empty one."""
        try:
            sealed = base64.b64decode(session_data, validate=True)
            return dict(from_json(open_for_people(installation(), "session", _SESSIONS, sealed)))
        except (IntegrityError, binascii.Error, ValueError):
            return {}
