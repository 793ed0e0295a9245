"""Spanish verbs of doing that lead straight to a treatment: what a history tells as done is so, whatever else its
sentence denies, fears or decides: `no se vieron metástasis y se realizó exéresis`, `dado el riesgo de sangrado se
inicia gemcitabina`, `inició quimioterapia según el esquema de`, `se decide resección, que se lleva a cabo en mayo`.

And what a study did not show, or was made to rule out, is no denial of the study: `gastroscopia donde no se aprecian
varices`, `se descartaron metástasis mediante biopsia`. Texts are folded; what stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.saidingeneral import told_of_many
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.lastmatch import last_match

_BACK, _FAR, _SENTENCE = 130, 230, re.compile(r"[.;:!?](?=\s|$)|\n")
_OPEN = frozenset({Assertion.NEGATED, Assertion.CONDITIONAL, Assertion.PLANNED, Assertion.UNCERTAIN})
_SECTIONS = frozenset({Section.GENERAL, Section.QUESTIONS, Section.FAMILY_HISTORY, Section.PLAN})
_TO_DO = r"(?:realizar|practicar|efectuar|iniciar|colocar|administrar|hacer|comenzar)(?:l[ea]s?)?"
_VERB = re.compile(
    r"(?<!\w)(?:"
    r"(?:y?se|sele)\s(?:le[s]?\s|l[oa]s?\s)?(?:ha[n]?\s|hubo de\s|tuvo que\s)?(?:realiz(?:a|o|an|aron|ado)"
    r"|practic(?:a|o|an"
    r"|aron|ado)|efectu(?:a|o|an|aron|ado)|llev(?:a|o|aron|ado) a cabo|hizo|hicieron|administr(?:a|o|an|aron"
    r"|ado)|inici(?:a"
    r"|o|an|aron|ado)|comenzo|comienza|comenzaron|someti(?:o|do)|somete|interv(?:iene|ino)|extirp(?:a|o)|reseco"
    r"|coloc(?:a"
    r"|o|aron)|complet(?:a|o)|proced(?:e|io) a(?:l| la| el)?)"
    r"|(?:realiz|practic|efectu|administr|inici)andose(?:le)?|llevandose a cabo|procediendose a(?:l| la)?"
    r"|sometiendose a"
    r"|(?<!se )realiz(?:a|o)|recib(?:io|e|iendo|ieron)|ha recibido|habia recibido|inici(?:a|aron|ando)"
    r"|inicio(?!\s(?:de|del|ciclo|cura|dia)\b)|comenzo|comienza"
    r"|complet(?:o|ando)|precis(?:o|ando)|requiri(?:o|endo)|fue (?:necesari[oa]|preciso)|se hizo necesari[oa]"
    r"|(?:hubo|tuvo) (?:que|de)|obligo a"
    r"|(?:fue(?:ron)?\s)?(?:intervenid[oa]s?|operad[oa]s?|sometid[oa]s? a|tratad[oa]s? (?:con|mediante))"
    r"|(?:llev(?:a|o)|ingres(?:a|o)|pas(?:a|o))\s[^.;,]{0,30}?\b(?:al?|en) quirofano para"
    r")(?!\w)"
)
# What was decided on is not denied by what stands before the decision: `EGFR no mutado, decidimos iniciar erlotinib`.
_DECIDES = re.compile(
    r"(?<!\w)(?:se\s)?(?:decid\w+|acord(?:o|amos|aron)|acuerda|opt(?:a|o|amos|aron) por)\s"
    rf"(?:la realizacion de|{_TO_DO}"
    r"(?:\stratamiento con)?)(?!\w)"
)
# What ends the reach of such a verb: a denial, another verb, a purpose, what was only asked for.
_STOPS = re.compile(
    r"(?<!\w)(?:no|sin|ni|nunca|tampoco|si|que|para|se|pero|aunque|donde|salvo|excepto|sino|posibles?|probables?"
    r"|pendientes?|previst[oa]s?|programad[oa]s?|solicit\w+|interconsult\w+|propuest\w+|consentimiento\w*|peticion\w*"
    r"|indicacion\w*|plan\w*|valora\w+|pedido|orden|discu\w+|comite|sesion|tramite\w*|busqueda|gestion\w*|autoriza\w+"
    r"|evalua\w+|estudios?|alternativa\w*|opcion\w*|informe\w*|revision\w*|seguimiento|suspen\w+|retir\w+"
    r"|decid\w+|ante"
    r"|tras|despues|luego|antes|previ[oa]s?|descart\w+|negativ\w+|esper\w+|cuando|hasta|desde|como"
    r"|candidat\w+|contraindic\w+|en vez|en lugar|futur\w+|proxim\w+)(?!\w)"
)
# Why it was done, or how, in an aside: `se inicia, dado el riesgo de sangrado, gemcitabina`.
_WHY = re.compile(r",\s(?:dad[oa]s?|ante|por|debido a|tras|bajo|previ[oa]|con)\s[^,.;:]{3,130},")
_GOAL = re.compile(rf"\s(?:para\s)?(?:{_TO_DO})(?!\w)")
# Before the verb: its own denial, a condition, a plan that governs it.
_NOT_DONE = re.compile(
    r"(?<!\w)(?:no|nunca|tampoco|sin|jamas|ni|a[uv]n no)\s(?:(?:le|se|les|lo|la|ha|han|fue|habia|sido|que"
    r"|llego a)\s){0,3}$"
)
_IF = re.compile(
    r"(?<!\w)(?:si|en caso|cuando|siempre que|de no|de ser|a menos|hasta que|salvo que|una vez que|antes de"
    r"|podria|puede"
    r"|pueden|habria|deberia|suele[n]?|general\w*|habitual\w*|normal\w*|pacientes|casos|paciente que"
    r"|en (?:los|las) nin[oa]s|nin[oa]s con|se recomienda|autores|literatura|madre|padre|herman[oa]|abuel[oa]"
    r"|ti[oa]|prim[oa]|alguien|foro|grupo"
    r"|otr[oa]s? (?:nin[oa]s?|pacientes?|hij[oa]s?|mama|papa|famil\w+))(?!\w)"
)
_UNDONE = re.compile(
    r"[^.;]{0,60}?\b(?:no se (?:realiz|hiz|pud|lleg|llev|administr|inici)|no fue posible|no posible|imposible"
    r"|que rechaz|frustrad|cancel\w+"
    r"|pospus|pospuest|aplaz|sin llegar|denegad|no autoriz"
    r"|cuando (?:[\w-]{2,14} ){0,4}?(?:superen?|suban?|lleguen?|alcancen?|recuperen?|sean?|esten?|hayan?|tengan?"
    r"|mejoren?|bajen?|permitan?)\b)"
)
_CARRIED_OUT = re.compile(
    r"(?:\s(?!(?:no|si|se|que|pero|y|o)\b)[\w/-]{1,18}){0,6}?\s?,?\s(?:y\s)?(?:l[oa] |el )?(?:(?:cual"
    r"|que)\s)?se (?:le )?"
    r"(?:lleva|llevo|realiza|realizo|practica|practico|efectua|efectuo)\s(?:a cabo\s)?(?:el|en|con|sin|al|mediante)\s"
)
_CARRIED = re.compile(
    r"[,;]\s(?:l[oa] |el )?(?:cual|que)\sse (?:le )?(?:lleva|llevo|realiza|realizo|practica|practico|efectua"
    r"|efectuo)\s"
    r"(?:a cabo\s)?(?:el|en)\s[^.;]{0,60}$"
)
# A study that one looks with, and what it did not show.
_SHOWED_NONE = re.compile(
    r"\s(?:descart|exclu)(?:a|o|aron|an|ye|yo)\s"
    r"|(?:\s(?!(?:no|se|si|pero|y|e|o|ni)\b)[\w/-]{1,18}){0,5}?\s?,?\s"
    r"(?:(?:donde|en (?:la|el) (?:que|cual)|que|la cual|el cual)\s)?no (?:se\s)?(?:logr\w+\s)?"
    r"(?:aprecia|observ|evidenci|mostr|muestr|demostr|demuestr|hall|encontr|encuentr|detect"
    r"|objetiv|visualiz|revel|identific|vio\b|vieron)"
)
# `Puesto que han transcurrido 5 años desde la nefrectomía, deberíamos considerar`.
_LONG_SINCE = re.compile(r"(?<!\w)(?:transcurrid|pasad)\w+\s[^.;]{0,30}\sdesde\s(?:la|el|su)\s$")
# `biopsia, siendo negativa para células malignas`; `sin afectación de los 18 ganglios resecados`.
_RESULT_NONE = re.compile(
    r"(?:\s(?!(?:no|se|si|pero|y|e|o|ni)\b)[\w/-]{1,18}){0,4}?\s?,?\s(?:siendo|resultando|con resultados?"
    r"|que (?:fue|fueron|result\w+)|fue|fueron"
    r"|(?:which |that )?(?:was|were))?\s?negativ(?:[oa]s?|e)(?! (?:por|a la espera))"
)
_NONE_IN = re.compile(
    r"(?<!\w)(?:sin|no|without)\s(?:evidencia de |evidence of )?(?:afectacion|infiltracion|invasion|compromiso"
    r"|metastasis|tumor|tumou?r|disease|involvement|malignancy)(?:\s\w+)?"
    r"\s(?:de|en|in|of)\s(?:(?:los|las|the|all|todos|otros|\d{1,2})\s){0,3}$"
)
_RULED_OUT_BY = re.compile(
    r"(?<!\w)se (?:descart|exclu)\w+\s[^.;,]{3,70}\s(?:mediante|por|con|a traves de|tras)\s(?:(?:la|una?|el)\s)?$"
)


# Where one looked and what was seen: `En la TC de reevaluación de marzo se evidencia progresión`.
_OPENS_WITH = re.compile(r"(?:^|[\s,(])(?:en|por|mediante)\s(?:(?:la|una?|el|sucesivas?|ultim[oa]|nuev[oa])\s){0,3}$")
_SHOWED = re.compile(
    r"(?:\s(?!(?:no|si|que|para|pero|y|cuando)\b)[\w/().,-]{1,18}){0,10}?\s?[,:]?\s(?:se\s)?(?:evidenci(?:a|o|an"
    r"|aron)|objetiv(?:a"
    r"|o|an|aron)|observ(?:a|o|an|aron|andose)|apreci(?:a|o|an|aron|andose)|muestra[n]?|mostr(?:o|aron)"
    r"|present(?:a|o|aba)"
    r"|demuestra|demostro|constat(?:a|o|an)|revel(?:a|o)|informa(?:n|ba)?|detect(?:a|o|an))(?!\w)"
)


def done_here(clause: Clause, start: int, end: int, said: Assertion) -> Assertion:
    """`said` of the treatment at `text[start:end]`, or that it is stated where a verb of doing leads straight"
    " to it."""
    text = clause.folded
    if said not in _OPEN or clause.cells or clause.section in _SECTIONS or len(text) != len(clause.text):
        return said
    if text.rstrip().endswith("?") or _UNDONE.match(text, end):
        return said
    if _is_led(text, start, _VERB) or _is_carried_out(text, start, end, said):
        return Assertion.STATED
    return Assertion.PLANNED if said is Assertion.NEGATED and _is_led(text, start, _DECIDES) else said


