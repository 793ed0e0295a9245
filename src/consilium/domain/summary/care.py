"""The sections on treatment and on how the disease and the child took it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Remark
from consilium.domain.summary.figures import parted
from consilium.domain.summary.functiontests import of_one_test
from consilium.domain.summary.lately import lately
from consilium.domain.summary.model import Cell, Derived, Group, Statement
from consilium.domain.summary.operations import tells_in_sentence
from consilium.domain.summary.rows import (
    Same,
    beyond,
    detail,
    group,
    merged,
    named,
    placed,
    plain,
    references,
    result,
    row,
    shown,
    span,
    text,
    told_on,
)

# Where in its report a statement stands, the telling place first.
_PARTS = {"impression": 0, "findings": 1, "quoted": 2}
_NEVER = PartialDate(1)
Scale: TypeAlias = Callable[[Finding], tuple[str, float]]
_THRESHOLD = "hearing threshold"
# A denial in a sentence of its own (folded).
_DENIES = re.compile(
    r"\b(?:no|not|none|nor|neither|never|without|sin|ni|nunca|ningun[oa]?|free of|libres? de|negative|negativ[oa]s?"
    r"|absent|absence|ausen\w{2,4}|descart\w+|excluded|resolved|gone)\b"
)


def treatment(case: ClinicalCase, derived: Derived) -> Iterator[Group]:
    yield group("protocol", ("date", "protocol", "arm"), merged(shown(case, Kind.PROTOCOL)), _protocol)
    yield from lately(case)
    yield Group("doses", ("drug", "total", "equivalent", "courses", "period"), tuple(_doses(derived)))
    if not derived.doses:
        yield group("drugs", ("date", "drug", "dose"), merged(shown(case, Kind.DRUG)), _drug)
    else:
        yield group("drugs_open", ("date", "drug", "dose"), merged(_not_given(case)), _drug)
    yield _late(group("cycle", ("date", "cycle", "dose"), merged(shown(case, Kind.CYCLE)), _cycle))
    yield group("radiation", ("date", "field", "dose"), merged(_courses(case)), _radiation)
    yield group("surgery", ("date", "operation", "outcome"), merged(shown(case, Kind.SURGERY)), _surgery)
    yield group("transplant", ("date", "transplant", "outcome"), merged(shown(case, Kind.TRANSPLANT)), _transplant)


def _courses(case: ClinicalCase) -> list[CaseFinding]:
    """Radiation given to a target; what organs beside it received is in the record, and no course."""
    return [one for one in shown(case, Kind.RADIATION) if "organ" not in one.shown.detail]


def _not_given(case: ClinicalCase) -> list[CaseFinding]:
    """Drugs that no sum may hold: planned, refused, uncertain, pending ones."""
    return [one for one in shown(case, Kind.DRUG) if one.shown.assertion is not Assertion.STATED]


def _doses(derived: Derived) -> Iterator[Statement]:
    for dose in derived.doses:
        cells = (dose.drug, dose.total, dose.equivalent, dose.courses, dose.when)
        known = not (isinstance(dose.total, Remark) and dose.total.code in _UNKNOWN)
        yield Statement(cells, dose.notes, dose.references, int(known))


# Totals of which nothing is known.
_UNKNOWN = frozenset(f"summary.dose_{name}" for name in ("unknown", "not_stated", "not_read", "not_told"))


def _protocol(said: Finding) -> tuple[Cell, ...]:
    arm = beyond(said.name, result(said), *detail(said, "arm"))
    off = said.detail.get("kind") == "study" and said.detail.get("enrolled") == "no"
    return span(said), said.name, _off_study(arm) if off else arm


def _off_study(arm: str) -> Remark:
    """A child who is treated as in a study's arm and takes no part in it."""
    return Remark("summary.off_study_arm", {"arm": arm}) if arm else Remark("summary.off_study")


def _drug(said: Finding) -> tuple[Cell, ...]:
    """The number of a cycle is told as one: behind a drug it would be read as its dose."""
    dose, unit, per, route, cycle, days, times = detail(
        said, "dose", "dose_unit", "per", "route", "cycle", "days", "times"
    )
    amount = plain(parted(dose, said.number), unit if not per or f"/{per}" in unit else f"{unit}/{per}") or result(said)
    many = f"x {times}" if times else ""
    if not cycle.isdecimal():
        return span(said), named(said), text(plain(amount, many), route, cycle, days)
    told = text(plain(amount, many), route, days)
    code = "summary.in_cycle" if told else "summary.of_cycle"
    return span(said), named(said), Remark(code, {"dose": told, "cycle": cycle})


_COUNTED = re.compile(r"\b(?:cycles|ciclos|courses|cursos)\b", re.IGNORECASE)


def _cycle(said: Finding) -> tuple[Cell, ...]:
    number, of, phase = detail(said, "number", "of", "phase")
    count = f"{number}/{of}" if number and of else number
    if number and not of and _COUNTED.search(said.value):  # five of them, and not the fifth
        count = f"x {number}"
    name = said.name if not count or count in said.name else plain(said.name, count)
    told = result(said)
    return span(said), text(name, phase), "" if told.isdecimal() else told  # its own number is no dose


