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


def doubted_stage(text: str, low: int, end: int) -> bool:
    """Whether words right before or right behind a stage put it in doubt."""
    return _BEFORE.search(text[max(0, low - _REACH) : low]) is not None or _AFTER.match(text, end) is not None


def conditional_stage(text: str, low: int) -> bool:
    """Whether a stage stands within the condition that a sentence begins with."""
    return _IF.search(text[:low]) is not None
