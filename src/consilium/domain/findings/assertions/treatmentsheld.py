"""Treatments that one would rather not give, that wait for their day, or that are made ready: `inotuzumab I would
avoid`, `we held off steroids`, `planeamos irradiación`, `filgrastim to be added with cycle 3`, `se postula a
financiamiento`. Texts are folded (lower case, no accents); what stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

# Words of the treatment's own behind its name: its dose, way and place; none that opens a part with a verb.
_OWN = (
    r"(?:\s?\([^()]{0,40}\))?(?:\s(?!(?:and|but|y|pero|was|were|is|are|has|have|had|se|fue|no|not|que|who|which|if"
    r"|si)\b)"
    r"[\w/.,%²-]{1,14}){0,8}?"
)
_SOME = (
    r"(?:(?:the|an?|any|further|more|our|his|her|use of|use|giving|la|el|los|las|un|una|su|uso|futuro|de|del|mas|nueva)"
    r"\s){0,4}"
)
_ADJECTIVE = r"(?:(?!(?:and|y|or|o|but|pero|for|para|por|to|a)\b)[\w-]{3,18}\s){0,2}"
_OTHERS = r"(?:[\w-]{4,20}(?:,\s|\s(?:and|y|e|plus|with|con)\s)(?:(?:the|an?|la|el)\s)?){1,3}"
_SHUNNED_AFTER = re.compile(
    rf"{_OWN}\)?(?:\s?[,;:–—-])?\s(?:"
    r"(?:i|we|they|the (?:team|board|surgeons?|unit|family))(?:\s(?:would|will|shall|should|do|all)|.d)?\s"
    r"(?:rather |prefer to |like to |want to |wish to |wanted to |tend to |chose to |advise(?:d)? to |preferred to )?"
    r"(?:avoid|not (?:use|give|offer|recommend|pursue|go for|advise|favou?r)|steer clear of|stay away from|leave out"
    r"|keep away from|withhold|do without|spare (?:him|her|them)|rule out|advise against|recommend against)"
    r"|no (?:nos|me|les|le|se) parec(?:e|en|io|ia)\s(?:(?:una|la|muy|de)\s)?(?:buen[oa]?|adecuad[oa]|convenientes?"
    r"|indicad[oa]|oportun[oa]|mejor|aconsejable|recomendable|prudente|razonable|util)"
    r"|no (?:la|lo|las|los) (?:hemos|ha|han|habiamos|vamos a)?\s?(?:ofrecid|indicad|recomendad|planteado|planteada|usad"
    r"|dado|iniciad|considerad|ofrecer|usar|dar|indicar|recomendar|aconsejamos|recomendamos|indicamos|ofrecemos)\w*"
    r"|(?:la|lo|las|los) (?:evitaria|evitariamos|evitamos|desaconsejamos|descartamos|omitimos|omitiremos)"
    r"|(?:no )?(?:es|seria|son) (?:desaconsejables?|imprudentes?|contraproducentes?)"
    r"|should(?:n.t| not)? (?:now |therefore )?be avoided"
    r")(?!\w)"
)
_SHUNNED_BEFORE = re.compile(
    r"(?<!\w)(?:(?:held|holding|hold|holds) off(?: on| with| from)?|(?:stay|staying|stayed|keep|keeping|kept|steer"
    r"|steering"
    r"|steered) (?:well )?(?:away|clear)(?: of| from)|sh(?:y|ying|ied) away from|would (?:rather )?(?:avoid"
    r"|not (?:use|give"
    r"|offer|recommend|advise|pursue|favou?r))|prefer(?:red|s)? not to (?:use|give|offer|have|do)|(?:advise[sd]?"
    r"|recommend(?:s"
    r"|ed)?|argue[sd]?) against|(?:se )?desaconseja(?:mos|n|ron)?|(?:no|ni) (?:se )?(?:ve|vemos|ven|veo|vio|encuentra"
    r"|encontramos"
    r"|hay|existe|ofrece|aporta) (?:mayor |ningun |claro )?(?:beneficio|utilidad|ventaja|indicacion|lugar|papel|sentido"
    r"|rol)(?: alguno)? (?:en|para|a|de|con)|(?:sees?|saw|seen|is|was) (?:little |no )(?:benefit|role|point|advantage"
    r"|indication|place|value|use) (?:in|for|of|from|to)|nos abstenemos de|se (?:omitio|omite|omitira|prescindio de"
    r"|prescinde de|prescindira de)|abstenerse de|(?:we|i) (?:do|did|would) not "
    r"(?:recommend|advise|favou?r|propose|suggest|offer|support)|no (?:recomendamos|aconsejamos|proponemos|sugerimos"
    r"|indicamos|apoyamos|recomienda|aconseja))\s"
    rf"{_SOME}{_ADJECTIVE}$"
)
_DAY = (
    r"(?:\d|w/?c\b|(?:the )?week|early|mid|late|end|next|(?:mon|tues|wednes|thurs|fri)day|jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)"
)
_DUE_AFTER = re.compile(
    rf"{_OWN}(?:\s?[,;:–—-])?\s(?:"
    r"to be (?:added|started|given|commenced|introduced|resumed|restarted|begun|done|performed|inserted|repeated)\s"
    r"(?:with (?:cycle|course|block|the next|week|day)|on (?=\w*day|\d|the)|from|after|in (?=\d|a|the)|once|next"
    r"|this)\b"
    r"|(?:ordered|scheduled|due|meant|supposed|set) to (?:start|begin|commence|have started)\b"
    r"|(?:se )?(?:inicia|comienza|empieza|arranca|reinicia|starts?|begins?|resumes?)\s(?:con|en|with|in|from|at)\s"
    r"(?:el |la |the )?(?:proxim|siguiente|next)\w*"
    r"|se (?:reanuda|reanudara|retomara|reiniciara|continuara|completara)(?:\s(?:el|en|la|con|al|cuando)\b|[.,;]|$)"
    r"|to (?:start|begin|commence|restart|resume|be added)\s(?:with|on|from|at|after|in|once|when|next|day|d\d)\b"
    rf"|aim(?:ing|ed)?(?: for| to start)?:? {_DAY}"
    r"|(?:is |being |are )?(?:earmarked|pencil+ed in|lined up)\b"
    r"|se (?:postula|postulo|gestiona|gestionara|tramita|tramitara)(?:\s(?:a|al|ante|en|su|la|para|por)\b|[.,;]|$)"
    r"|(?:con )?(?:tramite|solicitud|gestion|compra|importacion|autorizacion)\s(?:ya )?(?:iniciad[oa]|en curso"
    r"|en tramite|en"
    r" proceso|en marcha|presentad[oa]|pendiente)"
    r"|funding (?:requested|applied|sought|awaited|pending)|(?:compassionate|expanded) (?:use|access) (?:requested"
    r"|applied"
    r"|sought|pending)"
    r"|(?:which|that|que) (?:will|is to|is due|is planned|is booked|is scheduled|sera|se \w{3,12}(?:ara|era|ira))(?!\w)"
    r")"
)
_PLAN_VERBS = (
    r"(?:(?:planeamos|planificamos|proyectamos|programamos|prevemos|pretendemos|proponemos|nos proponemos|contemplamos)"
    r"|(?:tenemos|se tiene|se tienen|tiene|tienen|esta|estan|queda|quedan) (?:ya )?(?:previst|programad|planead|"
    r"planificad|contemplad|agendad)[oa]s?|(?:la|nuestra) (?:idea|intencion) es|se pretende|se contempla|se prev?e"
    r"|pensamos (?:en )?(?=\w+(?:ar|er|ir)\b)|(?:the|our) (?:intention|idea|aim|hope|plan) is(?: to| for)?"
    r"|we (?:intend|aim|hope|propose|plan)(?: to)?)"
)
_FOR_WHICH = (
    r"(?:pasa|va|ira|entra|se (?:refiere|deriva|remite|envia|canaliza|presenta|traslada)|derivar|remitir|referir"
    r"|refer(?:red)?"
    r"|pide|solicita|requests?|asks?)\s(?:a|al|con|to|for|la|una|valoracion|evaluacion|cita"
    r"|turno)\b[^.;:]{0,50}?\s(?:para|for|de cara a)"
)
_TRANSFER = (
    r"(?:(?:urgent|urgente|immediate|same-day|request(?:ing)?|needs?|requires?|accepted for|solicit\w+|requiere"
    r"|amerita)\s)"
    r"(?:transfer|traslado|derivacion|referral)(?: urgente)?\s(?:for|para)\s[^.;]{0,60}?"
)
_COMES_FOR = (
    r"(?:to come|will come|to return|will return|to attend|to be (?:re)?admitted|will be (?:re)?admitted|due back"
    r"|coming back"
    r"|comes back|to come back|to come in|will be back|bed booked|admission (?:booked|planned|arranged)|volvera"
    r"|regresara"
    r"|ingresara|vendra|acudira|debe (?:ingresar|acudir|venir|volver|regresar)|se cita|se ingresara|cita|citad[oa])"
    r"\b[^.;]{0,50}?\s(?:for|to (?:start|begin|have|receive|undergo)|para)"
)
_BOOKED_FOR = (
    r"(?:(?:booked|listed|scheduled|put down|down) (?:in |down )?(?:for|to have)|work(?:ing|ed)? (?:up )?towards?"
    r"|(?:re-?)?admit\b"
    r"(?! \w*ed)[^.;:]{0,30}?\sfor|(?:reingresar|internar|hospitalizar|reinternar)\b[^.;:]{0,30}?\spara)"
)
_READY_FOR = (
    r"(?:valoracion|evaluacion|estudio|control|ecocardiograma|echocardiogram|echo|baseline|basal|assessment|evaluation|"
    r"clearance|visit|visita|consulta|counsel+ing|test(?:s|ing)?|audiogram|audiometria|espirometria|spirometry)"
    r"(?:\s[\w-]{3,16}){0,3}\s(?:previ[oa]s? al?|antes del?|prior to|before|pre)"
)
_DUE_BEFORE = re.compile(
    rf"(?<!\w)(?:{_PLAN_VERBS}|{_FOR_WHICH}|{_COMES_FOR}|{_READY_FOR}|{_TRANSFER}|{_BOOKED_FOR})\s?"
    r"(?:(?:the|an?|his|her|la|el|los|las|un|una|su|start|inicio|iniciar|comenzar|comienzo|empezar|recibir|administrar|"
    r"realizar|hacer|dar|colocar|starting|beginning|commencing|commencement|initiation|tratamiento|treatment|"
    r"quimioterapia|of|de|del|con|with|to|give|do|start|use)\s){0,6}"
    rf"(?:{_OTHERS}|{_ADJECTIVE})$"
)
# `A y B son muy mielotóxicas; quedan como plan B`.
_LEFT_FOR = re.compile(
    r"[^.;]{0,110};\s(?:(?:lo|la|los|las) )?(?:queda[n]?|quedaria[n]?|se (?:dejan?|reservan?|guardan?)|(?:they"
    r"|these|both|it) (?:are|is|remain|"
    r"stay)s?)\s(?:kept )?(?:como|de|en|para|as|in|for)\s(?:(?:una?|an?|the|possible|segunda)\s)?(?:plan b|rescate"
    r"|reserva|alternativas?|"
    r"opci(?:on|ones)|linea|ultimo recurso|recaida|reserve|rescue|salvage|option|alternative|relapse|last resort"
    r"|back-?up)"
)
# `was considered but the space is narrow`: turned away for a reason.
_CONSIDERED_BUT = re.compile(
    rf"{_OWN}\s(?:was|were|had been|se|fue|fueron)\s(?:also |tambien )?(?:considered|discussed|explored|entertained"
    rf"|thought of|considero|considerad[oa]"
    r"|planteo|planteada|planteado|valoro|valorad[oa]|discutio|penso),?\s(?:but|however|pero|aunque)\s(?!(?:was"
    r"|were|fue|se|will|to be|deferred|kept"
    r"|postponed|still|remains)\b)[^.;]{3,70}?\b(?:too \w+|narrow|small|insufficient|inadequate|unfavou?rable"
    r"|unsafe|unavailable|poor|limited"
    r"|prohibitive|high risk|contra-?indicat\w+|not (?:suitable|favou?rable|possible|feasible|adequate|large"
    r"|available|safe)|outweigh\w*|estrech[oa]"
    r"|pequen[oa]|insuficiente|limitad[oa]|desfavorable|inadecuad[oa]|no (?:era|es) (?:posible|viable|factible"
    r"|segur[oa])|contraindica\w*)(?!\w)"
)
# What is only asked about, or belongs to a transplant that is proposed.
_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:(?:se )?pregunta\w* (?:por|sobre|acerca de)|(?:hay|tiene[n]?) (?:dudas?|preguntas?) (?:por|sobre|de"
    r"|acerca de)"
    r"|(?:duda|pregunta|question|cuestion) es (?:si|whether|if)|(?:duda|pregunta|question) is (?:whether|if)"
    r"|si (?:cabe|"
    r"cabria|conviene|convendria|vale la pena|procede)|whether (?:there is (?:a )?(?:place|role) for|to (?:use|give"
    r"|offer)|we "
    r"should|he should|she should)|(?:la )?conveniencia de|(?:la )?pertinencia de|(?:the )?merits? of"
    r"|(?:the )?advisability of|"
    r"utilidad de)\s[^.;?]{0,70}$"
    r"|(?:plantea\w*|propon\w+|propuso|sugier\w+|ofrec\w+|discut\w+|contempl\w+|considera\w*|propos\w+|suggest\w*|"
    r"consider\w*|discuss\w*|recommend\w*|would)\s[^.;]{0,90}\b(?:acondicionamiento|conditioning)\b[^.;]{0,60}$"
)
# What has come already: `pasó a quirófano`, `was referred for ... and received`.
_DONE = re.compile(
    r"\b(?:received|underwent|was given|given on|recibio|se administro|se realizo|se hizo|completo|ya recib\w+|had)\b"
)
_BACK, _AHEAD = 130, 150


def turned_away(text: str, end: int) -> bool:
    """Whether a treatment that ends at `end` of a folded text was considered, and there is a reason against it."""
    return _CONSIDERED_BUT.match(text, end, min(len(text), end + _AHEAD + _BACK)) is not None


def held(text: str, start: int, end: int, low: int = 0) -> Assertion | None:
    """What such words beside `text[start:end]` (folded) make of a treatment; None where there are none."""
    begin, last = max(low, start - _BACK), min(len(text), end + _AHEAD)
    parts = [hit.end() for hit in re.finditer(r"[.;]\s", text[begin:start])]
    begin += parts[-1] if parts else 0
    if _SHUNNED_AFTER.match(text, end, last) or _SHUNNED_BEFORE.search(text, begin, start):
        return Assertion.NEGATED
    if _DUE_AFTER.match(text, end, last):
        return Assertion.PLANNED
    due = _DUE_BEFORE.search(text, begin, start)
    if due is not None and _DONE.search(due[0]) is None:
        return Assertion.PLANNED
    if _LEFT_FOR.match(text, end, min(len(text), end + _AHEAD + _BACK)):
        return Assertion.CONDITIONAL
    spoken = _SPOKEN_OF.search(text, begin, start)
    return Assertion.CONDITIONAL if spoken is not None and _DONE.search(spoken[0]) is None else None
