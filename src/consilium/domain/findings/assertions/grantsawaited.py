"""Treatments that somebody has yet to pay for, deliver or begin: asked of an insurer, ordered by the pharmacy,
promised, approved with the first dose still to come; and what a board is of one mind to do.

`We have asked the insurer to approve dinutuximab`; `Farmacia ha pedido la asparaginasa; la primera dosis toca el día
12`; `consensus for gross total resection`. Texts are folded (lower case, no accents); what stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionstems import Form, stems_of
from consilium.domain.findings.finding import Assertion

_SOME = (
    r"(?:(?:the|an?|his|her|use of|drug|to (?:give|use|start)|la|el|los|las|una?|su|uso de|farmaco|de|del|con)\s){0,4}"
)
_ADJECTIVE = r"(?:(?!(?:and|y|or|o|but|pero|for|para|por|to|a|that|que|while|mientras)\b)[\w-]{3,18}\s){0,2}"
_PAYER = (
    r"(?:(?:the|his|her|their|our|la|el|su)\s){0,2}(?:insurer|insurers|insurance|payer|health (?:plan|fund|insurance)|"
    r"hmo|medicaid|nhs|manufacturer|company|funder|ministry|regulator|aseguradora|obra social|prepaga|eps|seguro"
    r"|mutua|isapre|fonasa|ministerio|laboratorio|agencia|sistema publico|prestadora)"
)
_ASKED = re.compile(
    rf"(?<!\w)(?:(?:(?:have|has|had|has been|we|i|was|were|are|am|is)\s){{0,3}}(?:asked|asking|applied to|applying to|"
    rf"written to|writing to|petitioned|appealed to|waiting for|awaiting)\s{_PAYER}\s(?:to (?:approve|cover|fund|"
    rf"authori[sz]e|"
    rf"pay for|grant|release|supply)|for|about|to let (?:him|her|them) have)"
    rf"|(?:appl(?:ied|ying|ications?)|appeal(?:ed|ing|s)?|petition(?:ed|ing|s)?)\s(?:to \w{{3,14}} )?for(?: the)?"
    rf"(?: funding| approval| cover| coverage| compassionate use| access)?(?: of| for| to)?"
    rf"|(?:(?:hemos|se|ha|han|he)\s){{0,2}}(?:pedid[oa]|pidio|pedimos|pidieron|solicitad[oa]|solicito|solicitamos|"
    rf"reclamad[oa]|reclamo|reclamamos|gestionad[oa]|gestionamos|tramitad[oa]|tramitamos|presento|presentamos)\s"
    rf"(?:a|al|ante|con)\s{_PAYER}(?: (?:la|el) (?:aprobacion|autorizacion|cobertura|financiacion|compra|provision)"
    rf" (?:de|del|para))?"
    rf"|{_PAYER}\s(?:(?:has|have|is|ha|esta)\s)?(?:yet to|still to|considering|reviewing|todavia no|aun no|por)\s"
    rf"(?:decide on|approve|cover|autoriza|aprueba|cubre|autorizar|aprobar|evaluando))\s{_SOME}{_ADJECTIVE}$"
)
# Ordered, bought or promised, and not begun by that.
_ORDERED = re.compile(
    rf"(?<!\w)(?:(?:the |our |la |nuestra )?(?:pharmacy|pharmacist|hospital|ward|unit|farmacia|farmaceutic[oa]"
    rf"|hospital|"
    rf"servicio|planta)\s(?:(?:has|have|had|ha|han)\s)?(?:ordered|sent for|requested|bought|procured|put in an order "
    rf"for|"
    rf"pedido|encargado|comprado|solicitado|pidio|encargo|compro|solicito)"
    rf"|(?:(?:have|has|been|were|was|nos|le|les|se|ha|han)\s){{0,3}}(?:promised|prometid[oa]|prometieron|prometio))\s"
    rf"{_SOME}{_ADJECTIVE}$"
)
# Not come, or its first dose still to come.
_OWN = r"(?:\s?\([^()]{0,40}\))?(?:\s(?!(?:and|but|y|pero|no|not|que|which)\b)[\w/.,%-]{1,14}){0,9}?"
_FIRST_AHEAD = re.compile(
    rf"{_OWN}\s?[,;:.–—-]?\s(?:and |y |with |con )?(?:the |his |her |la |su )?(?:(?:first|1st|initial|next|second"
    rf"|starting"
    r"|opening)\s(?:dose|infusion|injection|cycle|course|block)|(?:dose|cycle|course|day|infusion) (?:one|1)"
    r"|(?:primera?|1ra|1a|1er|proxim[oa]|segund[oa]|siguiente)\s(?:dosis|infusion|aplicacion|inyeccion|ciclo|curso|"
    r"bloque)|(?:dosis|ciclo|dia) (?:uno|1)|start(?:ing)? date|inicio)\s?(?:is|are|will be|to be|falls|es|sera|seria"
    r"|toca"
    r"|corresponde|cae|queda|esta|:|,|-|–)?\s?(?:(?:now|then|only|previst[oa]|programad[oa]|planned|scheduled|booked"
    r"|set|pencilled in)\s)?(?:(?:due|expected|planned|scheduled|booked|to come|pending|para|for)\b(?! (?:to|a)\b)"
    r"|(?:this|next|on|el|este|esta|la)?\s?(?:coming |proxim[oa] |que viene )?(?:monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|week|month|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|mes|tomorrow"
    r"|manana"
    r"|dia \d|day \d)\b)"
)
_NOT_COME = re.compile(
    rf"{_OWN}\s?[,;:.–—-]?\s(?:(?:but|and|it|which|pero|y|que|we|they|has|have|is|are|lo|la)\s){{0,3}}(?:yet to "
    rf"(?:reach|"
    r"arrive|come|be (?:delivered|supplied|released|imported|shipped|received))|(?:not|n.t) (?:yet )?(?:reached"
    r"|arrived|"
    r"come|been (?:delivered|supplied|shipped|released))|still (?:on its way|in customs|not here|awaited)|(?:todavia"
    r"|aun)"
    r" no (?:nos )?(?:ha )?(?:llego|llega|llegado|lo tenemos|la tenemos|lo enviaron|entregaron|entregado)|(?:sigue"
    r"|esta)"
    r" (?:en (?:aduana|camino|tramite))|no ha llegado (?:aun|todavia))(?!\w)"
)
# Of one mind: `consensus for resection`, `consenso en resección`.
_OF_ONE_MIND = re.compile(
    rf"(?<!\w)(?:consensus(?: (?:is|was))?\s(?:for|on|to (?:give|offer|do|use|proceed (?:to|with)|start|perform)|in "
    rf"favou?r"
    rf" of|towards?)|(?:all|everyone|unanimous(?:ly)?|agreement|agreed|vote[sd]?|board (?:is|was))\s(?:in favou?r of|"
    rf"for|on(?! \d))|(?:consenso|acuerdo|unanimidad|conformidad)(?: (?:fue|es))?\s(?:en|para|de|sobre|a favor de"
    rf"|por)(?: (?:ofrecer|hacer|dar|realizar|iniciar|proceder a|indicar))?)\s{_SOME}{_ADJECTIVE}$"
)
# Hoped for: `we are hoping for resection after cycle 4`.
_HOPED = re.compile(
    rf"(?<!\w)(?:(?:hoping|hope[sd]?|aim(?:s|ing|ed)?|angling|looking|working|building up|heading)\s(?:for|at|towards?"
    rf"|to (?:do|offer|have|give|"
    rf"perform|proceed to|get to))|with (?:a view to|an eye to|the aim of)|en route to|confi\w{{1,5}} en(?: poder)?(?: "
    rf"hacer)?|con (?:vistas|miras) a|con la (?:"
    rf"esperanza|idea|intencion) de|a la espera de poder (?:hacer|dar)|esperamos (?:poder )?(?:hacer|dar|llegar "
    rf"a))\s{_SOME}{_ADJECTIVE}$"
)
# At a time to come that the sentence opens with: `El mes que viene pasa a trasplante`.
_NEXT_TIME = re.compile(
    r"(?:^|[.;]\s)\W{0,3}(?:next (?:week|month|year|monday|tuesday|wednesday|thursday|friday|cycle|visit)|tomorrow"
    r"|(?:el|la) (?:mes|semana|ano|lunes|martes|"
    r"miercoles|jueves|viernes) que viene|(?:el|la) (?:proxim[oa]) (?:mes|semana|ano|lunes|martes|miercoles|jueves"
    r"|viernes|ciclo|visita)|manana)\s?,?\s"
    r"(?![^.;]{0,60}\b(?:was|were|had|did|fue|hizo|recibio|dio)\b)[^.;]{0,60}$"
)
# Lacking only somebody's leave.
_LEAVE = re.compile(
    r"(?<!\w)(?:falta[n]?|a falta|pendiente[s]?|esperamos|espera|needs?|awaiting|waiting for|lacks?|lacking|only"
    r"|just)\s[^.;]{0,36}?(?:visto bueno|autorizacion|aprobacion|"
    r"firma|sign-?off|approval|go-ahead|green light|authori[sz]ation|permission|signature)\b[^.;]{0,44}?\s(?:para|de"
    r"|del|for|of|to (?:give|start|use))\s(?:(?:dar|iniciar|usar"
    r"|el|la|the|su|his|her)\s){0,2}$"
)
_GIVEN = re.compile(
    r"\b(?:was given|were given|has had|have had|received|recibio|ha recibido|se administro|se dio|se puso|went in|"
    r"was started|were started|se inicio|lleva|toleró|tolerated|no se|not given|never|nunca|declined|denied|refused|"
    r"rechaz\w+|neg\w{1,3})\b"
)
_FORM = Form(
    re.compile(""),
    "asked askin appli apply writt writi petit appea waiti await insur insura payer yet still todav aun pedid pidio "
    "pedim "
    "pidie solic recla gesti trami prese order sent reque bough procu encar compr promi prome first 1st initi next "
    "secon "
    "start openi dose cycle cours day prime 1ra 1a 1er proxi segun sigui dosis ciclo dia inici not n sigue esta no "
    "conse "
    "next tomor viene proxi manan falta pendi esper needs need lacks lacki only just hopin hope hopes hoped aim aims "
    "aimin aimed looki worki headi view eye route confi vista miras esper idea inten "
    "all every unani agree vote voted board acuer confo farma pharm",
)
# `consensus for resection after two more cycles`: the cycles are to come as well.
_MORE = re.compile(r"(?<!\w)(?:more|further|additional|another|mas|adicionales|otros)(?!\w)")
_AGREED = re.compile(
    r"(?<!\w)(?:consensus|unanimous|agreed|agreement|(?:board|mdt|team|panel) (?:recommends?|advises?|proposes?"
    r"|suggests?|favou?rs)|consenso|"
    r"se (?:acuerda|acordo|decide|decidio|recomienda|propone)|acuerdo|acordamos|unanimidad)(?!\w)"
)
_BACK, _AHEAD = 130, 150
_SENTENCE = re.compile(r"[.;]\s")


def awaited_grant(text: str, start: int, end: int) -> Assertion | None:
    """Planned, where the words around `text[start:end]` (folded) tell that a treatment is asked for, ordered or agreed
    upon and has not begun; else None."""
    if _FORM.behind("", stems_of(text)) is None:
        return None
    last = min(len(text), end + _AHEAD)
    begin = max(0, start - _BACK)
    for mark in _SENTENCE.finditer(text, begin, start):
        begin = mark.end()
    if _GIVEN.search(text, end, last):
        return None
    ahead = _FIRST_AHEAD.match(text, end, last) or _NOT_COME.match(text, end, last)
    before = _ASKED.search(text, begin, start) or _ORDERED.search(text, begin, start)
    agreed = _OF_ONE_MIND.search(text, begin, start)
    hoped = (
        _HOPED.search(text, begin, start) or _NEXT_TIME.search(text, begin, start) or _LEAVE.search(text, begin, start)
    )
    return Assertion.PLANNED if ahead or before or agreed or hoped else None


def more_agreed(text: str, start: int, end: int) -> bool:
    """Whether so many more of a treatment stand behind what was agreed, in a sentence that tells of none as given."""
    if _MORE.search(text, max(0, start - 12), end + 12) is None:
        return False
    agreed = _AGREED.search(text, max(0, start - _BACK), start)
    return agreed is not None and _GIVEN.search(text, agreed.end(), end + 60) is None
