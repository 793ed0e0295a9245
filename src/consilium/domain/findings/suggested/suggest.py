"""Statements that a tagger suggests: names that no finding of the paper tells, with what their clause says of them.

A tagger knows the look of a name and not what it means, so that what it finds is a suggestion (`Origin.SUGGESTED`): a
person sees it beside its sentence, and until that person confirms it nothing else looks at it. How its clause says a
thing is read by the same rules as for every finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.shareddays import shared_days
from consilium.domain.findings.days.standing import dated_by_place
from consilium.domain.findings.finding import Assertion, Finding, Kind, Origin
from consilium.domain.findings.merge import merge
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.suggested.features import Features, features_of, tokens_of
from consilium.domain.findings.suggested.told import Told
from consilium.domain.findings.suggested.unfit import is_bare, is_name, names_of_people
from consilium.domain.findings.text.amounts import decimal_mark, number_of
from consilium.domain.findings.text.names import without_names

LEAST = 0.3
"""The probability below which a name is not suggested. Of papers that neither rules nor tagger had seen, 2.2 names a
paper are suggested, 91 in 100 of them right where all labels are known; at 0.2 hardly more (decision 0021)."""
_SILENT = frozenset({Section.GENERAL, Section.QUESTIONS})
_MEASURED = frozenset(
    {Kind.LABORATORY, Kind.FUNCTION, Kind.GROWTH, Kind.MEASUREMENT, Kind.MRD, Kind.RADIATION, Kind.DRUG}
)
# The name of a test says nothing without its result, unless it was not made or is awaited.
_TESTS = (_MEASURED - {Kind.RADIATION, Kind.DRUG}) | {Kind.FLOW, Kind.STAIN, Kind.CYTOGENETICS, Kind.METHYLATION}
_WITHOUT_RESULT = frozenset({Assertion.NEGATED, Assertion.PENDING, Assertion.PLANNED, Assertion.CONDITIONAL})
# `PET planned` tells what is to come though the word alone would say nothing.
_AHEAD = frozenset({Assertion.PENDING, Assertion.PLANNED})
_SIGNED = frozenset({Kind.STAIN, Kind.FLOW, Kind.LABORATORY, Kind.VARIANT, Kind.CYTOGENETICS, Kind.FUNCTION})
_LONGEST = 80
# So many clauses at the beginning of a paper of some length are its letterhead and its title, which name what it is
# about: `Leukemia and Cellular Therapy`, `Relapse therapy flowsheet`.
_TITLE, _SHORT = 3, 12
_LETTERS = re.compile(r"[^\W\d_]{2}")
_AMOUNT = re.compile(
    r"(?:\s?(?:[:=(]|\b(?:of|de|was|is|fue|es|en|at)\b)){0,2}\s{0,3}(?P<sign>[<>≤≥]=?)?\s?(?P<figure>\d+(?:[.,]\d+)*)"
    r"(?!\d*[/-]\d)\s?(?P<unit>%|(?:[a-zA-Zµμ°²³]{1,10}(?:/[a-zA-Zµμ²³0-9]{1,8}){0,2})(?![\w-]))?"
)
_RESULT = re.compile(
    r"(?:\s?[:=(]){0,2}\s{0,3}(?P<said>(?:positiv|negativ)\w{0,4}|(?:not )?detected|(?:no )?detectad[oa]|normal(?:es)?"
    r"|[+-](?=[\s,;.)]|$))",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"%|.*[/²³°µμ]|(?:cm|mm|mg|g|kg|ml|dl|l|gy|cgy|lpm|bpm|mmhg|u|ui|iu|db|hz|khz|ms|msec|s|fl|pg|ng|kb|copias|copies)$",
    re.IGNORECASE,
)
_SIGNS = {"≤": "<=", "≥": ">="}


class Tagger(Protocol):
    """Whatever tells names in a clause by the features of its words; `bare` are (folded) words that alone are none."""

    bare: frozenset[str]

    def spans(self, features: Sequence[Features]) -> Iterable[tuple[int, int, str, float]]:
        """(first token, last token, kind of finding, probability from 0 to 1) of each name."""


@dataclass(frozen=True)
class _Value:
    """What stands right behind a name, and where it ends in the clause."""

    end: int
    value: str = ""
    number: float | None = None
    comparator: str = ""
    unit: str = ""


def suggested(
    paper: Paper, found: Sequence[Finding], tagger: Tagger, words: AssertionWords, least: float = LEAST
) -> tuple[Finding, ...]:
    """What no finding of `found` tells, in the order of the paper; the same thing twice is one with two places."""
    told, mark, people = Told.of(found), decimal_mark(paper), names_of_people(paper)
    body = _TITLE if len(paper.clauses) > _SHORT else 0
    made = []
    for at, clause in enumerate(paper.clauses):
        if clause.section in _SILENT or at < body or not _LETTERS.search(clause.text):
            continue
        for start, end, kind in _names(clause, str(paper.category or ""), tagger, least):
            said = clause.text[start:end]
            if is_name(said, people) or told.has(clause, start, end, kind):
                continue
            value, assertion = _value(clause.text, end, kind, mark), assertion_of(clause, start, end, words)
            bare = is_bare(said, tagger.bare) and assertion not in _AHEAD
            if value.value or not (bare or (kind in _TESTS and assertion not in _WITHOUT_RESULT)):
                made.append(_finding(clause, at, start, end, kind, assertion, value))
    return merge(dated_by_place(shared_days(list(without_names(made, paper)), paper), paper))


def _names(clause: Clause, category: str, tagger: Tagger, least: float) -> Iterator[tuple[int, int, Kind]]:
    """From where to where a name goes, and of what kind it is."""
    tokens = tokens_of(clause.text)
    for first, last, kind, probability in tagger.spans(features_of(clause, tokens, category)):
        start, end = tokens[first].start, tokens[last].end
        if probability >= least and end - start <= _LONGEST and _LETTERS.search(clause.text, start, end):
            yield start, end, Kind(kind)


def _finding(  # noqa: PLR0913 (the parts of one statement)
    clause: Clause, at: int, start: int, end: int, kind: Kind, assertion: Assertion, value: _Value
) -> Finding:
    return Finding(
        kind=kind,
        name=" ".join(clause.text[start:end].split()),
        value=value.value,
        number=value.number,
        comparator=value.comparator,
        unit=value.unit,
        assertion=Assertion.FAMILY if kind is Kind.FAMILY_HISTORY and assertion is Assertion.STATED else assertion,
        citations=(clause.cite(start, value.end),),
        origin=Origin.SUGGESTED,
        confidence=clause.confidence,
        clause=at,
    )


def _value(text: str, end: int, kind: Kind, mark: str) -> _Value:
    result = _RESULT.match(text, end) if kind in _SIGNED else None
    if result is not None:
        return _Value(result.end("said"), result["said"])
    amount = _AMOUNT.match(text, end) if kind in _MEASURED else None
    if amount is None:
        return _Value(end)
    unit = amount["unit"] if amount["unit"] and _UNIT.match(amount["unit"]) else ""
    sign = _SIGNS.get(amount["sign"] or "", amount["sign"] or "")
    return _Value(
        amount.end("unit" if unit else "figure"), amount["figure"], number_of(amount["figure"], mark), sign, unit
    )
