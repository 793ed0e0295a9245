"""How a level of residual disease is written: a percentage, a count of so many cells, or a share as a power of ten:
`<0,01 %`, `below 0.01 %`, `3 in 100,000`, `5 x 10^-5`, `1E-4`. A bare decimal (`0.0004`) is one only right behind the
name. What is left of a number that recognition broke (`O.07 %`, `0.O7 %`, `0 07 %`) is none."""

from __future__ import annotations

import re

from consilium.domain.findings.text.numerals import comparator_of

_BASE = r"mill[oó]n(?:es)?|million|10\^?[4-6⁴⁵⁶]|10{4,6}|10{1,2}[.,\s]0{3}|1[.,\s]0{3}[.,\s]0{3}"
# No number begins behind a letter or a mark, but for one that lost the blank behind the name.
_BEGINS = r"(?:(?<![\w.,])|(?<=MRD)|(?<=EMR)|(?<=ERM))"
_WORDS = (
    r"(?:below|under|less than|lower than|above|over|more than|greater than|at least|por debajo del?|por encima del?"
    r"|menor (?:de|a|que)|mayor (?:de|a|que)|inferior al?|superior al?|menos del?|m[aá]s del?|al menos(?: del?)?)"
)
VALUE = re.compile(
    rf"(?P<sign>[<>≤≥]|\b{_WORDS}(?=\s(?:un |el |the )?\d))?\s?"
    rf"(?:{_BEGINS}(?P<percent>(?!0\d)\d{{1,3}}(?:[.,]\d{{1,6}})?|[.,]\d{{1,6}})\s?(?:%|percent\b|por ciento\b)"
    rf"|{_BEGINS}(?P<count>\d{{1,7}}(?:[.,]\d{{1,3}})?)\s?"
    r"(?:residual |clonal |leuka?emic |c[eé]lulas? |cells? |copies |copias |secuencias |sequences ){0,3}"
    rf"(?:per|in|por|en|of|de|x|/)\s?(?:un |a |one |cada |1 )?(?P<base>{_BASE})"
    r"|(?P<share>(?:\d{1,3}(?:[.,]\d{1,3})?\s?[x×·*]\s?)?10\s?(?:\^|\*\*|exp\s?|e)?\s?\(?[-−–⁻]\s?[1-7⁴⁵⁶³]\)?"
    r"|(?<![\d.,])\d(?:[.,]\d{1,2})?[eE][-−]0?[1-7])"
    r"|(?P<bare>(?<![\w.,])0[.,]0\d{1,5}))(?![\w%]|\s?%)",
    re.IGNORECASE,
)
# A bare number under a head that says that it is a percentage.
SHARE = re.compile(
    r"(?P<sign>[<>≤≥])?\s?(?P<percent>\d{1,3}(?:[.,]\d{1,6})?)(?P<count>(?!))?(?P<base>(?!))?(?P<share>(?!))?(?P<bare>(?!))?\s*(?=$|\s)"
)


def compared(value: re.Match[str] | None) -> str:
    """The comparator of a level: "<", "<=", ">", ">=" or ""."""
    said = ((value["sign"] or "") if value else "").lower()
    if said.startswith("por "):
        return "<" if "debajo" in said else ">"
    return "<" if said.startswith("lower") else comparator_of(said)
