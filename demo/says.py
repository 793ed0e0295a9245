"""What a paper states, as a story's author wrote it beside the paper: labels to measure reading against.

One label is one line:

    KIND[/KIND][!ASSERTION[/ASSERTION]] NAME[ | NAME] [= VALUE[ | VALUE]] [@ DATE] [; key=value]...

    stain CD99 = positive, membranous; percent=95
    laboratory LDH = 512 U/L @2024-03-02; high=260
    diagnosis!family breast cancer; relative=mother
    drug doxorubicin = 375 mg/m2; cumulative=yes

Kinds and assertions are those of `consilium.domain.findings.finding`; names after `|` mean the same. A name says the
least that a reader must have named, so that every word of it has to occur. `laterality`, `site` and `until` are the
finding's own fields, any other key is one of its `detail`. Nothing here is read by rules: a person wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_HEAD = re.compile(r"([a-z_]+(?:/[a-z_]+)*)(?:!([a-z/]+))? (.+)")
_NUMBER = re.compile(r"([<>]=?)? ?(-?\d+(?:\.\d+)?)(?: ?(?=[^\d\s./x:,-]|/[^\W\d])(.+))?")
_OWN = ("laterality", "site", "until")


@dataclass(frozen=True)
class Said:
    """One statement. `number` only where the whole value is a number with its unit; `values` as written otherwise."""

    kinds: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[str, ...] = ()
    number: float | None = None
    comparator: str = ""
    unit: str = ""
    when: str = ""
    until: str = ""
    assertion: str = "stated"  # "planned/conditional" where a reader may call it either
    laterality: str = ""
    site: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Only what is said."""
        return {key: value for key, value in asdict(self).items() if value not in ("", (), {}, None)}


def said(line: str) -> Said:
    """One label. Raises ValueError for a line that is none."""
    statement, *parts = (part.strip() for part in line.split(";"))
    found = _HEAD.fullmatch(statement)
    if found is None:
        raise ValueError(f"no label: {line}")
    kinds, assertion, rest = found.groups()
    rest, _, when = rest.partition(" @")
    name, _, value = rest.partition(" = ")
    details = dict(_pair(part, line) for part in parts)
    own: dict[str, Any] = {key: details.pop(key) for key in _OWN if key in details}
    return Said(tuple(kinds.split("/")), _either(name), when=when.strip(), assertion=assertion or "stated",
                detail=details, **own, **_value(value.strip()))  # fmt: skip


def _pair(part: str, line: str) -> tuple[str, str]:
    key, sign, value = part.partition("=")
    if not sign:
        raise ValueError(f"no key and value in {line}")
    return key.strip(), value.strip()


def _either(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(" | "))


def _value(text: str) -> dict[str, Any]:
    if not text:
        return {}
    found = _NUMBER.fullmatch(text)
    if found is None:
        return {"values": _either(text)}
    comparator, number, unit = found.groups()
    return {"values": (text,), "number": float(number), "comparator": comparator or "", "unit": unit or ""}


def all_said(lines: Mapping[str, Any] | list[str]) -> tuple[Said, ...]:
    return tuple(said(line) for line in lines)


def with_origin(labels: tuple[Said, ...], origin: str) -> Iterator[dict[str, Any]]:
    """Labels as the truth holds them: `origin` "text" or "structured"."""
    for label in labels:
        yield {"origin": origin} | label.as_json()
