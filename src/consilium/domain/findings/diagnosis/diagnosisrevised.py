"""Diagnoses that a sentence takes back for another: `the diagnosis was changed from ALL to Burkitt lymphoma`,
`transoperatorio: ependimoma; se corrige con cortes definitivos`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.diagnosis.diseases import Named

_NEXT = r"\s(?:(?:an?|the|un|una|el|la)\s)?(?:[\w-]{1,16}\s){0,3}$"
# What stands between the old name and the new one.
_VERBS = (
    r"(?:(?:revised|reclassified|re-classified|amended|corrected|relabell?ed|changed)\s"
    r"(?:(?:on|in|el|en)\s[^,.;]{2,18}\s)?(?:to|as|into)|turned out to be|proved to be|was in fact|was actually"
    r"|result[oó](?: ser)?|fue en realidad|era en realidad"
    r"|(?:reclasificad|corregid|rectificad|modificad|cambiad)[oa]\s(?:el\s[^,.;]{2,18}\s)?(?:como|a|por|en)"
    r"|se (?:reclasific[oóa]|corrigi[oó]|corrige|rectific[oóa]|modific[oóa]|cambi[oóa])\s(?:como|a|por))"
)
_TURNED = re.compile(r"(?:\s?;)?[^.;\n]{0,60}?\b" + _VERBS + _NEXT, re.IGNORECASE)
# A new name that no list has is told by its form.
_UNKNOWN = re.compile(
    r"[^.;\n]{0,60}?\b" + _VERBS + r"\s(?:(?:an?|un|una)\s)?(?:[\w-]{1,16}\s){0,2}[\w-]{3,20}"
    r"(?:oma|emia|osis|itis)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"[^.;\n]{0,30}?\s(?:to|a|por|into)" + _NEXT, re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:diagnosis|diagn[oó]stico|label)\s(?:(?:was|has been|fue|ha sido|se)\s)?(?:then |later |luego |despu[eé]s )?"
    r"(?:changed|revised|corrected|amended|cambiad[oa]|modificad[oa]|corregid[oa]|cambi[oó]|modific[oó]"
    r"|corrigi[oó])\s"
    r"(?:(?:on|in|el|en)\s[^,.;]{2,18}\s)?(?:from|de)"
    + _NEXT
    + r"|\b(?:changed|revised|corrected|cambi[oó]|modific[oó]|corrigi[oó]|cambia|modifica|corrige)\s"
    r"(?:the |el |su |his |her )"
    r"(?:diagnosis|diagn[oó]stico)\s(?:from|de)" + _NEXT,
    re.IGNORECASE,
)
# What another place called it, where the sentence goes on to what it is.
_CALLED = re.compile(
    r"\b(?:previously|formerly|initially|originally|first|erroneously|previamente|inicialmente|primero|antes)\s"
    r"(?:reported|called|labell?ed|classified|read|signed out|informad[oa]|catalogad[oa]|clasificad[oa]|rotulad[oa])"
    r"\s(?:out\s)?(?:as|como)" + _NEXT,
    re.IGNORECASE,
)
# A name of a first look that the slides made later did not bear out.
_LATER_LOOK = (
    r"(?:(?:the|los|las|el|la|its|our|central|expert|external|final|formal|subsequent|further|second|de|estudio|"
    r"material)\s){0,3}"
    r"(?:permanents?|paraffin|final|definitive|definitiv[oa]s?|parafina|cortes|secciones|sections|review|re-?review|"
    r"revisi[oó]n|"
    r"immuno\w*|inmuno\w*|histology|histolog[ií]a|histopathology|histopatolog[ií]a|report|reporte|informe|diagnosis|"
    r"diagn[oó]stico)\b"
)
_OVERRULED = re.compile(
    r"\s?(?:\([^()]{0,30}\)\s?)?[;,:(–—-]{0,2}\s?(?:(?:que|which|this|it|lo que|esto|diagnosis|diagn[oó]stico|and|y|"
    r"pero|but|later|then|luego|"
    r"posteriormente|after|was|is|were|has been|fue|ha sido|se)\s){0,4}"
    r"(?:(?:corrected|amended|revised|changed|modified|overturned|withdrawn|superseded|replaced|not (?:confirmed|"
    r"upheld|supported|borne out|corroborated)|"
    r"corrige|corrigi[oó]|modifica|modific[oó]|rectifica|rectific[oó]|cambia|cambi[oó]|corregid[oa]|modificad[oa]|"
    r"rectificad[oa]|sustituid[oa]|"
    r"no (?:se )?(?:confirma|confirm[oó]|corrobora|corrobor[oó]|confirmad[oa]|corroborad[oa]|sostiene))\s"
    r"(?:on|in|at|by|with|after|following|upon|con|en|por|tras|al|mediante)\s"
    + _LATER_LOOK
    + r")(?!(?:\s(?:sections?|review|report|slides?|definitiv[oa]s?|final(?:es)?|central)){0,2}"
    r"\s(?:to|a|as|como|in|en)\s"
    r"(?:an?\s|un\s|the\s)?(?:stage|grade|estad[ií]o|grado|high|low|intermediate|alto|bajo|risk|riesgo|anaplas|"
    r"favou?rable|unfavou?rable|group|grupo|local|[IVX1-4]+\b))",
    re.IGNORECASE,
)
_BEFORE = 100


def taken_back(text: str, named: Named, names: Sequence[Named]) -> bool:
    """Whether the sentence replaces this disease by another that it names."""
    if _OVERRULED.match(text, named.high):
        return True
    others = [one for one in names if one.disease != named.disease]
    if not others:
        return _UNKNOWN.match(text, named.high) is not None
    before = text[max(0, named.low - _BEFORE) : named.low]
    if _CALLED.search(before):
        return True
    following = next((one for one in others if one.low >= named.high), None)
    if following is None:
        return False
    between = text[named.high : following.low]
    if _TURNED.fullmatch(between):
        return True
    return _TO.fullmatch(between) is not None and _FROM.search(before) is not None
