"""manifest.json: every file found, how it ended and why (`docs/reference/manifest.schema.json`).

JSON can't hold a file name that is not UTF-8. Such a name's `path` shows the bytes in question as `\\xE9`, and
`path_base64` holds the name's bytes as they are; it is there only where `path` is not exact. Elsewhere a lone surrogate
becomes U+FFFD. Dates keep their precision. Another child's name is first letters, its birth date a year. `counts` is
counted from the files themselves, so that it adds up (law 1).
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import orjson

from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Ended, Json, PersonNamed, Remark
from consilium.knowledge.catalog import Catalog
from consilium.writers.otherchild import guarded, names_told, person_unnamed, without_name

NAME = "manifest.json"
FORMAT = "consilium.packet"
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One input file or archive member. `size` and `sha256` (hex) are None where its bytes could not be had.

    `packet_path` is its copy in the packet; `same_as` the path of the file of which it is a duplicate.
    """

    path: str
    ended: Ended
    size: int | None = None
    sha256: str | None = None
    reader: str = ""
    format: str = ""
    category: Category | None = None
    document_date: PartialDate | None = None
    institution: str = ""
    patient: PersonNamed | None = None
    reasons: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    packet_path: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What the manifest is of: the case's id, the program's version and the time of writing, passed in."""

    case_id: str
    program_version: str
    made_on: datetime


def manifest(files: Iterable[FileEntry], about: About, words: Catalog) -> bytes:
    """The manifest as UTF-8 JSON. Reasons and remarks are said in the catalog's language."""
    return to_json(document(files, about, words))


def to_json(document: dict[str, Json]) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def document(files: Iterable[FileEntry], about: About, words: Catalog) -> dict[str, Json]:
    """The manifest as plain data."""
    entries = _unnamed(list(files))
    ends = Counter(entry.ended for entry in entries)
    counts: dict[str, Json] = {"files_found": len(entries), **{ended.value: ends[ended] for ended in Ended}}
    listed: list[Json] = [file_entry(entry, words) for entry in entries]
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "case": _text(about.case_id),
        "program": {"name": "consilium", "version": _text(about.program_version)},
        "made_on": about.made_on.isoformat(timespec="seconds"),
        "language": words.language,
        "counts": counts,
        "files": listed,
    }


def _unnamed(entries: list[FileEntry]) -> list[FileEntry]:
    """The entries, those of another child and their copies without its name, whole birth date, sex and numbers: the
    packet may be sent on."""
    others = {entry.path: entry for entry in entries if entry.ended is Ended.OTHER_CHILD}
    return [
        _without_names(entry, others[first]) if (first := entry.same_as or entry.path) in others else entry
        for entry in entries
    ]


def _without_names(entry: FileEntry, first: FileEntry) -> FileEntry:
    names = names_told(first.patient, first.reasons)
    path, same_as = entry.path, entry.same_as
    for name in names:
        path, same_as = without_name(path, name), without_name(same_as, name)
    return replace(
        entry,
        path=path,
        same_as=same_as,
        patient=person_unnamed(entry.patient) if entry.patient else None,
        reasons=tuple(map(guarded, entry.reasons)),
        remarks=tuple(map(guarded, entry.remarks)),
    )


def file_entry(entry: FileEntry, words: Catalog) -> dict[str, Json]:
    """One file. What is not known is null, never left out."""
    return {
        **_path(entry.path),
        "size": entry.size,
        "sha256": entry.sha256,
        "ended": entry.ended.value,
        "reader": _text(entry.reader) or None,
        "format": _text(entry.format) or None,
        "category": entry.category.value if entry.category else None,
        "document_date": str(entry.document_date) if entry.document_date else None,
        "institution": _text(entry.institution) or None,
        "patient": _patient(entry.patient) if entry.patient else None,
        "reasons": _remarks(entry.reasons, words),
        "remarks": _remarks(entry.remarks, words),
        "packet_path": _text(entry.packet_path) or None,
        "same_as": _path(entry.same_as)["path"] if entry.same_as else None,
    }


def _patient(person: PersonNamed) -> dict[str, Json]:
    """The patient as the file names them."""
    return {
        "name": _text(person.text),
        "birth_date": str(person.birth_date) if person.birth_date else None,
        "sex": _text(person.sex) or None,
        "numbers": [{"value": _text(n.value), "issuer": _text(n.issuer) or None} for n in person.numbers],
    }


def _remarks(remarks: Iterable[Remark], words: Catalog) -> list[Json]:
    return [{"code": _text(remark.code), "text": words.remark(remark)} for remark in remarks]


def _text(text: str) -> str:
    """The text with lone surrogates, which UTF-8 has no place for, as U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not _is_exact(text) else text


def _path(path: str) -> dict[str, Json]:
    if _is_exact(path):
        return {"path": path}
    return {"path": "".join(_path_char(char) for char in path), "path_base64": base64.b64encode(_raw(path)).decode()}


def _path_char(char: str) -> str:
    """`\\xE9` for a byte that is not UTF-8 (PEP 383); U+FFFD for any other lone surrogate."""
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02X}"
    return _text(char)


def _raw(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that no file system gave us
        return path.encode("utf-8", "surrogatepass")


def _is_exact(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)
