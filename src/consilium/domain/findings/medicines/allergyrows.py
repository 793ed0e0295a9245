"""Rows of tables of allergies: `Allergen | Reaction | Severity | Date`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.allergywords import Words
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import words_of
from consilium.domain.records import Scalar

# What stands for everything in "no known allergies".
ANY = "any"
Day = Callable[[str], PartialDate | None]


def row_of(clause: Clause, words: Words, day: Day) -> Finding | None:
    """A row `Allergen | Reaction | Severity`."""
    if not clause.header or len(clause.header) != len(clause.cells):
        return None
    roles = _roles(clause.header, words)
    if "substance" not in roles or "reaction" not in roles:
        return None
    said = {role: text.strip() for role, (_, text) in zip(roles, clause.cells, strict=True) if role}
    name = said.get("substance", "")
    if not name or next(words.none.find(words_of(name)), None) is not None:
        return None
    hit = next(words.substances.find(words_of(name)), None)
    detail: dict[str, Scalar] = {
        key: value for key in ("reaction", "severity") if (value := _without_day(said.get(key, "")))
    }
    if any(words.none.find(words_of(str(detail.get("reaction", ""))))):
        return replace(_negated(clause), name=hit.value if hit else name, when=_row_day(said, day))
    return Finding(
        kind=Kind.ALLERGY,
        name=hit.value if hit else name,
        value=name,
        when=_row_day(said, day),
        detail=detail,
        citations=(clause.cite(),),
        confidence=clause.confidence,
    )


def _row_day(said: Mapping[str, str], day: Day) -> PartialDate | None:
    """The day in its own column, else the only one of the row: a picture's columns may have grown together."""
    if said.get("date"):
        return day(said["date"])
    days = [found for key in ("reaction", "severity", "") if (found := day(said.get(key, ""))) is not None]
    return days[0] if len(days) == 1 else None


def _negated(clause: Clause) -> Finding:
    cited = (clause.cite(),)
    return Finding(Kind.ALLERGY, ANY, value=clause.text, assertion=Assertion.NEGATED, citations=cited)


def _roles(header: Sequence[str], words: Words) -> tuple[str, ...]:
    hits = [next(words.columns.find(words_of(head)), None) for head in header]
    return tuple(hit.value if hit is not None and hit.first == 0 else "" for hit in hits)


def _without_day(text: str) -> str:
    """A cell's words without a date that has grown into it."""
    date = next(dates_in(text), None)
    return (text[: date.start] + text[date.end :]).strip(" ,;") if date is not None else text
