"""Rows and labels of a report on tissue that tell where its specimen is from, and those that only tell its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.bodysites import SiteWords
from consilium.domain.findings.text.spans import spans_in
from consilium.domain.phrases import PhraseIndex

_ROW = 2
# A day and the label of the next one: `08.02.2024`, `08.02.2024 Emisión: 15.02.2024`.
_BARE_DAY = re.compile(r"\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:\s\d{1,2}:\d{2})?(?:\s[^\W\d]{4,12}:\s[\d./-]{8,10})?\W*")


def is_first_row(clause: Clause, labels: PhraseIndex[str], sites: SiteWords) -> bool:
    """Whether what looks like the heads of a table is a label with its tissue: `Localización | Tibia proximal`."""
    if len(clause.cells) != _ROW:
        return False
    (start, label), (at, value) = clause.cells
    own = (start, start + len(label.rstrip(" :")))
    if not any((one.start, one.end) == own for one in spans_in(clause, labels)):
        return False
    part = Clause(clause.text[at : at + len(value)], clause.pieces)
    return bool(spans_in(part, sites.tissues) or spans_in(part, sites.sites))


def without_bare_days(found: Sequence[Finding]) -> Iterator[Finding]:
    """The specimens, without one of which only the day is told where another has that day with its tissue."""
    whole = [one for one in found if not _BARE_DAY.fullmatch(one.value)]
    for one in found:
        told = _BARE_DAY.fullmatch(one.value) and any(other.site and other.when == one.when for other in whole)
        if not told:
            yield one
