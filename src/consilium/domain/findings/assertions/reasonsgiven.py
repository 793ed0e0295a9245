"""What a request or a plan gives as its reason is so, and no part of the plan: `Solicito valoración por variante TP53`,
`agregar ifosfamida por mala respuesta histológica`, `refer to genetics because of her RB1 mutation`.

Who is to see the child, and by which way something is to be done, stand behind the same word (`valoración por
Oftalmología`, `control local por cirugía`); what is only suspected, a risk, or of the family is no reason of this kind.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

_REACH = 80
_LED = re.compile(
    r"\b(?P<why>por(?: presentar| tener| portar| ser portador[a]? de| hallazgo de| diagn[oó]stico de| dx de)?"
    r"|debido al?|dad[oa]s?|ante|en vista de|a causa de|because of|due to|given|in view of|owing to|on account of"
    r"|in light of)"
    r"\s(?P<gap>(?:[^\s.,;:()]{1,18}\s){0,4})$",
    re.IGNORECASE,
)
# Words between that make it no fact of the child's.
_OPEN = re.compile(
    r"\b(?:sospech\w*|suspect\w*|suspicion|posibl\w+|possibl\w+|probabl\w+|presun\w+|eventual\w*|descart\w+|rule|riesgo|risk"
    r"|antecedente\w*|history|historia|famil\w+|madre|padre|herman\w+|mother|father|sibling\w*|si|if|potential|poder|fear"
    r"|concern|duda|s[ií]ntomas|falta|lack|ausencia|absence|sin|no|without|not|estudio|b[uú]squeda|to|for|para|with|con|by|de"
    r"|favor|confirmar|definir|realizar|v[ií]a)\b(?!\s(?:la\s)?(?:lesi|var|mut))",
    re.IGNORECASE,
)
# A service that is to see the child, and a way of treating or looking.
_BY_WHOM = re.compile(
    r"(?:(?:onco|hemato|oftalmo|cardio|neuro|nefro|endocrino|radio|quimio|pato|infecto|audio|psico|odonto|uro|gineco|gastro"
    r"|neumo|otorrino|derma|toraco|laparo|endo|bronco)\w*(?:log[ií]a|log[oa]s?|log[iy]|cirug[ií]a|terapia|tomia|tom[ií]a|scop[ií]a|ped\w+)"
    r"|gen[eé]tica|genetics|cirug\w+|surg\w+|oncolog\w+|radiat\w+|quimio\w*|chemo\w*|ortop\w+|fisiat\w+|rehab\w+|nutri\w+"
    r"|palia\w+|anest\w+|comit\w+|junta|equipo|team|servicio|protocol\w*|esquema|biops\w+|im[aá]gen\w*|imag\w+|TC|TAC|RM|RMN|PET|US"
    r"|CT|MRI|NGS|FISH|PCR|ORL|sonda|v[ií]a|\w+ectom[ií]a|\w+graf[ií]a)\b",
    re.IGNORECASE,
)
# What is asked for or meant to be done before it: a condition (`si recae por ...`) has none of these.
_ASKED = re.compile(
    r"\b(?:solicit\w+|se (?:pide|env[ií]a|deriva|comentar\w+|discutir\w+|plantea\w*|propone|considera\w*|valorar\w*"
    r"|decide)"
    r"|agregar\w*|a[nñ]adir\w*|cambiar\w*|iniciar\w*|suspender\w*|referir|refiero|derivo|env[ií]o|interconsult\w+|programar\w*"
    r"|plan"
    r"|refer(?:ral|red)?|request\w*|will|add(?:ing)?|switch\w*|start\w*|change|changing|consult\w*|recommend\w*|sugiere|sugerimos"
    r"|recomend\w+)\b",
    re.IGNORECASE,
)
NOT_YET = {Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.PENDING}


def is_reason(text: str, start: int, end: int, *, planned: bool) -> bool:
    """Whether a thing is the reason of what its sentence asks for or plans; `planned` where it stands under a plan."""
    led = _LED.search(text, max(0, start - _REACH), start)
    if led is None or _OPEN.search(led["gap"]) or _BY_WHOM.match(text, start, end):
        return False
    return planned or _ASKED.search(text, 0, led.start()) is not None


def without_reasons(
    text: str, place: tuple[int, int], found: set[Assertion], placed: Assertion | None
) -> tuple[set[Assertion], Assertion | None]:
    """How a thing is said by the words around it (`found`) and by its section (`placed`), but for its being planned
    with what it is the reason of."""
    ahead = placed is Assertion.PLANNED
    if (ahead or found & NOT_YET) and is_reason(text, *place, planned=ahead):
        return found - NOT_YET, None
    return found, placed
