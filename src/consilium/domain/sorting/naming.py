"""Institution and author of a document: what structure states first, then letterhead and signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consilium.domain.datetext import dates_in
from consilium.domain.layout import cells, cite
from consilium.domain.phrases import PhraseIndex, Word, words_of
from consilium.domain.records import Citation, Decision, Line, Page, Reading, Remark, Stated
from consilium.domain.sorting.tables import SortingTables

_LETTERHEAD_LINES = 8
# Where a name may stand beside an address or go on in the line below.
_TOPMOST, _WRAPPED_WORDS = 4, 4
_LABELLED_LINES = 40
_SIGNATURE_LINES = 8
_MAX_CHARS = 100
_LINE_CHARS = 400
_CELL = re.compile(r" {2,}|\t|\s[|–—-]\s|,\s|\s[·•∙●▪|]|[·•∙●▪|](?:\s|$)")
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
_PERSON_END = re.compile(r" {2,}|\t|\s\d|[;|(·•]")
# The label of the next cell where the blanks between two cells are lost: `Miss J. Tarrant Assistant: Mr. D. Osei`.
_NEXT_LABEL = re.compile(
    r"[\s,]+(?:(?:first|second|1st|2nd|co|primer|segundo|chief|senior|consultant) )?"
    r"(?:assist(?:ant|ed by)?|asst|ayudantes?|an(?:a)?esth\w+|anestesi\w+|scrub|nurse|enfermer[oa]|instrumentista"
    r"|surgeons?|cirujan[oa]s?|operator|supervis\w+|date|fecha|hora|time|registrar|fellow|resident[ea]?|dictated|signed|firmado|cc"
    r"|copy|copia|tel|phone|email|reg|n[ºo°]|mat(?:r[ií]cula)?|c[ée]dula|col(?:egiad[oa])?)\b[^:]{0,25}:",
    re.IGNORECASE,
)
# The small words that end a title of two or more: `Médecine nucléaire`, `Oncología pediátrica`.
_REST_OF_TITLE = re.compile(r"(?: (?:y|e|et|of|and|de|und|i|[^\W\d_][^\W\d_'’.\-]*)){1,4}\.?$")


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
    for name, cited in (*_beside(page, tables), *_wrapped(page, tables)):
        yield Decision(name, (Remark("sorting.institution_letterhead"),), (cited,))


def _beside(page: Page, tables: SortingTables) -> Iterator[tuple[str, Citation]]:
    """A name that stands to the right of an address or a mark on one of the topmost lines."""
    for line in page.lines[:_TOPMOST]:
        for cell in cells(line)[1:]:
            said = words_of(cell.text)
            labels = {at for hit in tables.people.labels.find(said) for at in range(hit.first, hit.after)}
            name = "" if len(labels) == len(said) else named_in(cell, tables)
            if name:
                yield name, Citation(name, page.number, cell.box)


def _wrapped(page: Page, tables: SortingTables) -> Iterator[tuple[str, Citation]]:
    """A name of two lines: `EXAMPLE GENETICS` and below it nothing but `LABORATORY`."""
    for above, line in pairwise(page.lines[:_TOPMOST]):
        last = words_of(line.text)
        ends = len(last) == 1 and any(True for _ in tables.institutions.find(last)) and line.text.strip().isalpha()
        house = any(word.text in tables.departments for word in words_of(above.text))  # and not a child's name
        same = house and above.text.isupper() == line.text.isupper() and above.text.replace(" ", "").isalpha()
        joined = replace(line, text=f"{above.text.strip()} {line.text.strip()}", words=())
        name = named_in(joined, tables) if ends and same and len(above.text.split()) <= _WRAPPED_WORDS else ""
        if name == joined.text:
            yield name, cite(above, page.number)


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
    house = cell.partition(" / ")[0]  # `Sample Hospital / Cytogenomics`: a house and its department
    cell = house if next(tables.institutions.find(words_of(house)), None) is not None else cell
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
    cut = _NEXT_LABEL.split(_PERSON_END.split(text[:_MAX_CHARS].strip())[0])[0]
    found = _PERSON.match(cut)
    return _whole(found[0], cut[found.end() :]) if found else ""


def _whole(person: str, behind: str) -> str:
    """A name with the whole of the title behind its comma, or without that title; what a colon follows is a label."""
    if behind[:1] == ":":
        person = person.rpartition(" ")[0]
    name, comma, _ = person.partition(",")
    if comma and behind[:1] == " " and behind[1:2].islower():
        rest = _REST_OF_TITLE.match(behind)
        person = f"{person}{rest[0]}" if rest else name
    return person.strip(" ,")
