"""Hostile archives: each is refused or made harmless, in little memory, and what is honest in it is kept."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import py7zr
import pytest
from backports import zstd

from consilium.domain.errors import BoundExceededError, UnreadableError
from consilium.domain.records import Reading
from consilium.readers import archive
from consilium.readers.archive import sevenzips
from consilium.readers.contract import Bounds, Context, MemorySource
from tests.readers.archive_files import (
    Counted,
    central_header,
    codes,
    end_record,
    flat_bomb,
    forged_zip,
    kind_of,
    local_header,
    program,
    sevenzipped,
    tarred,
    unpacked,
    zipped,
)

MIB = 1 << 20
MEMORY = 48 * MIB
"""Most that Python may hold while an archive is unpacked, beside the archive itself."""

ZEROS = b"\0" * (100 * MIB)
WRITE = 256 * 1024


def outcome(data: bytes, **bounds: int) -> tuple[str, Counted, Reading | None]:
    """(error code or "read", what came out, reading), with the memory watched."""
    outlet = Counted()
    context = Context(outlet, len(data), Bounds(**bounds), "bomb")
    tracemalloc.start()
    try:
        reading = archive.read(MemorySource(data), context)
        return "read", outlet, reading
    except UnreadableError as error:
        return error.code, outlet, None
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < MEMORY, f"{peak / MIB:.0f} MiB"
        assert outlet.largest_write <= WRITE


def packed_zeros(compress: Callable[[bytes], bytes]) -> bytes:
    return compress(ZEROS)


def raw_deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


# Too much comes out


@pytest.mark.parametrize(
    "compress",
    [gzip.compress, lambda data: bz2.compress(data, 9), lambda data: lzma.compress(data, preset=0), zstd.compress],
    ids=["gzip", "bzip2", "xz", "zstd"],
)
def test_a_bomb_of_one_compressed_file_is_stopped_by_its_ratio(compress: Callable[[bytes], bytes]) -> None:
    code, outlet, _ = outcome(packed_zeros(compress))
    assert code == "errors.too_dense"
    assert outlet.bytes < 90 * MIB
    assert outlet.complete == [False]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_bomb_is_stopped_by_its_ratio_whatever_its_method(method: int) -> None:
    code, outlet, _ = outcome(zipped({"ceros.dcm": ZEROS}, method))
    assert code == "errors.too_dense"
    assert outlet.bytes < 90 * MIB


@pytest.mark.parametrize(
    "filters",
    [
        [{"id": py7zr.FILTER_LZMA2, "preset": 0}],
        [{"id": py7zr.FILTER_DEFLATE}],
        [{"id": py7zr.FILTER_BZIP2}],
        [{"id": py7zr.FILTER_ZSTD}],
    ],
    ids=["lzma2", "deflate", "bzip2", "zstd"],
)
def test_a_7z_bomb_is_stopped_by_its_ratio_whatever_its_method(filters: list[dict[str, int]]) -> None:
    code, outlet, _ = outcome(sevenzipped({"ceros.dcm": ZEROS}, filters=filters))
    assert code == "errors.too_dense"
    assert outlet.bytes < 90 * MIB


def test_a_tar_bomb_inside_gzip_is_stopped() -> None:
    assert outcome(gzip.compress(tarred({"ceros": ZEROS})))[0] == "errors.too_dense"


def test_a_bomb_in_a_tars_long_name_is_passed_over_and_counted() -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, len(ZEROS)
    code, outlet, _ = outcome(gzip.compress(header.tobuf(tarfile.GNU_FORMAT) + ZEROS))
    assert code == "errors.too_dense"
    assert outlet.bytes == 0


def test_a_flat_bomb_gives_its_one_body_once() -> None:
    code, outlet, reading = outcome(flat_bomb(5000, b"\0" * MIB))
    assert code == "read"
    assert reading is not None
    assert outlet.bytes == MIB
    assert reading.remarks[0].code == "archive.overlapping"
    assert reading.remarks[0].args["count"] == 4999


def test_members_that_quote_one_anothers_headers_give_only_the_first() -> None:
    """Fifield's better bomb: each member's stored data begins with the next one's local header."""
    kernel = raw_deflated(b"\0" * MIB)
    last = local_header(b"b", len(kernel), MIB, zlib.crc32(b"\0" * MIB)) + kernel
    quoting = b"\0" + struct.pack("<HH", len(last), len(last) ^ 0xFFFF) + last + b"\1\0\0\xff\xff"
    first = local_header(b"a", len(quoting), len(last), zlib.crc32(last)) + quoting
    inner = first.find(last)
    directory = central_header(b"a", len(quoting), len(last), zlib.crc32(last), 0)
    directory += central_header(b"b", len(kernel), MIB, zlib.crc32(b"\0" * MIB), inner)
    data = first + directory + end_record(2, len(directory), len(first))
    reading, members = unpacked(data)
    assert list(members) == ["a"]
    assert codes(reading) == {"archive.overlapping"}


