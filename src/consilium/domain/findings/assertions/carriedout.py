"""What was decided, asked for or arranged in a history and then done: `se decide mastectomía ... La pieza mostró`, `se
solicita PET, sin evidenciar otra lesión`, `se decide radioterapia, que finaliza el 3 de mayo`, `it was decided to start
dexamethasone; after two doses she improved`. A history tells its decisions in the past or in the historical present;
what follows from one tells that it was carried out. What is weighed, awaited or came to nothing stays as it is said.

Texts are folded; what stands between is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum

from consilium.domain.findings.assertions.narrated import given_for_doubt
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.lastmatch import last_match
from consilium.domain.phrases import fold
from consilium.domain.sorting.casehistories import case_history

_AHEAD = frozenset({Assertion.PLANNED, Assertion.PENDING, Assertion.CONDITIONAL})
_DONE_TO = frozenset({
    Kind.MENTION, Kind.SURGERY, Kind.DRUG, Kind.MEDICINE, Kind.RADIATION, Kind.CYCLE, Kind.PROTOCOL, Kind.TRANSPLANT,
    Kind.SPECIMEN,
})  # fmt: skip
_SEEN_ON = frozenset({Kind.IMAGING, Kind.RESPONSE, Kind.TOXICITY, Kind.MEASUREMENT, Kind.CONDITION, Kind.DIAGNOSIS})
_GIVEN = frozenset({Kind.MEDICINE, Kind.DRUG, Kind.RADIATION, Kind.SURGERY})
_DOUBTED = frozenset({Assertion.UNCERTAIN, Assertion.CONDITIONAL})
_NO_HISTORY = frozenset({Section.PLAN, Section.GENERAL, Section.QUESTIONS, Section.FAMILY_HISTORY, Section.INDICATION})
_ASKED = ("pending", "requested", "planned")
_BACK, _NEXT, _ON, _MOST_PLACES, _SHORT, _NEAR = 230, 3, 260, 40, 60, 90
_RAYS = re.compile(
    r"(?<!\w)(?:radioterap\w+|rt|irradiac\w+|braquiterap\w+|radiat\w+|irradiat\w+|radiother\w+|brachyther\w+)"
)

_ACTS = r"(?:realiz|inici|administr|coloc|complet|comenz|efectu|practic|reinici|continu|escal|cambi|anad|asoci|aplic)"
_DECIDED = re.compile(
    r"(?<!\w)(?:se (?:le )?(?:decid(?:e|io|en|ieron)|opt(?:a|o) por|acuerd(?:a|an)|acordo|consensu(?:a|o)"
    r"|indic(?:a|o)|pauta"
    r"|pauto|program(?:a|o) (?:para|una?|la|el|ciru|inter|biop)?|solicit(?:a|o|an|aron)|pid(?:e|io|en|ieron)"
    r"|complet(?:a|o)"
    r"|deriv(?:a|o)|remit(?:e|io)|considera? (?:candidat\w|subsidiari\w|tributari\w)|considero (?:candidat\w"
    r"|subsidiari\w|tributari\w)|aconsejo|reanud(?:a|o)|planific(?:a|o))"
    r"|decid(?:e|io|en|ieron|imos|iendo|iendose)|opt(?:a|o|amos|aron|ando|andose) por|acordandose"
    r"|solicit(?:andose|ando)"
    r"|(?:es|fue|son) (?:remitid|derivad)[oa]|(?:se )?ingres(?:a|o) para|es programad[oa]|fue programad[oa]"
    r"|se interrumpe[^.;]{0,40} para"
    rf"|(?:remit|deriv|ingres|traslad|envi|acud|interrump|suspend)\w{{1,6}} [^.;]{{0,60}}?para {_ACTS}ar"
    rf"|it was decided|decided to|decision (?:was made|was taken) (?:to|for)|elected to|opted (?:for|to)"
    r"|(?:was|were) (?:then |subsequently )?(?:scheduled|planned|booked|referred|admitted|taken|listed|ordered"
    r"|requested|arranged) (?:for|to|by)"
    r")(?!\w)"
)
# What is no more than weighed, awaited, wished or a condition, at the thing or behind the decision.
_WEIGHED = re.compile(
    r"(?<!\w)(?:valor(?:ar|acion|emos)|considerar|plante(?:a|ar|o|arse)|posib\w+|eventual\w*|futur\w+|proxim\w+"
    r"|pendientes?"
    r"|en espera|a la espera|si|en caso|podria\w*|puede|hasta|antes de|previo a|previst\w+|programad\w+ para el"
    r"|previsiblemente|cuando|candidat[oa] a ensayo"
    r"|rechaz\w+|desestim\w+|descart(?:a|o|ar) (?:la )?(?:ciru|tratam|quimio|radio)\w*|no candidat\w+"
    r"|no subsidiari\w+|sin indicacion|contraindic\w+|no (?:es|era) candidat\w+"
    r"|might|may|could|possib\w+|consider\w*|if|unless|until|awaiting|declin\w+|refus\w+|whether|discuss\w*)(?!\w)"
)
# A sentence of what would be or may be: nothing in it was seen.
_SUPPOSED = re.compile(
    r"(?<!\w)(?:would|will|shall|should|if|unless|could|may|might|in case|si|en caso de que|podria\w*|pueden?"
    r"|deber\w+|riesgo de|risk of)(?!\w)"
)
# What came to nothing, in the words behind or the sentences that follow.
_UNDONE = re.compile(
    r"(?<!\w)(?:rechaz\w+|no (?:se )?(?:lleg|pud|realiz|hiz|inici|complet|administr|practic|recib|acept"
    r"|dio tiempo)\w*|sin llegar|no fue posible"
    r"|desestim\w+|cancel\w+|pospon\w+|pospus\w+|aplaz\w+|demor\w+|mientras espera\w*|en espera de"
    r"|a la espera de|pendientes? de|antes de (?:inici|comenz|realiz|poder)\w*"
    r"|previ(?:o|amente) a su (?:inici|comienz|realiz)\w*|actualmente pendiente|imposib\w+|finalmente (?:no"
    r"|se decide no)|inoperable|irresecable"
    r"|no (?:hech|realizad|practicad|efectuad|inici|comenz)\w+|not (?:yet )?(?:done|made|performed|started|begun"
    r"|given)|pend(?:iente|ing)?(?:s)?"
    r"|declin\w+|refus\w+|cancel+ed|postponed|was not (?:done|performed|started|given)|never (?:done|performed"
    r"|started|given)"
    r"|(?:awaiting|before) (?:the )?(?:start\w*|surgery|treatment))(?!\w)"
)
_ASKED_FOR = re.compile(r"solicit|pid|deriv|remit|order|request|refer|aconsej")
# A day for which something is booked is one to come, when the sentence was written.
_BOOKED = re.compile(r"program|schedul|planned|booked|listed|arranged|planific")
_ON_DAY = re.compile(r"[^.;]{0,50}?(?:\d{1,2}[-/.]\d{1,2}|\d{1,2} de [a-z]{4,10}|\b(?:on|el|para el) \d)")
_LOOKED = (
    r"(?:mostr|muestr(?!as? (?:enviad|remitid|tomad|recibid|de\b|para))|evidenci|objetiv|revel|inform(?!e)|observ"
    r"|confirm(?!ation|aci|ed by)|descart|apreci|identific|demostr|demuestr|detect|visualiz"
    r"|constat|describ|diagnostic(?!o))"
)
_SAW = r"(?:a|o|an|aron|aba|aban|e|en|io|ieron|ia|ian)(?!\w)"
# What tells that it was done: what it showed, its end, its bearing, what came behind it.
_OUTCOME = re.compile(
    r"(?<!\w)(?:"
    rf"(?:que|donde|en (?:el|la|los|las) (?:que|cual(?:es)?)|la cual|el cual|y)\s(?:no\s)?(?:se\s)?{_LOOKED}{_SAW}"
    rf"|{_LOOKED}(?:ando|iendo|andose|iendose)|sin (?:evidenci|objetiv|observ|apreci|hall|detect)\w+"
    rf"|no (?:se )?{_LOOKED}{_SAW}"
    r"|con (?:resultado|hallazgo|diagnostico|respuesta|progresion|mejori|(?:buena|excelente|adecuada|mala"
    r"|aceptable) tolerancia"
    r"|(?:buena|excelente|mala) (?:respuesta|evolucion)|estabil)\w*|sin (?:incidencias|complicaciones|toxicidad"
    r"|mejoria|respuesta|beneficio)"
    r"|presentando|obteni(?:endo|endose)|consiguiendo\w*|tolerando\w*|(?:del|de la|de los|de las) que (?:recibe"
    r"|recibio|lleva|completa)\w*"
    r"|que (?:se )?(?:inici|recib|finaliz|complet|realiz|tolera|toler|termin|fue|lleva|comienza|comenzo|presenta"
    r"|administr)\w*"
    r"|entre (?:los meses de )?[a-z]{4,10} y [a-z]{4,10}|desde el \d|recibiendo|recibe|recibio"
    r"|\d+(?:[ºo])? ciclos?|tras (?:(?:el|la|los|las|\d+|dos|tres|cuatro|seis) )?(?:\w+ )?(?:ciclos?|tratamiento"
    r"|ciru\w+|interv\w+|quimio\w*|radio\w*|finaliz\w+|complet\w+|admin\w+|\d+)"
    r"|despues de (?:la|el|los|las|\d+|dos|tres|cuatro|seis|finalizar|completar)|(?:post ?operatori"
    r"|intraoperatori)\w+|la pieza|finaliz(?:a|o|ando)|concluy\w+|complet(?:a|o|ando)"
    r"|el (?:resultado|informe|estudio) (?:\w+ ){0,2}(?:anatomo|histolog|de la biopsia|fue|es|mostr|inform"
    r"|confirm|revel)\w*"
    r"|which (?:showed|revealed|confirmed|demonstrated|was|were|he|she)|showing|revealing|demonstrating|showed"
    r"|revealed|demonstrated|confirmed"
    r"|tolerat\w+|after (?:the |\d+ |two |three |four |six )?(?:\w+ )?(?:cycles?|surgery|treatment|chemotherapy"
    r"|radiation|procedure|operation)|postoperative\w*|completed|received|underwent"
    r")(?!\w)"
)
# A sentence of things seen: what a study showed, or what came of a treatment.
_SAW_IT = re.compile(
    rf"(?<!\w)(?:{_LOOKED}(?:{_SAW}|ando|iendo|andose|iendose)|presenta(?:ndo|ba)?|obteni(?:endo|endose)|con resultado"
    r"|finaliz(?:a|o|ando)|recib(?:e|io|iendo)|manteni(?:endo|endose)|persistiendo"
    r"|showed|showing|revealed|revealing|demonstrated|was found)(?!\w)"
)
# Words by which a sentence may mean what is still to come.
_TO_COME = re.compile(
    r"(?<!\w)(?:will|shall|should|would|plan\w*|next|upcoming|to be|scheduled|recommend\w*|consider\w*|if|unless"
    r"|return|follow-?up|going to"
    r"|\w+r(?:a|an|emos)(?= (?:a|el|la|en|con|una?|los|las|para|seguimiento|control))|propone\w*|propuso|ofrece"
    r"|ofrecio|recomiend\w+|suger\w+|sugier\w+|valorar|considerar"
    r"|pendientes?|previst\w+|programad\w+|proxim\w+|candidat\w+|si|en caso|plante\w+|hasta|decid\w+|solicit\w+"
    r"|indic\w+)(?!\w)"
)
# A study or an operation that its own words tell as made, whatever else its sentence plans.
_MADE_BEFORE = re.compile(
    r"(?<!\w)(?:underwent|(?:she|he|patient|and|also|has|who) had|received|(?:was|were) found to have"
    r"|went on to have|"
    r"(?:se|le)(?: le)? (?:realiz(?:a|o|an|aron)|practic(?:a|o|an|aron)|efectu(?:a|o|an|aron)|hizo|hicieron"
    r"|intervino)|(?:realiz|practic|efectu)(?:andose|ando)"
    r"|al repetir|tras|revisad[oa]s?|status post|s/p) (?:(?:an?|the|another|the following|repeat|una?|la|el|las"
    r"|los|estudio de|con|quirurgicamente|valoracion por|exam\w*)\s)*(?:[\w/-]{2,14}\s){0,2}$"
)
_MADE_BEHIND = re.compile(
    r"(?:[\s,](?!(?:to|for|if|will|should|para|si|no)\b)[\w/()-]{1,16}){0,5}?,?\s(?:(?:that|which|que|donde|y"
    r"|and) )?(?:se )?(?:le )?(?:shows?|showed|revealed|demonstrated|was found|is (?:normal|negative"
    r"|unremarkable)|"
    rf"(?:was|were) (?:done|performed|obtained|taken|completed|normal|negative|positive|unremarkable|consistent"
    rf"|significant|notable)|came back|results came back|{_LOOKED}{_SAW}|persiste|presenta(?:ndo)?"
    rf"|se decid\w+|decidiendo\w*|se acuerd\w+|se acordo|resulto\w*|realizad[oa]s?|que se realiza)(?!\w)"
    r"|(?:\s[\w-]{2,14}){0,2}\s?\((?:[^()]{0,20}\s)?(?:\d{1,2}[-/])?\d{1,2}[-/]\d{2,4}\)\s?:"
)
_WILL = re.compile(
    r"(?<!\w)(?:will|shall|should|would|if|unless|could|may|might|to be|recommend\w*|consider\w*|plan(?:ned|s)?"
    r"|si|podria\w*|se recomienda|propuso|propone|pendiente\w*|solicitar\w*|order\w*|obtain|schedule\w*"
    r"|repeat(?= an?\b)|not|no|denie[sd]|never|nunca|sin|rechaz\w+|refus\w+|declin\w+|in order to|para (?:ver"
    r"|valorar|considerar)|hold|check)(?!\w)"
    r"|(?<!\w)(?:para (?:garantizar|facilitar|permitir|intentar|evitar)|en (?:los |las )?(?:pacientes|casos"
    r"|ninos|ninas))(?!\w)"
)
_EVENT = re.compile(
    r"(?<!\w)(?:se (?:le )?[a-z]{3,12}(?:a|e|o|an|en|aron|ieron)|[a-z]{3,12}(?:andose|iendose)|presenta(?:ba)?"
    r"|present[oe]|acud(?:e|io)|ingres(?:a|o)|inici(?:a|o)|recib(?:e|io)"
    r"|fue|estuvo|evolucion(?:a|o)|fallec(?:e|io)|actualmente|continu(?:a|o)|persist(?:e|io)|permanec(?:e|io)"
    r"|muestra|mostro|tras|a los \d|was|were|had|underwent)(?!\w)"
)


class _Fate(Enum):
    """What became of a thing in one of its places."""

    DONE = "done"
    OPEN = "open"
    SILENT = "silent"  # nothing there is ahead


def carried_out(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with what was decided or asked for stated where its sentence or those that follow tell it done."""
    history: bool | None = None
    for one in found:
        if one.kind in _GIVEN and one.assertion in _DOUBTED and one.quote and _all_given(one, paper):
            yield replace(one, assertion=Assertion.STATED)
            continue
        if one.assertion not in _AHEAD or not one.quote or one.kind not in _DONE_TO | _SEEN_ON:
            yield one
            continue
        if history is None:
            history = case_history(paper.reading.pages, named=False) is not None
        fates = list(_fates(one, paper, history))
        if _Fate.DONE not in fates or _Fate.OPEN in fates:
            yield one
        elif one.kind is not Kind.MENTION:
            yield replace(one, assertion=Assertion.STATED)
        elif one.name != one.value or one.detail.get("status") not in _ASKED:  # of a test that nobody knows, nothing
            yield replace(one, assertion=Assertion.STATED, detail={**one.detail, "status": "performed"})


