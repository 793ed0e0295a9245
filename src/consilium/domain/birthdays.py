"""What may truly be of the day on which a child was born: papers and statements of birth and of the first weeks.

Everything else that seems to be of that day most often took a birth date whose label was not read for its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from consilium.domain.dates import PartialDate

# Papers of a newborn's first stay are written within so many days.
NEWBORN_DAYS = 60
_OF_BIRTH = re.compile(
    r"\b(?:new-?borns?|neonat\w{0,8}|nicu|ucin|scbu|perinatal\w{0,3}|apgar|deliver(?:y|ed)|labou?r (?:ward|room)"
    r"|obstetric\w{0,2}"
    r"|birth (?:record|summary|certificate|weight|history|notification|plan)|at birth|day of (?:birth|life)|congenital"
    r"|reci[eé]n nacid[oa]s?|al nac(?:er|imiento)"
    r"|(?:certificado|acta|hoja|registro|peso|constancia) de(?:l)? nacimiento"
    r"|peso al nac\w{1,8}|parto|ces[aá]rea|maternidad|d[ií]a de vida|cong[eé]nit[oa]s?|obst[eé]tric\w{1,3})\b",
    re.IGNORECASE,
)


def tells_of_birth(texts: Iterable[str]) -> bool:
    """Whether any of the texts is of a birth or a newborn child; a label (`Date of birth`) tells nothing."""
    return any(_OF_BIRTH.search(text) is not None for text in texts)


def is_of_newborn(day: PartialDate, born: PartialDate) -> bool:
    """Whether a paper's day lies in the first weeks after a birth; both need a day."""
    if not (day.day and born.day):
        return False
    after = date(day.year, day.month, day.day) - date(born.year, born.month, born.day)
    return timedelta(0) <= after <= timedelta(NEWBORN_DAYS)
