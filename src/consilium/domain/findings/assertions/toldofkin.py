"""Sentences that go on about a relative whom the sentence before named: `His sister came too. She has eczema.`

Only where the pronoun can't be the child's, since the paper calls the child by the other one, and only with a verb that
tells what the relative is or has: what she reports is of the child.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.findings.assertions.mothersown import is_mothers
from consilium.domain.findings.paper import Clause, Section

_SHE, _HE = 0, 1
_OF_CHILD = (
    re.compile(
        r"\b(?:she|her|hers|herself|girl|female|daughter|niña|femenin[oa]|mujer|escolar femenina|ella)\b", re.IGNORECASE
    ),
    re.compile(r"\b(?:he|his|him|himself|boy|male|son|niño|masculin[oa]|varón|él)\b", re.IGNORECASE),
)
# Words that tell the child's sex count twice.
_SEX = (
    re.compile(r"\b(?:girl|female|daughter|niña|femenin[oa]|mujer)\b", re.IGNORECASE),
    re.compile(r"\b(?:boy|male|son|niño|masculin[oa]|varón)\b", re.IGNORECASE),
)
_KIN = (
    re.compile(
        r"\b(?:mother|mum|mom|mam|mummy|mommy|sister|aunt|auntie|grandmother|granny|nana|niece|stepmother|step-mother"
        r"|madre|mamá|hermana|hermanita|tía|abuela|prima|sobrina|melliza|gemela|madrastra)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:father|dad|daddy|brother|uncle|grandfather|grandpa|granddad|nephew|stepfather|stepdad|step-father"
        r"|padre|papá|hermano|hermanito|tío|abuelo|primo|sobrino|mellizo|gemelo|padrastro)\b",
        re.IGNORECASE,
    ),
)
# What a pronoun is or has; not what it says, sees, fears or does for the child.
_TELLS = (
    r"\s(?:(?:also|too|herself|himself|still|now|then|once|recently|también|además|aún|todavía)\s){0,2}"
    r"(?:(?:is|was|has been|had been)\s(?:now |also |otherwise )?(?!worr|concern|aware|happ|keen|anxi|ask|wonder"
    r"|unsure|afraid|convinc|certain|sure|able|going|giv|tak|look|report|say|tell|call|bring|here|present|told"
    r"|inform|understand)|has\s(?!noticed|seen|been|asked|told|said|reported|found|concern|question|no concern)"
    r"|had\s(?!noticed|seen|asked|told|said|reported|found|concern|question)"
    r"|suffer(?:s|ed)\s|presented\s(?:to|with)\s|died\b|developed\s|needed\s|underwent\s|takes\s|carries\s"
    r"|(?:tiene|tuvo|padece|padeció|sufre|sufrió|es|fue|falleció|murió|recibió)\s)"
)
_GOES_ON = (
    re.compile(r"\W{0,3}(?:(?:And|But|Also|However|Pero|Y),?\s)?(?:She|Ella|she|ella)" + _TELLS),
    re.compile(r"\W{0,3}(?:(?:And|But|Also|However|Pero|Y),?\s)?(?:He|Él|he|él)" + _TELLS),
)
# A sentence that opens with a pronoun, whatever it tells.
_OPENS = (
    re.compile(r"\W{0,3}(?:(?:And|But|Also|However|Pero|Y),?\s)?(?:She|Her|Ella|she|ella)\b"),
    re.compile(r"\W{0,3}(?:(?:And|But|Also|However|Pero|Y),?\s)?(?:He|His|Él|he|él)\b"),
)
# A sentence of denials behind one that tells what relatives have: `Gran had melanoma. No bleeding disorders, no lupus.`
_KIN_HAVE = re.compile(
    r"\b(?:mother|father|mum|mom|dad|parents|brothers?|sisters?|siblings?|sibs?|twin|aunts?|uncles?|cousins?"
    r"|nana?|gran|grand\w{3,7}"
    r"|madre|padre|padres|mam[aá]|pap[aá]|herman[oa]s?|t[ií][oa]|prim[oa]|abuel[oa]s?|gemel[oa])\s"
    r"(?:(?:matern[oa]s?|patern[oa]s?|mayor|menor)\s)?"
    r"(?:has|had|have|with|died\sof|con|tiene|tuvo|muri[oó]\sde|falleci[oó]\spor|lupus|asthma|healthy|well|san[oa]s?)\b",
    re.IGNORECASE,
)
_DENIES_MORE = re.compile(
    r"\W*(?:(?:[Rr]est|[Rr]esto|[Oo]thers?)[:,]?\s)?(?:[Nn]o|[Nn]il|[Ss]in|[Nn]i)\s(?!(?:evidence|residual"
    r"|recurr|active|signs?"
    r"|measurable|new|metast|known\sallerg|evidencia|signos|datos|nuevas?))(?:[^\s.;]{2,16}\s){0,4}?"
    r"(?:cancers?|tumou?rs?|leuk[ae]+mias?|lymphomas?|neuroblastoma|sarcomas?|disorders?|autoimmun\w{1,9}"
    r"|polyps|polyposis"
    r"|consanguinity|syndromes?|(?:kidney|renal|heart|thyroid|liver|blood|eye|metabolic|genetic|hereditary)\sdiseases?"
    r"|c[aá]ncer(?:es)?|tumores|leucemias?|linfomas?|sarcomas?|p[oó]lipos|poliposis|consanguinidad|s[ií]ndromes"
    r"|cardiopat[ií]as?"
    r"|enfermedades\s\w{4,14}|enfermedad\s(?:renal|card[ií]aca|tiroidea|hep[aá]tica|cong[eé]nita|gen[eé]tica"
    r"|hereditaria)"
    r"|antecedentes?\sde\s[\w\s]{4,30})"
    r"(?:,\s(?:no|ni|or|nor|sin)\s[^.;]{3,60})?\W*$"
)
_FEW, _MOST, _REACH = 2, 0.8, 4
# A line that opens with a relative and a tumor goes on about both: `Sister: Wilms 2010. Nephrectomy. Vincristine.`
_KIN_LABEL = re.compile(
    r"\W{0,4}(?:(?:paternal|maternal|older|younger|twin|half)[\s-])?(?:mother|father|mum|mom|dad|brother|sister|twin|aunt"
    r"|uncle|cousin|grand(?:mother|father)|madre|padre|mam[aá]|pap[aá]|herman[oa]|t[ií][oa]|prim[oa]|abuel[oa]"
    r"|gemel[oa])(?:\s(?:matern[oa]|patern[oa]|mayor|menor))?(?:\s\([^()]{1,12}\))?\s?:\s[^:;]{0,40}?"
    r"(?:wilms|leuk\w+|leucemia|lymphoma|linfoma|\w*sarcoma|\w*blastoma|\w*carcinoma|cancer|c[aá]ncer|tumou?r|melanoma"
    r"|seminoma|\w*glioma|hodgkin|mieloma|myeloma)\b",
    re.IGNORECASE,
)
_CHILD_OR_LABEL = re.compile(
    r":|\b(?:patient|child|baby|boy|girl|infant|paciente|ni[nñ][oa]|menor|lactante|she|he|ella|[eé]l|his|her)\b",
    re.IGNORECASE,
)
_MOST_FRAGMENT = 90


def told_of_kin(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, with those that go on about a relative as of the family's history."""
    clauses = [_of_mother(clause) for clause in clauses]
    if not any(_names_kin(clause.text) for clause in clauses):
        return list(clauses)
    child = _child(clauses)
    return [
        replace(clause, section=Section.FAMILY_HISTORY)
        if _goes_on(clauses, at, child) or _denies_more(clauses, at) or _is_fragment(clauses, at)
        else clause
        for at, clause in enumerate(clauses)
    ]


