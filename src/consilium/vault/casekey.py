"""One case's key and the keys derived from it. Who holds it reads the case; who destroys it erases the case."""

from __future__ import annotations

import hmac
from functools import cached_property

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def derive(secret: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    """A 256-bit key by HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt, info).derive(secret)


class CaseKey:
    """A case's 256-bit key. Never printed, never pickled; threads may share one."""

    def __init__(self, case_id: str, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError("a case's key has 32 bytes")
        self.case_id = case_id
        self._secret = secret

    def __repr__(self) -> str:
        return f"CaseKey({self.case_id!r})"

    def __reduce__(self) -> str:
        raise TypeError("a case's key is not to be pickled")

    def pack_key(self, pack_id: bytes) -> bytes:
        """The key of one pack, by its 256-bit random id."""
        return derive(self._secret, b"consilium pack v1", pack_id)

    def staging_key(self, upload_id: bytes) -> bytes:
        """The key of the staging file of one upload, by the upload's random id."""
        return derive(self._secret, b"consilium staging v1", upload_id)

    @cached_property
    def column_key(self) -> bytes:
        """The key that seals the case's table columns."""
        return derive(self._secret, b"consilium column v1")

    @cached_property
    def nameless_key(self) -> bytes:
        """The key by which identifiers and dates of the case become others on their way out."""
        return derive(self._secret, b"consilium deidentification v1")

    @cached_property
    def _name_key(self) -> bytes:
        return derive(self._secret, b"consilium name v1")

    @cached_property
    def _fingerprint_key(self) -> bytes:
        return derive(self._secret, b"consilium fingerprint v1")

    def blob_name(self, digest: bytes) -> bytes:
        """A blob's name, 32 bytes: it does not tell a holder of the same file that the case has it."""
        return hmac.digest(self._name_key, digest, "sha256")

    def fingerprint(self, data: bytes) -> bytes:
        """A keyed hash, 32 bytes, by which tables can find equal values of one case without knowing them."""
        return hmac.digest(self._fingerprint_key, data, "sha256")
