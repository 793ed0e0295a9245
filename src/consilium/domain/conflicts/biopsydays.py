"""Two days of one biopsy: papers that tell it within two weeks of one another, neither of which tells two.

A pathologist's report and a clinic's letter name it in different words (`open biopsy of the left adrenal mass`, `the
biopsy`), so that parts of the body and sides only have to fit. Marrow is taken again within weeks and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from consilium.domain.clinical import CaseFinding, ClinicalCase, Verdict
from consilium.domain.conflicts.comparing import days_apart, detail, same_or_open, swapped_or_near, whole_day
from consilium.domain.conflicts.engine import Conflict, ConflictKind, Side
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Kind
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Category, Remark, Scalar

_WITHIN_DAYS = 14
_ARRIVAL_DAYS = 2  # a pathologist's day may be that of the tissue's arrival
_OWN = frozenset({Category.OPERATIVE, Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES})
_MARROW = re.compile(r"marrow|medula|medular|iliac|iliaca|mielogram|\bb?mab?\b|\bamo\b|\bbmo\b|lumbar")
_ONCE_MORE = re.compile(
    r"\b(?:second|second-look|repeat(?:ed)?|re-?biops\w+|another|again|new|nueva|otra|segunda|repetid[oa]|repeti\w*)\b"
)
_MOST = 40
_PLAIN = frozenset(
    {"gland", "glandula", "node", "lymph", "ganglio", "linfatico", "mass", "masa", "tumor", "left", "right",
     "izquierda", "izquierdo", "derecha", "derecho", "of", "de", "the", "la", "el"}
)  # fmt: skip


def biopsy_days(case: ClinicalCase) -> Iterator[Conflict]:
    """A conflict for each biopsy of which two papers tell two days."""
    told: list[tuple[str, str]] = []
    for one, other in doubted(case):
        pair = str(one.shown.when), str(other.shown.when)
        if pair in told:
            continue
        told.append(pair)
        alike = [each for each in _biopsies(case) if str(each.shown.when) in pair]
        sides = tuple(Side(day, tuple(each for each in alike if str(each.shown.when) == day)) for day in pair)
        args: dict[str, Scalar] = {"what": one.shown.name, "sides": 2, "one": pair[0], "other": pair[1]}
        yield Conflict(ConflictKind.DATE, one.shown.name, sides, (Remark("conflicts.date", args),))


def doubted(case: ClinicalCase) -> Iterator[tuple[CaseFinding, CaseFinding]]:
    """Pairs of statements of one biopsy with two days, the one of the paper that knows best first (its own report)."""
    found = _biopsies(case)
    days: dict[str, set[PartialDate | None]] = {}
    for one in found:
        days.setdefault(one.record.id, set()).add(one.shown.when)
    for pair in combinations(found[:_MOST], 2):
        first, second = sorted(pair, key=lambda one: one.record.category not in _OWN)
        if any(len(days[one.record.id]) > 1 for one in pair) or not _are_one(first, second):
            continue
        if not any({first.shown.when, second.shown.when} <= told for told in days.values()):
            yield first, second


def _biopsies(case: ClinicalCase) -> list[CaseFinding]:
    return [one for one in case.of(Kind.SURGERY) if _is_biopsy(one)]


def _is_biopsy(one: CaseFinding) -> bool:
    shown = one.shown
    said = fold(f"{shown.name} {shown.value} {shown.site}")
    known = detail(shown, "what") == "biopsy" and whole_day(shown.when)
    struck = one.judgement is not None and one.judgement.verdict is Verdict.STRUCK
    return known and not struck and not _MARROW.search(said) and not _ONCE_MORE.search(fold(f"{said} {shown.quote}"))


def _are_one(one: CaseFinding, other: CaseFinding) -> bool:
    a, b = one.shown, other.shown
    if one.record.id == other.record.id or a.when is None or b.when is None:
        return False
    apart = days_apart(a.when, b.when)
    least = _ARRIVAL_DAYS if _OWN & {one.record.category, other.record.category} else 0
    if apart is None or not least < apart <= _WITHIN_DAYS or (a.name == b.name and swapped_or_near(a.when, b.when)):
        return False  # the last is told by the rule of operations
    if one.record.category in _OWN and other.record.category in _OWN:
        return False  # each is the report of its own operation or tissue
    return same_or_open(a.laterality, b.laterality) and _fits(_place(one), _place(other))


def _place(one: CaseFinding) -> frozenset[str]:
    """The words for the part of the body, as far as a letter and a report share them."""
    return frozenset(word.text[:5] for word in words_of(one.shown.site) if word.text not in _PLAIN)


def _fits(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def days_of_one(pairs: Sequence[tuple[CaseFinding, CaseFinding]], one: CaseFinding) -> Iterator[PartialDate]:
    """The other days that papers tell of the biopsy that a statement is of."""
    for first, second in pairs:
        for told, other in ((first, second), (second, first)):
            same = told.record.id == one.record.id and told.shown.when == one.shown.when
            if same and other.shown.when is not None:
                yield other.shown.when