def test_a_nested_bomb_gives_one_layer_only() -> None:
    layer = zipped({"ceros": b"\0" * MIB})
    for _ in range(5):
        layer = zipped({f"{number}.zip": layer for number in range(16)})
    code, outlet, _ = outcome(layer)
    assert code == "read"
    assert len(outlet.names) == 16
    assert outlet.bytes < 16 * MIB


def test_a_zip_that_holds_itself_gives_itself_once() -> None:
    inner = zipped({"a.zip": b"x" * 100}, zipfile.ZIP_STORED)
    reading, members = unpacked(zipped({"a.zip": inner}, zipfile.ZIP_STORED))
    assert members == {"a.zip": (inner, True)}
    assert not reading.remarks


def test_more_members_than_the_bound_are_refused_before_any_is_read() -> None:
    data = zipped({str(number): b"" for number in range(300)})
    code, outlet, _ = outcome(data, members=200)
    assert code == "errors.too_many_members"
    assert not outlet.names


@pytest.mark.parametrize(
    "make",
    [
        lambda: tarred({str(number): b"" for number in range(300)}),
        lambda: sevenzipped({str(number): b"x" for number in range(300)}),
        lambda: zipped({str(number): b"" for number in range(300)})[:-30],
    ],
    ids=["tar", "7z", "zip without its end"],
)
def test_more_members_than_the_bound_stop_every_archive(make: Callable[[], bytes]) -> None:
    code, outlet, _ = outcome(make(), members=200)
    assert code == "errors.too_many_members"
    assert len(outlet.names) <= 201


# Lies


@pytest.mark.parametrize("size", [0, 1, 0xFFFFFFFE])
def test_a_forged_size_neither_cuts_nor_fills_a_member(size: int) -> None:
    reading, members = unpacked(forged_zip([b"informe.txt"], b"hola" * 1000, size=size))
    assert members == {"informe.txt": (b"hola" * 1000, True)}
    assert codes(reading) == {"archive.wrong_size"}


def test_a_forged_packed_size_past_the_end_costs_the_member_only() -> None:
    reading, members = unpacked(forged_zip([b"a"], b"hola" * 1000, packed=0x7FFFFFFF, method=0))
    assert members["a"][1] is False
    assert "archive.member_cut_off" in codes(reading)


def test_a_forged_packed_size_of_zero_loses_the_data_and_says_so() -> None:
    reading, members = unpacked(forged_zip([b"a"], b"hola" * 1000, packed=0))
    assert members == {"a": (b"", False)}
    assert codes(reading) == {"archive.member_cut_off"}


