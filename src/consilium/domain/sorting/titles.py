"""What a document is called: its own title, else the heading that showed what it is.

A table's column heads, a department's name in a letterhead and what programs name files are no titles; a record without
one has none, and is called by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from consilium.domain.datetext import MONTHS, dates_in
from consilium.domain.layout import cite
from consilium.domain.phrases import Word, fold, words_of
from consilium.domain.records import Category, Citation, Decision, Line, Page, Reading, Remark
from consilium.domain.sorting.headednotes import headed_note, heads_part
from consilium.domain.sorting.heads import names_paper
from consilium.domain.sorting.tables import SortingTables

_TOP_LINES, _MAX_CHARS, _BEST = 14, 100, 2
_LETTERHEAD_LINES = 4
_LEAST_HEADS, _OF_DAYS = 3, 2
_NAMED_WORDS, _NAMED_LINES = 10, 6
# A point of a list, a form's dots and a number of a form are no headings.
_ITEM = re.compile(r"^\W*(?:\d{1,2}|[a-z])[.)]\s|\.{3}|_{3}|\bn[°ºo]\.?\s?\d", re.IGNORECASE)
# How a letter begins is not what it is called.
_GREETING = re.compile(
    r"(?:dear|hello|hi|estimad[oa]s?|querid[oa]s?|apreciad[oa]s?|distinguid[oa]s?|muy señor|señor(?:es|a)?"
    r"|sr(?:es|a)?\.?|to whom|a quien|attn|attention|at(?:enci[oó]n|te)\.?)\b",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(r"[\W\d_]+")
# Dots and strokes of a form or of a bad reading between words: `Medicinas .... de .... Sofi`.
_DOTTED = re.compile(r"\s*(?:\.{3,}|…+|_{3,}|·{3,})\s*")
# Signs at the end of recognized words that no heading ends in: `Resumen de alta $`.
_STRAY = re.compile(r"(?:\s+[^\w\s()\[\]\"'»”’?!%+]{1,3})+$")
_PLACE_BEFORE = re.compile(r"\s*[:–—-]\s+")
# What a browser or a word processor leaves where nobody gave a title: an address, a path, a file's name.
_ADDRESS = re.compile(
    r"(?:https?|file|ftp|about|data|blob|chrome|javascript|moz-extension|chrome-extension):|www\.|localhost\b"
    r"|[a-z]:[\\/]|\\\\|~?/(?:\w|\.)|[^\s/]+(?:/[^\s/]+){2,}$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\S.*\.(?:docx?|docm|dotx?|odt|rtf|pdf|txt|html?|xhtml|php|aspx?|jsp|xlsx?|pptx?|pages|wpd|tmp|indd|qxd|rpt|rdl"
    r"|jrxml|xps|eps|ps|tiff?|jpe?g|png)(?:\s*[\[(](?:\d+|compatibility mode|modo de compatibilidad|read-only"
    r"|solo lectura)[\])])?$",
    re.IGNORECASE,
)
_LETTERLESS = re.compile(r"[\W\d_]*$")


def title(
    reading: Reading,
    category: Decision[Category],
    tables: SortingTables,
    institution: str = "",
    names: Iterable[str] = (),
) -> Decision[str]:
    """What a document is called, without the `institution` that it opens with; `names` are of people, whom no heading
    names. Without a title of its own or a heading it has none."""
    own = _without_place(undotted(reading.title), institution)
    if own and not useless(own, tables) and not _is_address(own):
        return Decision(own, (Remark("sorting.title_stated"),))
    if category.value is not None:
        persons = {word.text for name in names for word in words_of(name)}
        noted = headed_note(reading.pages) is not None
        for line, page, text in _headings(reading.pages[:1], category.citations, tables, persons):
            if noted and heads_part(line.text):
                continue
            return Decision(text, (Remark("sorting.title_heading"),), (cite(line, page),))
        for line, page, text in _named(reading.pages[:1], tables, persons):
            return Decision(text, (Remark("sorting.title_heading"),), (cite(line, page),))
    return Decision(None, (Remark("sorting.no_title"),))


def undotted(text: str) -> str:
    """Words without the rows of dots and strokes between them, and with one blank."""
    return " ".join(_DOTTED.sub(" ", text).split())


def useless(title: str, tables: SortingTables) -> bool:
    """Whether a title is one that programs and scanners give of their own accord."""
    return _useless(title, tables.useless_titles)


def _is_address(title: str) -> bool:
    """Whether a title that a program stored is where a file stood: `about:blank`, `C:\\Temp\\x.doc`, `informe.docx`."""
    found = _ADDRESS.match(title) or _FILE.match(title) or _LETTERLESS.match(title)
    return found is not None


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


def _named(pages: Sequence[Page], tables: SortingTables, persons: set[str]) -> Iterator[tuple[Line, int, str]]:
    """The short lines at the top that name a paper as such, where the words that showed its category head nothing:
    `Discharge letter: end of treatment`."""
    for page in pages:
        for line in page.lines[:_NAMED_LINES]:
            text = " ".join(line.text.split())
            if _ITEM.search(text) is not None:
                continue
            name, colon, behind = text.partition(":")
            words = words_of(name)
            named = 1 < len(words) <= _NAMED_WORDS and text[:1].isalnum() and not text[:1].islower()
            whole = len(text) <= _MAX_CHARS and not text.endswith((".", ",", ";")) and not any(dates_in(text))
            if not (named and whole and names_paper(words, tables.headings)) or _GREETING.match(text):
                continue
            told = {word.text for word in words_of(text)}
            labelled = colon and (not behind.strip() or any(char.isdigit() for char in behind) or behind.count(":"))
            if persons.isdisjoint(told) and not labelled and not _is_label(name, tables):
                yield line, page.number, text


def _is_label(name: str, tables: SortingTables) -> bool:
    """Whether words before a colon introduce who wrote a paper or where it comes from, not what it is."""
    words = words_of(name)
    labels = (tables.author_labels, tables.institution_labels)
    return any(hit.first == 0 for index in labels for hit in index.find(words))


def _heading(line: Line, at: int, quote: str, tables: SortingTables, persons: set[str]) -> str:
    """A line as a heading; "" where it is none."""
    text = undotted(line.text)
    text = text if line.confidence is None else _STRAY.sub("", text)
    words = words_of(text)
    if len(text) > _MAX_CHARS or _heads_columns(words, tables) or _GREETING.match(text) is not None:
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
    """`Agent  Dose  Days planned  Given`: most of a line's words head the columns of a table; beside days, all do."""
    heads = sum(word.text in tables.column_heads for word in words)
    others = [word for word in words if not word.text[0].isdigit() and word.text not in MONTHS]
    if heads == len(others) and heads >= _OF_DAYS and len(others) < len(words):
        return True
    return heads >= _LEAST_HEADS and 2 * heads > len(words) and not names_paper(words, tables.headings)


def _is_department(quote: str, tables: SortingTables) -> bool:
    """Whether a letterhead's words name who made the paper: `Audiology`, `Clinical Genetics`."""
    said = words_of(quote)
    return 0 < len(said) <= 2 and said[-1].text in tables.departments
