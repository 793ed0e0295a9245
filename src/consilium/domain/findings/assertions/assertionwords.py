"""The words by which a clause is read as stated, denied, planned and so on (`knowledge/findings/assertion.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from consilium.domain.findings.assertions.assertionverbs import ENGLISH_BEFORE, english, spanish
from consilium.domain.findings.assertions.framewords import FrameWords
from consilium.domain.findings.finding import Assertion
from consilium.domain.phrases import PhraseIndex, words_of


class Role(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    PSEUDO = "pseudo"
    ENDS = "ends"
    ENDS_AHEAD = "ends_ahead"
    ENDS_COMMA = "ends_comma"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase does: `role` is a `Role`; `kind` is what it makes of a thing."""

    role: str
    kind: Assertion = Assertion.STATED


@dataclass(frozen=True)
class Persons:
    """Relatives, what they do when they speak of the child, and words between them and what they have."""

    relatives: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    speaking: frozenset[str] = frozenset()
    spoken_to: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    child: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AssertionWords:
    """Cue phrases with what they do, values that stand alone, persons, headings of plans, and frames around a thing
    and around a treatment."""

    cues: PhraseIndex[tuple[Cue, ...]]
    values: Mapping[str, Assertion] = field(default_factory=dict)
    persons: Persons = field(default_factory=Persons)
    mixed_plans: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    pending_plans: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    done: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    leads_noun: frozenset[str] = frozenset()
    no_noun: frozenset[str] = frozenset()
    opens_condition: PhraseIndex[bool] = field(default_factory=PhraseIndex)
    frames: FrameWords | None = None
    treatments: FrameWords | None = None


def words_from(data: Mapping[str, object]) -> AssertionWords:
    """From `knowledge/findings/assertion.yaml`. Raises KeyError or ValueError where it is not of its shape."""
    values = _group(data, "values")
    persons = Persons(
        _index(_list(data, "relatives")),
        frozenset(_list(data, "speaking")),
        _index(_list(data, "spoken_to")),
        frozenset(_list(data, "child")),
        frozenset(_list(data, "of_relative")),
    )
    return AssertionWords(
        PhraseIndex.of(_cues(data)),
        {plain(phrase): Assertion(kind) for kind, phrases in values.items() for phrase in phrases},
        persons,
        _index(_list(data, "mixed_plans")),
        _index(_list(data, "pending_plans")),
        _index(_list(data, "done")),
        frozenset(_list(data, "leads_noun")),
        frozenset(_list(data, "no_noun")),
        _index(_list(data, "opens_condition")),
    )


def _cues(data: Mapping[str, object]) -> Iterator[tuple[str, tuple[Cue, ...]]]:
    """Each phrase with everything that it does; a phrase that is listed twice has one entry."""
    made: dict[str, list[Cue]] = {}
    for role in (Role.BEFORE, Role.AFTER):
        for kind, phrases in _group(data, role).items():
            for phrase in phrases:
                made.setdefault(plain(phrase), []).append(Cue(role, Assertion(kind)))
    verbs = _verbs(data)
    for phrase in (*ENGLISH_BEFORE, *verbs["spanish"]):
        made.setdefault(phrase, []).append(Cue(Role.BEFORE, Assertion.NEGATED))
    for phrase in (*verbs["english"], *verbs["spanish"]):
        made.setdefault(phrase, []).append(Cue(Role.AFTER, Assertion.NEGATED))
    for role in (Role.PSEUDO, Role.ENDS, Role.ENDS_AHEAD, Role.ENDS_COMMA):
        for phrase in _list(data, role):
            made.setdefault(plain(phrase), []).append(Cue(role))
    return ((phrase, tuple(cues)) for phrase, cues in made.items())


def _verbs(data: Mapping[str, object]) -> dict[str, list[str]]:
    """Denials in all tenses of the verbs that the table lists, each once."""
    group = data["verbs"]
    if not isinstance(group, dict):
        raise ValueError("verbs is not a map")
    made = {
        "english": english(group["found"], group["recurred"]),
        "spanish": spanish(group["infinitives"], group["irregular"]),
    }
    return {name: list(dict.fromkeys(phrases)) for name, phrases in made.items()}


def _group(data: Mapping[str, object], name: str) -> dict[str, list[str]]:
    group = data[name]
    if not isinstance(group, dict):
        raise ValueError(f"{name} is not a map")
    return {str(kind): [str(phrase) for phrase in phrases] for kind, phrases in group.items()}


def _list(data: Mapping[str, object], name: str) -> list[str]:
    found = data[name]
    if not isinstance(found, list):
        raise ValueError(f"{name} is not a list")
    return [plain(str(one)) for one in found]


def _index(phrases: Sequence[str]) -> PhraseIndex[bool]:
    return PhraseIndex.of((phrase, True) for phrase in phrases)


def plain(text: str) -> str:
    return " ".join(word.text for word in words_of(text))
