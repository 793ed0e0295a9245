"""Documents made for tests, in their real formats. All people in them are invented."""

from __future__ import annotations

import io
import struct
import zipfile
from itertools import pairwise

import cv2
import docx
import numpy as np
import openpyxl
import pikepdf
import pypdfium2
import typst
from numpy.typing import NDArray
from PIL import Image

from consilium.domain.records import Reading
from consilium.readers.contract import Bounds, Collected, Context, MemorySource, Probe, Reader

REPORT = (
    "Hospital Infantil Ejemplo · Oncología Pediátrica",
    "Paciente: Muestra Ejemplo, Sofía Núñez",
    "Fecha de nacimiento: 14/05/2011",
    "Diagnóstico: Linfoma de Hodgkin clásico, estadio IIB.",
    "Hemoglobina 9,8 g/dL. Plaquetas 512 x10^9/L.",
    "La niña presentó fiebre de 38,7 grados y sudoración nocturna.",
)


def read(reader: Reader, data: bytes, **rest: object) -> tuple[Reading, Collected]:
    """The reading of bytes and what was handed on; `path`, `passwords` and `bounds` as in `Context`."""
    outlet = Collected()
    return reader.read(MemorySource(data), Context(outlet, len(data), **rest)), outlet  # type: ignore[arg-type]


def sniff(reader: Reader, data: bytes, name: str = "") -> str | None:
    return reader.sniff(Probe(MemorySource(data), name))


def codes(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.remarks}


def tight(**bounds: int) -> Bounds:
    return Bounds(**bounds)  # type: ignore[arg-type]


def pdf(body: str, title: str = "") -> bytes:
    """A typed PDF of Typst markup, in a font that is on every system that Typst runs on."""
    head = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 11pt, font: "Libertinus Serif")\n'
    named = f"#set document(title: [{title}], date: datetime(year: 2024, month: 3, day: 11))\n" if title else ""
    return bytes(typst.compile((named + head + body).encode()))


def report_pdf(lines: tuple[str, ...] = REPORT) -> bytes:
    return pdf("".join(f"#text({typst_string(line)})\\\n" for line in lines))


def typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def rendered(data: bytes, dots: int = 150, page: int = 0) -> NDArray[np.uint8]:
    document = pypdfium2.PdfDocument(data)
    try:
        return np.array(document[page].render(scale=dots / 72, rev_byteorder=True).to_numpy()[:, :, :3])
    finally:
        document.close()


def paper(lines: tuple[str, ...] = REPORT, dots: int = 120) -> NDArray[np.uint8]:
    """A picture of a typed page, cropped to its upper part."""
    shown = rendered(report_pdf(lines), dots)
    return shown[: int(shown.shape[0] * 0.32)]


def photographed(page: NDArray[np.uint8], skew: float = 0.0, turns: int = 0) -> NDArray[np.uint8]:
    """A page as a telephone sees it: on a table, skewed, in perspective, unevenly lit, noisy, turned by quarters."""
    chance = np.random.default_rng(7)
    edge = page.shape[1] // 12
    table = (110, 90, 70)
    page = cv2.copyMakeBorder(page, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=table)
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(height * sine + width * cosine), int(height * cosine + width * sine)
    matrix[:, 2] += (wide / 2 - width / 2, high / 2 - height / 2)
    seen = cv2.warpAffine(page, matrix, (wide, high), borderValue=table)
    corners = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
    pushed = corners + np.float32([[0.02, 0.01], [-0.01, 0], [0, 0], [0, -0.01]]) * wide
    seen = cv2.warpPerspective(seen, cv2.getPerspectiveTransform(corners, pushed), (wide, high), borderValue=table)
    across, down = np.meshgrid(np.linspace(0, 1, wide), np.linspace(0, 1, high))
    light = 1.0 - 0.4 * np.hypot(across - 0.3, down - 0.3)
    lit = seen * light[:, :, None] + chance.normal(0, 5, seen.shape)
    return np.ascontiguousarray(np.rot90(lit.clip(0, 255).astype(np.uint8), turns))


