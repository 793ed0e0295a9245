"""The next page of a photographed paper: it names nobody and says little of itself, and page 1 lies beside it.

It is taken for that only where page numbers say so, or a sentence runs on from one page to the next; and never where
the two name different places or days. Whose it is stays open (law 5): the files are not merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consilium.domain.phrases import fold
from consilium.domain.records import Decision, Remark
from consilium.domain.sorting import Sorted
from consilium.domain.sorting.fromothers import FromOthers, place_key

EDGE_LINES = 5
STAMP_SECONDS = 300
_LEAST_CHARS = 25
_NUMBERED = re.compile(r"^(.{0,200}?)(\d{1,9})(\D{0,40})$")
_STAMPED = re.compile(r"^(.{0,100}?)(\d{8})[_-]?(\d{2})(\d{2})(\d{2})(\D{0,40})$")


@dataclass(frozen=True)
class PageWords:
    """How a page states its number among how many."""

    stated: re.Pattern[str]

    @classmethod
    def of(cls, pages: Iterable[str], joins: Iterable[str]) -> PageWords:
        page, join = ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (pages, joins))
        return cls(re.compile(rf"\b(?:{page})\.? {{0,2}}(\d{{1,2}}) {{0,2}}(?:{join}) {{0,2}}(\d{{1,2}})\b"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One photographed page. `folder` is where it lies, `name` its file's name, `lines` its text from top to bottom;
    `ours` tells that it names the child, `unnamed` that it names nobody."""

    folder: str
    name: str
    made: Sorted
    lines: tuple[str, ...]
    ours: bool = False
    unnamed: bool = False


def neighbours(names: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Which of (folder, name) comes right before which: camera names in a row, or times at most five minutes apart."""
    numbered = {key: at for at, one in enumerate(names) if (key := _numbered(*one)) is not None}
    for (folder, prefix, number, suffix), at in numbered.items():
        before = numbered.get((folder, prefix, number - 1, suffix))
        if before is not None:
            yield before, at
    stamped = sorted((*found, at) for at, one in enumerate(names) if (found := _stamped(*one)) is not None)
    for (folder, around, seconds, one), (other_folder, other_around, later, other) in pairwise(stamped):
        if (folder, around) == (other_folder, other_around) and later - seconds <= STAMP_SECONDS:
            yield one, other


def continued(sheets: Sequence[Sheet], words: PageWords) -> dict[int, FromOthers]:
    """By place in `sheets`, what a page takes over from the page before it. A third page follows the second."""
    found: dict[int, FromOthers] = {}
    pairs = sorted(neighbours([(one.folder, one.name) for one in sheets]), key=lambda pair: _order(sheets[pair[1]]))
    for before, at in pairs:
        first, second = sheets[before], sheets[at]
        if before in found:
            first = replace(first, made=found[before].over(first.made), ours=True)
        reason = _follows(first, second, words)
        if reason is not None:
            found[at] = _taken(first.made, second.made, reason)
    return found


def _follows(first: Sheet, second: Sheet, words: PageWords) -> Remark | None:
    """Why the second is the next page of the first; None where that is not certain."""
    if not first.ours or not second.unnamed or _contradict(first.made, second.made):
        return None
    one, other = _stated(first, words), _stated(second, words)
    if other is not None:
        page, pages = other
        same_head = second.made.institution.value is not None and one is None
        if page < 2 or page > pages or not (one == (page - 1, pages) or (same_head and page == 2)):
            return None
        return Remark("sorting.next_page", {"page": page, "pages": pages, "before": first.name})
    if one is None and _runs_on(first.lines, second.lines) and second.made.category.value is None:
        return Remark("sorting.next_page_runs_on", {"before": first.name})
    return None


def _contradict(first: Sorted, second: Sorted) -> bool:
    """Whether the two say that they come from different places or days."""
    one, other = first.institution.value, second.institution.value
    if one and other and place_key(one) != place_key(other):
        return True
    day, later = first.document_date.value, second.document_date.value
    return bool(day and later and not (day.includes(later) or later.includes(day)))


def _taken(made: Sorted, second: Sorted, reason: Remark) -> FromOthers:
    """What the page before gives; a day that the page states itself stays its own."""
    date = made.document_date.value if second.document_date.value is None else None
    return FromOthers(
        category=Decision(made.category.value, (reason,)),
        document_date=Decision(date, (reason,)),
        institution=Decision(made.institution.value, (reason,)),
    )


def _stated(sheet: Sheet, words: PageWords) -> tuple[int, int] | None:
    """The page that the sheet says it is, and of how many; None where it says none, or two."""
    edges = (*sheet.lines[:EDGE_LINES], *sheet.lines[EDGE_LINES:][-EDGE_LINES:])
    found = {(int(hit[1]), int(hit[2])) for line in edges for hit in words.stated.finditer(fold(line[:300]))}
    return found.pop() if len(found) == 1 else None


def _runs_on(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the last line breaks off within a sentence and the first line goes on with a small letter."""
    if not first or not second:
        return False
    last, begin = first[-1].strip(), second[0].strip()
    broken = last[-1:].islower() or last[-1:] in (",", "-")
    return broken and begin[:1].islower() and min(len(last), len(begin)) >= _LEAST_CHARS


def _numbered(folder: str, name: str) -> tuple[str, str, int, str] | None:
    stem, _, ending = name.rpartition(".")
    found = _NUMBERED.match(stem)
    return (folder, found[1].casefold(), int(found[2]), f"{found[3]}.{ending}".casefold()) if found else None


def _stamped(folder: str, name: str) -> tuple[str, str, int] | None:
    """Folder, what stands around a time in the name, and the time in seconds of its day (the day is around it)."""
    found = _STAMPED.match(name.rpartition(".")[0])
    if found is None:
        return None
    seconds = int(found[3]) * 3600 + int(found[4]) * 60 + int(found[5])
    return folder, f"{found[1]}{found[2]}{found[6]}".casefold(), seconds


def _order(sheet: Sheet) -> tuple[str, int, str]:
    found = _numbered(sheet.folder, sheet.name)
    return sheet.folder, found[2] if found else 0, sheet.name
