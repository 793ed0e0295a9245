"""Small documents sealed for columns of tables, under the case's column key.

    sealed = form (1 byte: 1 plain, 2 zlib), nonce (12 random bytes), AES-256-GCM ciphertext, tag (16 bytes)

Bound to it are the form and the place: table, row, column and version, so that no value can be moved to another row
or column, or an older one put back under a newer version. One key seals far fewer than 2**32 documents, which is
what random 96-bit nonces allow (NIST SP 800-38D 8.3).
"""

from __future__ import annotations

import secrets
import struct
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consilium.domain.errors import IntegrityError
from consilium.vault.casekey import CaseKey

PLAIN, COMPRESSED = 1, 2
NONCE_BYTES = 12
OVERHEAD = 1 + NONCE_BYTES + 16
WORTH_COMPRESSING = 1024
LEVEL = 3
LARGEST = 256 * 1024 * 1024


def _bound(form: int, place: tuple[str, str, str, int]) -> bytes:
    """Form and place as associated data; each text has its length before it, so that no two places look alike."""
    table, row, column, version = place
    texts = [text.encode() for text in (table, row, column)]
    return struct.pack(">BQ", form, version) + b"".join(struct.pack(">I", len(text)) + text for text in texts)


class ColumnSealer:
    """Seals and opens the columns of one case. Threads may share one.

    `row` is the row's id, `version` counts the row's revisions from 0.
    """

    def __init__(self, key: CaseKey) -> None:
        self._aead = AESGCM(key.column_key)

    def seal(self, table: str, row: str, column: str, version: int, plain: bytes) -> bytes:
        """The document sealed for its place; compressed inside where that helps."""
        if len(plain) > LARGEST:
            raise ValueError("too large for a column: store a blob")
        form, content = _packed(plain)
        nonce = secrets.token_bytes(NONCE_BYTES)
        bound = _bound(form, (table, row, column, version))
        return bytes((form,)) + nonce + self._aead.encrypt(nonce, content, bound)

    def open(self, table: str, row: str, column: str, version: int, sealed: bytes) -> bytes:
        """The document. Raises IntegrityError where the bytes are not those that were sealed for this very place."""
        if len(sealed) < OVERHEAD:
            raise IntegrityError("vault.column_changed", table=table, column=column)
        bound = _bound(sealed[0], (table, row, column, version))
        try:
            content = self._aead.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], bound)
            return _unpacked(sealed[0], content)
        except (InvalidTag, ValueError, zlib.error):
            raise IntegrityError("vault.column_changed", table=table, column=column) from None


def _packed(plain: bytes) -> tuple[int, bytes]:
    if len(plain) > WORTH_COMPRESSING:
        smaller = zlib.compress(plain, LEVEL)
        if len(smaller) < len(plain):
            return COMPRESSED, smaller
    return PLAIN, plain


def _unpacked(form: int, content: bytes) -> bytes:
    if form == PLAIN:
        return content
    if form != COMPRESSED:
        raise ValueError("unknown form")
    inflater = zlib.decompressobj()
    plain = inflater.decompress(content, LARGEST)
    if not inflater.eof or inflater.unused_data:
        raise ValueError("not one whole zlib stream")
    return plain
