"""Which rows of a group are shown where not all have room, and how words are cut: at a word's end, never within it."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.domain.summary import Group, Span, Statement

_CUT = " …"
_SENTENCE = (".", "!", "?")
_ENDS = ("; ", ". ", ", ", " ")
_LEAST = 0.6  # of the room that a cut at the end of a part has to leave


def chosen(group: Group, count: int) -> tuple[Statement, ...]:
    """The rows that another team needs most, in the order of the group; of equals the earliest, in a group of which the
    last counts the latest. Rows without a day give way first."""
    return tuple(group.rows[at] for at in places(group, count))


def places(group: Group, count: int) -> list[int]:
    """Where in the group the rows stand that are chosen."""
    return sorted(sorted(range(len(group.rows)), key=lambda at: _order(group, at))[:count])


def _order(group: Group, at: int) -> tuple[int, bool, int]:
    row = group.rows[at]
    return -row.rank, group.late and _undated(row), -at if group.late else at


def _undated(row: Statement) -> bool:
    return isinstance(row.cells[0], Span) and row.cells[0].first is None


def clipped(text: str, bound: int) -> str:
    """The text, cut to its room at the end of a part of it or of a word, and marked as cut."""
    if len(text) <= bound:
        return text
    room = text[: bound - len(_CUT) + 1]
    for end in _ENDS:
        at = room.rfind(end)
        if at >= bound * _LEAST or (end == " " and at > 0):
            return room[:at].rstrip(" ,;") + _CUT
    return room[: bound - 1] + "…"


def listed(said: Sequence[str], bound: int) -> tuple[str, int]:
    """As many of some remarks as have room, each whole, and how many have none; the first always stands. A semicolon
    stands behind one that is no sentence."""
    kept = ""
    for at, one in enumerate(said):
        longer = f"{kept}{' ' if kept.endswith(_SENTENCE) else '; '}{one}" if kept else one
        if kept and len(longer) > bound:
            return kept, len(said) - at
        kept = longer
    return kept, 0
