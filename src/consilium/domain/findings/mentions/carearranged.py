"""Care that a paper arranges or has at hand: visits to services (`Nephrology 4/16`, `Control por cardiología`),
meetings, wound checks, vaccines. What is told of a plan is planned, what is asked for pending; who is already there is
stated; a service named alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.spans import Span, apart, spans_in
from consilium.domain.phrases import PhraseIndex

_SILENT = frozenset({
    Section.FAMILY_HISTORY, Section.GENERAL, Section.ALLERGIES, Section.TECHNIQUE, Section.SPECIMEN, Section.GROSS,
})  # fmt: skip
# What is still to be made or asked for, what was asked for, who is there, and what was refused or is not to be.
_AHEAD = re.compile(
    r"\b(?:booked|scheduled|arrange[ds]?|to be (?:arranged|booked|made|done|contacted|seen|referred|discussed|"
    r"completed|repeated)|"
    r"planned|plan(?:s|ned)? (?:to|for)|will (?:be|see|need|have|get|attend|follow|continue|review)|due|next|upcoming|"
    r"recommend(?:ed|s)?|advised?|suggest(?:ed|s)?|should|consider|would be (?:reasonable|helpful)|refer\b|to see|"
    r"to review|"
    r"return(?:s)? (?:to|on)|needs?|to continue|continue with|to attend|follow-?up|in (?:\d|two|three|four|"
    r"six) (?:days|weeks|months)|"
    r"every \d|previst[oa]s?|programad[oa]s?|agendad[oa]s?|citad[oa]s?|cita\b|turno|a realizar|se realizar[aá]|"
    r"se recomienda|"
    r"se sugiere|recomend\w+|sugerimos|solicitar|pedir|derivar|derivaci[oó]n|referir|valorar|considerar|"
    r"pr[oó]xim[oa]s?|"
    r"continuar|completar|programar|gestionar|reiniciar|iniciar|deber[aá]|se citar[aá]|acudir|"
    r"dentro de (?=\d|un|dos|tres|cuatro|seis|ocho)|en (?:\d|dos|tres|seis) "
    r"(?:d[ií]as|semanas|meses)|a los \d+ (?:d[ií]as|meses)|cada \d|hay comit[eé]|se comentar[aá]|"
    r"se presentar[aá]|se discutir[aá])\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:requested|referral (?:sent|made|placed)|(?:was|were|has been|have been) (?:sent|placed|made|ordered|"
    r"asked)|ordered|"
    r"awaited|pending|has accepted|asked|solicitad[oa]s?|se solicit[oó]|se pidi[oó]|pedid[oa]s?|referid[oa]s?|"
    r"pendientes?|"
    r"en tr[aá]mite|enviad[oa]s?|todav[ií]a no recibid[oa]|not (?:yet )?received|outstanding)\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:(?:is|are|was|were|has been|have been|remains|already)\s(?:\w{1,12}\s)?(?:involved|following|aware|"
    r"engaged)|involved in|"
    r"is seeing|are seeing|seeing (?:him|her|our|the)|(?:seen|followed|reviewed|assessed|evaluated|supported|"
    r"visited|managed) by|under (?:the )?care of|attends|attending|"
    r"met (?:with )?(?:the |his |her )?(?:family|parents|mother|team|us)?|sees|working with|works with|"
    r"en seguimiento|en control(?:es)? (?:con|por)|en tratamiento|acude|asiste|valorad[oa] por|evaluad[oa] por|"
    r"vist[oa] por|"
    r"conocid[oa] por|en terapia|acompa[ñn]ad[oa] por|sesiones|involucrad[oa]s?|was discussed at|discussed at|"
    r"presented at|"
    r"outcome|se present[oó] en|se discuti[oó] en|discutid[oa] en|twice a week|three times a week|por semana)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not (?:indicated|needed|required|necessary|done|performed|feasible|possible|offered|available)|"
    r"declined|refused|"
    r"no (?:se requiere|requiere|procede|factible|indicad[oa]s?|est[aá]n? indicad[oa]s?|es necesari[oa]|"
    r"se realiz[oó]|amerita)|"
    r"no need for|rechaz\w+)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|should|unless|in case|only if|si|en caso de|de ser)\s", re.IGNORECASE)
# Whom a letter is from, to or copied to, who was present, and titles of units.
_NOT_CARE = re.compile(
    r"^\W*(?:department|division|service|servicio|unidad|unit|hospital|clinic\b|cl[ií]nica|dear|to:|from:|cc\b|"
    r"copy|copies|copia|"
    r"present\b|presentes?|attend(?:ees|ing)|asistentes?|participantes|dr\.?|dra\.?|prof|signed|firmad|"
    r"referred by|remitid[oa] por|"
    r"m[eé]dico|consultant|author|requesting|referring|solicitante)|@|\btel\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:\bMD\b|\bM\.D\.|\bDr\.?\s[A-Z]|\bDra\.?\s[A-Z]|\bFRCP\w*|\bConsultant\b)")
# A part of a plan opens with a service: `Nephrology 4/16 with cystatin C`, `echocardiogram, ophthalmology with OCT`.
_OPENS = re.compile(r"(?:^|[:;,.•]\s|\d[.)]\s|[-–—*]\s|\b(?:and|y|with|con)\s)$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s?(?:$|[.,;:(\d]|(?:and|y|with|con|on|in|every|for|por|cada|el|en|is|to|at|before|antes)\b)", re.IGNORECASE
)
_REACH, _MOST, _SHORT_SIGNATURE = 90, 10, 12


@dataclass(frozen=True)
class CareWords:
    """Names of services, what makes one a visit (behind it, before it), and care that is no visit."""

    services: PhraseIndex[str]
    behind: PhraseIndex[bool]
    before: PhraseIndex[bool]
    arranged: PhraseIndex[str]


def words_from(data: Mapping[str, Any]) -> CareWords:
    """From `knowledge/findings/care.yaml`. Raises KeyError where a part is missing."""
    services = [(str(one), name) for name, ones in data["services"].items() for one in ones]
    arranged = [(str(one), name) for name, ones in data["arranged"].items() for one in (name, *ones)]
    return CareWords(
        PhraseIndex.of(services),
        PhraseIndex.of((str(one), True) for one in data["visit_behind"]),
        PhraseIndex.of((str(one), True) for one in data["visit_before"]),
        PhraseIndex.of(arranged),
    )


def care_in(
    paper: Paper, clause: Clause, words: CareWords, known: Sequence[tuple[int, int]], assertion: AssertionWords
) -> Iterator[Finding]:
    """Each arrangement of a clause that no other rule has told (`known` are its places)."""
    if clause.section in _SILENT or _NOT_CARE.search(clause.text) or clause.text.rstrip().endswith("?"):
        return
    if _SIGNED.search(clause.text) and len(clause.words) <= _SHORT_SIGNATURE:
        return
    named = [*_visits(clause, words), *spans_in(clause, words.arranged)]
    for span in apart(named)[:_MOST]:
        if any(start < span.end and span.start < end for start, end in known):
            continue
        when, to_come = _day(paper, clause, span)
        how = _how(clause, span, to_come=to_come, assertion=assertion)
        if how is not None:
            yield Finding(
                Kind.MENTION,
                span.value,
                value=clause.text[span.start : span.end],
                when=when,
                assertion=how,
                detail={"what": "care"},
                citations=(clause.cite(),),
                confidence=clause.confidence,
            )


def _visits(clause: Clause, words: CareWords) -> Iterator[Span[str]]:
    """Services that a word makes a visit, or that open a part of a plan."""
    services = spans_in(clause, words.services)
    behind = spans_in(clause, words.behind) if services else []
    before = spans_in(clause, words.before) if services else []
    for one in services:
        after = next((other for other in behind if 0 <= other.start - one.end <= 1), None)
        led = next((other for other in before if 0 <= one.start - other.end <= _led(clause, other, one)), None)
        opens = clause.section is Section.PLAN and _OPENS.search(clause.text, 0, one.start) is not None
        # `RENAL: hyponatremia ...` is the label of a system in a ward's note, and no visit.
        opens = opens and not (clause.text[one.start : one.end].isupper() and clause.text[one.end : one.end + 1] == ":")
        there = _THERE.match(clause.text[one.end :].lstrip())
        if after is not None:
            yield Span(one.value, one.start, after.end)
        elif led is not None or there is not None or (opens and _GOES_ON.match(clause.text, one.end)):
            yield one


def _led(clause: Clause, lead: Span[bool], service: Span[str]) -> int:
    """How far a leading word may stand before its service: an article between is no matter."""
    between = clause.text[lead.end : service.start]
    return (
        len(between) if re.fullmatch(r"\s(?:the |our |la |el |los |las |a la |pediatric |paediatric )?", between) else 0
    )


def _day(paper: Paper, clause: Clause, span: Span[str]) -> tuple[PartialDate | None, bool]:
    """The day that stands behind an arrangement, else before it, and whether it is one to come."""
    days = [one for one in occasions(clause.text, paper) if one.until is None]
    near = [one for one in days if 0 <= one.start - span.end <= _REACH]
    near = [one for one in near if not re.search(r"[.;]\s", clause.text[span.end : one.start])]
    chosen = near[0] if near else next((one for one in reversed(days) if 0 <= span.start - one.end <= 30), None)
    if chosen is None:
        return None, False
    return chosen.when, paper.date is not None and chosen.when > paper.date


def _how(clause: Clause, span: Span[str], *, to_come: bool, assertion: AssertionWords) -> Assertion | None:
    """How an arrangement is meant; None where it is only named."""
    around = _part(clause.text, span)
    said = assertion_of(clause, span.start, span.end, assertion)
    if said is Assertion.FAMILY:
        return None
    if _NOT.search(around) or said is Assertion.NEGATED:
        return Assertion.NEGATED if _NOT.search(around) else None
    if said is Assertion.CONDITIONAL or _CONDITION.search(around):
        return Assertion.CONDITIONAL
    if to_come:
        return Assertion.PLANNED
    if _ASKED.search(around):
        return Assertion.PENDING
    if _THERE.search(around):
        return Assertion.STATED
    if clause.section is Section.PLAN or _AHEAD.search(around) or said is Assertion.PLANNED:
        return Assertion.PLANNED
    return None


def _part(text: str, span: Span[str]) -> str:
    """The part of a sentence that an arrangement stands in."""
    first = max(text.rfind(mark, 0, span.start) for mark in (". ", "; ", ": ")) + 1
    ends = [at for mark in (". ", "; ") if (at := text.find(mark, span.end)) >= 0]
    return text[max(first, span.start - _REACH, 0) : min([*ends, span.end + _REACH, len(text)])]
