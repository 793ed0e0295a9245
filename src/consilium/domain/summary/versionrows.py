"""A report of which the folder holds several versions: which paper follows which, and what it says otherwise.

The summary's statements are the last version's; a team that had an earlier one in its hands has to see what changed.
An addendum takes nothing back: its row tells what it says besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consilium.domain.clinical import ClinicalCase
from consilium.domain.datetext import dates_in
from consilium.domain.records import Citation, Remark
from consilium.domain.summary.model import Group, Reference, Span, Statement
from consilium.domain.summary.ranks import LAST
from consilium.domain.summary.rows import text
from consilium.domain.versions import Change, State, Versions

# Words of the sentence that stay before and behind what changed in it.
_BEFORE, _BEHIND = 4, 2
_MOST = 60


def versions(case: ClinicalCase) -> Iterator[Group]:
    """One group where there are such reports, a row for each step from a version to the next."""
    rows = tuple(row for one in case.versions for row in _steps(one, case))
    if rows:
        yield Group("versions", ("date", "report", "changes"), rows, late=True)


def _steps(one: Versions, case: ClinicalCase) -> Iterator[Statement]:
    records = {record.number: record for record in case.records}
    quotes = {
        found.finding.quote: found.rank
        for found in sorted(case.findings, key=lambda found: found.rank)
        if found.record.number in one.ids and found.finding.quote
    }
    steps = zip(one.befores, one.ids[1:], one.states[1:], one.changes, strict=True)
    for earlier, later, state, changes in steps:
        record = records.get(later)
        if record is None:
            continue
        adds = later in one.added
        told: Remark | str = Remark(f"summary.version_{state.value}") if state is not State.UNSTATED else ""
        told = Remark("summary.version_adds") if adds else told
        told_of = sorted(changes, key=lambda change: (-_weight(change, quotes), _only_dated(change)))[:_MOST]
        said = "; ".join(map(_said, told_of))
        marks = (told,) if isinstance(told, Remark) else ()
        cells = (Span(record.date), text(record.title, f"{earlier} {'+' if adds else '→'} {later}"), said)
        yield Statement(cells, marks, tuple(_references(told_of, earlier, later)))


def _references(changes: Sequence[Change], earlier: str, later: str) -> Iterator[Reference]:
    """The words of each side of each change in the paper that has them."""
    yield from (Reference(earlier, None, Citation(one.before)) for one in changes if one.before)
    yield from (Reference(later, None, Citation(one.after)) for one in changes if one.after)


def _weight(change: Change, quotes: Mapping[str, int]) -> int:
    """How much another team needs what a change says: by the statements of either version in it, before names, numbers
    and signatures."""
    sides = [side for side in (change.before, change.after) if side]
    return max((rank for quote, rank in quotes.items() if any(quote in side for side in sides)), default=LAST - 1)


def _only_dated(change: Change) -> bool:
    """Whether a line of the head changed, with the day of the report: it is told last."""
    return change.kind == "changed" and bool(next(dates_in(change.before), None) and next(dates_in(change.after), None))


def _said(change: Change) -> str:
    """`“Margins: pending” → “Margins: negative”`; what was added behind a plus, what was taken out behind a minus."""
    if change.kind == "added":
        return f"+ “{change.after}”"
    if change.kind == "removed":
        return f"− “{change.before}”"
    before, after = _parts(change.before.split(), change.after.split())
    return f"“{before}” → “{after}”"


def _parts(old: list[str], new: list[str]) -> tuple[str, str]:
    """What two sentences do not share, with some of the words around it."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    start, behind = max(0, first - _BEFORE), max(0, last - _BEHIND)
    return _cut(old, start, len(old) - behind), _cut(new, start, len(new) - behind)


def _cut(words: list[str], start: int, end: int) -> str:
    return " ".join((*(["…"] if start else []), *words[start:end], *(["…"] if end < len(words) else [])))
