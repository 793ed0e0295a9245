"""Drugs that a sentence names to tell what came after them: `toes numb since vincristine`, `infused after fludarabine
and cyclophosphamide`, `D+13 after busulfan/melphalan`. They were given, unless the sentence looks ahead."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause, Section

# Right before the drug, or before others of its list.
_AFTER = re.compile(
    r"\b(?:after|following|since|s/p|post|tras|despues de|despues del|luego de|posterior a|posterior al|desde|desde el|"
    r"desde la)\s(?:(?:the|his|her|their|its|el|la|los|las|su|sus|high|low|dose|alta|altas|dosis|de|first|second|third|"
    r"last|ultim[oa]|primer[oa]?|segund[oa]|tercer[oa]?|[1-9](?:st|nd|rd|th)|\d{1,2}|two|three|four|five|six|dos|tres|"
    r"cuatro|cinco|seis|cycles?|ciclos?|of|doses|upfront|neoadjuvant|oral|iv|a|un|una|course|single)\s){0,4}"
    r"(?:[\w-]{3,24}(?:\s?[,/+-]\s?|\s(?:and|y|e|plus|with|con)\s)){0,5}$"
)
# A time to come, or one that is counted in hours behind each dose.
_AHEAD = re.compile(
    r"\b(?:will|shall|would|should|could|may|might|must|to be|to (?:start|begin|come|follow)|plan(?:s|ned|"
    r"ning)?|due|next|"
    r"if|unless|once|each|every|whenever|option|hay que|debe\w*|cada|si|podra|seria|se (?:hara|dara|hara|pedira|"
    r"evaluara|valorara|iniciara|realizara)|proxim[oa]|planea\w*|previst[oa]|programad[oa]|hours?|hrs?|horas?|\d\s?h|"
    r"minut[eo]s|risk|riesgo|usual|typical\w*|common\w*|frecuente|suele\w*|can|puede\w*|expect\w*|wait|"
    r"esperar|consider\w*|"
    r"recommend\w*|suggest\w*|repeat|repetir|recheck|control)\b"
)
_SILENT = frozenset({Section.PLAN, Section.GENERAL, Section.QUESTIONS, Section.ALLERGIES, Section.FAMILY_HISTORY})
_REACH = 150
_GIVEN_REACH = 160


def given_before(clause: Clause, start: int) -> bool:
    """Whether the words before a drug tell that something came after it."""
    text = clause.folded
    if len(text) != len(clause.text) or clause.section in _SILENT or text.rstrip().endswith("?"):
        return False
    found = _AFTER.search(text, max(0, start - _REACH), start)
    if found is None:
        return False
    begin = max(text.rfind(". ", 0, found.start()), text.rfind("; ", 0, found.start())) + 1
    return _AHEAD.search(text, begin, start) is None


# What was or is done because of a drug tells that it was given: `ketorolac is avoided because of methotrexate`.
_CAUSE = re.compile(
    r"\b(?:because of|on account of|in view of|owing to|attributed to|caused by|a causa de|debido a|atribuid[oa]s? a|"
    r"causad[oa]s? por|en vista de)\s(?:(?:the|his|her|la|el|su|prior|previous|recent|previ[oa]|uso de|use of)\s){0,3}"
    r"(?:[\w-]{3,20}\s(?:and|y|e)\s)?$"
)


# What one decides to end is being given: `se decide parar el tratamiento con quimioterapia`.
_ENDED = re.compile(
    r"\b(?:(?:se )?(?:decid\w+|acord\w+|acuerd\w+|opt\w+ por)|oblig\w+ a|hubo (?:que|de)|tras|al|luego de|despues de)\s"
    r"(?:\w+mente\s)?(?:suspender|parar|interrumpir|finalizar|retirar|discontinuar|no continuar con|detener)\s"
    r"(?:(?:el|la|los|las|con|de|su|tratamiento|terapia|pauta|administracion|dosis)\s){0,4}$"
)


def is_ended(clause: Clause, start: int) -> bool:
    """Whether a decision to end it leads to a drug."""
    return _ENDED.search(clause.folded, max(0, start - _REACH), start) is not None


def is_reason(clause: Clause, start: int) -> bool:
    """Whether a drug is told as the reason of another thing."""
    return _CAUSE.search(clause.folded, max(0, start - _REACH), start) is not None


# Put off by so long, and told as past: it was given then. `is delayed by a week` may still be.
_LATE = re.compile(
    r"(?:\s(?!is\b|are\b|will\b|be\b|sera\b|esta\b|se (?:aplaza|pospone|posterga|retrasa|difiere)\b)[\w%-]{1,14}){0,4}?"
    r"\s(?:(?:was |were |had been |got |came )?(?:delayed|postponed|deferred|pushed back|put back|put off|"
    r"held(?: back)?|"
    r"late|behind)|(?:se |fue )?(?:aplaz|pospus|pospuest|posterg|retras|demor|difir|diferid)(?:o|ad[oa]|[oa]|id[oa])?)"
    r"\s(?:by |for |about |almost |casi |unos |por )?(?:an?|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|una?|dos|tres|"
    r"cuatro|cinco|seis|siete|ocho|nueve|diez|\d{1,2})\s(?:days?|weeks?|dias?|semanas?)\b"
)

# Put off, and given then: `aplazado al 12/09/2025, se administró antes del alta`.
_THEN_GIVEN = re.compile(
    r"[^.;]{0,50}?\b(?:aplaz|pospus|pospuest|posterg|retras|demor|difir|diferid|delayed|postponed|deferred|moved"
    r"|put back"
    r"|pushed back|put off)[^.;]{0,60}?(?:,|\s(?:and|y|but|pero))\s(?:(?:it|they|y|and|pero|but)\s)?"
    r"(?:se (?:le )?(?:administr|aplic|dio|paso|complet|recib)\w{0,6}|(?:was |were |fue )?(?:then |finally "
    r"|finalmente )?"
    r"(?:given|administered|infused|received|administrad[oa]s?|aplicad[oa]s?))\b"
)


# A family's note to itself: `Sirolimus: preguntar cuándo`, `etoposide - ask Dr. Lee`.
_TO_ASK = re.compile(
    r"\s?[:,–-]\s?(?:hay que |to |must |need to )?(?:preguntar|consultar|averiguar|ask|check with|find out)\b",
    re.IGNORECASE,
)


def is_to_ask(text: str, end: int) -> bool:
    """Whether what is noted behind a drug is a question to put, so that nothing is told of a dose."""
    return _TO_ASK.match(text, end) is not None


def came_late(clause: Clause, end: int) -> bool:
    """Whether what ends at `end` was given so many days late: `el segundo se pospuso una semana por mucositis`."""
    text = clause.folded
    late = _LATE.match(text, end, end + _REACH) or _THEN_GIVEN.match(text, end, end + _GIVEN_REACH)
    return len(text) == len(clause.text) and late is not None


# What comes before one that may never be given: `Echo before any further anthracycline`.
_BEFORE_ANY = re.compile(
    r"\b(?:before|prior to|antes de|previ[oa] a)\s(?:(?:giving|starting|iniciar|dar|administrar|considering)\s)?"
    r"(?:any|further|more|additional|m[aá]s|cualquier|eventual(?:es)?)\s(?:(?:further|more|additional|otr[ao]|nuev[ao])\s)?"
    r"(?:(?:dos[ei]s|doses?|cycles?|ciclos?)\s(?:of|de)\s)?$",
    re.IGNORECASE,
)


def is_before_any(text: str, start: int) -> bool:
    """Whether something is to be done before a treatment that nobody says will come."""
    return _BEFORE_ANY.search(text, max(0, start - 80), start) is not None
