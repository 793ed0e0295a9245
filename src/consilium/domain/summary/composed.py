"""A row of several sources as one statement: the fullest that they say together, nothing that contradicts.

Sources that are joined say the same with more or fewer words (`near`). A dose is told by one of them as a whole, a
reaction too: parts of two tellings are never put together into a third.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.phrases import words_of
from consilium.domain.records import Scalar
from consilium.domain.summary.stagefigures import usual
from consilium.domain.summary.transplants import exact

# Details that are told together: a dose with how it is taken, a reaction with how bad it was.
_TOLD_TOGETHER = (
    ("dose", "dose_unit", "per", "route", "frequency", "days", "times"),
    ("reaction", "severity"),
    ("gray", "fractions", "technique", "boost", "fraction_dose"),
    ("timepoint", "method", "limit"),
)
_TOGETHER = frozenset(key for keys in _TOLD_TOGETHER for key in keys)


def composed(said: Sequence[Finding]) -> Finding:
    """The first of them, with what it leaves open filled from the others."""
    first = said[0]
    if len(said) == 1:
        return first
    valued = next((one for one in said if one.value or one.number is not None), first)
    detail: dict[str, Scalar] = {}
    for one in said:
        detail |= {key: value for key, value in one.detail.items() if key not in _TOGETHER and not detail.get(key)}
    for keys in _TOLD_TOGETHER:
        fullest = max(said, key=lambda one: sum(bool(one.detail.get(key)) for key in keys))
        detail |= {key: fullest.detail[key] for key in keys if key in fullest.detail}
    if any(one.detail.get("status") == "relapse" for one in said):
        detail["status"] = "relapse"  # what is confirmed on the day of a relapse is that relapse
    begun = next((one.when for one in said if one.when), None)
    return replace(
        first,
        name=_name(said),
        value=usual(said) if first.kind is Kind.STAGE else valued.value,
        number=valued.number,
        comparator=valued.comparator,
        unit=valued.unit,
        when=begun,
        until=next((one.until for one in said if one.until and not _before(one.until, begun)), None),
        laterality=next((one.laterality for one in said if one.laterality), ""),
        site=next((one.site for one in said if one.site), ""),
        codes=tuple(dict.fromkeys(code for one in said for code in one.codes)),
        detail=detail,
    )


def _before(last: PartialDate, first: PartialDate | None) -> bool:
    """Whether a last day of one telling lies before the first day of another: both are no span together."""
    return first is not None and last < first and not last.includes(first)


def _name(said: Sequence[Finding]) -> str:
    """The first one's name; of an operation the name that says it and more (`gross total resection`)."""
    first = said[0]
    if first.kind is Kind.TRANSPLANT:
        return exact([one.name for one in said])
    if first.kind is not Kind.SURGERY:
        return first.name
    own = words_of(first.name).vocabulary
    fuller = (one.name for one in said if own < words_of(one.name).vocabulary)
    return next(fuller, first.name)
