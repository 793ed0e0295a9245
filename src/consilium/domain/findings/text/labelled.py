"""Dates and numbers that a paper labels: when a specimen was taken, a study made; accession numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import MONTHS, certain, dates_in, in_order
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Citation

# Labels of the whole paper stand near its beginning; a number's label stands right before it.
_FIRST_CLAUSES = 60
_LABEL_REACH = 30
# Letters, a year of two or four digits, a serial number: B25-01843, SML-26-10934, R-2025-10441.
_ACCESSION = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,5}\d{0,2}|[A-Z]{1,4}-\d{2}|[A-Z]{1,4}-(?:19|20)\d{2}|[A-Z]{1,4}(?:19|"
    r"20)\d{2})-\d{3,8}(?![\w-])"
    r"|(?<![\w.,/-])\d{2}-\d{5,8}(?![\w-])"
    # With a word between, or the letter after the year: S24-ABC-3390, 23B-7741, 24H-ABC-118, B-9902/23.
    r"|(?<![\w.,/-])(?:[A-Z]{1,3}\d{2}|\d{2}[A-Z])(?:-[A-Z]{2,4})?-\d{3,8}(?![\w-])"
    r"|(?<![\w.,/-])[A-Z]{1,3}-\d{3,6}/\d{2}(?![\w-])"
    # With one letter between, with a block behind, with a slash: GB25-C-04417, 24-M-00181, S25-8812-A2, C24/6630.
    r"|(?<![\w.,/-])(?:[A-Z]{1,3}\d{2}|\d{2})-[A-Z]-\d{3,8}(?![\w-])"
    r"|(?<![\w.,/-])[A-Z]{1,3}\d{2}-\d{3,8}-[A-Z]\d{0,2}(?![\w-])"
    r"|(?<![\w.,/-])[A-Z]{1,2}\d{2}/\d{3,6}(?![\w/-])"
)
# The number that another laboratory gave it: `Your ref: H23/9081`.
_OF_OTHERS = re.compile(
    r"\b(?:your|outside|external|referring|su|vuestra|extern[oa])\s(?:ref\w*|lab\w*|n\w*|case|biopsia)[^:]{0,12}:?\s?$",
    re.IGNORECASE,
)
_MONTHLY = re.compile(r"[A-Z]{3,4}-\d{1,2}-(?:19|20)\d\d$")  # a day: JAN-31-2025
_YEARLY = re.compile(r"\d{2}[A-Z]?-(?:[A-Z]{1,4}-)?\d|/\d{2}$|^[A-Z]{1,2}\d{2}/")


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a clause with where it stands."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DatePlace:
    value: PartialDate
    start: int
    end: int


def dates_of(clause: Clause, order: str) -> list[DatePlace]:
    """The dates of a clause, as precise as they are certain."""
    return [DatePlace(certain(in_order(one.values, order)), one.start, one.end) for one in dates_in(clause.text)]


def labelled_date(paper: Paper, labels: PhraseIndex[str], label: str) -> tuple[PartialDate, Citation] | None:
    """The first date near the paper's beginning that stands right after one of the phrases of `label`."""
    for clause, following in pairwise((*paper.clauses[:_FIRST_CLAUSES], None)):
        assert clause is not None
        spans = [span for span in spans_in(clause, labels) if span.value == label]
        ends = [span.end for span in spans]
        dates = dates_of(clause, paper.date_order) if ends else []
        if ends and not dates and following is not None:
            under = _under(clause, spans[0].start, following, paper.date_order)
            if under is not None:
                return under.value, following.cite(under.start, under.end)
        for end in ends:
            for date in dates:
                if 0 <= date.start - end <= _LABEL_REACH:
                    return date.value, clause.cite(end, date.end)
    return None


def _under(labels: Clause, at: int, values: Clause, order: str) -> DatePlace | None:
    """The date in the cell under the label at `at`: `COLLECTED   RECEIVED` over `8 March 2023   8 March`."""
    if len(labels.cells) != len(values.cells):
        return None
    for (start, text), (begin, said) in zip(labels.cells, values.cells, strict=True):
        if start <= at < start + len(text):
            return next((one for one in dates_of(values, order) if begin <= one.start < begin + len(said)), None)
    return None


def accessions_in(text: str) -> Iterator[Place]:
    """The accession numbers of a text: letters (or none) with a year and a serial number."""
    for found in _ACCESSION.finditer(text) if "-" in text or "/" in text else ():
        if _YEARLY.search(found[0]) and not (_MONTHLY.match(found[0]) and found[0][:3].lower() in MONTHS):
            yield Place(found[0], found.start(), found.end())


def own_accession(paper: Paper) -> str:
    """The paper's own number: the first that stands near its beginning."""
    for clause in paper.clauses[:12]:
        for found in accessions_in(clause.text):
            if not _OF_OTHERS.search(clause.text, 0, found.start):
                return found.value
    return ""
