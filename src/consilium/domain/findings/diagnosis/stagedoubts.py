"""Whether a doubt is about the stage itself: `probable stage III`, `stage III?`; not about what the same sentence tells
behind or before it (`estadio IIIAS con afectación pleural dudosa`)."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?:\b(?:at\sleast|probabl[ey]|possibl[ey]|presum(?:ed|ably|tive)|likely|suspected|suspicious\sfor"
    r"|favou?r(?:s|ed)?|query"
    r"|apparent(?:ly)?|provisional(?:ly)?|tentative(?:ly)?|may\sbe|might\sbe|could\sbe|would\sbe|unclear"
    r"|whether|versus|vs\.?"
    r"|either|or|consistent\swith|suggests?|al\smenos|posible(?:mente)?|probable(?:mente)?|presunt[oa]"
    r"|presumiblemente"
    r"|aparente(?:mente)?|impresiona|sugier[ea]|podr[ií]a|ser[ií]a|sospecha|duda|descartar|compatible\scon|si\ses|o)"
    r"|\?\w{0,20})(?:\s[\w()'-]{1,16}){0,4}\W{0,3}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\W{0,2}(?:\?|(?:is|are|has|remains|needs)?\s?(?:still |yet )?to\sbe\s(?:excluded|clarified|confirmed|ruled\sout"
    r"|established|determined)"
    r"|(?:queda|est[aá])?\s?(?:por|a)\s(?:descartar|aclarar|definir)"
    r"|(?:is|was|seems|remains|es|parece|queda)?\s?(?:probabl|possibl|suspected|likely|presum|provisional"
    r"|unclear|uncertain|tentative|not\s(?:yet\s)?(?:certain|confirmed|clear)|vs\b|versus"
    r"|or\s(?:stage\s)?[IV1-4]|posible|dudos"
    r"|a\sconfirmar|por\sconfirmar|sin\sconfirmar|provisional|inciert|o\s(?:estadio\s)?[IV1-4]))",
    re.IGNORECASE,
)
_REACH = 70
# `Si AFP cae y el estadio I se confirma, observación`: before the comma that ends the condition.
_IF = re.compile(
    r"(?:^|[.;:]\s|\d[.)]\s)(?:if|si|en\scaso\sde(?:\sque)?|should|provided|siempre\sque)\s[^,.;]{0,110}$",
    re.IGNORECASE,
)


# What it would be if a condition that opens the sentence came true: `If MRD is above 0.01 % he will move to high risk`.
_WOULD_BE = re.compile(
    r"(?:^|[.;:]\s|\d[.)]\s)\W{0,3}(?:if|si(?! bien\b)|should|in case|en caso de(?:\sque)?|de confirmarse|were)\s"
    r"(?:[^.;?\n]|\.(?=\d)){3,140}?\b(?:will|would|ll|moves?|becomes?|goes|counts?|pasa(?:r[aá]|r[ií]a)?|ser[aá]"
    r"|ser[ií]a|quedar[aá]"
    r"|quedar[ií]a|corresponder[ií]a)\b(?:[^.;?\n]|\.(?=\d)){0,50}$"
    r"|\b(?:would|might|could) (?:then |only )?(?:become|make (?:it|this|him|her)|mean|move (?:him|her|it)|count as"
    r"|put (?:him|her|it))\s"
    r"(?:(?:a|the|in|into|to|at|group|stage|grupo|estadio)\s){0,3}$"
    r"|\b(?:pasar[ií]a|se convertir[ií]a|lo convertir[ií]a|la convertir[ií]a)\s(?:a|en|al)\s(?:(?:ser|un|una|el|la"
    r"|grupo|estadio)\s){0,3}$",
    re.IGNORECASE,
)
_FAR = 220


def follows_condition(text: str, low: int) -> bool:
    """Whether a class is only what would follow from the condition of its sentence."""
    return _WOULD_BE.search(text, max(0, low - _FAR), low) is not None


# A stage that is the least it may be: `at least PRETEXT II`, `PRETEXT al menos II`.
_LEAST = re.compile(
    r"(?:\b(?:at least|no less than|minimum|al menos|por lo menos|como m[ií]nimo|m[ií]nimo)|[≥]|>=)\s?(?:an?\s"
    r"|un\s|una\s)?"
    r"(?:stage\s|estadio\s|group\s|grupo\s)?$",
    re.IGNORECASE,
)
# One of two: `PRETEXT III vs IV`, `PRETEXT II o III`, `PRETEXT III/IV`.
_OR_OTHER = re.compile(
    r"\s?(?:(?:\bvs?\.?\s|\bversus\s|\bor\s|\bo\s|\?)\s?(?:(?:PRETEXT|POSTTEXT|stage|estadio|group|grupo)\s)?|/)"
    r"(?P<other>(?:IV|I{1,3}|[1-4])(?:-?[A-Ca-c])?)(?![\w/-])",
    re.IGNORECASE,
)


def open_stage(text: str, low: int, start: int, end: int) -> bool:
    """Whether a stage is told as the least that it may be, or as one of two."""
    if _LEAST.search(text, max(0, low - _REACH), low) or _LEAST.search(text, low, start):
        return True
    return _OR_OTHER.match(text, end) is not None


def other_stage(text: str, end: int) -> re.Match[str] | None:
    """The second of two stages (`other`) behind the first one, which ends at `end`."""
    return _OR_OTHER.match(text, end)


def doubted_stage(text: str, low: int, end: int) -> bool:
    """Whether words right before or right behind a stage put it in doubt."""
    return _BEFORE.search(text[max(0, low - _REACH) : low]) is not None or _AFTER.match(text, end) is not None


def conditional_stage(text: str, low: int) -> bool:
    """Whether a stage stands within the condition that a sentence begins with."""
    return _IF.search(text[:low]) is not None
