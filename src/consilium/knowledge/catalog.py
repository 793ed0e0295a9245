"""The words for people: every sentence of the program by its code, in every language that it speaks.

`catalogs/<language>/<area>.yaml` holds one flat map, name to sentence; a sentence's code is `area.name`. A
placeholder is `{arg}`, or `{arg:kind}` where the value has to be said in the reader's language:

    {arg}          a text as it stands; a whole number grouped from five digits on (so years stay years)
    {arg:bytes}    a size in bytes, as "1.5 MB"
    {arg:date}     an ISO date of any precision or a `PartialDate`, as "March 2024"
    {arg:area}     the text `area.<value>` of another catalog (`{category:categories}`)

A sentence that depends on a number has two entries, `name.one` and `name.other`, chosen by the argument `count`.
Arguments are user data: they are put in as they are, never read as placeholders, and made harmless by `shown`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import yaml

from consilium.domain.dates import PartialDate
from consilium.domain.records import Remark

LANGUAGES = ("en", "es")
SHOWN_CHARS = 300
ISO_DAY = re.compile(r"(?<![\w./-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w/-])")
_PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")
# Unicode Bidi_Control: what can make a name read differently from what it is (UAX #9).
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BIDI_MARKS = frozenset("\u061c\u200e\u200f")
_UNITS = ("kb", "mb", "gb", "tb")


def shown(text: str, bound: int = SHOWN_CHARS) -> str:
    """User data as it may be shown anywhere: one line, no control or bidi characters, no lone surrogates, bounded.

    A byte of a file name that is not UTF-8 (a lone surrogate, PEP 383) is shown as `\\xE9`.
    """
    clean = "".join(_shown_char(char) for char in text[: bound + 1])
    return clean if len(clean) <= bound else clean[: bound - 1] + "…"


def _shown_char(char: str) -> str:
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02X}"
    if char in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if char in _BIDI_MARKS:
        return ""
    if char in _BIDI or unicodedata.category(char) in ("Cc", "Cs"):
        return "\ufffd"
    return char


@dataclass(frozen=True)
class Catalog:
    """The texts of one language. `strict` raises KeyError for a text or argument that is missing (for tests);
    otherwise the code itself is shown with its arguments, because a missing sentence must not cost a packet."""

    language: str
    texts: Mapping[str, str]
    strict: bool = False

    def text(self, code: str, args: Mapping[str, object] | None = None, /, **more: object) -> str:
        """The sentence `code` with its arguments put in."""
        given = {**(args or {}), **more}
        pattern = self._pattern(code, given)
        if pattern is None:
            return self._missing(code, given)
        return _PLACEHOLDER.sub(lambda found: self._argument(code, found[1], found[2] or "", given), pattern)

    def remark(self, remark: Remark) -> str:
        """The sentence of a remark or reason."""
        return self.text(remark.code, remark.args)

    def has(self, code: str) -> bool:
        return code in self.texts or f"{code}.other" in self.texts

    def named(self, area: str, value: str) -> str:
        """The name of a coded value (`categories`, `labs`), or the value itself where it has none."""
        return self.texts.get(f"{area}.{value}") or shown(value)

    def date(self, value: PartialDate | str | None) -> str:
        """A date as precise as it is known: "2024", "March 2024", "5 March 2024"; unknown as such."""
        if isinstance(value, str):
            try:
                value = PartialDate.from_iso(value)
            except ValueError:
                return shown(str(value)) if value else self.text("dates.unknown")
        if value is None:
            return self.text("dates.unknown")
        parts = {"year": str(value.year), "month": self.month(value.month), "day": str(value.day)}
        precision = "day" if value.day else "month" if value.month else "year"
        return self.text(f"dates.to_{precision}", parts)

    def days(self, text: str) -> str:
        """A text with its ISO 8601 days and months in words; numbers that only look alike stay."""
        return ISO_DAY.sub(lambda found: self.date(found[0]), text)

    def month(self, number: int) -> str:
        """The month's name (1 to 12), "" for 0."""
        return self.text(f"dates.month_{number}") if number else ""

    def moment(self, value: datetime) -> str:
        """A date and time of day, as given (no time zone is converted)."""
        day = self.date(PartialDate(value.year, value.month, value.day))
        return self.text("dates.moment", day=day, time=f"{value:%H:%M}")

    def number(self, value: int | float) -> str:
        """A number with the language's decimal mark; whole numbers are grouped from five digits on."""
        if isinstance(value, int):
            grouped = f"{value:,}" if abs(value) >= 10_000 else str(value)
            return grouped.replace(",", self.text("sizes.group"))
        return f"{value:g}".replace(".", self.text("sizes.decimal"))

    def size(self, count: int) -> str:
        """A number of bytes in decimal units (IEC 80000-13), with two digits that count."""
        if abs(count) < 1000:
            return self.text("sizes.bytes", count=count)
        value, step = count / 1000, 0
        while abs(value) >= 999.5 and step + 1 < len(_UNITS):
            value, step = value / 1000, step + 1
        digits = round(value, 1) if abs(value) < 10 else round(value)
        return self.text(f"sizes.{_UNITS[step]}", value=digits)

    def _pattern(self, code: str, given: Mapping[str, object]) -> str | None:
        found = self.texts.get(code)
        if found is None and f"{code}.other" in self.texts:
            found = self.texts.get(f"{code}.one" if given.get("count") == 1 else f"{code}.other")
        return found

    def _missing(self, code: str, given: Mapping[str, object]) -> str:
        if self.strict:
            raise KeyError(f"no text {code} in {self.language}")
        said = ", ".join(f"{name}={shown(str(value))}" for name, value in given.items())
        return f"{code} ({said})" if said else code

    def _argument(self, code: str, name: str, kind: str, given: Mapping[str, object]) -> str:
        if name not in given:
            if self.strict:
                raise KeyError(f"{code} in {self.language} needs {name}")
            return "?"
        return self._said(given[name], kind)

    def _said(self, value: object, kind: str) -> str:
        if kind == "bytes" and isinstance(value, int):
            return self.size(value)
        if kind == "date" and (value is None or isinstance(value, str | PartialDate)):
            return self.date(value)
        if kind not in ("", "bytes", "date"):
            return self.named(kind, str(value))
        if isinstance(value, bool):
            return self.text("sizes.yes" if value else "sizes.no")
        if isinstance(value, int | float):
            return self.number(value)
        if value is None:
            return self.text("sizes.unknown")
        return self.date(value) if isinstance(value, PartialDate) else shown(str(value))


@cache
def catalog(language: str) -> Catalog:
    """The catalog of a language. Raises KeyError for a language that the program does not speak."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Catalog(language, load(language))


def load(language: str) -> dict[str, str]:
    """All texts of a language by code. Raises ValueError for a file that is not a flat map of texts."""
    texts: dict[str, str] = {}
    folder = resources.files("consilium.knowledge") / "catalogs" / language
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            area = entry.name.removesuffix(".yaml")
            for name, text in _flat(entry.read_text("utf-8"), entry.name).items():
                texts[f"{area}.{name}"] = text
    return texts


class _TextsOnly(yaml.CBaseLoader):
    """Every scalar is a text (`no` stays "no"), and a name that stands twice is an error, not the last one's."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        twice = {str(name) for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"stands twice: {sorted(twice)}")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def _flat(content: str, name: str) -> dict[str, str]:
    found = yaml.load(content, _TextsOnly) or {}  # texts, lists and maps only
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise ValueError(f"{name} is not a flat map of texts")
    return found
