"""How a plan, a refusal or a hindrance turned out, told behind it in the same sentence or the next part of it.

`The MRI, which could not be done in March, took place on 4 April`; `la gammagrafía prevista para el 3 de mayo se hizo
ese día`; `it was not until May that the lesion was biopsied`; `the insurance first denied X, then approved it; he has
had three doses`; `se valoró reducir la vincristina` (which is being given); and, the other way round, `partial
nephrectomy proved impossible`, `X became superfluous`, `colocación de catéter, que no llega a realizarse`. Texts are
folded (lower case, no accents); what stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form, stems_of
from consilium.domain.findings.finding import Assertion

_MADE = (
    r"(?:done|performed|given|carried out|made|held|started|begun|completed|delivered|administered|inserted|placed"
    r"|removed|taken|obtained|repeated)"
)
_AT_LAST = r"(?:(?:finally|eventually|at last|in the end|then|duly|successfully|later|instead)\s){0,2}"
_POR_FIN = r"(?:(?:por fin|finalmente|al final|luego|despues|entonces|ya|por ultimo)\s){0,2}"
_DID = (
    rf"(?:{_AT_LAST}(?:took place|went ahead|went in)\b"
    rf"|{_AT_LAST}(?:was|were|has been|have been)\s{_AT_LAST}{_MADE}\b(?!\s(?:by mistake|in error))"
    rf"|{_POR_FIN}se (?:le )?(?:hizo|hicieron|realizo|realizaron|administro|administraron|llevo a cabo|puso|dio|inicio|"
    rf"completo|efectuo|coloco|retiro|obtuvo|repitio)\b"
    rf"|{_POR_FIN}(?:fue(?:ron)?|ha sido)\s{_POR_FIN}(?:realizad|administrad|hech|colocad|retirad|completad"
    rf"|dad)[oa]s?\b"
    rf"|{_POR_FIN}(?:tuvo lugar|pudo (?:hacerse|realizarse|darse|administrarse|ponerse|iniciarse|colocarse)))"
)
# A thing's own rest: its place, its number; none that opens a part with a verb.
_OWN = r"(?:\s(?!(?:and|but|y|pero|was|were|is|are|has|have|had|se|fue|que|which|who|not|no)\b)[\w/.%-]{1,14}){0,4}?"
# What had been in the way, or had been meant, in an aside of its own: `, which could not be done in March for ...,`.
_ASIDE = (
    r"\s?(?:,\s(?:which|that|que|initially|at first|first|originally|once|al principio|inicialmente|en principio|"
    r"aplazad[oa]|pospuest[oa]|retrasad[oa]|previst[oa]|programad[oa]|planned|booked|scheduled|delayed|postponed|"
    r"put off|deferred|due|meant|overdue|pendiente)\b[^.;,()]{0,90}(?:\([^()]{0,40}\))?,"
    r"|\((?:initially|originally|first|previst[oa]|programad[oa]|planned|booked|scheduled|delayed|postponed"
    r"|aplazad[oa]|"
    r"pospuest[oa]|retrasad[oa])\b[^()]{0,60}\)"
    r"|\s(?:(?:that (?:was|had been)|que (?:estaba|se habia))\s)?(?:booked|planned|scheduled|due|meant|postponed"
    r"|delayed|"
    r"put off|prevista?|previstos?|programad[oa]s?|aplazad[oa]s?|pospuest[oa]s?|citad[oa]s?)\s(?:for|on|in|from|since|"
    r"para|el|en|desde|del?)\s[^.;,()]{2,40}?)\s"
)
_TURNED_TRUE = re.compile(rf"{_OWN}{_ASIDE}{_DID}")
# It came late, and came: `llegó con retraso y la primera dosis se puso el día 14`.
_CAME_LATE = re.compile(
    rf"{_OWN}\s(?:arrived|came|was delivered|llego|llegaron|vino)\s(?:\w+\s){{0,3}}?(?:late|delayed?|tarde|retraso|"
    rf"demora)\b[^.;]{{0,40}}?\b(?:and|so|y|por lo que|asi que)\s(?:[\w-]{{1,14}}\s){{0,5}}?{_DID}"
)
# Refused first and had then: the sentence goes on to what the child has had.
_APPROVED_THEN = re.compile(
    r"[^.\n]{0,40}?(?:,|;|\b(?:and|but|y|pero)\b)\s?(?:and |but |y |pero )?(?:then|later|afterwards|finally|after "
    r"appeal|"
    r"on appeal|despues|luego|finalmente|mas tarde|tras \w{3,12})\s(?:was |were |fue |lo |la |las |los )?(?:approved|"
    r"authori[sz]ed|granted|accepted|agreed|autorizo|aprobo|concedio|acepto|autorizad[oa]|aprobad[oa]|aceptaron|"
    r"autorizaron|aprobaron)\b[^.\n]{0,30}?[;,.]\s(?:(?:and|y|so|he|she|they|it|ya|por lo que)\s){0,2}(?:(?:has|have)\s"
    r"(?:now |already )?(?:had|received|completed|been (?:given|on))|(?:was|were) (?:given|started|begun)|(?:got|had|"
    r"received)\s|lleva(?:ba)?\b|recibio|ha recibido|se (?:le )?(?:administr|inici|puso|dio))"
)
# Offered, and taken: `que tomó durante dos meses`; what one did not take is another rule's.
_TAKEN = re.compile(
    r"(?:\s(?!(?:and|but|y|pero|no|not)\b)[\w/-]{1,14}){0,3}?\s?,\s(?:(?:que|el cual|la cual)\s(?:(?:se|le|ha"
    r"|ya)\s){0,2}"
    r"(?:tomo|recibio|completo|tolero|mantuvo|recibe|toma|recibido|tomado|tolera|tolerado|hizo|realizo)\b"
    r"|which\s(?:(?:he|she|they)\s)?(?:(?:has|have|then|duly)\s)?(?:took|received|completed|tolerated|had for|takes"
    r"|taken|"
    r"had (?:\w+\s)?(?:cycles|doses|courses)|was (?:given|started|done)|were (?:given|started|done))\b)"
)
_OFFERED = re.compile(
    r"(?<!\w)(?:offered|proposed|suggested|recommended|ofrecio|ofrecieron|ofrecimos|propuso|propusieron|sugirio|"
    r"recomendo|indico|planteo)\s(?:(?:him|her|them|a|an|the|un|una|el|la|with|con)\s){0,2}$"
)
# `It was not until May that the lesion was biopsied`; `hasta mayo no se inició`.
_NOT_UNTIL = re.compile(
    r"(?<!\w)(?:(?:was|is|were)(?: not|n.t) (?:until|till|before)\b[^.;]{2,60}?\b(?:that|when)\s"
    r"|only (?:in|on|after|when|then)\b[^.;,]{2,40}\s(?:was|were|did|could)\s(?=the |his |her |it )"
    r"|no fue (?:sino )?hasta\b[^.;]{2,60}?\b(?:que|cuando)\s|(?:^|[.;,]\s)(?:y |pero )?hasta\s[^.;,]{2,40}\sno\s(?=se "
    r"(?:\w+o|pudo)\b|pudo\b|fue\b)|no (?:\w{2,12}\s){1,3}?sino hasta\s)[^.;,]{0,80}$"
)
_NO_MORE = re.compile(r"\b(?:will|would|no|not|never|nunca|sera|se hara|seria)\b")
# What one thought of doing with a dose that is being given: its lowering, its end.
_DOSE_WEIGHED = re.compile(
    r"(?<!\w)(?:se (?:valor|plante|pens|consider|discut|baraj|coment)\w{1,4}(?: en)?|(?:valor|plante|pens|consider"
    r"|discut|"
    r"baraj)(?:amos|imos|aron)(?: en)?|(?:had )?(?:thought|talked|wondered) (?:about|of)|(?:considered|discussed|"
    r"weighed|contemplated)|tempted (?:by|to))\s(?:(?:the|a|an|si|la|una)\s)?(?:reducir|bajar|disminuir|suspender"
    r"|retirar|"
    r"retrasar|espaciar|omitir|dose reductions?|reducci\w+|reducing|lowering|stopping|cutting|reduce|lower|stop|"
    r"delaying|omitting|halving|modifying|modificar|ajustar|adjusting|descenso)\s(?:(?:la|el|las|los|de|del|of|in|the|"
    r"his|her|dosis|dose|doses|su)\s){0,4}$"
)
# It could not be, or was no longer needed.
_CAME_TO_NOTHING = re.compile(
    rf"{_OWN}(?:,?\s(?:which|that|en (?:el |la )?que|(?:del|de la) que|que)\s[^.;,]{{3,50}}?(?:,(?=\s)|(?=\s)))?"
    r"(?:\s?,\s(?:which|que|but|pero)|\s(?:but|pero))?\s(?:"
    r"(?:has |had )?(?:proved|proven|turned out|was found|were found)\s(?:to be\s)?(?:impossible|unfeasible|"
    r"not (?:to be )?(?:possible|feasible)|unnecessary|superfluous|unneeded|unworkable|beyond reach)"
    r"|result(?:o|a|aron) (?:ser )?(?:imposibles?|inviables?|irrealizables?|innecesari[oa]s?)"
    r"|(?:has |had |have )?(?:became|become|was made|were made)\s(?:superfluous|unnecessary|redundant|needless|"
    r"impossible|unfeasible|pointless)"
    r"|(?:is|was|were|are) (?:now |then )?(?:no longer|never) (?:needed|necessary|required|called for|indicated)"
    r"|(?:ceased|stopped) (?:to be|being) (?:needed|necessary|required)"
    r"|(?:dej(?:o|a|aron)|dejaron) de (?:ser|hacer)(?: ya)? (?:necesari[oa]s?|falta|precis[oa]s?)|ya no (?:es|fue|hizo|"
    r"hace|son) (?:necesari[oa]s?|falta|precis[oa]s?)|se hizo innecesari[oa]"
    r"|(?:fell|has fallen|had fallen) through|came to nothing|never (?:came to (?:pass|it)|materiali[sz]ed|happened)"
    r"|no (?:llego|llega) a (?:hacerse|realizarse|darse|administrarse|ponerse|colocarse|iniciarse|ser(?=\s\w+(?:ad"
    r"|id)[oa]s?\b))"
    r"|no (?:prospero|se concreto|salio adelante|cuajo)|quedo en nada|(?:had|has) to be (?:abandoned|cancel+ed|"
    r"called off|given up)|(?:hubo|tuvo) que (?:suspenderse|cancelarse|abandonarse|desistirse)(?! (?:tras|despues))"
    r"|(?:but|and|pero|y|though|aunque)(?: (?:then|he|she|it|was|were|is|has|had|finalmente|al final|luego)){0,3} "
    r"(?:avoided|"
    r"(?:turned out )?not (?:to be )?(?:eligible|accepted|suitable)|(?:turned out |proved )?(?:to be )?ineligible"
    r"|(?:did not|"
    r"didn.t|does not) (?:meet|fulfil+|qualify)|se (?:evito|desaconsejo|prefirio no)|no (?:cumpl|reun)\w{1,4}|no "
    r"(?:era|es|fue) "
    r"(?:elegible|candidat[oa]|apt[oa])|quedo fuera)"
    r"|[^.\n]{0,70}?[;,.]\s(?:but |pero |and |y )?(?:he|she|the child|el|ella|la nina|el nino)?\s?(?:(?:is|was) not"
    r"|isn.t|wasn.t|no "
    r"(?:esta|participa|entro|entra))\s(?:(?:on|in|part of|enrolled (?:on|in)|a participant in|incluid[oa] en|en"
    r"|dentro de)\s)"
    r"(?:this|that|the|este|ese|el|dicho) (?:study|trial|protocol|arm|estudio|ensayo|protocolo|brazo)"
    r")(?!\w)(?!\s(?:to|de)\s)"
)
# Too risky, by whoever asked for it: `the liver biopsy that we had asked for was deemed too risky`.
_TOO_RISKY = re.compile(
    rf"{_OWN}(?:\s(?:that|which|que)\s[^.;,]{{3,40}}?)?\s(?:(?:was|were|is|has been)\s(?:deemed|considered|thought"
    rf"|judged|felt|found)|"
    rf"se (?:considero|juzgo|estimo|consideraba|vio)|fue (?:considerad|juzgad|estimad)[oa])\s(?:to be )?(?:too"
    rf"|demasiado|muy)\s(?:risky|dangerous|"
    rf"hazardous|morbid|invasive|arriesgad[oa]|peligros[oa]|invasiv[oa]|mutilante|agresiv[oa])"
)
# Who has it, by a pronoun behind: `was proposed to the family, who agreed; he has been on it since August`.
_ON_IT = re.compile(
    r"[^.\n]{0,110}?[;,.]\s(?:(?:and|y|so|por lo que)\s)?(?:(?:he|she|they)\s(?:has (?:now )?been (?:on|taking|having)"
    r"|is (?:now )?(?:on|taking)|takes|started|"
    r"began|had been on|tolerates)\s(?:it|this|that)(?=\s(?:since|from|for|now|daily|well|on)|[.,;]|$)"
    r"|(?:l[oa]s?\s)(?:toma|recibe|lleva|tolera|tiene|recibio|tomo|"
    r"empezo|inicio)\s(?:desde|bien|a diario|por|el|en|hasta)\b)"
)
_PROPOSED_THEN = re.compile(
    r"\b(?:proposed|offered|suggested|recommended|discussed|considered|agreed|accepted|propus\w+|ofrec\w+|suger\w+"
    r"|recomend\w+|acept\w+|plante\w+|valor\w+)\b"
)
# No more than what is named: `no más alergias que al látex`, `no toma más medicación que levotiroxina`.
_NO_MORE_THAN = re.compile(
    r"(?<!\w)(?:no|not|sin)\s(?:[\w-]{1,14}\s){0,4}?(?:(?:mas|otr[oa]s?)\s(?:[\w-]{3,18}\s){1,3}que|(?:other|further"
    r"|more)\s(?:[\w-]{3,18}\s){1,3}(?:than|but|except|save)"
    r"(?: for)?)\s(?:(?:al?|la|el|los|las|un|una|an?|the|some|his|her|su)\s){0,2}$"
)
_PLANNED_ONE = re.compile(
    r"(?<!\w)(?:scheduled|planned|elective|booked|long-awaited|postponed|delayed|programad[oa]|previst[oa]|aplazad[oa]"
    r"|pospuest[oa])\s(?:[\w-]{3,16}\s){0,2}$"
)
_DONE_RIGHT = re.compile(rf"{_OWN}\s{_DID}")
# What one cannot advise: `we cannot recommend further cisplatin`.
_CANNOT_ADVISE = re.compile(
    r"(?<!\w)(?:(?:cannot|can.t|can not|could not|couldn.t)\s(?:(?:in good conscience|really|therefore|any longer|at "
    r"present)\s)?"
    r"(?:recommend|advise|advocate|support|endorse|justify)|no (?:podemos|puedo|se puede|podriamos)\s(?:recomendar"
    r"|aconsejar|"
    r"apoyar|avalar|justificar))\s(?:(?:giving|using|dar|usar|further|more|any|another|the|an?|mas|otr[oa]|la|el|un"
    r"|una)\s){0,3}"
    r"(?:[\w-]{3,16}\s)?$"
)
# What is denied by the word before it stays so: `no biopsy, which the parents had feared, was done`.
_DENIED = re.compile(r"(?<!\w)(?:no|not|never|without|sin|ni|ningun[oa]?|nunca|neither|nor)\s(?:[\w-]+\s){0,2}$")
# What was to have been, and was not to be: `he was to have had X from March, but his parents chose to go home`.
_WAS_TO = re.compile(
    r"(?<!\w)(?:(?:was|were)\s(?:(?:originally|initially|first|still)\s)?(?:to have (?:had|received|been given|been on"
    r"|started|gone on|"
    r"undergone|got)|(?:supposed|meant|due|going) to (?:have|receive|get|start|undergo|go on|be given))|(?:iba[n]?"
    r"|estaba[n]? por) a?\s?"
    r"(?:recibir|empezar|iniciar|tener|comenzar|hacerse|someterse a|ponerse)|(?:tenia[n]?|debia[n]?|habia[n]?) (?:que"
    r"|de)?\s?(?:recibir|empezar|"
    r"iniciar|comenzar))\s(?:(?:on|with|the|an?|his|her|con|la|el|una?|su|further|more"
    r"|mas)\s){0,3}(?:[\w-]{3,18}\s){0,2}$"
)
_BUT = re.compile(
    r"[^.\n]{0,60}?[,;]?\s(?:but|pero|until|when|before|hasta que|cuando|sin embargo|and then|antes de)\s"
    r"(?![^.\n]{0,60}\b(?:instead of|only (?:started|began|got)|late|a week later|did so|lo recibio|la recibio"
    r"|empezo)\b)"
)
# What is left out by decision: `decided to skip cycle 6`, `kept X out of the plan`.
_SKIPPED = re.compile(
    r"(?<!\w)(?:(?:decided|agreed|chose|chosen|elected|opted|preferred|se (?:decidio"
    r"|acordo|opto|resolvio|"
    r"prefirio|decide|acuerda)|decidimos|acordamos|optamos)\s)(?:to |por |de |en )?(?:skip(?:ped)?|omit(?:ted)?|leave "
    r"out|left out|drop(?:ped)?|"
    r"forgo|forwent|pass over|saltar(?:se|nos)?|omitir|obviar|prescindir de|ahorrar(?:se|le)?)\s(?:(?:the|his|her|any"
    r"|el|la|los|las|su|al|of)\s){0,2}$"
)
_OUT_OF_PLAN = re.compile(
    r"(?:\s(?!(?:and|but|was|is)\b)[\w-]{1,14}){0,3}\sout of (?:the|our|his|her|this) (?:plan|protocol|schedule"
    r"|program(?:me)?|treatment|regimen)\b"
)
# What is missed where it is left out is taken: `without her nightly omeprazole the heartburn comes back`.
_WITHOUT_OWN = re.compile(r"(?<!\w)(?:without|sin)\s(?:his|her|their|its|su|sus|el|la|the)\s(?:[\w-]{3,14}\s){0,2}$")
_MISSED = re.compile(
    r"[^.;\n]{0,60}?\b(?:comes? back|returns?|cannot|can.t|gets? (?:worse|bad)|is worse|flares?|vuelve[n]?|empeora[n]?"
    r"|no puede|reaparece[n]?"
    r"|does not sleep|doesn.t sleep|no duerme)\b"
)
# Put off or refused first, and then done: `Descartada al principio por su peso, la aféresis se consiguió en julio`.
_PUT_OFF_BEFORE = re.compile(
    r"(?:^|[.;]\s)\W{0,3}(?:(?:although |though |aunque )?(?:(?:initially|at first|first|originally|once|twice"
    r"|inicialmente|al principio|primero)\s)?)"
    r"(?:ruled out|declined|refused|postponed|deferred|delayed|put off|cancel+ed|denied|rejected|planned|booked"
    r"|scheduled|(?:descart|pospuest|"
    r"aplaz|rechaz|suspend|retras|deneg|previst|program|cancel|diferi)(?:ad|id)?[oa]s?)\b[^.;]{0,70},\s(?:the |his "
    r"|her |la |el |su |this )?(?:[\w-]{3,16}\s)?$"
)
_DONE_THEN = re.compile(
    rf"{_OWN}\s(?:{_DID}|{_AT_LAST}(?:was|were)\s{_AT_LAST}(?:possible|successful|achieved)\b|{_POR_FIN}se "
    rf"(?:consiguio|logro|pudo)\b)"
)
# `could begin only once the platelets had reached 75`: they had, and it did.
_COULD_ONCE = re.compile(
    rf"{_OWN}\s(?:could|was able to|pudo|pudieron) (?:only )?(?:begin|start|be (?:given|started|done|resumed)|go ahead"
    rf"|empezar|iniciarse|darse|"
    r"administrarse|comenzar|hacerse) (?:only |solo )?(?:once|when|after|cuando|una vez que|despues de "
    r"que)\s[^.;]{3,70}?\b(?:had|were|was|llegaron|"
    r"llego|hubo|hubieron|which was)\b"
)
_FORM = Form(
    re.compile(""),
    "took went was were has have se fue fuero ha tuvo pudo iba iban estab tenia debia habia skip skipp omit omitt drop "
    "dropp left leave forgo salta saltar omiti obvia presc ahorr out witho sin could pudie canno can could couldn "
    "puedo podem podri puede this that the este ese el dicho study trial arriv came llego vino que which until till "
    "hasta valor plant "
    "pensa pensa consi discu baraj comen thoug talke wonde weigh conte tempt prove prove turne found resul becam becom "
    "cease stopp dejo deja dejar dejaro ya fell falle never no quedo hubo had is are",
)
_BACK, _AHEAD = 150, 230
_SENTENCE = re.compile(r"[.!?]\s(?=\S)")


def turned_out(text: str, start: int, end: int) -> Assertion | None:
    """What came of `text[start:end]` (folded), where its sentence tells: stated, negated, or None where it tells
    nothing of the sort."""
    if _FORM.behind("", stems_of(text)) is None:
        return None
    last = min(len(text), end + _AHEAD)
    begin = max(0, start - _BACK)
    for mark in _SENTENCE.finditer(text, begin, start):
        begin = mark.end()
    if _came_at_last(text, begin, start, end) or _COULD_ONCE.match(text, end, last):
        return Assertion.STATED
    if _NO_MORE_THAN.search(text, begin, start):
        return Assertion.STATED
    if _WITHOUT_OWN.search(text, begin, start) and _MISSED.match(text, end, last):
        return Assertion.STATED
    if _DENIED.search(text, max(begin, start - 40), start) is None and _is_told_done(text, (begin, start, end), last):
        return Assertion.STATED
    nothing = _CAME_TO_NOTHING.match(text, end, last) or _CANNOT_ADVISE.search(text, begin, start)
    nothing = nothing or _TOO_RISKY.match(text, end, last)
    nothing = nothing or _SKIPPED.search(text, begin, start) or _OUT_OF_PLAN.match(text, end, last)
    nothing = nothing or (_WAS_TO.search(text, begin, start) and _BUT.match(text, end, last))
    return Assertion.NEGATED if nothing else None


def _is_told_done(text: str, place: tuple[int, int, int], last: int) -> bool:
    """Whether the words around a thing tell that it came to pass."""
    begin, start, end = place
    if _TURNED_TRUE.match(text, end, last) or _CAME_LATE.match(text, end, last):
        return True
    if _APPROVED_THEN.match(text, end, last):
        return True
    if _TAKEN.match(text, end, last) and _OFFERED.search(text, begin, start):
        return True
    if _PUT_OFF_BEFORE.search(text, begin, start) and _DONE_THEN.match(text, end, last):
        return True
    if _PLANNED_ONE.search(text, begin, start) and _DONE_RIGHT.match(text, end, last):
        return True
    then = _ON_IT.match(text, end, last)
    if then is not None and _PROPOSED_THEN.search(text, begin, then.end()):
        return True
    return _DOSE_WEIGHED.search(text, begin, start) is not None


def _came_at_last(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a thing came to pass no sooner than at a time that its sentence names: `no fue hasta mayo cuando`."""
    until = _NOT_UNTIL.search(text, begin, start)
    return until is not None and _NO_MORE.search(text, end, end + 24) is None
