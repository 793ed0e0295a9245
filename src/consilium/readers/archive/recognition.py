"""What kind of archive some bytes are, if any: by content, and for zips by what stands inside."""

from __future__ import annotations

from consilium.domain.errors import UnreadableError
from consilium.readers.archive import discs, programs, sevenzips, singles, tars, xdm
from consilium.readers.archive.zip_directory import LOCAL, Directory, Entry, directory, next_local
from consilium.readers.contract import HEAD_BYTES, MemorySource, Probe, Source

FORMATS = ("zip", "xdm", "tar", "gzip", "bzip2", "xz", "zstd", "7z", "iso", "udf", "sfx", "rar")
SNIFFED_MEMBERS = 200_000
_ZIP_STARTS = (LOCAL, b"PK\x05\x06", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")
# RAR 1.5 to 4, and 5: recognized so that a person hears what to do, and not opened.
_RAR_STARTS = (b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00")
_VCF = b"##fileformat=VCF"
_JAVA = "META-INF/MANIFEST.MF"


def sniff(probe: Probe) -> str | None:
    """The container's format by content; None for zips that are a document or a Java program."""
    return container(probe.source)


def container(source: Source) -> str | None:
    head = source.read_at(0, HEAD_BYTES)
    if head.startswith(_ZIP_STARTS):
        return _zip_kind(source, head)
    if head.startswith(sevenzips.MAGIC):
        return "7z"
    if head.startswith(_RAR_STARTS):
        return "rar"
    coding = singles.coding_of(head)
    if coding is not None:
        return _coded_kind(source, coding)
    if tars.is_header(head[: tars.BLOCK]):
        return "tar"
    if programs.is_program(head):
        return _program_kind(source)
    return _disc_kind(source)


def _coded_kind(source: Source, coding: str) -> str | None:
    begun = singles.first_bytes(source, coding)
    if begun.startswith(_VCF):
        return None  # bgzip: the variants' own reader takes it
    return "tar" if singles.holds_tar(begun) else coding


def _zip_kind(source: Source, head: bytes) -> str | None:
    entries = _entries(source, head)
    names = {entry.name for entry in entries}
    if "[Content_Types].xml" in names or _JAVA in names or _is_typed(head):
        return None
    return "xdm" if any(xdm.is_metadata(name) for name in names) else "zip"


def _entries(source: Source, head: bytes) -> list[Entry]:
    """The directory's entries, or those whose local headers stand in the head where there is no directory."""
    listing = _listing(source)
    if listing is not None:
        return list(listing.entries)
    found, position, begun = list[Entry](), 0, MemorySource(head)
    while (entry := next_local(begun, position)) is not None:
        found.append(entry)
        position = entry.offset + 30 + (entry.packed or 0)
    return found


def _listing(source: Source) -> Directory | None:
    try:
        return directory(source, SNIFFED_MEMBERS)
    except UnreadableError:
        return None


def _is_typed(head: bytes) -> bool:
    """OpenDocument and EPUB: a first member `mimetype`, stored, states an application's type (OCF 3.3)."""
    return head[26:30] == b"\x08\0\0\0" and head[30:50] == b"mimetypeapplication/"


def _program_kind(source: Source) -> str | None:
    listing = _listing(source)
    if listing is not None and listing.entries:
        is_java = any(entry.name == _JAVA for entry in listing.entries)
        return None if is_java else "sfx"
    return "sfx" if programs.sevenzip_start(source) is not None else None


def _disc_kind(source: Source) -> str | None:
    found = discs.descriptors(discs.sectors(source))
    if b"primary" in found:
        return "iso"
    return "udf" if b"NSR02" in found or b"NSR03" in found else None
