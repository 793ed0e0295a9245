"""What a PDF holds beside its pages' content: information, filled-in fields, notes and embedded files (by pikepdf).

ISO 32000-1: document information 14.3.3, interactive forms 12.7, annotations 12.5, embedded files 7.11.4.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pikepdf

from consilium.domain.dates import PartialDate
from consilium.domain.errors import BoundExceededError
from consilium.domain.records import Citation, DateRole, DateSeen, Remark
from consilium.readers import prose
from consilium.readers.contract import Context, Member
from consilium.readers.embedded import member_name

MOST_FILES = 2_000
MOST_NOTES_PER_PAGE = 2_000
_CHUNK = 1 << 20
_DEPTH = 32
_MOST_NODES = 200_000
_CHECKED = "[x]"
# What a damaged or hostile structure makes pikepdf raise; MemoryError and its like pass on to the worker.
DAMAGE = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Filled:
    """Text that someone put on a page: a field's value or a note. `rect` is in page space: left, bottom, right, top."""

    text: str
    rect: tuple[float, float, float, float]
    kind: str


@dataclass(slots=True)
class Structure:
    """What stands beside the pages; `filled` by page, counted from 0."""

    info: dict[str, str] = field(default_factory=dict)
    filled: dict[int, list[Filled]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def structure_of(pdf: pikepdf.Pdf, pages: int, context: Context) -> Structure:
    """Everything beside the pages of an open document; embedded files go to `context.member`."""
    found = Structure()
    for part in (_add_info, _add_files, _add_form_kind):
        try:
            part(pdf, found, context)
        except BoundExceededError:
            raise
        except DAMAGE:
            found.remarks.append(Remark("documents.pdf_part_unreadable"))
    _add_filled(pdf, found, pages, context)
    return found


def dates_of(info: dict[str, str]) -> tuple[DateSeen, ...]:
    """Dates of the file itself. Weak: when a program wrote it, not when the record is from."""
    roles = (("CreationDate", DateRole.PRINTED), ("ModDate", DateRole.OTHER))
    return tuple(seen for name, role in roles if (seen := _date(name, info.get(name, ""), role)))


def _date(name: str, text: str, role: DateRole) -> DateSeen | None:
    try:
        value = PartialDate.from_digits(text.removeprefix("D:"))
    except ValueError:
        return None
    return DateSeen(role, value, Citation(text[:40], place=f"/Info/{name}"))


def _add_info(pdf: pikepdf.Pdf, found: Structure, _context: Context) -> None:
    names = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
    for name in names:
        value = pdf.docinfo.get(f"/{name}")
        text = " ".join(prose.clean(str(value)).split()) if isinstance(value, pikepdf.String) else ""
        if text:
            found.info[name] = text[:1000]


def _add_form_kind(pdf: pikepdf.Pdf, found: Structure, _context: Context) -> None:
    """XFA forms (12.7.8) keep their text in XML that only one viewer shows; the pages may say "please wait"."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        found.remarks.append(Remark("documents.pdf_dynamic_form"))


def _add_files(pdf: pikepdf.Pdf, found: Structure, context: Context) -> None:
    for count, (name, spec) in enumerate(pdf.attachments.items()):
        if count >= MOST_FILES:
            found.remarks.append(Remark("documents.embedded_files_beyond_bound", {"bound": MOST_FILES}))
            return
        try:
            _hand_on(spec.get_file(), spec.filename or name, context)
        except BoundExceededError:
            raise
        except (*DAMAGE, zlib.error):
            found.remarks.append(Remark("documents.embedded_file_unreadable"))


def _hand_on(file: Any, name: str, context: Context) -> None:
    media_type = str(file.mime_type or "")
    with context.member(member_name(prose.clean(name), media_type, "attachment"), media_type=media_type) as member:
        stream = file.obj
        if stream.get("/Filter") == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
            _inflate(stream.read_raw_bytes(), member)
        else:
            member.write(stream.read_bytes())


def _inflate(data: bytes, member: Member) -> None:
    """Inflate piece by piece, so that a bomb meets the bound and not the memory."""
    inflater = zlib.decompressobj()
    while data and not inflater.eof:
        member.write(inflater.decompress(data, _CHUNK))
        data = inflater.unconsumed_tail
    member.write(inflater.flush())


def _add_filled(pdf: pikepdf.Pdf, found: Structure, pages: int, context: Context) -> None:
    damaged = False
    try:
        for number, page in enumerate(islice(_pages(pdf.Root.get("/Pages")), pages)):
            context.alive()
            try:
                for filled in _on_page(page):
                    found.filled.setdefault(number, []).append(filled)
            except DAMAGE:
                damaged = True
    except DAMAGE:
        damaged = True
    if damaged:
        found.remarks.append(Remark("documents.pdf_part_unreadable"))


def _pages(root: Any) -> Iterator[Any]:
    """The pages of a page tree (7.7.3) in order, one by one: a list of all of them costs too much where they are many.

    A tree that is no tree (a node within itself) ends at a depth and number of nodes that no real one has.
    """
    branches = [iter([root])]
    for _ in range(_MOST_NODES):
        node = next(branches[-1], None)
        if node is None:
            branches.pop()
            if not branches:
                return
        elif isinstance(node, pikepdf.Dictionary) and "/Kids" not in node:
            yield node
        elif isinstance(node, pikepdf.Dictionary) and len(branches) < _DEPTH:
            branches.append(_kids(node))


def _kids(node: Any) -> Iterator[Any]:
    kids = node["/Kids"]
    return (kids[index] for index in range(len(kids))) if isinstance(kids, pikepdf.Array) else iter(())


def _on_page(page: Any) -> Iterator[Filled]:
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    for index in range(min(len(notes), MOST_NOTES_PER_PAGE)):
        note = notes[index]
        if isinstance(note, pikepdf.Dictionary):
            kind, text = _said(note)
            rect = [float(side) for side in note.get("/Rect", [])]
            if text and len(rect) == 4:
                left, right = sorted((rect[0], rect[2]))
                bottom, top = sorted((rect[1], rect[3]))
                yield Filled(text, (left, bottom, right, top), kind)


def _said(note: Any) -> tuple[str, str]:
    """Kind and text of an annotation: a field's value, or the words of a typed note or comment."""
    kind = str(note.get("/Subtype", ""))
    if kind == "/Widget":
        return "field", _value(note)
    if kind in ("/FreeText", "/Text", "/Highlight", "/Stamp", "/Underline", "/StrikeOut", "/Popup"):
        contents = note.get("/Contents")
        text = prose.clean(str(contents)) if isinstance(contents, pikepdf.String) else ""
        return ("typed" if kind == "/FreeText" else "note"), text.strip()
    return "", ""


def _value(widget: Any) -> str:
    kind, value = _inherited(widget, "/FT"), _inherited(widget, "/V")
    if kind == pikepdf.Name.Btn:
        state = widget.get("/AS")
        return _CHECKED if state is not None and state != pikepdf.Name.Off else ""
    if isinstance(value, pikepdf.Array):
        return ", ".join(prose.clean(str(part)) for part in value if isinstance(part, pikepdf.String))
    return prose.clean(str(value)).strip() if isinstance(value, pikepdf.String) else ""


def _inherited(field_: Any, key: str) -> Any:
    """A field's attribute, its own or its nearest parent's (12.7.3.1)."""
    for _ in range(_DEPTH):
        if key in field_:
            return field_[key]
        parent = field_.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        field_ = parent
    return None
