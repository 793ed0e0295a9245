"""Whole files of one request: any size, in any pieces, durable together or not at all."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from consilium.actions import uploads
from consilium.actions.opened import Installation, OpenCase, create_case
from consilium.actions.uploads.rows import opened_row, staging
from consilium.casebook.documents import CaseDocument
from consilium.casebook.models import Upload as Row
from consilium.domain.viewer import OPERATOR
from consilium.vault.layout import CHUNK

SIZES = (0, 1, 4096, 4097, CHUNK - 1, CHUNK, CHUNK + 1, CHUNK + 5000, 3 * CHUNK, 20 * CHUNK + 77, 40 * CHUNK)


@pytest.fixture
def case(installation: Installation) -> OpenCase:
    return create_case(installation, OPERATOR, CaseDocument("case"))


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("size", [1000, CHUNK, 3 * CHUNK + 11, 1 << 24])
def test_each_file_comes_back_byte_for_byte(case: OpenCase, size: int) -> None:
    contents = {f"{length}.dcm": random.Random(length).randbytes(length) for length in SIZES}
    with uploads.Arriving(case) as arriving:
        for path, data in contents.items():
            assert arriving.take(path, pieces(data, size)) == len(data)
        assert not Row.objects.exists()
        arriving.commit()
    assert arriving.came == len(SIZES)
    found = {}
    for row in Row.objects.filter(batch=arriving.batch, state="complete"):
        document, tail = opened_row(case, row)
        found[document.path] = b"".join(staging(case, row.id).source(row.length, tail).pieces())
    assert found == contents


def test_a_file_that_breaks_off_leaves_nothing_and_the_others_stay(case: OpenCase) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * (5 * CHUNK)
        raise ConnectionError

    with uploads.Arriving(case) as arriving:
        arriving.take("whole", iter([b"y" * (2 * CHUNK)]))
        with pytest.raises(ConnectionError):
            arriving.take("broken", broken())
        arriving.commit()
    (row,) = Row.objects.all()
    parts = list((case.home / "uploads").rglob("*.part"))
    assert [part.stem for part in parts] == [row.id.hex]


def test_what_is_given_up_leaves_nothing(case: OpenCase) -> None:
    with uploads.Arriving(case) as arriving:
        arriving.take("one", iter([b"y" * (2 * CHUNK)]))
        arriving.give_up()
        arriving.commit()
    assert not Row.objects.exists()
    assert not list((case.home / "uploads").rglob("*.part"))


def test_nobody_sweeps_files_whose_rows_are_still_to_come(case: OpenCase) -> None:
    with uploads.Arriving(case) as arriving:
        arriving.take("one", iter([b"y" * (2 * CHUNK)]))
        uploads.expire(case.home)
        arriving.commit()
    (row,) = Row.objects.all()
    _, tail = opened_row(case, row)
    assert b"".join(staging(case, row.id).source(row.length, tail).pieces()) == b"y" * (2 * CHUNK)
