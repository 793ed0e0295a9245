"""The place of its own right behind each of several sizes: `nodules: 11 mm right lower lobe (image 88), 6 mm right
middle lobe, 5 mm left upper lobe`. None of them is where the one before it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.imaging.sizes import Size, sizes_in
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text import bodysites

_PLACE = re.compile(
    r"(?:,|:|\s?\(|\s[-–])?\s?(?P<place>(?:(?:en|in)\s(?:(?:el|la|the)\s)?)?"
    r"(?:right|left|bilateral|upper|lower|middle|lingula|derech[oa]|izquierd[oa]|l[oó]bulo|superior|inferior|medio"
    r"|segment[o]?|hilar|apical|basal|[RL][UML]L|L[SIM][DI]|LM)\b[^.;:,()\d]{0,50})",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s(?:and|y|e|with|con)\s", re.IGNORECASE)
_LEAST = 2


def part_behind(text: str, sizes: Sequence[Size], size: Size) -> str:
    """The words for where the thing of this `size` is; "" where fewer than two sizes are told so."""
    places = {one: found for one in sizes if (found := _PLACE.match(text, one.end)) is not None}
    if len(places) < _LEAST or size not in places:
        return ""
    return _NEXT.split(places[size]["place"])[0]


def over_all(clause: Clause, words: bodysites.SiteWords, place: bodysites.Place) -> bodysites.Place:
    """The place of what a sentence says of all of them: on both sides, where they lie on different ones."""
    sizes = list(sizes_in(clause.text))
    parts = [part for one in sizes if (part := part_behind(clause.text, sizes, one))]
    sides = {bodysites.place_near(Clause(part, clause.pieces), words, 0, 0).side for part in parts} - {""}
    return bodysites.Place(place.site, "bilateral") if len(sides) > 1 else place
