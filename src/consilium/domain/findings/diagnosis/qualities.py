"""What a text says of the kind of a disease beside its name: its type, grade and pattern, as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from consilium.domain.findings.diagnosis.diseases import Named
from consilium.domain.findings.diagnosis.subtypes import DENIED, are_choice, standing, with_its_doubt
from consilium.domain.findings.text.spans import Span

_BEFORE, _BEHIND = 60, 110
# A part of a mixed tumor: `yolk sac tumor (70 %)`, `teratoma inmaduro grado 2 (25 %)`, `coriocarcinoma menor de 5 %`.
_GRADE = re.compile(r",?\s(?:grade|grado)\s(?P<grade>[1-4]|I{1,3}|IV)(?![\w/-])", re.IGNORECASE)
_SHARE = re.compile(
    r"\s?[(,]?\s?(?:<|>|menor (?:de|del)|less than|about|approximately|~)?\s?(?P<percent>\d{1,3})\s?%", re.IGNORECASE
)
# `WNT not activated`, `no anaplastic histology`, `non-WNT/non-SHH`: what it is not.
_NOT_SO = re.compile(
    r"(?:\s(?:is|was|not|non|no|es)){0,2}\s(?:not|non|no|negative|inactive|absent|negativ[oa]|ausente)\b", re.IGNORECASE
)
_NONE = re.compile(
    r"\b(?:no|not|non|without|sin|negative\sfor|excluded|rather\sthan|lacks?|lacking)\s"
    r"(?:(?:evidence|features|signs|componente|component|any|a|an|de|of)\s){0,3}$"
    r"|\b(?:non|no)[\s-]{1,2}(?:[\w-]{2,12}\s?/\s?){0,2}$",
    re.IGNORECASE,
)


def qualities_of(text: str, spans: Sequence[Span[bool]], named: Named) -> Iterator[str]:
    """The words for its kind near a disease's name, without those that are denied; with the words that doubt one, and
    two that are weighed against each other as one."""
    joined = -1
    for span, following in zip_longest(spans, spans[1:]):
        near = -_BEFORE <= span.start - named.high <= _BEHIND and (span.end <= named.start or span.start >= named.end)
        denied = _NOT_SO.match(text, span.end) or _NONE.search(text[max(0, span.start - 40) : span.start])
        if not near or denied or span.start < joined or standing(text, span.start, span.end) == DENIED:
            continue
        start, end = with_its_doubt(text, span.start, span.end)
        if following is not None and are_choice(text, span.end, following.start):
            end = joined = following.end
        yield text[start if span.end <= named.start else max(start, named.end) : end].strip(" ,(")


def own_qualities(spans: Sequence[Span[bool]], named: Named, names: Sequence[Named]) -> list[Span[bool]]:
    """The words for kinds that are not of another disease of the clause: not within its name, nor beyond it."""
    others = [one for one in names if one is not named and one.disease.name != named.disease.name]
    return [
        span
        for span in spans
        if not any(one.low <= span.start < one.high for one in others)
        and not any(span.end <= one.low < named.low or named.high <= one.low < span.start for one in others)
    ]


def share_and_grade(text: str, named: Named) -> dict[str, str]:
    """The grade and the share of a mixed tumor that stand right behind its name."""
    grade = _GRADE.match(text, named.high)
    share = _SHARE.match(text, grade.end() if grade else named.high)
    found = {"grade": grade["grade"] if grade else "", "percent": share["percent"] if share else ""}
    return {key: one for key, one in found.items() if one}
