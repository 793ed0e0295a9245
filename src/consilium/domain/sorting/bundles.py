"""Where one document ends and the next begins in a file that holds many: a chart as a hospital releases it, a stack of
papers that was scanned in one go.

A page begins a document that says it is page 1 of so many; or whose head names a paper (`PROGRESS NOTE`), tells whose
it is and has a day that the head of the document before it did not have. A page 2 never does. What is not sure goes on:
it then has the day of the document before it. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in, in_order
from consilium.domain.people.words import Label
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page, Reading
from consilium.domain.sorting.tables import SortingTables

# Formats whose pages are those of papers.
_PAGED = frozenset({"pdf", "tiff"})
_HEAD, _FOOT, _TITLE_WORDS, _CHARS, _SEVERAL = 14, 4, 9, 200, 3
_NUMBERED = re.compile(
    r"\b(?:page|pag|p[áa]gina|p[áa]g\.?|hoja|sheet)\s?[:#]?\s?(?P<number>\d{1,4})\s?(?:of|/|de)\s?(?P<of>\d{1,4})\b",
    re.IGNORECASE,
)
# What a date as written may mean: two days where its order is not known.
Day = tuple[PartialDate, ...]
_WHOSE = frozenset({Label.PATIENT, Label.NAME, Label.BIRTH, Label.NUMBER})


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a page tells: whether it names a paper, whose it is, and its days but that of a birth."""

    titled: bool
    owned: bool
    days: frozenset[Day]
    number: int = 0
    of: int = 0


def documents_of(
    reading: Reading, tables: SortingTables, order: str = "", births: frozenset[PartialDate] = frozenset()
) -> tuple[tuple[Page, ...], ...]:
    """The pages of each document of a file, in their order; all pages together where it holds one. `order` is how the
    file writes dates ("dmy", "mdy"), `births` are the birth dates that it tells: no day of a document."""
    if reading.format not in _PAGED or len(reading.pages) < 2:
        return (reading.pages,)
    heads = [_head_of(page, tables, order, births) for page in reading.pages]
    throughout = _counts_throughout(heads)
    return tuple(tuple(pages) for pages in _parted(reading.pages, heads, throughout))


def numbered_anew(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of one document of a file, counted from 1."""
    return tuple(replace(page, number=at) for at, page in enumerate(pages, 1))


def _counts_throughout(heads: Sequence[_Head]) -> bool:
    """Whether the numbers of pages go on over the whole file, as those of a chart's export do."""
    told = [(at, head) for at, head in enumerate(heads, 1) if head.number]
    return len(told) >= _SEVERAL and all(head.number == at and head.of >= len(heads) for at, head in told)


def _parted(pages: Sequence[Page], heads: Sequence[_Head], throughout: bool) -> Iterator[list[Page]]:
    held: list[Page] = []
    days: frozenset[Day] = frozenset()
    for page, head in zip(pages, heads, strict=True):
        if held and _begins(head, days, throughout):
            yield held
            held, days = [], frozenset()
        days = days or head.days
        held.append(page)
    if held:
        yield held


def _begins(head: _Head, days: frozenset[Day], throughout: bool) -> bool:
    if head.number and not throughout:
        return head.number == 1
    return head.titled and head.owned and bool(head.days) and head.days.isdisjoint(days)


def _head_of(page: Page, tables: SortingTables, order: str, births: frozenset[PartialDate]) -> _Head:
    written = [line for line in page.lines if line.text.strip()]
    head = written[:_HEAD]
    titled = owned = False
    days: set[Day] = set()
    for line in head:
        text = line.text[:_CHARS]
        words = words_of(text)
        if len(words) <= _TITLE_WORDS and not titled:
            named = (hit for hit in tables.phrases.find(words) if hit.first == 0)
            titled = any(strength == "titles" for hit in named for _, strength in hit.value.meanings)
        labels = {hit.value.label for hit in tables.people.labels.find(words)}
        owned = owned or bool(labels & _WHOSE)
        if births or Label.BIRTH not in labels:
            told = (in_order(found.values, order) for found in dates_in(text))
            days |= {values for values in told if births.isdisjoint(values)}
    return _Head(titled, owned, frozenset(days), *_number([*head[:3], *written[-_FOOT:]]))


def _number(lines: Sequence[Line]) -> tuple[int, int]:
    """Which page of how many of its document a page says that it is; zeros where it says none."""
    found = [hit for line in lines if (hit := _NUMBERED.search(line.text)) is not None]
    numbers = {(int(hit["number"]), int(hit["of"])) for hit in found}
    number, of = numbers.pop() if len(numbers) == 1 else (0, 0)
    return (number, of) if 1 <= number <= of else (0, 0)
