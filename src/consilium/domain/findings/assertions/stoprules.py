"""Rules by which a treatment is to be stopped, and words that say that it was: `6-MP 50 mg/d, suspender si neutrófilos
<500`, `in tapering doses and then stop`, `hold for ANC < 500` are orders for what is being given; `Itraconazole d/c`,
`anakinra held` tell of an end."""

from __future__ import annotations

import re
from typing import Any

from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import Hit

# What nobody has done yet: an infinitive or an order.
_TO_STOP = re.compile(
    r"(?:stop|stop these|stop taking|hold|omit|withhold|discontinue|suspender|suspenda|interrumpir|omitir|retirar"
    r"|descontinuar|dejar(?: de tomar)?|pausar|pause|do(?: not|n['’]t) continue|not to continue|no continuar)",
    re.IGNORECASE,
)
# What follows it: a condition, a bound or a time to come.
_THEN = re.compile(
    r"\s(?:(?:it|this|the|dose|doses|drug|la|el|dosis|f[aá]rmaco|medicaci[oó]n|y avisar|and call)\s){0,3}"
    r"(?:if|when|unless|whenever|while|once|si|cuando|en caso|ante|mientras|hasta|until"
    r"|(?:for|con|with|por)\s(?:[\w/]{1,14}\s){0,3}?[<>≤≥]"
    r"|(?:en|in|al?|at|after|tras|on|el|los|dentro de|a las|a los)\s(?:(?:los|las|el|d[ií]a|day|about"
    r"|unos|unas)\s){0,2}"
    r"(?:\d|one|two|three|four|six|un|una|dos|tres|seis|end|fin|t[eé]rmino|alta|discharge)"
    r"|(?:beyond|past|(?:for |por )?(?:more than|longer than|m[aá]s de|m[aá]s all[aá] de))\s"
    r"|\d{1,2}\s?(?:m|w|d|s|h)\w*\s"
    r"(?:after|before|prior|post|antes|previ[oa]s?|despu[eé]s|tras)"
    r"|(?:the\s)?(?:day|night|morning|evening)\s(?:before|of)\b"
    r"|(?:el d[ií]a|la noche|la v[ií]spera)\s(?:antes|anterior|previ[oa])"
    r"|(?:before|prior to|antes de)\s(?:the\s|each\s|any\s|la\s|el\s|cada\s)?(?:lp|lumbar|surgery|operation"
    r"|procedure|biopsy|scan|pl|punci[oó]n|cirug[ií]a|procedimiento|biopsia|operaci[oó]n|anestesia|an[a]?esthesia))",
    re.IGNORECASE,
)
# What stands before it: the end of a course that is being given, or a condition.
_AT_THE_END = re.compile(
    r"(?:\b(?:then|and then|luego|despu[eé]s|posteriormente|hasta|until|y|and)\s(?:se\s|to\s|can\s|puede\s)?"
    r"|\b(?:if|when|si|cuando|en caso de)\s[^.;\n]{2,50}?[,:]?\s(?:se\s|then\s|to\s)?)$",
    re.IGNORECASE,
)
_BACK = 70
# A dose, a time or a taper before `y suspender`: what comes before its end.
_COURSE = re.compile(
    r"\d|\b(?:descenso|descendente|taper\w*|wean\w*|reduc\w+|bajar|hasta|until|then|luego)\b", re.IGNORECASE
)
# An order for the time before a procedure: `stop ibuprofen 3 days before surgery`.
_BEFORE_IT = re.compile(
    r"\s(?:\d{1,2}\s?(?:h|hours?|hrs?|d|days?|weeks?|wks?|horas?|hs|d[ií]as?|semanas?)\s)?(?:before|prior to|antes de"
    r"|previ[oa]s? a)\s(?!admission|that|this|diagnosis|coming|ingres|venir)",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?:\s[\w-]{1,14}){0,5}?\s(?:if|unless|once|si|cuando|a menos que)\s", re.IGNORECASE)
_ENDED = re.compile(
    r"\s?[:,(–—-]?\s?(?:(?:was|were|is|been|has been|now|fue|then|slowly|successfully"
    r"|gradually)\s){0,2}(?:(?:tapered|weaned)\s(?:and|then)\s)?"
    r"(?:d/c(?:['’]?d|ed)?|dc['’]d|ceased|held|stopped|discontinued|withdrawn|finished|(?:weaned|tapered"
    r"|titrated)\s(?:down\s(?:and|to)\s)?off)"
    r"(?=\s?(?:[.,;)]|$)|\s(?:since|on|in|last|due|because|by|after|yesterday|today|at|when|over|before|prior"
    r"|post|early|mid|late|\d))"
    r"(?!\s(?:for\s)?(?:home|summary|medications?|meds))",
    re.IGNORECASE,
)
# The same with a verb of its own: `Dexametasona: la dejó en mayo`, `levetiracetam, que ya dejó`.
_LEFT = re.compile(
    r"\s?[:,(–—-]?\s?(?:(?:que\s)?(?:ya\s)?(?:(?:se\s)?(?:la|lo|le)\s)?(?:dej[oó](?:\sde\s(?:tomar|usar"
    r"|recibir)(?:l[ao])?)?|termin[oó]"
    r"|quitaron|retiraron|suspendieron))(?=\s?(?:[.,;)]|$)|\s(?:en|el|desde|hace|tras|al|a\s|por|hoy|ayer|\d))",
    re.IGNORECASE,
)

# `Isotretinoin 160 mg/m²/day, six cycles, last capsule 28 May 2024`.
_LAST_TAKEN = re.compile(
    r"[^.;]{0,60}?\b(?:last|final|[uú]ltim[ao])\s(?:capsule|tablet|pill|c[aá]psula|tableta|comprimido|pastilla)\s"
    r"(?:(?:was|on|taken|el|fue|tomad[ao])\s){0,2}\d",
    re.IGNORECASE,
)


def is_rule(text: str, start: int, end: int) -> bool:
    """Whether the word for stopping at `text[start:end]` is part of a rule, or of the end of a course to come."""
    if _TO_STOP.fullmatch(text, start, end) is None:
        return False
    if _THEN.match(text, end, end + 70):
        return True
    low = max(0, start - _BACK)
    found = _AT_THE_END.search(text, low, start)
    return found is not None and (
        found[0][:2].casefold() in ("if", "si") or _COURSE.search(text, low, start) is not None
    )


def orders_before(clause: Clause, first: int, name: Hit[Any]) -> bool:
    """Whether the words of a clause from the `first` on order to stop the medicine behind them for the time before a
    procedure: `stop ibuprofen 3 days before surgery`."""
    text, words = clause.text, clause.words
    order = text[words[first].start : words[name.first].start]
    return is_for_a_time(order, text, words[name.after - 1].end)


def is_for_a_time(order: str, text: str, end: int) -> bool:
    """Whether an `order` to stop what ends at `end` is of the time before a procedure."""
    return _TO_STOP.fullmatch(order.strip(" :")) is not None and _BEFORE_IT.match(text, end) is not None


def was_ended(text: str, end: int) -> bool:
    """Whether the words right behind a medicine's name say that it is not taken now: `Itraconazole d/c`, `held`."""
    return any(pattern.match(text, end, end + 90) is not None for pattern in (_ENDED, _LEFT, _LAST_TAKEN))


def is_later(text: str, end: int) -> bool:
    """Whether what is told of a medicine's end is so under a condition: `off selumetinib at two years if stable`."""
    return _LATER.match(text, end, end + _BACK) is not None
