"""The clinical pages of summary.pdf as plain data for their template, with as many rows as four pages hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any, TypeAlias

from consilium.domain.summary import Group, Section, Statement, Summary
from consilium.knowledge.catalog import Catalog
from consilium.writers.summary import wording
from consilium.writers.summary.choosing import chosen, clipped
from consilium.writers.summary.content import broken
from consilium.writers.summary.plots import SHAPES, Plot, plots

PAGES = 4
Letters: TypeAlias = Mapping[int, str]  # by code point, for `str.translate`
REFERENCES = 4
# They have the page's width, and are read as a whole.
WIDE_COLUMNS = frozenset({"stains", "statement", "absent", "changes"})
WIDE = 3
KEYED = ("question", "child")  # label and value rather than a table
WEIGHTS = {
    "question": 5,
    "ahead": 5,
    "child": 5,
    "doses": 4,
    "diagnosis": 3,
    "lately": 3,
    "response": 4,
    "questions": 3,
    "mrd": 3,
    "molecular": 2.5,
    "molecular_absent": 2,
    "surgery": 2,
    "transplant": 2,
    "allergy": 2,
    "stage": 2,
    "toxicity": 1.5,
    "medicine": 3,
    "function": 2,
    # What is for looking up: a row tells that it is there, the rest stands in summary.html.
    "medicine_earlier": 0.5,
    "medicine_past": 0.5,
    "blood": 0.5,
    "drugs_open": 0.5,
}
MOST = 24
# Rows that stand wherever four pages hold them: what was given in sum is asked of every treatment to come.
LEAST = {"ahead": 3, "doses": 12, "radiation": 4, "transplant": 3, "surgery": 4, "gaps": 4, "lately": 6}
_SCARCE = 1  # with so few rows of a group nothing is sure of its place
# Columns that say when, in what state or of whom, and not what.
_BESIDE = frozenset({"date", "state", "number", "relative", "item", "sort"})
# Groups that get what room is left, a row each in turn: what an opinion turns on. One may stand more than once.
GROWING = (
    "doses", "lately", "function", "medicine", "doses", "lately", "response", "medicine", "questions", "molecular",
    "lately", "medicine", "questions", "doses", "response", "function", "medicine", "questions", "molecular",
    "diagnosis", "molecular", "transplant", "surgery", "mrd", "toxicity", "gaps", "imaging", "conflicts", "cycle",
    "response", "stage", "molecular", "allergy", "mrd", "images", "imaging", "gaps", "flow", "stain", "radiation",
    "surgery", "toxicity", "medicine", "measurement", "protocol", "molecular", "imaging", "tissue", "diagnosis",
    "cycle", "specimen", "gaps", "risk", "transplant", "condition", "versions", "medicine", "drugs_open",
    "laboratory", "function",
)  # fmt: skip
MOST_GROWTH = 8 * len(GROWING)
# Columns that stand in summary.html alone, where a family reads why a piece is needed and whether its report is enough.
ON_SCREEN = {"gaps": ("why",)}
UNTITLED = frozenset(
    ("question", "child", "diagnosis", "stage", "risk", "molecular", "conflicts", "gaps", "questions")
)  # their section's heading says it


@dataclass(frozen=True, slots=True)
class Room:
    """How much is printed: rows of a group, characters of a cell, plots."""

    rows: int
    chars: int
    plots: int
    growth: int = 0  # rows of groups beyond `rows`, in the order of `GROWING`


# From generous to scarce; the first with which the clinical pages are four or fewer is taken.
ROOMS = (
    Room(24, 400, 12),
    Room(18, 300, 12),
    Room(14, 240, 8),
    *(Room(rows, 100 + 12 * rows, 8) for rows in (12, 11, 10, 9, 8, 7, 6, 5)),
    Room(4, 120, 4),
    Room(3, 100, 4),
    Room(2, 80, 4),
    Room(1, 80, 4),
    Room(1, 50, 4),
    Room(1, 50, 0),
    Room(1, 25, 0),
)


def clinical(summary: Summary, room: Room, words: Catalog, letters: Letters) -> dict[str, object]:
    """The clinical part for `clinical.typ`. `letters` are spelled out before a cell is cut to its room."""
    drawn = plots(summary.series)
    return {
        "warning": words.text("summary.warning"),
        "sections": [_section(section, room, words, letters) for section in summary.sections],
        "plots": [_plot(plot, words) for plot in drawn[: room.plots]],
        "plots_heading": words.text("summary.plots"),
        "plots_legend": _legend(drawn[: room.plots], words),
        "plots_more": _count("summary.plots_more", len(drawn) - room.plots, words) if room.plots else "",
        "source": words.text("summary.column_source"),
        "notes": [words.remark(note) for note in summary.notes] + _legend_of_parts(summary, room, words),
        "about": words.text("summary.about"),
    }


def _legend_of_parts(summary: Summary, room: Room, words: Catalog) -> list[str]:
    """What "4 of 18" behind a head means, where one says so."""
    groups = (group for section in summary.sections for group in section.groups if group.code not in KEYED)
    cut = any(len(group.rows) > rows_of(group.code, room) for group in groups)
    return [words.text("summary.part_of_legend")] if cut else []


def _section(section: Section, room: Room, words: Catalog, letters: Letters) -> dict[str, object]:
    return {
        "code": section.part.value,
        "heading": words.text(f"summary.part_{section.part.value}"),
        "groups": [_group(_printed(group), room, words, letters) for group in section.groups if group.rows],
        "nothing": wording.nothing(section, words),
    }


def _printed(group: Group) -> Group:
    """A group without what only a family needs told, and a paper of few pages has no room for."""
    if group.code not in ON_SCREEN:
        return group
    kept = [name not in ON_SCREEN[group.code] for name in group.columns]
    rows = tuple(replace(row, cells=tuple(compress(row.cells, kept)), marks=()) for row in group.rows)
    return replace(group, columns=tuple(compress(group.columns, kept)), rows=rows)


def _group(group: Group, room: Room, words: Catalog, letters: Letters) -> dict[str, object]:
    count = rows_of(group.code, room)
    kept = chosen(group, count)
    rows = [_row(group, row, room, words, letters) for row in kept]
    filled = [any(row["cells"][at] for row in rows) for at in range(len(group.columns))]
    for row in rows:
        row["cells"] = list(compress(row["cells"], filled))
    return {
        "keyed": group.code in KEYED,
        "code": group.code,
        "names": list(compress(group.columns, filled)),
        "columns": list(compress(_heads(group, len(kept), words), filled)),
        "rows": rows,
        "more": _count("summary.more", len(group.rows) - len(kept), words) if group.code in KEYED else "",
    }


def rows_of(code: str, room: Room) -> int:
    """How many rows of a group have room: more of what an opinion turns on."""
    grown = GROWING.count(code) * (room.growth // len(GROWING)) + GROWING[: room.growth % len(GROWING)].count(code)
    least = LEAST.get(code, 1) if room.rows > _SCARCE else 1
    return max(least, min(int(room.rows * WEIGHTS.get(code, 1)), max(MOST, room.rows))) + grown


def _heads(group: Group, shown: int, words: Catalog) -> list[str]:
    """The heads of the columns. The group's title stands for the first that is not its date, and how many of its rows
    are shown stands behind it: no line is lost to either."""
    heads = wording.columns(group, words)
    at = next((at for at, name in enumerate(group.columns) if name not in _BESIDE), 0)
    if group.code not in UNTITLED:
        at = int(group.columns[0] == "date")
        heads[at] = wording.title(group, words)
    if shown < len(group.rows):
        heads[at] = words.text("summary.part_of", title=heads[at], shown=shown, count=len(group.rows))
    return heads


def _count(code: str, count: int, words: Catalog) -> str:
    return words.text(code, count=count) if count > 0 else ""


def _row(group: Group, row: Statement, room: Room, words: Catalog, letters: Letters) -> dict[str, Any]:
    below = room.chars * (2 if room.rows > 1 else 1)  # a remark has the whole width
    bounds = [room.chars * (WIDE if room.rows > 1 and name in WIDE_COLUMNS else 1) for name in group.columns]
    said = [wording.cell(cell, words, wording.ALL).translate(letters) for cell in row.cells]
    return {
        "cells": [broken(clipped(one, bound), bound + 1) for one, bound in zip(said, bounds, strict=True)],
        "before": wording.before(row, words),
        "after": broken(clipped(wording.after(row, words, below).translate(letters), 2 * below), 2 * below + 1),
        "source": sources(row, words),
    }


def sources(row: Statement, words: Catalog) -> str:
    """`[R5 p.1, R9 p.2 +3]`: each place once."""
    labels = list(dict.fromkeys(broken(reference.label, 24) for reference in row.references))
    if not labels:
        return ""
    more = len(labels) - REFERENCES
    said = ", ".join(label.replace(" ", "\u00a0") for label in labels[:REFERENCES])
    return f"[{said} {words.text('summary.more_references', count=more)}]" if more > 0 else f"[{said}]"


def _plot(plot: Plot, words: Catalog) -> dict[str, object]:
    series = plot.series
    return {
        "title": broken(f"{series.name}, {series.unit}" if series.unit else series.name, 60),
        "alt": alternative(plot, words),
        "band": list(plot.band) if plot.band else [],
        "low": words.number(plot.bottom),
        "high": words.number(plot.top) if plot.top > plot.bottom else "",
        "first": f"{plot.first:%Y-%m}",
        "last": f"{plot.last:%Y-%m}",
        "marks": [[mark.x, mark.y, mark.shape] for mark in plot.marks],
    }


def alternative(plot: Plot, words: Catalog) -> str:
    """The plot in words (alternative text)."""
    series = plot.series
    args = {
        "name": series.name,
        "unit": series.unit,
        "count": len(series.points),
        "first": str(series.points[0].when),
        "last": str(series.points[-1].when),
        "low": words.number(plot.low),
        "high": words.number(plot.high),
    }
    return words.text("summary.plot_alt", args)


def _legend(drawn: list[Plot], words: Catalog) -> str:
    places = {
        SHAPES[at % len(SHAPES)]: broken(place, 60) or words.text("packet.institution_unknown")
        for plot in drawn
        for at, place in enumerate(plot.series.sources)
        if any(mark.shape == at % len(SHAPES) for mark in plot.marks)
    }
    said = [f"{mark} {place}" for mark, place in places.items()]
    if any(plot.band for plot in drawn):
        said.append(words.text("summary.plot_range"))
    return " · ".join(said)
