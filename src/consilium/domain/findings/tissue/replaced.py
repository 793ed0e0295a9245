"""What an addendum replaces: `ADDENDUM #1 issued 27/03/2026 ... REVISED DIAGNOSIS: focal anaplasia, stage III. This
replaces the diagnosis of 11/03/2026`. What the paper said before and its own later part tells otherwise is not told as
if it still stood: a denial that is taken back goes, an older stage is of before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in, in_order
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_REVISED = (
    r"(?:revised|amended|corrected|updated|new|revisad[oa]|corregid[oa]|rectificad[oa]|modificad[oa]|actualizad[oa]"
    r"|enmendad[oa])"
)
# Where a part of its own begins.
_OPENS = re.compile(
    r"\W{0,20}(?:addend(?:um|a)|adendas?|adendum|amend(?:ment|ed (?:report|diagnosis))|corrected (?:report|diagnosis)"
    r"|revised (?:report|diagnosis|final diagnosis)|informe (?:complementario|ampliado|rectificado|corregido)"
    r"|ampliacion del? informe|diagnostico (?:revisado|corregido|rectificado|modificado))(?!\w)"
)
# What says that it replaces what stood before.
_REPLACES = re.compile(
    rf"\b(?:{_REVISED} (?:final |pathologic(?:al)? |histologic(?:al)? )?(?:diagnos[ei]s|report|stage|staging)"
    rf"|(?:diagnostico|informe|estadio|estadificacion)(?: \w{{1,14}}){{0,2}} {_REVISED}"
    r"|(?:replaces?|supersedes?|overrides?|(?:is|was|are) (?:revised|amended|changed|upgraded|upstaged"
    r"|corrected) (?:to|from))"
    r"|(?:sustituye|reemplaza|anula|deja sin efecto|se (?:modifica|rectifica|corrige|cambia))n?\b(?! de)"
    r"|in contrast to the (?:original|initial|previous)|a diferencia del informe)\b"
)
_ISSUED = re.compile(r"[^.\n]{0,70}")
_KINDS = frozenset({Kind.DIAGNOSIS, Kind.CONDITION, Kind.SPECIMEN, Kind.STAIN})
_TOLD = (Assertion.STATED, Assertion.NEGATED)


@dataclass(frozen=True, slots=True)
class _Part:
    """Where an addition begins among the clauses, and the day on which it was issued."""

    first: int
    day: PartialDate | None


def replaced(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, without what a later part of the paper takes back."""
    parts = _parts(paper)
    if not parts or not any(_REPLACES.search(one.folded) for one in paper.clauses[parts[0].first :]):
        yield from found
        return
    known = list(found)
    placed = [_places(one, paper) for one in known]
    first = parts[0].first
    own = _day_before(first, parts[0].day, paper)
    later = [one for one, at in zip(known, placed, strict=True) if at and at[0] >= first]
    for one, at in zip(known, placed, strict=True):
        if not at or (at[0] < first <= at[-1]):
            yield one
        elif at[0] >= first:
            yield _dated(one, [part.day for part in parts if part.first <= at[0]][-1], paper)
        elif one.kind is Kind.STAGE and any(_other_stage(one, other) for other in later):
            yield replace(one, assertion=Assertion.HISTORICAL)
        elif not any(_takes_back(one, other) for other in later):
            yield _dated(_as_revised(one, later), own, paper)


def _parts(paper: Paper) -> list[_Part]:
    """The parts that add something; one without a day of its own goes on in that before it."""
    made: list[_Part] = []
    for at, one in enumerate(paper.clauses):
        if at and _OPENS.match(one.folded):
            made.append(_Part(at, _day(one, paper) or (made[-1].day if made else None)))
    return made


def _day(clause: Clause, paper: Paper) -> PartialDate | None:
    head = _ISSUED.match(clause.text)
    told = [in_order(one.values, paper.date_order) for one in dates_in(head[0] if head else "")]
    return told[0][0] if len(told) == 1 and len(told[0]) == 1 and told[0][0].day else None


def _places(one: Finding, paper: Paper) -> Sequence[int]:
    return paper.places_of(one.quote) if one.quote else ()


def _day_before(first: int, added: PartialDate | None, paper: Paper) -> PartialDate | None:
    """The last day that a paper tells above its additions: that of the report itself."""
    told = [
        values[0]
        for clause in paper.clauses[:first]
        for one in dates_in(clause.text)
        if len(values := in_order(one.values, paper.date_order)) == 1 and values[0].day
    ]
    return max((day for day in told if added is not None and day < added), default=None)


def _dated(one: Finding, day: PartialDate | None, paper: Paper) -> Finding:
    """A diagnosis that has the day of the paper's last addition has that of its own part."""
    if one.kind is not Kind.DIAGNOSIS or day is None or one.when != paper.date:
        return one
    return replace(one, when=day)


def _as_revised(one: Finding, later: Sequence[Finding]) -> Finding:
    """A diagnosis without the histology that its revision tells anew."""
    if one.kind is Kind.DIAGNOSIS and "quality" in one.detail and any(_revises(one, other) for other in later):
        return replace(one, detail={key: value for key, value in one.detail.items() if key != "quality"})
    return one


def _revises(one: Finding, other: Finding) -> bool:
    return (
        other.kind is one.kind
        and other.name == one.name
        and other.detail.get("status") == "revised"
        and bool(other.detail.get("quality"))
    )


def _takes_back(one: Finding, other: Finding) -> bool:
    """Whether the other tells what this one denies, or denies what this one tells; of the same thing by its name."""
    if one.kind not in _KINDS or other.kind not in _KINDS or {one.assertion, other.assertion} != set(_TOLD):
        return False
    if one.laterality and other.laterality and one.laterality != other.laterality:
        return False
    mine, its = one.name.lower(), other.name.lower()
    if mine == its:
        return not one.site or not other.site or one.site == other.site
    return one.assertion is Assertion.NEGATED and its.endswith(f" {mine}")


def _other_stage(one: Finding, other: Finding) -> bool:
    """Whether the other is another stage of the same scope, and told for sure."""
    return (
        other.kind is Kind.STAGE
        and one.name == other.name
        and one.value != other.value
        and other.assertion is Assertion.STATED
        and one.detail.get("scope", "") == other.detail.get("scope", "")
        and one.detail.get("system", "") == other.detail.get("system", "")
        and one.laterality == other.laterality
    )
