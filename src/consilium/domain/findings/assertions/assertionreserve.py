"""Forms in which boards and letters hold a thing back, leave it open or turn it away: a treatment kept in reserve or
subject to funding, a stage that one would act upon, an illness that is to be excluded or looked for, a thing that plays
no part. Each stands right beside its thing, within one part of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertionstems import Form, stems_of
from consilium.domain.findings.finding import Assertion

_BE = r"(?:is|are|was|were|has been|have been|will be|would be|es|son|est[aá]n?|queda(?:n|r[aá]n?)?|fue(?:ron)?)"
# `ONC201 could begin`, `is kept in reserve`, `se reserva para`, `preferred, subject to funding`.
_HELD_BACK = Form(
    re.compile(
        r"(?:[^.;:\n]|\.(?=\d)){0,60}?(?:"
        rf"\b{_BE} (?:\w+ )?(?:(?:kept|held|put) )?in reserve\b|\b(?:is|are|be) reserved? for\b"
        r"|\bse (?:reserva(?:r[aá])?n?|guardan?) para\b|\bse dejan? (?:en|como) (?:reserva|rescate|alternativa)\b"
        r"|\b(?:en|como|de) reserva (?:para|si|ante|en caso)\b|\bquedan? (?:en|como) (?:reserva|rescate"
        r"|alternativa|plan b)\b"
        r"|,? (?:preferred|preferid[oa]|favou?red),? (?:but )?(?:subject to|pending|sujet[oa]s? a|pendiente)\b"
        r"|\b(?:subject to|pending|awaiting) (?:funding|insurance|approval|authori[sz]ation|availability"
        r"|compassionate)\b"
        r"|\bsujet[oa]s? a (?:aprobaci[oó]n|autorizaci[oó]n|disponibilidad|financiaci[oó]n|cobertura)\b"
        r"|\b(?:would|might|could) (?:only )?(?:be (?:an? |the )?(?:option|alternative|fallback|salvage)|follow if)\b"
        r"|\b(?:ser[ií]a|podr[ií]a ser|quedar[ií]a como) (?:una? |la )?(?:opci[oó]n|alternativa|rescate)\b)",
        re.IGNORECASE,
    ),
    "reser guard dejan deja queda prefe favou subje sujet fundi insur appro autho avail pendi await compa"
    " option optio alter fallb salva seria podri",
)
_BEGIN_LATER = Form(
    re.compile(
        r"(?:\s\([^()]{1,30}\)|\))?\s(?:could|might|may|can) (?:then |only )?(?:begin|start|be (?:started|begun"
        r"|given|added"
        r"|considered|offered|tried|introduced|resumed))\b|\s(?:podr[ií]an?|pueden?) (?:iniciarse|empezarse"
        r"|a[nñ]adirse"
        r"|agregarse|considerarse|ofrecerse|plantearse|asociarse)\b",
        re.IGNORECASE,
    ),
    "could might may can podri podia puede",
)
# What a treatment is for: `kept in reserve for radiation necrosis`, `radiotherapy only for anaplasia or stage III`.
_ONLY_FOR = Form(
    re.compile(
        r"\b(?:in reserve for|reserved? for|only (?:for|if|in case of)|se reservan? (?:para|si)|reservad[oa]s? para"
        r"|(?:s[oó]lo|solamente|[uú]nicamente) (?:para|si|en caso de|ante))\s"
        r"(?:(?:there (?:is|were)|the|an?|any|hay|el|la|los|las)\s)?"
        r"(?:[\w-]{3,18}(?:,|\s(?:or|and|o|u|y|e))\s)?(?:(?:local|frank|progressive|refractory|confirmed)\s)?$",
        re.IGNORECASE,
    ),
    "reser only solo solam unica",
)
# `only for treatment`, `only for 3 days`: how long or what of it; `has been only for asthma` tells what was.
_BEEN = re.compile(
    r"\b(?:been|was|were|taken?|takes?|given|seen|admitted|treated|uses?|used|ha sido|fue|toma|usa|us[oó]|recibi\w+"
    r"|ingres\w+|consult\w+|attend\w*|medicines?|history|antecedentes?)\s[^.;]{0,30}$",
    re.IGNORECASE,
)
# What somebody looks for: `slit lamp for early cataract`, `screen for nephrotoxicity`.
_LOOKED_FOR = Form(
    re.compile(
        r"\b(?:slit[- ]lamp|ophthalmolog\w+|audiolog\w+|dermatolog\w+|skin|eye|dental|hearing|screen\w*|surveillance"
        r"|monitor\w*|checks?|check-?ups?|exams?|examination|review|lámpara de hendidura|oftalmolog[ií]a|vigilancia"
        r"|despistaje|cribado|control(?:es)?)\s(?:[^.;,:\n]{0,40}\s)?(?:for|de|por|para (?:descartar|detectar"
        r"|buscar))\s"
        r"(?:(?:early|late|possible|any|signs of|detecci[oó]n de|precoz de|posibles?|una?|the)\s){0,2}$",
        re.IGNORECASE,
    ),
    "slit ophth audio derma skin eye denta heari scree surve monit check exam exams exami revie lampa oftal"
    " vigil despi cribad criba contr",
)
# Only where it is to come: `is arranged`, `in September`, `yearly`.
_TO_COME = re.compile(
    r"\b(?:arranged?|booked|planned|due|annual(?:ly)?|yearly|every|monthly|next|advis\w+|recommend\w*|needs?"
    r"|should|will"
    r"|request\w*|continu\w+|lifelong|anual(?:es|mente)?|cada|pr[oó]xim[oa]|program\w+|solicit\w+|seguir[aá]?"
    r"|recom\w+|requiere"
    r"|in (?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|\d{1,2} (?:weeks|months|years)))\b",
    re.IGNORECASE,
)
# What has yet to be excluded or told from others: `stage V is to be excluded`, `hepatoblastoma is the likeliest`.
_OPEN_QUESTION = Form(
    re.compile(
        r"\)?[^.;:,\n]{0,30}?\s(?:(?:is|are|needs?|has|have|remains?|still)(?: still| yet)? to be (?:excluded"
        r"|ruled out"
        r"|clarified|confirmed|established|proven|proved|determined)"
        r"|(?:is|are|seems?|appears?|remains?|would be)\s(?:(?:by far|probably|still"
        r"|now)\s){0,2}(?:the )?(?:most likely|likeliest"
        r"|(?:more|less) likely|favou?red|leading (?:consideration|diagnosis|possibility)|most probable"
        r"|working diagnosis)"
        r"|more likely than\b|(?:es|parece|ser[ií]a|resulta) (?:con mucho )?(?:lo|la|el) m[aá]s probable"
        r"|(?:est[aá]|queda|quedan) por (?:descartar|confirmar|aclarar|definir))\b",
        re.IGNORECASE,
    ),
    "exclu ruled clari confi estab prove deter likel favou leadi proba worki desca aclar defin",
)
_UNDECIDED = re.compile(
    r"(?:^|[.;:(]\s?|\b(?:a|an|the|una?|el|la|as|como|of|de)\s)(?:provisional(?:ly)?|tentative(?:ly)?|putative"
    r"|presumptive"
    r"|provisoria?(?:mente)?|tentativ[oa])\s(?:[\w-]{3,14}\s)?$",
    re.IGNORECASE,
)
# `forms no part of his treatment`, `no tiene cabida`.
_NO_PART = Form(
    re.compile(
        r"[^.;:\n]{0,60}?\b(?:(?:forms?|plays?|played|ha[sd]|have|having|takes?) (?:currently )?no (?:part"
        r"|place|role|indication)"
        r"|(?:not|never|is not|are not) (?:a )?part of (?:his|her|their|the|this)"
        r"|no (?:forman? parte|tienen? (?:cabida|lugar|papel|indicaci[oó]n|rol)))\b",
        re.IGNORECASE,
    ),
    "forms form plays play playe has had have havin takes take part forma tiene parte",
)
# `Trombosis nunca.`, `Seizures never`.
_NEVER_ENDS = Form(
    re.compile(r"(?:\s[\w-]{3,16}){0,1}\s?[:,–—-]?\s(?:nunca|never|jam[aá]s)(?=\s?(?:[.;,)]|$))", re.IGNORECASE),
    "nunca never jamas",
)
# `A, B and C are excluded by these results`: the first of a list.
_ALL_EXCLUDED = Form(
    re.compile(
        r"(?:,\s[\w-]{3,24}(?:\s[\w-]{2,24}){0,5}){0,4},?\s(?:and|or|y|e|o)\s(?:the\s|el\s|la\s)?"
        r"(?:[\w-]{2,24}\s){1,7}?(?:(?:are|were|have been) (?:all |both )?(?:therefore |thus |effectively )?"
        r"(?:excluded|ruled out|discounted)|quedan? (?:\w{4,14}mente )?(?:descartad|excluid)[oa]s"
        r"|(?:se descartan|fueron descartad[oa]s|se excluyen|son descartad[oa]s))\b",
        re.IGNORECASE,
    ),
    "exclu ruled disco desca",
)
# `Lumbar puncture no sooner than day 14`, `previsible en la semana 13`, `se deja a criterio clínico`.
_NOT_BEFORE = Form(
    re.compile(
        r"[^.;:\n]{0,40}?(?:\b(?:no (?:sooner|earlier) than|not (?:before|until|earlier than)|no antes del?)\b"
        r"|,? (?:previsible(?:mente)?|previst[oa]s?|estimad[oa]) (?:en|para|hacia|a partir)\b"
        r"|\b(?:se dejan?|queda[n]?|left) (?:a|al|to|at) (?:the )?(?:criterio|discreci[oó]n|juicio|discretion"
        r"|judge?ment"
        r"|treating|clinical)\b"
        r"|\b(?:at|a) (?:the )?(?:discretion|criterio|discreci[oó]n) (?:of|de|del|cl[ií]nic[oa]|m[eé]dic[oa])\b)",
        re.IGNORECASE,
    ),
    "soone earli befor until antes previ estim criter crite discr juici judge treat clini",
)
# A condition that opens a line with a measure, and what is given then: `Fever 38.0 or above: gentamicin`.
_LIMIT = (
    r"(?:^|[.;]\s|[-–—•*]\s|\d[.)]\s)\s*(?:[Ff]ever|[Tt]emp(?:erature)?|[Ff]iebre"
    r"|[Tt](?:emperatura)?[ªa]?)\s?(?:of|de|≥|>=?|>)?\s?"
    r"\d{2}(?:[.,]\d)?\s?(?:[°º]?\s?[CF]\b|degrees|grados)?\s?(?:or (?:above|more|higher|over)|and (?:above"
    r"|over)|o m[aá]s|o superior|\+)"
)
_AT_LIMIT = re.compile(rf"{_LIMIT}(?:\sfor [^.;:\n]{{1,30}})?\s?(?::|→|->|,|[-–—])\s[^.;\n]{{0,90}}$")
_IS_LIMIT = re.compile(
    r"\s?(?:of|de|≥|>=?|>)?\s?\d{2}(?:[.,]\d)?\s?(?:[°º]?\s?[CF]\b|degrees|grados)?\s?(?:or (?:above|more"
    r"|higher|over)"
    r"|and (?:above|over)|o m[aá]s|o superior|\+(?!\d))[^.;:\n]{0,30}(?::|→|->)",
    re.IGNORECASE,
)
# `Cardiomyopathy risk: echocardiogram every 2 years`.
_ITS_RISK = re.compile(r"\s(?:risk|surveillance|screening|prophylaxis|prevention)\s?(?::|[-–—]\s|\(|$)", re.IGNORECASE)
# `Request: bilateral nephron-sparing resection`, where a thing is asked for.
_ASKED = re.compile(
    r"(?:^|[.;]\s)\s*(?:requests?|requested|our request|petici[oó]n|solicitud|se pide|pedido)\s?:\s"
    r"(?:(?:an?|the|bilateral|urgent|left|right|una?|total|partial)\s){0,2}$",
    re.IGNORECASE,
)
_ARRANGES = re.compile(
    r"(?:^|[.;:,]\s|\by\s)\s*[Ss]e (?:gestiona(?:r[aá])?|tramita(?:r[aá])?|solicitar[aá]|est[aá] (?:gestionando"
    r"|tramitando))\s(?:(?:la|el|compra de|autorizaci[oó]n de|uso compasivo de)\s){0,2}$"
)
# `Hold dactinomycin and doxorubicin during treatment`: the second of what is held.
_ALSO_HELD = re.compile(
    r"(?:^|[.;:]\s|[-–•]\s|\d[.)]\s)\s*(?:[Hh]old|[Oo]mit|[Ww]ithhold|[Aa]void|[Oo]mitir|[Ss]uspender|[Ee]vitar)\s"
    r"(?:[\w-]{4,20},\s){0,3}[\w-]{4,20},?\s(?:and|y|or|o|e)\s$"
)
_ON_HOLD = re.compile(
    r"(?:^|[.;:]\s|[-–•]\s|\d[.)]\s)\s*(?:[Pp]lease )?(?:[Hh]old|[Ww]ithhold|[Dd]elay|[Dd]efer|[Pp]ostpone"
    r"|[Dd]iferir|[Pp]osponer)\s"
    r"(?:(?:the|all|any|la|el|las|los)\s)?(?:[\w-]{3,14}\s)?$"
)
_UNTIL = re.compile(r"[^.;:\n]{0,40}?\s(?:until|till|hasta|pending)\b", re.IGNORECASE)


def settled_later(text: str, before: str, after: str, stems: frozenset[str]) -> Iterator[Assertion]:
    """What such a form makes of the thing between `before` and `after`."""
    if _NO_PART.behind(after, stems) or _NEVER_ENDS.behind(after, stems) or _ALL_EXCLUDED.behind(after, stems):
        yield Assertion.NEGATED
    if _ALSO_HELD.search(before):
        yield Assertion.NEGATED
    if _OPEN_QUESTION.behind(after, stems) or _UNDECIDED.search(before[-50:]):
        yield Assertion.UNCERTAIN
    if _is_held_back(before, after, stems):
        yield Assertion.CONDITIONAL
    if _LOOKED_FOR.before(before, stems) and _TO_COME.search(text):
        yield Assertion.CONDITIONAL
    if _ITS_RISK.match(after) or _AT_LIMIT.search(before) or _IS_LIMIT.match(after):
        yield Assertion.CONDITIONAL
    if _NOT_BEFORE.behind(after, stems) or _ASKED.search(before[-60:]) or _ARRANGES.search(before[-70:]):
        yield Assertion.PLANNED
    if _ON_HOLD.search(before[-60:]) and _UNTIL.match(after):
        yield Assertion.PLANNED


def all_excluded(after: str) -> bool:
    """Whether what follows is the rest of a list of which all is excluded."""
    return _ALL_EXCLUDED.behind(after, stems_of(after)) is not None


def _is_held_back(before: str, after: str, stems: frozenset[str]) -> bool:
    if _HELD_BACK.behind(after, stems) or _BEGIN_LATER.behind(after, stems):
        return True
    found = _ONLY_FOR.before(before, stems)
    return found is not None and _BEEN.search(before[: found.start()]) is None
