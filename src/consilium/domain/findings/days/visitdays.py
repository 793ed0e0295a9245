"""The days of the visit or stay that a paper tells of, and what of it was seen on the visit's day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.logdays import OWN_PARTS, begins_line
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.paper import Paper, Section
from consilium.domain.records import Category

_EXAMINED = re.compile(
    r"\W{0,3}(?:o/e|on (?:physical )?exam(?:ination)?|examination|physical exam(?:ination)?|exam|vitals?|vital signs"
    r"|obs|observations|exploraci[oó]n(?: f[ií]sica)?|ex(?:amen)?\.? f[ií]sico|examen|ef|ex\.? f[ií]s\.?|al examen"
    r"|a la exploraci[oó]n|signos vitales|objetivo"
    r"|va (?:cc|sc|od|os|re|le)|visual acuity|pupils?|iop|slit lamp|fundus|agudeza visual|av (?:od|oi|cc|sc)|pio"
    r"|fondo de ojo"
    r"|piel|skin|ent)\b|\W{0,3}o(?:bj)?\s?:\s"
    # `AL INGRESO: PESO 10.2 KG, ...`: how the child was found when it came.
    r"|\W{0,3}(?:al ingreso|a la llegada|(?:on|at) (?:admission|arrival|presentation)|admission)\s?:\s"
    r"(?:peso|talla|t(?:emp\w*)?\b|fc|fr|ta\b|sv|sat|signos|wt|weight|hr|rr|bp|obs|vitals?|vs\b|spo2|gcs|glasgow)",
    re.IGNORECASE,
)
# A line of its own over what is told of the visit's day.
_NOW = re.compile(
    r"\W*(?:hoy|today|ahora|now|actual(?:mente|idad)?|(?:estado|situaci[oó]n|condici[oó]n) (?:actual"
    r"|en (?:la )?consulta)"
    r"|current (?:status|state|condition)|status today|today'?s visit|en (?:la )?consulta(?: de hoy)?"
    r"|in clinic(?: today)?"
    r"|visita de hoy|interval(?: history)?)\W*",
    re.IGNORECASE,
)
# `I could feel a spleen`: who tells so goes on with the examination.
_PERCEIVES = (
    r"(?:(?:also|again|then|myself|still|did(?:n't| not)|could(?:n't| not)?|can(?:not|'t)?|was able to|were able to"
    r"|was unable to)\s){0,2}"
    r"(?:feel|felt|palpat\w+|hear|heard|auscultat\w+|see\b|saw (?:no|a|an|some)\b|look\w*|inspect\w+|note[ds]?\b"
    r"|notic\w+|found|find|detect\w*|examin\w+|percuss\w+|measur\w+|weigh\w*|check\w*|elicit\w*|appreciat\w+|observ\w+)"
)
# How a sentence begins that leaves the examination, and how many it has.
_LEAVES = re.compile(
    r"\W*(?:in terms of|plan|impression|assessment|mum|mom|dad|his (?:mother|father|mum|dad|parents)"
    r"|her (?:mother|father|mum|dad|parents)|bloods|labs?|imp\b"
    rf"|(?:we|i) (?!{_PERCEIVES})"
    r"|dx\b|impresi[oó]n|conducta|se (?:indica|solicita|explica|decide)|los padres|la madre|el padre|[apr]\s?:\s)",
    re.IGNORECASE,
)
_SENTENCES = 14
# How a line begins that tells results without a day: of a visit's note they are its own.
_RESULTS = re.compile(
    r"\W{0,3}(?:(?:today'?s |admission )?(?:labs?|bloods?|fbc|cbc|u&es?|lfts?|coag\w*|investigations?|invx?|ix"
    r"|results?|cxr|x-?ray|ecg|ekg"
    r"|urine|urinalysis|ua|dip|vbg|abg|cbg|gas|swabs?|rvp|resp viral pcr|poc\w*|bm|blood (?:tests?|results?|count"
    r"|gas)|chem\w*|lytes"
    r"|scans?|imaging|tests?|lp|csf)|laboratorios?|lab|ex[aá]menes(?: (?:aux\w*|de lab\w*|complementarios))?"
    r"|ex\. ?aux\w*|anal[ií]tica"
    r"|hemograma|bh|bhc|qs|es|pfh|gasometr[ií]a|gases|ego|orina|rx|radiograf[ií]a|paracl[ií]nicos|estudios"
    r"|resultados|bioqu[ií]mica"
    r"|perfil \w+|coagulaci[oó]n|pruebas complementarias|frotis|aga|ecograf[ií]a|eco)\b",
    re.IGNORECASE,
)
_RESULT_LINES = 8
_LINE_LABEL = re.compile(r"\W{0,3}[^\W\d_][^:.;\d]{2,40}:")
_NOTE = re.compile(r"\W*(?:nota|hoja|note|progress|evolutivo|evoluci[oó]n (?:m[eé]dica|diaria|de|en) )", re.IGNORECASE)
_OTHER_LABEL = re.compile(r"\W{0,3}[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20})?\s?:\s+[^\d\s]", re.IGNORECASE)
_NO_RESULTS = OWN_PARTS | {Section.PLAN, Section.TREATMENT, Section.COURSE}
_ADMITTED = re.compile(
    r"(?:\b(?:adm(?:itted|ission|it)?|doa|d\.o\.a\.?|ingres[oó]|ingresa|f\.? ingreso|internaci[oó]n)\b|\bf\.\s?i\.)"
    r"(?: date)?\.?[^.;\d]{0,24}$",
    re.IGNORECASE,
)
_DISCHARGED = re.compile(
    r"(?:\b(?:disch(?:arged?|arge date)?|d/c|dod|d\.o\.d\.?|alta|egreso|egresa|transfer(?:red)?|traslado)\b"
    r"|\bf\.\s?[ae]\.)(?: date)?\.?[^.;\d]{0,24}$",
    re.IGNORECASE,
)
_VISITED = re.compile(
    r"\b(?:clinic|seen|reviewed|saw|met|(?:vuelto|volv[ií]|podido|gusto de) a? ?ver|brought to (?:me|us)"
    r"|came to (?:me|us)|presented to (?:me|us)|visit(?:ed)?|attend(?:ed|ance)?|arriv(?:ed|al)|arr|appointment"
    r"|encounter|assessed|examined|triaged?|triaje|llegada|lleg[oó]|consulta|control|visita|vist[oa]|atendid[oa]|evaluad[oa]"
    r"|valorad[oa]|vimos|acudi[oó]|atenci[oó]n)\b"
    r"[^.;\d]{0,32}$",
    re.IGNORECASE,
)
# How a letter says whom its writer saw, and how many days later it is written.
_MET = re.compile(
    r"\b(?:saw|met|examined|reviewed|(?:vuelto|volv[ií]|podido|gusto de) a? ?ver|vimos|brought to (?:me|us)"
    r"|came to (?:me|us)|presented to (?:me|us))\b[^.;\d]{0,32}$",
    re.IGNORECASE,
)
_WRITTEN_WITHIN = 31
_ARRIVED = re.compile(r"\b(?:arr(?:iv\w+)?|triage\w?|triaje|llegada|lleg[oó])\b[^.;\d]{0,32}$", re.IGNORECASE)
_NOT_THIS_VISIT = re.compile(
    r"\b(?:next|last|previous|prior|earlier|since|until|pr[oó]xim[oa]|[uú]ltim[oa]|anterior|previ[oa]|desde|hasta|again"
    r"|will|returns?|returning|volver[aá]|regresar[aá]|follow|siguiente|first)\b",
    re.IGNORECASE,
)
# Where `B12 was assessed on 19 May` tells of a test.
_OF_TESTS = frozenset((Section.LABORATORY, Section.SPECIMEN, Section.MOLECULAR, Section.FAMILY_HISTORY))
_HEAD, _LETTER_HEAD = 14, 24
_OF_VISITS = frozenset(
    {
        Category.DISCHARGE,
        Category.CLINICAL_SUMMARY,
        Category.GROWTH_AND_HISTORY,
        Category.MEDICINES,
        Category.GENETICS,
        Category.RADIATION,
        None,
    }
)
_REPORTS = frozenset(
    {
        Category.IMAGING_REPORTS,
        Category.PATHOLOGY_REPORT,
        Category.BONE_MARROW,
        Category.HEART_HEARING_TESTS,
        Category.OPERATIVE,
        Category.IDENTITY_INSURANCE,
    }
)


@dataclass(frozen=True, slots=True)
class Stay:
    """The days of a paper's stay or visit, as far as it tells them."""

    admitted: PartialDate | None = None
    discharged: PartialDate | None = None
    visit: PartialDate | None = None
    emergency: bool = False


