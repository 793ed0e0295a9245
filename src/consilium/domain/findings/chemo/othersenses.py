"""Short names of drugs that mean another thing where they stand: `PEG 3350`, `VP shunt`, `LAL RA`, `CP 1 unidad`."""

from __future__ import annotations

import re

from consilium.domain.findings.text.terms import Found

# A laxative's number, and a shunt between ventricle and peritoneum.
_NO_DRUG = re.compile(
    r"[\s-]?(?:3350|4000|8000)\b(?!\s?(?:U|IU|UI))|[\s-](?:shunt\w{0,3}|valves?|drains?)\b", re.IGNORECASE
)
# `LLA RA`, `LAL pre B de RA`: the risk group; `98 % RA`: the air of the room; `por RA`, `dx de RA`: a joint disease.
_NO_ACID = re.compile(
    r"(?:\b(?:LLA|LAL|LMA|LAM|ALL|AML|leuc\w{2,10}|leuk\w{2,10}|linfo\w{2,12}|lympho\w{2,12}|mielo\w{2,9}"
    r"|myelo\w{2,9}|"
    r"aguda|acute|neuroblastoma|NBL?|riesgo|risk|grupo|group)\b[\s,(-]{1,3}"
    r"(?:(?:pre-?|pro-?)?\s?[BT]\b[\s,-]{1,2}|com[uú]n\s|de\s){0,3}|(?:%|\bsat|\bon|\ben|\bfrom)\s)$",
    re.IGNORECASE,
)
# `No PEG planned`, `PEG feeds`, `PEG site clean`: the tube into the stomach.
_TUBE_BEHIND = re.compile(
    r"[\s-](?:tubes?|feed\w{0,4}|site|in situ|placement|placed|insert\w{0,3}|button|exchange|changed?|removed"
    r"|removal|dependent|fed"
    r"|dependency|sonda|retirad[ao]|colocad[ao]|instalad[ao]|para alimentaci[oó]n|for (?:feeds|feeding|nutrition))\b"
    r"|\s?/\s?(?:G-?tube|GT|NG)\b",
    re.IGNORECASE,
)
_TUBE_BEFORE = re.compile(
    r"\b(?:via|by|through|per|feeds? (?:via|by|through)|fed (?:via|by)|por|tubo|sonda|needs? an?|has an?"
    r"|had an?|referr\w+ for(?: an?)?"
    r"|consider(?:ing)?(?: an?)?|placement of(?: an?)?|insertion of(?: an?)?|colocaci[oó]n de(?: una)?"
    r"|portador(?:a)? de|without an?)\s$"
    r"|\bNG(?:T)?\s?(?:or|/|to)\s$",
    re.IGNORECASE,
)
# `transfusión de CP 5 u`, `CP 1 unidad`, `se pasa CP`: concentrado plaquetario.
_PLATELETS_BEFORE = re.compile(
    r"(?:transfu\w{2,10}|hemoderivad\w+|f[eé]resis|plaquet\w+|concentrad\w+)\b[^.;]{0,24}$", re.IGNORECASE
)
_PLATELETS_AFTER = re.compile(
    r"\s?(?:x\s?)?\(?(?:[#]?\d{1,2}\s?(?:u|ui|unid\w*|bolsas?|f[eé]resis)\b|1\s?u?/10|\(?plaquet)", re.IGNORECASE
)
_REACH = 48
# `TG 412 mg/dl`, `TG: 298`: triglycerides, and no thioguanine (`TG 60 mg/m2`).
_TRIGLYCERIDES = re.compile(
    r"\s?(?:[:=(]|en|de|of|fell to|"
    r"rose to)?\s?[<>≥]?\s?\d{2,4}(?:[.,]\d{1,3})?(?![\d.,]*\d)(?!\s?mg(?!/d[lL]))(?!\s?/\s?m2)|\s(?:elevad|"
    r"normal|high|alt)"
)


def is_no_drug(text: str, found: Found) -> bool:
    """Whether a short name means no drug in the company that it has in a text."""
    if not found.term.short:
        return False
    if found.term.name == "isotretinoin" and text[found.start : found.end] == "RA":
        return _NO_ACID.search(text, max(0, found.start - _REACH), found.start) is not None
    if found.term.name == "pegaspargase" and _is_tube(text, found):
        return True
    if text[found.start : found.end] == "CP":
        before = _PLATELETS_BEFORE.search(text, max(0, found.start - _REACH), found.start)
        return before is not None or _PLATELETS_AFTER.match(text, found.end) is not None
    if text[found.start : found.end] == "TG" and _TRIGLYCERIDES.match(text, found.end):
        return True
    return _NO_DRUG.match(text, found.end) is not None


def _is_tube(text: str, found: Found) -> bool:
    """Whether `PEG` is the tube into the stomach."""
    if text[found.start : found.end] != "PEG":
        return False
    before = max(0, found.start - _REACH)
    return bool(_TUBE_BEHIND.match(text, found.end) or _TUBE_BEFORE.search(text, before, found.start))
