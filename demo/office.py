"""Documents of office programs and the web: DOCX, ODT, RTF, HTML, plain text. Written part by part, so always alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.sax.saxutils import escape

from demo.archive import zip_bytes
from demo.blocks import Block, plain

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def docx(blocks: Sequence[Block], title: str, author: str, written: dt.date) -> bytes:
    """A WordprocessingML package (ECMA-376 part 1)."""
    body = "".join(_docx_block(block) for block in blocks)
    types = (
        f'<Types xmlns="{_OPC}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    links = (
        f'<Relationships xmlns="{_OPC}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        f'Target="word/document.xml"/><Relationship Id="rId2" Type="{_OPC}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>'
        f'<dc:creator>{escape(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{written}T09:30:00Z'
        "</dcterms:created></cp:coreProperties>"
    )
    document = f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>"
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": links,
        "word/document.xml": document,
        "docProps/core.xml": core,
    }
    return zip_bytes({name: (_XML + part).encode() for name, part in parts.items()})


def _docx_block(block: Block) -> str:
    if block.kind == "table":
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{_docx_run(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in block.rows
        )
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid/>{rows}</w:tbl>'
    if block.kind == "bullets":
        return "".join(_docx_run(f"• {row[0]}") for row in block.rows)
    return _docx_run(block.text, bold=block.kind == "heading")


def _docx_run(text: str, bold: bool = False) -> str:
    style = '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr>' if bold else ""
    return f'<w:p><w:r>{style}<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p>'


def odt(blocks: Sequence[Block], title: str, written: dt.date) -> bytes:
    """An OpenDocument text (ISO/IEC 26300); `mimetype` first and stored, as part 3 section 2.2.4 asks."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "meta"))
    body = "".join(_odt_block(block) for block in blocks)
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:body><office:text>{body}</office:text>'
        "</office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta><dc:title>{escape(title)}</dc:title><dc:date>{written}T09:30:00</dc:date></office:meta>"
        "</office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    parts = {"mimetype": kind.encode()}
    for name, part in (("content.xml", content), ("meta.xml", meta), ("META-INF/manifest.xml", manifest)):
        parts[name] = (_XML + part).encode()
    return zip_bytes(parts, stored=frozenset({"mimetype"}))


def _odt_block(block: Block) -> str:
    if block.kind == "table":
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        rows = ("".join(cell.format(escape(plain(value))) for value in row) for row in block.rows)
        body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
        return f"<table:table>{columns}{body}</table:table>"
    if block.kind == "heading":
        return f'<text:h text:outline-level="1">{escape(block.text)}</text:h>'
    mark = "• " if block.kind == "bullets" else ""
    return "".join(f"<text:p>{mark}{escape(plain(row[0]))}</text:p>" for row in block.rows)


def rtf(blocks: Sequence[Block]) -> bytes:
    """Rich Text Format 1.9, ASCII with `\\uN` escapes."""
    lines = [rf"\b {_rtf(block.text)}\b0\par" if block.kind == "heading" else _rtf_block(block) for block in blocks]
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}\f0\fs22 "
    return (head + "\n".join(lines) + "}").encode("ascii")


def _rtf_block(block: Block) -> str:
    if block.kind == "table":
        return "\n".join("".join(f"{_rtf(plain(cell))}\\tab " for cell in row) + r"\par" for row in block.rows)
    mark = r"\bullet  " if block.kind == "bullets" else ""
    return "\n".join(rf"{mark}{_rtf(plain(row[0]))}\par" for row in block.rows)


def _rtf(text: str) -> str:
    safe = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(char if ord(char) < 128 else rf"\u{ord(char)}?" for char in safe)


def html(blocks: Sequence[Block], title: str, lang: str) -> bytes:
    """A page as saved from a portal."""
    body = "\n".join(_html_block(block) for block in blocks)
    style = "<style>table{border-collapse:collapse}td{border:1px solid #999}</style>"
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>{style}'
    return f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'.encode()


def _html_block(block: Block) -> str:
    if block.kind == "table":
        rows = ("".join(f"<td>{escape(plain(cell))}</td>" for cell in row) for row in block.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if block.kind == "bullets":
        return "<ul>" + "".join(f"<li>{escape(plain(row[0]))}</li>" for row in block.rows) + "</ul>"
    tag = "h2" if block.kind == "heading" else "p"
    return f"<{tag}>{escape(block.text)}</{tag}>"
