"""A paper in one of its forms: printed to PDF, scanned, photographed, faxed, or written by an office program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo import mail, office, paper, photo
from demo.blocks import parse, sections
from demo.scale import Scale
from demo.seed import digest, generator
from demo.sheet import flow, sheet, text
from demo.story import Output, Paper, Story


@dataclass(frozen=True)
class Making:
    """What every maker gets: the story, its seed and the scale."""

    story: Story
    seed: int
    scale: Scale


def made(making: Making, item: Paper, output: Output) -> bytes:
    """The file's bytes."""
    return FORMS[output.form](making, item, output)


def as_pdf(making: Making, item: Paper, _output: Output) -> bytes:
    return paper.pdf(sheet(making.story, item), item.date)


def _locked(making: Making, item: Paper, output: Output) -> bytes:
    plain = as_pdf(making, item, output)
    return paper.locked(plain, output.options["password"], digest(making.seed, output.path)[:16])


def _scan(making: Making, item: Paper, output: Output) -> bytes:
    ppi = making.scale.scan_ppi
    return photo.scanned_pdf(paper.pages(sheet(making.story, item), ppi), ppi, generator(making.seed, output.path))


def _fax(making: Making, item: Paper, output: Output) -> bytes:
    pages = paper.pages(sheet(making.story, item), making.scale.fax_ppi)
    return photo.fax(pages, output.options["sender"], generator(making.seed, output.path))


def _photo(making: Making, item: Paper, output: Output) -> bytes:
    page = paper.pages(sheet(making.story, item), making.scale.photo_ppi)[output.options.get("page", 1) - 1]
    turned = output.options.get("turned", 0)
    picture = photo.photograph(page, generator(making.seed, output.path), making.scale.photo_side, turned)
    # `no_exif_turn`: the telephone did not know how it was held, so only the picture shows that it lies on its side.
    told = 0 if output.options.get("no_exif_turn") else turned
    return photo.jpeg(picture, output.options["taken"], told, quality=95)


def _cut_photo(making: Making, item: Paper, output: Output) -> bytes:
    whole = _photo(making, item, output)
    return whole[: int(len(whole) * 0.55)]


def _screenshot(making: Making, item: Paper, _output: Output) -> bytes:
    return photo.png(paper.pages(sheet(making.story, item), making.scale.scan_ppi)[0])


def _docx(making: Making, item: Paper, _output: Output) -> bytes:
    return office.docx(flow(making.story, item), item.title, item.signed, item.date)


def _odt(making: Making, item: Paper, _output: Output) -> bytes:
    return office.odt(flow(making.story, item), item.title, item.date)


def _rtf(making: Making, item: Paper, _output: Output) -> bytes:
    return office.rtf(flow(making.story, item))


def _html(making: Making, item: Paper, _output: Output) -> bytes:
    return office.html(flow(making.story, item), item.title, item.lang)


def _text(making: Making, item: Paper, _output: Output) -> bytes:
    return text(making.story, item).encode()


def _mail(making: Making, item: Paper, output: Output) -> bytes:
    head = {"from": output.options["from"], "to": output.options["to"], "subject": item.title}
    files = {entry["name"]: as_pdf(making, making.story.papers[entry["paper"]], output)
             for entry in output.options.get("attachments", [])}  # fmt: skip
    return mail.mail(head, item.body, item.date, files)


FORMS: dict[str, Callable[[Making, Paper, Output], bytes]] = {
    "pdf": as_pdf, "locked_pdf": _locked, "scan": _scan, "fax": _fax, "photo": _photo, "cut_photo": _cut_photo,
    "screenshot": _screenshot, "docx": _docx, "odt": _odt, "rtf": _rtf, "html": _html, "text": _text, "mail": _mail,
}  # fmt: skip


def report_sections(item: Paper, first: str) -> list[tuple[str, str]]:
    """A paper's headed texts, for formats that hold sections."""
    return sections(parse(item.body), first)
