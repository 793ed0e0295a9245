"""Operations that are counted in one word: each on its own day (`two resections (8 September and 14 November 2023)`,
`dos cirugías (08/09/2023 y 14/11/2023)`), or only how many (`tumor con dos cirugías`, `after two craniotomies`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_MANY = r"(?:\d|two|three|four|five|six|dos|tres|cuatro|cinco|seis|several|varias|both|ambas)"
_NAMES = {
    "resection": r"resections|resecciones|exeresis|excisions",
    "surgery": r"surgeries|operations|cirugias|intervenciones quirurgicas|operaciones",
    "craniotomy": r"craniotomies|craniotomias",
    "thoracotomy": r"thoracotomies|toracotomias",
    "laparotomy": r"laparotomies|laparotomias",
    "biopsy": r"biopsies|biopsias",
}
_COUNTED = re.compile(
    rf"(?<![\w./-])(?P<many>{_MANY})\s(?:(?:previous|prior|earlier|open|cranial|brain|abdominal|tumou?r|lung)\s){{0,2}}"
    rf"(?:{'|'.join(f'(?P<k{at}>{names})' for at, names in enumerate(_NAMES.values()))})(?![\w-])"
    rf"(?:\s(?:previas|anteriores|craneales|tumorales|cerebrales|so far|to date|hasta ahora))?"
)
# A verb with how often: `Operado en dos oportunidades`, `operated on twice`.
_HOW_OFTEN = re.compile(
    r"(?<![\w-])(?:(?:operad[oa]|intervenid[oa])(?: quirurgicamente)?\s(?:en\s)?(?:dos|tres|cuatro|2|3|4)\s"
    r"(?:oportunidades|ocasiones|veces|tiempos)|(?:operated(?: on)?|had surgery|underwent surgery)\s"
    r"(?:twice|(?:two|three|four|2|3|4)\s(?:times|occasions)|on (?:two|three|four|2|3|4) occasions))(?![\w-])"
)
_STEMS = ("resec", "exeres", "excis", "surger", "operat", "operac", "operad", "cirug", "interven", "otomi", "biops")
# Behind it: what it is of, or that none was made yet.
_NOT_SO = re.compile(
    r"\s?(?:options?|may|might|could|would|will|should|are (?:planned|needed)|needed|planned|if|previstas|planeadas|"
    r"programadas|necesarias|podrian|serian|si\b)"
)
_NOT_BEFORE = re.compile(
    r"\b(?:or|o|option|opcion|need|needs|necesitar\w*|require[sd]?|requerir\w*|plan|planned|would|will|between|entre|"
    r"these|those|estas|the|las|of|de las|after the|risk)\s$"
)
_OPENS = re.compile(r"\s?[(:,]\s?(?:on\s|el\s)?(?=\d|[A-Za-z]{3,10}\s\d)")
_BETWEEN = re.compile(r"\s?(?:[,;&]|,?\s?(?:and|y|e))\s?(?:el\s|on\s)?")
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.TECHNIQUE})
_YEAR = re.compile(r"\d{4}|[/.-]\d{1,2}[/.-]\d{2}")
_MOST, _LONGEST = 6, 140


def says_how_often(clause: Clause, start: int) -> bool:
    """Whether a verb at `start` tells how often the child was operated on, so that it is of several days."""
    return _HOW_OFTEN.match(clause.folded, start) is not None


def operations_counted(paper: Paper, assertion: AssertionWords, found: Sequence[Finding]) -> Iterator[Finding]:
    """The operations that a paper counts, but those that `found` has on the same day."""
    known = {(one.name, one.when) for one in found} | {(one.value.lower(), None) for one in found}
    for clause in paper.clauses:
        if clause.section in _SILENT or clause.cells or not any(stem in clause.folded for stem in _STEMS):
            continue
        if clause.text.rstrip().endswith("?") or len(clause.folded) != len(clause.text):
            continue
        for hit in (*_COUNTED.finditer(clause.folded), *_HOW_OFTEN.finditer(clause.folded)):
            for one in _told(clause, hit, paper, assertion):
                if (one.name, one.when) not in known:
                    known.add((one.name, one.when))
                    yield one


def _told(clause: Clause, hit: re.Match[str], paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    text, (start, end) = clause.folded, hit.span()
    if _NOT_SO.match(text, end) or _NOT_BEFORE.search(text, max(0, start - 24), start):
        return
    how = assertion_of(clause, start, end, assertion)
    if how not in (Assertion.STATED, Assertion.HISTORICAL):
        return
    name = "surgery" if hit.re is _HOW_OFTEN else next(name for at, name in enumerate(_NAMES) if hit[f"k{at}"])
    days: Sequence[Occasion | None] = _days(clause, end, paper) or [None]
    for day in days:
        yield Finding(
            Kind.SURGERY,
            name,
            value=clause.text[start:end],
            when=day.when if day else None,
            assertion=how,
            detail={"procedure": clause.text[start:end]},
            citations=(clause.cite(start, day.end if day else end),),
            confidence=clause.confidence,
        )


def _days(clause: Clause, end: int, paper: Paper) -> Sequence[Occasion]:
    """The days of a list right behind it, () where there is none."""
    opened = _OPENS.match(clause.text, end)
    if opened is None:
        return ()
    listed: list[Occasion] = []
    for one in occasions(clause.text[: opened.end() + _LONGEST], paper):
        if one.start < opened.end() - 1 or one.until is not None:
            continue
        at = listed[-1].end if listed else opened.end()
        if listed and _BETWEEN.fullmatch(clause.text, at, one.start):
            listed = [_of_year(other, clause, one) for other in listed]
        if (listed and not _BETWEEN.fullmatch(clause.text, at, one.start)) or (not listed and one.start != at):
            break
        listed.append(one)
    return listed[:_MOST]


def _of_year(one: Occasion, clause: Clause, last: Occasion) -> Occasion:
    """A day of a list without its own year, in the year that the last tells: `8 September and 14 November 2023`."""
    if _YEAR.search(clause.text, one.start, one.end) or not _YEAR.search(clause.text, last.start, last.end):
        return one
    own = replace(one.when, year=last.when.year)
    return replace(one, when=own if not own > last.when else replace(own, year=own.year - 1))
