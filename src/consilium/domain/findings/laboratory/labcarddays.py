"""The days of cards of results, as portals print them: over several cards, or in each under its name.

    Magnesium                 Ferritin
    May 26, 2025              Final result 2/18/2025
    Magnesium                 Value 2,310 ng/mL
    1.3 mg/dL                 Reference Range 14 - 79 ng/mL

A line tells such a day where it holds nothing but a date, its hour and words for the sample or the result. Of lines
that follow one another the sample's day counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.days.moment import day_of
from consilium.domain.findings.paper import Paper
from consilium.domain.phrases import PhraseIndex, Word, words_of
from consilium.domain.records import Page

_LONGEST, _MOST_WORDS = 70, 8
# Behind a date stand its hour and words of the state of the result only.
_HOUR = frozenset({"am", "pm", "a", "p", "m", "h", "hs", "hrs", "at", "las", "est", "edt", "cst", "cdt", "pst", "pdt"})
_NEAR = 2


@dataclass(frozen=True, slots=True)
class CardDay:
    """A day that a line tells, and whether it is the one on which the sample was taken."""

    day: PartialDate
    sampled: bool


@dataclass(frozen=True, slots=True)
class CardDays:
    """How lines tell days of results: by words of the sample's (`Collected on`) or the result's (`Final result`)."""

    sampled: PhraseIndex[bool]
    resulted: PhraseIndex[bool]
    order: str
    birth: PartialDate | None = None

    def of(self, text: str) -> CardDay | None:
        """The day of results that a line tells and nothing else; None for any other line."""
        if len(text) > _LONGEST:
            return None
        dates = [*dates_in(text)]
        words = words_of(text)
        if len(dates) != 1 or len(words) > _MOST_WORDS + len(words_of(text[dates[0].start : dates[0].end])):
            return None
        date = dates[0]
        told = [one for one in words if not date.start <= one.start < date.end and not _is_hour(one.text)]
        sampled, left = _without(self.sampled, told)
        _, left = _without(self.resulted, left)
        day = day_of(date, self.order)
        return CardDay(day, sampled) if not left and day.day and day != self.birth else None

    def over(self, page: Page) -> Mapping[int, PartialDate]:
        """The day that the nearest such line over each line of a page tells, by the ids of lines."""
        found: dict[int, PartialDate] = {}
        last, at_last = None, -_NEAR - 1
        for at, line in enumerate(page.lines):
            told = self.of(line.text)
            if told is not None:
                if last is None or told.sampled or not last.sampled or at - at_last > _NEAR:
                    last = told
                at_last = at
            if last is not None:
                found[id(line)] = last.day
        return found


def card_days(paper: Paper, sampled: PhraseIndex[bool], resulted: PhraseIndex[bool]) -> CardDays:
    return CardDays(sampled, resulted, paper.date_order, paper.birth)


def _is_hour(word: str) -> bool:
    return word in _HOUR or word.isdigit()


def _without(index: PhraseIndex[bool], words: list[Word]) -> tuple[bool, list[Word]]:
    """Whether phrases of an index are among the words, and the words that are in none."""
    hits = [*index.find(words)]
    taken = {at for hit in hits for at in range(hit.first, hit.after)}
    return bool(hits), [word for at, word in enumerate(words) if at not in taken]
