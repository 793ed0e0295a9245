"""Where a bracket or an aside behind a denial tells what was before, and is no item of what is denied: `without
reaction (history of hives with amoxicillin)`, `no cedió a amoxicilina (suspendida por urticaria)`."""

from __future__ import annotations

import re

# What is known of before, as a bracket opens with it.
_BEFORE = (
    r"(?:(?:con|with|has|had|having|tiene|tuvo|pese a|a pesar de|despite|in spite of|although|aunque|due to|por|given"
    r"|dad[oa])\s)?(?:(?:an?|una?|the|el|la|su|his|her|s[ií]|known|ya)\s){0,2}"
    r"(?:antecedentes?(?:\s(?:personal(?:es)?|previos?|conocidos?|al[eé]rgicos?))?\s(?:de|con)\b|history of\b"
    r"|hx of\b|h/o\b|past\b|known\b|conocid[oa]s?\b|documented\b|documentad[oa]s?\b|previous(?:ly)?\b|prior\b"
    r"|earlier\b|previ[oa]s?\b|alergias?\sa\b|al[eé]rgic[oa]s?\sa\b|allerg(?:y|ic)\sto\b|[\w-]{3,20}\sallergy\b"
    r"|alergia\s(?:conocida|previa|documentada|a)\b)"
)
_KNOWN = re.compile(rf"[^()]{{2,80}}\(\s?{_BEFORE}[^()]{{0,80}}$", re.IGNORECASE)
# Why a thing was stopped, which is what happened: `(stopped on day 4 for hives)`.
_STOPPED = re.compile(
    r"[^()]{2,80}\(\s?(?:(?:se|was|had to be|hubo que|lo|la)\s)?(?:suspend\w{1,6}|retir\w{1,5}|cambi\w{1,5}"
    r"|interrump\w{1,5}|stopped|discontinued|switched|changed|held|ceased|withdrawn|reduced|reducid[oa])\b"
    r"(?![^()]*\b(?:no|not|sin|without|ni|nor)\s)[^()]{0,50}\b(?:por|debido al?|a causa de|tras|due to|for|because of"
    r"|owing to|after|with|con)\s[^()]{0,40}$",
    re.IGNORECASE,
)
# How a thing was borne, and what is known of before behind a comma.
_BORNE = re.compile(
    r"\s(?:(?:any|adverse|allergic|further|ninguna?|otras?|nuevas?)\s)?(?:reacci[oó]n(?:es)?|reactions?|problemas?"
    r"|problems?|incidentes?|incidents?|incidencias?|issues?|difficult(?:y|ies)|complicaci[oó]n(?:es)?|complications?"
    rf"|eventualidad(?:es)?)(?:\s[\w-]{{2,18}}){{0,4}},\s(?:(?:y|and|pero|but)\s)?{_BEFORE}[^.;]{{0,60}}$",
    re.IGNORECASE,
)
# The bracket goes on with the denial, or denies the past itself: `no history of allergy (no known ...)`.
_OF_PAST = re.compile(r"\b(?:al+[eé]rg\w+|antecedentes?|history|hx|historia|known|conocid[oa]s?|h/o)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:ni|nor|or|o|u)\s(?:[\w-]{1,16}\s){0,3}$", re.IGNORECASE)


def of_its_own(gap: str) -> bool:
    """Whether `gap`, from a denial to a thing, opens a bracket or an aside that tells what was before."""
    if _OF_PAST.search(gap.partition("(")[0].partition(",")[0]) or _GOES_ON.search(gap):
        return False
    if _BORNE.fullmatch(gap):
        return True
    return "(" in gap and (_KNOWN.fullmatch(gap) is not None or _STOPPED.fullmatch(gap) is not None)