def operation_done(clause: Clause, start: int, end: int, said: Assertion) -> Assertion:
    """The same of an operation; one of which only what it found is denied is stated, too."""
    said = done_here(clause, start, end, said)
    if said is Assertion.PLANNED and _LONG_SINCE.search(clause.folded, max(0, start - _BACK), start):
        return Assertion.STATED
    if said is not Assertion.NEGATED or clause.cells or len(clause.folded) != len(clause.text):
        return said
    text, low = clause.folded, max(0, start - _BACK)
    seen = _SHOWED_NONE.match(text, end) is not None or _RULED_OUT_BY.search(text, low, start) is not None
    seen = seen or _RESULT_NONE.match(text, end) is not None or _NONE_IN.search(text, low, start) is not None
    return Assertion.STATED if seen and _NOT_DONE.search(text[low:start]) is None else said


def study_done(clause: Clause, start: int, end: int, said: Assertion) -> Assertion:
    """The same of a study or an operation named at `text[start:end]`, maybe with its verb, or by what it showed."""
    made = operation_done(clause, start, end, said)
    if made is not said or said not in _OPEN or clause.cells or clause.section in _SECTIONS:
        return made
    text = clause.folded
    low = max((mark.end() for mark in _SENTENCE.finditer(text, max(0, start - 4 * _BACK), start)), default=0)
    if len(text) != len(clause.text) or text.rstrip().endswith("?") or _IF.search(text, low, start):
        return said
    if _VERB.match(text, start, end) and _STOPS.search(text, start + 3, end) is None:
        return said if _NOT_DONE.search(text[max(low, start - 40) : start]) else Assertion.STATED
    ahead = said in (Assertion.PLANNED, Assertion.CONDITIONAL)
    shown = ahead and _SHOWED.match(text, end) and _OPENS_WITH.search(text, low, start)
    return Assertion.STATED if shown else said


