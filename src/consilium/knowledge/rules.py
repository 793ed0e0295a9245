"""The word tables of the pure rules, from `names.yaml` and `sorting.yaml`: loaded once, checked, given as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from typing import Any

from consilium.domain.dateroles import DateWords
from consilium.domain.identity import NameWords
from consilium.domain.people import Label, LabelMeaning, PeopleWords
from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Category, DateRole
from consilium.domain.sorting.heads import HeadingWords
from consilium.domain.sorting.tables import Codes, DateChoice, Evidence, LetterheadWords, LetterWords, SortingTables
from consilium.knowledge.countrysigns import country_signs
from consilium.knowledge.documents import document
from consilium.knowledge.otherlanguages import head_labels, other_languages


class Rules:
    """All tables that the pure rules need, each loaded when it is first asked for: who settles names only never waits
    for the phrases. Raises ValueError or KeyError where a file is not of its shape."""

    @cached_property
    def names(self) -> NameWords:
        return _name_words(document("names.yaml"))

    @cached_property
    def sorting(self) -> SortingTables:
        return _sorting(document("sorting.yaml"), _people_words(document("names.yaml")))


@cache
def rules() -> Rules:
    """The program's own tables."""
    return Rules()


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _name_words(data: Mapping[str, Any]) -> NameWords:
    shorts: dict[str, set[str]] = {}
    for name, forms in data["nicknames"].items():
        for form in forms:
            shorts.setdefault(fold(form), set()).add(fold(name))
    given = _words(data["given"]) | {fold(name) for name in data["nicknames"]}
    return NameWords(
        nicknames={form: frozenset(names) for form, names in shorts.items()},
        given=given,
        common=_words(data["common"]),
        particles=_words(data["particles"]),
        titles=_words(data["titles"]),
        suffixes=dict(data["suffixes"]),
        nobody=_words(data["nobody"]),
        newborn=_words(data["newborn"]),
        mother_of=_words(data["mother_of"]),
    )


def _said(phrase: str) -> tuple[str, ...]:
    return tuple(word.text for word in words_of(phrase))


def _people_words(data: Mapping[str, Any]) -> PeopleWords:
    labels = [
        (str(phrase), LabelMeaning(Label(kind))) for kind, phrases in data["labels"].items() for phrase in phrases
    ]
    own = {_said(phrase) for phrase, _ in labels}
    labels += [(phrase, LabelMeaning(kind)) for phrase, kind in head_labels() if _said(phrase) not in own]
    labels += [
        (str(phrase), LabelMeaning(Label.NUMBER, issuer))
        for issuer, phrases in data["national"].items()
        for phrase in phrases
    ]
    return PeopleWords(
        labels=PhraseIndex.of(labels),
        sexes=PhraseIndex.of((str(word), sex) for sex, words in data["sexes"].items() for word in words),
        no_name=_words(data["no_name"]),
        clinicians=_words(data["clinicians"]),
    )


def _sorting(data: Mapping[str, Any], people: PeopleWords) -> SortingTables:
    return SortingTables(
        codes=Codes(**{name: _categories(data["codes"][name]) for name in Codes.__dataclass_fields__}),
        phrases=PhraseIndex.of(_phrases(data["categories"], data["spellings"])),
        dates=DateWords(
            PhraseIndex.of(_pairs(data["date_labels"], DateRole)),
            PhraseIndex.of((phrase, True) for phrase in data["date_occasions"]),
            frozenset(fold(str(phrase)) for phrase in data["date_labels_before_colon"]),
        ),
        choices={
            Category(name): _choice(choice) for name, choice in data["document_date"].items() if name != "default"
        },
        default_choice=_choice(data["document_date"]["default"]),
        institutions=PhraseIndex.of((phrase, True) for phrase in data["institution_words"]),
        not_institutions=PhraseIndex.of((phrase, True) for phrase in data["institution_stops"]),
        departments=_words(data["department_words"]),
        institution_labels=PhraseIndex.of((phrase, True) for phrase in data["institution_labels"]),
        author_labels=PhraseIndex.of((phrase, True) for phrase in data["author_labels"]),
        useless_titles=tuple(fold(title) for title in data["useless_titles"]),
        column_heads=_words(data["column_heads"]),
        stop_words={language: _words(words) for language, words in data["stop_words"].items()},
        people=people,
        events={Category(name): _choice(choice) for name, choice in data["event_date"].items()},
        letters=LetterWords(
            **{name: PhraseIndex.of((str(one), True) for one in data["letters"][name]) for name in data["letters"]}
        ),
        headings=_headings(data["headings"]),
        letterheads=_letterheads(data["letterheads"]),
        others=other_languages(),
        countries=country_signs(),
    )


def _letterheads(data: Mapping[str, Any]) -> LetterheadWords:
    names: list[tuple[str, Category | None]] = [
        (str(one), Category(name)) for name, phrases in data["departments"].items() for one in phrases
    ]
    names += [(str(one), None) for one in data["no_department"]]
    return LetterheadWords(
        PhraseIndex.of(names),
        tuple(fold(str(one)) for one in data["others"]),
    )


def _headings(data: Mapping[str, Any]) -> HeadingWords:
    def folded(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(fold(str(one)) for one in words)

    return HeadingWords(
        documents=folded(data["documents"]),
        visit=folded(data["visit"]),
        seen=folded(data["seen"]),
        own_visits=frozenset(Category(one) for one in data["own_visits"]),
        topics={Category(name): folded(words) for name, words in data["topics"].items()},
    )


def _categories(data: Mapping[str, list[str]]) -> dict[str, Category]:
    return {str(code).lower(): Category(category) for category, codes in data.items() for code in codes}


def _phrases(
    data: Mapping[str, Mapping[str, Any]], spellings: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, Evidence]]:
    """A phrase that stands for several categories is evidence for each: they share one entry in the index. Words that
    English spells in two ways are known in both."""
    found: dict[str, list[tuple[Category, str]]] = {}
    for category, groups in data.items():
        for strength in ("titles", "sections", "words"):
            for phrase in (*groups.get(strength, ()), *(_made(groups) if strength == "titles" else ())):
                found.setdefault(" ".join(fold(str(phrase)).split()), []).append((Category(category), strength))
    for phrase, meanings in found.items():
        value = Evidence(phrase, tuple(meanings))
        yield phrase, value
        for other in _spelled(phrase, spellings) - found.keys():
            yield other, value


def _made(groups: Mapping[str, Any]) -> Iterator[str]:
    """Names of documents that are made of parts (`made`): each first part with each second one."""
    for parts in groups.get("made", ()):
        yield from (" ".join(words) for words in product(*parts))


def _spelled(phrase: str, spellings: Sequence[tuple[str, str]]) -> set[str]:
    """A phrase as the other side of the Atlantic spells it."""
    american = british = phrase
    for one, other in spellings:
        american, british = american.replace(other, one), british.replace(one, other)
    return {american, british} - {phrase}


def _pairs(data: Mapping[str, list[str]], kind: type[DateRole]) -> Iterator[tuple[str, DateRole]]:
    for role, phrases in data.items():
        for phrase in phrases:
            yield str(phrase), kind(role)


def _choice(data: Mapping[str, Any]) -> DateChoice:
    holds = frozenset(DateRole(role) for role in data.get("holds", ()))
    roles = tuple(DateRole(role) for role in data["roles"])
    latest = data.get("latest", False)  # of all roles, or of those that are named
    latest_of = frozenset(roles) if latest is True else frozenset(DateRole(role) for role in latest or ())
    return DateChoice(roles, latest_of, holds)
