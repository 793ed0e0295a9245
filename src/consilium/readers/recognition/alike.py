"""Letters and figures that look alike in print (O and 0, l, I and 1): which of them a word has.

The network sees one sign at a time; `0D`, `mmol/1` and `FOX01` are then as good as `OD`, `mmol/l` and `FOXO1`. Here the
rest of the word tells, among the signs that the network holds for possible. A number is never made of letters, nor one
figure of another: only names that knowledge has (`CD1a`) get a figure for a letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from consilium.knowledge.mixedwords import mixed_words, skeleton

# How likely a sign is at a letter's place.
Chance = Callable[[int, str], float]

_POSSIBLE, _FIGURE_FOR_LETTER = 0.001, 0.04
_WORD = re.compile(r"[^\W_]+")
_NO_METASTASES = re.compile(r"(?<![A-Za-z])N(O) ?M(O)(?![A-Za-z])")
# `N0M0`, `T0N0M0`, `G0P0`: each letter has its count.
_COUNTS = re.compile(r"(?:[A-Za-z]0){2,}")
_UNIT_AFTER_ZERO = re.compile(r"mc?g|kg|g|[cm]?m|m?[lL]|hr?s?|min|s|d|x|a|o|U|UI|IU|u|ui|iu|C|c?Gy|m[Ee]q|mmol")
_OVER = re.compile(
    r"(?:[mµμunpf]?mol|[mµμunpk]?g|mcg|[mµμk]?u?i?u|m?eq|m?osm|[mµμ]?kat|cells|cel|10\^?\d{1,2}|[x*^]\d{1,2})/$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=.*l)(?:I[Il]{1,2}|[Il]V|V[Il]{1,3})")
_BEFORE_ROMAN = re.compile(
    r"stages?|estadio|etapa|grad[eo]|levels?|nivel(?:es)?|group|grupo|class|clase|type|tipo|nerve|nervio|par|phase"
    r"|fase|factor|cn|who|oms|nyha|murphy"
)


def mended(words: Sequence[tuple[int, str]], chance: Chance) -> Iterator[tuple[int, str]]:
    """The places of signs to change, each with its new sign. `words` are a strip's words as (place, letters)."""
    yield from _counts_of_stage(words, chance)
    before = ""
    for start, text in words:
        for found in _WORD.finditer(text):
            at = start + found.start()
            said = _said(found, before, lambda place, sign, at=at: chance(at + place, sign))  # type: ignore[misc]
            yield from ((at + place, sign) for place, sign in enumerate(said) if sign != found[0][place])
        before = text


def _counts_of_stage(words: Sequence[tuple[int, str]], chance: Chance) -> Iterator[tuple[int, str]]:
    """`NO MO` behind a tumor is N0 M0."""
    joined = " ".join(text for _, text in words)
    places = [place for start, text in words for place in (*range(start, start + len(text)), -1)]
    for found in _NO_METASTASES.finditer(joined):
        signs = [places[found.start(group)] for group in (1, 2)]
        if all(chance(place, "0") >= 2 * _FIGURE_FOR_LETTER for place in signs):
            yield from ((place, "0") for place in signs)


def _said(found: re.Match[str], before: str, chance: Chance) -> str:
    """A word with its likely letters. `before` is the word before it; `chance` counts from the word's first letter."""
    word, left, right = found[0], found.string[: found.start()], found.string[found.end() :]
    if not _doubtful(word):
        return word
    known = _known(word, chance)
    return (
        known
        or _without_zeros(word, left, right, chance)
        or _unit(word, left or before, right, chance)
        or _roman(word, before.lower().strip(".:,;()"), right)
        or word
    )


def _doubtful(word: str) -> bool:
    """Whether a word has a sign that may be another: most have none."""
    return any(sign in "01" for sign in word) or (len(word) < 12 and any(sign in "lIO" for sign in word))


def _known(word: str, chance: Chance) -> str:
    """The only name of knowledge that a word may be; "" where it is none, or already one."""
    if word.isdigit() or not word[0].isalpha():
        return ""
    known = mixed_words().get(skeleton(word), ())
    if word.lower() in known:
        return word
    if len(known) != 1:
        return ""
    made = [_sign(place, one, written, chance) for place, (one, written) in enumerate(zip(word, known[0], strict=True))]
    return "".join(made) if all(made) else ""


def _sign(place: int, written: str, wanted: str, chance: Chance) -> str:
    """The sign that a name wants where another is written, in the likelier case; "" where it can hardly be."""
    if written.lower() == wanted:
        return written
    if wanted.isdigit():
        return wanted if chance(place, wanted) >= _FIGURE_FOR_LETTER else ""
    best = max((wanted.upper(), wanted), key=lambda sign: chance(place, sign))
    return best if chance(place, best) >= _POSSIBLE else ""


def _without_zeros(word: str, left: str, right: str, chance: Chance) -> str:
    """A word of letters whose zeros are the letter: `D0B`, `0F`, `NP0`; "" where a zero may be one."""
    if word == "0" and left[-1:] == "." and left[-2:-1].isalpha() and re.match(r"\.[A-Za-z]", right):
        return "O" if chance(0, "O") >= _POSSIBLE else ""
    letters = word.replace("0", "")
    if "0" not in word or not letters.isalpha() or _COUNTS.fullmatch(word) or left[-1:].isdigit():
        return ""
    made = list(word)
    for place, sign in enumerate(word):
        if sign == "0":
            made[place] = "O" if (word[:place] or word[1:])[-1 if place else 0].isupper() else "o"
            if place == 0 and word[1:].islower():
                made[0] = "O"
            if chance(place, made[place]) < _least(place, word, letters, left):
                return ""
    return "".join(made)


def _least(place: int, word: str, letters: str, left: str) -> float:
    """How likely the letter has to be for a zero at the beginning, within or at the end of a word."""
    if place == 0:
        if (left[-2:].strip() and left[-1] in ".,/:-") or _UNIT_AFTER_ZERO.fullmatch(letters):
            return 2.0
        return 0.02 if len(letters) > 1 else 0.1
    if place == len(word) - 1:
        return 0.3 if len(letters) > 1 and letters.isupper() else 2.0
    return _POSSIBLE if len(letters) > 2 else 0.02


def _unit(word: str, left: str, right: str, chance: Chance) -> str:
    """The liter at the end of a unit (`mmol/1`, `g/d1`, `5 m1`); "" where there is none."""
    place = len(word) - 1
    if word[-1] not in "1I" or re.match(r"[.,]?\d|[/:-]", right) or chance(place, "l") < 0.02:
        return ""
    if word == "1" and _OVER.search(left):
        return "l"
    over = left[-1:] == "/"
    return word[0] + "l" if (word[:-1] in ("d", "m") and over) or (word[:-1] == "m" and left[-1:].isdigit()) else ""


def _roman(word: str, before: str, right: str) -> str:
    """A Roman number with its last strokes read as the letter l: `Il`, `VIl`; `Ill` only where a number is told."""
    if not _ROMAN.fullmatch(word) or re.match(r"-\d", right):
        return ""
    if word in ("Ill", "lV") and not _BEFORE_ROMAN.fullmatch(before) and not re.match(r"[-/][IVX]", right):
        return ""
    return word.replace("l", "I")
