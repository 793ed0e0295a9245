"""Parts of the body and sides, as a text names them (`knowledge/findings/sites.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.spans import Span, broken, spans_in, words_between
from consilium.domain.phrases import PhraseIndex

# A side further away is of something else.
_SIDE_REACH = 4


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
    sites = _near(clause, spans_in(clause, words.sites), start)
    if tissues:
        sites = sorted([*spans_in(clause, words.tissues), *sites], key=lambda span: span.start)
    site = nearest(sites, start, end)
    sides = _near(clause, spans_in(clause, words.sides), start)
    first, last = (min(start, site.start), max(end, site.end)) if site else (start, end)
    side = nearest(sides, first, last)
    if side is not None and len(words_between(clause.text, *_gap(side, first, last))) > _SIDE_REACH:
        side = None
    return Place(site.value if site else "", side.value if side else "")


def count_sites(clause: Clause, words: SiteWords) -> int:
    """How many different sites a clause names."""
    return len({span.value for span in spans_in(clause, words.sites)})


def beside(clause: Clause, words: SiteWords, start: int) -> bool:
    """Whether a site stands right before a place: `adrenal mass`."""
    return any(
        span.end <= start and len(words_between(clause.text, span.end, start)) <= 1
        for span in spans_in(clause, words.sites)
    )


def _near(clause: Clause, spans: Sequence[Span[str]], at: int) -> list[Span[str]]:
    """Those in the same part of the sentence, where there are any."""
    same = [span for span in spans if not broken(clause.text, *sorted((span.start, at)))]
    return same or list(spans)


def _gap(span: Span[str], start: int, end: int) -> tuple[int, int]:
    return (span.end, start) if span.end <= start else (end, span.start)


def nearest(spans: Sequence[Span[str]], start: int, end: int) -> Span[str] | None:
    def distance(span: Span[str]) -> int:
        return max(span.start - end, start - span.end, 0)

    return min(spans, key=distance, default=None)
