"""What comes next, in the few words that plans and reports have for it: `see again 17.01.24`, `repetir en 2 meses`,
`Cardiology referral.`, `If pain persists, X-ray`, and studies that are not wanted: `No TAC ni PET por ahora`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.comingdays import coming_day
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mentions.askedfor import AskWords
from consilium.domain.findings.mentions.carearranged import CareWords
from consilium.domain.findings.mentions.mentionsaid import TO_COME
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.spans import Span, spans_in

_SILENT = frozenset({
    Section.FAMILY_HISTORY, Section.GENERAL, Section.ALLERGIES, Section.QUESTIONS, Section.MEDICINES,
    Section.TECHNIQUE, Section.COMPARISON,
})  # fmt: skip
_WHEN = (
    r"(?:in|at|on|after|before|within|every|once|by|from|prior to|when|each|with|tomorrow|next|"
    r"en|a (?:los|las|la)|al|el|tras|despues|antes|dentro|cada|luego|una vez|para|manana|la semana|con|por|\d)"
)
# What is to be looked at again; the study is the paper's own.
_REPEAT = re.compile(
    r"\b(?:re-?image|rescan|recheck|re-?evaluate|repeat(?: the| this| same| both| all| these)?(?: study| testing| test|"
    r" exam(?:ination)?|"
    r"imaging| scan| film| assessment| evaluation| measurement| level| sample| sampling)?)(?:\s(?:again|to be done))?"
    rf"[:,]?\s{_WHEN}\b"
    rf"|\b(?:repetir(?:se|l[oa]s?)?|se repetiran?|se repiten?)(?: el| la| este| esta| un| ambos| ambas| todo)?"
    rf"(?: estudio| examen| prueba| control| exploracion| toma| muestra| registro)?\s{_WHEN}\b"
    r"|\brepeat (?:study|testing|imaging|examination|scan)\b|\brepetir (?:el )?(?:estudio|examen|control)\b"
)
# When the child is seen again.
_AGAIN = re.compile(
    rf"\b(?:(?:to |will |we(?:'ll| will) |i(?:'ll| will) )?(?:see|review|be seen|be reviewed|recall|return|"
    rf"follow-? ?up|"
    rf"f/u|fu|r/v|rv|come back)"
    rf"(?: (?:him|her|them|you|the child|patient|again|back|to clinic|in clinic|here|to us)){{0,3}}[:,]?\s"
    rf"(?:(?:in|at|on|after|every|next|within)\b|(?=\d{{1,2}}[/. ]\d)))"
    r"|\b(?:next|further|follow-?up)\s(?:(?:clinic|opd|oncology|outpatient|routine|surveillance|scheduled|"
    r"planned|joint|"
    r"eye|surgical)\s)?(?:clinic|review|visit|appointment|appt|study|assessment|check|eua|session|follow-?up|"
    r"control)\b"
    r"|\b(?:nuev[oa]|proxim[oa]|siguiente|cita de)\s(?:control|estudio|turno|cita|visita|revision|valoracion|"
    r"evaluacion|"
    r"consulta|examen|sesion|exploracion)\b"
    rf"|\b(?:control|controles|revision|cita|citad[oa]|se cita(?:ra)?|se le cita(?:ra)?|regresa|volver|vuelve|acudir|"
    rf"reevaluar|revaloracion|reevaluacion|seguimiento)\s(?:\w+\s)?{_WHEN}(?:\s|$)"
    r"|\b(?:control|seguimiento|revision)e?s?\s(?:anual|semestral|trimestral|mensual|semanal|bimestral|"
    r"clinico)(?:es)?\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|showed|shows|revealed|confirmed|demonstrated|found|since|fue|fueron|mostro|muestra|normal|"
    r"estable|stable|unchanged|sin cambios|negative|negativ[oa]|evidencio|acudio|asistio|attended|came|vino|done|"
    r"hecho|hizo|realizo|realizado|declined|because|did not|no acudio)\b"
)
_NOT_BEFORE = re.compile(r"\b(?:no|not|without|sin|never|on|at|en|until|hasta|since|desde|the last|last|ultimo)\s$")
# A visit told by a service alone.
_BEHIND = re.compile(
    r"\s(?:to (?:see|review|assess|follow)|referral|follow-? ?up|input|appointment|appt|counsel+ing|"
    r"consult|consultation|liaison|opinion|r/v)"
    r"(?=\s?[.,;:)]|$|\s(?:for|in|at|on|before|re|regarding|to|made|and)\b)"
    r"|\sre(?=:?\s[^\W\d_]{3})",  # `ENT re left effusion`
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:interconsultas?|ic|consultas?|controles|control|valoraci[oó]n|evaluaci[oó]n|referencia|derivaci[oó]n|cita|"
    r"seguimiento|turno|hora|referral|referred)\s(?:(?:a|con|por|en|de|al|to|with|para)\s)?(?:la |el |the )?$",
    re.IGNORECASE,
)
_IF_BEFORE = re.compile(
    r"(?:^|[.;:(]\s?|\W\s)(?:if|si|en caso de(?: que)?|should|de (?:persistir|confirmarse|presentarse)|cuando|once)\s"
    r"[^.;]{3,90}?,\s(?:(?:then|an?|the|una?|el|la|do|repeat|repetir|hacer|realizar|consider|request|solicitar|"
    r"new|get|"
    r"urgent|further|pedir|valorar)\s){0,3}$",
    re.IGNORECASE,
)
_IF_BEHIND = re.compile(
    r"(?:\s[\w/-]{1,16}){0,3}?,?\s(?:only )?(?:(?:s[oó]lo )?si|if|unless|en caso de|salvo que)\s", re.IGNORECASE
)
_NONE = re.compile(
    r"(?:^|[.;:,(]\s|\W[-–]\s)(?:no|sin|nil|ning[uú]n|ninguna)\s(?:(?:further|more|new|routine|urgent|nuev[oa]s?|"
    r"m[aá]s|otr[oa]s?|repeat)\s)?(?:[\w/-]{2,20}\s(?:or|nor|ni|y|and|o)\s)?$",
    re.IGNORECASE,
)
_NONE_BEHIND = re.compile(
    r"(?:\s(?:or|nor|ni|and|y|o)\s[\w/ -]{2,24}?)?(?:\s(?:scans?|studies|imaging|for (?:disease|now|surveillance)))?"
    r"(?:\s?$|\s?[.;)]|\s(?:por (?:ahora|el momento)|at present|at this (?:point|time|stage)|for now|needed|required|"
    r"planned|indicated|unless|available|de momento|necesari[oa]s?|yet|a[uú]n|todav[ií]a|here|aqu[ií]|hasta)\b)",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"\b(?:no (?:contamos con|disponemos de|se dispone de|se cuenta con|tenemos)|we (?:do not|don't|"
    r"cannot) (?:have|do|"
    r"offer|perform)|not have access to|no access to|sin acceso a)\s(?:(?:an?|any|la|el|una?|to)\s)?$",
    re.IGNORECASE,
)
_STUDIES = frozenset({"imaging", "heart", "function", "endoscopy", "laboratory", "genetics", "pathology"})
_MOST, _TITLES, _SHORT = 8, 6, 14


def next_steps(
    paper: Paper,
    clause: Clause,
    words: tuple[AskWords, CareWords],
    known: Sequence[tuple[int, int]],
    assertion: AssertionWords,
) -> Iterator[Finding]:
    """The next steps of a clause that no other rule has told (`known` are their places)."""
    if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
        return
    told = list(known)
    for name, how, start, end in _all(paper, clause, *words):
        if any(low < end and start < high for low, high in told):
            continue
        if assertion_of(clause, start, end, assertion) is Assertion.FAMILY:
            continue
        day, gone = coming_day(paper, clause, start, end)
        if gone and how is not Assertion.NEGATED:
            continue
        told.append((start, end))
        yield Finding(
            Kind.MENTION,
            name[1],
            value=clause.text[start:end].strip(" :,"),
            when=day if how is Assertion.PLANNED else None,
            assertion=how,
            detail={"what": name[0], "status": "not performed" if how is Assertion.NEGATED else "planned"},
            citations=(clause.cite(),),
            confidence=clause.confidence,
        )


# The questions on each organ, and no visit: `revisión por sistemas`.
_BY_ORGANS = re.compile(r"revision (?:por|de) (?:aparatos|sistemas|organos)")
_Step = tuple[tuple[str, str], Assertion, int, int]


def _all(paper: Paper, clause: Clause, asked: AskWords, care: CareWords) -> Iterator[_Step]:
    yield from _studies(clause, spans_in(clause, asked.names)[:_MOST])
    in_title = paper.places.get(id(clause), _TITLES) < _TITLES and clause.section is not Section.PLAN
    if not in_title:
        yield from _visits(clause, spans_in(clause, care.services)[:_MOST])
        for pattern, name in ((_REPEAT, "repeat study"), (_AGAIN, "follow-up")):
            for found in pattern.finditer(clause.folded):
                asked_over = _BY_ORGANS.match(clause.folded, found.start())
                if asked_over is None and not _has_gone(clause, found.start(), found.end()):
                    yield ("care", name), Assertion.PLANNED, found.start(), found.end()


def _has_gone(clause: Clause, start: int, end: int) -> bool:
    """Whether the part of a sentence tells what was found then, or that it was not then."""
    stop = min((at for mark in ".;" if (at := clause.folded.find(mark + " ", end)) >= 0), default=len(clause.text))
    return (
        _PAST.search(clause.folded, max(clause.folded.rfind(". ", 0, start), 0), stop) is not None
        or _NOT_BEFORE.search(clause.folded, 0, start) is not None
    )


def _visits(clause: Clause, services: Sequence[Span[str]]) -> Iterator[_Step]:
    for one in services:
        behind = _BEHIND.match(clause.text, one.end)
        before = _BEFORE.search(clause.text, 0, one.start)
        timed = _opens(clause.text, one.start) and TO_COME.match(clause.text, one.end) is not None
        if not (behind or before or timed) or _has_gone(clause, one.start, one.end) or clause.text.isupper():
            continue
        if len(clause.words) <= _SHORT or timed or before:
            start = before.start() if before else one.start
            yield ("care", one.value), Assertion.PLANNED, start, behind.end() if behind else one.end


def _opens(text: str, start: int) -> bool:
    return not text[:start].strip(" -•*·") or re.search(r"[.;:]\s?$", text[:start].rstrip() + " ") is not None


def _studies(clause: Clause, names: Sequence[Span[tuple[str, str]]]) -> Iterator[_Step]:
    """Studies under a condition, and those that are not wanted or cannot be had."""
    for one in names:
        if one.value[0] not in _STUDIES:
            continue
        low = max(0, one.start - 130)
        if _IF_BEFORE.search(clause.text, low, one.start) or _IF_BEHIND.match(clause.text, one.end):
            yield one.value, Assertion.CONDITIONAL, one.start, one.end
        elif _LACKING.search(clause.text, low, one.start) or (
            one.value[0] != "laboratory"
            and _NONE.search(clause.text, low, one.start)
            and _NONE_BEHIND.match(clause.text, one.end)
        ):
            yield one.value, Assertion.NEGATED, one.start, one.end
