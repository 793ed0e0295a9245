"""The finding of a thing that a text mentions, and how it is meant: made, planned, awaited, not made."""

from __future__ import annotations

import re
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.turnedout import turned_out
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.mentions.mentionwords import Told, Words
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.spans import Span, spans_in, words_between
from consilium.domain.records import Scalar

# Days that are of the sending or asking, not of the thing.
HANDLED = ("requested", "sent", "received", "not received", "reviewed", "enclosed")
_DONORS = "HLA typing"
_SAMPLES = ("frozen tissue", "blood sample", "cerebrospinal fluid", "pleural fluid", "ascitic fluid")
_PLAN_REACH = 5
_SHOWING = ("imaging", "heart", "function", "endoscopy")
_LISTED_TO_DO = re.compile(r"\W*(?:pendientes?|pending|to do|por hacer|outstanding)\b[^:]{0,20}:", re.IGNORECASE)
_REPORT_AWAITED = re.compile(
    r"\b(?:reports?|informes?|results?|resultados?|reads?|reading|lectura|interpretation|interpretaci[oó]n|done|"
    r"made|hech[oa]|"
    r"realizad[oa]s?|performed|taken|tomad[oa]s?|today|hoy)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|without|sin|ni|nor|never had|did not have|cuenta con|tiene|hay|contamos con)\s"
    r"(?:(?:a|an|any|new|further|recent|the|una?|la|el|de|had|have|otr[oa])\s){0,3}$",
    re.IGNORECASE,
)


