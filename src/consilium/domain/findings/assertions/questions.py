"""Whether a sentence asks of a thing: it is a question as a whole, or its query mark stands right behind the thing."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=\w{3})\.\s|\?(?=\w)|;\s(?=(?:are|is|do|can|could|should|would|what|puede|qu[eé])\s)")
# A query mark that is the thing's own, and how a sentence begins that asks.
_NEAR_QUERY = re.compile(r"(?:[\s\"')]{0,2}[\w./-]+){0,3}[\s\"')]*")
_QUERIES_NEXT = re.compile(r"\?\s?[a-z]")
_ASKS = re.compile(
    r"(?:^|[.!?:;]\s|[-–—•*]\s|\d[.)]\s|,\s|\b(?:and|or|but|so|that)\s|\()\s*(?:is|are|was|were|does|do|did|can"
    r"|could|should|would|will|has|have|had|may|might"
    r"|what|why|when|how|which|who|where|any|qu[eé]|cu[aá]l|cu[aá]ndo|c[oó]mo|por qu[eé]|es|est[aá]|tiene|hay"
    r"|puede|debe|fue|ser[aá]|podr[ií]a)\s[^.;?]{0,200}$",
    re.IGNORECASE,
)
_LETTERS = 400


def is_asked(text: str, start: int, end: int) -> bool:
    """Whether the sentence of `text[start:end]` asks of it."""
    if "¿" in text[:start][-_LETTERS:]:
        return True
    mark = rest_of(text, end)
    if "?" not in mark:
        return False
    between = mark.partition("?")[0]
    if between.rstrip().endswith(("-", "–", "—", "(")) and _QUERIES_NEXT.match(mark, len(between)):
        return False  # `HLH - ? primary`
    return _NEAR_QUERY.fullmatch(between) is not None or _ASKS.search(text, 0, start + 1) is not None


def rest_of(text: str, end: int) -> str:
    """The text from `end` to the end of its sentence; a query mark right before a word is that word's."""
    return _SENTENCE_END.split(text[end : end + _LETTERS])[0]
