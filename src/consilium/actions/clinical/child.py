"""Who the child is, each statement with the words of the record that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from consilium.domain.packet import ChildView, Sourced
from consilium.domain.records import Citation, DateRole, PersonNamed, Reading

Open = Callable[[str], Reading | None]
NOWHERE = Citation()


def located(child: ChildView, open_record: Open) -> ChildView:
    """The child with places. `open_record` gives the reading of a record by its number, None where there is none."""
    name, born, sex = child.name, child.birth_date, child.sex
    return replace(
        child,
        name=_cited(name, open_record, lambda reading: _name(reading, name.text if name else "")),
        birth_date=_cited(born, open_record, lambda reading: _birth(reading, born.text if born else "")),
        sex=_cited(
            sex, open_record, lambda reading: _first(one for one in reading.people if sex and one.sex == sex.text)
        ),
        numbers=tuple(
            replace(one, citation=_number(open_record(one.source), one.value) if one.source else NOWHERE)
            for one in child.numbers
        ),
    )


def _cited(said: Sourced | None, open_record: Open, place: Callable[[Reading], Citation]) -> Sourced | None:
    reading = open_record(said.source) if said and said.source else None
    return replace(said, citation=place(reading)) if said and reading else said


def _name(reading: Reading, text: str) -> Citation:
    """Where the reading names the person who is shown by this text, in whichever order."""
    words = set(text.casefold().replace(",", " ").split())
    same = (one for one in reading.people if words == set(f"{one.given} {one.family}".casefold().split()))
    return _first([*same, *reading.people])


def _birth(reading: Reading, text: str) -> Citation:
    days = [one.citation for one in reading.dates if one.role is DateRole.BIRTH and str(one.value) == text]
    return next(filter(_stands, days), _first(one for one in reading.people if str(one.birth_date) == text))


def _number(reading: Reading | None, value: str) -> Citation:
    """The line that the number stands on; where there are no pages, the person with the number."""
    if reading is None:
        return NOWHERE
    for page in reading.pages:
        for line in page.lines:
            if value in line.text.split():
                return Citation(line.text, page.number, line.box)
    return _first(one for one in reading.people if any(number.value == value for number in one.numbers))


def _first(people: Iterable[PersonNamed]) -> Citation:
    return next((one.citation for one in people if _stands(one.citation)), NOWHERE)


def _stands(citation: Citation) -> bool:
    return bool(citation.quote)
