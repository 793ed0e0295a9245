"""Which rule told each statement of a file, and which changed or dropped it. Stores nothing: for who writes rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consilium.actions.inspect import Seen, inspect
from consilium.domain.findings.explained import PaperTold, Trace
from consilium.domain.findings.extraction import extract_within
from consilium.knowledge.findings.words import finding_words


@dataclass
class Explained:
    """A file as it was seen, with the papers that it holds and the languages that were passed over."""

    seen: Seen
    papers: list[PaperTold] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def explain(paths: list[str]) -> Iterator[Explained]:
    """Files one after another, read in a caged worker; the rules run here, where they can be watched."""
    for seen in inspect(paths):
        if seen.answer is None:
            yield Explained(seen)
            continue
        trace = Trace()
        extract_within(seen.answer.reader, seen.answer.reading, seen.answer.sorted, finding_words(), watch=trace)
        trace.end()
        yield Explained(seen, trace.papers, trace.unread)
