"""What a ward's short words behind a medicine make of it: `TMP-SMX diferir hasta +30`, `loperamide not until C. diff is
back`, `filgrastim start D7` are to come; `missed dose`, `PRBC held` were not given; and what is only named beside a
denied one is being given: `aciclovir no (con ganciclovir)`, `no azole w/ tacrolimus`."""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Assertion

_OWN = (
    r"(?:\s\d[\w.,/%²]{0,14}|\s(?:m?c?g|µg|ml|mL|UI|IU|U|mEq)(?:/[\w²]{1,5}){0,2}(?!\w)"
    r"|\s(?:po|iv|sc|im|oral|daily|bid|tid|q\s?\d{1,2}h?|c/\d{1,2}\s?h?|once|x\d)(?!\w)){0,5}"
)
_TO_COME = re.compile(
    rf"{_OWN}\s?[:,–-]?\s?(?:"
    r"(?:se\s)?(?:difer(?:ir|ido|ida|imos|ir[aá])|aplaza(?:r|do|da|mos)|pospon(?:er|emos)|pospuest[oa]"
    r"|postergad?[oa]?r?"
    r"|defer(?:red)?|postponed?|delay(?:ed)?)\b(?!\s\d{1,2}\s?(?:d[ií]as?|days?|h)\b)"
    r"|(?:not|no)\s(?:until|till|before|hasta|antes de)\b"
    r"|(?:to\s)?(?:starts?|begins?|inicia|inicio|comienza|empieza)\s?[:=]?\s?(?:on\s|el\s|en\s)?(?:D|day"
    r"|d[ií]a)\s?\+?\d{1,2}\b"
    r")",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"[^.;\n]{0,60}?\b(?:missed (?:the |this |that |am |pm |today['’]?s )?dose|dose (?:was )?(?:missed|skipped"
    r"|not given|omitted)"
    r"|dosis (?:omitida|no administrada|perdida)|(?:se )?omiti[oó] (?:la )?dosis|not available from pharmacy"
    r"|off unit)\b"
    r"(?!s)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"(?:p?rbcs?|prbc|pltl?s?|platelets?|plaquetas|transfusi[oó]n\w*|transfusions?|ffp|pfc|cgr|gre?|cryo\w*|crio\w*)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    rf"{_OWN}(?:\s(?:transfusions?|transfusi[oó]n))?\s(?:(?:was|were|is|being|on)\s)?"
    r"(?:held|hold|withheld|deferred|suspendid[oa]s?|diferid[oa]s?|no se transfunden?)\b",
    re.IGNORECASE,
)
# `posaconazole -> hold`, `Gemtuzumab held day 6`; what is held for hours, for a limit or before a puncture is taken.
_ON_HOLD = re.compile(
    rf"{_OWN}(?:\s?(?:->|→|=>|:|–|-)\s?(?:on\s)?|\s(?:(?:is|was|being|currently|on|temporarily)\s){{0,2}})"
    r"(?:held|hold|withheld)\b(?!\s(?:if|unless|for\s(?:SBP|BP|HR|systolic|heart|sedation|LP|\d)|\d{1,3}\s?(?:h|hours|days?|d)\b"
    r"|before|prior|on the (?:day|morning)|the (?:day|morning)|morning of|until)|\s?\d)",
    re.IGNORECASE,
)
# Before a name that stands with a denied one: `no (con`, `no azole w/`, `sin AINE por`.
_BESIDE_DENIED = re.compile(
    r"\b(?:no|NO|not)\s?\((?:ya\s)?(?:con|with|w/|por|due to|on|recibe|en)\s$"
    r"|\b(?:no|avoid|sin|evitar)\s[\w-]{3,18}\s(?:w/|with|while on|together with|junto a|con|mientras recib\w+)\s$",
    re.IGNORECASE,
)


def fate_of(text: str, start: int, end: int) -> Assertion | None:
    """What such words make of the medicine named at `text[start:end]`; None where there are none."""
    if _BESIDE_DENIED.search(text, max(0, start - 50), start):
        return Assertion.STATED
    last = min(len(text), end + 120)
    if _PRODUCT.fullmatch(text, start, end) and _HELD.match(text, end, last):
        return Assertion.NEGATED
    if _TO_COME.match(text, end, last):
        return Assertion.PLANNED
    return Assertion.NEGATED if _MISSED.match(text, end, last) or _ON_HOLD.match(text, end, last) else None
