"""The words of papers in languages that are kept and not read (`otherlanguages.yaml`), loaded once and checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from consilium.domain.phrases import fold
from consilium.domain.sorting.otherlanguages import LanguageWords, OtherLanguages
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
    )


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
