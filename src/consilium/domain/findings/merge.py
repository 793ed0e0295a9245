"""The same statement made twice in one record (by an entry and by its narrative, by two passages) as one finding.

The finding keeps every citation. A coded entry's values win over those read from text; what it leaves open is filled
from the text. Statements that differ in anything that both say stay two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind, Origin
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Scalar

# Details by which two statements of a kind are of different things (of doses, of genes and tissues, of pictures and
# relatives); other details only refine.
_DOSE = ("cycle", "number", "day", "per", "phase", "dose", "gray", "fractions", "cumulative", "boost", "donor", "grade")
_SMALL = ("gene", "partner", "protein", "cdna", "position", "origin", "specimen", "method", "percent", "system")
_SEEN = ("lesion", "series", "image", "sizes", "what", "modality", "study_date", "relative")
# A treatment under its general name says no more than one of its kind that is told with its name.
_GENERAL = {Kind.RADIATION: "radiation", Kind.TRANSPLANT: "stem cell transplant"}
_TREATED = frozenset({Kind.DRUG, *_GENERAL})
# Code systems whose codes name a thing so exactly that two statements with one code are of one thing.
_EXACT = frozenset({"snomed", "loinc", "rxnorm", "icd-10", "icd-10-cm", "unii", "cvx", "icd-o-3-morphology"})
_CODED = frozenset({Kind.DIAGNOSIS, Kind.CONDITION, Kind.ALLERGY, Kind.MEDICINE, Kind.LABORATORY, Kind.GROWTH})
# Kinds of which an unlike or missing value is another statement.
_VALUED = frozenset({Kind.LABORATORY, Kind.GROWTH, Kind.MRD, Kind.MEASUREMENT, Kind.FUNCTION})
_LOOKS = 60
_RETURNED = frozenset({"relapse", "progression"})
_CITATIONS = 20


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one record, each statement once, in the order of their first place."""
    kept: list[Finding] = []
    places: dict[tuple[str, ...], list[int]] = {}
    for finding in findings:
        keys = list(dict.fromkeys(_keys(finding)))
        at = _same_as(finding, keys, kept, places)
        if at is None:
            at = len(kept)
            kept.append(finding)
        else:
            kept[at] = _joined(kept[at], finding)
        for key in keys:
            known = places.setdefault(key, [])
            if at not in known[-_LOOKS:]:
                known.append(at)
    return tuple(replace(one, clause=-1) if one.clause >= 0 else one for one in _told_once(kept))


def _told_once(kept: list[Finding]) -> Iterator[Finding]:
    """Treatments that are only named where the record tells them with a dose, a sum, a day or an exact name: no finding
    of their own, but one more place of that."""
    fuller: dict[tuple[Kind, Assertion, str], int] = {}
    for at, one in enumerate(kept):
        if one.kind in _TREATED and not _only_named(one):
            fuller.setdefault((one.kind, one.assertion, one.name), at)
            fuller.setdefault((one.kind, one.assertion, _GENERAL.get(one.kind, one.name)), at)
    made: list[Finding | None] = list(kept)
    for at, one in enumerate(kept):
        into = fuller.get((one.kind, one.assertion, one.name)) if _only_named(one) else None
        if into is not None:
            whole = made[into] or one
            made[at] = None
            made[into] = replace(whole, citations=tuple(dict.fromkeys((*whole.citations, *one.citations)))[:_CITATIONS])
    yield from (one for one in made if one is not None)


def _only_named(one: Finding) -> bool:
    """Whether a treatment has no dose, day, place or detail of its own; a general name of a transplant is its value."""
    if one.kind not in _TREATED or one.origin is Origin.STRUCTURED or one.when or one.until or one.site:
        return False
    if one.kind is Kind.TRANSPLANT:
        return one.name == _GENERAL[one.kind] and not one.detail
    return not one.value and not one.detail and one.assertion in (Assertion.STATED, Assertion.HISTORICAL)


def _keys(finding: Finding) -> Iterator[tuple[str, ...]]:
    """Under what a finding is looked for: its name, its exact codes, a medicine's name without its strength."""
    said = str(finding.number) if finding.number is not None and finding.kind in _VALUED else ""
    base = (finding.kind.value, finding.assertion.value, said)
    yield (*base, "name", fold(finding.name))
    if finding.kind in (Kind.ALLERGY, Kind.CONDITION):
        yield (*base, "name", fold(finding.name).removesuffix("s"))
    if finding.kind is Kind.MEDICINE:
        yield (*base, "name", _without_strength(finding.name))
    if finding.kind in _CODED:
        for code in finding.codes:
            if code.system in _EXACT:
                yield (*base, code.system, code.code)


def _without_strength(name: str) -> str:
    """`atenolol 25 MG Oral Tablet` as `atenolol`; a combination (`a 10 MG / b 25 MG`) as it is."""
    if " / " in name:
        return fold(name)
    words = words_of(name)
    first = next((at for at, word in enumerate(words) if any(char.isdigit() for char in word.text)), len(words))
    return " ".join(word.text for word in words[:first]) or fold(name)