def _is_led(text: str, start: int, verbs: re.Pattern[str]) -> bool:
    """Whether the nearest of such verbs before `start` reaches it."""
    low = max((mark.end() for mark in _SENTENCE.finditer(text, max(0, start - 4 * _BACK), start)), default=0)
    found = last_match(verbs, text, max(low, start - _FAR), start)
    if found is None or _NOT_DONE.search(text[max(low, found.start() - 40) : found.start()]):
        return False
    opens = max((text.rfind(mark, 0, found.start()) for mark in (". ", "; ", "\n")), default=-1) + 1
    if _IF.search(text, max(opens, start - 4 * _BACK), found.start()) or told_of_many(text, start):
        return False
    goal = _GOAL.match(text, found.end())
    if start - found.end() > _BACK and _WHY.search(text, found.end(), start) is None:
        return False
    gap = _WHY.sub(",", text[goal.end() if goal is not None else found.end() : start])
    return _STOPS.search(gap) is None and gap.count("(") <= gap.count(")") + 1


def _is_carried_out(text: str, start: int, end: int, said: Assertion) -> bool:
    """Whether what was decided on was made, told behind it or in the part before it."""
    if said is not Assertion.PLANNED:
        return False
    return _CARRIED_OUT.match(text, end) is not None or _CARRIED.search(text, max(0, start - _BACK), start) is not None
