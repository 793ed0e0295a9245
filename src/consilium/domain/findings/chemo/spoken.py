"""Chemotherapy and classes of drugs by their plain words, where no drug is named: `en quimioterapia preoperatoria`,
`he needs no chemo`, `recibió muchas intratecales`, `a BRAF blocker is kept for later`.

What the rules of `denied` and `classes` have said of a clause is not said again. A head, a question, a general remark
and a word that names a room, a sheet or a lesson tell nothing of the child.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.assertions.treatmentsahead import is_wondered
from consilium.domain.findings.chemo.classes import WATCHED
from consilium.domain.findings.chemo.setting import Setting, said, tolerated
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.terms import found_in
from consilium.domain.records import Category

_TARGETS = (
    r"(?:alk|mek|braf|mapk|trk|ntrk|ret|flt3|parp|mtor|cdk4/6|fgfr|egfr|vegfr?|menina?|smo|jak|checkpoint|"
    r"tyrosine kinase|tirosin ?cinasa|tirosina cinasa)"
)
# On folded text.
_CLASS = re.compile(
    r"(?<![\w-])(?:(?P<intrathecal>(?:(?:quimio(?:terapia)?|qt|terapia|profilaxis) )?(?:triples? )?"
    r"(?:intrathecals?|intratecal(?:es)?)(?: triples?)?|(?:triple )?(?:qt|qmt)[ -]?it|triple it|tit)|"
    r"(?P<chemotherapy>chemo(?:therapy|therapies)?s?|quimio(?:terapia)?s?|quimios|p?qm?tx?)|"
    r"(?P<anthracycline>anthracyclines?|antraciclinas?)|(?P<immunotherapy>immunotherapy|inmunoterapia)|"
    r"(?P<alkylating>alkylators?|alkylating agents?|(?:agentes )?alquilantes)|"
    rf"(?P<target>{_TARGETS})[ -](?:inhibitors?|inhibition|blockers?)|"
    rf"inhibidor(?:es)? (?:de |del |de la )?(?P<de>{_TARGETS}))(?=-(?:based|containing)\b|(?![\w-]))"
)
_STEMS = ("chemo", "quimio", "cyclin", "ciclin", "munother", "munoter", "alkyl", "alquil", "trathec", "tratec", "nhibi",
          "blocker", "qt", "qmt", "triple it", "tit ")  # fmt: skip
# `QT`, `QMT` of Spanish notes is chemotherapy; of a heart's tracing it is an interval.
_QT = re.compile(r"p?qm?tx?", re.IGNORECASE)
_INTERVAL_AFTER = re.compile(
    r"[\s:=]{0,2}(?:prolong|larg|cort|long|short|correg|corrected|c\b|interv|segment|dispers|normal|limit|"
    r"basal|de \d{3}|"
    r"[<>]?\s?[34]\d\d\b|ms\b|0[.,]\d)"
)
_INTERVAL_BEFORE = re.compile(
    r"\b(?:intervalo|interval|segmento|sindrome(?: de)?|syndrome|prolong\w*(?: de(?:l)?| the)?|long|ecg|ekg|eco|pr|qrs|"
    r"prolonga|prolongan)[\s,:]{1,2}(?:el |del |de |the )?$"
)
_KEYS = ("chemotherapy", "anthracycline", "immunotherapy", "alkylating", "intrathecal")
_TARGET_NAMES = {
    "menin": "menin",
    "menina": "menin",
    "tirosina cinasa": "tyrosine kinase",
    "tirosin cinasa": "tyrosine kinase",
    "tirosincinasa": "tyrosine kinase",
}
# A symbol of a gene is written in capitals.
_SYMBOL = 5
_NAMES = {"alkylating": "alkylating agent", "intrathecal": "intrathecal chemotherapy"}
# A thing of rooms, papers and lessons, or what a cell, a gene or a test is like.
_OTHER_AFTER = re.compile(
    r"[ -](?:unit|ward|suite|room|nurse|teaching|education|consents?|chart|record|road ?map|orders?|"
    r"prescription|gloves|"
    r"precautions?|handling|team|chair|bag|spill|waste|naive|free|sensitiv\w+|resistan\w+|refractor\w+|related|induced|"
    r"options?|questions?|list|summary|doses?|pump|holidays?|letter|booklet|day ?(?:unit|care|case|hospital)|"
    r"ambulatoria\b|trained|port)\b"
)
_OTHER_BEFORE = re.compile(
    r"\b(?:sala de|hospital de dia de|consentimiento(?: informado)? (?:de|para)|hoja de|libreta de|"
    r"unidad de|registro de|"
    r"area de|enfermera de|indicaciones de|orden de|boletin de|protocolo de|equipo de|silla de|chair for|"
    r"puerto para|port for|response to|respuesta a(?: la)?|sensitive to|resistant to|mother'?s|madre por|"
    r"(?:many|most|some|other|all) (?:children|patients|people)[^.;]{0,30}|in general|en general)\s$"
)
# With a name of its own behind it (`quimioterapia con cisplatino`) the drug tells it.
_NAMED = re.compile(r"(?!-(?:based|containing)\b)\s?(?:con|with|using|of|de|\(|:|-|(?=intratec))\s?[^\W\d]{3}")
# Only these words tell that it was given; a name alone may be a head, a hope, a lesson.
_GIVEN_BEFORE = re.compile(
    r"\b(?:had|has had|having|received|receiv(?:es|ing)|completed|finished|tolerat(?:ed|es|ing)|on|through|after|since|"
    r"following|during|despite|treated (?:with|by)(?: [\w-]+,?){0,4} (?:and|plus)|treated with|responded to|"
    r"(?:down|due|owing) to|off|between|because of|from|last|final|previous|prior|underwent|undergoing|gets|getting|"
    r"got|did get|gave (?:him|her)|given|s/p|post|got through|recib(?:e|io|ido|iendo)|complet[oa](?:do)?|"
    r"termin(?:o|ado|ada)|"
    r"hizo|hace|lleva(?:ba)?|tras|despues de|luego de|desde|durante|en|ultima|ultimo dia de|"
    r"tratad[oa]s?(?: en \d{4})? con"
    r"(?: [\w-]+,?){0,6}(?: y)?|tratad[oa]s? con|con|por|debido a|respondio a|le dieron|dieron|mitad de|a mitad de)"
    r"\s(?:(?:the|his|her|their|a|an|some|so much|much|many|la|las|el|su|sus|una|muchas|varias|tanta|mucha|full|all|"
    r"pre-?operative|preoperatoria|postoperatoria|neoadjuvant|neoadyuvante|induction|standard|first|more|"
    r"further|ultima|"
    r"systemic|sistemica|intensive|intensiva|combination|primera|segunda|dose of|course of|cycle of|block of)\s){0,3}$"
)
_GIVEN_AFTER = re.compile(
    r"\s(?:[\w-]{2,16}\s){0,3}?(?:was given|were given|has (?:finished|ended|been (?:given|stopped|held))|finished|"
    r"ended|is over|ongoing|"
    r"en curso|finalizad[oa]|terminad[oa]|concluid[oa]|se (?:corto|suspendio|interrumpio|retraso|le dio|"
    r"le puso|aplico)|"
    r"(?:la |le )?(?:termino|acabo)|suspendid[oa]|interrumpid[oa]|diferid[oa]|pospuest[oa]|held|paused|"
    r"stopped|interrupted|delayed)\b|"
    r",?\s\(?\d{1,2} (?:by our count|en total|in all)"
)
# What is not given today: `Today's intrathecal chemotherapy held`, `la QT de hoy se suspende`. What is put off is
# still to come.
_NOW = re.compile(r"\b(?:today(?:'s)?|hoy|this week(?:'s)?|esta semana|se (?:suspende|omite))\b")
_PUT_OFF = re.compile(r"defer|postpon|delay|difier|diferi|pospon|pospuest|aplaza")
_HELD_AFTER = re.compile(
    r"(?:\s(?:chemo(?:therapy)?|therapy|de|del|dia|today|hoy|this|esta|week|semana|was|is|fue|\d{1,2})){0,4}\s(?:held|withheld|omitted|deferred|postponed|delayed|"
    r"skipped|suspendid[oa]|diferid[oa]|pospuest[oa]|omitid[oa]|aplazad[oa]|se (?:suspende|difiere|pospone|"
    r"omite|aplaza))\b"
)
_HELD_BEFORE = re.compile(
    r"\b(?:se (?:difiere|pospone|suspende|omite|aplaza)|held|holding|omitted|deferred|diferimos|"
    r"suspendemos)\s(?:la |el |today's )?$"
)
# Advised in a sentence of few words: `Adjuvant chemotherapy advised.`
_ADVISED = re.compile(
    r"\b(?:chemo(?:therapy)?|quimio(?:terapia)?|immunotherapy|inmunoterapia)(?: (?:adyuvante|neoadyuvante|sistemica|"
    r"intravenosa))?"
    r"\s(?P<no>(?:not|no)\s)?(?:(?:is|es|esta|was|fue)\s)?(?P<not>not\s)?(?:advised|recommended|indicated|proposed|"
    r"suggested|aconsejada|recomendada|indicada|sugerida|propuesta)\b"
    r"|\bse (?:aconseja|recomienda|sugiere|indica|propone) (?:quimio(?:terapia)?|inmunoterapia)\b"
)
# `Triple intratecal el 2023-01-10`, `intratecal triple días 1, 8 y 29`, `intratecales: 12`.
_DOSED_AFTER = re.compile(
    r"\s?(?:(?:,\s)?(?:el|los)\s(?:dias?\s)?\d|d(?:ias?\s)?[+]?\d|\((?:n\s?=\s?)?\d{1,2}\)|[#x]\s?\d{1,2}\b"
    r"|with each\b|con cada\b|"
    r"on\s(?:days?\s)?\d|days?\s\d)"
)
_GIVABLE = frozenset({"chemotherapy", "anthracycline", "immunotherapy", "alkylating agent", "intrathecal chemotherapy"})
_WEIGHING = frozenset({Category.GENETICS, Category.IDENTITY_INSURANCE})
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})
_TRUE = frozenset({Assertion.STATED, Assertion.HISTORICAL})
_SHORTEST, _BACK, _TO_DAY, _LONGEST_HEAD = 4, 60, 30, 6


def classes_spoken(clause: Clause, told: Iterable[Finding], setting: Setting) -> Iterator[Finding]:
    """What a clause says by the name of a class; `told` is what other rules have said of it."""
    if not any(stem in clause.folded for stem in _STEMS) or not _speaks(clause, setting):
        return
    if setting.paper.category in _WEIGHING:
        return
    known = {one.name for one in told}
    drugs = found_in(clause, setting.words.drugs) or found_in(clause, setting.words.regimens)
    for hit in _CLASS.finditer(clause.folded):
        name = _name(hit)
        beside = any(-2 < one.start - hit.end() <= 1 or -2 < hit.start() - one.end <= 1 for one in drugs)
        if name in known or beside or not _is_of_child(clause, hit):
            continue
        when = _day(clause, hit, setting)
        how = _how(clause, hit, setting, when)
        if how is None or (drugs and how in _TRUE and hit[0] != "tit"):
            continue
        known.add(name)
        yield Finding(
            Kind.DRUG,
            name,
            when=when.when if when is not None else None,
            assertion=how,
            citations=(clause.cite(*hit.span()),),
            confidence=clause.confidence,
        )


def _speaks(clause: Clause, setting: Setting) -> bool:
    """Whether a clause is a sentence: no head, no row of a table, no question."""
    asked = clause.text.rstrip().endswith("?") and clause.section not in _SILENT - {Section.QUESTIONS}
    silent = clause.section in _SILENT and not asked
    if silent or setting.table or clause.cells or len(clause.folded) != len(clause.text):
        return False
    short = len(clause.words) < _SHORTEST and _ADVISED.search(clause.folded) is None
    shouted = clause.text.isupper() and len(clause.words) <= _LONGEST_HEAD
    titled = clause.heading == clause.text or shouted or short
    return not titled and not clause.text.rstrip().endswith(":")


def _is_of_child(clause: Clause, hit: re.Match[str]) -> bool:
    text, (start, end) = clause.folded, hit.span()
    if _is_interval(clause, hit) or (hit[0] == "tit" and clause.text[start:end] != "TIT"):
        return False
    before = _OTHER_BEFORE.search(text, max(0, start - _BACK), start) or WATCHED.match(text, end)
    return before is None and _OTHER_AFTER.match(text, end) is None and _NAMED.match(text, end) is None


def _is_interval(clause: Clause, hit: re.Match[str]) -> bool:
    """Whether `QT` is the interval of a tracing, or no capitals at all."""
    if _QT.fullmatch(hit[0]) is None:
        return False
    written, text = clause.text[hit.start() : hit.end()], clause.folded
    of_heart = _INTERVAL_AFTER.match(text, hit.end()) or _INTERVAL_BEFORE.search(text, 0, hit.start())
    return not written[:2].isupper() or of_heart is not None


def _day(clause: Clause, hit: re.Match[str], setting: Setting) -> Occasion | None:
    """The only day of a clause, where it stands right behind the word."""
    days = occasions(clause.text, setting.paper)
    near = len(days) == 1 and 0 <= days[0].start - hit.end() <= _TO_DAY
    return days[0] if near and not re.search(r"[,;]", clause.text[hit.end() : days[0].start]) else None


def _how(clause: Clause, hit: re.Match[str], setting: Setting, when: Occasion | None) -> Assertion | None:
    start, end = hit.span()
    if clause.text.rstrip().endswith("?"):
        return Assertion.CONDITIONAL if is_wondered(clause, start) else None
    how = said(clause, start, end, setting, when)
    if how is Assertion.FAMILY:
        return None
    fate = _held_beside(clause.folded, start, end)
    if fate and how in _TRUE and _PUT_OFF.search(fate):
        return Assertion.PLANNED
    if (
        fate
        and how in _TRUE
        and _NOW.search(clause.folded, max(0, start - _TO_DAY), min(len(clause.text), end + _BACK))
    ):
        return Assertion.NEGATED
    if how is Assertion.UNCERTAIN:  # one that may be was not given yet
        how = Assertion.STATED if tolerated(clause, start) else Assertion.CONDITIONAL
    advised = _ADVISED.search(clause.folded)
    if advised is not None and how in _TRUE and not _is_given(clause, hit):
        return Assertion.NEGATED if advised["no"] or advised["not"] else Assertion.PLANNED
    return None if how in _TRUE and not _is_given(clause, hit) else how


def _held_beside(text: str, start: int, end: int) -> str:
    """The words beside a class that say that it was held or put off, else ""."""
    found = _HELD_AFTER.match(text, end) or _HELD_BEFORE.search(text, max(0, start - _BACK), start)
    return found[0] if found is not None else ""


def _is_given(clause: Clause, hit: re.Match[str]) -> bool:
    if _name(hit) not in _GIVABLE:
        return False
    before = _GIVEN_BEFORE.search(clause.folded, max(0, hit.start() - _BACK), hit.start())
    dosed = hit["intrathecal"] is not None and _DOSED_AFTER.match(clause.folded, hit.end()) is not None
    return dosed or before is not None or _GIVEN_AFTER.match(clause.folded, hit.end()) is not None


def _name(hit: re.Match[str]) -> str:
    target = hit["target"] or hit["de"]
    if target:
        shown = _TARGET_NAMES.get(target, target.upper() if len(target) <= _SYMBOL else target)
        return f"{shown} inhibitor"
    key = next(key for key in _KEYS if hit[key])
    return _NAMES.get(key, key)
