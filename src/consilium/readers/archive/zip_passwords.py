"""Decryption of zip members: the traditional cipher (APPNOTE.TXT 6.1) and WinZip's AES (AE-1 and AE-2)."""

from __future__ import annotations

import hashlib
import hmac
import zlib
from collections.abc import Iterable, Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from consilium.domain.errors import UnreadableError

TRADITIONAL_HEADER = 12
AES_METHOD = 99
_AES_TAIL = 10
_AES_BLOCK = 16
_CRC_TABLE = tuple(zlib.crc32(bytes([value]), 0xFFFFFFFF) ^ 0xFFFFFFFF for value in range(256))


class Traditional:
    """The three keys of the traditional cipher. Slow (about 2 MB a second), weak, and still what programs write."""

    def __init__(self, password: bytes) -> None:
        self._keys = (0x12345678, 0x23456789, 0x34567890)
        for value in password:
            self._update(value)

    def _update(self, value: int) -> None:
        first, second, third = self._keys
        first = _crc_step(first, value)
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self._keys = first, second, _crc_step(third, second >> 24)

    def decrypted(self, data: bytes) -> bytes:
        first, second, third = self._keys
        table, out = _CRC_TABLE, bytearray(len(data))
        for index, value in enumerate(data):
            half = (third | 2) & 0xFFFF
            value ^= (half * (half ^ 1) >> 8) & 0xFF
            out[index] = value
            first = first >> 8 ^ table[(first ^ value) & 0xFF]
            second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
            third = third >> 8 ^ table[(third ^ second >> 24) & 0xFF]
        self._keys = first, second, third
        return bytes(out)


def _crc_step(crc: int, value: int) -> int:
    return crc >> 8 ^ _CRC_TABLE[(crc ^ value) & 0xFF]


def traditional_opens(password: bytes, header: bytes, check: int) -> bool:
    """Whether the decrypted header ends with the check byte: one wrong password in 256 passes."""
    return Traditional(password).decrypted(header)[-1:] == bytes([check])


def traditional_chunks(password: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The decrypted data without its twelve-byte header."""
    cipher, skip = Traditional(password), TRADITIONAL_HEADER
    for chunk in chunks:
        plain = cipher.decrypted(chunk)
        yield plain[skip:]
        skip = max(0, skip - len(plain))


class Aes:
    """One member's AES keys: salt and verifier stand before the data, ten bytes of HMAC-SHA1 behind it.

    `strength` 1, 2, 3 is 128, 192, 256 bits.
    """

    def __init__(self, strength: int) -> None:
        if strength not in (1, 2, 3):
            raise UnreadableError("archive.member_method")
        self.key_bytes = 8 + 8 * strength
        self.salt_bytes = self.key_bytes // 2

    @property
    def head_bytes(self) -> int:
        return self.salt_bytes + 2

    def keys(self, password: bytes, head: bytes) -> tuple[bytes, bytes] | None:
        """(cipher key, authentication key), None where the verifier says that the password is another."""
        salt, verifier = head[: self.salt_bytes], head[self.salt_bytes :]
        made = hashlib.pbkdf2_hmac("sha1", password, salt, 1000, 2 * self.key_bytes + 2)
        if made[-2:] != verifier:
            return None
        return made[: self.key_bytes], made[self.key_bytes : -2]

    def data_bytes(self, packed: int) -> int:
        return packed - self.head_bytes - _AES_TAIL


def aes_chunks(keys: tuple[bytes, bytes], chunks: Iterable[bytes], tail: bytes) -> Iterator[bytes]:
    """The decrypted data; raises UnreadableError after the last chunk where its HMAC differs from `tail`."""
    seal = hmac.new(keys[1], digestmod="sha1")
    # ECB only to make the key stream: WinZip counts little-endian, which no library's CTR mode does.
    cipher = Cipher(algorithms.AES(keys[0]), modes.ECB()).encryptor()
    counter, rest = 1, b""
    for chunk in chunks:
        seal.update(chunk)
        blocks = -(-(len(chunk) - len(rest)) // _AES_BLOCK)
        counters = b"".join(number.to_bytes(16, "little") for number in range(counter, counter + blocks))
        counter += blocks
        stream = rest + cipher.update(counters)
        yield _xor(chunk, stream[: len(chunk)])
        rest = stream[len(chunk) :]
    if not hmac.compare_digest(seal.digest()[:_AES_TAIL], tail):
        raise UnreadableError("archive.member_checksum")


def _xor(left: bytes, right: bytes) -> bytes:
    mixed = int.from_bytes(left, "little") ^ int.from_bytes(right, "little")
    return mixed.to_bytes(len(left), "little")
