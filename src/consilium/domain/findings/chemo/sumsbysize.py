"""An amount that is the sum of a whole treatment by its size: too much for one dose, and not too much for several or
for the cycles that its sentence counts (`IVA x 7, ifosfamide 42 g/m2`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from consilium.domain.findings.chemo.counted import counted_in
from consilium.domain.findings.chemo.doubt import doubt_of, is_more_than_a_dose, is_of_a_cycle
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.amounts import Amount
from consilium.domain.findings.text.terms import Found
from consilium.domain.phrases import fold
from consilium.domain.records import Scalar

# A sum that was reached, whatever the heading: `cumulative doxorubicin 150 mg/m2`; and one that is to be reached.
_SO_FAR = re.compile(
    r"\b(?:cumulative|acumulad[oa]s?|acumulando|lifetime|so far|to date|thus far|already|previously|prior"
    r"|received|has had"
    r"|hasta (?:la fecha|ahora|el momento|hoy)|ya|recibid[oa]s?|recibi[oó]|lleva|previ[oa]s?)\b",
    re.IGNORECASE,
)
_TO_BE = re.compile(
    r"\b(?:plan(?:ned|s)?\b(?!:)|intended|target|goal|aim\w*|limit\w*|max\w*|m[aá]x\w*|tope|l[ií]mite"
    r"|not (?:to )?exceed\w*"
    r"|exceed\w*|superar\w*|up to|hasta (?:un|alcanzar|llegar|completar|\d)|reach\w*|alcanz\w+|complet\w+"
    r"|bring\w*|total of"
    r"|will|would|should|could|may|might|if|once|when|after|when|si|cuando|planead[oa]s?|planificad[oa]s?|previst[oa]s?"
    r"|programad[oa]s?|ser[aá]n?|har[aá]n?|meta|objetivo|give[ns]?|add\w*|more|m[aá]s de|further|adicional\w*"
    r"|until|end of"
    r"|final de)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[;\n]|[.?!](?=\s)|,\s")


def is_so_far(clause: Clause, found: Found, amount: Amount | None) -> bool:
    """Whether a sum under a plan is what was given up to then: nothing beside it says that it is to come."""
    if amount is None:
        return False
    first, last = min(found.start, amount.start), max(found.end, amount.end)
    low = max((one.end() for one in _PARTS.finditer(clause.text, 0, first)), default=0)
    high = next((one.start() for one in _PARTS.finditer(clause.text, last)), len(clause.text))
    part = clause.text[low:high]
    return _SO_FAR.search(part) is not None and _TO_BE.search(part) is None


def is_sum_by_size(clause: Clause, found: Found, amount: Amount | None, setting: Setting) -> bool:
    """Whether an amount is more than one dose, and what one cycle has of it may be meant."""
    if amount is None or amount.number is None:
        return False
    if is_more_than_a_dose(found.term, amount):
        return True
    if doubt_of(found.term, amount, summed=False).get("doubt") != "dose_too_high":
        return False
    return any(is_of_a_cycle(found.term, _shared(amount, count)) for count in _counts(clause, setting))


def is_single(made: Mapping[str, Scalar], when: Occasion | None, setting: Setting) -> bool:
    """Whether it is told how often or on which days an amount was given, so that it is one dose. A table's row of one
    cycle on its day tells that cycle, whose days may come to more than one dose."""
    if made.get("times") or made.get("days") or made.get("daily"):
        return True
    return bool(setting.table and made.get("cycle") and when is not None and when.when is not None)


def _counts(clause: Clause, setting: Setting) -> list[int]:
    """How many cycles a sentence counts; which of them it is (`OEPA #2`, `second OEPA`) counts none."""
    told = [(one.number, fold(clause.text[one.start : one.end])) for one in counted_in(clause, setting)]
    return [
        number
        for number, said in told
        if number > 1 and not said.startswith("#") and said.split(" ")[0] not in setting.words.ordinals
    ]


def _shared(amount: Amount, count: int) -> Amount:
    return replace(amount, number=amount.number / count) if amount.number is not None else amount
