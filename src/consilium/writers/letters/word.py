"""A letter as a Word file: a minimal WordprocessingML package (ISO/IEC 29500-1 11), written by hand so that the same
letter gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from consilium.writers.letters.content import Told
from consilium.writers.letters.parts import BLANK, Part, parts

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2 Char
_COLUMNS = (700, 4800, 1900, 2100)  # twentieths of a point
_NUMBERS = _COLUMNS[0]
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="22"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:keepNext/><w:spacing w:before="200"/><w:outlineLvl w:val="1"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style></w:styles>'
)
_FILES = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": _STYLES,
}


def document(told: Told) -> bytes:
    """The package's bytes."""
    return package(parts(told), told.lang)


def package(made: Iterable[Part], lang: str) -> bytes:
    """Parts as a package's bytes. The first column of a table holds numbers."""
    body = "".join(_part(part, lang) for part in made)
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="15817"/><w:pgMar w:top="1200" w:right="1200" w:bottom="1000" w:left="1200"'
    )
    page += ' w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    main = f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{body}{page}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (*_FILES.items(), ("word/document.xml", main)):
            package.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(part: Part, lang: str) -> str:
    if part.kind == "page":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    if part.kind == "table":
        return _table(part.rows, lang)
    if part.kind in ("title", "heading"):
        style = "Heading1" if part.kind == "title" else "Heading2"
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(part.text, lang)}</w:p>'
    if part.kind == "fact":
        value = _run(f" {part.value}", lang, bold=True) if part.value else _run(f" {BLANK}", lang)
        return f"<w:p>{_run(part.text, lang)}{value}</w:p>"
    return f"<w:p>{_run(f'– {part.text}' if part.kind == 'item' else part.text, lang)}</w:p>"


def _run(text: str, lang: str, *, bold: bool = False) -> str:
    clean = escape(_NOT_XML.sub("\ufffd", text))
    marks = f'<w:rPr>{"<w:b/>" if bold else ""}<w:lang w:val="{lang}"/></w:rPr>'
    return f'<w:r>{marks}<w:t xml:space="preserve">{clean}</w:t></w:r>'


def _table(rows: tuple[tuple[str, ...], ...], lang: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = "".join(f'<w:{side} w:val="single" w:sz="6" w:color="000000"/>' for side in sides)
    widths = _widths(len(rows[0]))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_rows(rows, widths, lang))
    head = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>"


def _widths(count: int) -> tuple[int, ...]:
    """The columns' widths: those of the list of a letter, else even ones after that of the numbers."""
    if count == len(_COLUMNS):
        return _COLUMNS
    return (_NUMBERS, *[(sum(_COLUMNS) - _NUMBERS) // (count - 1)] * (count - 1))


def _rows(rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...], lang: str) -> Iterator[str]:
    for at, row in enumerate(rows):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"<w:p>{_run(cell, lang, bold=not at)}</w:p></w:tc>"
            for cell, width in zip(row, widths, strict=True)
        )
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if not at else "<w:trPr><w:cantSplit/></w:trPr>"
        yield f"<w:tr>{head}{cells}</w:tr>"
