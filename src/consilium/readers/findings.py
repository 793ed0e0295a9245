"""What a record says, by the rules of `knowledge/findings`. A module of its own, since rules and tables take seconds to
load: a worker that is given nothing but images never does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from consilium.domain.dates import PartialDate
from consilium.domain.daysofnocalendar import days_of_no_calendar
from consilium.domain.findings import Finding
from consilium.domain.findings.extraction import MOST_STATEMENTS, extract_within
from consilium.domain.findings.findingwords import FindingWords
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.passes import Watch
from consilium.domain.packet import FOREIGN, PARTLY_FOREIGN
from consilium.domain.paperparts import SEVERAL, PaperPart, parts_written
from consilium.domain.records import Reading, Remark
from consilium.domain.sorting import Sorted
from consilium.knowledge.findings.suggested import tagger
from consilium.knowledge.findings.words import finding_words

# So many days that can't be are named; of pictures, those in lines that are read as surely as this.
_MOST_DAYS, _SURE = 3, 0.9


@cache
def _words() -> FindingWords:
    return replace(finding_words(), tagger=tagger())


def preload() -> None:
    """Load the tables and the tagger. Costs a second or two, as does importing the rules."""
    _words()


class _Living(Watch):
    """Who wants to know that rules are at work, and what they pass over."""

    def __init__(self, alive: Callable[[], None]) -> None:
        self._alive = alive
        self.unread: dict[str, None] = {}
        self.read = False
        self.documents: list[Sorted] = []

    def alive(self) -> None:
        self._alive()

    def document(self, made: Sorted) -> None:
        if not self.documents or self.documents[-1] is not made:
            self.documents.append(made)

    def begins(self, paper: Paper) -> None:
        self.read = self.read or bool(paper.clauses)

    def left(self, languages: frozenset[str]) -> None:
        self.unread |= dict.fromkeys(sorted(languages))


def found_in(
    reader: str, reading: Reading, made: Sorted, alive: Callable[[], None]
) -> tuple[tuple[Finding, ...], tuple[Remark, ...]]:
    """The findings and what is to be said of them. A rule that fails costs the findings only."""
    watch = _Living(alive)
    try:
        found, more = extract_within(reader, reading, made, _words(), watch=watch)
        return found, tuple(_about(reading, watch, more))
    except Exception as error:  # noqa: BLE001 (text is hostile; what was read stays)
        return (), (Remark("findings.failed", {"kind": type(error).__name__}),)


def _day(made: Sorted) -> PartialDate | None:
    """The day of what a document reports, else its own."""
    return made.event_date or made.document_date.value


def _about(reading: Reading, watch: _Living, more: bool) -> Iterator[Remark]:
    if len(watch.documents) > 1:
        told = watch.documents
        parts = parts_written(PaperPart(one.category.value, _day(one), one.title.value or "") for one in told)
        yield Remark(SEVERAL, {"count": len(watch.documents), "parts": parts})
    for written in islice(dict.fromkeys(_days_of_no_calendar(reading)), _MOST_DAYS):
        yield Remark("findings.no_such_day", {"written": written})
    if more:
        yield Remark("findings.too_many", {"bound": MOST_STATEMENTS})
    for language in watch.unread:
        yield Remark(PARTLY_FOREIGN if watch.read else FOREIGN, {"language": language})


def _days_of_no_calendar(reading: Reading) -> Iterator[str]:
    """As they are written in lines that are surely read."""
    if not reading.litter:
        for page in reading.pages:
            for line in page.lines:
                if line.confidence is None or line.confidence >= _SURE:
                    yield from (day.written for day in days_of_no_calendar(line.text))
