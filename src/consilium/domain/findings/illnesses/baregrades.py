"""Grades that are a figure without a word: `Toxicity (CTCAE): mucositis 2, vomiting 1`, `mucositis [ ]0 [X]1 [ ]2`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.terms import Found

# In a list of grades the figure alone is one: `Mucositis  2 (since 08/23)`, `Pancreatitis  0 - lipase 38`.
_BARE = re.compile(
    r"\s*(?P<grade>[0-5])(?=\s*(?:$|[,;(]|[-–]\s|(?!weeks?|wks|days?|doses?|times|episodes?|cycles?|months?|semanas?"
    r"|d[ií]as?|dosis|veces|ciclos?|episodios?|mes)[a-z]{3}))"
)
_SCALE_BEFORE = re.compile(r"\b(?:CTC(?:AE)?|RTOG|EORTC|grades?|grados?)\b", re.IGNORECASE)
# `mucositis 2, neuropathy 0 (CTCAE v5)`
_SCALE_BEHIND = re.compile(r"[([]\s?(?:NCI[- ])?(?:CTC(?:AE)?|RTOG)\b[^()\[\]]{0,20}[)\]]\W*$", re.IGNORECASE)
_TOXICITY_BEFORE = re.compile(r"\b(?:toxicit(?:y|ies)|toxicidad(?:es)?)\b[^:]{0,60}:", re.IGNORECASE)
# The figure right behind a toxicity in such a list, and not a count, a size or the first part of a day.
_BEHIND = re.compile(
    r"\s?[:=]?\s?(?P<grade>[0-5])(?![\w%/°]|[.,]\d|\s?[-–]\s?\d|\s?(?:x|weeks?|wks?|days?|doses?|times|episodes?|cycles?"
    r"|months?|years?|semanas?|d[ií]as?|dosis|veces|ciclos?|episodios?|mes(?:es)?|a[nñ]os?|cm|mm|mg|ml|kg)\b)",
    re.IGNORECASE,
)
_BOXED = re.compile(r"\s?:?\s?(?P<run>(?:(?:\[\s?[xX✓]?\s?\]|\(\s?[xX✓]?\s?\)|[☐☒☑])\s?[0-5]\s?){2,6})")
_TICKED = re.compile(r"(?:\[\s?[xX✓]\s?\]|\(\s?[xX✓]\s?\)|[☒☑])\s?(?P<grade>[0-5])")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as written, its figure, and where it stands in its clause."""

    text: str
    number: float | None
    start: int
    end: int


def bare_grades(clause: Clause, hits: Sequence[Found], *, listed: bool) -> dict[int, Grade]:
    """The figures behind the toxicities of a clause that are grades, by where the toxicity begins; `listed` where the
    paper has a list of grades."""
    return _ticked(clause.text, hits) or _of_row(clause, hits, listed=listed) or _of_list(clause, hits)


def _ticked(text: str, hits: Sequence[Found]) -> dict[int, Grade]:
    found: dict[int, Grade] = {}
    for hit in hits:
        boxes = _BOXED.match(text, hit.end)
        ticks = list(_TICKED.finditer(text, boxes.start("run"), boxes.end("run"))) if boxes is not None else []
        if len(ticks) == 1:
            found[hit.start] = _grade(ticks[0])
    return found


def _of_row(clause: Clause, hits: Sequence[Found], *, listed: bool) -> dict[int, Grade]:
    """The figure behind the first thing of a row, where a list of grades holds it."""
    row = clause.section is Section.TOXICITY and len(clause.cells) == 2 and not clause.header
    if not listed or not row or not hits or hits[0].start > 0:
        return {}
    start, cell = clause.cells[1]
    found = _BARE.match(cell)
    if found is None or clause.cells[0][1].strip()[-1:].isdigit():
        return {}
    at = start + found.start("grade")
    return {0: Grade(found["grade"], float(found["grade"]), at, at + 1)}


def _of_list(clause: Clause, hits: Sequence[Found]) -> dict[int, Grade]:
    """The figures of a list that says before it that it is one of toxicities: several, or with the scale's name."""
    if not hits:
        return {}
    before = clause.text[: hits[0].start]
    scale = _names_scale(clause, hits[0].start)
    if not scale and not _TOXICITY_BEFORE.search(before) and clause.section is not Section.TOXICITY:
        return {}
    found = {one.start: _grade(hit) for one in hits if (hit := _BEHIND.match(clause.text, one.end)) is not None}
    return found if scale or len(found) >= _LEAST else {}


def is_graded(clause: Clause, start: int, end: int) -> bool:
    """Whether a bare grade stands behind the thing at `start` to `end`: it is told as a toxicity, 0 as a denial."""
    return _names_scale(clause, start) and _BEHIND.match(clause.text, end) is not None


def _names_scale(clause: Clause, start: int) -> bool:
    return _SCALE_BEFORE.search(clause.text, 0, start) is not None or _SCALE_BEHIND.search(clause.text) is not None


def _grade(hit: re.Match[str]) -> Grade:
    return Grade(hit["grade"], float(hit["grade"]), *hit.span("grade"))
