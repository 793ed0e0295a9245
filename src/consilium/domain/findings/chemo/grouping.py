"""Drugs that stand side by side: which ones one answer or one day is of, and whose an amount is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.terms import Found, cue_in

_SIDE_BY_SIDE = re.compile(r"\s?(?:[+/,&-]|and|y|e)\s?(?:IT|IV|VO|PO|HD|AD)?\s?(?:\d{0,2}\s?(?:[x×]\s?)?)?")
_GROUP = re.compile(r"\s?[/+]\s?")
# A word right before an amount, behind a comma, that is neither of a dose nor of its way: another medicine's name.
_OTHER = re.compile(
    r"[,;]\s(?:[A-Z]{2,3}\s)?(?P<name>[^\W\d_]{6,})\s(?:IV|PO|VO|EV|SC|IM|to|a)?\s?\(?$",
)
# The same in capitals: `Ara-C 30 mg, HC 15 mg`.
_OTHER_SHORT = re.compile(
    r"(?:[,;+/]|\b(?:y|and))\s?(?!(?:IV|EV|IT|PO|VO|SC|IM|BSA|ASC|TID|BID|QD|QID|OD|BD|TDS|MAX|AUC)\b)[A-Z]{2,5}:?\s$"
)
_RESCUE = re.compile(
    r"\b(?:cortico\w+|esteroide\w*|corticosteroids?|steroids?|antibi[oó]tic\w+|inmunoglobulina\w*|fol[ií]nic[oa]?"
    r"|leucovorina?|levoleucovorin|glucarpidasa?e?)\b",
    re.IGNORECASE,
)
_OF_DOSE = re.compile(
    r"(?:dos(?:e|es|is)|total|cumul|acumul|reduc|week|seman|daily|diari|intrathec|intratec|oral|infus|bolus|given|receiv|"
    r"recib|follow|maxim|equal|about|approx|aprox|today|ahora|actual|adminis|aplic|capped|single|unica|first|second|primer|"
    r"segund|increas|decreas|aument|continu|started|inici|including|incluy|protoc|escal|modif|ajust|adjust|current|until|hasta|desde|since|lower|raised|subi|baj)",
    re.IGNORECASE,
)
# Short names that mean nothing else in a child's record.
_PLAIN_SHORT = frozenset({
    "VCR", "VBL", "CDDP", "CBDCA", "MTX", "HDMTX", "ITMTX", "ARAC", "CPM", "CTX", "IFOS", "DNR", "DOXO", "TMZ",
    "CCNU", "ACTD", "BLEO", "LASP", "ATRA", "ATO", "VP16", "CARBO", "6MP", "6TG", "DTIC", "BCNU",
})  # fmt: skip


def tied_end(text: str, hits: Sequence[Found], at: int) -> int:
    """Where a group ends that a drug begins or goes on with: `gemcitabine/docetaxel`, `VCR + ActD`."""
    while at + 1 < len(hits) and _GROUP.fullmatch(text, hits[at].end, hits[at + 1].start):
        at += 1
    return hits[at].end


def is_of_other(text: str, end: int, start: int) -> bool:
    """Whether the amount at `start` is of another medicine, named behind the drug that ends at `end`."""
    if _RESCUE.search(text, end, start) is not None:
        return True
    if _OTHER_SHORT.search(text, end, start):
        return True
    found = _OTHER.search(text, end, start)
    return found is not None and _OF_DOSE.match(found["name"]) is None


def in_list(text: str, one: Found, found: Sequence[Found]) -> bool:
    """Whether short names stand side by side as those of one course do: `VCR + ACT-D`, `VCR, DNR, PEG`, `Dox/Cis`."""
    at = next(at for at, other in enumerate(found) if other is one)
    pairs = [(found[at - 1], one)] if at else []
    pairs += [(one, found[at + 1])] if at + 1 < len(found) else []
    return any(
        first.term.name != second.term.name and _SIDE_BY_SIDE.fullmatch(text, first.end, second.start)
        for first, second in pairs
    )


def led_to(clause: Clause, one: Found, setting: Setting) -> bool:
    """Whether a short name of no other meaning stands behind `received` or before `given`: `Weekly VCR given`."""
    if re.sub(r"\W", "", one.term.short).upper() not in _PLAIN_SHORT:
        return False
    near = max(0, one.start - 40), min(len(clause.text), one.end + 30)
    return cue_in(clause.text, setting.words.cues["given"], *near) is not None


# The sum that a product makes: `60 mg/m2 x 3 = 180 mg/m2`.
_PRODUCT = re.compile(
    r"\d[\w./²]{0,8}\s?[x×]\s?\d{1,2}\s?(?:days?|d[ií]as?|doses|dosis|cycles|ciclos)?\s?=\s?$", re.IGNORECASE
)


def is_product(text: str, start: int) -> bool:
    """Whether the amount at `start` is what a product before it makes."""
    return _PRODUCT.search(text, max(0, start - 40), start) is not None
