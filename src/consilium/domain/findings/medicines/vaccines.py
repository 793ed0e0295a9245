"""Vaccines that a paper says were given, are missing or are not to be given: `HPV 2 dosis`, `BCG was NOT given`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.medicinedays import span_of
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import Hit, PhraseIndex, words_of

_WORD = re.compile(
    r"\b(?:vaccin\w*|vacun\w*|immuni[sz]\w*|inmuniz\w*|booster|refuerzo|BCG|jab|first dose|primera dosis)\b",
    re.IGNORECASE,
)
_OF_BLADDER = re.compile(r"\bintra-?vesical\w{0,4}\b", re.IGNORECASE)
# `Egresa en BCG`, `paciente en BCG`: en buenas condiciones generales.
_GOOD_STATE = re.compile(r"\ben\s(?:aparentes\s|muy\s)?BCG\b", re.IGNORECASE)
_JAB = re.compile(r"\sjab\b", re.IGNORECASE)
# What each alternative of it has in it.
_STEMS = ("vac", "muni", "booster", "refuerzo", "bcg", "jab", "first dose", "primera dosis")
_SPAN, _MOST = 70, 40
# The title of a card or the heading of a list of vaccines.
_CARD = re.compile(
    r"\b(?:immuni[sz]ations?|vaccin(?:es|ation|ations)|vacunas|vacunaci[oó]n|inmunizaciones|cartilla)\b", re.IGNORECASE
)
_HEAD, _TITLE = 6, 12
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")
_DUE = re.compile(
    r"\b(?:due|pending|pendiente|toca|corresponde|next|pr[oó]xima|planned|programada|before|antes de)\b", re.IGNORECASE
)
# A dose that was put off, and rows of other things after which a card has ended.
_PUT_OFF = re.compile(r"\b(?:deferred|postponed|held|diferid[oa]|pospuest[oa]|aplazad[oa])\b", re.IGNORECASE)
_OTHERS = 3
_OF_DOSES = re.compile(r"\s*(?:vaccin\w*|vacuna\w*|immuni[sz]\w*|inmuni[sz]\w*)\s*$", re.IGNORECASE)
_DOSE = re.compile(
    r"\s*(?:\d{1,4}[/.-]\d|\d{1,2}\s[^\W\d_]{3}|[^\W\d_]{3,10}\s\d|[-–—]{1,3}\s*$|n/?a\b)", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:if|si|before|antes de|in case|en caso)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.;]\s|,\s")


def vaccines_in(clause: Clause, paper: Paper, names: PhraseIndex[str], missing: PhraseIndex[bool],
                assertion: AssertionWords) -> Iterator[Finding]:  # fmt: skip
    """Each vaccine that a clause on vaccines names; `missing` are words that say that one was not given."""
    told = any(stem in clause.folded for stem in _STEMS) and _WORD.search(clause.text) is not None
    listed = not told and _is_listed(clause, paper)
    if _OF_BLADDER.search(clause.text) or _GOOD_STATE.search(clause.text):  # a medicine against cancer; a state
        return
    if not told and not listed:
        return
    hits = list(names.find(clause.words))[: 1 if listed else _MOST]
    if told and all(word[0].lower() == "jab" for word in _WORD.finditer(clause.text)):  # `he got the flu jab`
        hits = [hit for hit in hits if _JAB.match(clause.text, clause.words[hit.after - 1].end)]
    if listed and (not hits or hits[0].first > 0):
        return
    for at, hit in enumerate(hits):
        start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
        if _AS_ILLNESS.search(clause.text, max(0, start - 30), start):
            continue
        bound = min(clause.words[hits[at + 1].first].start if at + 1 < len(hits) else len(clause.text), end + _SPAN)
        cut = None if listed else _ENDS.search(clause.text, end, bound)
        bound = cut.start() if cut else bound
        said = clause.text[start:bound].rstrip(" ,;.(")
        days = span_of(said, paper, past=False)
        yield Finding(
            Kind.MEDICINE,
            hit.value,
            value=said,
            when=days.when,
            assertion=_due(clause, end) or _to_come(clause, said) or _how(clause, hit, bound, missing, assertion),
            detail={"use": "immunization"},
            citations=(clause.cite(start, max(end, start + len(said))),),
            confidence=clause.confidence,
        )


# `never had chickenpox`, `no tuvo varicela`: the illness of that name; `had MMR` is the vaccine.
_AS_ILLNESS = re.compile(
    r"\b(?:never had|not had|had (?:the )?(?=chicken|measles|mumps|rubella|whoop|varicella)|history of|"
    r"exposed to|contact "
    r"with|no (?:ha )?(?:tuvo|tenido|padeci[oó]|padecido|pas[oó]|pasado)|nunca tuvo|(?:tuvo|padeci[oó]|pas[oó])|"
    r"contacto con|expuest[oa] a)\s(?:la\s|el\s)?$",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    r"[^\d]{4,60}\b(?:in|en|from|desde|a partir de)\s(?:the |el |"
    r"la )?[^\W\d_]{3,12}\s*$",
    re.IGNORECASE,
)


def _to_come(clause: Clause, said: str) -> Assertion | None:
    """A vaccine of a plan, with a month and no year: `Vacuna antigripal en octubre`."""
    planned = clause.section is Section.PLAN and _BARE_MONTH.match(said) is not None
    return Assertion.PLANNED if planned else None


def card_rows(paper: Paper) -> Iterator[Clause]:
    """The rows of a card whose columns are doses, under a row of heads that says what it is of."""
    inside, others = False, 0
    for clause in paper.clauses:
        if clause.cells and _OF_DOSES.match(clause.cells[0][1]) and not _DAY.search(clause.text):
            inside, others = True, 0
        elif inside and len(clause.cells) > 1 and _DOSE.match(clause.cells[1][1]):
            yield clause
        elif inside:
            others += 1
            inside = others < _OTHERS


def unnamed_vaccines(paper: Paper) -> Iterator[Clause]:
    """The clauses of a paper, those of such a card without the names of vaccines: `Varicella` is no illness there."""
    rows = {id(clause) for clause in card_rows(paper)}
    for clause in paper.clauses:
        until = len(clause.cells[0][1]) if id(clause) in rows and clause.cells[0][0] == 0 else 0
        yield replace(clause, text=" " * until + clause.text[until:]) if until else clause


def vaccine_grid(paper: Paper, names: PhraseIndex[str], missing: PhraseIndex[bool]) -> Iterator[Finding]:
    """The doses of a card: `Pentavalent | 07/24/2021 | 09/04/2021 | - | fever`. Each day is of one dose; a row without
    one may say that none was given."""
    for clause in card_rows(paper):
        hit = next(names.find(words_of(clause.cells[0][1])), None)
        if hit is not None and hit.first == 0:
            yield from _doses(clause, hit.value, paper, missing)


def _doses(clause: Clause, name: str, paper: Paper, missing: PhraseIndex[bool]) -> Iterator[Finding]:
    given = False
    for start, text in clause.cells[1:]:
        days = occasions(text, paper)
        put_off = _PUT_OFF.search(text) is not None
        none = next(missing.find(words_of(text)), None) is not None and not given
        if (len(days) != 1 or days[0].until is not None) and not put_off and not none:
            continue
        given = True
        yield Finding(
            Kind.MEDICINE,
            name,
            value=f"{clause.cells[0][1]} {text}",
            when=None if put_off or none else days[0].when,
            assertion=Assertion.PLANNED if put_off else Assertion.NEGATED if none else Assertion.STATED,
            detail={"use": "immunization"},
            citations=(clause.cite(clause.cells[0][0], start + len(text)),),
            confidence=clause.confidence,
        )


def _is_listed(clause: Clause, paper: Paper) -> bool:
    """Whether a line is of a vaccine card, or of a list under such a heading, and tells a day or that it is due."""
    if not clause.words or (_CARD.search(clause.heading) is None and not _is_card(paper)):
        return False
    return _DUE.search(clause.text) is not None or _DAY.search(clause.text) is not None


def _is_card(paper: Paper) -> bool:
    return any(_CARD.search(clause.text) for clause in paper.clauses[:_HEAD] if len(clause.words) <= _TITLE)


def _due(clause: Clause, end: int) -> Assertion | None:
    """A vaccine that is due is planned, one under a condition conditional."""
    if _DAY.search(clause.text, end):
        return None
    if _CONDITION.search(clause.text, end):
        return Assertion.CONDITIONAL
    return Assertion.PLANNED if _DUE.search(clause.text, end) else None


def _how(clause: Clause, hit: Hit[str], bound: int, missing: PhraseIndex[bool], assertion: AssertionWords) -> Assertion:
    start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
    if _PUT_OFF.search(clause.text, end, bound):  # `up to date, except MMR deferred`
        return Assertion.PLANNED
    opened = max(clause.text.rfind(mark, 0, start) for mark in ".;:")
    before = [word for word in clause.words[max(0, hit.first - 4) : hit.first] if word.start > opened]
    if any(next(missing.find(part), None) is not None for part in (before, words_of(clause.text[end:bound]))):
        return Assertion.NEGATED
    return assertion_of(clause, start, end, assertion)
