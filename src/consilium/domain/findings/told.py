"""Whether a clause tells of a treatment or only names it: a word for doing it, a day, a plan or a denial."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.occasions import Occasion, occasions
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.terms import cue_in
from consilium.domain.phrases import PhraseIndex, words_of

# A day that another thing of the list lasted until, or that stands behind a semicolon, is not this one's.
_LASTED = re.compile(r";|,[^;]{0,80}\b(?:until|till|through|hasta)\b", re.IGNORECASE)
# A day right before a thing in brackets is its own: `surgery 03/03/2022 (resection > 95 %)`.
_OPENED = re.compile(r"\s?[(:]\s?")

# A year that stands right beside a thing: `appendectomy 2015`, `desde 2022`, `(in 2020)`.
_YEAR_AFTER = re.compile(
    r"[\s,–-]*\(?\s?(?:(?:in|en|since|desde|el a[nñ]o|del a[nñ]o|dx|of|x \d \()\s?){0,2}"
    r"((?:19|20)\d\d)(?![\w/.-]*\d|\s?(?:m?g|UI|IU|ml)\b)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(r"\b(?:in|en|since|desde)\s((?:19|20)\d\d)[\s,:]+(?:\w+\s){0,3}$", re.IGNORECASE)


def year_beside(text: str, start: int, end: int) -> PartialDate | None:
    """The year alone that stands right after or before `start` to `end`."""
    found = _YEAR_AFTER.match(text, end, end + 24) or _YEAR_BEFORE.search(text[max(0, start - 40) : start])
    return PartialDate(int(found[1])) if found else None


def told(
    clause: Clause,
    place: tuple[int, int],
    paper: Paper,
    words: tuple[Mapping[str, PhraseIndex[str]], AssertionWords],
    when: Occasion | None,
) -> tuple[Assertion, bool]:
    """How it is said, and whether it is told of at all. `words` are cues ("given", "planned") and the general ones."""
    cues, assertion = words
    said = assertion_of(clause, *place, assertion)
    if said is Assertion.STATED and is_denied(clause, place[0], cues["denied"]):
        return Assertion.NEGATED, True
    later = is_beside(clause, place[0], cues["after"])
    given = cue_in(clause.text, cues["given"]) is not None
    planned = cue_in(clause.text, cues["planned"]) is not None or clause.section is Section.PLAN
    if said is not Assertion.STATED:
        return said, said not in (Assertion.UNCERTAIN, Assertion.CONDITIONAL) or given
    if clause.section is Section.QUESTIONS or clause.text.rstrip().endswith("?"):
        return Assertion.CONDITIONAL, False
    if when is not None and paper.date is not None and when.when > paper.date:
        return Assertion.PLANNED, True
    if planned and not given:
        return Assertion.PLANNED, True
    return Assertion.STATED, given or later or when is not None


def occasion_near(clause: Clause, paper: Paper, start: int, end: int, reach: int = 80) -> Occasion | None:
    """The date that goes with `start` to `end`: the first within reach after it, else the nearest before."""
    found = occasions(clause.text, paper)
    after = [one for one in found if 0 <= one.start - end <= reach and not _LASTED.search(clause.text, end, one.start)]
    before = [one for one in found if 0 <= start - one.end <= reach]
    if before and _OPENED.fullmatch(clause.text, before[-1].end, start):
        return before[-1]
    return after[0] if after else before[-1] if before else None


def is_beside(clause: Clause, start: int, beside: PhraseIndex[str]) -> bool:
    """Whether words such as `after` or `before` stand straight before a thing: it then times another."""
    before = words_of(clause.text[max(0, start - 32) : start])[-3:]
    return any(hit.after == len(before) for hit in beside.find(before))


def is_denied(clause: Clause, start: int, denied: PhraseIndex[str]) -> bool:
    """Whether the verb before a thing denies it: `no se administró radioterapia`."""
    place = cue_in(clause.text, denied, 0, start)
    return place is not None and not any(
        mark in clause.text[place[1] : start] for mark in (",", ";", " but ", " pero ")
    )


def quoted(text: str, start: int, end: int, reach: int = 70) -> tuple[int, int]:
    """`start` to `end` with up to `reach` letters on each side, in whole words."""
    first = max(0, start - reach)
    first = text.find(" ", first, start) + 1 if first else 0
    last = min(len(text), end + reach)
    return first, last if last == len(text) else max(end, text.rfind(" ", end, last))
