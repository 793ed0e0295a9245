"""DICOM that is cut off, mutilated or made to harm: one clear answer each, and never another exception."""

from __future__ import annotations

import random
import struct
import zlib

import pytest

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.readers import dicom
from consilium.readers.contract import Collected, Context, MemorySource
from tests.readers.dicom_files import bare, codes, ct_slice, part10, pdf_inside, read, report, sniff

SEED = 20240312
DEFLATED = "1.2.840.10008.1.2.1.99"


def survives(content: bytes) -> None:
    """A reading or an UnreadableError, and the same of the picture."""
    context = Context(Collected(), len(content))
    for attempt in (dicom.read, dicom.picture):
        try:
            attempt(MemorySource(content), context)
        except UnreadableError:
            continue


def element(group: int, number: int, vr: bytes, value: bytes) -> bytes:
    if vr in (b"SQ", b"OB", b"UN"):
        return struct.pack("<HH2sHI", group, number, vr, 0, len(value)) + value
    return struct.pack("<HH2sH", group, number, vr, len(value)) + value


def nested(levels: int) -> bytes:
    """A data set whose Request Attributes Sequence holds itself, `levels` deep."""
    inner = element(0x0008, 0x0050, b"SH", b"A1")
    for _ in range(levels):
        item = struct.pack("<HHI", 0xFFFE, 0xE000, len(inner)) + inner
        inner = element(0x0040, 0x0275, b"SQ", item)
    return inner


def after_header(data: bytes, extra: bytes) -> bytes:
    """The file with `extra` elements put before its pixel data."""
    at = data.index(b"\xe0\x7f\x10\x00OW")
    return data[:at] + extra + data[at:]


@pytest.mark.parametrize(
    "content", [b"", b"DICM", bytes(132), bytes(128) + b"DICM", b"\x08\x00\x05\x00CS", b"\0" * 5000]
)
def test_a_file_with_no_data_set_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(content)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" * 99, b"PK\3\4" + bytes(400), b"MZ" + bytes(900), b"\x08\x00" * 300])
def test_other_files_are_not_taken_for_dicom(content: bytes) -> None:
    assert sniff(content) is None


def test_a_truncated_picture_says_how_much_is_missing() -> None:
    content = part10(ct_slice())
    reading = read(content[:-100])
    remark = next(remark for remark in reading.remarks if remark.code == "dicom.cut_off")
    assert remark.args == {"missing": 100, "expected": 512, "percent": 20}
    assert reading.people[0].family == "Muestra"


def test_pixels_that_are_fewer_than_rows_times_columns_are_said() -> None:
    data = ct_slice()
    data.PixelData = data.PixelData[:-64]
    remark = next(remark for remark in read(part10(data)).remarks if remark.code == "dicom.pixels_short")
    assert remark.args == {"missing": 64, "expected": 512}


def test_a_header_that_ends_early_is_read_as_far_as_it_goes() -> None:
    content = part10(ct_slice())
    reading = read(content[: content.index(b"CHEST") + 20])
    assert "dicom.header_cut_off" in codes(reading)
    assert reading.people[0].numbers[0].value == "HC-00123"


@pytest.mark.parametrize("make", [ct_slice, report, lambda: pdf_inside(b"%PDF-1.4 " + bytes(3000))])
def test_a_file_cut_off_anywhere_never_breaks_the_reader(make: object) -> None:
    content = part10(make())  # type: ignore[operator]
    for length in range(0, len(content), 11):
        survives(content[:length])


@pytest.mark.parametrize("implicit", [False, True])
def test_a_bare_data_set_cut_off_anywhere_never_breaks_the_reader(implicit: bool) -> None:
    content = bare(report(), implicit=implicit)
    for length in range(0, len(content), 13):
        survives(content[:length])


