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


def at_home(clause: Clause) -> Clause:
    """The clause, without its section where that is of relatives or allergies and its words are of the treatment."""
    opens = clause.heading and clause.text.lower().startswith(clause.heading.lower())
    if opens or clause.section not in (Section.FAMILY_HISTORY, Section.ALLERGIES):
        return clause
    if clause.section is Section.ALLERGIES:
        return replace(clause, section=Section.NONE, heading="") if _DOSE.search(clause.text) else clause
    own = _OF_CHILD.search(clause.text) or _DOSE.search(clause.text)
    if own is None or _RELATIVE.search(clause.text):
        return clause
    return replace(clause, section=Section.NONE, heading="")
