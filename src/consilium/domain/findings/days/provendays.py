"""The day on which tissue showed a disease: `Core biopsy of the left ilium, June 3, 2024: Ewing sarcoma`, `frozen
section: medulloblastoma` in the report of an operation."""

from __future__ import annotations

import re

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.diagnosis.diseases import Named
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.records import Category

_PROOF = re.compile(
    r"\b(?:biops\w+|resections?|excisions?|patholog\w+|histolog\w+|cytolog\w+|aspirates?|trephines?|\w{4,}ectom(?:y|[ií]a)"
    r"|enucleation|curettage|specimen|fna[cb]?|bag|paaf|anatom[ií]a patol[oó]gica|patolog[ií]a|histopatolog[ií]a"
    r"|resecci[oó]n|ex[eé]resis|enucleaci[oó]n|legrado|aspirado|mielograma|pieza|extirpaci[oó]n)\b",
    re.IGNORECASE,
)
_FROZEN = re.compile(
    r"\b(?:frozen sections?|intraoperative (?:consultation|patholog\w+|histolog\w+|smear)|smears?|per-?operatori[oa]"
    r"|(?:intra|trans)operatori[oa]|congelaci[oó]n|extempor[aá]ne[oa]|corte por congelaci[oó]n)\b",
    re.IGNORECASE,
)
# From the day to the name: what was seen then, in the same part of the sentence.
_SHOWED = re.compile(
    r"[^.;]{0,70}?(?::|\b(?:show|reveal|confirm|demonstrat|diagnos|report|consistent|mostr|muestra|evidenci|demostr|inform"
    r"|compatible|concluy|result)\w{0,6}\b)[^.;]{0,60}$",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:previous|prior|since|known|desde|previ[ao]|conocid[oa]|for|por)\s\S{0,20}\s?$", re.IGNORECASE
)


def proven_on(paper: Paper, clause: Clause, named: Named) -> PartialDate | None:
    """The only day of a clause, where tissue was taken on it and the disease named behind it."""
    before = clause.text[: named.low]
    if paper.category is Category.OPERATIVE and _FROZEN.search(before) is not None:
        return paper.date
    if (_PROOF.search(before) or _FROZEN.search(before)) is None or _OTHERWISE.search(before):
        return None
    days = [one for one in occasions(clause.text, paper) if one.when != paper.birth]
    if len(days) != 1 or days[0].until is not None or days[0].end > named.low:
        return None
    return days[0].when if _SHOWED.fullmatch(clause.text, days[0].end, named.low) else None
