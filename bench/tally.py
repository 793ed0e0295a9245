"""Counting right and wrong findings against labels, and the lines of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench import matching
from bench.labelled import Read
from consilium.domain.findings import Finding, Kind, Origin

ALL = "all kinds"


@dataclass
class Tally:
    """Counts by (origin, kind): labels, labels found, findings right, wrong and not judged; and of three questions."""

    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    unjudged: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, reads: Sequence[Read], kind: str | None = None) -> Tally:
        made = cls()
        for read in reads:
            if read.of.truth["ended"] == "read":
                made._take(read, kind)
        return made

    def _take(self, read: Read, only: str | None) -> None:
        whole = read.of_paper
        for label in read.of.labels if whole is not None else ():
            kind = label["kinds"][0]
            if only in (None, kind):
                self._label(label, whole or ())
        for finding in read.findings:
            if only in (None, finding.kind):
                self._finding(read, finding)
        for trap in read.of.truth["never"]:
            if only in (None, trap["kinds"][0]):
                fallen = any(matching.said_as_true(trap, finding) for finding in read.findings)
                self._ask("traps avoided", met=not fallen)

    def _label(self, label: matching.Label, findings: Sequence[Finding]) -> None:
        near = [finding for finding in findings if matching.near(label, finding)]
        for key in ((label["origin"], label["kinds"][0]), (label["origin"], ALL)):
            self.labels[key] += 1
            self.found[key] += any(matching.same(label, finding) for finding in near)
        if near:
            how = "stated as stated" if label["assertion"] in ("stated", "historical") else "others as what they are"
            self._ask(how, met=any(matching.asserted(label, finding) for finding in near))
            if label.get("when"):
                self._ask("date of a finding", met=any(matching.dated(label, finding) for finding in near))

    def _ask(self, question: str, *, met: bool) -> None:
        self.asked[question] += 1
        self.met[question] += met

    def _finding(self, read: Read, finding: Finding) -> None:
        origin = Origin.STRUCTURED if finding.origin is Origin.STRUCTURED else Origin.TEXT
        counted = {"right": self.right, "wrong": self.wrong, "unjudged": self.unjudged}[judged(read, finding)]
        counted[origin, finding.kind] += 1
        counted[origin, ALL] += 1


def judged(read: Read, finding: Finding) -> str:
    """`right`, `wrong`, or `unjudged` where no label covers it and the labels of its kind are not complete."""
    if matching.any_same(read.of.labels, finding):
        return "right"
    complete = read.of.truth["complete"]
    trapped = any(matching.said_as_true(trap, finding) for trap in read.of.truth["never"])
    close = any(matching.misread(label, finding) for label in read.of.labels)
    return "wrong" if trapped or close or finding.kind in complete or "all" in complete else "unjudged"


def show(titles: Sequence[str], tallies: Sequence[Tally]) -> None:
    """Print the table of findings, one column group for each half."""
    head = f"{'recall':>7} {'(labels)':>9} {'precision':>10} {'(judged)':>9} {'(not)':>6}"
    print("\n" + " " * 30 + "   ".join(f"{title:<{len(head)}}" for title in titles))
    print(" " * 30 + "   ".join(head for _ in titles))
    for origin in (Origin.STRUCTURED, Origin.TEXT):
        for kind in (*Kind, ALL):
            key = (origin.value, str(kind))
            if any(tally.labels[key] + tally.right[key] + tally.wrong[key] for tally in tallies):
                print(f"{origin:<11} {kind:<18}" + "   ".join(_cells(tally, key) for tally in tallies))
    for question in ("stated as stated", "others as what they are", "traps avoided", "date of a finding"):
        cells = (share(tally.met[question], tally.asked[question]) for tally in tallies)
        print(f"{question:<30}" + "   ".join(f"{cell:<{len(head)}}" for cell in cells))


def _cells(tally: Tally, key: tuple[str, str]) -> str:
    judged_here = tally.right[key] + tally.wrong[key]
    recall, precision = _percent(tally.found[key], tally.labels[key]), _percent(tally.right[key], judged_here)
    return f"{recall:>7} {tally.labels[key]:>9} {precision:>10} {judged_here:>9} {tally.unjudged[key]:>6}"


def share(met: int, asked: int) -> str:
    return f"{_percent(met, asked)} of {asked}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def told(reads: Sequence[Read], what: str, kind: str | None) -> Iterator[str]:
    """Each label that was not found (`misses`) or finding that is wrong (`wrong`), in words."""
    for read in reads:
        if read.of.truth["ended"] == "read":
            yield from _misses(read, kind) if what == "misses" else _wrong(read, kind)


def _misses(read: Read, kind: str | None) -> Iterator[str]:
    findings = read.of_paper
    for label in read.of.labels if findings is not None else ():
        if kind in (None, label["kinds"][0]) and not any(matching.same(label, found) for found in findings or ()):
            near = [found for found in findings or () if matching.near(label, found)]
            but = f" but {near[0].assertion} {near[0].when}" if near else ""
            yield f"{read.of.story}/{read.of.path}: {_shown(label)}{but}"


def _wrong(read: Read, kind: str | None) -> Iterator[str]:
    for found in read.findings:
        if kind in (None, found.kind) and judged(read, found) == "wrong":
            what = f"{found.kind} {found.assertion} {found.name!r} {found.value!r} {found.unit} {found.when or ''}"
            yield f"{read.of.story}/{read.of.path}: {what} {dict(found.detail)} from {found.quote!r}"


def _shown(label: Mapping[str, object]) -> str:
    return ", ".join(f"{key} {value}" for key, value in label.items() if key != "origin")
