"""What the label before a date says that it is the date of: the last label that stands right before it, unless words
between the two make it that of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from consilium.domain.datelabels import in_sentence, is_own_making, names_institution
from consilium.domain.phrases import Hit, PhraseIndex, Row, words_of
from consilium.domain.records import DateRole

LABEL_CHARS = 80
# Letters of recognized words are mended only this near the date whose label they may be.
_NEAR_WORDS = 3
# Labels that say what a date is only right before it: `Inició MAP el 30/07` and `Nota de ingreso a Urgencias 28/05/24`
# are no days of a visit or stay. A signature may have a name behind it.
_RIGHT_BEFORE = frozenset(DateRole) - {DateRole.SIGNED, DateRole.BIRTH, DateRole.PRINTED}
_WORDS_BETWEEN = re.compile(r"[^\W\d_]{2}")
_SMALL_WORDS = re.compile(
    r"\([^()]{0,60}\)|\b(?:on|at|of|the|was|is|in|from|made|to|by|el|la|los|las|del?|d[ií]a|fecha|date|hora|hrs?"
    r"|time|am|pm|"
    r"and|y|mon|tues?|wed|thu|fri|sat|sun|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|\w{3,6}day|utc"
    r"|est)\b",
    re.IGNORECASE,
)
# "Fecha de ..." with a word that is not known is the date of something else, not the document's.
_OF_SOMETHING = re.compile(r"^\s*(?:de|del|of|d)(?:\s(?:la|las|los|the|this|esta|este))?\s+[^\W\d_]{3,}", re.IGNORECASE)

# `Fecha exploración:`, `Date biopsied:`: a word that is not known right behind, and then the colon.
_DATES = frozenset({"date", "fecha", "dt", "f"})
_OF_UNKNOWN = re.compile(r"^\s+(?:[^\W\d_]{2,}[\s.]{1,2}){0,3}[^\W\d_]{3,}\s?:\s*$")
_ADDED = re.compile(
    r"(?<=[^\W\d_])(?:,|;|\s[-–—])\s(?:last )?(?:updated|revised|re-?typed|typed|actualizad[oa]"
    r"|revisad[oa]|puest[oa] al d[ií]a)"
    r"(?:\s(?:on|el|al|a|to|through|hasta))?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DateWords:
    """Words that say what the date after them is the date of; `before_colon` are those that say it only with a colon
    behind them (`Resultado: 30/05/2023`, where `Resultado 30/05/2023: negativo` is a result's own day)."""

    roles: PhraseIndex[DateRole]
    occasions: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    before_colon: frozenset[str] = frozenset()


def says_made(before: str) -> bool:
    """`THERAPY SINCE RELAPSE - running log, updated`: what is added to a title says of the paper when it was made,
    whatever the title is of."""
    return before.rfind("(") <= before.rfind(")") and _ADDED.search(before[-LABEL_CHARS:]) is not None


def role_ending(text: str, words: DateWords, *, recognized: bool) -> DateRole | None:
    """The role that the cells to the left give: by a label at their end, or one with a colon behind it."""
    found = words_of(text[-LABEL_CHARS:])
    hits = list(label_hits(found, words, recognized=recognized))
    if not hits:
        return None
    colon = ":" in text[-LABEL_CHARS:][found[hits[-1].after - 1].end :]
    ends = hits[-1].after == len(found) and hits[-1].value is not DateRole.OTHER
    return role_of(text, words, recognized=recognized) if ends or colon else None


def role_of(before: str, words: DateWords, *, recognized: bool = False) -> DateRole | None:
    """The role that the last label in a text gives. Recognized words are also tried with a few letters mended."""
    text = before[-LABEL_CHARS:]
    found = words_of(text)
    role = None
    for hit in label_hits(found, words, recognized=recognized):
        role = hit.value
        alone = hit.after == hit.first + 1 and role is DateRole.DOCUMENT
        behind = text[found[hit.after - 1].end :]
        if alone and _OF_SOMETHING.match(behind):
            role = DateRole.DOCUMENT if is_own_making(behind) else DateRole.OTHER
        elif alone and found[hit.first].text in _DATES and _of_unknown(behind):
            role = DateRole.OTHER
        elif (
            _lacks_colon(found, hit, behind, words)
            or (role is DateRole.PRINTED and in_sentence(text[: found[hit.first].start]))
            or (role is DateRole.DISCHARGED and names_institution(text[: found[hit.after - 1].end] + behind))
            or (role in _RIGHT_BEFORE and ":" not in behind and _WORDS_BETWEEN.search(_SMALL_WORDS.sub(" ", behind)))
        ):
            role = None
    return role


def _of_unknown(behind: str) -> bool:
    """Whether a word that no label knows stands between `date` and its colon: `Fecha y hora:` has none."""
    return _OF_UNKNOWN.match(behind) is not None and _WORDS_BETWEEN.search(_SMALL_WORDS.sub(" ", behind)) is not None


def _lacks_colon(found: Row, hit: Hit[DateRole], behind: str, words: DateWords) -> bool:
    label = " ".join(word.text for word in found[hit.first : hit.after])
    if label not in words.before_colon:
        return False
    return not behind.lstrip().startswith(":") or _WORDS_BETWEEN.search(_SMALL_WORDS.sub(" ", behind)) is not None


def label_hits(found: Row, words: DateWords, *, recognized: bool) -> Iterator[Hit[DateRole]]:
    """The labels among words; of recognized ones, those that had to be mended only right before the date."""
    if not recognized:
        yield from words.roles.find(found)
        return
    sure = {(hit.first, hit.after) for hit in words.roles.find(found)}
    for hit in words.roles.find_blurred(found):
        if (hit.first, hit.after) in sure or hit.after >= len(found) - _NEAR_WORDS:
            yield hit
