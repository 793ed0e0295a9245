"""The page docs/reference/pack-format.md is true: a reader written from it alone reads packs, and its vectors hold.

The reader here imports nothing of the vault.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import blake3
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "pack-format.md").read_text()


# --- The reader, from the page ---------------------------------------------------------------------------------------


def subkey(case_key: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(case_key)


def read_run(pack: bytes, case_key: bytes, pack_id: bytes, run: tuple[int, int, int]) -> bytes:
    """`run` is kind, start and plaintext length."""
    kind, start, length = run
    if pack[:48] != b"CONSPACK" + bytes([1]) + bytes(7) + pack_id:
        raise ValueError("not this pack")
    cipher, plain = AESGCM(subkey(case_key, b"consilium pack v1", pack_id)), b""
    chunks = max(1, -(-length // 65536))
    for index in range(chunks):
        at = start + index * 65552
        size = min(65536, length - index * 65536) + 16
        last = index == chunks - 1
        bound = b"CONSPACK" + bytes([1, kind, last, 0]) + pack_id + struct.pack(">QQ", start, index)
        plain += cipher.decrypt(bytes(4) + struct.pack(">Q", at), pack[at : at + size], bound)
    return plain


def read_directory(pack: bytes, case_key: bytes, pack_id: bytes) -> Iterator[tuple[int, int, bytes]]:
    offset, length, magic = struct.unpack(">QQ8s", pack[-24:])
    assert magic == b"CONSTAIL"
    yield from struct.iter_unpack(">QQ32s", read_run(pack, case_key, pack_id, (1, offset, length)))


def blob_name(case_key: bytes, blob: bytes) -> bytes:
    return hmac.digest(subkey(case_key, b"consilium name v1"), blake3.blake3(blob).digest(), "sha256")


# --- The page against it, and the vault against both ------------------------------------------------------------------


def vector(name: str) -> str:
    found = re.search(rf"^    {name} {{2,}}(.+)$", PAGE, re.MULTILINE)
    assert found, name
    return found[1]


CASE_KEY, PACK_ID = bytes.fromhex(vector("case key")), bytes.fromhex(vector("pack id"))
BLOBS = {"first": vector("first blob").encode(), "second": b""}
PACK = bytes.fromhex(
    "".join(re.findall(r"^    ((?:[0-9a-f]{2}){1,32})$", PAGE.partition("225 bytes:")[2], re.MULTILINE)[:-1])
)
LONG = bytes(index % 251 for index in range(200_000))
LONG_SHA256 = re.findall(r"^    ([0-9a-f]{64})$", PAGE, re.MULTILINE)[-1]


def vault_pack(root: Path, *blobs: bytes) -> bytes:
    """The pack that the vault writes for the page's case key and pack id."""
    from consilium.vault.casekey import CaseKey
    from consilium.vault.folder import FolderStore
    from consilium.vault.packs import PackWriter

    writer = PackWriter(FolderStore(root), CaseKey(vector("case id"), CASE_KEY), PACK_ID)
    for blob in blobs:
        writer.put(blob, blake3.blake3(blob).digest())
    writer.close()
    return (root / (writer.name + ".pack")).read_bytes()


def test_the_pages_pack_opens_with_the_reader_made_from_the_page() -> None:
    assert len(PACK) == 225
    for which, blob in BLOBS.items():
        offset, length = map(int, vector(f"{which} ref").split())
        assert read_run(PACK, CASE_KEY, PACK_ID, (0, offset, length)) == blob


def test_the_pages_keys_and_names_are_true() -> None:
    assert subkey(CASE_KEY, b"consilium pack v1", PACK_ID).hex() == vector("pack key")
    assert subkey(CASE_KEY, b"consilium name v1").hex() == vector("name key")
    for which, blob in BLOBS.items():
        assert blob_name(CASE_KEY, blob).hex() == vector(f"{which} name")


def test_the_pages_directory_lists_both_blobs() -> None:
    listed = [(offset, length, name.hex()) for offset, length, name in read_directory(PACK, CASE_KEY, PACK_ID)]
    expected = [(*map(int, vector(f"{which} ref").split()), vector(f"{which} name")) for which in BLOBS]
    assert listed == expected


def test_the_vault_writes_the_pages_packs_byte_for_byte(tmp_path: Path) -> None:
    assert vault_pack(tmp_path / "a", *BLOBS.values()) == PACK
    assert hashlib.sha256(vault_pack(tmp_path / "b", LONG)).hexdigest() == LONG_SHA256


def test_the_reader_made_from_the_page_reads_what_the_vault_writes(tmp_path: Path) -> None:
    blobs = [b"", b"x", LONG, bytes(65536), bytes(65537), bytes(131072)]
    pack = vault_pack(tmp_path, *blobs)
    runs = [(0, offset, length) for offset, length, _ in read_directory(pack, CASE_KEY, PACK_ID)]
    assert [read_run(pack, CASE_KEY, PACK_ID, run) for run in runs] == blobs


def test_the_reader_made_from_the_page_finds_changes_too() -> None:
    changed = PACK[:50] + bytes([PACK[50] ^ 1]) + PACK[51:]
    with pytest.raises(InvalidTag):
        read_run(changed, CASE_KEY, PACK_ID, (0, 48, 9))
    with pytest.raises(InvalidTag):
        read_run(PACK, CASE_KEY, PACK_ID, (1, 48, 9))
    with pytest.raises(InvalidTag):
        read_run(PACK, CASE_KEY, PACK_ID, (0, 48, 8))
