"""Who writes: a department of genetics, pathology or radiotherapy writes letters and notes of visits like any other;
they belong to what it examines or does, not to the notes of the wards.

Its name stands in the first lines of the paper. Where those name another clinic as well (`joint genetics and oncology
clinic`), or send the paper to the department (`referral for radiotherapy`), they say nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from consilium.domain.layout import cite
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Citation, Page
from consilium.domain.sorting.tables import LetterheadWords

# What such a department writes like all others.
NOTES = frozenset({Category.DISCHARGE, Category.CLINICAL_SUMMARY})
_ALSO = {Category.RADIATION: frozenset({Category.TREATMENT_RECORDS})}
_LINES, _CHARS = 2, 200


def written_by(
    pages: Sequence[Page],
    words: LetterheadWords,
    form: Category,
    told: Mapping[Category, Collection[int]] | None = None,
) -> tuple[Category, Citation] | None:
    """What the department examines that wrote a paper, with its name, where the paper seems a `form` that every
    department writes, or is of that already; None for others. `told` are the lines that speak of each category: beside
    its name, one has to."""
    found = _department(pages, words)
    if found is None:
        return None
    category, citation, at = found
    if form not in (NOTES | _ALSO.get(category, frozenset()) if told is not None else (category,)):
        return None
    spoken = set(told.get(category, ())) - {at} if told is not None else {at}
    return (category, citation) if spoken else None


def _department(pages: Sequence[Page], words: LetterheadWords) -> tuple[Category, Citation, int] | None:
    """The one department that the first lines name, its name and the line."""
    found: dict[Category, tuple[Citation, int]] = {}
    for page in pages[:1]:
        for at, line in [(at, line) for at, line in enumerate(page.lines) if line.text.strip()][:_LINES]:
            said = words_of(line.text[:_CHARS])
            taken: set[int] = set()
            for hit in words.departments.find(said):
                taken |= set(range(hit.first, hit.after))
                citation = cite(line, page.number, said[hit.first].start, said[hit.after - 1].end)
                if hit.value is not None:
                    found.setdefault(hit.value, (citation, at))
            if any(word.text.startswith(words.others) for i, word in enumerate(said) if i not in taken):
                return None
    if len(found) != 1:
        return None
    category, (citation, at) = found.popitem()
    return category, citation, at
