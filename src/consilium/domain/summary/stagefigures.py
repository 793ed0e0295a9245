"""Stages that papers write with other figures: IRS group `2` and `II` are one, told in its system's usual way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.finding import Finding
from consilium.domain.phrases import fold

_ARABIC = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
_FIGURE = re.compile(r"(?P<figure>[1-5]|IV|I{1,3}|V)[ -]?(?P<rest>[A-Ea-eSsX]{0,3})")
# Systems whose stages have Arabic figures, in the names of either language; those of others have Roman ones.
_IN_ARABIC = re.compile(r"\b(?:INSS|WHO|OMS|TNM|COG)\b")


def figure_of(value: str) -> str:
    """A stage with an Arabic figure (`IIB` is `2b`), so that two ways of writing it compare; others folded."""
    found = _FIGURE.fullmatch(value.strip())
    if found is None:
        return fold(value)
    return _ARABIC.get(found["figure"], found["figure"]) + found["rest"].lower()


def same_stage(one: Finding, other: Finding) -> bool:
    """Whether two values are one stage: written alike, or in other figures of one system that both name."""
    if fold(one.value).split() == fold(other.value).split():
        return True
    systems = _system(one), _system(other)
    return systems[0] == systems[1] != "" and figure_of(one.value) == figure_of(other.value)


def usual(said: Sequence[Finding]) -> str:
    """Of values that are one stage that which its system usually has."""
    values = [one.value for one in said if one.value]
    arabic = any(_IN_ARABIC.search(_system(one)) for one in said)
    return next((value for value in values if value[:1].isdigit() == arabic), values[0] if values else "")


def _system(said: Finding) -> str:
    return str(said.detail.get("system") or "")
