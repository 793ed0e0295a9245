"""Small files that hold keys: JSON, 0600, put in place whole or not at all, and keys wrapped under other keys.

docs/reference/keys.md gives every field.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consilium.domain.errors import ConsiliumError, IntegrityError, KeyMissingError
from consilium.vault.folder import failure, listed, sync_descriptor, sync_folder

Fields = dict[str, str | int]
NONCE_BYTES = 12
LARGEST = 64 * 1024


def read_fields(path: Path, missing: ConsiliumError) -> Fields:
    """The fields of a key file. Raises `missing`, KeyMissingError (others may read it), IntegrityError, StoreError."""
    try:
        fields = json.loads(_read_private(path))
    except FileNotFoundError:
        raise missing from None
    except OSError as error:
        raise failure(error, "vault.key_unreadable") from error
    except (ValueError, RecursionError):
        raise IntegrityError("vault.key_changed", file=path.name) from None
    if not isinstance(fields, dict) or not all(isinstance(value, str | int) for value in fields.values()):
        raise IntegrityError("vault.key_changed", file=path.name)
    return fields


def _read_private(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise KeyMissingError("vault.key_permissions", file=path.name)
        return file.read(LARGEST)


def create_file(path: Path, fields: Fields) -> bool:
    """Put a new file in place, durably; False where there is one already. The caller holds the folder's lock."""
    if path.exists():
        return False
    replace_file(path, fields)
    return True


def replace_file(path: Path, fields: Fields) -> None:
    """Put a file in the place of another, durably: after a crash there is the one or the other. Raises StoreError."""
    temporary = _write_beside(path, fields)
    try:
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        _forget(temporary)
        raise failure(error, "vault.key_unwritable") from error


def _write_beside(path: Path, fields: Fields) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(json.dumps(fields, indent=1).encode() + b"\n")
            file.flush()
            sync_descriptor(file.fileno())
    except OSError as error:
        _forget(temporary)
        raise failure(error, "vault.key_unwritable") from error
    return temporary


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def destroy_file(path: Path) -> bool:
    """Overwrite a file, sync, and remove it, durably; False where there is none. Raises StoreError.

    It is renamed first, so that a crash leaves the whole key or, for `sweep` to finish, none under its name.
    """
    leaving = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        os.replace(path, leaving)
        sync_folder(path.parent)
        _overwrite_and_remove(leaving)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise failure(error, "vault.key_unwritable") from error
    return True


def _overwrite_and_remove(path: Path) -> None:
    with open(path, "r+b") as file:
        file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
        file.flush()
        sync_descriptor(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def leftovers(folder: Path) -> list[Path]:
    """What a crash left half written or half destroyed; only the holder of the folder's lock can know that."""
    return [folder / name for name in listed(folder) if name.startswith(".")]


def sweep(folder: Path) -> None:
    """Destroy what a crash left. The caller holds the folder's lock. Raises StoreError."""
    for path in leftovers(folder):
        try:
            _overwrite_and_remove(path)
        except OSError as error:
            raise failure(error, "vault.key_unwritable") from error


def wrap(outer: bytes, inner: bytes, bound: str) -> Fields:
    """A key sealed under another with AES-256-GCM and a random nonce, bound to a text that says whose it is."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(outer).encrypt(nonce, inner, bound.encode())
    return {"nonce": nonce.hex(), "sealed": base64.b64encode(sealed).decode()}


def unwrap(outer: bytes, fields: Fields, bound: str) -> bytes | None:
    """The key that `wrap` sealed; None where the outer key, the text or the bytes are others."""
    try:
        nonce = bytes.fromhex(str(fields["nonce"]))
        sealed = base64.b64decode(str(fields["sealed"]), validate=True)
        return AESGCM(outer).decrypt(nonce, sealed, bound.encode())
    except (KeyError, ValueError, binascii.Error, InvalidTag):
        return None
