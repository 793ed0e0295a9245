"""What families ask of in plain words, and no table of treatments or illnesses has: whether a child can have children
later, will grow, learn or hear, what the outlook is, whether it has spread, whether there is a trial.

Of nobody yet: each is `conditional`, once for a paper, and left to whatever the paper tells of it anyhow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.phrases import PhraseIndex, fold
from consilium.domain.records import Scalar

_MOST = 4
# Who asks of a look at a thing does not ask what becomes of it: `When was his hearing test?`
_A_TEST = re.compile(r"\s(?:tests?|screen(?:ing)?|check|exams?|appointment|aids?|clinic)\b")


@dataclass(frozen=True)
class SubjectWords:
    """Phrases by the kind and name of what they ask of."""

    subjects: PhraseIndex[tuple[Kind, str]]


def words_from(data: Mapping[str, Any]) -> SubjectWords:
    """From `subjects` of `knowledge/findings/asked.yaml`. Raises KeyError where it is missing."""
    return SubjectWords(
        PhraseIndex.of(
            (str(one), (Kind(kind), str(name)))
            for kind, names in data["subjects"].items()
            for name, phrases in names.items()
            for one in phrases
        )
    )


def subjects_in(clause: Clause, words: SubjectWords, told: set[tuple[Kind, str]], cited: Cited) -> Iterator[Finding]:
    """The subjects of a question that `told` has not; they are added to it."""
    for span in spans_in(clause, words.subjects)[:_MOST]:
        kind, name = span.value
        if _A_TEST.match(clause.folded, span.end):
            continue
        if any(fold(name) in other for _, other in told) or cited.has(clause, span.start, span.end, fold(name)):
            continue
        told.add((kind, fold(name)))
        yield Finding(
            kind,
            name,
            assertion=Assertion.CONDITIONAL,
            detail=_detail(kind),
            citations=(clause.cite(span.start, span.end),),
            confidence=clause.confidence,
        )


def _detail(kind: Kind) -> dict[str, Scalar]:
    return {"symptom": "yes"} if kind is Kind.CONDITION else {"what": "care"} if kind is Kind.MENTION else {}
