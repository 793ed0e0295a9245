"""The tagger that suggests statements: what it was taught (`scripts/bench teach`), loaded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pycrfsuite

from consilium.domain.phrases import words_of
from consilium.knowledge.documents import document

MODEL = Path(__file__).with_name("suggested.crfsuite")
NONE = "none"  # the tag of a word that is in no statement's name


class Tagger:
    """A conditional random field over the words of a clause (CRFsuite)."""

    def __init__(self, learned: bytes, bare: frozenset[str] = frozenset()) -> None:
        self.bare = bare
        self._learned = learned  # CRFsuite reads these bytes where they lie
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._learned)

    def spans(self, features: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str, float]]:
        """(first token, last token, kind of finding, probability from 0 to 1) of each name, from left to right."""
        tags = self._tagger.tag(features)
        first = 0
        for at, tag in enumerate(tags):
            if at + 1 == len(tags) or tags[at + 1] != tag:
                if tag != NONE:
                    yield first, at, tag, min(self._tagger.marginal(tag, one) for one in range(first, at + 1))
                first = at + 1


@cache
def tagger() -> Tagger:
    """The program's own. Raises OSError where its file is not there, ValueError where it is none."""
    return Tagger(MODEL.read_bytes(), bare_words())


@cache
def bare_words() -> frozenset[str]:
    """Folded words and names of ways of imaging that alone are no statement."""
    groups = document("findings/suggested.yaml")["bare"]
    ways = document("findings/modalities.yaml")["modalities"]
    said = [word for group in groups for word in group] + [word for name in ways for word in (name, *ways[name])]
    return frozenset(" ".join(word.text for word in words_of(str(one))) for one in said)