def _all_given(one: Finding, paper: Paper) -> bool:
    """Whether a treatment was given for what was only feared or suspected, wherever its words stand."""
    places = [paper.clauses[at] for at in paper.places_of(one.quote)[:_MOST_PLACES]]
    told = [
        clause.section not in _NO_HISTORY
        and len(clause.folded) == len(clause.text)
        and given_for_doubt(clause.folded[: _place(one, clause.text.find(one.quote))[0]])
        for clause in places
    ]
    return bool(told) and all(told)


def _fates(one: Finding, paper: Paper, history: bool) -> Iterator[_Fate]:
    places = paper.places_of(one.quote)
    for at in places if len(places) <= _MOST_PLACES else ():
        clause = paper.clauses[at]
        if clause.cells or clause.section in _NO_HISTORY or len(clause.folded) != len(clause.text):
            yield _Fate.OPEN
            continue
        start, end = _place(one, clause.text.find(one.quote))
        if one.kind in _SEEN_ON:
            yield _seen(clause.folded, start)
            continue
        if start < 0:
            yield _Fate.OPEN
            continue
        behind = paper.clauses[at + 1 : at + 1 + _NEXT]
        yield _done(clause.folded, start, end, behind, history)


def _place(one: Finding, first: int) -> tuple[int, int]:
    """Where the thing stands in a clause whose quote begins at `first`; -1 where a long quote does not tell."""
    inner = one.quote.find(one.value) if one.value else -1
    if inner >= 0:
        return first + inner, first + inner + len(one.value)
    named = _RAYS.search(fold(one.quote)) if one.kind is Kind.RADIATION else None
    if named is not None:
        return first + named.start(), first + named.end()
    known = len(one.quote) <= _SHORT or one.kind in _SEEN_ON
    return (first, first + len(one.quote)) if known else (-1, -1)


