"""Pictures that are no papers, cut off, absurdly large or another reader's."""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers import photo
from tests.readers import documents as made


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))


@pytest.mark.parametrize("size", [(60_000, 60_000), (9_000, 9_000)])
def test_absurd_sizes_are_refused_by_the_header(size: tuple[int, int]) -> None:
    with pytest.raises(BoundExceededError) as caught:
        made.read(photo, png(*size), bounds=made.tight(pixels=50_000_000))
    assert caught.value.code == "documents.picture_too_large"


def test_a_slice_exported_from_a_viewer_is_a_picture_without_text() -> None:
    reading, _ = made.read(photo, made.encoded(made.slice_picture(), "JPEG"))
    assert "documents.picture_without_text" in made.codes(reading)
    assert [kind.value for kind in reading.kinds] == ["picture"]


def test_a_slice_with_a_name_in_its_corner_keeps_the_name_and_is_still_a_picture() -> None:
    shown = np.repeat(made.slice_picture()[:, :, None], 3, axis=2).copy()
    shown = cv2.resize(shown, (900, 900))
    for row, text in enumerate(("MUESTRA^ANA 12Y F", "Hospital Ejemplo 2024-03-05", "CT Thorax W:400 L:40")):
        cv2.putText(shown, text, (10, 30 + 28 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255, 255, 255), 1)
    reading, _ = made.read(photo, made.encoded(shown, "PNG"))
    assert "MUESTRA" in reading.text
    assert "2024-03-05" in reading.text
    assert [kind.value for kind in reading.kinds] == ["picture"]


def test_a_jpeg_cut_off_in_the_middle_is_read_to_there_and_said() -> None:
    data = made.encoded(made.paper(), "JPEG", quality=90)
    reading, _ = made.read(photo, data[: len(data) * 3 // 4])
    assert "documents.picture_cut_off" in made.codes(reading)
    assert "Sofía Núñez" in reading.text


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0junk", b"GIF89a\x01", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_signature_without_a_picture_is_damaged(data: bytes) -> None:
    assert made.sniff(photo, data) is not None
    with pytest.raises(UnreadableError) as caught:
        made.read(photo, data)
    assert caught.value.code == "documents.picture_damaged"


@pytest.mark.parametrize("name", ["JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP"])
def test_each_format_is_known_by_content_alone(name: str) -> None:
    assert made.sniff(photo, made.encoded(Image.new("RGB", (40, 40)), name), "scan.txt") == name.lower()


def test_transparent_and_sixteen_bit_pictures_are_shown_on_white() -> None:
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    deep = Image.fromarray(made.slice_picture().astype(np.uint16) * 200)
    for data in (made.encoded(clear, "PNG"), made.encoded(deep, "TIFF")):
        assert made.read(photo, data)[0].pages[0].origin == "none"


def test_a_pyramid_of_tiles_is_left_to_the_slide_reader() -> None:
    tiled = {322: 64, 323: 64}
    parts = [made.encoded(Image.new("RGB", (256, 256)), "TIFF", tiffinfo=tiled, description="Aperio Image Library v1")]
    assert made.sniff(photo, parts[0]) is None


def test_text_that_begins_like_a_bitmap_is_no_bitmap() -> None:
    assert made.sniff(photo, b"BMI 17.8 kg/m2, percentile 45. Weight 41.3 kg, height 152.5 cm.") is None
