"""Denials that stand right behind an illness: `mucositis no;`, `Fractura de tibia: no`, `0` in a list of grades."""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section

_BEFORE = 60
# `methylation studies for Beckwith-Wiedemann were normal`, `eye check for cataract (ETI): none`.
_TESTED_FOR = re.compile(
    r"\b(?:test(?:s|ing)?|stud(?:y|ies)|screen(?:s|ing)?|panel|work-?up|checks?|serolog\w{1,3}|PCR|estudios?|pruebas?"
    r"|tamizaje|revisi[oó]n)\s(?:for|de|para)\s(?:\w{1,12}\s){0,2}$",
    re.IGNORECASE,
)
_TEST_NORMAL = re.compile(
    r"\s?(?:\([^()]{1,30}\))?(?:\s(?:syndrome|disease))?\s?"
    r"(?:was|were|is|are|came back|fue|fueron|result[oó]|[:,–-])?\s?"
    r"(?:all\s|also\s)?(?:normal(?:es)?|negative|neg|none|clear|negativ[oa]s?|ninguna?)\b",
    re.IGNORECASE,
)
# A label of more words with its answer (`Fractura de tibia: no`), not that of another noun (`Asthma inhalers: no`).
_ANSWERED_NO = re.compile(
    r"(?:\s(?:del?|of|in|en|por|con|al?)(?:\s[a-záéíóúñ]{2,14}){1,3}"
    r"|\s[a-záéíóúñ]{2,10}(?:an[oa]|os[oa]|ic[oa]|iv[oa]|ar|al|ari[oa]|nte|ad[oa]|id[oa]|ud[oa]|sta)s?)"
    r"\s?:\s?(?:no|ningun[oa]|nil|none|negad[oa]s?|niegan?|ausentes?|absent"
    r"|no se (?:observ|evidenci|identific|apreci|palp|constat|encuentr|detect)\w{1,4}|no se ven?"
    r"|not (?:seen|identified|observed|detected|present|found|evident))\s?(?:[.,;]|$)",
    re.IGNORECASE,
)
# `Pancreatitis  0 - lipase 38` in a list of grades.
_ZERO = re.compile(r"\s?[:|]?\s0(?=\s*(?:$|[,;(]|[-–]\s))")
# `Pain 0/10`, `dolor EVA 0/10`.
_OF_TEN = re.compile(
    r"(?:\s[A-Za-z]{2,8}){0,2}\s?[:=]?\s?0\s?/\s?10\b|\s(?:EVA|VAS|NRS|ENA|FLACC|score)\s?[:=(]?\s?0(?![\d.,/]\d|\d)"
)
# `EVA dolor 0`: the scale stands before what it measures.
_SCALE, _NOUGHT = (
    re.compile(r"\b(?:EVA|VAS|NRS|ENA|FLACC)\s(?:de\s|for\s)?$"),
    re.compile(r"\s?[:=]?\s?0(?![\d/]|[.,]\d)"),
)
# `non-distended`: the word is denied by its own beginning.
_NON = re.compile(r"\bnon[\s-]$", re.IGNORECASE)
# `No palpable mass`: the thing's own first word would take the denial for the Spanish `no palpable` behind another.
_NO_FELT = re.compile(r"\b(?:no|without)\s(?=(?:palpable|visible|evident|detectable)\b)", re.IGNORECASE)
_SAID_NO = re.compile(r"\s(?:no|NO)\s?(?=[;.,)]|$)")


def answered_no(clause: Clause, start: int, end: int) -> bool:
    """Whether the words or the figure right beside an illness deny it."""
    before = clause.text[max(0, start - _BEFORE) : start]
    tested = _TESTED_FOR.search(before) is not None and _TEST_NORMAL.match(clause.text, end) is not None
    ungraded = clause.section is Section.TOXICITY and _ZERO.match(clause.text, end) is not None
    ungraded = ungraded or _OF_TEN.match(clause.text, end) is not None
    ungraded = ungraded or (_SCALE.search(before) is not None and _NOUGHT.match(clause.text, end) is not None)
    answered = _ANSWERED_NO.match(clause.text, end) is not None or said_no(clause, end)
    unfelt = any(one.end() == start for one in _NO_FELT.finditer(clause.text, max(0, start - _BEFORE)))
    return tested or ungraded or answered or unfelt or _NON.search(before) is not None


def said_no(clause: Clause, end: int) -> bool:
    """`mucositis no;`: the word behind a thing denies it where its part ends."""
    return _SAID_NO.match(clause.text, end) is not None


# `cardiology visit pending for a murmur`: what is awaited is the visit.
_WHY = re.compile(r"\b(?:por|due to|because of|debido a|tras|after)\s(?:[\w-]{1,16}\s){0,2}$", re.IGNORECASE)


# What a child wears is planned until it is fitted: `Hearing aids advised`, `se indican audífonos`.
_WORN = re.compile(r"hearing aids?|aud[ií]fonos?", re.IGNORECASE)
_TO_COME = re.compile(
    r"\s(?:(?:is|are|was|were|have been|has been|son|fueron|est[aá]n?)\s)?"
    r"(?:advised|recommended|suggested|prescribed|ordered|discussed|indicad[oa]s|recomendad[oa]s|aconsejad[oa]s"
    r"|sugerid[oa]s|solicitad[oa]s|to (?:follow|be fitted|be ordered))\b",
    re.IGNORECASE,
)
_TO_FIT = re.compile(
    r"\b(?:to be fitted (?:with|for)|fitting (?:of|for)|adaptaci[oó]n de)\s(?:\w{1,12}\s){0,2}$", re.IGNORECASE
)


def of_now(said: Assertion, text: str, at: tuple[int, int], *, symptom: bool) -> Assertion:
    """How an illness is said that is no plan: one that is awaited is not certain, what is felt meanwhile is there."""
    before = text[max(0, at[0] - _BEFORE) : at[0]]
    if _WORN.fullmatch(text, *at) is not None:
        to_come = (
            said in (Assertion.PLANNED, Assertion.PENDING) or _TO_COME.match(text, at[1]) or _TO_FIT.search(before)
        )
        return Assertion.PLANNED if to_come and said is not Assertion.NEGATED else said
    if said is Assertion.PENDING and not symptom and _WHY.search(before) is None:
        return Assertion.UNCERTAIN
    return Assertion.STATED if said in (Assertion.PLANNED, Assertion.PENDING) else said


# `Ifosfamide encephalopathy did not occur`: denied behind its name, whatever drug the name has in it.
_NEVER_CAME = re.compile(
    r",?\s(?:(?:did|has|have|had) not|never|didn't|no(?: se)?|nunca(?: se)?)\s(?:again\s)?"
    r"(?:occur\w*|develop\w*|happen\w*|appear\w*|recur\w*|ocurri\w*|produj\w+|apareci\w*|desarroll[oó]|present[oó])(?!\w)",
    re.IGNORECASE,
)


def never_came(text: str, end: int) -> bool:
    """Whether the verb right behind an illness says that it did not come."""
    return _NEVER_CAME.match(text, end) is not None
