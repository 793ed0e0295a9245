"""Institution, author and title of a document: what structure states first, then letterhead, signature and heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from consilium.domain.datetext import dates_in
from consilium.domain.layout import cells, cite
from consilium.domain.phrases import PhraseIndex, Word, fold, words_of
from consilium.domain.records import Category, Citation, Decision, Line, Page, Reading, Remark, Stated
from consilium.domain.sorting.tables import SortingTables

_LETTERHEAD_LINES = 8
_LABELLED_LINES = 40
_SIGNATURE_LINES = 8
_MAX_CHARS = 100
_LINE_CHARS = 400
_NO_LETTERS = re.compile(r"[\W\d_]+")
_CELL = re.compile(r" {2,}|\t|\s[|–—-]\s|,\s")
_ADDRESS = re.compile(
    r"[\s,](?=(?:Av|Avda|Tels?|Tel[eé]fono|Phone|Fax|Calz|Cra|Col)\b[. ]"
    r"|(?:Avenida|Calle|Carretera|Boulevard|Blvd|Apartado|P\.? ?O\.? Box)\b|C/ ?[A-ZÀ-Þ]"
    r"|\d{1,6} [^,\d]{2,30}\b(?:Avenue|Ave|Road|Rd|Street|St|Drive|Boulevard|Blvd|Lane|Ln|Way|Parkway|Pkwy|Highway|Hwy"
    r"|Square|Place)\b|[+(]?\+?\d[\d() .-]{6,}$)"
)
_CLOSING_CHARS = 60
_PERSON = re.compile(
    r"^(?:(?:Dr|Dra|Prof)\.?\s)?[A-ZÀ-Þ][\w'’.\-]*\.?(?:,?\s[A-ZÀ-Þ][\w'’.\-]*\.?){1,5}(?:,?\s(?:MD|DO|PhD|FRCPC|MBBS))?"
)
_TITLED = re.compile(r"^(?:Dr|Dra|Prof)\.?\s[A-ZÀ-Þ]|,?\s(?:MD|DO)\.?$")
_PERSON_END = re.compile(r" {2,}|\t|\s\d|[;|(]")


def institution(reading: Reading, tables: SortingTables) -> Decision[str]:
    """Where a document comes from."""
    stated = _stated(reading.institutions, "sorting.institution_stated")
    if stated is not None:
        return stated
    if reading.pages:
        page = reading.pages[0]
        for found in (*_letterhead(page, tables), *_labelled_institution(page, tables)):
            return found
        for found in _closing(reading.pages[-1], tables):
            return found
    return Decision(None, (Remark("sorting.no_institution"),))


def _stated(values: Sequence[Stated], code: str) -> Decision[str] | None:
    for stated in values:
        if stated.value.strip():
            return Decision(stated.value.strip(), (Remark(code),), (stated.citation,))
    return None


def _letterhead(page: Page, tables: SortingTables) -> Iterator[Decision[str]]:
    """The first line at the top that has a word for a hospital, clinic or laboratory and none that shows otherwise."""
    for line in page.lines[:_LETTERHEAD_LINES]:
        name = named_in(line, tables)
        if name:
            cited = cite(line, page.number, 0, len(name))
            yield Decision(name, (Remark("sorting.institution_letterhead"),), (cited,))


def _closing(page: Page, tables: SortingTables) -> Iterator[Decision[str]]:
    """A line below a letter's signature that is nothing but an institution's name."""
    for line in page.lines[-_SIGNATURE_LINES:]:
        name = named_in(line, tables) if len(line.text) <= _CLOSING_CHARS and line.text[-1:].isalpha() else ""
        if name and name == line.text.strip():
            yield Decision(name, (Remark("sorting.institution_closing"),), (cite(line, page.number),))


def named_in(line: Line, tables: SortingTables) -> str:
    """The institution that a line's first cell names, without address and telephone; "" where it names none."""
    first = cells(line)[0].text[:_LINE_CHARS].strip()
    cell = _ADDRESS.split(_CELL.split(first)[0])[0].strip(" .,:-")
    if len(cell) > _MAX_CHARS or ":" in cell or "?" in cell or not cell[:1].isupper():
        return ""
    words = words_of(cell)
    if not 2 <= len(words) <= 10 or next(tables.institutions.find(words), None) is None:
        return ""
    if any(cell[words[hit.first].start].islower() for hit in tables.institutions.find(words[:1] + words[-1:])):
        return ""
    stops = {hit.first for hit in tables.not_institutions.find(words)}
    return "" if 0 in stops or any(dates_in(cell)) else _without_department(cell, words, tables)


