"""E-mail, sent to the one server that the operator named. `fakemail` is its fake.

A letter carries no health data: a greeting, a link, a day. What it is about stands behind the door.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from consilium.domain.errors import BusyError, InputError, SettingsError

SECONDS = 20.0
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Letter:
    """An e-mail in plain text. `attached` are (file name, media type such as text/calendar, bytes)."""

    to: str
    subject: str
    text: str
    attached: tuple[tuple[str, str, bytes], ...] = field(default=())


class Post(Protocol):
    """Takes letters. Raises InputError for an address that is none, BusyError where the server takes no letter now."""

    def send(self, letter: Letter) -> None: ...


@dataclass(frozen=True)
class Smtp:
    """A mail server. Without `encrypted` from the start it has to offer STARTTLS, unless it is on this machine: neither
    passwords nor letters cross a network in the clear."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    encrypted: bool = False

    def send(self, letter: Letter) -> None:
        message = composed(letter, self.sender)
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise InputError("errors.mail_address") from error
        except (smtplib.SMTPException, OSError) as error:
            raise BusyError("errors.mail_failed") from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        opened: Callable[..., smtplib.SMTP] = smtplib.SMTP
        if self.encrypted:
            opened = smtplib.SMTP_SSL
        safe = {"context": ssl.create_default_context()} if self.encrypted else {}
        with opened(self.host, self.port, timeout=SECONDS, **safe) as server:
            server.ehlo()
            if not self.encrypted and (self.host not in _LOCAL_HOSTS or server.has_extn("starttls")):
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            yield server


def post_of(address: str) -> Post | None:
    """The post of `CONSILIUM_MAIL`: smtp://user:password@host:port?from=address, or smtps://. None without one.

    Raises SettingsError for an address that can't be used.
    """
    if not address:
        return None
    parts = urlsplit(address)
    sender = parse_qs(parts.query).get("from", [""])[0]
    try:
        _address(sender)
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except (InputError, ValueError) as error:
        raise SettingsError("errors.bad_setting", name="CONSILIUM_MAIL") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingsError("errors.bad_setting", name="CONSILIUM_MAIL")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Smtp(parts.hostname, port, sender, user, password, parts.scheme == "smtps")


def composed(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it goes out. Raises InputError for an address that is none; a line break can't add a header."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = _address(sender), _address(letter.to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
    message.set_content(letter.text)
    for name, kind, content in letter.attached:
        major, minor = kind.split("/", 1)
        message.add_attachment(content, maintype=major, subtype=minor, filename=name)
    return message


def _address(text: str) -> Address:
    try:
        found = Address(addr_spec=text.strip())
    except (ValueError, IndexError, MessageError) as error:
        raise InputError("errors.mail_address") from error
    if not found.username or ("." not in found.domain and found.domain != "localhost"):
        raise InputError("errors.mail_address")
    return found
