"""Sealed columns: bound to their place, and found out when they are changed."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.errors import IntegrityError
from consilium.vault.casekey import CaseKey
from consilium.vault.columns import OVERHEAD, ColumnSealer

SEALER = ColumnSealer(CaseKey("case-1", bytes(range(32))))
PLACE: dict[str, Any] = {"table": "record", "row": "7", "column": "reading", "version": 3}
DOCUMENT = b'{"name": "MUESTRA, Luc\xc3\xada"}'


def test_every_flipped_byte_is_found() -> None:
    sealed = SEALER.seal(**PLACE, plain=DOCUMENT)
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1 << (at % 8)
        with pytest.raises(IntegrityError):
            SEALER.open(**PLACE, sealed=bytes(changed))


@pytest.mark.parametrize("plain", [DOCUMENT, DOCUMENT * 100])
def test_every_truncation_is_found(plain: bytes) -> None:
    sealed = SEALER.seal(**PLACE, plain=plain)
    for length in range(len(sealed)):
        with pytest.raises(IntegrityError):
            SEALER.open(**PLACE, sealed=sealed[:length])


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"table": "finding"},
        {"row": "8"},
        {"column": "title"},
        {"version": 2},
        {"version": 4},
        {"row": "", "table": "record7"},
    ],
)
def test_a_value_opens_at_its_own_place_only(elsewhere: dict[str, Any]) -> None:
    sealed = SEALER.seal(**PLACE, plain=DOCUMENT)
    with pytest.raises(IntegrityError):
        SEALER.open(**PLACE | elsewhere, sealed=sealed)


def test_a_value_opens_with_its_own_cases_key_only() -> None:
    sealed = SEALER.seal(**PLACE, plain=DOCUMENT)
    with pytest.raises(IntegrityError):
        ColumnSealer(CaseKey("case-1", bytes(32))).open(**PLACE, sealed=sealed)


@pytest.mark.parametrize("plain", [DOCUMENT, DOCUMENT * 100])
def test_the_form_can_not_be_swapped(plain: bytes) -> None:
    sealed = SEALER.seal(**PLACE, plain=plain)
    for form in set(range(256)) - {sealed[0]}:
        with pytest.raises(IntegrityError):
            SEALER.open(**PLACE, sealed=bytes([form]) + sealed[1:])


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=5000), st.text(max_size=20), st.text(max_size=20), st.integers(0, 2**63))
def test_what_was_sealed_comes_back(plain: bytes, table: str, row: str, version: int) -> None:
    sealed = SEALER.seal(table, row, "column", version, plain)
    assert SEALER.open(table, row, "column", version, sealed) == plain


def test_a_document_is_compressed_only_where_that_helps() -> None:
    assert len(SEALER.seal(**PLACE, plain=DOCUMENT)) == len(DOCUMENT) + OVERHEAD
    assert len(SEALER.seal(**PLACE, plain=DOCUMENT * 200)) < 1000
    noise = os.urandom(5000)
    assert len(SEALER.seal(**PLACE, plain=noise)) == 5000 + OVERHEAD


def test_the_same_document_never_looks_the_same_twice() -> None:
    assert len({SEALER.seal(**PLACE, plain=DOCUMENT) for _ in range(1000)}) == 1000


def test_nothing_readable_is_in_the_sealed_bytes_or_in_the_error() -> None:
    sealed = SEALER.seal(**PLACE, plain=DOCUMENT)
    assert b"MUESTRA" not in sealed
    with pytest.raises(IntegrityError) as raised:
        SEALER.open(**PLACE | {"row": "8"}, sealed=sealed)
    assert raised.value.args_for_text == {"table": "record", "column": "reading"}
