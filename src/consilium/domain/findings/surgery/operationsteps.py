"""What the report of an operation tells as a step or a sum, and not as a state of the child.

`The colon was reflected medially`, `Se liga la vena renal` and `Sangrado estimado: 80 mL` name a part of the body or a
sign, and say what was done: they are no conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.records import Category

# What may be said with `was`: how a thing was found.
_STATES = (
    r"enlarged|distended|dilated|displaced|involved|encased|preserved|spared|thickened|calcified|swollen"
    r"|inflamed|adhered"
    r"|infiltrated by|compressed|obliterated|congested|perforated|ruptured|attached|collapsed|fused|invaded|affected"
    r"|stretched|splayed|occluded|thrombosed|discolou?red|respected|abutted|narrowed|pushed|deviated|rotated"
    r"|torn|injured"
    r"|breached|violated|visuali[sz]ed to be|noted|seen|found|unaffected|uninvolved|elevated by|indented|lobulated"
    r"|encapsulated|pigmented|ulcerated|adherent|bruised|scarred|engorged|flattened|replaced|matted|tethered"
    r"|unremarkable"
)
_DEED = re.compile(
    rf"\b(?:was|were|is|are|then|being|been)\s(?:\w+ly\s|then\s|also\s)?(?!(?:{_STATES})\b)"
    r"(?:\w{2,}ed|made|taken|cut|left|brought|sewn|done|drawn|put|freed|split|swept|run|begun|given|sent|set"
    r"|laid|kept"
    r"|thrown|held|driven|torn off)\b",
    re.IGNORECASE,
)
_DEED_ES = re.compile(
    r"^\W*(?:\w{4,14}:\s)?(?:luego |posteriormente |después |a continuación )?se\s(?!(?:observ|apreci|palp"
    r"|encuentr|encontr|identific|evidenci|visuali"
    r"|hall|conserv|preserv|respet|v[eio]\b|v[eé]n?\b|vio|constat|detect|comprueb|comprob|descubr|not[aó])\w*)\w{3,}",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"^\W*(?:\w{4,14}:\s)?(?:(?:the|a|an|la|el|los|las|un|una)\s)?(?:\w+\s){0,2}?(?:incision|closure"
    r"|h(?:a)?emostasis|irrigation|dissection of"
    r"|ligation|infiltration|mobili[sz]ation|incisi[oó]n|infiltraci[oó]n de la herida|cierre|sutura|hemostasia"
    r"|apertura|disecci[oó]n"
    r"|ligadura|colocaci[oó]n|lavado|bloqueo|block|abordaje|punci[oó]n|asepsia|antisepsia|exposici[oó]n"
    r"|tunelizaci[oó]n|wound infiltrated)\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:(?:estimated |blood )?(?:blood )?loss|EBL|sangrado (?:estimado|aproximado|intraoperatorio"
    r"|transoperatorio|total|quir[uú]rgico"
    r"|operatorio)|sangrado\s?[:=]|p[eé]rdidas? (?:hem[aá]tica|sangu[ií]nea|estimada)s?)",
    re.IGNORECASE,
)
_BLED = frozenset({"bleeding", "hemorrhage", "blood loss"})
# How the tumor was taken out piece by piece, and how much of it in the end.
_DEBULKED = re.compile(r"debulk|citorreduc|cytoreduc|vaciamiento", re.IGNORECASE)
_WITH_TOOLS = re.compile(
    r"\b(?:CUSA|ultrasonic|ultras[oó]nico|suction|aspirador|cavitron|bipolar|micro-?scissors|laser|internally"
    r"|centrally|interna(?:l|mente)"
    r"|piecemeal|from within|pieza a pieza|en fragmentos)\b",
    re.IGNORECASE,
)
_ANESTHETIC = re.compile(
    r"\b(?:propofol|sevofluran\w*|isofluran\w*|desfluran\w*|fentan\w+|remifentan\w+|rocuroni\w+|vecuroni\w+|"
    r"atracuri\w+|"
    r"succinil\w+|ketamin\w*|midazolam|cefazolin\w*|cefuroxim\w*|ampicil\w+|an(?:a)?esthe\w+|anestes\w+|intuba\w+|"
    r"tiva)\b"
)
_REFUSED = re.compile(
    r"\b(?:family|parents?|mother|father|mum|mom|dad|familia|padres|madre|padre)\s(?:(?:has|have|had|ha|han|la|lo)\s)?"
    r"(?:refus\w+|declin\w+|rechaz\w+|no (?:acept\w+|quier\w+|quis\w+|autoriz\w+|consint\w+)|(?:did|do|does) not "
    r"(?:accept|want|consent))"
)
_EXTENTS = frozenset({"gross total resection", "near total resection", "complete resection", "total resection"})


def without_steps(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings without conditions that are steps of the operation, or how much was bled in it."""
    found = list(found)
    extents = frozenset(one.name for one in found if one.kind is Kind.SURGERY) & _EXTENTS
    for one in found:
        if (paper.category is Category.OPERATIVE and _is_technique(one, extents)) or _is_of_anesthesia(one, paper):
            continue
        if one.kind is Kind.FAMILY_HISTORY and _REFUSED.search(_said_with(one, paper)):
            continue  # `La familia rechaza la enucleación`: the child's operation
        told = paper.category is Category.OPERATIVE and one.kind is Kind.CONDITION and bool(one.quote)
        if not (told and (_is_step(one) or _is_sum(one, paper))):
            yield one


def _is_of_anesthesia(one: Finding, paper: Paper) -> bool:
    """`Cefazolina 1 g en inducción`, `Mantenimiento: sevoflurano`: phases of an anesthetic, not of chemotherapy."""
    if one.kind is not Kind.CYCLE or one.name not in ("induction", "maintenance"):
        return False
    return _ANESTHETIC.search(_said_with(one, paper)) is not None


def _said_with(one: Finding, paper: Paper) -> str:
    """The folded sentences that hold the words of a finding."""
    return " ".join(clause.folded for clause in paper.holding(one.quote))


def _is_technique(one: Finding, extents: frozenset[str]) -> bool:
    """`The tumor was debulked with CUSA`: how it was taken out, where the paper says elsewhere how much."""
    if one.kind is not Kind.SURGERY or one.name != "subtotal resection" or _DEBULKED.search(one.value) is None:
        return False
    said = str(one.detail.get("procedure", "")) or one.quote
    return bool(extents) or _WITH_TOOLS.search(said) is not None


def _is_step(one: Finding) -> bool:
    """Only of what is kept under the paper's own words; an illness by its name is one wherever it is told."""
    words = one.name.split()
    said = one.detail.get("symptom") == "yes" and not one.value and len(words) > 1
    if not said:
        return False
    return any(form.search(one.quote) for form in (_DEED, _DEED_ES, _STEP)) or _LOSS.search(one.quote) is not None


def _is_sum(one: Finding, paper: Paper) -> bool:
    """`Sangrado: 80 mL` is no bleeding, wherever the paper says it so."""
    if one.name not in _BLED:
        return False
    holding = paper.holding(one.quote)
    return bool(holding) and all(_LOSS.search(clause.text) for clause in holding)
