"""Doses of organs that lie beside the target of radiation: `left cochlea mean 21 Gy, right cochlea 17`, `lens 7.9 Gy`.

Each organ has the dose behind it, or the one before it (`21 Gy to the left cochlea`). A number without a unit is a dose
where `mean` or `max` stands before it, or another dose of the same list has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
# Both sides at once: `Cochlea L/R: 12.4 / 31.2 Gy`.
_PAIR = re.compile(
    rf"\W{{0,3}}(?P<first>{_SIDE})\s?[/|]\s?(?P<second>{_SIDE})\)?\W{{0,3}}(?:{_MEASURE}\W{{0,3}})?(?P<one>{_NUMBER})\s?"
    rf"(?:{_UNIT})?\s?[/|,]\s?(?P<two>{_NUMBER})\s?(?P<unit>{_UNIT})",
    re.IGNORECASE,
)
# Heads of columns of a table of organs.
_COLUMN = re.compile(
    r"\b(?:mean|max|maximum|Dmean|Dmax|D\d{1,3}|Dm[aá]x|Dmedia|media|m[aá]xim[ao]|m[aá]x|promedio)\b", re.IGNORECASE
)
ORGAN_DOSE = "dose to an organ"
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


def of_organs(
    clause: Clause,
    doses: Sequence[Dose],
    organs: Sitings,
    cues: Mapping[str, PhraseIndex[str]],
    before: Clause | None = None,
) -> bool:
    """Whether doses are those of organs that lie beside the target: `mean heart dose 3 Gy`, `lens 7.9 Gy`. `before`
    is the clause right before this one where it tells such doses: an organ that opens the next is of the same list."""
    named = found_in(clause, organs.sites)
    if not named or cue_in(clause.text, cues["constraint"]) is not None:
        return False
    if doses and fractions_of(clause, (0, len(clause.text)), None):
        return False
    headed = cue_in(clause.heading, cues["organ_dose"]) is not None or _goes_on(clause, before, named)
    headed = headed or any(_COLUMN.search(head) for head in clause.header)
    said = cue_in(clause.text, cues["organ_dose"]) is not None
    return headed or said or any(one.organ for one in doses) or all(one.term.facts.get("never") for one in named)


def under_heads(clause: Clause, heads: tuple[str, ...]) -> tuple[Clause, tuple[str, ...]]:
    """A row below heads that no other table has (`Organ | Mean (Gy) | Max (Gy)`), with these as its header; and the
    heads that are in force behind it."""
    own = tuple(text for _, text in clause.cells)
    if len(own) < 2 or clause.header:
        return clause, ()
    if any(_COLUMN.search(one) for one in own[1:]) and not any(re.fullmatch(r"[\d.,\s]+", one) for one in own[1:]):
        return clause, own
    return (replace(clause, header=heads), heads) if len(own) == len(heads) else (clause, ())


def _goes_on(clause: Clause, before: Clause | None, named: Sequence[Found]) -> bool:
    """Whether an organ with its dose goes on with a list on the same line: `Right kidney: mean 11 Gy. Left kidney:
    6 Gy`."""
    if before is None or not before.pieces or not clause.pieces or before.pieces[-1].line is not clause.pieces[0].line:
        return False
    return not clause.text[: named[0].start].strip(" -•*")


def organ_doses(clause: Clause, organs: Sitings, mark: str, assertion: AssertionWords) -> Iterator[Finding]:
    """What organs beside the target received, each organ named before or behind its dose."""
    for one in told_doses(clause, organs, mark):
        yield Finding(
            Kind.RADIATION,
            ORGAN_DOSE,
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
    in_columns = list(_in_columns(clause, named[0], organs, mark)) if named else []
    if in_columns:
        yield from in_columns
        return
    has_unit = re.search(rf"\d\s?{_UNIT}\b", text) is not None or re.search(rf"\b{_UNIT}\b", clause.heading) is not None
    has_unit = has_unit or any(re.search(rf"\b{_UNIT}\b", head) for head in clause.header)
    after = 0
    for at, organ in enumerate(named):
        stop = min(named[at + 1].start if at + 1 < len(named) else len(text), organ.end + _REACH)
        if at + 1 < len(named):
            parts = [hit.start() for hit in _PARTS.finditer(text, organ.end, stop)]
            stop = parts[-1] if parts else stop
        pair = _PAIR.match(text, organ.end)
        if pair is not None:
            yield from _both(organ, pair, organs, mark)
            after = pair.end()
            continue
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


def _in_columns(clause: Clause, organ: Found, organs: Sitings, mark: str) -> Iterator[OrganDose]:
    """The doses of a row whose first cells name the organ, under heads of means and maxima in gray."""
    above = f"{clause.heading} {' '.join(clause.header)}"
    if not len(clause.header) == len(clause.cells) > 1 or re.search(rf"\b{_UNIT}\b", f"{above} {clause.text}") is None:
        return
    side = side_in(clause.text, organs, organ.start)
    for head, (start, text) in zip(clause.header, clause.cells, strict=True):
        alone = re.fullmatch(rf"\s*({_NUMBER})\s?({_UNIT})?\s*", text)
        number = number_of(alone[1], mark or ".") if alone and _COLUMN.search(head) else None
        if alone is not None and number is not None and start > organ.start:
            unit = alone[2] or (found[0] if (found := re.search(_UNIT, above)) else "Gy")
            yield OrganDose(organ, alone[1], unit, number, side, start, start + len(text))


def _both(organ: Found, pair: re.Match[str], organs: Sitings, mark: str) -> Iterator[OrganDose]:
    for side, figure in (("first", "one"), ("second", "two")):
        number = number_of(pair[figure], mark or ".")
        if number is not None:
            place = pair.start(figure), pair.end(figure)
            yield OrganDose(organ, pair[figure], pair["unit"], number, _side(pair[side], organs), *place)


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
