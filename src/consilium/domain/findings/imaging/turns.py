"""Where a sentence that quotes a study turns to another matter: an operation, a biopsy, a laboratory, what was decided
or the child's course. What follows was seen on no picture, nor was what stands before the study's name.

`Consulta por fiebre, y en la TC se observa un nódulo, por lo que se realiza biopsia con resultado de ...`: of the study
is `TC se observa un nódulo`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from consilium.domain.findings.imaging.imagingstudies import modalities_in
from consilium.domain.findings.imaging.lesionsizes import Words
from consilium.domain.findings.imaging.saidparts import cut
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import spans_in, words_between

_LEADS = (
    r"(?:(?:por (?:lo (?:que|cual|tanto)|ello|este motivo|ese motivo)|(?:con|tras|ante) lo (?:que|cual)"
    r"|(?:motivo|raz[oó]n) por (?:el|la) cual"
    r"|(?:tras|ante|con|dad[oa]s?) (?:est[ae]s?|dichos?|tales|los|el) (?:hallazgos?|resultados?)"
    r"|posteriormente|finalmente|entonces|adem[aá]s|tambi[eé]n"
    r"|y|e|as[ií] que|therefore|so|then|and|subsequently|en [a-z]{4,10}(?: de(?:l)?)? \d{4}"
    r"|el (?:d[ií]a )?\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|el \d{1,2} de [a-z]{4,10}(?: del? \d{4})?)\W{1,2}){0,3}"
)
_DOES = (
    r"(?:se (?:le )?(?:decid|inici|realiz|practic|interv|interven|solicit|plante|indic|administr|proced"
    r"|program|tom[aoó]|biops|extirp|resec|coloc|deriv"
    r"|remit|ingres|complet|propus|propon|hizo|llev|efect|punc|paut|cambi|suspend|traslad|recomend|opt[aoó]"
    r"|extrae|extraj|instaur|sospech)\w*"
    r"|(?:decidi[eé]|inici[aá]|realiz[aá]|practic[aá]|solicit[aá]|plante[aá]|indic[aá]|procedi[eé]"
    r"|program[aá]|recomend[aá]|coloc[aá]|deriv[aá]|remiti[eé]|complet[aá]"
    r"|paut[aá]|administr[aá])ndo(?:se)?(?:l[eao]s?)?|(?:comenz|inici|ingres|recib|falleci)(?:ando|iendo|[oó]|i[oó])"
    r"|(?:fue|es|ha sido|era|siendo) (?:intervenid|operad|tratad|derivad|remitid|ingresad|dad|trasladad"
    r"|sometid|valorad|evaluad)[oa]\w*"
    r"|(?:(?:she|he|the (?:patient|child|boy|girl|infant)|patient) )?(?:underwent|was (?:taken|admitted"
    r"|started|discharged|transferred|referred|given|treated))"
    r"|(?:a |an |the )?(?:surgical |bone marrow |needle |excisional |open )?(?:biops\w+|resection"
    r"|lumbar puncture|bronchoscopy|laparotomy)(?: of [^.,;]{2,40})? (?:was|were|is|showed|confirmed"
    r"|revealed)"
    r")\b"
)
_OTHER = (
    r"(?:(?:la|el|las|los|una?|su|cuy[ao]s?|con|mediante|m[aá]s|de)\s){0,2}"
    r"(?:biopsias?|PAAF|BAG|punci[oó]n|citolog[ií]as?|anatom[ií]a patol[oó]gica|(?:examen|estudio"
    r"|an[aá]lisis|resultado|informe) (?:anatomo|histo|cito|inmunohisto|micro|de la biopsia)\w*"
    r"|(?:resultado )?anatomopatol\w+|histolog[ií]a|broncoscopias?|laparoscop\w+|laparotom\w+"
    r"|electroencefalo\w+|EEG|electrocardio\w+|ECG|EKG|anal[ií]ticas?|hemograma|laboratorio"
    r"|(?:exploraci[oó]n|examen) (?:f[ií]sic|neurol|cl[ií]n|oftalm|otorr|gen|abdom)\w*"
    r"|l[ií]quido cefalorra\w+|audiometr\w+|endoscop\w+|gastroscop\w+|colonoscop\w+|marcadores|serolog\w+"
    r"|(?:el|la) (?:paciente|ni[nñ][oa]|menor|enferm[oa]))\b"
)
# A boundary, and what begins behind it.
_TURN = re.compile(
    rf"(?:[,;.]\s|\s(?=se (?:le )?(?:decid|acord|acuerd|opt))|\s(?=(?:y|e|and|por lo|con lo|tras lo|ante lo"
    rf"|so|then)\s))(?={_LEADS}(?:{_DOES}|{_OTHER}))",
    re.IGNORECASE,
)
_OPENS_TURNED = re.compile(rf"\W{{0,4}}{_LEADS}(?:{_DOES}|{_OTHER})", re.IGNORECASE)
# How a text says what a study showed.
_SEES = (
    r"(?:muestra|mostr|evidenci|objetiv|observ|apreci|visualiz|identific|confirm|describ|detect|demuestr"
    r"|demostr|encontr|encuentr|revel|inform|descart|report"
    r"|constat|present(?:a|aba|[oó])\b|pone de manifiesto|hallazgo|fue(?:ron)? normal|result[oó]|se ven?\b"
    r"|show(?:s|ed|ing|n)\b|reveal|demonstrat|was (?:normal|negative|unremarkable))"
)
_SHOWN = re.compile(rf"(?<!para )(?<!to )(?<!would )\b{_SEES}", re.IGNORECASE)
# What stands before a study's name and bears on what it showed: a condition, a relative, a denial, what is to come.
_BEARS = re.compile(
    r"\b(?:si|if|unless|until|hasta que|cuando|when|once|en caso|in case|should|would|could|may|might|will"
    r"|podr\w+|deber\w+|whether|antecedentes? de|history of|known"
    r"|conocid[oa]s?|herman[oa]s?|madre|padre|abuel[oa]s?|prim[oa]|t[ií][oa]|mother|father|sisters?"
    r"|brothers?|uncle|aunt|cousin|grand\w+|family|twin|gemel[oa])\b"
    r"|\b(?:no|not|never|nunca|sin|without|ni|nor|neither|ning[uú]n\w?)\s(?:(?!y\b|and\b|e\b)[^\s,.;:]+\s){0,4}$"
    r"|\b(?:compar\w+|respecto|frente)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
# `dados los hallazgos de la TC se decide ...`: why it was decided, and nothing that it showed.
_REASON = re.compile(
    r"\b(?:dad[oa]s?|ante|tras|con|vist[oa]s?|given|based on|in view of)\s(?:(?:los|el|las|la|the"
    r"|these)\s)?(?:hallazgos?|resultados?|findings?|results?)\b.{0,30}$",
    re.IGNORECASE,
)
_PART = re.compile(r"[,;.]\s(?!\d)|\s(?:y|and|que|who|which)\s(?!\d)", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:solicit|decid|indic|plante|program|pid(?:e|i[oó])|complet|sug(?:er|ier|ir)|recom(?:end|iend)"
    r"|propu|propon|aconsej|opt[aó]|request|order|schedul|plan|no\b|sin\b|without)",
    re.IGNORECASE,
)
_FEW_AHEAD, _DENIAL_REACH = 3, 160
# What a study shows behind what it denies: `descartan afectación a otro nivel y describen una masa`.
_SHOWS_TOO = (
    r"(?:se\s)?(?:describ|muestra|mostr|confirm|objetiv|identific|evidenci|aprecia|observ|visualiz|detect|show"
    r"|reveal|demonstrat|confirm|describ)"
)
_GOES_ON = re.compile(rf"[,;]?\s(?:y|pero|aunque|si bien|and|but)\s(?={_SHOWS_TOO})", re.IGNORECASE)
_OPENS_SHOWING = re.compile(rf"\s*{_SHOWS_TOO}", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:descart\w+|no|sin|not?|without|libre de|free of|ruled out|excluded?)\b", re.IGNORECASE)


def apart_at_turns(paper: Paper, words: Words) -> Paper:
    """The paper with each sentence that quotes a study cut where it turns to another matter."""
    told = tuple(part for one in paper.clauses for part in _apart(one, words))
    return replace(paper, clauses=told) if len(told) > len(paper.clauses) else paper


def goes_on_showing(clause: Clause) -> bool:
    """Whether it is the rest of a sentence that goes on to what its study showed."""
    return _OPENS_SHOWING.match(clause.text) is not None and not clause.text[:1].isupper()


def is_turned(clause: Clause) -> bool:
    """Whether a sentence without a study of its own begins with another matter, so that it goes on with none."""
    return _OPENS_TURNED.match(clause.text) is not None


def from_study(clause: Clause, words: Words) -> Clause:
    """What a sentence tells from the part on that names its study, where other parts lead to it and the study shows
    something behind its name; from the name on where it is first asked for (`se solicita una TC que muestra ...`)."""
    named = modalities_in(clause, words) if not clause.cells else []
    found = named or (spans_in(clause, words.lists["examinations"]) if not clause.cells else [])
    if not found or len(words_between(clause.text, 0, found[0].start)) < _FEW_AHEAD:
        return clause
    start = found[0].start
    if (named and _SHOWN.search(clause.text, found[0].end) is None) or _BEARS.search(clause.text, 0, start):
        return clause
    first = max((one.end() for one in _PART.finditer(clause.text, 0, start)), default=0)
    if _SHOWN.search(clause.text, first, start) is not None:  # `se observa una masa en la TC`: told before the name
        return clause
    first = start if _ASKS.search(clause.text, first, start) else first
    return cut(clause, first, len(clause.text)) if first else clause


def _apart(clause: Clause, words: Words) -> list[Clause]:
    if clause.cells or not (modalities_in(clause, words) or spans_in(clause, words.lists["examinations"])):
        return [clause]
    named = modalities_in(clause, words) or spans_in(clause, words.lists["examinations"])
    shows = [*spans_in(clause, words.lists["shows"]), *spans_in(clause, words.lists["normal"])]
    turns = [one.end() for one in _TURN.finditer(clause.text) if one.start() >= named[0].end]
    reason = _REASON.search(clause.text, 0, named[0].start) is not None
    # `radiografía y ECG normales` turns to nothing before it has told what it showed.
    bounds = [
        0,
        *(
            at
            for at in turns
            if reason or any(named[0].end <= one.start < at for one in shows) or _SHOWN.search(clause.text, 0, at)
        ),
        len(clause.text),
    ]
    denied = [
        one.end()
        for one in _GOES_ON.finditer(clause.text)
        if _DENIES.search(clause.text, max(named[0].end, one.start() - _DENIAL_REACH), one.start())
    ]
    bounds = sorted({*bounds, *(at for at in denied if at > named[0].end)})
    return [cut(clause, first, last) for first, last in pairwise(bounds) if clause.text[first:last].strip()]
