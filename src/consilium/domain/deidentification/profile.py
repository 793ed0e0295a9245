"""What is done with an attribute: Table E.1-1 of PS3.15 where it speaks, the list of what stays for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

NUMBERS = frozenset(["DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"])
TEXTS = frozenset(["LO", "LT", "SH", "ST", "UC", "UT"])
TIMES = frozenset(["DA", "DT", "TM"])
BYTES = frozenset(["OB", "OD", "OF", "OL", "OV", "OW", "UN"])
OVERLAYS = range(0x6000, 0x6100)
CURVES = range(0x5000, 0x5100)


class How(StrEnum):
    """What is done with an attribute's value."""

    REMOVE = "remove"
    EMPTY = "empty"
    DUMMY = "dummy"
    CHECK = "check"  # stays when it is of its kind: a number, a listed coded value
    WORDS = "words"  # stays as far as its words are listed
    SHIFT = "shift"  # a date, moved by the case's own days; a time of day, as it is
    MAP = "map"  # a unique identifier
    WALK = "walk"  # a sequence: its items are treated alike
    BYTES = "bytes"  # stays when its length agrees with what describes it


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done with an attribute, and what where that leaves nothing."""

    how: How
    otherwise: How = How.REMOVE


GONE = Treatment(How.REMOVE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of Table E.1-1: the basic profile's action (`X`, `Z/D`), and the options with an action of their own."""

    action: str
    options: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Profile:
    """The tables. `groups` are those whose numbers, codes, identifiers and sequences stay; the others are keywords."""

    table: Mapping[int, Row]
    options: frozenset[str]
    groups: frozenset[int]
    attributes: frozenset[str]
    dropped: frozenset[str]
    texts: frozenset[str]
    patient: frozenset[str]
    binaries: Mapping[str, str]

    def treatment(self, tag: int, keyword: str, vr: str) -> Treatment:
        """For the attribute `tag` (group and element in one number) of the dictionary's `keyword` and VR."""
        group = tag >> 16
        unknown = not keyword or group & 1 or group in OVERLAYS or group in CURVES
        if unknown or keyword in self.dropped:
            return GONE
        row = self.table.get(tag)
        return self._unlisted(group, keyword, vr) if row is None else self._listed(row, keyword, vr)

    def _listed(self, row: Row, keyword: str, vr: str) -> Treatment:
        options = row.options & self.options
        otherwise = _basic(row.action, vr)
        if row.action == "U":
            return Treatment(How.MAP)
        if "dates" in options and vr in TIMES:
            return Treatment(How.SHIFT, otherwise)
        if "words" in options and (vr in TEXTS or vr in ("SQ", "CS")):
            return Treatment({"SQ": How.WALK, "CS": How.CHECK}.get(vr, How.WORDS), otherwise)
        if vr == "SQ" and ("content" in options or keyword in self.attributes):
            return Treatment(How.WALK, otherwise)
        if "patient" in options and keyword in self.patient:
            return Treatment(How.CHECK, otherwise)
        return Treatment(otherwise)

    def _unlisted(self, group: int, keyword: str, vr: str) -> Treatment:
        named = keyword in self.attributes
        if keyword in self.texts and vr in TEXTS:
            return Treatment(How.WORDS)
        if keyword in self.binaries:
            return Treatment(How.BYTES)
        if named and vr in TIMES:
            return Treatment(How.SHIFT)
        if named and vr in TEXTS | {"AT"}:
            return Treatment(How.CHECK)
        if named or group in self.groups:
            return _KEPT.get(vr, GONE)
        return GONE


_CHECKED = Treatment(How.CHECK)
_KEPT: Mapping[str, Treatment] = {
    **dict.fromkeys((*NUMBERS, "CS"), _CHECKED),
    "UI": Treatment(How.MAP),
    "SQ": Treatment(How.WALK),
}


def _basic(action: str, vr: str) -> How:
    """The basic profile's action. Where the object decides (`X/D`), the one that is right for every object: a value
    that stands there, or an empty one, is never an error. No sequence is made up."""
    if action == "X":
        return How.REMOVE
    if "D" in action and vr != "SQ":
        return How.DUMMY
    return How.EMPTY
