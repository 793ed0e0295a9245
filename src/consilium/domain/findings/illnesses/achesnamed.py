"""What hurts, under a noun: `duele la espalda` is back pain, no name of an illness (`dolor de espalda`)."""

from __future__ import annotations

import re

_MUCH = r"(?:mucho|muchisimo|poco|un poco|bastante|algo|demasiado|siempre|a veces|otra vez|todavia|aun|tambien)"
_SPANISH = re.compile(
    rf"(?:(?:me|te|le|les|nos)\s)?(?:sigue[n]?\s)?(?:duelen?|dolia[n]?|doliendo)(?![\w-])(?:\s{_MUCH}){{0,2}}"
    r"(?:\s(?P<own>el|la|los|las)\s(?P<part>(?!(?:mayor|vez|dia|noche)\b)[a-zñ]+(?:\s(?:izquierd[oa]s?|derech[oa]s?|lumbar|baja|fantasma))?))?"
    r"(?P<rest>\s.*)?"
)
_ENGLISH = re.compile(
    r"(?P<part>[a-z]+(?:\s[a-z]+){0,2})\s(?:is\s|are\s)?(?:hurts?|hurting|aches|aching)(?P<rest>\s.*)?"
)
_OF = {"el": "del", "la": "de la", "los": "de los", "las": "de las"}


def noun_of(name: str) -> str:
    """A folded name as it is, or the noun for the pain that it tells."""
    found = _SPANISH.fullmatch(name)
    if found is not None:
        part, rest = found["part"] or "", found["rest"] or ""
        of = "de" if " " not in part else _OF.get(found["own"] or "", "de")
        return f"dolor {of} {part}{rest}" if part else f"dolor{rest}"
    found = _ENGLISH.fullmatch(name)
    if found is not None and not _PERSON.match(found["part"]):
        return f"{found['part']} pain{found['rest'] or ''}"
    return name


# Who hurts is no part of the body: `he hurts`, `it aches`, `nothing hurts`.
_PERSON = re.compile(
    r"(?:he|she|it|they|who|that|which|nothing|still|everything|something|this|always|also|often|where|if)\b"
)
