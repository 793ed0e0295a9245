"""Bare words that are an illness only where their organ is spoken of: the restriction of a lung (`restricción` in a
spirometry) and that of diffusion, of sodium or of a movement. (Words that stand beside another meaning are in
`homonyms.py`.)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import PhraseIndex, Row, words_of

_TITLE = 6


@dataclass(frozen=True)
class OrganWords:
    """The words of which one must be in the sentence, its heading or the paper's title, by the bare word (folded)."""

    needed: Mapping[str, PhraseIndex[bool]] = field(default_factory=dict)

    def is_other(self, clause: Clause, start: int, end: int, paper: Paper) -> bool:
        """Whether the bare word at `start` to `end` stands where nothing speaks of its organ."""
        needed = self.needed.get(_plain(clause.text[start:end]))
        if needed is None or _has(needed, clause.words):
            return False
        title = " ".join(one.text for one in paper.clauses[:_TITLE])
        return not _has(needed, words_of(f"{clause.heading} {title}"))


def organ_words_from(entries: Iterable[Mapping[str, Any]]) -> OrganWords:
    """From `of_organs` of `knowledge/findings/history.yaml`."""
    return OrganWords(
        {
            _plain(str(word)): PhraseIndex.of((str(one), True) for one in entry["needed"])
            for entry in entries
            for word in entry["words"]
        }
    )


def _has(index: PhraseIndex[bool], words: Row) -> bool:
    return next(iter(index.find(words)), None) is not None


def _plain(said: str) -> str:
    return " ".join(word.text for word in words_of(said))
