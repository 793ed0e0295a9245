"""Which paragraphs of an RTF are headings, told in its source (RTF 1.9.1, paragraph formatting and style sheet).

A heading has an outline level (`\\outlinelevel`) or a style named `heading 1` to `heading 9`; a paragraph whose every
word is bold (`\\b`) is one alone in bold. Rows of tables and lines with tabs are none. Linear in the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from consilium.domain.records import BOLD_ALONE
from consilium.readers import headed

_LARGEST = 8 << 20
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-f]{2})|\\(?P<sign>[^a-z])|(?P<brace>[{}])"
    r"|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
_STYLE = re.compile(r"\{\\s(\d{1,4})(?!\d)([^{}]{0,800});\}")
_NAMED = re.compile(r"(?:heading|t[ií]tulo|encabezado) ?([1-9])$", re.IGNORECASE)
_ENDS = frozenset({"par", "sect", "page", "line"})
_CELLS = frozenset({"tab", "cell", "nestcell", "row", "nestrow"})
_ROWS = frozenset({"row", "nestrow"})
_SILENT = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "footnote", "listtable",
     "fldinst", "themedata", "generator"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Set:
    """How text is set that follows: in bold, in a paragraph of a style and level, in a table, not shown at all."""

    bold: bool = False
    style: str = ""
    outline: int = 0
    table: bool = False
    silent: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph so far: where its text begins, how many letters it has, whether all are bold and it has no cells."""

    start: int = -1
    letters: int = 0
    bold: bool = True
    cells: bool = False


@dataclass(slots=True)
class _Scan:
    """The headings found so far: where each begins, and its level."""

    levels: dict[str, int]
    found: list[tuple[int, int]] = field(default_factory=list)
    now: _Set = field(default_factory=_Set)
    held: list[_Set] = field(default_factory=list)
    paragraph: _Paragraph = field(default_factory=_Paragraph)

    def take(self, token: re.Match[str]) -> None:
        word, brace = token["word"], token["brace"]
        if brace == "{":
            self.held.append(self.now)
        elif brace == "}":
            self.now = self.held.pop() if self.held else self.now
        elif token["sign"] == "*":
            self.now = replace(self.now, silent=True)
        elif word in _ENDS:
            self._end()
        elif word:
            self._set(word, token["number"] or "", token.start())
        elif (token["text"] or token["byte"] or "").strip() and not self.now.silent:
            self._add(token.start(), len(token["text"] or "x"))

    def _add(self, start: int, letters: int) -> None:
        one = self.paragraph
        one.start = start if one.start < 0 else one.start
        one.letters += letters
        one.bold = one.bold and self.now.bold

    def _set(self, word: str, number: str, at: int) -> None:
        if word in _CELLS:
            self.paragraph = _Paragraph() if word in _ROWS else replace(self.paragraph, cells=True)
        elif word == "u" and not self.now.silent:
            self._add(at, 1)
        else:
            self.now = _changed(self.now, word, number)

    def _end(self) -> None:
        one, self.paragraph = self.paragraph, _Paragraph()
        if one.start < 0 or one.cells or self.now.table:
            return
        own = self.now.outline or self.levels.get(self.now.style, 0)
        level = own or (BOLD_ALONE if one.bold and one.letters <= headed.LONGEST else 0)
        if level and one.letters <= headed.LONGEST * 2:
            self.found.append((one.start, level))


def _changed(now: _Set, word: str, number: str) -> _Set:
    """How text is set after a control word."""
    if word in _SILENT:
        return replace(now, silent=True)
    if word in ("b", "plain"):
        return replace(now, bold=word == "b" and number != "0")
    if word == "pard":
        return replace(now, style="", outline=0, table=False)
    if word == "s":
        return replace(now, style=number)
    if word == "outlinelevel":
        return replace(now, outline=int(number) + 1 if number in tuple("012345678") else 0)
    return replace(now, table=True) if word == "intbl" else now


def marked(source: str) -> str:
    """The source with a sign (`headed`) before the text of each heading."""
    if len(source) > _LARGEST:
        return source
    scan = _Scan({style[1]: int(name[1]) for style in _STYLE.finditer(source) if (name := _NAMED.search(style[2]))})
    for token in _TOKEN.finditer(source):
        scan.take(token)
    pieces, at = [], 0
    for start, level in scan.found:
        pieces += [source[at:start], f"{{\\uc1\\u{ord(headed.sign(level)) - 0x10000}?}}"]
        at = start
    return "".join([*pieces, source[at:]])