def _seen(text: str, start: int) -> _Fate:
    """Of what a study showed or a treatment did: whether its sentence is one of things seen."""
    before = text[max(0, start - _BACK) : max(start, 1)]
    outcome = last_match(_SAW_IT, text if start == 0 else before)
    if outcome is None or text.rstrip().endswith("?") or _SUPPOSED.search(text if start == 0 else before):
        return _Fate.OPEN
    return _Fate.OPEN if _WEIGHED.search(before[outcome.end() :]) and start else _Fate.DONE


def _done(text: str, start: int, end: int, behind: Sequence[Clause], history: bool) -> _Fate:
    """Of a study or a treatment at `text[start:end]`."""
    before = text[max(0, start - _BACK) : end]
    decided = last_match(_DECIDED, before)
    if text.rstrip().endswith("?"):
        return _Fate.OPEN
    if decided is None:
        if _is_made(text, start, end):
            return _Fate.OPEN if _UNDONE.search(text, start, end + _NEAR) else _Fate.DONE
        return _Fate.OPEN if _TO_COME.search(text) else _Fate.SILENT
    if _WEIGHED.search(before[decided.start() :]) or _negated(before, decided.start()):
        return _Fate.OPEN
    rest = text[end : end + _ON]
    if _UNDONE.search(rest) or (_BOOKED.search(decided[0]) and _ON_DAY.match(rest)):
        return _Fate.OPEN
    if _OUTCOME.search(rest):
        return _Fate.DONE
    if not history and _ASKED_FOR.search(decided[0]):
        return _Fate.OPEN  # a note asks for what is to come
    return _followed(behind, history)


def _is_made(text: str, start: int, end: int) -> bool:
    """Whether the words right before or behind a study or an operation tell it as made."""
    low = max((text.rfind(mark, 0, start) for mark in (". ", "; ", ": ")), default=-1) + 1
    made = _MADE_BEFORE.search(text, low, start) or _MADE_BEFORE.search(text, low, min(end, start + 24))
    made = made or _MADE_BEHIND.match(text, end)
    return made is not None and _WILL.search(text, low, max(end, made.end())) is None


def _negated(text: str, start: int) -> bool:
    return re.search(r"(?<!\w)(?:no|not|sin|si|if)\s$", text[:start]) is not None


def _followed(behind: Sequence[Clause], history: bool) -> _Fate:
    """Whether the sentences that follow tell of what came behind a decision."""
    told = [one for one in behind if not one.cells and one.section not in _NO_HISTORY]
    if any(_UNDONE.search(one.folded) for one in told[:2]):
        return _Fate.OPEN
    if any(_OUTCOME.search(one.folded) for one in told):
        return _Fate.DONE
    return _Fate.DONE if history and any(_EVENT.search(one.folded) for one in told) else _Fate.OPEN
