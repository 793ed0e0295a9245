"""Two classes that one label or row tells together: the group and the stage of a rhabdomyosarcoma.

`Stage/Group: 3/III`, `Grupo / Estadio | III | 2`: each value is of its label, in their order. `IRS stage III | 2`: the
group has the Roman figure, the stage the Arabic one, as the study group writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_KIND = (
    r"(?:(?:IRSG?|TNM|clinical|pre-?treatment|surgical)\s)?(?:group|stage|grupo|estadio|etapa)"
    r"(?:\s(?:IRSG?|TNM|cl[ií]nico))?"
)
_VALUE = r"IV|I{1,3}|[1-4]"
_LABELLED = re.compile(
    rf"\b(?P<one>{_KIND})(?:\s?(?:/|\||-|and|y|&)\s?|\s)(?P<two>{_KIND})\s?[:=|(]?\s?"
    rf"(?P<first>{_VALUE})(?:\s?(?:/|\||-|,|and|y|&)\s?|\s)(?P<second>{_VALUE})(?![\w/])",
    re.IGNORECASE,
)
_BY_FIGURES = re.compile(
    r"\b(?:IRSG?\s)?(?:stage|estadio|etapa|IRSG?)\s?[:|]?\s?(?P<first>IV|I{1,3})(?:\s?\|\s?|\s)"
    r"(?P<second>[1-4])(?=\s*(?:$|[|;,.)]))"
)
_GROUP = re.compile(r"group|grupo", re.IGNORECASE)
GROUP, STAGE = "IRS clinical group", "TNM stage"


def pairs_in(text: str) -> Iterator[tuple[str, str, int, int, int]]:
    """Each value with its system, where its words begin, and from where to where it stands."""
    for found in _LABELLED.finditer(text):
        ones, twos = (_GROUP.search(found[name]) is not None for name in ("one", "two"))
        if ones != twos:
            yield from _both(found, (GROUP, STAGE) if ones else (STAGE, GROUP))
    for found in _BY_FIGURES.finditer(text):
        yield from _both(found, (GROUP, STAGE))


def _both(found: re.Match[str], systems: tuple[str, str]) -> Iterator[tuple[str, str, int, int, int]]:
    yield found["first"], systems[0], found.start(), found.start("first"), found.end("first")
    yield found["second"], systems[1], found.start("second"), found.start("second"), found.end("second")
