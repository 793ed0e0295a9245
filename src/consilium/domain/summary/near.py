"""Which statements say the same with more or fewer words: `2025-07` and `2025-07-24`, a disease and the same disease
with its side, a code's English and Spanish name. Nothing is joined that differs in anything that both say, and what
tells no side is joined to no side where the case tells of more than one: it may be of either."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.advice import advice_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.genes.geneorigins import whose
from consilium.domain.phrases import fold, words_of
from consilium.domain.summary.alike import alike
from consilium.domain.summary.composed import composed
from consilium.domain.summary.operations import removes, same_removal
from consilium.domain.summary.stagefigures import figure_of, same_stage
from consilium.domain.summary.transplants import same_transplant, transplanted

Same = list[CaseFinding]
# Details that do not make two statements of two things: they refine, or only say how it was read.
_REFINING = frozenset(
    ("status", "recorded", "state", "part", "study", "series", "image", "method", "system", "verification", "severity",
     "criticality", "class", "arm", "target", "study_date", "when_written")
)  # fmt: skip
# Details that a row of the kind does not show.
_UNSHOWN = {
    Kind.DIAGNOSIS: frozenset({"quality", "percent"}),
    Kind.SURGERY: frozenset({"procedure", "what"}),
    Kind.TRANSPLANT: frozenset({"ordinal", "day0"}),
}
_DISEASE_CODES = ("icd-o-3-morphology", "icd-10-cm", "icd-10", "snomed")
# Kinds of which a statement without a day is of any day: the disease, its stage, an allergy, a family.
_LASTING = frozenset(
    (Kind.DIAGNOSIS, Kind.STAGE, Kind.RISK, Kind.ALLERGY, Kind.CONDITION, Kind.FAMILY_HISTORY, Kind.PROTOCOL,
     Kind.SURGERY, Kind.TRANSPLANT, Kind.VARIANT, Kind.CYTOGENETICS, Kind.METHYLATION)
)  # fmt: skip
# Kinds of which another value is another statement: they are looked for by their value, of which a case has many.
_VALUED = frozenset(
    (Kind.STAGE, Kind.RISK, Kind.RESPONSE, Kind.LABORATORY, Kind.MEASUREMENT, Kind.MRD, Kind.FUNCTION, Kind.GROWTH)
)
_RETURNED = re.compile(r"\b(?:in relapse|relapsed|recurrent|recurrence|en recaida|recidiva(?:nte)?|recurrente)\b")
_LATEST = PartialDate(9999)
_MOST = 200


def joined_where(groups: Iterable[Same], same: Callable[[Finding, Finding], bool]) -> list[Same]:
    """The groups, each with those that say less of the same. The fullest stands first. A statement that fits two
    that differ stays alone: it is not known which it says."""
    ordered = sorted(groups, key=lambda one: _fullness(one[0].shown), reverse=True)
    kept: dict[Hashable, list[Same]] = {}
    whole: dict[int, Finding] = {}
    found: list[Same] = []
    sides = _sides_told(group[0].shown for group in ordered)
    for group in ordered:
        said = group[0]
        near = kept.setdefault(_key(said), [])
        unsure = len(sides[_sided_thing(said.shown)]) > 1
        fits = [
            one
            for one in near[:_MOST]
            if _joinable(one[0], said)
            and same(whole[id(one)], said.shown)
            and not (unsure and _side_of(one[0].shown) != _side_of(said.shown))
        ]
        fits = _of_its_time(fits, said)
        if fits and (len(fits) == 1 or (_lasting(said.shown) and not removes(said.shown))):
            fits[0].extend(group)
            whole[id(fits[0])] = composed((whole[id(fits[0])], said.shown))
        else:
            mine = list(group)
            whole[id(mine)] = said.shown
            near.append(mine)
            found.append(mine)
    return found


def _of_its_time(fits: list[Same], said: CaseFinding) -> list[Same]:
    """Those that the paper of a statement without a day can tell of, the earliest first: none that is of a later day
    than the paper. What is to come has no such bound."""
    written = said.record.date
    if said.shown.when is not None or said.shown.assertion is Assertion.PLANNED:
        return fits
    known = [one for one in fits if written is None or one[0].shown.when is None or one[0].shown.when <= written]
    return sorted(known, key=lambda one: one[0].shown.when or _LATEST)


def _sides_told(statements: Iterable[Finding]) -> Mapping[Hashable, frozenset[str]]:
    """The sides that are told of each thing, however they are said."""
    sides: dict[Hashable, frozenset[str]] = {}
    for said in statements:
        thing = _sided_thing(said)
        sides[thing] = sides.get(thing, frozenset()) | ({_side_of(said)} - {""})
    return sides


def _side_of(said: Finding) -> str:
    """The side, of a change of a gene whose cells it is of."""
    return whose(said) if said.kind in (Kind.VARIANT, Kind.CYTOGENETICS) else said.laterality


def _sided_thing(said: Finding) -> Hashable:
    """What may be on both sides: a disease under any of its names, another thing by its name."""
    whole = said.kind is Kind.DIAGNOSIS or (said.kind is Kind.SURGERY and removes(said))
    return said.kind, "" if whole else fold(said.name)


def _lasting(said: Finding) -> bool:
    return said.kind in _LASTING and said.when is None


def _fullness(said: Finding) -> tuple[int, int, int, int, int]:
    """How much a statement says: its day's precision, its place, its codes, its words, its details."""
    day = 0 if said.when is None else 1 + bool(said.when.month) + bool(said.when.day)
    place = bool(said.site) + bool(said.laterality)
    return day, place, len(said.codes), len(words_of(said.name)), len(said.detail)


