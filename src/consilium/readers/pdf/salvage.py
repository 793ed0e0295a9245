"""Damaged PDFs made whole enough to open. What is rebuilt is only read; the original stays as it is."""

from __future__ import annotations

import io
import re
import warnings

import pikepdf

from consilium.readers.contract import Source, opened, whole

MOST_BYTES = 256 << 20
MOST_PAGES = 20_000
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \r\n]{1,3}(\d{1,5})[ \r\n]{1,3}obj\b")
_PAGE = re.compile(rb"/Type\s{0,4}/Page(?![A-Za-z])")
_DICTIONARY_BYTES = 4096
MOST_OBJECTS = 4_000_000  # PDFium reads no object of a higher number


def by_objects(source: Source) -> bytes:
    """The file rewritten by qpdf from the objects that it finds. Raises pikepdf.PdfError."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), pikepdf.open(opened(source)) as pdf:
        warnings.simplefilter("ignore")
        pdf.save(buffer)
    return buffer.getvalue()


def by_pages(source: Source) -> bytes:
    """The file with a new page tree over the page objects that are left: for files cut off before their trailer.

    Raises ValueError where no page object is left (ISO 32000-1 7.7.3.3).
    """
    data = whole(source, MOST_BYTES)
    kids, highest = _page_objects(data)
    if not kids:
        raise ValueError("no page is left")
    tree = b"<</Type/Pages/MediaBox[0 0 595 842]/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    parts = (
        data,
        b"\nendstream endobj\n%d 0 obj %s endobj" % (highest + 1, tree),
        b"\n%d 0 obj <</Type/Catalog/Pages %d 0 R>> endobj" % (highest + 2, highest + 1),
        b"\ntrailer <</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (highest + 2, highest + 3),
    )
    return b"".join(parts)


def _page_objects(data: bytes) -> tuple[list[bytes], int]:
    """References to page objects, and the highest object number."""
    kids: list[bytes] = []
    highest = 0
    for found in _OBJECT.finditer(data):
        highest = max(highest, min(int(found[1]), MOST_OBJECTS))
        dictionary = data[found.end() : found.end() + _DICTIONARY_BYTES].split(b"endobj")[0].split(b"stream")[0]
        if _PAGE.search(dictionary) and len(kids) < MOST_PAGES:
            kids.append(b"%s %s R" % found.groups())
    return kids, highest