@pytest.mark.parametrize("make", [ct_slice, report])
def test_a_file_with_flipped_bytes_never_breaks_the_reader(make: object) -> None:
    chance = random.Random(SEED)
    original = part10(make())  # type: ignore[operator]
    for _ in range(250):
        content = bytearray(original)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(132, len(content))] = chance.choice(
                (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
            )
        survives(bytes(content))


def test_lying_lengths_never_break_the_reader() -> None:
    original = part10(report())
    for position in range(140, len(original) - 4, 17):
        for lie in (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xfe\xff\xff\x7f"):
            survives(original[:position] + lie + original[position + 4 :])


def test_sequences_nested_beyond_all_use_are_left_out_and_said() -> None:
    content = after_header(part10(ct_slice()), nested(200))
    reading = read(content)
    assert "dicom.too_deep" in codes(reading)
    assert "BulkDataURI" in reading.facts["json"]["00400275"]  # type: ignore[index,operator,call-overload]
    assert reading.facts["pixels"] is not None


def test_a_sequence_of_very_many_items_stays_in_the_file() -> None:
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0)
    reading = read(after_header(part10(ct_slice()), element(0x0040, 0x0275, b"SQ", item * 150_000)))
    assert "dicom.header_large" in codes(reading)
    assert reading.facts["pixels"] is not None


def test_a_deflate_bomb_is_refused() -> None:
    content = part10(ct_slice(), DEFLATED)
    start = content.index(DEFLATED.encode())
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = (
        engine.compress(bare(ct_slice()))
        + b"".join(engine.compress(bytes(1 << 20)) for _ in range(120))
        + engine.flush()
    )
    meta_end = 132 + 12 + struct.unpack_from("<I", content, 140)[0]
    assert start < meta_end
    with pytest.raises(BoundExceededError):
        read(content[:meta_end] + bomb)


@pytest.mark.parametrize(
    "start", [b"MZ\x90\x00", b"\x7fELF\x02\x01", b"#!/bin/sh\n", b"<!DOCTYPE html>", b"\n <script>"]
)
def test_a_picture_that_is_a_program_too_is_said(start: bytes) -> None:
    reading = read(part10(ct_slice(), preamble=start.ljust(128, b"\0")))
    assert "dicom.preamble_program" in codes(reading)
    assert reading.facts["preamble"]["state"] == "program"  # type: ignore[index,call-overload]


def test_a_tiff_preamble_is_no_alarm() -> None:
    assert codes(read(part10(ct_slice(), preamble=b"II*\0".ljust(128, b"\0")))) == set()


def test_an_absurd_picture_size_is_refused_before_decoding() -> None:
    data = ct_slice()
    data.Rows = data.Columns = 65_535
    content = part10(data)
    with pytest.raises(BoundExceededError):
        dicom.picture(MemorySource(content), Context(Collected(), len(content)))


def test_a_codestream_that_states_another_size_than_the_header_is_not_decoded() -> None:
    from pydicom.encaps import encapsulate

    header = struct.pack(">HHBB", 60_000, 60_000, 1, 0)
    jpeg = b"\xff\xd8\xff\xc0" + struct.pack(">HB", 11, 8) + header[:5] + b"\1\x11\0" + b"\xff\xd9"
    data = ct_slice()
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit, data.PixelRepresentation = 7, 0
    data.PixelData = encapsulate([jpeg])
    content = part10(data, "1.2.840.10008.1.2.4.50")
    with pytest.raises(BoundExceededError) as caught:
        dicom.picture(MemorySource(content), Context(Collected(), len(content)))
    assert caught.value.code == "dicom.picture_too_large"


def test_nothing_of_a_file_goes_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    content = part10(report())
    for length in range(200, len(content), 97):
        survives(content[:length].replace(b"1.2.840.10008.5", b"Muestra.10008.5"))
    assert caplog.records == []


def test_a_name_of_markup_and_escapes_is_kept_as_it_stands() -> None:
    data = ct_slice()
    data.PatientName = "<b>Muestra</b>^\x07Lucía"
    assert read(part10(data)).people[0].family == "<b>Muestra</b>"
