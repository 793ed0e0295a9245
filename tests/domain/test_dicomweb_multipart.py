"""Bodies of several parts, cut anywhere, and tables of instances."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.dicomweb.multipart import CutOffError, MultipartError, boundary_of, parts
from consilium.domain.dicomweb.table import ENCAPSULATED, Fragments, Instance, packed, unpacked

BOUNDARY = "xx"


def body(*contents: bytes) -> bytes:
    heads = b"--xx\r\nContent-Type: application/dicom\r\n\r\n"
    return b"".join(heads + one + b"\r\n" for one in contents) + b"--xx--\r\n"


def in_pieces(data: bytes, size: int) -> Callable[[int], bytes]:
    file = io.BytesIO(data)
    return lambda most: file.read(min(size, most))


@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(1, 400))
def test_parts_come_out_as_they_went_in_however_they_arrive(contents: list[bytes], size: int) -> None:
    found = [b"".join(part.pieces) for part in parts(in_pieces(body(*contents), size), BOUNDARY)]
    assert found == contents or any(b"\r\n--xx" in b"\r\n" + one for one in contents)


@given(st.integers(0, 200))
def test_what_came_whole_before_a_cut_is_there(cut: int) -> None:
    contents = [b"a" * 20, b"b" * 20, b"c" * 20]
    data = body(*contents)[:cut]
    found: list[bytes] = []
    try:
        for part in parts(in_pieces(data, 7), BOUNDARY):
            found.append(b"".join(part.pieces))
    except CutOffError:
        assert len(data) < len(body(*contents)) - 2
    assert found == contents[: len(found)]


def test_a_part_larger_than_a_block_is_given_in_pieces() -> None:
    large = bytes(range(256)) * 20_000
    (part,) = [list(part.pieces) for part in parts(in_pieces(body(large), 1 << 20), BOUNDARY)]
    assert b"".join(part) == large
    assert max(map(len, part)) <= 3 << 20


def test_parts_that_nobody_reads_are_passed_over() -> None:
    assert [part.media_type for part in parts(in_pieces(body(b"1", b"22"), 5), BOUNDARY)] == ["application/dicom"] * 2


@pytest.mark.parametrize(
    "data", [b"", b"nothing", b"--xx", b"--xx\r\nno colon", b"--xxx\r\n\r\n--xxx--", b"--xx\r\n" + b"A: b\r\n" * 9000]
)
def test_what_is_no_such_body_is_refused(data: bytes) -> None:
    with pytest.raises(MultipartError):
        [list(part.pieces) for part in parts(in_pieces(data, 64), BOUNDARY)]


@pytest.mark.parametrize(
    "kind",
    ["", "application/dicom", "multipart/form-data; boundary=x", "multipart/related", "multipart/related; boundary=",
     f"multipart/related; boundary={'x' * 300}"],
)  # fmt: skip
def test_a_type_without_parts_is_refused(kind: str) -> None:
    with pytest.raises(MultipartError):
        boundary_of(kind)


def test_a_boundary_may_be_quoted() -> None:
    assert boundary_of('multipart/related; type="application/dicom"; boundary="a b"') == "a b"


def an_instance(**more: object) -> Instance:
    plain = {"file": b"f" * 16, "size": 10_000, "uid": "1.2", "sop_class": "1.3", "syntax": "1.4", "dataset": 132,
             "span": (1, 2), "query": b"{}", "frames": 3, "has_pixels": True}  # fmt: skip
    return Instance(**(plain | more))  # type: ignore[arg-type]


def test_a_table_comes_back_as_it_was() -> None:
    fragments = Fragments.unpacked(Fragments((0, 1, 3), (100, 200, 300), (10, 20, 30)).packed(), 10_000)
    native = an_instance(offset=500, length=3000, frame_length=1000, rows=512, columns=512, bits=16, samples=1)
    compressed = an_instance(uid="1.5", offset=90, length=ENCAPSULATED, fragments=fragments, whole=False)
    assert unpacked(packed([native, compressed])) == [native, compressed]
    assert native.pieces(2) == [(1500, 1000)]
    assert native.pieces(4) == []
    assert compressed.pieces(2) == [(200, 20), (300, 30)]
    assert compressed.pieces(3) == []


def test_a_native_frame_that_the_file_does_not_hold_is_none() -> None:
    short = an_instance(size=2000, offset=500, length=3000, frame_length=1000)
    assert short.pieces(1) == [(500, 1000)]
    assert short.pieces(2) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 7, Fragments((0, 1), (100,), (10,)).packed()[:-1], Fragments((0, 1), (9_995,), (10,)).packed(),
     Fragments((0, 0), (100,), (10,)).packed(), Fragments((0, 2), (100,), (10,)).packed()],
)  # fmt: skip
def test_places_of_fragments_that_can_not_be_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"counts|order|end"):
        Fragments.unpacked(data, 10_000)
