"""Thresholds and grades of hearing as sentences tell them, ear by ear.

`At 4 kHz 35 dB on the right and 25 dB on the left`, `SIOP Boston: grade 2 right ear, grade 1 left ear`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.examination.frequencylists import lists_frequencies
from consilium.domain.findings.examination.hearing import HearingWords, grades_in, losses_in, other_ear, tests_in
from consilium.domain.findings.examination.hearingbone import bone_and_flat
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause

_EAR = (
    r"(?:(?:on|in|for|at|en|del?|para|por|a)\s)?(?:the\s|el\s|la\s)?"
    r"(?:(?P<{0}right>right(?:\s(?:ear|side))?|(?:o[ií]do\s)?derecho|lado derecho|R\b|RE\b|AD\b|OD\b)"
    r"|(?P<{0}left>left(?:\s(?:ear|side))?|(?:o[ií]do\s)?izquierdo|lado izquierdo|L\b|LE\b|AS\b|OI\b)"
    r"|(?P<{0}bilateral>bilateral(?:ly|es|mente)?|both ears|ambos o[ií]dos|each ear|both sides|ambos lados))"
)
_DB = r"(?P<{0}>\d{{1,3}})\s?dB(?:\s?n?HL)?"
_BETWEEN = r"\s?[:,(]?\s?"
# `thresholds at 4 kHz were 35 dB in the right ear and 25 dB in the left`
# (of `35 dB at 0.5 and 1 kHz, 30 dB at 2 kHz` each value stands before its frequency)
_AT = re.compile(
    r"(?<!dB\s)(?<!HL\s)(?:\bat|\ben|\ba|@)\s(?:the\s|los\s|las\s)?(?P<hz>\d{1,5}(?:[.,]\d)?(?:\s?(?:-|–|to|and|a|y"
    r"|/)\s?\d{1,5}(?:[.,]\d)?)?)\s?"
    r"(?P<unit>k?Hz)\)?(?:\s(?:was|were|is|are|of|de|fue|fueron|eran?))?\s?[:=,]?\s?"
    + _DB.format("first")
    + rf"(?:{_BETWEEN}{_EAR.format('a')}(?:\)?\s?(?:and|y|e|,|;|/)\s{{1,2}}{_DB.format('second')}"
    rf"{_BETWEEN}{_EAR.format('b')})?)?",
    re.IGNORECASE,
)
_GRADE = re.compile(
    rf"\b(?:grades?|grados?|Brock|Chang|Boston|SIOP|M(?:ue|u|ü)nster)\s(?P<grade>\d[ab]?)(?![\w%.,/]\d)"
    rf"{_BETWEEN}{_EAR.format('a')}",
    re.IGNORECASE,
)
# An ear before its grade: `right grade 2, left grade 1`.
_EAR_FIRST = re.compile(
    rf"(?<!\w){_EAR.format('a')}\s?[:=]?\s?(?:grade|grado)\s(?P<grade>\d[ab]?)(?![\w%.,/]\d)", re.IGNORECASE
)
_SCALES = (
    (
        "SIOP Boston",
        re.compile(
            r"\bS(?:I|[1l](?=\w{2}[\s-]Boston))OP\b(?!\s?-?(?:RT|PNET|LGG|CNS|EL\b|EN\b|Ependym|WT|200))", re.IGNORECASE
        ),
    ),
    ("SIOP Boston", re.compile(r"\bBoston\b(?=\s(?:scale\s|ototoxicity\s)?(?:grade|grado|[0-4]\b))")),
    ("Brock", re.compile(r"\bBrock\b", re.IGNORECASE)),
    ("Chang", re.compile(r"\bChang\b", re.IGNORECASE)),
    ("Muenster", re.compile(r"\bM(?:ue|u|ü)nster\b", re.IGNORECASE)),
    ("ASHA", re.compile(r"\bASHA\b")),
)
# One grade for whichever ears a sentence names: `Grado 2 de la escala SIOP-Boston en ambos oídos`.
_OF_SCALE = re.compile(
    r"\b(?:grade|grado)\s(?P<grade>\d[ab]?)\s(?:de|en|seg[uú]n|on|by|per|of|for)\s(?:la\s|the\s)?(?:(?:escala"
    r"|clasificaci[oó]n"
    r"|criterios?|criteria)\s(?:de\s|of\s)?)?(?:SIOP|Brock|Chang|M\w{1,2}nster)\b(?:[\s-]?Boston)?\W{1,3}"
    rf"(?:{_EAR.format('a')})?",
    re.IGNORECASE,
)
_NOT_YET = frozenset({Assertion.CONDITIONAL, Assertion.PLANNED, Assertion.FAMILY})
_SIDES = ("right", "left", "bilateral")
_HEARS = re.compile(
    r"\b(?P<said>(?:hearing )?thresholds?|umbral(?:es)?(?: auditivos?)?)\s?(?:of hearing\s)?(?:(?:are|were|is"
    r"|was|all|within|son|est[aá]n|dentro de"
    r"|en|auditivos?|bilaterales|remain|remained)\s){0,3}?(?:(?:the |l[ií]mites |rango(?:s)? )(?:de )?)?(?:la\s"
    r"|lo\s)?(?P<how>normal(?:es|idad)?)\b",
    re.IGNORECASE,
)
_MOST = 400
_BY_FREQUENCY = "auditory brainstem response threshold"


def ears_in(clause: Clause, before: Clause | None, words: HearingWords, assertion: AssertionWords) -> Iterator[Finding]:
    """All that a sentence tells of hearing; what is planned or tells when to come back is no result."""
    told = list(ears_told(clause))
    graded = any(one.name == "hearing loss grade" for one in told)
    told += [] if graded else grades_in(clause, words)
    listed = lists_frequencies(clause.folded)
    tests = [one for one in tests_in(clause, words) if not (listed and one.name == _BY_FREQUENCY)]
    told += [*tests, *losses_in(clause, words), *other_ear(clause, before, words)]
    for one in (*told, *bone_and_flat(clause)):
        at = clause.text.find(one.quote)
        if at < 0 or assertion_of(clause, at, at + len(one.quote), assertion) not in _NOT_YET:
            yield one


def ears_told(clause: Clause) -> Iterator[Finding]:
    """Each ear's threshold at a frequency named before it, and its grade on a scale that the sentence names."""
    text = clause.text[:_MOST]
    if "dB" in text or "db" in text:
        for found in _AT.finditer(text):
            for part, ear in (("first", "a"), ("second", "b")):
                if found[part]:
                    yield _threshold(clause, found, found[part], _side(found, ear))
    scale = next((name for name, form in _SCALES if form.search(text)), "")
    if scale:
        yield from _graded(clause, text, scale)
    told = _HEARS.search(text)
    if told is not None:
        yield Finding(
            kind=Kind.FUNCTION,
            name="hearing threshold",
            value=told["how"],
            citations=(clause.cite(*told.span()),),
            confidence=clause.confidence,
        )


def _graded(clause: Clause, text: str, scale: str) -> Iterator[Finding]:
    """More than one grade of a sentence, each with its ear; one alone others tell."""
    found = max((list(form.finditer(text)) for form in (_EAR_FIRST, _GRADE)), key=len) or list(_OF_SCALE.finditer(text))
    for one in found:
        grade = one["grade"]
        yield Finding(
            kind=Kind.FUNCTION,
            name="hearing loss grade",
            value=grade,
            number=float(grade) if grade.isdigit() else None,
            laterality=_side(one, "a"),
            detail={"system": scale, "grade": grade},
            citations=(clause.cite(*one.span()),),
            confidence=clause.confidence,
        )


def _threshold(clause: Clause, found: re.Match[str], decibels: str, ear: str) -> Finding:
    return Finding(
        kind=Kind.FUNCTION,
        name="hearing threshold",
        value=decibels,
        number=float(decibels),
        unit="dB",
        laterality=ear,
        detail={"frequencies": f"{found['hz']} {found['unit']}"},
        citations=(clause.cite(*found.span()),),
        confidence=clause.confidence,
    )


def _side(found: re.Match[str], part: str) -> str:
    return next((side for side in _SIDES if found[f"{part}{side}"]), "")
