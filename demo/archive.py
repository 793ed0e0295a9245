"""Packing: a staged folder whose name ends in `!` becomes the archive of that name, innermost first.

`exports.zip!/older.zip!/letter.pdf` is staged under that very path and ends inside one file `exports.zip`.
Times in archives are the story's packing date; members are sorted; nothing of the machine gets in.
"""

from __future__ import annotations

import email
import gzip
import io
import tarfile
import zipfile
from email.policy import default
from functools import lru_cache
from pathlib import Path

MARK = "!"
_WHEN = (2026, 9, 14, 20, 15, 0)
_WHEN_SECONDS = 1789416900  # the same moment as seconds of Unix time


def zip_bytes(members: dict[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of members in the order given; those in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            packed.writestr(info, data, compresslevel=6)
    return out.getvalue()


def tar_gz_bytes(members: dict[str, bytes]) -> bytes:
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as packed:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = len(data), _WHEN_SECONDS, 0o644
            packed.addfile(info, io.BytesIO(data))
    return gzip.compress(plain.getvalue(), 6, mtime=0)


def pack_all(root: Path) -> None:
    """Replaces every staged folder `name!` below `root` by the archive `name`."""
    staged = [folder for folder in root.rglob(f"*{MARK}") if folder.is_dir()]
    for folder in sorted(staged, key=lambda path: (-len(path.parts), str(path))):
        _pack(folder)


def _pack(folder: Path) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    members = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    target = folder.with_name(folder.name.removesuffix(MARK))
    target.write_bytes(tar_gz_bytes(members) if target.name.endswith(".tar.gz") else zip_bytes(members))
    for path in sorted(folder.rglob("*"), key=lambda path: -len(path.parts)):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


@lru_cache(maxsize=4)
def content(root: Path, path: str) -> bytes:
    """The bytes of a file or of a member (`outer.zip!/inner`) below `root`, once everything is packed."""
    outer, _, inner = path.rpartition(f"{MARK}/")
    return (root / inner).read_bytes() if not outer else _member(outer, content(root, outer), inner)


def _member(outer: str, data: bytes, inner: str) -> bytes:
    if outer.endswith(".eml"):
        message = email.message_from_bytes(data, policy=default)
        found: bytes = next(part for part in message.iter_attachments() if part.get_filename() == inner).get_content()
        return found
    if outer.endswith(".tar.gz"):
        with tarfile.open(fileobj=io.BytesIO(data)) as packed:
            member = packed.extractfile(inner)
            return member.read() if member else b""
    with zipfile.ZipFile(io.BytesIO(data)) as unpacked:
        return unpacked.read(inner)
