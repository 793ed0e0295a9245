"""JPEG streams walked without decoding: what a browser will make of them, and bytes that are none."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from consilium.readers.jpegparts import RGB, YCC, adobe, colour_fits, encoded, frame_of, prefix_of, white
from tests.slides_made import jpeg, tissue


def test_what_a_stream_says_is_found() -> None:
    frame = frame_of(jpeg(tissue(96, 64), subsampling=2, restart_marker_blocks=3))
    assert frame
    assert (frame.width, frame.height, frame.unit, frame.interval) == (96, 64, (16, 16), 3)
    assert frame.plain
    assert frame.jfif
    data = jpeg(tissue(96, 64))
    assert data[frame_of(data).height_at :][:2] == (64).to_bytes(2, "big")  # type: ignore[union-attr]
    grey = frame_of(white(40, 30))
    assert grey
    assert (grey.unit, grey.plain) == ((8, 8), True)


def test_a_progressive_stream_is_plain_and_cmyk_is_not() -> None:
    assert frame_of(jpeg(tissue(64, 64), progressive=True)).plain  # type: ignore[union-attr]
    out = io.BytesIO()
    Image.new("CMYK", (16, 16)).save(out, "JPEG")
    frame = frame_of(out.getvalue())
    assert frame
    assert not frame.plain


NONE = (
    b"",
    b"\xff",
    b"\xff\xd8",
    b"\xff\xd8\xff",
    b"\xff\xd8\xff\xc0",
    b"\xff\xd8\xff\xc0\x00\x01",
    b"\xff\xd8" + b"\xff" * 50,
    b"\x89PNG",
    b"\xff\xd8\xff\xda\x00\x02",
    b"\xff\xd8" + bytes(100),
)


@pytest.mark.parametrize("data", NONE)
def test_what_is_no_stream_or_cut_off_is_none(data: bytes) -> None:
    assert frame_of(data) is None


@given(some.integers(0, 700), some.binary(min_size=1, max_size=8))
def test_damage_gives_a_frame_or_none_and_ends(place: int, put: bytes) -> None:
    data = bytearray(jpeg(tissue(32, 32)))
    data[place : place + len(put)] = put
    frame = frame_of(bytes(data))
    assert frame is None or frame.data_at <= len(data) + 65_536


def test_a_marker_says_which_colours_are_stored() -> None:
    """The same stored numbers, once taken for RGB and once for YCbCr."""
    out = io.BytesIO()
    Image.fromarray(tissue(32, 32)).save(out, "JPEG", quality=95, subsampling=0)
    stream = out.getvalue()
    bare = stream[:2] + stream[20:]  # without its JFIF segment
    seen = {}
    for transform in (RGB, YCC):
        whole = prefix_of(b"", transform) + bare[2:]
        frame = frame_of(whole)
        assert frame
        assert frame.transform == transform
        seen[transform] = np.asarray(Image.open(io.BytesIO(whole)).convert("RGB"), int)
    assert np.abs(seen[YCC] - tissue(32, 32)).mean() < 3
    assert np.abs(seen[RGB] - seen[YCC]).mean() > 20


def test_marks_that_contradict_the_file_are_seen() -> None:
    jfif = frame_of(jpeg(tissue(16, 16)))
    assert jfif
    assert colour_fits(jfif, YCC)
    assert not colour_fits(jfif, RGB)
    marked = frame_of(b"\xff\xd8" + adobe(RGB) + jpeg(tissue(16, 16))[20:])
    assert marked
    assert (colour_fits(marked, RGB), colour_fits(marked, YCC)) == (True, False)
    assert colour_fits(marked, None)


def test_tables_go_before_the_tile_once() -> None:
    tables = b"\xff\xd8" + b"tables" + b"\xff\xd9"
    assert prefix_of(tables, None) == b"\xff\xd8tables"
    assert prefix_of(tables, RGB) == b"\xff\xd8" + adobe(RGB) + b"tables"
    assert prefix_of(b"", None) == b"\xff\xd8"


def test_an_encoded_tile_keeps_its_colours() -> None:
    shown = np.asarray(Image.open(io.BytesIO(encoded(Image.fromarray(tissue(64, 64))))), int)
    assert np.abs(shown - tissue(64, 64)).mean() < 3
