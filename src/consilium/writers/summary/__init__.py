"""summary.pdf: the clinical summary, timeline and record index for print and fax, PDF/A-2a (ISO 19005-2), PDF/UA-1.

The clinical pages are PAGES at most, whatever the case: rows that have no room are counted and stand in summary.html.
Set by typst from `summary.typ`. User data goes in as JSON only, so that no name is ever markup. PDF/A refuses letters
that no font has. They are not lost: such a letter is printed by its number, `[U+5C71]`, and the first page says so.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Set
from dataclasses import replace
from pathlib import Path

from consilium.domain.packet import PacketView
from consilium.domain.summary import Summary
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.summary.clinical import GROWING, MOST_GROWTH, PAGES, ROOMS, Room, clinical
from consilium.writers.summary.content import content
from consilium.writers.typesetting import compiler, letters, spelled, typeset

NAME = "summary.pdf"
_SOURCE = Path(__file__).with_name("summary.typ")
# Rows that are given or taken back at once when the last page is filled, before single ones are.
_GROWTH = max(1, len(GROWING) // 6)


def pdf(view: PacketView, words: Catalog, summary: Summary | None = None) -> bytes:
    """The summary in the catalog's language. The same values give the same bytes with the same fonts installed.

    Without a clinical summary (nothing was read yet) a cover stands in its place.
    """
    return typeset(_SOURCE, lambda refused: _told(view, words, summary, refused))


def _told(view: PacketView, words: Catalog, summary: Summary | None, refused: Set[str]) -> dict[str, object]:
    """All that the template says, letters that no font has spelled out; the clinical pages as full as they may be."""
    told, note = content(view, words), words.text("packet.pdf_letters")
    if summary is None:
        return spelled(told, refused, note)
    name = shown(view.child.name.text, 120) if view.child.name else ""
    counts = {"records": words.number(len(view.records)), "studies": words.number(len(view.studies))}
    told["title"] = words.text("summary.title", name=name) if name else words.text("summary.title_unnamed")
    told["lead"] = words.text("summary.lead", counts)

    def within(room: Room) -> dict[str, object]:
        return spelled({**told, "clinical": clinical(summary, room, words, letters(refused))}, refused, note)

    def fits(room: Room) -> bool:
        return _pages(within(room)) <= PAGES

    return within(_grown(ROOMS[bisect_left(range(len(ROOMS) - 1), True, key=lambda at: fits(ROOMS[at]))], fits))


def _grown(room: Room, fits: Callable[[Room], bool]) -> Room:
    """The room with as many more rows of what an opinion turns on as the last page still holds."""
    growths = range(_GROWTH, MOST_GROWTH, _GROWTH)
    if room is ROOMS[0]:
        return room
    grown = _GROWTH * bisect_left(growths, True, key=lambda growth: not fits(replace(room, growth=growth)))
    rows = range(1, _GROWTH)
    grown += bisect_left(rows, True, key=lambda more: not fits(replace(room, growth=grown + more)))
    return replace(room, growth=grown)


def _pages(told: dict[str, object]) -> int:
    """How many pages the clinical part takes."""
    front = compiler(_SOURCE, {**told, "front_only": True}, system_fonts=True)
    return int(json.loads(str(front.query("<front-end>", field="value", one=True))))
