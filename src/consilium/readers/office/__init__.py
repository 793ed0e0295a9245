"""Office files: DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF; DOC, XLS, PPT of before 2007 are recognized and not read.

`facts`: {"properties": {title, author, created, ...}, "tables": [[[cell, ...], ...], ...]}; for XLSX "sheets", see
`spreadsheet`. Embedded files and large pictures are handed on. A file that is cut off is read as far as it goes; a
table whose words are behind the cut, and a file whose text is, are refused by name ("office-damaged").
"""

from __future__ import annotations

from dataclasses import replace

import olefile

from consilium.domain.errors import BoundExceededError, PasswordNeededError, UnreadableError
from consilium.domain.records import Reading, Remark
from consilium.readers import headed, prose, richtext, typewritten
from consilium.readers.contract import Context, Probe, Source, opened, whole
from consilium.readers.office import opendocument, slides, spreadsheet, wordprocessing
from consilium.readers.office.container import Container

FORMATS = (
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "rtf",
    "doc",
    "xls",
    "ppt",
    "xlsb",
    "office-encrypted",
    "office-damaged",
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_ENTRIES = (
    b"[Content_Types].xml",
    b"_rels/",
    b"docProps/",
    b"word/",
    b"xl/",
    b"ppt/",
    b"mimetype",
    b"customXml/",
)
_MAIN_TYPES = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"ms-word.document.macroEnabled.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsx"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    (b"presentationml.presentation.main+xml", "pptx"),
    (b"presentationml.slideshow.main+xml", "pptx"),
)
_MAIN_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_BOOK, _LINKS, _STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
_OPENDOCUMENT = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp", b"text-template": "odt"}
_OLE_STREAMS = (
    ("EncryptedPackage", "office-encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)


def sniff(probe: Probe) -> str | None:
    """Zip-based formats by `[Content_Types].xml` or `mimetype`, OLE2 ones by their streams, RTF by its first group."""
    head = probe.head
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(OLE):
        return _ole_format(probe.source)
    if head.startswith(b"PK\x03\x04") and head[30:60].startswith(_FIRST_ENTRIES):
        return _zip_format(probe.source)
    return None


def _zip_format(source: Source) -> str | None:
    try:
        container = Container(source)
        kind = (container.part("mimetype") or b"").strip()
        if kind.startswith(b"application/vnd.oasis.opendocument."):
            return _OPENDOCUMENT.get(kind.rsplit(b".", 1)[-1])
        types = container.part("[Content_Types].xml") or b""
    except UnreadableError:
        return None
    found = next((name for sign, name in _MAIN_TYPES if sign in types), None)
    return found or (_cut_format(container) if container.cut_off else None)


def _cut_format(container: Container) -> str | None:
    """What a file without its directory was: by the parts that are left."""
    names = container.names()
    found = next((kind for name, kind in _MAIN_PARTS if name in names), None)
    return found or ("office-damaged" if names[0] == "[Content_Types].xml" else None)


def _ole_format(source: Source) -> str | None:
    try:
        with olefile.OleFileIO(opened(source)) as ole:
            return next((name for stream, name in _OLE_STREAMS if ole.exists(stream)), None)
    except (OSError, ValueError, IndexError, TypeError, KeyError):
        return None


def read(source: Source, context: Context) -> Reading:
    """All text of an office file. Raises UnreadableError, PasswordNeededError and BoundExceededError."""
    name = sniff(Probe(source))
    if name == "office-encrypted":
        raise PasswordNeededError("documents.password_needed")
    if name == "rtf":
        return _rich_text(source)
    if name in ("doc", "xls", "ppt", "xlsb"):
        raise UnreadableError("documents.old_office", kind=name)
    container = Container(source)
    if container.cut_off:
        return _cut_off(container, context, name)
    return _read(container, context, name)


def _read(container: Container, context: Context, name: str | None) -> Reading:
    if name == "docx":
        return wordprocessing.read(container, context)
    if name == "xlsx":
        return spreadsheet.read(container, context)
    if name == "pptx":
        return slides.read(container, context)
    if name in ("odt", "ods", "odp"):
        return opendocument.read(container, context, name)
    raise UnreadableError("documents.office_damaged")


def _cut_off(container: Container, context: Context, name: str | None) -> Reading:
    """What is left of a file that is cut off. Numbers of a table whose words are lost would say nothing, or lies."""
    if name == "xlsx" and not _has_its_words(container):
        raise UnreadableError("documents.office_cut_off", kind=name)
    try:
        reading = _read(container, context, name)
    except (BoundExceededError, PasswordNeededError):
        raise
    except UnreadableError as error:
        raise UnreadableError("documents.office_cut_off", kind=name or "office-damaged") from error
    if not reading.text.strip():
        raise UnreadableError("documents.office_cut_off", kind=reading.format)
    return replace(reading, remarks=(*reading.remarks, Remark("documents.office_cut_off_read")))


def _has_its_words(container: Container) -> bool:
    """Whether a workbook's list of sheets is there, and the words that its cells point to, where it has such a list."""
    if not (container.whole(_BOOK) and container.whole(_LINKS)):
        return False
    return container.whole(_STRINGS) or b"sharedStrings" not in (container.part(_LINKS) or b"")


def _rich_text(source: Source) -> Reading:
    data = whole(source, richtext.MOST_BYTES)
    text = richtext.text_of(data)
    remarks = [Remark("documents.pictures_not_read")] if richtext.has_pictures(data) else []
    if not data.rstrip(b"\x00\r\n \x1a").endswith(b"}"):
        remarks.append(Remark("documents.cut_off"))
    return Reading(
        format="rtf",
        language=prose.language(headed.plain(text)),
        pages=typewritten.pages(text),
        remarks=tuple(remarks if text.strip() else [*remarks, Remark("documents.no_text")]),
    )
