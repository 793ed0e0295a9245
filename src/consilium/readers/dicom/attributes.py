"""Looking things up in DICOM JSON: first values, numbers, items. Nothing here fails: what is not there is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consilium.domain.records import Json
from consilium.readers.dicom.values import Attribute


def values(data: Mapping[str, Json], tag: str) -> list[Json]:
    """All values of an attribute."""
    found = data.get(tag)
    listed = found.get("Value") if isinstance(found, dict) else None
    return listed if isinstance(listed, list) else []


def first(data: Mapping[str, Json], tag: str) -> Json:
    listed = values(data, tag)
    return listed[0] if listed else None


def text(data: Mapping[str, Json], tag: str) -> str:
    """The first value as text, trimmed; a person's name as it is written."""
    value = first(data, tag)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return name_as_written(value)
    return "" if value is None else str(value)


def name_as_written(name: Mapping[str, Json]) -> str:
    """`Yamada^Tarou=山田^太郎`: alphabetic, ideographic and phonetic groups (PS3.5 6.2.1.1)."""
    groups = [str(name.get(group) or "") for group in ("Alphabetic", "Ideographic", "Phonetic")]
    return "=".join(groups).rstrip("=").strip()


def number(data: Mapping[str, Json], tag: str) -> int | float | None:
    value = first(data, tag)
    return value if isinstance(value, int | float) else None


def whole(data: Mapping[str, Json], tag: str) -> int | None:
    """The first value as an integer; None when it is absent or no whole number."""
    value = number(data, tag)
    return int(value) if value is not None and value == int(value) else None


def numbers(data: Mapping[str, Json], tag: str) -> list[Json]:
    """The values when all are numbers, else none of them: half a position is no position."""
    listed = values(data, tag)
    return listed if all(isinstance(value, int | float) for value in listed) else []


def items(data: Mapping[str, Json], tag: str) -> Iterator[Attribute]:
    """The items of a sequence."""
    for item in values(data, tag):
        if isinstance(item, dict):
            yield item


def item(data: Mapping[str, Json], tag: str) -> Attribute:
    """The first item of a sequence, or an empty one."""
    return next(items(data, tag), {})


def place(tag: str) -> str:
    """`00100010` as `0010,0010`."""
    return f"{tag[:4]},{tag[4:]}"
