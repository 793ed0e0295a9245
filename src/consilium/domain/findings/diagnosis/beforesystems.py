"""Stages that stand right before the name of their system: `M3 de Chang`, `stage IIB (Ann Arbor)`, `L2 INRGSS`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilium.domain.findings.text.spans import Span

# A value right before its system's name, with a preposition or a bracket between.
_ENDS_BEFORE = re.compile(
    r"(?<![\w/.-])(?P<value>[A-Za-z0-9]{1,5})[ ,]?(?:\(| de | by | per | segun | según | for | of |[ -])$"
)
_BEFORE_SYSTEM = 20


@dataclass(frozen=True, slots=True)
class System:
    """`alone` where its name needs no word for "stage" before the value (PRETEXT III, IRS group II)."""

    name: str
    form: str
    alone: bool = False


def before_systems(
    text: str, systems: Sequence[Span[System]], values: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[str, str, int, int]]:
    """Each value with its system, where it begins, and where the system's name ends; `values` are the forms."""
    for span in systems:
        form = span.value.form
        if form in ("any", "eye", "cns", "digits"):
            continue
        found = _ENDS_BEFORE.search(text, max(0, span.start - _BEFORE_SYSTEM), span.start)
        value = found["value"] if found is not None else ""
        if found is not None and values[form].fullmatch(value) and not value.isdigit():
            yield value, span.value.name, found.start("value"), span.end
