"""A patient's box whose labels could not be read, and the sticker that has none: a name with a birth date, a sex or a
record number in one line and nothing else. Without it a relative's paper had no name and was taken for the child's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.layout import cite
from consilium.domain.people.persons import LATEST_SHORT, NUMBER
from consilium.domain.people.words import READ_WITHOUT_LABEL, PeopleWords, is_name, parted_name, read_well
from consilium.domain.phrases import words_of
from consilium.domain.records import Line, Page, PersonNamed, RecordNumber

_HEAD_LINES, _CHARS, _DIGITS = 15, 160, 4
_NAME = re.compile(r"[^\W\d_][^\d|;:()]{4,58}?(?=[\s|,;]{1,12}\d)")
_LETTER = re.compile(r"[\s,]+([MFmf])$")  # of the sex, right behind the name
_ALONE = {"m": "male", "f": "female"}
_SPACE = re.compile(r"[\s|,;/·.\-]*")


def in_boxes(pages: Sequence[Page], words: PeopleWords, order: str) -> Iterator[PersonNamed]:
    """People of lines in the head of the first page that hold a name, one full date and a sex or a record number.

    A name of a comma (`SAMPLE, ANDRES`) or a sex beside it is wanted: a clinic with its day and the number of a form is
    no person."""
    for page in pages[:1]:
        for line in page.lines[:_HEAD_LINES]:
            found = _person(page, line, words, order) if len(line.text) <= _CHARS else None
            if found is not None:
                yield found


def _person(page: Page, line: Line, words: PeopleWords, order: str) -> PersonNamed | None:
    found = _NAME.match(line.text)
    if found is None or not read_well(line, READ_WITHOUT_LABEL):
        return None
    letter = _LETTER.search(found[0])
    name = found[0][: letter.start()] if letter else found[0]
    name = name.strip(" ,|")
    rest = line.text[found.end() :]
    days = list(dates_in(rest))
    if (
        len(days) != 1
        or not all(value.day for value in days[0].values)
        or not is_name(name, words, certain_label=False)
    ):
        return None
    if days[0].short and days[0].values[0].year > LATEST_SHORT:
        return None
    left = f"{rest[: days[0].start]} {rest[days[0].end :]}"
    sex, numbers, left = _beside(left, words)
    sex = sex or (_ALONE[letter[1].casefold()] if letter else "")
    if _SPACE.fullmatch(left) is None or not (sex or numbers) or not (sex or "," in name):
        return None
    birth = in_order(days[0].values, order)
    family, given = parted_name(name)
    return PersonNamed(
        text=name,
        family=family,
        given=given,
        birth_date=certain(birth),
        sex=sex,
        numbers=numbers,
        citation=cite(line, page.number, 0, len(name)),
        birth_may_be=birth if len(birth) > 1 else (),
        confidence=line.confidence,
    )


def _beside(text: str, words: PeopleWords) -> tuple[str, tuple[RecordNumber, ...], str]:
    """The sex and the record numbers of a text, and what is left of it."""
    sex = ""
    hit = next((hit for hit in words.sexes.find(words_of(text)) if hit.after - hit.first == 1), None)
    if hit is not None:
        word = words_of(text)[hit.first]
        sex, text = hit.value, text[: word.start] + " " + text[word.end :]
    numbers = []
    for found in list(NUMBER.finditer(text)):
        if sum(char.isdigit() for char in found[0]) >= _DIGITS:
            numbers.append(RecordNumber(found[0].strip(), ""))
            text = text.replace(found[0], " ", 1)
    return sex, tuple(numbers), text
