"""Studies and aids that a sentence tells as done or as had, though another part of it is a plan or a condition:
`HLA typing of family done 08-Jan, transplant only if MRD positive`, `Hearing aids since 2023, audiogram planned`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.verbsofdoing import study_done
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper

_AHEAD = frozenset({Assertion.PLANNED, Assertion.CONDITIONAL})
_NOT_SO = frozenset({*_AHEAD, Assertion.NEGATED, Assertion.UNCERTAIN})
_STUDIES = frozenset({"imaging", "pathology", "operation", "heart", "endoscopy"})
_A_DAY = r"(?:\d{1,2}[/.\s-](?:\d|[a-z]{3})|(?:19|20)\d\d|[a-z]{3,10}\s(?:19|20)?\d)"
_DONE = re.compile(
    rf"(?:\s(?!if\b|si\b|to\b|be\b)[\w/-]{{1,14}}){{0,3}}?\s\(?(?:was\s|were\s|fue\s)?(?:done|performed|completed|obtained|taken"
    rf"|realizad[oa]s?|hech[oa]s?|efectuad[oa]s?|completad[oa]s?|tomad[oa]s?)\s(?:on\s|in\s|el\s|en\s)?{_A_DAY}"
)
_SINCE = re.compile(
    r"\s(?:since|desde(?:\shace)?)\s(?:(?:19|20)\d\d\b|\d{1,2}[/.]\d|(?:the\s)?age\s|los\s\d|[a-z]{3,10}\s(?:19|20)\d\d)"
)
_NAME = re.compile(r"[\w/-]+")
_CONDITION = re.compile(r"\b(?:if|unless|once|until|should|cuando|once|hasta|(?<!\bpor\s)si(?!n))\b[^.;]{0,80}$")


def already_done(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with studies and aids stated that their own words tell as done on a day or had since one; the day of
    another part of the sentence is not theirs."""
    for told in found:
        one = _as_done(told) if _by_verb(told, paper) else told
        how = _how(one, paper) if one.kind is Kind.MENTION and one.assertion in _AHEAD and one.value else None
        if how is None:
            yield one
        else:
            stated = replace(one, assertion=Assertion.STATED)
            yield replace(stated, when=None, until=None) if how is _SINCE else stated


def _as_done(one: Finding) -> Finding:
    status = {"status": "performed"} if "status" in one.detail else {}
    return replace(one, assertion=Assertion.STATED, detail={**one.detail, **status})


def _by_verb(one: Finding, paper: Paper) -> bool:
    """Whether a verb of doing leads to a study or an operation wherever its words stand."""
    of_study = one.kind is Kind.SURGERY or (one.kind is Kind.MENTION and one.detail.get("what") in _STUDIES)
    if not of_study or one.assertion not in _NOT_SO or not one.value or not one.quote:
        return False
    clauses = [clause for clause in paper.holding(one.quote) if one.value in clause.text]
    places = [(clause, clause.text.find(one.value)) for clause in clauses]
    end = len(one.value)
    return bool(places) and all(
        study_done(clause, at, at + end, one.assertion) is Assertion.STATED for clause, at in places
    )


def _how(one: Finding, paper: Paper) -> re.Pattern[str] | None:
    named = (clause for clause in paper.clauses if one.value in clause.text)
    clauses = [clause for clause in named if len(clause.folded) == len(clause.text)]
    told = [_told(clause.folded, clause.text.find(one.value), len(one.value)) for clause in clauses]
    return told[0] if told and all(told) else None


def _told(text: str, start: int, length: int) -> re.Pattern[str] | None:
    """By which form the words behind a name tell that it is done or had; None where they do not."""
    if _CONDITION.search(text, 0, start):
        return None
    name = _NAME.match(text, start)
    if name is not None and _DONE.match(text, name.end()):
        return _DONE
    return _SINCE if _SINCE.match(text, start + length) else None
