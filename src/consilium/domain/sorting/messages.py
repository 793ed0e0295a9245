"""Papers that people write to one another, by their form: a thread of messages between a family and its team, and a
family's diary. Linear in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.datelines import heads_note
from consilium.domain.datetext import dates_in
from consilium.domain.layout import cite
from consilium.domain.records import Category, Citation, Page
from consilium.domain.sorting.diaries import is_entry

_LINES, _CHARS, _HEAD = 300, 400, 90
_MESSAGES, _GREETINGS, _ENTRIES, _HOME = 2, 2, 4, 5
_GREETS = re.compile(
    r"\W*(?:hi\b|hello|hey\b|dear\b|good (?:morning|afternoon|evening)|thanks?\b|thank you|many thanks|ok\b"
    r"|yes\b|no problem|hola|buen[oa]s (?:d[ií]as|tardes|noches)|gracias|muchas gracias|estimad[oa]|querid[oa]|s[ií],"
    r"|doctora?[,! ])",
    re.IGNORECASE,
)
# Words of home and of whoever writes there.
_OF_HOME = re.compile(
    r"\b(?:i|we|my|our|us|me|mum|mom|dad|granny|nana|gran|grandad|tummy|sick twice|threw up|poo|wee"
    r"|gave (?:her|him|calpol|ibuprofen|movicol)"
    r"|yo|mi|mam[aá]|mamita|pap[aá]|abuel[ao]|barriga|guata|pancita|le di|le dimos|nos|lloro|llor[oó])\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W{0,4}(?:(?:things |questions? )?to ask\b|(?:my |our |other )?questions?\b|preguntas?\b|dudas\b|para preguntar"
    r"|ask (?:the|dr|about)|for dr\b)",
    re.IGNORECASE,
)


def thread(pages: Sequence[Page]) -> Citation | None:
    """The head of the first message of a thread; None for other papers."""
    heads, greetings = [], 0
    for page in pages[:2]:
        for line in page.lines[:_LINES]:
            greetings += _GREETS.match(line.text) is not None
            day = next(dates_in(line.text[:_HEAD]), None)
            if day is not None and len(line.text) <= _HEAD and heads_note(line.text, day):
                heads.append(cite(line, page.number))
    return heads[0] if len(heads) >= _MESSAGES and greetings >= _GREETINGS else None


def diary(pages: Sequence[Page]) -> tuple[Category, Citation] | None:
    """What a family's diary is, with its first entry: questions where it ends in them, else the family's own story."""
    entries, home, asks = [], 0, False
    for page in pages[:2]:
        for line in page.lines[:_LINES]:
            home += len(_OF_HOME.findall(line.text[:_CHARS]))
            asks = asks or _ASKS.match(line.text) is not None
            if is_entry(line.text):
                entries.append(cite(line, page.number))
    if len(entries) < _ENTRIES or home < max(_HOME, len(entries)):
        return None
    return Category.QUESTIONS_LIST if asks else Category.CLINICAL_SUMMARY, entries[0]
