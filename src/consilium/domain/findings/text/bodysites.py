"""Parts of the body and sides, as a text names them (`knowledge/findings/sites.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.sitesenses import in_own_sense
from consilium.domain.findings.text.sitings import is_left_behind
from consilium.domain.findings.text.spans import Span, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, fold

# A side further away is of something else.
_SIDE_REACH = 4
# What opens a part of the sentence that is of another thing: `complex mass, no liver mets`, `mass, left kidney normal`.
_OTHER_PART = re.compile(
    r",\s(?:(?:and|but|with|y|pero|con)\s)?(?:no|not|sin|without|ni|nor|negative for|ausencia de|normal)\b",
    re.IGNORECASE,
)

_LIVER = re.compile(r"\b(?:liver|hepatic|higado|hepatic[oa])\b")
_FATTY = re.compile(r"\b(?:fatty|echogenic|preserved|intact|normal|its|their)\s$", re.IGNORECASE)
_GRASO = re.compile(r"\s(?:graso|grasa|adiposo|ecog[eé]nico|conservado|preservado|preserved|fat)\b", re.IGNORECASE)


@dataclass(frozen=True)
class SiteWords:
    """`sites` are organs and regions, `tissues` what is found in many places (lymph node, marrow, blood)."""

    sites: PhraseIndex[str]
    tissues: PhraseIndex[str]
    sides: PhraseIndex[str]


def words_from(data: Mapping[str, Any]) -> SiteWords:
    """From the lists `sites`, `tissues` and `sides`, each `{English term: [names]}`."""
    return SiteWords(*(_index(data[name]) for name in ("sites", "tissues", "sides")))


def _index(names: Mapping[str, Sequence[str]]) -> PhraseIndex[str]:
    return PhraseIndex.of((str(name), term) for term, all_names in names.items() for name in (*all_names, term))


@dataclass(frozen=True, slots=True)
class Place:
    site: str = ""
    side: str = ""


def place_near(clause: Clause, words: SiteWords, start: int, end: int, tissues: bool = False) -> Place:
    """The site and side named nearest to `start` to `end` of a clause; what stands before wins over what follows."""
    named = [one for one in spans_in(clause, words.sites) if not _is_of_node(clause.text, one)]
    named = [one for one in named if not _is_of_liver(clause, one, named)]
    named = in_own_sense(clause.text, named)
    sites = _near(clause, named, start, end)
    if tissues:
        sites = sorted([*spans_in(clause, words.tissues), *sites], key=lambda span: span.start)
    site = nearest(sites, start, end)
    sides = _near(clause, sides_in(clause, words), start, end)
    first, last = (min(start, site.start), max(end, site.end)) if site else (start, end)
    if not tissues:  # `bone, left femur`: of what is found in many places the next word tells where
        sides = [one for one in sides if not _is_of_other(clause.text, one, (first, last), named)]
    side = nearest(sides, first, last)
    if side is not None and len(words_between(clause.text, *_gap(side, first, last))) > _SIDE_REACH:
        side = None
    return Place(site.value if site else "", side.value if side else "")


def sides_in(clause: Clause, words: SiteWords) -> list[Span[str]]:
    """The sides that a clause names."""
    return [one for one in spans_in(clause, words.sides) if not is_left_behind(clause.text, one.start, one.end)]


def count_sites(clause: Clause, words: SiteWords) -> int:
    """How many different sites a clause names."""
    return len({span.value for span in in_own_sense(clause.text, spans_in(clause, words.sites))})


def beside(clause: Clause, words: SiteWords, start: int) -> bool:
    """Whether a site stands right before a place: `adrenal mass`."""
    return any(
        span.end <= start and len(words_between(clause.text, span.end, start)) <= 1
        for span in spans_in(clause, words.sites)
    )


def _near(clause: Clause, spans: Sequence[Span[str]], at: int, end: int) -> list[Span[str]]:
    """Those in the same part of the sentence, where there are any, else what the parts before it name: a part that
    follows (`mass of 11 cm; bilateral lung nodules`) is of something else."""
    own = [span for span in spans if _OTHER_PART.search(clause.text, end, span.start) is None or span.start < end]
    same = [span for span in own if not broken(clause.text, *sorted((span.start, at)))]
    if not end:  # a part of its own, as a specimen's: `A. Left ovary, biopsy`
        return same or list(spans)
    return same or [span for span in own if span.start <= at]


def _is_of_liver(clause: Clause, site: Span[str], named: Sequence[Span[str]]) -> bool:
    """Whether a lobe by that word alone is the liver's: `Liver: Right lobe mass 6.2 cm`."""
    if clause.folded[site.start : site.end] not in ("lobe", "lobulo", "lobulos", "lobes"):
        return False
    return any(one.value == "liver" for one in named) or _LIVER.search(fold(clause.heading)) is not None


def _is_of_node(text: str, site: Span[str]) -> bool:
    """Whether a hilum is that of a lymph node, whose fat shows it healthy: `node with a fatty hilum`."""
    return site.value == "hilum" and (
        _FATTY.search(text, max(0, site.start - 24), site.start) is not None or _GRASO.match(text, site.end) is not None
    )


def _is_of_other(text: str, side: Span[str], own: tuple[int, int], sites: Sequence[Span[str]]) -> bool:
    """Whether a side stands right beside another site, a comma before its own: `left kidney, lungs clear`."""
    gap = text[side.end : own[0]] if side.end <= own[0] else text[own[1] : side.start]
    return "," in gap and any(
        not text[min(one.end, side.end) : max(one.start, side.start)].strip()
        for one in sites
        if not (own[0] <= one.start and one.end <= own[1])
    )


def _gap(span: Span[str], start: int, end: int) -> tuple[int, int]:
    return (span.end, start) if span.end <= start else (end, span.start)


def nearest(spans: Sequence[Span[str]], start: int, end: int) -> Span[str] | None:
    def distance(span: Span[str]) -> int:
        return max(span.start - end, start - span.end, 0)

    return min(spans, key=distance, default=None)
