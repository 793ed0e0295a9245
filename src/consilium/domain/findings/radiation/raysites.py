"""Where radiation that is named without a dose was: in one denied behind sites of the disease (`three nodal
sites above the diaphragm, no prior radiation`), nowhere, as those are not its own.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.text.sitings import Sitings, siting_of

# Right before radiation that is denied behind other things.
_DENIED = re.compile(
    r"[,;]\s(?:and\s|y\s)?(?:no|not|without|never|sin|nunca|ninguna)\s(?:[^\W\d_]+\s){0,2}$", re.IGNORECASE
)
_PART_ENDS = re.compile(r"[,;.]")


def sited(text: str, place: tuple[int, int], sitings: Sitings, said: Assertion) -> tuple[str, str]:
    """The site and side of the radiation at `place`; of one that its own part of the sentence denies, those of the
    part."""
    start, end = place
    denied = _DENIED.search(text, 0, start) if said is Assertion.NEGATED else None
    if denied is None:
        return siting_of(text, sitings, start, end)
    stop, first = _PART_ENDS.search(text, end), denied.start() + 1
    own = text[first : stop.start() if stop is not None else len(text)]
    return siting_of(own, sitings, start - first, end - first)
