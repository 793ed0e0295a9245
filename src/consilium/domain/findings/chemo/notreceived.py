"""Drugs at the head of a sentence that ends in their denial: `Cisplatin and methotrexate were not given`, `Cisplatino y
metotrexato no ha recibido`, also where recognition blurred a name of the list or the verb (`no ha recbido`)."""

from __future__ import annotations

import re

_DENIED_BEHIND = re.compile(
    # The list that the drug opens or stands in; its other names need not be readable.
    r"(?:\s?(?:,|/|\b(?:y|e|o|ni|u|and|or|nor)\b)\s?[^\W\d_][\w-]{2,20}){0,4}\s"
    r"(?:(?:a[uú]n |todav[ií]a )?(?:no|nunca)\s(?:(?:se )?(?:l[aoe]s?\s)?(?:ha|han)\s)"
    # `recibido`, `recbido`, `recihido`; `recidivado` and `respondido` are of a child that had the drug.
    r"(?:rec[^\W\d_]{0,3}[bhl][ií1l]d[oa]s?|(?:sido )?administrad[oa]s?)"
    r"|(?:(?:has|have|had|was|were) )?(?:not|never)\s(?:yet )?(?:been )?"
    r"(?:given|administered|rec[^\W\d_]{1,4}ed)(?! (?:since|after|on|at|in|as|with|until|because|for|during)\b))(?!\w)",
    re.IGNORECASE,
)


def denied_behind(text: str, end: int) -> bool:
    """Whether the words behind a drug that ends at `end` say that it, and its list, was not received."""
    return _DENIED_BEHIND.match(text, end) is not None
