"""Methylation of imprinted places, by which Beckwith-Wiedemann and Silver-Russell syndrome are told: `loss of
methylation at IC2 (KCNQ1OT1)`, `hipermetilación de H19`, `H19 (IC1) methylation within normal limits`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section

_PLACE = r"(?:IC-?1|IC-?2|ICR-?1|ICR-?2|H19(?:/IGF2)?|KCNQ1OT1|KvDMR1?|LIT1|CDKN1C|MEST|MEG3|SNRPN|PLAGL1|GNAS)"
_PLACES = re.compile(rf"(?<![\w-]){_PLACE}(?![\w-])")
_LIST = (
    rf"(?P<list>{_PLACE}(?:\s?[(/:]\s?{_PLACE}[^()\s.,;]{{0,10}}\)?)?"
    rf"(?:,?\s(?:and|y|e|or|o)\s{_PLACE}(?:\s?[(/:]\s?{_PLACE}[^()\s]{{0,10}}\)?)?)?)"
)
_OF = (
    r"\s(?:(?:at|of|in|on|de|del|en|the|la|el|regi[oó]n|region|center|centre|centro|imprinting|impronta"
    r"|locus|gen|gene)\s){0,5}"
)
_CHANGED = re.compile(
    r"(?:(?P<loss>(?:partial |complete |mosaic )?loss of methylation|hypo-?methylation"
    r"|p[eé]rdida (?:parcial )?de (?:la )?metilaci[oó]n"
    r"|hipometilaci[oó]n|LOM)|(?P<gain>gain of methylation|hyper-?methylation|ganancia de (?:la )?metilaci[oó]n"
    rf"|hipermetilaci[oó]n|GOM)|(?P<plain>normal methylation|metilaci[oó]n normal)){_OF}{_LIST}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{_LIST}\s?[:,]?\s?(?:(?P<loss>hypo-?methylat\w+|hipometilad\w+|loss of methylation)"
    rf"|(?P<gain>hyper-?methylat\w+"
    r"|hipermetilad\w+|gain of methylation)|(?P<plain>(?:methylation|metilaci[oó]n)\s?:?\s(?:(?:is|was|were|en"
    r"|dentro de)\s)?"
    r"(?:within normal limits|within the normal range|normal\b|l[ií]mites normales|rangos? normal(?:es)?)))",
    re.IGNORECASE,
)
_SILENT = (Section.STAINS, Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS)


def loci_in(clause: Clause, words: AssertionWords) -> Iterator[Finding]:
    """What a clause says of the methylation of each such place."""
    if clause.section in _SILENT or "met" not in clause.text.lower():
        return
    found = [*_CHANGED.finditer(clause.text), *_AFTER.finditer(clause.text)]
    taken: set[str] = set()
    for one in found:
        value = "loss of methylation" if one["loss"] else "gain of methylation" if one["gain"] else "normal"
        name = one["list"].strip()
        if name in taken:
            continue
        taken.add(name)
        how = Assertion.STATED if value == "normal" else assertion_of(clause, one.start(), one.end(), words)
        for place in dict.fromkeys(_named(name)):
            yield Finding(
                Kind.METHYLATION,
                place,
                value=value,
                assertion=how,
                detail={"class": value},
                citations=(clause.cite(one.start(), one.end()),),
                confidence=clause.confidence,
            )


def _named(listed: str) -> list[str]:
    """The places of a list, with the other name that stands in brackets."""
    return [part.strip(" ,.;") for part in re.split(r",|\s(?:and|y|e|or|o)\s", listed) if part.strip(" ,.;")]


def is_told(name: str, loci: Sequence[Finding]) -> bool:
    """Whether a change of a gene or arm only says again what is told of its methylation."""
    return bool(loci) and (name.startswith("11p15") or _PLACES.fullmatch(name) is not None)
