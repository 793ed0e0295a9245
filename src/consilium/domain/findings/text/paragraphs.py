"""Which sentences of a paper are read: those of an English letter but its German paragraph, and of a German one the
English paragraph. What is surely of another language is passed over, and said; whatever is not sure goes with the
paper's own language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from consilium.domain.findings.finding import READ_LANGUAGES
from consilium.domain.findings.paper import Clause
from consilium.domain.sorting.smallwords import READ, SmallWords

# So many sentences that tell no language may stand within a paragraph that is left, and within one that is read.
_WITHIN, _WITHIN_READ = 1, 12


def readable(
    clauses: Sequence[Clause], language: str, words: SmallWords
) -> tuple[tuple[Clause, ...], frozenset[str], str]:
    """The sentences to read, the languages of those that are left, and the language of what is read: the paper's, or
    that of its paragraphs that are read where it is in another. Of a paper without any nothing is read."""
    texts = [[word.text for word in clause.words] for clause in clauses]
    if language not in READ_LANGUAGES:
        told = [words.language(text, language) for text in texts]
        sides = [code if code in READ else "" for code in told]
        kept = _spread(sides, told, lambda at, _: words.leans(texts[at], "", language))
        codes = [code for code in sides if code]
        said = max(READ, key=codes.count) if codes else language
        at_all = kept | _within(sides, _WITHIN_READ, told)
        return tuple(clauses[at] for at in sorted(at_all)), frozenset({language}), said
    told = [words.language(text) for text in texts]
    sides = ["" if code in READ else code for code in told]
    left = _spread(sides, told, lambda at, side: words.leans(texts[at], side))
    left |= _within(sides, _WITHIN, ["table" if one.cells else code for one, code in zip(clauses, told, strict=True)])
    return tuple(one for at, one in enumerate(clauses) if at not in left), frozenset(sides) - {""}, language


def _spread(sides: Sequence[str], told: Sequence[str], leans: Callable[[int, str], bool]) -> set[int]:
    """Places of what is surely of a side, and of sentences of few words beside it that lean to that side alone."""
    found: dict[int, str] = {at: side for at, side in enumerate(sides) if side}
    for step in (1, -1):
        for at in range(len(told))[::step]:
            side = found.get(at - step, "")
            if side and not told[at] and leans(at, side):
                found[at] = side
    return set(found)


def _within(sides: Sequence[str], most: int, told: Sequence[str]) -> set[int]:
    """Places between two of one paragraph, where nothing between them tells a language."""
    sure = [at for at, side in enumerate(sides) if side]
    gaps = (range(first + 1, last) for first, last in pairwise(sure) if sides[first] == sides[last] or most > _WITHIN)
    return {at for gap in gaps if len(gap) <= most and not any(told[one] for one in gap) for at in gap}
