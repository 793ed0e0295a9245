"""Which statement a person's word is of, when rules have read it anew.

A statement's key changes with its name and value, its place does not: the original's bytes, the page and place, the
quoted words, and the kind. A word follows its statement there; where it is not clear which statement that is, the word
goes to none of them, and is shown with the statement that it was said of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.findings.finding import Finding
from consilium.domain.phrases import fold

Place = tuple[str, str, int | None, str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A statement as it is read now; `content` is the hash of its original's bytes."""

    key: str
    content: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement as it was when a person judged it. `finding` is None, `content` "" where nobody kept it.

    `beside` are the keys of the other statements of its kind that stood at its place then: they are not it.
    """

    key: str
    content: str = ""
    finding: Finding | None = None
    beside: tuple[str, ...] = ()


def place_of(content: str, finding: Finding) -> Place:
    """Where a statement stands: what rules that name it otherwise leave as it is."""
    page, place, quote = None, "", ""
    if finding.citations:
        first = finding.citations[0]
        page, place, quote = first.page, first.place, " ".join(first.quote.split())
    return content, finding.kind.value, page, place, quote


def beside(one: Read, read: Iterable[Read]) -> tuple[str, ...]:
    """The keys of the other statements of a statement's kind at its place."""
    place = place_of(one.content, one.finding)
    return tuple(
        other.key for other in read if other.key != one.key and place_of(other.content, other.finding) == place
    )


def bound(read: Sequence[Read], judged: Iterable[Judged]) -> dict[str, str]:
    """From the key of a judged statement to that of the statement as it is read now; "" where it is read no more."""
    judged = list(judged)
    keys = {one.key for one in read}
    taken = {one.key for one in judged if one.key in keys}
    places: dict[Place, list[Read]] = {}
    for one in read:
        places.setdefault(place_of(one.content, one.finding), []).append(one)
        places.setdefault(place_of("", one.finding), []).append(one)
    return {one.key: one.key if one.key in keys else _now(one, places, taken) for one in judged}


def _now(said: Judged, places: Mapping[Place, Sequence[Read]], taken: set[str]) -> str:
    if said.finding is None:
        return ""
    there = places.get(place_of(said.content, said.finding), ())
    new = [one for one in there if one.key not in taken and one.key not in said.beside]
    alike = [one for one in new if _alike(one.finding, said.finding)]
    if len(alike) > 1:
        alike = [one for one in alike if one.finding.value == said.finding.value]
    if not alike and said.content and len(there) == 1 and not said.beside:
        alike = new  # the only statement of its kind there, then and now: it has another name
    return alike[0].key if len(alike) == 1 else ""


def _alike(one: Finding, other: Finding) -> bool:
    """Whether two statements of one place are of one thing: the same name, or the same code."""
    codes = {(code.system, code.code) for code in one.codes if code.system}
    return fold(one.name) == fold(other.name) or any((code.system, code.code) in codes for code in other.codes)


def says_same(one: Finding, other: Finding) -> bool:
    """Whether a statement read anew says what a person saw."""
    return (
        _said(one) == _said(other)
        and (one.when, one.until, one.assertion) == (other.when, other.until, other.assertion)
    )  # fmt: skip


def _said(one: Finding) -> tuple[object, ...]:
    return fold(one.name), one.value, one.number, one.comparator, one.unit
