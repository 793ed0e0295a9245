"""How a scanner takes one word for another: letters of one shape for each other, thin ones lost or found, `rn` for `m`.

A recognized word is believed to be a known one only by such slips: `regresion` is no misread `progresion`, nor
`contact` a `contrast`, however many letters they share.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

# Letters that blurred print shows alike; accents are folded away.
_SHAPES = ("aceo", "aes", "os", "nmhur", "uvwy", "iltjf1", "bhk", "bdo", "gqypj", "zsx", "tr", "dcl", "pb", "6b8s3")
_ALIKE = frozenset(frozenset(pair) for shape in _SHAPES for pair in combinations(shape, 2))
_THIN = frozenset("iltjfr1")
_JOINED = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))
_NEVER = 99


@lru_cache(maxsize=4096)
def slips_between(one: str, other: str, most: int) -> int:
    """How many slips lie between two folded words, a wide letter lost or found counting as two; more than `most` is
    only told to be more."""
    best = _slips(one, other, most)
    for pair, sign in _JOINED:
        if best > 1 and (pair in one) != (pair in other):
            best = min(best, 1 + _slips(one.replace(pair, sign, 1), other.replace(pair, sign, 1), most - 1))
    return best


def _slips(one: str, other: str, most: int) -> int:
    """The cheapest way from one word to the other (Levenshtein), cut short above `most`."""
    row = [0]
    for place, letter in enumerate(other):
        row.append(row[-1] + _lost(letter, place))
    for at, letter in enumerate(one):
        before, row[0] = row[0], row[0] + _lost(letter, at)
        for place, wanted in enumerate(other, 1):
            kept = before + _taken(letter, wanted)
            before = row[place]
            row[place] = min(kept, row[place] + _lost(letter, at), row[place - 1] + _lost(wanted, place - 1))
        if min(row) > most:
            return most + 1
    return row[-1]


def _lost(letter: str, place: int) -> int:
    """What a letter costs that only one of two words has: a wide one at the beginning makes another word."""
    return 1 if letter in _THIN else 2 if place else _NEVER


def _taken(letter: str, wanted: str) -> int:
    return 0 if letter == wanted else 1 if frozenset((letter, wanted)) in _ALIKE else _NEVER
