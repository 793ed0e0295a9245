"""Clauses under a heading that is no longer theirs: a paragraph on treatment behind `Family history`, a table of doses
behind `Allergies: none`. Typed papers part their paragraphs by nothing that a heading could end at."""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.paper import Clause, Section

_RELATIVE = re.compile(
    r"\b(?:mother|father|brother|sister|sibling|twin|aunt|uncle|grand\w{3,8}|cousin|maternal|paternal|relatives?|madre|"
    r"padre|herman[oa]s?|gemel[oa]s?|t[ií]a|t[ií]o|abuel[oa]s?|prim[oa]s?|matern[oa]|patern[oa]|familiares|mum|mom|dad|"
    r"mam[aá]|pap[aá])\b",
    re.IGNORECASE,
)
_OF_CHILD = re.compile(
    r"\b(?:we|plan|plans|planned|discuss\w*|starts?|started|proposed?|recommend\w*|referred|patient|paciente|today|hoy|"
    r"consent\w*|se (?:plantea|inicia|inici[oó]|propone|realiza|realiz[oó]|indica|administra|administr[oó])|"
    r"treatment|tratamiento|induction|inducci[oó]n)\b",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\d\s?(?:m?g|mcg|UI|IU|Gy|cGy)\b(?:/(?:m2|m²|kg))?", re.IGNORECASE)
# What a sentence behind a line of allergies tells that was given, by its verb, its sum or the day right behind it.
_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d){1,2}|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\s(?:de\s)?[^\W\d_]{3,10}"
    r"|[A-Z][a-z]{2,8}\s\d)"
)
_GIVEN = re.compile(
    r"\b(?:(?:was|were|is|are|been|being|be)\s(?:\w+ly\s)?(?:given|administered|infused|started|resumed|restarted|continued)|"
    r"receiv(?:ed|es|ing)|completed|underwent|started on|on treatment with|treated with|cumulative|running total|"
    r"(?:se|fue|fueron)\s(?:le\s)?(?:administr\w+|aplic\w+|inici\w+|infundi\w+|reinici\w+)|recib(?:i[oó]|e|ieron|ido)|"
    r"complet[oó]|en tratamiento con|tratad[oa] con|acumulad[oa]s?)\b"
    rf"|(?<=\w)\s(?:on|el)\s(?:d[ií]a\s)?{_DAY}",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\W*(?:allerg|al[eé]rg)\w*", re.IGNORECASE)
# A sentence that tells what a thing did, or that it is not to be given, is of the allergy.
_OF_ALLERGY = re.compile(
    r"allerg|alerg|reac[ct]|intoler|anaph|anafil|hives|rash|urticari|ronchas|habones|angioed|swell|edema|hinchaz|wheez|"
    r"hypersens|hipersens|exant|erupci|sarpull|prurit|itch|picaz|red man|hombre rojo|bronc|flush|\b(?:not?|never|nunca|"
    r"sin|without|avoid\w*|evit\w*|contraindica\w*|do not|caus\w+|provoc\w+|produ[cj]\w+|after|tras|despu[eé]s|noted|"
    r"reported|documented|confirmed|anotad[oa]|referid[oa]|documentad[oa]|confirmad[oa]|tested|skin test|added)\b",
    re.IGNORECASE,
)


def tells_giving(text: str) -> bool:
    """Whether a sentence under allergies tells that something was given: `Doxorubicin was given on 03/10/2025`."""
    return _OF_ALLERGY.search(text) is None and _GIVEN.search(text) is not None


def is_given_behind(clause: Clause) -> bool:
    """Whether a clause under allergies is a sentence of its own that tells what was given, and no item of the list."""
    opens = clause.heading and clause.text.lower().startswith(clause.heading.lower())
    return not opens and _LABELLED.match(clause.text) is None and tells_giving(clause.text)


def at_home(clause: Clause) -> Clause:
    """The clause, without its section where that is of relatives or allergies and its words are of the treatment."""
    opens = clause.heading and clause.text.lower().startswith(clause.heading.lower())
    if opens or clause.section not in (Section.FAMILY_HISTORY, Section.ALLERGIES):
        return clause
    if clause.section is Section.ALLERGIES:
        strayed = _DOSE.search(clause.text) is not None or tells_giving(clause.text)
        return replace(clause, section=Section.NONE, heading="") if strayed else clause
    own = _OF_CHILD.search(clause.text) or _DOSE.search(clause.text)
    if own is None or _RELATIVE.search(clause.text):
        return clause
    return replace(clause, section=Section.NONE, heading="")
