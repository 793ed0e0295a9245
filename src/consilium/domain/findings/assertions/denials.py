"""What is said of disease only to deny it (`no viable tumor`, `Anaplasia: absent`) or to explain a risk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.foreseen import cancers_foreseen, relapses_foreseen
from consilium.domain.findings.assertions.kindenials import denied_of_family
from consilium.domain.findings.diagnosis.diagnosiswords import Words
from consilium.domain.findings.diagnosis.diseases import Named, named_in
from consilium.domain.findings.diagnosis.returnwords import is_of_collection
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.spans import Span, spans_in

_NEAR = 60
_RISK = re.compile(
    r"\b(?:risks?|chance|riesgos?|probabilidad|posibilidad|likelihood)\s(?:of|de|for)\b|\b(?:en caso de|in case of)\b"
    r"|may (?:develop|cause)|pueden? (?:desarrollar|causar)|\blate effects\b|efectos tard[ií]os", re.IGNORECASE
)  # fmt: skip
# What is known of many children is said of none.
_IN_GENERAL = re.compile(
    r"\b(?:series|studies|literature|estudios|literatura|associated with|asociado a)\b", re.IGNORECASE
)
# A look at a fluid's cells: what it did not show is a result of the laboratory.
_OF_FLUID = re.compile(
    r"\b(?:csf|lcr|cytospin|citocentr[ií]fuga\w*|citospin|cytocentrifuge|l[ií]quido|fluid|effusion|ascit\w+|pleural"
    r"|lumbar puncture|punci[oó]n lumbar|lp|pl)\b",
    re.IGNORECASE,
)
# What is known of a gene or a finding in many children: `can also be seen in ALL`, `predisposes to sarcoma and ...`.
_OF_MANY = re.compile(
    r"(?:\b(?:can|may|might|could|sometimes|often|typically|rarely|frequently|usually|commonly) (?:also |rarely "
    r"|sometimes )?(?:be )?"
    r"(?:seen|found|occurs?|arises?|present|observed|detected|described|reported|develop|cause)\b(?: in| with)?"
    r"|\b(?:is|are|has been|have been|was) (?:also |rarely |typically |commonly )?(?:described|reported"
    r"|characteristic|recurrent) (?:in|of)"
    r"|\bpredispos\w+ (?:to|a|para)\b|\bpuede(?:n)? (?:tambi[eé]n )?(?:verse|observarse|encontrarse|presentarse"
    r"|aparecer|desarrollar|darse)\b"
    r"|\bse (?:ha |han )?(?:descri\w+|asocia\w*|observa\w*|ve|ven) (?:tambi[eé]n |a veces )?(?:en|con|a)\b"
    r"|\b(?:higher|increased|greater|raised|elevated|lifetime) (?:chances?|risks?|likelihood)\b|\bchances? of\b"
    r"|\b(?:mayor|m[aá]s) (?:riesgo|probabilidad)\b|\briesgo (?:aumentado |elevado |mayor )?de\b"
    r"|\b(?:tumou?rs|cancers|tumores|neoplasias|c[aá]nceres) (?:such as|like|include|including|como|incluyen"
    r"|incluyendo)\b)[^.;]{0,200}$",
    re.IGNORECASE,
)
_TELL_NONE = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.TECHNIQUE, Section.STAINS, Section.QUESTIONS})
_IF = re.compile(r"\b(?:if|should|in case of|si|en caso de)\s(?:[\w'’]{1,12}\s){0,4}$", re.IGNORECASE)
_OF_MARROW = re.compile(
    r"m[eé]dula|marrow|cilindro|trephine|biops|aspira|hueso|\bbone|lcr|csf|node|ganglio", re.IGNORECASE
)


# `Efectos tardíos explicados a los padres: catarata, ...`, `late effects: cataract, pituitary ... talked through`.
_LIST_OF_RISKS = re.compile(
    r"\b(?:(?:late|side|adverse|long-?term) effects?|risks|possible (?:toxicit\w{1,4}|complications)"
    r"|efectos (?:tard[ií]os|secundarios|adversos)|riesgos|posibles (?:complicaciones|secuelas"
    r"|efectos))\b[^.;:]{0,80}:\s",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:explain\w{0,3}|discuss\w{0,3}|talked|ask(?:s|ed)|counsel\w{0,4}|warned|told|explic\w{1,5}"
    r"|inform(?:ad\w{1,2}|ed)"
    r"|conversad\w{1,2}|advertid\w{1,2}|habl(?:ad\w{1,2}|[oó]))\b",
    re.IGNORECASE,
)


def explained_list(clause: Clause, start: int) -> bool:
    """Whether a thing stands in a list of what may come, which somebody was told."""
    opened = _LIST_OF_RISKS.search(clause.text, max(0, start - 400), start)
    parted = opened is None or re.search(r"[.;]\s", clause.text[opened.end() : start]) is not None
    return not parted and _TELLING.search(clause.text) is not None


def of_others(clause: Clause, named: Named, said: Assertion) -> bool:
    """Whether the words before a name say what others may have, or nobody in the family has it."""
    if denied_of_family(clause.text, named.start, named.end):
        return True
    return said is Assertion.STATED and _OF_MANY.search(clause.text, max(0, named.low - 260), named.low) is not None


def denied_in(clause: Clause, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """What was looked for in tissue and not found ("no viable tumor", "Anaplasia: absent")."""
    if clause.section in (Section.QUESTIONS, Section.PLAN, Section.INDICATION):
        return
    for span in spans_in(clause, words.denied):
        if span.value == "infiltration" and _OF_MARROW.search(clause.text) is None:
            continue
        if span.value == "malignancy" and _OF_FLUID.search(clause.text):
            continue
        if assertion_of(clause, span.start, span.end, assertion) is Assertion.NEGATED:
            yield Finding(
                Kind.DIAGNOSIS,
                span.value,
                assertion=Assertion.NEGATED,
                citations=(clause.cite(*_stretch(clause, span)),),
                confidence=clause.confidence,
            )


def denied_returns(paper: Paper, words: Words, assertion: AssertionWords, *, denials: bool) -> Iterator[Finding]:
    """`If relapse, ...` as a condition; with `denials` what has not come back (`No signs of relapse`, `Relapse: none`),
    for a paper that tells of several diseases or names none."""
    yield from relapses_foreseen(paper, words)
    for clause in paper.clauses:
        if clause.section in _TELL_NONE or any(named_in(clause, words.diseases)):
            continue
        for span in spans_in(clause, words.status)[:1]:
            if span.value != "relapse" or is_of_collection(clause.text, span.start, span.end):
                continue
            said = assertion_of(clause, span.start, span.end, assertion)
            foreseen = said is Assertion.CONDITIONAL and _IF.search(clause.text, 0, span.start) is not None
            if foreseen or (denials and said is Assertion.NEGATED):
                yield Finding(
                    Kind.DIAGNOSIS,
                    "relapse",
                    assertion=said,
                    citations=(clause.cite(span.start, span.end),),
                    confidence=clause.confidence,
                )


def _stretch(clause: Clause, span: Span[str]) -> tuple[int, int]:
    """The words around a span, cut between words."""
    start, end = max(0, span.start - _NEAR), min(len(clause.text), span.end + _NEAR)
    start = clause.text.find(" ", start, span.start) + 1 if start else 0
    last = clause.text.rfind(" ", span.end, end) if end < len(clause.text) else end
    return start, last if last > 0 else span.end


def explained_in(clause: Clause, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """What may come (`risk of second cancers`, `in case of relapse`), as a condition and never as true."""
    yield from cancers_foreseen(clause, words)
    if clause.section in (Section.FAMILY_HISTORY, Section.QUESTIONS):
        return
    spans = spans_in(clause, words.explained)
    general = clause.section is Section.GENERAL or (bool(spans) and _IN_GENERAL.search(clause.text) is not None)
    for span in spans:
        later = span.value == "second malignancy"
        told = not general and _RISK.search(clause.text[: span.start]) is not None
        if not told and not (later and clause.section is Section.GENERAL):
            continue
        if is_of_collection(clause.text, span.start, span.end):
            continue
        if assertion_of(clause, span.start, span.end, assertion) is Assertion.CONDITIONAL:
            yield Finding(
                Kind.DIAGNOSIS,
                span.value,
                assertion=Assertion.CONDITIONAL,
                citations=(clause.cite(*_stretch(clause, span)),),
                confidence=clause.confidence,
            )
