"""Cumulative doses of a case: what was given, counted once, beside the sums that papers state, and their equivalents.

Only what was given counts: planned, denied and struck findings are left out, and so are superseded papers. A total is
None where a part of it is not known (law 3); `counted` is then what is known, the least that it can be. Papers that
differ are shown, never resolved. Amounts are in mg (or IU) per m2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from consilium.domain.clinical import CaseFinding, Verdict
from consilium.domain.courses import ONE_DAY, Course, Surface, courses_of, differs, per_m2, scaled
from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.flatdoses import FlatSum, flat_sum, flat_written
from consilium.domain.phrases import fold
from consilium.domain.records import Citation, Remark

_GIVEN = frozenset({Assertion.STATED, Assertion.HISTORICAL})
# How often a medicine is taken, in folded words.
_EVERY_DAY = re.compile(
    r"\b(?:daily|(?:once|twice|(?:two|three) times) a day|a day|per day|every (?:day|morning|night|12|24)|at bedtime"
    r"|al dia|por dia|diari[oa]s?|cada (?:dia|noche|24|12)|q ?(?:24|12)h?|qd|bid)\b|/(?:day|dia|d)\b"
)
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Scale:
    """A published table of factors. `read`, how its figures were checked: "publication", "abstract", "secondary".

    `beside` are drugs of the same class that it has no factor for: the figure is without them, and says so.
    """

    key: str
    group: str
    unit: str
    factors: Mapping[str, float]
    source: str = ""
    published: str = ""
    read: str = ""
    default: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class DoseRules:
    """The scales, how the body's surface is called (folded), and when the table was collected."""

    scales: tuple[Scale, ...] = ()
    surface_names: frozenset[str] = frozenset()
    collected: str = ""


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A sum that a paper states: per m2 in mg or IU where it is written so, else None with the words as they stand."""

    finding: CaseFinding
    number: float | None
    unit: str
    written: str


@dataclass(frozen=True, slots=True)
class DrugDose:
    """One drug. `total` is what may be relied on: computed whole and not contradicted, or stated where nothing is
    computed; `least` and `most` are its bounds where sources differ. `computed` is the sum of the courses where all
    could be counted, `counted` that of those which could, `stated` the sums that papers give. `summed` are the
    findings that the figure is made of; others tell of the drug and are in no sum. `flat` is what was given in plain
    mg (capped, per kg or the same for all), `capped` whether a paper states the sum so.
    """

    drug: str
    unit: str
    total: float | None
    computed: float | None
    counted: float
    stated: tuple[StatedSum, ...] = ()
    least: float | None = None
    most: float | None = None
    courses: tuple[Course, ...] = ()
    reasons: tuple[Remark, ...] = ()
    conflicts: tuple[Remark, ...] = ()
    basis: str = ""
    summed: tuple[CaseFinding, ...] = ()
    flat: FlatSum | None = None
    capped: bool = False

    @property
    def told(self) -> tuple[CaseFinding, ...]:
        """Every finding that it rests on, sums first."""
        return (*(one.finding for one in self.stated), *(one for course in self.courses for one in course.told))

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(citation for one in self.told for citation in one.shown.citations[:1])


@dataclass(frozen=True, slots=True)
class Part:
    """A drug's share of an equivalent: its own total, the factor and the product."""

    drug: str
    total: float | None
    factor: float
    product: float | None


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A figure by one published table; `total` is None where a drug's total is not known, `counted` what is known."""

    scale: Scale
    total: float | None
    counted: float
    parts: tuple[Part, ...]
    reasons: tuple[Remark, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Doses:
    """All drugs of a case by name, and the equivalents of those tables that one of them stands in."""

    drugs: tuple[DrugDose, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()
    by_name: Mapping[str, DrugDose] = field(default_factory=dict)


def cumulative(findings: Iterable[CaseFinding], rules: DoseRules) -> Doses:
    """The cumulative doses of a case's findings, which may be of all kinds and assertions."""
    held = list(findings)[:_MOST]
    surfaces = tuple(_surfaces(held, rules))
    by_drug: dict[str, list[CaseFinding]] = {}
    for one in held:
        if one.finding.kind is Kind.DRUG and _given(one):
            by_drug.setdefault(one.shown.name, []).append(one)
    daily = _of_every_day(held)
    drugs = tuple(_drug(name, by_drug[name], surfaces, daily.get(name, frozenset())) for name in sorted(by_drug))
    named = {drug.drug: drug for drug in drugs}
    return Doses(drugs, tuple(_equivalents(named, rules)), named)


def _given(one: CaseFinding) -> bool:
    struck = one.judgement is not None and one.judgement.verdict is Verdict.STRUCK
    return one.shown.assertion in _GIVEN and not struck and not one.record.superseded_by


def _surfaces(held: Sequence[CaseFinding], rules: DoseRules) -> Iterator[Surface]:
    for one in held:
        shown = one.shown
        named = shown.kind is Kind.GROWTH and fold(shown.name) in rules.surface_names and one.counts
        if named and shown.number is not None and 0.1 <= shown.number <= 3.5:
            yield Surface(shown.number, shown.when or one.record.date, one.record.number)


def _of_every_day(held: Sequence[CaseFinding]) -> dict[str, frozenset[str]]:
    """By a medicine's name, the ids of the records that tell it is taken every day."""
    told: dict[str, set[str]] = {}
    for one in held:
        words = f"{one.shown.value} {one.shown.detail.get('frequency', '')}"
        if one.shown.kind is Kind.MEDICINE and _EVERY_DAY.search(fold(words)) is not None:
            told.setdefault(one.shown.name, set()).add(one.record.id)
    return {name: frozenset(records) for name, records in told.items()}


def _drug(name: str, told: Sequence[CaseFinding], surfaces: Sequence[Surface], daily: frozenset[str]) -> DrugDose:
    sums = tuple(_stated(one) for one in told if one.shown.detail.get("cumulative") == "yes")
    doses = [one for one in told if one.shown.detail.get("cumulative") != "yes"]
    courses = courses_of([one for one in doses if _tells(one, doses)], surfaces, daily)
    counted = [course for course in courses if course.least is not None]
    unit = next((course.unit for course in counted), next((one.unit for one in sums if one.number), "mg"))
    same = [course for course in counted if course.unit == unit]
    least = sum(course.least or 0.0 for course in same)
    most = sum(course.most or 0.0 for course in same)
    opened = any(remark.code == ONE_DAY for course in same for remark in course.problems)
    whole = bool(courses) and len(same) == len(courses) and not opened
    computed = least if whole and not differs(least, most) else None
    flat = flat_sum(courses)
    capped = flat is not None and any(_is_written(flat, one) for one in sums)
    return replace(_joined(name, unit, (computed, least, most), sums, courses), flat=flat, capped=capped)


def _is_written(flat: FlatSum, stated: StatedSum) -> bool:
    """Whether a paper states the sum of the doses that were given in plain mg: `20 mg (10 doses)`."""
    shown = stated.finding.shown
    written = flat_written(shown.number, shown.unit, stated.finding)
    return written is not None and written[1] == flat.unit and not differs(written[0], flat.amount)


def _tells(one: CaseFinding, all_doses: Sequence[CaseFinding]) -> bool:
    """A mere name says nothing of amounts where other findings of the drug do, unless it stands in a dated course."""
    if one.shown.detail.get("prescribed"):
        return False
    if one.shown.number is not None or one.shown.when is not None or one.shown.detail.get("cycle"):
        return True
    return not any(other.shown.number is not None for other in all_doses)


def _stated(one: CaseFinding) -> StatedSum:
    shown = one.shown
    written = " ".join(part for part in (shown.value, shown.unit) if part)
    size = scaled(shown.number, shown.unit) if shown.number is not None and not shown.detail.get("doubt") else None
    if size is None or not per_m2(one):
        return StatedSum(one, None, "", written)
    return StatedSum(one, size[0], size[1], written)


def _joined(
    name: str,
    unit: str,
    sums: tuple[float | None, float, float],
    stated: tuple[StatedSum, ...],
    courses: tuple[Course, ...],
) -> DrugDose:
    """Computed beside stated: agreed, one of them, or a conflict."""
    computed, counted, most = sums
    latest = _latest(stated, unit)
    reasons = _reasons(courses)
    conflicts = tuple(
        remark for course in courses for remark in course.problems if remark.code == "doses.papers_differ"
    )
    conflicts += _sums_differ(stated)
    top = latest.number if latest is not None else None
    if top is not None and computed is not None and not differs(computed, top):
        latest, top = None, None  # the sum that papers state is that of the doses, whatever its own day is
    before = [course for course in courses if latest is None or not _later(course, latest)]
    until = sum(course.least or 0.0 for course in before)
    if top is not None and differs(until, top) and ((computed is not None and before) or until > top):
        conflicts += (Remark("doses.stated_differs", {"computed": f"{until:g}", "stated": f"{top:g}"}),)
    after = [course for course in courses if latest is not None and _later(course, latest)]
    if top is not None and after and not conflicts:
        return _with_later(DrugDose(name, unit, None, computed, counted, stated, courses=courses), latest, after)
    figures = [figure for figure in (computed, top) if figure is not None]
    total = None if conflicts else max(figures, default=None)
    basis = "" if not figures else "stated" if computed is None else "computed"
    known = [*figures, *([counted, most] if conflicts and counted else [])]
    bounds = min(known, default=None), max(known, default=None)
    by_paper = latest is not None and total is not None and total == top and (computed is None or computed < total)
    made_of = (latest.finding,) if latest is not None and by_paper else tuple(_counted(courses, unit))
    return DrugDose(name, unit, total, computed, counted, stated, *bounds, courses, reasons, conflicts, basis, made_of)


def _counted(courses: Iterable[Course], unit: str) -> Iterator[CaseFinding]:
    """The findings of the courses that a sum holds."""
    return (one for course in courses if course.least is not None and course.unit == unit for one in course.told)


def _with_later(dose: DrugDose, latest: StatedSum | None, after: Sequence[Course]) -> DrugDose:
    """A sum that a paper states, and what was given after that paper, which the sum cannot hold."""
    assert latest is not None
    assert latest.number is not None
    known = [course for course in after if course.least is not None and course.unit == dose.unit]
    counted = latest.number + sum(course.least or 0.0 for course in known)
    whole = len(known) == len(after) and not any(differs(one.least or 0.0, one.most or 0.0) for one in known)
    return replace(
        dose,
        total=counted if whole else None,
        computed=dose.computed if dose.computed is not None and len(after) < len(dose.courses) else None,
        counted=counted,
        least=counted,
        most=counted if whole else None,
        reasons=_reasons(dose.courses),
        basis="stated",
        summed=(latest.finding, *_counted(after, dose.unit)),
    )


def _later(course: Course, stated: StatedSum) -> bool:
    """Whether a course was after the paper that states a sum, which then can't hold it."""
    days = [one.shown.when for one in course.told if one.shown.when is not None]
    own = stated.finding.shown.when or stated.finding.record.date
    return own is not None and bool(days) and min(days) > own


def _latest(stated: Sequence[StatedSum], unit: str) -> StatedSum | None:
    """The sum that the latest paper states: sums grow."""
    known = [one for one in stated if one.number is not None and one.unit == unit]
    return max(known, key=lambda one: (str(one.finding.record.date or ""), one.number or 0.0), default=None)


def _sums_differ(stated: Sequence[StatedSum]) -> tuple[Remark, ...]:
    """A later paper that states less than an earlier one, or two of one day that state different sums."""
    known = sorted(
        (str(one.finding.record.date), one.number, one.finding.reference)
        for one in stated
        if one.number is not None and one.finding.record.date is not None
    )
    for (day, number, where), (later, other, there) in pairwise(known):
        if differs(number, other) and (other < number or day == later):
            said = {"first": f"{number:g}", "second": f"{other:g}", "record": where, "other": there}
            return (Remark("doses.sums_differ", said),)
    return ()


def _reasons(courses: Sequence[Course]) -> tuple[Remark, ...]:
    made: list[Remark] = []
    for course in courses:
        problems = [remark for remark in course.problems if remark.code != "doses.papers_differ"]
        made += [remark for remark in (*course.reasons, *problems) if remark not in made]
    return tuple(made)


def _equivalents(drugs: Mapping[str, DrugDose], rules: DoseRules) -> Iterator[Equivalent]:
    for scale in rules.scales:
        mine = [drugs[name] for name in scale.factors if name in drugs]
        if mine:
            yield _equivalent(scale, mine, drugs)


def _equivalent(scale: Scale, mine: Sequence[DrugDose], drugs: Mapping[str, DrugDose]) -> Equivalent:
    parts = tuple(_part(drug, scale.factors[drug.drug]) for drug in mine)
    known = [part.product for part in parts if part.product is not None]
    reasons = [_table(scale)] if scale.source else []
    reasons += [Remark("doses.part_unknown", {"drug": part.drug}) for part in parts if part.product is None]
    outside = [name for name in scale.beside if name in drugs]
    reasons += [Remark("doses.no_factor", {"drug": name}) for name in outside]
    whole = len(known) == len(parts)
    least = sum(part.factor * _floor(drug) for part, drug in zip(parts, mine, strict=True))
    citations = tuple(citation for drug in mine for citation in drug.citations)
    return Equivalent(scale, sum(known) if whole else None, least, parts, tuple(reasons), citations)


def _table(scale: Scale) -> Remark:
    """The table of the factors, and whether they were read in it or at second hand."""
    code = "doses.by_table" if scale.read == "publication" else f"doses.by_table_{scale.read}"
    return Remark(code, {"source": scale.source, "published": scale.published})


def _floor(drug: DrugDose) -> float:
    """The least that a drug's total can be, in mg per m2."""
    if drug.unit != "mg":
        return 0.0
    return drug.total if drug.total is not None else drug.counted


def _part(drug: DrugDose, factor: float) -> Part:
    total = drug.total if drug.unit == "mg" else None
    return Part(drug.drug, total, factor, total * factor if total is not None else None)
