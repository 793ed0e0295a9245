"""What a history tells as it was, though a word beside it says otherwise elsewhere.

`Ante la sospecha diagnóstica de X se administró Y`: the doubt is of the illness, not of what was given for it. `She
showed signs of X`, `because of her symptoms of X`: what was there, and no list of what to call for. `Continued until
cultures were negative`: a time that came. `Previa sedación se realiza punción`: what was done first and what then.
`Which could have been X`: a doubt of what was. `Such an operation usually needs X`, `the risks of X were explained`: of
nobody yet. Texts are folded; what stands between is bounded.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section

_BACK = 180
_LOW = re.compile(r"[.;](?=\s)|\n")
_DOUBT = (
    r"(?:sospech\w*|posibilidad|posibles?|probables?|presunt\w+|duda|suspect\w*|suspicion|possib\w+|probabl[ey]"
    r"|presum\w+"
    r"|concern(?:s|ed)?|rule out|r/o|likely|question of|worried about|impresion|cobertura)"
)
_GIVES = (
    r"(?:(?:se|le|se le)\s(?:inici|administr|anad|paut|agreg|coloc|indic|comenz|puso|pusieron|dio|dieron"
    r"|trat(?:a|o|aron) con|transfund|prescrib"
    r"|realiz|practic)\w*|(?:inici|administr|paut|anad|realiz)andose\w*|recib(?:e|io|iendo)|fue tratad[oa] con"
    r"|(?:was|were|been|and|is)\s(?:empirically\s)?(?:started|given|placed|treated|begun|transfused|put"
    r"|maintained|kept|covered)(?:\son|\swith)?"
    r"|started(?: him| her| the \w+)?(?: on)?|starting|start|begin|began|begun on|received|receiving|gave"
    r"|treated with|given)"
)
# The verb of giving stands between the doubt and what is given, and no doubt behind it.
_GIVEN_FOR = re.compile(rf"(?<!\w){_DOUBT}(?!\w)[^.;]*?(?<!\w)(?P<gives>{_GIVES})(?!\w)(?P<gap>[^.;]{{0,70}})$")
_DOUBTS_MORE = re.compile(rf"(?<!\w)(?:{_DOUBT}|por|for|si|if|to rule|para descartar|vs|versus)(?!\w)")
_WILL = re.compile(
    r"(?<!\w)(?:will|plan(?:s|ned)? to|to|should|would|we ll|let us|going to|recommend\w*"
    r"|consider\w*)\s(?:[\w-]{2,12}\s){0,8}$"
)
_SIGNS = re.compile(
    r"(?<!\w)(?:had|has|have|having|with|shows?|showed|showing|develop(?:s|ed|ing)|exhibit\w*|demonstrat\w+"
    r"|presents? with|presented with|presenting with|return\w* (?:\w+ ){0,4}(?:as|with|because of)"
    r"|because of|due to|admitted (?:for|with)|seen for|his|her|were|was|are|tenia|tiene|con|presenta(?:ba|ndo)?"
    r"|presento|muestra|mostro|por)"
    r"\s(?:(?:the|his|her|some|early|clinical|clear|obvious|persistent|worsening|mild|new|recurrent|los|las|sus"
    r"|claros|marcados|algunos)\s){0,3}"
    r"(?:signs?(?: (?:and|or) symptoms?)?|symptoms?(?: (?:and|or) signs?)?|signos(?: y sintomas)?"
    r"|sintomas) (?:of|de)\s[^.;:]{0,90}$"
)
_TO_WATCH = re.compile(
    r"(?<!\w)(?:if|call|watch\w*|monitor\w*|return(?: to)? (?:the )?(?:er|ed|clinic|emergency)|should|any"
    r"|look(?:ing)? for|for signs|for symptoms|educat\w+|instruct\w+|advis\w+|warn\w*"
    r"|si|vigilar|acud(?:a|an|ir)|consult(?:e|en|ar)|llam(?:e|en|ar)|control de|signos de alarma"
    r"|pautas de alarma|may|could|can|possible)(?!\w)"
)
_UNTIL = re.compile(
    r"(?<!\w)(?:was|were|continued|remained|kept|stayed|maintained|given|received|se mantuvo|se mantuvieron"
    r"|continuo|permanecio|recibio|mantuvo|se administro)(?!\w)[^.;]{0,120}?(?<!\w)(?:until|till"
    r"|hasta que)\s(?P<till>[^.;]{0,80})$"
)
_CAME = re.compile(
    r"[^.;,]{0,40}?(?<!\w)(?:was|were|came|became|had|resolved|improved|returned|went|se|fue|fueron|resulto"
    r"|resultaron|salio|dio)(?!\w)"
)
_STILL = re.compile(
    r"(?<!\w)(?:will|would|should|plan\w*|to be|to continue|recommend\w*|debe\w*|podr\w+|continuara|if|si)(?!\w)"
)
# `Previa sedación, se realiza punción lumbar`: both were done.
_AFTER_FIRST = re.compile(
    r"(?:^|[,;:]\s|(?:en la|en el|tras lo) (?:que|cual) |\sy )previ[oa]s?\s(?!a(?:l|\s)|de\s|en\s|por\s"
    r"|y\s)(?P<gap>[^.;]{0,110})$"
)
_DOES = re.compile(
    r"[^.;]{0,110}?(?<!\w)(?:se (?:le )?(?:realiz|practic|inici|efectu|administr|proced|interv|coloc|extirp"
    r"|somet|llev)\w+|efectuamos|realizamos|practicamos"
    r"|iniciamos|procedemos|(?:inicia|inicio|comienza|comenzo|recibe|recibio|es intervenid\w|fue intervenid\w"
    r"|es sometid\w))(?!\w)"
)
_COULD_BE = re.compile(
    r"(?<!\w)(?:(?:could|might|may) have (?:been|had|represented)|pudo (?:ser|haber sido|tratarse de"
    r"|corresponder a)|pudier\w+ haber sido|podria[n]? (?:haber sido|haberse tratado de)|(?:may|might) be due to)"
    r"\s(?:(?:an?|the|either|some|una?|el|la|cierta?|early|small|old)\s){0,2}(?:[\w-]{3,14}\s){0,1}$"
)
# What is told of an illness or an operation in general.
_GENERALLY = re.compile(
    r"(?<!\w)(?:such an? [\w-]{3,16}|these (?:operations|surgeries|procedures|tumors|tumours|cases|children"
    r"|patients)|this (?:kind|type|sort) of [\w-]{3,16}|(?:estas|este tipo de) (?:operacion|operaciones"
    r"|cirugias?|intervenciones|procedimientos|tumores))"
    r"\s(?:[\w-]{2,14}\s){0,2}?(?:usually|generally|often|typically|sometimes|always|commonly|normally"
    r"|habitualmente|generalmente|suelen?|a menudo|por lo general)\s[^.;]{0,110}$"
)
_SUCH = re.compile(r"(?<!\w)(?:such an?|this (?:kind|type|sort) of|este tipo de|esta clase de)\s$")
_USUALLY = re.compile(
    r"s?\s(?:[\w-]{2,14}\s){0,2}?(?:usually|generally|often|typically|sometimes|always|commonly|normally"
    r"|habitualmente|generalmente|suelen?)(?!\w)"
)
_RISKS = re.compile(
    r"(?<!\w)(?:risks?(?: and benefits| benefits and alternatives| and alternatives)?|side effects|complications"
    r"|toxicit(?:y|ies)|riesgos?(?: y beneficios)?|efectos (?:secundarios|adversos)|complicaciones)"
    r"\s(?:of|de|asociad\w+ a)\s[^.;]{0,80}?\b(?:explained|discussed|reviewed|outlined|gone over|explicad\w+"
    r"|comentad\w+|explicaron|discutid\w+|informad\w+)\b[^.;]{0,160}$"
    r"|(?<!\w)(?:discussed|explained|reviewed|went over|outlined|counsel+ed (?:on|about|regarding)"
    r"|informed (?:of|about)|told (?:of|about)|understands?|explic\w+|coment\w+|inform\w+)\s[^.;]{0,40}?"
    r"(?:risks?|side effects|complications|toxicities|riesgos?|efectos (?:secundarios|adversos)"
    r"|complicaciones)\s[^.;]{0,200}$"
)
_HAD_THEM = re.compile(
    r"(?<!\w)(?:has|had|suffered|developed|already|because (?:he|she|of)|which (?:he|she)|ha presentado|presento"
    r"|sufrio|tuvo|given (?:his|her|the))(?!\w)"
)
_AHEAD = frozenset({Section.PLAN, Section.GENERAL, Section.QUESTIONS})
_EX, _HABIT = re.compile(r"(?<!\w)ex[\s-]$"), re.compile(r"smok|drink|fum|beb|consum|user|adict|tabaq")


def narrated(clause: Clause, start: int, end: int, said: Assertion) -> Assertion:
    """How a thing at `text[start:end]` is said, by these turns of histories; `said` where none is there."""
    text = clause.folded
    if clause.cells or len(text) != len(clause.text) or text.rstrip().endswith("?"):
        return said
    low = max((mark.end() for mark in _LOW.finditer(text, 0, start)), default=0)
    before = text[max(low, start - 2 * _BACK) : start]
    if said is Assertion.UNCERTAIN:
        return _given_for(before)
    if said is Assertion.CONDITIONAL:
        watched = _TO_WATCH.search(text, low, start) or clause.section in _AHEAD
        shown = _SIGNS.search(before) and not watched
        return Assertion.STATED if shown or until_it_came(before, text[start:]) else said
    if said is Assertion.HISTORICAL:
        return Assertion.STATED if _then_done(before, text[start:]) else said
    if said in (Assertion.STATED, Assertion.PLANNED) and _in_general(before, text[end:]):
        return Assertion.CONDITIONAL
    return _was(before, text[start:]) if said is Assertion.STATED else said


def _was(before: str, thing: str) -> Assertion:
    """How a thing that no other word is of is said: what one was, what it could have been."""
    if _EX.search(before) and _HABIT.match(thing):
        return Assertion.HISTORICAL
    return Assertion.UNCERTAIN if _COULD_BE.search(before) else Assertion.STATED


def _in_general(before: str, behind: str) -> bool:
    """Whether a thing is of risks that were explained, or of what such an illness or operation has in general."""
    risk = _RISKS.search(before)
    if risk is not None and _HAD_THEM.search(risk[0]) is None:
        return True
    return _GENERALLY.search(before) is not None or (
        _SUCH.search(before) is not None and _USUALLY.match(behind) is not None
    )


def _given_for(before: str) -> Assertion:
    """What was given for an illness that is only suspected."""
    found = _GIVEN_FOR.search(before)
    if found is None or _DOUBTS_MORE.search(found["gap"]):
        return Assertion.UNCERTAIN
    ahead = _WILL.search(before[: found.start("gives")]) is not None
    return Assertion.PLANNED if ahead else Assertion.STATED


def given_for_doubt(before: str) -> bool:
    """Whether a verb of giving stands between a doubt of an illness and what comes behind `before`."""
    low = max((mark.end() for mark in _LOW.finditer(before)), default=0)
    return _given_for(before[max(low, len(before) - 2 * _BACK) :]) is Assertion.STATED


def until_it_came(before: str, behind: str) -> bool:
    """Whether something lasted until what is told here came."""
    found = _UNTIL.search(before)
    if found is None or _STILL.search(before):
        return False
    return _CAME.match(behind) is not None or _CAME.match(found["till"]) is not None


def _then_done(before: str, behind: str) -> bool:
    """Whether a thing stands behind `previa`, itself or by the verb that follows, as done."""
    found = _AFTER_FIRST.search(before)
    if found is None:
        return False
    return _DOES.search(found["gap"]) is not None or _DOES.match(behind) is not None
