"""Where a paper comes from that does not say it: papers of the case with the same record number or the same author tell
it, where all of them are of one place. Of two places nobody knows which it is, and it stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.identity.evidence import number_text
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Decision, Remark, Scalar
from consilium.domain.sorting import Sorted
from consilium.domain.sorting.fromothers import FromOthers, place_key

_LEAST_NUMBER = 4
_LEAST_WORDS = 2
_TITLES = frozenset({
    "dr", "dra", "doctor", "doctora", "prof", "mr", "mrs", "ms", "sr", "sra", "lic", "md", "phd", "frcs", "frcophth",
    "frcpath", "frcr", "mrcpch", "consultant",
})  # fmt: skip
# The family's own papers, and cards that name every place.
_OF_NOBODY = (Category.QUESTIONS_LIST, Category.IDENTITY_INSURANCE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A paper: what was decided of it, and whether it surely names the child."""

    made: Sorted
    ours: bool


def placed(papers: Sequence[Placed]) -> Mapping[int, FromOthers]:
    """By place in `papers`, where those come from that do not say it themselves."""
    by_number, by_author = _told(papers)
    found = {}
    for at, paper in enumerate(papers):
        if paper.made.institution.value or paper.made.category.value in (None, *_OF_NOBODY):
            continue
        numbers = [by_number.get(number, {}) for number in _numbers(paper.made)] if paper.ours else []
        told = {**_one(numbers), **_one([by_author.get(_author(paper.made), {})])}
        if len(told) == 1:
            name = next(iter(told.values()))
            code = "place_by_number" if _one(numbers) else "place_by_author"
            args: dict[str, Scalar] = {"institution": name}
            found[at] = FromOthers(institution=Decision(name, (Remark(f"sorting.{code}", args),)))
    return found


def _told(papers: Iterable[Placed]) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """The places of papers that state a number, and of those that a person wrote: by number or person, by key."""
    by_number: dict[str, dict[str, str]] = {}
    by_author: dict[str, dict[str, str]] = {}
    for paper in papers:
        place = paper.made.institution.value or ""
        if not place:
            continue
        for number in _numbers(paper.made) if paper.ours else ():
            by_number.setdefault(number, {}).setdefault(place_key(place), place)
        if _author(paper.made):
            by_author.setdefault(_author(paper.made), {}).setdefault(place_key(place), place)
    return by_number, by_author


def _one(places: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The one place among several written forms of it (`Hospital X`, `Hospital X / Oncology`), by its key; all of them
    where they are more."""
    told = {key: name for each in places for key, name in each.items()}
    longer = {key for key in told for one in told if key.startswith(f"{one} ")}
    return {key: name for key, name in told.items() if key not in longer}


def _numbers(made: Sorted) -> frozenset[str]:
    found = (number_text(number) for person in made.people for number in person.numbers)
    return frozenset(number for number in found if len(number) >= _LEAST_NUMBER)


def _author(made: Sorted) -> str:
    """A person's name without titles, "" for one word: an initial or family name alone is shared."""
    said = [word.text for word in words_of(made.author.value or "") if word.text not in _TITLES]
    return " ".join(said) if len(said) >= _LEAST_WORDS else ""
