"""Some doses of several that were left out: `weekly vincristine (6 doses), held once`, `se omitieron 2 dosis`.

Who missed one dose of a medicine has been given the others: it is a drug given with fewer doses, and none that was
not given. The same holds of one that its sentence tells as given before it was held.
"""

from __future__ import annotations

import re

_MANY = r"(?:\d{1,2}|one|two|three|four|an?|un[ao]?|dos|tres|cuatro|several|some|a few|algunas|varias)"
_DOSES = r"(?:dos[ei]s?|doses|weekly doses|dosis semanales|injections?|infusions?|aplicaci[oó]n(?:es)?)"
_LAST = r"(?:the\s|la\s|las\s)?(?:last|final|[uú]ltimas?|first|primeras?|second|third)"
# Straight behind the word: `held once`, `missed 2 doses`, `omitida una vez`.
_SO_OFTEN = re.compile(
    rf"\s?(?:for\s|por\s|only\s|s[oó]lo\s)?(?:once|twice|thrice|[x×]\s?\d{{1,2}}\b|{_MANY}\s(?:times|vez"
    rf"|veces)\b|{_MANY}\s{_DOSES}\b"
    rf"|{_LAST}\s(?:{_MANY}\s)?{_DOSES}\b|on\s{_MANY}\soccasions?\b|en\s{_MANY}\socasi[oó]n(?:es)?\b)",
    re.IGNORECASE,
)
# Straight before it: `one dose held`, `the last two were omitted`, `2 dosis no administradas`.
_COUNTED = re.compile(
    rf"(?:(?<![\w.]){_MANY}\s(?:of\s(?:the\s|his\s|her\s)?\d{{1,2}}\s|de\s(?:las\s)?\d{{1,2}}\s)?{_DOSES}"
    rf"|{_LAST}(?:\s{_MANY})?(?:\s{_DOSES})?)(?:\s(?:of|de)\s\S{{3,20}})?\s(?:(?:was|were|fue|fueron|had to be"
    rf"|se)\s)?$",
    re.IGNORECASE,
)
# Told as given between the drug and the word.
_WAS_GIVEN = re.compile(
    r"\b(?:(?:was|were|been)\s(?:also\s)?given|received|recibi[oó]|recibida|se administr[oó]"
    r"|\d{1,2}\s(?:(?:of|de)\s\d{1,2}\s)?(?:weekly\s)?(?:dos[ei]s|doses)\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:to be|will be|should be|not|never|no|nunca)\s(?:been\s)?\S{0,12}$", re.IGNORECASE)
_NEAR = 40


def some_left_out(text: str, found_end: int, place: tuple[int, int]) -> str:
    """ "reduced" where the words at `place` leave out some doses of several, "stopped" where the drug is told as given
    before them, else "". `found_end` is where the drug's name ends."""
    start, end = place
    if _SO_OFTEN.match(text, end) or _COUNTED.search(text, max(0, start - _NEAR), start):
        return "reduced"
    given = _WAS_GIVEN.search(text, found_end, start) if found_end < start else None
    if given is None or ";" in text[given.end() : start] or given.end() > start - 2:
        return ""
    return "" if _AHEAD.search(text, max(found_end, given.start() - 16), given.start()) else "stopped"
