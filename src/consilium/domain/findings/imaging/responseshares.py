"""How far a disease went back: `reducción de volumen del 68 %`, `a reduction of over 80 per cent`, `Residual
viable tumour: 35 %`, `99 % treatment effect`; and how a treated tumor of the eye looks: `regresión tipo III`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.paper import Clause

_SHARE = (
    r"(?P<sign>[<>≥≤~]|(?:more|greater|less) than|over|under|at least|about|approximately|nearly|almost|"
    r"m[aá]s (?:del?|de)|"
    r"mayor (?:del?|de|a|al)|superior al?|menos del?|menor (?:del?|de|a|al)|inferior al?|cerca del?|casi|"
    r"aproximadamente|unos?)?\s?"
    r"(?:el\s|un\s|del\s|de\s)?(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b|por ciento\b)"
)
_WORD = r"[^\W\d_][\w-]{0,15}"
# How much of it is gone.
_REDUCED = re.compile(
    r"\b(?P<name>(?:reduction|decrease|shrinkage|regression|reducci[oó]n|disminuci[oó]n|reducido|disminuido|"
    r"decreased|reduced|"
    rf"shrunk|shrank|disminuy[oó]|redujo|regresi[oó]n)(?:\s(?!from\b|desde\b){_WORD}){{0,6}}?)\s(?:(?:of|by|de|"
    rf"del|en|un|una|estimated|estimada|"
    rf"at)\s){{0,3}}{_SHARE}",
    re.IGNORECASE,
)
_LED = re.compile(
    rf"{_SHARE}\s(?P<name>(?:(?:volume|size|tumou?r|de|en|del|la|el|volumen|tama[nñ]o|tumoral|interval|"
    rf"metabolic)\s){{0,4}}"
    r"(?:reduction|decrease|shrinkage|reducci[oó]n|disminuci[oó]n))\b",
    re.IGNORECASE,
)
# What is left alive, what treatment did.
_VIABLE = re.compile(
    rf"\b(?P<name>(?:residual\s)?viable\stumou?r(?:\scells)?|tumor\sviable(?:\sresidual)?|c[eé]lulas\sviables|"
    rf"viable\sresidual\stumou?r|(?:porcentaje|componente|proporci[oó]n|fracci[oó]n)\s(?:tumoral\s|de\stumor\s)?viable|"
    rf"tejido\stumoral\sviable)"
    rf"\s?(?:[:=,(]\s?|(?:is|was|of|del?|en|un|comprises|constituye|representa|accounts for|alcanza|corresponde\sa|"
    rf"es)\s)"
    rf"{{0,3}}{_SHARE}",
    re.IGNORECASE,
)
_VIABLE_LED = re.compile(
    rf"{_SHARE}\s(?:(?:of|de)\s)?(?P<name>(?:residual\s)?viable\stumou?r|tumor\sviable)\b", re.IGNORECASE
)
# `Metastatic Wilms tumor, about 10% viable`: of a tumor alone; of a bag of cells it is no response.
_VIABLE_BARE = re.compile(
    rf"\b(?:tumou?r|metast[aá]\w*|neoplas\w*|\w{{0,12}}sarcoma|\w{{0,12}}blastoma|nodul\w*|n[oó]dulo\w*|lesion|lesi[oó]n)\b"
    rf"[^.;:]{{0,60}}?{_SHARE}\s(?P<name>viable)\b(?!\s(?:cells|c[eé]lulas|CD|count))",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    rf"{_SHARE}\s(?:of\s)?(?P<name>(?:treatment|therapy|chemotherapy|therapeutic)\s(?:effect|change|response)|"
    rf"efecto\s(?:del?\s)?"
    r"(?:tratamiento|terap[eé]utico|quimioterapia))\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    rf"\b(?P<name>(?:treatment|therapy|chemotherapy|therapeutic)[- ](?:effect|induced changes?|changes?)|"
    rf"cambios (?:por|de|inducidos por la?|posteriores a la?) "
    rf"(?:quimioterapia|tratamiento)|efecto (?:del? )?(?:tratamiento|"
    rf"quimioterapia))(?:\s\([^()]{{1,80}}\))?\s?(?:[:=,]\s?|(?:is|was|in|ocupan?|"
    rf"comprenden?|involving|del?|en|el|occupies|makes? up)\s){{0,3}}{_SHARE}",
    re.IGNORECASE,
)
_NECROTIC = re.compile(
    rf"{_SHARE}\s(?:of|del?)\s(?:(?:the|la|el)\s)?(?:{_WORD}\s){{1,4}}(?:is|was|are|were|es|est[aá]|"
    rf"est[aá]n)\s(?P<name>necrotic|necr[oó]tic[oa]s?)\b",
    re.IGNORECASE,
)
_NECROSIS = re.compile(
    rf"\b(?P<name>(?:total|global|overall|estimated|estimada|mean|media|tumou?r)\s(?:tumou?r\s|"
    rf"tumoral\s)?necrosis|necrosis\s(?:global|total|media|estimada|"
    rf"tumoral(?:\sestimada)?))\s?(?:[:=,]\s?|(?:is|was|of|fue|es|del?)\s){{0,3}}{_SHARE}",
    re.IGNORECASE,
)
# A treated tumor of the eye.
_TYPE = re.compile(
    r"\b(?P<name>(?:regresi[oó]n|regression|regressed|scar|cicatriz)(?:\spattern|\sde)?,?\s(?:tipo|type|"
    r"pattern)\s)(?P<value>0|[1-4]|I{1,3}|IV)\b"
    r"|\b(?:type|tipo)\s(?P<value2>0|[1-4]|I{1,3}|IV)\s(?P<name2>regress(?:ed|ion)|regresi[oó]n|scar)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:if|unless|expected|aim|goal|at least|si|meta|objetivo|esperad[oa]|defin\w+|criteri\w+|need\w*|dose|"
    r"dosis|risk|riesgo)\b",
    re.IGNORECASE,
)
# A share of a dose, of weight or of a laboratory value went down, and no disease.
_OTHER = re.compile(
    r"\b(?:dose|doses|dosis|weight|peso|creatinine|creatinina|gfr|filtrado|ejection|eyecci[oó]n|fevi|lvef|counts?|"
    r"plaquetas|platelets|appetite|"
    r"intake|risk|riesgo|asparaginase|methotrexate|metotrexato|vincristin\w+|doxorubicin\w*|dlco|fev1|oxygen|"
    r"hearing|steroid\w*|esteroides?|(?:tacro|csa|cyclosp|ciclosp|siroli|predni|metilpred|methylpred|dexa|hidrocort|hydrocort"
    r"|ruxol|mycophen|micofen|mmf|keppra|levetir|morphi|morfi|fentan|ketami|insulin|tpn|npt|furosem|lasix|vasopres|epineph"
    r"|norepi|noradren|adrenal|milrin|vcr|mtx|6-?mp|mercapto|ara-?c|doxo|etop|vinc|dauno|cyclophos|ciclofos|ifosf|cispl"
    r"|carbopl|ldh|ferritin|lactate|crp|pcr|bilirr?ub|transamin|hemoglob|oxigeno|fio2|drip|goteo|infusion|infusi[oó]n"
    r"|volume of feeds|feeds|fluids?|l[ií]quidos|rate|velocidad|ritmo)\w*)\b",
    re.IGNORECASE,
)
# What is left, and no share that went back: `reduced to 75 %`, `redujo al 50 %`.
_LEFT = re.compile(
    r"\b(?:to|al?|hasta(?: el)?)\s(?:about |approximately |around |un |el |aproximadamente )?[~≈]?$", re.IGNORECASE
)
_NEAR, _MOST = 60, 8


@dataclass(frozen=True, slots=True)
class Share:
    """What went back, its figure as written and where both stand."""

    name: str
    value: str
    start: int
    end: int


def shares_in(clause: Clause) -> Iterator[Share]:
    """Each share of a clause, the same figure once."""
    seen: set[int] = set()
    for name, patterns in (
        ("tumor reduction", (_REDUCED, _LED)),
        ("viable tumor", (_VIABLE, _VIABLE_LED, _VIABLE_BARE)),
        ("treatment effect", (_EFFECT, _CHANGES)),
        ("tumor necrosis", (_NECROTIC, _NECROSIS)),
    ):
        for pattern in patterns:
            for found in list(pattern.finditer(clause.text))[:_MOST]:
                near = clause.text[max(0, found.start() - _NEAR) : found.end()]
                left = name == "tumor reduction" and _LEFT.search(clause.text, found.start(), found.start("value"))
                if left or _PLANNED.search(near) or _OTHER.search(near) or found.start("value") in seen:
                    continue
                if float(found["value"].replace(",", ".")) <= 100:
                    seen.add(found.start("value"))
                    yield Share(name, f"{_sign(found['sign'] or '')}{found['value']} %", found.start(), found.end())


def types_in(clause: Clause) -> Iterator[Share]:
    """The types of regression that a treated tumor of the eye has."""
    for found in list(_TYPE.finditer(clause.text))[:_MOST]:
        yield Share("tumor regression", f"type {found['value'] or found['value2']}", found.start(), found.end())


def _sign(said: str) -> str:
    said = said.lower()
    if said[:1] in ("<", ">", "≥", "≤"):
        return said[0]
    if said.startswith(("more", "greater", "over", "at least", "más", "mas", "mayor", "superior")):
        return ">"
    return "<" if said.startswith(("less", "under", "menos", "menor", "inferior")) else ""
