"""Phases whose day stands before them or behind a word for their end: `come on 9 Sep 2019 for start of consolidation`,
`se cita el 30/3/2020 para iniciar la fase IB`, `took her last dose of maintenance on 22nd April 2022`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consilium.domain.findings.chemo.setting import Setting, said
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import fold

_PHASE = (
    r"(?P<phase>(?:(?:delayed|interim|late|early)\s)?(?:intensification|maintenance)|(?:re-?)?induction|consolidation|"
    r"(?:re-?)?inducci[oó]n|consolidaci[oó]n|intensificaci[oó]n(?: tard[ií]a)?|(?:mantenimiento|mantenci[oó]n)"
    r"(?: interin[oa])?|(?:fase|phase|protocolo?) (?:I{1,3}|I?[ABM]|IB|IA|II[AB]?|III)(?!\w))"
)
# What stands before a phase that begins, and whether words of plans stand before its day.
_BEGINS = re.compile(
    r"\b(?P<verb>for (?:the )?(?:start|beginning) of|to (?:start|begin|commence)|para (?:iniciar|comenzar|empezar|"
    r"el inicio"
    r" de)|inicia(?:r|r[aá])?|inici[oó]|comienza|comenz[oó]|comenzar[aá]|empez[oó]|start(?:s|ed)? of|started|began|"
    r"inicio de|comienzo de)\s(?:(?:the|her|his|with|la|el|con|su|de)\s){0,2}(?:fase de\s)?" + _PHASE,
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?P<verb>last (?:dose|day|block|week) of|end of|finish(?:ed|es)|complet(?:ed|es|[oó])|stopped|concluy[oó]|"
    r"finaliz[oó]|termin[oó]|t[eé]rmino de|fin de|[uú]ltim[oa] (?:dosis|d[ií]a|ciclo) de(?:l)?)\s"
    r"(?:(?:the|her|his|la|el|su|de)\s){0,2}" + _PHASE + r"(?=\s?(?:,|\(|therapy|chemotherapy|on|el|in|en)?\s?)",
    re.IGNORECASE,
)
_TO_DAY = re.compile(
    r"\s?(?:(?:therapy|chemotherapy|treatment|quimioterapia)\s)?[,(:]?\s?(?:on|el|in|en|el d[ií]a|on the|was|:)?\s?",
    re.IGNORECASE,
)
_FROM_DAY = re.compile(r"[\s,;:]{0,2}", re.IGNORECASE)
_COMES = re.compile(
    r"\b(?:to (?:come|return|attend|be admitted)|come|cited|booked|admit(?:ted)?|appointment|due|se cita|"
    r"cita(?:d[oa])?|"
    r"ingresa(?:r[aá])?|acudir|regresa(?:r[aá])?|reingres[ao]r?[aá]?|control|programad[oa]|scheduled)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
# What a phase is called further, and the stop before its days: `inducción IA, desde`, `Mantenimiento puente desde`.
_NAMED_ON = re.compile(
    r"^\s?(?:(?:I{1,3}|I?[ABM]|\d|phase|therapy|chemotherapy|block|quimioterapia|tard[ií]a|inicial|puente|oral|"
    r"standard|"
    r"est[aá]ndar)\b\s?){0,2}[,.]?(?=\s(?:desde|from|del|entre|between|started|starting|began|inici[oó])\b|\s?\()",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})
_REACH = 40


# A line that opens with its phase, with one day behind what the phase was: `Induction I: ADE 10+3+5 + GO - 9/14/2023`,
# `Inducción con IDA/ARA-C/VP-16 (AIE), iniciada 12/12/2022`.
_OPENS = re.compile(
    r"\W{0,4}(?P<phase>(?:(?:delayed|interim|late|early)\s)?(?:intensification|maintenance)|(?:re-?)?induction"
    r"|consolidation|(?:re-?)?inducci[oó]n|consolidaci[oó]n|intensificaci[oó]n(?: tard[ií]a)?|mantenimiento"
    r"|mantenci[oó]n)"
    r"(?:\s(?:I{1,3}|IV|\d))?(?:\s?[:–-]\s|\s(?:con|with|w/)\s)",
    re.IGNORECASE,
)
_LEADS_TO_DAY = re.compile(
    r"(?:\s[–-]\s?|[,(]\s?|,\s(?:iniciad[oa]|comenzad[oa]|started|begun|beginning)"
    r"(?:\s(?:el|on))?\s|\s(?:from|desde(?: el)?)\s)$",
    re.IGNORECASE,
)
_LONGEST_WHAT = 90
# A phase that only tells when a result was: `EMR fin de consolidación indetectable`.
_MOMENT = re.compile(
    r"\b(?:end of|after|post|completing|following|fin(?:al)? de(?: la)?|t[eé]rmino de(?: la)?|terminar(?: la)?"
    r"|tras(?: la)?|despu[eé]s de(?: la)?|posterior a(?: la)?|completar(?: la)?|finalizar(?: la)?)[\s-]?$",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:MRD|EMR|ERM|PCR|transcript\w*|blast\w*|marrow|m[eé]dula|MO|BM|remission|remisi[oó]n"
    r"|[A-Z0-9]{2,7}(?:::|-)[A-Z0-9]{2,7})\b"
)


def of_moment(clause: Clause, start: int, how: Assertion) -> Assertion:
    """How a phase is said: what denies a result does not deny the phase at whose end it was had."""
    moment = how is Assertion.NEGATED and _MOMENT.search(clause.text, max(0, start - 24), start)
    return Assertion.STATED if moment and _RESULT.search(clause.text) else how


def named_on(between: str) -> str:
    """What stands between a phase and its day, without what the phase is called further."""
    return _NAMED_ON.sub("", between, count=1)


def phases_by_days(clause: Clause, told: Iterable[Finding], setting: Setting) -> Iterator[Finding]:
    """The phases of a clause whose day stands there, but those that `told` has."""
    if clause.section in _SILENT or clause.cells or clause.text.rstrip().endswith("?"):
        return
    days = occasions(clause.text, setting.paper)
    told = list(told)
    known = {fold(str(one.value)) for one in told}
    dated = {fold(str(one.value)) for one in told if one.when is not None}
    opening = list(_opening(clause, days, dated, setting))
    known |= {fold(one.value) for one in opening}
    yield from opening
    for begins, pattern in ((True, _BEGINS), (False, _ENDS)) if days else ():
        for hit in pattern.finditer(clause.text):
            start, end = hit.span("phase")
            before = [day for day in days if 0 <= hit.start() - day.end <= _REACH] if begins else []
            before = [
                day
                for day in before
                if _FROM_DAY.fullmatch(clause.text, day.end, hit.start())
                and _COMES.search(clause.text, max(0, day.start - _REACH), day.start)
            ]
            after = [day for day in days if day.start >= end and _TO_DAY.fullmatch(clause.text, end, day.start)]
            day = next(iter(before or after), None)
            if day is None or fold(hit["phase"]) in known:
                continue
            how = said(clause, start, end, setting, day)
            how = Assertion.PLANNED if before and how is Assertion.STATED and _is_ahead(hit["verb"]) else how
            name = setting.words.phases.get(fold(hit["phase"]), fold(hit["phase"]).replace("re-", "re"))
            yield Finding(
                Kind.CYCLE,
                name,
                value=hit["phase"],
                when=day.when,
                until=day.until,
                assertion=how,
                detail={"phase": hit["phase"].lower()},
                citations=(clause.cite(min(hit.start(), day.start), max(end, day.end)),),
                confidence=clause.confidence,
            )


def _opening(clause: Clause, days: Sequence[Occasion], dated: set[str], setting: Setting) -> Iterator[Finding]:
    """The phase that a line opens with, on the only day of the line."""
    hit = _OPENS.match(clause.text) if len(days) == 1 else None
    if hit is None or days[0].start < hit.end() or fold(hit["phase"]) in dated:
        return
    what = clause.text[hit.end() : days[0].start]
    if len(what) > _LONGEST_WHAT or re.search(r"[.;]\s", what) or not _LEADS_TO_DAY.search(what):
        return
    start, end = hit.span("phase")
    yield Finding(
        Kind.CYCLE,
        setting.words.phases.get(fold(hit["phase"]), fold(hit["phase"]).replace("re-", "re")),
        value=hit["phase"],
        when=days[0].when,
        until=days[0].until,
        assertion=said(clause, start, end, setting, days[0]),
        detail={"phase": hit["phase"].lower()},
        citations=(clause.cite(start, days[0].end),),
        confidence=clause.confidence,
    )


def _is_ahead(verb: str) -> bool:
    return fold(verb).startswith(("for ", "to ", "para ", "iniciara", "comenzara", "iniciar"))
