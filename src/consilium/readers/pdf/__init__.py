"""PDF (ISO 32000): typed pages by their text layer, scanned ones by recognition, each page on its own.

`facts`: {"pages": number of pages in the file, "info": {Title, Author, Producer, ...: text}, "version": "1.7"}.
Filled-in fields and typed notes stand among the page's lines, where they are; comments at its end.
Boxes are fractions of the page turned by the nearest quarter of `turned`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from consilium.domain.errors import BoundExceededError, PasswordNeededError, UnreadableError
from consilium.domain.records import Line, Page, Reading, Remark
from consilium.readers import prose, recognition, shrunk
from consilium.readers.contract import Context, Probe, Source, opened
from consilium.readers.lines import NOWHERE
from consilium.readers.pdf import salvage, scanned, structure, traps, typed
from consilium.readers.pdf.parted import parted
from consilium.readers.pdf.structure import Filled, Structure
from consilium.readers.pdf.typed import Sheet, Word

__all__ = ["FORMATS", "parted", "picture", "read", "sniff"]

FORMATS = ("pdf",)

_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_MOST_BROKEN = 50
# PDFium keeps what it parsed of each page until the document closes: 1.6 GB of a chart of 10,000 pages.
_PAGES_KEPT = 250
_NO_TITLE = re.compile(r"^(untitled|sin t[ií]tulo|document\d*|microsoft word.*|print.*|scan.*|.*\.\w{2,4})$", re.I)


def sniff(probe: Probe) -> str | None:
    """`%PDF-` within the first 1,024 bytes, as viewers have it (ISO 32000-1 Annex H, note 13)."""
    head = probe.head[: 1024 + 5]
    place = head.find(b"%PDF-")
    # A DICOM file or a message may hold a PDF early on; its own reader is asked by its own signature.
    return "pdf" if place == 0 or (place > 0 and not _other(head)) else None


def _other(head: bytes) -> bool:
    return head[128:132] == b"DICM" or head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"II*\x00", b"MM\x00*"))


def read(source: Source, context: Context) -> Reading:
    """All text of a PDF. Raises PasswordNeededError, UnreadableError, and BoundExceededError for a bomb."""
    document, password, remarks = _opened(source, context)
    reader = _Reader(document, context, _beside(source, password, len(document), context), remarks)
    if not any(remark.code == "documents.pdf_repaired" for remark in remarks):
        reader.again = lambda: pypdfium2.PdfDocument(opened(source), password=password or None)
    try:
        return reader.reading()
    finally:
        reader.document.close()


def picture(source: Source, context: Context) -> None:
    """The wanted page."""
    document, _, _ = _opened(source, context)
    try:
        page = document[context.wanted.page - 1]
        sheet = typed.sheet_of(page)
        scale = context.wanted.side / max(1.0, sheet.width, sheet.height)
        shown = Image.fromarray(scanned.rendered(page, scale * 2))
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise UnreadableError("documents.pdf_damaged") from error
    finally:
        document.close()
    shrunk.hand_on(shown, context)


def _opened(source: Source, context: Context) -> tuple[Any, str, list[Remark]]:
    """The open document, the password that opened it, and what was odd about it."""
    traps.check(source, context)
    remarks = [] if b"%%EOF" in source.read_at(max(0, source.size - 2048), 2048) else [Remark("documents.pdf_cut_off")]
    refused = False
    for password in ("", *context.passwords):
        try:
            document = pypdfium2.PdfDocument(opened(source), password=password or None)
        except pypdfium2.PdfiumError as error:
            refused = refused or error.err_code == _WRONG_PASSWORD
            if error.err_code != _WRONG_PASSWORD:
                break
            continue
        if len(document) > 0:
            return document, password, remarks
        document.close()
        break
    if refused:
        raise PasswordNeededError("documents.password_needed")
    return _repaired(source), "", [Remark("documents.pdf_repaired")]


def _repaired(source: Source) -> Any:
    """A document that PDFium refuses, rebuilt from its objects by qpdf, or from its pages alone."""
    for rebuilt in (salvage.by_objects, salvage.by_pages):
        try:
            document = pypdfium2.PdfDocument(rebuilt(source))
        except pikepdf.PasswordError as error:
            raise PasswordNeededError("documents.password_needed") from error
        except (*structure.DAMAGE, pypdfium2.PdfiumError):
            continue
        if len(document) > 0:
            return document
        document.close()
    raise UnreadableError("documents.pdf_damaged")


def _beside(source: Source, password: str, pages: int, context: Context) -> Structure:
    try:
        with pikepdf.open(opened(source), password=password) as pdf:
            return structure.structure_of(pdf, min(pages, context.bounds.pages), context)
    except BoundExceededError:
        raise
    except structure.DAMAGE:
        return Structure(remarks=[Remark("documents.pdf_part_unreadable")])


@dataclass
class _Reader:
    document: Any
    context: Context
    beside: Structure
    remarks: list[Remark]
    pages: list[Page] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    recognized: int = 0
    hidden: int = 0
    chars: int = 0
    again: Callable[[], Any] | None = None  # opens the document once more

    def reading(self) -> Reading:
        total = len(self.document)
        self._read_pages(min(total, self.context.bounds.pages))
        if total > self.context.bounds.pages:
            self.remarks.append(Remark("documents.pages_beyond_bound", {"read": len(self.pages), "pages": total}))
        self._say_what_happened()
        info = self.beside.info
        title = info.get("Title", "")
        text = "\n".join(page.text for page in self.pages)
        return Reading(
            format="pdf",
            title="" if _NO_TITLE.match(title[:200]) else title,
            dates=structure.dates_of(info),
            language=prose.language(text),
            pages=tuple(self.pages),
            facts={"pages": total, "info": dict(info), "version": _version(self.document)},
            remarks=_once([*self.remarks, *self.beside.remarks]),
        )

    def _read_pages(self, count: int) -> None:
        for number in range(count):
            if self.chars > self.context.bounds.text_chars or len(self.broken) > _MOST_BROKEN:
                self.remarks.append(Remark("documents.pages_beyond_bound", {"read": number, "pages": count}))
                return
            self.context.alive()
            if number and number % _PAGES_KEPT == 0 and self.again is not None:
                self.document.close()
                self.document = self.again()
            try:
                page = self._page(number)
            except (pypdfium2.PdfiumError, ValueError) as error:
                if isinstance(error, UnreadableError):
                    raise
                self.broken.append(number + 1)
                page = Page(number + 1, origin="none")
            self.chars += sum(len(line.text) for line in page.lines)
            self.pages.append(page)

    def _page(self, number: int) -> Page:
        page = self.document[number]
        try:
            sheet = typed.sheet_of(page)
            words = typed.words_of(page, sheet, look_for_hidden=True)
            words += [word for filled in self.beside.filled.get(number, []) for word in _placed(filled, sheet)]
            if scanned.needs_recognition(page, sheet, words):
                return self._recognized(number, page, sheet, words)
            return self._typed(number, sheet, words)
        finally:
            page.close()

    def _typed(self, number: int, sheet: Sheet, words: list[Word]) -> Page:
        hidden = sum(word.hidden for word in words) * 2 > len(words)
        self.hidden += hidden
        quarter = typed.main_quarter(words)
        width, height = (sheet.width, sheet.height) if quarter % 2 == 0 else (sheet.height, sheet.width)
        lines = (*typed.lines_of(words, sheet), *self._comments(number))
        origin = "ocr" if hidden else "typed" if lines else "none"
        return Page(number + 1, lines, width, height, origin, turned=-90.0 * quarter % 360)

    def _recognized(self, number: int, page: Any, sheet: Sheet, words: list[Word]) -> Page:
        try:
            seen = recognition.recognize(scanned.picture_of(page, sheet), self.context.languages, self.context.alive)
        except UnreadableError as error:
            # Without models the typed pages are still worth having.
            self.remarks.append(error.remark)
            return self._typed(number, sheet, words)
        typed_chars = sum(len(word.text) for word in words)
        if scanned.sound(words) and seen.chars <= typed_chars:
            return self._typed(number, sheet, words)
        self.recognized += 1
        quarter = round(seen.turned / 90) % 2
        width, height = (sheet.width, sheet.height) if not quarter else (sheet.height, sheet.width)
        lines = (*seen.lines, *self._comments(number))
        return Page(number + 1, lines, width, height, "ocr" if lines else "none", seen.turned)

    def _comments(self, number: int) -> list[Line]:
        notes = [filled.text for filled in self.beside.filled.get(number, []) if filled.kind == "note"]
        return [Line(text, NOWHERE) for text in prose.lines(notes)]

    def _say_what_happened(self) -> None:
        if self.recognized:
            self.remarks.append(Remark("documents.pages_recognized", {"pages": self.recognized}))
            if recognition.hard_to_read(line for page in self.pages for line in page.lines):
                self.remarks.append(Remark("documents.hard_to_read"))
        if self.hidden:
            self.remarks.append(Remark("documents.hidden_text_used", {"pages": self.hidden}))
        if self.broken:
            self.remarks.append(
                Remark("documents.pages_unreadable", {"pages": len(self.broken), "first": self.broken[0]})
            )
        if not any(page.lines for page in self.pages):
            self.remarks.append(Remark("documents.no_text"))


def _placed(filled: Filled, sheet: Sheet) -> list[Word]:
    """A field's value as words in its rectangle, line by line, each given its share of the width."""
    if filled.kind == "note":
        return []
    left, bottom, right, top = filled.rect
    words = []
    lines = prose.lines([filled.text])
    for row, text in enumerate(lines):
        high = top - (top - bottom) * row / len(lines)
        low = top - (top - bottom) * (row + 1) / len(lines)
        step, place = (right - left) / max(1, len(text)), 0
        for word in text.split():
            start = left + step * place
            words.append(Word(word, sheet.box(start, low, start + step * len(word), high)))
            place += len(word) + 1
    return words


def _version(document: Any) -> str:
    version = document.get_version()
    return f"{version // 10}.{version % 10}" if version else ""


def _once(remarks: list[Remark]) -> tuple[Remark, ...]:
    return tuple({remark.code: remark for remark in remarks}.values())
