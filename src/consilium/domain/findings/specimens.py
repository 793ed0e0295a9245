"""Specimens as pathology, marrow and genetics reports label them: what was taken, where, how, when, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.bodysites import SiteWords, nearest, place_near
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.labelled import labelled_date, own_accession
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.spans import Span, spans_in
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_PART = re.compile(r"\s*(?:[A-H]|\d{1,2})[.):]\s+(?=\S)")
_COUNTED = re.compile(r"\b(\d{1,3}|[a-z]{2,6}) (?:paraffin |parafina )?(?:blocks|bloques)\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:blocks?|bloques?):? ([A-Z]?\d{1,3}(?:\s?(?:-|to|a|,)\s?[A-Z]?\d{1,3}){0,9})", re.IGNORECASE)
_LONGEST = 300
_MOST = 30


@dataclass(frozen=True)
class SpecimenWords:
    labels: PhraseIndex[str]
    others: PhraseIndex[str]
    dates: PhraseIndex[str]
    procedures: PhraseIndex[str]
    sent: PhraseIndex[str]


def words_from(data: Mapping[str, Any]) -> SpecimenWords:
    """From `knowledge/findings/pathology.yaml`."""

    def index(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), name) for one in data[name])

    def named(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(one), key) for key, ones in data[name].items() for one in (key, *ones))

    return SpecimenWords(
        index("specimen_labels"), index("other_labels"), named("dates"), named("procedures"), index("sent")
    )


@dataclass(frozen=True, slots=True)
class _Labelled:
    clause: Clause
    start: int
    end: int


def specimens_of(paper: Paper, words: SpecimenWords, sites: SiteWords) -> Iterator[Finding]:
    """One finding a specimen, with the paper's dates and number."""
    seen: set[str] = set()
    for at, clause in enumerate(paper.clauses):
        labelled = _labelled(paper, at, words) or _part(clause)
        if labelled is None or len(seen) >= _MOST:
            continue
        text = _PART.sub("", labelled.clause.text[labelled.start : labelled.end], count=1).strip(" :.,-")
        if text and text.lower() not in seen:
            seen.add(text.lower())
            yield _finding(paper, labelled, text, words, sites)


def _labelled(paper: Paper, at: int, words: SpecimenWords) -> _Labelled | None:
    """What follows a specimen's label: in its line, in the next cell, or in the line below."""
    clause = paper.clauses[at]
    for label in spans_in(clause, words.labels):
        colon = clause.text[label.end :].lstrip().startswith(":")
        if not colon and not any(start == label.start for start, _ in clause.cells[:-1]):
            continue
        start = clause.text.find(":", label.end) + 1 if colon else label.end
        end = _value_end(clause, start, words)
        if clause.text[start:end].strip(" :.,-"):
            return _Labelled(clause, start, min(end, start + _LONGEST))
        below = paper.clauses[at + 1 : at + 2]
        if below and len(below[0].words) <= 25 and ":" not in below[0].text:
            return _Labelled(below[0], 0, len(below[0].text))
    return None


def _value_end(clause: Clause, start: int, words: SpecimenWords) -> int:
    """Where the next label begins."""
    others = [*spans_in(clause, words.others), *spans_in(clause, words.dates)]
    ends = [one.start for one in others if one.start >= start and clause.text[one.end :].lstrip().startswith(":")]
    return min(ends, default=len(clause.text))


def _part(clause: Clause) -> _Labelled | None:
    """A lettered part under a heading for specimens: `A. Left adrenal mass, core biopsies`."""
    found = _PART.match(clause.text) if clause.section is Section.SPECIMEN else None
    return _Labelled(clause, found.end(), min(len(clause.text), _LONGEST)) if found else None


def _finding(paper: Paper, labelled: _Labelled, text: str, words: SpecimenWords, sites: SiteWords) -> Finding:
    clause, start, end = labelled.clause, labelled.start, labelled.end
    part = Clause(clause.text[start:end], clause.pieces)
    place = place_near(part, sites, 0, 0, tissues=True)
    collected = labelled_date(paper, words.dates, "collected")
    received = labelled_date(paper, words.dates, "received")
    detail: dict[str, Scalar] = {
        "procedure": _procedure(paper, labelled, words),
        "number": own_accession(paper),
        "received": str(received[0]) if received else "",
        "blocks": _blocks(paper),
        "sent": _sent(paper, words),
    }
    citations = [clause.cite(start, end)] + ([collected[1]] if collected else [])
    return Finding(
        Kind.SPECIMEN,
        place.site or "specimen",
        value=text,
        when=collected[0] if collected else None,
        laterality=place.side,
        site=place.site,
        detail={key: value for key, value in detail.items() if value},
        citations=tuple(citations),
        confidence=clause.confidence,
    )


def _procedure(paper: Paper, labelled: _Labelled, words: SpecimenWords) -> str:
    """How it was taken: the first procedure in its words, else in the rest of its line or a short line below."""
    spans: list[Span[str]] = spans_in(labelled.clause, words.procedures)
    inside = [span for span in spans if labelled.start <= span.start < labelled.end]
    found = nearest(inside or spans, labelled.start, labelled.end)
    if found is not None:
        return found.value
    at = next((at for at, clause in enumerate(paper.clauses) if clause is labelled.clause), 0)
    below = [clause for clause in paper.clauses[at + 1 : at + 3] if len(clause.words) <= 5]
    return next((span.value for clause in below for span in spans_in(clause, words.procedures)), "")


def _blocks(paper: Paper) -> str:
    for clause in paper.clauses:
        found = _COUNTED.search(clause.text) or _LISTED.search(clause.text)
        if found and (found[1][0].isdigit() or found[1][0].isupper()):
            return found[1]
    return ""


def _sent(paper: Paper, words: SpecimenWords) -> str:
    """What was sent on for tests, as the gross description says it."""
    for clause in paper.clauses:
        if clause.section in (Section.GROSS, Section.SPECIMEN) and len(words_of(clause.text)) < 60:
            for span in spans_in(clause, words.sent):
                return clause.text[span.start :].strip()[:160]
    return ""