def _without_department(name: str, words: Sequence[Word], tables: SortingTables) -> str:
    """`Riverbend Hospital Pathology` is Riverbend Hospital, where what is left still has a hospital's word."""
    last = words[-1]
    rest = name[: last.start].strip(" .,:-")
    if last.text in tables.departments and next(tables.institutions.find(words[:-1]), None) is not None:
        return rest
    return name


def _labelled_institution(page: Page, tables: SortingTables) -> Iterator[Decision[str]]:
    for line, value in _labelled(page.lines[:_LABELLED_LINES], tables.institution_labels):
        if next(tables.institutions.find(words_of(value)), None) is not None:
            cell = _CELL.split(value)[0].strip()[:_MAX_CHARS]
            yield Decision(cell, (Remark("sorting.institution_labelled"),), (cite(line, page.number, 0, _LINE_CHARS),))


def _labelled(lines: Sequence[Line], labels: PhraseIndex[bool]) -> Iterator[tuple[Line, str]]:
    """Lines with a label and a colon, and what stands behind it."""
    for line in lines:
        text = line.text[:_LINE_CHARS]
        words = words_of(text)
        for hit in labels.find(words):
            behind = text[words[hit.after - 1].end :].lstrip()
            if behind[:1] in (":", ",") and behind[1:].strip():
                yield line, behind[1:].strip()


def author(reading: Reading, tables: SortingTables) -> Decision[str]:
    """Who wrote or signed a document."""
    stated = _stated(reading.authors, "sorting.author_stated")
    if stated is not None:
        return stated
    for page in (*reading.pages[-1:], *reading.pages[:1]):
        for line, value in _labelled(page.lines[-60:], tables.author_labels):
            person = _person(value)
            if person:
                cited = cite(line, page.number, 0, _LINE_CHARS)
                return Decision(person, (Remark("sorting.author_signed"),), (cited,))
        for line in reversed(page.lines[-_SIGNATURE_LINES:]):
            person = _person(line.text) if _TITLED.search(line.text[:_MAX_CHARS].strip()) else ""
            if person:
                cited = cite(line, page.number, 0, _LINE_CHARS)
                return Decision(person, (Remark("sorting.author_signature"),), (cited,))
    return Decision(None, (Remark("sorting.no_author"),))


def _person(text: str) -> str:
    cut = _PERSON_END.split(text[:_MAX_CHARS].strip())[0]
    found = _PERSON.match(cut)
    return found[0].strip(" ,") if found else ""


def title(reading: Reading, category: Decision[Category], tables: SortingTables) -> Decision[str]:
    """What a document is called: its own title or the heading that showed its category. Without one it has none."""
    own = " ".join(reading.title.split())
    if own and not useless(own, tables):
        return Decision(own, (Remark("sorting.title_stated"),))
    heading = _heading(reading.pages[:1], category.citations)
    if heading is not None and category.value is not None:
        line, page = heading
        text = " ".join(line.text.split())[:_MAX_CHARS]
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


def _heading(pages: Sequence[Page], citations: Sequence[Citation]) -> tuple[Line, int] | None:
    """The short line at the top of the first page that holds the strongest words for the category."""
    for citation in citations[:2]:
        for page in pages:
            for line in page.lines[:14]:
                stands = citation.quote and citation.quote in line.text and citation.page == page.number
                if stands and len(line.text) <= _MAX_CHARS and ":" not in line.text:
                    return line, page.number
    return None
