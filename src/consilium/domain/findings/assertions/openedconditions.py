"""Conditions that a sentence opens with by the order of its words or by a verb, and not by `if`: `Were the ANC to fall
below 500, ...`, `Had he relapsed ...`, `De progresar la enfermedad ...`, `Llegado el caso de un trasplante, ...`; and
what comes `if it comes to` a thing behind it. All of the sentence hangs on it."""

from __future__ import annotations

import re

_OPENS = re.compile(
    r"[\s•*\-–]*(?:\d{1,2}[.)]\s)?(?:Were\s(?:(?!we\b|you\b|they\b)[\w'’-]{1,16}\s){1,6}?to\s(?!be (?:given|seen) "
    r"(?:by|at)\b)[a-z]"
    r"|(?:In|Under) the (?:unlikely |unhappy )?(?:event|case) (?:of|that)\s|Supposing\s|Assuming\s|Suppose\s"
    r"|De (?:no )?(?!acuerdo|ser (?:el|la|un|una)\b)[a-záéíóúñ]{2,14}(?:ar|er|ir)(?:se|le|lo"
    r"|la)?\s(?!a\b)[^.;?]{3,80}?(?:,|\b\w{2,14}(?:ría|rían|ríamos|rá|rán|remos)\b)"
    r"|(?:Provided|Providing|As long as|So long as|On condition)\s(?![^.;?]{0,60}\b(?:is|was|remains|stays) "
    r"on\b)(?:that\s)?(?=the|his"
    r"|her|he|she|they|it|there|no|counts|platelets|neutrophils|bloods|all|we|this|renal|cardiac|liver|[A-Z])"
    r"|(?:Depending|Contingent) (?:on|upon)\s|Subject to\s|Only (?:if|once|when|after)\s(?![^.;]{3,80}\b(?:was|were"
    r"|did|had)\b)"
    r"|Siempre (?:que|y cuando)\s|Según (?:lo que|cómo|como|el resultado|los resultados|resulte|la respuesta"
    r"|evolucione|salga)\s"
    r"|Dependiendo de\s|En función de(?:l)?\s|A condición de\s|(?:S[óo]lo|Únicamente) (?:si|cuando|en caso)\s"
    r"|(?:Llegado el caso|En el supuesto|En la eventualidad|En la hipótesis|Caso) de\b|Suponiendo que\s|Ante una "
    r"eventual\s)"
)
# Behind a thing: `would be the conditioning, if it comes to a transplant`.
_SENTENCE = re.compile(r"[.;]\s")


def opens_condition(text: str, start: int) -> bool:
    """Whether the sentence of what stands at `start` opens with such a condition."""
    begin = 0
    for mark in _SENTENCE.finditer(text, max(0, start - 400), start):
        begin = mark.end()
    return _OPENS.match(text, begin) is not None
