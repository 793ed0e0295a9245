"""From the environment to an installation that acts can work with. Imported once Django is set up."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from consilium.actions.opened import Installation
from consilium.config.environment import Environment
from consilium.domain.errors import StoreError
from consilium.domain.uploads import Limits
from consilium.gateways.mail import Post, post_of
from consilium.vault.folder import FolderStore
from consilium.vault.keys import KeyRing
from consilium.vault.stores import PackStore


@dataclass(frozen=True)
class Ready:
    """What the command line is given: the installation on demand, and what `doctor` tells of its settings."""

    environment: Environment

    @property
    def home(self) -> Path:
        return self.environment.home

    @property
    def address(self) -> str:
        """Where the pages are: under the first name that was given, else on this machine."""
        return f"https://{self.environment.hosts[0]}/" if self.environment.hosts else "http://127.0.0.1:8000/"

    @property
    def uploads(self) -> Limits:
        return self.environment.uploads

    def post(self) -> Post | None:
        """The mail server of the environment. Raises SettingsError."""
        return post_of(self.environment.mail)

    def installation(self, *, tables: bool = True) -> Installation:
        """Tables up to date (unless another process saw to that), keys unlocked, store reached.

        Raises SettingsError, KeyMissingError, StoreError.
        """
        make_home(self.environment.home)
        if tables:
            with one_at_a_time(self.environment.home):
                update_tables()
        passphrase = self.environment.passphrase
        keys = KeyRing.open_or_create(self.environment.home / "keys", passphrase)
        if passphrase is not None and not keys.is_protected:
            keys.rotate(passphrase)  # a passphrase that is set later protects from then on
        return Installation(self.environment.home, keys, pack_store(self.environment))


def make_home(home: Path) -> None:
    """The folder that everything lies in, readable by its owner only. Raises StoreError."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("vault.write_failed", errno=str(error.errno)) from error


@contextlib.contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Keep other processes of this machine waiting: a server's make the same tables of a new home at once."""
    folder = home / "locks"
    folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(folder / "tables.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def update_tables() -> None:
    """Run the migrations that are still to be run (asking first costs a tenth of running `migrate`)."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def pack_store(environment: Environment) -> PackStore:
    """The store of packs that the environment names."""
    if not environment.packs:
        return FolderStore(environment.home / "packs")
    from consilium.vault.s3 import S3Store  # costs a second, so only where it is used

    return S3Store.from_url(environment.packs, environment.s3 or {})
