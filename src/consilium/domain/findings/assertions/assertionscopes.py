"""Where a denial ends: at a thing told again, at a degree or size of its own, at what did not help, at a reason in
brackets, at the place that a look was taken of."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.bracketsown import of_its_own
from consilium.domain.findings.assertions.historygoeson import denial_is_over

# The last item of a list, with what makes it present though the list is denied: `sin sangrado, neumoencéfalo leve`.
_COMMA = re.compile(r",\s(?:an?\s|una?\s|la\s|el\s)?(?:[\w-]{1,16}\s){0,2}$")
_OWN_DEGREE = re.compile(
    r"(?:\s(?!(?:or|nor|and|ni|o|u|y|e)\b)[\w-]{1,16}){0,2}\s(?:(?:mild|moderate|minimal|slight|trace|leves?"
    r"|discret[oa]s?"
    r"|moderad[oa]s?|m[ií]nim[oa]s?|"
    r"estables?|stable|improving|en mejor[ií]a|grad[eo] [1-4IV]{1,3}|x ?\d|(?:(?:de|of) )?\d{1,3}(?:[.,]\d)?\s?(?:mm"
    r"|cm)|present (?:since|from)|presente desde)\b|(?:up )?(?:to |of |de |hasta )?(?:3[89]"
    r"|4[01])(?:[.,]\d)?(?![\w/:-]))",
    re.IGNORECASE,
)
# `no clubbing, flapping tremors present`; `no gallbladder lumen and a positive triangular cord sign`.
_IS_THERE = re.compile(
    r"(?:\s[\w-]{1,16}){0,2}\s(?:(?:is |are |was |were )?present|presentes?|positiv[eao]s?)\s?(?=[.,;)]|$)"
)
# `no mass other than the neck node`; `sin palidez, 4 petequias en paladar`.
_OTHER_THAN = re.compile(
    r"\b(?:other than|aside from|apart from|besides|aparte de|fuera de|salvo|excepto)\s[^,;.:]{0,30}$", re.IGNORECASE
)
_COUNTED = re.compile(
    r",\s(?:[1-9]\d?|one|two|three|four|five|six|several|multiple|un[ao]|dos|tres|cuatro|cinco|seis|vari[oa]s|"
    r"m[uú]ltiples)\s"
    r"(?:(?:courses?|cycles?|doses?|rounds?|ciclos?|cursos?|dosis)\s(?:of|de)\s|(?:[\w-]{1,16}\s){0,1})$",
    re.IGNORECASE,
)
_DENIALS = re.compile(r"\b(?:no|not|nor|without|denies|sin|niega|ni)\b", re.IGNORECASE)
# `casi no traga, que el viernes vomitó`: the next thing that is told.
_THAT = re.compile(r",\s(?:y |and )?(?:que|that)\s(?!(?:no|not|sin|tampoco)\b)", re.IGNORECASE)
_MORE = re.compile(r"\s(?!(?:en|por|ahora|hoy|al|desde|actualmente|datos?|signos?)\b)[^\W\d_]{3}", re.IGNORECASE)
_AND_A = re.compile(
    r"^(?!\s(?:an?|un|una)\s)[^,;:]{2,60}\s(?:and (?:an?|one|two|three)|y una?|but an?)\s(?:[\w-]{1,16}\s){0,2}$"
)
# `not charted, rasburicase given`: two parts with a verb each.
# `not effective, so meropenem was started`, `no disponible, se dio carboplatino`.
_SO = re.compile(
    r",\s(?:so|therefore|hence|thus|instead|por lo que|as[ií] que|entonces)\s(?!no\b|not\b|without\b|sin\b"
    r"|[\w ]{0,20}\b(?:no|not)\b)"
    r"[^.;,]{0,40}$|,\s(?:se )?(?:le )?(?:dio|dieron|inici[oó]|administr[oó]|us[oó]|recibi[oó]|(?:pas|cambi)[oó] a)\s$",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r",\s(?:(?:but|and|he|she|pero|y)\s){0,2}(?:now\s|currently\s|still\s)?(?:takes?|taking|on|uses?|using"
    r"|receives?|receiving"
    r"|given|toma|usa|recibe|continues?(?: on| with)?)\s(?:(?:regular|daily|oral|iv|the|his|her)\s){0,2}$",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(r"\s(?:\w{3,12}ed|given|done|(?:no )?\w{3,12}[ai]d[oa]s?),\s", re.IGNORECASE)
_VERB_NEXT = re.compile(
    r"\s(?:was |were |is |fue )?(?:given|started|continued|received|administered|commenced|dad[oa]"
    r"|administrad[oa]|iniciad[oa]"
    r"|recibid[oa]|continuad[oa])\b",
    re.IGNORECASE,
)
# A new statement behind a comma: `sin fiebre, arrancamos con X`, `no cough, she limps`, `ya no ve doble, persiste X`,
# `no weight loss, eating well, two courses of X`, `sin metástasis, 7 días post hepatectomía`.
_NEW_PART = re.compile(
    r",\s(?:(?:y|and|pero|but|hoy|ahora|ayer|now|today|still|then|luego|a[uú]n|todav[ií]a|tambi[eé]n|s[ií])\s){0,2}(?:"
    r"(?!tenemos|contamos|vemos|encontramos|observamos|palpamos|vimos|hallamos)[a-záéíóú]{3,12}(?:amos|emos|imos)\s"
    r"|(?:persisten?|contin[uú]an?|siguen?|mantiene|aparecen?|apareci[oó]|qued[aó]|duerme|come|camina|juega|anda|va|"
    r"est[aá]|vomita|usa|lleva|empez[oó]"
    r"|inici[oó]|dej[oó])\s(?!no\b|sin\b)"
    r"|(?:we|he|she|they|it|mum|mom|dad)\s(?!(?:has|had|have|is|was|did|does|do) (?:not|no|never)|never|denies|"
    r"den(?:y|ied)|has no\b|reports? no)[a-z]"
    r"|(?:eating|sleeping|playing|walking|feeding|drinking|active|alert|happy|doing|growing|thriving|comfortable|"
    r"cheerful|activ[oa]|alegre|bien)\b[^,;]{0,30},\s"
    r"|(?:en|a la) espera de\s|(?:awaiting|waiting for|listed for|due for|pendiente de|en tratamiento con|currently on|"
    r"now on)\s|\d{1,3}\s(?:d[ií]as|semanas|meses|days|weeks|months)\s(?:post|tras|despu[eé]s|after|from|since|out)\b)",
    re.IGNORECASE,
)
# How a thing went is a statement of its own: `parto sin complicaciones, alergia a camarones`.
_UNEVENTFUL = re.compile(
    r"\s(?:(?:otras|mayores|further|any|major)\s)?(?:(?:complicaci[oó]n(?:es)?|incidencias?|incidentes?"
    r"|eventualidad(?:es)?"
    r"|novedad(?:es)?|complications?|incident)(?:\s[^\W\d_]{5,18}){0,2}|problemas|inconvenientes|contratiempos"
    r"|problems|difficulty),\s",
    re.IGNORECASE,
)
_LIST_ON = re.compile(r"[^.;:]{0,40}?\s(?:ni|o|u|or|nor)\s", re.IGNORECASE)
_SINCE_WHEN = re.compile(
    r"\s(?:desde que|since (?:we|he|she|they|the \w+ (?:was|went|came)|starting|stopping))\b", re.IGNORECASE
)
# A state of the child is in no list of nouns that are denied: `no fever, constipated`.
_STATE = re.compile(
    r"(?:constipated|tired|pale|jaundiced|drowsy|lethargic|irritable|fatigued|swollen|bruised|nauseated|dehydrated|"
    r"febrile|wheezy"
    r"|dizzy|sleepy|breathless|limping|hoarse|estre[nñ]id[oa]|constipad[oa]|p[aá]lid[oa]|cansad[oa]|ict[eé]ric[oa]|"
    r"somnolient[oa]|irritable|decaíd[oa]|alert|playful|interactive|oriented|active|smiling|cooperative|comfortable|awake"
    r"|conversant|well[- ]hydrated|reactiv[oa]|activ[oa]|orientad[oa]|cooperador[a]?|despiert[oa]|hidratad[oa]"
    r"|hinchad[oa]|mareada?|mareado|deshidratad[oa]|ronc[oa])",
    re.IGNORECASE,
)
# `ya no quiere caminar, le duelen las piernas`
_IT_HURTS = re.compile(r"[,;]\s(?:y\s|pero\s)?(?:l[eo]s?|me|nos|se le)\s$", re.IGNORECASE)
_DEVIATES = re.compile(r"\b(?:deviates|droops|turns|desvía|desvia)\b", re.IGNORECASE)  # `absent gag, tongue deviates`
_STATE_BEFORE = re.compile(rf",\s{_STATE.pattern},\s", re.IGNORECASE)
_NOUN_DENIED = re.compile(r"\s(?!\w+(?:ed|id[oa]|ad[oa])\b)[a-záéíóúñ]{3,}[^,;]{0,30},\s", re.IGNORECASE)
_ITS_END = re.compile(
    r"\s(?:(?:was|were|fue)\s)?(?:completed|finished|ongoing|concluid[oa]s?|terminad[oa]s?|completad[oa]s?|en curso)\b",
    re.IGNORECASE,
)
_ITS_VERB = re.compile(
    r"(?:\s(?:and|y)\s[\w-]{3,18})?\s(?:was|were|is|are|has|have|had|did|does|fue|fueron|es|settled|helped|worked|"
    r"stopped|brought|took|gave|kept|cleared)\b"
    r"(?!\s(?:not|no|never)\b)",
    re.IGNORECASE,
)
_NOT_OWN = re.compile(r"\b(?:ni|nor|or|o|u)\s(?:[\w-]{1,16}\s){0,2}$", re.IGNORECASE)
# What a treatment did not do says that it was given: `sin respuesta a timoglobulina`, `no improvement with steroids`.
_NO_HELP = re.compile(
    r"\s(?:(?:clear|good|further|much|any|clara|buena|mayor|significant|sustained|complete|partial|completa"
    r"|parcial)\s)?"
    r"(?:response|responder|respond|benefit|improvement|relief|effect|success|control|respuesta|mejor[ií]a|beneficio|"
    r"efecto|alivio|[eé]xito|respondi[oó]|respondieron|responde|mejor[oó]|mejora|cedi[oó]|cede|toler[oó]|tolera|"
    r"tolerate|tolerated|tolerating)\s?"
    r"(?:to|from|with|on|after|of|al?|con|del?|tras|a la|a los|a las)?\s(?:[\w-]{1,18}(?:,| y| e| o| and| or"
    r"|/)?\s){0,6}$",
    re.IGNORECASE,
)
# What did not change, end or get worse goes on: `no worsening of cough`, `no ha mejorado la fiebre`.
_GOES_ON = re.compile(
    r"\s(?:(?:clear|further|any|much|clara|mayor|real)\s)?(?:change|changes|worsening|increase|decrease"
    r"|resolution|deterioration|"
    r"progression|exacerbation|cambios?|empeoramiento|aumento|disminuci[oó]n|resoluci[oó]n|progresi[oó]n)"
    r"\s(?:of|in|to|de|del|en)\s(?:(?:the|his|her|la|el|los|las|su)\s)?"
    r"(?:(?:left|right|known|previous|prior|existing|chronic|baseline|residual|arm|leg|hand|lower|upper|extremity|facial|back|bilateral|remaining)\s){0,3}"
    r"|\s(?:ha |han |se ha |se han |se )?(?:mejorado|resuelto|cedido|cesado|desaparecido|resolvi[oó]"
    r"|desapareci[oó]|ces[oó])\s"
    r"(?:la|el|los|las|su|sus)\s"
    r"|\s(?:(?:ha|han|he|she|they|yet|did|has)\s){0,2}(?:stop|stopped|dej[oó] de|dejado de|deja de|settled"
    r"|resolved)\s"
    r"|\s(?:deny|denying|denied|without|sin|niega|negar)\s(?:having |any )?",
    re.IGNORECASE,
)
# `must not be given X again`; `NO ibuprofen (methotrexate to follow)`.
_TO_GIVE = re.compile(
    r"[^.;,]{2,40}\s(?:given|give|receive|have|get|use|take|recibir|dar|usar|administrar|tomar)\s", re.IGNORECASE
)
_AGAIN = re.compile(r"\s(?:again|de nuevo|otra vez|nuevamente)\b", re.IGNORECASE)
_IN_BRACKET = re.compile(r"[^()]{2,40}\($")
_OWN_WORDS = re.compile(
    r"\s(?:to follow|due|given|started|running|on board|planned|today|a seguir|indicad[oa]|iniciad[oa]|hoy)\b",
    re.IGNORECASE,
)
# The reason of what is not to be given: `NO usar digoxina (bloqueo AV en 2022)`.
_NOT_TO_GIVE = re.compile(
    r"\s(?:to )?(?:usar|dar|administrar|utilizar|indicar|tomar|poner|recibir|give|use|take|have|prescribe|restart)\b"
    r"[^.;]{0,60}(?:\([^)]{0,60}|[-–—:,]\s|\b(?:por|because of|due to|owing to|since)\s[^.;]{0,40})$",
    re.IGNORECASE,
)
# What a denied belief is about is so: `we do not feel that his seizures are related to ...`.
_BELIEF = (
    r"\s(?:really\s|actually\s)?(?:think|believe|feel|suspect|consider|creo|creemos|cree|pienso|pensamos|piensa"
    r"|consideramos"
    r"|considera|considero)\s(?:that |que )?"
)
_ABOUT = re.compile(
    rf"{_BELIEF}(?:(?:his|her|the|their|this|these|su|sus|la|el|los|las|est[ae])\s"
    r"(?:(?!(?:is|are|was|has|have|es|sea|tenga|haya)\b)[\w-]{1,16}\s){0,2}"
    r"|[^.;:,\n]{0,60}\b(?:(?:cause|reason|causa|motivo) (?:of|for|del?)|responsible for|responsable del?"
    r"|explains?|causing"
    r"|expli(?:ca|que|can|quen))\s(?:(?:his|her|the|la|el|los|las|su)\s)?)$",
    re.IGNORECASE,
)
# Where one looked: `En la punción lumbar no se vieron blastos`, `on CT no nodules were seen`.
_LOOKED_AT = re.compile(
    r"(?:^|[.;:,(]\s?|[-–•]\s)\s*(?:en|in|on|at|by|por|con|with|mediante|durante|during|al|tras)\s"
    r"(?:(?:la|el|los|las|un|una|the|his|her|an?|este|esta|this)\s)?(?:[\w-]{1,14}\s){0,2}$",
    re.IGNORECASE,
)
# `methylation profiling of JMML is not offered`, `cirugía del tumor no realizada`: the act is denied.
_ACT_OF = re.compile(
    r"\b(?:profiling|test(?:ing|s)?|treatments?|stud(?:y|ies)|screening|prophylaxis|therapy|surgery|management"
    r"|vaccin\w{1,6}"
    r"|resection|biopsy|removal|estudios?|tratamientos?|pruebas?|cribado|profilaxis|terapia|cirug[ií]a|manejo"
    r"|vacuna\w{0,5}"
    r"|resecci[oó]n|biopsia)\s(?:of|for|del?|para)\s(?:(?:the|his|her|la|el|su)\s)?$",
    re.IGNORECASE,
)
# `metotrexato no se suspendió`: it goes on.
_ENDED = re.compile(
    r"\s(?:(?:se|ha|han|been|be|sido)\s){0,2}(?:suspend\w{1,5}|interrump\w{1,5}|retras\w{1,5}|omiti\w{1,4}|stopped"
    r"|interrupted|delayed"
    r"|reduced|discontinued|missed|omitted)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s?,?\s(?:y|e|and|but|pero)\s(?:he |she |they )?", re.IGNORECASE)
# The same subject goes on behind words of its own: `focos quísticos periféricos y no muestra calcificaciones`.
_AND_SHOWS = re.compile(r"(?:\s[^\W\d_]{3,16}){1,3}\s(?:y|e|and|but|pero)\s", re.IGNORECASE)
_SHOWS_NOT = re.compile(
    r"(?:no (?:muestran?|presentan?|mostr[oó]|present[oó]|tienen?|ten[ií]an?|se acompa[nñ]an? de|invaden?|infiltran?"
    r"|contienen?|produce[n]?)|(?:does|do|did) not (?:show|contain|have|invade|involve|enhance)"
    r"|shows? no|showed no|has no|have no|had no)",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\s+(?!\w{3,}(?:ad|id)[oa]s?\b|given|done|used|needed|required)(?:(?:un[ao]?s?|l[ao]s?|el|an?|the|any"
    r"|ning[uú]n[ao]?)\s)?[^\W\d_]{4}"
)


# What somebody or something does not do ends with its comma; a label with a number tells what is there.
_NOT_DOING = re.compile(
    r"\s(?:llegar|alcanzar|rebasar|sobrepasar|atravesar|extender(?:se)?|contactar|cruzar|reaching|crossing|extending"
    r"|exceeding|passing)\s[^,;]{1,50},",
    re.IGNORECASE,
)
_WITH_NUMBER = re.compile(
    r"(?:\s[\w-]{1,14}){0,2}\s?[:=]\s?(?:[1-9]\d{0,2}\b(?!\s?/)|un[oa]?\b|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|several|multiple|m[uú]ltiples|vari[oa]s|bilaterales|bilateral"
    r"|present\b|presentes?\b|s[ií]\b|yes\b|positiv)",
    re.IGNORECASE,
)


def beyond(gap: str, thing: str, after: str) -> bool:
    """Whether a thing lies beyond the reach of a denial, of which `gap` is what stands between the two."""
    if _NO_HELP.fullmatch(gap) or _NOT_TO_GIVE.fullmatch(gap) or _ABOUT.fullmatch(gap) or _GOES_ON.fullmatch(gap):
        return True
    if of_its_own(gap) or denial_is_over(gap, thing, after):
        return True
    if _IN_BRACKET.fullmatch(gap) and _OWN_WORDS.match(after):
        return True
    word = thing.strip().casefold()
    if "(" in gap and len(word) > 3 and word in gap.partition("(")[0].casefold():  # `no seeds (2 seeds in May, gone)`
        return True
    if counted_anew(gap, after):
        return True
    there = _SINCE_WHEN.search(gap) is not None or _is_there(_DENIALS.split(gap)[-1], after)
    if there or "," not in gap:
        return there
    return _is_apart(gap, thing, after) or (len(word) > 3 and word in gap.rpartition(",")[0].casefold())


def counted_anew(gap: str, after: str) -> bool:
    """Whether a comma ends what a `sin llegar a` denies, or what stands behind the comma is a label with its number:
    `trombo sin llegar a la cava, nódulos pulmonares: ocho`."""
    if "," not in gap:
        return False
    return _NOT_DOING.match(gap) is not None or _WITH_NUMBER.match(after) is not None


def _is_apart(gap: str, thing: str, after: str) -> bool:
    """Whether a comma of `gap` begins what is told anew: by a verb of its own, a state, a degree."""
    own = _DENIALS.split(gap)[-1]
    if _THAT.search(gap) or _NEW_PART.search(own) or _STATE_BEFORE.search(own):
        return True
    if _UNEVENTFUL.match(own) and not _NOT_OWN.search(gap) and not _LIST_ON.match(f"{thing}{after[:60]}"):
        return True
    if _IT_HURTS.search(gap) or _DEVIATES.search(thing):
        return True
    if _STATE.fullmatch(thing.strip()) and _NOUN_DENIED.match(own) and not _NOT_OWN.search(gap):
        return True
    if (
        _TAKES.search(gap)
        or _SO.search(gap)
        or (
            _OWN_VERB.fullmatch(gap) and (_VERB_NEXT.match(after) or _ITS_VERB.match(after) or _VERB_NEXT.search(thing))
        )
    ):
        return True
    if _ITS_END.match(after):
        return True
    return bool(_COMMA.search(gap) and not _NOT_OWN.search(gap) and _OWN_DEGREE.match(after))


def _is_there(last: str, after: str) -> bool:
    """Whether a thing behind `last`, the words from the nearest denial on, is told as there: with a count or an article
    of its own, as the exception, or as present."""
    if _OTHER_THAN.search(last):
        return True
    shown = last.count(",") == 1 and _COMMA.search(last) and _IS_THERE.match(after)
    told = _COUNTED.search(last) or _AND_A.search(last) or shown
    return bool(told) and not _NOT_OWN.search(last)


def given_again(denial: str, after: str) -> bool:
    """Whether a denial is of one time more, so that the thing was given once: `must not be given X again`."""
    return _AGAIN.match(after) is not None and _TO_GIVE.fullmatch(denial) is not None


# What is free or clear behind other things: `metástasis de X con 11 ganglios y márgenes libres`.
_EDGES = re.compile(
    r"\s(?:con|y|and|with)\s[^.;]{0,60}?\b(?:m[aá]rgenes|bordes|margins?|edges)\s(?:\w+\s)?$", re.IGNORECASE
)


def denies_another(before: str, gap: str, verb: str, behind: str) -> bool:
    """Whether a denial behind a thing is of what follows it, and the thing only where one looked: `before` are the
    words before the thing, `gap` those up to the denial `verb`, `behind` those after it."""
    if _EDGES.search(gap):
        return True
    if _ENDED.search(verb) or _ENDED.match(behind):
        return True
    if verb.casefold() in ("no hay", "no hubo") and _MORE.match(
        behind
    ):  # `tuvo cáncer y no hay más cáncer en esa rama`
        return True
    if _AND_SHOWS.fullmatch(gap) and _SHOWS_NOT.match(verb + behind) and _OBJECT.search(behind):
        return True
    if _ACT_OF.search(before[-40:]) or (_AND.fullmatch(gap) and _OBJECT.match(behind) is not None):
        return True
    return (
        _LOOKED_AT.search(before[-60:]) is not None and _OBJECT.match(behind) is not None and not verb.endswith(" by")
    )


# `a three-week history of fevers`, `historia de 3 semanas de tos`: what is there since then, and not of the past.
_SO_LONG = re.compile(
    r"\b(?:\d{1,3}(?:[.,]\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|couple of)"
    r"(?:[ -](?:to|or|-)?[ -]?(?:\d{1,2}|two|three|four|five|six))?[ -]{1,2}(?:hour|day|week|month|year|hr|wk|mo"
    r"|yr)s?['’]?[ -]$",
    re.IGNORECASE,
)
_SO_LONG_BEHIND = re.compile(
    r"\s\d{1,3}(?:\s(?:a|o)\s\d{1,2})?\s(?:horas|d[ií]as|semanas|mes(?:es)?|a[nñ]os)\sde\b", re.IGNORECASE
)
_HISTORY = re.compile(r"(?:\w{1,10} ){0,2}(?:history of|h/o|hx of|historia de|cuadro de)", re.IGNORECASE)


def for_so_long(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a word for history that tells how long a complaint has lasted."""
    if _HISTORY.fullmatch(text, start, end) is None:
        return False
    return _SO_LONG.search(text, max(0, start - 30), start) is not None or _SO_LONG_BEHIND.match(text, end) is not None
