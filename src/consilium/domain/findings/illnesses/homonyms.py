"""Words for an illness that mean another thing where they stand: the `celiac` axis, the `stroke` volume, `24 RPM`.

The table is `knowledge/findings/homonyms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.findings.medicines.dosing import DOSE
from consilium.domain.phrases import PhraseIndex, Word, fold

_REACH = 8  # words of the sentence on either side
_BESIDE = 4  # words: the longest phrase of the table right beside a name
_SENTENCE = re.compile(r"[.;](?:\s|$)")
# `24 RPM`, `5º EII`, `2do EII`.
_FIGURE = re.compile(r"\d\s?(?:[º°ª]|er|do|to|ro|th|nd|rd)?\s?$", re.IGNORECASE)


@dataclass(frozen=True)
class Company:
    """What stands beside a word that then means another thing: right behind, right before, or near it."""

    after: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    before: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    near: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    figure: bool = False  # a number right before it
    dosed: bool = False  # a dose right behind it


@dataclass(frozen=True)
class Homonyms:
    """The company of each word, by the word as folded."""

    of: Mapping[str, Company] = field(default_factory=dict)

    def is_other(self, text: str, words: Sequence[Word], span: tuple[int, int]) -> bool:
        """Whether the words of `text` at `span` mean no illness there. `words` are those of the text."""
        start, end = span
        company = self.of.get(fold(text[start:end]))
        if company is None:
            return False
        if (company.figure and _FIGURE.search(text, 0, start)) or (company.dosed and _is_dosed(text, end)):
            return True
        first = next((at for at, word in enumerate(words) if word.start >= start), len(words))
        after = next((at for at, word in enumerate(words) if word.start >= end), len(words))
        behind = _within(text, words[after : after + _BESIDE], end)
        ahead = _within(text, words[max(0, first - _BESIDE) : first], start)
        if any(hit.first == 0 for hit in company.after.find(behind)):
            return True
        if any(hit.after == len(ahead) for hit in company.before.find(ahead)):
            return True
        around = (words[max(0, first - _REACH) : first], words[after : after + _REACH])
        return any(
            next(company.near.find(_within(text, part, at)), None) is not None
            for part, at in zip(around, span, strict=True)
        )


def _is_dosed(text: str, end: int) -> bool:
    found = DOSE.search(text, end, end + 16)
    return found is not None and not text[end : found.start()].strip(" :")


def _within(text: str, words: Sequence[Word], at: int) -> Sequence[Word]:
    """Those of some words that no end of a sentence parts from a place."""
    return tuple(one for one in words if not _SENTENCE.search(text, min(at, one.end), max(at, one.start)))


def homonyms_from(data: Mapping[str, Any]) -> Homonyms:
    """From `homonyms.yaml`."""
    return Homonyms(
        {
            fold(str(word)): Company(
                _listed(entry, "after"),
                _listed(entry, "before"),
                _listed(entry, "near"),
                figure=bool(entry.get("figure")),
                dosed=bool(entry.get("dosed")),
            )
            for entry in data["homonyms"]
            for word in entry["words"]
        }
    )


def _listed(entry: Mapping[str, Any], place: str) -> PhraseIndex[bool]:
    return PhraseIndex.of((str(one), True) for one in entry.get(place, ()))
