"""HTML as lines of text in reading order (for web pages and for mail bodies in HTML). No reader; nothing is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from consilium.domain.errors import UnreadableError
from consilium.domain.records import Json
from consilium.readers import prose
from consilium.readers.grid import MOST_ROWS, MOST_TABLES, rows_as_shown
from consilium.readers.hardened import html_parser

MOST_ELEMENTS = 2_000_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,40})", re.I)
_DECLARED = re.compile(rb"^\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,4}=\s{0,4}[\"']([A-Za-z0-9_.-]{2,40})[\"']", re.I)
_UNSEEN = {
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "title",
    "svg",
    "math",
    "iframe",
    "object",
    "canvas",
    "datalist",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option",
    "p", "pre", "section", "select", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_CELLS = {"td", "th"}
_HIDING = re.compile(
    r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|font-size\s{0,4}:\s{0,4}0(?![.\d])", re.I
)
# Blanks of the source, which HTML makes one (not the no-break space); those of preformatted text are marked
# meanwhile.
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[^\S\t\n]+")
_TYPED, _APART = "\ue000", "\ue001"  # a line of the second parts tables
_DATA = re.compile(r"data:([a-z]+/[a-z0-9.+-]{1,60});base64,", re.I)


@dataclass(slots=True)
class Marked:
    """A page's title, lines and data images `(media type, base64 text)`; `hidden` when it holds text not shown.

    `tables` are its tables (rows of cells) of figures and words; a table that only parts a page into areas is none.
    """

    title: str = ""
    lines: list[str] = field(default_factory=list)
    tables: list[Json] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    hidden: bool = False
    cut: bool = False


def decoded(data: bytes) -> str:
    """HTML bytes as text: byte order mark, then stated encoding, then content."""
    head = data[:4096]
    stated = _CHARSET.search(head) or _DECLARED.search(head)
    if stated and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and head.count(0) * 4 < len(head):
        try:
            return data.decode(_web_name(stated[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass
    return prose.decoded(data)[0]


def _web_name(name: str) -> str:
    """WHATWG: what says Latin-1 or ASCII is Windows-1252."""
    return "cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name


def marked(text: str) -> Marked:
    """The text of an HTML document or fragment. Raises UnreadableError where a parser finds nothing at all."""
    parser = html_parser("utf-8")  # elements nested deeper than libxml2's bound are dropped by it
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("documents.webpage_damaged") from error
    if root is None:
        raise UnreadableError("documents.webpage_damaged")
    found = Marked(cut=any("depth" in entry.message.lower() for entry in parser.error_log))
    title = root.find(".//title")
    found.title = " ".join(prose.clean(title.text or "").split())[:300] if title is not None else ""
    rows = _take_tables(root, found)
    text = prose.clean("".join(_walk(root, found, rows)))
    lines = (_BLANKS.sub(" ", line).strip(" ").replace(_TYPED, " ") for line in text.split("\n"))
    found.lines = [line.replace(_APART, "") for line in lines if line.strip()]
    return found


def _take_tables(root: Any, found: Marked) -> dict[Any, str]:
    """Tells the tables that hold no other table, and returns the lines of their rows that have one line a cell,
    however it is wrapped in blocks: `<td><p>31 mg</p></td>` is a cell of a row and no paragraph."""
    lines: dict[Any, str] = {}
    tables = (table for table in root.iter("table") if table.find(".//table") is None)
    for table in islice(tables, MOST_TABLES):
        rows = list(islice(rows_as_shown(table, _cell), MOST_ROWS))
        width = max((len(cells) for _, cells in rows), default=0)
        for row, cells in rows:
            if len(cells) > 1 and not any("\n" in cell for cell in cells):
                lines[row] = "\t".join([*cells, *[""] * (width - len(cells))])
        found.tables.append([list(cells) for _, cells in rows])
    return lines


def _cell(cell: Any) -> str:
    return "\n".join(prose.lines(["".join(_walk(cell, Marked(), {})).replace(_TYPED, " ").replace(_APART, "")]))


def _walk(root: Any, found: Marked, rows: Mapping[Any, str]) -> Iterator[str]:
    """Text and line breaks in document order, without recursion. Unseen elements give only what follows them; of a row
    in `rows` its line stands for its cells."""
    unseen = 0
    inside: Any = None
    for count, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if count > MOST_ELEMENTS:
            found.cut = True
            return
        name = element.tag.lower() if isinstance(element.tag, str) else "script"
        starts = event == "start"
        if starts:
            _note(name, element, found)
        if inside is not None:
            inside = None if element is inside else inside
        elif starts and element in rows and not unseen:
            inside = element
            yield f"\n{rows[element]}\n"
        elif name in _UNSEEN:
            unseen += 1 if starts else -1
        elif name in _BLOCKS:
            yield f"\n{_APART}\n" if name == "table" else "\n"
        elif name in _CELLS:
            yield " "
        text = element.text if starts else element.tail
        if text and not unseen and inside is None:
            yield _spaced(text, element, starts)


def _spaced(text: str, element: Any, inside: bool) -> str:
    """A text whose blanks and breaks are one blank each, but for what is preformatted: its columns are typed."""
    if ("\n" in text or "  " in text or "\t" in text) and _kept(element, inside):
        return text.replace(" ", _TYPED)
    return _SPACES.sub(" ", text)


def _kept(element: Any, inside: bool) -> bool:
    """Whether blanks and line breaks in the source count: only in preformatted text."""
    holder = element if inside else element.getparent()
    while holder is not None and holder.tag not in ("td", "p", "div", "body"):
        if holder.tag in ("pre", "textarea"):
            return True
        holder = holder.getparent()
    return False


def _note(name: str, element: Any, found: Marked) -> None:
    """What is hidden from view, and images that the page carries itself."""
    if name not in _UNSEEN and (element.get("hidden") is not None or _HIDING.search(element.get("style", "")[:2000])):
        found.hidden = found.hidden or bool("".join(element.itertext()).strip())
    if name == "img":
        image = _DATA.match(element.get("src", ""))
        if image:
            found.images.append((image[1].lower(), element.get("src", "")[image.end() :]))