def test_a_zip64_field_of_absurd_sizes_allocates_nothing() -> None:
    extra = struct.pack("<2H3Q", 1, 24, 1 << 62, 1 << 62, 0)
    header = bytearray(central_header(b"a", 0xFFFFFFFF, 0xFFFFFFFF, 0, 0xFFFFFFFF))
    header[30:32] = struct.pack("<H", len(extra))
    directory = bytes(header) + extra
    body = local_header(b"a", 4, 4, 0, 0) + b"hola"
    code, outlet, reading = outcome(body + directory + end_record(1, len(directory), len(body)))
    assert code == "read"
    assert reading is not None
    assert outlet.complete == [False]
    assert codes(reading) == {"archive.member_damaged"}


def test_a_tar_that_declares_an_exabyte_gives_what_is_there() -> None:
    header = tarfile.TarInfo("enorme.dcm")
    header.size = 1 << 60
    code, outlet, reading = outcome(header.tobuf(tarfile.GNU_FORMAT) + b"hola")
    assert code == "read"
    assert reading is not None
    assert outlet.bytes == 4
    assert outlet.complete == [False]
    assert "archive.cut_off" in codes(reading)


def test_a_tar_with_a_negative_size_is_not_a_tar() -> None:
    header = bytearray(tarfile.TarInfo("a").tobuf())
    header[124:136] = b"\xff" * 12
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + 256 + sum(header[156:]))
    assert kind_of(bytes(header) + b"\0" * 1024) is None


def pax(records: bytes) -> bytes:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, len(records)
    return header.tobuf() + records.ljust(512, b"\0") + tarred({"a": b"hola"})


@pytest.mark.parametrize("records", [b"99999999 path=x\n", b"-5 path=x\n", b"x path=y\n", b"3 a", b"0 =\n" * 50])
def test_forged_pax_records_are_ignored(records: bytes) -> None:
    assert unpacked(pax(records))[1] == {"a": (b"hola", True)}


def test_a_pax_size_with_endless_digits_is_bounded() -> None:
    record = b"size=" + b"9" * 400 + b"\n"
    code, outlet, _ = outcome(pax(b"%d " % (len(record) + 4) + record))
    assert code == "read"
    assert outlet.complete == [False]


def forged_7z(data: bytes, **start: int) -> bytes:
    """The archive with its start header's offset or size replaced, and its checksum made right again."""
    offset, size, crc = struct.unpack_from("<QQI", data, 12)
    body = struct.pack("<QQI", start.get("offset", offset), start.get("size", size), crc)
    return data[:8] + struct.pack("<I", zlib.crc32(body)) + body + data[32:]


@pytest.mark.parametrize(
    "start", [{"offset": 1 << 62}, {"size": 1 << 62}, {"offset": (1 << 64) - 40}, {"size": 1 << 40}]
)
def test_a_7z_whose_header_lies_far_away_is_refused(start: dict[str, int]) -> None:
    assert outcome(forged_7z(sevenzipped({"a": b"hola"}), **start))[0] == "archive.cut_off_whole"