def _key(one: CaseFinding) -> Hashable:
    """What two statements of one thing have in common in any case."""
    said = one.shown
    judged = (one.judgement.verdict, one.judgement.by) if one.judgement else None
    return said.kind, said.assertion, judged, _thing(said)


def _thing(said: Finding) -> str:
    if said.kind is Kind.DIAGNOSIS:
        return ""
    if said.kind is Kind.SURGERY and removes(said):
        return "removal"
    name = " ".join(sorted(word.text.rstrip("s") for word in words_of(said.name)))
    if said.kind is Kind.STAGE:
        return f"{name} {figure_of(said.value)}"
    if said.kind is Kind.TRANSPLANT and transplanted(said):
        return "transplant"
    return f"{name} {said.number} {fold(said.value)}" if said.kind in _VALUED else name


def _joinable(one: CaseFinding, other: CaseFinding) -> bool:
    """Not two statements of one record that its reader kept apart."""
    return one.record.number != other.record.number or one.shown.kind in _LASTING


def near(one: Finding, other: Finding) -> bool:
    """Whether nothing that both say differs. `one` says at least as much."""
    return (
        _named(one, other)
        and _valued(one, other)
        and _days(one, other)
        and (one.until == other.until or one.until is None or other.until is None)
        and advice_of(one) == advice_of(other)
        and _either(whose(one), whose(other))
        and _either(one.laterality, other.laterality)
        and _either(one.site, other.site)
        and all(alike(key, _told(one, key), _told(other, key)) for key in _compared(one, other))
        and (one.kind is not Kind.DIAGNOSIS or _of_one_event(one, other))
        and (one.kind is not Kind.MEDICINE or _either(_said(one, "state"), _said(other, "state")))
    )


def _compared(one: Finding, other: Finding) -> set[str]:
    """The details in which two statements of one thing must not differ."""
    keys = {*one.detail, *other.detail} - _REFINING - _UNSHOWN.get(one.kind, frozenset())
    # One day's result of one specimen is one, whatever a paper calls the time of it.
    of_a_day = one.kind is Kind.MRD and one.when is not None and bool(one.when.day) and one.when == other.when
    return keys - {"timepoint"} if of_a_day else keys


def _of_one_event(one: Finding, other: Finding) -> bool:
    """A relapse is no other way of saying the disease, unless it is of that day; else a status only refines, and two
    that differ are two."""
    first, second = _event(one), _event(other)
    if "relapse" in (first, second):
        of_a_day = one.when is not None and bool(one.when.day) and one.when == other.when
        return first == second or of_a_day
    return _either(first, second)


def _event(said: Finding) -> str:
    """A status; a code's own name tells a return (`..., in relapse`)."""
    return "relapse" if _RETURNED.search(fold(said.name)) else _said(said, "status")


def _told(said: Finding, key: str) -> str:
    """A detail; a medicine's dose with how often it is taken, which papers write in one field or in two."""
    if said.kind is Kind.MEDICINE and key in ("dose", "frequency"):
        return f"{_said(said, 'dose')} {_said(said, 'frequency')}".strip() if key == "dose" else ""
    return _said(said, key)


def _said(said: Finding, key: str) -> str:
    value = said.detail.get(key)
    return "" if value is None else str(value)


def _either(one: str, other: str) -> bool:
    return not one or not other or fold(one).split() == fold(other).split()


def _named(one: Finding, other: Finding) -> bool:
    """The same name, or for a disease the same code of it."""
    if one.kind is Kind.SURGERY and removes(one) and removes(other):
        return same_removal(one, other)
    if one.kind is Kind.TRANSPLANT and transplanted(one) and transplanted(other):
        return same_transplant(one, other)
    if fold(one.name) == fold(other.name) or one.kind is not Kind.DIAGNOSIS:
        return True
    for system in _DISEASE_CODES:
        codes = {code.code for code in one.codes if code.system == system}
        others = {code.code for code in other.codes if code.system == system}
        if codes & others:
            return True
    return False


def _valued(one: Finding, other: Finding) -> bool:
    if one.number is not None and other.number is not None:
        return one.number == other.number and one.comparator == other.comparator and _either(one.unit, other.unit)
    if one.kind is Kind.STAGE:
        return same_stage(one, other)
    if one.kind in _VALUED:
        return fold(one.value).split() == fold(other.value).split()
    if one.kind is Kind.VARIANT and alike("protein", one.value, other.value):
        return True
    whole = one.kind is Kind.MEDICINE and bool(_said(one, "dose") and _said(other, "dose"))  # the value is its words
    return whole or _either(one.value, other.value) or one.kind in (Kind.DIAGNOSIS, Kind.SURGERY, Kind.TRANSPLANT)


def _days(one: Finding, other: Finding) -> bool:
    """The same day, or a coarser one that holds it; no day only where the statement is of any day."""
    if one.when is None or other.when is None:
        return one.when == other.when or one.kind in _LASTING or _same_course(one, other)
    return _holds(other.when, one.when)


def _same_course(one: Finding, other: Finding) -> bool:
    """Whether a medicine or radiation that one of two tells without its day is told in the same dose."""
    dose = {Kind.MEDICINE: "dose", Kind.RADIATION: "gray"}.get(one.kind, "")
    return bool(dose and _said(one, dose) and _said(other, dose))


def _holds(coarse: PartialDate, exact: PartialDate) -> bool:
    return coarse == exact or coarse.includes(exact)
