"""What may stand between a test's name and its value: blanks, leaders, signs, a flag, an hour, a day, a unit
in brackets, linking words."""

from __future__ import annotations

import re

from consilium.domain.findings.days.moment import dates_of
from consilium.domain.findings.laboratory.labseries import is_next_test
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.phrases import PhraseIndex, words_of

SKIPPED = " \xa0:=()\t~≈→"
_STEPS = 6
# The charge of an ion, a prime (`E/e' 7.4`),
# dots or a dash that lead to a value (`Na+ ...... 138`), a flag before it (`↓ 2.1`, `H 5.9`).
_CHARGE = re.compile(r"(?:\+{1,2}|[23]?\+|-)(?=[\s:=,])|['’′´](?=[\s:=])")
_NUMBERED = re.compile(r"\s?(?:#|n[oº°]\.?\s?|x\s?)?[1-4](?=\s?:)", re.IGNORECASE)  # `HEMOCULTIVO 1: ...`
_LEADERS = re.compile(r"\.(?=\s?[:=]|\s{1,3}[<>]?\d)|\s?\.{2,}\s?:?|\s\.:|_{2,}|\s[-–—]\s(?=[<>]?\s?[\dA-Za-zÁ-ú])")
_FLAG_BEFORE = re.compile(r"(?:[↑↓▲▼*^]{1,2}|\(?(?:HH?|LL?)\)?)\s?(?=[<>]?\s?\d)")
# A flag behind a value and before its unit, the next test or an end: `WBC 2.6 L K/uL`; `24 H` is a time.
_FLAG_BEHIND = re.compile(r"\s{1,3}(?:\(?(?:HH?|LL?)\)?|\*{1,3}|[↑↓▲▼]{1,2})(?=[\s,;.)]|$)")
_AT_END = re.compile(r"\s?(?:$|[,;)]|\.(?:\s|$))")
_HOURS = re.compile(r"(?:6|12|24|36|42|48|72|96)\s{1,3}H")
# An hour after a dose: `MTX 48 h: 0.62`, `at 24 hours`, `hora 42`, `T+72`.
_HOUR = re.compile(
    r"(?:(?:at|a las|a|t|h|hr|hora|hour|de las|post)\s?)?[+#]?\d{1,3}\s?(?:-?hours?|-?hrs?|-?hs?|horas?)\b\.?"
    r"(?:\s(?:post|level|after|from|desde)\b(?:\s(?:the\s|el\s|la\s)?(?:start|inicio|infusi[oó]n|dose|dosis)\b)?)?"
    r"|(?:h|hora|hour|t)\s?\+?\d{1,3}\b(?=\s?[:=<>\s])",
    re.IGNORECASE,
)
# A day between a test and its value; one without its year only before a colon or a verb.
_DAY_LINK = re.compile(r"(?:on|of|from|del|de|el|dated)\s(?:la\s|el\s)?", re.IGNORECASE)
_SHORT_DAY = re.compile(
    r"(?:\d{1,2}[/.-]\d{1,2}(?:(?:,?\s(?:and|y|&)|,)\s\d{1,2}[/.-]\d{1,2})?"
    r"|\d{1,2}(?:\s(?:y|and)\s\d{1,2})?(?:\sde)?[\s-][a-zA-Z]{3,10}|[A-Z][a-z]{2,8}\s\d{1,2})"
    r"(?=\s?:|\s[-–]\s|\s(?:was|were|fue|fueron|sali[oó]|salieron|result[oó]|neg|pos|grew|grow|creci|show|normal|remain|NGTD\b|NG\b|est[eé]ril|sterile|"
    r"isolat|con\b|with\b|no growth|sin\b)"
    # in a run of values with their days: `AFP: 05/03 790.200 → 26/03 112.000`
    r"|\s[<>]?\d[\d.,]{0,12}(?:\s?[^\s\d]{1,9})?\s?(?:[→➔➜⇒⟶]|-{1,2}>|=>|>>)\s?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\s?:?\s[<>]?\d"
    r"|\)\s?:?\s?(?:was\s|fue\s|es\s)?(?:normal|within normal|dentro de l|sin altera|conserv|preserv))"
)
# An hour of a day between a test and its value: `cortisol 8 a. m. 14`.
_CLOCK = re.compile(r"\s?(?:at\s|a las\s)?(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?h(?:rs|s)?\b)?\s?", re.IGNORECASE)
_CLOCK_LINK = re.compile(r"\d{1,2}(?::\d{2})?\s?(?:[ap]\.?\s?m\b\.?|hs?\b\.?)(?=\s?[:=]?\s?[<>]?\s?\d)", re.IGNORECASE)
# What may stand in brackets between a name and its value: a unit, a method.
_BRACKETED, _CLOSED = (
    re.compile(r"\s?\((?!\+{1,4}\))(?![<>]?\s?\d+[.,]?\d*\s)([^()]{1,24})\)"),
    re.compile(r"[^()\d,;:]{0,16}\)"),
)
# Two names in one, which look like a unit, and the value behind them.
_TWO_NAMES, _NEXT_VALUE = re.compile(r"[^\W\d_]{3,12}/[^\W\d_]{3,12}"), re.compile(r"\s{1,3}\d")


