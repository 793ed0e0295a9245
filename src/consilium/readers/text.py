"""Plain text, Markdown and tables of separated values that no laboratory or variant reader has claimed.

`facts`: {"encoding": text} and for tables {"rows": [[cell, ...], ...], "delimiter": text}.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from consilium.domain.records import BOLD_ALONE, Json, Reading, Remark
from consilium.readers import headed, prose, typewritten
from consilium.readers.contract import Context, Probe, Source

FORMATS = ("text", "markdown", "csv")

MOST_BYTES = 32 << 20
MOST_ROWS = 20_000
_SAMPLE_LINES, _SAMPLE_CHARS = 40, 65536
_QUOTED = re.compile(r'"[^"]{0,2000}"')
_DATA = re.compile(r"\s*(?:<[?!]|<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?/?>|[{]\s*\"|\[\s*[\[{\"])")
_MARKED = re.compile(r"^(?:#{1,6} \S|[-*] \S|\d{1,3}\. \S|```|\|.*\|)", re.M)
_MARKDOWN = re.compile(r"^(?:(?P<level>#{1,6})[ \t]\S.{0,200}|(?:\*\*|__)[^*_\n]{2,100}(?:\*\*|__))[ \t]*$", re.M)
_TABLE_NAMES = (".csv", ".tsv", ".tab")
# A comma between figures parts decimals or thousands, and no cells.
_PARTING = re.compile(r"(?<!\d),|,(?!\d)")


def sniff(probe: Probe) -> str | None:
    """Any text that is not XML or JSON (those have readers, or nobody can say what they hold)."""
    head = probe.head
    if not head.strip(b"\x00 \r\n\t") or not prose.is_text(head):
        return None
    text = prose.decoded(head)[0]
    if _DATA.match(text):
        return None
    name = probe.name.lower()
    if delimiter(text, name.endswith(_TABLE_NAMES)):
        return "csv"
    return "markdown" if name.endswith((".md", ".markdown")) and _MARKED.search(text) else "text"


def delimiter(text: str, named: bool) -> str:
    """What separates the cells of a table; "" for running text.

    Nearly all lines have the same number of them; a comma, which prose has too, at least two a line unless the name
    says so.
    """
    lines = [line for line in _QUOTED.sub("", text[:_SAMPLE_CHARS]).splitlines() if line.strip()][:_SAMPLE_LINES]
    if len(lines) < 2 or (len(lines) < 3 and not named):
        return ""
    for sign in ("\t", ";", "|", ","):
        counted = _PARTING if sign == "," and not named else re.compile(re.escape(sign))
        number, times = Counter(len(counted.findall(line)) for line in lines).most_common(1)[0]
        if number >= (1 if sign == "\t" or named else 2) and times >= 0.8 * len(lines):
            return sign
    return ""


def read(source: Source, context: Context) -> Reading:
    """The text of a file, up to a bound that a remark names."""
    bound = min(MOST_BYTES, context.bounds.text_chars)
    text, encoding, guessed = prose.decoded(source.read_at(0, bound))
    remarks = [Remark("documents.encoding_guessed", {"encoding": encoding})] if guessed else []
    if source.size > bound:
        remarks.append(Remark("documents.text_beyond_bound", {"bound": bound}))
    name = context.path.rsplit("/", 1)[-1].lower()
    sign = delimiter(text, name.endswith(_TABLE_NAMES))
    if sign:
        return _table(text, sign, encoding, remarks)
    marked = name.endswith((".md", ".markdown"))
    return Reading(
        format="markdown" if marked else "text",
        language=prose.language(prose.clean(text[:65536])),
        pages=typewritten.pages(_MARKDOWN.sub(_heading, text) if marked else text),
        facts={"encoding": encoding},
        remarks=tuple(remarks),
    )


def _heading(line: re.Match[str]) -> str:
    """A line of Markdown with the sign of the heading that it is: `## Plan`, `**Plan**`."""
    return headed.heading(line[0], len(line["level"]) if line["level"] else BOLD_ALONE)


def _table(text: str, sign: str, encoding: str, remarks: list[Remark]) -> Reading:
    rows: list[Json] = []
    lines = []
    # NUL ends a row in older csv modules; none is wanted in any case.
    for row in csv.reader(io.StringIO(prose.clean(text), newline=""), delimiter=sign):
        cells = [" ".join(cell.split()) for cell in row]
        lines.append(cells)
        if len(rows) < MOST_ROWS and any(cells):
            rows.append(list(cells))
    return Reading(
        format="csv",
        language=prose.language("\n".join(" ".join(cells) for cells in lines[:2000])),
        pages=typewritten.pages("\n".join(typewritten.table_lines(lines))),
        facts={"encoding": encoding, "delimiter": sign, "rows": rows},
        remarks=tuple(remarks),
    )
