"""Signed checkpoints: a tree head as a C2SP signed note with an Ed25519 signature (type 0x01).

    <origin>\\n<size>\\n<base64 root>\\n\\n— <key name> <base64 of key id and signature>\\n

The key's name is the log's origin. A witness keeps the note and the verifier key (`name+id+base64`), on another
machine, in a mail or on paper, and needs nothing else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from consilium.domain.errors import IntegrityError
from consilium.domain.merkle import Checkpoint

ED25519 = b"\x01"
KEY_BYTES = 32
ID_BYTES = 4
SIGNATURES = 16  # verifiers must accept at least as many
LARGEST = 64 * 1024


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a log's key, with its name (the log's origin)."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or any(letter.isspace() or letter == "+" for letter in self.name):
            raise ValueError("not a key's name")
        if len(self.public) != KEY_BYTES:
            raise ValueError("not an Ed25519 public key")

    @property
    def id(self) -> bytes:
        """4 bytes (C2SP signed-note, Ed25519 signatures)."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key from `name+id+base64`. Raises ValueError."""
        name, _, rest = text.partition("+")
        encoded = rest.partition("+")[2]
        try:
            public = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise ValueError("not a verifier key") from None
        key = cls(name, public[1:])
        if public[:1] != ED25519 or str(key) != text:
            raise ValueError("not a verifier key")
        return key


class Signer:
    """Signs a log's checkpoints. Sign only what a consistency proof joins to everything signed before."""

    def __init__(self, name: str, seed: bytes) -> None:
        """`name` is the log's origin, `seed` the 32-byte Ed25519 private key (`KeyRing.audit_seed`)."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = VerifierKey(name, self._private.public_key().public_bytes_raw())

    def sign(self, size: int, root: bytes) -> str:
        """The signed note of a tree head."""
        return self.sign_text(Checkpoint(self.verifier.name, size, root).text)

    def sign_text(self, text: str) -> str:
        """The signed note of a text that ends with a newline."""
        signature = self._private.sign(text.encode())
        return f"{text}\n— {self.verifier.name} {base64.b64encode(self.verifier.id + signature).decode()}\n"


def verify(note: str, key: VerifierKey) -> Checkpoint:
    """The checkpoint of a note that this key signed for its own log. Raises IntegrityError."""
    try:
        checkpoint = Checkpoint.parse(open_note(note, key))
    except ValueError:
        raise IntegrityError("vault.checkpoint_forged") from None
    if checkpoint.origin != key.name:
        raise IntegrityError("vault.checkpoint_forged")
    return checkpoint


def open_note(note: str, key: VerifierKey) -> str:
    """The text of a note that this key signed. Other keys' signatures are passed over. Raises IntegrityError."""
    before, blank, signatures = note.rpartition("\n\n")
    text, lines = before + "\n", signatures.split("\n")
    try:
        if len(note) > LARGEST or not blank or lines.pop() or len(lines) > SIGNATURES:
            raise ValueError("not a signed note")
        known = [signature for signature in map(_signature, lines) if signature[:2] == (key.name, key.id)]
        for _, _, signature in known:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (ValueError, InvalidSignature):
        raise IntegrityError("vault.checkpoint_forged") from None
    if not known:
        raise IntegrityError("vault.checkpoint_forged")
    return text


def _signature(line: str) -> tuple[str, bytes, bytes]:
    """Key's name, key's id and signature of one line. Raises ValueError."""
    dash, name, encoded = line.split(" ")
    decoded = base64.b64decode(encoded, validate=True)
    if dash != "—" or len(decoded) <= ID_BYTES or base64.b64encode(decoded).decode() != encoded:
        raise ValueError("not a signature line")
    return name, decoded[:ID_BYTES], decoded[ID_BYTES:]
