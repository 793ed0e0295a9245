"""What is told of another child than the patient, before a thing is named: the next bed, a friend, a family met online.

A question list or a mother's notebook holds as much of others as of the child itself: `a girl in the group had a
seizure`, `alguien del foro recibió protones`.
"""

from __future__ import annotations

import re

__all__ = ["names_another"]

# Where one meets other families, and whom one meets there.
_MET = (
    r"(?:(?:online|on-?line|facebook|fb|whatsapp|internet|support|parents?['’]?|web|chat|social|padres|madres|apoyo)\s){0,2}"
    r"(?:forums?|foros?|groups?|grupos?|chats?|internet|facebook|whatsapp|web|blog|school|class|escuela|colegio|hostel"
    r"|albergue|church|iglesia)\b"
)
_SOMEBODY = (
    r"(?:someone|somebody|alguien|(?:a|an|one|un|una|otr[oa])\s(?:(?:little|older|younger|otr[oa])\s)?(?:girl|boy|child"
    r"|kid|baby|teen|teenager|family|mum|mom|mother|dad|father|parent|lady|woman|couple|ni[nñ][oa]|beb[eé]|chic[oa]"
    r"|muchach[oa]|familia|se[nñ]ora?|mam[aá]|pap[aá]|madre|padre|pareja))"
)
_ANOTHER = re.compile(
    r"\b(?:next|another|other|different|wrong|adjacent|neighbou?ring|previous|adjoining) (?:(?:family|couple|"
    r"mother)['’]s )?(?:patient|child|baby|case"
    r"|bed)(?!['’]s own)|"
    r"\b(?:ni[nñ][oa]|paciente|child|patient|kid|boy|girl|baby) (?:de la cama|in bed|from bed|next door|de al lado"
    r"|across)\b|"
    r"\b(?:in|en) (?:the )?(?:bed|cama|cubicle|bay|cuna)\s?\d{1,4}\s?[-–:,]?\s?(?:pt|patient|child|pac|paciente"
    r"|ni[nñ][oa])\b|"
    r"\b(?:caso|paciente|case) (?:siguiente|next)\b|"
    r"\b(?:otr[oa]|siguiente|pr[oó]xim[oa]) (?:paciente|ni[nñ][oa]|caso|lactante|familia|mam[aá]|pap[aá])|\broom-?mate"
    r"|\banother (?:family|mum|mom|mother|dad|parent|boy|girl)\b|\b(?:classmate"
    r"|school ?friend|friend|neighbou?r)(?:['’]s)?\b(?!\s(?:also )?(?:says?|said|"
    r"reports?|reported|saw|told|thinks?|thought|noticed|found|witnessed|called|brought|drove)\b)|"
    r"(?<!estimado )(?<!estimada )(?<!querido )(?<!querida )\b(?:compa[nñ]er[oa]|vecin[oa]|amig[oa])\b|"
    rf"\b{_SOMEBODY}\s(?:(?:que conocimos|we met|we know|who posts)\s)?(?:in|on|from|at|del|de|en)\s"
    rf"(?:(?:the|an|a|our|my|her|his|la|el|un|una|nuestro|su|mi)\s)?{_MET}|"
    r"\b(?:someone|somebody|another (?:girl|boy|kid)|alguien|otr[oa] (?:mam[aá]|pap[aá]|familia|se[nñ]ora?))\s(?:in|on"
    r"|from|at|del?|en)\s(?:(?:the|our|la|el|su|mi)\s)?(?:ward|room|sala|piso|planta|hospital|hospice|cl[ií]nic[a]?)\b",
    re.IGNORECASE,
)  # fmt: skip


def names_another(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words between two places of a text that name another child, or None."""
    return _ANOTHER.search(text, start, end)
