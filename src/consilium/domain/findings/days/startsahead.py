"""A treatment that begins on a day after the paper's own has not been given: `filgrastim en casa, inicio 13/11/2025`,
`Carboplatino 560 mg/m2; 6 cursos. Inicio: 18/09/2023.`, `Desde el próximo ciclo (10/7/2023) comienza con leuprolida`.

Read after all kinds: the day may stand in the next short sentence of the same line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_GIVEN = frozenset({Kind.MEDICINE, Kind.DRUG, Kind.PROTOCOL, Kind.CYCLE, Kind.RADIATION, Kind.TRANSPLANT, Kind.SURGERY})
_BEGINS = re.compile(
    r"(?:^|(?<=[\s(,;:]))(?:(?:fecha (?:de|prevista de) )?inicio|inicia(?:r|r[aá])?|comienza|comenzar[aá]?"
    r"|arranca(?:r[aá])?"
    r"|empieza|empezar[aá]?|reinicia(?:r[aá])?|a partir del?|desde|(?:to )?(?:start|begin|commence|resume"
    r"|restart)(?:s|ing)?|start"
    r" date|from|w/?c)\b[^.;\d]{0,30}$",
    re.IGNORECASE,
)
# What came before that day: `received two doses, from 12/5 ...`; what changes then, or is another one's.
_DONE = re.compile(
    r"\b(?:received|completed|given|tolerated|finished|had|has had|underwent|was|were|on|takes?|continues?"
    r"|continuing|recib\w+"
    r"|complet\w+|administr\w+|termin\w+|toler\w+|toma|contin[uú]a|sigue|lleva|fue|se (?:dio|aplic|realiz|hizo)\w*)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:next|pr[oó]xim\w+|siguiente|cycle \d|ciclo \d|course \d|wean\w*|reduc\w*|taper\w*|descen\w*|baj\w*"
    r"|stop\w*|suspend\w*"
    r"|until|hasta|increas\w*|aument\w*|then|luego|resumed|off|and|y)\b|;",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:next|last|continu\w*|contin[uú]a\w*|sigue\w*|pr[oó]xim\w*|[uú]ltim\w*|since|until|hasta)\b", re.IGNORECASE
)
_EVERY = re.compile(
    r"\b(?:cada|every)\s\d{0,2}\s?(?:mes(?:es)?|semanas?|months?|weeks?)\b|\b(?:mensual|monthly)\b", re.I
)
_FROM = re.compile(r"\b(?:desde|from|start\w*|begin\w*|inicia\w*|inicio|a partir|comienza|empieza)\b", re.IGNORECASE)
_BACK, _AHEAD, _SHORT = 40, 90, 60


@dataclass(frozen=True, slots=True)
class _Start:
    """Where the words for a beginning stand in a clause, and where its day ends."""

    clause: Clause
    first: int
    end: int


def not_begun(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings, those of treatments planned whose day of beginning lies after the paper's own."""
    starts = list(_starts(paper))
    for one in found:
        yield replace(one, assertion=Assertion.PLANNED) if _is_ahead(one, paper, starts) else one


def _is_ahead(one: Finding, paper: Paper, starts: Iterable[_Start]) -> bool:
    if one.kind not in _GIVEN or one.assertion is not Assertion.STATED or paper.horizon is None:
        return False
    if one.when is not None and one.when.day and one.when <= paper.horizon:
        return False
    dated = one.kind is Kind.MEDICINE and one.when is not None and one.when.day > 0 and paper.horizon.day > 0
    # A card of vaccines bears the day of its first line; `leuprolide continues, next dose Nov 1` is taken already.
    if dated and "vaccine" not in one.name and _GOES_ON.search(one.value) is None and not _is_repeated(one):
        return True
    return any(_begins(one, start, paper) for start in starts)


def _is_repeated(one: Finding) -> bool:
    """Whether a medicine is taken every so often, and only its next day is told: `vitamina D cada 3 meses (15/11)`."""
    return _EVERY.search(one.value) is not None and _FROM.search(one.value) is None


def _starts(paper: Paper) -> Iterator[_Start]:
    """The beginnings that a paper tells of with a day after its own."""
    if paper.horizon is None or not paper.horizon.day:
        return
    for clause in paper.clauses:
        if clause.cells:
            continue
        for day in occasions(clause.text, paper):
            if not day.when.day or day.when <= paper.horizon:
                continue
            found = _BEGINS.search(clause.text[max(0, day.start - _BACK) : day.start])
            if found is not None:
                yield _Start(clause, max(0, day.start - _BACK) + found.start(), day.end)


def _begins(one: Finding, start: _Start, paper: Paper) -> bool:
    """Whether a finding is of what begins there."""
    for citation in one.citations:
        at = start.clause.text.find(citation.quote) if citation.page == start.clause.page.number else -1
        if at >= 0 and _is_beside(start.clause.text, at, at + len(citation.quote), start):
            return True
        if at < 0 and _is_alone(start) and _stands_before(citation.quote, start.clause, paper):
            return True
    return False


def _is_beside(text: str, first: int, last: int, start: _Start) -> bool:
    part = text.rfind("; ", 0, min(first, start.first)) + 1
    if last <= start.first:
        gap = text[last : start.first]
        if len(gap) > _AHEAD or _CHANGES.search(gap):
            return False
    elif first >= start.end:
        if first - start.end > _AHEAD or ";" in text[start.end : first]:
            return False
    elif not (first <= start.first and start.end <= last):
        return False
    return _DONE.search(text, part, min(first, start.first)) is None


def _is_alone(start: _Start) -> bool:
    """Whether a sentence tells nothing but the beginning: `Inicio: 18/09/2023.`"""
    text = start.clause.text
    return not text[: start.first].strip(" -•*") and len(text) <= _SHORT and not text[start.end :].strip(" .;)")


def _stands_before(quote: str, clause: Clause, paper: Paper) -> bool:
    """Whether the sentence before, on the same line, quotes it and tells of nothing done."""
    at = paper.places.get(id(clause), 0)
    if not at:
        return False
    before = paper.clauses[at - 1]
    same = before.pieces[-1].line is clause.pieces[0].line
    return same and quote in before.text and _DONE.search(before.text) is None
