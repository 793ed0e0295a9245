"""Lists of treatments of which one word tells what became of all: `Hold A, B and C`, `Suspender A y B`, `A and B held`.

The word is of each of them, and not of the nearest alone. A rule (`hold A and B if ANC < 500`) holds nothing yet.
"""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.stoprules import is_for_a_time

HELD, STOPPED, RULE = "held", "stopped", "rule"

_BACK, _AHEAD, _ITEM_WORDS, _LAST_WORDS = 150, 150, 6, 3
# Where a part of the text begins in which such a word may lead.
_PART = re.compile(r"[.;:(]\s|\n|\s[-–—•*>]\s|^\s*[-–—•*]\s?|\b\d[.)]\s|,\s(?:and |y |e )?|\s(?:and|y|but|pero)\s")
_LEAD = re.compile(
    r"\s*(?:(?:please|will|to|we|se|favor(?: de)?|por favor|indico|plan(?: to)?)\s){0,2}"
    r"(?:(?P<held>hold|holding|held|withhold|withholding|withheld|omit|skip|skipping|omitir|omitimos|pausar|retener)"
    r"|(?P<stopped>stop|stopping|stopped|d/?c(?:['’]?d)?|discontinue|discontinued|suspender|suspenda|suspende[nr]?"
    r"|suspendemos"
    r"|suspendi[oó]|suspendieron|retirar|retiramos|retira[n]?|discontinuar|descontinuar))\b:?\s",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r",\s?(?:(?:and|y|e|or|o)\s)?|\s(?:and|y|e|or|o)\s|\s?[&+/]\s?")
# Words that no item of such a list has: another verb or a condition begins there.
_NO_ITEM = re.compile(
    r"\b(?:start\w*|continu\w*|give[ns]?|giving|gave|resum\w+|restart\w*|reinici\w*|inici\w*|chang\w*|increas\w*"
    r"|decreas\w*|switch\w*|add\w*|agreg\w*|begin\w*|began|began|keep\w*|sigue|seguir|mant[ei]\w*|cambi\w*|aument\w*"
    r"|disminu\w*|bajar|sub(?:ir|e)|if|unless|until|till|hasta|for|por|due|because|ya|since|but|pero|add|then"
    r"|luego|not?"
    r"|sin|without|with|con|is|was|were|are|has|have|had|es|fue|est[aá]|off|on|m[aá]s|then|check|monitor|use|usar|dar"
    r"|administrar|rotar|pasar|ordered|received|recib\w+|completed|tolerat\w+|after|before|tras|antes|as|while"
    r"|mientras|given)\b",
    re.IGNORECASE,
)
# What may stand before the last item's name.
_LAST = re.compile(
    r"(?:(?:the|all|any|her|his|home|po|iv|oral|sc|im|standing|scheduled|prn|prophylactic|daily|today['’]?s"
    r"|nightly|dose|doses|of"
    r"|la|el|los|las|su|sus|dosis|de|del|profil[aá]ctic[oa]|this|evening|morning|next|also|tambi[eé]n|both"
    r"|ambos)\s?){0,3}",
    re.IGNORECASE,
)
# A condition or a bound behind it makes the whole a rule for what is being taken.
_RULE = re.compile(
    r"[^.;\n]{0,60}?\s(?:if|unless|when(?:ever)?|si|cuando|en caso|(?:for|con|por|with)\s(?:[\w/]{1,14}\s){0,3}?[<>≤≥])"
    r"(?=\s|[<>])",
    re.IGNORECASE,
)
_DOSE = r"(?:\s\d[\w.,/%]{0,10}){0,3}"
# The rest of such a list behind one of it, and what became of all: `... and DNR HELD today`.
_REST = re.compile(
    rf"{_DOSE}(?:,\s[\w-]{{3,24}}{_DOSE}){{0,4}},?\s(?:and|y|e|&|\+)\s(?P<last>[\w-]{{2,24}}{_DOSE})\s"
    r"(?:(?:are|were|both|all|have been|is|being|on|se encuentran|fueron|ambos|quedan|est[aá]n)\s){0,3}"
    r"(?:(?P<held>held|hold|withheld|omitted|omitid[oa]s|pausad[oa]s|skipped|diferid[oa]s)"
    r"|(?P<stopped>stopped|discontinued|d/c['’]?d|dc['’]d|suspendid[oa]s))\b",
    re.IGNORECASE,
)


def led(text: str, start: int, end: int) -> str:
    """HELD or STOPPED where a word that opens the list says so of the treatment `text[start:end]`, RULE where it is to
    be so under a condition, else ""."""
    low = max(0, start - _BACK)
    for part in (low, *(one.end() for one in _PART.finditer(text, low, start))):
        lead = _LEAD.match(text, part, start)
        if lead is None or (part == low and low > 0) or not _is_list(text[lead.end() : start]):
            continue
        order = lead["held"] or lead["stopped"]
        if _RULE.match(text, end, end + _AHEAD) or is_for_a_time(order, text, end):
            return RULE
        return HELD if lead["held"] else STOPPED
    return ""


def followed(text: str, start: int, end: int) -> str:
    """HELD or STOPPED where a word behind the list says so of the treatment `text[start:end]`, else ""."""
    rest = _REST.match(text, end, end + _AHEAD)
    if rest is None or _NO_ITEM.search(text, end, rest.start("last")) or _NO_ITEM.search(rest["last"]):
        return ""
    # `continue A, B and C held`: what another word leads is that word's.
    first = max(
        (one.end() for one in re.finditer(r"[.;:(]\s|\n|\s[-–—•*]\s", text[max(0, start - _BACK) : start])), default=0
    )
    if _NO_ITEM.search(text, max(0, start - _BACK) + first, start):
        return ""
    return HELD if rest["held"] else STOPPED


def _is_list(between: str) -> bool:
    """Whether what stands between the word and a treatment is nothing but other treatments."""
    *items, last = _BETWEEN.split(between)
    if len(last.split()) > _LAST_WORDS or _LAST.fullmatch(last) is None:
        return False
    return all(one.strip() and len(one.split()) <= _ITEM_WORDS and not _NO_ITEM.search(one) for one in items)
