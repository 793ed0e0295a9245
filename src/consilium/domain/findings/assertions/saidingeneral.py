"""Treatments that a sentence tells of in general, or as one of several ways, and not of this child.

`Larotrectinib works well in tumors with an NTRK fusion`; `la pentamidina se usa cuando no se tolera el cotrimoxazol`;
`the standard arm gives four courses of X`; `there are three options: to watch, to operate again, or to give
vinblastine`; `treosulfan would be the conditioning that we favor`; `in other children we have used sorafenib`. Where
the sentence goes on with what the child has, or has had, that is told. Texts are folded (lower case, no accents); what
stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form, stems_of

# Further names of the same list behind a treatment: `X and melphalan would be ...`.
_LIST = (
    r"(?:-[a-z]{2,14})?(?:(?:,\s|\s(?:and|or|plus|with|y|e|o|con|mas)\s|\s?[/+]\s?)(?!(?:he|she|we|they|it|se|no|not"
    r"|has)\b)"
    r"[\w-]{4,20}(?:\s(?!(?:is|are|was|were|will|would|has|had|se|es|son|fue|seria)\b)[\w-]{3,14}){0,2}?){0,3}?"
)
_KINDS = (
    r"(?:tumou?rs?|cancers?|leuk[a]?emias?|lymphomas?|gliomas?|sarcomas?|children|infants|adults|patients|those|cases|"
    r"people|kids|relapses?|tumores|leucemias|linfomas|sarcomas|ninos|lactantes|adultos|pacientes|casos|los que|las "
    r"que|"
    r"recaidas)"
)
_WORKS = re.compile(
    rf"{_LIST}\s(?:(?:generally|usually|often|also|normally|typically|only|in general|suele|suelen|en general|"
    rf"habitualmente|solo|tambien|se|can|may|puede|pueden)\s){{0,2}}(?:"
    rf"(?:works?|acts?|helps?|va|van|funciona[n]?|actua[n]?|sirve[n]?)\s(?:\w+\s){{0,2}}?(?:in|for|on|against|where"
    rf"|when|"
    rf"only|en|para|contra|cuando|donde)\s(?:\w+\s){{0,2}}?(?:{_KINDS}\b|an? \w+ (?:fusion|mutation)|con\b|there\b"
    rf"|hay\b)"
    rf"|(?:is|are)\s(?:\w+ly\s)?(?:used|given|reserved|kept|meant|effective|active|recommended|approved|licensed|"
    rf"indicated|standard|an option|of use|intended)\s(?:only\s)?(?:when|where|in (?!this|his|her|our|the (?:morning|"
    rf"evening))(?:\w+\s){{0,2}}?{_KINDS}\b|for (?!(?:his|her|now|the|this|a|\d))(?:\w+\s){{0,2}}?{_KINDS}\b|if)"
    rf"|(?:is|are) (?:used|given) to (?:mobili[sz]e|prevent|treat|induce|conditon|protect)\b(?![^.]{{0,80}}[,;] (?:he"
    rf"|she"
    rf"|they|it) )"
    rf"|(?:is|are)\s(?:what|which|the (?:drug|agent|one))\s(?:we|one|they|you|people|most)\s(?:usually |normally )?"
    rf"(?:use|give|take|turn to|reach for|go for)s?\b"
    rf"|(?:se )?(?:usa[n]?|utiliza[n]?|emplea[n]?|reserva[n]?|indica[n]?|recomienda[n]?|administra[n]?)\s(?:solo\s)?(?:"
    rf"cuando|si|en (?:los |las )?{_KINDS}\b|para (?:movilizar|prevenir|tratar|los|las)\b(?![^.]{{0,80}}[,;] (?:lo|la|"
    rf"ella|el) (?:toma|recibe))|en caso)"
    rf"|(?:es|son)\s(?:eficaz|eficaces|util|utiles|activ[oa]s?|lo que (?:usamos|se usa|damos))\s(?:en|para|contra"
    rf"|cuando|"
    rf"si)\b(?! (?:este|esta|el|la|su)\b)"
    rf")"
)
# Of what tumors a treatment is told in general: `works well in tumors with an NTRK fusion`.
_OF_MANY = re.compile(
    rf"(?<!\w)(?:works?|helps?|acts?|effective|active|approved|licensed|reserved|indicated|used|va|van|funciona[n]?"
    rf"|actua[n]?|eficaz|"
    rf"eficaces|util|aprobad[oa]s?|indicad[oa]s?|usa[n]?|reservad[oa]s?)\s(?:\w+\s){{0,2}}?(?:in|for|against|en|para"
    rf"|contra)\s(?:\w+\s)?"
    rf"{_KINDS}\s(?:with|having|that (?:have|carry|harbou?r)|carrying|con|que (?:tienen|portan|llevan))\s(?:an?\s"
    rf"|una?\s|the\s|la\s)?"
    rf"(?:fusion(?:es)? (?:de|del) |mutacion(?:es)? (?:de|del|en) |mutated |mutant )?$"
)
# What goes with a finding in many: `monocytic differentiation is more common with KMT2A rearrangements`.
_HOW_OFTEN = (
    r"(?:(?:more|most|very|quite|mas|muy) )?(?:often|frequent(?:ly|e|emente)?|common(?:ly)?|usual(?:ly)?|typical(?:ly)?"
    r"|general(?:ly|mente)?|a menudo|con (?:mayor |mas )?frecuencia|habitual(?:mente)?|tipicamente|sometimes|a veces"
    r"|classically|clasicamente|strongly|characteristically|caracteristicamente)"
)
_GOES_WITH = (
    r"(?:(?:associated|seen|found|observed|encountered|correlated|enriched|described|reported|present|asocia(?:do"
    r"|da|dos|das)?"
    r"|observad[oa]s?|vist[oa]s?|descrit[oa]s?|encontrad[oa]s?|presentes?)\s)?"
)
_OFTEN_WITH = re.compile(
    rf"(?<!\w)(?:(?:is|are|can be|may be|es|son|suele[n]?(?: estar| verse)?|se (?:asocia|observa|ve|encuentra"
    rf"|describe|relaciona)n?)\s)"
    rf"(?:more |mas )?(?:{_HOW_OFTEN}\s{_GOES_WITH}|(?:associated|seen|found|asociad[oa]s?|vist[oa]s?)\s{_HOW_OFTEN}\s)"
    r"(?:in|with|among|en|con|a)\s(?:[\w-]{2,16}\s){0,4}?(?:\(|harbou?ring |carrying )?$"
)
# What a protocol or an arm of it gives, told of the protocol.
_ARM_GIVES = re.compile(
    r"(?:^|[.;]\s|\b(?:and|but|y|pero)\s)\W{0,3}(?:(?:the|each|el|la|cada)\s)?(?:[\w-]{1,16}\s){0,2}(?:arm|brazo|rama|"
    r"randomi[sz]ation|aleatorizacion|study|trial|ensayo|estudio)(?:\s(?!(?:he|she|is|was|es|fue)\b)[\w-]{1,12}){0,2}?"
    r"\s(?:gives|adds|has|contains|includes|uses|consists of|comprises|offers|tests|compares|lleva|da|agrega|anade|"
    r"incluye|contiene|usa|consiste en|compara|prueba|ofrece)\s[^.;]{0,80}$"
)
# `Under ARST2031, maintenance with vinorelbine lasts six months`.
_UNDER = re.compile(
    r"(?:^|[.;]\s)\W{0,3}(?:under|in|on|as per|per|according to|segun|en|bajo)\s(?:(?:the|el|la)\s)?(?:protocol|"
    r"protocolo|study|estudio|[a-z]{2,8}[- ]?\d{2,5}|[a-z]{3,12} \d{4})\w{0,6},?\s(?:[\w-]{1,14}\s){0,4}$"
)
_LASTS = re.compile(
    r"(?:\s(?!(?:he|she|we|was|were|has|had|fue|se|recibio)\b)[\w-]{1,14}){0,5}?\s(?:lasts?|is given|are given"
    r"|follows?|"
    r"runs?|starts?|begins?|dura[n]?|se da[n]?|sigue[n]?|va[n]?|empieza[n]?|comienza[n]?)\b"
)
# In most, in other children.
_IN_MOST = re.compile(
    r"(?<!\w)(?:in|for|en|para)\s(?:most|many|some|other|all|la mayoria de(?: los| las)?|muchos|muchas|algunos|algunas|"
    r"otros|otras|los demas|todos los)\s(?:other |young |otros )?(?:children|patients|infants|boys|girls|kids|cases|"
    r"families|countries|centers|centres|units|protocols|ninos|pacientes|lactantes|casos|paises|centros|protocolos)\b"
    r"[^.;]{0,90}$"
)
_WE_USED = re.compile(
    r"(?<!\w)(?:in|for|en|with|con)\s(?:other|some|two|three|several|a few|similar|otros|otras|algunos|dos|tres|varios|"
    r"unos pocos)\s(?:such |other |similar |young )?(?:children|patients|infants|cases|ninos|pacientes|lactantes|casos)"
    r"[^.;]{0,30}\b(?:we|i|they|others|have|has|hemos|habiamos|usamos|dimos|vimos|se ha)\b[^.;]{0,40}$"
)
# Ways laid side by side behind how many there are.
_WAYS = re.compile(
    r"(?<!\w)(?:(?:there (?:are|were)|we (?:see|have|discussed|offered|laid out|set out|talked about)|hay|habria|vemos|"
    r"existen|quedan|tenemos|comentamos|planteamos|ofrecimos|se plantea[n]?|leaves? us|that leaves)\s(?:(?:the|these|"
    r"estas|las|los|with)\s)?(?:two|three|four|several|a few|some|2|3|4|dos|tres|cuatro|varias|varios|algunas)\s"
    r"(?:possible |reasonable |real |main |posibles )?(?:options|possibilities|ways|choices|alternatives|paths|routes|"
    r"roads|courses|approaches|opciones|posibilidades|caminos|alternativas|vias"
    r"|salidas)(?:\s[\w-]{1,14}){0,4}?\s?[:–—-]"
    r"|(?:^|[.;]\s)(?:the|our|his|her|las|nuestras|sus)?\s?(?:options|choices|alternatives|opciones|alternativas)\s"
    r"(?:are|would be|remain|left are|now are|son|serian|quedan)(?:\s(?:to|now|as follows|las siguientes))?\s?:?)"
    r"\s[^.]{0,140}$"
)
_WOULD_BE = re.compile(
    rf"{_LIST}\s(?:would|might|could)\s(?:then |also |still |probably |here |in that case )?be\s(?:the|our|a|an|my"
    rf"|what|"
    r"one|next|first|another|more|less|best|better|worth|logical|reasonable|sensible|preferred|considered|given|used|"
    r"added|started|offered|tried|needed|indicated|possible)\b"
    rf"|{_LIST}\s(?:seria[n]?|podria[n]? ser|pudiera[n]? ser)\s(?:entonces |tambien |probablemente )?(?:el|la|lo"
    rf"|nuestr[oa]|"
    r"un|una|otr[oa]|mas|mejor|lo|logic[oa]|razonable|preferible|de eleccion|necesari[oa]|posible|util)\b"
)
_MAY_BECOME = re.compile(
    rf"{_LIST}\s(?:(?:may|might|could)\s(?:then |yet |still |later |well |eventually )?(?:become|prove|turn "
    rf"out)\s(?:to be )?(?:possible|feasible|necessary|"
    r"needed|an option|advisable|unavoidable)|(?:quiza[s]?|tal vez|acaso|a lo mejor|puede que|es posible "
    r"que)\s(?:(?:luego|despues|mas adelante|tambien)\s)?"
    r"(?:sea[n]?|fuera[n]?|resulte[n]?|haga[n]?)\s(?:posible|factible|necesari[oa]|falta|una opcion|conveniente"
    r"|util)s?)(?!\w)"
)
# Kept ready for what may come.
_READY = re.compile(
    rf"{_LIST}\s(?:(?:stands?|is|are|be|kept|held|left|queda[n]?|esta[n]?|se (?:deja|tiene|dejo))\s){{0,2}}(?:ready|at "
    rf"the bedside|by the bed|"
    r"on hand|at hand|drawn up|on the shelf|preparad[oa]s?|list[oa]s?|a mano|a pie de cama|cargad[oa]s?)\s?,?\s(?:in "
    r"case|should|if|por si|si|en"
    r" caso|for (?:when|any))\b"
)
# What is the rule for a disease: `For X with Y, tandem transplant is standard`.
_RULE_AFTER = re.compile(
    rf"{_LIST}\s(?:is|are|remains?|es|son|sigue siendo)\s(?:still |now |generally )?(?:(?:the|our|el|la|lo"
    rf"|un)\s)?(?:standard|usual|norm|rule|customary|"
    r"treatment of choice|first choice|mainstay|estandar|habitual|norma|regla|tratamiento de eleccion|de eleccion|de "
    r"rigor)\b"
)
_RULE_BEFORE = re.compile(
    r"(?<!\w)(?:lo (?:habitual|estandar|normal|usual|recomendado|indicado)|the (?:standard|usual|normal|accepted) "
    r"(?:treatment|approach|care|way|practice)|"
    r"standard of care|el (?:tratamiento|abordaje) (?:estandar|habitual|de eleccion))\s(?:es|seria|is|would be"
    r"|son)\s(?:to give |dar |hacer |una? |el |la |an? |the ){0,2}$"
)
# What one has no experience with was not given here.
_NO_EXPERIENCE = re.compile(
    r"(?<!\w)(?:no|little|limited|sin|poca|escasa|ninguna)\s(?:\w+\s)?(?:experience|experiencia)\s(?:with|of|in|using"
    r"|con|en|de)\s(?:(?:the|el|la|using|use of)\s)?$"
)
_EXPERIENCE_BEHIND = re.compile(
    r"\s?,?\s(?:(?:we|they|i|our \w+|nosotros|aqui)\s)?(?:(?:have|has|there is) (?:no|little|limited)|no (?:tenemos"
    r"|hay|tengo|contamos con)|tenemos poca|hay poca)\s"
    r"(?:\w+\s)?(?:experience|experiencia)\b"
)
_WITH = re.compile(r"(?<!\w)(?:with|of|con|en|de)\s(?:the\s|el\s|la\s)?$")
_WOULD_BE_BEFORE = re.compile(
    r"(?<!\w)(?:our|my|the|nuestr[oa]|el|la|mi)\s(?:[\w-]{1,16}\s){0,4}(?:of choice|de eleccion|preference|preferred|"
    r"choice|conditioning|regimen|option|approach|eleccion|acondicionamiento|esquema|opcion|preferid[oa]|alternativa)\s"
    r"(?:would|might|could|seria|podria ser)\s(?:then |also |be |entonces |tambien |ser ){0,2}"
    r"(?:[\w-]{4,18}(?:,\s|\s(?:and|with|plus|y|con|e|or|o)\s)){0,3}$"
)
# What is the child's own, told in the same sentence: then it is told of it.
_OF_CHILD = re.compile(
    r"\b(?:(?:he|she|pt|patient|paciente)\s(?:has|had|is|was|received|got|gets|takes|took|continues|started"
    r"|tolerat\w+)\b"
    r"(?! (?:not|never|no)\b)|(?:his|her|our|this) (?:first|second|third|last|current) (?:dose|cycle|course)|(?:ha |lo "
    r"|la )"
    r"?(?:recibid|recibio|recibe|toma|tomo|lleva|inicio)\w{0,2}\b|is what (?:he|she)|es lo que (?:toma|recibe)|"
    r"is (?:also )?(?:currently|now)\b)"
)
_FORM = Form(
    re.compile(""),
    "works work acts act helps help va van funci actua sirve is are usa usan utili emple reser indic recom admin es "
    "son arm "
    "brazo rama rando aleat study trial ensay estud under in on as per accor segun en bajo for para there we hay habri "
    "vemos exist queda tenem comen plant ofrec se leave that optio choic alter opcio would might could seria serian "
    "podri "
    "pudie may quiza quizas tal acaso lo puede exper ready bedsi hand drawn shelf prepa listo lista mano cama carga "
    "stand usual norm rule norma regla eleccion elecc mains custo acces habit rigor",
)
# What is said behind is of what stands before: `a CT before week 1 of chemotherapy would be a sounder baseline`.
_OF_ANOTHER = re.compile(
    r"(?<!\w)(?:before|after|during|until|prior to|week \d of|day \d of|antes de|despues de|tras"
    r"|durante)\s(?:[\w-]{1,14}\s){0,4}$"
)
_BEHIND = (_WORKS, _WOULD_BE, _MAY_BECOME, _READY, _RULE_AFTER)
_AHEAD_OF = (_WOULD_BE_BEFORE, _NO_EXPERIENCE, _RULE_BEFORE, _ARM_GIVES, _IN_MOST, _WE_USED)
_BACK, _AHEAD = 170, 150
_SENTENCE = re.compile(r"[.;]\s")


def told_of_many(text: str, start: int) -> bool:
    """Whether what begins at `start` (folded) is only of what tumors or children a treatment is told in general."""
    begin = max(0, start - _BACK)
    return (
        _OF_MANY.search(text, max(0, start - 110), start) is not None
        or _OFTEN_WITH.search(text, begin, start) is not None
    )


def told_in_general(text: str, start: int, end: int) -> bool:
    """Whether the sentence of `text[start:end]` (folded) tells of a treatment in general, as one way of several, or as
    what would be given."""
    if _FORM.behind("", stems_of(text)) is None:
        return False
    last, begin = min(len(text), end + _AHEAD), max(0, start - _BACK)
    for mark in _SENTENCE.finditer(text, begin, start):
        begin = max(0, mark.end() - 2)
    stop = _SENTENCE.search(text, end, last)
    sentence_end = stop.start() if stop is not None else last
    if _OF_CHILD.search(text, begin, sentence_end):
        return False
    ways = () if _OF_ANOTHER.search(text, begin, start) else _BEHIND
    if any(one.match(text, end, last) for one in ways) or any(one.search(text, begin, start) for one in _AHEAD_OF):
        return True
    if _EXPERIENCE_BEHIND.match(text, end, last) and _WITH.search(text, begin, start):
        return True
    if _UNDER.search(text, begin, start) and _LASTS.match(text, end, last):
        return True
    return _WAYS.search(text, max(0, start - _BACK), start) is not None
