"""Who the child is, each statement with the words of the record that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from consilium.domain.datetext import dates_in
from consilium.domain.packet import NOWHERE, ChildView, Sourced
from consilium.domain.people import Label
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Citation, DateRole, PersonNamed, Reading
from consilium.knowledge.rules import rules

Open = Callable[[str], Reading | None]


def located(child: ChildView, open_record: Open) -> ChildView:
    """The child with places. `open_record` gives the reading of a record by its number, None where there is none."""
    return replace(
        child,
        name=_cited(child.name, open_record, _name),
        birth_date=_cited(child.birth_date, open_record, _birth),
        sex=_cited(child.sex, open_record, _sex),
        numbers=tuple(
            replace(one, citation=_place(open_record, one.source, _number, one.value)) for one in child.numbers
        ),
    )


def _cited(
    said: Sourced | None, open_record: Open, places: Callable[[Reading, str], Iterator[Citation]]
) -> Sourced | None:
    return said and replace(said, citation=_place(open_record, said.source, places, said.text))


def _place(open_record: Open, record: str, places: Callable[[Reading, str], Iterator[Citation]], text: str) -> Citation:
    """The first place that has words; none where the family said it."""
    reading = open_record(record) if record else None
    found = places(reading, text) if reading else iter(())
    return next((one for one in found if one.quote), NOWHERE)


def _name(reading: Reading, text: str) -> Iterator[Citation]:
    words = {word.text for word in words_of(text)}
    yield from _people(reading, lambda one: words == {word.text for word in words_of(one.text)})
    yield from _lines(reading, lambda line: words <= {word.text for word in words_of(line)})
    yield from _people(reading, lambda one: bool(one.text))


def _birth(reading: Reading, text: str) -> Iterator[Citation]:
    yield from (one.citation for one in reading.dates if one.role is DateRole.BIRTH and str(one.value) == text)
    yield from _lines(reading, lambda line: any(text in map(str, date.values) for date in dates_in(line)))
    yield from _people(reading, lambda one: str(one.birth_date) == text)


def _sex(reading: Reading, text: str) -> Iterator[Citation]:
    people = rules().sorting.people

    def labels(line: str) -> bool:
        return any(hit.value.label is Label.SEX for hit in people.labels.find(words_of(line)))

    def says(line: str) -> bool:
        return any(hit.value == text for hit in people.sexes.find(words_of(line)))

    yield from _lines(reading, lambda line: labels(line) and says(line))
    for page in reading.pages:  # the label heads a column
        for above, line in pairwise(page.lines):
            if labels(above.text) and says(line.text):
                yield Citation(line.text, page.number, line.box)
    yield from _people(reading, lambda one: one.sex == text)
    # A sticker has no labels: the sex stands beside the birth date.
    yield from _lines(reading, lambda line: says(line) and any(True for _ in dates_in(line)))


def _number(reading: Reading, text: str) -> Iterator[Citation]:
    index = PhraseIndex.of([(text, True)])
    yield from _lines(reading, lambda line: any(index.find(words_of(line))))
    yield from _people(reading, lambda one: any(number.value == text for number in one.numbers))


def _lines(reading: Reading, says: Callable[[str], bool]) -> Iterator[Citation]:
    for page in reading.pages:
        yield from (Citation(line.text, page.number, line.box) for line in page.lines if says(line.text))


def _people(reading: Reading, are: Callable[[PersonNamed], bool]) -> Iterator[Citation]:
    return (one.citation for one in reading.people if are(one))
