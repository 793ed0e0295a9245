"""The audit's tree: RFC 6962's known answers, and every way to tamper with a log against a witnessed checkpoint."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.merkle import (
    EMPTY_ROOT,
    Checkpoint,
    CompactTree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# Known answers of the certificate-transparency reference (merkle_tree_test.cc), also used by transparency-dev/merkle.
LEAVES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes(range(0x60, 0x70)))
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
B = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
C = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
D = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
E = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
F = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
G = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
H = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
INCLUSION = [
    (0, 1, []),
    (0, 8, [B, C, D]),
    (5, 8, [E, F, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [A, C, E]),
]
CONSISTENCY = [(1, 1, []), (1, 8, [B, C, D]), (6, 8, [G, F, ROOTS[4]]), (2, 5, [C, E]), (6, 7, [G, H, ROOTS[4]])]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def unhex(texts: list[str]) -> list[bytes]:
    return [bytes.fromhex(text) for text in texts]


def log(size: int) -> list[bytes]:
    return [leaf_hash(f"row {number}".encode()) for number in range(size)]


def head(leaves: list[bytes]) -> tuple[int, bytes]:
    return len(leaves), root_of(leaves)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_ones(size: int) -> None:
    tree = CompactTree()
    for leaf in HASHES[:size]:
        tree = tree.append(leaf)
    assert tree.root.hex() == root_of(HASHES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_inclusion_proofs_are_the_known_ones(index: int, size: int, proof: list[str]) -> None:
    assert inclusion_proof(HASHES[:size], index) == unhex(proof)
    assert verify_inclusion(HASHES[index], index, size, unhex(proof), bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("first", "second", "proof"), CONSISTENCY)
def test_consistency_proofs_are_the_known_ones(first: int, second: int, proof: list[str]) -> None:
    assert consistency_proof(HASHES[:second], first) == unhex(proof)
    old, new = bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second])
    assert verify_consistency((first, old), (second, new), unhex(proof))


def corruptions(proof: list[bytes], *roots: bytes) -> list[list[bytes]]:
    flipped = [[*proof[:at], bytes([proof[at][0] ^ 8]) + proof[at][1:], *proof[at + 1 :]] for at in range(len(proof))]
    longer = [form for root in (b"", *roots) for form in ([*proof, root], [root, *proof])]
    shorter = [proof[:-1], proof[1:]] if proof else []
    return [*flipped, *longer, *shorter, proof[::-1] if len(proof) > 1 else [b"x"]]


@pytest.mark.parametrize(("index", "size", "texts"), INCLUSION)
def test_a_corrupted_inclusion_proof_is_refused(index: int, size: int, texts: list[str]) -> None:
    leaf, proof, root = HASHES[index], unhex(texts), bytes.fromhex(ROOTS[size])
    for wrong in corruptions(proof, root):
        assert not verify_inclusion(leaf, index, size, wrong, root)
    for wrong_index, wrong_size in [(index - 1, size), (index + 1, size), (index ^ 2, size), (index, size * 2)]:
        assert not verify_inclusion(leaf, wrong_index, wrong_size, proof, root)
    assert not verify_inclusion(leaf, index, size // 2, proof, root)
    assert not verify_inclusion(b"wrong leaf", index, size, proof, root)
    assert not verify_inclusion(leaf, index, size, proof, EMPTY_ROOT)


@pytest.mark.parametrize(("first", "second", "texts"), CONSISTENCY[1:])
def test_a_corrupted_consistency_proof_is_refused(first: int, second: int, texts: list[str]) -> None:
    proof, old, new = unhex(texts), bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second])
    for wrong in [*corruptions(proof, old, new), []]:
        assert not verify_consistency((first, old), (second, new), wrong)
    for sizes in [(first - 1, second), (first + 1, second), (first ^ 2, second), (first, second * 2), (second, first)]:
        assert not verify_consistency((sizes[0], old), (sizes[1], new), proof)
    assert not verify_consistency((first, new), (second, old), proof)
    assert not verify_consistency((first, b"wrong root"), (second, new), proof)
    assert not verify_consistency((first, old), (second, b"wrong root"), proof)


def test_trivial_consistency_is_strict() -> None:
    root = root_of(log(3))
    assert verify_consistency((0, EMPTY_ROOT), (3, root), [])
    assert not verify_consistency((0, root), (3, root), [])
    assert not verify_consistency((0, EMPTY_ROOT), (3, root), [root])
    assert verify_consistency((3, root), (3, root), [])
    assert not verify_consistency((3, root), (3, root), [root])
    assert not verify_consistency((3, root), (3, EMPTY_ROOT), [])
    assert not verify_consistency((3, root), (2, root), [])
    assert not verify_consistency((-1, root), (2, root), [])


def test_every_proof_of_every_small_tree_verifies() -> None:
    for size in range(1, 34):
        leaves = log(size)
        root = root_of(leaves)
        for index in range(size):
            assert verify_inclusion(leaves[index], index, size, inclusion_proof(leaves, index), root)
        for first in range(size + 1):
            assert verify_consistency(head(leaves[:first]), head(leaves), consistency_proof(leaves, first))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_compact_tree_has_the_root_that_the_definition_gives(rows: list[bytes]) -> None:
    tree = CompactTree()
    for row in rows:
        tree = tree.append(leaf_hash(row))
    assert tree.root == defined([leaf_hash(row) for row in rows])
    assert CompactTree.from_bytes(tree.to_bytes()) == tree
    assert len(tree.edge) == len(rows).bit_count()


def defined(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 2.1, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(defined(leaves[:k]), defined(leaves[k:]))


TAMPERING: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a row edited": lambda rows: [*rows[:40], leaf_hash(b"another"), *rows[41:]],
    "the first row edited": lambda rows: [leaf_hash(b"another"), *rows[1:]],
    "a row deleted": lambda rows: rows[:40] + rows[41:],
    "a row inserted": lambda rows: [*rows[:40], leaf_hash(b"another"), *rows[40:]],
    "two rows in each other's place": lambda rows: [*rows[:40], rows[41], rows[40], *rows[42:]],
    "a row repeated": lambda rows: [*rows[:40], rows[39], *rows[40:]],
    "rows put in front": lambda rows: [leaf_hash(b"another"), *rows],
    "cut off below the checkpoint": lambda rows: rows[:60],
    "rolled back and grown anew": lambda rows: rows[:60] + [leaf_hash(b"another %d" % at) for at in range(60)],
    "emptied": lambda rows: rows[:0],
    "a node passed off as a leaf": lambda rows: [node_hash(rows[0], rows[1]), *rows[2:]],
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_tampered_log_is_not_consistent_with_a_witnessed_checkpoint(what: str) -> None:
    """Whatever proof the log's keeper makes: the honest one of the tampered log, or the true one of before."""
    honest = log(100)
    witnessed = head(honest[:77])
    tampered = TAMPERING[what](honest)
    proofs = [consistency_proof(honest, 77)]
    if len(tampered) >= 77:
        proofs.append(consistency_proof(tampered, 77))
    for proof in proofs:
        assert not verify_consistency(witnessed, head(tampered), proof)
    assert verify_consistency(witnessed, head(honest), proofs[0])


