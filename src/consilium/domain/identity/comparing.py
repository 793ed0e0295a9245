"""Whose record is it: one person named in a record against the child of the case, with every reason.

After Fellegi and Sunter (1969): each kind of evidence has a weight, in bits: about the base-2 logarithm of how much
likelier it is in a record of the same child than in another child's within one family's folder. The weights add up.
Two things are kept out of the sum. A **conflict** (another given name, another birthday) can't be outweighed: a record
that names another child is never merged, whatever else it says. A **doubt** (a slip in the date, a sister's possible
name, another sex, another number of the same issuer) can't be outweighed to certainty either: it is asked.

    name      exact 8, compatible 6, weak 3               a given and a family name are shared by 1 in some 250
    birth     same 10, one of two readings 8, month 6, year 3, swapped or one digit off 4
    number    same and same issuer 12, same with no issuer stated 6, misread from a picture 2
    sex       same 1

`SAME` is 14: a full name with a birth date, or a full name with a record number. A name alone (8) is asked, because
namesakes exist; so is a birth date alone, because twins do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from consilium.domain.identity.case import CaseIdentity, KnownName, known_names
from consilium.domain.identity.evidence import BirthLevel, NumberLevel, compare_births, compare_numbers
from consilium.domain.identity.misreading import misread_of
from consilium.domain.identity.namelevels import CONFLICTS, NameLevel, compare_names, likeness, may_be_misread
from consilium.domain.identity.names import Name, NameWords, Role, is_nobody, latin, parsed
from consilium.domain.records import Citation, Decision, PersonNamed, Remark

SAME = 14
# A recognized line of this confidence is taken at its letters.
SURELY_READ = 0.97
# A name of so many words may end in a stump of so many letters.
_STUMPED, _STUMP = 3, 2
_FAMILIES = 2  # family names that no father and child have both of
_NAME_WEIGHTS = {NameLevel.EXACT: 8, NameLevel.COMPATIBLE: 6, NameLevel.WEAK: 3}
_BIRTH_WEIGHTS = {
    BirthLevel.SAME: 10,
    BirthLevel.SAME_MAYBE: 8,
    BirthLevel.MONTH: 6,
    BirthLevel.YEAR: 3,
    BirthLevel.SWAPPED: 4,
    BirthLevel.TYPO: 4,
}
_NUMBER_WEIGHTS = {NumberLevel.SAME: 12, NumberLevel.SAME_UNSTATED: 6, NumberLevel.MISREAD: 2}
_OTHER_BIRTHS = frozenset({BirthLevel.OTHER, BirthLevel.OTHER_GENERATION})


class Match(StrEnum):
    """Whose record it is."""

    SAME = "same"
    PROBABLY_SAME = "probably_same"  # asked
    ANOTHER_CHILD = "another_child"  # set aside
    UNNAMED = "unnamed"  # kept and marked


@dataclass(frozen=True, slots=True)
class Compared:
    """All levels of one comparison and what follows from them."""

    match: Match
    name: NameLevel
    birth: BirthLevel
    number: NumberLevel
    sex_differs: bool
    weight: int
    reasons: tuple[Remark, ...]

    @property
    def strong(self) -> bool:
        """Whether the identity may learn from this record: a sure name with the full birth date or an issued number."""
        sure = self.name in (NameLevel.EXACT, NameLevel.COMPATIBLE)
        return self.match is Match.SAME and sure and BirthLevel.SAME is self.birth


def compare(identity: CaseIdentity, named: PersonNamed, words: NameWords) -> Decision[Match]:
    """Whether `named` is the child of the case, with reasons and the citation of the name."""
    found = compared(identity, named, words)
    return Decision(found.match, found.reasons, (named.citation,))


def compared(identity: CaseIdentity, named: PersonNamed, words: NameWords) -> Compared:
    """The comparison in full. Remembered: the slices of a study all name the same person."""
    return _compared(identity, replace(named, citation=Citation()), _Held(words))


class _Held:
    """Word tables as a key: the same tables are the same key, whatever they hold."""

    __slots__ = ("words",)

    def __init__(self, words: NameWords) -> None:
        self.words = words

    def __hash__(self) -> int:
        return id(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.words is self.words


@lru_cache(maxsize=4096)
def _compared(identity: CaseIdentity, named: PersonNamed, held: _Held) -> Compared:
    words = held.words
    named = _without_stump(identity, named)
    level = name_level(identity.names, named, words)
    birth = compare_births(identity.birth_date, named.birth_date, named.birth_may_be)
    number, misread = _number_level(identity, named)
    sex_differs = bool(identity.sex and named.sex) and identity.sex != named.sex
    weight = _NAME_WEIGHTS.get(level, 0) + _BIRTH_WEIGHTS.get(birth, 0) + _NUMBER_WEIGHTS.get(number, 0)
    weight += int(bool(identity.sex) and identity.sex == named.sex)
    reasons = _reasons(identity, named, level, birth, number, sex_differs=sex_differs) + misread
    plain = Compared(Match.UNNAMED, level, birth, number, sex_differs, weight, reasons)
    match, more = _decided(identity, named, plain, words)
    if match is Match.ANOTHER_CHILD and _misread(identity, named, plain, words):
        match, more = Match.PROBABLY_SAME, (Remark("identity.misread", {"named": named.text}),)
    return replace(plain, match=match, reasons=reasons + more)


def _without_stump(identity: CaseIdentity, named: PersonNamed) -> PersonNamed:
    """A name read from a picture without the stump of its last word, of which an edge, a stamp or a staple hid the rest
    (`Valentina Prueba Mo` for Valentina Prueba Modelo): every word before it is the child's, in the child's order."""
    said = latin(named.text).split()
    if named.confidence is None or len(said) < _STUMPED or named.family or len(said[-1]) < _STUMP:
        return named
    for name in identity.names:
        known = latin(name.text).replace(",", " ").split()
        whole = known[len(said) - 1] if len(known) >= len(said) and known[: len(said) - 1] == said[:-1] else ""
        if len(whole) > len(said[-1]) and whole.startswith(said[-1]):
            return replace(named, text=named.text.rpartition(" ")[0])
    return named


def _number_level(identity: CaseIdentity, named: PersonNamed) -> tuple[NumberLevel, tuple[Remark, ...]]:
    """The level of the record's numbers; those read from a picture that are most likely misread speak apart."""
    if named.confidence is None or not identity.typed:
        return compare_numbers(identity.numbers, named.numbers), ()
    found = {number: misread_of(number, identity.numbers, identity.typed) for number in named.numbers}
    level = compare_numbers(identity.numbers, [number for number, known in found.items() if known is None])
    misread = [(number.value, known.value) for number, known in found.items() if known is not None]
    said = tuple(Remark("identity.number_misread", {"named": value, "known": known}) for value, known in misread)
    return (NumberLevel.MISREAD if said and level is NumberLevel.UNKNOWN else level), said


