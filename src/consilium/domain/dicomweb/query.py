"""What a query asks (PS3.18 8.3.4, 10.6), and whether an answer's attributes match it (PS3.4 C.2.2.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from consilium.domain.dicomweb.attributes import KEYWORDS, MODALITIES, STUDY_UID, VRS, texts
from consilium.domain.records import Json

MOST_ANSWERS = 10_000
LONGEST_VALUE = 1_024
TAG = re.compile(r"[0-9A-Fa-f]{8}")
DATES = frozenset({"DA", "TM", "DT"})
BY_VALUE = frozenset({"00080061", "00080062"})
FUZZY = '299 consilium "The fuzzymatching parameter is not supported. Only literal matching has been performed."'
MORE = '299 consilium "There are more results than were sent. Use limit and offset to ask for the next."'


class QueryError(ValueError):
    """A query that makes no sense."""


@dataclass(frozen=True)
class Match:
    """One attribute that is asked for: its path of tags, and the values of which any may be there."""

    path: tuple[str, ...]
    wanted: str

    @property
    def tag(self) -> str:
        return self.path[0]


@dataclass(frozen=True)
class Query:
    """A query. `limit` None is as many as there are; `fuzzy` tells that fuzzy matching was asked for."""

    matches: tuple[Match, ...] = ()
    fields: frozenset[str] = frozenset()
    every_field: bool = False
    limit: int | None = None
    offset: int = 0
    fuzzy: bool = False

    @property
    def tags(self) -> frozenset[str]:
        """All attributes that the answer or its choice needs."""
        return self.fields | {match.tag for match in self.matches}

    def page(self, count: int) -> tuple[slice, bool]:
        """Which of `count` answers to send, and whether there are more behind."""
        most = MOST_ANSWERS if self.limit is None else min(self.limit, MOST_ANSWERS)
        stop = self.offset + most
        return slice(self.offset, stop), stop < count and self.limit is None


def parsed(fields: Iterable[tuple[str, str]]) -> Query:
    """A query from names and values of an address. Raises QueryError."""
    matches: list[Match] = []
    included: set[str] = set()
    numbers: dict[str, int] = {}
    every, fuzzy = False, False
    for name, value in fields:
        if len(value) > LONGEST_VALUE:
            raise QueryError("value too long")
        if name in ("limit", "offset"):
            numbers[name] = _number(value)
        elif name == "fuzzymatching":
            fuzzy = _flag(value)
        elif name == "includefield":
            every = every or value == "all"
            included |= {_path(one)[0] for one in value.split(",") if one and one != "all"}
        elif name != "accept":
            path = _path(name)
            if value:
                matches.append(Match(path, value))
            else:
                included.add(path[0])
    return Query(tuple(matches), frozenset(included), every, numbers.get("limit"), numbers.get("offset", 0), fuzzy)


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise QueryError("not a number")
    return int(value)


def _flag(value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise QueryError("neither true nor false")
    return value.lower() == "true"


def _path(name: str) -> tuple[str, ...]:
    """Tags of a dotted name. Raises QueryError for one that is neither a tag nor a known keyword."""
    path = []
    for part in name.split("."):
        tag = part.upper() if TAG.fullmatch(part) else KEYWORDS.get(part)
        if tag is None:
            raise QueryError("unknown attribute")
        path.append(tag)
    return tuple(path)


def answers(data: Mapping[str, Json], matches: Sequence[Match]) -> bool:
    """Whether the attributes answer all that is asked."""
    return all(_answers(data, match.path, match.wanted) for match in matches)


def _answers(data: Mapping[str, Json], path: tuple[str, ...], wanted: str) -> bool:
    if len(path) > 1:
        found = data.get(path[0])
        items = found.get("Value") if isinstance(found, dict) else None
        listed = items if isinstance(items, list) else []
        return any(_answers(item, path[1:], wanted) for item in listed if isinstance(item, dict))
    vr = _vr(data, path[0])
    found_values = texts(data, path[0]) or [""]
    return any(test(value) for test in _tests(vr, path[0], wanted) for value in found_values)


def _vr(data: Mapping[str, Json], tag: str) -> str:
    found = data.get(tag)
    return str(found.get("vr")) if isinstance(found, dict) else VRS.get(tag, "")


@lru_cache(maxsize=256)
def _tests(vr: str, tag: str, wanted: str) -> tuple[Callable[[str], bool], ...]:
    if vr == "UI" or tag in (STUDY_UID, MODALITIES):
        uids = frozenset(re.split(r"[,\\]", wanted))
        return (lambda value: value in uids,)
    if vr in DATES and "-" in wanted[: -5 if vr == "DT" and wanted[-5:-4] == "-" else None]:
        first, _, last = wanted.partition("-")
        return (lambda value: _within(value, first, last),)
    if vr in ("IS", "US", "UL", "SS", "SL", "DS", "FL", "FD"):
        return (lambda value: _same_number(value, wanted),)
    pattern = re.compile(_pattern(wanted), re.DOTALL | (re.IGNORECASE if vr == "PN" else 0))
    if vr == "PN":
        return (lambda value: _matches_name(pattern, value),)
    return (lambda value: pattern.fullmatch(value.strip()) is not None,)


def _pattern(wanted: str) -> str:
    """`*` for any letters, `?` for one (PS3.4 C.2.2.2.4)."""
    wanted = re.sub(r"\*+", "*", wanted)
    return "".join({"*": ".*", "?": "."}.get(letter) or re.escape(letter) for letter in wanted)


def _matches_name(pattern: re.Pattern[str], name: str) -> bool:
    """Empty components at the end of a name count for nothing."""
    return pattern.fullmatch(name) is not None or pattern.fullmatch(name.rstrip("^ ")) is not None


def _within(value: str, first: str, last: str) -> bool:
    value = value.replace(".", "") if len(value) == 10 and value[4] == "." else value
    return bool(value) and value >= first and (not last or value[: len(last)] <= last)


def _same_number(value: str, wanted: str) -> bool:
    try:
        return float(value) == float(wanted)
    except ValueError:
        return value.strip() == wanted.strip()
