"""Names of people, taken apart for comparing: words without accents, which are given and which are family names.

Nothing here decides whose a record is; `comparing` does. A name in a script that can't be put into Latin letters
here (Arabic, Chinese, ...) has no words and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from consilium.domain.phrases import fold

# ISO 9 and ELOT 743 simplified to what passports and hospitals write.
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ"
_CYRILLIC_LATIN = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g"
_GREEK = "αβγδεζηθικλμνξοπρςστυφχψω"
_GREEK_LATIN = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_LETTERS = {
    ord(letter): latin.replace("_", "")
    for letters, latins in ((_CYRILLIC, _CYRILLIC_LATIN), (_GREEK, _GREEK_LATIN))
    for letter, latin in zip(letters, latins.split(), strict=True)
}
_MORE = {ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ð"): "d", ord("þ"): "th", ord("đ"): "d"}
_LATIN = re.compile(r"[a-z0-9]+")
# DICOM PN has 64 characters a group (PS3.5 6.2); HL7 and cards often cut names at fewer.
_TRUNCATED_AT = 3
# No name has more; hostile ones may.
_MAX_CHARS, _MAX_WORDS = 400, 16


class Role(StrEnum):
    """What a word of a name is."""

    GIVEN = "given"
    FAMILY = "family"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class NameWords:
    """Word lists for names, from `knowledge/names.yaml`. All words are folded.

    `nicknames` maps a form to the names it may stand for. `common` are given names so frequent that they alone tell no
    two sisters apart (María, José). `nobody` are words of placeholders; `newborn` of children not yet named.
    """

    nicknames: Mapping[str, frozenset[str]]
    given: frozenset[str]
    common: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    suffixes: Mapping[str, str]
    nobody: frozenset[str]
    newborn: frozenset[str]
    mother_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameWord:
    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `words` without titles and particles; `suffix` is "jr", "ii", ...; `newborn` where the
    record calls the child by its mother's name (`BB RN MUESTRA`); `foreign` where letters could not be compared.
    """

    words: tuple[NameWord, ...] = ()
    suffix: str = ""
    newborn: bool = False
    foreign: bool = False

    @property
    def empty(self) -> bool:
        return not self.words and not self.newborn and not self.foreign

    @property
    def letters(self) -> str:
        return "".join(word.text for word in self.words)

    def joined_as(self, other: Name) -> bool:
        """Whether the other name has the same words but for some that are written as one (Delacruz, Annamaria)."""
        longer, shorter = sorted(([word.text for word in name.words] for name in (self, other)), key=len, reverse=True)
        forms = {one + two for one, two in pairwise(longer)}
        return len(longer) > len(shorter) > 1 and all(word in longer or word in forms for word in shorter)

    def of(self, role: Role) -> tuple[str, ...]:
        return tuple(word.text for word in self.words if word.role is role)


def latin(text: str) -> str:
    """A text in folded Latin letters, as far as the tables go."""
    return fold(fold(text).translate(_LETTERS)).translate(_MORE)


def parsed(text: str, family: str, given: str, words: NameWords) -> Name:
    """A name from a record. `family` and `given` where the source separates them; else `text` as written."""
    if not (family or given):
        family, given, text = _separated(text)
    if family or given:
        tagged = [(part, Role.FAMILY) for part in _parts(family)] + [(part, Role.GIVEN) for part in _parts(given)]
        suffix = text.split("^")[4] if text.count("^") >= 4 else ""
        tagged += [(part, Role.FAMILY) for part in _parts(suffix) if part in words.suffixes]
    else:
        tagged = [(part, Role.UNKNOWN) for part in _parts(text)]
    written = f"{family} {given} {text}"
    return _name(tagged, words, foreign=not tagged and any(char.isalpha() for char in written))