def examination(paper: Paper) -> frozenset[int]:
    """The clauses that tell of the examination: its section, and the sentences after one that begins it."""
    found, left = set(), 0
    heading = ""
    for clause in paper.clauses:
        if _EXAMINED.match(clause.text) is not None or _NOW.fullmatch(clause.text) is not None:
            left, heading = _SENTENCES, clause.heading
        elif left and (clause.heading != heading or _LEAVES.match(clause.text) or _tells_day(clause.text, paper)):
            left = 0
        if left or clause.section is Section.EXAMINATION:
            found.add(id(clause))
        left = max(0, left - 1)
    return frozenset(found)


def exams_of_stay(paper: Paper, stay: Stay) -> dict[int, PartialDate]:
    """The day of the examinations of a paper that tells a stay's course between them: before it that of the first day,
    behind it that of the last one."""
    course = [at for at, clause in enumerate(paper.clauses) if clause.section is Section.COURSE]
    if stay.admitted is None or stay.discharged is None or not course:
        return {}
    days = {}
    for at, clause in enumerate(paper.clauses):
        if clause.section is Section.EXAMINATION and not course[0] < at < course[-1]:
            days[id(clause)] = stay.admitted if at < course[0] else stay.discharged
    return days


def _tells_day(text: str, paper: Paper) -> bool:
    return any(one.when.day for one in occasions(text, paper))


