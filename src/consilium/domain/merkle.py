"""The audit's Merkle tree (RFC 6962 section 2) and the text of a checkpoint (C2SP tlog-checkpoint). Pure.

Leaves are the bytes of audit rows. Hashes are SHA-256, 32 bytes. Whoever keeps one checkpoint (size and root) can
tell whether the log of today still holds, unchanged and in order, everything that it held then.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf (RFC 6962 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (RFC 6962 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class CompactTree:
    """What appending needs of a tree: its size and the roots of its perfect subtrees, largest (leftmost) first.

    `edge` has one hash per bit set in `size`. Appending n leaves costs n hashes and log2(n) space.
    """

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.edge) != self.size.bit_count():
            raise ValueError("edge does not belong to this size")

    def append(self, leaf: bytes) -> CompactTree:
        """The tree with one more leaf hash at its end."""
        edge, size = list(self.edge), self.size
        while size & 1:
            leaf = node_hash(edge.pop(), leaf)
            size >>= 1
        return CompactTree(self.size + 1, (*edge, leaf))

    @property
    def root(self) -> bytes:
        """Merkle tree hash of all leaves (RFC 6962 2.1)."""
        if not self.edge:
            return EMPTY_ROOT
        root = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            root = node_hash(left, root)
        return root

    def to_bytes(self) -> bytes:
        """Size (8 bytes, big-endian) and edge, to be kept in a table."""
        return self.size.to_bytes(8, "big") + b"".join(self.edge)

    @classmethod
    def from_bytes(cls, data: bytes) -> CompactTree:
        """What `to_bytes` gave. Raises ValueError."""
        if len(data) < 8 or len(data) % HASH_BYTES != 8:
            raise ValueError("not a compact tree")
        return cls(int.from_bytes(data[:8], "big"), tuple(_hashes(data[8:])))


def _hashes(data: bytes) -> Iterator[bytes]:
    return (data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes."""
    level = list(leaves)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        # An odd node at the end goes up as it is: same shape as RFC 6962's split at the largest power of two.
        paired = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) & ~1 :]
    return level[0]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Audit path of the leaf at `index` in the tree over these leaf hashes (RFC 6962 2.1.1), lowest first."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*inclusion_proof(left, index), root_of(right)]
    return [*inclusion_proof(right, index - split), root_of(left)]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf hash stands at `index` of the tree with this size and root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            result = node_hash(sibling, result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and result == root


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Proof that the tree over these leaf hashes begins with the tree of its first `first` leaves (RFC 6962 2.1.2)."""
    if not 0 <= first <= len(leaves):
        raise IndexError("no such size")
    if first in (0, len(leaves)):
        return []
    return _subproof(leaves, first, whole=True)


def _subproof(leaves: Sequence[bytes], first: int, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 2.1.2; `whole` is its flag b: the old root is known to the verifier already."""
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_subproof(leaves[:split], first, whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], first - split, whole=False), root_of(leaves[:split])]


def verify_consistency(first: tuple[int, bytes], second: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether the tree `second` begins with the tree `first`, each a size and a root (RFC 9162 2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = first, second
    if not 0 <= old_size <= new_size:
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if old_size == new_size:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path:
        return False
    return _walk(old_size - 1, new_size - 1, path) == (old_root, new_root)


def _walk(position: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots as a consistency path gives them; None if it is too long or too short."""
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: whose log (`origin`, as `example.org/audit`), how many leaves, which root."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        plain = self.origin.isprintable() and not any(letter.isspace() or letter == "+" for letter in self.origin)
        if not self.origin or not plain or self.size < 0 or len(self.root) != HASH_BYTES:
            raise ValueError("not a checkpoint")

    @property
    def text(self) -> str:
        """The note text: three lines, each ended by a newline (C2SP tlog-checkpoint, Note text)."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint that a text states. Extension lines are refused: nobody can audit them. Raises ValueError."""
        try:
            origin, size, root, end = text.split("\n")
            checkpoint = cls(origin, int(size), base64.b64decode(root, validate=True))
        except (ValueError, binascii.Error):
            raise ValueError("not a checkpoint") from None
        if end or checkpoint.text != text:
            raise ValueError("not a checkpoint")
        return checkpoint
