"""Several values of one test or of tests named together: `fell from 118 to 72`, `(was 640)`, `AST/ALT 45/60`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.days.datedearlier import dated_before, past_method
from consilium.domain.findings.laboratory.units import Units
from consilium.domain.findings.text.numerals import NUMBER, Written, written_at
from consilium.domain.phrases import PhraseIndex, words_of

_SLASHED = re.compile(rf"{NUMBER}(?:\s?/\s?{NUMBER}){{1,3}}(?![\d/]|[.,]\d)")
_FROM = re.compile(r"\s{0,2}(?:from|de|desde)\s{1,2}", re.IGNORECASE)
_TO = re.compile(
    r"\s{0,2}(?:\([^()]{0,30}\)\s?)?(?:(?:on|el|en)\s[\w/.\-]{3,14}\s)?(?:to|a|hasta)\s{1,2}", re.IGNORECASE
)
_ARROW = re.compile(
    r"\s?(?:\([^()]{1,24}\)\s?)?(?:[→➔➜⇒⟶]|-{1,2}>|=>|>>)\s?"
    # `05/03 790.200 → 26/03 112.000`
    r"(?:\d{1,2}[/.-]\d{1,2}(?:[/.-](?:20)?\d\d)?\s?:?\s(?=[<>]?\d))?"
)
_OPENS = re.compile(r"[\s,;]{0,2}[(\[]?\s?(?:[↑↓^]\s?)?")
_BRACKET = re.compile(r"\s?\(")
# A day before an earlier value: `18/06:`, `03/2024`.
_DATED = re.compile(r"\s?(?:el\s|on\s)?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:19|20)\d\d)\s?:\s?")
# A value of a bracket with its month or year behind it: `(53 % in December 2023, 58 % in 2021)`.
_OF_YEAR = re.compile(
    r"\s?(?=[<>]?\d[\d.,]{0,9}\s?[^\s\d,;()]{0,12}\s(?:in|en|on|el)\s(?:[^\W\d_]{3,10}\.?\s)?(?:de\s|del\s)?(?:19|20)\d\d\b)"
)
_LISTED = re.compile(
    r"\s?\([^()]{1,30}\)\s?(?:[,;]\s?(?:and|y|then|luego)?|and|y|then|luego)\s{1,2}"
    r"(?=\d[\d.,]{0,12}(?:\s?[^\s\d(),;]{1,9})?\s?(?:\(|on\s|el\s|en\s))"
)
# `412.000 (09/04) - 268.000 (16/05)`; `388 on 09/18, 61 on 09/29 and 14.2 ng/mL on 10/13`.
_SHORT_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}\s(?:de\s)?[A-Za-z]{3,10}\.?(?:\s(?:de\s)?\d{4})?"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?)"
)
_ON_DAYS = re.compile(
    rf"(?:\s?[^\s\d,;.()]{{1,8}})?\s(?:on|by|el|al)\s{_SHORT_DAY}(?:[,;]\s(?:and\s|y\s|then\s|luego\s)?|\s(?:and|y)\s)"
    rf"(?=[<>]?\d[\d.,]{{0,12}}(?:\s?[^\s\d,;.()]{{1,9}})?\s(?:on|by|el|al)\s{_SHORT_DAY})"
    rf"|(?:\s?[^\s\d,;.()]{{1,8}})?\s?\(\s?{_SHORT_DAY}\s?\)\s?[-–—]\s?"
    rf"(?=[<>]?\d[\d.,]{{0,12}}(?:\s?[^\s\d,;.()]{{1,9}})?\s?\(\s?{_SHORT_DAY}\s?\))"
)
_AFTER = re.compile(
    r"\s?[^\s\d,;.()]{0,8}\s(?:tras|despu[eé]s de|antes del?|after|post|following|previo a|before|en|at)\s"
    r"[^,;.()]{1,24}(?:\s?\([^()]{1,20}\))?[,;]\s(?:and\s|y\s)?"
    r"(?=\d[\d.,]{0,12}(?:\s?[^\s\d(),;]{1,9})?\s(?:\(|on\s|el\s|en\s|tras\s|after\s|post\s|at\s|al\s|despu))"
    r"|\s?[^\s\d,;.()]{0,8}\s(?:al|at)\s(?:diagn[oó]stico|diagnosis|dx|inicio|ingreso|baseline|presentation)[,;]\s"
    r"(?=\d[\d.,]{0,12}(?:\s?[^\s\d(),;]{1,9})?\s(?:\(|on\s|el\s|en\s|tras\s|after\s|post\s|at\s|al\s|despu))",
    re.IGNORECASE,
)
# `CRP 3/6: 211, 5/6: 164`, `AFP 14-ago: 71,300 ng/ml; 01-sep: 9,840`.
_BY_DAY = re.compile(
    r"[,;.]\s(?:(?:and|y|then|luego)\s)?"
    r"(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}[\s-](?:de\s)?[A-Za-z]{3,10}\.?(?:[\s-](?:de\s)?\d{4})?"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?)\s?[:–-]\s?(?=[<>]?\s?\d)"
    # `02/12/2024: 64 U/L - 06/12/2024: 198 U/L`, `2024-01-20 - 88 umol/L; 2024-01-22 06:00 - 41`
    r"|\s?[,;–-]\s(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)(?:\s\d{1,2}:\d\d)?\s?(?::|\s[–-]\s)\s?(?=[<>]?\s?\d)"
)
_HOURS = re.compile(
    r"(?:\s?\([^()]{1,20}\))?\s?[,;/]\s?(?:and\s|y\s)?(?:a las\s|at\s|hora\s|h\s?)?"
    r"\+?\d{1,3}\s?(?:h|hs|hr|hrs|hours|horas)?\s?[:=]?\s?"
    r"(?=[<>]?\s?\d{1,4}(?:[.,]\d{1,3})?\s?[uµμn]?[mM])"
)
_AND_WAS = re.compile(
    r"(?:\s\([^()]{1,30}\)|\s(?:on|el|by)\s[\w/. -]{3,18}?)?,?\s(?:and|y|then)\s(?:was|is|fue|es|era|then|luego)\s"
    r"(?=[<>]?\d)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:\s\([^()]{1,30}\)|\s(?:on|el|by)\s[\d/.-]{3,10})?,?\s(?:and|before|then|y|antes de|luego|después|with|con)?\s?"
    r"(?:has\s|have\s|had\s|ha\s|se\s|later\s)?(?:normali[sz]\w{2,4}|recover\w{0,3}|f[ae]ll\w{0,3}|dropp\w{2,3}|decreas\w{2,3}|"
    r"declin\w{2,3}|r[oi]s\w{1,3}|increas\w{2,3}|improv\w{2,3}|climb\w{2,3}|settl\w{1,3}|recuper\w{1,5}|baj[aóo]\w{0,4}|descend\w{1,5}|"
    r"sub[ií]\w{0,4}|aument\w{1,4}|normaliz\w{1,5}|disminuy\w{1,4}|cay\w{1,4})\s(?:back\s|down\s|up\s)?(?:to|a|hasta)\s",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:\s?\([^()]{1,24}\)|\s(?:on|el|by)\s[\d/.-]{3,10})?[,;]\s"
    r"(?:(?:now|today|currently|ahora|hoy|actualmente)\s(?:is\s|at\s|es\s|en\s|de\s)?(?=[<>]?\d)"
    r"|(?=[<>]?\d[\d.,]{0,9}(?:\s[^\s\d,;]{1,9})?\s(?:today|now|hoy|ahora|this morning|esta mañana)\b))",
    re.IGNORECASE,
)
# `at start 26.7 kg, at completion 24.9 kg`, `41,0 kg al inicio y 38,7 kg al final`.
_OCCASION = (
    r"(?:start|end|completion|discharge|admission|finish|inicio|final|alta|ingreso|egreso|t[eé]rmino"
    r"|diagn[oó]stico|diagnosis)"
)
_AT_OCCASION = re.compile(
    rf"(?:\s?[^\s\d,;.()]{{1,6}})?[,;]\s(?:and\s|y\s)?(?:(?:at|on|al|en el|a la)\s(?:the\s)?)?"
    rf"{_OCCASION}\s(?:was\s|de\s)?(?=\d)"
    rf"|(?:\s?[^\s\d,;.()]{{1,6}})?\s(?:at|on|al|en el)\s(?:the\s)?{_OCCASION},?\s(?:and|y)\s(?=\d)",
    re.IGNORECASE,
)
_LONGEST, _MOST_EARLIER = 120, 4
# How many letters the words between a value and an earlier one may have.
_NEAR = 40


@dataclass(frozen=True)
class ChangeWords:
    """Verbs of change that `from` follows, and words between a value and an earlier one."""

    changes: PhraseIndex[bool]
    earlier: PhraseIndex[bool]


def change_words(data: Mapping[str, Any]) -> ChangeWords:
    """From `changes` and `earlier` of `knowledge/findings/laboratory.yaml`."""
    return ChangeWords(
        PhraseIndex.of((str(one), True) for one in data["changes"]),
        PhraseIndex.of((str(one), True) for one in data["earlier"]),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """The earlier and the later number of `fell from 118 g/L to 72 g/L`."""

    before: Written
    after: Written


def change_at(text: str, at: int, words: ChangeWords, units: Units) -> Change | None:
    """The change that begins at `at` with its verb; None where none does."""
    hit = words.changes.starting(text, at, _NEAR)
    opened = _FROM.match(text, at + words_of(text[at : at + _NEAR])[hit.after - 1].end if hit is not None else at - 1)
    before = written_at(text, opened.end()) if opened else None
    if before is None:
        return None
    led = _TO.match(text, max(before.end, units.at(text, before.end)[1]))
    after = written_at(text, led.end()) if led else None
    return Change(before, after) if after is not None else None


def earlier_after(text: str, at: int, words: ChangeWords) -> Written | None:
    """The number that a text says to be an earlier one, right after a value that ends at `at`."""
    opened = _OPENS.match(text, at)
    at = opened.end() if opened else at
    hit = words.earlier.starting(text, at, _NEAR)
    if hit is None:
        return None
    end = at + words_of(text[at : at + _NEAR])[hit.after - 1].end
    dated = _DATED.match(text, end)  # `previous 25/01/2024: 118`
    end = dated.end() if dated else end
    while end < len(text) and text[end] in " :=":
        end += 1
    return written_at(text, end)


def earliers_after(text: str, at: int, words: ChangeWords) -> tuple[Written, ...]:
    """The earlier numbers right after a value, several where a bracket tells them with their days or occasions:
    `38 ng/ml (18/06: 4.920 ng/ml; al diagnóstico 11.600 ng/ml)`."""
    at = past_method(text, at)
    first = earlier_after(text, at, words)
    if first is None and (told := dated_before(text, at)):
        return told
    opened = _BRACKET.match(text, at)
    if opened is None:
        return (first,) if first is not None else ()
    found = [first] if first is not None else []
    begin = opened.end()
    for part in re.split(r";|,(?=\s)", text[begin : begin + _LONGEST].partition(")")[0])[:_MOST_EARLIER]:
        dated = _DATED.match(part) or _OF_YEAR.match(part)
        number = written_at(text, begin + dated.end()) if dated else earlier_after(text, begin, words)
        if number is not None and all(number.start != one.start for one in found):
            found.append(number)
        begin += len(part) + 1
    return tuple(found)


def later_after(text: str, at: int) -> Written | None:
    """The number that an arrow leads to from a value that ends at `at`, or one of today: `45 → 23`, `211, now 74`."""
    led = _ARROW.match(text, at) or _NOW.match(text, at)
    return written_at(text, led.end()) if led else None


def listed_after(text: str, at: int) -> Written | None:
    """The next number of a list, each told with its day or occasion: `42,000 (January), 8,100 (February)`."""
    ways = (_LISTED, _ON_DAYS, _AFTER, _BY_DAY, _AT_OCCASION)
    led = next((found for way in ways if (found := way.match(text, at)) is not None), None)
    return written_at(text, led.end()) if led else None


def hour_after(text: str, at: int) -> Written | None:
    """The next number of a list by hours: `24h 12.6 uM, 36h 1.9 uM`."""
    led = _HOURS.match(text, at)
    return written_at(text, led.end()) if led else None


def verb_after(text: str, at: int) -> Written | None:
    """The number that a verb of change leads to: `increased to 1.4 before recovering to 0.6`."""
    led = _VERB.match(text, at)
    return written_at(text, led.end()) if led else None


def and_after(text: str, at: int) -> Written | None:
    """A second value that stands as well: `peaked at 88 on 12/03/2025 and was 61 on discharge`."""
    led = _AND_WAS.match(text, at)
    return written_at(text, led.end()) if led else None


def slashed_at(text: str, at: int, count: int) -> Sequence[Written]:
    """The `count` numbers of `45/60` at a place; () where they are more or fewer."""
    found = _SLASHED.match(text, at)
    if found is None:
        return ()
    numbers = list(re.finditer(NUMBER, found[0]))
    if len(numbers) != count:
        return ()
    return tuple(Written(at + one.start(), at + one.end(), one[0]) for one in numbers)