def line_labels(paper: Paper) -> dict[int, str]:
    """The label that the line of each clause begins with, by their ids: `CONDITION AT D/C: afebrile. Wt 7.6 kg.`"""
    found, label = {}, ""
    for clause in paper.clauses:
        if begins_line(clause):
            sign = _LINE_LABEL.match(clause.text)
            label = sign[0] if sign is not None else ""
        if label:
            found[id(clause)] = label
    return found


def results(paper: Paper) -> frozenset[int]:
    """The clauses of a visit's note that tell results without a day: behind `Bloods`, `Labs:`, `Rx tórax:`. None in a
    paper that tells the course of a stay, where they may be of any day."""
    if _tells_course(paper):
        return frozenset()
    found, left = set(), 0
    for clause in paper.clauses:
        if begins_line(clause) and _RESULTS.match(clause.text) is not None:
            left = _RESULT_LINES
        elif _LEAVES.match(clause.text) or clause.section in _NO_RESULTS or _OTHER_LABEL.match(clause.text):
            left = 0
        if occasions(clause.text, paper):
            left = 0
        elif left or clause.section is Section.LABORATORY:
            found.add(id(clause))
        left = max(0, left - 1)
    return frozenset(found)


def stay_of(paper: Paper) -> Stay:
    """The days on which a stay began and ended, or that of the visit."""
    admitted = discharged = visit = None
    emergency = False
    for at, clause in enumerate(paper.clauses[:_LETTER_HEAD]):
        for one in occasions(clause.text, paper):
            before = clause.text[max(0, one.start - 60) : one.start]
            if at < _HEAD and admitted is None and _ADMITTED.search(before):
                admitted, discharged = one.when, discharged or one.until
            elif at < _HEAD and discharged is None and _DISCHARGED.search(before):
                discharged = one.when
            elif (
                (visit is None or (visit == paper.date and _MET.search(before) and _just_before(one.when, visit)))
                and clause.section not in _OF_TESTS
                and _VISITED.search(before)
                and not _NOT_THIS_VISIT.search(before)
            ):
                visit, emergency = one.when, _ARRIVED.search(before) is not None
    if paper.date is not None and discharged is not None and discharged < paper.date:
        admitted = discharged = None  # an earlier stay, of which a later visit tells
    if admitted is not None and discharged is not None:
        return Stay(admitted, discharged)
    if paper.category not in _OF_VISITS:
        return Stay(
            admitted, discharged, _visit_day(paper, visit) if visit and paper.category not in _REPORTS else None
        )
    return Stay(admitted, discharged, _visit_day(paper, visit), emergency)


def _just_before(day: PartialDate, letter: PartialDate) -> bool:
    """Whether a letter may tell of a day: in the month before it was written."""
    if not day.day or not letter.day:
        return False
    days = date(letter.year, letter.month, letter.day) - date(day.year, day.month, day.day)
    return 0 < days.days <= _WRITTEN_WITHIN


def is_note(paper: Paper, stay: Stay) -> bool:
    """Whether a paper is the note of one visit, whose `no fever` is of its day."""
    note = paper.category in (Category.DISCHARGE, None) and not _tells_course(paper)
    return stay.visit is not None and note


def _tells_course(paper: Paper) -> bool:
    """Whether a paper tells the course of a stay; `NOTA DE EVOLUCIÓN` is the name of a day's note."""
    return any(clause.section is Section.COURSE and not _NOTE.match(clause.heading) for clause in paper.clauses)


def _visit_day(paper: Paper, told: PartialDate | None) -> PartialDate | None:
    """The day of a visit: as told, where it is not after the paper's own and near it, else the paper's own."""
    own = paper.head_day
    if told is None or not told.day:
        return own if own is not None and own.day else None
    if own is not None and own.day and (told > own or own.year - told.year > 1):
        return own
    return told
