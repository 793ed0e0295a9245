"""Lists of what may come, told to a family before a treatment: `We spoke of hair loss, sore throat and later of
cataract`, `se habló de llagas, infecciones y trombosis`, `graft failure and bleeding were each put in lay terms`. What
is the child's own already (`his headaches`), or told as so (`that she has a clot`), is none."""

from __future__ import annotations

import re

_BOTH = (
    r"(?:(?:also|then|again|frankly|openly|briefly|both|at (?:some )?length|tambi[eé]n|ampliamente|con detalle)\s){0,3}"
)
_HEARERS = (
    r"(?:(?:to|with|a|con)\s(?:(?:the|his|her|both|their|la|el|los|las|su|sus|ambos)\s){0,2}(?:parents?|family|mum|mom"
    r"|mother|dad|father|him|her|them|all|madre|padre|padres|mam[aá]|pap[aá]s?|familia|tutores?|abuel[oa]s?|ellos|"
    r"[A-Z]\w{2,12})"
    r"(?:\s(?:and|y)\s(?:(?:the|his|her|la|el|su)\s)?\w{3,12})?\s)?"
)
_WHAT = (
    r"(?:(?:the|all|some|possible|potential|likely|known|usual|common|main|chief|serious|early|late|acute|long[- ]term"
    r"|short[- ]term|los|las|posibles?|principales|efectos|lo)\s){0,4}(?:(?:risks?|harms?|hazards?|side effects?|"
    r"late effects?"
    r"|effects?|toxicit(?:y|ies)|complications?|problems|consequences|riesgos?|da[nñ]os|secundarios|adversos|"
    r"tard[ií]os?"
    r"|tempranos?|inmediatos|complicaciones|secuelas|toxicidad(?:es)?)\s?)?(?:(?:of|such as|including|incl\.?|namely|"
    r"like|from"
    r"|de|del|como|incluyendo|entre ellos)\s)?"
)
# How a sentence, or a part of one, that lists what may come begins; a plain verb of talking needs a list behind it.
_TELLS = re.compile(
    rf"(?:^|[.;]\s|[-–—•*]\s|\b(?:and|y|then|later|luego|despu[eé]s)\s)\s*(?:(?:[Ww]e|I|[Tt]hey|[Dd]r\.? \w+|[Tt]he "
    rf"team|[Tt]eam)\s)?{_BOTH}"
    rf"(?:(?P<talk>[Ss]poken? (?:\w+ )?(?:of|about)|[Tt]alk(?:ed|ing)? (?:at length |again |frankly )?(?:over|"
    rf"through|about|of|them through"
    rf"|\w+ through)|[Ww]ent (?:over|through)|[Gg]one (?:over|through)|[Cc]overed|[Oo]utlined|[Dd]escribed|[Nn]amed|"
    rf"[Mm]entioned|[Ff]lagged"
    rf"|[Ww]arned (?:\w+ )?(?:of|about|re)|[Cc]ounsel+ed (?:\w+ )?(?:on|about|re|for|regarding)|[Dd]iscussed|"
    rf"[Ee]xplained|[Ss]pelled out"
    rf"|[Ss]et out|[Ll]isted|[Cc]onsented? (?:for|including|to)"
    rf"|(?:[Ss]e |[Ss]e les? |[Ll]es? )?(?:ha |han )?(?:[Hh]abl|[Ee]xplic|[Ii]nform|[Cc]oment|[Aa]dvirti|[Cc]onvers|"
    rf"[Pp]latic|[Mm]encion|[Dd]etall|[Rr]epas)"
    rf"(?:[oó]|amos|aron|ad[oa]s?|imos|a|an)(?: (?:de|del|sobre|acerca de))?)\s?:?\s"
    rf"|(?P<head>(?:[Tt]old|[Ee]xplained|[Dd]iscussed|[Ww]arned|(?:[Pp]ossible|[Pp]otential|[Ee]xpected|[Kk]nown|"
    rf"[Pp]redictable|[Ee]arly) (?:late |early |side )?"
    rf"(?:[Rr]isks?|[Hh]arms?|[Ee]ffects|[Tt]oxicities|[Cc]omplications)|[Rr]isks|[Hh]azards|[Rr]iesgos(?: \w+)?|"
    rf"[Pp]osibles? (?:efectos|complicaciones|secuelas|riesgos)"
    rf"(?: \w+)?|[Ee]xplicad[oa]s?|[Ii]nformad[oa]s?|[Aa]dvertid[oa]s?)"
    rf"(?:\s\w{{2,12}}){{0,2}}?\s?(?::|[-–—])\s))"
    rf"{_HEARERS}{_WHAT}(?P<list>[^.\n]*)$"
)
_FACTS = re.compile(
    r"(?<![\w-])(?:that|que|whether|why|how|what|has|had|have|having|was|were|is|are|tiene|tuvo|ten[ií]a|presenta|"
    r"present[oó]|fue"
    r"|es|est[aá]|since|desde|ago|today|yesterday|hoy|ayer|now|ahora|results?|resultados?|diagnos[ei]s|"
    r"diagn[oó]stico|findings|hallazgos"
    r"|scan|reported|sin|no|not|without|denied?s?|new|persist\w*|grade|grado|better|worse|mejor|peor|plan|stage|informe)(?![\w-])"
    r"|\d{1,2}/\d|\d{4}",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:his|her|their|this|these|current|known|su|sus|este|esta|actual)\s(?:[\w-]{1,16}\s){0,2}$", re.IGNORECASE
)
_ITEMS = re.compile(r",|\s(?:and|or|y|e|o|u)\s")
_NEXT_ITEM = re.compile(
    r"\s?,\s|\s(?:and|or|y|e|o|u)\s(?!(?:we|they|he|she|it|se|(?:the|his|her|la|el|los|su|sus)\s(?:family|parents?|mum"
    r"|mom|mother|dad|father|team|familia|padres?|mam[aá]|pap[aá]s?|madre|"
    r"equipo))\b)[\w-]+(?:\s[\w-]+){0,2}\s?(?=[.,;]|$)",
    re.IGNORECASE,
)
# `A, B and C were each put in lay terms`: how a list of what may come ends.
_LIST_ENDS = re.compile(
    r"(?P<list>[^.;:\n]{0,170}?)\s(?:were|was|are|have (?:all )?been|fueron|han sido|se)\s(?:(?:each|all|both|also|"
    r"then|todos|todas|tambi[eé]n)\s){0,2}"
    r"(?:put (?:to|in)|explained|gone (?:over|through)|spel+(?:ed|t) out|covered|named|set out|listed|talked "
    r"(?:through|over|about)|discussed|spoken of"
    r"|mentioned|outlined|described|explicad[oa]s|explicaron|mencionad[oa]s|mencionaron|detallad[oa]s|detallaron|"
    r"comentad[oa]s|comentaron)\b"
    r"(?!\s(?:in|at|by) (?:the )?(?:last|previous|report|school|ward))",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:^|[.;:]\s|[-–•]\s)\s*(?:(?:the|risks? (?:of|such as)|both)\s)?(?P<list>[^.;:\n]{0,170})$", re.IGNORECASE
)
# What is sure or likely to come: `Expect diabetes insipidus`, `náusea esperable`, `cataract is to be expected`.
_EXPECT = re.compile(
    r"(?:^|[.;:]\s|\b(?:I|we|to|would|should|can)\s)\s*(?:[Ee]xpect|[Aa]nticipate|[Ll]ook out for|[Ww]atch (?:out "
    r")?for|[Bb]e ready for|[Vv]igilar(?: por)?|[Ee]sperar)"
    r"\s(?:(?:an?|some|transient|possible|early|un|una|posible)\s){0,2}(?:[\w-]{3,16}(?:,\s|\s(?:and|or|y|o)\s)){0,3}$"
)
_EXPECTED = re.compile(
    r"\s(?:(?:is|are|would be|es|son|ser[ií]a) )?(?:(?:only |quite )?to be expected|(?:is |are )?(?:expected|"
    r"anticipated|likely) (?:in|over|during|after|with|later|down)"
    r"|(?:es |son )?(?:esperables?|previsibles?)|(?:is |are )?a (?:real |known |late |small |slight |constant "
    r")?(?:risk|worry|danger)(?=\s?(?:[.,;)]|$))"
    r"|(?:es |son )?un riesgo(?=\s?(?:[.,;)]|$)))\b",
    re.IGNORECASE,
)
# A feared thing: `for fear of a stroke`, `por miedo a una fractura`, `to lessen chronic GVHD`.
_FEARED = re.compile(
    r"\b(?:(?:for|out of) fear of|for fear that|lest|(?:so as )?to (?:avoid|prevent|lessen|lower the risk of|reduce "
    r"the risk of|guard against|ward off|forestall|spare (?:him|her))"
    r"|por (?:miedo|temor) (?:al?|de)|para (?:evitar|prevenir|disminuir el riesgo de|reducir el riesgo de))\s"
    r"(?:(?:an?|the|any|some|more|further|worse|later|worsening|his|her|un|una|la|el|m[aá]s|"
    r"mayor)\s){0,3}(?:[\w-]{3,16}\s){0,1}(?:[\w-]{3,16}\s(?:and|or|y|o)\s)?$",
    re.IGNORECASE,
)
_BACK, _AHEAD = 260, 200


def risk_told(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is one of what may come, in a list that was told, or is expected or feared."""
    before, after = text[max(0, start - _BACK) : start], text[end : end + _AHEAD]
    if _FEARED.search(before[-80:]) or _EXPECT.search(before[-70:]) or _EXPECTED.match(after):
        return True
    if _OWN.search(before[-60:]):
        return False
    for told in _TELLS.finditer(before):
        listed = told["list"]
        own = re.split(r"[,;.\n]", after, maxsplit=1)[0]
        if _FACTS.search(f"{listed} | {own}") is None and (told["head"] or _in_list(listed, after)):
            return True
    ended, opened = _LIST_ENDS.match(after), _BEGINS.search(before)
    if ended is None or opened is None or _FACTS.search(opened["list"]) or _FACTS.search(ended["list"]):
        return False
    return len(_ITEMS.findall(opened["list"] + ended["list"])) > 1


def _in_list(listed: str, after: str) -> bool:
    """Whether a thing behind `listed` has others beside it, parted by commas or joined."""
    return _ITEMS.search(listed) is not None or _NEXT_ITEM.match(after) is not None
