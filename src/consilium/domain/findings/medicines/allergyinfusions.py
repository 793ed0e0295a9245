"""A reaction to an infusion (`grade 1 infusion reaction to brentuximab`) is told as what it is, a toxicity: an allergy
it is where the paper calls it one, or lists it among the allergies."""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import Hit

_ALLERGIC = re.compile(r"allerg|al[eé]rg|anaphyla|anafil[aá]|hypersensitiv|hipersensib|angioedema", re.IGNORECASE)
_ARTICLE = r"(?:\s(?:the|her|his|first|second|third|last|la|el|las|los|su|primera?|segunda?|[uú]ltima?|\d\w{2})){0,3}"
_LED = re.compile(
    r"\b(?:infusion(?:al)?(?:[- ](?:related|associated))?\sreactions?(?:\s(?:to|with|from|of|after|during))?"
    r"|reactions?\s(?:to|with|during|after)\s(?:the\s)?(?:\w+\s)?infusions?\s(?:of|with)"
    r"|reacci(?:[oó]n|ones)\s(?:infusional(?:es)?|(?:a|con|por|tras|durante)\sla\s(?:\w+\s)?infusi[oó]n|de\sinfusi[oó]n"
    r"|(?:relacionad[oa]s?|asociad[oa]s?)\s(?:con|a)\sla\sinfusi[oó]n)(?:\s(?:de|del|a|al|con|por))?)"
    rf"{_ARTICLE}\s$",
    re.IGNORECASE,
)
_BEFORE_INFUSION = re.compile(
    rf"\b(?:reactions?|reacci(?:[oó]n|ones))\s(?:to|with|during|after|a|con|durante|tras){_ARTICLE}\s$", re.IGNORECASE
)
_INFUSION = re.compile(r"\s(?:[\w/.]+\s){0,2}?(?:infusions?|infusi[oó]n)\b", re.IGNORECASE)
_BACK = 90


def is_of_infusion(clause: Clause, hit: Hit[str]) -> bool:
    """Whether a substance stands as what an infusion reaction was to, and nothing in the clause calls that allergic."""
    if clause.section is Section.ALLERGIES or _ALLERGIC.search(clause.text):
        return False
    start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
    before = clause.text[max(0, start - _BACK) : start]
    led = _BEFORE_INFUSION.search(before) is not None and _INFUSION.match(clause.text, end) is not None
    return led or _LED.search(before) is not None
