"""The index of a slide's tiles as a value: what it says of every place, and that no bytes make one that misleads."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consilium.domain.errors import InputError, NotFoundError, UnreadableError
from consilium.domain.regions import Region, checked
from consilium.domain.slides import Form, Index, Level, from_bytes, joined, times, to_bytes


def level(**changes: object) -> Level:
    """5 x 3 tiles of 100 x 50, of which the last of each row is narrow."""
    count = 15
    offsets = struct.pack(f"<{count}Q", *(1000 * (one + 1) for one in range(count)))
    lengths = struct.pack(f"<{count}I", *(10 + one for one in range(count)))
    made = Level(430, 120, 100, 50, 5, Form.STORED, b"\xff\xd8", 2, offsets=offsets, lengths=lengths)
    return replace(made, **changes)  # type: ignore[arg-type]


INDEX = Index((level(), level(width=215, height=60, across=5)), 1_000_000, 0.25, 0.5, 40.0, "a series")


def test_an_index_comes_back_from_its_bytes_as_it_was() -> None:
    assert from_bytes(to_bytes(INDEX)) == INDEX
    assert len(to_bytes(INDEX)) < 1500


def test_tiles_are_found_row_by_row_and_beyond_them_is_nothing() -> None:
    one = level()
    assert (one.columns, one.rows) == (5, 3)
    assert one.pieces(0, 0) == ((1000, 10),)
    assert one.pieces(4, 2) == ((15_000, 24),)
    for column, row in ((5, 0), (0, 3), (-1, 0), (0, -1)):
        with pytest.raises(NotFoundError):
            one.pieces(column, row)


def test_a_file_that_tells_of_fewer_tiles_than_fit_has_empty_ones() -> None:
    assert level(height=220).pieces(0, 3) == ((0, 0),)


def test_rows_of_the_file_may_be_longer_than_the_picture() -> None:
    assert level(width=250).pieces(0, 1) == ((6000, 15),)


def test_a_stack_is_made_of_the_intervals_below_each_other() -> None:
    stacked = level(
        form=Form.STACKED, height=120, tile_height=96, stack=12, prefix=bytes(20), height_at=4, width=100, across=1
    )
    assert stacked.pieces(0, 0) == tuple((1000 * (one + 1), 10 + one) for one in range(12))
    assert stacked.pieces(0, 1) == tuple((1000 * (one + 1), 10 + one) for one in range(12, 15))
    assert stacked.head(3)[4:6] == struct.pack(">H", 24)


def test_a_piece_beyond_the_file_or_absurdly_large_is_damage() -> None:
    assert INDEX.within((999_990, 10)) == (999_990, 10)
    for piece in ((999_990, 11), (1 << 61, 1), (0, 65 << 20)):
        with pytest.raises(UnreadableError):
            INDEX.within(piece)


@pytest.mark.parametrize(
    "changes",
    [
        {"width": 0},
        {"height": -5},
        {"width": 1 << 31},
        {"tile_width": 0},
        {"tile_height": 8193},
        {"across": 4},
        {"stack": 0},
        {"stack": 2},
        {"skip": -1},
        {"form": Form.STACKED, "stack": 7},
        {"form": Form.STACKED, "stack": 10, "height_at": 0},
        {"form": Form.STACKED, "stack": 10, "height_at": 1},
        {"prefix": bytes(1 << 18)},
    ],
)
def test_a_level_that_cannot_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_bytes(to_bytes(Index((level(**changes),), 100)))


def test_an_index_of_no_levels_or_with_an_absurd_pixel_is_refused() -> None:
    for index in (Index((), 100), replace(INDEX, mpp_x=-1.0), replace(INDEX, objective=float(1 << 40))):
        with pytest.raises(ValueError, match=r".+"):
            from_bytes(to_bytes(index))


@given(some.integers(0, 2000), some.binary(max_size=12))
def test_whatever_happens_to_the_bytes_is_an_index_or_refused(place: int, put: bytes) -> None:
    data = bytearray(to_bytes(INDEX))
    data[place : place + len(put)] = put
    try:
        found = from_bytes(bytes(data))
    except ValueError:
        return
    for one in found.levels:
        assert one.columns <= one.across
        assert one.pieces(one.columns - 1, one.rows - 1)


def test_cut_off_bytes_are_refused() -> None:
    data = to_bytes(INDEX)
    for length in (0, 3, 7, 40, len(data) - 1):
        with pytest.raises(ValueError, match=r".*"):
            from_bytes(data[:length])
    with pytest.raises(ValueError, match="more numbers"):
        from_bytes(data + b"\0")


def test_fragments_are_joined_and_damage_in_their_headers_is_said() -> None:
    item = struct.Struct("<II")
    data = item.pack(0xE000FFFE, 3) + b"abc" + item.pack(0xE000FFFE, 2) + b"de"
    assert joined(data) == b"abcde"
    for damaged in (data[:-1], data + b"\0", b"\0" * 16, item.pack(0xE000FFFE, 1 << 31)):
        with pytest.raises(UnreadableError):
            joined(damaged)


def test_pixels_of_a_quarter_micrometre_are_taken_for_forty_times() -> None:
    assert [times(0.25), times(0.5), times(0.2528), times(10.0)] == [40.0, 20.0, 40.0, 1.0]


REGION = Region("slide", "Mitoses", 10, 20, 30, 40)


def test_a_region_lies_on_its_slide_and_has_a_name() -> None:
    assert checked(REGION, 40, 60) == REGION
    wrong = [
        {"x": -1},
        {"x": 11},
        {"width": 0},
        {"height": 41},
        {"name": " "},
        {"name": "x" * 121},
        {"note": "x" * 2001},
    ]
    for changes in wrong:
        with pytest.raises(InputError):
            checked(replace(REGION, **changes), 40, 60)  # type: ignore[arg-type]
