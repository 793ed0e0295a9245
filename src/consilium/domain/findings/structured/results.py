"""What the mappings of laboratory results share: the topic's words, results as findings, and their lines on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from consilium.domain.findings.finding import Assertion, Finding, Origin
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.laboratory.labvalues import Result, ResultWords, finding_of
from consilium.domain.records import Citation, Line, Reading

# A row's line is looked for in this many lines after that of the row before.
_LOOKS = 60


@runtime_checkable
class LaboratoryWords(Protocol):
    """The part of the topic's words that a mapping needs."""

    @property
    def tests(self) -> LabTests: ...

    @property
    def results(self) -> ResultWords: ...

    @property
    def growth(self) -> Mapping[str, str]: ...


def shared_words(codes: object) -> LaboratoryWords | None:
    """The laboratory's words; None where something else was given."""
    return codes if isinstance(codes, LaboratoryWords) else None


def mapped(result: Result, words: LaboratoryWords, citation: Citation) -> Finding:
    """A result as a finding; what is pending is pending."""
    pending = words.results.in_cell(result.value) == "pending"
    said = Assertion.PENDING if pending else Assertion.STATED
    return replace(finding_of(result, words.tests, citation, said), origin=Origin.STRUCTURED)


@dataclass
class Lines:
    """The lines of a reading, gone through once, in the order of what was written into them."""

    held: tuple[tuple[int, Line], ...]
    at: int = 0

    @classmethod
    def of(cls, reading: Reading) -> Lines:
        return cls(tuple((page.number, line) for page in reading.pages for line in page.lines))

    def next(self, wanted: Callable[[int, str], bool]) -> tuple[int, str] | None:
        """Page and text of the next line that is wanted, near the last one; None where there is none."""
        for at in range(self.at, min(len(self.held), self.at + _LOOKS)):
            page, line = self.held[at]
            if wanted(page, line.text):
                self.at = at + 1
                return page, line.text
        return None
