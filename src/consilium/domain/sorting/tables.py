"""The tables that sorting works with, as values; `knowledge/rules.py` fills them from `knowledge/sorting.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from consilium.domain.dateroles import DateWords
from consilium.domain.people import PeopleWords
from consilium.domain.phrases import PhraseIndex
from consilium.domain.records import Category, DateRole
from consilium.domain.sorting.countries import CountrySigns
from consilium.domain.sorting.heads import HeadingWords
from consilium.domain.sorting.otherlanguages import OtherLanguages

# Letters and digits that a scanner takes for one another.
_ALIKE = str.maketrans("l1|05", "iiios")
_LEAST_LETTERS = 8


def letters(parts: Iterable[str]) -> str:
    """Words as their letters alone: without spaces, and what a scanner takes for one another as one."""
    return "".join(parts).translate(_ALIKE)


@dataclass(frozen=True)
class Codes:
    """Categories by the source's own codes, all in lower case: file formats, DICOM modalities, HL7 service sections
    (OBR-24), LOINC document types and FHIR resource types."""

    formats: Mapping[str, Category]
    modalities: Mapping[str, Category]
    sections: Mapping[str, Category]
    loinc: Mapping[str, Category]
    resources: Mapping[str, Category]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a phrase is evidence for: categories, each as "titles", "sections" or "words"."""

    phrase: str
    meanings: tuple[tuple[Category, str], ...]


@dataclass(frozen=True, slots=True)
class DateChoice:
    """Which date is a category's document date: roles, the best first; the latest or the first stated of a role. A
    paper that `holds` entries of a later day is as old as the last of them."""

    roles: tuple[DateRole, ...]
    latest: frozenset[DateRole] = frozenset()
    holds: frozenset[DateRole] = frozenset()


@dataclass(frozen=True)
class LetterWords:
    """How letters open, whom they address, what asks their reader for advice, and what tells of a visit."""

    opens: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    addressed: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    asks: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    tells: PhraseIndex[bool] = field(default_factory=PhraseIndex)


@dataclass(frozen=True)
class LetterheadWords:
    """Names of departments by what they examine, None for those that only share a word with one; beginnings of words
    that name the other clinics of a hospital (folded)."""

    departments: PhraseIndex[Category | None] = field(default_factory=PhraseIndex)
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class SortingTables:
    """All tables of sorting. `stop_words` tell languages apart; words of `column_heads` head a table's columns."""

    codes: Codes
    phrases: PhraseIndex[Evidence]
    dates: DateWords
    choices: Mapping[Category, DateChoice]
    default_choice: DateChoice
    institutions: PhraseIndex[bool]
    not_institutions: PhraseIndex[bool]
    departments: frozenset[str]
    institution_labels: PhraseIndex[bool]
    author_labels: PhraseIndex[bool]
    useless_titles: tuple[str, ...]
    column_heads: frozenset[str]
    stop_words: Mapping[str, frozenset[str]]
    people: PeopleWords
    letters: LetterWords = field(default_factory=LetterWords)
    headings: HeadingWords = field(default_factory=HeadingWords)
    letterheads: LetterheadWords = field(default_factory=LetterheadWords)
    events: Mapping[Category, DateChoice] = field(default_factory=dict)
    others: OtherLanguages = field(default_factory=OtherLanguages)
    countries: CountrySigns = field(default_factory=CountrySigns)

    @cached_property
    def spelled_titles(self) -> Mapping[str, Evidence]:
        """Names of documents by their letters alone, for recognized headings."""
        entries = (entry for entries in self.phrases.by_first.values() for entry in entries)
        named = ((letters(parts), one) for parts, one in entries if any(kind == "titles" for _, kind in one.meanings))
        return {name: one for name, one in named if len(name) >= _LEAST_LETTERS}