def _misread(identity: CaseIdentity, named: PersonNamed, found: Compared, words: NameWords) -> bool:
    """Whether a picture's recognized name only seems to be another's: it is asked, not set aside, where no birth date,
    sex or number of the same issuer speaks against the child as well."""
    if named.confidence is None or named.confidence >= SURELY_READ or found.name not in CONFLICTS:
        return False
    against = found.birth in _OTHER_BIRTHS or found.sex_differs or found.number is NumberLevel.OTHER
    if against:
        return False
    theirs = name_of(KnownName(named.text, named.family, named.given), words)
    numbered = found.number in (NumberLevel.SAME, NumberLevel.SAME_UNSTATED, NumberLevel.MISREAD)
    born = found.birth in (BirthLevel.SAME, BirthLevel.SAME_MAYBE)
    ours = [name_of(name, words) for name in identity.names]
    fitting = [one for one in ours if may_be_misread(one, theirs, words, numbered=numbered, born=born)]
    return bool(fitting) and not _likes_another(identity, fitting, theirs, words)


def _likes_another(identity: CaseIdentity, fitting: list[Name], theirs: Name, words: NameWords) -> bool:
    """Whether a misread name is at least as much like that of another child of this case: then it may be a twin's."""
    nearest = max(likeness(one, theirs) for one in fitting)
    return any(likeness(name_of(other, words), theirs) >= nearest for other in identity.others)


