"""How well two names agree: their words are paired one to one, and what is left over on either side tells the rest.

Brothers, sisters and twins share family names and often a first given name (Ana María, Ana Lucía), so a given name
that differs, or a common one that stands alone, is never taken for agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein

from consilium.domain.identity.names import Name, NameWord, NameWords, Role, alike, is_cut, is_initial, maybe_alike


class NameLevel(StrEnum):
    """What two names say of each other."""

    EXACT = "exact"  # the same words, in whatever order
    COMPATIBLE = "compatible"  # one leaves words out, shortens or abbreviates, and enough is left
    WEAK = "weak"  # may be the same, and may be a brother or sister
    FOREIGN = "foreign"  # named in letters that can't be compared here
    ABSENT = "absent"
    OTHER_GIVEN = "other_given"
    OTHER_FAMILY = "other_family"
    OTHER = "other"


# A recognized word that has this share of another's letters may be that word; and where a record number or several
# misread words speak for a poor picture, one that has this share, in a name that has that share as a whole.
_MISREAD, _POORLY_READ, _POORLY_READ_NAME = 0.55, 0.45, 0.7
# Letters that a scanner takes for one another.
_LIKE = str.maketrans(
    {"m": "n", "h": "n", "u": "n", "v": "n", "l": "i", "j": "i", "t": "i", "f": "i", "c": "o", "e": "o"}
)
CONFLICTS = frozenset({NameLevel.OTHER_GIVEN, NameLevel.OTHER_FAMILY, NameLevel.OTHER})


class _How(StrEnum):
    """How a pair of words agrees, the best first."""

    EQUAL = "equal"
    SHORT = "short"
    INITIAL = "initial"
    CUT = "cut"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class _Pair:
    one: NameWord
    other: NameWord
    how: _How

    @property
    def given(self) -> bool:
        """Whether the word is a given name on both sides."""
        return self.one.role is self.other.role is Role.GIVEN

    @property
    def whole(self) -> bool:
        return self.how in (_How.EQUAL, _How.SHORT)


@dataclass(frozen=True, slots=True)
class _Paired:
    """Words of two names paired one to one, and what is left over on either side."""

    pairs: tuple[_Pair, ...]
    left: tuple[NameWord, ...]
    right: tuple[NameWord, ...]

    def shares_given(self) -> bool:
        """Whether a whole given name is shared; without known roles, the word that opens the name."""
        return any(pair.given and pair.whole for pair in self.pairs)

    def shares_family(self) -> bool:
        return any(not pair.given for pair in self.pairs)


def compare_names(known: Name, named: Name, words: NameWords) -> NameLevel:
    """The level of a record's name against one that is known."""
    if named.empty or known.empty:
        return NameLevel.ABSENT
    if named.foreign or known.foreign:
        return NameLevel.FOREIGN
    paired = _paired(known, named, words)
    if named.newborn or known.newborn:
        return _newborn_level(known, named, paired)
    if "".join(sorted(known.letters)) == "".join(sorted(named.letters)) and known.joined_as(named):
        return NameLevel.EXACT if known.suffix == named.suffix else NameLevel.WEAK
    if paired.left and paired.right:
        return _conflict_level(paired)
    if paired.left or paired.right:
        return _part_level(paired, known if paired.left else named, words)
    return _whole_level(paired, known, named)


def may_be_misread(known: Name, named: Name, words: NameWords, *, numbered: bool = False, born: bool = False) -> bool:
    """Whether every word of a recognized name may be a word of the known one with letters taken for others
    (`Pructa` for Prueba). A word that is a given name of its own (Tomás, Daniela) is no misreading of another.

    Where the child's own number stands beside it (`numbered`), fewer letters are enough (`Zats Maestrs` for Zara
    Muestra); with the birth date alone (`born`) only where two words of the name are misread, since a twin's differs in
    one and shares the day.
    """
    paired = _paired(known, named, words)
    if not paired.right or len(named.words) < 2 or len(paired.right) > len(paired.left):
        return False
    spread = len(paired.right) + sum(pair.how is _How.NEAR for pair in paired.pairs) > 1
    poor = numbered or (born and spread)
    poor = poor and likeness(known, named) >= _POORLY_READ_NAME
    left = list(paired.left)
    for word in paired.right:
        best = max(left, key=lambda one: DamerauLevenshtein.normalized_similarity(one.text, word.text))
        similar = DamerauLevenshtein.normalized_similarity(best.text, word.text)
        if best.text.translate(_LIKE) == word.text.translate(_LIKE):  # `Enna` for Emma
            similar = max(similar, _MISREAD)
        if similar < (_POORLY_READ if poor else _MISREAD) or word.text in words.given:
            return False
        left.remove(best)
    return True


def likeness(one: Name, other: Name) -> float:
    """The share of letters that two names have in common, in the order in which each is written; 0 to 1."""
    return DamerauLevenshtein.normalized_similarity(one.letters, other.letters)


def _newborn_level(known: Name, named: Name, paired: _Paired) -> NameLevel:
    """`BB RN MUESTRA` tells no child of a family from another: a word in common is all that it can show."""
    comparable = known.words and named.words
    return NameLevel.OTHER_FAMILY if comparable and not paired.pairs else NameLevel.WEAK


