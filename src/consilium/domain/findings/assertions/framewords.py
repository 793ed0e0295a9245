"""What a frame of a sentence is made of, read from a table: parts that follow each other (`would | have | been given`),
the slots that they name, and what a frame makes of a finding (`sentenceframes.yaml`, `thingframes.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.finding import Assertion, Kind
from consilium.domain.phrases import fold

BEFORE, BEHIND, OPENS, HEADS = "before", "behind", "opens", "heads"
_REACH = {BEFORE: 80, BEHIND: 50, OPENS: 600, HEADS: 0}
_NOTHING = "nothing"
# Parts of a frame that stand for other words: a number or share, up to four words of any kind, and these with a colon.
_STANDS_FOR = {
    "#": r"\d{1,3}(?:[.,]\d{1,2})?(?:\s?%)?",
    "~": r"(?:[\w/'’-]{1,18}\s){0,3}?[\w/'’-]{1,18}",
    "~:": r"(?:[\w/'’+-]{1,18}\s){0,3}?[\w/'’+%-]{1,18}:",
}


@dataclass(frozen=True)
class Frame:
    """`makes` of a finding of `kinds` (all where empty) that is told as one of `told` what the frame says, no more than
    `reach` letters off. Where a part of `unless` stands in the sentence, or none of `only_with`, it says nothing; one
    that `lists` goes on behind a colon; one that is `apart` is of no finding that quotes the frame's own words.
    `items_unless` leaves an item of a list that it heads; one that goes `over` reaches over a semicolon,
    one that is `joined` over no comma; the first word of one that is `accented` has an accent as written (`sí`)."""

    place: str
    words: re.Pattern[str]
    makes: Assertion | None
    kinds: frozenset[Kind]
    told: frozenset[Assertion]
    reach: int
    unless: re.Pattern[str] | None = None
    only_with: re.Pattern[str] | None = None
    lists: bool = False
    apart: bool = False
    items_unless: re.Pattern[str] | None = None
    over: bool = False
    joined: bool = False
    accented: bool = False


@dataclass(frozen=True, eq=False)
class FrameWords:
    """The frames, a quick look for any of them, and words behind which a sentence goes on to something else."""

    frames: tuple[Frame, ...]
    any_of: re.Pattern[str]
    parts_from: re.Pattern[str]


def words_from(document: Mapping[str, Any]) -> FrameWords:
    """From a table of frames. Raises KeyError or ValueError where it is not of its shape."""
    groups = {name: tuple(map(Kind, kinds)) for name, kinds in document["groups"].items()}
    slots = document["slots"]
    frames, heads = [], set()
    for one in document["frames"]:
        for place in (BEFORE, BEHIND, OPENS, HEADS):
            for parts in one.get(place, ()):
                filled = [_filled(part, slots) for part in parts]
                frames.append(_frame(one, place, filled, groups, slots))
                heads |= _first_words(filled)
    return FrameWords(tuple(frames), _any(heads), _any(document["parts_from"]))


def _filled(part: Any, slots: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of a part: its own, or those of the slots that it names (`$have`)."""
    listed = part if isinstance(part, list) else [part]
    return [fold(str(word)) for one in listed for word in (slots[one[1:]] if str(one).startswith("$") else [one])]


def _frame(
    one: Mapping[str, Any],
    place: str,
    parts: Sequence[Sequence[str]],
    groups: Mapping[str, Sequence[Kind]],
    slots: Mapping[str, Sequence[str]],
) -> Frame:
    kinds = frozenset(kind for name in one.get("kinds", ()) for kind in groups.get(name) or (Kind(name),))
    told = frozenset(map(Assertion, one.get("told", ("stated",))))
    words = (
        _any(_filled(one[name], slots)) if name in one else None for name in ("unless", "only_with", "items_unless")
    )
    unless, only_with, items_unless = words
    return Frame(
        place,
        _joined(parts),
        None if one["makes"] == _NOTHING else Assertion(one["makes"]),
        kinds,
        told,
        int(one.get("reach", _REACH[place])),
        unless,
        only_with,
        bool(one.get("lists", False)),
        bool(one.get("apart", False)),
        items_unless,
        bool(one.get("over", False)),
        bool(one.get("joined", False)),
        bool(one.get("accented", False)),
    )


def _joined(parts: Sequence[Sequence[str]]) -> re.Pattern[str]:
    """Parts that follow each other, parted by a blank; one with an empty word may be left out."""
    first = next(at for at, part in enumerate(parts) if "" not in part)
    made = ""
    for at, part in enumerate(parts):
        listed = sorted(set(part) - {""}, key=lambda one: (-len(one), one))
        words = "|".join(_STANDS_FOR.get(word) or re.escape(word) for word in listed)
        if at == first:
            made += rf"(?:{words})"
        else:
            made += (
                (rf"(?:{words})\s" if at < first else rf"\s(?:{words})")
                if "" not in part
                else (rf"(?:(?:{words})\s)?" if at < first else rf"(?:\s(?:{words}))?")
            )
    return re.compile(rf"(?<![\w-]){made}(?![\w-])")


def _first_words(parts: Sequence[Sequence[str]]) -> set[str]:
    """What a text with the frame has at least: the words of the first part that can't be left out and names them."""
    return set(next(part for part in parts if "" not in part and _STANDS_FOR.keys().isdisjoint(part)))


def _any(words: Iterable[object]) -> re.Pattern[str]:
    ordered = sorted({fold(str(word)) for word in words}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(one) for one in ordered)})(?![\w-])")
