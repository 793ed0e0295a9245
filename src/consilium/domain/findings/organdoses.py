"""Doses of organs that lie beside the target of radiation: `mean` and `max` of a lens, a cochlea, a heart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consilium.domain.findings.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.raydoses import Dose, fractions_of
from consilium.domain.findings.sitings import Sitings, siting_of
from consilium.domain.findings.terms import cue_in, terms_in
from consilium.domain.phrases import PhraseIndex


def of_organs(clause: Clause, doses: Sequence[Dose], organs: Sitings, cues: Mapping[str, PhraseIndex[str]]) -> bool:
    """Whether doses are those of organs that lie beside the target: `mean heart dose 3 Gy`, `lens 7.9 Gy`."""
    if not doses or fractions_of(clause, (0, len(clause.text)), None):
        return False
    named = terms_in(clause.text, organs.sites)
    headed = cue_in(clause.heading, cues["organ_dose"]) is not None
    return bool(named) and (
        headed or any(one.organ for one in doses) or all(one.term.facts.get("never") for one in named)
    )


def organ_doses(clause: Clause, doses: Sequence[Dose], organs: Sitings, assertion: AssertionWords) -> Iterator[Finding]:
    """What organs beside the target received, each organ named before or behind its dose."""
    for at, dose in enumerate(doses):
        first = doses[at - 1].end if at else 0
        last = doses[at + 1].start if at + 1 < len(doses) else len(clause.text)
        near = clause.text[first : dose.end] if terms_in(clause.text[first : dose.end], organs.sites) else ""
        text = near or clause.text[first:last]
        site, side = siting_of(text, organs, dose.start - first, dose.end - first)
        if site and dose.gray is not None:
            yield Finding(
                Kind.RADIATION,
                "dose to an organ",
                value=dose.text,
                number=dose.number,
                unit=dose.unit,
                assertion=assertion_of(clause, dose.start, dose.end, assertion),
                laterality=side,
                site=site,
                detail={"gray": dose.gray, "organ": "yes"},
                citations=(clause.cite(first, dose.end),),
                confidence=clause.confidence,
            )
