"""Files whose length nobody knows before their end: whole at any length, or not there at all."""

from __future__ import annotations

import random

import pytest

from consilium.actions import uploads
from consilium.actions.opened import Installation, OpenCase, create_case
from consilium.actions.uploads import Unmeasured
from consilium.actions.uploads.receiving import IN_ROW, STEP_BYTES
from consilium.actions.uploads.rows import folder, opened_row, row_of, staging
from consilium.casebook.documents import CaseDocument
from consilium.domain.errors import UploadRefusedError
from consilium.domain.uploads import Limits, UploadState
from consilium.domain.viewer import OPERATOR
from consilium.vault.layout import CHUNK

MOST = 40 << 20
LIMITS = Limits(quota=MOST, reserve=0)
PIECE = 1 << 20


@pytest.fixture
def case(installation: Installation) -> OpenCase:
    return create_case(installation, OPERATOR, CaseDocument("case"))


def begun(case: OpenCase, most: int = MOST) -> Unmeasured:
    return Unmeasured(case, {"filename": "a.bin"}, most, LIMITS)


def test_more_than_the_most_is_refused_and_given_up(case: OpenCase) -> None:
    file = begun(case, 1000)
    with pytest.raises(UploadRefusedError) as raised:
        file.take(b"x" * 1001)
    assert raised.value.code == "uploads.too_much"
    file.give_up()
    assert uploads.waiting(case) == []


def test_a_file_that_is_given_up_leaves_nothing(case: OpenCase) -> None:
    file = begun(case)
    for _ in range(20):
        file.take(bytes(PIECE))
    assert list(folder(case.home).rglob("*.part"))
    file.give_up()
    assert not list(folder(case.home).rglob("*.part"))
    assert uploads.waiting(case) == []


@pytest.mark.parametrize(
    "length", [0, 1, IN_ROW, IN_ROW + 1, CHUNK, CHUNK + 1, 3 * PIECE + 5, STEP_BYTES, STEP_BYTES + IN_ROW + 1]
)
def test_a_file_of_any_length_ends_whole_and_counts_with_its_length(case: OpenCase, length: int) -> None:
    data = random.Random(length).randbytes(length)
    file = begun(case)
    for at in range(0, length, PIECE):
        file.take(data[at : at + PIECE])
    ended = file.end()
    assert (ended.length, ended.offset, ended.state) == (length, length, UploadState.COMPLETE)
    row = row_of(case, ended.id)
    document, tail = opened_row(case, row)
    assert (row.length, document.length) == (length, length)
    assert b"".join(staging(case, ended.id).source(length, tail).pieces()) == data
    begun(case, MOST - length).give_up()  # what was promised beyond its length is free again
