"""Days of a drug that a sentence lists: each is one on which it was given (`13/01, 20/01 and 27/01`); the day of the
last of several is not that of the course (`since 30 June he has had four cycles of ..., the last on 1 September`);
the day of an operation is that of what was given in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.terms import Found, cue_in
from consilium.domain.records import Category

__all__ = ["INTRATHECAL", "day_of_operation", "is_of_next", "of_the_course", "on_further_days", "year_behind"]

_LAST = re.compile(
    r"\b(?:(?:el|la|the)\s)?(?:[uú]ltim[oa]|last|latest|most recent)(?:\s(?:one|dose|cycle|dosis|ciclo|course|curso))?"
    r"(?:\s(?:was|being|fue|ser[ií]a))?\s?(?:on|in|el|en|:)?\s?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s?(?:[,;&+]|,?\s(?:and|y|e)(?:\s(?:on|el))?)\s?(?:(?:and|y|on|el)\s)?", re.IGNORECASE)
# What stands behind a day that tells of that day alone.
_ASIDE = re.compile(
    r"\s?[(\[:=]|\s?[-–—]\s?[^\W\d]|\s(?:omit|held|skip|not|no\b|omiti|suspend|cancel|delay|posterg|diferi)", re.I
)
# `had bleomycin in 2023`: right behind the drug, and not of a day or a study that goes on.
_YEAR = re.compile(r"\s(?:in|en|during|durante|back in|en el a[nñ]o)\s(20\d\d)(?![\d/.-]*\d)", re.IGNORECASE)
INTRATHECAL = re.compile(r"\b(?:IT|ITs|TIT|intrathecal\w*|intratecal\w*|triple|lumbar)\b")
_MOST = 12


def of_the_course(text: str, found: Sequence[Occasion], drug: int) -> tuple[Occasion, ...]:
    """The occasions without the day of the last of several, where another one stands before the drug."""
    if not any(one.end <= drug for one in found):
        return tuple(found)
    return tuple(one for one in found if one.start < drug or _LAST.search(text, drug, one.start) is None)


# What comes between a drug and the day of the one that took its place, or of the cells after it.
_NEXT = re.compile(
    r"\b(?:(?:changed|switched|converted|rotated|replaced)\s(?:to|by|with)|(?:cambi\w+|rot[oó]|pas[oó]|reemplaz\w+|sustitu\w+)"
    r"\s(?:a|por)|stem cells?(?: infusion| rescue)?|c[eé]lulas (?:madre|progenitoras))\s",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:change|changed|switched|converted|rotated|cambi\w+|rot[oó]|pas[oó])\s(?:from|de|del)\s(?:[\w-]+\s){0,1}$",
    re.IGNORECASE,
)


def is_of_next(text: str, start: int, end: int, day: int) -> bool:
    """Whether a day behind a drug is that of its successor: `carboplatin, changed to vinblastine on 5 May`."""
    if day < end:
        return False
    return _NEXT.search(text, end, day) is not None or _FROM.search(text, max(0, start - 60), start) is not None


def year_behind(text: str, end: int) -> Occasion | None:
    """The year that stands alone right behind a drug."""
    found = _YEAR.match(text, end)
    return Occasion(PartialDate(int(found[1])), found.start(1), found.end(1)) if found is not None else None


def day_of_operation(clause: Clause, drug: Found, setting: Setting) -> Occasion | None:
    """The day of an operation's note for what it tells to have been given there with its dose."""
    paper = setting.paper
    told_before = clause.section in (Section.PLAN, Section.HISTORY, Section.PAST_HISTORY)
    done = cue_in(clause.text, setting.words.cues["given"], 0, drug.start) or INTRATHECAL.search(clause.text)
    if paper.category is not Category.OPERATIVE or told_before or paper.date is None or done is None:
        return None
    return Occasion(paper.date, drug.start, drug.end)


def on_further_days(
    clause: Clause, given: Finding, when: Occasion | None, found: Sequence[Occasion], end: int
) -> Iterator[Finding]:
    """The same dose on each further day of a list of days; nothing where a day of the list has a word of its own."""
    if when is None or given.assertion is not Assertion.STATED or given.when != when.when or not when.when.day:
        return
    days = [one for one in found if when.start <= one.start < end][:_MOST]
    if not days or days[0].start != when.start:
        return
    listed = [days[0]]
    for one in days[1:]:
        if _BETWEEN.fullmatch(clause.text, listed[-1].end, one.start) is None:
            break
        listed.append(one)
    plain = all(one.until is None and one.when.day for one in listed)
    if len(listed) > 1 and plain and _ASIDE.match(clause.text, listed[-1].end) is None:
        for one in listed[1:]:
            yield replace(given, when=one.when)
