"""The key ring: the installation's key and, wrapped under it, one key per case and the audit's signing key.

The keys' folder is a store of its own: `installation.key`, `audit.key` and `cases/<case id>.key`. Destroying a case's
file erases the case wherever its packs and rows are, backups included, once backups of this folder have run out.
Keys of cases are never kept by the ring: a key that another process destroys is gone at the next call.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consilium.domain.errors import IntegrityError, KeyMissingError
from consilium.vault import installation
from consilium.vault.casekey import CaseKey
from consilium.vault.folder import failure, listed, sync_folder
from consilium.vault.installation import InstallationKey, new_key
from consilium.vault.keyfiles import (
    Fields,
    create_file,
    destroy_file,
    leftovers,
    read_fields,
    replace_file,
    sweep,
    unwrap,
    wrap,
)
from consilium.vault.stores import CASE_ID

FORMAT = "consilium wrapped key v1"
SUFFIX = ".key"


class KeyRing:
    """The keys of one installation. Processes may share the folder; threads may share a ring."""

    def __init__(self, folder: Path, passphrase: str | None, key: InstallationKey) -> None:
        """Use `create`, `open` or `open_or_create`."""
        self._folder = folder
        self._passphrase = passphrase
        self._key = key

    @classmethod
    def create(cls, folder: Path, passphrase: str | None = None) -> KeyRing:
        """Make the installation's key; where there is one already, that one is opened. Raises as `open` does.

        Refused where cases have keys and the installation's key is gone: a new one could open none of them.
        """
        with _locked(_made(folder)):
            cases = _made(folder / "cases")
            if not os.path.exists(folder / "installation.key") and any(listed(cases)):
                raise KeyMissingError("vault.installation_key_missing")
            fields = installation.to_fields(InstallationKey(new_key()), passphrase)
            create_file(folder / "installation.key", fields)
        return cls.open(folder, passphrase)

    @classmethod
    def open(cls, folder: Path, passphrase: str | None = None) -> KeyRing:
        """Open the keys' folder and finish a rotation that a crash cut off.

        Raises KeyMissingError (no such key, passphrase missing or wrong, file readable by others), IntegrityError
        (changed file), StoreError.
        """
        ring = cls(folder, passphrase, installation.load(folder / "installation.key", passphrase))
        if ring._key.previous is not None or any(leftovers(each) for each in ring._folders):
            with _locked(folder):
                ring._recover()
        return ring

    @classmethod
    def open_or_create(cls, folder: Path, passphrase: str | None = None) -> KeyRing:
        """Open the keys' folder, making the installation's key where there is none."""
        exists = os.path.exists(folder / "installation.key")
        return cls.open(folder, passphrase) if exists else cls.create(folder, passphrase)

    def create_case_key(self, case_id: str) -> CaseKey:
        """The case's key, made and durable; where there is one already, that one. Raises as `open` does."""
        return CaseKey(case_id, self._created(self._case_file(case_id), f"case {case_id}"))

    def case_key(self, case_id: str) -> CaseKey:
        """The case's key. Raises KeyMissingError where there is none or no more, IntegrityError if it was changed."""
        return CaseKey(case_id, self._unwrapped(self._case_file(case_id), f"case {case_id}"))

    def destroy_case_key(self, case_id: str) -> bool:
        """Erase the case everywhere: overwrite and remove its key, durably. False where there was none."""
        with _locked(self._folder):
            return destroy_file(self._case_file(case_id))

    def case_ids(self) -> list[str]:
        """The cases that have a key, in order."""
        files = sorted(listed(self._folder / "cases"))
        ids = [file.removesuffix(SUFFIX) for file in files if file.endswith(SUFFIX)]
        return [case_id for case_id in ids if CASE_ID.fullmatch(case_id)]

    def audit_seed(self) -> bytes:
        """The 32-byte Ed25519 seed that signs checkpoints, made on first use."""
        return self._created(self._folder / "audit.key", "audit")

    @property
    def is_protected(self) -> bool:
        """Whether the installation's key can be had only with a passphrase. Raises KeyMissingError, IntegrityError."""
        return "key" not in self._fields(self._folder / "installation.key")

    def rotate(self, passphrase: str | None) -> None:
        """Replace the installation's key, and its passphrase by this one; every other key is wrapped anew.

        May be cut off at any point: the next `open` finishes it. One rename decides which passphrase holds.
        Nothing is changed where any key can't be opened: IntegrityError names its file.
        """
        with _locked(self._folder):
            self._recover()
            for path, whose in self._files():
                self._opened(path, self._fields(path), whose)
            self._passphrase = passphrase
            self._key = InstallationKey(new_key(), previous=self._key.secret)
            self._write_installation()
            self._finish_rotation()

    def _case_file(self, case_id: str) -> Path:
        if not CASE_ID.fullmatch(case_id):
            raise ValueError("not a case's id")
        return self._folder / "cases" / (case_id + SUFFIX)

    def _reload(self) -> None:
        self._key = installation.load(self._folder / "installation.key", self._passphrase)

    def _write_installation(self) -> None:
        replace_file(self._folder / "installation.key", installation.to_fields(self._key, self._passphrase))

    @property
    def _folders(self) -> tuple[Path, Path]:
        return self._folder, self._folder / "cases"

    def _files(self) -> Iterator[tuple[Path, str]]:
        """Every wrapped key's file and whose it is."""
        for case_id in self.case_ids():
            yield self._case_file(case_id), f"case {case_id}"
        if (self._folder / "audit.key").exists():
            yield self._folder / "audit.key", "audit"

    def _recover(self) -> None:
        """Finish what a crash cut off. The caller holds the lock."""
        for folder in self._folders:
            sweep(folder)
        self._reload()
        if self._key.previous is not None:
            self._finish_rotation()

    def _finish_rotation(self) -> None:
        """Wrap anew what the previous key still wraps, then forget it, unless a file was damaged since."""
        damaged = False
        for path, whose in self._files():
            try:
                self._rewrap(path, whose)
            except IntegrityError:
                damaged = True
        if not damaged:
            self._key = InstallationKey(self._key.secret)
            self._write_installation()

    def _rewrap(self, path: Path, whose: str) -> None:
        fields = self._fields(path)
        if fields.get("under") != self._key.id:
            replace_file(path, self._wrapped(self._opened(path, fields, whose), whose))

    def _created(self, path: Path, whose: str) -> bytes:
        if not path.exists():
            with _locked(self._folder):
                self._reload_if_rotated()
                create_file(path, self._wrapped(new_key(), whose))
        return self._unwrapped(path, whose)

    def _reload_if_rotated(self) -> None:
        """Another process may have rotated since: what the old key wrapped now, nobody would wrap anew."""
        fields = read_fields(self._folder / "installation.key", KeyMissingError("vault.installation_key_missing"))
        if fields.get("id") != self._key.id:
            self._reload()

    def _wrapped(self, secret: bytes, whose: str) -> Fields:
        fields: Fields = {"format": FORMAT, "of": whose, "under": self._key.id}
        return fields | wrap(self._key.secret, secret, _bound(whose, self._key.id))

    def _unwrapped(self, path: Path, whose: str) -> bytes:
        fields = self._fields(path)
        if self._key.by_id(str(fields.get("under"))) is None:
            self._reload()
        return self._opened(path, fields, whose)

    def _fields(self, path: Path) -> Fields:
        return read_fields(path, KeyMissingError("vault.key_missing"))

    def _opened(self, path: Path, fields: Fields, whose: str) -> bytes:
        under = str(fields.get("under"))
        outer = self._key.by_id(under)
        if outer is None:
            raise KeyMissingError("vault.key_of_another_installation", file=path.name)
        secret = unwrap(outer, fields, _bound(whose, under)) if fields.get("format") == FORMAT else None
        if secret is None:
            raise IntegrityError("vault.key_changed", file=path.name)
        return secret


def _bound(whose: str, under: str) -> str:
    return f"{FORMAT} {whose} {under}"


def _made(folder: Path) -> Path:
    """The folder, made 0700 and durable. Raises StoreError."""
    try:
        if not folder.is_dir():
            folder.mkdir(0o700, parents=True, exist_ok=True)
            sync_folder(folder.parent)
    except OSError as error:
        raise failure(error, "vault.key_unwritable") from error
    return folder


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that no key is wrapped under a key that is being replaced. Raises StoreError."""
    try:
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise failure(error, "vault.key_unwritable") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