def name_level(known: tuple[KnownName, ...], named: PersonNamed, words: NameWords) -> NameLevel:
    """The level of a record's names against all known ones. An alias that agrees where
    the name itself does not leaves a doubt.

    An exact name is exact. A shorter one that a fuller known name contradicts is another's: the twin Ana Lucía is no
    `Ana` once Ana María is known.
    """
    if is_nobody(named.text, words) and not named.other_names:
        return NameLevel.ABSENT
    ours = [name_of(name, words) for name in known]
    theirs = [name_of(name, words) for name in known_names(named) if not is_nobody(name.text, words)]
    levels = [_against_all(ours, name, words) for name in theirs]
    best = min(levels, key=list(NameLevel).index, default=NameLevel.ABSENT)
    contradicted = bool(levels) and levels[0] in CONFLICTS and best not in CONFLICTS
    return NameLevel.WEAK if contradicted else best


def name_of(name: KnownName, words: NameWords) -> Name:
    return _name_of(name, _Held(words))


@lru_cache(maxsize=4096)
def _name_of(name: KnownName, held: _Held) -> Name:
    return parsed(name.text, name.family, name.given, held.words)


def _against_all(known: list[Name], named: Name, words: NameWords) -> NameLevel:
    found = {name: compare_names(name, named, words) for name in known}
    best = min(found.values(), key=list(NameLevel).index, default=NameLevel.ABSENT)
    if best is not NameLevel.COMPATIBLE:
        return best
    sizes = [len(name.words) for name, level in found.items() if level is NameLevel.COMPATIBLE]
    fuller = (level for name, level in found.items() if level in CONFLICTS and len(name.words) > min(sizes))
    return next(fuller, best)


def _decided(
    identity: CaseIdentity, named: PersonNamed, found: Compared, words: NameWords
) -> tuple[Match, tuple[Remark, ...]]:
    if found.name is NameLevel.ABSENT:
        return _nameless(named, found, words)
    if _conflicts(found):
        return Match.ANOTHER_CHILD, ()
    doubts = _doubts(identity, named, found, words)
    if not doubts and (found.weight >= SAME or _in_full(identity, named, found, words)):
        return Match.SAME, ()
    return Match.PROBABLY_SAME, doubts or (Remark("identity.too_little"),)


def _in_full(identity: CaseIdentity, named: PersonNamed, found: Compared, words: NameWords) -> bool:
    """Whether a record without a birth date names the child by the given name and both family names, letter by letter.

    A father or a cousin shares one of two family names and not both; a name of two words may be the father's own. It
    teaches the identity nothing (`Compared.strong`), and a namesake in the folder is asked about (`_doubts`).
    """
    surely = named.confidence is None or named.confidence >= SURELY_READ
    if found.name is not NameLevel.EXACT or found.birth is not BirthLevel.UNKNOWN or not surely:
        return False
    said = sorted(word.text for word in name_of(KnownName(named.text, named.family, named.given), words).words)
    ours = [name_of(name, words) for name in identity.names]
    return any(
        len(one.of(Role.FAMILY)) >= _FAMILIES
        and bool(one.of(Role.GIVEN))
        and sorted(word.text for word in one.words) == said
        for one in ours
    )


def _conflicts(found: Compared) -> bool:
    """Whether the record names another child. A number of the same issuer excuses a changed family name (adoption) or
    a wrong birth date of a namesake's length, never a given name and never a generation."""
    excused = found.number is NumberLevel.SAME
    if found.name in (NameLevel.OTHER, NameLevel.OTHER_GIVEN) or found.birth is BirthLevel.OTHER_GENERATION:
        return True
    if found.name is NameLevel.OTHER_FAMILY:
        return not (excused and found.birth is BirthLevel.SAME)
    return found.birth is BirthLevel.OTHER and not (excused and found.name is NameLevel.EXACT)


