"""FHIR JSON resource by resource: a Bundle's entries are decoded one at a time; a damaged end costs only itself.

`json` and not `orjson`, because its hooks keep decimals as written (R4 2.24.0.1: precision is significant) and see
keys that stand twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consilium.domain.errors import UnreadableError

NESTED_BUNDLES = 5
_BLANK = re.compile(r"[ \t\r\n]*")
Found = tuple[str, dict[str, Any]]


@dataclass
class Notes:
    """What went wrong on the way."""

    duplicate_keys: int = 0
    bad_entries: int = 0
    cut_off_at: int | None = None
    envelope: dict[str, Any] | None = None


class JsonStream:
    """One decoder over any number of texts, counting what it meets in `notes`."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=str, parse_int=str, parse_constant=str, strict=False
        )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        self.notes.duplicate_keys += len(found) != len(pairs)
        return found

    def value(self, text: str, position: int) -> tuple[Any, int]:
        """One JSON value and where it ends. Raises ValueError; UnreadableError for one that is nested too deep."""
        try:
            return self._decoder.raw_decode(text, position)
        except RecursionError:
            raise UnreadableError("fhir.too_deep") from None

    def resources(self, text: str) -> Iterator[Found]:
        """Every resource of a JSON text with its path. Raises UnreadableError where there is not one."""
        found = False
        try:
            for path, resource in self._top(text):
                found = True
                yield path, resource
        except (ValueError, IndexError) as error:
            self.notes.cut_off_at = getattr(error, "pos", len(text))
            if not found:
                raise UnreadableError("fhir.not_json", position=self.notes.cut_off_at) from error

    def _top(self, text: str) -> Iterator[Found]:
        position = _skip(text, 0)
        if text[position : position + 1] == "[":
            for index, value in enumerate(self._items(text, position, [])):
                yield from self.unfolded(value, f"[{index}]", 0)
            return
        envelope: dict[str, Any] = {}
        self.notes.envelope = envelope
        for index, value in enumerate(self._entries(text, position, envelope)):
            yield from self._entry(value, f"Bundle.entry[{index}]", 0)
        if envelope.get("resourceType") != "Bundle":
            yield from self.unfolded(envelope, "", 0)

    def _entries(self, text: str, position: int, envelope: dict[str, Any]) -> Iterator[Any]:
        """The items of the top object's `entry`; its other members go into `envelope` as they come."""
        if text[position : position + 1] != "{":
            raise json.JSONDecodeError("no object", text, position)
        position = _skip(text, position + 1)
        while text[position] != "}":
            if text[position] != '"':
                raise json.JSONDecodeError("no name", text, position)
            name, position = self.value(text, position)
            position = _expect(text, position, ":")
            if name == "entry" and text[position] == "[":
                end = [position]
                yield from self._items(text, position, end)
                position = end[0]
            else:
                self.notes.duplicate_keys += name in envelope
                envelope[name], position = self.value(text, position)
            position = _skip(text, position)
            if text[position] == ",":
                position = _skip(text, position + 1)

    def _items(self, text: str, position: int, end: list[int]) -> Iterator[Any]:
        """The items of an array; where it ends is put into `end`."""
        position = _skip(text, position + 1)
        while text[position] != "]":
            item, position = self.value(text, position)
            yield item
            position = _skip(text, position)
            if text[position] == ",":
                position = _skip(text, position + 1)
            elif text[position] != "]":
                raise json.JSONDecodeError("no comma", text, position)
        end[:] = [position + 1]

    def _entry(self, value: Any, path: str, depth: int) -> Iterator[Found]:
        """The resource of a Bundle's entry; an entry without one (a response, a deletion) has none."""
        if not isinstance(value, dict):
            self.notes.bad_entries += 1
        elif "resource" in value:
            full_url = value.get("fullUrl")
            if isinstance(value["resource"], dict) and isinstance(full_url, str):
                value["resource"].setdefault(FULL_URL, full_url)
            yield from self.unfolded(value["resource"], f"{path}.resource", depth)

    def unfolded(self, value: Any, path: str, depth: int) -> Iterator[Found]:
        """A resource, and those inside it when it is a Bundle or Parameters."""
        if not is_resource(value) or depth > NESTED_BUNDLES:
            self.notes.bad_entries += 1
            return
        place = path or str(value["resourceType"])
        if value["resourceType"] == "Bundle":
            for index, entry in enumerate(_list(value.get("entry"))):
                yield from self._entry(entry, f"{place}.entry[{index}]", depth + 1)
            return
        yield place, value
        if value["resourceType"] == "Parameters":
            for index, part in enumerate(_list(value.get("parameter"))):
                if isinstance(part, dict) and "resource" in part:
                    yield from self.unfolded(part["resource"], f"{place}.parameter[{index}].resource", depth + 1)


FULL_URL = "__fullUrl"
_TYPE = re.compile(r"[A-Z][A-Za-z]{1,60}")


def is_resource(value: Any) -> bool:
    """Whether a value has the envelope of a resource: an object with a `resourceType` that could be one."""
    kind = value.get("resourceType") if isinstance(value, dict) else None
    return isinstance(kind, str) and _TYPE.fullmatch(kind) is not None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _expect(text: str, position: int, mark: str) -> int:
    position = _skip(text, position)
    if text[position] != mark:
        raise json.JSONDecodeError(f"no {mark}", text, position)
    return _skip(text, position + 1)
