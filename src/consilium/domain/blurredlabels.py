"""Short labels that recognition misspelt: too short for `find_blurred`, but plain from what stands behind them.

`DO8: 05/12/2023` and `008: 05/12/2023` say `DOB`, `Hospital Ne: 445 0091` says `No`. Only a birth date or a number
right behind makes them labels, and every mended text is as long as it was: places in one are places in the other.
"""

from __future__ import annotations

import re

_DATE = r"[\dOolI|]{1,2}\s?[/.\-]\s?[\dOolI|]{1,2}\s?[/.\-]\s?\d{2}"
# Without a colon a word of digits alone may be a number: `MRN 008 05/12/2023`.
_BORN = re.compile(
    rf"(?<![^\W_])(?:[D0OQ][O0QD][B8](?=\s?[:.;]\s?{_DATE})|(?=[\w]{{0,2}}[DOBQ])[D0OQ][O0QD][B8](?=\s{{1,3}}{_DATE}))"
)
_NUMBER = re.compile(r"(?<=[^\W\d_]\s)N[ec0](?=\s?[:.]\s?(?:[A-Z]{1,5}[ -]?)?\d)")


def mended(text: str) -> str:
    """A recognized line with these labels as they were printed."""
    return _NUMBER.sub("No", _BORN.sub("DOB", text))