def past_links(text: str, at: int, links: PhraseIndex[bool], *, timed: bool = False) -> int:
    """Past all that links a name ending at `at` to its value; `timed` where an hour may stand between."""
    numbered = _NUMBERED.match(text, at)
    charge = numbered or _CHARGE.match(text, at)
    at = charge.end() if charge else at
    for _ in range(_STEPS):
        at = _past_blanks(text, at)
        past = _past_day(text, at)
        at = _past_blanks(text, past) if past > at else at
        if timed and (hour := _HOUR.match(text, at)) is not None:
            at = _past_blanks(text, hour.end())
        hit = links.starting(text, at, 40)
        if hit is None:
            break
        at += words_of(text[at : at + 40])[hit.after - 1].end
    flag = _FLAG_BEFORE.match(text, at)
    return flag.end() if flag else at


def past_flag(text: str, value: tuple[int, int], test: LabTest, tests: LabTests) -> int:
    """Past the flag behind a value at `value`, where its unit, another test's value or an end follows; else its end."""
    start, end = value
    flag = _FLAG_BEHIND.match(text, end)
    if flag is None or tests.unit(test, flag[0].strip()) or _HOURS.fullmatch(text, start, flag.end()):
        return end
    begin, stop = tests.units.at(text, flag.end())
    known = stop > begin and bool(tests.unit(test, text[begin:stop]))
    return flag.end() if known or _AT_END.match(text, flag.end()) or is_next_test(text, flag.end(), tests) else end


def unit_first(text: str, at: int, tests: LabTests) -> tuple[str, int]:
    """The unit in brackets between a name and its value, and where those end: `Weight (kg): 18`, `EF (biplane)`."""
    found = _BRACKETED.match(text, at)
    closed = _CLOSED.match(text, at)
    if found is None and closed is not None and text.rfind("(", 0, at) > text.rfind(")", 0, at):
        return "", closed.end()  # `FEVI (Simpson biplano)`, of which the name is `FEVI (Simpson`
    if found is None:
        return "", at
    return (found[1] if tests.units.code(found[1]) else ""), found.end()


def is_next_name(text: str, place: tuple[int, int], test: LabTest, tests: LabTests) -> bool:
    """Whether what looks like a unit is the name of what is told next."""
    start, end = place
    named = _TWO_NAMES.fullmatch(text, start, end) is not None and not tests.unit(test, text[start:end])
    return named and _NEXT_VALUE.match(text, end) is not None


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in SKIPPED:
        at += 1
    leaders = _LEADERS.match(text, at) or _LEADERS.match(text, max(0, at - 1))
    if leaders is None or leaders.end() <= at:
        return at
    at = leaders.end()
    while at < len(text) and text[at] in SKIPPED:
        at += 1
    return at


def _past_day(text: str, at: int) -> int:
    """Past a day between a test and its value: `blood culture 06/03/2025 negative`, `test on Aug 14 was ...`, and an
    hour before or behind it: `K at 08:15 on 07-01-2025 = 5.8`."""
    clock = _CLOCK.match(text, at)
    at = clock.end() if clock else at
    apart = text.startswith(", ", at) and _DAY_LINK.match(text, at + 2) is not None  # `hemoglobin, on 8 December, was`
    opened = _DAY_LINK.match(text, at + 2 if apart else at)
    begin = opened.end() if opened else at
    date = next((date for date in dates_of(text) if date.start == begin), None)
    if date is not None:
        end = date.end + (apart and text.startswith(",", date.end))
        clock = _CLOCK.match(text, end)
        return clock.end() if clock else end
    if apart:
        return at
    short = _SHORT_DAY.match(text, begin) or _CLOCK_LINK.match(text, begin)
    return short.end() if short else at
