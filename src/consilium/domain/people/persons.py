"""Persons of a page: a name with the birth date, sex and numbers that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, compact_date, dates_in, in_order
from consilium.domain.layout import cite
from consilium.domain.people.labelled import Value
from consilium.domain.people.words import READ_AT_ALL, Label, PeopleWords, is_name, parted_name, read_well
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import PersonNamed, RecordNumber

# A birth date or number this many lines after a name, or before it, is taken to be that person's.
_REACH = 12
# A birth year of two digits beyond this is of the century before, and no child's.
LATEST_SHORT = 2049
# `REX 445 0091`: a hospital's own letters may stand apart from the digits.
NUMBER = re.compile(
    r"(?:(?P<letters>[A-Z]{2,4}) (?=\d{3})|[A-Za-z]{0,4}[-/.]?)\d[\dA-Za-z]*(?:[-/. ]\d[\dA-Za-z]*){0,4}"
)

# `DOB withheld, 8 yrs   Date of operation: 19/04/2023`: the day behind is that of another label.
_OF_ANOTHER = re.compile(
    r"\b(?:withheld|redacted|omitted|unknown|not (?:given|stated|shown|recorded)|no consta|reservad[oa]|omitid[oa]"
    r"|se omite|desconocid[oa])\b",
    re.IGNORECASE,
)


# A given name and two family names at least, and what a message is about behind them.
_FIRST = re.compile(
    r"(?P<name>[^\W\d_]\S{1,25}(?: [^\W\d_]\S{1,25}){1,4}? [^\W\d_][^\s,:;]{1,25})(?:[,:;]\s|\s[-–—]\s)(?=\S)"
)


@dataclass
class Person:
    name: Value
    patient: bool
    birth: tuple[PartialDate, ...] = ()
    sex: str = ""
    numbers: list[RecordNumber] = field(default_factory=list)

    def named(self) -> PersonNamed:
        family, given = parted_name(self.name.text)
        citation = cite(self.name.line, self.name.page, self.name.start, self._end())
        return PersonNamed(
            text=self.name.text,
            family=family,
            given=given,
            birth_date=certain(self.birth) if self.birth else None,
            sex=self.sex,
            numbers=tuple(dict.fromkeys(self.numbers)),
            citation=citation,
            birth_may_be=self.birth if len(self.birth) > 1 else (),
            confidence=self.name.line.confidence,
        )

    def _end(self) -> int:
        if self.name.end:
            return self.name.end
        found = self.name.line.text.find(self.name.text, self.name.start)
        return found + len(self.name.text) if found >= 0 else len(self.name.line.text)


def persons_of(values: Sequence[Value], words: PeopleWords, strict: bool) -> list[Person]:
    persons = []
    for value in values:
        label = value.meaning.label
        if label is Label.OTHER_PERSON:
            persons.append(Person(value, patient=False))
        taken = label is Label.PATIENT or (label is Label.NAME and not strict)
        taken = taken and read_well(value.line, READ_AT_ALL)
        value = _named_first(value, words) if taken and label is Label.NAME else value
        if taken and is_name(
            value.text, words, certain_label=label is Label.PATIENT and not (value.plain or value.cell)
        ):
            persons.append(Person(value, patient=True))
    return persons


def _named_first(value: Value, words: PeopleWords) -> Value:
    """A subject that begins with a whole name: `Asunto: Ana Muestra Ejemplo, próximas citas`."""
    found = _FIRST.match(value.text)
    whole = is_name(value.text, words, certain_label=False)
    if whole or found is None or not is_name(found["name"], words, certain_label=False):
        return value
    return replace(value, text=found["name"], end=0)


def attach(values: Sequence[Value], persons: Sequence[Person], words: PeopleWords, order: str) -> None:
    """Give every birth date, sex and number to the person whom it stands beside."""
    for value in values:
        person = _owner(value, persons)
        if person is None:
            continue
        if value.meaning.label is Label.BIRTH and not person.birth:
            person.birth = _birth(value.text, order)
        elif value.meaning.label is Label.SEX and not person.sex:
            person.sex = _sex(value, words)
        elif value.meaning.label is Label.NUMBER:
            number = _number(value, words)
            if number is not None:
                person.numbers.append(number)


def _owner(value: Value, persons: Sequence[Person]) -> Person | None:
    """The last person named before a value, or the first one soon after it; on the same line first."""
    before = [p for p in persons if (p.name.at, p.name.start) <= (value.at, value.start)]
    after = [p for p in persons if (p.name.at, p.name.start) > (value.at, value.start)]
    if before and value.at - before[-1].name.at <= (_REACH if before[-1].patient else 2):
        return before[-1]
    earlier = [p for p in before if p.patient and value.at - p.name.at <= _REACH]
    if earlier:
        return earlier[-1]
    if after and after[0].patient and after[0].name.at - value.at <= 3:
        return after[0]
    return None


def _birth(text: str, order: str) -> tuple[PartialDate, ...]:
    found = next(dates_in(text[:60]), None) or compact_date(text.strip()[:20])
    if found is None or (found.short and found.values[0].year > LATEST_SHORT):
        return ()
    if _OF_ANOTHER.search(text[: found.start]) is not None:
        return ()
    return in_order(found.values, order)


def _sex(value: Value, words: PeopleWords) -> str:
    """female, male, other or "". `M` under a Spanish label may be Masculino or Mujer, so it says nothing there."""
    first = words_of(value.text)[:1]
    label = fold(value.line.text)
    if first and first[0].text == "m" and ("sexo" in label or "genero" in label):
        return ""
    hit = next(iter(words.sexes.find(first)), None)
    return hit.value if hit is not None else ""


def _number(value: Value, words: PeopleWords) -> RecordNumber | None:
    found = NUMBER.match(value.text.strip())
    if found is None or sum(char.isdigit() for char in found[0]) < 4:
        return None
    if found["letters"] and next(words.labels.find(words_of(found["letters"])), None) is not None:
        return None  # another label: its own value is the number
    return RecordNumber(found[0].strip(), value.meaning.issuer)
