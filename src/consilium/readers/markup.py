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
from consilium.readers import headed, prose
from consilium.readers.grid import MOST_ROWS, MOST_TABLES, rows_as_shown
from consilium.readers.hardened import html_parser
from consilium.readers.markupgrids import grids_in

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
_LINES = {"br", "div", "p", "ul", "ol", "table"}
_INLINE = {"a", "b", "button", "em", "i", "label", "small", "span", "strong"}
# Inline elements that touch in the source and stand apart on the screen: `Value` and `2,310`, `U/L` and `High`.
_LAST, _SEAM = (
    12,
    re.compile(r"(?:[^\W\d_]{3}|:)\0[\d<>≤≥]|(?:[a-zá-ú]{3}|[\d%)])\0[A-ZÁ-Ú][a-zá-ú]|[A-Z]\0[A-ZÁ-Ú][a-zá-ú]{2}"),
)
_HIDING = re.compile(
    r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|font-size\s{0,4}:\s{0,4}0(?![.\d])", re.I
)
# Blanks of the source, which HTML makes one (not the no-break space); those of preformatted text are marked
# meanwhile.
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[^\S\t\n]+")
_TYPED, _APART = "\ue000", "\ue001"  # a line of the second parts tables
# How many lines and letters a cell of a row has, where its lines are one thing.
_CELL_LINES, _CELL_LONGEST = 4, 160
# Items of lists have a sign on the screen, and are no running text.
_ITEM = "\ue002"
_IN_CELL = "\ue003"
_ITEMS = re.compile(rf"(?:{_ITEM}\s*)+(?P<own>[-–•*▪◦]|\d{{1,2}}[.)]\s)?")
# What marks a heading, and what is set in bold.
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 6, "legend": 6}
_BOLD = {"b", "strong"}
_HEAVY = re.compile(r"font-weight\s{0,4}:\s{0,4}(?:bold|[6-9]00)", re.I)
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
    text = headed.SIGN_OVER_LINE.sub(r"\1", text)
    text = _ITEMS.sub(lambda sign: sign["own"] or "• ", text)
    lines = (_BLANKS.sub(" ", line).strip(" ").replace(_TYPED, " ") for line in text.split("\n"))
    found.lines = [_settled(line.replace(_APART, "")) for line in lines if line.strip()]
    return found


def _settled(line: str) -> str:
    """A line with its sign where it is a heading; one in bold is none where it is an item or stands in a cell."""
    return headed.settled(line.replace(_IN_CELL, ""), alone=not line.startswith("•") and _IN_CELL not in line)


def _take_tables(root: Any, found: Marked) -> dict[Any, str]:
    """Tells the tables that hold no other table, and returns the lines of their rows that have one line a cell,
    however it is wrapped in blocks: `<td><p>31 mg</p></td>` is a cell of a row and no paragraph."""
    lines: dict[Any, str] = {}
    tables = (table for table in root.iter("table") if table.find(".//table") is None)
    for table in islice(tables, MOST_TABLES):
        rows = list(islice(rows_as_shown(table, _cell), MOST_ROWS))
        width = max((len(cells) for _, cells in rows), default=0)
        for row, cells in rows:
            if (
                len(cells) > 1
                and (len(rows) > 1 or not any("\n" in cell for cell in cells))
                and all(map(_in_row, cells))
            ):
                cells[:] = (" ".join(cell.split("\n")) for cell in cells)
                lines[row] = "\t".join([*cells, *[""] * (width - len(cells))])
        found.tables.append([list(cells) for _, cells in rows])
    for grid in islice(grids_in(root, _cell), MOST_TABLES):
        if not any(row in lines for row, _ in grid):
            lines |= {row: "\t".join(cells) for row, cells in grid}
            lines[grid[0][0]] = f"{_APART}\n{lines[grid[0][0]]}"
            lines[grid[-1][0]] += f"\n{_APART}"
            found.tables.append([list(cells) for _, cells in grid])
    return lines


def _in_row(cell: str) -> bool:
    """Whether the lines of a cell are one thing: a name over its value, a medicine over its other name. What is a
    paragraph or a list of labels keeps its lines."""
    told = cell.split("\n")
    return len(told) == 1 or (
        len(told) <= _CELL_LINES and len(cell) <= _CELL_LONGEST and not all(":" in line for line in told)
    )


def _cell(cell: Any) -> str:
    text = headed.plain("".join(_walk(cell, Marked(), {})))
    signs = str.maketrans({_TYPED: " ", _APART: None, _ITEM: None, _IN_CELL: None})
    return "\n".join(prose.lines([text.translate(signs)]))


def _walk(root: Any, found: Marked, rows: Mapping[Any, str]) -> Iterator[str]:
    """Text and line breaks in document order, without recursion. Unseen elements give only what follows them; of a row
    in `rows` its line stands for its cells."""
    unseen = 0
    inside: Any = None
    before, seam = "", False
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
            before = ""
            yield f"\n{_APART}\n" if name == "table" else f"\n{_ITEM}" if name == "li" and starts else "\n"
            level = _level(name, element) if starts else 0
            yield headed.sign(level) if level else ""
        elif name in _CELLS:
            before = ""
            yield "\n" if starts and _behind_lines(element) else " "
        seam = seam or (starts and name in _INLINE and _touches(element))
        text = element.text if starts else element.tail
        if text and not unseen and inside is None:
            yield " " if seam and _SEAM.search(f"{before}\0{text[:_LAST]}") else ""
            yield _set(_spaced(text, element, starts), element if starts else element.getparent())
            before, seam = text[-_LAST:], False


def _level(name: str, element: Any) -> int:
    """The level of the heading that an element is: by its name or by the role that it is given; 0 for none."""
    if name not in _HEADINGS and element.get("role") != "heading":
        return 0
    if not "".join(element.itertext()).strip():
        return 0
    if element.get("role") == "heading":
        said = element.get("aria-level", "")
        return int(said) if said in ("1", "2", "3", "4", "5", "6") else 2
    return _HEADINGS[name]


def _set(text: str, holder: Any) -> str:
    """A text as it is set: in bold, or in a cell of a table."""
    heavy = False
    while holder is not None and holder.tag != "body":
        heavy = heavy or holder.tag in _BOLD or _HEAVY.search(holder.get("style") or "") is not None
        if holder.tag in _CELLS:
            return f"{_IN_CELL}{text}" if heavy and text.strip() else text
        if holder.tag in _BLOCKS and holder.tag not in ("div", "section", "article", "main", "form"):
            break
        holder = holder.getparent()
    return headed.bold(text) if heavy else text


def _touches(element: Any) -> bool:
    """Whether an inline element begins where another ends."""
    before = element.getprevious()
    return before is not None and before.tag in _INLINE and not before.tail


def _behind_lines(cell: Any) -> bool:
    """Whether the cell before holds several lines, so that the words of this one are not those of its last line."""
    before = cell.getprevious()
    return before is not None and before.tag in _CELLS and any(one.tag in _LINES for one in before)


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
