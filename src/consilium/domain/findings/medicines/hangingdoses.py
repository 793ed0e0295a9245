"""Doses that hang on a value or a state, and are given when it is reached: `IgIV 400 mg/kg si IgG <400`, `G-CSF 5
mcg/kg if ANC <500`, `enalapril únicamente si FEVI <55%`; and what is taken in the place of what must not be:
`penicillin contraindicated - erythromycin 250 mg bd`."""

from __future__ import annotations

import re

from consilium.domain.findings.medicines.dosing import DOSE, FREQUENCY

_IF = r"(?-i:[Ii]f|si|when|cuando|en caso de que|in case)"  # `SI` of a sheet is a yes
# A heat, a pain and other signs are of what is taken when needed; so are the limits of a pulse or a pressure.
_SIGN = (
    r"(?:temp\w*|t°|t\s?[>≥]|t\s?\d|fiebre|fever|febril|febrile|dolor|pain|tos|cough|sick|ill|unwell|itch\w*|prurito|insomni\w*|n[aá]usea\w*|v[oó]mit\w*|vomit\w*"
    r"|convuls\w*|seizures?|crisis|sbp|dbp|bp|ta|pas|pad|fc|hr|pulse|pulso|needed|required|necess\w*|necesari[oa]|es|hay"
    r"|precisa|presenta|tiene|has|in|he|she|tolera\w*|tolerat\w*|possible|posible|not|no)\b"
)
_HANGS = re.compile(
    rf"(?P<before>[^;:.]{{0,60}}(?:[.,]\d[^;:.]{{0,50}})?)\s\(?{_IF}\s(?!{_SIGN})(?P<what>[^;.,()]{{2,40}})",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[<>≤≥]|\b(?:less|more|menos|m[aá]s|above|below|under|over|menor|mayor)\b", re.IGNORECASE)
_STOPS = re.compile(
    r"\b(?:stop|hold|held|resum\w*|restart\w*|reinici\w*|omit|withhold|discontinue|suspend\w*|dejar|pausar|pause"
    r"|omitir|interrump\w*|retirar|reduc\w*|increase|aument\w*|subir"
    r"|call|avisar|acudir|adjust|ajustar|dar|double|triplicar|doblar|except|salvo|excepto|not|no)\b",
    re.IGNORECASE,
)
# What is said of the thing before it, behind which another takes its place.
_OF_THE_LAST = re.compile(
    r"[\w)]\s(?:is |are |was |were |est[aá]n? |es |son )?(?:contra-?indicat\w+|contraindicad[oa]s?|prohibid[oa]s?"
    r"|avoided|not (?:given|started|tolerated|used)|no (?:tolerad|administrad|indicad|usad)[oa]s?)\s?"
    r"(?:,|;|:|->|=>|→|[-–—])\s?(?:so |use |give |given |usar |dar |se da |therefore )?$",
    re.IGNORECASE,
)
_BACK = 60


def hangs_on(said: str) -> bool:
    """Whether a medicine's own words, with its dose, hang on a value or a state."""
    found = _HANGS.match(said)
    if (
        found is None
        or DOSE.search(said, 0, found.start("what")) is None
        or _STOPS.search(said, 0, found.end() + _BACK)
    ):
        return False
    return FREQUENCY.search(found["before"]) is None or _VALUE.search(found["what"]) is not None


def instead_of_it(text: str, start: int) -> bool:
    """Whether what forbids a medicine before `start` is of that one, and the next takes its place."""
    return _OF_THE_LAST.search(text, max(0, start - _BACK), start) is not None
