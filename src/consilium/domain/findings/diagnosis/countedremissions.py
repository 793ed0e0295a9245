"""Remissions that are told by their number in letters (`CR1`, `RC2`), or by `CR`, `RC` with what tells a remission from
other things of these letters: no gene, no receptor, no creatinine, no heart sounds.

Right behind its disease a counted one is a remission (`AML, CR1`, `LMA (RC1)`); so it is anywhere in a paper that
names a leukemia or a lymphoma (`RC2 desde septiembre`, `KMT2A-r, CR2`).
"""

from __future__ import annotations

import re

from consilium.domain.findings.paper import Paper

_COUNTED = re.compile(r"(?:CR|RC)\s?-?[1-4]")
_PLAIN = re.compile(r"C?CRi?|C?RCi?|RCC")
_NAMES = (
    r"(?:\b(?:[BT]-?)?(?:ALL|AML|LLA|LMA|LAL|LAM|APL|LPA|CML|LMC|JMML|LMMJ|NHL|LNH|MDS|SMD|MPAL|LBL)(?:-[BT])?"
    r"|\b(?i:leuk[ae]?emia|leucemia|l[iy]mphoma|linfoma|neuroblastoma|sarcoma)"
)
_OF_DISEASE = re.compile(rf"{_NAMES}(?i:\s(?!in\b|en\b)\w{{2,16}}){{0,3}})\s?[,(–-]?\s?$")
_NAMED = re.compile(
    r"\b(?:(?:[BT]-)?(?:ALL|AML|LLA|LMA|LAL|LAM|APL|LPA|CML|LMC|JMML|LMMJ|MPAL)(?:-[BT])?"
    r"|(?i:leuk[ae]?emia|leucemia|l[iy]mphoma|linfoma))\b"
)
# The complement receptor: `CR1 expression`, `anti-CR1`, `CD35 (CR1)`.
_RECEPTOR_BEFORE = re.compile(
    r"(?:\b(?:anti|complement|complemento|receptor|gene?|CD35|CD21)[\s(-]{1,2})$", re.IGNORECASE
)
_RECEPTOR_AFTER = re.compile(
    r"\s?(?:gene?\b|receptor|expression|expresi|antibod|anticuerp|polymorph|/CD|\(CD)", re.IGNORECASE
)
# What stands behind a remission that a line begins with: how long it lasts, after what, by what it is proved.
_GOES_ON = re.compile(
    r"\s(?:tras|after|post|following|desde|since|throughout|continu[ao]\w*|contin\w+|mantenida|sustained|maintained"
    r"|persist\w+|hematol[oó]gica|haematological|hematologic|molecular|citol[oó]gica|citomorfol[oó]gica|morfol[oó]gica"
    r"|morphologic\w*|(?:con|with|w/)\s(?:EMR|ERM|MRD|enfermedad m[ií]nima)|(?:el|on|al)\s(?:d[ií]a\s|day\s)?\+?\d"
    r"|at (?:day|end|d)\b|d[ií]a\s\+?\d|day\s\+?\d|for \d|por \d|\d{1,2}[/.-]\d)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:^|[.:;,–-])[\s*•-]*(?:[Ee]n\s|[Ii]n\s|[Cc]linical\s|[Ff]irst\s|[Mm]arrow(?: in)?\s|MO:?\s|BM:?\s)?$"
)
# Another illness than the cancer may be in remission: `EICH crónica de piel, en remisión`.
_OTHER_ILLNESS = re.compile(
    r"\b(?:[ac]?-?GVHD|EIC[HR][ac]?|graft[ -](?:versus|vs)[ -]host|injerto contra|colitis"
    r"|crohn|nephrotic|nefr[oó]tico|asthma|asma"
    r"|lupus|arthritis|artritis|uveitis|TMA|depressi\w+|depresi[oó]n|eczema|psoriasis)\b[^.;:]{0,60}"
    r"(?:;\s(?:now|currently|ahora|actualmente)\s)?$",
    re.IGNORECASE,
)
_REACH = 60


def is_counted_remission(text: str, start: int, end: int) -> bool:
    """Whether the letters at `start` to `end` count a remission of the disease that stands right before them."""
    counted = _COUNTED.fullmatch(text, start, end) is not None
    return counted and _OF_DISEASE.search(text, max(0, start - _REACH), start) is not None


def is_no_remission(text: str, start: int, end: int) -> bool:
    """Whether what stands at `start` to `end` is a receptor's name, or the remission of another illness than the cancer
    that is named before it in its own part of the sentence."""
    if _COUNTED.fullmatch(text, start, end) and _is_receptor(text, start, end):
        return True
    found = _OTHER_ILLNESS.search(text, max(0, start - 2 * _REACH), start)
    return found is not None and _NAMED.search(text, found.start(), start) is None


def is_remission_of(paper: Paper, text: str, start: int, end: int) -> bool:
    """Whether the letters at `start` to `end` tell a remission of the leukemia or lymphoma that the paper names."""
    counted = _COUNTED.fullmatch(text, start, end) is not None
    plain = _PLAIN.fullmatch(text, start, end) is not None
    if is_counted_remission(text, start, end) and not _is_receptor(text, start, end):
        return True
    if counted:
        own = not _is_receptor(text, start, end)
    else:
        own = (
            plain
            and _GOES_ON.match(text, end) is not None
            and _BEGINS.search(text, max(0, start - 16), start) is not None
        )
    return own and any(_NAMED.search(clause.text) for clause in paper.clauses)


def _is_receptor(text: str, start: int, end: int) -> bool:
    before = _RECEPTOR_BEFORE.search(text, max(0, start - 16), start)
    return before is not None or _RECEPTOR_AFTER.match(text, end) is not None