def _paired(known: Name, named: Name, words: NameWords) -> _Paired:
    left, right = list(known.words), list(named.words)
    pairs: list[_Pair] = []
    for how, test in _TESTS:
        for one in tuple(left):
            other = next((word for word in right if _may_pair(one, word) and test(one.text, word.text, words)), None)
            if other is not None:
                pairs.append(_Pair(one, other, how))
                left.remove(one)
                right.remove(other)
    return _Paired(tuple(pairs), tuple(left), tuple(right))


def _may_pair(one: NameWord, other: NameWord) -> bool:
    """A given name pairs with a family name only where the word is the same: US forms file García under middle name."""
    roles = {one.role, other.role}
    return one.text == other.text or roles != {Role.GIVEN, Role.FAMILY} or 1 in (len(one.text), len(other.text))


def _cut(one: str, other: str, words: NameWords) -> bool:
    return is_cut(one, other) and not _both_given(one, other, words)


def _near(one: str, other: str, words: NameWords) -> bool:
    """Whether two words differ by what a scanner or typist changes (one letter in four and more, two in nine), or one
    may be the other's short form without being only that."""
    if maybe_alike(one, other, words):
        return True
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if shorter < 3 or longer < 4 or _both_given(one, other, words):
        return False
    allowed = 2 if longer >= 9 else 1
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _both_given(one: str, other: str, words: NameWords) -> bool:
    """Daniel and Daniela are two names, not one with a slip."""
    return one in words.given and other in words.given


def _equal(one: str, other: str, _words: NameWords) -> bool:
    """The same word, also with its particles written on to it (Delacruz, de la Cruz)."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 4 and longer.removesuffix(shorter) in _GLUED


_GLUED = frozenset(
    {"de", "del", "dela", "delos", "delas", "la", "los", "di", "da", "dos", "van", "von", "el", "al", "san"}
)
_TESTS: tuple[tuple[_How, Callable[[str, str, NameWords], bool]], ...] = (
    (_How.EQUAL, _equal),
    (_How.SHORT, alike),
    (_How.CUT, _cut),
    (_How.NEAR, _near),
    (_How.INITIAL, lambda one, other, words: is_initial(one, other)),  # noqa: ARG005 (one shape for all tests)
)


def _whole_level(paired: _Paired, known: Name, named: Name) -> NameLevel:
    """Every word has its pair: how well."""
    if known.suffix != named.suffix or len(paired.pairs) < 2:
        return NameLevel.WEAK
    if all(pair.how is _How.EQUAL for pair in paired.pairs):
        return NameLevel.EXACT
    return NameLevel.COMPATIBLE if _is_sure(paired) else NameLevel.WEAK


def _is_sure(paired: _Paired) -> bool:
    """Whether a given and a family name agree as wholes, and nothing rests on a slip or on a given name cut short."""
    slips = any(pair.how is _How.NEAR or (pair.how is _How.CUT and pair.given) for pair in paired.pairs)
    opening = any(pair.how is not _How.INITIAL for pair in paired.pairs if not pair.given)
    return not slips and opening and (paired.shares_given() or not any(pair.given for pair in paired.pairs))


def _conflict_level(paired: _Paired) -> NameLevel:
    """Each side has a word that the other lacks: what kind of other person that is."""
    if not paired.pairs:
        return NameLevel.OTHER
    left, right = {word.role for word in paired.left}, {word.role for word in paired.right}
    if Role.GIVEN in left and Role.GIVEN in right:
        return NameLevel.OTHER_GIVEN
    if not paired.shares_given():
        return NameLevel.OTHER_GIVEN if paired.shares_family() and Role.FAMILY not in left & right else NameLevel.OTHER
    # A second given name here, another surname there: one child written in two countries' ways, or two children.
    if Role.GIVEN in left | right and paired.shares_family():
        return NameLevel.WEAK
    return NameLevel.OTHER_FAMILY


def _part_level(paired: _Paired, longer: Name, words: NameWords) -> NameLevel:
    """One name is a part of the other: enough of it, or so little that a sister fits too."""
    rest = paired.left or paired.right
    if len(paired.pairs) < 2 or not _is_sure(paired) or not paired.shares_family():
        return NameLevel.WEAK
    if _leaves_first_given(rest, longer) or (_leaves_given(rest) and _only_common(paired, words)):
        return NameLevel.WEAK
    return NameLevel.COMPATIBLE


def _leaves_first_given(rest: Sequence[NameWord], longer: Name) -> bool:
    given = [word for word in longer.words if word.role is Role.GIVEN]
    return bool(given) and given[0] in rest


def _leaves_given(rest: Sequence[NameWord]) -> bool:
    return any(word.role is Role.GIVEN for word in rest)


def _only_common(paired: _Paired, words: NameWords) -> bool:
    """Whether all given names that both have are such as sisters share (María, José)."""
    given = [pair.one.text for pair in paired.pairs if pair.given]
    return all(text in words.common for text in given)
