"""Archives and disc images: zip, tar, single compressed files, 7z, ISO 9660 and UDF, XDM, self-extracting programs.

Members go on with `context.member`, streamed; nothing is written to a disk and no member's name is ever a path.
`facts`: {"members": handed on, "bytes": their bytes, "comment": the archive's own, "label": a disc's,
"documents": {member: {...}} for XDM (`xdm`), "noted": {remark code: [member names]}}.
A member that can't be had (locked, method unknown, damaged) is handed on as far as it goes and ended as cut off; a
link, a device or a member whose bytes belong to another one is noted by name only. Archives within archives are the
caller's: each member is a file of its own.

Office documents, EPUB and Java programs are zips too and are not claimed here. A program with an archive behind it is:
the registry asks this reader before `litter`.
"""

from __future__ import annotations

from consilium.domain.errors import PasswordNeededError, UnreadableError
from consilium.domain.records import Json, Reading
from consilium.readers.archive import discs, programs, sevenzips, singles, tars, xdm
from consilium.readers.archive.recognition import FORMATS, container, sniff
from consilium.readers.archive.udf import UdfTree
from consilium.readers.archive.unpacking import Unpacking
from consilium.readers.archive.zip_directory import Directory, directory
from consilium.readers.archive.zips import ZipMembers
from consilium.readers.contract import HEAD_BYTES, Context, Source

_DAMAGE = ("archive.cut_off", "archive.directory_damaged", "archive.member_cut_off", "archive.member_damaged")

__all__ = ["FORMATS", "read", "sniff"]


def read(source: Source, context: Context) -> Reading:
    """Hand every member on. Raises PasswordNeededError where all are locked, BoundExceededError for bombs."""
    unpacking = Unpacking(context)
    reading = _read(source, unpacking)
    if not unpacking.members and any(remark.code in _DAMAGE for remark in reading.remarks):
        raise UnreadableError("archive.damaged")
    return reading


def _read(source: Source, unpacking: Unpacking) -> Reading:
    kind = container(source)
    if kind in ("zip", "xdm"):
        return _read_zip(source, unpacking, "")
    if kind == "7z":
        sevenzips.hand_on(source, unpacking)
        return unpacking.reading("7z")
    if kind == "sfx":
        return _read_program(source, unpacking)
    if kind in ("iso", "udf"):
        return _read_disc(discs.sectors(source), unpacking)
    if kind == "tar" or kind in singles.CODINGS:
        return _read_stream(source, unpacking)
    raise UnreadableError("archive.rar" if kind == "rar" else "archive.damaged")


def _read_program(source: Source, unpacking: Unpacking) -> Reading:
    start = programs.sevenzip_start(source)
    if start is None:
        return _read_zip(source, unpacking, "sfx")
    sevenzips.hand_on(programs.Behind(source, start), unpacking)
    return unpacking.reading("sfx")


def _read_zip(source: Source, unpacking: Unpacking, kind: str) -> Reading:
    listing = directory(source, unpacking.context.bounds.members)
    documents = _documents(source, listing, unpacking)
    media_types = {name: str(facts["mime_type"]) for name, facts in documents.items()}
    members = ZipMembers(source, unpacking, media_types)
    if listing is None or listing.damaged:
        unpacking.note("archive.directory_damaged")
        members.recover(0)
    else:
        members.hand_on(listing)
    facts: dict[str, Json] = {"comment": listing.comment if listing else ""}
    if documents:
        facts["documents"] = dict(documents)
    return unpacking.reading(kind or ("xdm" if documents else "zip"), facts)


def _documents(source: Source, listing: Directory | None, unpacking: Unpacking) -> dict[str, dict[str, Json]]:
    """The documents that XDM metadata describe, by member name."""
    members = ZipMembers(source, unpacking, {})
    found: dict[str, dict[str, Json]] = {}
    for entry in listing.entries if listing else ():
        if not xdm.is_metadata(entry.name):
            continue
        try:
            found.update(xdm.documents(members.content(entry, xdm.METADATA_BOUND), entry.name))
        except PasswordNeededError:
            continue
        except UnreadableError:
            unpacking.note("archive.xdm_metadata", entry.name)
    return found


def _read_stream(source: Source, unpacking: Unpacking) -> Reading:
    coding = singles.coding_of(source.read_at(0, HEAD_BYTES))
    if coding is None:
        tars.hand_on(tars.plain(source), unpacking)
        return unpacking.reading("tar")
    stream = singles.stream(source, coding)
    is_tar = singles.holds_tar(singles.first_bytes(source, coding))
    if is_tar:
        tars.hand_on(stream, unpacking)
    else:
        unpacking.member(singles.inner_name(source, coding, unpacking.context.path), stream)
    if stream.trailing:
        unpacking.note("archive.trailing_bytes")
    return unpacking.reading("tar" if is_tar else coding)


def _read_disc(source: Source, unpacking: Unpacking) -> Reading:
    """The ISO 9660 tree, or UDF's where that is alone or has more files (ISO 9660 can't hold every name and size)."""
    found = discs.descriptors(source)
    iso = _iso_tree(source, found)
    udf = _udf_tree(source, found, unpacking, alone=iso is None)
    iso_files = list(discs.joined(iso.files())) if iso else []
    udf_files = list(udf.files()) if udf else []
    tree, files = (udf, udf_files) if len(udf_files) > len(iso_files) else (iso, iso_files)
    discs.hand_on(source, iter(files), unpacking)
    if tree is not None and tree.cut_off:
        unpacking.note("archive.cut_off")
    kind = "udf" if tree is udf else "iso"
    return unpacking.reading(kind, {"label": tree.label if tree else ""})


def _iso_tree(source: Source, found: dict[bytes, bytes]) -> discs.IsoTree | None:
    """Rock Ridge's names where there are any, else Joliet's, else the plain ones."""
    if b"primary" not in found:
        return None
    primary = discs.IsoTree(source, found[b"primary"], joliet=False)
    if b"joliet" not in found or primary.has_rock_ridge():
        return primary
    return discs.IsoTree(source, found[b"joliet"], joliet=True)


def _udf_tree(source: Source, found: dict[bytes, bytes], unpacking: Unpacking, *, alone: bool) -> UdfTree | None:
    if b"NSR02" not in found and b"NSR03" not in found:
        return None
    try:
        return UdfTree(source)
    except UnreadableError as error:
        if alone:
            raise
        unpacking.note(error.code)
        return None