def is_nobody(text: str, words: NameWords) -> bool:
    """Whether a name is empty or a placeholder: ANONYMOUS, TEST^PATIENT, XXXX, a bare number."""
    parts = _parts(text)
    if not parts:
        return not any(char.isalpha() for char in text)
    return all(part in words.nobody or _is_code(part, words) for part in parts)


def _is_code(part: str, words: NameWords) -> bool:
    stem = part.rstrip("0123456789")
    return part.isdigit() or len(set(part)) == 1 or (stem != part and (len(stem) <= 3 or stem in words.nobody))


def _separated(text: str) -> tuple[str, str, str]:
    """Family and given of `FAMILY^GIVEN^MIDDLE` or `Family, Given`; the text itself where neither is written."""
    if "^" in text:
        parts = [*text.split("=")[0].split("^"), "", ""]
        return parts[0], f"{parts[1]} {parts[2]}".strip(), text
    before, comma, after = text.partition(",")
    if comma and before.strip() and after.strip():
        return before, after.replace(",", " "), ""
    return "", "", text


def _parts(text: str) -> list[str]:
    joined = latin(text[:_MAX_CHARS]).replace("'", "").replace("’", "")
    return _LATIN.findall(joined)[:_MAX_WORDS]


def _name(tagged: list[tuple[str, Role]], words: NameWords, *, foreign: bool) -> Name:
    newborn = any(part in words.newborn for part, _ in tagged)
    suffix = next((words.suffixes[part] for part, _ in tagged[1:] if part in words.suffixes), "")
    kept = [
        (part, role)
        for at, (part, role) in enumerate(tagged)
        if part not in words.newborn
        and part not in words.titles
        and part not in words.particles
        and not (at and part in words.suffixes)
        and not (newborn and (part in words.mother_of or len(part) == 1))
    ]
    if newborn:
        kept = [(part, Role.FAMILY if role is Role.FAMILY else Role.UNKNOWN) for part, role in kept]
    else:
        kept = _placed(kept, words)
    return Name(tuple(NameWord(part, role) for part, role in kept), suffix, newborn, foreign and not kept)


def _placed(kept: list[tuple[str, Role]], words: NameWords) -> list[tuple[str, Role]]:
    """Roles in a name that is not separated: given name first, family name last, unless the lists say the reverse."""
    if any(role is not Role.UNKNOWN for _, role in kept):
        return kept
    placed = [(part, Role.GIVEN if _known_given(part, words) else Role.UNKNOWN) for part, _ in kept]
    whole = [at for at, (part, _) in enumerate(placed) if len(part) > 1 or at == 0]
    if len(whole) < 2:
        return placed
    first, last = whole[0], whole[-1]
    if placed[last][1] is Role.GIVEN and placed[first][1] is not Role.GIVEN:
        first, last = last, first
    placed[first] = (placed[first][0], Role.GIVEN)
    placed[last] = (placed[last][0], Role.FAMILY)
    return placed


def _known_given(part: str, words: NameWords) -> bool:
    return part in words.given or part in words.nicknames


def alike(one: str, other: str, words: NameWords) -> bool:
    """Whether one word is the short form of the other and of no other name (Pepe, José; Liz, Elizabeth)."""
    return any(
        words.nicknames.get(short) == frozenset({name}) for short, name in ((one, other), (other, one))
    ) and not (one in words.given and other in words.given)


def maybe_alike(one: str, other: str, words: NameWords) -> bool:
    """Whether one word may be the other's short form, and may be a name of its own (Lily) or another's (Dani)."""
    return other in words.nicknames.get(one, ()) or one in words.nicknames.get(other, ())


def is_initial(one: str, other: str) -> bool:
    """Whether one of the two is only the first letter of the other."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 1 and longer.startswith(shorter) and len(longer) > 1


def is_cut(one: str, other: str) -> bool:
    """Whether one is the other, cut off at its end (a field that was too short)."""
    shorter, longer = sorted((one, other), key=len)
    return _TRUNCATED_AT < len(shorter) < len(longer) and longer.startswith(shorter)
