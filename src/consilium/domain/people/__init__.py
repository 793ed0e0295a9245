"""Patients named in running text: labelled names with what stands beside them (birth date, sex, record number).

A name counts as the patient's only where a label says so (`Patient:`, `Paciente:`, `RE:`), where it heads a line that
goes on with a birth date or a record number (`SAMPLE, MIA  DOB: ...`), or where it is alone with them (`boxes`).
Doctors, parents, insured persons and relatives are named with labels of their own and are never taken; what stands
beside them is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from consilium.domain.layout import cite
from consilium.domain.people.boxes import in_boxes
from consilium.domain.people.insured import insured_children
from consilium.domain.people.labelled import LINE_CHARS, values_of
from consilium.domain.people.persons import attach, persons_of
from consilium.domain.people.words import Label, LabelMeaning, PeopleWords, is_name
from consilium.domain.records import Page, PersonNamed

__all__ = ["Label", "LabelMeaning", "PeopleWords", "find_people", "told"]

MAX_CHARS = 5_000_000
MAX_PEOPLE = 500
_WINDOW = 300
_WINDOW_VALUES, _WINDOW_PEOPLE = 1_500, 200
_TOLD_PAGES = 5
_HEAD_LINES = 15
_CASED = r"[A-ZÀ-Þ][\w'’\-]{1,25}(?: (?:de |la |del |los ){0,2}[A-ZÀ-Þ][\w'’\-]{1,25}){1,4}"
_AGED = r"\d{1,2}[- ](?:(?:year|month|day|yr)s?[- ]old|y/?o\b|años|meses)"
_TOLD = re.compile(
    rf"\b(?:[Pp]aciente|[Nn]iñ[oa]|[Mm]enor),? (?P<es>{_CASED})(?=,? de \d{{1,2}} (?:años|meses|días))"
    rf"|(?P<en>{_CASED})(?=,? (?:is |was |es )?(?:an?|un|una) (?:niñ[oa] de )?{_AGED})"
    rf"|(?P<born>{_CASED})(?=,? \(?(?:born|DOB:?|[Nn]acid[oa](?: el)?|[Ff]\. ?[Nn]ac\.?:?) (?:on )?\d)"
)
_RELATIVE = re.compile(
    r"\b(?:mother|father|brother|sister|sibling|cousin|aunt|uncle|parent|donor|madre|padre|herman[oa]|prim[oa]|t[íi][oa]"
    r"|dra?|donante)\b",
    re.IGNORECASE,
)


def find_people(
    pages: Sequence[Page], words: PeopleWords, order: str = "", *, strict: bool = False
) -> tuple[PersonNamed, ...]:
    """The patients that a document's text names. `order` is its order of day and month ("dmy", "mdy", "").

    `strict` takes certain labels only: for documents whose structure already names the patient.
    """
    people: list[PersonNamed] = []
    for window in _windows(pages):
        people += _on_page(window, words, order, strict)
        if len(people) >= MAX_PEOPLE:
            break
    if not people and not strict:
        people += in_boxes(pages, words, order)
    if not people and not strict:
        people += islice(told(pages, words), MAX_PEOPLE)
    return tuple(dict.fromkeys(people))


def _windows(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages, long ones in parts, up to a bound: what is beside what is only asked within a part."""
    spent = 0
    for page in pages:
        for start in range(0, len(page.lines), _WINDOW):
            lines = page.lines[start : start + _WINDOW]
            spent += sum(min(len(line.text), LINE_CHARS) for line in lines)
            if spent > MAX_CHARS:
                return
            yield page if len(lines) == len(page.lines) else replace(page, lines=lines)


def told(pages: Sequence[Page], words: PeopleWords) -> Iterator[PersonNamed]:
    """Patients named in sentences: `la paciente Ana Muestra, de 8 años`; `Mia Sample is an 11-year-old girl`."""
    for page in pages[:_TOLD_PAGES]:
        for line in page.lines[:_WINDOW]:
            for found in _TOLD.finditer(line.text[:LINE_CHARS]):
                name = found["es"] or found["en"] or found["born"]
                relative = _RELATIVE.search(line.text[max(0, found.start() - 40) : found.start(found.lastgroup or 0)])
                if relative is None and is_name(name, words, certain_label=False):
                    start = found.start(found.lastgroup or 0)
                    cited = cite(line, page.number, start, start + len(name))
                    yield PersonNamed(name, citation=cited, confidence=line.confidence)


def _on_page(page: Page, words: PeopleWords, order: str, strict: bool) -> Iterator[PersonNamed]:
    found = (value for at in range(len(page.lines)) for value in values_of(page, at, words))
    values = list(islice(found, _WINDOW_VALUES))
    persons = persons_of(values, words, strict)[:_WINDOW_PEOPLE]
    if not persons:
        return
    attach(values, persons, words, order)
    known = [person for person in persons if person.patient] or list(insured_children(persons, page, words))
    for person in known:
        certain = person.name.meaning.label is Label.PATIENT or person.name.at < _HEAD_LINES
        if person.birth or person.numbers or (certain and not person.name.plain):
            yield person.named()