_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|january|february|march|april|june|july|"
    r"august|"
    r"september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|"
    r"octubre|"
    r"noviembre|diciembre|spring|summer|autumn|fall|winter|oto[nñ]o|verano|invierno|primavera)"
)
# A time to come behind a study: `MRI due July`, `audiogram next week`, `echo before wk 2`, `eco queda para octubre`.
TO_COME = re.compile(
    r"(?:[\s,(/]{1,2}(?!no\b|not\b|sin\b|was\b|fue\b|showed\b|normal\b)[\w/+&]{1,14}){0,4}?(?:\s?[-–—:,(]\s?|\s)"
    r"(?:(?:is|are|was|se|es)\s)?(?:(?:now |still )?due\b(?! to)|next (?:week|month|year|visit|time|clinic|cycle|"
    r"mon|tues?|wed|thu|"
    r"fri|appointment)|tomorrow|ma[nñ]ana\b|(?:la )?pr[oó]xim[oa] (?:semana|mes|visita|control|cita)|"
    r"la semana que viene|"
    r"el mes que viene|qued[ao]n? para|(?:for|para)\s(?:el\s|the\s|mid[- ]|early |late |fines de )?(?:\d{1,2}[/.-]\d|"
    rf"\d{{1,2}} (?:de )?{_MONTH}|{_MONTH}\b|scheduling|next|pr[oó]xim)|"
    r"(?:in|en)\s(?:about |unas |unos )?(?:\d{1,2}(?:\s?(?:-|to|a|or|o)\s?\d{1,2})?|an?|two|three|four|six"
    r"|eight|ten|twelve|una?|dos|tres|cuatro|seis|ocho|diez|doce)\s(?:days?|weeks?|months?|years?|d[ií]as?|"
    r"semanas?|mes(?:es)?|a[nñ]os?)\b|"
    r"\w{1,6}\s(?:days|weeks|months)\s(?:from now|hence)|"
    r"(?:before|prior to)\s(?:the |his |her )?(?:wk|week|cycle|next|start\w*|each|every|course|block|surgery|"
    r"idarubicin|"
    r"doxorubicin|daunorubicin|an?thracycl\w+|transplant|discharge)|antes (?:del?|de la|de iniciar|de cada)\s(?:el |"
    r"la )?(?:pr[oó]xim"
    r"|ciclo|inici|curso|bloque|cirug|alta|trasplante|semana)|(?:every|each|cada)\s(?:\d|an?\b|one|two|three|four|"
    r"six|twelve|dos|tres|"
    r"cuatro|seis|year|month|week|a[nñ]o|mes|semana|ciclo|cycle)|(?:annual|year|month|week)ly\b|(?:semanal|mensual|"
    r"anual|semestral|"
    r"trimestral)(?:es)?\b|\d{1,2}[- ](?:month|week)ly\b|listed (?:for|on)\b|pencill?ed in|en turno)",
    re.IGNORECASE,
)
_ASKED_NOT_DONE = re.compile(
    r"\b(?:ordered|advised|requested|recommended|suggested|planned|booked|due|arranged|pedid[oa]s?|solicitad[oa]s?|"
    r"indicad[oa]s?|programad[oa]s?|sugerid[oa]s?)\b(?=[^.;]*\b(?:not|no|a[uú]n|todav[ií]a|sin)\b)",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will (?:be|send|post|bring|forward)|(?:is|are) (?:to be|being)|shall be|se (?:enviar|remitir|mandar|"
    r"entregar)"
    r"[aá]n?|enviaremos|mandaremos|remitiremos|llevaremos|van a|va a)\b",
    re.IGNORECASE,
)
# A study at the end of what is still going on, where nothing tells what it showed: `DEXA scan at end of treatment`.
_AT_END = re.compile(
    r"(?:\s[\w/]{1,12}){0,2}?\s(?:(?:at (?:the )?)?end of (?:treatment|therapy|chemotherapy|induction|cycle|course)"
    r"(?:\s\w{1,4})?|(?:in|en)\s\d{1,2}/(?:7|12|52)|al (?:final(?:izar)?|t[eé]rmino|terminar)(?: del?| el| la)?"
    r"(?:\s(?:tratamiento|quimioterapia|inducci[oó]n|ciclo|bloque))(?:\s\d)?)(?=\s?(?:[.;,)]|$))",
    re.IGNORECASE,
)
_VALUED = re.compile(r"[^.;]{0,24}:[^.;]{0,24}\d\s?%")
# `Neuropsychology baseline was done before treatment` among what is to come.
_WAS_DONE = re.compile(
    r"(?:\s[\w-]{3,14}){0,2}\s(?:(?:was|were|has been|have been) (?:already |also )?(?:done|performed"
    r"|completed|carried out)"
    r"|(?:ya )?(?:se (?:hizo|realiz[oó]|hicieron|realizaron)|fue(?:ron)? (?:realizad|hech)[oa]s?))\b(?!\s(?:if|si)\b)",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:annual|yearly|monthly|weekly|\d{1,2}[- ](?:monthly|weekly)|anual(?:es)?|semestral(?:es)?|"
    r"trimestral(?:es)?|"
    r"surveillance|follow-?up|pr[oó]xim[oa]s?|next)\s(?:(?:brain|abdominal|renal|chest|whole[- ]body|cardiac|liver|"
    r"spine)\s)?$",
    re.IGNORECASE,
)


# `se envió a Barcelona y tardará unas tres semanas`, `has been sent out and should be back by Friday`.
_RESULT_TO_COME = re.compile(
    r"[^.;\n]{0,40}?\b(?:se envi[oó]|se mand[oó]|se remiti[oó]|enviad[oa]|mandad[oa]|was sent|were sent|has been sent"
    r"|have "
    r"been sent|sent|is running|en marcha|en curso)\b[^.;\n]{0,60}?\b(?:tardar[aá]n?|demorar[aá]n?|llegar[aá]n?"
    r"|estar[aá]n? list"
    r"[oa]s?|will take|takes?(?= (?:about |some |up to )?(?:\w+ ){0,2}(?:weeks|days))|(?:should|will) be (?:back|ready"
    r"|here|out)"
    r"|(?:should|will) (?:come|arrive|follow)|(?:is|are) (?:expected|due)|back in|resultado[s]? en|result(?:s)? (?:in"
    r"|by)"
    r" (?=\w+ (?:weeks|days)|\w+day))\b",
    re.IGNORECASE,
)


# What a study has shown, under whatever heading it is told.
_STATE_ON = re.compile(
    r"\b(?:NED|NEM|NER|CR\d?|RC\d?|remission|remisi[oó]n(?: completa)?|stable|estable|"
    r"sin (?:evidencia de )?(?:recidiva|recurrencia|reca[ií]da|enfermedad|lesi[oó]n|tumor)|"
    r"no evidence of disease|no recurrence)"
    r"\s(?:on|by|per|en|por|seg[uú]n)\s(?:(?:the|a|his|her|la|el|una?|su|last|latest|[uú]ltim[oa])\s){0,2}$"
)
_STATE_REACH = 70


def finding_of(
    clause: Clause, words: Words, assertion: AssertionWords, thing: Span[tuple[str, str]], told: Told
) -> Finding:
    what, name = thing.value
    detail: dict[str, Scalar] = {
        "what": what,
        "modality": name if what == "imaging" else "",
        "number": told.number,
        "holder": told.holder,
        "status": "performed" if told.status == "resulted" else told.status,
        "status_date": str(told.status_date.value) if told.status_date else "",
    }
    return Finding(
        Kind.MENTION,
        name,
        value=clause.text[told.start : told.end],
        when=told.date.value if told.date else None,
        assertion=(
            Assertion.PLANNED if _is_ahead(clause, thing, told) else _assertion(clause, words, assertion, thing, told)
        ),
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )


def _assertion(
    clause: Clause, words: Words, assertion: AssertionWords, thing: Span[tuple[str, str]], told: Told
) -> Assertion:
    """What its sentence makes of it in the end: `MIBG scan booked for 3 May was done that day`."""
    if turned_out(clause.folded, thing.start, thing.end) is Assertion.STATED:
        return Assertion.STATED
    if _RESULT_TO_COME.match(clause.text, thing.end) and told.status in ("", "sent", "performed"):
        return Assertion.PENDING
    return _said_of(clause, words, assertion, thing, told)


def shown_by(text: str, start: int) -> bool:
    """Whether a study that begins at `start` has shown what stands before it: `NED by MRI`, `en RC por TAC`."""
    return _STATE_ON.search(text, max(0, start - _STATE_REACH), start) is not None


def _said_of(
    clause: Clause, words: Words, assertion: AssertionWords, thing: Span[tuple[str, str]], told: Told
) -> Assertion:
    """How a thing is meant; what has shown something is not to come."""
    how = _heard(clause, words, assertion, thing, told)
    return Assertion.STATED if how is Assertion.PLANNED and shown_by(clause.text, thing.start) else how


def _heard(
    clause: Clause, words: Words, assertion: AssertionWords, thing: Span[tuple[str, str]], told: Told
) -> Assertion:
    """Slides that did not arrive are there all the same: only what was planned or is awaited is said otherwise."""
    how = assertion_of(clause, thing.start, thing.end, assertion)
    if how is Assertion.FAMILY:
        if thing.value[1] != _DONORS:
            return how
        how = Assertion.STATED  # typing of a brother or sister is about a donor for the child
    if how is Assertion.NEGATED and thing.value[0] in _SHOWING and not _is_denied(clause.text, thing):
        how = Assertion.STATED  # what it did not show is denied
    if (
        (thing.value[0] in _SHOWING or _is_to_be_taken(clause, thing))
        and told.status in ("pending", "requested")
        and not _is_read(clause, told)
    ):
        return how if how is Assertion.CONDITIONAL else Assertion.PLANNED
    by_state = _by_state(how, told)
    if by_state is not None:
        return by_state
    made = told.status in ("", "performed")
    if made and is_planned(clause, words, thing):
        return how if how in (Assertion.CONDITIONAL, Assertion.NEGATED, Assertion.PENDING) else Assertion.PLANNED
    if _is_wanting(thing, told):
        return Assertion.NEGATED
    if told.status in HANDLED or told.status == "not available":
        return Assertion.STATED
    open_ended = told.date is None and not told.number and made
    if open_ended and how in (Assertion.STATED, Assertion.UNCERTAIN) and _told_as_plan(clause, words, thing):
        return Assertion.PLANNED
    return how if how not in (Assertion.HISTORICAL, Assertion.UNCERTAIN) else Assertion.STATED


def _is_ahead(clause: Clause, thing: Span[tuple[str, str]], told: Told) -> bool:
    """`Echocardiogram ordered, not done yet`; `His slides and the discs will be mailed this week`."""
    if turned_out(clause.folded, thing.start, thing.end) is Assertion.STATED:
        return False
    asked = told.status == "not performed" and _ASKED_NOT_DONE.search(clause.text, thing.end, told.end) is not None
    will = told.status in HANDLED and _WILL.search(clause.text, max(0, told.start - 24), told.end) is not None
    return asked or will


def _is_wanting(thing: Span[tuple[str, str]], told: Told) -> bool:
    """Whether a study or a sample is not to be had: `Fresh frozen tissue was not available`. Slides, blocks and images
    that did not arrive are there all the same, and so is what has a number or a day."""
    lacking = told.status == "not available" and thing.value[0] in (*_SHOWING, "genetics")
    lacking = lacking or (told.status in ("not available", "not received") and thing.value[1] in _SAMPLES)
    return lacking and told.date is None and not told.number and thing.value[1] not in ("images", "disc")


def _is_to_be_taken(clause: Clause, thing: Span[tuple[str, str]]) -> bool:
    """`Pendiente: mielograma`: a marrow on a list of what is still to be done."""
    return thing.value[1] == "bone marrow" and _LISTED_TO_DO.match(clause.text, 0, thing.start) is not None


def _is_read(clause: Clause, told: Told) -> bool:
    """Whether an examination that is awaited was made, and only its report is to come: an examination on a list of what
    is pending is still to be made."""
    return told.date is not None or bool(told.number) or _REPORT_AWAITED.search(clause.text) is not None


def _is_denied(text: str, thing: Span[Any]) -> bool:
    """Whether a denial stands right before a study: `no CT was made`, `sin TAC`."""
    return _DENIED.search(text, max(0, thing.start - 40), thing.start) is not None


def _by_state(how: Assertion, told: Told) -> Assertion | None:
    """What became of a thing, where that alone says how it is meant."""
    if told.status == "pending":
        return Assertion.PENDING
    if told.status == "resulted":
        return how if how in (Assertion.CONDITIONAL, Assertion.PLANNED) else Assertion.STATED
    if told.status == "not performed":
        return how if how is Assertion.CONDITIONAL else Assertion.NEGATED
    if how is not Assertion.NEGATED:
        return None
    # What has a number is there; of a dated study only what it did not show is denied.
    numbered = bool(told.number) and told.status == ""
    dated = told.date is not None and told.status in ("", "performed", "available")
    return Assertion.STATED if numbered or dated else None


def _told_as_plan(clause: Clause, words: Words, thing: Span[Any]) -> bool:
    if _WAS_DONE.match(clause.text, thing.end):
        return False
    return clause.section is Section.PLAN or bool(spans_in(clause, words.planned))


def is_planned(clause: Clause, words: Words, thing: Span[Any]) -> bool:
    """Whether a word of plans stands close before it, or right after; or a time to come right behind or before it."""
    if _WAS_DONE.match(clause.text, thing.end):
        return False
    ahead = (
        TO_COME.match(clause.text, thing.end)
        or _AT_END.match(clause.text, thing.end)
        or _EVERY.search(clause.text, max(0, thing.start - 30), thing.start)
    )
    if ahead is not None and _VALUED.match(clause.text[ahead.end() : ahead.end() + 50]):
        ahead = None  # `Echo before start: LVEF 64 %`
    return ahead is not None or any(
        (one.end <= thing.start and len(words_between(clause.text, one.end, thing.start)) <= 3)
        or (
            one.start >= thing.end
            and len(words_between(clause.text, thing.end, one.start)) <= _PLAN_REACH
            and not any(sign in clause.text[thing.end : one.start] for sign in ":;")
        )
        for one in spans_in(clause, words.planned)
    )
