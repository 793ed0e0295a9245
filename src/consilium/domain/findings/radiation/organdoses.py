"""Doses of organs that lie beside the target of radiation: `left cochlea mean 21 Gy, right cochlea 17`, `lens 7.9 Gy`.

Each organ has the dose behind it, or the one before it (`21 Gy to the left cochlea`). A number without a unit is a dose
where `mean` or `max` stands before it, or another dose of the same list has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.radiation.raydoses import Dose, fractions_of
from consilium.domain.findings.text.amounts import number_of
from consilium.domain.findings.text.sitings import Sitings, side_in
from consilium.domain.findings.text.terms import Found, cue_in, found_in
from consilium.domain.phrases import PhraseIndex

_UNIT = r"(?:c?Gy|CGE|GyE)"
_MEASURE = r"(?:D?mean|D?max(?:imum)?|avg|average|media|m[aá]xima|m[aá]ximo|promedio|D\d{1,3})"
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_SIDE = r"(?:left|right|L|R|Lt|Rt|izq\w*\.?|der\w*\.?|I|D)"
# Behind an organ: `cochlea L mean 34.0 / R mean 21.5`, `chiasm below 8 Gy`, `tiroides 14,9 Gy`.
_BEHIND = re.compile(
    rf"(?:(?<=[\s(/,:;])(?P<side>{_SIDE})\s)?(?:(?P<measure>{_MEASURE})\b\s?)?(?:dose\s|dosis\s)?(?:of\s|de\s|was\s|:\s?|"
    rf"=\s?|[<≤]\s?|below\s|under\s|menos de\s)?(?<![\w.,])(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})?"
    r"(?![\w%.,]*\d|\s?%|\s?cc)"
)
_BEFORE = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})(?:\s?\((?:RBE|EBR)\))?(?:\s(?:{_MEASURE}|to|a|al|en|for|the|la|el|"
    rf"los|las|dose|dosis|{_SIDE}|both)\b){{0,5}}\s?$"
)
_PARTS = re.compile(r"[;|]|\.\s|,\s(?=[^\d\s])|\s{2,}")
# How far (letters) an organ may stand from its dose.
_REACH = 44


@dataclass(frozen=True, slots=True)
class OrganDose:
    """What an organ received, from where to where the text tells it."""

    organ: Found
    text: str
    unit: str
    number: float
    side: str
    start: int
    end: int

    @property
    def gray(self) -> float:
        return round(self.number / 100, 4) if self.unit.lower().startswith("cgy") else self.number


def of_organs(clause: Clause, doses: Sequence[Dose], organs: Sitings, cues: Mapping[str, PhraseIndex[str]]) -> bool:
    """Whether doses are those of organs that lie beside the target: `mean heart dose 3 Gy`, `lens 7.9 Gy`."""
    named = found_in(clause, organs.sites)
    if not named or cue_in(clause.text, cues["constraint"]) is not None:
        return False
    if doses and fractions_of(clause, (0, len(clause.text)), None):
        return False
    headed = cue_in(clause.heading, cues["organ_dose"]) is not None
    said = cue_in(clause.text, cues["organ_dose"]) is not None
    return headed or said or any(one.organ for one in doses) or all(one.term.facts.get("never") for one in named)


def organ_doses(clause: Clause, organs: Sitings, mark: str, assertion: AssertionWords) -> Iterator[Finding]:
    """What organs beside the target received, each organ named before or behind its dose."""
    for one in told_doses(clause, organs, mark):
        yield Finding(
            Kind.RADIATION,
            "dose to an organ",
            value=one.text,
            number=one.number,
            unit=one.unit,
            assertion=assertion_of(clause, one.organ.start, one.organ.end, assertion),
            laterality=one.side,
            site=one.organ.term.name,
            detail={"gray": one.gray, "organ": "yes"},
            citations=(clause.cite(min(one.start, one.organ.start), max(one.end, one.organ.end)),),
            confidence=clause.confidence,
        )


def told_doses(clause: Clause, organs: Sitings, mark: str) -> Iterator[OrganDose]:
    """The doses of the organs that a clause names, from left to right."""
    text, named = clause.text, found_in(clause, organs.sites)
    has_unit = re.search(rf"\d\s?{_UNIT}\b", text) is not None or re.search(rf"\b{_UNIT}\b", clause.heading) is not None
    after = 0
    for at, organ in enumerate(named):
        stop = min(named[at + 1].start if at + 1 < len(named) else len(text), organ.end + _REACH)
        if at + 1 < len(named):
            parts = [hit.start() for hit in _PARTS.finditer(text, organ.end, stop)]
            stop = parts[-1] if parts else stop
        found = False
        for hit in _BEHIND.finditer(text, organ.end, stop):
            if (
                hit["unit"]
                or ((hit["measure"] or found) and has_unit)
                or (has_unit and not text[organ.end : hit.start()].strip(" :="))
            ):
                side = _side(hit["side"], organs) or side_in(text[after:stop], organs, organ.start - after)
                made = _made(organ, hit, side, mark)
                found = found or made is not None
                if made is not None:
                    yield made
        before = None if found else _BEFORE.search(text, max(after, organ.start - _REACH), organ.start)
        if before is not None:
            made = _made(
                organ, before, side_in(text[before.start() : stop], organs, organ.start - before.start()), mark
            )
            if made is not None:
                yield made
        after = stop


def _side(said: str | None, organs: Sitings) -> str:
    shown = {"I": "izquierdo", "D": "derecho"}.get(said or "", said or "")
    return side_in(shown, organs, 0) if shown else ""


def _made(organ: Found, hit: re.Match[str], side: str, mark: str) -> OrganDose | None:
    number = number_of(hit["number"], mark or ".")
    return (
        None
        if number is None
        else OrganDose(organ, hit["number"], hit["unit"] or "Gy", number, side, hit.start(), hit.end())
    )
