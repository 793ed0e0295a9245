"""`Biopsia diferida` beside `biopsia rápida`: the permanent sections of what was taken, no biopsy that was put off."""

from __future__ import annotations

import re

_DEFERRED = re.compile(
    r"\b(?:biopsias?|estudios?|anatomia patologica|histologia|informe|cortes|ap)"
    r"(?:\s(?:histologic[oa]|rapida|intraoperatoria|extemporanea|por congelacion"
    r"|congelacion))?(?:\s(?:y|e|o)|\s?/)?\s?"
    r"(?P<word>diferid[oa]s?)\b(?!\s(?:por|hasta|para|al|a la|debido|en espera"
    r"|ante)\b)(?P<told>\s?(?:pendientes?|en proceso|en curso"
    r"|enviad\w+|informa\w*|a informar|:))?"
)
_FROZEN = re.compile(r"\b(?:rapida|congelacion|intraoperatoria|extemporanea)\b")
_AHEAD = 60


def permanent_sections(text: str, start: int = 0) -> tuple[int, int] | None:
    """Where `diferida` stands that means permanent sections, from `start` of a folded text on; None where none does."""
    found = _DEFERRED.search(text, start)
    if found is None or not (found["told"] or _FROZEN.search(text)):
        return None
    return found.span("word")


def is_permanent(text: str, start: int) -> bool:
    """Whether the biopsy at `start` of a folded text is one of permanent sections."""
    found = _DEFERRED.match(text, start, start + _AHEAD)
    return found is not None and (found["told"] is not None or _FROZEN.search(text) is not None)
