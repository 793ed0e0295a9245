"""Treatments that a part of a plan lays side by side with `or`: `Consolidation: autologous transplant (BEAM) or
involved-site radiation`, `Rescate: ifosfamida o bendamustina`. One of them may be; none is given or decided."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"\W{0,4}(?:\d{1,2}[.)]\s)?(?:(?:the|la|el|possible|posible|further|subsequent|posterior)\s)?"
    r"(?:consolidation|consolidaci[oó]n|salvage|rescate|(?:re-?)?induction|(?:re-?)?inducci[oó]n|local control"
    r"|control local|maintenance|mantenimiento|second[ -]line|third[ -]line|segunda l[ií]nea|tercera l[ií]nea"
    r"|bridg(?:e|ing)|puente|conditioning|acondicionamiento|next line|siguiente l[ií]nea|treatment|tratamiento|therapy"
    r"|terapia|at relapse|en recaída)(?:\s(?:therapy|treatment|terapia|tratamiento|phase))?"
    r"(?:\s?:\s|\s(?:with|by|con|mediante)\s(?:either\s)?)",
    re.IGNORECASE,
)
_TREATMENT = (
    r"(?:trans?plant\w*|TPH|TCPH|HSCT|HSCR|TAMO|radi(?:ation|oter\w+|other\w+|aci[oó]n)|RT|XRT|irradia\w+|proton\w*"
    r"|chemo\w*|quimio\w*|QT|surg\w+|cirug[ií]a|resec\w+|amputa\w+|CAR-?T\w*|immuno\w+|inmuno\w+|ablation|ablaci[oó]n"
    r"|embolization|quimioembolizaci[oó]n|(?:re-?)?induc\w+|trial|ensayo|ISRT|TBI|ICT|MIBG|BEAM|[A-Z]{3,5}"
    r"|\w{1,20}(?:mab|nib|clax|platin[oa]?|rubicin[a]?|fosfamide?a?|mustin[ea]?|stat|taxel|tecan|tec[aá]n|citabin[ea]"
    r"|darabin[ea]|poside?o?|bine?a?|stine?a?|phalan|falán|falan|tepa|sulf[aá]n))"
)
_OR = re.compile(
    rf"\b{_TREATMENT}\b[^.;:]{{0,60}}?\s(?:or|o|u|vs\.?|versus)\s[^.;:]{{0,50}}?\b{_TREATMENT}\b", re.IGNORECASE
)
# What was given or denied, and what was settled.
_DONE = re.compile(
    r"\b(?:was|were|had|has|have|been|received|given|underwent|completed|after|since|prior|previous(?:ly)?|not?|without"
    r"|never|none|fue|fueron|ha|han|recibi\w+|complet\w+|realiz\w+|administr\w+|previ[oa]s?|tras|despu[eé]s|sin|ni"
    r"|nunca|nada|ninguna|(?:19|20)\d\d|started|began|inici[oó]|x\s?\d)\b",
    re.IGNORECASE,
)
_MOST = 240


def is_alternative(text: str) -> bool:
    """Whether a clause is such a part of a plan, its own label with it."""
    found = _LABEL.match(text)
    if found is None or len(text) > _MOST:
        return False
    said = text[found.end() :]
    return _OR.search(said) is not None and _DONE.search(said) is None
