"""Sizes that no other rule has told of: pieces and margins (`Skin ellipse with scar, 4.0 x 1.2 cm`), wounds
and devices (`Incisión inguinal de 3 cm`), distances (`osteotomy 3 cm from the tumor edge`), and lesions that stand far
from their size (`Three small tumors were seen in January, the largest 4 mm`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding
from consilium.domain.findings.imaging.changedsizes import is_difference
from consilium.domain.findings.imaging.lesionsizes import SOLID, Study, Words, sized_thing, things_in
from consilium.domain.findings.imaging.marginsmeasured import of_body
from consilium.domain.findings.imaging.sizedays import own_day
from consilium.domain.findings.imaging.sizes import Size, sizes_in
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.distances import FAR, FROM, LIES_IN, OF, is_limit, is_of_organ
from consilium.domain.findings.text.labelled import dates_of
from consilium.domain.findings.text.spans import Span, apart, broken, spans_in, words_between
from consilium.domain.records import Category

_NOT_SHOWN = frozenset({
    Section.PLAN, Section.FAMILY_HISTORY, Section.GENERAL, Section.MEDICINES, Section.ALLERGIES, Section.TECHNIQUE,
})  # fmt: skip
_TISSUE_PAPERS = (Category.OPERATIVE, Category.PATHOLOGY_REPORT, Category.BONE_MARROW)
# What a size leads: `3 cm incision`, `9 mm de nervio óptico`, `17 mm of optic nerve`.
_LEADS = re.compile(
    r"[\s-](?:(?:long|thick|wide|deep|largo|longitud|espesor|grosor|di[aá]metro|diameter|length|in|of|de|del|the|la|el|"
    r"en)\s){0,4}$",
    re.IGNORECASE,
)
# A limit and not what was measured.
_LIMIT = re.compile(
    r"(?:[<>≥≤]|\b(?:if|si|when|cuando|at least|al menos|greater than|more than|larger than|mayor(?:es)? (?:de|a|que)|"
    r"up to and including|criteri\w+|defin\w+|threshold|umbral|por lo menos|every|cada)\s?)\s?$",
    re.IGNORECASE,
)
# A body's length, not a thing's.
_COSTAL = re.compile(
    r"\s(?:below|under|from|bajo|debajo|por debajo|del|de)\s(?:(?:the|del?|el|left|right|both|las?|"
    r"los)\s){0,3}(?:costal|ribs?\b|"
    r"costillas|"
    r"BCM|rcm|lcm|"
    r"RCI|RCD|reborde|umbilicus|ombligo|subcostal)|\s(?:BCM|bcm|BRC|brc|DRC|drc)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s(?:and|y|e|con|with|but|pero)\s|,\s", re.IGNORECASE)
_BESIDE, _AFTER_WORDS, _MOST, _OTHER_WORDS, _BEHIND_LETTERS = 3, 4, 16, 3, 44
_KEPT = (Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.HISTORICAL, Assertion.FAMILY)


@dataclass(frozen=True)
class LeftSize:
    """A size with what it is of, and the stretch that tells both."""

    size: Size
    thing: Span[str]
    start: int
    end: int


def sizes_left(
    paper: Paper, words: Words, study: Study, told: Collection[tuple[str, str]], assertion: AssertionWords
) -> Iterator[Finding]:
    """Each size with what it is of; `told` are values with quotes that others have, `study` is the paper's own."""
    own = paper.category in _TISSUE_PAPERS or study.report
    for clause in paper.clauses:
        if clause.section in _NOT_SHOWN or clause.cells or clause.text.rstrip().endswith("?"):
            continue
        sizes = list(sizes_in(clause.text))[:_MOST]
        for size in sizes:
            if any(value == size.value and quote in clause.text for value, quote in told):
                continue
            left = None if is_difference(clause.text, size) else _left(clause, words, size, sizes)
            if left is not None:
                yield from _finding(paper, clause, words, left, study if own else Study(), assertion)


def _finding(
    paper: Paper, clause: Clause, words: Words, left: LeftSize, study: Study, assertion: AssertionWords
) -> Iterator[Finding]:
    how = assertion_of(clause, left.thing.start, left.size.end, assertion)
    if how is Assertion.NEGATED or how is Assertion.CONDITIONAL:
        return  # `no nodules of 3 mm`, `remove if larger than 5 cm`
    when = study if study.date is not None else replace(study, date=_day(paper, clause, left.size))
    made = sized_thing(clause, words, when, left.size, left.thing, paper)
    made = replace(made, citations=(clause.cite(left.start, left.end),))
    yield replace(made, assertion=how) if how in _KEPT and made.assertion is Assertion.STATED else made


