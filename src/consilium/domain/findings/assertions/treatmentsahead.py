"""Treatments that are laid side by side, asked about or prepared for, where no verb tells of one.

`Options: CAR-T, HSCT`, `Transplant or radiation?`, `Basal antes de antraciclinas`, `Relevant before radiation`.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.alternatives import is_alternative
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause

# A short question of two ways (recognized: `CAR-To trasplante`); more may be asked behind it.
_CHOICE = re.compile(
    r"\W{0,3}(?:\d{1,2}\s?[.)])?\W{0,4}[^?.;]{2,60}?"
    r"(?:\b(?:or|o|u|vs\.?|versus)|(?<=-T)o)\s[^?.;]{2,60}\?",
    re.IGNORECASE,
)
_OPTIONS = re.compile(
    r"\W{0,3}(?:\d{1,2}[.)]\s)?(?:treatment |therapeutic |salvage )?(?:options|opciones|alternatives|alternativas)\b"
    r"[^:.]{0,40}:",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\W{0,4}(?:(?:treatment|therapeutic|salvage|possible|the|posibles|las)\s)?(?:options|opciones|alternatives|"
    r"alternativas|choices)\b(?!\s(?:chosen|elegid|taken))[^.]{0,40}$",
    re.IGNORECASE,
)
# What a test or a visit is for, and that it comes first; other treatments of the list may stand between.
_BEFORE = re.compile(
    r"\b(?:baseline|basal|relevant|relevante|clearance|assess(?:ment|ed)|evaluation|evaluaci[oó]n|valoraci[oó]n|"
    r"screening|work-?up|indication|indicaci[oó]n|reason|motivo|cleared|needed|required|matters?|importa)\b"
    r"[^.;]{0,40}?\b(?:before|prior to|ahead of|antes del?|previ[oa]s? al?|for|para)\b"
    r"(?: (?:starting|iniciar|comenzar|inicio de(?:l)?|tratamiento con|treatment with|la|el|las|los|l|the"
    r"|any)){0,3}\s?(?:[^\W\d]{0,3}[\w/-]{2,20},? ){0,6}$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:baseline|basal|matters?|importa)\b|\b(?:before|prior to|ahead of|antes del?|previ[oa]s? al?)\b", re.I
)
_MATTERS = re.compile(r"\b(?:matters?|importa|relevant[e]?)\b", re.IGNORECASE)
_STOPS = re.compile(
    r"\b(?:after|post|since|following|tras|despu[eé]s|desde|no|not|without|sin|was|were|fue|had|has|received|"
    r"recibi[oó]|given|completed|last|[uú]ltim[oa]|consult(?:ation)?|oncolog(?:y|ist)|referral)\b",
    re.IGNORECASE,
)
# What asks when a treatment was, or what came of it.
_ASKS_OF_PAST = re.compile(
    r"\b(?:was|were|did|had|has|have|after|post|since|from|due|because|caused?|effects?|fue|hubo|tras|despu[eé]s|desde|"
    r"por|causa|efectos?)\b|\d{4}|\d/\d",
    re.IGNORECASE,
)
# A question that asks whether a thing will be, may be or would help; not one of what was.
_WONDERS = re.compile(
    r"\W{0,4}(?:\d{1,2}\s?[.)-]+)?\W{0,4}(?:(?:and|y|also|tambi[eé]n|but|pero|so|or|o),?\s)?(?:if|is|are|"
    r"can|could|should|"
    r"shall|will|would|may|might|does|do|what (?:about|if|are)|how (?:likely|about|long|much)|which|when|why not|"
    r"es|son|hay|puede\w*|podr\w+|debe\w*|ser[ií]?[aá]\w*|va a|van a|conviene|sirve\w*|se (?:puede|podr|va|debe)\w*|si|"
    r"qu[eé] tal|cu[aá]ndo|(?:tiene|tendr[ií]a|hay)\s(?:cabida|lugar|indicaci[oó]n|sentido)|se beneficia\w*"
    r"|est[aá] indicad[oa]|"
    r"qu[eé] (?:opina\w*|piensa\w*|les parece)|recom[ie]+nda\w*|aconseja\w*|sugier\w+|corresponde\w*"
    r"|ofrecer[ií]a\w*|cabe|existe|procede\w*|"
    r"amerita\w*|justifica\w*|convendr[ií]a|agrega\w*|a[nñ]ad\w+|continua\w*|seguir|iniciar|operar|irradiar"
    r"|trasplantar|resecar|cambiar|necesita\w*|tendr\w+|habr\w+|vale la pena|(?:el|la|los|las) \w{4,24} (?:es"
    r"|ser[ií]a|puede|"
    r"podr[ií]a|va a|servir[ií]a))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|did|had|has|have|been|cut|fue|hubo|ha|han|hab[ií]a|se (?:redujo|suspendi[oó]|dio|puso))\b",
    re.IGNORECASE,
)
# A question that only names what may be done: `¿Cirugía de rescate del resto?`; not a form's `¿Cirugías previas?`.
_IS_NAMED = re.compile(
    r"(?:la |el |una? |otra |segunda |nueva )?(?:cirug[ií]a|radioterapia|protonterapia|quimioterapia"
    r"|trasplante|tph|inmunoterapia|resecci[oó]n"
    r"|metastasectom[ií]a|toracotom[ií]a|nefrectom[ií]a|irradiaci[oó]n|terapia|tratamiento|reoperaci[oó]n"
    r"|reintervenci[oó]n|car-?t)"
    r"(?!\s(?:previ|anterior|recibid|realizad|actual|alguna))(?:\s[^\s?]+){2,30}\s?$",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"\s{0,3}(?:s[ií]|no|x|\[|\(|☐|☒|□)(?:\W|$)", re.IGNORECASE)
_LONGEST, _REACH = 160, 110


def is_choice(clause: Clause, start: int) -> bool:
    """Whether the thing at `start` is one of two ways that a short question asks between."""
    found = _CHOICE.match(clause.text) if "?" in clause.text and len(clause.text) <= _LONGEST else None
    return found is not None and start < found.end() and _ASKS_OF_PAST.search(found[0]) is None


def is_wondered(clause: Clause, start: int) -> bool:
    """Whether the thing at `start` is asked about as one that may be: `Would radiation be an option?`."""
    end = clause.text.find("?", start)
    if end < 0 or len(clause.text) > 2 * _LONGEST or re.search(r"[.;:]\s", clause.text[start:end]):
        return False
    begin = max((clause.text.rfind(mark, 0, start) for mark in (". ", "? ", "; ", "¿")), default=-1) + 1
    asked = clause.text[max(0, begin) : end]
    opened = asked[1:] if asked.startswith("¿") else asked if clause.text[max(0, begin - 1) : begin] == "¿" else ""
    if _IS_NAMED.match(opened):
        return _PAST.search(asked) is None and _ANSWERED.match(clause.text, end + 1) is None
    return _WONDERS.match(asked) is not None and _PAST.search(asked) is None


def is_under_options(clause: Clause) -> bool:
    """Whether a clause is an item of a list whose heading says that these are options."""
    return _HEADED.match(clause.heading) is not None and clause.heading != clause.text


def opens_options(clause: Clause) -> int:
    """Where the items of a list of options begin in a clause that opens with such a heading; 0 where it does not."""
    found = _OPTIONS.match(clause.text)
    return found.end() if found is not None else 0


def is_option(clause: Clause, start: int) -> bool:
    """Whether the thing at `start` is in a list that is headed as options, or laid beside another by `or`."""
    found = _OPTIONS.match(clause.text)
    return (found is not None and found.end() <= start) or is_alternative(clause.text)


def ahead_of(clause: Clause, start: int) -> Assertion | None:
    """Planned where a test is done before the treatment at `start`, conditional where a thing only matters for it."""
    before = clause.text[max(0, start - _REACH) : start]
    found = _BEFORE.search(before)
    if found is None or _STOPS.search(found[0]) or not _FOR.search(found[0]):
        return None
    return Assertion.CONDITIONAL if _MATTERS.search(found[0]) else Assertion.PLANNED