def test_a_log_rebuilt_from_its_rows_shows_tampering_before_a_checkpoint() -> None:
    honest = log(100)
    for change in TAMPERING.values():
        tampered = change(honest)[:77]
        assert len(tampered) < 77 or root_of(tampered) != root_of(honest[:77])


def test_a_leaf_can_not_pass_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


def test_there_is_no_proof_of_a_row_that_is_not_there() -> None:
    for index in (-1, 3, 4):
        with pytest.raises(IndexError):
            inclusion_proof(log(3), index)
    for first in (-1, 4):
        with pytest.raises(IndexError):
            consistency_proof(log(3), first)


@pytest.mark.parametrize("data", [b"", bytes(7), bytes(9), bytes(39), bytes(40), (3).to_bytes(8, "big") + bytes(32)])
def test_bytes_that_are_no_tree_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"compact tree|belong to this size"):
        CompactTree.from_bytes(data)


ROOT_TEXT = base64.b64encode(bytes(range(32))).decode()
TEXT = f"consilium.example/audit\n5\n{ROOT_TEXT}\n"


def test_a_checkpoint_is_three_lines() -> None:
    checkpoint = Checkpoint("consilium.example/audit", 5, bytes(range(32)))
    assert checkpoint.text == TEXT
    assert Checkpoint.parse(TEXT) == checkpoint
    assert Checkpoint.parse(TEXT.replace("\n5\n", "\n0\n")).size == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "extension\n",
        TEXT.replace("\n5\n", "\n05\n"),
        TEXT.replace("\n5\n", "\n-5\n"),
        TEXT.replace("\n5\n", "\n5 \n"),
        TEXT.replace("\n5\n", "\n0x5\n"),
        TEXT.replace("\n5\n", "\n\n"),
        TEXT.replace("consilium.example/audit", ""),
        TEXT.replace("consilium.example/audit", "two words"),
        TEXT.replace("consilium.example/audit", "a+b"),
        TEXT.replace("consilium.example/audit", "a\x1b[31m"),
        TEXT.replace(ROOT_TEXT, ROOT_TEXT[:-4]),
        TEXT.replace(ROOT_TEXT, ROOT_TEXT[:-1]),
        TEXT.replace(ROOT_TEXT, ROOT_TEXT[:-2] + "9="),
        TEXT.replace(ROOT_TEXT, "not base64!"),
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a checkpoint"):
        Checkpoint.parse(text)