def _doubts(identity: CaseIdentity, named: PersonNamed, found: Compared, words: NameWords) -> tuple[Remark, ...]:
    """What keeps agreement from being certain."""
    doubts = []
    if found.name in (NameLevel.OTHER_FAMILY, NameLevel.FOREIGN) or found.birth is BirthLevel.OTHER:
        doubts.append(Remark("identity.conflict_excused"))
    if found.birth in (BirthLevel.SWAPPED, BirthLevel.TYPO) and found.number is not NumberLevel.SAME:
        doubts.append(Remark("identity.birth_slip"))
    if found.sex_differs:
        doubts.append(Remark("identity.sex_doubt"))
    if found.number is NumberLevel.OTHER:
        doubts.append(Remark("identity.number_doubt"))
    if found.name is NameLevel.WEAK and found.number is not NumberLevel.SAME:
        doubts.append(Remark("identity.weak_name"))
    if found.number is not NumberLevel.SAME and _fits_another(identity, named, found, words):
        doubts.append(Remark("identity.fits_another"))
    return tuple(doubts)


def _fits_another(identity: CaseIdentity, named: PersonNamed, found: Compared, words: NameWords) -> bool:
    """Whether the name fits another child of this case at least as well as the child."""
    if not identity.others:
        return False
    order = list(NameLevel)
    return any(order.index(name_level((other,), named, words)) <= order.index(found.name) for other in identity.others)


def _nameless(named: PersonNamed, found: Compared, words: NameWords) -> tuple[Match, tuple[Remark, ...]]:
    """A record without a name is known by its number and birth date, or it stays unnamed."""
    placeholder = bool(named.text.strip()) and is_nobody(named.text, words)
    if found.birth in _OTHER_BIRTHS or found.sex_differs:
        if placeholder or not named.birth_date or found.birth not in _OTHER_BIRTHS:
            return Match.UNNAMED, (Remark("identity.nameless"),)
        return Match.ANOTHER_CHILD, ()
    if found.number is NumberLevel.SAME:
        certain = found.birth in (BirthLevel.SAME, BirthLevel.SAME_MAYBE)
        return (Match.SAME, ()) if certain else (Match.PROBABLY_SAME, (Remark("identity.number_only"),))
    if found.number is NumberLevel.SAME_UNSTATED and found.birth is BirthLevel.SAME:
        return Match.PROBABLY_SAME, (Remark("identity.number_only"),)
    return Match.UNNAMED, (Remark("identity.nameless"),)


def _reasons(
    identity: CaseIdentity,
    named: PersonNamed,
    level: NameLevel,
    birth: BirthLevel,
    number: NumberLevel,
    *,
    sex_differs: bool,
) -> tuple[Remark, ...]:
    known = identity.names[0].text if identity.names else ""
    reasons = [Remark(_NAME_CODES[level], {"named": named.text, "known": known})]
    if birth is not BirthLevel.UNKNOWN:
        written = " / ".join(str(date) for date in named.birth_may_be) or str(named.birth_date or "")
        reasons.append(Remark(_BIRTH_CODES[birth], {"named": written, "known": str(identity.birth_date)}))
    if number in _NUMBER_CODES:
        reasons.append(Remark(_NUMBER_CODES[number]))
    if sex_differs:
        reasons.append(Remark("identity.sex_other"))
    return tuple(reasons)


_NAME_CODES = {
    NameLevel.EXACT: "identity.name_exact",
    NameLevel.COMPATIBLE: "identity.name_compatible",
    NameLevel.WEAK: "identity.name_weak",
    NameLevel.FOREIGN: "identity.name_foreign",
    NameLevel.ABSENT: "identity.name_absent",
    NameLevel.OTHER_GIVEN: "identity.name_other_given",
    NameLevel.OTHER_FAMILY: "identity.name_other_family",
    NameLevel.OTHER: "identity.name_other",
}
_BIRTH_CODES = {
    BirthLevel.SAME: "identity.birth_same",
    BirthLevel.SAME_MAYBE: "identity.birth_same_maybe",
    BirthLevel.MONTH: "identity.birth_month",
    BirthLevel.YEAR: "identity.birth_year",
    BirthLevel.SWAPPED: "identity.birth_swapped",
    BirthLevel.TYPO: "identity.birth_typo",
    BirthLevel.OTHER: "identity.birth_other",
    BirthLevel.OTHER_GENERATION: "identity.birth_generation",
}
_NUMBER_CODES = {
    NumberLevel.SAME: "identity.number_same",
    NumberLevel.SAME_UNSTATED: "identity.number_same_unstated",
    NumberLevel.OTHER: "identity.number_other",
}