def faxed(page: NDArray[np.uint8]) -> Image.Image:
    """One bit a pixel, half as many lines as columns (204 x 98 dots an inch), with specks."""
    gray = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    low = cv2.resize(gray, (gray.shape[1], gray.shape[0] // 2), interpolation=cv2.INTER_AREA).astype(float)
    noisy = low + np.random.default_rng(3).normal(0, 20, low.shape)
    return Image.fromarray(((noisy > 150) * 255).astype(np.uint8)).convert("1")


def slice_picture() -> NDArray[np.uint8]:
    """A round body with organs on black, as viewers export a CT slice: no text."""
    down, across = np.mgrid[:384, :384]
    body = (np.hypot(across - 192, (down - 192) * 1.3) < 150) * 120
    spine = (np.hypot(across - 192, down - 250) < 25) * 100
    noise = np.random.default_rng(0).normal(0, 6, body.shape)
    return (body + spine + noise).clip(0, 255).astype(np.uint8)


def encoded(image: Image.Image | NDArray[np.uint8], name: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    shown = image if isinstance(image, Image.Image) else Image.fromarray(image)
    shown.save(buffer, name, **options)
    return buffer.getvalue()


def scanned_pdf(*pages: NDArray[np.uint8], dots: int = 150) -> bytes:
    images = [Image.fromarray(page) for page in pages]
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", resolution=dots, save_all=True, append_images=images[1:])
    return buffer.getvalue()


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def word(lines: tuple[str, ...] = REPORT) -> bytes:
    document = docx.Document()
    document.core_properties.title = "Informe"
    document.sections[0].header.paragraphs[0].text = "Hospital Infantil Ejemplo HC 00482913"
    document.sections[0].footer.paragraphs[0].text = "Página uno"
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("LDH", "618", "U/L"), ("VSG", "74", "mm/h")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def edited(data: bytes, part: str, change: tuple[str, str]) -> bytes:
    """A zip-based file with one part's text changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                assert change[0].encode() in content
                content = content.replace(change[0].encode(), change[1].encode(), 1)
            new.writestr(name, content)
    return buffer.getvalue()


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Hemograma"
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opendocument(content: str, kind: str = "text", manifest: str = "", before: str = "") -> bytes:
    """An OpenDocument file of a body's XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    body = f"<office:document-content {spaces}><office:body><office:{kind}>{content}</office:{kind}></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        container.writestr("content.xml", f"<?xml version='1.0'?>{before}{body}</office:document-content>")
        container.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return buffer.getvalue()


SECTOR, MINI, END, FREE, FAT_SECTOR, NONE = 512, 64, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file ([MS-CFB] version 3) of streams by path (`storage/stream`); small ones in the mini stream."""
    entries: list[list[object]] = [["Root Entry", 5, NONE, END, 0]]
    index = {"": 0}
    children: dict[int, list[int]] = {0: []}
    for path in sorted(streams):
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            if name not in index:
                index[name] = len(entries)
                children[len(entries)] = []
                children[index["/".join(parts[: depth - 1])]].append(len(entries))
                entries.append([parts[depth - 1], 2 if name in streams else 1, NONE, END, 0])
    mini, mini_fat, body, fat = bytearray(), [], bytearray(), []  # type: ignore[var-annotated]

    def chain(store: bytearray, table: list[int], size: int, data: bytes) -> int:
        start, count = len(table), -(-len(data) // size)
        store += data.ljust(count * size, b"\0")
        table += [*range(start + 1, start + count), END] if count else []
        return start if count else END

    for path, data in streams.items():
        small = len(data) < 4096
        start = chain(mini, mini_fat, MINI, data) if small else chain(body, fat, SECTOR, data)
        entries[index[path]][3:] = [start, len(data)]
    entries[0][3:] = [chain(body, fat, SECTOR, bytes(mini)), len(mini)]
    mini_start = chain(body, fat, SECTOR, struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    directory = b"".join(_entry(entry, children.get(number, []), entries) for number, entry in enumerate(entries))
    directory_start = chain(body, fat, SECTOR, directory)
    count = next(n for n in range(1, 100) if n * 128 >= len(fat) + n)
    fat_start = len(fat)
    table = [*fat, *[FAT_SECTOR] * count]
    body += struct.pack(f"<{count * 128}I", *table, *[FREE] * (count * 128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    mini_sectors = -(-len(mini_fat) // 128)
    head += struct.pack("<IIIIIIIIII", 0, count, directory_start, 0, 4096, mini_start, mini_sectors, END, 0, fat_start)
    head += struct.pack(f"<{108}I", *range(fat_start + 1, fat_start + count), *[FREE] * (109 - count))
    return head + bytes(body)


def _entry(entry: list[object], children: list[int], entries: list[list[object]]) -> bytes:
    """A directory entry; the children of a storage are a chain of right siblings, in the order of the format."""
    name, kind, _, start, size = entry
    ordered = sorted(children, key=lambda number: (len(str(entries[number][0])), str(entries[number][0]).upper()))
    for one, other in pairwise(ordered):
        entries[one][2] = other
    wide = str(name).encode("utf-16-le")
    first = ordered[0] if ordered else NONE
    head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
    return head + struct.pack("<III", NONE, entry[2], first) + bytes(36) + struct.pack("<IQ", start, size)


def outlook(streams: dict[str, bytes], sent: int = 0) -> bytes:
    """An Outlook message of property streams by tag and type (`0037001F`), or `attachment/tag`."""
    fixed = bytes(32) + (struct.pack("<HHIQ", 0x40, 0x0039, 6, sent) if sent else b"")
    paths = {"__properties_version1.0": fixed}
    for key, data in streams.items():
        *folders, tag = key.split("/")
        leaf = tag if tag.startswith("__") else f"__substg1.0_{tag}"
        paths["/".join([*folders, leaf])] = data
    return compound(paths)