def with_plain_header(old: bytes, new: bytes, name: str = "a") -> bytes:
    """A 7z of one stored file whose header is unpacked (7zFormat.txt), with some of its bytes replaced."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=[{"id": py7zr.FILTER_COPY}]) as file:
        file.set_encoded_header_mode(False)
        file.writestr(b"hola" * 100, name)
    data = out.getvalue()
    offset, size, _ = struct.unpack_from("<QQI", data, 12)
    header = data[32 + offset : 32 + offset + size]
    assert old in header
    header = header.replace(old, new)
    body = struct.pack("<QQI", offset, size, zlib.crc32(header))
    return data[:8] + struct.pack("<I", zlib.crc32(body)) + body + data[32 : 32 + offset] + header


def test_a_7z_that_declares_more_than_it_holds_is_cut_off() -> None:
    reading, members = unpacked(with_plain_header(b"\x81\x90", b"\xbf\xff"))  # 400 and 16,383 as 7z numbers
    assert members["a"][1] is False
    assert codes(reading) & {"archive.member_cut_off", "archive.member_damaged", "archive.member_checksum"}


def test_a_7z_that_asks_for_a_dictionary_of_gigabytes_is_refused() -> None:
    coders = [{"method": b"\x21", "properties": bytes([40])}]
    with pytest.raises(UnreadableError) as caught:
        sevenzips._refuse_greedy(coders)
    assert caught.value.code == "archive.member_method"


def test_an_xz_file_that_asks_for_a_dictionary_of_gigabytes_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 4096}]
    data = bytearray(lzma.compress(b"hola", filters=filters))
    data[12 + 4] = 40  # LZMA2's dictionary byte (xz format 5.3.1): 4 GiB - 1
    data[12 + 8 : 12 + 12] = struct.pack("<I", zlib.crc32(bytes(data[12 : 12 + 8])))
    code, outlet, _ = outcome(bytes(data))
    assert code == "archive.damaged" or outlet.complete == [False]
    assert outlet.bytes == 0


# Names and kinds


TRAVERSALS = [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\system32\\evil.dll",
    "..\\..\\evil.exe",
    "a/../../b",
    "\\\\server\\share\\x",
    "a/./b//c",
    "x\x1b[2Jy",
    "informe\u202efdp.exe",
    "a" * 5000,
    "/".join("d" * 500),
    "",
    "..",
    "CON!/x",
]


@pytest.mark.parametrize("name", TRAVERSALS)
@pytest.mark.parametrize("kind", ["zip", "tar", "7z"])
def test_names_that_lead_elsewhere_become_harmless(name: str, kind: str) -> None:
    if kind == "zip":
        data = forged_zip([name.encode()], b"hola", flags=0x800)
    elif kind == "tar":
        data = tarred({name: b"hola"}) if name else tarred({"..": b"hola"})
    else:
        name = name[:60000] or ".."
        placed = "x" * len(name)
        data = with_plain_header(placed.encode("utf-16-le"), name.encode("utf-16-le"), placed)
    reading, members = unpacked(data)
    (found,) = members
    assert members[found][1]
    assert not found.startswith("/")
    assert ".." not in found.split("/")
    assert "\\" not in found
    assert "!/" not in found
    assert found.isprintable()
    assert len(found) < 64 * 201
    assert "archive.names_changed" in codes(reading)


def test_members_of_one_name_are_told_apart_and_said() -> None:
    reading, members = unpacked(forged_zip([b"a/informe.txt"] * 3 + [b"a/informe (2).txt"], b"hola"))
    assert list(members) == ["a/informe.txt", "a/informe (2).txt", "a/informe (3).txt", "a/informe (2) (2).txt"]
    assert codes(reading) == {"archive.names_changed"}


def test_thousands_of_members_of_one_name_cost_no_more_than_their_number() -> None:
    code, outlet, _ = outcome(forged_zip([b"a"] * 3000, b"hola"))
    assert code == "read"
    assert len(set(outlet.names)) == 3000


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar_are_named_and_not_followed(kind: bytes) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        header = tarfile.TarInfo("enlace")
        header.type, header.linkname = kind, "/etc/passwd"
        file.addfile(header)
        honest = tarfile.TarInfo("informe.txt")
        honest.size = 4
        file.addfile(honest, io.BytesIO(b"hola"))
    reading, members = unpacked(out.getvalue())
    assert members == {"informe.txt": (b"hola", True)}
    assert reading.remarks[0].args["names"] == "enlace"


def test_a_symbolic_link_of_a_zip_is_named_and_not_followed() -> None:
    data = forged_zip([b"enlace"], b"/etc/passwd", made=3 << 8, mode=0o120777)
    reading, members = unpacked(data)
    assert not members
    assert codes(reading) == {"archive.links_left_out"}


# Discs that never end


def looped_disc() -> bytes:
    """An image whose one folder holds itself under another name (ECMA-119 9.1)."""

    def record(name: bytes, extent: int, size: int, flags: int) -> bytes:
        body = struct.pack("<I", extent) + struct.pack(">I", extent) + struct.pack("<I", size) + struct.pack(">I", size)
        body += bytes([100, 1, 1, 0, 0, 0, 0, flags, 0, 0]) + b"\1\0\0\1" + bytes([len(name)]) + name
        body += b"\0" * ((len(name) + 1) % 2)
        return bytes([len(body) + 2, 0]) + body

    sector = 2048
    root = record(b"\0", 20, sector, 2)
    primary = (b"\1CD001\1\0".ljust(128, b"\0") + struct.pack("<H", sector) + struct.pack(">H", sector)).ljust(
        156, b"\0"
    )
    primary = (primary + root).ljust(sector, b"\0")
    folder = root + record(b"\1", 20, sector, 2)
    folder += b"".join(record(b"BUCLE%d" % number, 20, sector, 2) for number in range(9))
    folder += record(b"INFORME.TXT;1", 21, 4, 0)
    end = b"\xffCD001\1".ljust(sector, b"\0")
    return (
        b"\0" * 16 * sector
        + primary
        + end
        + b"\0" * 2 * sector
        + folder.ljust(sector, b"\0")
        + b"hola".ljust(sector, b"\0")
    )


def test_a_disc_whose_folders_hold_themselves_ends() -> None:
    assert kind_of(looped_disc()) == "iso"
    assert unpacked(looped_disc())[1] == {"INFORME.TXT": (b"hola", True)}


def test_a_disc_of_absurd_sizes_allocates_nothing() -> None:
    data = looped_disc().replace(struct.pack("<I", 4) + struct.pack(">I", 4), b"\xff" * 8)
    code, outlet, reading = outcome(data)
    assert code == "read"
    assert reading is not None
    assert outlet.bytes == 2048
    assert codes(reading) == {"archive.member_cut_off"}


# Programs and noise


def test_a_bomb_behind_a_program_is_stopped_too() -> None:
    assert outcome(program(zipped({"ceros": ZEROS})))[0] == "errors.too_dense"


def test_every_cut_of_an_archive_ends_in_a_reading_or_one_clear_error() -> None:
    whole = [
        zipped({"a": b"hola" * 50, "b": bytes(range(256))}, comment=b"c"),
        tarred({"a": b"hola" * 50}),
        gzip.compress(tarred({"a": b"hola" * 50})),
        sevenzipped({"a": b"hola" * 50}),
        looped_disc(),
    ]
    for data in whole:
        for cut in range(0, len(data), max(1, len(data) // 60)):
            kind_of(data[:cut])
            code, outlet, _ = outcome(data[:cut])
            assert code == "read" or code.startswith(("archive.", "errors."))
            assert len(outlet.complete) == len(outlet.names)


def test_changed_bytes_end_in_a_reading_or_one_clear_error() -> None:
    whole = [
        zipped({"a": b"hola" * 50, "b": bytes(range(256))}),
        tarred({"a": b"hola" * 50}),
        sevenzipped({"a": b"hola" * 50}),
        program(zipped({"a": b"hola" * 50})),
    ]
    for data in whole:
        for place in range(0, len(data), max(1, len(data) // 40)):
            for value in (0xFF, data[place] ^ 1):
                changed = data[:place] + bytes([value]) + data[place + 1 :]
                kind_of(changed)
                code, outlet, _ = outcome(changed)
                assert code == "read" or code.startswith(("archive.", "errors."))
                assert len(outlet.complete) == len(outlet.names)


def test_the_bound_on_all_bytes_is_kept_by_honest_archives_too() -> None:
    with pytest.raises(BoundExceededError) as caught:
        unpacked(zipped({"a": bytes(1000), "b": bytes(1000)}), member_bytes=1500)
    assert caught.value.code == "errors.too_large"
