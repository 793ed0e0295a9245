"""A letter by e-mail with its attachments (RFC 5322, MIME)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from demo.seed import stable_uuid

_KINDS = {"pdf": ("application", "pdf"), "jpg": ("image", "jpeg"), "docx": ("application", "octet-stream")}


def mail(head: Mapping[str, str], text: str, written: dt.date, attachments: Mapping[str, bytes]) -> bytes:
    """The message as bytes. `head` has `from`, `to`, `subject`."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = head["from"], head["to"], head["subject"]
    message["Date"] = format_datetime(dt.datetime.combine(written, dt.time(15, 42), dt.UTC))
    message["Message-ID"] = f"<{stable_uuid('mail', head['subject'], written)}@mail.example>"
    message.set_content(text, cte="quoted-printable")
    for name, data in attachments.items():
        kind, subkind = _KINDS[name.rsplit(".", 1)[-1].lower()]
        message.add_attachment(data, maintype=kind, subtype=subkind, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_{stable_uuid('boundary', head['subject'], written).hex}")
    return message.as_bytes()