def _radiation(said: Finding) -> tuple[Cell, ...]:
    gray, fractions, technique, boost = detail(said, "gray", "fractions", "technique", "boost")
    dose = gray if not gray or "gy" in gray.casefold() else f"{gray} Gy"
    # A sum holds earlier phases, whose fractions are not those of the row that tells it.
    summed = bool(dose and said.detail.get("cumulative"))
    dose = f"{dose} / {fractions} fx" if dose and fractions and not summed else dose
    told = text(dose or result(said), technique, boost and "boost")
    return span(said), named(said), Remark("summary.radiation_sum", {"dose": told}) if summed else told


def _surgery(said: Finding) -> tuple[Cell, ...]:
    told = result(said)
    if tells_in_sentence(said):  # which complications there were, what was left; names may be Spanish by now
        told = str(said.detail.get("procedure") or told).strip().rstrip(".")
    return span(said), named(said), beyond(named(said), told, *detail(said, "margins", "residual"))


def _transplant(said: Finding) -> tuple[Cell, ...]:
    outcome = beyond(said.name, result(said), *detail(said, "donor", "conditioning", "product", "day0"))
    return span(said), text(named(said), *detail(said, "ordinal")), outcome


def response(case: ClinicalCase, derived: Derived) -> Iterator[Group]:
    yield _late(group("response", ("date", "response", "system"), merged(shown(case, Kind.RESPONSE)), _response))
    yield _late(group("mrd", ("date", "finding", "result", "method"), merged(shown(case, Kind.MRD)), _mrd))
    yield _late(group("measurement", ("date", "lesion", "size"), merged(shown(case, Kind.MEASUREMENT)), _measurement))
    yield _in_own_words(
        group("imaging", ("date", "study", "statement"), _by_study(merged(shown(case, Kind.IMAGING))), _imaging)
    )
    yield of_one_test(_late(group("function", ("date", "test", "result"), merged(_tests(case)), _test)))
    yield Group("laboratory", ("test", "latest", "range", "earlier"), tuple(_laboratory(case, derived.scale)))
    yield _late(group("toxicity", ("date", "toxicity", "grade"), merged(_toxicities(case)), _toxicity))


def _in_own_words(made: Group) -> Group:
    """Sentences of reports that deny something themselves: said once, not `absent: no leptomeningeal disease`."""
    rows = tuple(
        replace(one, marks=tuple(mark for mark in one.marks if mark.code != "summary.said_negated"))
        if _DENIES.search(fold(str(one.cells[-1])))
        else one
        for one in made.rows
    )
    return replace(made, rows=rows)


def _tests(case: ClinicalCase) -> list[CaseFinding]:
    """Tests of function; of an audiogram the row of an ear, and no single threshold of it."""
    return [one for one in shown(case, Kind.FUNCTION) if not (one.shown.name == _THRESHOLD and one.shown.number)]


def _toxicities(case: ClinicalCase) -> list[CaseFinding]:
    """Without what may happen to a child, and has not."""
    return [one for one in shown(case, Kind.TOXICITY) if one.shown.assertion is not Assertion.CONDITIONAL]


def _by_study(statements: list[Same]) -> list[Same]:
    """One row for a sentence, whatever it names; conclusions before findings before quotes, the latest study first."""
    sentences: dict[object, Same] = {}
    for same in statements:
        said = same[0].shown
        # A study's sentence that its report and its images both bear is one; without a day it is its paper's own.
        paper = "" if said.when and said.when.day else same[0].record.number
        sentence = sentences.setdefault((paper, said.when, str(said.detail.get("modality")), _sentence(said)), [])
        # A sentence that says two things in two ways is shown as it stands, with the mark of what it says first.
        sentence += [one for one in same if not sentence or one.shown.assertion is sentence[0].shown.assertion]
    latest = sorted(sentences.values(), key=lambda same: same[0].shown.when or _NEVER, reverse=True)
    return sorted(latest, key=lambda same: _PARTS.get(str(same[0].shown.detail.get("part") or ""), len(_PARTS)))


# What stands before a sentence and is none of it: a bullet, the heading of its part.
_BEFORE = re.compile(
    r"^(?:[\s•·*–-]|\d{1,2}[.)]\s|(?:findings?|impressions?|conclusions?|hallazgos?|impresion(?: diagnostica)?"
    r"|conclusion|conclusiones)\s?:)+"
)


def _sentence(said: Finding) -> str:
    """The words of a sentence, however they are set; of a bare value what it is of."""
    value = said.value if any(char.isalpha() for char in said.value) else f"{said.name} {said.value}"
    return _BEFORE.sub("", fold(value)).strip(" .;")


def _late(made: Group) -> Group:
    """The latest are kept where not all have room; rows without a date are not the latest."""
    return replace(made, late=True)


def _response(said: Finding) -> tuple[Cell, ...]:
    system, target = detail(said, "system", "target")
    what = text(said.name, result(said), target or said.site)
    return span(said), what, "" if system.casefold() in what.casefold() else system


