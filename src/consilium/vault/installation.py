"""The installation's key: a 256-bit random key in one file, plain or sealed under a passphrase.

While a rotation is under way the file also holds the previous key, sealed under the new one: there is one file and
one passphrase at any moment, and one rename decides which.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from consilium.domain.errors import IntegrityError, KeyMissingError
from consilium.vault.casekey import KEY_BYTES
from consilium.vault.keyfiles import Fields, read_fields, unwrap, wrap

FORMAT = "consilium installation key v1"
# RFC 9106 section 4, the second recommended option (64 MiB).
MEMORY_KIB, ITERATIONS, LANES, SALT_BYTES = 64 * 1024, 3, 4, 16
# What a key file may ask for: a changed one must not take the machine's memory.
MOST_MEMORY_KIB, MOST_ITERATIONS, MOST_LANES = 1024 * 1024, 100, 64


@dataclass(frozen=True)
class InstallationKey:
    """The key that wraps the others, and while a rotation is under way the one before it."""

    secret: bytes = field(repr=False)
    previous: bytes | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        return key_id(self.secret)

    def by_id(self, wanted: str) -> bytes | None:
        """The current or the previous key, whichever has this id."""
        known = (self.secret,) if self.previous is None else (self.secret, self.previous)
        return next((secret for secret in known if key_id(secret) == wanted), None)


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def key_id(secret: bytes) -> str:
    """16 hex digits that tell keys apart and tell nothing of them."""
    return hashlib.sha256(b"consilium key id v1\0" + secret).hexdigest()[:16]


def to_fields(key: InstallationKey, passphrase: str | None) -> Fields:
    """The key file's content."""
    fields: Fields = {"format": FORMAT, "id": key.id}
    if passphrase is None:
        fields["key"] = base64.b64encode(key.secret).decode()
    else:
        fields |= _sealed(key, passphrase)
    if key.previous is not None:
        previous = wrap(key.secret, key.previous, f"{FORMAT} previous {key.id}")
        fields |= {f"previous_{name}": value for name, value in previous.items()}
    return fields


def _sealed(key: InstallationKey, passphrase: str) -> Fields:
    how: Fields = {
        "argon2id_salt": secrets.token_hex(SALT_BYTES),
        "argon2id_memory_kib": MEMORY_KIB,
        "argon2id_iterations": ITERATIONS,
        "argon2id_lanes": LANES,
    }
    return how | wrap(_stretched(how, passphrase), key.secret, f"{FORMAT} {key.id}")


def _stretched(how: Fields, passphrase: str) -> bytes:
    """The key that a passphrase gives. Raises ValueError, KeyError where the parameters are none."""
    memory, iterations, lanes = (int(how[f"argon2id_{name}"]) for name in ("memory_kib", "iterations", "lanes"))
    if memory > MOST_MEMORY_KIB or iterations > MOST_ITERATIONS or lanes > MOST_LANES:
        raise ValueError("parameters beyond the bounds")
    salt = bytes.fromhex(str(how["argon2id_salt"]))
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory)
    # Keyboards differ in how they compose accented letters.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def load(path: Path, passphrase: str | None) -> InstallationKey:
    """The installation's key from its file. Raises KeyMissingError, IntegrityError, StoreError."""
    fields = read_fields(path, KeyMissingError("vault.installation_key_missing"))
    changed = IntegrityError("vault.key_changed", file=path.name)
    if fields.get("format") != FORMAT:
        raise changed
    try:
        secret = _plain(fields) if "key" in fields else _opened(fields, passphrase)
    except (KeyError, ValueError, binascii.Error):
        raise changed from None
    if len(secret) != KEY_BYTES or key_id(secret) != fields.get("id"):
        raise changed
    return InstallationKey(secret, _previous(secret, fields, changed))


def _plain(fields: Fields) -> bytes:
    return base64.b64decode(str(fields["key"]), validate=True)


def _opened(fields: Fields, passphrase: str | None) -> bytes:
    if "sealed" not in fields:
        raise KeyError("sealed")
    if passphrase is None:
        raise KeyMissingError("vault.passphrase_needed")
    secret = unwrap(_stretched(fields, passphrase), fields, f"{FORMAT} {fields.get('id')}")
    if secret is None:
        raise KeyMissingError("vault.passphrase_wrong")
    return secret


def _previous(secret: bytes, fields: Fields, changed: IntegrityError) -> bytes | None:
    marked = {name.removeprefix("previous_"): value for name, value in fields.items() if name.startswith("previous_")}
    if not marked:
        return None
    previous = unwrap(secret, marked, f"{FORMAT} previous {key_id(secret)}")
    if previous is None:
        raise changed
    return previous
