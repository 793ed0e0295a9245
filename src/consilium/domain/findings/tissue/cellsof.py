"""Of which cells a marker is said: `no CD34+/CD10+ blasts` and `rare T cells (CD3+)` say nothing of the disease's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, broken, spans_in, words_between
from consilium.domain.findings.tissue.stainphrases import OTHER_CELLS
from consilium.domain.findings.tissue.stains import Stain
from consilium.domain.phrases import PhraseIndex

_NORMAL_REACH = 3
# `0.02 % of CD45+ cells`: what a share is of.
_DENOMINATOR = re.compile(r"\b(?:of|de|del)\s(?:las\s|los\s|all\s|total\s)?(?:c[eé]lulas\s)?$", re.IGNORECASE)


@dataclass(frozen=True)
class CellWords:
    """`nouns` name cells or a part of them, `normal` says that they are not the disease's."""

    nouns: PhraseIndex[str]
    normal: PhraseIndex[str]


def words_from(data: Mapping[str, Any]) -> CellWords:
    """From the table `cells` of `knowledge/findings/pathology.yaml`."""
    nouns, normal = data["cells"]["nouns"], data["cells"]["normal"]
    return CellWords(
        PhraseIndex.of((str(one), "noun") for one in nouns), PhraseIndex.of((str(one), "normal") for one in normal)
    )


def of_the_disease(clause: Clause, stains: Sequence[Stain], words: CellWords, assertion: AssertionWords) -> list[Stain]:
    """The markers without those of cells that are said not to be there, or to be normal ones."""
    nouns = spans_in(clause, words.nouns) if stains else []
    if not nouns:
        return list(stains)
    normal = spans_in(clause, words.normal)
    return [
        stain
        for run in _runs(clause.text, stains)
        if all(one.result == OTHER_CELLS for one in run) or not _is_other(clause, run, nouns, normal, assertion)
        for stain in run
    ]


def _runs(text: str, stains: Sequence[Stain]) -> list[list[Stain]]:
    """Markers that stand close together."""
    runs: list[list[Stain]] = []
    for stain in sorted(stains, key=lambda one: (one.start, one.end)):
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and len(words_between(text, last.end, stain.start)) == 0
            and not broken(text, last.end, stain.start)
        ):
            runs[-1].append(stain)
        else:
            runs.append([stain])
    return runs


def _is_other(
    clause: Clause,
    run: Sequence[Stain],
    nouns: Sequence[Span[str]],
    normal: Sequence[Span[str]],
    assertion: AssertionWords,
) -> bool:
    start, end = run[0].start, max(one.end for one in run)
    if len(run) == 1 and run[0].marker == "CD45" and _DENOMINATOR.search(clause.text, max(0, start - 24), start):
        return True
    noun = _noun(clause, start, end, nouns)
    if noun is None:
        return False
    first = min(start, noun.start)
    if any(one.end <= max(noun.end, start) and _close(clause, one, first, noun) for one in normal):
        return True
    if not any(one.result == "positive" for one in run):
        return False
    return assertion_of(clause, first, max(end, noun.end), assertion) is Assertion.NEGATED


def _close(clause: Clause, cue: Span[str], first: int, noun: Span[str]) -> bool:
    if noun.start <= cue.start < noun.end or cue.start >= first:
        return True
    return not broken(clause.text, cue.end, first) and len(words_between(clause.text, cue.end, first)) <= _NORMAL_REACH


def _noun(clause: Clause, start: int, end: int, nouns: Sequence[Span[str]]) -> Span[str] | None:
    """The cells right after a run of markers (`CD34+ blasts`), or right before it (`T cells (CD3+)`)."""
    for one in nouns:
        after = one.start >= end and not clause.text[end : one.start].strip(" -/")
        before = one.end <= start and not clause.text[one.end : start].strip(" (:")
        if after or before:
            return one
    return None