def _same_as(
    finding: Finding, keys: list[tuple[str, ...]], kept: list[Finding], places: dict[tuple[str, ...], list[int]]
) -> int | None:
    for key in keys:
        for at in reversed(places.get(key, ())[-_LOOKS:]):
            if _same(kept[at], finding):
                return at
    return None


def _same(one: Finding, other: Finding) -> bool:
    """Whether nothing that both say differs."""
    return (
        _either(one.laterality, other.laterality)
        and _text(one, "advice") == _text(other, "advice")
        and _either(one.site, other.site)
        and _same_event(one, other)
        and _same_value(one, other)
        and _same_sum(one, other)
        and _same_day(one.when, other.when)
        and _same_day(one.until, other.until)
        and all(_either(_text(one, key), _text(other, key)) for key in (*_DOSE, *_SMALL, *_SEEN))
    )


def _same_event(one: Finding, other: Finding) -> bool:
    """A disease that is confirmed, and its relapse, are two statements of one paper; so are a relapse in a part of the
    body and the side of the tumor (`pulmonary relapse of a left-sided Wilms tumor`: not of the left lung)."""
    if one.kind is not Kind.DIAGNOSIS:
        return True
    if _takes_first_day(one, other) or _takes_first_day(other, one):
        return False
    statuses = {_text(one, "status"), _text(other, "status")}
    if "revised" in statuses and len(statuses - {""}) > 1:
        return False  # an addendum's diagnosis, and what it replaces
    if "relapse" not in statuses:
        return True
    return len(statuses) == 1 or ("" in statuses and not _side_of_site(one, other) and not _side_of_site(other, one))


def _takes_first_day(back: Finding, first: Finding) -> bool:
    """Whether a return without a day would take that of the disease, which was before it."""
    returned = _text(back, "status") in _RETURNED and _text(first, "status") not in _RETURNED
    return returned and back.when is None and first.when is not None


def _side_of_site(one: Finding, other: Finding) -> bool:
    """Whether one tells a part of the body and the other a side of something else."""
    return bool(one.site and not one.laterality and other.laterality and not other.site)


def _same_sum(one: Finding, other: Finding) -> bool:
    """A sum of a drug, and a dose that is only prescribed, are no dose that was given."""
    if one.kind is not Kind.DRUG:
        return True
    counted = bool(_text(one, "times")) != bool(_text(other, "times"))
    if counted and _text(one, "state") != _text(other, "state"):
        return False  # `weekly vincristine (6 doses), held once`, and the dose of a cycle to come
    ways = _text(one, "route"), _text(other, "route")
    if "IT" in ways and ways[0] != ways[1] and all(ways) | _by_surface(one, ways[0]) | _by_surface(other, ways[1]):
        return False  # `methotrexate 20 mg/m2 weekly, IT methotrexate every 12 weeks`
    return all(_text(one, key) == _text(other, key) for key in ("cumulative", "prescribed"))


def _by_surface(one: Finding, way: str) -> bool:
    """Whether a dose for each square meter or kilogram, which none into the spine is, tells no way."""
    return not way and bool(_text(one, "per"))


def _text(finding: Finding, key: str) -> str:
    value = finding.detail.get(key)
    return "" if value is None else str(value)


def _either(one: str, other: str) -> bool:
    return not one or not other or fold(one).split() == fold(other).split()


def _same_value(one: Finding, other: Finding) -> bool:
    if one.number is not None and other.number is not None:
        return one.number == other.number and one.comparator == other.comparator and _either(one.unit, other.unit)
    if one.kind in _VALUED:
        return fold(one.value) == fold(other.value)
    return _either(one.value, other.value)


def _same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is None or other is None or one.includes(other) or other.includes(one)


def _joined(one: Finding, other: Finding) -> Finding:
    """Both as one: the entry's values (else those of the first), gaps filled from the other, all citations."""
    entry = other.origin is Origin.STRUCTURED and one.origin is not Origin.STRUCTURED
    base, more = (other, one) if entry else (one, other)
    valued = bool(base.value) or base.number is not None
    detail: dict[str, Scalar] = dict(more.detail) | {key: value for key, value in base.detail.items() if value}
    return replace(
        base,
        codes=tuple(_codes(base.codes, more.codes)),
        value=base.value if valued else more.value,
        number=base.number if valued else more.number,
        comparator=base.comparator if valued else more.comparator,
        unit=base.unit or more.unit,
        when=_more_exact(base.when, more.when),
        until=_more_exact(base.until, more.until),
        laterality=base.laterality or more.laterality,
        site=base.site or more.site,
        detail=detail,
        citations=tuple(dict.fromkeys((*base.citations, *more.citations)))[:_CITATIONS],
        confidence=_confidence(base.confidence, more.confidence),
    )


def _codes(first: tuple[Code, ...], second: tuple[Code, ...]) -> Iterator[Code]:
    seen: set[tuple[str, str]] = set()
    for code in (*first, *second):
        if (code.system, code.code) not in seen:
            seen.add((code.system, code.code))
            yield code


def _more_exact(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    if one is None or other is None:
        return one or other
    return other if one != other and one.includes(other) else one


def _confidence(one: float | None, other: float | None) -> float | None:
    """What is typed once needs no confidence; of two recognized places the better one."""
    return None if one is None or other is None else max(one, other)
