"""docs/reference/keys.md is true: keys and columns open with code written from the page alone."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import unicodedata
import zlib
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consilium.vault.columns import ColumnSealer
from consilium.vault.keys import KeyRing

PASSPHRASE = "Ma\u00f1ana llueve"


def fields(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def unwrapped(outer: bytes, found: dict[str, Any], bound: str) -> bytes:
    return AESGCM(outer).decrypt(bytes.fromhex(found["nonce"]), base64.b64decode(found["sealed"]), bound.encode())


def installation_key(found: dict[str, Any]) -> bytes:
    stretch = Argon2id(
        salt=bytes.fromhex(found["argon2id_salt"]),
        length=32,
        iterations=found["argon2id_iterations"],
        lanes=found["argon2id_lanes"],
        memory_cost=found["argon2id_memory_kib"],
    )
    outer = stretch.derive(unicodedata.normalize("NFC", PASSPHRASE).encode())
    return unwrapped(outer, found, f"consilium installation key v1 {found['id']}")


def test_every_key_and_a_column_open_with_the_page_alone(tmp_path: Path) -> None:
    ring = KeyRing.create(tmp_path / "keys", PASSPHRASE)
    key, seed = ring.create_case_key("case-1"), ring.audit_seed()
    sealed = ColumnSealer(key).seal("record", "7", "reading", 3, b"left kidney " * 200)

    top = fields(tmp_path / "keys" / "installation.key")
    assert [top[f"argon2id_{name}"] for name in ("memory_kib", "iterations", "lanes")] == [65536, 3, 4]
    installation = installation_key(top)
    assert hashlib.sha256(b"consilium key id v1\0" + installation).hexdigest()[:16] == top["id"]

    audit = fields(tmp_path / "keys" / "audit.key")
    assert unwrapped(installation, audit, f"consilium wrapped key v1 audit {top['id']}") == seed
    case = fields(tmp_path / "keys" / "cases" / "case-1.key")
    case_key = unwrapped(installation, case, f"consilium wrapped key v1 case case-1 {top['id']}")

    column_key = HKDF(SHA256(), 32, None, b"consilium column v1").derive(case_key)
    place = b"".join(struct.pack(">I", len(text)) + text for text in (b"record", b"7", b"reading"))
    bound = struct.pack(">BQ", 2, 3) + place
    assert sealed[0] == 2
    assert zlib.decompress(AESGCM(column_key).decrypt(sealed[1:13], sealed[13:], bound)) == b"left kidney " * 200
