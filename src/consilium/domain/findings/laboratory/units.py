"""Units of laboratory values: their UCUM codes by how they are written, and where one stands in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from consilium.domain.phrases import fold

# Written forms that are no letters: micro and mu are u, raised figures are figures, a caret is UCUM's star.
_MARKS = str.maketrans(
    {"µ": "u", "μ": "u", "³": "3", "⁹": "9", "⁶": "6", "²": "2", "¹": "1", "^": "*", "×": "x", " ": "", "\xa0": ""}
)
_SIGN = r"[a-zA-ZµμÂ%\[\]()*^×³⁶⁹¹²0-9.]"
_UNIT = re.compile(
    r"(?:[x×*]\s?)?10\s?(?:[*^eE]\s?\d{1,2}|\(\d{1,2}\)|[³⁶⁹]|¹²|3|6|9|12)\s?/\s?[µμum]?[lL](?![a-z])"
    r"|(?:[x×]\s?)?10\s?(?:[*^]\s?)?[36³]\s?/\s?mm[3³]"
    r"|(?:miles|mil|millones|c[eé]ls?\.?|c[eé]lulas|cells?|K|k|thou|th|[x×]?\s?1000)\s?/\s?(?:mm[3³]|[µμum][lL]|mcL|cumm)"
    r"|[x×]\s?mm[3³]|/\s?(?:mm[3³]|[µμu][lL]|mcL|mmc|cumm)"
    r"|mm\s?/\s?(?:1\s?)?(?:hora|hour|hr|h)\b\.?"
    rf"|[\[(]?[a-zA-Zµμ]{{1,9}}[\])]?{_SIGN}{{0,6}}\s?/\s?(?:24\s?h(?:r|oras)?|1\.73\s?m[2²]|{_SIGN}{{1,8}})"
    r"(?:\s?/\s?1\.73\s?m[2²]|\s?/\s?(?:h|hr|hora|hour)\b)?"
    r"(?:\s(?:de\s)?crea(?:t\w{0,8})?\b)?"
    r"|%|\b(?:fL|pg|seg|secs?|segundos|seconds)\b|\bs\b"
)
# A name before cells in a volume, which is no part of the unit: `RAN /uL`, `Plaq /mm3`.
_NAME_BEFORE = re.compile(
    r"(?!(?:c[eé]l|cells?|miles|mil|mill|millones|thou|th|k)\b|\d)[^\W\d_]{2,9}\s(?=/\s?(?:mm[3³]|[µμu][lL]|mcL|mmc|cumm)$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Units:
    """UCUM code by folded spelling, dimension ("mass", "moles", "count", ...) by UCUM code; `plain` units are words.

    `exact` are codes of units whose case tells what they are (`G/l`, giga), `others` second readings of a spelling.
    """

    codes: Mapping[str, str]
    dimensions: Mapping[str, str]
    plain: tuple[str, ...] = ()
    exact: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)

    def code(self, written: str) -> str:
        """The UCUM code of a unit as written, "" where it is not known."""
        return self.exact.get(written.strip()) or self.codes.get(_bare(written), "")

    def fitting(self, written: str, wanted: Collection[str]) -> str:
        """The UCUM code of a unit as written that is one of `wanted`, where its letters may be two (`G/L`)."""
        code = self.code(written)
        kinds = {self.dimensions.get(one, "") for one in wanted}
        other = self.others.get(_bare(written), "")
        return other if other and self.dimensions.get(code) not in kinds and self.dimensions[other] in kinds else code

    def at(self, text: str, start: int) -> tuple[int, int]:
        """Where the unit stands that begins at `start` or a blank after it: of `plain`, or what looks like one."""
        at = start + (text[start : start + 1] in (" ", "\xa0"))
        for unit in self.plain:
            end = at + len(unit)
            if fold(text[at:end]) == unit and not text[end : end + 1].isalnum() and text[end : end + 1] != "/":
                return at, end
        return unit_at(text, start)

    def dimension(self, written: str) -> str:
        return self.dimensions.get(self.code(written), "")


def units_from(data: Mapping[str, Any]) -> Units:
    """From `units` and `dimensions` of `knowledge/findings/laboratory.yaml`."""
    codes = {_bare(code): code for code in data["units"]}
    codes |= {_bare(str(one)): code for code, written in data["units"].items() for one in written}
    dimensions = {code: name for name, found in data["dimensions"].items() for code in found}
    plain = sorted((fold(str(one)) for one in data.get("plain_units", ())), key=len, reverse=True)
    exact = {str(one): code for code, written in data.get("exact_units", {}).items() for one in written}
    return Units(codes, dimensions, tuple(plain), exact, {_bare(one): code for one, code in exact.items()})


def unit_at(text: str, start: int) -> tuple[int, int]:
    """Where the unit stands that begins at `start` or one blank after it; (start, start) where none does."""
    at = start
    while at < len(text) and at < start + 2 and text[at] in " \xa0(":
        at += 1
    found = _UNIT.match(text, at)
    if not found:
        return start, start
    unit = found[0].rstrip(".")
    return at, at + len(
        unit.rstrip(")]") if unit.count("(") + unit.count("[") < unit.count(")") + unit.count("]") else unit
    )


def unit_in(text: str) -> tuple[int, int]:
    """Where the first unit of a cell stands; (0, 0) where it has none."""
    found = _UNIT.search(text)
    if found is None:
        return 0, 0
    named = _NAME_BEFORE.match(found[0])
    return found.start() + (named.end() if named else 0), found.end()


def units_in(text: str) -> Iterator[tuple[int, int]]:
    """Where each unit of a text stands."""
    for found in _UNIT.finditer(text):
        yield found.span()


def _bare(written: str) -> str:
    return fold(written.translate(_MARKS)).replace("ml*", "ml").rstrip(".")
