"""Keys with which a center's machine sends images into one case: made by a person who may invite, shown once.

A key says `send into this case` and nothing else. It works until its day, unless it is taken back, and only as long as
whoever made it may invite others and add records; what comes with it counts as sent by that person.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from consilium.actions import access, audit
from consilium.actions.imaging.remembered import Remembered
from consilium.actions.opened import Installation, OpenCase, now
from consilium.casebook.models import SendingKey
from consilium.domain.circle import Act
from consilium.domain.errors import DeniedError, InputError, NotFoundError
from consilium.domain.plain import from_json, to_json
from consilium.domain.viewer import Viewer
from consilium.vault.casekey import derive

TABLE = "sendingkey"
PREFIX = "csk-"
BYTES = 32
DAYS, MOST_DAYS = 30, 366
MOST_KEYS = 100
LONGEST_NAME = 200
SHAPE = re.compile(r"csk-[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class KeyView:
    """A key as a person sees it: never the key itself."""

    id: UUID
    name: str
    made: datetime
    until: datetime
    revoked: datetime | None
    made_by: str

    @property
    def works(self) -> bool:
        return self.revoked is None and self.until > now()


def make(installation: Installation, case: OpenCase, name: str, days: int = DAYS) -> str:
    """A new key, to be shown once. `name` tells for whom. Raises DeniedError, InputError."""
    _must_invite(case)
    if not 1 <= days <= MOST_DAYS or not 0 < len(name) <= LONGEST_NAME:
        raise InputError("errors.sending_key")
    if SendingKey.objects.filter(case=case.row, revoked=None, until__gt=now()).count() >= MOST_KEYS:
        raise InputError("errors.sending_keys_many", bound=MOST_KEYS)
    key, made, row = PREFIX + secrets.token_urlsafe(BYTES), now(), uuid4()
    with transaction.atomic():
        SendingKey.objects.create(
            id=row, case=case.row, key=_hash(installation, key), made=made, made_by=case.viewer.id,
            until=made + timedelta(days=days), sealed=case.seal(TABLE, row, to_json({"name": name})),
        )  # fmt: skip
        audit.record(case.viewer, "sending_key.made", case.id, made, days=days)
    return key


def keys(case: OpenCase) -> list[KeyView]:
    """The case's keys, the newest first. Raises DeniedError."""
    _must_invite(case)
    return [
        KeyView(row.id, str(from_json(case.open(TABLE, row.id, row.sealed))["name"]), row.made, row.until, row.revoked,
                row.made_by)
        for row in SendingKey.objects.filter(case=case.row).order_by("-made")
    ]  # fmt: skip


def revoke(case: OpenCase, key: UUID) -> None:
    """Take a key back at once. Raises DeniedError, NotFoundError."""
    _must_invite(case)
    with transaction.atomic():
        if not SendingKey.objects.filter(case=case.row, id=key, revoked=None).update(revoked=now()):
            raise NotFoundError("errors.not_found")
        audit.record(case.viewer, "sending_key.revoked", case.id, now())


def case_of(remembered: Remembered, key: str, case_id: UUID) -> OpenCase | None:
    """The case that a key sends into, opened for adding records; None where it does not (any more)."""
    if not SHAPE.fullmatch(key):
        return None
    row = SendingKey.objects.filter(
        key=_hash(remembered.installation, key), case_id=case_id, revoked=None, until__gt=now()
    ).first()
    if row is None:
        return None
    try:
        case = remembered.case(Viewer(row.made_by), case_id, Act.ADD_RECORDS)
    except (NotFoundError, DeniedError):
        return None
    return case if access.decide(case, Act.INVITE).value else None


def _must_invite(case: OpenCase) -> None:
    if not access.decide(case, Act.INVITE).value:
        raise DeniedError("errors.denied")


def _hash(installation: Installation, key: str) -> bytes:
    return hmac.digest(derive(installation.keys.audit_seed(), b"consilium sending key v1"), key.encode(), "sha256")
