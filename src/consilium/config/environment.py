"""What the environment says about this installation. Fails loudly, and never prints a value that may be a secret.

| variable | meaning | default |
| --- | --- | --- |
| CONSILIUM_HOME | folder of tables, packs and keys | `~/.local/share/consilium` |
| CONSILIUM_DATABASE_URL | `postgresql://user:password@host:port/name` | SQLite in the home |
| CONSILIUM_PACKS | `s3://bucket/prefix` | folder `packs` in the home |
| CONSILIUM_S3_ENDPOINT, _REGION, _ACCESS_KEY_ID, _SECRET_ACCESS_KEY | the object store | none |
| CONSILIUM_PASSPHRASE_FILE | file whose first line unlocks the installation's key | no passphrase |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from consilium.domain.errors import SettingsError

KNOWN = {
    "CONSILIUM_HOME",
    "CONSILIUM_DATABASE_URL",
    "CONSILIUM_PACKS",
    "CONSILIUM_S3_ENDPOINT",
    "CONSILIUM_S3_REGION",
    "CONSILIUM_S3_ACCESS_KEY_ID",
    "CONSILIUM_S3_SECRET_ACCESS_KEY",
    "CONSILIUM_PASSPHRASE_FILE",
}


@dataclass(frozen=True)
class Environment:
    """The installation as the environment describes it."""

    home: Path
    database_url: str = ""
    packs: str = ""
    s3: Mapping[str, str] | None = None
    passphrase_file: Path | None = None

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
        home = values.get("CONSILIUM_HOME") or "~/.local/share/consilium"
        secret_file = values.get("CONSILIUM_PASSPHRASE_FILE")
        return cls(
            home=Path(home).expanduser().absolute(),
            database_url=values.get("CONSILIUM_DATABASE_URL", ""),
            packs=packs,
            s3={name[13:].lower(): values[name] for name in sorted(values) if name.startswith("CONSILIUM_S3_")},
            passphrase_file=Path(secret_file) if secret_file else None,
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