def _of_mother(clause: Clause) -> Clause:
    return replace(clause, section=Section.FAMILY_HISTORY) if not clause.cells and is_mothers(clause.text) else clause


def _is_fragment(clauses: Sequence[Clause], at: int) -> bool:
    """Whether a short sentence stands on a line that opens with a relative and a tumor, and names nobody else."""
    clause = clauses[at]
    line, first = clause.pieces[0].line, at
    while first and clauses[first - 1].pieces[0].line is line:
        first -= 1
    if first == at or clause.cells or len(clause.text) > _MOST_FRAGMENT:
        return False
    if _KIN_LABEL.match(clauses[first].text) is None:
        return False
    return not any(_CHILD_OR_LABEL.search(one.text) for one in clauses[first + 1 : at + 1])


def _denies_more(clauses: Sequence[Clause], at: int) -> bool:
    """Whether a sentence only denies what families have, behind one of the same part that tells of relatives."""
    clause, last = clauses[at], clauses[at - 1] if at else None
    if last is None or last.heading != clause.heading or clause.cells or last.cells:
        return False
    return _DENIES_MORE.match(clause.text) is not None and _KIN_HAVE.search(last.text) is not None


def _names_kin(text: str) -> bool:
    return any(one.search(text) is not None for one in _KIN)


def _child(clauses: Sequence[Clause]) -> int | None:
    """By which pronoun the paper calls the child: the one that is nearly all of them; None where both are common."""
    counts = [0, 0]
    kin = [False, False]
    for clause in clauses:
        for which in (_SHE, _HE):
            opens = _OPENS[which].match(clause.text) is not None
            kin[which] = _KIN[which].search(clause.text) is not None or (kin[which] and opens)
        if not any(kin):
            for which in (_SHE, _HE):
                counts[which] += len(_OF_CHILD[which].findall(clause.text)) + len(_SEX[which].findall(clause.text))
    most = max((_SHE, _HE), key=lambda which: counts[which])
    return most if sum(counts) >= _FEW and counts[most] >= _MOST * sum(counts) else None


def _goes_on(clauses: Sequence[Clause], at: int, child: int | None) -> bool:
    """Whether a sentence opens with the pronoun of a relative named before it, which is not the child's."""
    clause = clauses[at]
    which = next((one for one in (_SHE, _HE) if _GOES_ON[one].match(clause.text)), None)
    if which is None or which == child or clause.cells or _OF_CHILD[1 - which].search(clause.text):
        return False
    first = at - 1
    while first > max(0, at - _REACH) and _OPENS[which].match(clauses[first].text):
        first -= 1
    if first < 0 or clauses[first].cells or clauses[first].heading != clause.heading:
        return False
    named = clauses[first].text
    whose = _OF_CHILD[1 - which].search(named) is not None and _OF_CHILD[which].search(named) is None
    return _KIN[which].search(named) is not None and (child is not None or whose)
