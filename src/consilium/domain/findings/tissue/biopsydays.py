"""The day, part and side of the biopsy or resection that a report on tissue is of: those of its one specimen
(`Toma de muestra: 08.02.2024`, `Localización  Tibia proximal derecha`, `Técnica  Trucut`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.records import Category

_FLUIDS = ("blood", "cerebrospinal fluid", "bone marrow")


def with_specimens(found: Sequence[Finding], paper: Paper) -> Iterator[Finding]:
    """The findings, biopsies without a day with that of the one specimen of a report on tissue."""
    specimens = [one for one in found if one.kind is Kind.SPECIMEN and one.assertion is Assertion.STATED]
    days = {one.when for one in specimens if one.when is not None}
    if paper.category is not Category.PATHOLOGY_REPORT or len(days) != 1:
        yield from found
        return
    (day,) = days
    places = {(one.site, one.laterality) for one in specimens if one.site and one.site not in _FLUIDS}
    site, side = next(iter(places)) if len(places) == 1 else ("", "")
    biopsies = [one for one in found if _is_own_biopsy(one) and one.when in (None, day)]
    for one in found:
        if one in biopsies and len(biopsies) == 1:
            bare = not one.site and not one.laterality
            one = replace(one, when=day, site=site if bare else one.site, laterality=side if bare else one.laterality)
        yield one


def _is_own_biopsy(one: Finding) -> bool:
    told = one.kind is Kind.SURGERY and one.assertion is Assertion.STATED
    return told and one.detail.get("what") == "biopsy"
