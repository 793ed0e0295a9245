"""The parts of a sentence in which one says how a child is, and where each begins behind a label or who tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = re.compile(
    r"\.(?=\s|$)\s*|[,;!?()\n|\"“”]\s*|\s[-–—/]\s?"
    r"|\s(?:or|o|and|but|though|although|yet|then|while|because|so|y|e|pero|aunque|mientras|porque|pues)\s"
    r"|\s(?=(?:call|ring|phone|please|(?:he|she)\s(?:must|should|has to|needs to))\s)"
    r"|\bque\s(?=(?:ya\s)?(?:no\s)?(?:le\s|se\s)?\w)|\b(?:since|as)\s(?=(?:he|she)\s)"
)
_LABEL = re.compile(r"[^:]{1,40}:\s")


def parts(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _PART.finditer(folded):
        if folded[start : mark.start()].strip():
            yield start, mark.start()
        start = mark.end()
    if folded[start:].strip():
        yield start, len(folded)


def starts(folded: str, start: int, end: int) -> Iterator[int]:
    """Where a part begins, and where its text begins behind a label: `Development: runs`."""
    yield start
    label = _LABEL.match(folded, start, end)
    if label is not None:
        yield label.end()
    says = _SAYS.match(folded, start, end)
    if says is not None:
        yield says.end()


# Who tells it, before it: `Mom says her balance has got worse`.
_SAYS = re.compile(
    r"\W{0,3}(?:(?:the|his|her|la|el|su)\s)?(?:mom|mum|mother|dad|father|parents|family|teacher|school|he|she|they|we"
    r"|patient|pt|grandmother|mama|madre"
    r"|papa|padre|padres|familia|maestra|maestro|profesora?|paciente|abuela|doctors?|surgeon|oncologist|nurse|team|medicos?"
    r"|doctora?|(?:dr|dra)\.?\s\w{2,14}|we)\s(?:also\s|tambien\s|nos\s|me\s)?(?:(?:were |was "
    r"|have been )?told(?: (?:us|me))?|says?"
    r"|said|reports?|reported|feels?|felt|notes?|noted|notices?|noticed|thinks?|states?|describes?|refieren?|dicen?|comentan?|notan?|noto|informan?|reportan?"
    r"|observan?|dijo|dijeron|explico|explicaron|explained)\s(?:that\s|que\s|as\s)?"
    r"|\W{0,3}[a-z]{3,14}\s(?:has\s)?told\s(?:us|me)\s(?:that\s)?"
    r"|\W{0,3}(?:nos|me)\s(?:dijeron|dijo|explicaron|explico|informaron|comentaron)\s(?:que\s)"
)
