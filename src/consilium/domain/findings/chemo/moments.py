"""Drugs and cycles that only name a moment: `After blinatumomab 2 | 2026-08-10 | marrow | negative`.

The row of a table of tests that is labelled by what came before it gives no drug, and a day that is told with such
words is the test's, not the drug's: `EMR tras blinatumomab (10/08/2026)`.
"""

from __future__ import annotations

import re

from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.paper import Clause

_LED = (
    r"(?:after|following|post|tras|despues del?|luego del?|posterior al?|before|prior to|pre|antes del?|previo al?|"
    r"(?:at )?(?:the )?end of|fin(?:al)? del?)"
)
_MOMENT = re.compile(
    rf"\b{_LED}[\s-](?:(?:the|his|her|el|la|los|las|su|sus|high|low|dose|alta|altas|dosis|de|first|second|third|last|"
    r"ultim[oa]|primer[oa]?|segund[oa]|tercer[oa]?|[1-9](?:st|nd|rd|th)|\d{1,2}|two|three|four|five|six|dos|tres|cuatro|"
    r"cinco|seis|cycles?|ciclos?|of|doses|course|block|bloque)\s){0,4}"
    r"(?:[\w-]{3,24}(?:\s?[,/+-]\s?|\s(?:and|y|e|plus|with|con)\s)){0,4}(?:[\w-]{3,24}\s)?$"
)
_OPENS = re.compile(rf"\W{{0,3}}(?:(?:marrow|mrd|emr|medula|bm|mo)\s)?{_LED}\b")
_DAY = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\b")
_TESTED = re.compile(
    r"\b(?:mrd|emr|erm|bm|pb|mo|flow|ngs|pcr|citometria|marrow|medula|positiv\w|positive|negative|negativ[oa]|undetect\w+|"
    r"indetect\w+|normal|ef|fe|cr|pr|sd|pd|rc|rp|mibg|pet|echo\w*|ecocardio\w*|audio\w*)\b|%"
)
_ITS_OWN = re.compile(
    r"\s?(?:\([^()]{1,24}\)\s?)?(?:del?|of|dated|de fecha|given)\s(?:el\s|d[ií]a\s|on\s)?", re.IGNORECASE
)
_REACH = 120


def is_row_of_moment(clause: Clause) -> bool:
    """Whether a line is a test's result under the moment that it was made at."""
    text = clause.folded
    if _OPENS.match(text) is None:
        return False
    if clause.cells:
        return len(clause.cells) > 2 and _TESTED.search(text, len(clause.cells[0][1])) is not None
    day = _DAY.search(text)
    return day is not None and not text.rstrip().endswith(".") and _TESTED.search(text, day.end()) is not None


def names_moment(clause: Clause, start: int) -> bool:
    """Whether what stands at `start` is told to say after or before what another thing was."""
    text = clause.folded
    return len(text) == len(clause.text) and _MOMENT.search(text, max(0, start - _REACH), start) is not None


def day_of_another(clause: Clause, start: int, end: int, when: Occasion | None, *, numbered: bool = False) -> bool:
    """Whether a day is of what came after the drug or cycle at `start` to `end`. From one day to another is its own,
    and so is `tras ciclo 4 (CAV) del 29/05/2025`; of what is `numbered` also `ciclo 3 (27-12-2024)`."""
    if when is None or when.until is not None or _ITS_OWN.fullmatch(clause.text, end, max(end, when.start)):
        return False
    if numbered and clause.text[end : max(end, when.start)].strip() == "(":
        return False
    return names_moment(clause, start)
