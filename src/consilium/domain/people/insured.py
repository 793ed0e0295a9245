"""The insured child: `Member: Mateo Prueba  DOB: 03/04/2019` of an insurer names the patient and no policy holder.

An insured person counts as the patient only where the birth date beside the name is a child's on the paper's last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.datetext import dates_in
from consilium.domain.people.persons import Person
from consilium.domain.people.words import PeopleWords, is_name
from consilium.domain.phrases import fold
from consilium.domain.records import Page

_GROWN_FROM = 18
_LABEL = re.compile(
    r"\b(?:members?|member name|insured|insured(?:'s)? name|subscriber|dependents?"
    r"|asegurad[oa]|beneficiari[oa]|afiliad[oa])"
    r"\s{0,3}[:.]?\s{0,6}$"
)
_MOST_LINES = 120


def insured_children(persons: Sequence[Person], page: Page, words: PeopleWords) -> Iterator[Person]:
    """The persons under an insurer's label whose birth date beside it is that of a child."""
    for person in persons:
        if person.patient or not person.birth or not is_name(person.name.text, words, certain_label=True):
            continue
        label = fold(person.name.line.text[: person.name.start])[-40:]
        if _LABEL.search(label) and _last_year(page) - min(day.year for day in person.birth) < _GROWN_FROM:
            yield person


def _last_year(page: Page) -> int:
    """The latest year that the paper names: it was written by then."""
    found = (value.year for line in page.lines[:_MOST_LINES] for one in dates_in(line.text) for value in one.values)
    return max(found, default=9999)