def _mrd(said: Finding) -> tuple[Cell, ...]:
    limit, method, specimen, timepoint = detail(said, "limit", "method", "specimen", "timepoint")
    return span(said), text(specimen, timepoint) or said.name, result(said), text(method, limit)


def _measurement(said: Finding) -> tuple[Cell, ...]:
    sizes, unit, series, image, lesion = detail(said, "sizes", "unit", "series", "image", "lesion")
    size = plain(sizes, unit or said.unit) if sizes else result(said)
    # `< 1.5 cm2` is no 1.5: the sign is told wherever the words that are shown leave it out.
    size = f"{said.comparator} {size}" if said.comparator and said.comparator[0] not in size else size
    return span(said), placed(said, lesion or said.name), text(size, plain(series, image))


def _imaging(said: Finding) -> tuple[Cell, ...]:
    modality, _ = detail(said, "modality", "study_date")
    # The sentence says what it is about; its name only stands where there is no sentence.
    value, name = result(said), named(said)
    told = any(char.isalpha() for char in value)
    return span(said), modality, value if told else plain(name, "" if value in name.split() else value)


def _test(said: Finding) -> tuple[Cell, ...]:
    return span(said), named(said), text(result(said), *detail(said, "method"))


def _toxicity(said: Finding) -> tuple[Cell, ...]:
    return span(said), named(said), text(*detail(said, "grade", "system")) or result(said)


def _laboratory(case: ClinicalCase, scale: Scale) -> Iterator[Statement]:
    """A row for each test: the last value with its day, the reference range as written, how it was before. Units of one
    sort (ng/mL and ug/L) are of one row, each value with its own."""
    tests: dict[object, list[list[CaseFinding]]] = defaultdict(list)
    for same in merged(shown(case, Kind.LABORATORY)):
        said = same[0].shown
        tests[_test_words(said), scale(said)[0]].append(same)
    for values in sorted(tests.values(), key=_last, reverse=True):
        values = _told_alike(values, scale)
        name, specimen = min((_named_test(same[0].shown) for same in values), key=lambda named: len("".join(named)))
        dated = [same for same in values if same[0].shown.when] or values
        last = dated[-1][0].shown
        told = told_on(dated[-1])
        before = dated[:-1][-2:]
        earlier = "; ".join(_on_a_day(same[0].shown, last.unit) for same in before)
        latest: Cell = _flagged(last)
        if last.when is None and told is not None:  # as of its paper, which is all that is known
            latest = Remark("summary.latest_told", {"value": _flagged(last), "date": str(told)})
        cells = (text(name, specimen), latest, _range(last), earlier)
        made = row(dated[-1], cells)
        places = (*made.references, *references(one for same in before for one in same))
        yield Statement(cells, made.marks, places, made.rank)


# Words of a test's name that do not tell tests apart (folded): `vanillylmandelate/creatinine in urine`, `..., urine`.
_JOINING = frozenset(("in", "of", "the", "en", "de", "del", "la", "el", "y", "and"))


def _test_words(said: Finding) -> frozenset[str]:
    """What a test is told apart by: the words of its name and of what was tested, in any order."""
    name, specimen = _named_test(said)
    return frozenset(words_of(f"{name} {specimen}").vocabulary) - _JOINING


def _named_test(said: Finding) -> tuple[str, str]:
    specimen = str(said.detail.get("specimen") or "")
    return said.name, "" if fold(specimen) in fold(said.name) else specimen


def _told_alike(values: list[list[CaseFinding]], scale: Scale) -> list[list[CaseFinding]]:
    """One day's value told twice in two ways of writing (`12,8` and `12.8`, with its range and without) as one, the
    fullest first. Two other values of a day stay two."""
    found: dict[object, list[CaseFinding]] = {}
    for same in values:
        said = same[0].shown
        known = said.when is not None and said.number is not None
        amount = f"{(said.number or 0.0) * scale(said)[1]:.9g}"
        key = (said.when, amount, said.comparator, said.assertion) if known else id(same)
        found.setdefault(key, []).extend(same)
    return [sorted(same, key=lambda one: -len(one.shown.detail)) for same in found.values()]


def _last(values: list[list[CaseFinding]]) -> tuple[bool, str]:
    flagged = any(same[0].shown.detail.get("flag") for same in values[-1:])
    return flagged, str(max((same[0].shown.when for same in values if same[0].shown.when), default=""))


def _flagged(said: Finding) -> str:
    flag = str(said.detail.get("flag") or "")
    return text(plain(result(said), f"[{flag}]" if flag else ""), said.when or "")


def _on_a_day(said: Finding, unit: str) -> str:
    value = result(said).removesuffix(said.unit).strip() if said.unit == unit else result(said)
    return plain(value, f"({said.when})" if said.when else "")


def _range(said: Finding) -> str:
    low, high, written = detail(said, "low", "high", "range")
    if not written and (low or high):
        written = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
    return parted(written, said.number)
