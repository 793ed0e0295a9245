"""Whether verbs beside a treatment say that it was not given, is to be given or may be: `must not be given`,
`we'll use X instead`, `no se le ha administrado`, `X quedaría para la recaída`.

A small grammar of polarity, helping verb and verb of treatment, instead of a list of phrases: each part is open to the
others. Texts are folded (lower case, no accents). What stands between is bounded, so that a text of any length costs
the same.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionends import goes_on
from consilium.domain.findings.assertions.deliberations import deliberated
from consilium.domain.findings.assertions.grantsawaited import awaited_grant
from consilium.domain.findings.assertions.notstopped import is_left, is_open
from consilium.domain.findings.assertions.ownstatements import in_its_place
from consilium.domain.findings.assertions.saidingeneral import told_in_general
from consilium.domain.findings.assertions.treatmentfates import fate
from consilium.domain.findings.assertions.treatmentsheld import turned_away
from consilium.domain.findings.assertions.turnedout import turned_out
from consilium.domain.findings.finding import Assertion

# Verbs of giving and taking: participles, what is done to a child, and what a child does.
_DONE = (
    r"(?:given|started|commenced|initiated|begun|used|utili[sz]ed|needed|required|necessary|administered|received|"
    r"taken|indicated|prescribed|ordered|charted|dispensed|infused|applied|available|advised|advisable|recommended|"
    r"offered|tried|done|performed|booked|approved|licensed|funded|covered|allowed|permitted|warranted|planned|"
    r"appropriate|suitable|an option|part of|restarted|resumed|re-?introduced|on the chart|obtained|procured|"
    r"supplied|transfused|wanted|possible|feasible|for (?:use|discharge|charting|him|her)|"
    r"considered(?=\s?(?:[.,;)]|$)|\s(?:for|at|now|yet|here|in|by|as)\b))"
)
_DO = (
    r"(?:gives?|given|giving|receiv(?:e|es|ed|ing)|takes?|taken|taking|gets?|got|getting|had|have|having|us(?:e|es|"
    r"ed|ing)|need(?:s|ed)?|start(?:s|ed|ing)?|commenced?|begin|begun|require[sd]?|administer(?:ed)?|want(?:s|ed)?|"
    r"add(?:ed)?|prescribed?|recommend(?:ed)?|offer(?:ed)?|tr(?:y|ied)|restart(?:ed)?|resumed?|"
    r"been on|be on|on|swallow|apply|applied|charted?)"
)
_HELPS = (
    r"(?:of course|also|therefore|now|still|currently|was|were|is|are|be|been|being|has|have|had|will|would|to|should|"
    r"must|can|could|may|might|shall|ever|yet)"
)
_NT = r"(?:is|was|are|were|has|have|had|did|does|do|could|should|would|must|need|wo|ca)n.?t"
# The same in Spanish by stems; helping words and pronouns between the denial and the verb.
_STEM = (
    r"(?:administr|aplic|recib|usa|uso\b|use\b|usar|utili[zc]|indic|inici|comenz|comienz|empez|empiez|dar\b|dad[oa]|"
    r"dio\b|dieron|de\b|den\b|tom[aoe]|requ(?:ie|i)r|necesi|precis|amerit|hac(?:e|ia|er) falta|hizo falta|correspond|"
    r"toca\b|consig|consegu|dispon|autoriz|aprob|aprueb|coloc|realiz|hizo\b|hech[oa]|efectu|prescri|agreg|ofrec|"
    r"formul|recet|pus[oi]|puse|di\b|dimos|doy|da\b|dan\b|prob[aoó]|transfund|lleva\b|program|planific|permit|"
    r"acept|quier|quis|reinici|reintrod|tiene indicad|esta indicad|pued)"
)
_PRONOUNS = (
    r"(?:se|le|lo|la|les|los|las|me|nos|ha|han|hemos|he|habia|hay|fue|fueron|es|era|esta|debe|deben|deberia|puede|"
    r"pueden|podemos|tiene|hace|hizo|que|va|vamos|van|a|sido|ser|llego|aun|todavia|mas|haber|por ahora)"
)
_NO = r"(?:no|nunca|jamas|tampoco)"
# Up to three words that open no new part, a dose among them, or an aside in brackets.
_FILLER = (
    r"(?:\s?\([^()]{0,40}\))?"
    r"(?:\s(?!but\b|pero\b|as\b|because|since|porque|ya que|who\b|which\b|that\b|que\b|so\b|with\b|con\b|and\b|y\b|"
    r"for\b|if\b|si\b|when\b|although|aunque|no\b|nunca\b|not\b|never\b|was\b|is\b|were\b|"
    r"are\b)[\w/%²-]{1,14}(?:[.,]\d{1,3}[\w/%²]{0,6})?){0,3}"
)
_LEAD = r"\s?(?:[,:–—-]|[.…·_]{2,60})?\s?"
_NOT_AFTER = re.compile(
    rf"{_FILLER}(?:{_LEAD}\b(?:"
    rf"(?:{_HELPS}\s){{0,2}}(?:not|never|{_NT})\s(?:(?:{_HELPS}|considered)\s){{0,3}}{_DONE}"
    rf"|(?:never|not)\s(?:took|received|used|had|tried|given|started|needed)"
    rf"|{_NO}\s(?:{_PRONOUNS}\s){{0,5}}{_STEM}"
    r"|(?:avoided|vetoed|prohibid[oa]|proscrit[oa]|vedad[oa]|evitad[oa]|contraindicad[oa]|contra-?indicated)s?"
    r"|(?:sin|no) (?:rol|role|indicacion|indication|place|lugar)"
    r"|(?:not?\s(?:for now|at present|for the moment|at this (?:time|stage|point)|por ahora|por el momento|de momento)"
    r"|(?:por ahora|por el momento|de momento|for now),?\snot?(?!\w))"
    r")"
    # A bare answer ends its part: `sildenafil none`, `morfina: nunca`.
    r"|(?:\s?[:–—-]|(?<![\d²])(?<!m2)(?<!mg)(?<!kg))\s(?:none|nil|never|nunca|ninguna?|jamas)(?=\s?(?:[,;.)|]|$)))"
)
# Several side by side of which one verb in the plural is: `A y B CONTRAINDICADAS`, `A and B were not given`.
_GROUP_NOT = re.compile(
    r"(?:(?:\s?/\s?|\s(?:y|and|e|or|o|ni)\s|,\s)[a-z][\w-]{3,24}){1,3}(?:[,:]|\s?[.…·_]{2,60})?\s(?:-\s)?"
    rf"(?:(?:are|were|have|had|both)\s(?:both\s)?(?:not|never)\s(?:been\s|be\s)?{_DONE}|contra-?indicad[oa]s|"
    rf"no (?:administrad|recibid|realizad|indicad|usad|utilizad)[oa]s(?!\w)|"
    rf"prohibid[oa]s|"
    rf"(?:offered,?\s(?:but\s)?)?(?:declined|refused)\b|no\s(?:(?:se|le|les|han|fueron|son|estan|deben|"
    rf"pueden)\s){{0,3}}{_STEM}\w*n\b)"
)
# An active verb behind a comma with a thing of its own: `hepatectomía derecha, no requiere trasplante`.
_ACTIVE = re.compile(
    r"[^,;]{0,40}[,;]\s(?:[\w-]{1,14}\s){0,3}(?:no|not|never|nunca)\s(?:\w{2,5}\s){0,2}(?:requ(?:ie|i)r\w+|"
    r"precis\w+|necesit\w+|"
    r"recib\w+|tom[aóo]\w*|us[aó]\w*|need\w*|receiv\w+|t[ao]k\w+|had|indica)\s"
    r"(?!(?:por|en|de|desde|hasta|para|actual|ahora|hoy|al?|y|ni|o|mas|aun|todavia|yet|so|at|in|for|since|until|"
    r"now|any ?more)\b)[a-z]{3}"
)
# A state whose own medicine stands before it (`etoposide (4 doses so far), cyclosporine withheld`), or of no dose yet
# (`for each missed dose`).
_ITS_OWN = re.compile(
    r"(?:,|\band|\by)\s[a-z]{4,14}(?:ine?|ina|ol|ib|ab|ate|ato|one|ona|imus|ide|ida|mycin|cillin|vir)"
    r"\s(?:was |were |is |fue )?$"
    r"|\b(?:each|every|any|cada)\s$|\b(?:no|not|never|nunca|sin|n.t)\s(?:(?:se|ha|han|fue|been|be|yet)\s){0,2}$"
)
_AGAIN = re.compile(r"\s(?:again|de nuevo|otra vez|nuevamente)\b")
# What says more of a denied verb: `not given yesterday`, `no se usa para ...` deny a part only.
_PARTLY = re.compile(
    r"\w*\s(?:solely|only|solo|solamente|unicamente|por (?:vomitos|horario)|correctly|correctamente|regularly|"
    r"daily|every)"
)
_DENYING = (
    rf"\b(?:(?:not|never|cannot|{_NT})\s(?:(?:{_HELPS}|considered|any)\s){{0,3}}"
    rf"{_DO}(?:\s(?:to|on|with|any|further|more|prior|previous|additional|of|the|her|his|him|a|an|iv|oral|po)){{0,3}}"
    rf"|{_NO}\s(?:{_PRONOUNS}\s){{0,5}}{_STEM}\w*(?:\s(?:la|el|los|las|un|una|con|de|a|tratamiento|dosis|mas)){{0,3}}"
    r"|(?:prohibid[oa]s?|proscrit[oa]s?|forbidden|vetad[oa]s?|do not give)(?:\s(?:el|la|los|las|use of|uso de))?"
)
_NOT_BEFORE = re.compile(rf"{_DENYING})\s?:?\s$")
# Of a list also what a plain `no` opens: `NO ibuprofen or other NSAIDs`.
_OPENS_DENIAL = re.compile(rf"{_DENYING}|(?P<plain>no|sin|without))(?:\s?\([^()]{{0,40}}\))?\s?:?\s")
_IF = re.compile(r"\b(?:if|si|unless|cuando|when)\b")
_LONGEST_NAME = 4
_JOINS = re.compile(r"\s?,\s(?:or\s|nor\s|ni\s|o\s|y\s|and\s)?|\s(?:or|nor|ni|o|u|and|y|e|/|\+)\s|\s?/\s?")
_ALTERNATES = re.compile(r"(?:^|[\s,])(?:or|nor|ni|o|u|/)\s?$")
_VERBAL = re.compile(
    r"\b(?:but|pero|sino|aunque|except|excepto|salvo|si|solo|only|was|were|is|are|has|had|fue|es|se|since|"
    r"because|porque|"
    r"then|luego|instead|asi que|so|con|with|sigue|continu\w+|recib\w+|started|given|took|toma|tiene|para|for|"
    r"until|hasta)\b"
)
_NAMED = re.compile(r"[^\d;.:\n]{1,48}")
_LIST_REACH = 110
_WILL = (
    r"(?:(?:re)?start(?:ed)?|(?:re-?)?commenced?|begin|begun|given|give|used|use|added|add|introduced?|follow|"
    r"resumed?|"
    r"administered|infused|prescribed|required|needed|charted|ordered|initiated|applied for|requested|arranged)"
)
_TO_COME_AFTER = re.compile(
    rf"{_FILLER}{_LEAD}\b(?:(?:will|shall|is to|are to|to)\s(?:then\s|also\s|now\s)?(?:be\s)?{_WILL}(?!\w)"
    r"(?!\s(?:with|before|after|by|at (?:night|bedtime|home)|in the|daily|twice|once|every)\b)"
    r"|(?:is|are)\s(?:planned|scheduled|booked|due(?! at \d))\b|next due\b(?! at \d)|due (?:on|in|next|tomorrow|"
    r"at(?! \d))\b"
    r"|(?:se\s)?(?:inici|administr|aplic|us|recib|comenz|empez|agreg|reinici|indic|coloc|realiz)(?:ara|aran|ira|iran|"
    r"era)(?!\w)|(?:a|por|para)\s(?:iniciar|comenzar|administrar|aplicar|empezar|reiniciar|recibir)\b)"
)
_TO_COME_BEFORE = re.compile(
    r"\b(?:(?:will|shall|'ll|’ll|going to|plans? to|planning to|planned to|aim to|aiming to|intend(?:s)? to|"
    r"hopes? to|"
    r"need(?:s)? to|please)\s(?:also\s|then\s|now\s|just\s)?"
    r"(?:use|be given|give|try|start|be started on|begin|commence|add|switch(?:\s\w{2,5})? to|need|receive|get|"
    r"restart|"
    r"resume|introduce|prescribe|cover with|treat with|bridge with|change(?:\s\w{2,5})? to|have)"
    r"|(?:se planea|se planifica|se prev[eé]|planned|planning)\s(?:\w{4,14}\s){0,2}(?:con|with|for|of)"
    r"|(?:vamos|va|van)\sa\s(?:\w{4,12}(?:ar|er|ir)(?:le|les|lo)?)"
    r"|(?:se|le|lo|la)?\s?(?:le\s)?(?:inici|administr|aplic|us|recib|comenz|empez|agreg|reinici|indic|daremos|"
    r"pas)(?:aremos|"
    r"eremos|iremos|ara|ira)(?:\scon)?)"
    r"(?:\s(?:on|with|him|her|them|a|an|the|some|iv|oral|po|el|la|un|una|con|his|weekly|monthly|daily|trial|of|"
    r"course))"
    r"{0,4}\s$"
)
_MAY_AFTER = re.compile(
    rf"{_FILLER}{_LEAD}\b(?:(?:would|could|might|should)\shave\s(?:been\s)?(?:given|started|used|tried|received"
    rf"|needed|preferred)"
    r"|(?:habria|hubiera|hubiese)\s(?:sido\s)?\w{4,12}(?:ado|ido|ada|ida)|(?:would|could|might|may)\s(?:then\s"
    rf"|also\s|later\s|only\s|still\s)?(?:be\s)?(?:{_WILL}|considered|"
    rf"an option|"
    r"an alternative|indicated|tried|the next)(?!\w)"
    r"|(?:under (?:discussion|review|consideration|evaluation)|en (?:discusion|evaluacion|estudio|analisis|"
    r"consideracion)|"
    r"to be (?:decided|discussed|considered)|(?:a|por) (?:definir|discutir|decidir|evaluar|considerar)|optional|"
    r"opcional)(?!\w)"
    r"|as (?:an? )?(?:rescue|alternative|option|fall-?back|back-?up|plan b)\b|como (?:alternativa|opcion|plan b)\b"
    r"|(?:se\s)?(?:inici|administr|aplic|us|recib|comenz|agreg|indic|qued|reserv)(?:aria|arian|iria|eria)(?!\w))"
)
# What is thought of a treatment tells of none that was given: `X is less attractive`, `X bridging has been discussed`.
_OPINION = re.compile(
    r"(?:\s(?:therapy|treatment|bridging|maintenance|consolidation|conditioning|rescue|terapia|tratamiento|puente|"
    r"mantenimiento|consolidacion|rescate))?(?:"
    r"\s(?:is|are|remains?|seems?)\s(?:(?:also|still|now|less|more|most|very|quite|the|a|an|our|my|only|next)\s){0,3}"
    r"(?:attractive|suitable|preferable|preferred|preference|reserved|usual|standard (?:treatment|therapy|of care)|"
    r"reasonable|favou?red|(?:best |other )?(?:option|alternative|choice))"
    r"|\s(?:has|have|had) been (?:discussed|considered|proposed|suggested|raised|mentioned)"
    r"|\s(?:es|son|seria|serian|parece|queda)\s(?:(?:tambien|menos|mas|muy|la|el|un|una|otra|nuestra|mejor)\s){0,3}"
    r"(?:atractiv[oa]s?|preferibles?|preferid[oa]s?|preferencia|opcion|alternativa|adecuad[oa]s?|razonables?|"
    r"(?:el )?tratamiento (?:habitual|de eleccion)|factibles?|viables?)"
    r"|\s(?:ha|han) sido (?:discutid|comentad|propuest|planteada|planteado|considerad)[oa]?s?)(?!\w)"
    r"(?![^.;]{0,40}\b(?:received|was given|were given|started|recibi|inici|administr|continu))"
)
# Asked of those who pay or bring it, straight behind its name and dose: `X: applied for`, `X 20 mg solicitado a`.
_DOSES = r"(?:\s\d[\d.,]{0,8}(?:\s?[a-zµ%][\w/²%]{0,10})?){0,3}"
_ASKED_AFTER = re.compile(
    rf"(?:\s?\([^()]{{0,40}}\)?)?{_DOSES}\s?[,:–—-]?\s?"
    rf"(?:to be |has been |have been |is being |was )?(?:applied for|requested from)(?!\w)"
    rf"|{_DOSES}\s?[,:–—-]?\s?(?:ya |fue |ha sido |esta )?(?:solicitad|pedid|tramitad)[oa]s?\s"
    rf"(?:al?|en|por|ante)\s"
    rf"|{_DOSES}\s?[,:–—-]?\s?(?:awaiting|pendiente de)\s(?:\w{{1,12}}\s){{0,2}}"
    rf"(?:approval|funding|authori[sz]ation|supply|visado|aprobacion|autorizacion|entrega|compra|suministro)(?!\w)"
)
# A label that puts off all that follows it, or that keeps it ready.
_LABELLED = re.compile(
    r"^[\W\d]{0,6}(?:(?P<later>to come|previst[oa]s?|planned|next(?: steps?| time)?|proxim[oa]s?(?: pasos)?|"
    r"proposed|propuest[oa]s?|"
    r"siguientes?|future|a futuro|pendientes?|pending|to follow|by the time|"
    r"to (?:start|begin|commence|restart|add|come)\b[^:]{0,40}|(?:new|nuev[oa]s?)[^:]{0,20} (?:for then"
    r"|from next [^:]{0,12})|"
    r"tratamientos? (?:por venir|que viene|que falta|futuro|pendiente)[^:]{0,30}|(?:por|a) (?:iniciar"
    r"|comenzar)[^:]{0,30}|"
    r"lo que (?:viene|sigue|falta)[^:]{0,20}|"
    r"(?:next|upcoming|proxim[oa]s?|siguientes?) (?:cycle|course|block|chemo\w*|dose|treatment|admission|procedure"
    r"|ciclo|"
    r"curso|bloque|dosis|quimio\w*|tratamiento|ingreso|sesion|procedimiento)s?[^:]{0,24}|what.?s (?:next|to come"
    r"|ahead)|still to come|coming up|por venir)|(?:(?:other|treatment|therapeutic|"
    r"salvage|real|main|the) )?"
    r"(?:alternatives?|choices|options)(?: (?!was|were|is|are|chosen|taken)[\w-]{2,14}){0,4}|(?:otras "
    r")?(?:alternativas?|"
    r"opciones)(?: (?!fue|es|elegid|tomad)[\w-]{2,14}){0,4}|que se puede hacer|what (?:can|could|might) be done|"
    r"caminos "
    r"posibles|(?:one|the) (?:road|way|path)s? (?:with|ahead|open|forward)[\w ]{0,16}|(?:[\w ]{0,30}\b(?:para usar|"
    r"to use|use)? ?(?:solo si|only if)[^:]{0,30}))"
    r"\)?\s?(?::|[-–—])\s"
)
_MAY_BEFORE = re.compile(
    r"\b(?:(?:would|could|might|may|'d|’d)\s(?:then\s|also\s|consider\s|even\s)?(?:use|give|try|start|starting|"
    r"giving|"
    r"using|add|adding|need|switch to|go for|have|get|receive|restart)"
    r"|(?:optional|opcional)(?:mente)?\s?[(:]?)"
    r"(?:\s(?:on|with|him|her|a|an|the|some|iv|oral|el|la|un|una|con|his)){0,3}\s?$"
)
# What is denied with a treatment that was given: what it did, that it was missed, changed or borne.
_OF_EFFECT = re.compile(
    rf"\b(?:(?:not|never|{_NT})\s(?:(?:{_HELPS}|been|really|yet)\s){{0,3}}(?:like|vomit|tolerat|respond|enough|"
    rf"work|help|improv|"
    r"settl|controll|react|stop|miss|forg[eo]t|refus|mind|chang|increas|interfer|affect|relat|due to|caus|"
    r"complet|finish|"
    r"well|keen|compliant|adher|absorb|escalat|wean|reduc|a problem|troubl|sick)\w*"
    rf"|{_NO}\s(?:{_PRONOUNS}\s){{0,3}}(?:respond|toler|vomit|mejor|reaccion|suspend|olvid|dej|control|alcanz|"
    rf"funcion|sirv|"
    r"calm|baj|ced|gust|cambi|aument|descend|complet|termin|falt[oa]|rechaz|molest|alter|afect|present|tuv|"
    r"tiene? problem)\w*"
    rf"|(?:no|not|never|without|sin|nunca|{_NT})\s(?:[\w-]{{2,14}}\s){{0,3}}(?:problems?|issues?|troubles?|"
    rf"difficult\w+|side effects|"
    r"reactions?|complications?|toxicit\w+|problemas?|reacci\w+|efectos|molestias|toxicidad)\s(?:with|to|from|on|"
    r"con|al?|por)"
    r"|(?:not|n.?t)\s(?:think|believe|feel|consider|suspect)\s[^.;]{3,60}\b(?:due to|relat\w+ (?:to|with)|"
    r"caus\w+ (?:by|of)|because of)"
    r"|no\s(?:cre\w{1,4}|piens\w{1,2}|pensamos|consider\w{1,4})\sque\s[^.;]{3,60}\b(?:deb\w{1,2} a|por|"
    r"caus\w+ (?:por|de)|relacion\w+ con)"
    r"|(?:no|without|sin|no hubo)\s(?:respuesta|mejoria|eficacia|beneficio|efecto|response|improvement|benefit|effect)"
    r"\s(?:a|al|con|to|with)"
    r"|(?:no|without|sin)\s(?:[\w-]{3,18}\s){1,3}(?:on|from|after|during|since|tras|durante|desde|despues de))"
    r"(?:\s[\w'’-]{1,14}){0,5}\s$"
)
_BACK, _AHEAD = 150, 110


def status_beside(text: str, start: int, end: int, low: int = 0) -> Assertion | None:
    """What verbs beside `text[start:end]` (folded, read from `low` on) make of a treatment: negated, planned,
    conditional or nothing."""
    turned = turned_out(text, start, end)
    if turned is not None:
        return None if turned is Assertion.STATED else turned
    if told_in_general(text, start, end):
        return Assertion.CONDITIONAL
    return awaited_grant(text, start, end) or _by_verbs(text, start, end, low)


def _by_verbs(text: str, start: int, end: int, low: int) -> Assertion | None:
    begin, last = max(low, start - _BACK), min(len(text), end + _AHEAD)
    label = _LABELLED.match(text, low, start)
    if label is not None and not _is_denied(text, begin, start, end):
        return Assertion.PLANNED if label["later"] else Assertion.CONDITIONAL
    if is_left(text, start, end):
        return Assertion.CONDITIONAL if is_open(text, start, end) else None
    talked_over = None if in_its_place(text, start) else _told_before(text, (begin, start, end), low)
    if talked_over is not None:
        return talked_over
    if _ASKED_AFTER.match(text, end, last):
        return Assertion.PLANNED
    if _MAY_AFTER.match(text, end, last) or _MAY_BEFORE.search(text, begin, start) or _OPINION.match(text, end, last):
        return Assertion.CONDITIONAL
    if goes_on(text, start, end):
        return None
    if _TO_COME_AFTER.match(text, end, last) or _TO_COME_BEFORE.search(text, begin, start):
        return Assertion.PLANNED
    return None


def _told_before(text: str, place: tuple[int, int, int], low: int) -> Assertion | None:
    begin, start, end = place
    if _is_denied(text, begin, start, end) or turned_away(text, end):
        return Assertion.NEGATED
    return deliberated(text, start, end, low) or fate(text, start, end, low)


def is_of_own_thing(text: str, end: int) -> bool:
    """Whether a denied verb behind a comma has a thing of its own: `hepatectomía, no requiere trasplante`."""
    return _ACTIVE.match(text, end, min(len(text), end + _AHEAD)) is not None


def is_of_effect(text: str, start: int) -> bool:
    """Whether what is denied before a treatment is not that it was given: `did not respond to X`, `no rash on X`."""
    return _OF_EFFECT.search(text, max(0, start - _BACK), start) is not None


def of_another(text: str, end: int, cue: int) -> bool:
    """Whether a state told at `cue` is of the medicine right before it, and not of the treatment that ends at `end`."""
    return _ITS_OWN.search(text, end, max(end, cue)) is not None


def _is_denied(text: str, begin: int, start: int, end: int) -> bool:
    if _AGAIN.match(text, end):
        return False  # `must not be given X again`: once it was
    last = min(len(text), end + _AHEAD)
    after = _NOT_AFTER.match(text, end, last) or _GROUP_NOT.match(text, end, last)
    if after is not None:
        return _PARTLY.match(text, after.end()) is None and not is_of_own_thing(text, end)
    if _NOT_BEFORE.search(text, begin, start):
        return True
    return _is_listed_denied(text, begin, start, end)


def _is_listed_denied(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a treatment goes on with a list that a denial opens: `no recibió bleomicina ni procarbacina`."""
    opened = None
    for found in _OPENS_DENIAL.finditer(text, begin, start):
        opened = found
    if opened is None or start - opened.end() > _LIST_REACH:
        return False
    between = re.sub(r"\([^()]{0,60}\)", "", text[opened.end() : start])
    parts = _JOINS.split(between)
    if parts[-1].strip() or any(not _is_name(one) for one in parts[:-1]):
        return False
    if opened["plain"]:
        return _ALTERNATES.search(between) is not None and _IF.search(text, begin, start) is None
    if _ALTERNATES.search(between):
        return True
    return not re.match(r"\s?(?:[\d(]|was\b|is\b|fue\b|se\b|were\b|has\b)", text[end : end + 8])


def _is_name(part: str) -> bool:
    return len(part.split()) <= _LONGEST_NAME and _NAMED.fullmatch(part) is not None and _VERBAL.search(part) is None
