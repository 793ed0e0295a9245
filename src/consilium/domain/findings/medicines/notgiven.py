"""Names of medicines that tell of none: what a tube holds (`marrow aspirate, heparin`), what an illness came from
(`steroid-induced hyperglycemia`)."""

from __future__ import annotations

import re

# Drawn blood and marrow are kept in these.
_ADDITIVES = frozenset({"heparin", "citrate", "sodium citrate", "EDTA"})
_SALTS, _HEPARIN = frozenset({"lithium", "sodium"}), re.compile(r"\sheparin\b", re.IGNORECASE)
# `etoposide phosphate` is a drug, and no phosphate.
_SALT_OF = re.compile(
    r"\b(?:etop[oó]sid[eo]|fludarabin[ea]|clind?am[iy]cina?|code[ií]n[ea]|prednisolon[ea]|dexamet?h?ason[ea]"
    r"|ruxolitinib|tedizolid|oseltamivir)\s(?:de\s)?$",
    re.IGNORECASE,
)
_TUBE_BEHIND = re.compile(
    r"(?:\s(?:s[oó]dica|de sodio|de litio|l[ií]tica))?[\s-]?(?:\([^()]{1,16}\)\s?)?"
    r"(?:tubes?|tubos?|vials?|vacutainers?|top\b|samples?|specimens?|plasma|anticoagulated|anticoagulad[oa]|blood|sangre|"
    r"muestra)",
    re.IGNORECASE,
)
_TUBE_BEFORE = re.compile(
    r"\b(?:tubes?|tubos?|vials?|vacutainers?|collected|drawn|received|recogid[oa]s?|tomad[oa]s?|recibid[oa]s?|extra[ií]d[oa]s?)"
    r"[^.;]{0,16}$|"
    r"\b(?:specimens?|samples?|muestras?|esp[eé]cimen|aspirates?|aspirados?|marrow|m[eé]dula(?: [oó]sea)?|blood"
    r"|sangre)\b"
    r"(?:[^.;]{0,30}[,(/]|\s(?:in|con|en|w/))\s?(?:sodium |lithium |green |tubo (?:con|de) )?$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:\s(?:s[oó]dica|de sodio|de litio))?\s*(?:$|[,;.)/(]|and\b|y\b)", re.IGNORECASE)
# `steroid-induced`, `vancomycin-related`; an illness that follows is not what it is given for.
_INDUCED = re.compile(r"[\s-](?:induced|related|associated|mediated|provoked)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:(?:induced|caused|provoked) by|(?:related|secondary|attributed) to|associated with|"
    r"(?:inducid|causad|provocad|producid)[oa]s? por|(?:asociad|atribuid|secundari|relacionad)[oa]s? (?:a|al|con)|"
    r"debid[oa]s? a)\s(?:(?:the|el|la|los|las|prior|previous|high|dose|use of|uso de)\s){0,3}$",
    re.IGNORECASE,
)
_REACH = 64


def is_additive(text: str, name: str, start: int, end: int) -> bool:
    """Whether a medicine's name at `start` to `end` tells what a specimen is kept in."""
    if name in _SALTS and _HEPARIN.match(text, end):
        return True
    if name == "phosphate" and _SALT_OF.search(text, max(0, start - _REACH), start):
        return True
    if name not in _ADDITIVES:
        return False
    if _TUBE_BEHIND.match(text, end):
        return True
    return _TUBE_BEFORE.search(text[max(0, start - _REACH) : start]) is not None and _ENDS.match(text, end) is not None


def is_culprit(text: str, start: int, end: int) -> bool:
    """Whether a name tells what something came from, which says nothing of its being given now."""
    if _INDUCED.match(text, end):
        return True
    return _BY.search(text[max(0, start - _REACH) : start]) is not None
