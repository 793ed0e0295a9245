"""Which rule told a statement of a paper, which changed it, and what dropped it: for who writes rules.

A trace watches the passes: what goes into one and does not come out was dropped by it, and what comes out as something
else with the same words was changed. Nothing of this is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, fields

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.merge import merge
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.findings.passes import Watch

JOINED = "merge.merge"
_SHOWN = tuple(one.name for one in fields(Finding) if one.name not in ("citations", "clause", "confidence", "codes"))
# By what two statements are one that was changed: the first that fits.
_ALIKE: tuple[Callable[[Finding], Hashable], ...] = (
    lambda one: (one.kind, one.name, one.quote, one.value),
    lambda one: (one.kind, one.name, one.quote),
    lambda one: (one.kind, one.quote),
    lambda one: (one.kind, one.name, one.value),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a pass made other: each field with what it was and is."""

    by: str
    what: tuple[tuple[str, str, str], ...]


@dataclass
class Story:
    """One statement from the rule that told it to the last that changed or dropped it."""

    finding: Finding
    told_by: str
    changes: list[Change] = field(default_factory=list)
    dropped_by: str = ""


@dataclass
class PaperTold:
    """The statements of one paper, in the order in which they were told."""

    paper: Paper
    stories: list[Story] = field(default_factory=list)

    def by_clause(self) -> Iterator[tuple[Clause | None, list[Story]]]:
        """Each sentence with the statements that quote it; last, under None, those whose words stand in none alone."""
        at: dict[int, list[Story]] = {}
        for story in self.stories:
            at.setdefault(self._place(story.finding), []).append(story)
        yield from ((clause, at.pop(number, [])) for number, clause in enumerate(self.paper.clauses))
        if rest := [story for stories in at.values() for story in stories]:
            yield None, rest

    def _place(self, one: Finding) -> int:
        places = self.paper.places_of(one.quote)
        return one.clause if one.clause >= 0 else places[0] if places else -1


class Trace(Watch):
    """Keeps what becomes of each statement of each paper."""

    traces = True

    def __init__(self) -> None:
        self.papers: list[PaperTold] = []
        self.unread: list[str] = []
        self._living: dict[int, Story] = {}

    def begins(self, paper: Paper) -> None:
        self.end()
        self.papers.append(PaperTold(paper))

    def left(self, languages: frozenset[str]) -> None:
        self.unread += sorted(languages - set(self.unread))

    def saw(self, name: str, before: Sequence[Finding], after: Sequence[Finding]) -> None:
        known, kept = {id(one) for one in before}, {id(one) for one in after}
        gone, new = [one for one in before if id(one) not in kept], [one for one in after if id(one) not in known]
        for old, made in _paired(gone, new):
            self._changed(name, old, made)
        for one in gone:
            if (story := self._living.pop(id(one), None)) is not None:
                story.dropped_by = name
        for one in new:
            story = Story(one, name)
            self._living[id(one)] = story
            self.papers[-1].stories.append(story)

    def end(self) -> None:
        """Of the last paper: the same statement told twice is one."""
        told = [story.finding for story in self._living.values()]
        if told:
            self.saw(JOINED, told, merge(told))
        self._living.clear()

    def _changed(self, name: str, old: Finding, made: Finding) -> None:
        story = self._living.pop(id(old), None)
        if story is None:
            return
        what = tuple(_differences(old, made))
        if what:
            story.changes.append(Change(name, what))
        story.finding = made
        self._living[id(made)] = story


def _paired(gone: list[Finding], new: list[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Old and new of what was changed; both lists are left with what has no other."""
    for alike in _ALIKE:
        for made in tuple(new):
            old = next((one for one in gone if alike(one) == alike(made)), None)
            if old is not None:
                _without(gone, old)
                _without(new, made)
                yield old, made


def _without(found: list[Finding], one: Finding) -> None:
    del found[next(at for at, each in enumerate(found) if each is one)]


def _differences(old: Finding, made: Finding) -> Iterator[tuple[str, str, str]]:
    for name in _SHOWN:
        was, now = getattr(old, name), getattr(made, name)
        if name == "detail":
            for key in sorted({*was, *now}):
                if was.get(key) != now.get(key):
                    yield key, _text(was.get(key)), _text(now.get(key))
        elif was != now:
            yield name, _text(was), _text(now)


def _text(value: object) -> str:
    return "-" if value in (None, "") else str(value)
