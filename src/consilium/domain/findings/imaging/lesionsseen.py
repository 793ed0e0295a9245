"""A lesion that a picture shows is there, though its sentence doubts what it is: `lytic lesion, r/o Ewing`, `lesión
lítica de 5 cm a descartar sarcoma`. Only a doubt that stands before the lesion is of the lesion itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold

_NAMES = frozenset({"mass", "lesion", "nodule", "tumor"})
_SEEN = re.compile(r"\b(?:(?P<lesion>lesion)|(?P<nodule>nodule|nodulo)|mass|masa|tumoracion)(?:e?s)?\b")
_DOUBT = (
    r"\br/o\b|\brule(?:d|s)? out\b|\bto exclude\b|\bsuspicious\b|\bsuspected\b|\bsuspicion\b|\blikely\b|\bprobabl[ey]\b"
    r"|\bpossibl[ey]\b|\b(?:a|por|para) descartar\b|\bd/c\b|\bdescartar\b|\bsospech\w+|\bposible(?:mente)?\b|\bsuger\w+"
    r"|\bsugestiv\w+|\bsuggest\w+|\bcompatible\b|\bconsistent\b|\bconcerning\b|\bmay\b|\bcould\b|\bversus\b|\bvs\b|\?"
    r"|\bimpresiona\b|\bquestionable\b|\bdudos[oa]\b|\bequivocal\b|\bdifferential\b|\bpuede\b|\bpodria\b"
)
# Behind the lesion: the doubt and what it may be, to the end of the part.
_BEHIND = re.compile(rf"[^.;]{{0,90}}?(?:{_DOUBT})\s?(?:[\w'/-]+\s?){{1,6}}")
_BEFORE = re.compile(rf"(?:{_DOUBT}|\b(?:no|not|sin|without|if|whether|si)\b)[^.;,]{{0,60}}$")
_OF_DISEASE = re.compile(
    r"\b(?:ewing|\w{4,}(?:oma|omas)|\w*sarcom\w+|carcinom\w+|leuk\w+|leucemia|lch|histiocit\w+|histiocyt\w+|malignan\w+"
    r"|maligna?s?|metasta\w+|abscess|absceso|osteomyelitis|osteomielitis|infect\w+|infecc\w+|neoplas\w+|cancer|tumou?r\w*)\b"
)


def lesions_seen(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; lesions of pictures that only what they are is doubted of as stated, each once."""
    told = list(found)
    stated = {
        (one.quote, one.site)
        for one in told
        if one.kind is Kind.IMAGING and one.assertion is Assertion.STATED and one.name in _NAMES
    }
    for one in told:
        doubted = one.kind is Kind.IMAGING and one.assertion is Assertion.UNCERTAIN and one.name in _NAMES
        if not doubted or not (seen := _seen(fold(one.quote))):
            yield one
        elif (one.quote, one.site) not in stated:
            stated.add((one.quote, one.site))
            yield replace(one, name=seen, assertion=Assertion.STATED)


def _seen(sentence: str) -> str:
    """The lesion that stands before the first doubt of its part, which is of a disease; "" where there is none."""
    noun = _SEEN.search(sentence)
    if noun is None or _BEFORE.search(sentence, max(0, noun.start() - 80), noun.start()):
        return ""
    doubt = _BEHIND.match(sentence, noun.end())
    if doubt is None or _OF_DISEASE.search(doubt[0]) is None:
        return ""
    return str(noun.lastgroup or "mass")
