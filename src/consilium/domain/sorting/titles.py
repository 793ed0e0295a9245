"""What a document is called: its own title, else the heading that showed what it is.

A table's column heads, a department's name in a letterhead and what programs name files are no titles; a record without
one has none, and is called by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from consilium.domain.datetext import dates_in
from consilium.domain.layout import cite
from consilium.domain.phrases import Word, fold, words_of
from consilium.domain.records import Category, Citation, Decision, Line, Page, Reading, Remark
from consilium.domain.sorting.heads import names_paper
from consilium.domain.sorting.tables import SortingTables

_TOP_LINES, _MAX_CHARS, _BEST = 14, 100, 2
_LETTERHEAD_LINES = 4
_LEAST_HEADS = 3
_NO_LETTERS = re.compile(r"[\W\d_]+")
# Signs at the end of recognized words that no heading ends in: `Resumen de alta $`.
_STRAY = re.compile(r"(?:\s+[^\w\s()\[\]\"'»”’?!%+]{1,3})+$")
_PLACE_BEFORE = re.compile(r"\s*[:–—-]\s+")


def title(
    reading: Reading,
    category: Decision[Category],
    tables: SortingTables,
    institution: str = "",
    names: Iterable[str] = (),
) -> Decision[str]:
    """What a document is called, without the `institution` that it opens with; `names` are of people, whom no heading
    names. Without a title of its own or a heading it has none."""
    own = _without_place(" ".join(reading.title.split()), institution)
    if own and not useless(own, tables):
        return Decision(own, (Remark("sorting.title_stated"),))
    if category.value is not None:
        persons = {word.text for name in names for word in words_of(name)}
        for line, page, text in _headings(reading.pages[:1], category.citations, tables, persons):
            return Decision(text, (Remark("sorting.title_heading"),), (cite(line, page),))
    return Decision(None, (Remark("sorting.no_title"),))


def useless(title: str, tables: SortingTables) -> bool:
    """Whether a title is one that programs and scanners give of their own accord."""
    return _useless(title, tables.useless_titles)


@lru_cache(maxsize=1024)
def _useless(title: str, known: tuple[str, ...]) -> bool:
    words = fold(title)
    stem = _NO_LETTERS.sub(" ", words.rpartition(".")[0] or words).strip()
    named = _NO_LETTERS.sub(" ", words).strip()
    return any(each in (stem, named) or (" " in each and named.startswith(each)) for each in known)


def _without_place(own: str, institution: str) -> str:
    """`Sample Hospital: Continuity of Care Document` is the document's name behind its hospital's."""
    if not institution or not own.startswith(institution):
        return own
    between = _PLACE_BEFORE.match(own, len(institution))
    return own[between.end() :] if between else own


def _headings(
    pages: Sequence[Page], citations: Sequence[Citation], tables: SortingTables, persons: set[str]
) -> Iterator[tuple[Line, int, str]]:
    """The short lines at the top of the first page that hold the strongest words for the category, the best first."""
    for citation in citations[:_BEST]:
        for page in pages:
            for at, line in enumerate(page.lines[:_TOP_LINES]):
                stands = citation.quote and citation.quote in line.text and citation.page == page.number
                text = _heading(line, at, citation.quote, tables, persons) if stands else ""
                if text:
                    yield line, page.number, text


def _heading(line: Line, at: int, quote: str, tables: SortingTables, persons: set[str]) -> str:
    """A line as a heading; "" where it is none."""
    text = " ".join(line.text.split())
    text = text if line.confidence is None else _STRAY.sub("", text)
    words = words_of(text)
    if len(text) > _MAX_CHARS or _heads_columns(words, tables):
        return ""
    if at < _LETTERHEAD_LINES and not names_paper(words, tables.headings) and _is_department(quote, tables):
        return ""
    return text if ":" not in text else _before_colon(text, quote, persons)


def _before_colon(text: str, quote: str, persons: set[str]) -> str:
    """`ROAD MAP: CONSOLIDATION (AALL1732,` is a heading where its first words name a paper: with what stands behind
    the colon unless that is a person, a date or a number."""
    name, _, behind = text.partition(":")
    said = words_of(name)
    known = quote.casefold() == name.strip().casefold() and len(said) > 1
    if not known or any(dates_in(name)):
        return ""
    behind = behind.partition("(")[0].strip(" ,;.-")
    told = words_of(behind)
    plain = not any(word.text in persons for word in told) and not any(dates_in(behind)) and ":" not in behind
    lettered = sum(char.isalpha() for char in behind) > sum(char.isdigit() for char in behind)
    return f"{name.strip()}: {behind}" if behind and plain and lettered else name.strip()


def _heads_columns(words: Sequence[Word], tables: SortingTables) -> bool:
    """`Agent  Dose  Days planned  Given`: most of a line's words head the columns of a table."""
    heads = sum(word.text in tables.column_heads for word in words)
    return heads >= _LEAST_HEADS and 2 * heads > len(words) and not names_paper(words, tables.headings)


def _is_department(quote: str, tables: SortingTables) -> bool:
    """Whether a letterhead's words name who made the paper: `Audiology`, `Clinical Genetics`."""
    said = words_of(quote)
    return 0 < len(said) <= 2 and said[-1].text in tables.departments
