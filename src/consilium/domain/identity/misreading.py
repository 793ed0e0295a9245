"""Record numbers that were read from a picture: one or two characters off a number that typed records state, they are
most likely that number, misread.

They then speak a little for the child, are no number of the child's own, and make no other child of it. Two typed
numbers that differ by one digit are two numbers (law 5), and a number that some typed record states, whoever's it is,
is no misreading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from consilium.domain.identity.evidence import number_text
from consilium.domain.records import PersonNamed, RecordNumber

LEAST_CHARS = 5
MOST_ALIKE = 2
MOST_TYPED = 500
# Printed characters that recognition takes for one another, whatever their case.
_ALIKE = frozenset(
    frozenset(pair)
    for pair in "0O 0D 0Q 0C 0U 06 08 OD OQ OC CG 1I 1L 1T 17 IL IT IJ 2Z 27 38 3B 35 4A 5S 56 6G 6B 68 8B 8S 9G 9Q 89 "
    "49 MN MH NH UV VY KX EF PR".lower().split()
)


def typed_numbers(people: Iterable[PersonNamed]) -> tuple[RecordNumber, ...]:
    """The numbers that typed namings state, whoever's they are; the first `MOST_TYPED` of them."""
    stated = (number for person in people if person.confidence is None for number in person.numbers)
    return tuple(dict.fromkeys(stated))[:MOST_TYPED]


def misread_of(
    number: RecordNumber, known: Iterable[RecordNumber], typed: Collection[RecordNumber]
) -> RecordNumber | None:
    """The typed number of the child that a number read from a picture most likely is; None where it may be its own."""
    text = number_text(number)
    stated = {number_text(one) for one in typed}
    if len(text) < LEAST_CHARS or text in stated:
        return None
    ours = (one for one in known if number_text(one) in stated)
    return next((one for one in ours if _confusable(text, number_text(one))), None)


def own_numbers(
    known: tuple[RecordNumber, ...], typed: Collection[RecordNumber], among: Iterable[RecordNumber] = ()
) -> tuple[RecordNumber, ...]:
    """The child's numbers without those that are a misreading of a typed one of the child (of these or `among`)."""
    ours = (*known, *among)
    return tuple(number for number in known if misread_of(number, ours, typed) is None)


def _confusable(one: str, other: str) -> bool:
    """Whether a character was lost, added or taken for another, or two for ones that look like them."""
    if min(len(one), len(other)) < LEAST_CHARS or abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    wrong = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(wrong) == 1 or (len(wrong) <= MOST_ALIKE and all(frozenset(pair) in _ALIKE for pair in wrong))
