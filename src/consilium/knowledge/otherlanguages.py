"""The words of papers in languages that are kept and not read (`otherlanguages.yaml`), loaded once and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from consilium.domain.people import Label
from consilium.domain.phrases import fold
from consilium.domain.sorting.otherlanguages import LanguageWords, OtherLanguages
from consilium.domain.sorting.smallwords import SmallWords
from consilium.knowledge.documents import document

_MONTHS = 12


@cache
def other_languages() -> OtherLanguages:
    """The program's own table. Raises ValueError or KeyError where the file is not of its shape."""
    data = document("otherlanguages.yaml")
    if data["schema"] != "consilium.otherlanguages/1":
        raise ValueError("otherlanguages.yaml has another schema")
    return OtherLanguages(
        words={str(code): _words(one) for code, one in data["languages"].items()},
        births=tuple(fold(str(one)) for one in data["births"]),
        small=SmallWords({str(code): _small(words) for code, words in data["small_words"].items()}),
    )


@cache
def head_labels() -> tuple[tuple[str, Label], ...]:
    """The labels of papers in other languages with what they introduce. Raises ValueError or KeyError as above."""
    languages: Mapping[str, Mapping[str, Sequence[object]]] = document("otherlanguages.yaml")["labels"]
    kinds = (one for labels in languages.values() for one in labels.items())
    return tuple((str(phrase), Label(kind)) for kind, phrases in kinds for phrase in phrases)


def _small(words: Sequence[object]) -> frozenset[str]:
    """Without single Latin letters, which are units and lists' as well; `no` and `on` are truth values to YAML."""
    texts = (fold(("no", "on")[word] if isinstance(word, bool) else str(word)) for word in words)
    return frozenset(text for text in texts if len(text) > 1 or not text.isascii())


def _words(data: Mapping[str, Any]) -> LanguageWords:
    if len(data["months"]) != _MONTHS:
        raise ValueError("a year has twelve months")
    return LanguageWords(
        months={word: at for at, names in enumerate(data["months"], 1) for word in fold(str(names)).split()},
        dated=frozenset(fold(str(one)) for one in data["dated"]),
        houses=tuple(fold(str(one)) for one in data["houses"]),
        papers=tuple(fold(str(one)) for one in data["papers"]),
        titled=frozenset(fold(str(one)) for one in data["titled"]),
        greets=tuple(fold(str(one)) for one in data["greets"]),
    )
