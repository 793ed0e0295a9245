"""Which statements say the same with more or fewer words: `2025-07` and `2025-07-24`, a disease and the same disease
with its side, a code's English and Spanish name. Nothing is joined that differs in anything that both say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from consilium.domain.clinical import CaseFinding
from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.phrases import fold, words_of

Same = list[CaseFinding]
# Details that do not make two statements of two things: they refine, or only say how it was read.
_REFINING = frozenset(
    ("status", "recorded", "state", "part", "study", "series", "image", "method", "system", "verification", "severity",
     "criticality", "class", "arm", "target", "study_date")
)  # fmt: skip
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
_MOST = 200


def joined_where(groups: Iterable[Same], same: Callable[[Finding, Finding], bool]) -> list[Same]:
    """The groups, each with those that say less of the same. The fullest stands first. A statement that fits two
    that differ stays alone: it is not known which it says."""
    ordered = sorted(groups, key=lambda one: _fullness(one[0].shown), reverse=True)
    kept: dict[Hashable, list[Same]] = {}
    found: list[Same] = []
    for group in ordered:
        said = group[0]
        near = kept.setdefault(_key(said), [])
        fits = [one for one in near[:_MOST] if _joinable(one[0], said) and same(one[0].shown, said.shown)]
        if fits and (len(fits) == 1 or _lasting(said.shown)):
            fits[0].extend(group)
        else:
            mine = list(group)
            near.append(mine)
            found.append(mine)
    return found


def _lasting(said: Finding) -> bool:
    return said.kind in _LASTING and said.when is None


def _fullness(said: Finding) -> tuple[int, int, int, int]:
    """How much a statement says: its day's precision, its place, its codes, its words."""
    day = 0 if said.when is None else 1 + bool(said.when.month) + bool(said.when.day)
    place = bool(said.site) + bool(said.laterality)
    return day, place, len(said.codes), len(words_of(said.name))


def _key(one: CaseFinding) -> Hashable:
    """What two statements of one thing have in common in any case."""
    said = one.shown
    judged = (one.judgement.verdict, one.judgement.by) if one.judgement else None
    return said.kind, said.assertion, judged, _thing(said)


def _thing(said: Finding) -> str:
    if said.kind is Kind.DIAGNOSIS:
        return ""
    name = " ".join(sorted(word.text.rstrip("s") for word in words_of(said.name)))
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
        and one.until == other.until
        and _either(one.laterality, other.laterality)
        and _either(one.site, other.site)
        and all(_either(_said(one, key), _said(other, key)) for key in {*one.detail, *other.detail} - _REFINING)
        and (one.kind is not Kind.DIAGNOSIS or _either(_said(one, "status"), _said(other, "status")))
    )


def _said(said: Finding, key: str) -> str:
    value = said.detail.get(key)
    return "" if value is None else str(value)


def _either(one: str, other: str) -> bool:
    return not one or not other or fold(one).split() == fold(other).split()


def _named(one: Finding, other: Finding) -> bool:
    """The same name, or for a disease the same code of it."""
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
    if one.kind in _VALUED:
        return fold(one.value).split() == fold(other.value).split()
    return _either(one.value, other.value) or one.kind in (Kind.DIAGNOSIS, Kind.SURGERY, Kind.TRANSPLANT)


def _days(one: Finding, other: Finding) -> bool:
    """The same day, or a coarser one that holds it; no day only where the statement is of any day."""
    if one.when is None or other.when is None:
        return one.when == other.when or one.kind in _LASTING
    return _holds(other.when, one.when)


def _holds(coarse: PartialDate, exact: PartialDate) -> bool:
    return coarse == exact or coarse.includes(exact)
