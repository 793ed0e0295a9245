"""How conflicts are found: findings of one event, put to sides by what they say, where two sides clash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consilium.domain.clinical import CaseFinding, ClinicalCase, Verdict
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.records import Remark, Scalar

_SIDES = 12
_MEMBERS = 40


class ConflictKind(StrEnum):
    """What two sources disagree on. `REVISION` is no disagreement: one says that it revises the other.
    `IMPOSSIBLE` is a record against the calendar."""

    LABORATORY = "laboratory"
    DATE = "date"
    DIAGNOSED = "diagnosed"
    DOSE = "dose"
    SIDE = "side"
    HISTOLOGY = "histology"
    STAGE = "stage"
    RISK = "risk"
    ALLERGY = "allergy"
    GENE = "gene"
    STAIN = "stain"
    GROWTH = "growth"
    IMPOSSIBLE = "impossible"
    REVISION = "revision"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what it says (as written) and the findings that say it."""

    says: str
    findings: tuple[CaseFinding, ...]

    @property
    def references(self) -> tuple[str, ...]:
        """`R12 p.3` of each of its records, none twice."""
        return tuple(dict.fromkeys(one.reference for one in self.findings))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more sides that can't all be true of one thing. `what` is that thing's name as the findings have it."""

    kind: ConflictKind
    what: str
    sides: tuple[Side, ...]
    reasons: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What may disagree on what.

    event    the thing that findings are statements of, "" where one can't be compared
    says     what a finding says of it, "" for nothing: findings that say the same are one side
    shows    what is shown of a side, where that is not `says`
    clash    whether two findings of one event, with unlike words, can't both be true
    denied   whether negated findings are looked at too
    within   whether two passages of one record may disagree
    center   of what there is a conflict each, with all that it clashes with: sides that are none are not joined by it
    notes    what else is to be said of a conflict
    """

    kind: ConflictKind
    of: tuple[Kind, ...]
    event: Callable[[Finding], str]
    says: Callable[[Finding], str]
    clash: Callable[[CaseFinding, CaseFinding], bool]
    denied: bool = False
    within: bool = False
    sort: Callable[[Sequence[CaseFinding]], ConflictKind] | None = None
    shows: Callable[[Finding], str] | None = None
    center: Callable[[Finding], bool] | None = None
    notes: Callable[[Sequence[CaseFinding]], tuple[Remark, ...]] | None = None


def conflicts_of(case: ClinicalCase, rule: Rule) -> Iterator[Conflict]:
    """The conflicts of one rule."""
    events: dict[str, list[CaseFinding]] = {}
    for one in case.of_any(*rule.of) if rule.denied else case.of(*rule.of):
        if not _set_aside(one):
            event = rule.event(one.shown)
            if event and rule.says(one.shown):
                events.setdefault(event, []).append(one)
    for found in events.values():
        yield from _between(found, rule)


def _set_aside(one: CaseFinding) -> bool:
    struck = one.judgement is not None and one.judgement.verdict is Verdict.STRUCK
    return struck or bool(one.record.superseded_by)


def _between(found: Sequence[CaseFinding], rule: Rule) -> Iterator[Conflict]:
    sides: dict[str, list[CaseFinding]] = {}
    for one in found:
        members = sides.setdefault(rule.says(one.shown), [])
        if len(members) < _MEMBERS:
            members.append(one)
    listed = list(sides.values())[:_SIDES]
    if rule.center is not None:
        yield from _around(listed, rule, rule.center)
        return
    groups: list[set[int]] = []
    for at in range(len(listed)):
        for other in range(at + 1, len(listed)):
            if _clash(listed[at], listed[other], rule):
                _link(groups, at, other)
    for group in groups:
        yield _conflict([listed[at] for at in sorted(group)], rule)


def _around(
    listed: Sequence[Sequence[CaseFinding]], rule: Rule, center: Callable[[Finding], bool]
) -> Iterator[Conflict]:
    """One conflict for each side that is a center, with those that it clashes with."""
    for one in listed:
        others = [other for other in listed if other is not one and _clash(one, other, rule)]
        if others and center(one[0].shown):
            yield _conflict([one, *others], rule)


def _link(groups: list[set[int]], one: int, other: int) -> None:
    """Two sides into one group, with what either already clashes with."""
    touched = [group for group in groups if one in group or other in group]
    for group in touched:
        groups.remove(group)
    groups.append({one, other}.union(*touched))


def _clash(one: Sequence[CaseFinding], other: Sequence[CaseFinding], rule: Rule) -> bool:
    return any((rule.within or a.record.id != b.record.id) and rule.clash(a, b) for a in one for b in other)


def _conflict(sides: Sequence[Sequence[CaseFinding]], rule: Rule) -> Conflict:
    everyone = [one for side in sides for one in side]
    kind = rule.sort(everyone) if rule.sort else rule.kind
    what = everyone[0].shown.name
    shows = rule.shows or rule.says
    made = tuple(Side(shows(side[0].shown), tuple(side)) for side in sides)
    args: dict[str, Scalar] = {"what": what, "sides": len(made), "one": made[0].says, "other": made[1].says}
    notes = rule.notes(everyone) if rule.notes else ()
    return Conflict(kind, what, made, (Remark(f"conflicts.{kind.value}", args), *notes))
