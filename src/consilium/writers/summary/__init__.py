"""summary.pdf: the clinical summary, timeline and record index for print and fax, PDF/A-2a (ISO 19005-2), PDF/UA-1.

The clinical pages are PAGES at most, whatever the case: rows that have no room are counted and stand in summary.html.
Set by typst from `summary.typ`. User data goes in as JSON only, so that no name is ever markup. PDF/A refuses letters
that no font has. They are not lost: such a letter is printed by its number, `[U+5C71]`, and the first page says so.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

import orjson
import typst

from consilium.domain.packet import PacketView
from consilium.domain.summary import Summary
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.summary.clinical import GROWING, MOST_GROWTH, PAGES, ROOMS, Room, clinical
from consilium.writers.summary.content import content

NAME = "summary.pdf"
STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
_SOURCE = Path(__file__).with_name("summary.typ")
_REFUSED = re.compile(r'(?:the text|codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
# typst's own fonts have all of Basic Latin to Latin Extended-A; a letter of these that is refused stands under a
# combining mark that is refused too.
_ALWAYS_THERE = 0x17F
_TRIES = 3
# Rows that are given or taken back at once when the last page is filled.
_GROWTH = max(1, len(GROWING) // 6)


def pdf(view: PacketView, words: Catalog, summary: Summary | None = None) -> bytes:
    """The summary in the catalog's language. The same values give the same bytes with the same fonts installed.

    Without a clinical summary (nothing was read yet) a cover stands in its place. typst's own fonts are used first;
    those of the system only where typst's lack a letter.
    """
    refused: set[str] = set()
    told = _told(view, words, summary, refused)
    for system_fonts in (False, True):
        result = _set(told, system_fonts=system_fonts)
        if isinstance(result, bytes):
            return result
        refused = result
    for _ in range(_TRIES):
        result = _set(_told(view, words, summary, refused), system_fonts=True)
        if isinstance(result, bytes):
            return result
        refused |= result
    raise typst.TypstError("letters were refused again and again", "")


def _told(view: PacketView, words: Catalog, summary: Summary | None, refused: set[str]) -> dict[str, object]:
    """All that the template says, letters that no font has spelled out; the clinical pages as full as they may be."""
    told = content(view, words)
    if summary is None:
        return _spelled(told, refused, words)
    name = shown(view.child.name.text, 120) if view.child.name else ""
    counts = {"records": words.number(len(view.records)), "studies": words.number(len(view.studies))}
    told["title"] = words.text("summary.title", name=name) if name else words.text("summary.title_unnamed")
    told["lead"] = words.text("summary.lead", counts)

    def within(room: Room) -> dict[str, object]:
        return _spelled({**told, "clinical": clinical(summary, room, words, _letters(refused))}, refused, words)

    def fits(room: Room) -> bool:
        return _pages(within(room)) <= PAGES

    return within(_grown(ROOMS[bisect_left(range(len(ROOMS) - 1), True, key=lambda at: fits(ROOMS[at]))], fits))


def _grown(room: Room, fits: Callable[[Room], bool]) -> Room:
    """The room with as many more rows of what an opinion turns on as the last page still holds."""
    growths = range(_GROWTH, MOST_GROWTH, _GROWTH)
    if room is ROOMS[0]:
        return room
    steps = bisect_left(growths, True, key=lambda growth: not fits(replace(room, growth=growth)))
    return replace(room, growth=steps * _GROWTH)


def _pages(told: dict[str, object]) -> int:
    """How many pages the clinical part takes."""
    compiler = _compiler({**told, "front_only": True}, system_fonts=True)
    return int(json.loads(str(compiler.query("<front-end>", field="value", one=True))))


def _compiler(told: dict[str, object], *, system_fonts: bool) -> typst.Compiler:
    return typst.Compiler(
        input=str(_SOURCE),
        root=str(_SOURCE.parent),
        ignore_system_fonts=not system_fonts,
        sys_inputs={"data": orjson.dumps(told).decode()},
    )


def _set(told: dict[str, object], *, system_fonts: bool) -> bytes | set[str]:
    """The PDF, or the characters that it can't hold. Any other error is a fault of ours and is raised."""
    compiler = _compiler(told, system_fonts=system_fonts)
    try:
        result = compiler.compile(format="pdf", pdf_standards=list(STANDARDS))
    except typst.TypstError as error:
        refused = _refused(error.diagnostic)
        if not refused:
            raise
        return refused
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single file")
    return result


def _refused(diagnostic: str) -> set[str]:
    """The characters that a diagnostic names; what can't be seen stands there as `\\u{fffe}`."""
    named = "".join(_REFUSED.findall(diagnostic))
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), named)
    return {char for char in text if ord(char) > _ALWAYS_THERE}


def _spelled(told: dict[str, object], refused: set[str], words: Catalog) -> dict[str, object]:
    """The same with each refused letter as `[U+5C71]`, and a note that says so; itself where none was refused."""
    if not refused:
        return told
    spelled = {key: _translated(value, _letters(refused)) for key, value in told.items()}
    return {**spelled, "notes": [words.text("packet.pdf_letters")]}


def _letters(refused: set[str]) -> dict[int, str]:
    """How each is printed; our own breaks in long words (U+200B), where no font has them, not at all."""
    return {ord(char): "" if char == "\u200b" else f"[U+{ord(char):04X}]" for char in refused}


def _translated(value: object, table: dict[int, str]) -> object:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, list):
        return [_translated(item, table) for item in value]
    if isinstance(value, dict):
        return {key: _translated(item, table) for key, item in value.items()}
    return value