def _day(paper: Paper, clause: Clause, size: Size) -> PartialDate | None:
    days = {one.value for one in dates_of(clause, paper.date_order)}
    return own_day(clause, size, paper) or (days.pop() if len(days) == 1 else None)


def _left(clause: Clause, words: Words, size: Size, sizes: Sequence[Size]) -> LeftSize | None:
    text = clause.text
    if (
        is_limit(text, size)
        or is_of_organ(clause.folded, size.start)
        or _COSTAL.match(text, size.end)
        or _LIMIT.search(text, max(0, size.start - 24), size.start)
    ):
        return None
    if _is_no_thing(clause, words, size):
        return None
    edges = spans_in(clause, words.lists["edges"])
    things = apart([*edges, *spans_in(clause, words.lists["pieces"]), *_solid(clause, words)])
    far = _distance(text, size, things, edges)
    if far is not None:
        return far
    after = [one for one in things if one.start >= size.end]
    if after and _LEADS.search(text, size.end, after[0].start) and _straight(text, size, after[0]):
        return LeftSize(size, after[0], size.start, after[0].end)
    before = [one for one in things if one.end <= size.start and not _other_sentence(text, one, size)]
    if before:
        thing = _head(text, before, sizes, size)
        return LeftSize(size, thing, thing.start, size.end)
    near = [one for one in after if len(words_between(text, size.end, one.start)) <= _AFTER_WORDS]
    if near and not broken(text, size.end, near[0].start) and not _JOINED.search(text, size.end, near[0].start):
        return LeftSize(size, near[0], size.start, near[0].end)
    return None


def _solid(clause: Clause, words: Words) -> list[Span[str]]:
    return [one for one in things_in(clause, words) if one.value in SOLID]


def _straight(text: str, size: Size, thing: Span[str]) -> bool:
    return not broken(text, size.end, thing.start) and "," not in text[size.end : thing.start]


def _other_sentence(text: str, thing: Span[str], size: Size) -> bool:
    between = text[thing.end : size.start]
    return ";" in between or re.search(r"\.\s", between) is not None


def _head(text: str, before: Sequence[Span[str]], sizes: Sequence[Size], size: Size) -> Span[str]:
    """Of things that stand before a size the one that it is of: the first of those joined by `of`, `in`, `with`, back
    to the size before."""
    last = max((one.end for one in sizes if one.end <= size.start), default=0)
    own = [one for one in before if one.start >= last] or [before[-1]]
    thing = own[-1]
    for one in reversed(own[:-1]):
        joined = LIES_IN.fullmatch(text, one.end, thing.start)
        if joined is None:
            break
        thing = one
    return thing


def _is_no_thing(clause: Clause, words: Words, size: Size) -> bool:
    """Whether a word of pictures, of growth or of needles stands beside a size."""
    for one in spans_in(clause, words.lists["no_things"]):
        near = words_between(clause.text, *sorted((one.end, size.start))) if one.end <= size.start else ()
        behind = words_between(clause.text, size.end, one.start) if one.start >= size.end else ()
        if one.end <= size.start and len(near) <= _OTHER_WORDS:
            return True
        if one.start >= size.end and len(behind) <= _BESIDE:
            return True
    return False


def _distance(text: str, size: Size, things: Sequence[Span[str]], edges: Sequence[Span[str]]) -> LeftSize | None:
    """How far one thing is from another, or from the edge of what was taken out."""
    from_ = FROM.match(text, size.end)
    far = FAR.search(text, max(0, size.start - 40), size.start)
    if from_ is None and (far is None or not OF.match(text, size.end)):
        return None
    end = from_.end() if from_ is not None else size.end
    after = [one for one in things if one.start >= end and len(words_between(text, end, one.start)) <= _AFTER_WORDS]
    after = [one for one in after if not broken(text, end, one.start)][:1]
    stop = after[0].end if after else min(len(text), end + _BEHIND_LETTERS)
    before = [one for one in things if one.end <= size.start and not _other_sentence(text, one, size)]
    thing = before[-1] if before else after[0] if after else None
    if thing is None:
        return None
    near = [one for one in edges if one.start >= end and len(words_between(text, end, one.start)) <= _AFTER_WORDS]
    to_edge = next((one for one in (*near, *before[-1:]) if one in edges and not of_body(text, one.end)), None)
    stop = max(stop, near[0].end) if near else stop
    name = Span("margin" if to_edge is not None else "distance", thing.start, thing.end)
    return LeftSize(size, name, min(thing.start, size.start), max(stop, size.end))
