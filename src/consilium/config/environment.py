"""What the environment says about this installation. Fails loudly, and never prints a value that may be a secret.

| variable | meaning | default |
| --- | --- | --- |
| CONSILIUM_HOME | folder of tables, packs and keys | `~/.local/share/consilium` |
| CONSILIUM_DATABASE_URL | `postgresql://user:password@host:port/name` | SQLite in the home |
| CONSILIUM_PACKS | `s3://bucket/prefix` | folder `packs` in the home |
| CONSILIUM_S3_ENDPOINT, _REGION, _ACCESS_KEY_ID, _SECRET_ACCESS_KEY | the object store | none |
| CONSILIUM_PASSPHRASE_FILE | file whose first line unlocks the installation's key | no passphrase |
| CONSILIUM_UPLOAD_QUOTA | what one case may hold, such as `200GB`; `0` for no limit | `200GB` |
| CONSILIUM_UPLOAD_RESERVE | what uploads leave free on the disk | `2GB` |
| CONSILIUM_UPLOAD_DAYS | after how many days an upload that nobody goes on with is removed | `7` |
| CONSILIUM_HOSTS | names of the pages, reached through a proxy with TLS; commas between | this machine only |
| CONSILIUM_MAIL | `smtp://user:password@host:port?from=address`, or `smtps://` | no e-mail is sent |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from consilium.domain.errors import SettingsError
from consilium.domain.uploads import Limits, size_in_bytes

KNOWN = {
    "CONSILIUM_HOME",
    "CONSILIUM_DATABASE_URL",
    "CONSILIUM_PACKS",
    "CONSILIUM_S3_ENDPOINT",
    "CONSILIUM_S3_REGION",
    "CONSILIUM_S3_ACCESS_KEY_ID",
    "CONSILIUM_S3_SECRET_ACCESS_KEY",
    "CONSILIUM_PASSPHRASE_FILE",
    "CONSILIUM_UPLOAD_QUOTA",
    "CONSILIUM_UPLOAD_RESERVE",
    "CONSILIUM_UPLOAD_DAYS",
    "CONSILIUM_HOSTS",
    "CONSILIUM_MAIL",
}


@dataclass(frozen=True)
class Environment:
    """The installation as the environment describes it."""

    home: Path
    database_url: str = ""
    packs: str = ""
    s3: Mapping[str, str] | None = None
    passphrase_file: Path | None = None
    hosts: tuple[str, ...] = ()
    mail: str = ""
    uploads: Limits = field(default_factory=Limits)

    @classmethod
    def load(cls, variables: Mapping[str, str] | None = None) -> Environment:
        """From the given variables, or the process's. Raises SettingsError for an unknown or unusable one."""
        values = os.environ if variables is None else variables
        unknown = sorted(name for name in values if name.startswith("CONSILIUM_") and name not in KNOWN)
        if unknown:
            raise SettingsError("errors.unknown_setting", name=unknown[0])
        packs = values.get("CONSILIUM_PACKS", "")
        if packs and not packs.startswith("s3://"):
            raise SettingsError("errors.bad_setting", name="CONSILIUM_PACKS")
        mail = values.get("CONSILIUM_MAIL", "")
        if mail and not mail.startswith(("smtp://", "smtps://")):
            raise SettingsError("errors.bad_setting", name="CONSILIUM_MAIL")
        home = values.get("CONSILIUM_HOME") or "~/.local/share/consilium"
        secret_file = values.get("CONSILIUM_PASSPHRASE_FILE")
        return cls(
            home=Path(home).expanduser().absolute(),
            database_url=values.get("CONSILIUM_DATABASE_URL", ""),
            packs=packs,
            s3={name[13:].lower(): values[name] for name in sorted(values) if name.startswith("CONSILIUM_S3_")},
            passphrase_file=Path(secret_file) if secret_file else None,
            hosts=tuple(name.strip() for name in values.get("CONSILIUM_HOSTS", "").split(",") if name.strip()),
            mail=mail,
            uploads=_uploads(values),
        )

    @property
    def passphrase(self) -> str | None:
        """The passphrase, read when it is needed and not kept. Raises SettingsError."""
        if self.passphrase_file is None:
            return None
        try:
            return self.passphrase_file.read_text("utf-8").splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError) as error:
            raise SettingsError("errors.bad_setting", name="CONSILIUM_PASSPHRASE_FILE") from error

    def database(self) -> dict[str, object]:
        """Django's settings of the database. Raises SettingsError."""
        return _postgresql(self.database_url) if self.database_url else _sqlite(self.home / "casebook.sqlite3")


def _uploads(values: Mapping[str, str]) -> Limits:
    """Raises SettingsError for a size or a number of days that is none."""
    plain = Limits()

    def size(name: str, otherwise: int) -> int:
        try:
            return size_in_bytes(values[name]) if values.get(name) else otherwise
        except ValueError as error:
            raise SettingsError("errors.bad_setting", name=name) from error

    days = values.get("CONSILIUM_UPLOAD_DAYS") or str(plain.days)
    if not (days.isascii() and days.isdigit() and 0 < int(days) < 1000):
        raise SettingsError("errors.bad_setting", name="CONSILIUM_UPLOAD_DAYS")
    quota = size("CONSILIUM_UPLOAD_QUOTA", plain.quota)
    return Limits(quota, size("CONSILIUM_UPLOAD_RESERVE", plain.reserve), int(days))


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or len(parts.path) < 2:
        raise SettingsError("errors.bad_setting", name="CONSILIUM_DATABASE_URL")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(path: Path) -> dict[str, object]:
    from consilium.config import sqlite

    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": sqlite.pragmas()},
    }
